//! How large an image is, so that pages keep room for it and nothing jumps while it loads.

/// The width and height of an image in pixels, if its bytes say it.
pub(super) fn size(path: &str, bytes: &[u8]) -> Option<(usize, usize)> {
    let extension = path.rsplit('.').next().unwrap_or_default();
    let size = if extension.eq_ignore_ascii_case("svg") {
        svg(bytes)?
    } else {
        let size = imagesize::blob_size(bytes).ok()?;
        (size.width, size.height)
    };
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// What the first tag of an SVG says: its width and height in pixels, else those of its `viewBox`.
fn svg(bytes: &[u8]) -> Option<(usize, usize)> {
    let text = str::from_utf8(bytes).ok()?;
    let (_, tag) = text.split_once("<svg")?;
    let (tag, _) = tag.split_once('>')?;
    let side = |name: &str| pixels(attribute(tag, name)?.trim_end_matches("px"));
    if let (Some(width), Some(height)) = (side("width"), side("height")) {
        return Some((width, height));
    }
    let numbers: Vec<&str> =
        attribute(tag, "viewBox")?.split([' ', ',']).filter(|it| !it.is_empty()).collect();
    match numbers[..] {
        [_, _, width, height] => Some((pixels(width)?, pixels(height)?)),
        _ => None,
    }
}

/// The value of an attribute in a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once(name)?;
        rest = after;
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        let alone = before.ends_with(char::is_whitespace);
        if let (Some(value), true) = (value, alone) {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value[1..].split(quote).next();
        }
    }
}

/// Whole pixels of a number as SVG writes it; nothing for what no image measures.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is positive and small"
)]
fn pixels(number: &str) -> Option<usize> {
    let number: f64 = number.trim().parse().ok()?;
    (number > 0.0 && number < 100_000.0).then(|| number.round().max(1.0) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_say_their_size() {
        let check = |tag: &str, expected: Option<(usize, usize)>| {
            let text = format!("<?xml version=\"1.0\"?>\n{tag}<path/></svg>");
            assert_eq!(size("図.SVG", text.as_bytes()), expected, "{tag}");
        };
        check(r#"<svg width="40" height="20.4px" viewBox="0 0 4 2">"#, Some((40, 20)));
        check("<svg viewBox='0, 0, 640 360'>", Some((640, 360)));
        check(
            r#"<svg stroke-width="2" width="100%" height="1em" viewBox="0 0 32 8">"#,
            Some((32, 8)),
        );
        check(r#"<svg width = "3" height="4">"#, Some((3, 4)));
        check(r#"<svg viewBox="0 0 0 0">"#, None);
        check(r#"<svg viewBox="0 0 1e99 1">"#, None);
        check("<svg>", None);
        check("<svg width=", None);
    }

    #[test]
    fn pictures_say_their_size() {
        let gif = b"GIF89a\x03\x00\x02\x00\x00\x00\x00\x3b";
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x04\x08\x02\0\0\0";
        assert_eq!(size("a.gif", gif), Some((3, 2)));
        assert_eq!(size("a.png", png), Some((5, 4)));
        assert_eq!(size("a.jpg", b"no picture"), None);
        assert_eq!(size("a", b""), None);
    }
}

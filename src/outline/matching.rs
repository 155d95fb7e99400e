//! How a heading's text is compared with the titles of an outline.

use crate::markdown::{name_key, strip_numbering};

/// The text by which headings are compared: as names are, and without the numbering, brackets around
/// the whole, and について at the end.
pub fn heading_key(heading: &str) -> String {
    let text = name_key(strip_numbering(heading.trim()));
    let inner = [
        ("<", ">"),
        ("〈", "〉"),
        ("《", "》"),
        ("【", "】"),
        ("「", "」"),
        ("『", "』"),
        ("[", "]"),
    ]
    .iter()
    .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    let text = inner.unwrap_or(&text);
    // 推進体制について, 目標(案): the same chapter, said at more length.
    let text = text.strip_suffix("(案)").unwrap_or(text);
    text.strip_suffix("について").filter(|rest| !rest.is_empty()).unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_without_their_dress() {
        let check = |heading: &str, title: &str| {
            assert_eq!(heading_key(heading), heading_key(title), "{heading} / {title}");
        };
        check("１．策定の背景と目的", "策定の背景と目的");
        check("第1章 方針の概要", "方針の概要");
        check("4.1.1　基本的な 考え方", "基本的な考え方");
        check("（１）求められる職員像", "求められる職員像");
        check("① DX人財像", "ＤＸ人材像");
        check("＜求められる役割区分＞", "求められる役割区分");
        check("【研修内容・スキルマップ】", "研修内容･スキルマップ");
        check("Ⅴ 推進体制について", "推進体制");
        check("目標（案）", "目標");
        assert_ne!(heading_key("人材確保"), heading_key("人材育成"));
    }
}

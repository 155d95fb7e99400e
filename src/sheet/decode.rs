//! The encodings of CSV files: UTF-8, UTF-16 as Excel writes "Unicode text", and CP932 as Excel writes "CSV".

use super::Fault;

/// How a text is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark, which is a part of the text then.
    Utf8,
    /// UTF-16 behind a byte order mark.
    Utf16,
    /// CP932 (Windows-31J).
    Cp932,
}

impl Encoding {
    /// How many bytes stand before the text.
    pub fn start(self) -> usize {
        if self == Self::Utf16 { 2 } else { 0 }
    }

    /// How many bytes a character takes.
    pub fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => 2 * c.len_utf16(),
            // ASCII, 0x80, and half-width katakana.
            Self::Cp932 if matches!(c, '\0'..='\u{80}' | '\u{ff61}'..='\u{ff9f}') => 1,
            Self::Cp932 => 2,
        }
    }
}

/// What UTF-8 for kana reads as in CP932: U+3040 to U+30FF begin with the bytes E3 81, E3 82, E3 83.
const UTF8_IN_CP932: [char; 3] = ['縺', '繧', '繝'];

/// The text of a file, and how it is stored.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Encoding), Fault> {
    let marks = [([0xff, 0xfe], encoding_rs::UTF_16LE), ([0xfe, 0xff], encoding_rs::UTF_16BE)];
    for (mark, encoding) in marks {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
            let fault = Fault::Encoding { looks_like: Some("UTF-16"), offset: 0 };
            return text.map(|text| (text.into_owned(), Encoding::Utf16)).ok_or(fault);
        }
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((text.to_owned(), Encoding::Utf8)),
        Err(error) => error,
    };
    let offset = error.valid_up_to();
    let fault = |looks_like| Fault::Encoding { looks_like, offset };
    let words = |text: &str| text.chars().filter(|c| is_kana_or_kanji(*c)).count();
    // What is Japanese up to there in UTF-8 was meant as such.
    if words(&String::from_utf8_lossy(&bytes[..offset])) > 0 {
        return Err(fault(Some("UTF-8")));
    }
    let shift_jis =
        encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes);
    let euc = encoding_rs::EUC_JP.decode_without_bom_handling_and_without_replacement(bytes);
    match (shift_jis, euc) {
        (Some(text), Some(euc)) if words(&euc) > words(&text) => Err(fault(Some("EUC-JP"))),
        (Some(text), _) if text.chars().filter(|c| UTF8_IN_CP932.contains(c)).count() > 1 => {
            Err(fault(Some("UTF-8")))
        }
        (Some(text), _) => Ok((text.into_owned(), Encoding::Cp932)),
        (None, Some(_)) => Err(fault(Some("EUC-JP"))),
        (None, None) => Err(fault(None)),
    }
}

fn is_kana_or_kanji(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

/// The first character that no text has, with its offset: one that stands for what was lost, one of a private
/// area (外字), a control character. Such a text may be of another encoding than it was taken for.
pub(super) fn doubtful(text: &str) -> Option<(usize, char)> {
    let is_doubtful = |c: char| {
        matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
            || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
    };
    text.char_indices().find(|&(_, c)| is_doubtful(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "スキル,概要\nﾃﾞｰﾀ①,～－\n";
        let check = |bytes: &[u8], expected: Result<Encoding, Fault>| {
            let found = decode(bytes);
            if let Ok((found, _)) = &found {
                assert_eq!(found.trim_start_matches('\u{feff}'), text);
            }
            assert_eq!(found.map(|it| it.1), expected);
        };
        let bad = |looks_like, offset| Err(Fault::Encoding { looks_like, offset });
        let cp932 = encoding_rs::SHIFT_JIS.encode(text).0;
        check(text.as_bytes(), Ok(Encoding::Utf8));
        check(format!("\u{feff}{text}").as_bytes(), Ok(Encoding::Utf8));
        check(&utf16(text), Ok(Encoding::Utf16));
        check(&cp932, Ok(Encoding::Cp932));
        check(&encoding_rs::EUC_JP.encode("役割の名称と概要").0, bad(Some("EUC-JP"), 0));
        check(&[text.as_bytes(), b"\xe3\x81"].concat(), bad(Some("UTF-8"), text.len()));
        check(&[0xff, 0xfe, 0x41], bad(Some("UTF-16"), 0));
        check(b"a,\xff\xff", bad(None, 2));
    }

    #[test]
    fn characters_are_as_wide_as_they_are_stored() {
        let text = "aあｱ～①\u{20ac}";
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let bytes = if encoding == Encoding::Utf8 { text.into() } else { utf16(text) };
            let length = text.chars().map(|c| encoding.width(c)).sum::<usize>();
            assert_eq!(encoding.start() + length, bytes.len());
        }
        // Every pair of bytes, in CP932.
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                let bytes = [first, second];
                let decoder = encoding_rs::SHIFT_JIS;
                let text = decoder.decode_without_bom_handling_and_without_replacement(&bytes);
                let Some(text) = text else { continue };
                assert_eq!(text.chars().map(|c| Encoding::Cp932.width(c)).sum::<usize>(), 2);
            }
        }
    }

    #[test]
    fn what_no_text_has_is_found() {
        assert_eq!(doubtful("名称,概要\r\n\tｱｲｳ"), None);
        assert_eq!(doubtful("名\u{e000}"), Some((3, '\u{e000}')));
        assert_eq!(doubtful("a\0b"), Some((1, '\0')));
        assert_eq!(doubtful("\u{fffd}"), Some((0, '\u{fffd}')));
    }
}

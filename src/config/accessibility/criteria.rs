//! The success criteria of JIS X 8341-3:2016 (ISO/IEC 40500:2012, WCAG 2.0): 25 of level A, 13 of level
//! AA, 23 of level AAA, by number.
//!
//! The names are those of the Japanese standard as published test results print them; for level AAA,
//! which few tests look at, those of WAIC's translation of WCAG 2.0.

use crate::markdown;
use crate::yaml::{Choice, choices, words};

/// The standard whose criteria these are.
pub const STANDARD: &str = "JIS X 8341-3:2016";

/// A level of conformance; a higher one asks for the criteria of the lower ones, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A
    A,
    /// AA
    Aa,
    /// AAA
    Aaa,
}

impl Level {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 3] = [
        (("A", "レベルA。最低限の25項目", "level A: 25 criteria"), Self::A),
        (("AA", "レベルAA。公的機関に求められる38項目", "level AA: 38 criteria"), Self::Aa),
        (("AAA", "レベルAAA。すべての61項目", "level AAA: all 61 criteria"), Self::Aaa),
    ];

    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    pub(super) const WORDS: &[Choice] = &words(&Self::TABLE);

    /// The level as the standard writes it.
    pub fn name(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, level)| *level == self).map_or("", |(name, _)| name)
    }
}

/// A success criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Criterion {
    /// Its number: `1.1.1`.
    pub number: &'static str,
    /// Its level.
    pub level: Level,
    /// Its name.
    pub name: &'static str,
}

const fn a(number: &'static str, name: &'static str) -> Criterion {
    Criterion { number, level: Level::A, name }
}

const fn aa(number: &'static str, name: &'static str) -> Criterion {
    Criterion { number, level: Level::Aa, name }
}

const fn aaa(number: &'static str, name: &'static str) -> Criterion {
    Criterion { number, level: Level::Aaa, name }
}

/// All criteria in the order of their numbers.
pub static CRITERIA: &[Criterion] = &[
    a("1.1.1", "非テキストコンテンツ"),
    a("1.2.1", "音声だけ及び映像だけ（収録済み）"),
    a("1.2.2", "キャプション（収録済み）"),
    a("1.2.3", "音声解説又はメディアに対する代替コンテンツ（収録済み）"),
    aa("1.2.4", "キャプション（ライブ）"),
    aa("1.2.5", "音声解説（収録済み）"),
    aaa("1.2.6", "手話（収録済み）"),
    aaa("1.2.7", "拡張音声解説（収録済み）"),
    aaa("1.2.8", "メディアに対する代替コンテンツ（収録済み）"),
    aaa("1.2.9", "音声だけ（ライブ）"),
    a("1.3.1", "情報及び関係性"),
    a("1.3.2", "意味のある順序"),
    a("1.3.3", "感覚的な特徴"),
    a("1.4.1", "色の使用"),
    a("1.4.2", "音声の制御"),
    aa("1.4.3", "コントラスト（最低限レベル）"),
    aa("1.4.4", "テキストのサイズ変更"),
    aa("1.4.5", "文字画像"),
    aaa("1.4.6", "コントラスト（高度レベル）"),
    aaa("1.4.7", "小さな背景音又は背景音なし"),
    aaa("1.4.8", "視覚的提示"),
    aaa("1.4.9", "文字画像（例外なし）"),
    a("2.1.1", "キーボード"),
    a("2.1.2", "キーボードトラップなし"),
    aaa("2.1.3", "キーボード（例外なし）"),
    a("2.2.1", "タイミング調整可能"),
    a("2.2.2", "一時停止、停止及び非表示"),
    aaa("2.2.3", "タイミング非依存"),
    aaa("2.2.4", "割込み"),
    aaa("2.2.5", "再認証"),
    a("2.3.1", "3回のせん（閃）光、又はしきい（閾）値以下"),
    aaa("2.3.2", "3回のせん（閃）光"),
    a("2.4.1", "ブロックスキップ"),
    a("2.4.2", "ページタイトル"),
    a("2.4.3", "フォーカス順序"),
    a("2.4.4", "リンクの目的（コンテキスト内）"),
    aa("2.4.5", "複数の手段"),
    aa("2.4.6", "見出し及びラベル"),
    aa("2.4.7", "フォーカスの可視化"),
    aaa("2.4.8", "現在位置"),
    aaa("2.4.9", "リンクの目的（リンクだけ）"),
    aaa("2.4.10", "セクション見出し"),
    a("3.1.1", "ページの言語"),
    aa("3.1.2", "一部分の言語"),
    aaa("3.1.3", "一般的ではない用語"),
    aaa("3.1.4", "略語"),
    aaa("3.1.5", "読解レベル"),
    aaa("3.1.6", "発音"),
    a("3.2.1", "フォーカス時"),
    a("3.2.2", "入力時"),
    aa("3.2.3", "一貫したナビゲーション"),
    aa("3.2.4", "一貫した識別性"),
    aaa("3.2.5", "要求による変化"),
    a("3.3.1", "エラーの特定"),
    a("3.3.2", "ラベル又は説明"),
    aa("3.3.3", "エラー修正の提案"),
    aa("3.3.4", "エラー回避（法的、金融及びデータ）"),
    aaa("3.3.5", "ヘルプ"),
    aaa("3.3.6", "エラー回避（全て）"),
    a("4.1.1", "構文解析"),
    a("4.1.2", "名前（name）、役割（role）及び値（value）"),
];

/// The criterion of a number, full-width digits included.
pub(super) fn criterion(number: &str) -> Option<&'static Criterion> {
    let number = markdown::squeezed(number);
    CRITERIA.iter().find(|criterion| criterion.number == number)
}

/// Whether a standard is the one whose criteria these are, however its name is typed.
pub(super) fn is_known(standard: &str) -> bool {
    let dashes = |c: char| if "‐–−ー".contains(c) { '-' } else { c };
    let name: String = markdown::squeezed(standard).chars().map(dashes).collect();
    name.eq_ignore_ascii_case(&markdown::squeezed(STANDARD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_criteria_are_those_of_the_standard() {
        let of = |level: Level| CRITERIA.iter().filter(|it| it.level == level).count();
        assert_eq!([of(Level::A), of(Level::Aa), of(Level::Aaa)], [25, 13, 23]);
        let numbers = CRITERIA.iter().map(|it| {
            let parts = it.number.split('.').map(|part| part.parse().expect("a number"));
            parts.collect::<Vec<u8>>()
        });
        let numbers: Vec<_> = numbers.collect();
        assert!(numbers.is_sorted_by(|a, b| a < b) && numbers.iter().all(|it| it.len() == 3));
        let names: std::collections::BTreeSet<_> = CRITERIA.iter().map(|it| it.name).collect();
        assert_eq!(names.len(), CRITERIA.len(), "two criteria share a name");
    }

    #[test]
    fn numbers_and_standards_are_known_as_they_are_typed() {
        assert_eq!(criterion("１．４．３").map(|it| it.level), Some(Level::Aa));
        assert_eq!(criterion(" 2.4.10 ").map(|it| it.name), Some("セクション見出し"));
        assert_eq!(criterion("1.4.10"), None);
        assert!(is_known("JIS X 8341-3:2016") && is_known("ＪＩＳ　Ｘ　８３４１－３：２０１６"));
        assert!(!is_known("JIS X 8341-3:2010") && !is_known("WCAG 2.2"));
    }
}

//! Seams of long compounds, which Japanese writes without any sign: デジタル｜トランスフォーメーション,
//! 例示市｜推進計画. Few are certain; these are.

/// Words that begin compounds in katakana: デジタル｜プロデュース.
const FIRST_WORDS: [&str; 9] = [
    "デジタル",
    "データ",
    "サービス",
    "システム",
    "スキル",
    "セキュリティ",
    "プロジェクト",
    "オンライン",
    "サイバー",
];

/// What follows 市, 区, 町 and 村 in words that are no names: 市民, 区分.
const PART_OF_MUNICIPALITY: &str = "市区町村民長内立役議分域画";

/// How many characters of a row of katakana are its first word; 0 if it is one word, as far as we know.
pub fn first_word(katakana: &[char]) -> usize {
    let is_first =
        |word: &&&str| katakana.iter().copied().take(word.chars().count()).eq(word.chars());
    let length = FIRST_WORDS.iter().find(is_first).map_or(0, |word| word.chars().count());
    let left = &katakana[length..];
    if left.len() >= 4 && left[0] != 'ー' { length } else { 0 }
}

/// How many characters of a row of kanji are the name of a municipality (八王子市｜人財育成方針); 0 if it begins
/// with none.
pub fn municipality(kanji: &[char]) -> usize {
    let ends_name = |pair: &[char]| {
        matches!(pair[0], '市' | '区' | '町' | '村') && !PART_OF_MUNICIPALITY.contains(pair[1])
    };
    kanji.windows(2).skip(2).position(ends_name).map_or(0, |at| at + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seams_are_few() {
        let check = |compound: &str, katakana: usize, kanji: usize| {
            let chars: Vec<char> = compound.chars().collect();
            assert_eq!((first_word(&chars), municipality(&chars)), (katakana, kanji), "{compound}");
        };
        check("デジタルトランスフォーメーション", 4, 0);
        check("データベース", 0, 0);
        check("データセンター", 3, 0);
        check("サイバーー", 0, 0);
        check("八王子市人財育成方針", 0, 4);
        check("例示市推進計画", 0, 3);
        check("例示市民", 0, 0);
        check("市区町村", 0, 0);
        check("", 0, 0);
    }
}

//! The codes of local governments (全国地方公共団体コード) and whose they are.

use std::sync::LazyLock;

use crate::diagnostic::{Diagnostic, Message, Rule};
use crate::markdown;
use crate::source::Spanned;

/// The rules of this module.
pub(super) const RULES: &[&Rule] = &[&MUNICIPALITY_CODE_MISMATCH];

static MUNICIPALITY_CODE_MISMATCH: Rule = Rule::warning(
    "municipality-code-mismatch",
    "コードが別の自治体のもの",
    "a code that belongs to another municipality",
);

/// All prefectures and municipalities; the first line says where they come from.
static LIST: &str = include_str!("municipalities.tsv");

/// The entries of the list, sorted by code.
static GOVERNMENTS: LazyLock<Vec<Government>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let (code, rest) = line.split_once('\t')?;
        let (prefecture, name) = rest.split_once('\t')?;
        Some(Government { code, prefecture, name })
    };
    LIST.lines().filter(|line| !line.starts_with('#')).filter_map(entry).collect()
});

/// A prefecture or a municipality.
#[derive(Debug, PartialEq, Eq)]
struct Government {
    code: &'static str,
    prefecture: &'static str,
    /// Empty for a prefecture.
    name: &'static str,
}

impl Government {
    fn with_code(code: &str) -> Option<&'static Self> {
        let at = GOVERNMENTS.binary_search_by_key(&code, |it| it.code).ok()?;
        Some(&GOVERNMENTS[at])
    }

    /// Whether people call it so: 八王子市, 東京都八王子市, 奥多摩町, 西多摩郡奥多摩町.
    fn is_called(&self, name: &str) -> bool {
        let Some(before) = name.strip_suffix(key(self.name).as_str()) else { return false };
        let before = before.strip_prefix(self.prefecture).unwrap_or(before);
        match self.name {
            "" => before.is_empty() && !name.is_empty(),
            _ => before.is_empty() || before.ends_with('郡'),
        }
    }

    /// The name with the prefecture: 東京都八王子市.
    fn full_name(&self) -> String {
        format!("{}{}", self.prefecture, self.name)
    }
}

/// A name without spaces and differences of width; 龍ケ崎市 is 龍ヶ崎市.
fn key(name: &str) -> String {
    markdown::squeezed(name).replace('ヶ', "ケ")
}

/// The code of the only government that is called so.
pub fn municipality_code(name: &str) -> Option<&'static str> {
    let called = key(name);
    let mut named = GOVERNMENTS.iter().filter(|it| it.is_called(&called));
    let (first, second) = (named.next()?, named.next());
    second.is_none().then_some(first.code)
}

/// Reports a code that belongs to another government than the name. Neither a code nor a name that the
/// list does not have is a finding: municipalities merge.
pub(super) fn mismatch(name: &Spanned<String>, code: &Spanned<String>) -> Option<Diagnostic> {
    let owner = Government::with_code(&code.value)?;
    let called = key(&name.value);
    if owner.is_called(&called) {
        return None;
    }
    let named: Vec<&Government> = GOVERNMENTS.iter().filter(|it| it.is_called(&called)).collect();
    if named.is_empty() {
        return None;
    }
    let (code_text, owner) = (&code.value, owner.full_name());
    let message = Message::new(
        format!("コード {code_text} は{owner}のもので、「{}」のものではありません", name.value),
        format!("the code {code_text} belongs to `{owner}`, not to `{}`", name.value),
    );
    let list = |one: &dyn Fn(&Government) -> String, between: &str| {
        named.iter().map(|it| one(it)).collect::<Vec<_>>().join(between)
    };
    let ja = list(&|it| format!("{}は \"{}\"", it.full_name(), it.code), "、");
    let en = list(&|it| format!("{} for `{}`", it.code, it.full_name()), ", ");
    let help = Message::new(
        format!("名称が正しければ、{ja} と書きます。コードが正しければ、名称を直してください。"),
        format!("if the name is right, write {en}, else mend the name"),
    );
    let there = Message::fixed("書かれている名称", "the name as written");
    let diagnostic = Diagnostic::new(&MUNICIPALITY_CODE_MISMATCH, code.span, message);
    Some(diagnostic.help(help).related(name.span, there))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;
    use crate::document::municipality::full_code;
    use crate::source::{Project, Span};

    #[test]
    fn the_list_is_whole() {
        assert!(GOVERNMENTS.is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(GOVERNMENTS.iter().filter(|it| it.name.is_empty()).count(), 47);
        // 1,741 municipalities and the six villages of the northern islands.
        assert_eq!(GOVERNMENTS.iter().filter(|it| !it.name.is_empty()).count(), 1741 + 6);
        for government in GOVERNMENTS.iter() {
            assert_eq!(full_code(government.code).as_deref(), Some(government.code));
            let prefecture = Government::with_code(
                &full_code(&format!("{}000", &government.code[..2])).unwrap(),
            );
            assert_eq!(prefecture.map(|it| it.prefecture), Some(government.prefecture));
            assert!(government.is_called(&key(&government.full_name())), "{government:?}");
        }
        assert!(LIST.starts_with("# ") && LIST.contains("総務省"));
    }

    /// The help in Japanese, if the name and the code do not belong together.
    fn found(name: &str, code: &str) -> Option<String> {
        let (_, source) = Project::of_text("");
        let word = |text: &str| Spanned::new(text.to_owned(), Span::new(source, 0, 0));
        let diagnostic = mismatch(&word(name), &word(code))?;
        Some(diagnostic.help.unwrap().get(Language::Ja).to_owned())
    }

    #[test]
    fn names_and_codes_belong_together() {
        for (name, code) in [
            ("八王子市", "132012"),
            ("東京都八王子市", "132012"),
            ("東京都 八王子市", "132012"),
            ("奥多摩町", "133086"),
            ("西多摩郡奥多摩町", "133086"),
            ("東京都西多摩郡奥多摩町", "133086"),
            ("龍ヶ崎市", "082082"),
            ("東京都", "130001"),
            ("府中市", "132063"),
            ("府中市", "342084"),
            ("泊村", "014036"),
            // What the list does not have is not judged.
            ("例示市", "132012"),
            ("八王子市デジタル推進室", "212130"),
            ("横浜市鶴見区", "141003"),
            ("八王子市", "999997"),
        ] {
            assert_eq!(found(name, code), None, "{name} {code}");
        }
    }

    #[test]
    fn codes_of_others_are_found() {
        let check = |name: &str, code: &str, help: &str| {
            let found = found(name, code).unwrap_or_default();
            assert!(found.contains(help), "{name} {code}: {found}");
        };
        check("八王子市", "212130", "東京都八王子市は \"132012\"");
        check("津市", "252018", "三重県津市は \"242012\"");
        check("大津市", "242012", "滋賀県大津市は \"252018\"");
        check("府中市", "132012", "東京都府中市は \"132063\"、広島県府中市は \"342084\"");
        check("東京都府中市", "342084", "名称が正しければ、東京都府中市は \"132063\" と書きます");
        check("東京都", "132012", "東京都は \"130001\"");
        check("八王子市", "130001", "東京都八王子市は");
    }

    #[test]
    fn a_code_is_known_where_the_name_is_clear() {
        let check = |name: &str, code: Option<&str>| assert_eq!(municipality_code(name), code);
        check("八王子市", Some("132012"));
        check("東京都 八王子市", Some("132012"));
        check("府中市", None);
        check("広島県府中市", Some("342084"));
        check("東京都", Some("130001"));
        check("例示市", None);
    }
}

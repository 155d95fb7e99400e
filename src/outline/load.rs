//! The outlines of a site: the built-in ones and the files of `outlines/`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use super::{Need, Outline, OutlineChapter, Requirement};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean};
use crate::source::{Project, Span, Spanned};
use crate::yaml::{Field, Reader, Region, Shape, load};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&OUTLINE_CYCLE, &OUTLINE_UNKNOWN];

static OUTLINE_UNKNOWN: Rule =
    Rule::error("outline-unknown", "知らない章立て", "an outline that is not known");
static OUTLINE_CYCLE: Rule = Rule::error(
    "outline-cycle",
    "章立てが自分自身を引き継いでいる",
    "outlines that extend each other in a circle",
);

/// The built-in outlines, derived from public material (see the head of each file).
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/outline");

/// What an outline may say.
pub static FIELDS: &[Field] = &[
    Field::new(
        "name",
        Shape::Word,
        "章立ての名前。hoshin.yaml の outlines: や extends: で使います。省くとファイル名です。例: small",
        "The name by which hoshin.yaml and `extends:` call the outline; the file's name if left out. Example: small",
    ),
    Field::new(
        "title",
        Shape::Word,
        "章立ての題名。例: 例示市 方針の章立て",
        "The title of the outline. Example: 例示市 方針の章立て",
    ),
    Field::new(
        "description",
        Shape::Word,
        "章立ての説明。どこから来たものかなどを書きます。",
        "What to know about the outline, such as where it comes from.",
    ),
    Field::new(
        "extends",
        Shape::Word,
        "もとにする章立ての名前。その章を引き継ぎます。同じ id の章を書くと置きかわります。例: govtech-tokyo",
        "The outline that this one extends; a chapter of the same id takes the place of the other's. Example: govtech-tokyo",
    ),
    Field::new(
        "chapters",
        Shape::Records(CHAPTER_FIELDS),
        "章の一覧。文書に並べる順に書きます。例: - {id: background, title: 策定の背景}",
        "The chapters in their order. Example: - {id: background, title: 策定の背景}",
    ),
];

static CHAPTER_FIELDS: &[Field] = &[
    Field::required(
        "id",
        Shape::Word,
        "章の短い名前。半角の英数字で書きます。例: background",
        "The short name of the chapter, in ASCII. Example: background",
    ),
    Field::required(
        "title",
        Shape::Word,
        "章の題名。文書の見出しと照らし合わせます。例: 策定の背景",
        "The title of the chapter, with which headings are compared. Example: 策定の背景",
    ),
    Field::new(
        "level",
        Shape::Choice(Requirement::WORDS),
        "章が要るかどうか。省くと required です。",
        "Whether the chapter must be there; required if left out.",
    ),
    Field::new(
        "aliases",
        Shape::Words,
        "同じ章と見なすほかの題名。例: [はじめに, 策定の趣旨]",
        "Other titles that count as this chapter. Example: [はじめに, 策定の趣旨]",
    ),
    Field::new(
        "needs",
        Shape::Words,
        "章の中で示すデータや図表の名前。「?」を付けると、なくても警告になるだけです。例: [roles, plans?]",
        "The data or figures that the chapter must show; with `?`, their absence is a warning only. Example: [roles, plans?]",
    ),
    Field::new(
        "guide",
        Shape::Word,
        "章に何を書くかの案内。長い文は「guide: |」の次の行から、字下げして書きます。",
        "What to write in the chapter. Write a longer text below `guide: |`, indented.",
    ),
    Field::new(
        "example",
        Shape::Word,
        "章の記入例。Markdown で書きます。",
        "An example of the chapter, in Markdown.",
    ),
];

/// The outlines by name.
#[derive(Debug, Clone, Default)]
pub struct Outlines(BTreeMap<String, Outline>);

/// An outline as written, before its parent is known.
struct Written {
    outline: Outline,
    extends: Option<Spanned<String>>,
}

impl Outlines {
    /// Reads the built-in outlines and those of a site; a site's one may take a built-in name.
    pub fn load(project: &Project, diagnostics: &mut Diagnostics) -> Self {
        let mut written = built_in();
        for &source in &project.outlines {
            let file = project.source(source);
            if file.fault().is_some() {
                continue;
            }
            let stem = file.path().trim_start_matches("outlines/");
            let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
            if let Some(node) = load(&Region::whole(file, source), diagnostics)
                && let Some(mut reader) = Reader::new(&node, FIELDS, diagnostics)
            {
                let outline = read(&mut reader, stem);
                written.insert(outline.outline.name.clone(), outline);
            }
        }
        let names: Vec<String> = written.keys().cloned().collect();
        let mut outlines = BTreeMap::new();
        for name in names {
            let outline = extended(&name, &written, &mut Vec::new(), diagnostics);
            outlines.extend(outline.map(|outline| (name, outline)));
        }
        Self(outlines)
    }

    /// The outline with this name.
    pub fn get(&self, name: &str) -> Option<&Outline> {
        self.0.get(name)
    }

    /// Finds an outline by a name that a setting writes, or reports that there is none.
    pub fn find(&self, name: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<&Outline> {
        let found = self.get(&name.value);
        if found.is_none() {
            diagnostics.push(unknown(name, self.0.keys().map(String::as_str)));
        }
        found
    }

    /// The names of all outlines, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn built_in() -> BTreeMap<String, Written> {
    let mut outlines = BTreeMap::new();
    for file in BUILT_IN.files() {
        let path = file.path();
        let (Some(stem), true) =
            (path.file_stem(), path.extension().is_some_and(|it| it == "yaml"))
        else {
            continue;
        };
        let stem = stem.to_string_lossy();
        let (project, source) = Project::of_text(file.contents_utf8().unwrap_or_default());
        let mut diagnostics = Diagnostics::default();
        let node = load(&Region::whole(project.source(source), source), &mut diagnostics);
        let node = node.expect("the built-in outlines are valid, as a test shows");
        let reader = Reader::new(&node, FIELDS, &mut diagnostics);
        let mut reader = reader.expect("a built-in outline is a mapping");
        let outline = read(&mut reader, &stem);
        outlines.insert(outline.outline.name.clone(), outline);
    }
    outlines
}

fn read(reader: &mut Reader<'_, '_>, stem: &str) -> Written {
    let text = |word: Option<Spanned<String>>| word.map(|word| word.value).unwrap_or_default();
    let name = reader.word("name").map_or_else(|| stem.to_owned(), |name| name.value);
    let title = reader.word("title").map_or_else(|| name.clone(), |title| title.value);
    let chapters = reader.records("chapters", |reader| {
        let (id, title) = (reader.required_word("id"), reader.required_word("title"));
        let needs = reader.words("needs").into_iter().map(|need| {
            let recommended = need.value.ends_with('?');
            Need { name: need.value.trim_end_matches('?').to_owned(), recommended }
        });
        Some(OutlineChapter {
            needs: needs.collect(),
            id: id?.value,
            title: title?.value,
            requirement: reader
                .choice("level", Requirement::CHOICES)
                .unwrap_or(Requirement::Required),
            aliases: reader.words("aliases").into_iter().map(|alias| alias.value).collect(),
            guide: text(reader.word("guide")),
            example: text(reader.word("example")),
        })
    });
    let extends = reader.word("extends");
    let description = text(reader.word("description"));
    Written { outline: Outline::new(name, title, description, chapters), extends }
}

/// Adds the chapters of the parents: a chapter of the same id replaces the parent's in its place, new
/// ones come after it.
fn extended(
    name: &str,
    written: &BTreeMap<String, Written>,
    above: &mut Vec<(String, Span)>,
    diagnostics: &mut Diagnostics,
) -> Option<Outline> {
    let own = written.get(name)?;
    let Some(parent) = &own.extends else { return Some(own.outline.clone()) };
    if parent.value == name || above.iter().any(|(seen, _)| *seen == parent.value) {
        // Each outline of the circle is reported once, at its own `extends`.
        let message = Message::new(
            format!("章立て「{name}」は、たどると自分自身を引き継いでいます"),
            format!("the outline `{name}` extends itself in a circle"),
        );
        let help =
            Message::fixed("extends: を一つ取り除いてください。", "take one `extends:` away");
        diagnostics.push(Diagnostic::new(&OUTLINE_CYCLE, parent.span, message).help(help));
        return None;
    }
    if !written.contains_key(&parent.value) {
        diagnostics.push(unknown(parent, written.keys().map(String::as_str)));
        return None;
    }
    above.push((name.to_owned(), parent.span));
    let base = extended(&parent.value, written, above, diagnostics);
    above.pop();
    let mut chapters = base?.chapters;
    for chapter in &own.outline.chapters {
        match chapters.iter_mut().find(|inherited| inherited.id == chapter.id) {
            Some(inherited) => *inherited = chapter.clone(),
            None => chapters.push(chapter.clone()),
        }
    }
    let Outline { name, title, description, .. } = own.outline.clone();
    Some(Outline::new(name, title, description, chapters))
}

fn unknown<'a>(name: &Spanned<String>, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let message = Message::new(
        format!("「{}」という章立てはありません", name.value),
        format!("there is no outline `{}`", name.value),
    );
    let list = Message::new(
        format!("使える章立て: {}", known.join("、")),
        format!("the outlines are {}", known.join(", ")),
    );
    let help = did_you_mean(&name.value, known).unwrap_or(list);
    Diagnostic::new(&OUTLINE_UNKNOWN, name.span, message).help(help)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::outline::heading_key;
    use crate::source::Content;

    #[test]
    fn built_in_outlines_are_whole() {
        let mut diagnostics = Diagnostics::default();
        let outlines = Outlines::load(&Project::default(), &mut diagnostics);
        assert_eq!(diagnostics.iter().count(), 0);
        assert_eq!(outlines.names().collect::<Vec<_>>(), ["govtech-tokyo", "govtech-tokyo-plan"]);
        for name in ["govtech-tokyo", "govtech-tokyo-plan"] {
            let outline = outlines.get(name).expect("a built-in outline");
            let mut keys = BTreeSet::new();
            for chapter in &outline.chapters {
                assert!(!chapter.guide.is_empty(), "{} has no guide", chapter.id);
                for title in std::iter::once(&chapter.title).chain(&chapter.aliases) {
                    assert!(keys.insert(heading_key(title)), "{title} stands in two chapters");
                }
            }
        }
    }

    #[test]
    fn own_outlines_extend_others() {
        let file = |name: &str, text: &str| {
            (format!("outlines/{name}.yaml"), Content::Bytes(text.as_bytes().to_vec()))
        };
        let project = Project::from_files([
            file(
                "own",
                "extends: govtech-tokyo-plan\nchapters:\n  - {id: goals, title: 目当て}\n  - {id: own, title: 独自}\n",
            ),
            file("a", "extends: b\n"),
            file("b", "extends: a\n"),
            file("c", "extends: govtech-tokio\n"),
        ]);
        let mut diagnostics = Diagnostics::default();
        let outlines = Outlines::load(&project, &mut diagnostics);
        let own = outlines.get("own").expect("the site's outline");
        assert_eq!(own.chapters[0].title, "目当て");
        assert_eq!(own.chapters.last().map(|chapter| chapter.id.as_str()), Some("own"));
        let mut codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect();
        codes.sort_unstable();
        assert_eq!(codes, ["outline-cycle", "outline-cycle", "outline-unknown"]);
    }
}

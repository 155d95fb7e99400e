//! The outlines of a site: the built-in ones and the files of `outlines/`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use super::Outline;
use super::extend::{Level, Writing, Written, WrittenChapter, extended, unknown};
use super::fields::FIELDS;
use crate::diagnostic::{Diagnostics, Rule};
use crate::source::{Project, Spanned};
use crate::yaml::{Reader, Region, load};

/// The rules of this module.
pub const RULES: &[&Rule] = super::extend::RULES;

/// The built-in outlines, derived from public material (see the head of each file).
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/outline");

/// The outlines by name.
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    by_name: BTreeMap<String, Outline>,
    written: Writing,
}

impl Outlines {
    /// Reads the built-in outlines and those of a site; a site's one may take a built-in name, and may
    /// extend the built-in one of its own name.
    pub fn load(project: &Project, diagnostics: &mut Diagnostics) -> Self {
        let mut written = Writing { built_in: built_in(), own: Vec::new() };
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
                written.own.push(read(&mut reader, stem));
            }
        }
        let mut by_name = BTreeMap::new();
        for outline in written.all() {
            let extended = extended(outline, &written, &mut Vec::new(), diagnostics);
            by_name.extend(extended.map(|found| (outline.name.value.clone(), found)));
        }
        Self { by_name, written }
    }

    /// The outline with this name.
    pub fn get(&self, name: &str) -> Option<&Outline> {
        self.by_name.get(name)
    }

    /// Finds an outline by a name that a setting writes, or reports that there is none.
    pub fn find(&self, name: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<&Outline> {
        let found = self.get(&name.value);
        // One that could not be put together was reported where it was written.
        if found.is_none() && self.written.find(&name.value).is_none() {
            diagnostics.push(unknown(name, self.names()));
        }
        found
    }

    /// The names of all outlines, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The outlines of the site as its files write them, in the order of the files.
    pub fn own(&self) -> &[Written] {
        &self.written.own
    }

    /// Whether an outline is another one, or extends it, at whatever distance.
    pub fn descends(&self, name: &str, ancestor: &str) -> bool {
        self.written.line(name).any(|outline| outline.name.value == ancestor)
    }
}

fn built_in() -> Vec<Written> {
    let mut outlines = Vec::new();
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
        outlines.push(read(&mut reader, &stem));
    }
    outlines
}

fn read(reader: &mut Reader<'_, '_>, stem: &str) -> Written {
    let text = |word: Option<Spanned<String>>| word.map(|word| word.value);
    let stem = Spanned::new(stem.to_owned(), reader.span().at_start());
    let name = reader.word("name").unwrap_or(stem);
    let extends = reader.word("extends");
    let chapters = reader.records("chapters", |reader| {
        // What is not written is inherited, if there is anything to inherit.
        let id = reader.required_word("id");
        let title =
            if extends.is_some() { reader.word("title") } else { reader.needed_word("title") };
        let chapter = WrittenChapter {
            id: id?,
            title,
            level: reader.choice("level", Level::CHOICES),
            after: reader.word("after"),
            aliases: reader.place("aliases").map(|_| reader.words("aliases")),
            needs: reader.place("needs").map(|_| reader.words("needs")),
            guide: text(reader.word("guide")),
            example: text(reader.word("example")),
        };
        (extends.is_some() || chapter.title.is_some()).then_some(chapter)
    });
    let (title, description) = (text(reader.word("title")), text(reader.word("description")));
    Written { name, extends, chapters, title, description }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::Language;
    use crate::outline::{OutlineChapter, heading_key};
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
            file("d", "extends: d\n"),
        ]);
        let mut diagnostics = Diagnostics::default();
        let outlines = Outlines::load(&project, &mut diagnostics);
        let own = outlines.get("own").expect("the site's outline");
        assert_eq!(own.chapters[0].title, "目当て");
        assert_eq!(own.chapters.last().map(|chapter| chapter.id.as_str()), Some("own"));
        let mut codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect();
        codes.sort_unstable();
        assert_eq!(codes, ["outline-cycle", "outline-cycle", "outline-cycle", "outline-unknown"]);
    }

    /// The chapters of the site's outline `govtech-tokyo-plan` as `id level`, and what was reported.
    fn chapters(text: &str) -> (Vec<String>, Vec<String>) {
        let path = "outlines/govtech-tokyo-plan.yaml".to_owned();
        let project = Project::from_files([(path, Content::Bytes(text.as_bytes().to_vec()))]);
        let mut diagnostics = Diagnostics::default();
        let outlines = Outlines::load(&project, &mut diagnostics);
        let outline = outlines.get("govtech-tokyo-plan").expect("the site's outline");
        let chapters = outline.chapters.iter().map(|chapter| {
            let level = chapter.requirement.word();
            format!("{} {}", chapter.id, level.get(Language::En))
        });
        let found = diagnostics.iter().map(|diagnostic| {
            let span = diagnostic.span;
            format!("{} {}", diagnostic.rule.code, project.source(span.source).slice(span))
        });
        (chapters.collect(), found.collect())
    }

    #[test]
    fn an_entry_changes_what_it_writes_and_inherits_the_rest() {
        let check = |entries: &str, expected: &[&str], reports: &[&str]| {
            let text = format!("extends: govtech-tokyo-plan\nchapters:\n{entries}");
            let (found, reported) = chapters(&text);
            assert_eq!(reported, reports, "{entries}");
            let same: Vec<_> = chapters("extends: govtech-tokyo-plan\n").0;
            let differs: Vec<_> = found.iter().filter(|chapter| !same.contains(chapter)).collect();
            let ids: Vec<_> = found.iter().map(|it| it.split(' ').next().unwrap()).collect();
            let shown = format!("{} {differs:?}", ids.join(" "));
            assert_eq!(shown, format!("{} {:?}", expected[0], &expected[1..]), "{entries}");
        };
        let all = "goals training securing ojt organization schedule review";
        check("  - {id: ojt, level: required}\n", &[all, "ojt required"], &[]);
        check("  - {id: ojt, title: 実践}\n", &[all], &[]);
        check(
            "  - {id: ojt, level: off}\n",
            &["goals training securing organization schedule review"],
            &[],
        );
        check(
            "  - {id: own, title: 独自, after: goals}\n  - {id: last, title: 終わり, level: optional}\n",
            &[
                "goals own training securing ojt organization schedule review last",
                "own required",
                "last optional",
            ],
            &[],
        );
        check(
            "  - {id: ojt, after: goals}\n",
            &["goals ojt training securing organization schedule review"],
            &[],
        );
        check("  - {id: ojtt, level: off}\n", &[all], &["field-invalid ojtt"]);
        check("  - {id: ojt, after: goal}\n", &[all], &["field-invalid goal"]);
        check("  - {id: ojt, level: of}\n", &[all], &["field-invalid of"]);
    }

    #[test]
    fn what_is_not_written_is_inherited() {
        let text = "extends: govtech-tokyo-plan\nchapters:\n  - {id: goals, aliases: [目当て], needs: []}\n";
        let path = "outlines/own.yaml".to_owned();
        let project = Project::from_files([(path, Content::Bytes(text.as_bytes().to_vec()))]);
        let outlines = Outlines::load(&project, &mut Diagnostics::default());
        let [own, base] =
            ["own", "govtech-tokyo-plan"].map(|name| outlines.get(name).expect("an outline"));
        assert!(outlines.descends("own", "govtech-tokyo-plan"));
        assert!(!outlines.descends("own", "govtech-tokyo"));
        let expected = OutlineChapter {
            aliases: vec!["目当て".to_owned()],
            needs: Vec::new(),
            ..base.chapters[0].clone()
        };
        assert_eq!(own.chapters[0], expected);
        assert_eq!(own.chapters[1..], base.chapters[1..]);
    }
}

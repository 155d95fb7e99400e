//! Whether a document has the chapters that its outline asks for, and what they must show.

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{
    Chapter, Coverage, Covered, Data, Document, FigureKind, FigureRequest, sections,
};
use crate::outline::{Need, Outline, OutlineChapter, Requirement};

use super::terms::defined_terms;

pub(super) const RULES: &[&Rule] = &[
    &CHAPTER_DATA_MISSING,
    &CHAPTER_EMPTY,
    &CHAPTER_MISSING,
    &CHAPTER_RECOMMENDED,
    &WAIVER_UNUSED,
];

static CHAPTER_MISSING: Rule =
    Rule::adjustable_error("chapter-missing", "必須の章がない", "a required chapter is missing");
static CHAPTER_RECOMMENDED: Rule =
    Rule::warning("chapter-recommended", "推奨の章がない", "a recommended chapter is missing");
static CHAPTER_EMPTY: Rule =
    Rule::adjustable_error("chapter-empty", "章に中身がない", "a chapter without content");
static CHAPTER_DATA_MISSING: Rule = Rule::warning(
    "chapter-data-missing",
    "章が示すべきデータがない",
    "a chapter lacks the data that it must show",
);
static WAIVER_UNUSED: Rule =
    Rule::warning("waiver-unused", "要らない省略の届け", "a waiver of a chapter that is there");

pub(super) fn check(
    document: &Document,
    outline: &Outline,
    kinds: &[FigureKind],
    diagnostics: &mut Diagnostics,
) {
    for row in &document.coverage {
        let Some(chapter) = outline.chapter(&row.chapter) else { continue };
        match &row.covered {
            Covered::Missing => missing(document, chapter, outline, diagnostics),
            Covered::By(_) => {
                needs(document, chapter, kinds, diagnostics);
                unused_waiver(document, row, diagnostics);
            }
            Covered::Waived(_) => {}
        }
    }
    for chapter in sections(&document.chapters) {
        if !chapter.covers.is_empty() && is_empty(chapter) {
            let message =
                Message::fixed("この章には中身がありません", "this chapter has no content");
            let help = Message::fixed(
                "本文を書くか、見出しを取り除いて waivers: に理由を書いてください。",
                "write its text, or take the heading away and give the reason in `waivers:`",
            );
            diagnostics.push(Diagnostic::new(&CHAPTER_EMPTY, chapter.span(), message).help(help));
        }
    }
}

fn is_empty(chapter: &Chapter) -> bool {
    chapter.blocks.is_empty() && chapter.tail.is_empty() && chapter.sections.iter().all(is_empty)
}

fn missing(
    document: &Document,
    chapter: &OutlineChapter,
    outline: &Outline,
    diagnostics: &mut Diagnostics,
) {
    let (rule, level, level_en) = match chapter.requirement {
        Requirement::Required => (&CHAPTER_MISSING, "必須", "required"),
        Requirement::Recommended => (&CHAPTER_RECOMMENDED, "推奨", "recommended"),
        Requirement::Optional => return,
    };
    let (id, title) = (&chapter.id, &chapter.title);
    let message = Message::new(
        format!("章立て {} が{level}とする章「{title}」（{id}）がありません", outline.name),
        format!(
            "the chapter `{title}` ({id}), {level_en} by the outline {}, is missing",
            outline.name
        ),
    );
    let guide = chapter.guide.split_inclusive('。').next().unwrap_or_default().trim();
    let guide = if guide.is_empty() { String::new() } else { format!("\n書くこと: {guide}") };
    let help = Message::new(
        format!(
            "見出し「# {title}」を書くか、あたる見出しに {{covers={id}}} を付けてください。\n\
             省くときは waivers: に「- {{chapter: {id}, reason: 理由}}」と書きます（理由は公開されます）。{guide}"
        ),
        format!(
            "write a heading `# {title}`, or add `{{covers={id}}}` to the heading that covers it;\n\
             to leave it out, add `- {{chapter: {id}, reason: …}}` to `waivers:` (the reason is published)"
        ),
    );
    diagnostics.push(Diagnostic::new(rule, document.span, message).help(help));
}

/// Reports what a chapter must show and the document does not have.
fn needs(
    document: &Document,
    chapter: &OutlineChapter,
    kinds: &[FigureKind],
    diagnostics: &mut Diagnostics,
) {
    let place = sections(&document.chapters)
        .into_iter()
        .find(|section| section.covers.contains(&chapter.id))
        .map_or(document.span, Chapter::span);
    // Of front matter that could not be read nobody knows what it has.
    let known = !document.broken;
    for need in chapter.needs.iter().filter(|need| known && !has(document, need, kinds)) {
        let (title, name) = (&chapter.title, &need.name);
        let (must, must_en) = if need.recommended {
            ("示すとよい", "should show")
        } else {
            ("必ず示す", "must show")
        };
        let (message, help) = lacks(title, name, (must, must_en));
        diagnostics.push(Diagnostic::new(&CHAPTER_DATA_MISSING, place, message).help(help));
    }
    if chapter.needs.iter().any(|need| need.name == Data::Roles.name())
        && let [only] = document.records.roles.as_slice()
    {
        let (title, name) = (&chapter.title, only.name.plain());
        let message = Message::new(
            format!("章「{title}」の役割が「{name}」の一つだけです"),
            format!("the chapter `{title}` shows a single role, `{name}`"),
        );
        let help = Message::fixed(
            "デジタル人材を支える役割は一つではありません。ほかの役割（一般の職員、管理職、専門の職員など）を roles: に書き足してください。",
            "digital work needs more than one kind of people: add the others (general staff, managers, experts) to `roles:`",
        );
        let there = Message::fixed("ただ一つの役割", "the only role");
        let diagnostic = Diagnostic::new(&CHAPTER_DATA_MISSING, place, message).help(help);
        diagnostics.push(diagnostic.related(only.id.span, there));
    }
}

/// What to say of data or a figure that a chapter lacks.
fn lacks(title: &str, name: &str, (must, must_en): (&str, &str)) -> (Message, Message) {
    if Data::ALL.iter().any(|data| data.name() == name) {
        let message = Message::new(
            format!("章「{title}」が{must}データ {name} がありません"),
            format!("the data `{name}` that the chapter `{title}` {must_en} are missing"),
        );
        let help = Message::new(
            format!("初めの --- の間（front matter）に「{name}:」を書いてください。"),
            format!("write `{name}:` in the front matter"),
        );
        return (message, help);
    }
    let message = Message::new(
        format!("章「{title}」が{must}図表 {name} がありません"),
        format!("the figure `{name}` that the chapter `{title}` {must_en} is missing"),
    );
    let help = Message::new(
        format!("本文に、「```{name}」で始まるブロックを書いてください。"),
        format!("write a block that begins with ` ```{name} ` in the text"),
    );
    (message, help)
}

/// Whether the document has what a chapter needs. A need that no figure and no key of today can meet
/// is not held against it.
fn has(document: &Document, need: &Need, kinds: &[FigureKind]) -> bool {
    if let Some(data) = Data::ALL.iter().copied().find(|data| data.name() == need.name) {
        let taught = data == Data::Trainings && document.records.has(Data::Methods);
        let typed = data == Data::Glossary && !defined_terms(document).is_empty();
        return document.records.has(data) || taught || typed;
    }
    if need.name == "period" {
        // A chapter that says that no period is fixed is enough.
        return true;
    }
    !kinds.iter().any(|kind| kind.name == need.name)
        || document.figures.iter().any(|figure| {
            matches!(&figure.request, FigureRequest::Block { name, .. } if *name == need.name)
        })
}

fn unused_waiver(document: &Document, row: &Coverage, diagnostics: &mut Diagnostics) {
    let waivers = document.records.waivers.iter();
    for waiver in waivers.filter(|waiver| waiver.chapter.value == row.chapter) {
        let message = Message::new(
            format!("章「{}」は本文にあるので、省略の届けは要りません", row.title),
            format!("the chapter `{}` is there: its waiver is not needed", row.title),
        );
        let help = Message::fixed(
            "waivers: からこの項目を取り除いてください。",
            "take it out of `waivers:`",
        );
        diagnostics.push(Diagnostic::new(&WAIVER_UNUSED, waiver.chapter.span, message).help(help));
    }
}

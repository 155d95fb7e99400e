//! Whether the chapters of a text stand in the order of its outline.

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{Chapter, Document};
use crate::markdown;
use crate::outline::Outline;

pub(super) const RULES: &[&Rule] = &[&CHAPTER_ORDER];

static CHAPTER_ORDER: Rule = Rule::warning(
    "chapter-order",
    "章の順が章立てと違う",
    "chapters in another order than the outline's",
);

/// A heading with the positions in the outline of the chapters that it is the first to cover.
struct Covering<'a> {
    /// The headings above it and itself, from the outermost one.
    path: Vec<&'a Chapter>,
    positions: Vec<usize>,
}

impl<'a> Covering<'a> {
    fn chapter(&self) -> &'a Chapter {
        self.path[self.path.len() - 1]
    }

    /// The outermost heading of this place below which the other does not stand.
    fn beside(&self, other: &Covering<'_>) -> &'a Chapter {
        let apart =
            |at: &usize| other.path.get(*at).is_none_or(|it| it.place.0 != self.path[*at].place.0);
        (0..self.path.len()).find(apart).map_or(self.chapter(), |at| self.path[at])
    }
}

/// Reports as few headings as possible: those outside a longest run of headings in the outline's order.
pub(super) fn check(document: &Document, outline: &Outline, diagnostics: &mut Diagnostics) {
    let mut places = Vec::new();
    let covered = &mut vec![false; outline.chapters.len()];
    collect((&document.chapters, &[]), outline, covered, &mut places);
    let kept = longest_run(&places);
    for (at, place) in places.iter().enumerate().filter(|(at, _)| kept[*at].is_none()) {
        let Some(&own) = place.positions.first() else { continue };
        let before = || (0..at).find(|&other| kept[other].is_some_and(|it| it > own));
        let after =
            || (at..places.len()).rev().find(|&other| kept[other].is_some_and(|it| it < own));
        let (other, precedes) = match (before(), after()) {
            (Some(other), _) => (other, true),
            (None, Some(other)) => (other, false),
            (None, None) => continue,
        };
        let other = places[other].beside(place);
        let title = &outline.chapters[own].title;
        let (name, other_name) =
            (markdown::plain(&place.chapter().heading), markdown::plain(&other.heading));
        let (named, named_en) = if markdown::normalise(&name) == markdown::normalise(title) {
            (String::new(), String::new())
        } else {
            (format!("（章立てでは「{title}」）"), format!(" (`{title}` there)"))
        };
        let message = Message::new(
            format!("章「{name}」{named}が章立て {} の順に並んでいません", outline.name),
            format!(
                "the chapter `{name}` does not stand in the order of the outline `{}`{named_en}",
                outline.name
            ),
        );
        let (side, side_en) = if precedes { ("前", "before") } else { ("後", "after") };
        let help = Message::new(
            format!(
                "「{other_name}」より{side}に移してください。見出しの言葉が別の章に取られているときは {{#章のid}} で示せます。"
            ),
            format!(
                "move it {side_en} `{other_name}`; if it was taken for another chapter, name the right one by `{{#chapter}}`"
            ),
        );
        let there = Message::new(
            format!("この見出しより{side}に置きます"),
            format!("it belongs {side_en} this heading"),
        );
        let diagnostic = Diagnostic::new(&CHAPTER_ORDER, place.chapter().span(), message);
        diagnostics.push(diagnostic.help(help).related(other.span(), there));
    }
}

/// The headings that are the first to cover a chapter, in the order of the text. A section of a chapter
/// that covers one has its place there.
fn collect<'a>(
    (chapters, above): (&'a [Chapter], &[&'a Chapter]),
    outline: &Outline,
    covered: &mut [bool],
    places: &mut Vec<Covering<'a>>,
) {
    for chapter in chapters {
        let path = [above, &[chapter]].concat();
        let position = |id: &String| outline.chapters.iter().position(|it| it.id == *id);
        let mut positions: Vec<usize> = chapter.covers.iter().filter_map(position).collect();
        positions.retain(|&at| !std::mem::replace(&mut covered[at], true));
        if chapter.covers.is_empty() {
            collect((&chapter.sections, &path), outline, covered, places);
        } else if !positions.is_empty() {
            places.push(Covering { path, positions });
        }
    }
}

/// The position by which each heading belongs to a longest run in the outline's order; nothing for the
/// others. A heading that covers several chapters may stand at the place of any of them.
fn longest_run(places: &[Covering<'_>]) -> Vec<Option<usize>> {
    // Each way to place a heading: the run that ends there, and the way before it.
    struct Way {
        place: usize,
        position: usize,
        length: usize,
        before: Option<usize>,
    }
    let mut ways: Vec<Way> = Vec::new();
    for (place, of) in places.iter().enumerate() {
        for &position in &of.positions {
            let fits = |way: &&(usize, &Way)| way.1.place < place && way.1.position < position;
            let before = ways
                .iter()
                .enumerate()
                .filter(|way| fits(&way))
                .max_by_key(|(at, way)| (way.length, std::cmp::Reverse(*at)));
            let (before, length) = match before {
                Some((at, way)) => (Some(at), way.length + 1),
                None => (None, 1),
            };
            ways.push(Way { place, position, length, before });
        }
    }
    let mut kept = vec![None; places.len()];
    let longest =
        ways.iter().enumerate().max_by_key(|(at, way)| (way.length, std::cmp::Reverse(*at)));
    let mut next = longest.map(|(at, _)| at);
    while let Some(at) = next {
        kept[ways[at].place] = Some(ways[at].position);
        next = ways[at].before;
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reports_with_text;
    use crate::diagnostic::Language;

    /// The headings that are reported, each with the one that it should precede (`<`) or follow (`>`).
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let text =
            format!("---\nkind: policy\ntitle: 題\n---\n{}", text.replace('\n', "\n\n本文\n\n"));
        let found = reports_with_text(&[("a.md", &text)]);
        let order = found.iter().filter(|(it, _)| it.rule.code == "chapter-order");
        let lines: Vec<String> = order
            .map(|(it, heading)| {
                let help = it.help.as_ref().unwrap().get(Language::En);
                let side = if help.starts_with("move it before") { '<' } else { '>' };
                let span = it.related[0].span;
                let other = text[span.start..span.end].trim_end();
                format!("{heading} {side} {other}")
            })
            .collect();
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn chapters_stand_in_the_outlines_order() {
        check("# 策定の背景・目的\n# 位置づけ\n# 対象期間\n# 人材区分\n", &[]);
        check("# 位置づけ\n# 策定の背景・目的\n# 対象期間\n", &["# 策定の背景・目的 < # 位置づけ"]);
        // One heading moved is one report, whichever way it was moved.
        check("# 目標\n# 策定の背景・目的\n# 位置づけ\n# 対象期間\n", &["# 目標 > # 対象期間"]);
        check(
            "# 位置づけ\n# 対象期間\n# 人材区分\n# 策定の背景・目的\n",
            &["# 策定の背景・目的 < # 位置づけ"],
        );
        // Other headings do not count, nor a second one for a chapter.
        check("# 目標\n# ほかの話\n# 推進体制\n## 目標数\n# 目標\n", &[]);
    }

    #[test]
    fn a_heading_of_several_chapters_may_stand_at_any_of_them() {
        check("# 経緯 {covers=background,review}\n# 位置づけ\n# 対象期間\n", &[]);
        check("# 推進体制\n# 経緯 {covers=background,review}\n# 今後の課題\n", &[]);
        check(
            "# 位置づけ\n# 対象期間\n# 経緯 {covers=background}\n# 推進体制\n",
            &["# 経緯 {covers=background} < # 位置づけ"],
        );
    }

    #[test]
    fn sections_count_where_their_chapter_covers_nothing() {
        check("# 概要\n## 位置づけ\n## 策定の背景・目的\n", &["## 策定の背景・目的 < ## 位置づけ"]);
        check(
            "# 育成の取組\n## 職員研修\n### 研修計画\n## 職員派遣\n",
            &["## 職員派遣 < ## 職員研修"],
        );
        // A section has its place in the chapter that it is a part of.
        check("# 人材区分\n## 策定の背景・目的\n# スキルマップ\n", &[]);
    }
}

//! Comparisons for people at a terminal: side by side where there is room, else one above the other.

use super::wrap::{Runs, columns, wrap};
use super::{Report, about, is_same, lines_of, remarks, runs, shown_rows, sign, text_of};
use crate::diagnostic::visible;
use crate::diff::{Change, Comparison, Line, Part, Row};
use crate::marked::Side;

/// What texts are shown on.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// How many columns it has; nothing if it has no edge: a file, a pipe.
    pub width: Option<usize>,
    /// Whether it shows colours.
    pub coloured: bool,
}

/// From how many columns on the sides stand beside each other.
const WIDE: usize = 100;

/// What stands between the sides.
const RULE: &str = " │ ";

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Plain,
    Strong,
    Quiet,
    /// All of it is of one side.
    Whole(Side),
    /// A word that the other side has not.
    Word(Side),
}

impl Ink {
    /// The control sequence of a terminal (ECMA-48 SGR).
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "\u{1b}[1m",
            Self::Quiet => "\u{1b}[2m",
            Self::Whole(Side::Old) => "\u{1b}[31m",
            Self::Whole(Side::New) => "\u{1b}[32m",
            Self::Word(Side::Old) => "\u{1b}[4;31m",
            Self::Word(Side::New) => "\u{1b}[4;32m",
        }
    }
}

/// All that changed, for a screen.
pub fn terminal(report: &Report<'_>, screen: Screen) -> String {
    let mut writer = Writer { report, screen, text: String::new() };
    let [first, second] = [Side::Old, Side::New].map(|side| report.side_and_state(side));
    writer.line(&[(format!("{first} → {second}"), Ink::Plain)]);
    if report.documents.is_empty() {
        writer.line(&[(report.word("same"), Ink::Plain)]);
        return writer.text;
    }
    writer.legend();
    for document in report.documents {
        writer.document(document);
    }
    writer.text
}

/// Writes lines for a screen.
struct Writer<'r> {
    report: &'r Report<'r>,
    screen: Screen,
    text: String,
}

impl Writer<'_> {
    /// The widths of the left and the right side, if they stand beside each other.
    fn beside(&self) -> Option<usize> {
        let width = self.screen.width.filter(|width| *width >= WIDE)?;
        Some((width - columns(RULE)) / 2)
    }

    /// Writes a line, broken where the screen ends.
    fn line(&mut self, runs: &[(String, Ink)]) {
        self.hanging(("", ""), Ink::Plain, runs);
    }

    /// Writes a line behind a sign; if it is broken, what goes on stands behind another one.
    fn hanging(&mut self, (first, next): (&str, &str), ink: Ink, runs: &[(String, Ink)]) {
        let width = self.screen.width.map(|width| width.saturating_sub(columns(first)).max(2));
        for (at, line) in wrap(&shown(runs), width).into_iter().enumerate() {
            self.run(if at == 0 { first } else { next }, ink);
            self.runs(&line);
            self.end();
        }
    }

    fn runs(&mut self, runs: &[(String, Ink)]) {
        for (text, ink) in runs {
            self.run(text, *ink);
        }
    }

    fn run(&mut self, text: &str, ink: Ink) {
        if text.is_empty() || ink == Ink::Plain || !self.screen.coloured {
            self.text.push_str(text);
        } else {
            self.text.extend([ink.code(), text, "\u{1b}[0m"]);
        }
    }

    fn end(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        self.text.push('\n');
    }

    /// Says how changed words are marked.
    fn legend(&mut self) {
        let report = self.report;
        let [old, new] = [Side::Old, Side::New].map(|side| report.side(side));
        let text = if self.screen.coloured {
            report.word("colours")
        } else if self.beside().is_some() {
            let (open, close) = self.signs(Side::New);
            report.word("one_sign").replace("{sign}", &format!("{open}…{close}"))
        } else {
            let sign = |side| {
                let (open, close) = self.signs(side);
                format!("{open}…{close}")
            };
            let text = report.word("signs").replace("{old}", &sign(Side::Old));
            text.replace("{new}", &sign(Side::New))
        };
        let text = text.replace("{old_side}", &old).replace("{new_side}", &new);
        self.line(&[(text, Ink::Quiet)]);
    }

    /// What stands around a word that changed, where there is no colour.
    fn signs(&self, side: Side) -> (&'static str, &'static str) {
        match (self.screen.coloured, self.beside(), side) {
            (true, ..) => ("", ""),
            (false, Some(_), _) => ("【", "】"),
            (false, None, Side::Old) => ("[-", "-]"),
            (false, None, Side::New) => ("{+", "+}"),
        }
    }

    fn document(&mut self, document: &Comparison) {
        let report = self.report;
        self.end();
        self.line(&[(Report::title(document), Ink::Strong)]);
        self.line(&[(report.path(document), Ink::Quiet)]);
        let said = report.said(document);
        if !said.is_empty() {
            self.line(&[(said, Ink::Plain)]);
        }
        let left_out: Vec<String> = report.left_out(document).collect();
        if !left_out.is_empty() {
            let text = report.word("side").replace("{side}", &report.word("left_out"));
            let text = text.replace("{what}", &report.frame.list(&left_out));
            self.line(&[(text, Ink::Plain)]);
        }
        if let Some(width) = self.beside().filter(|_| document.parts.iter().any(Part::is_changed)) {
            self.end();
            let heads = report.sides().map(|side| vec![(report.side(side), Ink::Strong)]);
            self.two(&heads.map(|head| vec![head]), width);
        }
        self.parts(document);
    }

    fn parts(&mut self, document: &Comparison) {
        for run in document.parts.chunk_by(|one, other| !one.is_changed() && !other.is_changed()) {
            self.end();
            if run[0].is_changed() {
                for part in run {
                    self.part(part);
                }
            } else {
                self.line(&[(self.report.word("fold"), Ink::Quiet)]);
            }
        }
    }

    fn part(&mut self, part: &Part) {
        let frame = &self.report.frame;
        let said = part.said(frame);
        let name = format!("■ {}", part.name(frame));
        let said = if said.is_empty() { said } else { format!("  {said}") };
        self.line(&[(name, Ink::Strong), (said, Ink::Quiet)]);
        let rows: Vec<&Row> = shown_rows(part).collect();
        for run in rows.chunk_by(|one, other| is_same(one) && is_same(other)) {
            if is_same(run[0]) {
                let text = frame.word("same").replace("{count}", &run.len().to_string());
                self.hanging(("  ", "  "), Ink::Quiet, &[(text, Ink::Quiet)]);
            } else {
                run.iter().enumerate().for_each(|(at, row)| self.row(row, at > 0));
            }
        }
    }

    /// Writes a row, behind another one or not.
    fn row(&mut self, row: &Row, behind: bool) {
        let about = about(row);
        let remarks = remarks(row, &self.report.frame);
        let remarks = match remarks.as_str() {
            "" => remarks,
            text => self.report.word("remark").replace("{text}", text),
        };
        let is_named = !about.is_empty() || !remarks.is_empty();
        if is_named {
            let gap = if about.is_empty() { "" } else { "  " };
            let remarks = format!("{gap}{remarks}");
            self.hanging(("  ", "  "), Ink::Plain, &[(about, Ink::Plain), (remarks, Ink::Quiet)]);
        }
        match self.beside() {
            Some(width) => {
                if behind && !is_named {
                    self.two(&[vec![Runs::new()], vec![Runs::new()]], width);
                }
                let sides = self.report.sides().map(|side| self.cell(row, side));
                self.two(&sides, width);
            }
            None => self.unified(row),
        }
    }

    /// The old lines, then the new ones.
    fn unified(&mut self, row: &Row) {
        for (side, sign) in [(Side::Old, "- "), (Side::New, "+ ")] {
            for line in lines_of(row, side) {
                let runs = self.said(line, side, is_whole(row));
                self.hanging((sign, "  "), Ink::Whole(side), &runs);
            }
        }
    }

    /// What a side of a row says, or what is said in its place.
    fn cell(&self, row: &Row, side: Side) -> Vec<Runs<Ink>> {
        let lines = lines_of(row, side);
        if lines.is_empty() {
            return vec![vec![(self.report.nothing(row, side), Ink::Quiet)]];
        }
        lines.iter().map(|line| self.said(line, side, is_whole(row))).collect()
    }

    fn said(&self, line: &Line, side: Side, whole: bool) -> Runs<Ink> {
        let frame = &self.report.frame;
        let ink = if whole { Ink::Whole(side) } else { Ink::Plain };
        let mut said = vec![(sign(line), ink)];
        let (open, close) = self.signs(side);
        for (changed, run) in runs(line) {
            let text: String = run.iter().map(|piece| text_of(piece, frame)).collect();
            if changed && !whole {
                said.push((format!("{open}{text}{close}"), Ink::Word(side)));
            } else {
                said.push((text, ink));
            }
        }
        said
    }

    /// Writes two texts beside each other, each so many columns wide.
    fn two(&mut self, sides: &[Vec<Runs<Ink>>; 2], width: usize) {
        let broken = |lines: &Vec<Runs<Ink>>| -> Vec<Runs<Ink>> {
            lines.iter().flat_map(|line| wrap(&shown(line), Some(width))).collect()
        };
        let [left, right] = [broken(&sides[0]), broken(&sides[1])];
        let nothing = Runs::new();
        for at in 0..left.len().max(right.len()) {
            let line = left.get(at).unwrap_or(&nothing);
            self.runs(line);
            let taken: usize = line.iter().map(|(text, _)| columns(text)).sum();
            self.text.push_str(&" ".repeat(width.saturating_sub(taken)));
            self.run(RULE, Ink::Quiet);
            self.runs(right.get(at).unwrap_or(&nothing));
            self.end();
        }
    }
}

/// Whether all of a row is on one side.
fn is_whole(row: &Row) -> bool {
    (row.old.is_empty() || row.new.is_empty()) && row.change != Change::Moved
}

/// Texts of unknown origin, made safe for a terminal.
fn shown(runs: &[(String, Ink)]) -> Runs<Ink> {
    runs.iter().map(|(text, ink)| (visible(text), *ink)).collect()
}

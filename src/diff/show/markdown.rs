//! Comparisons as Markdown for a pull request: a table for each chapter that changed.
//!
//! GitHub shows `<ins>` and `<del>` (they are on the list of its `SanitizationFilter`), whereas `**…**` beside
//! Japanese punctuation is often no emphasis at all. Everything that documents say is escaped: it may hold pipes,
//! backticks, tags.

use super::{Report, about, is_same, lines_of, runs, shown_rows, sign, text_of};
use crate::config;
use crate::diff::{Change, Comparison, Line, Look, Part, Row};
use crate::marked::Side;

/// How many characters a comment or the text of a pull request on GitHub may have. (Comments may be longer if few
/// of their characters take four bytes; the text of a pull request may not.)
const MOST: usize = 65_536;

/// What is kept free for the note of what was left out.
const RESERVE: usize = 512;

/// All that changed, as far as there is room on GitHub.
pub fn markdown(report: &Report<'_>) -> String {
    let mut page = Page { text: String::new(), taken: 0, left_out: 0, full: false };
    let states = [Side::Old, Side::New].map(|side| escaped(&report.side_and_state(side)));
    page.add(&format!("## {}\n\n{}\n", report.word("title"), states.join(" → ")));
    if report.documents.is_empty() {
        page.add(&format!("\n{}\n", report.word("same")));
    } else {
        let [old_side, new_side] = [Side::Old, Side::New].map(|side| escaped(&report.side(side)));
        let text = report.word("lines").replace("{old_side}", &old_side);
        page.add(&format!("\n{}\n", text.replace("{new_side}", &new_side)));
    }
    for document in report.documents {
        document_of(report, document, &mut page);
    }
    if page.left_out > 0 {
        let note = report.word("cut").replace("{count}", &page.left_out.to_string());
        page.text.extend(["\n> ", &note, "\n"]);
    }
    page.text
}

/// What is written as long as there is room. Where the first thing does not fit, nothing follows it.
struct Page {
    text: String,
    /// In characters.
    taken: usize,
    /// How many changed rows were left out.
    left_out: usize,
    full: bool,
}

impl Page {
    /// Adds a text, or nothing of it; says whether it was added.
    fn add(&mut self, text: &str) -> bool {
        let size = text.chars().count();
        self.full |= self.taken + size > MOST - RESERVE;
        if !self.full {
            self.text.push_str(text);
            self.taken += size;
        }
        !self.full
    }
}

fn document_of(report: &Report<'_>, document: &Comparison, page: &mut Page) {
    let mut head = format!(
        "\n### {}\n\n{}",
        escaped(&Report::title(document)),
        escaped(&report.path(document))
    );
    let said = report.said(document);
    if !said.is_empty() {
        head = format!("{head}  \n{}", escaped(&said));
    }
    head.push('\n');
    let changed: Vec<&Part> = document.parts.iter().filter(|part| part.is_changed()).collect();
    let summary = changed.iter().map(|part| {
        let frame = &report.frame;
        let name = part.name(frame);
        let said = match part.said(frame) {
            said if said.is_empty() => name,
            said => report.word("side").replace("{side}", &name).replace("{what}", &said),
        };
        format!("\n- {}", escaped(&said))
    });
    let summary: String = summary.collect();
    if !summary.is_empty() {
        head = format!("{head}{summary}\n");
    }
    let left_out = report.left_out(document);
    let left_out = left_out.map(|it| format!("\n- {}", escaped(&it))).collect::<Vec<_>>().concat();
    if !left_out.is_empty() {
        head = format!("{head}\n**{}**\n{left_out}\n", report.word("left_out"));
    }
    page.add(&head);
    for part in changed {
        part_of(report, part, page);
    }
}

fn part_of(report: &Report<'_>, part: &Part, page: &mut Page) {
    let rows: Vec<&Row> = shown_rows(part).collect();
    let changed = |rows: &[&Row]| rows.iter().filter(|row| !is_same(row)).count();
    if changed(&rows) == 0 {
        return;
    }
    let columns = Columns { report };
    let head = format!("\n#### {}\n\n{}", escaped(&part.name(&report.frame)), columns.head());
    let mut lines = Vec::new();
    for run in rows.chunk_by(|one, other| is_same(one) && is_same(other)) {
        if is_same(run[0]) {
            let fold = report.word("fold");
            lines.push((0, columns.row([fold.clone(), fold], "")));
        } else {
            lines.extend(run.iter().map(|row| (1, columns.of(row))));
        }
    }
    // A head stands only above what follows it.
    let first = lines.first().map_or(0, |(_, line)| line.chars().count());
    let has_room = page.taken + head.chars().count() + first <= MOST - RESERVE;
    page.full |= !has_room;
    page.add(&head);
    for (rows, line) in lines {
        if !page.add(&line) {
            page.left_out += rows;
        }
    }
}

/// The columns of a table.
struct Columns<'r> {
    report: &'r Report<'r>,
}

impl Columns<'_> {
    fn has_remarks(&self) -> bool {
        let config::Comparison { without_remarks, .. } = self.report.settings;
        !without_remarks
    }

    fn head(&self) -> String {
        let heads = self.report.sides().map(|side| escaped(&self.report.side(side)));
        let rule = if self.has_remarks() { "|---|---|---|\n" } else { "|---|---|\n" };
        self.row(heads, &self.report.frame.word("side.remarks")) + rule
    }

    fn of(&self, row: &Row) -> String {
        let cells = self.report.sides().map(|side| self.cell(row, side));
        self.row(cells, &escaped(&row.remark(&self.report.frame)))
    }

    fn row(&self, [left, right]: [String; 2], remark: &str) -> String {
        if self.has_remarks() {
            format!("| {left} | {right} | {remark} |\n")
        } else {
            format!("| {left} | {right} |\n")
        }
    }

    fn cell(&self, row: &Row, side: Side) -> String {
        let lines = lines_of(row, side);
        if lines.is_empty() {
            return escaped(&self.report.nothing(row, side));
        }
        let about = about(row);
        let about = (!about.is_empty()).then(|| format!("<b>{}</b>", escaped(&about)));
        let whole = (row.old.is_empty() || row.new.is_empty()) && row.change != Change::Moved;
        let lines = lines.iter().map(|line| self.line(line, side, whole));
        about.into_iter().chain(lines).collect::<Vec<_>>().join("<br>")
    }

    fn line(&self, line: &Line, side: Side, whole: bool) -> String {
        let (open, close) = match side {
            Side::New => ("<ins>", "</ins>"),
            Side::Old => ("<del>", "</del>"),
        };
        let mut text = escaped(&sign(line));
        for (changed, run) in runs(line) {
            let said: String = run
                .iter()
                .map(|piece| with_look(&escaped(&text_of(piece, &self.report.frame)), &piece.look))
                .collect();
            if changed || whole {
                text.extend([open, &said, close]);
            } else {
                text.push_str(&said);
            }
        }
        text
    }
}

/// A text as it looks.
fn with_look(text: &str, look: &Look) -> String {
    let elements =
        [(look.code, "code"), (look.struck, "s"), (look.emphasis, "em"), (look.strong, "strong")];
    let elements = elements.into_iter().filter(|(is, _)| *is);
    elements.fold(text.to_owned(), |text, (_, element)| format!("<{element}>{text}</{element}>"))
}

/// A text that says in Markdown what it says, in one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("<br>"),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // What would call for a person.
            '@' => escaped.push_str("@<!-- -->"),
            // In a table, a backslash would go with the pipe before the text is read.
            '|' => escaped.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '#' | '$' | '!' => {
                escaped.extend(['\\', c]);
            }
            // What would begin a list.
            '-' | '+' if escaped.is_empty() => escaped.extend(['\\', c]),
            '.' | ')' if is_number(&escaped) => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Options, Parser, html};

    use super::*;

    #[test]
    fn what_is_escaped_says_itself() {
        let check = |text: &str, expected: &str| {
            let list = format!("- {}\n", escaped(text));
            let mut page = String::new();
            html::push_html(&mut page, Parser::new_ext(&list, Options::all()));
            assert_eq!(page, format!("<ul>\n<li>{expected}</li>\n</ul>\n"), "{text}: {list}");
            let table = format!("| a |\n|---|\n| {} |\n", escaped(text));
            let mut page = String::new();
            html::push_html(&mut page, Parser::new_ext(&table, Options::all()));
            let cell = page.split("<td>").nth(1).and_then(|rest| rest.split("</td>").next());
            assert_eq!(cell, Some(expected), "{text}: {table}");
        };
        check("研修を行う。", "研修を行う。");
        check("1. 目的", "1. 目的");
        check("- 目的", "- 目的");
        check("a | b", "a | b");
        check("`a | b`", "`a | b`");
        check(r"a \| b", r"a \| b");
        check("**重要**な_施策_と~~削除~~", "**重要**な_施策_と~~削除~~");
        check("[x](y) ![z](w)", "[x](y) ![z](w)");
        check("<script>alert(1)</script> &amp;", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;");
        check("一\n二", "一<br>二");
        check("$x$ # 1", "$x$ # 1");
        check("@octocat", "@<!-- -->octocat");
        check("赤\u{1b}[31m", "赤 [31m");
    }
}

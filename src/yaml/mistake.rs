//! The mistakes that Japanese authors make in YAML, each with its own way out.

use granit_parser::ScanError;

use super::bracket::unclosed;
use super::load::{Region, YAML_SYNTAX};
use super::mend::{self, Change};
use crate::diagnostic::{Diagnostic, Message};

/// A mistake in a text: where, how many bytes, and the way out.
pub(super) struct Mistake {
    pub(super) at: usize,
    pub(super) length: usize,
    pub(super) help: Message,
    /// What mends it, where what was meant is certain from the text alone.
    pub(super) change: Option<Change>,
}

impl Mistake {
    fn new(at: usize, sign: &str, help: Message) -> Self {
        Self { at, length: sign.len(), help, change: None }
    }

    fn change(mut self, change: Option<Change>) -> Self {
        self.change = change;
        self
    }
}

/// Reports what the parser stumbled over, at the place where the author went wrong.
pub(super) fn syntax_error(region: &Region<'_>, error: &ScanError) -> Box<Diagnostic> {
    let text = region.text();
    let offset =
        text.floor_char_boundary(error.marker().byte_offset().unwrap_or(0).min(text.len()));
    let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    // The parser notices many mistakes only at the start of the next line, some at the end of the last.
    let previous = text[..line_start].trim_end().rfind('\n').map_or(0, |newline| newline + 1);
    let next = text[line_start..].find('\n').map_or(line_start, |newline| line_start + newline + 1);
    let reason = error.info().clone();
    let message = Message::new("YAMLの書き方に誤りがあります", format!("invalid YAML: {reason}"));
    let here = special_sign(&text[line_start..], offset - line_start);
    let mut lines = [line_start, previous, next].into_iter();
    let found = here
        .map(|mistake| (line_start, mistake))
        .or_else(|| unclosed(text, offset).map(|mistake| (0, mistake)))
        .or_else(|| lines.find_map(|start| Some((start, in_line(text[start..].lines().next()?)?))));
    if let Some((start, Mistake { at, length, help, change })) = found {
        let span = region.span(start + at, start + at + length);
        let diagnostic = Diagnostic::new(&YAML_SYNTAX, span, message).help(help);
        let change = change.map(|change| change.moved(start));
        let change = change.map(|change| with_lines_beside(text, change));
        let change = change.filter(|change| change.mends(text));
        return Box::new(match change {
            Some(Change { range, text }) => {
                diagnostic.fix(region.span(range.start, range.end), text)
            }
            None => diagnostic,
        });
    }
    let end = text[offset..].chars().next().map_or(offset, |c| offset + c.len_utf8());
    let help = Message::fixed(
        "この行とその前の行の字下げ、引用符、「:」のあとの空白を確かめてください。記号を含む値は \" \" で囲みます。",
        "check the indentation, the quotes and the space after `:` here and in the line before; put values with special characters into \" \"",
    );
    Box::new(Diagnostic::new(&YAML_SYNTAX, region.span(offset, end), message).help(help))
}

/// Reports several lines of keys and values that were read as one text, because none of them has its
/// half-width colon and space. Nothing if the first line is no such pair.
pub(super) fn lines_as_text(region: &Region<'_>, start: usize) -> Option<Diagnostic> {
    let text = region.text();
    let Mistake { at, length, help, change } = looks_like_pair(text[start..].lines().next()?)?;
    let message = Message::fixed(
        "「キー: 値」の行が、ひと続きの文になっています",
        "lines of keys and values are read as one text",
    );
    let span = region.span(start + at, start + at + length);
    let diagnostic = Diagnostic::new(&YAML_SYNTAX, span, message).help(help);
    let change = change.map(|change| with_lines_beside(text, change.moved(start)));
    // All lines, or none: the others would be a part of the last value.
    let all = |it: &Change| !text[it.range.end..].trim_end().contains('\n') && it.mends(text);
    Some(match change.filter(all) {
        Some(Change { range, text }) => diagnostic.fix(region.span(range.start, range.end), text),
        None => diagnostic,
    })
}

/// A change of a colon together with those of the lines right above and below: one alone would make the
/// others a part of its value.
fn with_lines_beside(text: &str, change: Change) -> Change {
    let of_line = |start: usize| -> Option<Change> {
        let line = text[start..].lines().next()?;
        let mistake = looks_like_pair(line).filter(|it| line[it.at..].starts_with([':', '：']))?;
        mistake.change.map(|change| change.moved(start))
    };
    if !text[change.range.clone()].starts_with([':', '：']) {
        return change;
    }
    let mut whole = change;
    loop {
        let line = text[..whole.range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let above = text[..line.saturating_sub(1)].rfind('\n').map_or(0, |newline| newline + 1);
        match of_line(above).filter(|_| line > 0) {
            Some(change) => whole = change.joined(&whole, text),
            None => break,
        }
    }
    while let Some(newline) = text[whole.range.end..].find('\n')
        && let Some(change) = of_line(whole.range.end + newline + 1)
    {
        whole = whole.joined(&change, text);
    }
    whole
}

/// A text that stands where `key: value` is expected, or a key that nobody knows.
pub(super) fn looks_like_pair(text: &str) -> Option<Mistake> {
    let start = text.len() - text.trim_start_matches([' ', '-']).len();
    if let Some(mistake) = wide_indent(text).or_else(|| wide_bracket(text, start)) {
        return Some(mistake);
    }
    let at = text.find([':', '：'])?;
    let key = &text[start.min(at)..at];
    if key.is_empty() || key.contains(|c: char| c.is_whitespace() || "\"'{}[],#".contains(c)) {
        return None;
    }
    if text[at..].starts_with('：') {
        return Some(wide_colon(text, at));
    }
    let value = &text[at + 1..];
    let wide_space = value.starts_with('\u{3000}');
    let space = value.starts_with(char::is_whitespace) && !wide_space;
    if value.is_empty() || space || value.starts_with("//") {
        return None;
    }
    let help = if wide_space {
        Message::new(
            format!("「:」のあとの空白が全角です。半角の空白にしてください（{key}: …）。"),
            format!("the space behind the colon is full-width: write `{key}: …`"),
        )
    } else {
        Message::new(
            format!("「:」のあとに半角の空白が必要です（{key}: …）。"),
            format!("put a space behind the colon (`{key}: …`)"),
        )
    };
    let known = mend::key_before(text, at).is_some_and(|key| key == start);
    let change = known.then(|| mend::colon(text, at)).flatten();
    Some(Mistake::new(at, ":", help).change(change))
}

fn wide_indent(text: &str) -> Option<Mistake> {
    let at = text.find('\u{3000}').filter(|&at| text[..at].trim().is_empty())?;
    let help = Message::fixed(
        "全角の空白で字下げはできません。半角の空白にしてください。",
        "indent with ASCII spaces, not with full-width ones",
    );
    Some(Mistake::new(at, "\u{3000}", help).change(mend::indentation(text)))
}

/// A full-width hyphen that begins an entry of a list.
pub(super) fn wide_hyphen(text: &str) -> Option<Mistake> {
    let at = text.len() - text.trim_start_matches(' ').len();
    let length = mend::wide_hyphen(&text[at..])?;
    let help = Message::fixed(
        "全角の横線です。一件ごとに、半角の「-」と空白で書き始めてください。",
        "this hyphen is full-width: begin each entry with `- `",
    );
    let mistake = Mistake::new(at, "－", help);
    Some(mistake.change(Some(Change::new(at..at + length, "- "))))
}

fn wide_colon(text: &str, at: usize) -> Mistake {
    let help = Message::fixed(
        "全角のコロン「：」です。半角の「:」と空白にしてください。",
        "this colon is full-width: write `: ` instead",
    );
    let change = mend::key_before(text, at).and_then(|_| mend::colon(text, at));
    Mistake::new(at, "：", help).change(change)
}

/// A full-width bracket that opens the value, or closes one that a half-width bracket opened.
pub(super) fn wide_bracket(text: &str, value: usize) -> Option<Mistake> {
    let rest = &text[value..];
    let at = match rest.chars().next()? {
        '［' | '｛' => 0,
        '[' if !rest.contains(']') => rest.find('］')?,
        '{' if !rest.contains('}') => rest.find('｝')?,
        _ => return None,
    };
    let help = Message::fixed(
        "全角の括弧です。半角の [ ] や { } にしてください。",
        "this bracket is full-width: write [ ] or { }",
    );
    let whole = rest.lines().next().unwrap_or_default().trim_end();
    let change = mend::brackets(whole);
    let change = change.map(|instead| Change::new(value..value + whole.len(), instead));
    Some(Mistake::new(value + at, "［", help).change(change))
}

/// A value that begins with a sign that YAML keeps for itself, where the parser stopped.
fn special_sign(line: &str, at: usize) -> Option<Mistake> {
    let line = line.lines().next()?;
    let value = line.get(at..)?;
    if !value.starts_with(['*', '@', '%', '`']) || line[..at].trim().is_empty() {
        return None;
    }
    let flow = line[..at].contains(['[', '{']);
    let end = value.find([',', ']', '}']).filter(|_| flow).unwrap_or(value.len());
    let value = value[..end].trim_end();
    let sign = &value[..1];
    let quote = if value.contains('"') { '\'' } else { '"' };
    let help = Message::new(
        format!(
            "{sign} で始まる値はそのままでは書けません。引用符で囲んでください（{quote}{value}{quote}）。"
        ),
        format!("a value cannot begin with {sign}: put it into quotes (`{quote}{value}{quote}`)"),
    );
    let change = mend::quoted(value).map(|quoted| Change::new(at..at + value.len(), quoted));
    Some(Mistake::new(at, value, help).change(change))
}

/// The mistake of a line, if it is one of those that are known.
fn in_line(line: &str) -> Option<Mistake> {
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    if line[indent..].starts_with('#') {
        return None;
    }
    if let Some(at) = line.find('\t') {
        let help = Message::fixed(
            "タブは使えません。半角の空白に置き換えてください。",
            "YAML does not allow tabs: use spaces",
        );
        return Some(Mistake::new(at, "\t", help));
    }
    if let Some(mistake) = wide_indent(line).or_else(|| wide_hyphen(line)) {
        return Some(mistake);
    }
    if let Some(at) = line.find('：').filter(|&at| !line[..at].contains(": ")) {
        return Some(wide_colon(line, at));
    }
    let value = line.find(": ").map_or(indent, |at| at + 2);
    let value = line.len() - line[value..].trim_start().len();
    if line[value..].starts_with(['"', '\'']) {
        return in_quotes(line, value);
    }
    let found = wide_bracket(line, value).or_else(|| looks_like_pair(line));
    found.or_else(|| wide_comma(line, value)).or_else(|| second_colon(line, indent, value))
}

/// A quote that is not closed, or text behind the one that closes.
fn in_quotes(line: &str, value: usize) -> Option<Mistake> {
    let quote = line[value..].chars().next()?;
    let mut inside = line[value + 1..].char_indices().peekable();
    while let Some((at, c)) = inside.next() {
        let doubled = c == '\'' && inside.peek().is_some_and(|&(_, next)| next == c);
        if quote == '"' && c == '\\' || quote == '\'' && doubled {
            inside.next();
        } else if c == quote {
            let behind = &line[value + 1 + at + 1..];
            let start = line.len() - behind.trim_start().len();
            let rest = line[start..].trim_end();
            if rest.is_empty() || rest.starts_with(['#', ':', ',', ']', '}']) {
                return None;
            }
            let help = Message::fixed(
                "引用符が閉じたあとに文字があります。値の全体を引用符で囲んでください。値の中の引用符は「」にします。",
                "there is text behind the closing quote: put the whole value into quotes, and use others inside it",
            );
            return Some(Mistake::new(start, rest, help));
        }
    }
    let help = Message::new(
        format!("引用符 {quote} が閉じていません。値の終わりにも {quote} を書いてください。"),
        format!("the quote {quote} is not closed: put another {quote} at the end of the value"),
    );
    Some(Mistake::new(value, line[value..].trim_end(), help))
}

/// A full-width comma between the keys of `{ }`.
fn wide_comma(line: &str, value: usize) -> Option<Mistake> {
    let rest = &line[value..];
    let at = rest.find('，').filter(|&at| rest.starts_with('{') && rest[at..].contains(": "))?;
    let help = Message::fixed(
        "全角のコンマ「，」です。半角の「,」と空白にしてください。",
        "this comma is full-width: write `, ` instead",
    );
    let end = rest.find('}').unwrap_or(rest.trim_end().len());
    let entries: Vec<&str> = rest[at..end].split('，').map(str::trim).collect();
    let pairs = entries[1..].iter().all(|entry| entry.contains(": "));
    let change = pairs.then(|| Change::new(value + at..value + end, entries.join(", ")));
    Some(Mistake::new(value + at, "，", help).change(change))
}

fn second_colon(line: &str, indent: usize, value: usize) -> Option<Mistake> {
    let rest = line[value..].trim_end();
    if value == indent || rest.starts_with(['{', '[', '|', '>']) {
        return None;
    }
    let at = value + rest.find(": ")?;
    let key = line[indent..value].trim_end().trim_end_matches(':');
    let help = Message::new(
        format!("値の中に「: 」があります。値を \" \" で囲んでください（{key}: \"{rest}\"）。"),
        format!("the value holds another `: `: put it into quotes (`{key}: \"{rest}\"`)"),
    );
    let change = mend::quoted(rest);
    let change = change.map(|quoted| Change::new(value..value + rest.len(), quoted));
    Some(Mistake::new(at, ":", help).change(change))
}

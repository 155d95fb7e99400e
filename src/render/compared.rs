//! Texts whose changes are marked, as HTML.
//!
//! What is new stands in `<ins>`, what is gone in `<del>`, and both are said in words as well: an underline is
//! not heard, and colour alone says nothing (WCAG 1.4.1).

use super::html::Writer;
use crate::marked::{Compared, Form, Line, Mark, Marked, Piece, Side};

impl Writer<'_> {
    /// Writes a part of two states side by side.
    pub(super) fn compared(&mut self, compared: &Compared) {
        match compared {
            Compared::Side(side) => self.side(side),
            Compared::Same { label, lines } => {
                self.raw("<details class=\"same\"><summary>");
                self.text(label);
                self.raw("</summary>\n");
                self.lines(lines, None);
                self.raw("</details>");
            }
        }
    }

    fn side(&mut self, side: &Marked) {
        if !side.about.is_empty() {
            self.raw("<p class=\"about\">");
            self.text(&side.about);
            self.raw("</p>");
        }
        self.lines(&side.lines, Some(side));
    }

    fn lines(&mut self, lines: &[Line], side: Option<&Marked>) {
        for line in lines {
            self.raw("<p");
            self.attribute("class", &class(line));
            self.raw(">");
            if let Form::Numbered(number) = line.form {
                self.text(&format!("{number}. "));
            }
            match side {
                Some(side) if side.whole => self.changed(side.side, |writer| {
                    line.pieces.iter().for_each(|piece| writer.piece(piece));
                }),
                _ => self.pieces(&line.pieces, side.map(|it| it.side)),
            }
            self.raw("</p>");
        }
    }

    /// Writes pieces of a text; those next to each other that changed are one change.
    fn pieces(&mut self, pieces: &[Piece], side: Option<Side>) {
        let changed = |piece: &Piece| side.is_some() && piece.mark.is_some();
        for run in pieces.chunk_by(|one, other| changed(one) == changed(other)) {
            match side.filter(|_| changed(&run[0])) {
                Some(side) => {
                    // Where only the form changed, nothing was added and nothing taken away.
                    let slight = run.iter().all(|it| it.mark != Some(Mark::Words));
                    let write = |writer: &mut Self| run.iter().for_each(|it| writer.piece(it));
                    if slight {
                        self.raw("<span class=\"slight\">");
                        write(self);
                        self.raw("</span>");
                    } else {
                        self.changed(side, write);
                    }
                }
                None => run.iter().for_each(|piece| self.piece(piece)),
            }
        }
    }

    /// Writes a change, which begins and ends with words for the ears.
    fn changed(&mut self, side: Side, write: impl FnOnce(&mut Self)) {
        let (element, name) = match side {
            Side::New => ("ins", "diff.spoken.new"),
            Side::Old => ("del", "diff.spoken.old"),
        };
        self.html.extend(["<", element, ">"]);
        let words = self.scope.words;
        self.hushed(words.get(&format!("{name}.start")));
        write(self);
        self.hushed(words.get(&format!("{name}.end")));
        self.html.extend(["</", element, ">"]);
    }

    /// Appends words that are only heard: on paper the line under the text says it.
    fn hushed(&mut self, text: &str) {
        self.raw("<span class=\"heard\">");
        self.text(text);
        self.raw("</span>");
    }

    fn piece(&mut self, piece: &Piece) {
        let look = &piece.look;
        let elements = [
            (look.strong, "strong"),
            (look.emphasis, "em"),
            (look.struck, "s"),
            (look.code, "code"),
        ];
        let elements: Vec<&str> =
            elements.into_iter().filter(|it| it.0).map(|(_, element)| element).collect();
        for element in &elements {
            self.html.extend(["<", element, ">"]);
        }
        match &look.reading {
            Some(reading) => super::label::ruby(&piece.text, reading, &mut self.html),
            None => {
                for (at, line) in piece.text.split('\n').enumerate() {
                    if at > 0 {
                        self.raw("<br>");
                    }
                    self.text(line);
                }
            }
        }
        for element in elements.iter().rev() {
            self.html.extend(["</", element, ">"]);
        }
        // A link of another state may lead nowhere by now: where it led is said, where that changed.
        if let (Some(target), Some(Mark::Look)) = (&look.target, piece.mark) {
            self.raw("<span class=\"target\">");
            self.text(&self.scope.words.get("diff.target").replace("{target}", target));
            self.raw("</span>");
        }
    }
}

fn class(line: &Line) -> String {
    let form = match line.form {
        Form::Paragraph | Form::Image | Form::Caption => "line",
        Form::Item => "line item",
        Form::Numbered(_) => "line numbered",
        Form::Term => "line term",
        Form::Heading => "line head",
        Form::Code => "line code",
    };
    match line.depth {
        0 => form.to_owned(),
        depth => format!("{form} depth-{}", depth.min(3)),
    }
}

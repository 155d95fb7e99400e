//! Charts as SVG, twice: one for broad screens and paper, one for phones, of which style sheets show one.
//!
//! Colours and the ground come from the theme's style sheet by class; without it everything is black on
//! white, and patterns, dashes and the shapes of points still tell series apart. Nothing has a style of
//! its own, which `default-src 'self'` would not let it have.

use std::collections::BTreeSet;

use super::html::Writer;
use crate::chart::{
    Anchor, Area, Chart, Fill, Layout, Length, Picture, Point, Rule, Shape, Stroke, Tone,
};

/// The patterns as drawings of 8 units that repeat: their paths, of lines or else of areas. The first is
/// none, the last the bare ground.
const PATTERNS: [(&str, bool); Fill::PATTERNS] = [
    ("", false),
    ("M-2 2l4-4M0 8l8-8M6 10l4-4", true),
    ("M2 2h2v2h-2zM6 6h2v2h-2z", false),
    ("M0 0l8 8M0 8l8-8", true),
    ("M0 2h8M0 6h8", true),
    ("M2 0v8M6 0v8", true),
    ("M-2 6l4 4M0 0l8 8M6-2l4 4", true),
    ("M0 0h4v4h-4zM4 4h4v4h-4z", false),
    ("", false),
];

/// The dashes of the lines.
const DASHES: [&str; 6] = ["", "8 4", "2 4", "12 4 2 4", "5 3", "12 4 2 4 2 4"];

impl Writer<'_> {
    /// Writes the charts of a table.
    pub(super) fn picture(&mut self, picture: &Picture) {
        self.needs.figures = true;
        for chart in &picture.charts {
            self.charts += 1;
            self.raw("<div class=\"chart\">\n");
            for layout in Layout::ALL {
                self.chart(chart, layout);
            }
            self.raw("</div>\n");
        }
        if let Some(note) = &picture.note {
            self.raw("<p class=\"chart-note\">");
            self.text(note);
            self.raw("</p>\n");
        }
    }

    fn chart(&mut self, chart: &Chart, layout: Layout) {
        let (class, letter) = match layout {
            Layout::Broad => ("broad", 'b'),
            Layout::Narrow => ("narrow", 'n'),
        };
        let drawn = chart.draw(layout);
        let id = format!("hs-chart-{}{letter}", self.charts);
        let (width, height) = (units(drawn.width), units(drawn.height));
        self.raw("<svg role=\"img\"");
        self.attribute("class", class);
        self.attribute("aria-labelledby", &format!("{id}-title {id}-desc"));
        self.attribute("viewBox", &format!("0 0 {width} {height}"));
        self.attribute("width", &width);
        self.attribute("height", &height);
        self.raw(" font-size=\"14\" fill=\"currentColor\">\n");
        for (element, text) in [("title", &chart.title), ("desc", &chart.description)] {
            self.html.extend(["<", element]);
            self.attribute("id", &format!("{id}-{element}"));
            self.raw(">");
            self.text(text);
            self.html.extend(["</", element, ">\n"]);
        }
        self.patterns(&drawn.shapes, &id);
        for shape in &drawn.shapes {
            self.shape(shape, &id);
        }
        // Texts come last and have the ground around them: nothing runs through their letters.
        self.raw("<g paint-order=\"stroke\">\n");
        for shape in &drawn.shapes {
            if let Shape::Text { at, anchor, tone, text } = shape {
                self.label(*at, (*anchor, *tone), text);
            }
        }
        self.raw("</g>\n</svg>\n");
    }

    /// Defines the patterns that are used. Each drawing has its own: those of one that is not shown are
    /// not shown either.
    fn patterns(&mut self, shapes: &[Shape], id: &str) {
        let fills = shapes.iter().filter_map(|shape| match shape {
            Shape::Bar(_, fill) | Shape::Sample(_, fill) => Some(*fill),
            _ => None,
        });
        let fills: BTreeSet<Fill> = fills.filter(|fill| fill.pattern > 0).collect();
        if fills.is_empty() {
            return;
        }
        self.raw("<defs>\n");
        for fill in fills {
            self.raw("<pattern width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"");
            self.attribute("id", &pattern_id(id, fill));
            self.attribute("class", &ink(fill.colour));
            self.raw("><path class=\"ground\" fill=\"#fff\" d=\"M0 0h8v8h-8z\"/>");
            let (path, is_lines) = PATTERNS[fill.pattern];
            if !path.is_empty() {
                self.raw("<path");
                self.attribute("d", path);
                self.raw(if is_lines {
                    " stroke=\"currentColor\" stroke-width=\"1.5\"/>"
                } else {
                    "/>"
                });
            }
            self.raw("</pattern>\n");
        }
        self.raw("</defs>\n");
    }

    fn shape(&mut self, shape: &Shape, id: &str) {
        match shape {
            Shape::Bar(area, fill) | Shape::Sample(area, fill) => {
                self.raw("<rect");
                self.attribute("class", &ink(fill.colour));
                self.area(*area);
                if fill.pattern > 0 {
                    self.attribute("fill", &format!("url(#{})", pattern_id(id, *fill)));
                }
                self.raw(" stroke=\"currentColor\"/>");
            }
            Shape::Plate(area) => {
                self.raw("<rect class=\"ground\" fill=\"#fff\" stroke=\"currentColor\" stroke-width=\".5\" rx=\"2\"");
                self.area(*area);
                self.raw("/>");
            }
            Shape::Rule(rule, from, to) => {
                self.raw(match rule {
                    Rule::Step => "<path class=\"step\" stroke=\"#949494\"",
                    Rule::Zero => "<path stroke=\"currentColor\"",
                    Rule::Leader => "<path class=\"leader\" stroke=\"#949494\"",
                });
                self.attribute("d", &path(&[*from, *to]));
                self.raw("/>");
            }
            Shape::Line(stroke, points) => {
                self.raw("<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"");
                self.attribute("class", &ink(stroke.0));
                let dashes = DASHES[stroke.0 % DASHES.len()];
                if !dashes.is_empty() {
                    self.attribute("stroke-dasharray", dashes);
                }
                self.attribute("d", &path(points));
                self.raw("/>");
            }
            Shape::Mark { at, stroke, hollow } => self.mark_of(*at, *stroke, *hollow),
            Shape::Text { .. } => return,
        }
        self.raw("\n");
    }

    fn area(&mut self, area: Area) {
        let Area { x, y, width, height } = area;
        for (name, length) in [("x", x), ("y", y), ("width", width), ("height", height)] {
            self.attribute(name, &units(length));
        }
    }

    fn mark_of(&mut self, at: Point, stroke: Stroke, hollow: bool) {
        const SHAPES: [&str; 6] = [
            "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
            "m-4.5-4.5h9v9h-9z",
            "m0-6l5.5 10h-11z",
            "m0-6l6 6l-6 6l-6-6z",
            "m0 6l5.5-10h-11z",
            "m-2-5.5h4v3.5h3.5v4h-3.5v3.5h-4v-3.5h-3.5v-4h3.5z",
        ];
        self.raw("<path stroke=\"currentColor\"");
        let class = ink(stroke.0);
        if hollow {
            self.attribute("class", &format!("{class} ground"));
            self.raw(" fill=\"#fff\" stroke-width=\"2\"");
        } else {
            self.attribute("class", &class);
        }
        let shape = SHAPES[stroke.0 % SHAPES.len()];
        self.attribute("d", &format!("M{} {}{shape}", units(at.x), units(at.y)));
        self.raw("/>");
    }

    fn label(&mut self, at: Point, (anchor, tone): (Anchor, Tone), text: &str) {
        self.raw("<text");
        self.raw(match tone {
            Tone::Plain => "",
            Tone::Strong => " font-weight=\"700\"",
            Tone::Quiet => " class=\"quiet\"",
        });
        self.attribute("x", &units(at.x));
        self.attribute("y", &units(at.y));
        self.raw(match anchor {
            Anchor::Start => ">",
            Anchor::Middle => " text-anchor=\"middle\">",
            Anchor::End => " text-anchor=\"end\">",
        });
        self.text(text);
        self.raw("</text>\n");
    }
}

/// The class of a colour.
fn ink(colour: usize) -> String {
    format!("ink-{}", colour % Fill::COLOURS + 1)
}

fn pattern_id(chart: &str, fill: Fill) -> String {
    format!("{chart}-{}-{}", fill.colour + 1, fill.pattern)
}

/// A length in units: `12.5`, `-0.5`.
fn units(length: Length) -> String {
    let sign = if length < 0 { "-" } else { "" };
    let (whole, tenth) = (length.unsigned_abs() / 10, length.unsigned_abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

fn path(points: &[Point]) -> String {
    let mut path = String::new();
    for (at, point) in points.iter().enumerate() {
        let command = if at == 0 { "M" } else { "L" };
        path.extend([command, &units(point.x), " ", &units(point.y)]);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_one_decimal() {
        let shown = [0, 10, -5, 125, -1230].map(units);
        assert_eq!(shown, ["0", "1", "-0.5", "12.5", "-123"]);
    }
}

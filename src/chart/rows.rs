//! Bars from left to right, each beside or below its name: names in Japanese are long, and read in lines.

use super::legend;
use super::scale::Scale;
use super::shape::{Anchor, Area, Drawn, Fill, Length, Point, Rule, Shape, Tone};
use super::text::{ASCENT, EDGE, EM, LINE, area, broadest, height, lines, stacked, width};
use super::{Chart, Kind, Value};

/// How thick a bar is.
const BAR: Length = 180;

/// Between a bar and the next one.
const GAP: Length = 80;

/// Between the bars of one head and those of the next one.
const BLOCK_GAP: Length = 180;

/// Between a bar and the text beside it.
const SPACE: Length = 80;

/// Between the parts of a bar.
const SEAM: Length = 20;

/// The least length of a bar that is not zero.
const LEAST: Length = 10;

/// The most lines of a name.
const NAME_LINES: usize = 3;

/// Rows under one head.
struct Block<'c> {
    head: Option<&'c str>,
    rows: Vec<Row<'c>>,
}

/// A bar with its name.
struct Row<'c> {
    name: &'c str,
    parts: Vec<(Fill, &'c Value)>,
    /// What is said behind the bar, or in its place.
    said: Option<&'c str>,
}

/// Where the bars of a chart stand.
struct Frame {
    width: Length,
    /// How much room the names have beside the bars; nothing if they stand over them.
    names: Option<Length>,
    /// Where the bars begin.
    x: Length,
    /// How long they may be.
    length: Length,
    scale: Scale,
    /// Whether parts of bars have numbers of their own.
    says_parts: bool,
}

pub(super) fn draw(chart: &Chart, full: Length) -> Drawn {
    let blocks = match chart.kind {
        Kind::Stacks => stacks(chart),
        _ => bars(chart),
    };
    let mut shapes = Vec::new();
    let mut top = legend::unit(chart, full, &mut shapes);
    if chart.kind == Kind::Stacks {
        top = legend::fills(chart, full, top, &mut shapes);
    }
    let frame = Frame::of(&blocks, chart, full);
    let start = frame.axis(top, &mut shapes);
    let steps = shapes.len();
    let mut top = start + GAP / 2;
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            top += BLOCK_GAP - GAP;
        }
        top = frame.block(block, top, &mut shapes);
    }
    let grid = frame.grid(start, top);
    shapes.splice(steps..steps, grid);
    Drawn { width: full, height: top + 20, shapes }
}

/// The categories of each series below its name. What was there at the start is left out where there was
/// nothing; a later number that is missing is said to be.
fn bars(chart: &Chart) -> Vec<Block<'_>> {
    let blocks = chart.series.iter().map(|series| {
        let places = chart.categories.iter().zip(&series.values);
        let places = places.filter(|(category, value)| !category.is_start || value.is_some());
        let rows = places.map(|(category, value)| {
            let fill = if category.is_start { Fill::START } else { Fill::SOLID };
            let said = value.as_ref().map_or(chart.missing.as_str(), |value| value.shown.as_str());
            let parts = value.iter().map(|value| (fill, value)).collect();
            Row { name: &category.name, parts, said: Some(said) }
        });
        Block { head: Some(&series.name), rows: rows.collect() }
    });
    blocks.collect()
}

/// A bar for each category, of one part for each series.
fn stacks(chart: &Chart) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for (at, category) in chart.categories.iter().enumerate() {
        let values = chart.series.iter().map(|series| series.values.get(at)?.as_ref());
        let parts = values.enumerate().filter_map(|(series, value)| {
            Some((Fill::of(series), value.filter(|value| value.amount > 0.0)?))
        });
        let said = category.total.as_deref();
        let row = Row { name: &category.name, parts: parts.collect(), said };
        match blocks.last_mut() {
            Some(block) if category.head.is_none() => block.rows.push(row),
            _ => blocks.push(Block { head: category.head.as_deref(), rows: vec![row] }),
        }
    }
    blocks
}

impl Frame {
    fn of(blocks: &[Block<'_>], chart: &Chart, full: Length) -> Self {
        let rows = || blocks.iter().flat_map(|block| &block.rows);
        let said = rows().filter_map(|row| row.said).map(width).max().unwrap_or(0) + SPACE;
        let limit = full * 38 / 100;
        let names: Vec<Vec<String>> =
            rows().map(|row| lines(row.name, limit, NAME_LINES)).collect();
        let beside = names.iter().map(|lines| broadest(lines)).max().unwrap_or(0) + SPACE;
        let short = names.iter().all(|lines| lines.len() < NAME_LINES);
        let is_beside = short && full - beside - said >= full * 2 / 5;
        let x = if is_beside { beside } else { EDGE };
        let length = full - x - said;
        let steps = f64::from((length / 600).clamp(4, 6));
        let scale = Scale::over(chart.range, steps);
        Self {
            width: full,
            names: is_beside.then_some(limit),
            x,
            length,
            scale,
            says_parts: chart.kind == Kind::Stacks,
        }
    }

    fn place(&self, value: f64) -> Length {
        self.x + self.scale.place(value, self.length)
    }

    /// The steps of the scale, as far as they have room: zero and the ends first.
    fn axis(&self, top: Length, shapes: &mut Vec<Shape>) -> Length {
        let last = self.scale.steps.len() - 1;
        let mut order: Vec<usize> = (0..=last).collect();
        order.sort_by_key(|&at| (self.scale.steps[at].value != 0.0, at != last, at));
        let mut taken: Vec<Area> = Vec::new();
        for step in order.into_iter().map(|at| &self.scale.steps[at]) {
            let half = width(&step.label) / 2;
            let x = self.place(step.value).clamp(half, self.width - half - 1);
            let at = Point { x, y: top + ASCENT };
            let own = area(at, Anchor::Middle, &step.label);
            let own = Area { x: own.x - SPACE / 2, width: own.width + SPACE, ..own };
            if taken.iter().all(|other| !other.meets(own)) {
                taken.push(own);
                let (anchor, tone) = (Anchor::Middle, Tone::Quiet);
                shapes.push(Shape::Text { at, anchor, tone, text: step.label.clone() });
            }
        }
        top + LINE
    }

    fn grid(&self, top: Length, bottom: Length) -> Vec<Shape> {
        let line = |value: f64, rule: Rule| {
            let x = self.place(value);
            Shape::Rule(rule, Point { x, y: top }, Point { x, y: bottom })
        };
        let steps = self.scale.steps.iter().filter(|step| step.value != 0.0);
        let steps = steps.map(|step| line(step.value, Rule::Step));
        steps.chain([line(0.0, Rule::Zero)]).collect()
    }

    fn block(&self, block: &Block<'_>, top: Length, shapes: &mut Vec<Shape>) -> Length {
        let mut top = top;
        if let Some(head) = block.head {
            let head = lines(head, self.width, NAME_LINES);
            shapes.extend(stacked(&head, (0, top), Anchor::Start, Tone::Strong));
            top += height(head.len()) + GAP / 2;
        }
        for row in &block.rows {
            top = self.row(row, top, shapes) + GAP;
        }
        top
    }

    fn row(&self, row: &Row<'_>, top: Length, shapes: &mut Vec<Shape>) -> Length {
        let name = lines(row.name, self.names.unwrap_or(self.width), NAME_LINES);
        let tall = height(name.len());
        let (name_top, bar_top, bottom) = if self.names.is_some() {
            let whole = tall.max(BAR);
            (top + (whole - tall) / 2, top + (whole - BAR) / 2, top + whole)
        } else {
            (top, top + tall, top + tall + BAR)
        };
        shapes.extend(stacked(&name, (0, name_top), Anchor::Start, Tone::Plain));
        let end = self.bar(&row.parts, bar_top, shapes);
        if let Some(said) = row.said {
            let at = Point { x: end + SPACE, y: letters(bar_top) };
            let tone = if row.parts.is_empty() { Tone::Quiet } else { Tone::Plain };
            shapes.push(Shape::Text { at, anchor: Anchor::Start, tone, text: said.to_owned() });
        }
        bottom
    }

    /// Draws the parts of a bar one after another; gives where a text may stand beside it, which is right
    /// of zero where the bar goes to the left.
    fn bar(&self, parts: &[(Fill, &Value)], top: Length, shapes: &mut Vec<Shape>) -> Length {
        let zero = self.place(0.0);
        let (mut sum, mut end) = (0.0, zero);
        for (at, (fill, value)) in parts.iter().enumerate() {
            let from = self.place(sum);
            sum += value.amount;
            let to = self.place(sum);
            if value.amount == 0.0 {
                continue;
            }
            let (left, right) = (from.min(to), from.max(to).max(from.min(to) + LEAST));
            let over = (right - self.x - self.length).max(0);
            let (left, right) = (left - over, right - over);
            end = end.max(right);
            let seam = if at + 1 < parts.len() && right - left > 2 * SEAM { SEAM } else { 0 };
            let bar = Area { x: left, y: top, width: right - left - seam, height: BAR };
            shapes.push(Shape::Bar(bar, *fill));
            if self.says_parts {
                inside(bar, &value.shown, shapes);
            }
        }
        end.max(zero)
    }
}

/// Says the number of a part in it, if there is room.
fn inside(bar: Area, text: &str, shapes: &mut Vec<Shape>) {
    let broad = width(text) + SPACE / 2;
    if bar.width < broad + SPACE / 2 {
        return;
    }
    let x = bar.x + bar.width / 2;
    shapes.push(Shape::Plate(Area {
        x: x - broad / 2,
        y: bar.y + SEAM,
        width: broad,
        height: bar.height - 2 * SEAM,
    }));
    let at = Point { x, y: letters(bar.y) };
    let (anchor, tone) = (Anchor::Middle, Tone::Plain);
    shapes.push(Shape::Text { at, anchor, tone, text: text.to_owned() });
}

/// Where letters stand whose middle is that of a bar.
fn letters(top: Length) -> Length {
    top + BAR / 2 + EM * 36 / 100
}

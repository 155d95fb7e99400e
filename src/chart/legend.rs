//! What stands over a chart: what its numbers count, and what its fills and lines mean.

use super::Chart;
use super::shape::{Anchor, Area, Fill, Length, Point, Shape, Stroke, Tone};
use super::text::{ASCENT, EDGE, LINE, TOP, broadest, height, lines, stacked, width};

/// The size of a sample of a fill, and how long one of a line is, so that its dashes are seen.
const SAMPLE: (Length, Length) = (280, 140);
const STROKE: Length = 440;

/// Between a sample and its name.
const SPACE: Length = 70;

/// Between an entry and the next one in its line.
const GAP: Length = 200;

/// The most lines of a name.
const NAME_LINES: usize = 3;

/// Says what the numbers count, and what hollow points are; gives where the next thing begins.
pub(super) fn unit(chart: &Chart, full: Length, shapes: &mut Vec<Shape>) -> Length {
    let mut top = TOP;
    let hollow = chart.hollow.as_ref();
    for text in chart.unit.iter().chain(hollow) {
        let text = lines(text, full, NAME_LINES);
        shapes.extend(stacked(&text, (0, top), Anchor::Start, Tone::Quiet));
        top += height(text.len());
    }
    top + if top > TOP { SPACE } else { 0 }
}

/// What the fills mean.
pub(super) fn fills(chart: &Chart, full: Length, top: Length, shapes: &mut Vec<Shape>) -> Length {
    entries(chart, (full, SAMPLE.0), top, shapes, |series, x, y| {
        let area = Area { x, y, width: SAMPLE.0, height: SAMPLE.1 };
        vec![Shape::Sample(area, Fill::of(series))]
    })
}

/// What the lines mean.
pub(super) fn strokes(chart: &Chart, full: Length, top: Length, shapes: &mut Vec<Shape>) -> Length {
    entries(chart, (full, STROKE), top, shapes, |series, x, y| {
        let (stroke, y) = (Stroke(series), y + SAMPLE.1 / 2);
        let ends = [x, x + STROKE].map(|x| Point { x, y });
        let at = Point { x: x + STROKE / 2, y };
        vec![Shape::Line(stroke, ends.to_vec()), Shape::Mark { at, stroke, hollow: false }]
    })
}

/// The names of the series, each behind its sample, as many in a line as there is room for.
fn entries(
    chart: &Chart,
    (full, sample_width): (Length, Length),
    top: Length,
    shapes: &mut Vec<Shape>,
    sample: impl Fn(usize, Length, Length) -> Vec<Shape>,
) -> Length {
    let before = sample_width + SPACE;
    let (mut x, mut top, mut tall) = (EDGE, top, 0);
    for (at, series) in chart.series.iter().enumerate() {
        let name = lines(&series.name, full - before - EDGE, NAME_LINES);
        let broad = before + broadest(&name);
        if x > EDGE && x + broad > full {
            (x, top, tall) = (EDGE, top + tall, 0);
        }
        shapes.extend(sample(at, x, top + (LINE - SAMPLE.1) / 2));
        shapes.extend(stacked(&name, (x + before, top), Anchor::Start, Tone::Plain));
        x += broad + GAP;
        tall = tall.max(height(name.len().max(1)));
    }
    top + tall + SPACE
}

/// A name beside the end of its line.
pub(super) struct Beside {
    /// Where the line ends.
    pub(super) from: Point,
    /// Which line it is.
    pub(super) stroke: Stroke,
    pub(super) lines: Vec<String>,
}

/// Places names in a column to the right of their lines, each as near to its line's end as the others
/// let it; nothing if they have no room.
pub(super) fn beside(mut names: Vec<Beside>, column: Area) -> Option<Vec<(Beside, Area)>> {
    names.sort_by_key(|name| name.from.y);
    let tall = |name: &Beside| height(name.lines.len());
    if names.iter().map(tall).sum::<Length>() > column.height
        || names.iter().any(|name| broadest(&name.lines) > column.width)
    {
        return None;
    }
    let mut next = column.y;
    let mut tops: Vec<Length> = Vec::with_capacity(names.len());
    for name in &names {
        let top = (name.from.y - tall(name) / 2).max(next);
        next = top + tall(name);
        tops.push(top);
    }
    let mut limit = column.bottom();
    for (name, top) in names.iter().zip(&mut tops).rev() {
        *top = (*top).min(limit - tall(name));
        limit = *top;
    }
    let placed = names.into_iter().zip(tops).map(|(name, y)| {
        let area = Area { x: column.x, y, width: column.width, height: height(name.lines.len()) };
        (name, area)
    });
    Some(placed.collect())
}

/// Where the letters of a single line stand that begins at this height.
pub(super) fn letters(top: Length) -> Length {
    top + ASCENT
}

/// The room that a text needs from its middle to its end.
pub(super) fn half(text: &str) -> Length {
    width(text) / 2 + 1
}

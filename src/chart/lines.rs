//! Lines over years. A year without a number interrupts its line.

use super::legend::{self, Beside, beside, half, letters};
use super::scale::Scale;
use super::shape::{Anchor, Area, Drawn, Length, Point, Rule, Shape, Stroke, Tone};
use super::text::{ASCENT, EM, LINE, area, broadest, height, lines, stacked, width};
use super::{Chart, Series, Value};

/// The height of the field that the lines are drawn in.
const FIELD: Length = 2000;

/// From the edge of the field to the first and the last year.
const INSET: Length = 200;

/// Between the field and the text around it.
const SPACE: Length = 60;

/// How far the mark of a point reaches from its middle.
pub(super) const MARK: Length = 50;

/// From which width on the names may stand beside the lines, and how much of it they take.
const BROAD: Length = 5000;

/// The mark before a name beside its line, with the space behind it.
const TAG: Length = 150;

/// A number at its place.
struct Spot<'c> {
    at: Point,
    year: i32,
    is_start: bool,
    value: &'c Value,
}

/// The field that the lines are drawn in.
struct Field {
    area: Area,
    scale: Scale,
    years: (i32, i32),
}

pub(super) fn draw(chart: &Chart, full: Length) -> Drawn {
    let mut shapes = Vec::new();
    let top = legend::unit(chart, full, &mut shapes);
    if let Some(drawn) = with_names_beside(chart, full, (top, &shapes)) {
        return drawn;
    }
    let top = legend::strokes(chart, full, top, &mut shapes);
    let field = Field::of(chart, full, top + LINE);
    let spots = field.spots(chart);
    let bottom = field.axes(chart, full, &mut shapes);
    field.draw(&spots, full, &mut shapes);
    Drawn { width: full, height: bottom, shapes }
}

/// The chart with the name of each series behind the end of its line, if there is room and all lines
/// reach the last year.
fn with_names_beside(
    chart: &Chart,
    full: Length,
    (top, shapes): (Length, &[Shape]),
) -> Option<Drawn> {
    if full < BROAD {
        return None;
    }
    let names: Vec<Vec<String>> =
        chart.series.iter().map(|series| lines(&series.name, full * 28 / 100, 2)).collect();
    let room = names.iter().map(|lines| broadest(lines)).max().unwrap_or(0);
    let column = full - room - TAG;
    let field = Field::of(chart, column - 2 * SPACE, top + LINE);
    let spots = field.spots(chart);
    let ends = spots
        .iter()
        .map(|spots| spots.last().filter(|spot| spot.year == field.years.1).map(|spot| spot.at));
    let names: Option<Vec<Beside>> = ends
        .zip(names)
        .enumerate()
        .map(|(at, (from, lines))| Some(Beside { from: from?, stroke: Stroke(at), lines }))
        .collect();
    let area = Area { x: column, y: top, width: room, height: field.area.bottom() - top };
    let placed = beside(names?, area)?;
    let mut shapes = shapes.to_vec();
    let bottom = field.axes(chart, column - 2 * SPACE, &mut shapes);
    for (name, area) in &placed {
        let from = Point { x: name.from.x + MARK + 20, ..name.from };
        let to = Point { x: area.x - 20, y: area.y + area.height / 2 };
        shapes.push(Shape::Rule(Rule::Leader, from, to));
    }
    field.draw(&spots, column - 2 * SPACE, &mut shapes);
    for (name, area) in placed {
        let at = Point { x: area.x + MARK + 10, y: area.y + area.height / 2 };
        shapes.push(Shape::Mark { at, stroke: name.stroke, hollow: false });
        let at = (area.x + TAG, area.y);
        shapes.extend(stacked(&name.lines, at, Anchor::Start, Tone::Plain));
    }
    Some(Drawn { width: full, height: bottom, shapes })
}

impl Field {
    fn of(chart: &Chart, full: Length, top: Length) -> Self {
        let scale = Scale::over(chart.range, 5.0);
        let labels = scale.steps.iter().map(|step| width(&step.label)).max().unwrap_or(0) + SPACE;
        // Labels that would take the place of the field stand in it, over their lines.
        let left = if labels > full * 2 / 5 { 0 } else { labels };
        let years = || chart.categories.iter().map(|category| category.at);
        let years = (years().min().unwrap_or(0), years().max().unwrap_or(0));
        let area = Area { x: left, y: top, width: full - left, height: FIELD };
        Self { area, scale, years }
    }

    fn x(&self, year: i32) -> Length {
        let room = f64::from(self.area.width - 2 * INSET);
        let (first, last) = self.years;
        if first == last {
            return self.area.x + self.area.width / 2;
        }
        let part = f64::from(year - first) / f64::from(last - first);
        #[expect(clippy::cast_possible_truncation, reason = "it lies in the field")]
        let x = (part * room).round() as Length;
        self.area.x + INSET + x
    }

    fn y(&self, value: f64) -> Length {
        self.area.bottom() - self.scale.place(value, self.area.height)
    }

    /// The numbers of each series in the order of their years.
    fn spots<'c>(&self, chart: &'c Chart) -> Vec<Vec<Spot<'c>>> {
        let of_series = |series: &'c Series| {
            let places = chart.categories.iter().zip(&series.values);
            let mut spots: Vec<_> = places
                .filter_map(|(category, value)| {
                    let value = value.as_ref()?;
                    let at = Point { x: self.x(category.at), y: self.y(value.amount) };
                    Some(Spot { at, year: category.at, is_start: category.is_start, value })
                })
                .collect();
            spots.sort_by_key(|spot| (spot.year, !spot.is_start));
            spots
        };
        chart.series.iter().map(of_series).collect()
    }

    /// The steps of the scale and the years; gives where the chart ends.
    fn axes(&self, chart: &Chart, full: Length, shapes: &mut Vec<Shape>) -> Length {
        for step in &self.scale.steps {
            let y = self.y(step.value);
            let rule = if step.value == 0.0 { Rule::Zero } else { Rule::Step };
            let ends = [self.area.x, self.area.right()].map(|x| Point { x, y });
            shapes.push(Shape::Rule(rule, ends[0], ends[1]));
            let (anchor, at) = if self.area.x > 0 {
                (Anchor::End, Point { x: self.area.x - SPACE, y: y + EM * 36 / 100 })
            } else {
                (Anchor::Start, Point { x: 0, y: y - 30 })
            };
            let tone = Tone::Quiet;
            shapes.push(Shape::Text { at, anchor, tone, text: step.label.clone() });
        }
        let top = self.area.bottom() + SPACE;
        let bottom = top + self.year_names(chart, full, top, shapes);
        let Some(axis) = &chart.axis else { return bottom + 20 };
        let at = Point { x: full, y: letters(bottom) };
        let (anchor, tone) = (Anchor::End, Tone::Quiet);
        shapes.push(Shape::Text { at, anchor, tone, text: axis.clone() });
        bottom + LINE
    }

    /// The names of the years, as far as they have room: the first and the last one before the others.
    fn year_names(
        &self,
        chart: &Chart,
        full: Length,
        top: Length,
        shapes: &mut Vec<Shape>,
    ) -> Length {
        let mut years: Vec<_> = chart.categories.iter().collect();
        years.sort_by_key(|category| category.at);
        years.dedup_by_key(|category| category.at);
        let (first, last) = self.years;
        years.sort_by_key(|category| (category.at != first, category.at != last, category.at));
        let mut taken: Vec<(Length, Length)> = Vec::new();
        let mut tall = 0;
        for category in years {
            let half = category.short.iter().map(|line| half(line)).max().unwrap_or(0);
            let x = self.x(category.at).min(full - half).max(half);
            let (left, right) = (x - half - SPACE / 2, x + half + SPACE / 2);
            if taken.iter().any(|&(from, until)| left < until && from < right) {
                continue;
            }
            taken.push((left, right));
            tall = tall.max(height(category.short.len()));
            shapes.extend(stacked(&category.short, (x, top), Anchor::Middle, Tone::Plain));
        }
        tall
    }

    /// The lines, their points, and the numbers where there is room for them.
    fn draw(&self, spots: &[Vec<Spot<'_>>], full: Length, shapes: &mut Vec<Shape>) {
        for (series, spots) in spots.iter().enumerate() {
            // What is not of the next year is not reached by the line.
            for run in spots.chunk_by(|one, next| next.year - one.year == 1) {
                if run.len() > 1 {
                    let points = run.iter().map(|spot| spot.at).collect();
                    shapes.push(Shape::Line(Stroke(series), points));
                }
            }
        }
        let all = || {
            spots.iter().enumerate().flat_map(|(at, spots)| spots.iter().map(move |it| (at, it)))
        };
        for (series, spot) in all() {
            let stroke = Stroke(series);
            shapes.push(Shape::Mark { at: spot.at, stroke, hollow: spot.is_start });
        }
        let written = shapes.iter().filter_map(|shape| match shape {
            Shape::Text { at, anchor, text, .. } => Some(area(*at, *anchor, text)),
            _ => None,
        });
        let mut taken: Vec<Area> = all().map(|(_, spot)| around(spot.at)).chain(written).collect();
        let field = Area { x: 0, y: self.area.y - LINE, width: full, height: FIELD + LINE };
        for (_, spot) in all() {
            let text = &spot.value.shown;
            let half = half(text);
            if 2 * half > full {
                continue;
            }
            let x = spot.at.x.min(full - half).max(half);
            let over = spot.at.y - MARK - 30;
            let below = spot.at.y + MARK + 10 + ASCENT;
            let free = [over, below].into_iter().map(|y| Point { x, y }).find(|&at| {
                let own = area(at, Anchor::Middle, text);
                field.holds(own) && taken.iter().all(|other| !other.meets(own))
            });
            let Some(at) = free else { continue };
            taken.push(area(at, Anchor::Middle, text));
            let (anchor, tone) = (Anchor::Middle, Tone::Plain);
            shapes.push(Shape::Text { at, anchor, tone, text: text.clone() });
        }
    }
}

/// The room that the mark of a point takes.
fn around(at: Point) -> Area {
    Area { x: at.x - MARK, y: at.y - MARK, width: 2 * MARK, height: 2 * MARK }
}

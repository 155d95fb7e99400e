//! The shapes that a chart consists of, at their places.

/// A length or a coordinate, in tenths of a unit. Where a chart is as wide as it was laid out for, a unit
/// is a pixel of CSS.
pub type Length = i32;

/// A chart that is laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// What it shows; later shapes cover earlier ones.
    pub shapes: Vec<Shape>,
}

/// A point, counted from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// How far to the right.
    pub x: Length,
    /// How far down.
    pub y: Length,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its left edge.
    pub x: Length,
    /// Its upper edge.
    pub y: Length,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
}

impl Area {
    /// Where it ends on the right.
    pub fn right(self) -> Length {
        self.x + self.width
    }

    /// Where it ends below.
    pub fn bottom(self) -> Length {
        self.y + self.height
    }

    /// Whether two rectangles have a place in common.
    pub fn meets(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether another rectangle lies within this one.
    pub fn holds(self, other: Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
}

/// How an area is filled: a pattern in a colour, so that neither is needed to tell it from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fill {
    /// Which colour.
    pub colour: usize,
    /// Which pattern; 0 is none.
    pub pattern: usize,
}

impl Fill {
    /// How many colours there are.
    pub const COLOURS: usize = 5;
    /// How many patterns there are.
    pub const PATTERNS: usize = 9;
    /// What is filled without a pattern.
    pub const SOLID: Self = Self { colour: 0, pattern: 0 };
    /// What there was at the start.
    pub const START: Self = Self { colour: 0, pattern: 1 };

    /// The fill of a series. Of 45 one after another no two are the same.
    pub fn of(series: usize) -> Self {
        Self { colour: series % Self::COLOURS, pattern: series % Self::PATTERNS }
    }
}

/// How a line is drawn: its colour, its dashes and the shape of its points, each of which tells it from
/// the others of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stroke(pub usize);

/// What a straight line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A step of the scale.
    Step,
    /// Zero.
    Zero,
    /// From a point to its name.
    Leader,
}

/// How loud a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A name, a number.
    Plain,
    /// A head over names.
    Strong,
    /// What is said beside: steps of a scale, units.
    Quiet,
}

/// Where a text stands from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A part of a chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A bar, or a part of one.
    Bar(Area, Fill),
    /// A sample of a fill in a legend.
    Sample(Area, Fill),
    /// The ground under a number in a bar.
    Plate(Area),
    /// A straight line.
    Rule(Rule, Point, Point),
    /// A line through the numbers of a series.
    Line(Stroke, Vec<Point>),
    /// A point of a line, hollow if one starts from it.
    Mark {
        /// Its middle.
        at: Point,
        /// Whose it is.
        stroke: Stroke,
        /// Whether it is hollow.
        hollow: bool,
    },
    /// A line of text.
    Text {
        /// Where it begins, has its middle or ends, on the line that letters stand on.
        at: Point,
        /// Which of these.
        anchor: Anchor,
        /// How loud it is.
        tone: Tone,
        /// The text.
        text: String,
    },
}

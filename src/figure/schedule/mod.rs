//! `schedule`: tracks with bars and milestones over fiscal years or months.

pub(super) mod axis;
mod read;
pub(super) mod track;

use crate::calendar::When;
use crate::diagnostic::{Diagnostic, Message, Rule};
use crate::document::FigureKind;
use crate::markdown::Prose;
use crate::source::{Span, Spanned};
use crate::table::{Content, Form, Table};
use crate::yaml::{Choice, Field, Shape, choices, words};

use super::Figure;
use super::drawing::Drawing;
use super::group::{Together, together};
use super::heads::{ColumnHead, layout};
use axis::{Axis, Months, Unit};
use read::{TRACK, Written, reversed};
use track::{End, Item, Sheet, Track};

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "schedule", shows: &[], stands_for: None },
    options: &[
        Field::new(
            "axis",
            Shape::Choice(&words(&UNITS)),
            "横の軸の単位。省くと、どの時期も月まで書いてあれば month、そうでなければ year です。",
            "What a column stands for; if left out, `month` where every time is written to the month, else `year`.",
        ),
        Field::new(
            "from",
            Shape::When,
            "軸の始まり。省くと、いちばん早い時期です。例: 2026、令和8、2026-04",
            "Where the axis begins; the earliest time if left out. Example: 2026, 令和8, 2026-04",
        ),
        Field::new(
            "until",
            Shape::When,
            "軸の終わり。省くと、いちばん遅い時期です。例: 2029、令和11、2027-03",
            "Where the axis ends; the latest time if left out. Example: 2029, 令和11, 2027-03",
        ),
        Field::required(
            "tracks",
            Shape::Records(TRACK),
            "行にする取組の一覧。例: - {name: 全職員研修, bars: [{from: 2026, until: 2028, text: 年2回の研修}]}",
            "The rows. Example: - {name: 全職員研修, bars: [{from: 2026, until: 2028, text: 年2回の研修}]}",
        ),
    ],
    draw,
};

const UNITS: [(Choice, Unit); 2] = [
    (("year", "年度", "a fiscal year"), Unit::Year),
    (("month", "月。年度ごとにまとめて示す", "a month, under its fiscal year"), Unit::Month),
];

pub(super) static SCHEDULE_OUTSIDE: Rule = Rule::error(
    "schedule-outside",
    "図の軸の外にある予定",
    "something outside the axis of a schedule",
);

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let unit = drawing.options.choice("axis", &choices(&UNITS));
    let calendar = drawing.from.calendar;
    let end = |when: &Spanned<When>| End::of(when, calendar);
    let from = drawing.options.when("from").as_ref().map(end);
    let until = drawing.options.when("until").as_ref().map(end);
    reversed(&mut drawing.options, from.as_ref(), until.as_ref());
    if drawing.options.place("tracks").is_none() {
        drawing.options.missing("tracks");
        return None;
    }
    let faults = drawing.options.diagnostics.iter().count();
    let tracks = drawing.options.records("tracks", |reader| Written::read(reader, calendar));
    let items = || tracks.iter().flat_map(|it| &it.track.items);
    let known: Vec<&End> = items().flat_map(Item::ends).chain(&from).chain(&until).collect();
    let first = from.as_ref().map(|it| it.months.0).or(known.iter().map(|it| it.months.0).min());
    let last = until.as_ref().map(|it| it.months.1).or(known.iter().map(|it| it.months.1).max());
    let (Some(first), Some(last)) = (first, last) else {
        if drawing.options.diagnostics.iter().count() == faults {
            without_times(drawing);
        }
        return None;
    };
    let unit =
        unit.unwrap_or(if known.iter().all(|end| end.fine) { Unit::Month } else { Unit::Year });
    let ends = (first, last.max(first));
    let times: Vec<Months> = items().map(|item| item.months(ends)).collect();
    let axis = Axis::new(unit, ends, &times);
    let outside: Vec<&Item> =
        items().filter(|item| axis.columns(item.months(ends)).is_empty()).collect();
    if !outside.is_empty() {
        for item in outside {
            report_outside(drawing, item);
        }
        return None;
    }
    Some(table(drawing, tracks, (&axis, unit, ends)))
}

/// The table of tracks on an axis.
fn table(
    drawing: &mut Drawing<'_, '_>,
    tracks: Vec<Written>,
    (axis, unit, ends): (&Axis, Unit, Months),
) -> Table {
    let from = drawing.from;
    let head = |it: &Written| from.text(it.group.as_deref().unwrap_or_default());
    let groups = together(&from, tracks, |it| it.group.clone(), head);
    let groups = groups.into_iter().map(|it| Together {
        head: it.head,
        items: it.items.into_iter().map(|it| it.track).collect(),
    });
    on_axis(drawing, groups.collect(), (axis, unit, ends))
}

/// Groups of tracks as a table with the block's caption, id and note.
pub(super) fn on_axis(
    drawing: &mut Drawing<'_, '_>,
    groups: Vec<Together<Track>>,
    (axis, unit, ends): (&Axis, Unit, Months),
) -> Table {
    let from = drawing.from;
    let tracks = || groups.iter().flat_map(|group| &group.items);
    let remarks = tracks().any(|track| !matches!(track.remark, Content::Empty(_)));
    let mut heads = vec![ColumnHead::leaf(from.column_head("track"))];
    heads.extend(axis.heads(&from));
    heads.extend(remarks.then(|| ColumnHead::leaf(from.column_head("remark"))));
    let (width, mut head) = layout(heads);
    if let Some(last) = head.first_mut().and_then(|row| row.cells.last_mut()).filter(|_| remarks) {
        last.key = Some("remark".to_owned());
    }
    let sheet = Sheet { from, axis, ends, by_month: unit == Unit::Month, remarks };
    let groups = groups.into_iter().map(|group| sheet.group(group)).collect();
    Table { form: Form::Schedule, ..drawing.table(width, head, groups) }
}

fn without_times(drawing: &mut Drawing<'_, '_>) {
    let help = Message::fixed(
        "帯の from: か until: を書くか、軸の from: と until: を書いてください。",
        "write `from:` or `until:` of a bar, or those of the axis",
    );
    drawing.from.empty(drawing.from.place.0, help, drawing.options.diagnostics);
}

fn report_outside(drawing: &mut Drawing<'_, '_>, item: &Item) {
    let name = item.texts.first().map(Prose::plain).unwrap_or_default();
    let message = Message::new(
        format!("「{name}」は図の軸の外にあります"),
        format!("`{name}` is outside the axis of the schedule"),
    );
    let help = Message::fixed(
        "軸の from: か until: を広げるか、時期を確かめてください。",
        "widen the axis by its `from:` or `until:`, or check the time",
    );
    let span: Span = item.ends().next().map_or(item.span, |end| end.span);
    drawing.options.diagnostics.push(Diagnostic::new(&SCHEDULE_OUTSIDE, span, message).help(help));
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::{Drawn, draw_block};

    fn schedule(options: &str) -> Drawn {
        draw_block("", &format!("schedule\n{options}"))
    }

    fn check(options: &str, expected: &str) {
        assert_eq!(schedule(options).shown(), expected, "{options}");
    }

    #[test]
    fn bars_span_their_years() {
        check(
            "tracks:\n\
             - name: 研修\n  bars:\n  - {from: 2023, until: R6, text: 基礎}\n  - {from: 令和7, text: 応用}\n  \
               milestones:\n  - {at: 2022, text: 策定}\n  remark: 毎年見直す\n\
             - name: KPI\n  values: {2023: [必須 年2回, その他 年4回], 2025: 3件}\n",
            "[取組] | [令和4年度] | [令和5年度] | [令和6年度] | [令和7年度] | [備考]\n\
             研修: | 策定／令和4年度 | 基礎／令和5年度から令和6年度まで | < | 応用／令和7年度から、以降も続く | 毎年見直す\n\
             KPI: | · | 必須 年2回／その他 年4回／令和5年度 | · | 3件／令和7年度 | ·",
        );
    }

    #[test]
    fn what_overlaps_goes_to_further_rows() {
        check(
            "until: 2027\ntracks:\n- name: 甲\n  group: 一\n  bars:\n  - {from: 2025, text: a}\n  - {until: 2026, text: b}\n  \
             - {from: 2027, until: 2027, text: c}\n- {name: 乙, group: 二, milestones: [{at: 2026, text: d}]}\n- {name: 丙, group: 一, milestones: [{at: 2025, text: e}, {at: 2025, text: f}]}\n",
            "[取組] | [令和7年度] | [令和8年度] | [令和9年度]\n\
             ├ 一\n\
             甲: | a／令和7年度から、以降も続く | < | <\n\
             ^ | b／以前から、令和8年度まで | < | c／令和9年度\n\
             丙: | e／令和7年度 | · | ·\n\
             ^ | f／令和7年度 | · | ·\n\
             ├ 二\n\
             乙: | · | d／令和8年度 | ·",
        );
    }

    #[test]
    fn months_stand_under_their_years() {
        check(
            "tracks:\n- {name: 甲, bars: [{from: 2025-02, until: R7.5, text: a}]}\n",
            "[取組] | [令和6年度] | < | [令和7年度] | <\n\
             ^ | [2月] | [3月] | [4月] | [5月]\n\
             甲: | a／令和7年2月から令和7年5月まで | < | < | <",
        );
        // A year among months makes an axis of years, on which a month is said.
        let drawn =
            schedule("tracks:\n- {name: 甲, bars: [{from: 2025-02, until: 2026, text: a}]}\n");
        assert_eq!(
            drawn.shown(),
            "[取組] | [令和6年度] | [令和7年度] | [令和8年度]\n甲: | a／令和7年2月から令和8年度まで | < | <"
        );
        check(
            "axis: month\ntracks: [{name: 甲, milestones: [{at: 2025-12-24, text: a}]}]\n",
            "[取組] | [令和7年度]\n^ | [12月]\n甲: | a／令和7年12月24日",
        );
    }

    #[test]
    fn what_goes_beyond_the_axis_says_so() {
        check(
            "from: 2026\nuntil: 2027\ntracks: [{name: 甲, bars: [{from: 2024, until: 2030, text: a}, {text: b}]}]\n",
            "[取組] | [令和8年度] | [令和9年度]\n\
             甲: | a／令和6年度から令和12年度まで | <\n\
             ^ | b／以前から、以降も続く | <",
        );
    }

    #[test]
    fn mistakes_are_reported_where_they_are() {
        let check = |options: &str, expected: &[&str]| {
            assert_eq!(schedule(options).reports(), expected, "{options}");
        };
        let track = |rest: &str| format!("tracks:\n- {{name: 甲, {rest}}}\n");
        check("", &["field-missing "]);
        check("tracks: []\n", &["figure-empty schedule"]);
        check("tracks: [{name: 甲}]\n", &["figure-empty {name: 甲}"]);
        check(&track("bars: [{text: a}]"), &["figure-empty schedule"]);
        check(&track("bars: [{from: 2026}]"), &["field-missing "]);
        check(&track("bars: [{from: 2028, until: 2026, text: a}]"), &["period-reversed 2026"]);
        check(&track("bars: [{from: いつか, text: a}]"), &["date-invalid いつか"]);
        check(&track("milestones: [{text: a}]"), &["field-missing "]);
        check(&track("milestone: [{at: 2026, text: a}]"), &["field-unknown milestone"]);
        check(&track("values: {いつか: a}"), &["date-invalid いつか"]);
        check(&track("values: {2026: a, R8: b}"), &["field-duplicate R8"]);
        check(&track("values: {2026: {a: b}}"), &["field-invalid {a: b}"]);
        check(&track("values: a"), &["field-invalid a"]);
        check(
            "axis: week\ntracks: [{name: 甲, milestones: [{at: 2026, text: a}]}]\n",
            &["field-invalid week"],
        );
        check(
            "from: 2027\ntracks: [{name: 甲, milestones: [{at: 2026, text: a}]}]\n",
            &["schedule-outside 2026"],
        );
        check(
            "until: 2027\ntracks: [{name: 甲, bars: [{from: 2028, text: a}]}]\n",
            &["schedule-outside 2028"],
        );
        check(
            "from: 2027\nuntil: 2026\ntracks: [{name: 甲, bars: [{text: a}]}]\n",
            &["period-reversed 2026"],
        );
    }
}

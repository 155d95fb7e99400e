//! Every value and key of what authors write, changed in many ways: what a schema for editors rejects, the
//! program reports.

use hoshin::figure;
use hoshin::schema::Subject;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::schema::{
    document_fails, figure_validator, front_matter_fails, outline_fails, settings_fail, validator,
    yaml,
};

/// A front matter with one of everything, free of mistakes.
const EVERYTHING: &str = "\
kind: page
title: 題
municipality: {name: 例示市, code: 132012}
department: 課
contact: {department: 課, email: dx@example.lg.jp, phone: 042-123-4567, url: https://www.example.lg.jp/form}
license: {name: CC BY 4.0, url: https://www.example.lg.jp/terms, text: 写真は除く}
adopted: 2026
period: {from: 2026-04-01, until: 令和9年3月}
source: {name: 資料, url: https://www.example.lg.jp/}
notice: 案です
draft: false
row_heads: 1
legend: {◎: 必修, ○: 選択, \"\": 対象外}
roles:
  - {id: a, name: 甲, short: こう, group: 職, audience: 課長, mission: 導く, duty: 助言, includes: [b]}
  - {id: b, name: 乙}
skills:
  - {id: s, name: 技, category: 分, summary: 要点, levels: {a: ◎, b: 詳しい}, methods: [講義, 実習]}
standards: [{role: a, step: 1, criterion: 基準, evidence: 記録, trainings: [t]}]
trainings:
  - {id: t, name: 研修, summary: 要点, kind: ojt, methods: [講義], skills: [s], audience: [a, 全職員],
     requirement: mandatory, times: 2, hours: 1.5, owner: 課, purpose: 目的, status: plan, year: 2026}
securing: [{name: 専門家, method: 任用, number: 1, by: R9, reason: 理由}]
goals: [{id: g, name: 目標, type: 成果物, role: a, unit: 人, baseline: {2025: 0}, targets: {2026: 1, R9-R11: 文}}]
plans: [{name: 計画, relation: upper, period: {from: 2026}, note: 注, url: https://www.example.lg.jp/}]
glossary: [{term: 語, reading: ご, definition: 意味}]
revisions: [{date: 2026-04-01, tag: v1, summary: 見直し}]
waivers: [{chapter: goals, reason: 理由}]
";

const SETTINGS: &str = "\
title: 題
base_url: https://www.example.lg.jp/dx/
publisher: {name: 例示市, department: 課, address: 例示市1-1, email: dx@example.lg.jp, phone: 042-123-4567, url: https://www.example.lg.jp/form}
license: {name: CC BY 4.0, url: https://www.example.lg.jp/terms, text: 写真は除く}
accessibility:
  standard: JIS X 8341-3:2016
  level: AA
  conformance: 一部準拠
  scope: [すべてのページ]
  declared: 2026-04-01
  updated: 2026-05
  deadline: 2027
  exceptions: [PDF]
  additional_criteria: [2.4.8]
  known_problems: [表]
  next_steps: [直す]
  contact: {department: 課, email: dx@example.lg.jp, phone: 042-123-4567, url: https://www.example.lg.jp/form}
  notation_guideline: 2021年4月版
  test:
    declared: 2026-03-31
    description: すべて
    technologies: [HTML, CSS]
    selection: 代表的な1ページ
    pages: [https://www.example.lg.jp/dx/]
    criteria: [{number: [1.1.1, 1.2.1], result: 適合, note: 注}]
    period: {from: 2026-02-01, until: 2026-02-20}
language: ja
theme: default
calendar: era
outlines: {policy: a, plan: b, page: c}
lint: {chapter-recommended: off, link-broken: warning, yaml-syntax: error}
";

const OUTLINE: &str = "\
name: own
title: 題
description: 説明
extends: govtech-tokyo
chapters:
  - {id: own, title: 独自, level: optional, after: background, aliases: [別名], needs: [roles, plans?], guide: 案内, example: 例}
";

/// The options of each figure, with all that the figure has; over the records of `EVERYTHING`.
const FIGURES: &[(&str, &str)] = &[
    (
        "roles",
        "{caption: 題, id: x, note: 注, columns: [number, {name: 名}], roles: [a], group: 職, row_heads: 1}",
    ),
    ("skill-map", "{columns: [summary, roles], rows: skills, roles: [a, b], group: 職}"),
    ("skill-overview", "{chart: none, roles: [a, b], group: 職}"),
    ("skill-list", "{columns: [name, skills], roles: [a], group: 職, row_heads: 1}"),
    ("training-methods", "{columns: {methods: 手法}, row_heads: 1}"),
    (
        "trainings",
        "{columns: name, group: kind, filter: {kind: ojt, year: [2026], audience: [甲]}, row_heads: 0}",
    ),
    ("standards", "{columns: [step], rows: steps, roles: [a], row_heads: 1}"),
    ("securing", "{columns: [name, number], row_heads: 1}"),
    ("goals", "{columns: [name, baseline, targets], group: role, chart: bar}"),
    (
        "schedule",
        "{axis: year, from: 2025, until: 2027, tracks: [{name: 研修, group: 甲, remark: 備考, bars: [{from: 2025-06, until: 令和8, text: 帯}], milestones: [{at: 2026, text: 節目}], values: {2026: [値, 値], R9: 値}}]}",
    ),
    (
        "plan-map",
        "{view: table, labels: {upper: 上, same: 同, lower: 下, basis: 根}, columns: [relation], row_heads: 1}",
    ),
    (
        "steps",
        "{caption: 題, form: cycle, current: 一, end: 終わり, steps: [{name: 一, text: 文, actor: 甲, when: 乙}]}",
    ),
    ("glossary", "{caption: 題}"),
    ("revisions", "{columns: [date, tag], row_heads: 1}"),
    (
        "table",
        "{caption: 題, columns: [区分, {人数: [一, 二]}], rows: [[a, 1, 2], [b, ^, [x, y]], {群: [[c, 3, <]]}], row_heads: 1}",
    ),
];

/// Values to put in the place of others.
fn replacements() -> Vec<Value> {
    let texts = ["", " ", "x", "true", " page ", "成果物\n", "2026", "①", "令和8年度", "来年", "-"];
    let mut values: Vec<Value> = texts.map(Value::from).into();
    values.extend([json!(null), json!(true), json!(0), json!(1), json!(-1), json!(1.5)]);
    values.extend([json!(20000), json!(2026), json!(2026.4), json!([]), json!({})]);
    values.extend([json!(["x"]), json!([null]), json!([["x"]]), json!([{}]), json!([{"x": "y"}])]);
    values.extend([json!({"x": "y"}), json!({"x": null}), json!({"x": []}), json!({"2026": {}})]);
    values
}

/// The places of all values, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Array(values) => {
            for (n, value) in values.iter().enumerate() {
                places(value, &format!("{at}/{n}"), found);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                places(value, &format!("{at}/{}", escaped(key)), found);
            }
        }
        _ => {}
    }
}

/// A value with one change: each value replaced by each other, each key taken away, or misspelt, or added.
fn changed(base: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let mut found = Vec::new();
    places(base, "", &mut found);
    let mut change = |place: &str, change: &dyn Fn(&mut Value)| {
        let mut value = base.clone();
        change(value.pointer_mut(place).unwrap());
        all.push(value);
    };
    for place in &found {
        for value in replacements() {
            change(place, &|it| *it = value.clone());
        }
        let Some(Value::Object(entries)) = base.pointer(place) else { continue };
        change(place, &|it| it["nonsense"] = "x".into());
        for key in entries.keys() {
            change(place, &|it| drop(it.as_object_mut().unwrap().shift_remove(key)));
            change(place, &|it| {
                let entries = it.as_object_mut().unwrap();
                let value = entries.shift_remove(key).unwrap();
                entries.insert(format!("{key}x"), value);
            });
        }
    }
    all
}

/// Holds a schema to the program, over every change of a text. JSON is YAML, so the program reads it.
#[track_caller]
fn agree(base: &Value, schema: &Validator, fails: impl Fn(&str) -> bool) {
    assert!(!fails(&base.to_string()), "the base is wrong: {base}");
    assert!(schema.is_valid(base), "{:?}", schema.validate(base).err());
    let all = changed(base);
    let rejected: Vec<&Value> = all.iter().filter(|value| !schema.is_valid(value)).collect();
    let taken = rejected.iter().filter(|value| !fails(&format!("{value:#}")));
    let taken: Vec<String> = taken.map(ToString::to_string).collect();
    assert!(taken.is_empty(), "the program takes what the schema does not:\n{}", taken.join("\n"));
    // Were the schema to take everything, it would be of no use.
    assert!(rejected.len() * 4 > all.len(), "{} of {}", rejected.len(), all.len());
}

#[test]
fn what_the_schema_of_front_matter_rejects_is_an_error() {
    agree(&yaml(EVERYTHING), &validator(Subject::FrontMatter), front_matter_fails);
}

#[test]
fn what_the_schema_of_settings_rejects_is_an_error() {
    agree(&yaml(SETTINGS), &validator(Subject::Settings), settings_fail);
}

#[test]
fn what_the_schema_of_outlines_rejects_is_an_error() {
    agree(&yaml(OUTLINE), &validator(Subject::Outline), outline_fails);
}

#[test]
fn what_the_schema_of_a_figure_rejects_is_an_error() {
    assert!(
        FIGURES.iter().map(|(name, _)| *name).eq(figure::FIGURES.iter().map(|it| it.kind.name))
    );
    for (name, options) in FIGURES {
        let fails = |text: &str| document_fails(EVERYTHING, &format!("```{name}\n{text}\n```\n"));
        agree(&yaml(options), &figure_validator(name), fails);
    }
}

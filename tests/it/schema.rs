//! The schemas for editors: they are schemas, they fit the examples, and where they and the program differ
//! is written down. `mistakes.rs` holds them to the program by changing every value.

use hoshin::calendar::Calendar;
use hoshin::config::Config;
use hoshin::diagnostic::{Diagnostics, Language, Severity};
use hoshin::library::library;
use hoshin::outline::Outlines;
use hoshin::schema::{Subject, schema};
use hoshin::source::{Content, Project};
use hoshin::strings::Strings;
use hoshin::yaml::{Node, NodeKind, Region, Scalar, load};
use hoshin::{figure, rules};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use walkdir::WalkDir;

use crate::project::{Project as Site, repository};

pub(crate) fn validator(subject: Subject) -> Validator {
    let schema = schema(subject, &rules(), Language::Ja);
    jsonschema::draft7::new(&schema).unwrap_or_else(|error| panic!("{subject:?}: {error}"))
}

/// A figure's part of the schema of all figures.
pub(crate) fn figure_validator(name: &str) -> Validator {
    let mut schema = schema(Subject::Figures, &rules(), Language::Ja);
    assert!(schema["definitions"][name].is_object(), "{name}");
    schema["$ref"] = json!(format!("#/definitions/{name}"));
    jsonschema::draft7::new(&schema).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// YAML as editors understand it: by the core schema of YAML 1.2.
fn to_json(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Scalar(Scalar { text, bare: true, .. }) => match text.as_str() {
            "true" | "True" | "TRUE" => true.into(),
            "false" | "False" | "FALSE" => false.into(),
            _ => {
                let decimal = text.trim_start_matches(['-', '+']).trim_start_matches('0');
                let whole = text.parse::<i64>().ok().map(Value::from);
                let number = || decimal.starts_with(|c: char| c.is_ascii_digit() || c == '.');
                let real = || text.parse::<f64>().ok().filter(|_| number()).map(Value::from);
                whole.or_else(real).unwrap_or_else(|| text.clone().into())
            }
        },
        NodeKind::Scalar(scalar) => scalar.text.clone().into(),
        NodeKind::List(nodes) => nodes.iter().map(to_json).collect(),
        NodeKind::Mapping(entries) => {
            let pair = |(key, value): &(Node, Node)| {
                let key = key.scalar().map(|scalar| scalar.text.clone()).unwrap_or_default();
                (key, to_json(value))
            };
            Value::Object(entries.iter().map(pair).collect())
        }
    }
}

pub(crate) fn yaml(text: &str) -> Value {
    let (project, source) = Project::of_text(text);
    let mut diagnostics = Diagnostics::default();
    let node = load(&Region::whole(project.source(source), source), &mut diagnostics);
    to_json(&node.unwrap_or_else(|| panic!("invalid YAML: {text}")))
}

fn project(files: &[(&str, String)]) -> Project {
    let bytes = |text: &String| Content::Bytes(text.as_bytes().to_vec());
    Project::from_files(files.iter().map(|(path, text)| ((*path).to_owned(), bytes(text))))
}

/// Whether the program reports an error for a document with this front matter, and this text.
pub(crate) fn document_fails(front_matter: &str, text: &str) -> bool {
    let text = format!("---\n{front_matter}\n---\n{text}");
    let project = project(&[("content/a.md", text)]);
    let mut diagnostics = Diagnostics::default();
    let kinds = figure::kinds();
    let library = library(&project, &kinds, |_| None, &mut diagnostics);
    let strings = Strings::built_in("ja");
    for document in &library.documents {
        figure::draw(document, &strings, Calendar::Era, &mut diagnostics);
    }
    diagnostics.has_errors()
}

pub(crate) fn front_matter_fails(text: &str) -> bool {
    document_fails(text, "")
}

pub(crate) fn settings_fail(text: &str) -> bool {
    let mut diagnostics = Diagnostics::default();
    Config::load(&project(&[("hoshin.yaml", text.to_owned())]), &rules(), &mut diagnostics);
    diagnostics.has_errors()
}

pub(crate) fn outline_fails(text: &str) -> bool {
    let mut diagnostics = Diagnostics::default();
    Outlines::load(&project(&[("outlines/own.yaml", text.to_owned())]), &mut diagnostics);
    diagnostics.has_errors()
}

#[test]
fn the_examples_fit_their_schemas() {
    let schema = validator(Subject::FrontMatter);
    let mut seen = 0;
    for entry in WalkDir::new(repository().join("content")).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|it| it != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let Some(rest) = text.strip_prefix("---\n") else { continue };
        let (front_matter, _) = rest.split_once("\n---\n").unwrap();
        let front_matter = yaml(front_matter);
        let errors: Vec<_> = schema.iter_errors(&front_matter).map(|it| it.to_string()).collect();
        assert_eq!(errors, [""; 0], "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 6, "{seen}");
    let settings = std::fs::read_to_string(repository().join("hoshin.yaml")).unwrap();
    assert!(validator(Subject::Settings).is_valid(&yaml(&settings)));
    for entry in WalkDir::new(repository().join("src/outline")).into_iter().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|it| it == "yaml") {
            let outline = std::fs::read_to_string(entry.path()).unwrap();
            assert!(validator(Subject::Outline).is_valid(&yaml(&outline)), "{entry:?}");
        }
    }
    // What a schema shows as an example is one.
    for (subject, fails) in [
        (Subject::FrontMatter, front_matter_fails as fn(&str) -> bool),
        (Subject::Settings, settings_fail),
        (Subject::Outline, outline_fails),
    ] {
        let example = schema_examples(subject);
        assert!(validator(subject).is_valid(&example) && !fails(&example.to_string()));
    }
}

fn schema_examples(subject: Subject) -> Value {
    schema(subject, &rules(), Language::Ja)["examples"][0].take()
}

#[test]
fn front_matter_that_the_schema_rejects() {
    let schema = validator(Subject::FrontMatter);
    for broken in [
        "kind: page",
        "title:",
        "title: ''",
        "title: [題]",
        "title: {題: 方針}",
        "- title: 題",
        "title: 題\nadoptd: 2026",
        "title: 題\nkind: polcy",
        "title: 題\nkind: [policy]",
        "title: 題\ndraft: off",
        "title: 題\ndraft: 1",
        "title: 題\nadopted: [2026]",
        "title: 題\nrow_heads: -1",
        "title: 題\nmunicipality: 例示市",
        "title: 題\nmunicipality: {code: 132012}",
        "title: 題\nperiod: 2026-2029",
        "title: 題\nlegend: [◎]",
        "title: 題\nlegend: {◎: }",
        "title: 題\nroles: 甲",
        "title: 題\nroles: [甲]",
        "title: 題\nroles: [{id: a}]",
        "title: 題\nroles: [{name: 甲, includes: {b: }}]",
        "title: 題\nskills: [{name: 技, levels: [a]}]",
        "title: 題\nskills: [{name: 技, levels: {a: [◎]}}]",
        "title: 題\ntrainings: [{name: 研修, kind: offjt}]",
        "title: 題\ntrainings: [{name: 研修, year: 1.5}]",
        "title: 題\ngoals: [{name: 目標, targets: 10}]",
        "title: 題\ngoals: [{name: 目標, targets: {来年: 10}}]",
        "title: 題\nrevisions: [{summary: 見直し}]",
        "title: 題\nwaivers: [{chapter: goals}]",
    ] {
        assert!(!schema.is_valid(&yaml(broken)), "the schema takes {broken}");
        assert!(front_matter_fails(broken), "the program takes {broken}");
    }
}

#[test]
fn front_matter_that_the_schema_takes_in_every_written_form() {
    let schema = validator(Subject::FrontMatter);
    for right in [
        "title: 2026",
        "title: 題\nkind: ' plan '",
        "title: 題\nkind: |\n  plan",
        "title: 題\nkind:\nroles:\nlegend: ~\nperiod:\ndraft:\nadopted:",
        "title: 題\ndraft: 'true'",
        "title: 題\nmunicipality: {name: 例示市, code: 13201}",
        "title: 題\nadopted: 2026.4",
        "title: 題\nadopted: Ｒ８．４．１",
        "title: 題\nrow_heads: '２'",
        "title: 題\ntrainings: [{name: 研修, methods: 講義, times: 2, year: '２０２６'}]",
        "title: 題\nskills: [{name: 技, methods: [講義, ], levels: }]",
        "title: 題\ngoals: [{name: 目標, targets: {㋿8: 1, 令和9～11: 文, ２０３０: }}]",
    ] {
        assert!(!front_matter_fails(right), "the program reports {right}");
        assert!(
            schema.is_valid(&yaml(right)),
            "{right}: {:?}",
            schema.validate(&yaml(right)).err()
        );
    }
}

#[test]
fn lists_of_records_may_be_files() {
    let schema = validator(Subject::FrontMatter);
    let check = |yaml_text: &str, expected: bool| {
        assert_eq!(
            schema.is_valid(&yaml(&format!("title: 題\n{yaml_text}"))),
            expected,
            "{yaml_text}"
        );
    };
    check("skills: {file: map.xlsx, sheet: スキル}", true);
    check("glossary: {file: [a.csv, b.csv]}", true);
    check("glossary: {sheet: 用語}", false);
    check("glossary: {file: a.csv, columns: [用語]}", false);
    check("waivers: {file: a.csv}", false);
}

/// What only the program sees: an editor with the schema is quiet here, and `check` is not.
#[test]
fn front_matter_that_only_the_program_rejects() {
    let schema = validator(Subject::FrontMatter);
    for broken in [
        // Days that are none, years and numbers in words.
        "title: 題\nadopted: 来年",
        "title: 題\nadopted: 2026-02-30",
        "title: 題\ntrainings: [{name: 研修, year: 来年}]",
        "title: 題\nrow_heads: 一つ",
        "title: 題\ngoals: [{name: 目標, targets: {8年度: 1}}]",
        // What two keys say together, check digits, references, symbols.
        "title: 題\nperiod: {from: 2026, until: 2025}",
        "title: 題\nmunicipality: {name: 例示市, code: 132013}",
        "title: 題\nroles: [{name: 甲, includes: [乙]}]",
        "title: 題\nlegend: {◎: 必修}\nroles: [{name: 甲}]\nskills: [{name: 技, levels: {甲: △}}]",
        "title: 題\ngoals: [{name: 目標, targets: {2026: 1, R8: 2}}]",
        "title: ' '",
    ] {
        assert!(front_matter_fails(broken), "the program takes {broken}");
        assert!(schema.is_valid(&yaml(broken)), "the schema rejects {broken}");
    }
}

#[test]
fn rules_that_pages_rely_on_keep_their_severity() {
    let schema = validator(Subject::Settings);
    for rule in rules() {
        for word in ["off", "warning", "error"] {
            let settings = format!("lint: {{{}: {word}}}", rule.code);
            assert_eq!(schema.is_valid(&yaml(&settings)), !settings_fail(&settings), "{settings}");
        }
        let own = if rule.severity == Severity::Error { "error" } else { "warning" };
        assert!(schema.is_valid(&json!({"lint": {rule.code: own}})), "{}", rule.code);
    }
}

/// The texts of a schema, in their order.
fn descriptions(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if key == "description" => found.push(text.clone()),
                    value => descriptions(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| descriptions(value, found)),
        _ => {}
    }
}

#[test]
fn every_schema_is_one_in_both_languages() {
    for &(name, subject) in Subject::CHOICES {
        let [ja, en] = [Language::Ja, Language::En].map(|it| schema(subject, &rules(), it));
        let mut texts = [Vec::new(), Vec::new()];
        for (schema, texts) in [&ja, &en].into_iter().zip(&mut texts) {
            jsonschema::meta::validate(schema).unwrap_or_else(|error| panic!("{name}: {error}"));
            descriptions(schema, texts);
        }
        assert_eq!(texts[0].len(), texts[1].len(), "{name}");
        for (ja, en) in texts[0].iter().zip(&texts[1]) {
            assert_ne!(ja, en, "{name}");
        }
    }
}

#[test]
fn the_command_prints_schemas() {
    let site = Site::new();
    let parsed = |arguments: &[&str]| -> Map<String, Value> {
        let output = site.run(arguments).ended_with(0);
        assert_eq!(output.stderr, "");
        serde_json::from_str(&output.stdout).unwrap()
    };
    let expected = schema(Subject::FrontMatter, &rules(), Language::Ja);
    assert_eq!(Value::from(parsed(&["schema"])), expected);
    assert_eq!(Value::from(parsed(&["schema", "--quiet"])), expected);
    for &(name, subject) in Subject::CHOICES {
        let expected = schema(subject, &rules(), Language::En);
        assert_eq!(Value::from(parsed(&["schema", name, "--lang", "en"])), expected, "{name}");
    }
    let output = site.run(["schema", "setting"]).ended_with(2);
    assert!(output.stderr.contains("「settings」のことですか。"), "{output}");
}

#[test]
fn a_reader_of_the_schema_sees() {
    let schema = schema(Subject::FrontMatter, &rules(), Language::Ja);
    let properties = ["kind", "title", "draft"];
    let shown = properties.map(|key| (key.to_owned(), schema["properties"][key].clone()));
    let shown = format!("{:#}", Value::Object(shown.into_iter().collect()));
    insta::assert_snapshot!(shown, @r##"
    {
      "kind": {
        "description": "文書の種類。省くと page です。\n- policy：基本方針\n- plan：年度計画\n- page：ふつうのページ",
        "anyOf": [
          {
            "enum": [
              "policy",
              "plan",
              "page"
            ]
          },
          {
            "type": [
              "string",
              "null"
            ],
            "pattern": "^\\s*(policy|plan|page)?\\s*$"
          }
        ]
      },
      "title": {
        "description": "文書の題名。ページの一番上に出ます。例: 例示市デジタル人材育成方針",
        "type": [
          "string",
          "number",
          "boolean"
        ],
        "minLength": 1
      },
      "draft": {
        "description": "下書きかどうか。true と書くと、build に --drafts を付けたときだけ書き出します。省くと false です。",
        "type": [
          "boolean",
          "string",
          "null"
        ],
        "pattern": "^\\s*(true|false)?\\s*$",
        "patternErrorMessage": "true か false を書きます"
      }
    }
    "##);
}

#[test]
fn a_reader_of_its_definitions_sees() {
    let schema = schema(Subject::FrontMatter, &rules(), Language::Ja);
    let plan = &schema["definitions"]["plans"];
    assert_eq!(plan["required"], json!(["name"]));
    assert_eq!(plan["additionalProperties"], json!(false));
    assert_eq!(plan["properties"]["period"]["anyOf"][0]["$ref"], "#/definitions/period");
    let targets = &schema["definitions"]["goals"]["properties"]["targets"];
    insta::assert_snapshot!(format!("{targets:#}"), @r##"
    {
      "description": "年度ごとの目標値。年度に数か文を付けます。続く年度は一つにまとめられます。例: {2026: 10, 2027-2029: 毎年20人を育てる}",
      "type": [
        "object",
        "null"
      ],
      "propertyNames": {
        "pattern": "[0-9元]|[^\\u0000-\\u007F\\u3040-\\u30FF\\u4E00-\\u9FFF]",
        "patternErrorMessage": "年度（2026、令和8、R8、2026-2029 など）を書きます"
      },
      "additionalProperties": {
        "type": [
          "string",
          "number",
          "boolean",
          "null"
        ]
      }
    }
    "##);
}

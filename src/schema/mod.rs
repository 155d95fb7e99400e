//! JSON Schema of what authors write, so that editors can help while they type.
//!
//! A schema is made from the same declared fields by which the program reads. It is of draft-07, which
//! editors know best, and takes whatever the program takes; that references lead somewhere, that dates
//! exist and the like is for `check` alone to say.

mod shape;

use serde_json::{Map, Value, json};

use crate::diagnostic::{Language, Message, Rule};
use crate::yaml::Field;
use crate::{config, document, figure, outline};

use shape::Builder;

/// What a schema can be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The front matter of a document.
    FrontMatter,
    /// `hoshin.yaml`.
    Settings,
    /// A file in `outlines/`.
    Outline,
    /// The options of figure blocks, a definition for each figure.
    Figures,
    /// `document.json`, the data of a document.
    Document,
}

impl Subject {
    /// What there is, by the names on the command line.
    pub const CHOICES: &[(&str, Self)] = &[
        ("front-matter", Self::FrontMatter),
        ("settings", Self::Settings),
        ("outline", Self::Outline),
        ("figures", Self::Figures),
        ("document", Self::Document),
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, subject)| *subject == self).map_or("", |(name, _)| name)
    }

    fn title(self) -> Message {
        match self {
            Self::FrontMatter => Message::fixed(
                "hoshin の文書の初めの --- の間（front matter）",
                "Front matter of a hoshin document",
            ),
            Self::Settings => {
                Message::fixed("hoshin.yaml（サイトの設定）", "hoshin.yaml, the settings of a site")
            }
            Self::Outline => Message::fixed(
                "outlines/ の章立て（文書に置く章とその順）",
                "An outline in outlines/: the chapters of a document",
            ),
            Self::Figures => {
                Message::fixed("図表のブロックに書く設定", "The options of the blocks of figures")
            }
            Self::Document => Message::fixed(
                "document.json（文書のデータ）",
                "document.json, the data of a document",
            ),
        }
    }

    /// A whole text that an author could begin with.
    fn example(self) -> Option<Value> {
        Some(match self {
            Self::FrontMatter => json!({
                "kind": "policy",
                "title": "例示市デジタル人材育成方針",
                "municipality": {"name": "例示市"},
                "adopted": "2026-03",
                "legend": {"◎": "必修", "○": "選択"},
                "roles": [{"id": "lead", "name": "デジタル推進リーダー"}],
                "skills": [{"name": "業務の見直し", "levels": {"lead": "◎"}}],
            }),
            Self::Settings => json!({
                "title": "例示市デジタル人材育成方針",
                "publisher": {"name": "例示市", "department": "デジタル推進課"},
                "calendar": "both",
            }),
            Self::Outline => json!({
                "title": "例示市 方針の章立て",
                "chapters": [
                    {"id": "background", "title": "策定の背景", "aliases": ["はじめに"]},
                    {"id": "roles", "title": "求める人材像", "needs": ["roles"]},
                ],
            }),
            Self::Figures | Self::Document => return None,
        })
    }
}

/// The schema of a subject, with its texts in one language. `rules` are those whose severities the
/// settings may change.
pub fn schema(subject: Subject, rules: &[&Rule], language: Language) -> Value {
    let mut builder = Builder::new(rules, language);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), "http://json-schema.org/draft-07/schema#".into());
    schema.insert("$id".to_owned(), format!("urn:hoshin:{}", subject.name()).into());
    schema.insert("title".to_owned(), subject.title().get(language).into());
    schema.extend(subject.example().map(|example| ("examples".to_owned(), json!([example]))));
    let fields: Vec<Field> = match subject {
        Subject::FrontMatter | Subject::Document => document::front_matter(),
        Subject::Settings => config::FIELDS.to_vec(),
        Subject::Outline => outline::FIELDS.to_vec(),
        Subject::Figures => Vec::new(),
    };
    if subject == Subject::Figures {
        builder.reserve(figure::FIGURES.iter().map(|figure| figure.kind.name));
        for figure in figure::FIGURES {
            builder.define(figure.kind.name, &figure.options());
        }
    } else {
        schema.extend(builder.whole(&fields));
    }
    schema.extend(builder.definitions());
    if subject == Subject::Document {
        add_data(&mut schema, language);
    }
    schema.into()
}

/// Adds what `document.json` has beside the keys of front matter.
fn add_data(schema: &mut Map<String, Value>, language: Language) {
    let say = |ja: &'static str, en: &'static str| Message::fixed(ja, en).get(language).to_owned();
    let text = |ja, en| json!({"type": "string", "description": say(ja, en)});
    let or_null = |ja, en| json!({"type": ["string", "null"], "description": say(ja, en)});
    let list = |of: &str, ja, en| {
        let items = json!({"$ref": format!("#/definitions/{of}")});
        json!({"type": "array", "items": items, "description": say(ja, en)})
    };
    let own = json!({
        "$schema": text("この形の定義（JSON Schema）の位置", "Where this schema is"),
        "version": {"const": 1, "description": say("形の版", "The version of the form")},
        "generator": text("書き出したプログラム", "The program that wrote it"),
        "page": text("文書のページの位置", "Where the page of the document is, as seen from here"),
        "url": or_null("文書のページの公開アドレス", "The address of the page, if it is published"),
        "chapters": list("chapter", "章", "The chapters"),
        "figures": list("figure", "図表", "The figures"),
    });
    let chapter = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "title", "covers", "text", "chapters"],
        "properties": {
            "id": text("ページの中の位置を示す名前", "The name of its place on the page"),
            "title": text("見出し", "The heading"),
            "covers": {
                "type": "array",
                "items": {"type": "string"},
                "description": say("章立てのどの章にあたるか", "The chapters of the outline that it covers"),
            },
            "text": text("本文（書式なし、段落ごとに1行）", "The text without markup, a paragraph a line"),
            "chapters": list("chapter", "下の段の章", "The chapters below it"),
        },
    });
    let figure = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["figure", "id", "caption", "data"],
        "properties": {
            "figure": text("図表の種類", "The kind of figure"),
            "id": or_null("著者が付けた名前", "The name that its author gave it"),
            "caption": or_null("題", "The caption"),
            "data": {
                "type": "array",
                "items": {"type": "string"},
                "description": say("データのファイル", "The files with its data"),
            },
        },
    });
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    if let (Some(properties), Value::Object(own)) = (properties, own) {
        properties.extend(own);
    }
    let all =
        ["$schema", "version", "generator", "page", "url", "kind", "title", "chapters", "figures"];
    schema.insert("required".to_owned(), json!(all));
    let definitions = schema.get_mut("definitions").and_then(Value::as_object_mut);
    if let Some(definitions) = definitions {
        definitions.insert("chapter".to_owned(), chapter);
        definitions.insert("figure".to_owned(), figure);
    }
}

#[cfg(test)]
mod tests {
    // What the schemas accept is tested from outside, in `tests/it/schema.rs`.

    use std::collections::BTreeSet;

    use super::*;
    use crate::calendar::Calendar;
    use crate::config::Config;
    use crate::diagnostic::Diagnostics;
    use crate::document::{FigureBlock, FigureRequest, read_front_matter};
    use crate::library::library;
    use crate::outline::Outlines;
    use crate::source::{Content, Project};
    use crate::strings::Strings;
    use crate::yaml::{Region, Shape, asked, load};

    /// One of every record.
    const EVERYTHING: &str = "\
        title: 題\nmunicipality: {name: 例示市}\nperiod: {from: 2026}\nsource: {name: 資料}\n\
        legend: {◎: 必修}\nroles: [{name: 甲}]\nskills: [{name: 技, levels: {甲: ◎}, methods: [講義]}]\n\
        standards: [{role: 甲, step: 1}]\ntrainings: [{name: 研修}]\nsecuring: [{name: 専門家}]\n\
        goals: [{name: 目標}]\nplans: [{name: 計画, period: {}}]\nglossary: [{term: 語, definition: 意味}]\n\
        revisions: [{date: 2026}]\nwaivers: [{chapter: goals, reason: 理由}]\n\
        contact: {email: dx@example.lg.jp}\nlicense: {name: CC BY 4.0}\n";

    const SETTINGS: &str = "publisher: {name: 例示市}\noutlines: {policy: own}\nsearch: {variants: [[一, 二]]}\ncomparison: {new: 改正案}\nlint: {}\n\
        license: {name: CC BY 4.0}\naccessibility: {contact: {phone: 042-123-4567}, test: {declared: 2026, description: 説明, \
        technologies: HTML, selection: all, criteria: [{number: 1.1.1, result: 適合}], period: {from: 2026}}}\n\
        look: {colors: {accent: \"#000\"}, dark_colors: {accent: \"#fff\"}, logo: {file: a.svg}}\n";

    const OUTLINE: &str = "chapters: [{id: a, title: 章}]\n";

    fn project(files: &[(&str, String)]) -> Project {
        let bytes = |text: &String| Content::Bytes(text.as_bytes().to_vec());
        Project::from_files(files.iter().map(|(path, text)| ((*path).to_owned(), bytes(text))))
    }

    /// The fields of every mapping, each with what the mapping is.
    fn every_table() -> Vec<(String, Vec<Field>)> {
        fn below(name: &str, fields: Vec<Field>, tables: &mut Vec<(String, Vec<Field>)>) {
            for field in &fields {
                if let Shape::Record(inner) | Shape::Records(inner) = field.shape {
                    below(&format!("{name}/{}", field.key), inner.to_vec(), tables);
                }
            }
            tables.push((name.to_owned(), fields));
        }
        let mut tables = Vec::new();
        below("front matter", document::front_matter(), &mut tables);
        below("settings", config::FIELDS.to_vec(), &mut tables);
        below("outline", outline::FIELDS.to_vec(), &mut tables);
        for figure in figure::FIGURES {
            below(figure.kind.name, figure.options(), &mut tables);
        }
        tables
    }

    #[test]
    fn every_declared_field_is_asked_for() {
        let blocks = figure::FIGURES.iter().map(|figure| {
            let own = match figure.kind.name {
                "table" => "columns: [a]\nrows: [[1]]\n",
                "schedule" => {
                    "tracks: [{name: 甲, bars: [{from: 2026, text: 帯}], milestones: [{at: 2026, text: 節目}]}]\n"
                }
                "plan-map" => "view: table\nlabels: {upper: 上}\n",
                "steps" => "steps: [{name: 一}]\n",
                _ => "",
            };
            format!("```{}\n{own}```\n\n", figure.kind.name)
        });
        let text = format!("---\n{EVERYTHING}---\n\n{}", blocks.collect::<String>());
        let project = project(&[
            ("content/a.md", text),
            ("hoshin.yaml", SETTINGS.to_owned()),
            ("outlines/own.yaml", OUTLINE.to_owned()),
        ]);
        let mut diagnostics = Diagnostics::default();
        // What is read by other threads does not count, so the front matter is read here once more.
        let (yaml, source) = Project::of_text(EVERYTHING);
        let node = load(&Region::whole(yaml.source(source), source), &mut diagnostics);
        read_front_matter(&node.expect("valid YAML"), &mut diagnostics);
        Config::load(&project, &[], &mut diagnostics);
        Outlines::load(&project, &mut diagnostics);
        let kinds = figure::kinds();
        let library = library(&project, &kinds, |_| None, &mut diagnostics);
        let document = &library.documents[0];
        let is_block = |it: &&FigureBlock| matches!(it.request, FigureRequest::Block { .. });
        assert_eq!(document.figures.iter().filter(is_block).count(), figure::FIGURES.len());
        figure::draw(document, &Strings::built_in("ja"), Calendar::Era, &mut diagnostics);
        assert_eq!(
            diagnostics.iter().map(|it| it.rule.code).collect::<Vec<_>>(),
            ["caption-missing", "caption-missing"]
        );

        for (name, fields) in every_table() {
            for field in &fields {
                assert!(asked::has(&fields, field), "nothing reads `{}` of {name}", field.key);
            }
        }
    }

    #[test]
    fn every_field_says_what_it_is_for() {
        for (name, fields) in every_table() {
            let mut keys = BTreeSet::new();
            for field in &fields {
                let place = format!("`{}` of {name}", field.key);
                assert!(keys.insert(field.key), "{place} is declared twice");
                let (ja, en) = (field.doc.get(Language::Ja), field.doc.get(Language::En));
                assert!(ja.contains('。'), "{place}: {ja}");
                assert!(en.starts_with(char::is_uppercase), "{place}: {en}");
                assert!(
                    ja.contains("例: ") == en.contains("Example: "),
                    "{place}: one has no example"
                );
                if let Shape::Choice(words) = field.shape {
                    assert!(
                        words.iter().all(|(_, ja, en)| !ja.is_empty() && !en.is_empty()),
                        "{place}"
                    );
                }
            }
        }
    }

    /// The definitions that these fields make, each with its name; one inside another included.
    fn definitions_of(
        fields: &[Field],
        language: Language,
    ) -> Vec<(&'static str, Map<String, Value>)> {
        let mut found = Vec::new();
        for field in fields {
            if let Shape::Record(inner) | Shape::Records(inner) = field.shape {
                let rules = crate::rules();
                found.push((field.key, Builder::new(&rules, language).whole(inner)));
                found.extend(definitions_of(inner, language));
            }
        }
        found
    }

    #[test]
    fn definitions_of_one_name_are_the_same() {
        for language in [Language::Ja, Language::En] {
            let figures = figure::FIGURES.iter().map(|it| (it.kind.name, it.options()));
            let figures: Vec<_> = figures.collect();
            let mut of_figures = Vec::new();
            for (name, options) in &figures {
                of_figures.push((*name, Builder::new(&crate::rules(), language).whole(options)));
                let entries = definitions_of(options, language).into_iter();
                // A record may be called as a figure is: then its definition has another name.
                let is_figure = |key: &str| figures.iter().any(|(name, _)| *name == key);
                of_figures.extend(entries.filter(|(key, _)| !is_figure(key)));
            }
            let subjects = [
                definitions_of(&document::front_matter(), language),
                definitions_of(config::FIELDS, language),
                definitions_of(outline::FIELDS, language),
                of_figures,
            ];
            for definitions in subjects {
                assert!(!definitions.is_empty());
                let mut known = std::collections::BTreeMap::new();
                for (name, made) in definitions {
                    let first = known.entry(name).or_insert_with(|| made.clone());
                    assert_eq!(*first, made, "two records are named {name}");
                }
            }
        }
    }

    #[test]
    fn schemas_are_named_after_their_subjects() {
        for &(name, subject) in Subject::CHOICES {
            let made = schema(subject, &crate::rules(), Language::Ja);
            assert_eq!(made["$id"], format!("urn:hoshin:{name}"));
            let definitions = made["definitions"].as_object();
            assert!(definitions.is_some_and(|definitions| !definitions.is_empty()), "{name}");
        }
    }
}

//! From fields to schemas: what each shape of a value is in JSON.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Language, Message, Rule};
use crate::document::FILE_FIELDS;
use crate::yaml::{Choice, Field, SEVERITIES, Shape};

/// The types of single values: YAML takes `12` and `true` for more than texts, the program does not.
const SCALAR: [&str; 3] = ["string", "number", "boolean"];

/// Keys that are a fiscal year for certain are not told apart from others by a pattern: `２０２６`, `R８` and
/// `㋿8` are years, too. But every year has a digit or a 元, written in ASCII or by a sign beyond ASCII,
/// kana and kanji.
const HAS_YEAR: &str = r"[0-9元]|[^\u0000-\u007F\u3040-\u30FF\u4E00-\u9FFF]";

/// A schema being made.
pub(super) struct Builder<'a> {
    rules: &'a [&'a Rule],
    language: Language,
    definitions: Map<String, Value>,
    /// Names that records may not take for their definitions.
    reserved: Vec<&'static str>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(rules: &'a [&'a Rule], language: Language) -> Self {
        Self { rules, language, definitions: Map::new(), reserved: Vec::new() }
    }

    /// Keeps names for definitions of the caller's own: records are called otherwise.
    pub(super) fn reserve(&mut self, names: impl Iterator<Item = &'static str>) {
        self.reserved.extend(names);
    }

    /// Under what name the records of a key are defined.
    fn name(&self, key: &str) -> String {
        if self.reserved.contains(&key) { format!("{key}-entry") } else { key.to_owned() }
    }

    /// The definitions so far, as a part of the schema.
    pub(super) fn definitions(self) -> Option<(String, Value)> {
        let made = !self.definitions.is_empty();
        made.then(|| ("definitions".to_owned(), self.definitions.into()))
    }

    /// Defines what these fields make a mapping, under a name.
    pub(super) fn define(&mut self, name: &str, fields: &[Field]) {
        // Records of one name are the same, as a test of all of them shows.
        let made = Value::from(self.whole(fields));
        self.definitions.insert(name.to_owned(), made);
    }

    /// A mapping with these fields; where none of them must be there, nothing is one, too.
    pub(super) fn whole(&mut self, fields: &[Field]) -> Map<String, Value> {
        let required: Vec<&str> =
            fields.iter().filter(|field| field.required).map(|field| field.key).collect();
        let mut whole = Map::new();
        let kind = if required.is_empty() { json!(["object", "null"]) } else { json!("object") };
        whole.insert("type".to_owned(), kind);
        whole.insert("additionalProperties".to_owned(), false.into());
        if !required.is_empty() {
            whole.insert("required".to_owned(), required.into());
        }
        let properties = fields.iter().map(|field| (field.key.to_owned(), self.property(field)));
        whole.insert("properties".to_owned(), properties.collect::<Map<_, _>>().into());
        whole
    }

    fn property(&mut self, field: &Field) -> Value {
        let mut description = field.doc.get(self.language).to_owned();
        if let Shape::Choice(words) = field.shape {
            let line = |(word, ja, en): &Choice| match self.language {
                Language::Ja => format!("\n- {word}：{ja}"),
                Language::En => format!("\n- {word}: {en}"),
            };
            description.extend(words.iter().map(line));
        }
        let mut property = Map::from_iter([("description".to_owned(), description.into())]);
        match self.shape(field) {
            Value::Object(shape) => property.extend(shape),
            other => unreachable!("a shape is an object, not {other}"),
        }
        property.into()
    }

    fn shape(&mut self, field: &Field) -> Value {
        // A key with nothing behind it counts as absent.
        let or_null = |kinds: &[&'static str]| {
            let null = (!field.required).then_some("null");
            kinds.iter().copied().chain(null).collect::<Vec<_>>()
        };
        match field.shape {
            Shape::Word | Shape::Markdown if field.required => {
                json!({"type": SCALAR, "minLength": 1})
            }
            Shape::Word | Shape::Markdown => json!({"type": or_null(&SCALAR)}),
            Shape::Words | Shape::Markdowns => json!({
                "type": or_null(&["string", "number", "boolean", "array"]),
                "items": scalar_or_null(),
            }),
            Shape::Date => json!({
                "type": or_null(&["string", "number"]),
                "minimum": 1,
                "exclusiveMaximum": 10000,
                "examples": ["2026-04-01", "令和8年4月1日"],
            }),
            Shape::FiscalYear => year(&or_null(&["string", "integer"]), &json!([2026, "令和8"])),
            Shape::When => {
                // 2026.4 is April, too.
                year(&or_null(&["string", "number"]), &json!([2026, "令和8", "2026-04"]))
            }
            Shape::Boolean => json!({
                "type": or_null(&["boolean", "string"]),
                "pattern": only(&["true", "false"]),
                "patternErrorMessage": self.text("true か false を書きます", "write true or false"),
            }),
            Shape::Count => json!({"type": or_null(&["integer", "string"]), "minimum": 0}),
            Shape::Choice(words) => choice(&words.iter().map(|word| word.0).collect::<Vec<_>>()),
            Shape::Record(fields) => {
                self.define(field.key, fields);
                json!({"anyOf": [reference(field.key), {"type": "null"}]})
            }
            Shape::Records(fields) => {
                let entry = self.records(field.key, fields);
                let list = json!({"type": or_null(&["array"]), "items": entry});
                if !field.may_be_a_file() {
                    return list;
                }
                self.define("file", FILE_FIELDS);
                json!({"anyOf": [list, reference("file")]})
            }
            Shape::Symbols => json!({
                "type": ["object", "null"],
                "additionalProperties": {"type": SCALAR, "minLength": 1},
            }),
            Shape::Levels => {
                json!({"type": ["object", "null"], "additionalProperties": scalar_or_null()})
            }
            Shape::Amounts => self.amounts(),
            Shape::Texts => self.texts(),
            Shape::Severities => self.severities(),
            Shape::Columns(names) => columns(names),
            Shape::Conditions(names) => conditions(names),
            Shape::Heads => self.heads(),
            Shape::Rows => rows(),
            Shape::Lists => lists(),
        }
    }

    /// A reference to the records of a key, which it defines.
    fn records(&mut self, key: &str, fields: &[Field]) -> Value {
        let name = self.name(key);
        self.define(&name, fields);
        reference(&name)
    }

    /// What editors that know the keyword `patternErrorMessage` say in the place of the pattern.
    fn text(&self, ja: &'static str, en: &'static str) -> Value {
        Message::fixed(ja, en).get(self.language).into()
    }

    /// A number or a text for each fiscal year.
    fn amounts(&self) -> Value {
        let wrong = self.text(
            "年度（2026、令和8、R8、2026-2029 など）を書きます",
            "write a fiscal year (2026, 令和8, R8, 2026-2029)",
        );
        json!({
            "type": ["object", "null"],
            "propertyNames": {"pattern": HAS_YEAR, "patternErrorMessage": wrong},
            "additionalProperties": scalar_or_null(),
        })
    }

    /// A text or several for each fiscal year or month.
    fn texts(&self) -> Value {
        let wrong = self.text(
            "年度（2026、令和8、R8）か月（2026-04）を書きます",
            "write a fiscal year (2026, 令和8, R8) or a month (2026-04)",
        );
        json!({
            "type": ["object", "null"],
            "propertyNames": {"pattern": HAS_YEAR, "patternErrorMessage": wrong},
            "additionalProperties": {
                "type": ["string", "number", "boolean", "array", "null"],
                "items": scalar_or_null(),
            },
        })
    }

    /// Heads of columns: texts, lists of heads, and mappings from a head to those below it.
    fn heads(&mut self) -> Value {
        let heads = |kinds: &[&str]| {
            json!({
                "type": kinds,
                "items": reference("heads"),
                "additionalProperties": reference("heads"),
            })
        };
        let any = heads(&["array", "object", "string", "number", "boolean", "null"]);
        self.definitions.insert("heads".to_owned(), any);
        heads(&["array", "object", "string", "number", "boolean"])
    }

    /// Each rule with the severities that it may have.
    fn severities(&self) -> Value {
        let words = |choices: &[Choice]| choices.iter().map(|choice| choice.0).collect::<Vec<_>>();
        let each = self.rules.iter().map(|rule| {
            let own = vec![rule.severity.name()];
            let words = if rule.adjustable { words(SEVERITIES) } else { own };
            let mut property = json!({"description": rule.summary.get(self.language)});
            property["anyOf"] = choice(&words)["anyOf"].take();
            (rule.code.to_owned(), property)
        });
        json!({
            "type": ["object", "null"],
            "additionalProperties": false,
            "properties": each.collect::<Map<_, _>>(),
        })
    }
}

/// A fiscal year, which is a number of its own accord, or a text that names a time.
fn year(kinds: &[&str], examples: &Value) -> Value {
    json!({"type": kinds, "minimum": 1868, "maximum": 2999, "examples": examples})
}

/// Columns by their names or heads, which depend on the theme, or with heads of the author's.
fn columns(names: &[&str]) -> Value {
    let renamed = json!({"type": "object", "additionalProperties": scalar_or_null()});
    json!({
        "type": ["array", "object", "string", "number", "boolean", "null"],
        "items": {"anyOf": [{"enum": names}, scalar_or_null(), renamed]},
        "additionalProperties": scalar_or_null(),
    })
}

/// A value or several for some of the names.
fn conditions(names: &[&str]) -> Value {
    let values = json!({
        "type": ["string", "number", "boolean", "array"],
        "items": {"type": SCALAR},
    });
    let each = names.iter().map(|name| ((*name).to_owned(), values.clone()));
    json!({
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": each.collect::<Map<_, _>>(),
    })
}

/// Rows of cells, or groups of rows by their heads.
fn rows() -> Value {
    let cell = json!({
        "type": ["string", "number", "boolean", "array", "null"],
        "items": scalar_or_null(),
    });
    let row = json!({"type": "array", "items": cell});
    json!({
        "type": ["array", "null"],
        "items": {
            "type": ["array", "object"],
            "items": cell,
            "additionalProperties": {"type": "array", "items": row},
        },
    })
}

/// Lists of two words or more.
fn lists() -> Value {
    json!({
        "type": ["array", "null"],
        "items": {
            "type": ["array", "null"],
            "minItems": 2,
            "items": {"type": SCALAR, "minLength": 1},
        },
    })
}

fn scalar_or_null() -> Value {
    json!({"type": ["string", "number", "boolean", "null"]})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

/// One of a few words, which editors list. White space around them does not count, and a key with no word
/// behind it counts as absent.
fn choice(words: &[&str]) -> Value {
    json!({"anyOf": [{"enum": words}, {"type": ["string", "null"], "pattern": only(words)}]})
}

/// The pattern of texts that are one of these words, or empty.
fn only(words: &[&str]) -> String {
    format!(r"^\s*({})?\s*$", words.join("|"))
}

//! Diagnostics as SARIF 2.1.0, which code hosts and editors read.
//!
//! See <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; the numbers below are its
//! sections.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Diagnostics, Fix, Language, Rule, explanation, located};
use crate::source::{Project, Span};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The diagnostics as a SARIF log, ending in a line break. `rules` are all rules of the program;
/// those that were broken are described. `folder` leads from the repository's top to the site's folder,
/// with `/`; it is empty or ends in `/`.
pub fn sarif(
    diagnostics: &Diagnostics,
    project: &Project,
    rules: &[&'static Rule],
    folder: &str,
    language: Language,
) -> String {
    let broken = |rule: &&&Rule| diagnostics.iter().any(|it| it.rule.code == rule.code);
    let mut rules: Vec<&Rule> = rules.iter().filter(broken).copied().collect();
    rules.sort_by_key(|rule| rule.code);
    let log = Log { project, folder, language, rules };
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| log.result(diagnostic)).collect();
    let value = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": log.rules.iter().map(|rule| log.rule(rule)).collect::<Vec<_>>(),
            }},
            // 3.14.17: our columns count Unicode scalar values.
            "columnKind": "unicodeCodePoints",
            "language": match language { Language::Ja => "ja-JP", Language::En => "en-US" },
            "results": results,
        }],
    });
    format!("{value:#}\n")
}

struct Log<'a> {
    project: &'a Project,
    folder: &'a str,
    language: Language,
    /// The rules that were broken, by code.
    rules: Vec<&'a Rule>,
}

impl Log<'_> {
    /// 3.49: what a rule is about.
    fn rule(&self, rule: &Rule) -> Value {
        let mut value = json!({
            "id": rule.code,
            "shortDescription": {"text": rule.summary.get(self.language)},
            "defaultConfiguration": {"level": rule.severity.name()},
        });
        if let Some(page) = explanation(rule.code, self.language) {
            value["help"] = json!({"text": page, "markdown": page});
        }
        value
    }

    /// 3.27: a diagnostic.
    fn result(&self, diagnostic: &Diagnostic) -> Value {
        let code = diagnostic.rule.code;
        let message = |message, span| located(message, span, self.project, self.language);
        let mut text = message(&diagnostic.message, diagnostic.span).into_owned();
        if let Some(help) = &diagnostic.help {
            text = format!("{text}\n{}", help.get(self.language));
        }
        let mut value = json!({
            "ruleId": code,
            "level": diagnostic.severity.name(),
            "message": {"text": text},
            "locations": [{"physicalLocation": self.place(diagnostic.span)}],
        });
        if let Ok(index) = self.rules.binary_search_by_key(&code, |rule| rule.code) {
            value["ruleIndex"] = json!(index);
        }
        if !diagnostic.related.is_empty() {
            let related = diagnostic.related.iter().enumerate().map(|(id, related)| {
                json!({
                    "id": id,
                    "message": {"text": message(&related.message, related.span)},
                    "physicalLocation": self.place(related.span),
                })
            });
            value["relatedLocations"] = related.collect();
        }
        if let Some(fix) = &diagnostic.fix {
            value["fixes"] = json!([self.fix(fix)]);
        }
        value
    }

    /// 3.55: a safe change.
    fn fix(&self, fix: &Fix) -> Value {
        json!({"artifactChanges": [{
            "artifactLocation": self.artifact(fix.span),
            "replacements": [{
                "deletedRegion": self.region(fix.span),
                "insertedContent": {"text": fix.text},
            }],
        }]})
    }

    fn place(&self, span: Span) -> Value {
        json!({"artifactLocation": self.artifact(span), "region": self.region(span)})
    }

    fn artifact(&self, span: Span) -> Value {
        let path = self.project.source(span.source).path();
        json!({"uri": reference(&format!("{}{path}", self.folder)), "uriBaseId": "%SRCROOT%"})
    }

    /// 3.30: the end column is the one behind the last character.
    fn region(&self, span: Span) -> Value {
        let source = self.project.source(span.source);
        let (start, end) = (source.position(span.start), source.position(span.end));
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "byteOffset": start.offset,
            "byteLength": end.offset - start.offset,
        })
    }
}

/// A path as a relative reference of RFC 3986, which is ASCII.
fn reference(path: &str) -> String {
    let mut reference = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            reference.push(char::from(byte));
        } else {
            reference.push('%');
            let digits =
                [byte >> 4, byte & 15].map(|digit| b"0123456789ABCDEF"[usize::from(digit)]);
            reference.extend(digits.map(char::from));
        }
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_ascii() {
        assert_eq!(reference("site/方 針:1.md"), "site/%E6%96%B9%20%E9%87%9D%3A1.md");
    }
}

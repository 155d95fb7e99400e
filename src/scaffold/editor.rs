//! Settings for editors: `.editorconfig`, and the folder `.vscode`.
//!
//! The YAML extension of Visual Studio Code (its language server serves other editors, too) checks and
//! completes whole `.yaml` files by a JSON Schema. It does not look at the front matter of `.md` files
//! (<https://github.com/redhat-developer/vscode-yaml/issues/207>); there, a task runs `hoshin check`
//! and the editor shows what it found.

use super::NewFile;
use super::template::fill;

/// A JSON Schema that comes with a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// What it describes, which is part of the file's name.
    pub name: &'static str,
    /// Which files of the site are of that kind.
    pub files: &'static str,
    /// The schema itself.
    pub text: String,
}

impl Schema {
    fn path(&self) -> String {
        format!(".vscode/{}.schema.json", self.name)
    }
}

/// The settings, and the schemas that they name.
pub(super) fn editor_files(schemas: &[Schema]) -> Vec<NewFile> {
    let settings = fill(include_str!("texts/site/settings.json"), &[("schemas", bound(schemas))]);
    let mut files = vec![
        NewFile::new(".editorconfig", include_str!("texts/site/editorconfig")),
        NewFile::new(".vscode/extensions.json", include_str!("texts/site/extensions.json")),
        NewFile::new(".vscode/settings.json", settings),
        NewFile::new(".vscode/tasks.json", include_str!("texts/site/tasks.json")),
    ];
    files.extend(schemas.iter().map(|schema| NewFile::new(&schema.path(), schema.text.as_str())));
    files
}

/// The lines of the settings that bind each schema to its files.
fn bound(schemas: &[Schema]) -> String {
    if schemas.is_empty() {
        return String::new();
    }
    let lines = schemas.iter().map(|it| format!("    \"./{}\": \"{}\"", it.path(), it.files));
    let lines = lines.collect::<Vec<_>>().join(",\n");
    format!("  // 入力の手助けと点検（YAML の拡張機能）\n  \"yaml.schemas\": {{\n{lines}\n  }},\n")
}

/// What the site's README says of the schemas.
pub(super) fn told(schemas: &[Schema]) -> String {
    if schemas.is_empty() {
        return String::new();
    }
    let files = schemas.iter().map(|schema| format!("`{}`", schema.files));
    let files = files.collect::<Vec<_>>().join(" と ");
    format!("- {files} は、入力している間に、使えるキーの候補とまちがいが表示されます。\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_are_written_and_bound_to_their_files() {
        let schema = Schema { name: "settings", files: "hoshin.yaml", text: "{}".to_owned() };
        let files = editor_files(std::slice::from_ref(&schema));
        let text = |path: &str| {
            let file = files.iter().find(|file| file.path == path);
            file.map(|file| file.text.as_str()).unwrap_or_default()
        };
        assert_eq!(text(".vscode/settings.schema.json"), "{}");
        let binding = "\"./.vscode/settings.schema.json\": \"hoshin.yaml\"\n";
        assert!(text(".vscode/settings.json").contains(binding));
        assert!(told(&[schema]).contains("`hoshin.yaml` は"));
        assert_eq!(editor_files(&[]).len() + 1, files.len());
    }

    #[test]
    fn settings_are_json_with_comments() {
        let schema = Schema { name: "settings", files: "hoshin.yaml", text: "{}".to_owned() };
        for file in editor_files(&[schema]) {
            if file.text.starts_with('{') {
                let is_comment = |line: &&str| line.trim_start().starts_with("//");
                let lines = file.text.lines().filter(|line| !is_comment(line));
                let json: String = lines.collect();
                let parsed = serde_json::from_str::<serde_json::Value>(&json);
                assert!(parsed.is_ok(), "{}: {parsed:?}\n{}", file.path, file.text);
            }
        }
    }
}

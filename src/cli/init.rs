//! `hoshin init`: a new site to begin with.

use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

use clap::Args;

use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::terminal::Terminal;
use crate::cli::usage::Unfit;
use crate::cli::{Command, Global, Status, outline, shown};
use crate::diagnostic::{Language, Message};
use crate::disk;
use crate::document::{Kind, municipality_code};
use crate::rules;
use crate::scaffold::{self, Known, NewFile, Schema};
use crate::schema::{Subject, schema};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Init {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[arg(long, value_name = "NAME", hide_default_value = true, default_value = POLICY)]
    outline: String,
    #[arg(long, value_name = "TEXT", value_parser = title)]
    title: Option<String>,
    #[arg(long, value_name = "NAME", value_parser = municipality)]
    municipality: Option<String>,
}

const POLICY: &str = "govtech-tokyo";
const PLAN: &str = "govtech-tokyo-plan";

impl Command for Init {
    const NAME: &'static str = "init";

    const TEXTS: Texts = &[
        ("", "新しいサイトを作る", "Makes a new site"),
        (
            "folder",
            "サイトのフォルダー（なければ作る。あるファイルには書かない）",
            "The site's folder; it is made if need be, and files in it are never overwritten",
        ),
        (
            "outline",
            "章立ての名前（省くと govtech-tokyo: 基本方針）。一覧は「hoshin outline」",
            "The outline [default: govtech-tokyo, for a policy]; `hoshin outline` lists them",
        ),
        ("title", "文書の題", "The document's title"),
        ("municipality", "自治体の名前", "The name of the municipality"),
    ];

    fn run(self, _: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        // An outline of one's own may be there already.
        let project = disk::load_outlines(&self.folder)?;
        let (outlines, diagnostics) = outline::load(&project);
        terminal.diagnostics(&diagnostics, &project);
        if diagnostics.has_errors() {
            return Ok(Status::ContentHasErrors);
        }
        let outline = outline::find(&outlines, &self.outline)?;
        let is_plan = outlines.descends(&outline.name, PLAN);
        let kind = if is_plan { Kind::Plan } else { Kind::Policy };
        let code = self.municipality.as_deref().and_then(municipality_code).map(str::to_owned);
        let (title, municipality) = (self.title, self.municipality);
        let known = Known { title, municipality, code, ..Known::default() };
        let files = scaffold::site(kind, outline, &known, &schemas());
        let texts: Vec<_> =
            files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
        disk::create(&self.folder, &texts)?;
        terminal.result(&made(&self.folder, &files, outline.chapters.len()))?;
        Ok(Status::Done)
    }
}

/// What editors are told of the files that are YAML as a whole.
fn schemas() -> [Schema; 2] {
    let text = |subject| format!("{:#}\n", schema(subject, &rules(), Language::Ja));
    [
        Schema { name: "settings", files: "hoshin.yaml", text: text(Subject::Settings) },
        Schema { name: "outline", files: "outlines/*.yaml", text: text(Subject::Outline) },
    ]
}

/// A title: one line of text.
fn title(text: &str) -> Result<String, Unfit> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) {
        let why = Message::fixed("一行の文を指定してください", "it must be one line of text");
        return Err(Unfit(why));
    }
    Ok(text.to_owned())
}

/// The name of a municipality: letters, as it stands in texts and data of every kind.
fn municipality(text: &str) -> Result<String, Unfit> {
    let text = text.trim();
    let fits = |c: char| c.is_alphabetic() || "○・ー々ヶ \u{3000}".contains(c);
    if text.is_empty() || !text.chars().all(fits) {
        let why = Message::fixed(
            "自治体の名前を文字だけで指定してください（例: 例示市）",
            "it must be a name of letters only",
        );
        return Err(Unfit(why));
    }
    Ok(text.to_owned())
}

/// Tells what was made, and what to do next.
fn made(folder: &Path, files: &[NewFile], chapters: usize) -> Message {
    let document = files.first().map(|file| file.path.as_str()).unwrap_or_default();
    let told = |path: &str, language: Language| match (path, language) {
        (path, Language::Ja) if path == document => {
            format!("原稿（{chapters}章）。ここから書き始めます")
        }
        (path, Language::En) if path == document => {
            format!("the document, with {chapters} chapters: begin here")
        }
        ("hoshin.yaml", Language::Ja) => "サイトの設定".to_owned(),
        ("hoshin.yaml", Language::En) => "the site's settings".to_owned(),
        ("README.md", Language::Ja) => "使い方".to_owned(),
        ("README.md", Language::En) => "how to use it (in Japanese)".to_owned(),
        (".gitignore" | ".editorconfig", Language::Ja) => "git とエディターの設定".to_owned(),
        (".gitignore" | ".editorconfig", Language::En) => "settings of git and editors".to_owned(),
        (path, Language::Ja) if path.starts_with(".github/") => {
            "GitHub で点検と公開をする設定".to_owned()
        }
        (path, Language::En) if path.starts_with(".github/") => {
            "checks and publishes the site on GitHub".to_owned()
        }
        (_, Language::Ja) => "Visual Studio Code の設定".to_owned(),
        (_, Language::En) => "settings of Visual Studio Code".to_owned(),
    };
    let width = files.iter().map(|file| file.path.len()).max().unwrap_or_default();
    let list = |language: Language| {
        let line = |file: &NewFile| {
            let path = file.path.replace('/', MAIN_SEPARATOR_STR);
            format!("  {path:width$}  {}\n", told(&file.path, language))
        };
        files.iter().map(line).collect::<String>()
    };
    let enter = enter(folder);
    let (ja, en) = match shown(folder).as_str() {
        "" | "." => ("ここ".to_owned(), "here".to_owned()),
        name => (format!(" {name} "), format!("in {name}")),
    };
    Message::new(
        format!(
            "新しいサイトを{ja}に作りました。\n\n{}\n次にすること:\n{enter}  hoshin check    原稿の、書き換える所と直す所を見る\n  hoshin build    ウェブサイトを output{MAIN_SEPARATOR_STR} に書き出す",
            list(Language::Ja)
        ),
        format!(
            "made a new site {en}\n\n{}\nnext:\n{enter}  hoshin check    shows what is to be filled in, and what is wrong\n  hoshin build    writes the web site to output{MAIN_SEPARATOR_STR}",
            list(Language::En)
        ),
    )
}

/// The line that goes to the folder, unless one is there.
fn enter(folder: &Path) -> String {
    let name = shown(folder);
    match name.as_str() {
        "" | "." | "./" => String::new(),
        name if name.contains(|c: char| c.is_whitespace() || c == '\'') => {
            format!("  cd \"{name}\"\n")
        }
        name => format!("  cd {name}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_titles_are_plain_text() {
        for good in ["例示市", "○○市", "青ヶ島村", "北海道 例示町", "Reiji City"]
        {
            assert!(municipality(good).is_ok(), "{good}");
        }
        for bad in ["", " ", "例示市: x", "例示市\n", "[市]", "a,b", "<b>", "市1"] {
            assert_eq!(municipality(bad).is_ok(), bad == "例示市\n", "{bad:?}");
        }
        assert!(title("方針: 案 #1").is_ok());
        assert!(title(" ").is_err());
        assert!(title("方\n針").is_err());
    }
}

//! `hoshin new`: a new document in a site.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use clap::Args;

use crate::cli::choice::one_of;
use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::terminal::Terminal;
use crate::cli::{Command, Global, Status, here, shown};
use crate::compile::outlines_of_kinds;
use crate::config::Config;
use crate::diagnostic::{Diagnostics, Message};
use crate::document::{Kind, Page};
use crate::outline::Outlines;
use crate::parse::{self, output};
use crate::scaffold::{self, Basis, Known};
use crate::source::Project;
use crate::{disk, figure, rules};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct New {
    #[arg(value_name = "PATH")]
    path: PathBuf,
    #[arg(long, value_name = "policy|plan|page", hide_possible_values = true)]
    #[arg(hide_default_value = true, default_value = "policy", value_parser = one_of(Kind::CHOICES))]
    kind: Kind,
}

impl Command for New {
    const NAME: &'static str = "new";

    const TEXTS: Texts = &[
        ("", "サイトに新しい原稿を作る", "Makes a new document in a site"),
        (
            "path",
            "content/ の中の場所: kita（kita/index.md を作る）や kita.md",
            "Its place in content/: kita (for kita/index.md) or kita.md",
        ),
        (
            "kind",
            "種類: policy（基本方針）、plan（年度計画）、page（ふつうのページ）。省くと policy",
            "What it is: policy, plan or page [default: policy]",
        ),
    ];

    fn run(self, global: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        let root = global.site()?;
        let project = disk::load(&root)?;
        let below = below_content(&root, &self.path)
            .map_or_else(
                || Err(Message::fixed("content/ の外です", "it leads out of content/")),
                |written| scaffold::place(&written),
            )
            .map_err(|why| Error::UnfitPath { path: self.path.clone(), why })?;

        // What is wrong with the site is not the business of this command.
        let mut unsaid = Diagnostics::default();
        let config = Config::load(&project, &rules(), &mut unsaid);
        let outlines = Outlines::load(&project, &mut unsaid);
        let outline = outlines_of_kinds(&config, &outlines, &mut unsaid)(self.kind);
        let pages = parse::parse(&project, &figure::kinds(), &mut unsaid);
        let path = format!("content/{below}");
        check_free(&root, &path, &below, &pages)?;

        let policies: Vec<&Page> =
            pages.iter().filter(|page| page.facts.kind == Kind::Policy).collect();
        let basis = match (self.kind, policies.as_slice()) {
            (Kind::Plan, [policy]) => Some(*policy),
            _ => None,
        };
        let text = scaffold::document(self.kind, outline, &known(basis, &below));
        disk::create(&root, &[(path.as_str(), text.as_str())])?;
        terminal.result(&made(&root.join(&path), basis))?;
        if self.kind == Kind::Plan && policies.len() > 1 {
            terminal.note(&choose(&policies, &project));
        }
        Ok(Status::Done)
    }
}

/// The path as written below `content/`, with `/`; nothing if it lies elsewhere. A path counts from
/// `content/`, which it may name itself, or from the current folder if that lies in `content/`.
fn below_content(root: &Path, path: &Path) -> Option<String> {
    let content = std::path::absolute(root.join("content")).ok()?;
    let path = if path.is_absolute() {
        path.strip_prefix(&content).ok()?.to_owned()
    } else {
        let folder = here().and_then(|here| Some(here.strip_prefix(&content).ok()?.to_owned()));
        match folder {
            Some(folder) => folder.join(path),
            None => path.strip_prefix("content").unwrap_or(path).to_owned(),
        }
    };
    let names = path.components().filter(|part| *part != Component::CurDir);
    let names: Option<Vec<&str>> = names.map(|part| OsStr::to_str(part.as_os_str())).collect();
    Some(names?.join("/"))
}

/// Fails if another document has the new one's place, or hoshin itself.
fn check_free(root: &Path, path: &str, below: &str, pages: &[Page]) -> Result<(), Error> {
    let Some(output) = output(below) else { return Ok(()) };
    let taken =
        |page: &&Page| page.output.as_str().to_lowercase() == output.as_str().to_lowercase();
    if let Some(page) = pages.iter().find(taken) {
        let paths = vec![root.join("content").join(&page.path)];
        return Err(disk::Error::Exists { paths }.into());
    }
    if parse::is_reserved(output.as_str()) {
        let why = Message::fixed(
            "その場所には hoshin がファイルを書きます",
            "hoshin writes files to that place",
        );
        return Err(Error::UnfitPath { path: path.into(), why });
    }
    Ok(())
}

/// What a plan takes over from its policy.
fn known(policy: Option<&Page>, below: &str) -> Known {
    let Some(policy) = policy else { return Known::default() };
    let municipality = policy.facts.municipality.as_ref();
    let records = &policy.records;
    let roles = records.roles.iter().map(|role| (role.id.value.clone(), role.name.plain()));
    let skills = records.skills.iter().map(|skill| (skill.id.value.clone(), skill.name.plain()));
    let up = "../".repeat(below.matches('/').count());
    Known {
        title: None,
        municipality: municipality.map(|it| it.name.value.clone()),
        code: municipality.and_then(|it| Some(it.code.as_ref()?.value.clone())),
        basis: Some(Basis {
            path: format!("{up}{}", policy.path),
            roles: roles.collect(),
            skills: skills.collect(),
            terms: records.glossary.iter().map(|term| term.term.value.clone()).collect(),
        }),
    }
}

fn made(path: &Path, policy: Option<&Page>) -> Message {
    let path = shown(path);
    let (ja, en) = match policy {
        Some(policy) => (
            format!("（もとにする方針: {}）", policy.path),
            format!(", based on the policy {}", policy.path),
        ),
        None => (String::new(), String::new()),
    };
    Message::new(
        format!(
            "{path} を作りました{ja}。【記入】の所を書き換え、「hoshin check」で点検してください。"
        ),
        format!("made {path}{en}; fill in what is marked by 【記入】 and run `hoshin check`"),
    )
}

/// Tells that the plan's policy is to be named.
fn choose(policies: &[&Page], project: &Project) -> Message {
    let paths: Vec<&str> =
        policies.iter().map(|policy| project.source(policy.source).path()).collect();
    Message::new(
        format!(
            "方針が{}件あるので、もとにする方針を based_on: に書いてください: {}",
            paths.len(),
            paths.join("、")
        ),
        format!(
            "there are {} policies: name the plan's one in `based_on:` ({})",
            paths.len(),
            paths.join(", ")
        ),
    )
}

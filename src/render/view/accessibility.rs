//! `accessibility.html`: what the site says of its accessibility.

use serde::Serialize;

use super::{ContactView, LinkView, PageHead};
use crate::theme::Html;

/// `accessibility.html`: ウェブアクセシビリティ方針 and, where a test was made, 試験結果.
#[derive(Debug, Serialize)]
pub(in crate::render) struct AccessibilityView {
    /// See [`PageHead`].
    pub page: PageHead,
    /// What the site does and aims at, in a sentence.
    pub aim: String,
    /// 目標とする適合レベル及び対応度.
    pub target: String,
    /// Whether 準拠 or 一部準拠 is claimed.
    pub claimed: bool,
    /// 対象範囲; all pages of the site if empty.
    pub scope: Vec<String>,
    /// 目標を達成する期限.
    pub deadline: Option<Html>,
    /// 例外事項.
    pub exceptions: Vec<String>,
    /// 追加する達成基準: number, name and level.
    pub additional_criteria: Vec<String>,
    /// 現時点で把握している問題点.
    pub known_problems: Vec<String>,
    /// 今後の対応方針.
    pub next_steps: Vec<String>,
    /// Whom to tell of problems; nothing where the settings name nobody.
    pub contact: Option<ContactView>,
    /// What to do in case of problems, in a sentence.
    pub help: String,
    /// By which guideline the degree is named.
    pub note: Option<String>,
    /// When the policy was made.
    pub declared: Option<Html>,
    /// When it was last changed.
    pub updated: Option<Html>,
    /// The results of the test.
    pub test: Option<TestView>,
}

/// The results of a test, by the items of JIS X 8341-3:2016, JB.3.1.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TestView {
    /// 表明日.
    pub declared: Html,
    /// 規格の規格番号及び改正年.
    pub standard: String,
    /// 対象となるウェブページに関する簡潔な説明.
    pub description: String,
    /// 依存したウェブコンテンツ技術のリスト, in a line.
    pub technologies: String,
    /// 試験対象のウェブページを選択した方法及び数.
    pub selection: String,
    /// 試験を行ったウェブページのURI.
    pub pages: Vec<LinkView>,
    /// 達成基準チェックリスト.
    pub checklist: Html,
    /// 試験実施期間.
    pub period: Html,
}

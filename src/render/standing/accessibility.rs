//! `accessibility/index.html`: ウェブアクセシビリティ方針, and 試験結果 where a test was made.
//!
//! Both stand on one page: a claim with its evidence. What is claimed is decided where the settings are
//! read; here it is only said.

use super::{Leads, Standing};
use crate::config::accessibility::{
    Accessibility, CRITERIA, Conformance, Criterion, Outcome, Selection, Test, Tested,
};
use crate::markdown::Prose;
use crate::render::Rendering;
use crate::render::document::{span_of_time, time};
use crate::render::html::Writer;
use crate::render::link::external;
use crate::render::trust::{contact_view, publisher_contact};
use crate::render::view::{AccessibilityView, LinkView, PageHead, TestView};
use crate::site::SitePath;
use crate::strings::Strings;
use crate::table::{Cell, Column, Content, Form, Group, Head, Row, Table};
use crate::theme::{Html, escaped};

/// The page about the site's accessibility.
pub(super) static ACCESSIBILITY: Standing = Standing {
    path: "accessibility/index.html",
    title: "accessibility.title",
    about: "accessibility.about",
    leads: Leads::About,
    public: true,
    wanted: |_| true,
    print: |rendering, path, page| {
        rendering.print("accessibility.html", &view(rendering, path, page))
    },
};

fn view(rendering: &Rendering<'_>, path: &SitePath, page: PageHead) -> AccessibilityView {
    let config = rendering.pages.config();
    let stated = &config.accessibility;
    let words = rendering.pages.words();
    let target = target(stated, words);
    let aim = match stated.conformance {
        Conformance::Considered if stated.test.is_some() => "accessibility.aim.tested",
        Conformance::Considered => "accessibility.aim.considered",
        Conformance::Partial => "accessibility.aim.partial",
        Conformance::Full => "accessibility.aim.full",
    };
    let own = stated.contact.as_ref().and_then(|contact| contact_view(contact, words));
    let contact = own.or_else(|| publisher_contact(&config.publisher, words));
    let help = match (&contact, &config.publisher.name) {
        (Some(_), _) => words.get("accessibility.help.contact").to_owned(),
        (None, Some(name)) => words.get("accessibility.help.publisher").replace("{name}", name),
        (None, None) => words.get("accessibility.help.anybody").to_owned(),
    };
    let shown = |date| time(date, rendering.pages.calendar());
    AccessibilityView {
        page,
        aim: words.get(aim).replace("{target}", &target),
        target,
        claimed: stated.conformance != Conformance::Considered,
        scope: stated.scope.clone(),
        deadline: stated.deadline.map(shown),
        exceptions: stated.exceptions.clone(),
        additional_criteria: stated.additional_criteria.iter().map(|it| named(it, words)).collect(),
        known_problems: stated.known_problems.clone(),
        next_steps: stated.next_steps.clone(),
        contact,
        help,
        note: note(stated, words),
        declared: stated.declared.map(shown),
        updated: stated.updated.map(shown),
        test: stated.test.as_ref().map(|test| test_view(rendering, path, stated, test)),
    }
}

/// JIS X 8341-3:2016 の適合レベルAAに配慮
fn target(stated: &Accessibility, words: &Strings) -> String {
    let target = words.get("accessibility.target").replace("{standard}", &stated.standard);
    let target = target.replace("{level}", stated.level.name());
    target.replace("{conformance}", stated.conformance.name())
}

/// 2.4.8 現在位置（レベルAAA）
fn named(criterion: &Criterion, words: &Strings) -> String {
    let named = words.get("accessibility.criterion").replace("{number}", criterion.number);
    named.replace("{name}", criterion.name).replace("{level}", criterion.level.name())
}

/// The sentence that says by which guideline the degree is named (対応度表記ガイドライン, 3).
fn note(stated: &Accessibility, words: &Strings) -> Option<String> {
    let edition = stated.notation_guideline.as_ref()?;
    let note = words.get("accessibility.note").replace("{conformance}", stated.conformance.name());
    Some(note.replace("{standard}", &stated.standard).replace("{edition}", edition))
}

fn test_view(
    rendering: &Rendering<'_>,
    path: &SitePath,
    stated: &Accessibility,
    test: &Test,
) -> TestView {
    let words = rendering.pages.words();
    let (selection, pages) = match &test.selection {
        Selection::All => all_pages(rendering, path),
        Selection::Pages(how, addresses) => {
            (how.clone(), addresses.iter().map(|it| address(it)).collect())
        }
    };
    let mut writer = Writer::new(rendering.scope(path));
    writer.table(&checklist(stated, test, words));
    TestView {
        declared: time(test.declared, rendering.pages.calendar()),
        standard: stated.standard.clone(),
        description: test.description.clone(),
        technologies: test.technologies.join(words.get("separator")),
        selection,
        pages,
        checklist: writer.take(),
        period: span_of_time(&test.period, rendering.pages.calendar(), words),
    }
}

/// How all pages were selected, and links to them: those that search engines may find.
fn all_pages(rendering: &Rendering<'_>, here: &SitePath) -> (String, Vec<LinkView>) {
    let pages = rendering.pages.public();
    let words = rendering.pages.words();
    let selection =
        words.get("accessibility.test.all").replace("{count}", &pages.len().to_string());
    let shown = |page: &SitePath| match rendering.pages.base_url() {
        Some(base) => page.url_under(base),
        None => page.as_str().to_owned(),
    };
    let link = |page: &SitePath| LinkView {
        title: Html(escaped(&shown(page))),
        href: Some(here.href_to(page)),
    };
    (selection, pages.into_iter().map(link).collect())
}

/// The address of a tested page as a link; anything else is text.
fn address(address: &str) -> LinkView {
    let is_link = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    LinkView { title: Html(escaped(address)), href: is_link.then(|| external(address)) }
}

/// 達成基準チェックリスト: the criteria that the aim asks for, and further ones that were tested.
fn checklist(stated: &Accessibility, test: &Test, words: &Strings) -> Table {
    let line = |words: &str| Prose::words(words, test.place.0);
    let head = ["criterion", "level", "applies", "outcome", "note"].map(|column| {
        Cell::head(Head::Column, line(words.get(&format!("accessibility.checklist.{column}"))))
    });
    let row = |criterion: &'static Criterion| {
        let tested = test.result(criterion);
        let (applies, outcome) = said(tested);
        let name = format!("{} {}", criterion.number, criterion.name);
        let plain = |words: &str| Cell::new(Content::Text(line(words)));
        let note = tested.and_then(|tested| tested.note.as_deref());
        let cells = vec![
            Cell::head(Head::Row, line(&name)),
            plain(criterion.level.name()),
            plain(words.get(applies)),
            plain(words.get(outcome)),
            note.map_or_else(|| Cell::new(Content::Empty(None)), plain),
        ];
        Row { cells }
    };
    Table {
        figure: "checklist",
        id: None,
        caption: Some(line(words.get("accessibility.checklist.caption"))),
        legend: None,
        form: Form::Grid,
        columns: vec![Column::default(); head.len()],
        head: vec![Row { cells: head.into() }],
        groups: vec![Group { head: None, rows: criteria(stated, test).map(row).collect() }],
        notes: line(words.get("accessibility.checklist.notes")),
        picture: None,
        place: test.place,
    }
}

/// The criteria of the checklist, in the order of their numbers.
fn criteria<'a>(
    stated: &'a Accessibility,
    test: &'a Test,
) -> impl Iterator<Item = &'static Criterion> + 'a {
    let asked: Vec<&str> = stated.asked().map(|criterion| criterion.number).collect();
    CRITERIA.iter().filter(move |criterion| {
        asked.contains(&criterion.number) || test.result(criterion).is_some()
    })
}

/// The words for what came out: whether the criterion applies, and whether it is met. One that speaks of
/// nothing that the pages have counts as met.
fn said(tested: Option<&Tested>) -> (&'static str, &'static str) {
    match tested.map(|tested| tested.outcome) {
        Some(Outcome::Met) => ("accessibility.applies.yes", "accessibility.outcome.met"),
        Some(Outcome::Unmet) => ("accessibility.applies.yes", "accessibility.outcome.unmet"),
        Some(Outcome::NotApplicable) => ("accessibility.applies.no", "accessibility.outcome.met"),
        None => ("accessibility.applies.untested", "accessibility.outcome.untested"),
    }
}

//! What the settings put on every page: its words, links and images.

use super::{Inputs, links_images, of_words, placeholders, walk};
use crate::config::Config;
use crate::diagnostic::{Diagnostics, nearest};
use crate::links::Links;

/// Checks the words, the texts and the images of the settings.
pub(super) fn check(inputs: &Inputs<'_>, links: &Links, diagnostics: &mut Diagnostics) {
    let Config { words, look, .. } = inputs.config;
    placeholders::check_settings(words.as_slice(), inputs.project, diagnostics);
    let texts = walk::of_settings(words.texts());
    links_images::check_settings(&texts, links, diagnostics);
    of_words(&texts, inputs.project, diagnostics);
    let files = &inputs.project.attachments;
    for (_, image) in look.images().filter(|(_, image)| !files.contains_key(&image.value)) {
        let near = nearest(&image.value, files.keys().map(String::as_str));
        diagnostics.push(links_images::missing(image, near));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reports_in;

    const CODES: [&str; 5] =
        ["link-broken", "anchor-broken", "image-missing", "raw-html", "placeholder-left"];

    /// What is found in the settings of a site with an image and a page.
    fn check(settings: &str, expected: &[&str]) {
        let page = ("content/a.md", "---\ntitle: 題\n---\n\n# 章\n\n本文\n");
        let files = [("hoshin.yaml", settings), page, ("content/img/logo.svg", "<svg/>")];
        let found: Vec<String> = CODES
            .into_iter()
            .flat_map(|code| {
                let reports = reports_in(code, &files).into_iter();
                reports.map(move |report| format!("{code} {report}"))
            })
            .collect();
        assert_eq!(found, expected, "{settings}");
    }

    #[test]
    fn links_are_as_seen_from_content() {
        check(
            "look:\n  header: '[一覧](a.md#章)'\n  footer: |\n    [市](https://www.example.lg.jp/)\n",
            &[],
        );
        check("look:\n  footer: '[無い](b.md)'\n", &["link-broken 2:17 b.md"]);
        check("look:\n  footer: '[題](a.md#節)'\n", &["anchor-broken 2:16 a.md#節"]);
        check("look:\n  footer: '[題](javascript:x)'\n", &["link-broken 2:16 javascript:x"]);
        check("look:\n  header: '<b>市</b>'\n", &["raw-html 2:12 <b>", "raw-html 2:16 </b>"]);
        check("look:\n  header: ○○市の公式サイト\n", &["placeholder-left 2:11 ○○"]);
    }

    #[test]
    fn images_must_be_there() {
        check("look: {logo: {file: img/logo.svg}, icon: ./img/logo.svg}\n", &[]);
        check("look: {logo: {file: logo.svg}}\n", &["image-missing 1:21 logo.svg"]);
        check(
            "look: {logo: {file: ../logo.svg, alt: ○○市}}\n",
            &["image-missing 1:21 ../logo.svg", "placeholder-left 1:39 ○○"],
        );
    }
}

//! What the settings put around every page: the logo, the icon, texts at the top and the end.

use super::html::{Scope, Writer};
use super::view::{IconView, LogoView};
use crate::config::{self, DARK_LOGO_NAME, ICON_NAME, LOGO_NAME, Look, extension};
use crate::markdown::Prose;
use crate::site::SitePath;
use crate::theme::{Html, Theme};

/// The icon of the built-in theme.
const BUILT_IN_ICON: &str = "icon.svg";

/// The address of an image of the settings, as seen from a page.
fn image(theme: &Theme, here: &SitePath, name: &str, file: &str) -> Option<String> {
    let file = theme.static_files().get(&config::published(name, file))?;
    Some(here.href_to(&file.path))
}

/// The logo of a site, as seen from a page.
pub(super) fn logo(look: &Look, theme: &Theme, here: &SitePath, title: &str) -> Option<LogoView> {
    let logo = look.logo.as_ref()?;
    let dark = logo.dark.as_ref();
    let alt = match (&logo.alt, logo.with_title) {
        (Some(alt), _) => alt.clone(),
        (None, true) => String::new(),
        (None, false) => title.to_owned(),
    };
    Some(LogoView {
        src: image(theme, here, LOGO_NAME, &logo.file.value)?,
        dark: dark.and_then(|dark| image(theme, here, DARK_LOGO_NAME, &dark.value)),
        alt,
        with_title: logo.with_title,
    })
}

/// The icon of a site, as seen from a page.
pub(super) fn icon(look: &Look, theme: &Theme, here: &SitePath) -> IconView {
    let written = look.icon.as_ref().map_or(BUILT_IN_ICON, |icon| icon.value.as_str());
    let kind = match extension(written).to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "image/svg+xml",
    };
    let href = image(theme, here, ICON_NAME, written).unwrap_or_default();
    IconView { href, kind }
}

/// A text of the settings, with its links as seen from a page.
pub(super) fn text(prose: Option<&Prose>, scope: Scope<'_>) -> Option<Html> {
    let prose = prose?;
    let mut writer = Writer::new(scope);
    if prose.as_line().is_some() {
        writer.raw("<p>");
        writer.prose(prose);
        writer.raw("</p>\n");
    } else {
        writer.prose(prose);
    }
    Some(writer.take())
}

//! Reports files that are not usable text.

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::source::{Fault, MAX_TEXT_BYTES, Project, Span};

pub(super) const RULES: &[&Rule] = &[&ENCODING_INVALID, &FILE_TOO_LARGE, &PATH_OUTSIDE_SITE];

pub(super) static ENCODING_INVALID: Rule =
    Rule::error("encoding-invalid", "文字コードがUTF-8でない", "a file that is not UTF-8")
        .losing_data();
pub(super) static FILE_TOO_LARGE: Rule =
    Rule::error("file-too-large", "ファイルが大きすぎる", "a file that is too large").losing_data();
pub(super) static PATH_OUTSIDE_SITE: Rule = Rule::error(
    "path-outside-site",
    "サイトの外を指すリンクファイル",
    "a link that leads out of the site's folder",
)
.losing_data();

pub(super) fn report(project: &Project, diagnostics: &mut Diagnostics) {
    for (source, file) in project.sources() {
        if let Some(fault) = file.fault() {
            diagnostics.push(describe(fault, file.path(), Span::new(source, 0, 0)));
        }
    }
}

fn describe(fault: &Fault, path: &str, span: Span) -> Diagnostic {
    match fault {
        Fault::Encoding { looks_like, offset } => {
            let message = match looks_like {
                Some(encoding) => Message::new(
                    format!("{path} は UTF-8 ではありません（{encoding} のようです）"),
                    format!("{path} is not UTF-8 (it looks like {encoding})"),
                ),
                None => Message::new(
                    format!("{path} は UTF-8 ではありません（{offset} バイト目から読めません）"),
                    format!("{path} is not UTF-8 (from byte {offset} on)"),
                ),
            };
            let help = Message::fixed(
                "メモ帳の「名前を付けて保存」で文字コードを UTF-8 にして保存し直してください。",
                "save the file as UTF-8 (in Notepad: Save as, encoding UTF-8)",
            );
            Diagnostic::new(&ENCODING_INVALID, span, message).help(help)
        }
        Fault::TooLarge { bytes } => {
            let limit = MAX_TEXT_BYTES / 1024 / 1024;
            let message = Message::new(
                format!("{path} は大きすぎます（{bytes} バイト）"),
                format!("{path} is too large ({bytes} bytes)"),
            );
            let help = Message::new(
                format!(
                    "文書は {limit} MB までです。部分に分けるか、別のファイルとして添えてください。"
                ),
                format!("a document may have {limit} MB: split it, or attach it as a file"),
            );
            Diagnostic::new(&FILE_TOO_LARGE, span, message).help(help)
        }
        Fault::SameName => {
            let message = Message::new(
                format!(
                    "{path} と同じ名前のファイルが二つあります（濁点などの文字コードだけが違います）"
                ),
                format!("two files are named {path}, in different code points only"),
            );
            let help = Message::fixed("どちらかの名前を変えてください。", "rename one of them");
            Diagnostic::new(&super::PATH_CONFLICT, span, message).help(help)
        }
        Fault::OutsideSite => {
            let message = Message::new(
                format!("{path} はサイトのフォルダーの外を指しています"),
                format!("{path} leads out of the site's folder"),
            );
            let help = Message::fixed(
                "リンクではなく、ファイルそのものを content/ に置いてください。",
                "put the file itself into content/ instead of a link",
            );
            Diagnostic::new(&PATH_OUTSIDE_SITE, span, message).help(help)
        }
    }
}

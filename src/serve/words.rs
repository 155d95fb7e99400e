//! What the preview says to the author, in the author's language.

use serde::Serialize;

use super::news::News;
use crate::diagnostic::{Language, Message, Severity, counted};

/// The words of the overlay, as the script gets them.
#[derive(Serialize)]
pub(super) struct Words<'a> {
    /// The language of the words.
    lang: &'a str,
    /// The name of the overlay as a part of the page.
    region: &'a str,
    /// How many errors and warnings there are, as a sentence.
    heading: String,
    /// The same in as few words as a badge has room for.
    badge: String,
    /// What the errors mean for the page; nothing for warnings.
    note: Option<&'a str>,
    /// That not all are listed.
    more: Option<String>,
    error: &'a str,
    warning: &'a str,
    help: &'a str,
    excerpt: &'a str,
    copy: &'a str,
    copied: &'a str,
    fold: &'a str,
    ended: &'a str,
}

static REGION: Message = Message::fixed("プレビュー", "Preview");
static NOTE: Message = Message::fixed(
    "直して保存すると、この表示は自動で消え、ページが新しくなります。",
    "Mend and save: this goes away by itself, and the page follows.",
);
static ERROR: Message = Message::fixed("エラー", "Error");
static WARNING: Message = Message::fixed("警告", "Warning");
static HELP: Message = Message::fixed("直し方", "What to do");
static EXCERPT: Message = Message::fixed("原稿のその場所", "The place in the source");
static COPY: Message = Message::fixed("コピー", "Copy");
static COPIED: Message = Message::fixed("コピーしました", "Copied");
static FOLD: Message = Message::fixed("閉じる", "Close");
static ENDED: Message = Message::fixed(
    "プレビューは終了しました。hoshin serve をもう一度始めると、このページも自動で新しくなります。",
    "The preview has ended. Start hoshin serve again, and this page follows by itself.",
);

/// The words for these news, of which so many problems are listed.
pub(super) fn of(news: &News, listed: usize) -> Words<'static> {
    let count = |severity| news.problems.iter().filter(|it| it.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let left = news.problems.len() - listed;
    let language = news.language;
    let say = |message: &'static Message| message.get(language);
    Words {
        lang: tag(language),
        region: say(&REGION),
        heading: heading(errors, warnings, language),
        badge: badge(errors, warnings, language),
        note: (errors > 0).then(|| say(&NOTE)),
        more: (left > 0).then(|| match language {
            Language::Ja => format!("ほかの{left}件は、端末に表示しています。"),
            Language::En => format!("{left} more are in the terminal."),
        }),
        error: say(&ERROR),
        warning: say(&WARNING),
        help: say(&HELP),
        excerpt: say(&EXCERPT),
        copy: say(&COPY),
        copied: say(&COPIED),
        fold: say(&FOLD),
        ended: say(&ENDED),
    }
}

/// The language as pages name it.
pub(super) fn tag(language: Language) -> &'static str {
    match language {
        Language::Ja => "ja",
        Language::En => "en",
    }
}

fn heading(errors: usize, warnings: usize, language: Language) -> String {
    match (language, errors, warnings) {
        (Language::Ja, 0, n) => format!("警告が{n}件あります"),
        (Language::Ja, n, 0) => format!("エラーが{n}件あります"),
        (Language::Ja, n, m) => format!("エラーが{n}件、警告が{m}件あります"),
        (Language::En, 0, n) => counted(n, "warning"),
        (Language::En, n, 0) => counted(n, "error"),
        (Language::En, n, m) => format!("{} and {}", counted(n, "error"), counted(m, "warning")),
    }
}

fn badge(errors: usize, warnings: usize, language: Language) -> String {
    match (language, errors) {
        (Language::Ja, 0) => format!("警告 {warnings}件"),
        (Language::Ja, n) => format!("エラー {n}件"),
        (Language::En, 0) => counted(warnings, "warning"),
        (Language::En, n) => counted(n, "error"),
    }
}

/// A page of the server's own: its title and a sentence.
pub(super) struct Own {
    /// The title.
    pub title: Message,
    /// What there is to know.
    pub text: Message,
}

/// In the place of every page while there is no good one.
pub(super) static NO_SITE: Own = Own {
    title: Message::fixed("まだページを作れません", "No page could be made yet"),
    text: Message::fixed(
        "原稿にエラーがあります。内容は端末にも表示しています。直して保存すると、ページが自動で表示されます。",
        "The content has errors; the terminal shows them, too. Mend and save, and the page shows by itself.",
    ),
};

/// Where a site has no page for addresses that do not exist.
pub(super) static NO_PAGE: Own = Own {
    title: Message::fixed("ページが見つかりません", "There is no such page"),
    text: Message::fixed(
        "このアドレスのページは、今のサイトにありません。原稿を加えると、自動で表示されます。",
        "The site has no page at this address. Add one, and it shows by itself.",
    ),
};

/// Why a request got no answer.
pub(super) mod refused {
    use crate::diagnostic::Message;

    pub(in crate::serve) static HOST: Message = Message::fixed(
        "このアドレスからはプレビューを見られません。端末に表示されたアドレスを開いてください。",
        "The preview does not answer at this address. Open the one that the terminal shows.",
    );
    pub(in crate::serve) static REQUEST: Message =
        Message::fixed("正しい要求ではありません。", "This is not a proper request.");
    pub(in crate::serve) static METHOD: Message =
        Message::fixed("プレビューは読むことだけができます。", "The preview can only be read.");
    pub(in crate::serve) static BODY: Message = Message::fixed(
        "プレビューは、送られたデータを受け取りません。",
        "The preview takes no data.",
    );
    pub(in crate::serve) static FOREIGN: Message = Message::fixed(
        "ほかのサイトのページからは、プレビューを読めません。",
        "Pages of other sites may not read the preview.",
    );
    pub(in crate::serve) static ADDRESS: Message = Message::fixed(
        "このアドレスに当たるファイルは、どのサイトにもありません。",
        "No site has a file at such an address.",
    );
    pub(in crate::serve) static MANY: Message = Message::fixed(
        "プレビューを開いているページが多すぎます。",
        "Too many pages have the preview open.",
    );
    pub(in crate::serve) static FAILED: Message =
        Message::fixed("ページを作る途中で失敗しました。", "Making the page failed.");
    pub(in crate::serve) static NOTHING: Message =
        Message::fixed("ここには何もありません。", "There is nothing here.");
}

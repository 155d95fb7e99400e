//! Where a heading may break: between phrases.
//!
//! Japanese breaks between any two characters, and a title that is torn as 人財育／成方針 is hard to read
//! on a phone. Browsers know phrases only in part (`word-break: auto-phrase` is Chromium's, and takes
//! 八王子市デジタル人財育成方針 for a single one). So headings, captions and the heads of tables get `<wbr>`
//! where a phrase ends, and the theme lets them break nowhere else (`word-break: keep-all`).

use crate::markdown::phrase_ends;
use crate::theme::escape;

/// Appends text as HTML, with `<wbr>` where a phrase ends.
pub(super) fn write(text: &str, html: &mut String) {
    let mut rest = 0;
    for end in phrase_ends(text) {
        escape(&text[rest..end], html);
        html.push_str("<wbr>");
        rest = end;
    }
    escape(&text[rest..], html);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_phrases() {
        let check = |expected: &str| {
            let mut html = String::new();
            write(&expected.replace('|', ""), &mut html);
            assert_eq!(html.replace("<wbr>", "|"), expected);
        };
        check("八王子市|デジタル|人財育成方針");
        check("デジタル|人材育成方針|ライブラリ");
        check("八王子市|人財|育成|基本|方針");
        check("柏市|DX人材育成方針");
        check("八王子市|DX推進計画|アクションプラン");
        check("求められる|職員像");
        check("市の方針");
        check("スキルマップ");
        check("デジタル|プロデュース|人財");
        check("デジタル・|トランスフォーメーション|（DX）|推進計画");
        check("利用者の|ニーズから|出発する");
        check("全ての|関係者に|気を|配る");
        check("令和8年度|（2026年度）");
        check("ご案内と|お知らせ");
        check("職員研修の|ご案内");
        check("お知らせの|一覧表");
        check("取り組みと|見直し");
        check("育成及び確保の|取組");
        check("市区町村の|職員");
        check("求められる|役割区分別研修内容");
        check("役割区分別研修内容");
        check("例示市|推進計画");
        check("例示市民との|協働");
        check("データ量と|デジタル化");
        check("デジタル化|リーダーシップ");
        check("脱ハンコの|推進");
        check("データベースの|整備");
        check("４．デジタル|人財育成研修");
        check("「みんなの|市役所」をめざして");
        check("Microsoft365活用");
        check("");
    }
}

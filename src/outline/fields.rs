//! What the file of an outline may say.

use super::extend::Level;
use crate::yaml::{Field, Shape};

/// The fields of an outline.
pub static FIELDS: &[Field] = &[
    Field::new(
        "name",
        Shape::Word,
        "章立ての名前。hoshin.yaml の outlines: や extends: で使います。省くとファイル名です。例: small",
        "The name by which hoshin.yaml and `extends:` call the outline; the file's name if left out. Example: small",
    ),
    Field::new(
        "title",
        Shape::Word,
        "章立ての題名。例: 例示市 方針の章立て",
        "The title of the outline. Example: 例示市 方針の章立て",
    ),
    Field::new(
        "description",
        Shape::Word,
        "章立ての説明。どこから来たものかなどを書きます。",
        "What to know about the outline, such as where it comes from.",
    ),
    Field::new(
        "extends",
        Shape::Word,
        "もとにする章立ての名前。その章を引き継ぎます。同じ id の章には、変えるところだけを書きます。例: govtech-tokyo",
        "The outline that this one extends; a chapter of the same id writes only what it changes. Example: govtech-tokyo",
    ),
    Field::new(
        "chapters",
        Shape::Records(CHAPTER_FIELDS),
        "章の一覧。文書に並べる順に書きます。例: - {id: background, title: 策定の背景}",
        "The chapters in their order. Example: - {id: background, title: 策定の背景}",
    ),
];

static CHAPTER_FIELDS: &[Field] = &[
    Field::required(
        "id",
        Shape::Word,
        "章の短い名前。半角の英数字で書きます。例: background",
        "The short name of the chapter, in ASCII. Example: background",
    ),
    Field::new(
        "title",
        Shape::Word,
        "章の題名。文書の見出しと照らし合わせます。extends: のない章立てでは必ず書きます。例: 策定の背景",
        "The title of the chapter. Headings are compared with it; without `extends:` it must be there. Example: 策定の背景",
    ),
    Field::new(
        "level",
        Shape::Choice(Level::WORDS),
        "章が要るかどうか。省くと、引き継いだとおりか required です。",
        "Whether the chapter must be there; as inherited or else required if left out.",
    ),
    Field::new(
        "after",
        Shape::Word,
        "この章を置く位置。すぐ前の章の id を書きます。省くと、引き継いだとおりか終わりです。例: background",
        "The id of the chapter behind which it stands; as inherited or else last if left out. Example: background",
    ),
    Field::new(
        "aliases",
        Shape::Words,
        "同じ章と見なすほかの題名。例: [はじめに, 策定の趣旨]",
        "Other titles that count as this chapter. Example: [はじめに, 策定の趣旨]",
    ),
    Field::new(
        "needs",
        Shape::Words,
        "章の中で示すデータや図表の名前。「?」を付けると、なくても警告になるだけです。例: [roles, plans?]",
        "The data or figures that the chapter must show; with `?`, their absence is a warning only. Example: [roles, plans?]",
    ),
    Field::new(
        "guide",
        Shape::Word,
        "章に何を書くかの案内。長い文は「guide: |」の次の行から、字下げして書きます。",
        "What to write in the chapter. Write a longer text below `guide: |`, indented.",
    ),
    Field::new(
        "example",
        Shape::Word,
        "章の記入例。Markdown で書きます。",
        "An example of the chapter, in Markdown.",
    ),
];

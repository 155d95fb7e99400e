//! Makes sites of any number of policies, the same ones every time.
//!
//! Each document is a policy as the examples are: five roles, sixteen skills, trainings, goals and a
//! glossary in its front matter, every chapter of the outline, four figures, about 14 kB.

use std::fmt::Write;

const SENTENCES: [&str; 6] = [
    "デジタル技術を活用して、市民の生活の質を高めるとともに、**「行政の業務」**を見直します。",
    "職員一人ひとりが課題を自ら見つけ、関係する部署と協力しながら解決に取り組むことを求めます。",
    "研修で得た知識を職場で生かせるよう、上司は業務の割り振りと助言を通じて支援します。",
    "取組の成果は毎年度の終わりに確かめ、必要に応じて[見直し](#進捗管理・見直し)を行います。",
    "外部の専門家の助言を得ながら、`RPA` やローコードツールなどの試行を小さく始めて広げます。",
    "誰一人取り残されることのないよう、デジタル機器に不慣れな方にも効果が行き届くようにします。",
];

/// The files of a site with this many policies: paths from the site's folder, and texts.
pub(crate) fn site(documents: usize) -> Vec<(String, String)> {
    let mut files = vec![(
        "hoshin.yaml".to_owned(),
        "title: 大きな例\nbase_url: https://www.example.lg.jp/\n".to_owned(),
    )];
    files.extend(
        (0..documents).map(|number| (format!("content/city-{number:05}/index.md"), policy(number))),
    );
    files
}

fn policy(number: usize) -> String {
    let mut text = String::with_capacity(16 * 1024);
    front_matter(number, &mut text);
    let chapters = [
        ("策定の背景・目的", ""),
        ("本方針の位置づけ", "```plan-map\n```\n"),
        ("対象期間", ""),
        ("現状と課題", ""),
        ("求められる職員像", ""),
        ("デジタル人材の人材像と役割", "```roles\n```\n"),
        ("スキル要件・スキルマップ", "```skill-map\n```\n"),
        ("スキル基準", ""),
        ("目標", "```goals\n```\n"),
        ("デジタル人材の確保", ""),
        ("デジタル人材の育成", "```trainings\n```\n"),
        ("推進体制", ""),
        ("ロードマップ", ""),
        ("進捗管理・見直し", ""),
        ("用語集", ""),
    ];
    for (at, (title, figure)) in chapters.iter().enumerate() {
        write!(text, "# {}．{title}\n\n", at + 1).expect("writing to a string");
        for paragraph in 0..3 {
            for sentence in 0..3 {
                text.push_str(SENTENCES[(number + at + paragraph + sentence) % SENTENCES.len()]);
                text.push('\n');
            }
            text.push('\n');
        }
        text.push_str("- 第一の項目\n- 第二の項目\n- 第三の項目\n\n");
        text.push_str(figure);
        text.push('\n');
    }
    text
}

fn front_matter(number: usize, text: &mut String) {
    write!(
        text,
        "---\nkind: policy\ntitle: 例示{number}市デジタル人材育成方針\nmunicipality: {{name: 例示{number}市}}\n\
         department: デジタル推進課\nadopted: 2025-04\nperiod: {{from: 2025-04, until: 2030-03}}\n\
         legend:\n  ◎: 原則として必修\n  ○: 担当者に研修\n  \"\": 対象外\nroles:\n"
    )
    .expect("writing to a string");
    let roles = ["プロデュース", "マネジメント", "推進リーダー", "利活用", "エキスパート"];
    for (at, role) in roles.iter().enumerate() {
        writeln!(
            text,
            "  - {{id: r{at}, name: デジタル{role}人材, short: {role}, audience: 職員, duty: {}}}",
            SENTENCES[1]
        )
        .expect("writing to a string");
    }
    text.push_str("skills:\n");
    for skill in 0..16 {
        write!(
            text,
            "  - id: s{skill}\n    name: スキル{skill}\n    summary: 業務に必要な知識を身に付け、日々の仕事に生かすことができる\n    levels: {{"
        )
        .expect("writing to a string");
        for role in 0..5 {
            if !(skill + role + number).is_multiple_of(3) {
                let mark = if (skill + role) % 2 == 0 { '◎' } else { '○' };
                write!(text, "r{role}: {mark}, ").expect("writing to a string");
            }
        }
        text.push_str("}\n    methods: [eラーニング研修, ワークショップ型研修]\n");
    }
    text.push_str("trainings:\n");
    for training in 0..8 {
        let kind = if training == 7 { "ojt" } else { "off-jt" };
        writeln!(
            text,
            "  - {{name: 研修{training}, summary: 基本を学ぶ, kind: {kind}, methods: [集合研修], skills: [s{training}], audience: [r1, 全職員], owner: 人事課}}"
        )
        .expect("writing to a string");
    }
    text.push_str("goals:\n");
    for goal in 0..3 {
        writeln!(
            text,
            "  - {{name: 目標{goal}, unit: 人, targets: {{2026: {}, 2027: 20, 2028: 30}}}}",
            10 + goal
        )
        .expect("writing to a string");
    }
    text.push_str("plans:\n  - {name: 総合計画, relation: upper}\nglossary:\n");
    for (term, reading) in
        [("DX", "ディーエックス"), ("BPR", "ビーピーアール"), ("RPA", "アールピーエー")]
    {
        writeln!(
            text,
            "  - {{term: {term}, reading: {reading}, definition: 業務を見直すための考え方。}}"
        )
        .expect("writing to a string");
    }
    text.push_str("---\n\n");
}

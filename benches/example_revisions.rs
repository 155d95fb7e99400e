//! Invented revisions (架空の改定) of two of our examples: what changes in each, and when.

/// A commit, and the tag that it gets.
pub(crate) struct Step {
    pub(crate) day: &'static str,
    pub(crate) message: &'static str,
    pub(crate) tag: Option<&'static str>,
    pub(crate) changes: &'static [Change],
}

/// A change of the worktree. Paths are those of the repository that is made.
pub(crate) enum Change {
    /// A file of our own repository comes in.
    Copy { from: &'static str, to: &'static str },
    /// A file is moved.
    Rename { from: &'static str, to: &'static str },
    /// A text is another one, wherever it stands in the file.
    Replace { path: &'static str, old: &'static str, new: &'static str },
    /// A section stands before another one.
    Move { path: &'static str, section: &'static str, before: &'static str },
}

const DRAFT: &str = "content/hachioji-dx.md";
const HACHIOJI: &str = "content/hachioji/index.md";
const SAGAMIHARA: &str = "content/sagamihara/index.md";

const fn hachioji(old: &'static str, new: &'static str) -> Change {
    Change::Replace { path: HACHIOJI, old, new }
}

const fn sagamihara(old: &'static str, new: &'static str) -> Change {
    Change::Replace { path: SAGAMIHARA, old, new }
}

/// The history, the oldest commit first.
pub(crate) static STEPS: &[Step] = &[
    Step {
        day: "2023-03-31",
        message: "八王子市の例を載せる（架空の改定の始まり）",
        tag: Some("hachioji-2023"),
        changes: FIRST,
    },
    Step {
        day: "2024-06-10",
        message: "文書の置き場所を市の名前のフォルダーにそろえる",
        tag: None,
        changes: &[Change::Rename { from: DRAFT, to: HACHIOJI }],
    },
    Step {
        day: "2025-04-01",
        message: "八王子市の例を改める（架空の改定）",
        tag: Some("hachioji-2025"),
        changes: HACHIOJI_2025,
    },
    Step {
        day: "2026-03-31",
        message: "相模原市の例を載せる",
        tag: Some("sagamihara-2026"),
        changes: SAGAMIHARA_2026,
    },
    Step {
        day: "2026-04-01",
        message: "八王子市の例をまた改める（架空の改定）",
        tag: Some("hachioji-2026"),
        changes: HACHIOJI_2026,
    },
    Step {
        day: "2026-10-01",
        message: "相模原市の例を改める（架空の改定）",
        tag: Some("sagamihara-2026-10"),
        changes: SAGAMIHARA_2026_10,
    },
];

static FIRST: &[Change] = &[
    Change::Copy { from: "hoshin.yaml", to: "hoshin.yaml" },
    Change::Copy { from: "content/hachioji/index.md", to: DRAFT },
    Change::Replace {
        path: DRAFT,
        old: "同市が公表している原典を確認されたい。\n",
        new: "同市が公表している原典を確認されたい。この文書の改定は、比較の例として作った架空の改定であり、同市が行ったものではない。\n\
              revisions:\n  - {date: 2023-03-31, tag: hachioji-2023, summary: 策定した。}\n",
    },
];

static HACHIOJI_2025: &[Change] = &[
    hachioji(
        "revisions:\n",
        "revisions:\n  - {date: 2025-04-01, tag: hachioji-2025, summary: 架空の改定。データ分析人財を加え、期間を2年延ばし、目標を引き上げた。}\n",
    ),
    // The period is extended.
    hachioji("period: {from: 2023-03, until: 2026-03}", "period: {from: 2023-03, until: 2028-03}"),
    hachioji("令和8年（2026年）3月までを原則とする", "令和10年（2028年）3月までとする"),
    // A role is added.
    hachioji(
        "\nskills:\n  - id: strategy\n",
        "  - id: analyst\n    name: データ分析人財\n    short: データ分析\n    mission: データによる政策立案の支援\n    audience: 各部の企画担当\n    duty: |\n      \
         統計と分析の知識を備え、部門のデータを読み解いて、根拠に基づく政策の立案を支える。\n\nskills:\n  - id: strategy\n",
    ),
    hachioji(
        "データを用いて事業を分析する手法を理解し、業務を評価できる\n    levels: {lead: ○, use: ○, expert: ○}",
        "データを用いて事業を分析する手法を理解し、業務を評価できる\n    levels: {lead: ◎, use: ○, expert: ○, analyst: ◎}",
    ),
    hachioji(
        "levels: {produce: ◎, manage: ◎, lead: ◎, use: ◎, expert: ◎}",
        "levels: {produce: ◎, manage: ◎, lead: ◎, use: ◎, expert: ◎, analyst: ◎}",
    ),
    // A level is raised, a skill and a training have other names.
    hachioji(
        "levels: {manage: ○, lead: ○, use: ○, expert: ◎}",
        "levels: {manage: ◎, lead: ○, use: ○, expert: ◎}",
    ),
    hachioji("name: チャットツール利用", "name: ビジネスチャット利用"),
    hachioji("ワークショップ型研修\n", "課題解決ワークショップ研修\n"),
    // The targets are raised.
    hachioji(
        "targets: {2022: 4, 2023: 6, 2024: 6, 2025: 6}",
        "targets: {2022: 4, 2023: 6, 2024: 6, 2025: 8, 2026: 10, 2027: 10}",
    ),
    hachioji(
        "targets: {2023: 2, 2024: 3, 2025: 3}",
        "targets: {2023: 2, 2024: 3, 2025: 5, 2026: 6, 2027: 8}",
    ),
    // A paragraph is worded anew.
    hachioji(
        "全庁でデジタル化を進めるには、これを担う人財を質と量の両面で充実させることが欠かせない。",
        "全庁でデジタル化を進め、生成AIなどの新しい技術を生かすには、これを担う人財を質と量の両面で計画的に充実させることが欠かせない。",
    ),
    // A section has another name and stands elsewhere.
    Change::Move {
        path: HACHIOJI,
        section: "## 求められる役割区分別研修内容",
        before: "## 研修の実施について",
    },
    hachioji("\n## 求められる役割区分別研修内容\n", "\n## 役割区分ごとの研修内容\n"),
];

static HACHIOJI_2026: &[Change] = &[
    hachioji(
        "revisions:\n",
        "revisions:\n  - {date: 2026-04-01, tag: hachioji-2026, summary: 架空の改定。研修の進め方を改めた。}\n",
    ),
    hachioji(
        "3. 座学だけに限らず、eラーニングの形式や、ワークショップ等の実践型など、目的や効果に合った形式で研修を行う。\n4. ",
        "3. 座学だけに限らず、eラーニングの形式、ワークショップ等の実践型、動画の配信など、目的と効果に合った形式で研修を行う。\n\
         4. 生成AIを用いた演習を取り入れ、利用に当たっての注意点をあわせて学ぶ。\n5. ",
    ),
    hachioji("\n5. 研修を終えた後も", "\n6. 研修を終えた後も"),
    hachioji("\n6. BPRやサービスデザイン思考", "\n7. BPRやサービスデザイン思考"),
    hachioji("\n7. 研修の実施に当たっては", "\n8. 研修の実施に当たっては"),
    hachioji("「４．デジタル人財育成研修」の7項目目", "「４．デジタル人財育成研修」の8項目目"),
    hachioji(
        "策定に当たっては、人財の育成をより効果的なものとするため、",
        "策定と改定に当たっては、人財の育成をより効果的なものとするため、",
    ),
];

static SAGAMIHARA_2026: &[Change] = &[
    Change::Copy { from: "content/sagamihara/index.md", to: SAGAMIHARA },
    sagamihara(
        "同市が公表している原典をご確認ください。\n",
        "同市が公表している原典をご確認ください。この文書の改定は、比較の例として作った架空の改定で、同市が行ったものではありません。\n\
         revisions:\n  - {date: 2026-03-31, tag: sagamihara-2026, summary: 策定しました。}\n",
    ),
];

static SAGAMIHARA_2026_10: &[Change] = &[
    sagamihara(
        "revisions:\n",
        "revisions:\n  - {date: 2026-10-01, tag: sagamihara-2026-10, summary: 架空の改定。研修の名前と目標を改め、課題の順序を入れ替えました。}\n",
    ),
    sagamihara("name: DX基礎研修", "name: DX入門研修"),
    sagamihara("一般職員を対象とするDX基礎研修のほか", "一般職員を対象とするDX入門研修のほか"),
    sagamihara(
        "name: マネジメント, levels: {expert: ◎, manager: \"-\"}",
        "name: マネジメント, levels: {expert: ◎, manager: ○}",
    ),
    sagamihara(
        "2027: Level1から10名を育成, 2028: Level1から10名を育成",
        "2027: Level1から15名を育成, 2028: Level1から15名を育成",
    ),
    sagamihara(
        "targets: {2026: 10, 2027: 20, 2028: 30, 2029: 50}",
        "targets: {2026: 10, 2027: 25, 2028: 40, 2029: 60}",
    ),
    sagamihara("将来的には約200名の確保を目標とします", "将来的には約240名の確保を目標とします"),
    sagamihara(
        "### I 候補人材の確保 {covers=securing}",
        "### I 候補人材の発掘と確保 {covers=securing}",
    ),
    Change::Move {
        path: SAGAMIHARA, section: "## 人材流出対策", before: "## 高度専門人材の確保"
    },
    sagamihara("\n## 人材流出対策\n", "\n## 人材の定着\n"),
    sagamihara(
        "高い専門性を持つ人材の流出を防ぐことは、育成と両輪で進めるべき課題です。",
        "高い専門性を持つ人材に長く活躍してもらうことは、育成と両輪で進めるべき課題です。",
    ),
];

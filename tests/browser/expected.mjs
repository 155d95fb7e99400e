/**
 * What the tables of the example documents must say, counted by hand in the documents that the
 * municipalities published. A column is named by the text of its innermost head.
 *
 * @typedef {object} ExpectedTable
 * @property {string} page
 * @property {string} caption a part of the caption
 * @property {(string | RegExp)[]} [columns] the columns that the following speak of
 * @property {string[]} [rowHeads] the heads of the rows to look at (default: all rows), in order
 * @property {number} [rows] how many rows there are
 * @property {number} [width] how many columns the table has
 * @property {Record<string, number>} [symbols] how often each symbol stands in the columns
 * @property {number} [prose] the least number of characters in each cell
 * @property {Record<string, (string | RegExp)[]>} [cells] by row head, the cells in the columns
 * @property {{head: string, over: (string | RegExp)[]}[]} [spans] heads above several columns
 * @property {{row: string, says: string[], never: string[]}[]} [spoken] rows in the accessibility tree
 */

const YEARS = [8, 9, 10, 11].map((year) => new RegExp(`^令和${year}年度`));

/** @type {ExpectedTable[]} */
export const EXPECTED = [
  {
    page: "hachioji/index.html",
    caption: "研修内容・スキルマップ",
    width: 8,
    columns: [
      "デジタルプロデュース",
      "デジタルマネジメント",
      "デジタル推進リーダー",
      "デジタル利活用",
      "デジタルエキスパート",
    ],
    rows: 16,
    symbols: { "◎": 29, "○": 21, "": 30 },
    cells: {
      デジタル戦略立案: ["◎", "", "", "", ""],
      "マイナンバー制度（基礎）": ["", "○", "○", "○", "◎"],
      BPR利活用: ["", "◎", "◎", "◎", "◎"],
      チャットツール利用: ["◎", "◎", "◎", "◎", "◎"],
    },
    spoken: [
      { row: "BPR利活用", says: ["原則として必修"], never: ["◎"] },
      { row: "データ利活用", says: ["該当業務の担当者に対し、研修を行う"], never: ["○"] },
    ],
  },
  {
    page: "sagamihara/index.html",
    caption: "スキルマップ",
    columns: ["エキスパート", "マネージャー"],
    rows: 10,
    symbols: { "◎": 12, "○": 7, "-": 1 },
    cells: { マネジメント: ["◎", "-"], デザイン思考: ["◎", "◎"], BPR: ["◎", "○"] },
    spans: [{ head: "DX推進リーダー", over: ["エキスパート", "マネージャー"] }],
    spoken: [{ row: "マネジメント", says: ["スキルを自ら業務に活用できる", "求めない"], never: ["◎"] }],
  },
  {
    page: "sagamihara/index.html",
    caption: "当面の確保目標数",
    columns: YEARS,
    cells: { "DX推進リーダーの任命者数（人、累計）": ["10", "20", "30", "50"] },
  },
  {
    page: "kashiwa/index.html",
    caption: "スキルマップ",
    columns: ["DXリテラシー", "情報セキュリティ", "BPR・業務改善", "データ利活用", "デジタルツール"],
    rowHeads: ["DXスペシャリスト人材", "DX推進人材", "全職員"],
    prose: 15,
    rows: 4,
    cells: {
      スキル内容: [
        /デジタル技術の基本/,
        /情報資産データ/,
        /業務フローの最適化/,
        /データを集めて分析/,
        /ソフトウェアやアプリケーション/,
      ],
      全職員: [
        /情報セキュリティなど基本的な/,
        /セキュリティポリシーを守り/,
        /業務改革の大切さ/,
        /データの基本的な使い方/,
        /基本的なデジタルツール/,
      ],
    },
  },
  {
    page: "kakamigahara/index.html",
    caption: "研修計画のイメージ",
    rows: 3,
    width: 5,
    columns: ["研修名", "概要", "研修手法", "得られるスキル", "対象"],
    cells: {
      "情報セキュリティ研修（基礎）": [
        /基礎/,
        /情報セキュリティ/,
        /e-ラーニング/,
        /ネットワーク、情報セキュリティ知識/,
        /全職員/,
      ],
      DXマインドアップ研修: [
        /マインドアップ/,
        /マインドを養う/,
        /動画研修/,
        /DX知識（リーダー向け）/,
        /課長級以上/,
      ],
      デジタルスキルアップ研修: [
        /スキルアップ/,
        /中核を担う/,
        /集合研修/,
        /データサイエンス.*UI・UXデザイン/,
        /デジタル推進員/,
      ],
    },
  },
];

//! A document with everything resolved: its facts, its records, its chapters, its figures.
//!
//! One concept a file: each says what its record holds, how it is read from YAML ([`Written`], with
//! references as text) and what it is afterwards ([`Resolved`], with references that cannot dangle).

mod assemble;
mod called;
mod chapter;
mod contact;
mod difficulty;
mod facts;
mod goal;
mod legend;
mod license;
mod lists;
mod municipalities;
mod municipality;
mod names;
mod page;
mod place;
mod plan;
mod records;
mod revision;
mod role;
mod securing;
mod skill;
mod stage;
mod standard;
mod term;
mod training;
mod unknown;
mod validity;
mod value;
mod waiver;

pub use assemble::{Base, Library, base_path, document};
pub use chapter::{Chapter, Coverage, Covered, sections};
pub use contact::{CONTACT_FIELDS, Contact};
pub use difficulty::Difficulty;
pub use facts::{Facts, Kind, Period, Source};
pub(crate) use facts::{PERIOD_FIELDS, period_reversed};
pub use goal::{Amount, CUMULATIVE, Goal, GoalId, GoalType, Target};
pub use legend::Legend;
pub use license::{LICENSE_FIELDS, License};
pub use lists::{ABOUT, LISTS, RecordList, plural, refers, singular};
pub use municipalities::municipality_code;
pub use municipality::Municipality;
pub(crate) use names::{id_duplicate, id_reserved};
pub use page::{DataFile, Page, front_matter, read_front_matter, read_rest};
pub use place::{FigureBlock, FigureKind, FigureRequest};
pub use plan::{Plan, PlanId, Relation};
pub use records::{Data, FILE_FIELDS, Records};
pub use revision::{Revision, RevisionKind};
pub use role::{Role, RoleId};
pub use securing::Securing;
pub use skill::{Level, Skill, SkillId};
pub use stage::{Resolved, Stage, Written};
pub use standard::Standard;
pub use term::Term;
pub use training::{Audience, Requirement, Status, Training, TrainingId, TrainingKind};
pub(crate) use unknown::{COLUMN_UNKNOWN, ROLE_UNKNOWN, ROW_LENGTH, role_unknown};
pub use validity::{Validity, revision_on};
pub use value::{AsData, List, Needed, Reference, Value};
pub use waiver::Waiver;

use crate::diagnostic::Rule;
use crate::markdown::{Block, Footnote};
use crate::site::SitePath;
use crate::source::{SourceId, Span};

/// The rules of this module.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        assemble::RULES,
        chapter::RULES,
        facts::RULES,
        municipalities::RULES,
        municipality::RULES,
        names::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// A document: a policy, a plan, or a plain page.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The path of its source below `content/`: `hachioji/index.md`.
    pub path: String,
    /// Where its page is written: `hachioji/index.html`.
    pub output: SitePath,
    /// Its source; parts have others.
    pub source: SourceId,
    /// The paths of its further parts below `content/`.
    pub parts: Vec<String>,
    /// The files that its data are read from.
    pub data: Vec<DataFile>,
    /// The place to point at for what concerns the document as a whole.
    pub span: Span,
    /// Title, municipality, dates and the like.
    pub facts: Facts,
    /// Roles, skills, trainings and so on.
    pub records: Records<Resolved>,
    /// Whether its front matter, or that of the policy it is based on, is not valid YAML: what it
    /// defines is not known then.
    pub broken: bool,
    /// What stands before the first chapter.
    pub preface: Vec<Block>,
    /// The chapters in the order of the text.
    pub chapters: Vec<Chapter>,
    /// Figures of data that no chapter shows and the outline gives no place.
    pub appendix: Vec<Block>,
    /// How the chapters of the outline are covered, in the outline's order; empty for a plain page.
    pub coverage: Vec<Coverage>,
    /// The figures in the order of the text. `BlockKind::Figure` counts into this list.
    pub figures: Vec<FigureBlock>,
    /// The footnotes of the text.
    pub footnotes: Vec<Footnote>,
}

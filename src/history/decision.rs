//! One decision as it is kept: what was met, what was noticed, what was chosen, and what that came to.

use serde::Serialize;

use crate::framework::id::{Component, MarkerId, PullId, RowId, RuptureKind};
use crate::scenario::id::{ResponseId, ScenarioId, StatementId};
use crate::score::recognition::Sighting;
use crate::session::options::Mode;

/// The strain that a statement shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Strained {
    /// Away or against.
    pub kind: RuptureKind,
    /// The sign.
    pub marker: MarkerId,
    /// The components under strain, bond before tasks before goals.
    pub over: Vec<Component>,
}

/// What a trainee said to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// Away or against.
    pub kind: RuptureKind,
    /// The component, if they named one.
    pub component: Option<Component>,
}

/// One answer in a play. Made from the log by [`super::derive`]; the log stays the truth. Lists of ids are sets: their order says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its number in the attempt, from 0, in the order in which the answers were given. Rewound ones keep theirs.
    pub number: u32,
    /// The turn, from 0.
    pub turn: u16,
    /// When it was answered, in milliseconds since 1970.
    pub at_ms: i64,
    /// The mode that was played in.
    pub mode: Mode,
    /// The vignette.
    pub vignette: ScenarioId,
    /// The statement that was met.
    pub statement: StatementId,
    /// The response that was chosen.
    pub response: ResponseId,
    /// How apt it was, 0 to 4.
    pub quality: u8,
    /// The highest quality on offer.
    pub best: u8,
    /// The lowest quality on offer.
    pub worst: u8,
    /// The credit in thousandths, 0 to 1000, as [`crate::score::abilities::credit`] gives it; `None` if all on offer was equally apt.
    pub credit: Option<u16>,
    /// Whether experts' votes gave the credit.
    pub panel: bool,
    /// How sure the trainee was, 0 to 100, if that was asked.
    pub confidence: Option<u8>,
    /// What the look at the statement came to; `None` if it was not asked for, or skipped.
    pub sighting: Option<Sighting>,
    /// The strain that the trainee said to see.
    pub seen: Option<Seen>,
    /// The strain that is there.
    pub strain: Option<Strained>,
    /// Whether the statement looks like a strain and is none.
    pub foil: bool,
    /// The kind of the rupture that was open before the answer.
    pub rupture: Option<RuptureKind>,
    /// What draws a practitioner to the response.
    pub pull: Option<PullId>,
    /// The pulls of the responses on offer: what could have been followed here.
    pub tempting: Vec<PullId>,
    /// The rows that something on offer shows: those with an opportunity here. Empty without a credit.
    pub called_for: Vec<RowId>,
    /// The rows that the answer shows.
    pub shown: Vec<RowId>,
    /// The rows that the answer hinders or misses.
    pub hindered: Vec<RowId>,
    /// Points by which bond, tasks and goals were read too high (above 0) or too low, −100 to 100, if they were read in this turn.
    pub read_errors: Option<[i8; 3]>,
    /// Whether the trainee typed an answer of their own first.
    pub drafted: bool,
    /// Whether the vignette is kept back from practice.
    pub held_back: bool,
    /// Whether the trainee went back over it: it is not on the way that the play ended on.
    pub rewound: bool,
    /// Whether this moment had been answered before in the attempt, and was rewound. Sums leave such answers out: the first one counts.
    pub again: bool,
}

impl Decision {
    /// Whether the answer was one of the best on offer.
    pub const fn is_best(&self) -> bool {
        self.quality >= self.best
    }

    /// The kind of strain in the statement, or else of the rupture that was open: what the decision was made under.
    pub fn under(&self) -> Option<RuptureKind> {
        self.strain.as_ref().map(|strain| strain.kind).or(self.rupture)
    }
}

/// A decision and the attempt that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDecision {
    /// The attempt.
    pub attempt: super::store::AttemptId,
    /// The hash of the vignette's text that was played.
    pub hash: u64,
    /// The decision.
    pub decision: Decision,
}

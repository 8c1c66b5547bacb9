//! What has to be true for something to be said, offered or done. Data, not a script, so that every vignette can be explored exactly.

use serde::{Deserialize, Serialize};

use super::id::{BeliefId, StatementId, VariableId};

/// Deepest nesting of conditions and effects. RON's own writer can write more than its reader reads back.
pub const MAX_NESTING: usize = 16;

/// A number that a condition can ask about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// The bond, 0 to 100.
    Bond,
    /// Agreement on tasks, 0 to 100.
    Tasks,
    /// Agreement on goals, 0 to 100.
    Goals,
    /// A counter of the vignette's own.
    Counter(VariableId),
}

/// A condition on the state of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// The quantity is this or more.
    AtLeast(Quantity, i32),
    /// The quantity is less than this.
    Below(Quantity, i32),
    /// The flag has this value.
    Is(VariableId, bool),
    /// All hold. An empty list holds.
    All(Vec<Condition>),
    /// At least one holds. An empty list does not.
    Any(Vec<Condition>),
    /// The inner condition does not hold.
    Not(Box<Condition>),
    /// A rupture is open now.
    RuptureOpen,
    /// A rupture is open, and the client has recognised it: put it into words, or agreed when it was put into words.
    RuptureRecognised,
    /// A rupture of this session was resolved and none is open now.
    RuptureResolved,
    /// The statement was reached before, in this play.
    Visited(StatementId),
    /// The belief was revealed.
    Revealed(BeliefId),
    /// The summary just given back named at least one belief that the client holds and none that they don't.
    /// Holds only inside the response that gives the summary.
    SummaryRight,
}

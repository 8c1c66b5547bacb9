//! What a response does to the alliance, to the vignette's variables and to what is known.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::id::{BeliefId, VariableId};
use crate::framework::id::{Component, RuptureKind};

/// One effect. Effects apply in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Adds to a component of the alliance; saturates at 0 and 100.
    Change(Component, i32),
    /// Sets a flag.
    Set(VariableId, bool),
    /// Adds to a counter; saturates at its bounds.
    Count(VariableId, i32),
    /// Makes a belief known to the practitioner.
    Reveal(BeliefId),
    /// Applies the list only if the condition holds.
    When(Condition, Vec<Effect>),
}

/// What a response does to the rupture. Checked against its stage when it is applied:
/// see [`crate::scenario::rupture`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RepairStep {
    /// Opens a rupture: the practitioner's contribution to a strain.
    Open(RuptureKind),
    /// The strain is put into words and the client takes the words up.
    Recognise,
    /// Moves on one stage (withdrawal: discontent → assertion; confrontation: anger → hurt → need). Implies `Recognise`.
    Advance,
    /// Closes the rupture if it is in its last stage; earlier it moves on one stage, as `Advance` does.
    Resolve,
    /// Sets it back to the first stage.
    Worsen,
}

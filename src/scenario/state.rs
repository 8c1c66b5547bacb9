//! The state of a play-through: small, copyable, hashable. Sessions carry it from turn to turn, the explorer visits all of it.

use serde::{Deserialize, Serialize};

use super::rupture::Rupture;
use crate::framework::id::{Component, RuptureKind};

/// Most flags that a vignette may declare.
pub const MAX_FLAGS: usize = 64;
/// Most counters that a vignette may declare.
pub const MAX_COUNTERS: usize = 8;
/// Most statements that conditions may ask about with `Visited`.
pub const MAX_VISITED: usize = 64;
/// Most beliefs in a notebook.
pub const MAX_BELIEFS: usize = 32;
/// Most responses of one statement.
pub const MAX_RESPONSES: usize = 8;

/// Where a play-through stands: indices into the vignette's statements or endings, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// At a statement, waiting for a response.
    Statement(u32),
    /// At an ending.
    Ending(u32),
}

/// Everything that conditions can ask about, and where the play-through stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Where it stands.
    pub at: Place,
    /// Bond, tasks and goals, each 0 to 100.
    pub alliance: [u8; 3],
    /// What is open between the two.
    pub rupture: Option<Rupture>,
    /// Whether a rupture was resolved.
    pub resolved: bool,
    /// Counters in file order.
    pub counters: [i16; MAX_COUNTERS],
    /// Flags in file order, the first in the lowest bit.
    pub flags: u64,
    /// Statements reached, among those that some condition asks about.
    pub visited: u64,
    /// Beliefs made known, in file order.
    pub revealed: u32,
}

impl State {
    /// One component's value.
    pub fn component(&self, component: Component) -> u8 {
        let [bond, tasks, goals] = self.alliance;
        match component {
            Component::Bond => bond,
            Component::Tasks => tasks,
            Component::Goals => goals,
        }
    }

    /// Opens a rupture unless one is open. Returns whether it did.
    pub(crate) fn strain(&mut self, kind: RuptureKind) -> bool {
        let opens = self.rupture.is_none();
        if opens {
            self.rupture = Some(Rupture::new(kind));
        }
        opens
    }
}

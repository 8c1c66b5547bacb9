//! An edge of the space in two words: a choice, what it comes to at once, and where it leads.

use super::rules::Taken;
use super::space::{Choice, StateIx};

/// One edge of the space: a choice and the state that follows it, or the list of states that may.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    target: u32,
    tag: u32,
}

const CHANCE: u32 = 1 << 31;
const RESOLVES: u32 = 1 << 30;

impl Edge {
    /// The edge of a choice, which leads nowhere yet.
    pub(super) fn of(taken: &Taken<'_>) -> Self {
        let choice = taken.choice;
        let summary = match choice.summary {
            None => 0,
            Some(false) => 1,
            Some(true) => 2,
        };
        let tag = u32::from(choice.response & 7)
            | u32::from(choice.band) << 3
            | summary << 11
            | choice.left_out.map_or(0, |bit| u32::from(bit & 31) + 1) << 13
            | u32::from(taken.quality) << 19
            | if taken.resolves { RESOLVES } else { 0 };
        Self { target: u32::MAX, tag }
    }

    /// The edge to one state.
    pub(super) const fn to(self, target: StateIx) -> Self {
        Self { target, ..self }
    }

    /// The edge to one of the lists of states that may follow.
    pub(super) const fn by_chance(self, list: u32) -> Self {
        Self {
            target: list,
            tag: self.tag | CHANCE,
        }
    }

    #[allow(clippy::cast_possible_truncation)]
    pub(super) const fn choice(self) -> Choice {
        let summary = match self.tag >> 11 & 3 {
            0 => None,
            right => Some(right == 2),
        };
        let left_out = match self.tag >> 13 & 63 {
            0 => None,
            bit => Some((bit - 1) as u8),
        };
        Choice {
            response: (self.tag & 7) as u8,
            band: (self.tag >> 3 & 255) as u8,
            summary,
            left_out,
        }
    }

    #[allow(clippy::cast_possible_truncation)]
    pub(super) const fn quality(self) -> u8 {
        (self.tag >> 19 & 255) as u8
    }

    pub(super) const fn resolves(self) -> bool {
        self.tag & RESOLVES != 0
    }

    /// Its list of states that may follow; `None` if it leads to one.
    pub(super) const fn list(self) -> Option<u32> {
        if self.tag & CHANCE == 0 {
            None
        } else {
            Some(self.target)
        }
    }

    /// The state to which it leads, unless chance has a say.
    pub(super) const fn target(self) -> StateIx {
        self.target
    }
}

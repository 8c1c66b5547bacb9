//! A state in as few bits as its vignette needs, and back.

use super::live::Live;
use crate::framework::id::RuptureKind;
use crate::scenario::graph::Graph;
use crate::scenario::rupture::{Rupture, Stage};
use crate::scenario::state::{MAX_COUNTERS, Place, State};

/// Words enough for any vignette: 32 bits of place, 24 of alliance, 5 of rupture, 8 × 12 of counters, 64 + 64 + 32 of sets.
pub(super) const MAX_WORDS: usize = 6;

/// A packed state; only the first [`Layout::words`] count.
pub(super) type Packed = [u64; MAX_WORDS];

/// Where a number stands in a packed state. Never across two words.
#[derive(Clone, Copy, Debug, Default)]
struct Field {
    word: u8,
    shift: u8,
    width: u8,
}

impl Field {
    fn put(self, packed: &mut Packed, value: u64) {
        if let Some(word) = packed.get_mut(usize::from(self.word)) {
            debug_assert!(
                self.width == 64 || value >> self.width == 0,
                "the value has too many bits"
            );
            // A field of no bits may stand at shift 64 of a full word.
            *word |= value.checked_shl(u32::from(self.shift)).unwrap_or(0);
        }
    }

    fn take(self, packed: &[u64]) -> u64 {
        let word = packed.get(usize::from(self.word)).copied().unwrap_or(0);
        let shifted = word.checked_shr(u32::from(self.shift)).unwrap_or(0);
        match self.width {
            64 => shifted,
            width => shifted & ((1 << width) - 1),
        }
    }
}

/// Which bits of a packed state mean what.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// Words in use.
    pub words: usize,
    statements: u32,
    place: Field,
    alliance: [Field; 3],
    rupture: Field,
    counters: [Field; MAX_COUNTERS],
    lowest: [i16; MAX_COUNTERS],
    flags: Field,
    visited: Field,
    revealed: Field,
}

impl Layout {
    /// The layout for states reached from these.
    pub fn new(graph: &Graph, live: &Live, roots: &[State]) -> Self {
        let mut used = [0_u8; MAX_WORDS];
        let mut add = |width: u32| {
            let width = u8::try_from(width).unwrap_or(64).min(64);
            for (word, used) in (0_u8..).zip(used.iter_mut()) {
                if *used + width <= 64 {
                    let field = Field {
                        word,
                        shift: *used,
                        width,
                    };
                    *used += width;
                    return field;
                }
            }
            Field::default()
        };
        let statements = u32::try_from(graph.statements.len()).unwrap_or(u32::MAX);
        let places = (graph.statements.len() + graph.endings()) as u64;
        let place = add(bits(places.saturating_sub(1)));
        let alliance = std::array::from_fn(|_| add(8));
        let rupture = add(5);
        let mut lowest = [0; MAX_COUNTERS];
        let mut counters = [Field::default(); MAX_COUNTERS];
        let slots = counters
            .iter_mut()
            .zip(&mut lowest)
            .zip(graph.counter_bounds)
            .enumerate();
        for (slot, ((field, lowest), (min, max))) in slots {
            if live.any.counters >> slot & 1 == 1 {
                // 0 stands for a counter that nothing asks about any more.
                let values = roots
                    .iter()
                    .filter_map(|state| state.counters.get(slot).copied())
                    .chain([0, min, max]);
                let (low, high) = values.fold((0, 0), |(low, high): (i16, i16), value| {
                    (low.min(value), high.max(value))
                });
                *lowest = low;
                *field = add(bits(u64::from(high.abs_diff(low))));
            }
        }
        let flags = add(bits(live.any.flags));
        let visited = add(bits(live.any.visited));
        let revealed = add(bits(u64::from(live.any.revealed)));
        let words = used.iter().take_while(|&&used| used > 0).count().max(1);
        Self {
            words,
            statements,
            place,
            alliance,
            rupture,
            counters,
            lowest,
            flags,
            visited,
            revealed,
        }
    }

    /// Packs a state from which [`Live::clear`] has taken what can't matter.
    pub fn pack(&self, state: &State) -> Packed {
        let mut packed = [0; MAX_WORDS];
        let place = match state.at {
            Place::Statement(index) => index,
            Place::Ending(index) => self.statements + index,
        };
        self.place.put(&mut packed, u64::from(place));
        for (field, value) in self.alliance.iter().zip(state.alliance) {
            field.put(&mut packed, u64::from(value));
        }
        self.rupture.put(&mut packed, rupture_code(state));
        for ((field, low), value) in self.counters.iter().zip(self.lowest).zip(state.counters) {
            if field.width > 0 {
                field.put(&mut packed, u64::from(value.abs_diff(low)));
            }
        }
        self.flags.put(&mut packed, state.flags);
        self.visited.put(&mut packed, state.visited);
        self.revealed.put(&mut packed, u64::from(state.revealed));
        packed
    }

    /// The state again, without what was cleared.
    pub fn unpack(&self, packed: &[u64]) -> State {
        let place = u32::try_from(self.place.take(packed)).unwrap_or(u32::MAX);
        let at = match place.checked_sub(self.statements) {
            None => Place::Statement(place),
            Some(ending) => Place::Ending(ending),
        };
        let small = |field: Field| u8::try_from(field.take(packed)).unwrap_or(u8::MAX);
        let code = self.rupture.take(packed);
        let mut counters = [0; MAX_COUNTERS];
        for ((value, field), low) in counters.iter_mut().zip(self.counters).zip(self.lowest) {
            if field.width > 0 {
                *value = low.saturating_add(i16::try_from(field.take(packed)).unwrap_or(i16::MAX));
            }
        }
        State {
            at,
            alliance: self.alliance.map(small),
            rupture: rupture_of(code >> 1),
            resolved: code & 1 == 1,
            counters,
            flags: self.flags.take(packed),
            visited: self.visited.take(packed),
            revealed: u32::try_from(self.revealed.take(packed)).unwrap_or(u32::MAX),
        }
    }
}

/// The bits that a number needs.
const fn bits(number: u64) -> u32 {
    64 - number.leading_zeros()
}

fn rupture_code(state: &State) -> u64 {
    let open = state.rupture.map_or(0, |rupture| {
        1 + ((rupture.stage as u64) << 1 | u64::from(rupture.recognised))
    });
    open << 1 | u64::from(state.resolved)
}

fn rupture_of(code: u64) -> Option<Rupture> {
    let code = code.checked_sub(1)?;
    let (kind, stage) = match code >> 1 {
        0 => (RuptureKind::Withdrawal, Stage::Discontent),
        1 => (RuptureKind::Withdrawal, Stage::Assertion),
        2 => (RuptureKind::Confrontation, Stage::Anger),
        3 => (RuptureKind::Confrontation, Stage::Hurt),
        _ => (RuptureKind::Confrontation, Stage::Need),
    };
    Some(Rupture {
        kind,
        stage,
        recognised: code & 1 == 1,
    })
}

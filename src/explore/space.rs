//! All states that can be reached, each once, with everything that can be chosen in them: found breadth first, kept flat.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use thiserror::Error;

use super::edge::Edge;
use super::live::{Asked, Live, asked_by};
use super::pack::{Layout, MAX_WORDS, Packed};
use super::stretch::{Reader, Stretch};
use crate::framework::id::Component;
use crate::parallel::in_parallel;
use crate::scenario::graph::{Cases, Graph};
use crate::scenario::state::{Place, State};

/// The number of a state in its space; the roots come first, and nearer states before farther ones.
pub type StateIx = u32;

/// What an answer comes to, as far as it makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Choice {
    /// The response, by its place in its statement.
    pub response: u8,
    /// The band of a silence; otherwise 0.
    pub band: u8,
    /// Whether a summary was right; `None` for what is no summary.
    pub summary: Option<bool>,
    /// The belief that the client added to a summary, if that made a difference.
    pub left_out: Option<u8>,
}

/// Which states count as two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Those that something ahead can tell apart: a flag, a counter, a visit or a belief counts only while a condition can still ask about it.
    /// Every value and every probability is the same as with [`Keep::All`], and there are fewer states.
    #[default]
    Telling,
    /// As [`Keep::Telling`], but what only the client's words and the feedback ask about does not count. Enough for every value and
    /// probability; not for the question which words are ever said.
    Playing,
    /// As [`Keep::Playing`], but of the alliance only that counts which a condition ahead can tell apart, too. Enough for all but the
    /// alliance's own numbers: what is offered and how it is rated, where it leads, what becomes of ruptures. Far fewer states.
    Deciding,
    /// As [`Keep::Deciding`], with the numbers of one component: the three one after the other give what is to be expected of each, without
    /// the product of all three.
    Component(Component),
    /// As [`Keep::Deciding`], with what those words ask about that ask about nothing else than this.
    Words(Asked),
    /// All that differ in anything.
    All,
}

impl Keep {
    /// Whether a state tells the number of this component, by its place among the three, and not only what a condition can ask of it.
    pub(super) fn tells(self, component: usize) -> bool {
        match self {
            Self::Telling | Self::Playing | Self::All => true,
            Self::Deciding | Self::Words(_) => false,
            Self::Component(told) => told.index() == component,
        }
    }

    /// Whether the condition on these words counts as asking.
    pub(super) fn heeds(self, graph: &Graph, words: Cases) -> bool {
        match self {
            Self::Telling | Self::All => true,
            Self::Playing | Self::Deciding | Self::Component(_) => false,
            Self::Words(about) => about.holds(asked_by(graph, words)),
        }
    }
}

/// How far an exploration goes before it gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most states.
    pub states: usize,
    /// Most memory for the space, in bytes. Best play over it takes another 30 to 40 bytes a state.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            states: 4_000_000,
            bytes: 512 << 20,
        }
    }
}

/// Why there is no space to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Stopped {
    /// A limit was reached: nothing is proven about what lies beyond.
    #[error("not proven beyond {states} states")]
    Bounded {
        /// States found until then.
        states: usize,
    },
    /// Somebody asked it to stop.
    #[error("stopped after {states} states")]
    Cancelled {
        /// States found until then.
        states: usize,
    },
}

/// How far an exploration has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// States found.
    pub found: usize,
    /// Those of them whose choices have been followed.
    pub followed: usize,
    /// Memory in use, in bytes.
    pub bytes: usize,
}

/// Who watches an exploration, and who may stop it.
#[derive(Clone, Copy, Default)]
pub struct Watch<'w> {
    /// Called about every 16,000 states.
    pub progress: Option<&'w (dyn Fn(Progress) + Sync)>,
    /// Set from outside to stop.
    pub cancel: Option<&'w AtomicBool>,
}

/// A way onward by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// Where it leads.
    pub to: StateIx,
    /// How likely it is, 0 to 1.
    pub chance: f64,
}

/// States that are followed before somebody is told how far it has come.
const BLOCK: u32 = 16_384;

/// States that are followed before those after them are given numbers.
const PART: u32 = 512;

/// Parts that have to wait before several are followed at once: below, threads cost more than they save.
const SEVERAL: usize = 8;

/// Every state that can be reached from some states, and every choice in them.
#[derive(Clone, Debug)]
pub struct Space {
    keep: Keep,
    live: Live,
    layout: Layout,
    words: Vec<u64>,
    table: HashTable<StateIx>,
    parents: Vec<StateIx>,
    first_edge: Vec<u32>,
    edges: Vec<Edge>,
    chances: Vec<(u32, u32)>,
    ways: Vec<Way>,
    roots: Vec<StateIx>,
}

impl Space {
    /// Explores from the first statement.
    ///
    /// # Errors
    /// Gives no half-explored space: says how far it came if a limit was reached or it was cancelled.
    pub fn explore(graph: &Graph, keep: Keep, limits: Limits, watch: Watch<'_>) -> Result<Self, Stopped> {
        Self::explore_from(graph, &[graph.opening()], keep, limits, watch)
    }

    /// Explores from any states.
    ///
    /// # Errors
    /// As [`Space::explore`].
    pub fn explore_from(
        graph: &Graph,
        from: &[State],
        keep: Keep,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Self, Stopped> {
        let live = Live::new(graph, keep);
        let layout = Layout::new(graph, &live, from);
        let mut space = Self {
            keep,
            live,
            layout,
            words: Vec::new(),
            table: HashTable::new(),
            parents: Vec::new(),
            first_edge: vec![0],
            edges: Vec::new(),
            chances: Vec::new(),
            ways: Vec::new(),
            roots: Vec::new(),
        };
        for state in from {
            let mut state = *state;
            space.live.clear(&mut state);
            let packed = space.layout.pack(&state);
            let key = packed.get(..space.layout.words).unwrap_or(&packed);
            let root = space.intern(key, fold(key), StateIx::MAX);
            space.roots.push(root);
        }
        space.follow_all(graph, limits, watch)?;
        Ok(space)
    }

    /// Follows every state that is found, those first that were found first.
    fn follow_all(&mut self, graph: &Graph, limits: Limits, watch: Watch<'_>) -> Result<(), Stopped> {
        let mut stretch = Stretch::default();
        let mut at = 0;
        while (at as usize) < self.len() {
            self.pause(at as usize, watch)?;
            let end = index(self.len()).min(at + BLOCK);
            let starts = (at..end).step_by(PART as usize);
            let parts: Vec<Range<StateIx>> = starts.map(|start| start..end.min(start + PART)).collect();
            if parts.len() < SEVERAL {
                for part in parts {
                    stretch.clear();
                    stretch.follow(self.reader(graph), part.clone());
                    self.take_in(part.start, &stretch);
                    self.check(limits)?;
                }
            } else {
                for (start, stretch) in self.follow_at_once(graph, parts) {
                    self.take_in(start, &stretch);
                    self.check(limits)?;
                }
            }
            at = end;
        }
        self.pause(self.len(), watch)
    }

    /// What follows from each of these stretches, with its first state.
    fn follow_at_once(&self, graph: &Graph, parts: Vec<Range<StateIx>>) -> Vec<(StateIx, Stretch)> {
        let reader = self.reader(graph);
        let follow = |part: Range<StateIx>| {
            let start = part.start;
            let mut stretch = Stretch::default();
            stretch.follow(reader, part);
            (start, stretch)
        };
        in_parallel(parts, follow)
    }

    fn reader<'s>(&'s self, graph: &'s Graph) -> Reader<'s> {
        Reader {
            graph,
            live: &self.live,
            layout: &self.layout,
            words: &self.words,
        }
    }

    fn check(&self, limits: Limits) -> Result<(), Stopped> {
        let within = self.len() <= limits.states.min(1 << 31) && self.bytes() <= limits.bytes;
        within.then_some(()).ok_or(Stopped::Bounded { states: self.len() })
    }

    fn pause(&self, followed: usize, watch: Watch<'_>) -> Result<(), Stopped> {
        if watch.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed)) {
            return Err(Stopped::Cancelled { states: self.len() });
        }
        if let Some(progress) = watch.progress {
            progress(Progress {
                found: self.len(),
                followed,
                bytes: self.bytes(),
            });
        }
        Ok(())
    }

    /// Gives numbers to the states that follow from a stretch, and closes the lists of edges of its own.
    fn take_in(&mut self, start: StateIx, stretch: &Stretch) {
        let mut answers = stretch.answers.iter();
        let mut ways = stretch.ways.iter();
        let mut keys = stretch.keys.chunks_exact(self.layout.words);
        for (from, &choices) in (start..).zip(&stretch.choices) {
            for answer in answers.by_ref().take(choices as usize) {
                let onward = ways.by_ref().zip(keys.by_ref()).take(answer.ways as usize);
                self.add_edge(from, answer.edge, onward);
            }
            self.first_edge.push(index(self.edges.len()));
        }
    }

    fn add_edge<'s>(&mut self, from: StateIx, edge: Edge, onward: impl Iterator<Item = (&'s (u64, u32), &'s [u64])>) {
        let first = self.ways.len();
        let mut total = 0.0;
        for (&(hash, weight), key) in onward {
            let to = self.intern(key, hash, from);
            let chance = f64::from(weight);
            total += chance;
            let known = self.ways.get_mut(first..).unwrap_or_default();
            match known.iter_mut().find(|way| way.to == to) {
                Some(known) => known.chance += chance,
                None => self.ways.push(Way { to, chance }),
            }
        }
        if let Some(&[Way { to, .. }]) = self.ways.get(first..) {
            self.ways.truncate(first);
            self.edges.push(edge.to(to));
            return;
        }
        let ways = self.ways.get_mut(first..).unwrap_or_default();
        for way in ways {
            way.chance /= total;
        }
        let run = (index(first), index(self.ways.len() - first));
        self.edges.push(edge.by_chance(index(self.chances.len())));
        self.chances.push(run);
    }

    /// The number of a packed state, which is new or known.
    fn intern(&mut self, key: &[u64], hash: u64, parent: StateIx) -> StateIx {
        let (words, stride) = (&mut self.words, self.layout.words);
        let new = index(self.parents.len());
        let entry = self.table.entry(
            hash,
            |&other| at(words, stride, other) == key,
            |&other| fold(at(words, stride, other)),
        );
        match entry {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                free.insert(new);
                words.extend_from_slice(key);
                self.parents.push(parent);
                new
            }
        }
    }

    /// The number of a state; `None` if it can't be reached.
    pub fn find(&self, state: &State) -> Option<StateIx> {
        let mut state = *state;
        self.live.clear(&mut state);
        let packed: Packed = self.layout.pack(&state);
        // A value that the layout has no room for would be cut, and find another state.
        let key = packed.get(..self.layout.words)?;
        (self.layout.unpack(key) == state).then_some(())?;
        self.table
            .find(fold(key), |&other| at(&self.words, self.layout.words, other) == key)
            .copied()
    }

    /// Beliefs that make a difference once they are known, as bits.
    pub(super) fn asked(&self) -> u32 {
        self.live.any.revealed
    }

    /// Whether chance has a say anywhere.
    pub fn has_chance(&self) -> bool {
        !self.chances.is_empty()
    }

    /// Which states count as two.
    pub fn keep(&self) -> Keep {
        self.keep
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether there is no state at all.
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// All states, nearest first.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = StateIx> + use<> {
        0..index(self.len())
    }

    /// The states explored from, in the order given.
    pub fn roots(&self) -> &[StateIx] {
        &self.roots
    }

    /// How many choices there are, over all states.
    pub fn choices(&self) -> usize {
        self.edges.len()
    }

    /// The memory in use, in bytes.
    pub fn bytes(&self) -> usize {
        self.words.capacity() * 8
            + self.table.allocation_size()
            + (self.parents.capacity() + self.first_edge.capacity()) * 4
            + self.edges.capacity() * size_of::<Edge>()
            + self.chances.capacity() * 8
            + self.ways.capacity() * size_of::<Way>()
    }

    /// A packed state's own size in bytes, without what is kept around it.
    pub fn packed_bytes(&self) -> usize {
        self.layout.words.min(MAX_WORDS) * 8
    }

    /// A state; what nothing ahead asks about reads as unset.
    pub fn state(&self, index: StateIx) -> State {
        self.layout.unpack(at(&self.words, self.layout.words, index))
    }

    /// The state from which this one was found first, on a shortest way; `None` for a root.
    pub fn parent(&self, index: StateIx) -> Option<StateIx> {
        self.parents
            .get(index as usize)
            .copied()
            .filter(|&parent| parent != StateIx::MAX)
    }

    pub(super) fn edges(&self, index: StateIx) -> &[Edge] {
        let at = index as usize;
        let (Some(&start), Some(&end)) = (self.first_edge.get(at), self.first_edge.get(at + 1)) else {
            return &[];
        };
        self.edges.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// Where an edge leads by chance; `None` if it leads to one state.
    pub(super) fn by_chance(&self, edge: Edge) -> Option<&[Way]> {
        let &(start, len) = self.chances.get(edge.list()? as usize)?;
        self.ways.get(start as usize..(start + len) as usize)
    }

    /// The states that an edge can lead to, with their chances.
    pub(super) fn ways(&self, edge: Edge) -> impl Iterator<Item = Way> + '_ {
        let by_chance = self.by_chance(edge);
        let only = by_chance.is_none().then_some(Way {
            to: edge.target(),
            chance: 1.0,
        });
        by_chance.unwrap_or(&[]).iter().copied().chain(only)
    }

    /// What can be chosen in a state.
    pub fn choices_at(&self, index: StateIx) -> impl Iterator<Item = Choice> + '_ {
        self.edges(index).iter().map(|edge| edge.choice())
    }

    /// Whether a play stops here: at an ending, or at a statement without responses.
    pub fn is_final(&self, index: StateIx) -> bool {
        self.edges(index).is_empty()
    }

    /// The place of a state, without the rest of it.
    pub fn place(&self, index: StateIx) -> Place {
        self.state(index).at
    }
}

fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

pub(super) fn at(words: &[u64], stride: usize, index: StateIx) -> &[u64] {
    let start = index as usize * stride;
    words.get(start..start + stride).unwrap_or(&[])
}

/// Hashes a packed state: each word times an odd number, the two halves of the product folded together.
pub(super) fn fold(words: &[u64]) -> u64 {
    words.iter().fold(0x9E37_79B9_7F4A_7C15, |hash, &word| {
        halves(u128::from(hash ^ word) * 0xA076_1D64_78BD_642F)
    })
}

#[allow(clippy::cast_possible_truncation)]
const fn halves(product: u128) -> u64 {
    (product >> 64) as u64 ^ product as u64
}

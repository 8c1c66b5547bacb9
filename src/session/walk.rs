//! A seeded random walk through the real machine: the bench of speed, and the check that every platform plays the same.

use std::sync::Arc;

use super::event::{Event, Move, Phase, Started};
use super::log::{Record, Records, pack_rupture};
use super::machine::Session;
use super::options::Options;
use super::rng::{Chance, split_mix};
use crate::framework::id::RuptureKind;
use crate::scenario::graph::{ActKind, Graph};
use crate::scenario::id::ScenarioId;
use crate::scenario::state::Place;

/// What a walk came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Answers given.
    pub moves: u64,
    /// Plays that reached an ending.
    pub endings: u64,
    /// Plays begun.
    pub plays: u64,
    /// A digest over the numbers of all events: see [`Digest`].
    pub digest: u64,
}

/// Folds numbers into 64 bits: the steps of FNV-1a (Fowler, Noll and Vo, 1991), taken over 64-bit words in place of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(pub u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Digest {
    /// Folds one word in.
    pub const fn word(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01B3);
    }

    /// Folds in what the client and the rules of play did in these events. Words typed by a trainee are left out.
    #[inline]
    fn records(&mut self, records: Records<'_>) {
        for record in records {
            match record {
                Record::Faced([head, order, texts, rest]) => {
                    self.word(head & !(0xFF << 48));
                    self.word(order);
                    self.word(texts);
                    self.word(rest);
                }
                Record::Answered([head, beliefs, before, rest]) => {
                    self.word(head);
                    self.word(beliefs);
                    self.word(before & 0xFF_FFFF_FFFF);
                    self.word(rest & 0xFFFF_FFFF);
                }
                Record::Other(event) => self.other(event),
            }
        }
    }

    fn other(&mut self, event: &Event) {
        match event {
            Event::RuptureOpened { turn, kind } => {
                self.word(1 << 32 | u64::from(*turn) << 1 | u64::from(*kind == RuptureKind::Confrontation));
            }
            Event::Ended(ended) => {
                let [bond, tasks, goals] = ended.alliance.map(u64::from);
                self.word(4 << 60 | ended.ending.map_or(u64::from(u32::MAX), u64::from));
                self.word(bond << 32 | tasks << 16 | goals << 8 | pack_rupture(ended.rupture));
            }
            _ => {}
        }
    }
}

/// Plays at random, answer after answer and play after play, until this many answers were given.
///
/// Every response on offer is equally likely; a silence is held for 0 to 60 whole seconds; a summary names each belief with a chance of
/// one half.
pub fn walk(graph: &Arc<Graph>, seed: u64, moves: u64) -> Walk {
    let mut seeds = seed;
    let mut choices = Chance::new(split_mix(&mut seeds));
    let started = Started::new(ScenarioId::new("walk"), 0, split_mix(&mut seeds), Options::bare());
    let mut session = Session::new(Arc::clone(graph), started);
    let mut digest = Digest::default();
    digest.records(session.records(0));
    let mut walk = Walk {
        moves: 0,
        endings: 0,
        plays: 1,
        digest: 0,
    };
    while walk.moves < moves {
        let Some(step) = choose(graph, &session, &mut choices) else {
            break;
        };
        let before = session.logged();
        if session.act(step).is_err() {
            break;
        }
        walk.moves += 1;
        digest.records(session.records(before));
        if session.phase() == Phase::Over {
            walk.endings += u64::from(session.ended().is_some_and(|ended| ended.ending.is_some()));
            if walk.moves < moves {
                walk.plays += 1;
                session.reset(split_mix(&mut seeds));
                digest.records(session.records(0));
            }
        }
    }
    walk.digest = digest.0;
    walk
}

#[inline]
fn choose(graph: &Graph, session: &Session, choices: &mut Chance) -> Option<Move> {
    let Place::Statement(statement) = session.state().at else {
        return None;
    };
    let at = choices.below(u32::from(session.shown_len()));
    let response = session.shown(u8::try_from(at).ok()?)?;
    let (mut held_ms, mut beliefs) = (0, 0);
    match graph.response(statement, response)?.act {
        ActKind::Say => {}
        ActKind::Silence => held_ms = choices.below(61) * 1000,
        ActKind::Summary => beliefs = choices.word() & graph.beliefs(),
    }
    Some(Move::Answer {
        response,
        held_ms,
        beliefs,
    })
}

//! A seeded random walk through the real machine: the bench of speed, and the check that every platform plays the same.

use std::sync::Arc;

use super::event::{Event, Move, Phase, Started};
use super::machine::Session;
use super::options::Options;
use super::rng::{Chance, split_mix};
use crate::framework::id::RuptureKind;
use crate::scenario::graph::{ActKind, Graph};
use crate::scenario::id::ScenarioId;
use crate::scenario::rupture::Rupture;

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

    /// Folds in what the client and the rules of play did in an event. Words typed by a trainee are left out.
    #[inline]
    pub fn event(&mut self, event: &Event) {
        match event {
            Event::RuptureOpened { turn, kind } => {
                self.word(1 << 32 | u64::from(*turn) << 1 | u64::from(*kind == RuptureKind::Confrontation));
            }
            Event::Faced(faced) => {
                self.word(2 << 60 | u64::from(faced.turn) << 32 | u64::from(faced.statement));
                self.word(u64::from_le_bytes(faced.order));
                let texts = [faced.scene, faced.cue, faced.says, faced.inner];
                self.word(texts.iter().fold(0, |packed, &case| packed << 16 | u64::from(case)));
                self.word(u64::from(faced.affect) << 32 | u64::from(faced.revealed));
            }
            Event::Answered(answered) => {
                let [bond, tasks, goals] = answered.alliance_after;
                let small = [answered.response, answered.band, answered.quality, bond, tasks, goals];
                let packed = small.iter().fold(3, |packed, &byte| packed << 8 | u64::from(byte));
                self.word(packed << 8 | u64::from(answered.best) << 4 | u64::from(answered.worst));
                self.word(u64::from(answered.beliefs) << 32 | u64::from(answered.revealed));
                self.word(u64::from(answered.held_ms) << 8 | rupture(answered.rupture_after));
                self.word(u64::from(answered.reaction) << 16 | u64::from(answered.feedback));
            }
            Event::Ended(ended) => {
                let [bond, tasks, goals] = ended.alliance.map(u64::from);
                self.word(4 << 60 | ended.ending.map_or(u64::from(u32::MAX), u64::from));
                self.word(bond << 32 | tasks << 16 | goals << 8 | rupture(ended.rupture));
            }
            _ => {}
        }
    }
}

fn rupture(open: Option<Rupture>) -> u64 {
    open.map_or(0, |rupture| {
        1 + (rupture.stage as u64) * 4
            + u64::from(rupture.recognised) * 2
            + u64::from(rupture.kind == RuptureKind::Confrontation)
    })
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
    for event in session.log() {
        digest.event(event);
    }
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
        let Ok(events) = session.act(step) else { break };
        walk.moves += 1;
        for event in events {
            digest.event(event);
        }
        if session.phase() == Phase::Over {
            walk.endings += u64::from(session.ended().is_some_and(|ended| ended.ending.is_some()));
            if walk.moves < moves {
                walk.plays += 1;
                session.reset(split_mix(&mut seeds));
                for event in session.log() {
                    digest.event(event);
                }
            }
        }
    }
    walk.digest = digest.0;
    walk
}

#[inline]
fn choose(graph: &Graph, session: &Session, choices: &mut Chance) -> Option<Move> {
    let faced = session.faced()?;
    let at = choices.below(u32::from(faced.offered));
    let response = *faced.shown().get(at as usize)?;
    let (mut held_ms, mut beliefs) = (0, 0);
    match graph.response(faced.statement, response)?.act {
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

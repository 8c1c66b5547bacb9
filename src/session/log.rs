//! The event log as it is kept while a play runs: the two events that every move makes as four words each, all others as they are.
//! [`Event`]s are made of it when somebody reads the log.
//!
//! A word is put together in a register and written once. An [`Event`] written field by field and then copied costs a move more than the
//! rules of play do.

use std::sync::OnceLock;

use super::event::{Answered, Event, Faced, Started};
use crate::framework::id::RuptureKind;
use crate::scenario::rupture::{Rupture, RuptureChange, Stage};

/// A statement as it was met, packed. From the highest bit down:
/// - tag 8, responses on offer 8, turn 16, statement 32;
/// - the order of the responses, the first in the lowest byte;
/// - the cases of scene, cue, words and unspoken words, 16 each;
/// - nothing 16, case of the affect 16, beliefs made known 32.
type FacedWords = [u64; WORDS];

/// An answer, packed. Its turn and statement are those of the statement met before it. From the highest bit down:
/// - tag 8, response 8, band 8, quality 8, bond, tasks and goals after 8 each, best 4, worst 4;
/// - beliefs named 32, beliefs made known 32;
/// - bond, tasks and goals before 8 each, milliseconds 32, rupture after 8;
/// - nothing 2, rupture before 5, change 3, belief left out 6, and the cases of wording, reaction and feedback, 16 each.
type AnsweredWords = [u64; WORDS];

/// How many words a packed event has.
pub(super) const WORDS: usize = 4;

pub(super) const FACED: u64 = 0x20;
pub(super) const ANSWERED: u64 = 0x03;
const OTHER: u64 = 0xFF;
const TAG: u32 = 56;

/// Everything that happened.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    words: Vec<u64>,
    others: Vec<Event>,
    len: usize,
    /// The log as events, once somebody has asked for it. From then on it is kept up to date.
    events: OnceLock<Vec<Event>>,
}

/// One event of the log.
#[derive(Clone, Copy, Debug)]
pub(super) enum Record<'l> {
    /// A statement was met.
    Faced(FacedWords),
    /// The trainee chose a response.
    Answered(AnsweredWords),
    /// Anything else.
    Other(&'l Event),
}

/// The choice that a trainee made in one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) response: u8,
    pub(super) held_ms: u32,
    pub(super) beliefs: u32,
}

impl Log {
    /// An empty log with room for this many turns.
    pub(super) fn with_capacity(turns: usize) -> Self {
        Self {
            words: Vec::with_capacity(2 * WORDS * turns + WORDS),
            others: Vec::with_capacity(4),
            len: 0,
            events: OnceLock::new(),
        }
    }

    /// How many events there are.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// How many words they take: a place from which [`Log::records`] can read on.
    pub(super) const fn end(&self) -> usize {
        self.words.len()
    }

    /// Takes everything out and keeps the room.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.others.clear();
        self.len = 0;
        self.events.take();
    }

    /// Takes the setup out, which stands first, and with it everything else. Keeps the room.
    pub(super) fn take_started(&mut self) -> Option<Box<Started>> {
        let first = self.others.drain(..).next();
        self.clear();
        match first {
            Some(Event::Started(started)) => Some(started),
            _ => None,
        }
    }

    /// Puts an event at the end.
    pub(super) fn push(&mut self, event: Event) {
        if let Some(events) = self.events.get_mut() {
            events.push(event.clone());
        }
        self.words.push(OTHER << TAG | self.others.len() as u64);
        self.others.push(event);
        self.len += 1;
    }

    /// Puts a statement at the end.
    #[inline(always)]
    pub(super) fn push_faced(&mut self, faced: &Faced) {
        let words = pack_faced(faced);
        self.words.extend_from_slice(&words);
        self.len += 1;
        if let Some(events) = self.events.get_mut() {
            events.push(Event::Faced(*faced));
        }
    }

    /// Puts an answer at the end. Its turn and statement have to be those of the last statement.
    #[inline(always)]
    pub(super) fn push_answered(&mut self, answered: &Answered) {
        let words = pack_answered(answered);
        self.words.extend_from_slice(&words);
        self.len += 1;
        if let Some(events) = self.events.get_mut() {
            events.push(Event::Answered(*answered));
        }
    }

    /// The log as events.
    pub(super) fn events(&self) -> &[Event] {
        self.events.get_or_init(|| self.unpacked())
    }

    fn unpacked(&self) -> Vec<Event> {
        let (mut turn, mut statement) = (0, 0);
        let records = self.records(0);
        records
            .map(|record| match record {
                Record::Other(event) => event.clone(),
                Record::Faced(words) => {
                    let faced = unpack_faced(words);
                    (turn, statement) = (faced.turn, faced.statement);
                    Event::Faced(faced)
                }
                Record::Answered(words) => Event::Answered(unpack_answered(words, turn, statement)),
            })
            .collect()
    }

    /// The events from a place on that [`Log::end`] gave, as they are kept.
    #[inline(always)]
    pub(super) fn records(&self, from: usize) -> Records<'_> {
        Records {
            words: self.words.get(from..).unwrap_or(&[]),
            others: &self.others,
        }
    }

    /// The choices on the way that the log ends on, before a turn. What was rewound is left out.
    pub(super) fn choices(&self, before: u16) -> Vec<Choice> {
        let mut choices = Vec::new();
        for record in self.records(0) {
            match record {
                Record::Faced(words) => choices.truncate(usize::from(unpack_faced(words).turn)),
                Record::Answered(words) => {
                    let answered = unpack_answered(words, 0, 0);
                    choices.push(Choice {
                        response: answered.response,
                        held_ms: answered.held_ms,
                        beliefs: answered.beliefs,
                    });
                }
                Record::Other(_) => {}
            }
        }
        choices.truncate(usize::from(before));
        choices
    }
}

/// The events of a log in order, as they are kept.
#[derive(Clone, Debug)]
pub(super) struct Records<'l> {
    words: &'l [u64],
    others: &'l [Event],
}

impl<'l> Iterator for Records<'l> {
    type Item = Record<'l>;

    #[inline]
    fn next(&mut self) -> Option<Record<'l>> {
        let &first = self.words.first()?;
        let tag = first >> TAG;
        if tag == OTHER {
            self.words = self.words.get(1..)?;
            return self.others.get(small(first)).map(Record::Other);
        }
        let (&words, rest) = self.words.split_first_chunk::<WORDS>()?;
        self.words = rest;
        Some(if tag == FACED {
            Record::Faced(words)
        } else {
            Record::Answered(words)
        })
    }
}

/// An index kept in the low 32 bits of a word.
const fn small(word: u64) -> usize {
    (word & 0xFFFF_FFFF) as usize
}

#[inline(always)]
fn pack_faced(faced: &Faced) -> FacedWords {
    [
        FACED << TAG | u64::from(faced.offered) << 48 | u64::from(faced.turn) << 32 | u64::from(faced.statement),
        u64::from_le_bytes(faced.order),
        u64::from(faced.scene) << 48
            | u64::from(faced.cue) << 32
            | u64::from(faced.says) << 16
            | u64::from(faced.inner),
        u64::from(faced.affect) << 32 | u64::from(faced.revealed),
    ]
}

#[inline]
fn unpack_faced([head, order, texts, rest]: FacedWords) -> Faced {
    Faced {
        turn: bits16(head >> 32),
        statement: bits32(head),
        scene: bits16(texts >> 48),
        cue: bits16(texts >> 32),
        affect: bits16(rest >> 32),
        says: bits16(texts >> 16),
        inner: bits16(texts),
        revealed: bits32(rest),
        offered: bits8(head >> 48),
        order: order.to_le_bytes(),
    }
}

#[inline(always)]
fn pack_answered(answered: &Answered) -> AnsweredWords {
    let left_out = answered.left_out.map_or(0, |bit| u64::from(bit) + 1);
    [
        ANSWERED << TAG
            | u64::from(answered.response) << 48
            | u64::from(answered.band) << 40
            | u64::from(answered.quality) << 32
            | packed(answered.alliance_after) << 8
            | u64::from(answered.best) << 4
            | u64::from(answered.worst),
        u64::from(answered.beliefs) << 32 | u64::from(answered.revealed),
        packed(answered.alliance_before) << 40
            | u64::from(answered.held_ms) << 8
            | pack_rupture(answered.rupture_after),
        pack_rupture(answered.rupture_before) << 57
            | pack_change(answered.change) << 54
            | left_out << 48
            | u64::from(answered.wording) << 32
            | u64::from(answered.reaction) << 16
            | u64::from(answered.feedback),
    ]
}

#[inline]
fn unpack_answered([head, beliefs, before, rest]: AnsweredWords, turn: u16, statement: u32) -> Answered {
    Answered {
        turn,
        statement,
        response: bits8(head >> 48),
        band: bits8(head >> 40),
        held_ms: bits32(before >> 8),
        beliefs: bits32(beliefs >> 32),
        left_out: bits8(rest >> 48 & 63).checked_sub(1),
        wording: bits16(rest >> 32),
        reaction: bits16(rest >> 16),
        feedback: bits16(rest),
        quality: bits8(head >> 32),
        best: bits8(head >> 4 & 15),
        worst: bits8(head & 15),
        alliance_before: unpacked(before >> 40),
        alliance_after: unpacked(head >> 8),
        rupture_before: unpack_rupture(rest >> 57 & 31),
        rupture_after: unpack_rupture(before & 0xFF),
        change: unpack_change(rest >> 54 & 7),
        revealed: bits32(beliefs),
    }
}

#[inline(always)]
fn packed([bond, tasks, goals]: [u8; 3]) -> u64 {
    u64::from(bond) << 16 | u64::from(tasks) << 8 | u64::from(goals)
}

fn unpacked(word: u64) -> [u8; 3] {
    [bits8(word >> 16), bits8(word >> 8), bits8(word)]
}

/// A rupture in 5 bits; 0 for none.
#[inline]
pub(super) fn pack_rupture(open: Option<Rupture>) -> u64 {
    open.map_or(0, |rupture| {
        1 + (rupture.stage as u64) * 4
            + u64::from(rupture.recognised) * 2
            + u64::from(rupture.kind == RuptureKind::Confrontation)
    })
}

fn unpack_rupture(word: u64) -> Option<Rupture> {
    const STAGES: [Stage; 5] = [
        Stage::Discontent,
        Stage::Assertion,
        Stage::Anger,
        Stage::Hurt,
        Stage::Need,
    ];
    let word = small(word).checked_sub(1)?;
    Some(Rupture {
        kind: if word & 1 == 1 {
            RuptureKind::Confrontation
        } else {
            RuptureKind::Withdrawal
        },
        stage: *STAGES.get(word / 4)?,
        recognised: word & 2 == 2,
    })
}

const CHANGES: [RuptureChange; 5] = [
    RuptureChange::Opened,
    RuptureChange::Recognised,
    RuptureChange::Advanced,
    RuptureChange::Resolved,
    RuptureChange::Worsened,
];

/// A change in 3 bits; 0 for none.
#[inline(always)]
fn pack_change(change: Option<RuptureChange>) -> u64 {
    change.map_or(0, |change| change as u64 + 1)
}

fn unpack_change(word: u64) -> Option<RuptureChange> {
    CHANGES.get(small(word).checked_sub(1)?).copied()
}

#[allow(clippy::cast_possible_truncation)]
const fn bits32(word: u64) -> u32 {
    word as u32
}

#[allow(clippy::cast_possible_truncation)]
const fn bits16(word: u64) -> u16 {
    word as u16
}

#[allow(clippy::cast_possible_truncation)]
const fn bits8(word: u64) -> u8 {
    word as u8
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;

    fn faced() -> impl Strategy<Value = Faced> {
        let cases = any::<[u16; 5]>();
        (
            any::<u16>(),
            any::<u32>(),
            cases,
            any::<u32>(),
            any::<u8>(),
            any::<[u8; 8]>(),
        )
            .prop_map(
                |(turn, statement, [scene, cue, affect, says, inner], revealed, offered, order)| Faced {
                    turn,
                    statement,
                    scene,
                    cue,
                    affect,
                    says,
                    inner,
                    revealed,
                    offered,
                    order,
                },
            )
    }

    fn rupture() -> impl Strategy<Value = Option<Rupture>> {
        (0..=20_u64).prop_map(unpack_rupture)
    }

    fn answered() -> impl Strategy<Value = Answered> {
        let small = (any::<u8>(), any::<u8>(), 0..16_u8, 0..16_u8, 0..16_u8);
        let large = (any::<u32>(), any::<u32>(), any::<u32>(), any::<[u16; 3]>());
        let state = (any::<[u8; 3]>(), any::<[u8; 3]>(), rupture(), rupture());
        let rest = (proptest::option::of(0..32_u8), (0..6_u64).prop_map(unpack_change));
        (small, large, state, rest).prop_map(|(small, large, state, (left_out, change))| Answered {
            turn: 7,
            statement: 11,
            response: small.0,
            band: small.1,
            held_ms: large.0,
            beliefs: large.1,
            left_out,
            wording: large.3[0],
            reaction: large.3[1],
            feedback: large.3[2],
            quality: small.2,
            best: small.3,
            worst: small.4,
            alliance_before: state.0,
            alliance_after: state.1,
            rupture_before: state.2,
            rupture_after: state.3,
            change,
            revealed: large.2,
        })
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out_as_it_went_in(mut faced in faced(), answered in answered()) {
            (faced.turn, faced.statement) = (answered.turn, answered.statement);
            let opened = Event::RuptureOpened { turn: 7, kind: RuptureKind::Withdrawal };
            let expected = [opened.clone(), Event::Faced(faced), Event::Answered(answered), opened.clone()];
            for seen_from_the_start in [false, true] {
                let mut log = Log::with_capacity(1);
                if seen_from_the_start {
                    prop_assert!(log.events().is_empty());
                }
                log.push(opened.clone());
                log.push_faced(&faced);
                log.push_answered(&answered);
                log.push(opened.clone());
                prop_assert_eq!(log.len(), expected.len());
                prop_assert_eq!(log.events(), &expected[..]);
            }
        }
    }

    #[test]
    fn every_rupture_and_change_has_a_number_of_its_own() {
        for word in 1..=20 {
            assert_eq!(pack_rupture(unpack_rupture(word)), word);
        }
        for change in CHANGES {
            assert_eq!(unpack_change(pack_change(Some(change))), Some(change));
        }
        assert_eq!((unpack_rupture(0), unpack_change(0)), (None, None));
    }
}

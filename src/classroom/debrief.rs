//! The hour with the room, looked back at: where it was divided, where it changed its mind, and what is worth talking about.

use super::lesson::{Branch, Lesson};
use super::round::{Question, Round, there_to_notice};
use super::tally::letter;
use super::teams::Comparison;
use crate::scenario::graph::Graph;

/// From here on a room counts as divided: in five pairs of neighbours out of ten, the two chose differently.
const DIVIDED: u8 = 50;
/// From this share on, in percent, a change of mind is worth a word.
const CHANGED: u32 = 20;
/// Fewer answers than this say little about a room.
const FEW: u32 = 3;
/// Most moments that are put up for discussion.
pub const MOST: usize = 5;

/// Why a moment is worth talking about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The room was divided in the vote that decided: how much (see [`super::tally::Counts::divided`]), and the two that most chose.
    Divided {
        /// 0 to 100.
        percent: u8,
        /// The two letters with most answers.
        between: (char, char),
    },
    /// Many changed their mind between the votes.
    Changed {
        /// At least so many.
        count: u32,
        /// Of so many.
        of: u32,
        /// The letter that gained most.
        towards: char,
    },
    /// There was a strain, and most saw none, or another.
    Missed,
    /// There was none, and most saw one.
    Imagined,
    /// The room's choice was not among those that nothing on offer is apter than.
    Apart {
        /// The room's.
        chosen: char,
        /// The aptest.
        best: Vec<char>,
    },
    /// The tutor played another response than the room's.
    TutorsOwn {
        /// What the room wanted, if it wanted one.
        room: char,
        /// What was played.
        played: char,
    },
}

/// A round that is worth talking about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The branch, by its place.
    pub branch: usize,
    /// The round, by its place in the branch.
    pub round: usize,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// How much speaks for it; only the order counts.
    pub weight: u32,
}

/// What the room can be shown at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debrief {
    /// Each way through the conversation.
    pub comparison: Comparison,
    /// What to talk about, the weightiest first, at most [`MOST`].
    pub moments: Vec<Moment>,
    /// The round with the most divided vote, as (branch, round, percent).
    pub most_divided: Option<(usize, usize, u8)>,
    /// The round with the largest change of mind, as (branch, round, how many).
    pub most_changed: Option<(usize, usize, u32)>,
}

impl Debrief {
    /// Looks back at a lesson as far as it has come. Only rounds in which something was played count.
    pub fn of(lesson: &Lesson) -> Self {
        let mut debrief = Self {
            comparison: Comparison::of(lesson),
            moments: Vec::new(),
            most_divided: None,
            most_changed: None,
        };
        for (at, branch) in lesson.branches().iter().enumerate() {
            for (number, round) in branch.rounds().iter().enumerate() {
                if round.played().is_some() {
                    debrief.add(at, number, branch, round);
                }
            }
        }
        debrief
            .moments
            .sort_by_key(|moment| (std::cmp::Reverse(moment.weight), moment.branch, moment.round));
        debrief.moments.truncate(MOST);
        debrief
    }

    fn add(&mut self, at: usize, number: usize, branch: &Branch, round: &Round) {
        let counts = round.tally(round.last_vote()).counts();
        let divided = counts.divided().filter(|_| counts.total() >= FEW);
        if let Some(percent) = divided.filter(|percent| *percent > 0)
            && self.most_divided.is_none_or(|(_, _, most)| percent > most)
        {
            self.most_divided = Some((at, number, percent));
        }
        let changed = round.shift().map_or(0, |shift| shift.at_least_changed());
        if changed > 0 && self.most_changed.is_none_or(|(_, _, most)| changed > most) {
            self.most_changed = Some((at, number, changed));
        }
        let mut weighed: Vec<(u32, Reason)> = [
            divided_reason(round),
            changed_reason(round),
            seen_reason(branch.session().graph(), round),
            apart_reason(round),
            own_reason(round),
        ]
        .into_iter()
        .flatten()
        .collect();
        if weighed.is_empty() {
            return;
        }
        weighed.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        self.moments.push(Moment {
            branch: at,
            round: number,
            weight: weighed.iter().map(|(weight, _)| weight).sum(),
            reasons: weighed.into_iter().map(|(_, reason)| reason).collect(),
        });
    }
}

fn divided_reason(round: &Round) -> Option<(u32, Reason)> {
    let counts = round.tally(round.last_vote()).counts();
    let percent = counts.divided()?;
    if percent < DIVIDED || counts.total() < FEW {
        return None;
    }
    let mut places: Vec<(u32, u8)> = counts.by_choice().iter().copied().zip(0_u8..).collect();
    places.sort_by_key(|(count, place)| (std::cmp::Reverse(*count), *place));
    let [(_, first), (_, second), ..] = places.as_slice() else {
        return None;
    };
    let reason = Reason::Divided {
        percent,
        between: (letter(*first), letter(*second)),
    };
    Some((u32::from(percent), reason))
}

fn changed_reason(round: &Round) -> Option<(u32, Reason)> {
    let shift = round.shift()?;
    let first = round.tally(Question::First).voters();
    let (count, of) = (
        shift.at_least_changed(),
        first.min(round.tally(Question::Second).voters()),
    );
    let share = (100 * count).checked_div(of)?;
    if share < CHANGED || of < FEW {
        return None;
    }
    let gained = shift
        .net()
        .iter()
        .zip(0_u8..)
        .max_by_key(|(net, place)| (**net, std::cmp::Reverse(*place)));
    let towards = gained.filter(|(net, _)| **net > 0).map(|(_, place)| letter(place))?;
    Some((share.min(100), Reason::Changed { count, of, towards }))
}

/// The majority's view of the strain against what was there.
fn seen_reason(graph: &Graph, round: &Round) -> Option<(u32, Reason)> {
    let counts = round.tally(Question::Notice).counts();
    let node = graph.statement(round.faced().statement)?;
    let there = there_to_notice(node.strain);
    let right = counts.at(there);
    let total = counts.total();
    let wrong = (100 * total.saturating_sub(right)).checked_div(total)?;
    if wrong <= 50 || total < FEW {
        return None;
    }
    let reason = if node.strain.is_some() {
        Reason::Missed
    } else {
        Reason::Imagined
    };
    Some((wrong, reason))
}

fn apart_reason(round: &Round) -> Option<(u32, Reason)> {
    let counts = round.tally(round.last_vote()).counts();
    let leader = counts.leader().filter(|_| counts.total() >= FEW)?;
    let best = round.best();
    if best.contains(&leader) {
        return None;
    }
    let reason = Reason::Apart {
        chosen: letter(leader),
        best: best.into_iter().map(letter).collect(),
    };
    Some((60, reason))
}

fn own_reason(round: &Round) -> Option<(u32, Reason)> {
    let played = round.place_of(round.played()?.response)?;
    let room = round.tally(round.last_vote()).counts().leader()?;
    let reason = Reason::TutorsOwn {
        room: letter(room),
        played: letter(played),
    };
    (room != played).then_some((30, reason))
}

//! One round: a statement of the client, what the room noticed, its votes, and what was played.

use std::cmp::Ordering;

use super::clock::Clock;
use super::phone::Phase;
use super::shift::Shift;
use super::tally::{Tally, letter};
use crate::framework::id::RuptureKind;
use crate::framework::load::bundled;
use crate::framework::model::Marker;
use crate::scenario::graph::ActKind;
use crate::session::event::{Answered, Faced};

/// How many answers there are to "what do you notice?": no strain, a withdrawal, a confrontation, in this order.
pub const NOTICES: usize = 3;

/// The place among them of what there was.
pub const fn there_to_notice(strain: Option<RuptureKind>) -> u8 {
    match strain {
        None => 0,
        Some(RuptureKind::Withdrawal) => 1,
        Some(RuptureKind::Confrontation) => 2,
    }
}

/// The markers of a kind, in the framework's order: the answers to "which sign of it?".
pub fn markers(kind: RuptureKind) -> impl Iterator<Item = &'static Marker> {
    bundled().markers.iter().filter(move |marker| marker.kind == kind)
}

/// Where a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The client speaks.
    Statement,
    /// Is there a strain, and does the client move away or against?
    Notice,
    /// By which sign is it seen?
    Marker,
    /// The first vote, in silence.
    First,
    /// Talk with each other.
    Discuss,
    /// The second vote.
    Second,
    /// What the room chose, and what was there to see.
    Reveal,
    /// A silence is held, or a summary put together.
    Act,
    /// The response was given: what it did.
    Played,
}

impl Step {
    /// All steps in order.
    pub const ALL: [Self; 9] = [
        Self::Statement,
        Self::Notice,
        Self::Marker,
        Self::First,
        Self::Discuss,
        Self::Second,
        Self::Reveal,
        Self::Act,
        Self::Played,
    ];

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Statement => "Statement",
            Self::Notice => "Notice",
            Self::Marker => "Which sign",
            Self::First => "First vote",
            Self::Discuss => "Discussion",
            Self::Second => "Second vote",
            Self::Reveal => "Reveal",
            Self::Act => "Hold",
            Self::Played => "What it did",
        }
    }

    /// What phones show meanwhile.
    pub const fn phase(self) -> Phase {
        match self {
            Self::Statement | Self::Act | Self::Played => Phase::Waiting,
            Self::Notice | Self::Marker => Phase::Notice,
            Self::First => Phase::First,
            Self::Discuss => Phase::Discuss,
            Self::Second => Phase::Second,
            Self::Reveal => Phase::Reveal,
        }
    }

    /// The question that is answered at this step, if answers are taken.
    pub const fn question(self) -> Option<Question> {
        match self {
            Self::Notice => Some(Question::Notice),
            Self::Marker => Some(Question::Marker),
            Self::First => Some(Question::First),
            Self::Second => Some(Question::Second),
            _ => None,
        }
    }
}

/// Which of a round's questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// What do you notice?
    Notice,
    /// Which sign of it?
    Marker,
    /// The first vote.
    First,
    /// The second vote.
    Second,
}

impl Question {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Notice, Self::Marker, Self::First, Self::Second];

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Notice => "What is noticed",
            Self::Marker => "Which sign",
            Self::First => "First vote",
            Self::Second => "Second vote",
        }
    }

    /// Its own of four things, of which each question has one.
    fn own<T>(self, [notice, marker, first, second]: [T; 4]) -> T {
        match self {
            Self::Notice => notice,
            Self::Marker => marker,
            Self::First => first,
            Self::Second => second,
        }
    }
}

/// The steps between a statement and the reveal that are stopped at. Each can be gone to by hand all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Whether the room says what it notices.
    pub notice: bool,
    /// Whether it says by which sign, if it has seen a strain.
    pub marker: bool,
    /// Whether it votes in silence.
    pub first: bool,
    /// Whether it talks.
    pub discuss: bool,
    /// Whether it votes again.
    pub second: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            notice: true,
            marker: false,
            first: true,
            discuss: true,
            second: true,
        }
    }
}

impl Plan {
    /// Whether a step is stopped at.
    pub const fn has(self, step: Step) -> bool {
        match step {
            Step::Notice => self.notice,
            Step::Marker => self.marker,
            Step::First => self.first,
            Step::Discuss => self.discuss,
            Step::Second => self.second,
            Step::Statement | Step::Reveal | Step::Act | Step::Played => true,
        }
    }

    /// The step after this one, up to the reveal.
    pub fn after(self, step: Step) -> Step {
        let later = Step::ALL.into_iter().filter(|other| *other > step);
        later.into_iter().find(|other| self.has(*other)).unwrap_or(Step::Reveal)
    }

    /// The step before this one; `None` at the statement.
    pub fn before(self, step: Step) -> Option<Step> {
        let earlier = Step::ALL.into_iter().rev().filter(|other| *other < step);
        earlier.into_iter().find(|other| self.has(*other))
    }
}

/// What the room's last vote came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Nobody voted.
    Nothing,
    /// One choice is ahead, by its place.
    One(u8),
    /// Several are level, by place.
    Level(Vec<u8>),
}

/// One choice as its author rates it: for the tutor, and for the reveal. A phone has no field for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// The response's place in the statement.
    pub response: u8,
    /// What kind of act it is.
    pub act: ActKind,
    /// How apt it can be here and now, 0 to 4: a silence of the aptest length, a summary that is right.
    pub quality: u8,
}

/// One statement that the room met.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    faced: Faced,
    choices: Vec<Rated>,
    pub(super) step: Step,
    numbers: [Option<u32>; 4],
    tallies: [Tally; 4],
    /// The kind whose markers were asked for.
    marked: Option<RuptureKind>,
    pub(super) is_revealed: bool,
    pub(super) clock: Clock,
    pub(super) pick: Option<u8>,
    pub(super) since_ms: Option<i64>,
    pub(super) beliefs: u32,
    pub(super) played: Option<Answered>,
    pub(super) shows_counts: bool,
    pub(super) notes: String,
}

impl Round {
    pub(super) fn new(faced: Faced, choices: Vec<Rated>, discussion_ms: i64) -> Self {
        let votes = Tally::new(choices.len());
        Self {
            faced,
            step: Step::Statement,
            numbers: [None; 4],
            tallies: [Tally::new(NOTICES), Tally::default(), votes.clone(), votes],
            marked: None,
            is_revealed: false,
            clock: Clock::new(discussion_ms),
            pick: None,
            since_ms: None,
            beliefs: 0,
            played: None,
            shows_counts: false,
            notes: String::new(),
            choices,
        }
    }

    /// The turn of the session, from 0.
    pub fn turn(&self) -> u16 {
        self.faced.turn
    }

    /// The statement as it was met.
    pub fn faced(&self) -> &Faced {
        &self.faced
    }

    /// Where the round stands.
    pub fn step(&self) -> Step {
        self.step
    }

    /// The responses on offer in the order of their letters, as their author rates them.
    pub fn rated(&self) -> &[Rated] {
        &self.choices
    }

    /// The response behind a choice, by its place in the statement.
    pub fn response(&self, choice: u8) -> Option<u8> {
        self.choices.get(usize::from(choice)).map(|rated| rated.response)
    }

    /// The place of a response among the choices.
    pub fn place_of(&self, response: u8) -> Option<u8> {
        let found = self.choices.iter().position(|rated| rated.response == response)?;
        u8::try_from(found).ok()
    }

    /// The choices, by place, that nothing on offer is apter than.
    pub fn best(&self) -> Vec<u8> {
        let most = self.choices.iter().map(|rated| rated.quality).max();
        let places = (0_u8..).zip(&self.choices);
        let best = places.filter(|(_, rated)| Some(rated.quality) == most);
        best.map(|(place, _)| place).collect()
    }

    /// Whether anybody has voted in it.
    pub fn has_votes(&self) -> bool {
        self.tallies.iter().any(|tally| !tally.is_empty())
    }

    /// The answers to one of its questions.
    pub fn tally(&self, question: Question) -> &Tally {
        question.own(self.tallies.each_ref())
    }

    pub(super) fn tally_mut(&mut self, question: Question) -> &mut Tally {
        question.own(self.tallies.each_mut())
    }

    /// The number under which phones know a question, once it was asked.
    pub fn number(&self, question: Question) -> Option<u32> {
        question.own(self.numbers)
    }

    /// Gives a question a number if it has none yet. Whether it took it.
    pub(super) fn give_number(&mut self, question: Question, number: u32) -> bool {
        let mine = question.own(self.numbers.each_mut());
        let is_free = mine.is_none();
        if is_free {
            *mine = Some(number);
        }
        is_free
    }

    /// The kind of strain that most of those saw who saw one; `None` if nobody did, or as many saw one as the other.
    pub fn seen(&self) -> Option<RuptureKind> {
        let counts = self.tally(Question::Notice).counts();
        let of = |kind| counts.at(there_to_notice(Some(kind)));
        match of(RuptureKind::Withdrawal).cmp(&of(RuptureKind::Confrontation)) {
            Ordering::Greater => Some(RuptureKind::Withdrawal),
            Ordering::Less => Some(RuptureKind::Confrontation),
            Ordering::Equal => None,
        }
    }

    /// The markers that the room was asked for: those of the kind that most had seen, so that nothing is told by asking.
    pub fn markers(&self) -> Vec<&'static Marker> {
        self.marked.map(|kind| markers(kind).collect()).unwrap_or_default()
    }

    /// Asks for the markers of a kind. Those of another kind that were named before are forgotten.
    pub(super) fn ask_for_markers(&mut self, kind: RuptureKind) {
        if self.marked == Some(kind) {
            return;
        }
        self.marked = Some(kind);
        let [_, number, _, _] = &mut self.numbers;
        *number = None;
        *self.tally_mut(Question::Marker) = Tally::new(self.markers().len());
    }

    /// The question that is open or was asked last before this step.
    pub fn asked(&self) -> Option<Question> {
        match self.step {
            Step::Statement => None,
            Step::Notice => Some(Question::Notice),
            Step::Marker => Some(Question::Marker),
            Step::First => Some(Question::First),
            Step::Second => Some(Question::Second),
            Step::Discuss => self.number(Question::First).map(|_| Question::First),
            Step::Reveal | Step::Act | Step::Played => Some(self.last_vote()),
        }
    }

    /// The vote that decides: the second if anybody took part in it, else the first.
    pub fn last_vote(&self) -> Question {
        if self.tally(Question::Second).is_empty() {
            Question::First
        } else {
            Question::Second
        }
    }

    /// What the room chose in the vote that decides.
    pub fn chosen(&self) -> Chosen {
        match self.tally(self.last_vote()).counts().leaders().as_slice() {
            [] => Chosen::Nothing,
            [one] => Chosen::One(*one),
            level => Chosen::Level(level.to_vec()),
        }
    }

    /// The choice that will be played: the tutor's own if there is one, else the room's.
    pub fn to_play(&self) -> Option<u8> {
        self.pick.or(match self.chosen() {
            Chosen::One(choice) => Some(choice),
            Chosen::Nothing | Chosen::Level(_) => None,
        })
    }

    /// What the tutor picked instead of, or in place of, the room.
    pub fn pick(&self) -> Option<u8> {
        self.pick
    }

    /// The change between the two votes, if both were taken.
    pub fn shift(&self) -> Option<Shift> {
        let (first, second) = (self.tally(Question::First), self.tally(Question::Second));
        (!first.is_empty() && !second.is_empty()).then(|| Shift::between(first, second))
    }

    /// What was played, once something was.
    pub fn played(&self) -> Option<&Answered> {
        self.played.as_ref()
    }

    /// The letter of what was played.
    pub fn played_letter(&self) -> Option<char> {
        self.place_of(self.played?.response).map(letter)
    }

    /// Whether what was played is what the room had chosen.
    pub fn is_rooms(&self) -> bool {
        let played = self.played.and_then(|answered| self.place_of(answered.response));
        played.is_some_and(|played| self.chosen() == Chosen::One(played))
    }

    /// Whether the votes were revealed. They are closed for good then.
    pub fn is_revealed(&self) -> bool {
        self.is_revealed
    }

    /// Whether the distribution is shown before the reveal.
    pub fn shows_counts(&self) -> bool {
        self.shows_counts || self.is_revealed
    }

    /// The time that the discussion has.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The beliefs that go into a summary, as bits in file order.
    pub fn beliefs(&self) -> u32 {
        self.beliefs
    }

    /// When the silence began.
    pub fn since_ms(&self) -> Option<i64> {
        self.since_ms
    }

    /// What the tutor wrote down about the discussion.
    pub fn notes(&self) -> &str {
        &self.notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_leaves_out_what_is_not_wanted() {
        let all = Plan::default();
        let check = |plan: Plan, step, after, before| {
            assert_eq!((plan.after(step), plan.before(step)), (after, before), "{step:?}")
        };
        check(all, Step::Statement, Step::Notice, None);
        check(all, Step::Second, Step::Reveal, Some(Step::Discuss));
        let quick = Plan {
            notice: false,
            marker: false,
            first: true,
            discuss: false,
            second: false,
        };
        check(quick, Step::Statement, Step::First, None);
        check(quick, Step::First, Step::Reveal, Some(Step::Statement));
        // A step that was gone to by hand has a way on and back as well.
        check(quick, Step::Discuss, Step::Reveal, Some(Step::First));
    }

    #[test]
    fn answers_are_taken_exactly_where_phones_may_give_them() {
        for step in Step::ALL {
            assert_eq!(step.question().is_some(), step.phase().is_open(), "{step:?}");
        }
    }
}

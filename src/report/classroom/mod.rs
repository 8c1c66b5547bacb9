//! What leaves a lesson with a room, if its tutor asks: sums, the way that was taken, what to talk about, and the tutor's notes.
//!
//! A lesson's record has no devices in it to begin with; [`suppress`] keeps small numbers back as well, so that nobody who knows who was in
//! the room can tell what one of them answered.

mod page;
pub mod suppress;
mod table;
pub mod words;

use super::moment::Moment;
use crate::classroom::debrief::Reason;
use crate::classroom::record::{Record, RoundRecord};
use crate::classroom::round::Question;
use crate::classroom::shift::Flow;

use suppress::{Safe, kept_to, safe, safe_flows};

/// Numbers under this are kept back unless the tutor says otherwise.
pub const SMALL: u32 = 5;

/// A lesson on its way out.
#[derive(Clone, Debug)]
pub struct ClassroomReport {
    /// What happened.
    pub record: Record,
    /// Numbers from 1 to below this are kept back; with 0 or 1 none are, and 2 counts as 3.
    pub threshold: u32,
    /// When the report is made, if that is to stand in it.
    pub made: Option<Moment>,
    /// The program that makes it, with its version.
    pub program: String,
}

/// How a classroom report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClassroomFormat {
    /// A page to read, print and keep.
    #[default]
    Html,
    /// A table with one row a sum.
    Csv,
}

impl ClassroomFormat {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Html, Self::Csv];

    /// What its files' names end in, without the point.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Csv => "csv",
        }
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "Web page (HTML)",
            Self::Csv => "Table (CSV)",
        }
    }
}

impl ClassroomReport {
    /// The file's text.
    pub fn write(&self, format: ClassroomFormat) -> String {
        match format {
            ClassroomFormat::Html => super::html::write(&page::document(self)),
            ClassroomFormat::Csv => table::write(self),
        }
    }

    /// The sums of a question as they may leave.
    fn safe(&self, round: &RoundRecord, question: Question) -> Option<Safe> {
        let (_, counts) = round.votes.iter().find(|(other, _)| *other == question)?;
        Some(safe(counts.by_choice(), self.threshold))
    }

    /// Who went where between the votes, if nobody can be told by it.
    fn flows(&self, round: &RoundRecord) -> Option<Vec<Flow>> {
        let shift = round.shift?;
        let (first, second) = (self.safe(round, Question::First)?, self.safe(round, Question::Second)?);
        if first.hides_any() || second.hides_any() {
            return None;
        }
        safe_flows(&shift, self.threshold)
    }

    /// Whether so few answered a question that not even what most of them chose may be told.
    fn is_few(&self, round: &RoundRecord, question: Question) -> bool {
        self.safe(round, question).is_some_and(|safe| safe.total.is_none())
    }

    /// Whether so few took part in the vote that decided.
    fn few_decided(&self, round: &RoundRecord) -> bool {
        let deciding = [Question::Second, Question::First]
            .into_iter()
            .find(|question| self.safe(round, *question).is_some());
        deciding.is_some_and(|question| self.is_few(round, question))
    }

    /// Whether a reason to talk about a round tells of more than a few.
    fn may_tell(&self, round: &RoundRecord, reason: &Reason) -> bool {
        match reason {
            Reason::Missed | Reason::Imagined => !self.is_few(round, Question::Notice),
            Reason::Changed { count, .. } => *count >= kept_to(self.threshold) && !self.few_decided(round),
            Reason::Divided { .. } | Reason::Apart { .. } | Reason::TutorsOwn { .. } => !self.few_decided(round),
        }
    }

    /// Whether every number of a round may leave as it is.
    fn is_open(&self, round: &RoundRecord) -> bool {
        let mut safe = Question::ALL
            .into_iter()
            .filter_map(|question| self.safe(round, question));
        safe.all(|safe| !safe.hides_any()) && (round.shift.is_none() || self.flows(round).is_some())
    }
}

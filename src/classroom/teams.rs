//! Several practitioners with the same client: where their ways lead, and where they part.

use super::lesson::{Branch, Lesson};
use super::tally::letter;
use crate::session::event::Ended;

/// One answer on a team's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Played {
    /// The statement's place in the file.
    pub statement: u32,
    /// The response's place in the statement.
    pub response: u8,
    /// Its letter; the same for every team.
    pub letter: char,
    /// Bond, tasks and goals after it.
    pub after: [u8; 3],
}

/// One team's way through the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The team.
    pub name: String,
    /// Bond, tasks and goals at the start.
    pub start: [u8; 3],
    /// Its answers in order.
    pub played: Vec<Played>,
    /// How it ended, if it did.
    pub ended: Option<Ended>,
}

impl Course {
    fn of(branch: &Branch) -> Self {
        let played = branch.rounds().iter().filter_map(|round| {
            let answered = round.played()?;
            Some(Played {
                statement: answered.statement,
                response: answered.response,
                letter: round.place_of(answered.response).map(letter)?,
                after: answered.alliance_after,
            })
        });
        Self {
            name: branch.name().to_owned(),
            start: branch.session().graph().initial().alliance,
            played: played.collect(),
            ended: branch.session().ended().copied(),
        }
    }

    /// Bond, tasks and goals now.
    pub fn now(&self) -> [u8; 3] {
        self.played.last().map_or(self.start, |played| played.after)
    }
}

/// All teams beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// One course a team, in the order of the teams.
    pub courses: Vec<Course>,
    /// The first turn, from 0, at which not all answered alike, among the turns that all have played.
    pub parted: Option<usize>,
}

impl Comparison {
    /// Compares the teams of a lesson as far as they have come.
    pub fn of(lesson: &Lesson) -> Self {
        let courses: Vec<Course> = lesson.branches().iter().map(Course::of).collect();
        let turns = courses
            .iter()
            .map(|course| course.played.len())
            .min()
            .unwrap_or_default();
        let answers = |turn: usize| {
            let mut of_each = courses.iter().filter_map(move |course| course.played.get(turn));
            let first = of_each.next().map(|played| (played.statement, played.response));
            of_each.all(|played| Some((played.statement, played.response)) == first)
        };
        let parted = (0..turns).find(|turn| !answers(*turn));
        Self { courses, parted }
    }
}

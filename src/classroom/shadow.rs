//! The path that was not taken: what the client would have said to another answer, and where that would have led.
//!
//! A copy of the play is rewound and goes another way. The play itself is not touched.

use super::lesson::Branch;
use super::playing::{aptest, at_its_best, skip_to_response};
use crate::session::event::{Answered, Ended, Event, Faced, Move, Phase};
use crate::session::machine::Session;
use crate::session::replay::path;

/// Most turns that a shadow is followed.
pub const MAX_TURNS: usize = 40;

/// How it goes on after the other answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// With what the author rates highest at each turn.
    Aptest,
    /// As the room went on, as long as the same statements come; then with what the author rates highest.
    AsPlayed,
}

/// One turn on the other path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShadowTurn {
    /// What the client said.
    pub faced: Faced,
    /// What was answered.
    pub answered: Answered,
}

/// The other path from one turn on.
#[derive(Clone, Debug, PartialEq)]
pub struct Shadow {
    /// The turns, beginning with the one at which the paths part.
    pub turns: Vec<ShadowTurn>,
    /// What the client says after the last of these turns, if the path was cut there.
    pub next: Option<Faced>,
    /// How it would have ended, if it was followed that far.
    pub ended: Option<Ended>,
}

impl Shadow {
    /// What would have followed another response at one of a branch's rounds. A silence is held for the aptest length and a summary is
    /// right. `None` if that response was not on offer there, or the play was rewound too often.
    pub fn of(branch: &Branch, round: usize, response: u8, onward: Onward) -> Option<Self> {
        let taken = branch.rounds().get(round)?;
        taken.place_of(response)?;
        let mut session = branch.session().clone();
        if taken.played().is_some() || branch.is_over() {
            session.act(Move::Rewind { turn: taken.turn() }).ok()?;
        }
        let as_played = match onward {
            Onward::Aptest => Vec::new(),
            Onward::AsPlayed => answers(branch.session()),
        };
        skip_to_response(&mut session);
        let (_, step) = at_its_best(&session, response)?;
        let mut shadow = Self {
            turns: Vec::new(),
            next: None,
            ended: None,
        };
        let mut step = Some(step);
        while let (Some(answer), true) = (step.take(), shadow.turns.len() < MAX_TURNS) {
            let faced = *session.faced()?;
            session.act(answer).ok()?;
            shadow.turns.push(ShadowTurn {
                faced,
                answered: *session.answered()?,
            });
            session.act(Move::Continue).ok()?;
            skip_to_response(&mut session);
            if session.phase() == Phase::Respond {
                step = next(&session, &as_played);
            }
        }
        shadow.ended = session.ended().copied();
        shadow.next = session.faced().copied().filter(|_| shadow.ended.is_none());
        Some(shadow)
    }

    /// Bond, tasks and goals after each turn.
    pub fn alliance(&self) -> Vec<[u8; 3]> {
        self.turns.iter().map(|turn| turn.answered.alliance_after).collect()
    }

    /// What the client says next: the statement after the first answer.
    pub fn client_next(&self) -> Option<&Faced> {
        self.turns.get(1).map(|turn| &turn.faced).or(self.next.as_ref())
    }
}

/// The answers of the way that a play is on.
fn answers(session: &Session) -> Vec<Answered> {
    let log = session.log();
    let kept = path(log).kept.into_iter().filter_map(|at| log.get(at));
    kept.filter_map(|event| match event {
        Event::Answered(answered) => Some(*answered),
        _ => None,
    })
    .collect()
}

/// What the room answered at this turn and statement, if it is on offer; else the aptest.
fn next(session: &Session, as_played: &[Answered]) -> Option<Move> {
    let faced = session.faced()?;
    let before = as_played.get(usize::from(faced.turn));
    let same =
        before.filter(|answered| answered.statement == faced.statement && faced.shown().contains(&answered.response));
    let repeated = same.map(|answered| Move::Answer {
        response: answered.response,
        held_ms: answered.held_ms,
        beliefs: answered.beliefs,
    });
    repeated.or_else(|| aptest(session))
}

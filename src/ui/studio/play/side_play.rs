//! The play itself: how it was begun, what was done in it, and how it goes on when the vignette is changed under it.

use std::sync::Arc;

use super::start::Start;
use crate::library::vignette::Vignette;
use crate::scenario::state::State;
use crate::session::event::{Event, Move, Phase};
use crate::session::options::{Mode, Options, Steps};
use crate::session::refused::Refused;
use crate::ui::practise::play::Play;

/// One answer, by what it is called: places in the file change while it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    statement: String,
    response: String,
    held_ms: u32,
    beliefs: Vec<String>,
}

/// A play at the side of the desk.
#[derive(Debug)]
pub struct SidePlay {
    /// The play.
    pub play: Play,
    /// Where it began; none for the opening.
    from: Option<(String, Start)>,
    seed: u64,
    /// Whether the last change of the vignette made it lose its way, so that it stands at an earlier place.
    pub went_back: bool,
}

/// Respond, hear back, and see what it does: nothing that a tutor would have to skip.
fn options(from: Option<State>) -> Options {
    let practice = Options::of(Mode::Practice);
    Options {
        steps: Steps {
            gauges: true,
            ..practice.steps
        },
        from,
        ..practice
    }
}

impl SidePlay {
    /// Begins at the opening.
    pub fn begin(vignette: Arc<Vignette>, seed: u64) -> Self {
        Self {
            play: Play::begin(vignette, seed, options(None)),
            from: None,
            seed,
            went_back: false,
        }
    }

    /// Begins at a statement, come to in a state. `None` if the vignette has no such statement.
    pub fn begin_at(vignette: Arc<Vignette>, seed: u64, statement: &str, start: Start) -> Option<Self> {
        let state = start.state(&vignette, statement)?;
        Some(Self {
            play: Play::begin(vignette, seed, options(Some(state))),
            from: Some((statement.to_owned(), start)),
            seed,
            went_back: false,
        })
    }

    /// Makes a move.
    ///
    /// # Errors
    /// If the session refuses it.
    pub fn act(&mut self, step: Move) -> Result<(), Refused> {
        self.play.act(step)?;
        self.play.kept();
        self.went_back = false;
        Ok(())
    }

    /// The statement that it is at, unless it is over.
    pub fn statement(&self) -> Option<&str> {
        if self.play.session.phase() == Phase::Over {
            return None;
        }
        let faced = self.play.session.faced()?;
        let statements = &self.play.vignette.scenario.statements;
        Some(statements.get_index(faced.statement as usize)?.0.as_str())
    }

    /// Goes on with the vignette as it is now: the same answers are given again, as far as they are still there to give.
    pub fn follow(&mut self, vignette: &Arc<Vignette>) {
        if vignette.hash == self.play.vignette.hash {
            return;
        }
        let answers = self.answers();
        let was_feedback = self.play.session.phase() == Phase::Feedback;
        let begun = match &self.from {
            Some((statement, start)) => Self::begin_at(Arc::clone(vignette), self.seed, statement, start.clone()),
            None => Some(Self::begin(Arc::clone(vignette), self.seed)),
        };
        let mut other = begun.unwrap_or_else(|| Self::begin(Arc::clone(vignette), self.seed));
        let count = answers.len();
        let mut given = 0;
        for (number, answer) in answers.into_iter().enumerate() {
            if other.give(&answer).is_none() {
                break;
            }
            given = number + 1;
            let last = number + 1 == count;
            if !(last && was_feedback) && other.act(Move::Continue).is_err() {
                break;
            }
        }
        other.went_back = given < count;
        *self = other;
    }

    fn give(&mut self, answer: &Answer) -> Option<()> {
        if self.statement()? != answer.statement {
            return None;
        }
        let scenario = &self.play.vignette.scenario;
        let own = scenario.statements.get(answer.statement.as_str())?;
        let response = u8::try_from(own.responses.get_index_of(answer.response.as_str())?).ok()?;
        let named = |id: &String| scenario.client.beliefs.get_index_of(id.as_str());
        let bits = answer
            .beliefs
            .iter()
            .filter_map(named)
            .fold(0, |bits, at| bits | 1 << at);
        let step = Move::Answer {
            response,
            held_ms: answer.held_ms,
            beliefs: bits,
        };
        self.act(step).ok()
    }

    /// What was answered until now, less what was rewound.
    fn answers(&self) -> Vec<Answer> {
        let scenario = &self.play.vignette.scenario;
        let log = self.play.session.log();
        let path = crate::session::replay::path(log);
        let mut at = None;
        let mut answers = Vec::new();
        for event in path.kept.into_iter().filter_map(|at| log.get(at)) {
            match event {
                Event::Faced(faced) => at = Some(faced.statement),
                Event::Answered(answered) => {
                    let own = at.and_then(|at| scenario.statements.get_index(at as usize));
                    let said =
                        own.and_then(|(id, own)| Some((id, own.responses.get_index(answered.response.into())?.0)));
                    let Some((statement, response)) = said else { break };
                    let named = scenario.client.beliefs.keys().enumerate();
                    answers.push(Answer {
                        statement: statement.as_str().to_owned(),
                        response: response.as_str().to_owned(),
                        held_ms: answered.held_ms,
                        beliefs: named
                            .filter(|(bit, _)| answered.beliefs >> bit & 1 == 1)
                            .map(|(_, id)| id.as_str().to_owned())
                            .collect(),
                    });
                }
                _ => {}
            }
        }
        answers
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::library::vignette::load;

    #[test]
    fn a_state_set_by_hand_stays_what_it_is_while_the_vignette_is_changed_under_the_play() {
        let text = include_str!("../../../../tests/vignettes/every-field.ron");
        let before = load(text, bundled()).vignette.unwrap();
        let mut start = Start::of(&before.graph.initial(), &before);
        start.alliance = [81, 12, 9];
        start.flags.iter_mut().for_each(|(_, set)| *set = true);
        start.counters.iter_mut().for_each(|(_, value)| *value = 2);
        let mut play = SidePlay::begin_at(Arc::clone(&before), 7, "sorry", start.clone()).unwrap();
        assert_eq!(play.statement(), Some("sorry"));
        let told = |play: &SidePlay| Start::of(play.play.session.state(), &play.play.vignette);
        assert_eq!((told(&play).alliance, told(&play).flags), (start.alliance, start.flags));
        let longer = text.replacen("variables: {", "variables: { \"first\": Flag(false),", 1);
        play.follow(&load(&longer, bundled()).vignette.unwrap());
        let now = told(&play);
        let flag = |id: &str| now.flags.iter().find(|(own, _)| own == id).map(|(_, set)| *set);
        assert_eq!((flag("first"), flag("form-named")), (Some(false), Some(true)));
        assert_eq!((now.alliance, now.counters), (start.alliance, start.counters));
        assert!(SidePlay::begin_at(before, 7, "nowhere", Start::default()).is_none());
    }
}

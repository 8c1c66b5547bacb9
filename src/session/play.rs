//! The rules of a turn: what is asked when, what an answer does, and how a play ends. Changes while the graph is borrowed.

use super::event::{Answered, Ended, Event, Faced, MAX_DRAFT, Move, Noticed, Phase, Reason};
use super::machine::MAX_TURNS;
use super::on_offer::qualities;
use super::options::{Feedback, Mode, Options};
use super::refused::{MAX_REWINDS, Refused};
use super::rng::Chance;
use crate::scenario::graph::{ActKind, Graph, Onward, Outcome};
use crate::scenario::state::{MAX_RESPONSES, Place, State};
use crate::scenario::summary::corrections;

/// Where a turn began: enough to begin it again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checkpoint {
    state: State,
    place: Place,
    position: u64,
}

/// All of a session but the graph, so that the graph can be borrowed while this changes.
#[derive(Clone, Debug)]
pub(super) struct Play {
    pub(super) options: Options,
    pub(super) log: Vec<Event>,
    pub(super) chance: Chance,
    pub(super) state: State,
    pub(super) phase: Phase,
    pub(super) turn: u16,
    pub(super) offered: u8,
    /// The places in the log of this turn's statement and answer.
    pub(super) faced: Option<usize>,
    pub(super) answered: Option<usize>,
    pub(super) onward: Option<Place>,
    pub(super) checkpoints: Vec<Checkpoint>,
    pub(super) rewinds: u16,
    pub(super) ended: Option<Ended>,
}

impl Play {
    pub(super) fn act(&mut self, graph: &Graph, step: Move) -> Result<(), Refused> {
        let turn = self.turn;
        match step {
            Move::Answer {
                response,
                held_ms,
                beliefs,
            } => return self.answer(graph, response, held_ms, beliefs),
            Move::Rewind { turn } => return self.rewind(graph, turn),
            Move::Notice(noticed) => self.notice(noticed)?,
            Move::Draft(text) => {
                self.expect(Phase::Draft)?;
                if text.chars().nth(MAX_DRAFT).is_some() {
                    return Err(Refused::DraftTooLong);
                }
                self.log.push(Event::Drafted { turn, text });
            }
            Move::Confidence(percent) => {
                self.expect(Phase::Confidence)?;
                if percent > 100 {
                    return Err(Refused::OutOfRange);
                }
                self.log.push(Event::Confident { turn, percent });
            }
            Move::ReadAlliance(read) => {
                self.expect(Phase::ReadAlliance)?;
                if read.iter().any(|&value| value > 100) {
                    return Err(Refused::OutOfRange);
                }
                let actual = self.state.alliance;
                self.log.push(Event::Read { turn, read, actual });
            }
            Move::Notebook(beliefs) => {
                self.expect(Phase::Notebook)?;
                self.log.push(Event::Notebook {
                    beliefs: beliefs & graph.beliefs(),
                });
            }
            Move::Continue => {
                self.expect(Phase::Feedback)?;
                self.log.push(Event::Continued { turn });
            }
            Move::Skip => self.skip()?,
        }
        self.go_on(graph);
        Ok(())
    }

    fn expect(&self, phase: Phase) -> Result<(), Refused> {
        if self.phase == phase {
            Ok(())
        } else {
            Err(Refused::NotNow(self.phase))
        }
    }

    fn notice(&mut self, noticed: Noticed) -> Result<(), Refused> {
        self.expect(Phase::Notice)?;
        self.log.push(Event::Noticed {
            turn: self.turn,
            noticed,
        });
        Ok(())
    }

    fn skip(&mut self) -> Result<(), Refused> {
        match self.phase {
            Phase::Notice | Phase::Draft | Phase::ReadAlliance | Phase::Notebook => {
                self.log.push(Event::Skipped {
                    turn: self.turn,
                    step: self.phase,
                });
                Ok(())
            }
            Phase::Over => Err(Refused::NotNow(self.phase)),
            Phase::Respond | Phase::Confidence | Phase::Feedback => Err(Refused::NotOptional(self.phase)),
        }
    }

    fn rewind(&mut self, graph: &Graph, turn: u16) -> Result<(), Refused> {
        if self.options.mode == Mode::Probe {
            return Err(Refused::StraightThrough);
        }
        if self.rewinds >= MAX_REWINDS {
            return Err(Refused::TooManyRewinds);
        }
        let Some(&checkpoint) = self.checkpoints.get(usize::from(turn)) else {
            let last = small(self.checkpoints.len().saturating_sub(1));
            return Err(Refused::NoSuchTurn { turn, last });
        };
        self.log.push(Event::Rewound { from: self.turn, turn });
        self.checkpoints.truncate(usize::from(turn));
        self.state = checkpoint.state;
        self.chance.seek(checkpoint.position);
        self.ended = None;
        self.rewinds += 1;
        self.arrive(graph, Some(checkpoint.place));
        Ok(())
    }

    /// Leaves the current phase for the next one that is asked for.
    #[inline]
    fn go_on(&mut self, graph: &Graph) {
        let steps = self.options.steps;
        let mut phase = self.phase;
        loop {
            phase = match phase {
                Phase::Notice => Phase::Draft,
                Phase::Draft => Phase::Respond,
                Phase::Respond => Phase::Confidence,
                Phase::Confidence => Phase::Feedback,
                Phase::Feedback => Phase::ReadAlliance,
                Phase::ReadAlliance => return self.leave(graph),
                Phase::Notebook | Phase::Over => return self.close(),
            };
            let asked = match phase {
                Phase::Notice => steps.notice,
                Phase::Draft => steps.draft,
                Phase::Respond | Phase::Notebook | Phase::Over => true,
                Phase::Confidence => steps.confidence,
                Phase::Feedback => steps.feedback == Feedback::Immediate,
                Phase::ReadAlliance => steps.read_alliance && self.is_marked(graph),
            };
            if asked {
                self.phase = phase;
                return;
            }
        }
    }

    fn is_marked(&self, graph: &Graph) -> bool {
        let Place::Statement(statement) = self.state.at else {
            return false;
        };
        graph.statement(statement).is_some_and(|node| node.read_alliance)
    }

    /// Ends the turn.
    #[inline]
    fn leave(&mut self, graph: &Graph) {
        if self.options.only.is_some() {
            self.finish(graph, Reason::Single);
        } else {
            self.arrive(graph, self.onward);
        }
    }

    /// Arrives at a statement, which begins a turn, or at an ending.
    #[inline]
    pub(super) fn arrive(&mut self, graph: &Graph, place: Option<Place>) {
        let position = self.chance.position();
        let statement = match place {
            Some(Place::Statement(statement)) => statement,
            Some(ending @ Place::Ending(_)) => {
                graph.enter(&mut self.state, ending);
                return self.finish(graph, Reason::Ending);
            }
            None => return self.finish(graph, Reason::Stuck),
        };
        let Some(node) = graph.statement(statement) else {
            return self.finish(graph, Reason::Stuck);
        };
        if self.checkpoints.len() >= usize::from(MAX_TURNS) {
            return self.finish(graph, Reason::TooLong);
        }
        let place = Place::Statement(statement);
        let turn = small(self.checkpoints.len());
        self.checkpoints.push(Checkpoint {
            state: self.state,
            place,
            position,
        });
        let entered = graph.enter(&mut self.state, place);
        if let (Some(_), Some(kind)) = (entered.rupture, node.strain) {
            self.log.push(Event::RuptureOpened { turn, kind });
        }
        self.offered = graph.offered(&self.state);
        let (order, offered) = self.shuffled();
        let case = |cases| small(graph.case(cases, &self.state, false));
        let faced = Faced {
            turn,
            statement,
            scene: case(node.scene),
            cue: case(node.cue),
            affect: case(node.affect),
            says: case(node.says),
            inner: case(node.inner),
            revealed: entered.revealed,
            offered,
            order,
        };
        self.turn = turn;
        self.faced = Some(self.log.len());
        self.answered = None;
        self.log.push(Event::Faced(faced));
        let steps = self.options.steps;
        self.phase = match (steps.notice, steps.draft) {
            (true, _) => Phase::Notice,
            (false, true) => Phase::Draft,
            (false, false) => Phase::Respond,
        };
        if offered == 0 {
            self.finish(graph, Reason::Stuck);
        }
    }

    /// The responses on offer in shuffled order, and how many they are.
    #[inline]
    fn shuffled(&mut self) -> ([u8; MAX_RESPONSES], u8) {
        let (mut order, mut count) = (0_u64, 0_u8);
        for response in (0..8_u8).filter(|response| self.offered >> response & 1 == 1) {
            order |= u64::from(response) << (count * 8);
            count += 1;
        }
        (self.chance.shuffle_bytes(order, count).to_le_bytes(), count)
    }

    #[inline]
    fn answer(&mut self, graph: &Graph, response: u8, held_ms: u32, beliefs: u32) -> Result<(), Refused> {
        self.expect(Phase::Respond)?;
        if response >= 8 || self.offered >> response & 1 == 0 {
            return Err(Refused::NotOffered);
        }
        let Place::Statement(statement) = self.state.at else {
            return Err(Refused::NotOffered);
        };
        let node = graph.response(statement, response).ok_or(Refused::NotOffered)?;
        let held_ms = if node.act == ActKind::Silence { held_ms } else { 0 };
        let beliefs = if node.act == ActKind::Summary {
            beliefs & graph.beliefs()
        } else {
            0
        };
        let band = graph.band(node, held_ms);
        let outcome = graph.outcomes(node).get(usize::from(band)).ok_or(Refused::NotOffered)?;
        let right = node.act == ActKind::Summary && graph.summary_right(beliefs);
        let state = &self.state;
        let (worst, best) = qualities(graph, state, self.offered);
        let mut answered = Answered {
            turn: self.turn,
            statement,
            response,
            band,
            held_ms,
            beliefs,
            left_out: None,
            wording: small(graph.case(node.text, state, false)),
            reaction: small(graph.case(outcome.reaction, state, right)),
            feedback: small(graph.case(outcome.feedback, state, right)),
            quality: graph.quality(outcome, state, right),
            best,
            worst,
            alliance_before: state.alliance,
            alliance_after: state.alliance,
            rupture_before: state.rupture,
            rupture_after: None,
            change: None,
            revealed: 0,
        };
        let known = state.revealed;
        let applied = graph.apply(&mut self.state, outcome, right);
        if node.act == ActKind::Summary {
            answered.left_out = corrections(graph.held(), known, beliefs).left_out;
            self.state.revealed |= answered.left_out.map_or(0, |bit| 1 << bit);
        }
        self.onward = self.draw(graph, outcome, right);
        answered.alliance_after = self.state.alliance;
        answered.rupture_after = self.state.rupture;
        answered.change = applied.rupture;
        answered.revealed = self.state.revealed & !known;
        self.answered = Some(self.log.len());
        self.log.push(Event::Answered(answered));
        self.go_on(graph);
        Ok(())
    }

    /// Where an outcome leads, by chance if the vignette says so.
    #[inline]
    fn draw(&mut self, graph: &Graph, outcome: &Outcome, right: bool) -> Option<Place> {
        let ways = match graph.onward(outcome, &self.state, right) {
            Onward::To(place) => return Some(place),
            Onward::Chance(ways) => ways,
        };
        let total = ways.iter().fold(0_u32, |sum, &(weight, _)| sum.saturating_add(weight));
        let mut drawn = self.chance.below(total);
        for &(weight, place) in ways {
            if drawn < weight {
                return Some(place);
            }
            drawn -= weight;
        }
        ways.first().map(|&(_, place)| place)
    }

    /// The play is at its end; the notebook may still be asked for.
    fn finish(&mut self, graph: &Graph, reason: Reason) {
        let (ending, says) = match self.state.at {
            Place::Ending(ending) => {
                let says = graph.case(graph.ending_says(ending), &self.state, false);
                (Some(ending), small(says))
            }
            Place::Statement(_) => (None, 0),
        };
        self.ended = Some(Ended {
            ending,
            says,
            reason,
            alliance: self.state.alliance,
            rupture: self.state.rupture,
        });
        let asks = self.options.steps.notebook && graph.beliefs() != 0 && reason != Reason::Single;
        if asks {
            self.phase = Phase::Notebook;
        } else {
            self.close();
        }
    }

    fn close(&mut self) {
        self.phase = Phase::Over;
        if let Some(ended) = self.ended {
            self.log.push(Event::Ended(ended));
        }
    }
}

/// Case indices are written into the log as 16 bits; a vignette with more cases than that falls to the last one.
#[inline]
fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

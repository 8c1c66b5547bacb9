//! The rules of a turn: what is asked when, what an answer does, and how a play ends. Changes while the graph is borrowed.
//!
//! What is on the way of an answer is inlined by force, here and in the graph, the log and chance: left to itself the compiler makes calls
//! through which an event goes by memory, and a move costs nearly twice as much (`cargo bench --bench play`).

use super::event::{Answered, Ended, Event, Faced, MAX_DRAFT, Move, Noticed, Phase, Reason, Started};
use super::log::{Choice, Log};
use super::machine::MAX_TURNS;
use super::on_offer::qualities;
use super::options::{Feedback, Mode, Options};
use super::refused::{MAX_REWINDS, Refused};
use super::rng::Chance;
use crate::scenario::graph::{ActKind, Applied, Graph, Onward, Outcome, ResponseNode};
use crate::scenario::state::{Place, State};
use crate::scenario::summary::corrections;

/// All of a session but the graph, so that the graph can be borrowed while this changes.
#[derive(Clone, Debug)]
pub(super) struct Play {
    pub(super) options: Options,
    pub(super) log: Log,
    pub(super) chance: Chance,
    pub(super) state: State,
    pub(super) phase: Phase,
    pub(super) turn: u16,
    /// How many turns were begun on this way.
    pub(super) begun: u16,
    /// The responses on offer, as bits by their place in the statement.
    pub(super) offered: u8,
    /// The responses on offer in the order in which they are shown, a byte each, the first in the lowest; and how many they are.
    pub(super) order: u64,
    pub(super) shown: u8,
    /// The places in the log of this turn's statement and answer.
    pub(super) faced: Option<usize>,
    pub(super) answered: Option<usize>,
    pub(super) onward: Option<Place>,
    pub(super) rewinds: u16,
    pub(super) ended: Option<Ended>,
}

/// An answer, looked up in the graph.
struct Chosen<'g> {
    statement: u32,
    choice: Choice,
    band: u8,
    node: &'g ResponseNode,
    outcome: &'g Outcome,
    right: bool,
}

impl Play {
    pub(super) fn act(&mut self, graph: &Graph, step: Move) -> Result<(), Refused> {
        let turn = self.turn;
        match step {
            Move::Answer {
                response,
                held_ms,
                beliefs,
            } => {
                return self.answer(
                    graph,
                    Choice {
                        response,
                        held_ms,
                        beliefs,
                    },
                );
            }
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
        if turn >= self.begun {
            let last = self.begun.saturating_sub(1);
            return Err(Refused::NoSuchTurn { turn, last });
        }
        let choices = self.log.choices(turn);
        self.log.push(Event::Rewound { from: self.turn, turn });
        let place = self.go_back(graph, &choices);
        self.begun = turn;
        self.ended = None;
        self.rewinds += 1;
        self.arrive(graph, place);
        Ok(())
    }

    /// Begins from the start with this setup, which is the log's first event.
    pub(super) fn begin(&mut self, graph: &Graph, started: Box<Started>) {
        self.chance = Chance::new(started.seed);
        self.log.clear();
        self.log.push(Event::Started(started));
        self.rewinds = 0;
        self.begun = 0;
        self.ended = None;
        let (place, state) = self.start(graph);
        self.state = state;
        self.arrive(graph, Some(place));
    }

    /// Where a play begins, and in which state.
    pub(super) fn start(&self, graph: &Graph) -> (Place, State) {
        let state = self.options.from.unwrap_or_else(|| graph.initial());
        (self.options.only.map_or(state.at, Place::Statement), state)
    }

    /// Plays from the start, up to where these choices lead: a play is its seed and its moves, so that nothing has to be kept of a turn.
    #[cold]
    fn go_back(&mut self, graph: &Graph, choices: &[Choice]) -> Option<Place> {
        let (first, state) = self.start(graph);
        self.state = state;
        self.chance.seek(0);
        let mut place = Some(first);
        for choice in choices {
            graph.enter(&mut self.state, place?);
            self.offered = graph.offered(&self.state);
            self.shuffle();
            let chosen = self.chosen(graph, *choice).ok()?;
            self.carry_out(graph, &chosen);
            place = self.onward;
        }
        place
    }

    /// Leaves the current phase for the next one that is asked for.
    #[inline(always)]
    fn go_on(&mut self, graph: &Graph) {
        let steps = self.options.steps;
        match self.phase {
            Phase::Notice if steps.draft => self.phase = Phase::Draft,
            Phase::Notice | Phase::Draft => self.phase = Phase::Respond,
            Phase::Respond if steps.confidence => self.phase = Phase::Confidence,
            Phase::Respond | Phase::Confidence if steps.feedback == Feedback::Immediate => self.phase = Phase::Feedback,
            Phase::Respond | Phase::Confidence | Phase::Feedback if steps.read_alliance && self.is_marked(graph) => {
                self.phase = Phase::ReadAlliance;
            }
            Phase::Respond | Phase::Confidence | Phase::Feedback | Phase::ReadAlliance => self.leave(graph),
            Phase::Notebook | Phase::Over => self.close(),
        }
    }

    fn is_marked(&self, graph: &Graph) -> bool {
        let Place::Statement(statement) = self.state.at else {
            return false;
        };
        graph.statement(statement).is_some_and(|node| node.read_alliance)
    }

    /// Ends the turn.
    #[inline(always)]
    fn leave(&mut self, graph: &Graph) {
        if self.options.only.is_some() {
            self.finish(graph, Reason::Single);
        } else {
            self.arrive(graph, self.onward);
        }
    }

    /// Arrives at a statement, which begins a turn, or at an ending.
    #[inline(always)]
    pub(super) fn arrive(&mut self, graph: &Graph, place: Option<Place>) {
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
        if self.begun >= MAX_TURNS {
            return self.finish(graph, Reason::TooLong);
        }
        let place = Place::Statement(statement);
        let turn = self.begun;
        self.begun += 1;
        let entered = graph.enter(&mut self.state, place);
        if let (Some(_), Some(kind)) = (entered.rupture, node.strain) {
            self.log.push(Event::RuptureOpened { turn, kind });
        }
        self.offered = graph.offered(&self.state);
        self.shuffle();
        let case = |cases| {
            if node.varies {
                small(graph.case(cases, &self.state, false))
            } else {
                0
            }
        };
        let faced = Faced {
            turn,
            statement,
            scene: case(node.scene),
            cue: case(node.cue),
            affect: case(node.affect),
            says: case(node.says),
            inner: case(node.inner),
            revealed: entered.revealed,
            offered: self.shown,
            order: self.order.to_le_bytes(),
        };
        self.turn = turn;
        self.faced = Some(self.log.len());
        self.answered = None;
        self.log.push_faced(&faced);
        let steps = self.options.steps;
        self.phase = match (steps.notice, steps.draft) {
            (true, _) => Phase::Notice,
            (false, true) => Phase::Draft,
            (false, false) => Phase::Respond,
        };
        if self.shown == 0 {
            self.finish(graph, Reason::Stuck);
        }
    }

    /// Puts the responses on offer into a new order.
    #[inline(always)]
    fn shuffle(&mut self) {
        const PLACES: u64 = 0x0706_0504_0302_0100;
        let offered = self.offered;
        let count = offered.count_ones();
        let order = if offered & offered.wrapping_add(1) == 0 {
            // All from the first on, as in most statements.
            PLACES & !u64::MAX.unbounded_shl(count * 8)
        } else {
            let on_offer = (0..8).filter(|response| offered >> response & 1 == 1);
            on_offer.rev().fold(0, |order, response| order << 8 | response)
        };
        let count = count as u8;
        self.order = self.chance.shuffle_bytes(order, count);
        self.shown = count;
    }

    /// What a choice means where the play stands.
    #[inline(always)]
    fn chosen<'g>(&self, graph: &'g Graph, choice: Choice) -> Result<Chosen<'g>, Refused> {
        let response = choice.response;
        if response >= 8 || self.offered >> response & 1 == 0 {
            return Err(Refused::NotOffered);
        }
        let Place::Statement(statement) = self.state.at else {
            return Err(Refused::NotOffered);
        };
        let node = graph.response(statement, response).ok_or(Refused::NotOffered)?;
        let held_ms = if node.act == ActKind::Silence {
            choice.held_ms
        } else {
            0
        };
        let beliefs = if node.act == ActKind::Summary {
            choice.beliefs & graph.beliefs()
        } else {
            0
        };
        let band = graph.band(node, held_ms);
        Ok(Chosen {
            statement,
            choice: Choice {
                response,
                held_ms,
                beliefs,
            },
            band,
            node,
            outcome: graph.outcomes(node).get(usize::from(band)).ok_or(Refused::NotOffered)?,
            right: node.act == ActKind::Summary && graph.summary_right(beliefs),
        })
    }

    /// Does what an answer does, and finds where it leads. Returns what happened to the rupture, and what a summary left out.
    #[inline(always)]
    fn carry_out(&mut self, graph: &Graph, chosen: &Chosen<'_>) -> (Applied, Option<u8>) {
        let known = self.state.revealed;
        let applied = graph.apply(&mut self.state, chosen.outcome, chosen.right);
        let mut left_out = None;
        if chosen.node.act == ActKind::Summary {
            left_out = corrections(graph.held(), known, chosen.choice.beliefs).left_out;
            self.state.revealed |= left_out.map_or(0, |bit| 1 << bit);
        }
        self.onward = self.draw(graph, chosen.outcome, chosen.right);
        (applied, left_out)
    }

    #[inline(always)]
    fn answer(&mut self, graph: &Graph, choice: Choice) -> Result<(), Refused> {
        self.expect(Phase::Respond)?;
        let chosen = self.chosen(graph, choice)?;
        let (outcome, right) = (chosen.outcome, chosen.right);
        let state = &self.state;
        let (worst, best) = qualities(graph, state, self.offered);
        let (alliance_before, rupture_before, known) = (state.alliance, state.rupture, state.revealed);
        let wording = small(graph.case(chosen.node.text, state, false));
        let (reaction, feedback) = graph.told(outcome, state, right);
        let quality = graph.quality(outcome, state, right);
        let (applied, left_out) = self.carry_out(graph, &chosen);
        self.answered = Some(self.log.len());
        self.log.push_answered(&Answered {
            turn: self.turn,
            statement: chosen.statement,
            response: chosen.choice.response,
            band: chosen.band,
            held_ms: chosen.choice.held_ms,
            beliefs: chosen.choice.beliefs,
            left_out,
            wording,
            reaction: small(reaction),
            feedback: small(feedback),
            quality,
            best,
            worst,
            alliance_before,
            alliance_after: applied.alliance,
            rupture_before,
            rupture_after: self.state.rupture,
            change: applied.rupture,
            revealed: self.state.revealed & !known,
        });
        self.go_on(graph);
        Ok(())
    }

    /// Where an outcome leads, by chance if the vignette says so.
    #[inline(always)]
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

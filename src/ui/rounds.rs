//! Carries out what concerns practice: rounds of single statements, and the second look at one's own words.

use std::collections::BTreeSet;

use super::app::{App, Screen};
use super::practise::play::Play;
use super::review::Review;
use super::review::trend::TrendData;
use super::today::{Finished, Practice, REVIEWED, Running, drafts};
use crate::history::attempts::Standing;
use crate::history::card::Card;
use crate::history::decisions::Evidence;
use crate::history::round::KeptRound;
use crate::history::self_rating::SelfRating;
use crate::history::store::{AttemptId, KeptAttempt};
use crate::history::writer::{Answer, Request};
use crate::library::catalog::Entry;
use crate::library::vignette::load;
use crate::practice::deck::Focus;
use crate::practice::rating::{Outcome, Rating};
use crate::practice::round::Round;
use crate::practice::under_way::UnderWay;
use crate::scenario::id::ScenarioId;
use crate::score::Score;
use crate::session::options::Options;
use crate::session::replay::from_lines;

/// Most decisions that practice looks at: months of it.
const DECISIONS: usize = 2_000;

impl App {
    /// Takes in an answer about practice; gives any other back.
    pub(super) fn answered_practice(&mut self, answer: Answer) -> Option<Answer> {
        match answer {
            Answer::Begun(id) => self.attempt = Some(id),
            Answer::Loaded(id, kept) => self.take_loaded(id, kept),
            Answer::Cards(cards) => self.practice.take_cards(cards),
            Answer::Round(round) => self.practice.waiting = round,
            Answer::SelfRatings(ratings) => {
                self.practice.ratings = ratings;
                self.trend();
            }
            Answer::Evidence(asked, found) if *asked == Evidence::default() => {
                self.practice.take_decisions(found.clone());
                self.trend();
                // Progress may have asked for all of it as well.
                return Some(Answer::Evidence(asked, found));
            }
            other => {
                if let Answer::Resumed(id, _) = &other {
                    self.attempt = Some(*id);
                }
                return Some(other);
            }
        }
        None
    }

    /// Somebody else practises now, or something was deleted: nothing on the desk holds any more.
    pub(super) fn forget_practice(&mut self) {
        self.practice.running = None;
        self.practice.waiting = None;
        self.practice.going_on = None;
        self.review = Review::default();
        self.ask_practice();
    }

    /// Asks the history how practice stands.
    pub(super) fn ask_practice(&mut self) {
        self.practice.asked = true;
        self.history.ask(Request::Cards);
        self.history.ask(Request::Evidence(Box::default(), DECISIONS));
        self.history.ask(Request::SelfRatings);
        self.history.ask(Request::Round);
    }

    pub(super) fn show_today(&mut self) {
        self.ask_practice();
        self.show(Screen::Today);
    }

    /// Tells practice which vignettes were played to an end, and which were left in the middle.
    pub(super) fn take_met(&mut self) {
        let those = |which: fn(&Standing) -> bool| -> BTreeSet<ScenarioId> {
            let found = self.standings.iter().filter(|standing| which(standing));
            found
                .map(|standing| ScenarioId::from(standing.vignette.as_str()))
                .collect()
        };
        let played = those(|standing| standing.plays > 0);
        let left = those(|standing| standing.open.is_some());
        self.practice.take_met(played, left);
    }

    pub(super) fn begin_round(&mut self, focus: Focus) {
        let (now_ms, seed) = ((self.world.now_ms)(), (self.world.seed)());
        let round = if focus == Focus::All {
            let vignettes = self.shelf.entries.iter().filter_map(|entry| entry.vignette());
            let scenarios = vignettes.map(|vignette| &vignette.scenario);
            Round::of_today(&self.practice.deck, scenarios, seed, now_ms)
        } else {
            Round::on(focus, seed)
        };
        self.practice.running = Some(Running::new(round));
        self.next_drill(Vec::new());
    }

    /// Begins the next drill of the round, or ends the round. `cards` are those that the last one has changed.
    pub(super) fn next_drill(&mut self, cards: Vec<Card>) {
        let now_ms = (self.world.now_ms)();
        let Practice { deck, running, .. } = &mut self.practice;
        let Some(running) = running else { return };
        let next = running.round.next(deck, now_ms);
        let next = next.and_then(|drill| Some((deck.item(drill.item)?.clone(), drill)));
        let found = next.and_then(|(item, drill)| {
            let entry = self.shelf.entries.iter().find(|entry| {
                let vignette = entry.vignette();
                vignette.is_some_and(|vignette| vignette.scenario.id == item.id.vignette)
            })?;
            Some((entry.origin.clone(), item, drill))
        });
        let Some((origin, item, drill)) = found else {
            return self.end_round(cards);
        };
        let options = Options::drill_from(item.statement, item.from);
        let body = running.under_way(&drill, &item.id).write();
        running.drill = Some((drill, item));
        self.begin(&origin, options);
        let round = KeptRound {
            at_ms: now_ms,
            attempt: None,
            body,
        };
        self.history.ask(Request::KeepRound(cards, Some(round)));
    }

    /// Goes on with the round that was not finished, where it was left.
    pub(super) fn go_on_round(&mut self) {
        let Some(kept) = self.practice.waiting.take() else {
            return;
        };
        let Some(under_way) = UnderWay::read(&kept.body) else {
            return self.let_round_go();
        };
        let mut running = Running::new(under_way.round());
        running.drill = under_way.drill(&self.practice.deck);
        running.awaited = under_way.attempts().iter().copied().map(AttemptId).collect();
        for &attempt in &running.awaited {
            self.history.ask(Request::Load(attempt));
        }
        let at = kept.attempt.filter(|_| running.drill.is_some());
        self.practice.running = Some(running);
        match at {
            Some(attempt) => {
                self.practice.going_on = Some(attempt);
                self.history.ask(Request::Resume(attempt));
            }
            None => self.next_drill(Vec::new()),
        }
    }

    /// The drill that a round was left in has come back.
    pub(super) fn go_on_with_drill(&mut self, play: Play) {
        let over = play.session.ended().is_some();
        let id = &play.vignette.scenario.id;
        let same = |entry: &&Entry| entry.vignette().is_some_and(|vignette| vignette.scenario.id == *id);
        self.origin = self.shelf.entries.iter().find(same).map(|entry| entry.origin.clone());
        self.play = Some(play);
        self.debrief = None;
        if over {
            // The program was stopped between its last move and its cards.
            self.drill_done();
        } else {
            self.show(Screen::Session);
        }
    }

    /// Forgets the round that was not finished. What was done in it is kept.
    pub(super) fn let_round_go(&mut self) {
        self.practice.waiting = None;
        self.practice.running = None;
        self.history.ask(Request::KeepRound(Vec::new(), None));
    }

    /// Ends the round wherever it is. `cards` are those that the last drill has changed.
    pub(super) fn end_round(&mut self, cards: Vec<Card>) {
        self.history.ask(Request::KeepRound(cards, None));
        self.play = None;
        if let Some(running) = &mut self.practice.running {
            running.drill = None;
        }
        self.screen = if self.practice.running.is_some() {
            Screen::Round
        } else {
            Screen::Today
        };
    }

    /// A drill has come to its end: its cards are kept, and the next one begins.
    pub(super) fn drill_done(&mut self) {
        let Some(play) = self.play.take() else { return };
        let (scenario, log) = (&play.vignette.scenario, play.session.log());
        let score = Score::of(scenario, &play.vignette.graph, self.framework, log).ok();
        let outcome = score.and_then(|score| Outcome::of(scenario, &score));
        // A statement is only practised where there is something to choose between.
        let rating = outcome.map_or(Rating::Hard, Outcome::rating);
        let finished = Finished {
            attempt: self.attempt,
            log: log.to_vec(),
            vignette: play.vignette,
        };
        self.history
            .ask(Request::Finish((self.world.now_ms)(), String::new(), 0));
        let cards = self.practice.done(rating, finished, (self.world.now_ms)());
        if self.practice.running.is_some() {
            self.next_drill(cards);
        } else {
            self.screen = Screen::Today;
        }
    }

    /// Looks again at the drafts of the round, or of the play, that is over.
    pub(super) fn review(&mut self) {
        let mut review = Review::default();
        match (&self.screen, &self.practice.running, &self.play) {
            (Screen::Round, Some(running), _) => {
                for one in &running.finished {
                    review.add(one.attempt, &one.vignette, &one.log, self.framework);
                }
            }
            (_, _, Some(play)) => review.add(self.attempt, &play.vignette, play.session.log(), self.framework),
            _ => {}
        }
        self.show_review(review);
    }

    /// Looks up drafts that were not rated yet.
    pub(super) fn review_earlier(&mut self) {
        let attempts: Vec<AttemptId> = drafts(&self.practice).into_iter().take(REVIEWED).collect();
        let review = Review {
            awaited: attempts.len(),
            ..Review::default()
        };
        for attempt in attempts {
            self.history.ask(Request::Load(attempt));
        }
        self.show_review(review);
    }

    fn show_review(&mut self, review: Review) {
        self.review = review;
        self.ask_practice();
        self.trend();
        self.show(Screen::Review);
    }

    /// An attempt has come back, to look at its drafts. One that can't be read any more has none.
    pub(super) fn take_loaded(&mut self, attempt: AttemptId, kept: Option<KeptAttempt>) {
        let of_round = self.practice.awaits(attempt);
        if !of_round && self.review.awaited == 0 {
            return;
        }
        let read = kept.and_then(|kept| {
            let vignette = load(&kept.text, self.framework).vignette?;
            let log = from_lines(&kept.events.join("\n")).ok()?;
            Some((vignette, log))
        });
        if of_round {
            if let (Some((vignette, log)), Some(running)) = (read, &mut self.practice.running) {
                running.finished.push(Finished {
                    attempt: Some(attempt),
                    log,
                    vignette,
                });
            }
            return;
        }
        self.review.awaited -= 1;
        if let Some((vignette, log)) = read {
            self.review.add(Some(attempt), &vignette, &log, self.framework);
            self.review.keep_waiting(&self.practice.ratings, REVIEWED);
        }
    }

    /// Brings the trend up to date.
    pub(super) fn trend(&mut self) {
        self.review.trend = TrendData::of(&self.practice.ratings, &self.practice.decisions);
    }

    pub(super) fn rate(&mut self, attempt: AttemptId, turn: u16, checklist: u32, rating: u8) {
        self.history.ask(Request::Rate(SelfRating {
            attempt,
            turn,
            at_ms: (self.world.now_ms)(),
            checklist,
            rating,
        }));
    }
}

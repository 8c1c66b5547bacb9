//! Practice as the window holds it: the deck, made in a thread from the vignettes that there are, and the round that is under way.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use crate::framework::model::Framework;
use crate::history::card::Card as KeptCard;
use crate::history::decision::KeptDecision;
use crate::history::round::KeptRound;
use crate::history::self_rating::SelfRating;
use crate::history::store::AttemptId;
use crate::library::vignette::Vignette;
use crate::practice::card::Card;
use crate::practice::deck::{Deck, Past};
use crate::practice::item::{Item, ItemId, items};
use crate::practice::kept::{past, to_kept};
use crate::practice::rating::Rating;
use crate::practice::round::{Done, Drill, Round};
use crate::practice::under_way::UnderWay;
use crate::scenario::id::ScenarioId;
use crate::session::event::Event;

/// A drill that is over, to look back at.
#[derive(Debug)]
pub struct Finished {
    /// The attempt that it is kept as, if it could be kept.
    pub attempt: Option<AttemptId>,
    /// The vignette.
    pub vignette: Arc<Vignette>,
    /// What happened.
    pub log: Vec<Event>,
}

/// A round that is under way or over.
#[derive(Debug)]
pub struct Running {
    /// The round.
    pub round: Round,
    /// What is on the screen: the drill and its statement.
    pub drill: Option<(Drill, Item)>,
    /// What is done.
    pub finished: Vec<Finished>,
    /// What was done before the program was closed, and is being looked up.
    pub awaited: Vec<AttemptId>,
}

impl Running {
    /// A round with nothing on the screen yet.
    pub const fn new(round: Round) -> Self {
        Self {
            round,
            drill: None,
            finished: Vec::new(),
            awaited: Vec::new(),
        }
    }

    /// As it is kept while a drill is up.
    pub fn under_way(&self, drill: &Drill, item: &ItemId) -> UnderWay {
        let finished = self.finished.iter().filter_map(|finished| finished.attempt);
        let attempts = finished.chain(self.awaited.iter().copied()).map(|id| id.0);
        UnderWay::of(&self.round, drill, item, attempts.collect())
    }
}

/// The desk of whoever practises.
pub struct Practice {
    framework: &'static Framework,
    /// What can be practised, and how its practice stands.
    pub deck: Deck,
    /// The round, until another begins.
    pub running: Option<Running>,
    /// The round that was not finished, as it is kept.
    pub waiting: Option<KeptRound>,
    /// The attempt at which it is gone on with.
    pub going_on: Option<AttemptId>,
    items: Vec<Item>,
    cards: Vec<KeptCard>,
    /// The latest decisions, the newest first.
    pub decisions: Vec<KeptDecision>,
    /// What the trainee thought of their drafts, the oldest first.
    pub ratings: Vec<SelfRating>,
    played: BTreeSet<ScenarioId>,
    left: BTreeSet<ScenarioId>,
    work: Option<Receiver<Vec<Item>>>,
    /// Whether the vignettes have changed since they were taken apart.
    pub stale: bool,
    /// Whether they have been on the screen since: taking them apart is work, and waits for that.
    pub seen: bool,
    /// Whether cards that come from the history are newer than those here.
    pub asked: bool,
}

impl Practice {
    /// An empty desk.
    pub fn new(framework: &'static Framework) -> Self {
        Self {
            framework,
            deck: Deck::default(),
            running: None,
            waiting: None,
            going_on: None,
            items: Vec::new(),
            cards: Vec::new(),
            decisions: Vec::new(),
            ratings: Vec::new(),
            played: BTreeSet::new(),
            left: BTreeSet::new(),
            work: None,
            stale: true,
            seen: false,
            asked: false,
        }
    }

    /// A desk with these statements on it.
    #[cfg(test)]
    pub fn on(framework: &'static Framework, items: Vec<Item>) -> Self {
        let mut practice = Self::new(framework);
        practice.stale = false;
        practice.found(items);
        practice
    }

    /// Takes vignettes apart in a thread. `wake` is called when it is done.
    pub fn read(&mut self, vignettes: Vec<Arc<Vignette>>, wake: impl Fn() + Send + 'static) {
        let (sender, receiver) = channel();
        let framework = self.framework;
        let spawned = std::thread::Builder::new().name("practice".to_owned()).spawn(move || {
            let found = vignettes
                .iter()
                .flat_map(|vignette| items(&vignette.scenario, &vignette.graph, framework));
            // A closed channel means that the program is closing, or that there is a newer reading.
            let _ = sender.send(found.collect());
            wake();
        });
        self.stale = false;
        self.work = spawned.is_ok().then_some(receiver);
    }

    /// Takes in what the thread has found. Never waits.
    pub fn take_in(&mut self) {
        if let Some(found) = self.work.as_ref().and_then(|work| work.try_recv().ok()) {
            self.found(found);
        }
    }

    /// Waits for the thread: for pictures and tests.
    pub fn wait(&mut self) {
        if let Some(found) = self.work.take().and_then(|work| work.recv().ok()) {
            self.found(found);
        }
    }

    fn found(&mut self, items: Vec<Item>) {
        self.work = None;
        self.items = items;
        self.rebuild();
    }

    /// Whether the vignettes are still being taken apart.
    pub fn is_reading(&self) -> bool {
        self.stale || self.work.is_some()
    }

    /// Takes in the cards that the history has, unless something was practised since it was asked.
    pub fn take_cards(&mut self, cards: Vec<KeptCard>) {
        if self.asked {
            self.cards = cards;
            self.rebuild();
        }
    }

    /// Takes in the latest decisions.
    pub fn take_decisions(&mut self, decisions: Vec<KeptDecision>) {
        self.decisions = decisions;
        if self.asked {
            self.rebuild();
        }
    }

    /// Takes in which vignettes were played to an end, and which were left in the middle.
    pub fn take_met(&mut self, played: BTreeSet<ScenarioId>, left: BTreeSet<ScenarioId>) {
        if self.played != played || self.left != left {
            (self.played, self.left) = (played, left);
            self.rebuild();
        }
    }

    /// Whether an attempt is one that the round looks up. It is not any more, then.
    pub fn awaits(&mut self, attempt: AttemptId) -> bool {
        let Some(running) = &mut self.running else { return false };
        let at = running.awaited.iter().position(|awaited| *awaited == attempt);
        at.map(|at| running.awaited.remove(at)).is_some()
    }

    fn rebuild(&mut self) {
        let past = Past {
            left: self.left.clone(),
            ..past(&self.items, &self.cards, &self.decisions, self.played.clone())
        };
        self.deck = Deck::new(self.framework, self.items.clone(), past);
    }

    /// Takes in how the drill on the screen went. Returns the cards to keep.
    pub fn done(&mut self, rating: Rating, finished: Finished, now_ms: i64) -> Vec<KeptCard> {
        let Some(running) = &mut self.running else {
            return Vec::new();
        };
        let Some((drill, item)) = running.drill.take() else {
            return Vec::new();
        };
        let cards: Vec<Card> = self.deck.practise(&item.id, rating, now_ms);
        running.round.done.push(Done {
            card: drill.card,
            item: item.id,
            why: drill.why,
            rating,
        });
        running.finished.push(finished);
        self.asked = false;
        let kept: Vec<KeptCard> = cards.iter().map(to_kept).collect();
        for card in &kept {
            self.cards
                .retain(|other| (&other.ability, &other.marker) != (&card.ability, &card.marker));
            self.cards.push(card.clone());
        }
        kept
    }

    /// The drill on the screen: its two lines, its number from 1, and how many there are.
    pub fn on_screen(&self) -> Option<(&[String; 2], usize, usize)> {
        let running = self.running.as_ref()?;
        let (_, item) = running.drill.as_ref()?;
        Some((&item.context, running.round.done.len() + 1, running.round.length))
    }
}

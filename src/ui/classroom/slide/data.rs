//! What the screen in front shows, as plain, owned data: it goes to another window, whose frames are drawn when they like.

use std::mem::discriminant;

use crate::classroom::debrief::{Debrief, Reason};
use crate::classroom::lesson::{Branch, Lesson, NOTICE_NAMES, wording};
use crate::classroom::qr::Modules;
use crate::classroom::round::{Question, Round, Step};
use crate::classroom::shadow::Shadow;
use crate::classroom::tally::letter;
use crate::report::classroom::words;
use crate::scenario::graph::ActKind;
use crate::scenario::model::{Affect, Feeling, Portrait, Scenario};
use crate::session::event::Move;
use crate::session::texts::{self, Said};
use crate::session::words::{a_kind, moved};

/// What phones need to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The address to type.
    pub address: String,
    /// Six characters.
    pub code: String,
    /// The pattern for cameras.
    pub pattern: Option<Modules>,
    /// How many have joined.
    pub joined: usize,
}

/// The whole screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// The client's first name.
    pub name: String,
    /// In years.
    pub age: u8,
    /// How they are drawn.
    pub portrait: Portrait,
    /// What the face shows.
    pub affect: Affect,
    /// The team whose turn it is, where there are several.
    pub team: Option<String>,
    /// What happened just before.
    pub scene: Option<String>,
    /// What can be seen besides the words.
    pub cue: String,
    /// What the client says.
    pub says: String,
    /// One short line on what to do now.
    pub instruction: String,
    /// How many have answered the open question.
    pub answers: Option<u32>,
    /// The time that is left, and its share of the whole.
    pub clock: Option<(String, f32)>,
    /// What is in the middle.
    pub body: Body,
    /// A corner that tells how to join.
    pub join: Option<Join>,
    /// Nothing at all is shown.
    pub is_blank: bool,
}

/// What is in the middle.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The client speaks.
    Statement,
    /// Choices to vote on.
    Choices(Vec<Card>),
    /// The same after the reveal, with what there is to say about them.
    Reveal(Vec<Card>, Vec<String>),
    /// A silence is being held.
    Silence(String),
    /// A summary is put together: beliefs, and whether each is in.
    Summary(Vec<(String, bool)>),
    /// What was played, and what it did.
    Played(Box<Way>),
    /// What was done beside what might have been.
    Shadow(Box<[Way; 2]>),
    /// How to join with a phone.
    Join(Join),
    /// The hour looked back at.
    Debrief {
        /// Each team, with bond, tasks and goals from the start on.
        courses: Vec<(String, Vec<[u8; 3]>)>,
        /// The last words, if there is one way only.
        says: Option<String>,
        /// What to talk about.
        points: Vec<String>,
    },
}

/// What kind of act a card offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardKind {
    /// Words.
    Words,
    /// A summary.
    Summary,
    /// A silence.
    Silence,
    /// What can be noticed.
    Notice,
}

/// One choice. What is not to be known yet is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// `A` to `H`.
    pub letter: char,
    /// What would be said or done.
    pub text: String,
    /// A second line.
    pub detail: Option<&'static str>,
    /// What kind of act it is.
    pub kind: CardKind,
    /// How many chose it, and their share in percent, once that is shown.
    pub share: Option<(u32, u8)>,
    /// The share in the first vote, if a second was taken and is shown.
    pub before: Option<u8>,
    /// After the reveal, whether nothing on offer was apter.
    pub is_best: bool,
    /// Whether it will be played.
    pub is_chosen: bool,
}

/// Bond, tasks and goals before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauges {
    /// Before.
    pub before: [u8; 3],
    /// After.
    pub after: [u8; 3],
}

/// Where a way ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The ending in a few words.
    pub title: String,
    /// Bond, tasks and goals there.
    pub alliance: [u8; 3],
}

/// What one answer led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Over it: "You did", "If it had been C".
    pub title: String,
    /// The letter.
    pub letter: char,
    /// What was said or done.
    pub said: String,
    /// Whether that was a silence.
    pub is_silent: bool,
    /// What was seen of the client at once.
    pub reaction: String,
    /// What the client put right in a summary.
    pub corrections: Vec<String>,
    /// What the client said next, where that is shown.
    pub next: Option<String>,
    /// Where the way ends, where that is known and shown.
    pub ends: Option<End>,
    /// What it moved.
    pub gauges: Gauges,
    /// The same in words.
    pub moved: String,
}

/// The screen for a lesson as it stands. `now_ms` is for the clock of the discussion.
pub fn slide_of(lesson: &Lesson, now_ms: i64) -> Slide {
    let scenario = &lesson.vignette().scenario;
    let Some((branch, round)) = lesson.branch().zip(lesson.round()) else {
        return debrief_slide(lesson);
    };
    let facing = texts::facing(scenario, round.faced());
    let step = round.step();
    let open = step.question();
    let clock = (step == Step::Discuss).then(|| (round.clock().face(now_ms), round.clock().share(now_ms)));
    Slide {
        team: (lesson.branches().len() > 1).then(|| branch.name().to_owned()),
        affect: facing.map_or(Affect(Feeling::Settled, 2), |facing| facing.affect),
        scene: facing.and_then(|facing| facing.scene).map(str::to_owned),
        cue: facing.map_or_else(String::new, |facing| facing.cue.to_owned()),
        says: facing.map_or_else(String::new, |facing| facing.says.to_owned()),
        instruction: instruction(round, now_ms),
        answers: open.map(|question| round.tally(question).voters()),
        clock,
        body: body(scenario, branch, round),
        ..empty(scenario)
    }
}

fn empty(scenario: &Scenario) -> Slide {
    let client = &scenario.client;
    Slide {
        name: client.name.clone(),
        age: client.age,
        portrait: client.portrait,
        affect: Affect(Feeling::Settled, 2),
        team: None,
        scene: None,
        cue: String::new(),
        says: String::new(),
        instruction: String::new(),
        answers: None,
        clock: None,
        body: Body::Statement,
        join: None,
        is_blank: false,
    }
}

/// One short line for the room.
fn instruction(round: &Round, now_ms: i64) -> String {
    let line = match round.step() {
        Step::Statement => "Listen, and look.",
        Step::Notice => "What do you notice? Decide for yourself.",
        Step::First => "Decide for yourself. No talking yet.",
        Step::Discuss if round.clock().left_ms(now_ms) == 0 => "Finish your sentence. Then you vote again.",
        Step::Discuss => "Talk with somebody who chose differently.",
        Step::Second => "Decide again. You may stay, or change your mind.",
        Step::Reveal => match round.to_play() {
            Some(_) => "This is what you chose.",
            None if round.tally(Question::First).is_empty() => "These are your choices.",
            None => "You are level. Your tutor chooses.",
        },
        Step::Act => match round.to_play().and_then(|place| round.rated().get(usize::from(place))) {
            Some(rated) if rated.act == ActKind::Summary => "What have you understood? Call it out.",
            _ => "Stay with the silence.",
        },
        Step::Played => "This is what it did.",
    };
    line.to_owned()
}

fn body(scenario: &Scenario, branch: &Branch, round: &Round) -> Body {
    match round.step() {
        Step::Statement => Body::Statement,
        Step::Notice => Body::Choices(notices()),
        Step::First | Step::Discuss | Step::Second => Body::Choices(cards(scenario, branch, round)),
        Step::Reveal => Body::Reveal(cards(scenario, branch, round), told(branch, round)),
        Step::Act => act(scenario, branch, round),
        Step::Played => played(scenario, round).map_or(Body::Statement, |way| Body::Played(Box::new(way))),
    }
}

fn notices() -> Vec<Card> {
    let details = [
        "The client is working with you.",
        "A withdrawal: away from you or from the work.",
        "A confrontation: against you or the work.",
    ];
    let names = (0_u8..).zip(NOTICE_NAMES).zip(details);
    names
        .map(|((place, name), detail)| Card {
            letter: letter(place),
            text: name.to_owned(),
            detail: Some(detail),
            kind: CardKind::Notice,
            share: None,
            before: None,
            is_best: false,
            is_chosen: false,
        })
        .collect()
}

fn cards(scenario: &Scenario, branch: &Branch, round: &Round) -> Vec<Card> {
    let is_reveal = round.step() == Step::Reveal;
    // While a vote is open nobody is shown how it stands.
    let shows = round.shows_counts() && !round.step().phase().is_open();
    let asked = round.asked().unwrap_or(Question::First);
    let counts = round.tally(asked).counts();
    let percents = counts.percents();
    let first = round.tally(Question::First).counts();
    let both = is_reveal && round.shift().is_some();
    let before = both.then(|| first.percents());
    let best = if is_reveal { round.best() } else { Vec::new() };
    let to_play = if is_reveal { round.to_play() } else { None };
    let all = (0_u8..).zip(round.rated()).filter_map(|(place, rated)| {
        let (_, response) = texts::response(scenario, round.faced().statement, rated.response)?;
        let said = texts::said(response, wording(branch, round, rated.response));
        let at = usize::from(place);
        let (kind, detail) = match said {
            Said::Words(_) => (CardKind::Words, None),
            Said::Summary(_) => (CardKind::Summary, Some("A summary: you choose what goes into it.")),
            Said::Silence(_) => (CardKind::Silence, Some("A silence.")),
        };
        let share = percents.get(at).map(|percent| (counts.at(place), *percent));
        Some(Card {
            letter: letter(place),
            text: said.text().to_owned(),
            detail,
            kind,
            share: share.filter(|_| shows && counts.total() > 0),
            before: before.as_ref().and_then(|before| before.get(at).copied()),
            is_best: best.contains(&place),
            is_chosen: to_play == Some(place),
        })
    });
    all.collect()
}

/// What the reveal says besides: what there was to see, and what changed between the votes.
fn told(branch: &Branch, round: &Round) -> Vec<String> {
    let mut told = Vec::new();
    let seen = round.tally(Question::Notice).counts();
    let strain = branch
        .session()
        .graph()
        .statement(round.faced().statement)
        .and_then(|node| node.strain);
    if seen.total() > 0 {
        let there = match strain {
            Some(kind) => format!("There was {}.", a_kind(kind)),
            None => "There was no strain.".to_owned(),
        };
        let place = match strain {
            None => 0,
            Some(crate::framework::id::RuptureKind::Withdrawal) => 1,
            Some(crate::framework::id::RuptureKind::Confrontation) => 2,
        };
        told.push(format!("{there} {} of {} saw it so.", seen.at(place), seen.total()));
    }
    told.extend(round.shift().map(|shift| words::shift(&shift)));
    told
}

fn act(scenario: &Scenario, branch: &Branch, round: &Round) -> Body {
    let rated = round.to_play().and_then(|place| round.rated().get(usize::from(place)));
    let Some(rated) = rated else { return Body::Statement };
    if rated.act == ActKind::Summary {
        let beliefs = (0_u32..).zip(scenario.client.beliefs.values().take(32));
        return Body::Summary(
            beliefs
                .map(|(bit, belief)| (belief.text.clone(), round.beliefs() >> bit & 1 == 1))
                .collect(),
        );
    }
    let does = texts::response(scenario, round.faced().statement, rated.response).map(|(_, response)| {
        texts::said(response, wording(branch, round, rated.response))
            .text()
            .to_owned()
    });
    Body::Silence(does.unwrap_or_default())
}

/// What was played in a round, and what it did.
pub(super) fn played(scenario: &Scenario, round: &Round) -> Option<Way> {
    let answered = round.played()?;
    let reply = texts::reply(scenario, answered)?;
    let corrected = texts::corrected(scenario, answered).into_iter();
    Some(Way {
        title: "You did".to_owned(),
        letter: round.played_letter()?,
        said: reply.said.text().to_owned(),
        is_silent: matches!(reply.said, Said::Silence(_)),
        reaction: reply.reaction.to_owned(),
        corrections: corrected
            .filter_map(|correction| correction.belief.correction.clone())
            .collect(),
        next: None,
        ends: None,
        gauges: Gauges {
            before: answered.alliance_before,
            after: answered.alliance_after,
        },
        moved: moved(answered),
    })
}

/// What was done at a round beside what might have been. `None` if nothing was played there.
pub fn shadow_body(lesson: &Lesson, round: usize, shadow: &Shadow) -> Option<Body> {
    let scenario = &lesson.vignette().scenario;
    let branch = lesson.branch()?;
    let taken = branch.rounds().get(round)?;
    let mut done = played(scenario, taken)?;
    done.next = match branch.rounds().get(round + 1) {
        Some(next) => texts::facing(scenario, next.faced()).map(|facing| facing.says.to_owned()),
        None => said_next(scenario, branch),
    };
    done.ends = branch.session().ended().and_then(|ended| end_of(scenario, ended));
    let turn = shadow.turns.first()?;
    let reply = texts::reply(scenario, &turn.answered)?;
    let letter = taken.place_of(turn.answered.response).map(letter)?;
    let next = shadow.client_next().and_then(|faced| texts::facing(scenario, faced));
    let corrected = texts::corrected(scenario, &turn.answered).into_iter();
    let other = Way {
        title: format!("If it had been {letter}"),
        letter,
        said: reply.said.text().to_owned(),
        is_silent: matches!(reply.said, Said::Silence(_)),
        reaction: reply.reaction.to_owned(),
        corrections: corrected
            .filter_map(|correction| correction.belief.correction.clone())
            .collect(),
        next: next
            .map(|facing| facing.says.to_owned())
            .or_else(|| last_words(scenario, shadow.ended.as_ref())),
        gauges: Gauges {
            before: turn.answered.alliance_before,
            after: turn.answered.alliance_after,
        },
        moved: moved(&turn.answered),
        ends: shadow.ended.as_ref().and_then(|ended| end_of(scenario, ended)),
    };
    Some(Body::Shadow(Box::new([done, other])))
}

/// What the client says after the last round: a copy of the play goes on.
fn said_next(scenario: &Scenario, branch: &Branch) -> Option<String> {
    let mut ahead = branch.session().clone();
    // A play that is over has nothing to go on to.
    let _ = ahead.act(Move::Continue);
    match ahead.ended() {
        Some(ended) => last_words(scenario, Some(ended)),
        None => texts::facing(scenario, ahead.faced()?).map(|facing| facing.says.to_owned()),
    }
}

/// Where a way ends: the ending's title, and bond, tasks and goals there.
fn end_of(scenario: &Scenario, ended: &crate::session::event::Ended) -> Option<End> {
    let (ending, _) = texts::ending(scenario, ended)?;
    Some(End {
        title: ending.title.clone(),
        alliance: ended.alliance,
    })
}

fn last_words(scenario: &Scenario, ended: Option<&crate::session::event::Ended>) -> Option<String> {
    texts::ending(scenario, ended?).map(|(_, says)| says.to_owned())
}

/// The hour looked back at.
fn debrief_slide(lesson: &Lesson) -> Slide {
    let scenario = &lesson.vignette().scenario;
    let debrief = Debrief::of(lesson);
    let courses = debrief.comparison.courses.iter().map(|course| {
        let mut values = vec![course.start];
        values.extend(course.played.iter().map(|played| played.after));
        (course.name.clone(), values)
    });
    let several = lesson.branches().len() > 1;
    // Each kind of reason once: the room is asked three questions, not one question thrice.
    let mut told = Vec::new();
    let points = debrief.moments.iter().filter_map(|moment| {
        let fresh = |reason: &&Reason| !told.contains(&discriminant(*reason));
        let reason = moment.reasons.iter().find(fresh)?;
        told.push(discriminant(reason));
        let place = lesson.branches().get(moment.branch)?;
        let at = if several {
            format!("{}, round {}", place.name(), moment.round + 1)
        } else {
            format!("Round {}", moment.round + 1)
        };
        Some(format!("{at}. {}", words::reason(reason, true)))
    });
    let says = match debrief.comparison.courses.as_slice() {
        [one] => last_words(scenario, one.ended.as_ref()),
        _ => None,
    };
    Slide {
        instruction: "What will you take with you?".to_owned(),
        body: Body::Debrief {
            courses: courses.collect(),
            says,
            points: points.take(3).collect(),
        },
        ..empty(scenario)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use std::sync::Arc;

    use super::*;
    use crate::framework::load::bundled;
    use crate::library::bundled::BUNDLED;
    use crate::library::vignette::load;

    fn lesson() -> Lesson {
        let (_, text) = BUNDLED.iter().find(|(name, _)| *name == "the-worksheet.ron").unwrap();
        Lesson::new(Arc::clone(&load(text, bundled()).vignette.unwrap()), 7, &[])
    }

    #[test]
    fn nothing_before_the_reveal_tells_the_key() {
        let mut lesson = lesson();
        for step in [Step::Statement, Step::Notice, Step::First, Step::Discuss, Step::Second] {
            lesson.go_to(step, 0).unwrap();
            if step.question().is_some() {
                lesson.add_hand(1, true).unwrap();
                lesson.show_counts(true);
            }
            let slide = slide_of(&lesson, 0);
            let cards = match slide.body {
                Body::Choices(cards) => cards,
                Body::Statement => Vec::new(),
                other => panic!("{step:?} shows {other:?}"),
            };
            assert!(
                cards
                    .iter()
                    .all(|card| !card.is_best && !card.is_chosen && card.before.is_none())
            );
            let shared = cards.iter().any(|card| card.share.is_some());
            assert_eq!(shared, step == Step::Discuss, "{step:?}");
            assert!(slide.instruction.chars().count() < 60, "one short line");
        }
        lesson.go_to(Step::Reveal, 0).unwrap();
        let Body::Reveal(cards, told) = slide_of(&lesson, 0).body else {
            panic!("no reveal");
        };
        assert!(cards.iter().any(|card| card.is_best));
        assert!(cards.iter().any(|card| card.is_chosen));
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn counts_stay_hidden_until_they_are_shown() {
        let mut lesson = lesson();
        lesson.go_to(Step::First, 0).unwrap();
        lesson.add_hand(0, true).unwrap();
        lesson.go_to(Step::Discuss, 0).unwrap();
        let shares = |lesson: &Lesson| match slide_of(lesson, 0).body {
            Body::Choices(cards) => cards.iter().filter(|card| card.share.is_some()).count(),
            _ => 0,
        };
        assert_eq!(shares(&lesson), 0);
        lesson.show_counts(true);
        assert!(shares(&lesson) > 0);
    }
}

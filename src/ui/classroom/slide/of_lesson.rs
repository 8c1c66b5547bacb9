//! Says of a lesson what the screen in front shows of it. What the room is not to know yet is left out here, and nowhere else.

use std::mem::discriminant;

use super::data::{Body, Card, CardKind, End, Gauges, Slide, Way};
use crate::classroom::debrief::{Debrief, Reason};
use crate::classroom::lesson::{Branch, Lesson, NOTICE_NAMES, wording};
use crate::classroom::round::{Chosen, Question, Round, Step, there_to_notice};
use crate::classroom::shadow::Shadow;
use crate::classroom::tally::letter;
use crate::report::classroom::words;
use crate::scenario::graph::ActKind;
use crate::scenario::model::{Affect, Feeling, Scenario};
use crate::session::event::{Answered, Ended, Move};
use crate::session::texts::{self, Said};
use crate::session::words::{a_kind, moved};

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
        instruction: instruction(lesson, round, now_ms),
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
fn instruction(lesson: &Lesson, round: &Round, now_ms: i64) -> String {
    let is_up = round.clock().left_ms(now_ms) == 0;
    let line = match round.step() {
        Step::Statement => "Listen, and look.",
        Step::Notice => "What do you notice? Decide for yourself.",
        Step::Marker => "By which sign? Decide for yourself.",
        Step::First => "Decide for yourself. No talking yet.",
        Step::Discuss if is_up && lesson.plan.second => "Finish your sentence. Then you vote again.",
        Step::Discuss if is_up => "Finish your sentence.",
        Step::Discuss => "Talk with somebody who chose differently.",
        Step::Second => "Decide again. You may stay, or change your mind.",
        Step::Reveal => match round.to_play() {
            Some(place) if round.chosen() != Chosen::One(place) => {
                return format!("Your tutor goes on with {}.", letter(place));
            }
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
        Step::Marker => Body::Choices(markers(round)),
        Step::First | Step::Discuss | Step::Second => Body::Choices(cards(scenario, branch, round)),
        Step::Reveal => Body::Reveal(cards(scenario, branch, round), told(scenario, round)),
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
    let cards = names.map(|((place, name), detail)| Card {
        detail: Some(detail),
        ..plain_card(place, name, CardKind::Notice)
    });
    cards.collect()
}

/// The signs of the kind that most have seen. Which of them is there is not known here.
fn markers(round: &Round) -> Vec<Card> {
    let markers = (0_u8..).zip(round.markers());
    let cards = markers.map(|(place, marker)| plain_card(place, &marker.label, CardKind::Marker));
    cards.collect()
}

fn plain_card(place: u8, text: &str, kind: CardKind) -> Card {
    Card {
        letter: letter(place),
        text: text.to_owned(),
        detail: None,
        kind,
        share: None,
        before: None,
        is_best: false,
        is_chosen: false,
    }
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
            detail,
            share: share.filter(|_| shows && counts.total() > 0),
            before: before.as_ref().and_then(|before| before.get(at).copied()),
            is_best: best.contains(&place),
            is_chosen: to_play == Some(place),
            ..plain_card(place, said.text(), kind)
        })
    });
    all.collect()
}

/// What the reveal says besides: what there was to see, and what changed between the votes.
fn told(scenario: &Scenario, round: &Round) -> Vec<String> {
    let mut told = Vec::new();
    let seen = round.tally(Question::Notice).counts();
    let facing = texts::facing(scenario, round.faced());
    let strain = facing.and_then(|facing| facing.statement.strain.as_ref());
    let kind = strain.map(|strain| strain.kind);
    if seen.total() > 0 {
        let there = match kind {
            Some(kind) => format!("There was {}.", a_kind(kind)),
            None => "There was no strain.".to_owned(),
        };
        told.push(format!(
            "{there} {} of {} saw it so.",
            seen.at(there_to_notice(kind)),
            seen.total()
        ));
    }
    let named = round.tally(Question::Marker).counts();
    let markers = round.markers();
    let marker = strain.and_then(|strain| (0_u8..).zip(&markers).find(|(_, marker)| marker.id == strain.marker));
    if let (Some((place, marker)), true) = (marker, named.total() > 0) {
        told.push(format!(
            "The sign: {}. {} of {} named it.",
            marker.label.to_lowercase(),
            named.at(place),
            named.total()
        ));
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
fn played(scenario: &Scenario, round: &Round) -> Option<Way> {
    way(scenario, round, round.played()?, "You did".to_owned())
}

/// What an answer at a round did. What comes after it is not in it yet.
fn way(scenario: &Scenario, round: &Round, answered: &Answered, title: String) -> Option<Way> {
    let reply = texts::reply(scenario, answered)?;
    let corrected = texts::corrected(scenario, answered).into_iter();
    Some(Way {
        title,
        letter: letter(round.place_of(answered.response)?),
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
    let done = Way {
        next: match branch.rounds().get(round + 1) {
            Some(next) => texts::facing(scenario, next.faced()).map(|facing| facing.says.to_owned()),
            None => said_next(scenario, branch),
        },
        ends: branch.session().ended().and_then(|ended| end_of(scenario, ended)),
        ..played(scenario, taken)?
    };
    let turn = shadow.turns.first()?;
    let title = format!("If it had been {}", letter(taken.place_of(turn.answered.response)?));
    let next = shadow.client_next().and_then(|faced| texts::facing(scenario, faced));
    let other = Way {
        next: next
            .map(|facing| facing.says.to_owned())
            .or_else(|| last_words(scenario, shadow.ended.as_ref())),
        ends: shadow.ended.as_ref().and_then(|ended| end_of(scenario, ended)),
        ..way(scenario, taken, &turn.answered, title)?
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
fn end_of(scenario: &Scenario, ended: &Ended) -> Option<End> {
    let (ending, _) = texts::ending(scenario, ended)?;
    Some(End {
        title: ending.title.clone(),
        alliance: ended.alliance,
    })
}

fn last_words(scenario: &Scenario, ended: Option<&Ended>) -> Option<String> {
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
#[path = "tests.rs"]
mod tests;

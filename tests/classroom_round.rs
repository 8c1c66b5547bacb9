//! The room's engine: what holds whatever a tutor does and a room answers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::{Arc, OnceLock};

use attune::classroom::debrief::{Debrief, Reason};
use attune::classroom::lesson::{Anew, Lesson, NotNow};
use attune::classroom::phone::{Answer, Device, Phase};
use attune::classroom::record::Record;
use attune::classroom::round::{Chosen, Plan, Question, Step};
use attune::classroom::shadow::{Onward, Shadow};
use attune::classroom::shift::Shift;
use attune::classroom::teams::Comparison;
use attune::framework::load::bundled;
use attune::library::bundled::BUNDLED;
use attune::library::vignette::{Vignette, load};
use attune::scenario::graph::ActKind;
use attune::session::event::{Event, Move};
use attune::session::replay::{path, replay};
use proptest::prelude::*;

/// Every bundled vignette, read once.
fn vignettes() -> &'static [Arc<Vignette>] {
    static READ: OnceLock<Vec<Arc<Vignette>>> = OnceLock::new();
    READ.get_or_init(|| {
        let read = BUNDLED.iter().map(|(_, text)| load(text, bundled()).vignette.unwrap());
        read.collect()
    })
}

fn vignette(id: &str) -> Arc<Vignette> {
    let mut all = vignettes().iter();
    Arc::clone(all.find(|vignette| vignette.scenario.id.as_str() == id).unwrap())
}

fn room(seed: u64) -> Lesson {
    Lesson::new(vignette("the-worksheet"), seed, &[])
}

fn to(lesson: &mut Lesson, step: Step) {
    lesson.go_to(step, 0).unwrap();
}

fn answer(lesson: &mut Lesson, device: u64, choice: u8) -> bool {
    let question = lesson.phone_view().question;
    lesson.take(&Answer {
        device: Device(device),
        question,
        choice,
    })
}

/// The events of the way that a log is on, without those that only tell of the ways that were left.
fn kept(log: &[Event]) -> Vec<Event> {
    path(log).kept.iter().map(|at| log[*at].clone()).collect()
}

/// Plays the open round with one of its choices and lets the client speak again.
fn play(lesson: &mut Lesson, place: u8) {
    let place = place % u8::try_from(lesson.round().unwrap().rated().len()).unwrap();
    to(lesson, Step::Reveal);
    if lesson.round().unwrap().pick() != Some(place) {
        lesson.pick(place).unwrap();
    }
    lesson.go_on(1_000).unwrap();
    if lesson.round().unwrap().step() == Step::Act {
        lesson.go_on(8_000).unwrap();
    }
    lesson.go_on(9_000).unwrap();
}

#[test]
fn a_round_goes_step_by_step_to_what_the_room_chose() {
    let mut lesson = room(7);
    let steps = [Step::Notice, Step::First, Step::Discuss, Step::Second, Step::Reveal];
    for (at, step) in steps.into_iter().enumerate() {
        assert_eq!(lesson.following(), Some(step));
        lesson.go_on(at as i64 * 1_000).unwrap();
        assert_eq!(lesson.round().unwrap().step(), step);
        if step.question().is_some() {
            assert!(answer(&mut lesson, 1, 1) && answer(&mut lesson, 2, 1) && answer(&mut lesson, 3, 0));
        } else {
            assert!(!answer(&mut lesson, 4, 1), "{step:?} takes no answer");
        }
    }
    assert_eq!(lesson.round().unwrap().chosen(), Chosen::One(1));
    let response = lesson.round().unwrap().response(1).unwrap();
    lesson.go_on(6_000).unwrap();
    if lesson.round().unwrap().step() == Step::Act {
        lesson.go_on(9_000).unwrap();
    }
    let round = lesson.round().unwrap();
    assert_eq!(round.played().unwrap().response, response);
    assert!(round.is_rooms());
    let log = lesson.branch().unwrap().session().log();
    assert!(
        log.iter().any(|event| matches!(event, Event::Noticed { .. })),
        "what most noticed is in the log"
    );
    lesson.go_on(10_000).unwrap();
    assert_eq!(lesson.branch().unwrap().rounds().len(), 2);
    assert_eq!(lesson.round().unwrap().step(), Step::Statement);
}

#[test]
fn a_level_room_is_told_and_the_tutor_picks() {
    let mut lesson = room(7);
    to(&mut lesson, Step::Reveal);
    assert_eq!(lesson.go_on(0), Err(NotNow::NobodyVoted));
    let mut lesson = room(7);
    to(&mut lesson, Step::First);
    lesson.set_hands([4, 0, 4, 1, 0, 0, 0, 0]).unwrap();
    to(&mut lesson, Step::Reveal);
    assert_eq!(lesson.round().unwrap().chosen(), Chosen::Level(vec![0, 2]));
    let told = lesson.go_on(0).unwrap_err();
    assert_eq!(told.to_string(), "A and C are level: pick the one to play");
    lesson.pick(2).unwrap();
    lesson.go_on(0).unwrap();
    assert_ne!(lesson.round().unwrap().step(), Step::Reveal);
}

#[test]
fn what_is_revealed_stays_revealed() {
    let mut lesson = room(1);
    to(&mut lesson, Step::First);
    to(&mut lesson, Step::Reveal);
    assert_eq!(lesson.go_to(Step::Second, 0), Err(NotNow::Revealed));
    assert_eq!(lesson.go_back(0), Err(NotNow::Revealed));
    assert!(!answer(&mut lesson, 1, 0));
    assert_eq!(lesson.set_hands([1; 8]), Err(NotNow::NoVote));
    lesson.rewind(0, Anew::Vote).unwrap();
    to(&mut lesson, Step::First);
    assert!(answer(&mut lesson, 1, 0));
}

#[test]
fn any_step_can_be_left_out_and_gone_back_to() {
    let mut lesson = room(3);
    lesson.plan = Plan {
        notice: false,
        marker: false,
        first: true,
        discuss: false,
        second: false,
    };
    lesson.go_on(0).unwrap();
    assert_eq!(lesson.round().unwrap().step(), Step::First);
    assert!(answer(&mut lesson, 5, 2));
    let number = lesson.phone_view().question;
    lesson.go_back(0).unwrap();
    assert_eq!(lesson.round().unwrap().step(), Step::Statement);
    assert_eq!(lesson.go_back(0), Err(NotNow::Beginning));
    lesson.go_on(0).unwrap();
    assert_eq!(
        lesson.phone_view().question,
        number,
        "a question that is opened again is the same"
    );
    assert_eq!(lesson.round().unwrap().tally(Question::First).voters(), 1);
    lesson.go_on(0).unwrap();
    assert_eq!(lesson.round().unwrap().step(), Step::Reveal);
}

#[test]
fn signs_are_asked_of_what_the_room_saw_and_not_of_what_is_there() {
    let mut lesson = room(7);
    lesson.plan.marker = true;
    assert_eq!(lesson.go_to(Step::Marker, 0), Err(NotNow::NothingSeen));
    for (seen, kind) in [([5, 2, 9], "against"), ([5, 9, 2], "away")] {
        to(&mut lesson, Step::Notice);
        let [none, away, against] = seen;
        lesson.set_hands([none, away, against, 0, 0, 0, 0, 0]).unwrap();
        lesson.go_on(0).unwrap();
        let round = lesson.round().unwrap();
        assert_eq!(round.step(), Step::Marker);
        let markers = round.markers();
        let expected = bundled()
            .markers
            .iter()
            .filter(|marker| Some(marker.kind) == round.seen());
        assert_eq!(markers, expected.collect::<Vec<_>>(), "{kind}");
        assert!(
            round.tally(Question::Marker).is_empty(),
            "{kind}: another question has no answers yet"
        );
        let before = lesson.phone_view();
        assert!(answer(&mut lesson, 1, 2) && !answer(&mut lesson, 1, 7));
        assert_eq!(before.phase, Phase::Notice, "phones need no new page for it");
        assert_eq!(before.choices.len(), markers.len());
        assert_eq!(before.choices[2].text.as_ref(), Some(&markers[2].label));
    }
    // Nothing is forgotten on the way back and on.
    lesson.go_back(0).unwrap();
    lesson.go_on(0).unwrap();
    assert_eq!(lesson.round().unwrap().tally(Question::Marker).voters(), 1);
    lesson.go_on(0).unwrap();
    assert_eq!(lesson.round().unwrap().step(), Step::First);
    lesson.go_back(0).unwrap();
    assert_eq!(lesson.round().unwrap().step(), Step::Marker);
}

#[test]
fn nobody_is_asked_for_signs_who_has_seen_no_strain() {
    for seen in [[9, 0, 0], [0, 4, 4], [0, 0, 0]] {
        let mut lesson = room(7);
        lesson.plan.marker = true;
        to(&mut lesson, Step::Notice);
        lesson.set_hands([seen[0], seen[1], seen[2], 0, 0, 0, 0, 0]).unwrap();
        lesson.go_on(0).unwrap();
        assert_eq!(lesson.round().unwrap().step(), Step::First, "{seen:?}");
        lesson.go_back(0).unwrap();
        assert_eq!(lesson.round().unwrap().step(), Step::Notice, "{seen:?}");
    }
}

#[test]
fn what_a_round_taken_up_again_would_cost_is_known_before() {
    let mut lesson = room(7);
    for round in 0..3 {
        to(&mut lesson, Step::First);
        if round != 1 {
            assert!(answer(&mut lesson, 1, 0));
        }
        play(&mut lesson, 0);
    }
    let check = |lesson: &Lesson, round, anew, expected| assert_eq!(lesson.put_away_by(round, anew), expected);
    check(&lesson, 0, Anew::Vote, 2);
    check(&lesson, 0, Anew::Play, 1);
    check(&lesson, 1, Anew::Vote, 1);
    check(&lesson, 2, Anew::Vote, 1);
    check(&lesson, 2, Anew::Play, 0);
    check(&lesson, 9, Anew::Vote, 0);
    lesson.note(1, "what was said");
    check(&lesson, 1, Anew::Vote, 2);
}

#[test]
fn letters_stay_with_a_statement_whatever_way_leads_to_it() {
    for vignette in vignettes() {
        let mut seen: std::collections::HashMap<u32, Vec<u8>> = std::collections::HashMap::new();
        for way in 0..4_u8 {
            let mut lesson = Lesson::new(Arc::clone(vignette), 42, &[]);
            while let Some(round) = lesson.round() {
                let all: Vec<u8> = round.rated().iter().map(|rated| rated.response).collect();
                let known = seen.entry(round.faced().statement).or_insert_with(|| all.clone());
                let common: Vec<u8> = known
                    .iter()
                    .copied()
                    .filter(|response| all.contains(response))
                    .collect();
                let mine: Vec<u8> = all
                    .iter()
                    .copied()
                    .filter(|response| known.contains(response))
                    .collect();
                assert_eq!(mine, common);
                if lesson.branch().unwrap().rounds().len() > 60 {
                    break;
                }
                play(&mut lesson, way);
            }
        }
    }
}

#[test]
fn a_silence_is_as_long_as_the_room_bears_it() {
    let (mut found, mut bands) = (0, std::collections::BTreeSet::new());
    for vignette in vignettes() {
        for (held_ms, way) in [(500, 0), (12_000, 1), (30_000, 2)] {
            let mut lesson = Lesson::new(Arc::clone(vignette), 5, &[]);
            while let (Some(round), true) = (lesson.round(), lesson.branch().unwrap().rounds().len() < 40) {
                let silent = round.rated().iter().position(|rated| rated.act == ActKind::Silence);
                let Some(silent) = silent else {
                    play(&mut lesson, way);
                    continue;
                };
                found += 1;
                to(&mut lesson, Step::Reveal);
                lesson.pick(u8::try_from(silent).unwrap()).unwrap();
                lesson.go_on(100_000).unwrap();
                assert_eq!(lesson.round().unwrap().step(), Step::Act);
                lesson.go_back(100_100).unwrap();
                assert_eq!(lesson.round().unwrap().step(), Step::Reveal, "a silence can be let go");
                lesson.go_on(200_000).unwrap();
                lesson.go_on(200_000 + held_ms).unwrap();
                let played = *lesson.round().unwrap().played().unwrap();
                assert_eq!(i64::from(played.held_ms), held_ms);
                bands.insert(played.band);
                lesson.go_on(0).unwrap();
            }
        }
    }
    assert!(found > 0 && bands.len() > 1, "{found} silences in bands {bands:?}");
}

#[test]
fn a_summary_says_what_the_room_puts_into_it() {
    let mut met = 0;
    for vignette in vignettes() {
        let mut lesson = Lesson::new(Arc::clone(vignette), 5, &[]);
        while let (Some(round), true) = (lesson.round(), lesson.branch().unwrap().rounds().len() < 40) {
            let summary = round.rated().iter().position(|rated| rated.act == ActKind::Summary);
            let Some(summary) = summary else {
                play(&mut lesson, 0);
                continue;
            };
            met += 1;
            to(&mut lesson, Step::Reveal);
            lesson.pick(u8::try_from(summary).unwrap()).unwrap();
            lesson.go_on(0).unwrap();
            lesson.toggle_belief(0).unwrap();
            lesson.toggle_belief(1).unwrap();
            lesson.toggle_belief(1).unwrap();
            lesson.toggle_belief(31).unwrap();
            lesson.go_on(0).unwrap();
            assert_eq!(lesson.round().unwrap().played().unwrap().beliefs, 1);
            lesson.go_on(0).unwrap();
        }
    }
    assert!(met > 0, "no bundled vignette has a summary on this way");
}

#[test]
fn a_response_that_was_played_is_taken_back() {
    let mut lesson = room(11);
    play(&mut lesson, 0);
    to(&mut lesson, Step::First);
    lesson.set_hands([1, 6, 0, 0, 0, 0, 0, 0]).unwrap();
    to(&mut lesson, Step::Reveal);
    lesson.go_on(0).unwrap();
    if lesson.round().unwrap().step() == Step::Act {
        lesson.go_on(0).unwrap();
    }
    lesson.go_back(0).unwrap();
    let round = lesson.round().unwrap();
    assert_eq!((round.step(), round.played()), (Step::Reveal, None));
    assert_eq!(
        round.tally(Question::First).counts().at(1),
        6,
        "the votes are still there"
    );
    assert_eq!(lesson.branch().unwrap().left().len(), 1);
}

#[test]
fn teams_take_turns_with_the_same_client() {
    let names = ["Blue".to_owned(), "Green".to_owned()];
    let mut lesson = Lesson::new(vignette("the-worksheet"), 9, &names);
    assert_eq!(
        lesson.branches()[0].session().log(),
        lesson.branches()[1].session().log(),
        "both meet the same client"
    );
    let weak = |lesson: &Lesson, best: bool| {
        let round = lesson.round().unwrap();
        let rated = round.rated().iter().enumerate();
        let found = rated.max_by_key(|(_, rated)| {
            if best {
                i16::from(rated.quality)
            } else {
                -i16::from(rated.quality)
            }
        });
        u8::try_from(found.unwrap().0).unwrap()
    };
    while !lesson.is_over() {
        let best = lesson.at() == 0;
        let place = weak(&lesson, best);
        play(&mut lesson, place);
    }
    let compared = Comparison::of(&lesson);
    assert_eq!(compared.parted, Some(0));
    assert_eq!(compared.courses.len(), 2);
    let sum = |at: usize| {
        compared.courses[at]
            .now()
            .iter()
            .map(|value| u32::from(*value))
            .sum::<u32>()
    };
    assert!(sum(0) > sum(1), "who answers best ends better");
    for branch in lesson.branches() {
        assert!(branch.is_over());
        let again = replay(&lesson.vignette().graph, branch.session().log()).unwrap();
        assert_eq!(again.log(), branch.session().log());
    }
}

#[test]
fn the_debrief_finds_what_divided_the_room() {
    let mut lesson = room(7);
    to(&mut lesson, Step::Notice);
    let strained = lesson
        .vignette()
        .graph
        .statement(lesson.round().unwrap().faced().statement)
        .unwrap()
        .strain
        .is_some();
    let wrong = usize::from(!strained);
    let mut seen = [0; 8];
    seen[wrong] = 9;
    lesson.set_hands(seen).unwrap();
    to(&mut lesson, Step::First);
    for device in 0..20 {
        answer(&mut lesson, device, u8::from(device >= 14));
    }
    to(&mut lesson, Step::Second);
    for device in 0..20 {
        answer(&mut lesson, device, u8::from(device >= 9));
    }
    to(&mut lesson, Step::Reveal);
    lesson.go_on(0).unwrap();
    let debrief = Debrief::of(&lesson);
    assert_eq!(debrief.most_divided, Some((0, 0, 52)));
    assert_eq!(debrief.most_changed, Some((0, 0, 5)));
    let reasons = &debrief.moments[0].reasons;
    assert!(reasons.contains(&Reason::Divided {
        percent: 52,
        between: ('B', 'A')
    }));
    assert!(reasons.contains(&Reason::Changed {
        count: 5,
        of: 20,
        towards: 'B'
    }));
    let expected = if strained { Reason::Missed } else { Reason::Imagined };
    assert!(reasons.contains(&expected), "{reasons:?}");
    let record = Record::of(&lesson);
    assert_eq!(record.rounds.len(), 1);
    assert_eq!(record.rounds[0].votes.len(), 3);
}

/// Something that a tutor or a phone does.
#[derive(Clone, Debug)]
enum Doing {
    On,
    Back,
    To(usize),
    Answer(u64, u8),
    Stale(u64, u8),
    Hand(u8, bool),
    Pick(u8),
    Show(bool),
    Rewind(usize, bool),
    Signs(bool),
}

fn doing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        4 => Just(Doing::On),
        1 => Just(Doing::Back),
        1 => (0..7_usize).prop_map(Doing::To),
        1 => any::<bool>().prop_map(Doing::Signs),
        8 => (0..12_u64, 0..9_u8).prop_map(|(device, choice)| Doing::Answer(device, choice)),
        1 => (0..12_u64, 0..9_u8).prop_map(|(device, choice)| Doing::Stale(device, choice)),
        2 => (0..9_u8, any::<bool>()).prop_map(|(choice, more)| Doing::Hand(choice, more)),
        2 => (0..9_u8).prop_map(Doing::Pick),
        1 => any::<bool>().prop_map(Doing::Show),
        1 => (0..6_usize, any::<bool>()).prop_map(|(round, votes)| Doing::Rewind(round, votes)),
    ]
}

fn carry_out(lesson: &mut Lesson, doing: &Doing, now_ms: i64) {
    let question = lesson.phone_view().question;
    let mut take = |device: u64, question: u32, choice: u8| {
        lesson.take(&Answer {
            device: Device(device),
            question,
            choice,
        })
    };
    match doing {
        Doing::Answer(device, choice) => {
            take(*device, question, *choice);
        }
        Doing::Stale(device, choice) => {
            let counted = take(*device, question.wrapping_sub(1), *choice);
            assert!(!counted, "an answer to a question that is closed was counted");
        }
        // Refusals are part of what is tried.
        Doing::On => drop(lesson.go_on(now_ms)),
        Doing::Back => drop(lesson.go_back(now_ms)),
        Doing::To(step) => drop(lesson.go_to(Step::ALL[*step], now_ms)),
        Doing::Hand(choice, more) => drop(lesson.add_hand(*choice, *more)),
        Doing::Pick(choice) => drop(lesson.pick(*choice)),
        Doing::Signs(asked) => lesson.plan.marker = *asked,
        Doing::Show(shown) => lesson.show_counts(*shown),
        Doing::Rewind(round, votes) => {
            let anew = if *votes { Anew::Vote } else { Anew::Play };
            drop(lesson.rewind(*round, anew));
        }
    }
}

fn check_counts(lesson: &Lesson) {
    for branch in lesson.branches() {
        for round in branch.rounds().iter().chain(branch.left()) {
            for question in Question::ALL {
                let tally = round.tally(question);
                assert_eq!(tally.counts().total(), tally.voters(), "one answer a voter");
                assert!(tally.devices().len() <= 12);
            }
            let (first, second) = (round.tally(Question::First), round.tally(Question::Second));
            let shift = Shift::between(first, second);
            let both = first
                .devices()
                .keys()
                .filter(|device| second.devices().contains_key(device));
            assert_eq!(shift.both() as usize, both.count());
            let stayed: u32 = (0..8).map(|place| shift.at(place, place)).sum();
            assert_eq!(shift.changed() + stayed, shift.both());
            assert_eq!((shift.both() + shift.only_first) as usize, first.devices().len());
            assert_eq!((shift.both() + shift.only_second) as usize, second.devices().len());
        }
    }
}

fn check_phone(lesson: &Lesson) {
    let view = lesson.phone_view();
    let text = serde_json::to_string(&view).unwrap();
    let round = lesson.round();
    let is_reveal = round.is_some_and(|round| round.step() == Step::Reveal);
    assert_eq!(view.phase == Phase::Reveal, is_reveal);
    assert!(is_reveal || (view.best.is_empty() && !text.contains("best")), "{text}");
    if view.phase.is_open() {
        assert!(view.choices.iter().all(|choice| choice.percent.is_none()), "{text}");
    }
    if let Some(round) = round
        && !round.shows_counts()
    {
        assert!(!text.contains("percent"), "{text}");
    }
    for word in ["quality", "feedback", "reaction", "strain\":", "shows\":"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn whatever_is_done_the_counts_are_true_and_the_key_is_kept(
        at in 0..14_usize, seed in any::<u64>(), doings in prop::collection::vec(doing(), 1..120)
    ) {
        let mut lesson = Lesson::new(Arc::clone(&vignettes()[at]), seed, &[]);
        for (now, doing) in doings.iter().enumerate() {
            carry_out(&mut lesson, doing, now as i64 * 700);
            check_phone(&lesson);
        }
        check_counts(&lesson);
        let branch = lesson.branch().unwrap();
        let again = replay(&lesson.vignette().graph, branch.session().log()).unwrap();
        prop_assert_eq!(again.log(), branch.session().log());
        let answers = kept(branch.session().log()).iter().filter(|event| matches!(event, Event::Answered(_))).count();
        let played = branch.rounds().iter().filter(|round| round.played().is_some()).count();
        prop_assert_eq!(answers, played, "the rounds tell the way of the log");
    }

    #[test]
    fn to_vote_again_changes_an_answer_and_adds_none(answers in prop::collection::vec((0..30_u64, 0..4_u8), 1..200)) {
        let mut lesson = room(3);
        to(&mut lesson, Step::First);
        let choices = lesson.round().unwrap().tally(Question::First).choices();
        let mut last = std::collections::BTreeMap::new();
        for (device, choice) in answers {
            if answer(&mut lesson, device, choice) {
                last.insert(device, choice);
            } else {
                prop_assert!(choice >= choices);
            }
        }
        let counts = lesson.round().unwrap().tally(Question::First).counts();
        prop_assert_eq!(counts.total() as usize, last.len());
        for place in 0..choices {
            let expected = last.values().filter(|choice| **choice == place).count();
            prop_assert_eq!(counts.at(place) as usize, expected);
        }
    }

    #[test]
    fn the_same_answers_after_a_rewind_make_the_same_log(
        at in 0..14_usize, seed in any::<u64>(), ways in prop::collection::vec(0..8_u8, 2..8), back in 0..8_usize
    ) {
        let mut lesson = Lesson::new(Arc::clone(&vignettes()[at]), seed, &[]);
        let mut played = Vec::new();
        for way in ways {
            if lesson.round().is_none() {
                break;
            }
            played.push(way);
            play(&mut lesson, way);
        }
        let before = kept(lesson.branch().unwrap().session().log());
        let back = back % played.len();
        lesson.rewind(back, Anew::Vote).unwrap();
        for way in &played[back..] {
            play(&mut lesson, *way);
        }
        prop_assert_eq!(kept(lesson.branch().unwrap().session().log()), before);
    }

    #[test]
    fn a_shadow_leaves_the_lesson_alone_and_tells_the_truth(
        at in 0..14_usize, seed in any::<u64>(), ways in prop::collection::vec(0..8_u8, 1..6), other in 0..8_u8
    ) {
        let mut lesson = Lesson::new(Arc::clone(&vignettes()[at]), seed, &[]);
        for way in ways {
            if lesson.round().is_some() {
                play(&mut lesson, way);
            }
        }
        let log = lesson.branch().unwrap().session().log().to_vec();
        let round = 0;
        let rated = lesson.branch().unwrap().rounds()[round].rated().to_vec();
        let other = rated[usize::from(other) % rated.len()].response;
        let shadow = Shadow::of(lesson.branch().unwrap(), round, other, Onward::Aptest).unwrap();
        prop_assert_eq!(lesson.branch().unwrap().session().log(), log.as_slice());
        // Taken in earnest, the same answers come to the same.
        lesson.rewind(round, Anew::Vote).unwrap();
        let mut session = lesson.branch().unwrap().session().clone();
        for turn in &shadow.turns {
            while matches!(session.phase(), attune::session::event::Phase::Notice) {
                session.act(Move::Skip).unwrap();
            }
            let answered = turn.answered;
            let step = Move::Answer { response: answered.response, held_ms: answered.held_ms, beliefs: answered.beliefs };
            session.act(step).unwrap();
            prop_assert_eq!(session.answered(), Some(&answered));
            session.act(Move::Continue).unwrap();
        }
        prop_assert_eq!(session.ended(), shadow.ended.as_ref());
    }

    #[test]
    fn to_go_on_as_played_from_the_same_answer_is_what_was_played(
        at in 0..14_usize, seed in any::<u64>(), ways in prop::collection::vec(0..8_u8, 2..6)
    ) {
        let mut lesson = Lesson::new(Arc::clone(&vignettes()[at]), seed, &[]);
        for way in ways {
            if lesson.round().is_some() {
                play(&mut lesson, way);
            }
        }
        let branch = lesson.branch().unwrap();
        let first = branch.rounds()[0].played().unwrap();
        let shadow = Shadow::of(branch, 0, first.response, Onward::AsPlayed).unwrap();
        if first.held_ms == shadow.turns[0].answered.held_ms && first.beliefs == shadow.turns[0].answered.beliefs {
            let rounds = branch.rounds().iter().filter_map(|round| round.played());
            for (turn, played) in shadow.turns.iter().zip(rounds) {
                prop_assert_eq!(&turn.answered, played);
            }
        }
    }
}

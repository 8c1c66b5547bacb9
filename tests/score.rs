//! The measures, on small vignettes whose numbers can be worked out by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[allow(dead_code, missing_docs)]
mod support {
    pub mod random;
}

use std::sync::Arc;

use attune::framework::id::{Component, RuptureKind};
use attune::framework::load::bundled;
use attune::scenario::graph::Graph;
use attune::scenario::model::Scenario;
use attune::scenario::read::read;
use attune::score::Score;
use attune::score::calibration::Lean;
use attune::score::notebook::Ascribed;
use attune::score::recognition::Sighting;
use attune::session::event::{Move, Noticed, Phase, Started};
use attune::session::machine::Session;
use attune::session::options::{Mode, Options};
use proptest::prelude::*;
use support::random;

fn vignette() -> (Scenario, Arc<Graph>) {
    let reading = read(include_str!("vignettes/two-ruptures.ron"));
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    let scenario = reading.scenario.unwrap();
    let graph = Arc::new(random::graph(&scenario));
    (scenario, graph)
}

/// What a trainee does in a turn; `None` where the step is skipped.
struct Do {
    sees: Option<Noticed>,
    drafts: &'static str,
    answer: (u8, u32, u32),
    sure: u8,
    reads: [u8; 3],
}

const SAYS: Do = Do {
    sees: None,
    drafts: "",
    answer: (0, 0, 0),
    sure: 50,
    reads: [50, 50, 50],
};

fn withdrawal(component: Option<Component>, factor: Option<&str>) -> Option<Noticed> {
    Some(Noticed::Strain {
        kind: RuptureKind::Withdrawal,
        component,
        factor: factor.map(Into::into),
    })
}

/// Plays turns in guided mode.
fn play(session: &mut Session, turns: &[Do]) {
    for turn in turns {
        let here = session.turn();
        while session.turn() == here && !matches!(session.phase(), Phase::Notebook | Phase::Over) {
            let step = match session.phase() {
                Phase::Notice => turn.sees.clone().map_or(Move::Skip, Move::Notice),
                Phase::Draft if turn.drafts.is_empty() => Move::Skip,
                Phase::Draft => Move::Draft(turn.drafts.into()),
                Phase::Respond => Move::Answer {
                    response: turn.answer.0,
                    held_ms: turn.answer.1,
                    beliefs: turn.answer.2,
                },
                Phase::Confidence => Move::Confidence(turn.sure),
                Phase::Feedback => Move::Continue,
                Phase::ReadAlliance => Move::ReadAlliance(turn.reads),
                Phase::Notebook | Phase::Over => break,
            };
            session.act(step).unwrap();
        }
    }
}

fn begin(scenario: &Scenario, graph: &Arc<Graph>) -> Session {
    let started = Started::new(scenario.id.clone(), 0, 3, Options::of(Mode::Guided));
    Session::new(Arc::clone(graph), started)
}

fn score(turns: &[Do], notebook: u32) -> Score {
    let (scenario, graph) = vignette();
    let mut session = begin(&scenario, &graph);
    play(&mut session, turns);
    if session.phase() == Phase::Notebook {
        session.act(Move::Notebook(notebook)).unwrap();
    }
    Score::of(&scenario, &graph, bundled(), session.log()).unwrap()
}

/// Owns the part, holds the silence, asks.
fn strong() -> [Do; 3] {
    [
        Do {
            sees: withdrawal(Some(Component::Bond), Some("client.service")),
            sure: 80,
            ..SAYS
        },
        Do {
            sees: Some(Noticed::None),
            answer: (0, 5_000, 0),
            sure: 60,
            reads: [60, 44, 50],
            ..SAYS
        },
        Do { sure: 90, ..SAYS },
    ]
}

/// Presses, jokes, says.
fn weak() -> [Do; 3] {
    [
        Do {
            sees: Some(Noticed::None),
            answer: (2, 0, 0),
            sure: 90,
            ..SAYS
        },
        Do {
            sees: withdrawal(None, Some("client.family-peers")),
            answer: (2, 0, 0),
            sure: 70,
            reads: [30, 30, 70],
            ..SAYS
        },
        Do {
            answer: (1, 0, 0),
            ..SAYS
        },
    ]
}

#[test]
fn credit_comes_from_the_panel_or_from_the_range_on_offer() {
    #[track_caller]
    fn check(turns: &[Do], row: &str, expected: &[(u16, u32, u32, bool, bool)]) {
        let score = score(turns, 0);
        let found = score.abilities.row(row).map_or(&[][..], |row| &row.opportunities);
        let found: Vec<_> = found
            .iter()
            .map(|o| (o.source.turn, o.credit.numer, o.credit.denom, o.panel, o.shown))
            .collect();
        assert_eq!(found, expected, "{row}");
    }
    check(&strong(), "repair.own-part", &[(0, 9, 9, true, true)]);
    check(&weak(), "repair.own-part", &[(0, 0, 9, true, false)]);
    // The silence at five seconds has quality 3, among 1 (the joke) and 4 (a right summary).
    check(&strong(), "develop.listen", &[(1, 2, 3, false, true)]);
    check(&strong(), "view.convey", &[(1, 2, 3, false, false)]);
    check(&weak(), "develop.listen", &[(1, 0, 3, false, false)]);
    // In the last turn everything on offer is equally apt.
    check(&strong(), "develop.goals", &[]);
    check(&strong(), "helps.flexible", &[(0, 9, 9, true, false)]);
    let hindered = score(&weak(), 0).abilities.hindered;
    assert_eq!(hindered.len(), 1);
    assert_eq!(
        (hindered[0].row.as_str(), hindered[0].sources[0].turn),
        ("hinders.rigid", 0)
    );
}

#[test]
fn what_a_silence_shows_depends_on_its_length() {
    let mut turns = strong();
    turns[1].answer = (0, 3_999, 0);
    let listening = score(&turns, 0).abilities.row("develop.listen").unwrap().opportunities[0];
    assert_eq!((listening.credit.numer, listening.shown), (0, false));
}

#[test]
fn strains_are_hit_missed_and_imagined() {
    let strong = score(&strong(), 0).recognition;
    let sightings: Vec<_> = strong.looks.iter().map(|look| look.sighting).collect();
    assert_eq!(sightings, [Sighting::Hit, Sighting::CorrectRejection]);
    assert_eq!(strong.hits(Some(RuptureKind::Withdrawal)).percent(), Some(100));
    assert_eq!(strong.hits(Some(RuptureKind::Confrontation)).percent(), None);
    let right = [strong.kinds(), strong.components(), strong.factors()];
    assert_eq!(right.map(|ratio| (ratio.numer, ratio.denom)), [(1, 1); 3]);

    let weak = score(&weak(), 0).recognition;
    assert_eq!(weak.hits(None).percent(), Some(0));
    assert_eq!(weak.false_alarms(Some(RuptureKind::Withdrawal)).percent(), Some(100));
    assert_eq!(weak.fooled().percent(), Some(100));
    assert_eq!((weak.factors().numer, weak.factors().denom), (0, 1));
    assert_eq!(weak.components().denom, 0);
    assert_eq!(weak.of(Sighting::Miss, None).next().unwrap().source.turn, 0);
}

#[test]
fn ruptures_are_followed_from_opening_to_end() {
    let strong = score(&strong(), 0).repair;
    let [arc] = strong.arcs.as_slice() else {
        panic!("{strong:?}")
    };
    assert!(!arc.by_answer);
    assert_eq!((arc.opened.turn, arc.answers), (0, 2));
    let turn = |source: Option<attune::score::Source>| source.map(|source| source.turn);
    assert_eq!(
        (turn(arc.noticed), turn(arc.recognised), turn(arc.resolved)),
        (Some(0), Some(0), Some(1))
    );
    assert_eq!(arc.advanced.len(), 1);

    let weak = score(&weak(), 0).repair;
    let [arc] = weak.arcs.as_slice() else {
        panic!("{weak:?}")
    };
    assert_eq!(arc.kind, RuptureKind::Confrontation);
    assert_eq!(
        (turn(arc.noticed), turn(arc.recognised), turn(arc.resolved)),
        (None, None, None)
    );
    assert_eq!(
        arc.worsened.iter().map(|source| source.turn).collect::<Vec<_>>(),
        [0, 1]
    );
    assert_eq!((weak.left().count(), weak.resolved().count(), arc.answers), (1, 0, 3));
}

#[test]
fn the_three_components_are_kept_apart() {
    let alliance = score(&strong(), 0).alliance;
    assert_eq!(alliance.line(Component::Bond).collect::<Vec<_>>(), [50, 56, 58, 58]);
    assert_eq!(Component::ALL.map(|component| alliance.net(component)), [8, 4, 0]);
    let alliance = score(&weak(), 0).alliance;
    assert_eq!(alliance.end(), [36, 30, 60]);
    assert_eq!(Component::ALL.map(|component| alliance.net(component)), [-14, -10, 0]);
    assert!(alliance.steps.iter().all(|step| step.regret.is_none()));
}

#[test]
fn readings_are_compared_with_where_the_alliance_stood() {
    // Read 60, 44, 50 after the silence; it stood at 58, 44, 60.
    let reading = score(&strong(), 0).reading;
    assert_eq!(reading.readings.len(), 1);
    assert_eq!(reading.readings[0].source.turn, 1);
    let errors = Component::ALL.map(|component| reading.mean_error_hundredths(component).unwrap());
    assert_eq!(errors, [200, 0, 1000]);
    assert_eq!(reading.bias_hundredths(Component::Goals), Some(-1000));
    assert_eq!(score(&[], 0).reading.bias_hundredths(Component::Goals), None);
}

#[test]
fn confidence_is_compared_with_the_best_on_offer() {
    // (0.80 − 1)² = 0.04 and (0.60 − 0)² = 0.36: the silence was good and not the best. The last turn had nothing to be right about.
    let calm = score(&strong(), 0).calibration;
    assert_eq!((calm.forecasts.len(), calm.brier_ten_thousandths()), (2, Some(2_000)));
    assert_eq!((calm.difference_percent(), calm.lean()), (Some(20), Some(Lean::Over)));
    // 0.81 and 0.49.
    let sure = score(&weak(), 0).calibration;
    assert_eq!(
        (sure.brier_ten_thousandths(), sure.difference_percent()),
        (Some(6_500), Some(80))
    );
    let mut doubtful = strong();
    doubtful[0].sure = 30;
    doubtful[1].answer = (1, 0, 0b0001);
    let doubtful = score(&doubtful, 0).calibration;
    assert_eq!(
        (doubtful.difference_percent(), doubtful.lean()),
        (Some(-55), Some(Lean::Under))
    );
    assert_eq!(score(&[], 0).calibration.lean(), None);
}

#[test]
fn pulls_are_counted_by_what_they_came_under() {
    let pulls = score(&weak(), 0).pulls.pulls;
    let found: Vec<_> = pulls
        .iter()
        .map(|count| {
            (
                count.pull.as_str(),
                count.answers[0].source.turn,
                count.answers[0].under,
            )
        })
        .collect();
    let away = Some(RuptureKind::Withdrawal);
    assert_eq!(found, [("colluding", 1, away), ("pressing-on", 0, away)]);
    assert_eq!(pulls[0].under(away), 1);
    assert_eq!(score(&strong(), 0).pulls.pulls, []);
    let mut long = strong();
    long[1].answer = (0, 12_000, 0);
    assert_eq!(score(&long, 0).pulls.pulls[0].pull.as_str(), "procedure");
}

#[test]
fn beliefs_are_right_missed_or_wrongly_ascribed() {
    let notebook = score(&strong(), 0b0011).notebook.unwrap();
    let found: Vec<_> = notebook.beliefs.iter().map(|belief| belief.ascribed).collect();
    assert_eq!(
        found,
        [Ascribed::Right, Ascribed::Wrongly, Ascribed::Missed, Ascribed::LeftOut]
    );
    let known: Vec<_> = notebook
        .beliefs
        .iter()
        .map(|belief| belief.known.map(|at| at.turn))
        .collect();
    assert_eq!(known, [Some(0), None, Some(0), None]);
    assert_eq!(notebook.right().percent(), Some(50));
    assert_eq!(score(&strong()[..2], 0).notebook, None);
}

#[test]
fn a_summary_is_right_or_corrected() {
    let mut turns = strong();
    turns[1].answer = (1, 0, 0b0010);
    let corrected = score(&turns, 0);
    let (_, answered) = corrected.turns[1].answer().unwrap();
    assert_eq!((answered.quality, answered.left_out, answered.best), (1, Some(0), 4));
    turns[1].answer = (1, 0, 0b0101);
    let right = score(&turns, 0);
    let (_, answered) = right.turns[1].answer().unwrap();
    assert_eq!((answered.quality, answered.left_out), (4, None));
}

#[test]
fn only_the_way_that_ended_the_play_is_scored() {
    let (scenario, graph) = vignette();
    let mut session = begin(&scenario, &graph);
    play(&mut session, &weak());
    session.act(Move::Rewind { turn: 0 }).unwrap();
    play(&mut session, &strong());
    session.act(Move::Notebook(1)).unwrap();
    let rewound = Score::of(&scenario, &graph, bundled(), session.log()).unwrap();
    let plain = score(&strong(), 1);
    assert!(rewound.is_rewound() && !plain.is_rewound());
    assert_eq!((rewound.rewinds, rewound.abandoned, plain.abandoned), (1, 3, 0));
    assert_eq!(rewound.alliance.end(), plain.alliance.end());
    let (a, b) = (&rewound.abilities.rows, &plain.abilities.rows);
    assert!(a.iter().zip(b).all(|(a, b)| a.mean_millionths() == b.mean_millionths()) && a.len() == b.len());
    let at = rewound.abilities.rows[0].opportunities[0].source;
    assert!(at.event > plain.abilities.rows[0].opportunities[0].source.event);
    assert_eq!(rewound.ended, plain.ended);
}

#[test]
fn advice_is_one_paragraph_about_the_most_telling_turn() {
    #[track_caller]
    fn check(turns: &[Do], turn: u16, expected: &str) {
        let advice = score(turns, 0).advice.unwrap();
        assert_eq!((advice.source.turn, advice.text.as_str()), (turn, expected));
    }
    assert_eq!(score(&[], 0).advice, None);
    check(
        &weak(),
        0,
        "Go back to the moment when Tom said: ‘Yeah. Fine. I didn’t get round to all of it.’ \
         You answered: ‘It only works if you do it every day.’ You saw no strain there. Read the cue again: ‘leaves the diary in his bag’. \
         The plan is a good one, the clock is going, and stopping feels like wasting the client’s hour. So you carry on, and they \
         follow a little further behind. Next time, try something nearer to this: ‘I think I gave you that diary rather quickly. What \
         did you make of it?’",
    );
    let mut fixed = strong();
    fixed[0].answer = (1, 0, 0);
    fixed[1].answer = (1, 0, 0b0101);
    check(
        &fixed,
        0,
        "Go back to the moment when Tom said: ‘Yeah. Fine. I didn’t get round to all of it.’ You answered: ‘No matter. Shall we make \
         it shorter?’ You came into this work to help, and a good idea is right there. Offered before the trouble has been told, it can \
         sound like a wish to be done with it. Next time, try something nearer to this: ‘What was it like to have it lying there?’",
    );
    check(
        &strong(),
        1,
        "Go back to the moment when Tom said: ‘It felt like homework.’ You kept silent for 5 seconds. Next time, try giving back what \
         you have understood, and let Tom correct it.",
    );
    let mut best = strong();
    best[1].answer = (1, 0, 0b0101);
    best[0].drafts = "Was it too much?";
    check(
        &best,
        0,
        "Go back to the moment when Tom said: ‘Yeah. Fine. I didn’t get round to all of it.’ You answered: ‘I think I gave you that \
         diary rather quickly. What did you make of it?’ Nothing on offer would have served Tom better. Before you saw it, you had \
         written: ‘Was it too much?’ Set the two side by side and ask what each of them asks of Tom.",
    );
}

#[test]
fn a_silence_of_the_wrong_length_is_told_which_way() {
    let (mut scenario, _) = vignette();
    scenario.statements["marking"].responses.shift_remove("sum-up");
    scenario.start = "marking".into();
    let graph = Arc::new(random::graph(&scenario));
    let check = |held_ms: u32, expected: &str| {
        let mut session = begin(&scenario, &graph);
        play(
            &mut session,
            &[
                Do {
                    answer: (0, held_ms, 0),
                    ..SAYS
                },
                SAYS,
            ],
        );
        let score = Score::of(&scenario, &graph, bundled(), session.log()).unwrap();
        let text = score.advice.unwrap().text;
        assert!(text.ends_with(expected), "{text}");
    };
    check(
        1_000,
        "You kept silent for a second. The silence was a good thought, and it ended too soon. Next time, try to stay with it for 4 seconds.",
    );
    check(
        14_000,
        "The silence was a good thought, and it went on too long. Next time, say something before 10 seconds are over.",
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_log_has_a_score_whose_numbers_name_answers(seed in any::<u64>(), size in 1_u32..8, at in any::<u64>()) {
        let scenario = random::scenario(seed, size);
        let graph = Arc::new(random::graph(&scenario));
        let mut session = begin(&scenario, &graph);
        let mut chance = attune::session::rng::Chance::new(at);
        for _ in 0..60 {
            let turn = Do {
                sees: (chance.below(2) == 0).then_some(Noticed::None),
                answer: (session.faced().unwrap().shown()[0], chance.below(12_000), chance.word()),
                ..SAYS
            };
            play(&mut session, &[turn]);
            if matches!(session.phase(), Phase::Notebook | Phase::Over) {
                break;
            }
        }
        let score = Score::of(&scenario, &graph, bundled(), session.log()).unwrap();
        prop_assert_eq!(score.alliance.end(), session.state().alliance);
        prop_assert_eq!(score.alliance.steps.len(), score.turns.iter().filter(|turn| turn.answer().is_some()).count());
        for turn in &score.turns {
            let Some((_, answered)) = turn.answer() else { continue };
            prop_assert!(answered.worst <= answered.quality && answered.quality <= answered.best);
            prop_assert_eq!(turn.state.alliance, answered.alliance_before);
        }
        prop_assert_eq!(score.repair.left().count(), usize::from(session.state().rupture.is_some()));
        if let Some(brier) = score.calibration.brier_ten_thousandths() {
            prop_assert!(brier <= 10_000);
        }
        let advice = score.advice.unwrap().text;
        prop_assert!(!advice.contains("  ") && advice.ends_with(['.', '?', '’']), "{}", advice);
    }
}

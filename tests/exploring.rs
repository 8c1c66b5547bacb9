//! The explorer against the real machine: seeded plays at random come out as it says, and policies that read words choose what they should.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;

use attune::explore::cues::{Cue, Readings};
use attune::explore::explorer::Explorer;
use attune::explore::game::Game;
use attune::explore::measure::{Judgements, Measure};
use attune::explore::policy::uniform;
use attune::explore::space::{Limits, Watch};
use attune::explore::sums::{Mean, average, quantile};
use attune::explore::survey::Survey;
use attune::framework::id::{Component, RowId};
use attune::framework::load::bundled;
use attune::library::vignette::{Vignette, load};
use attune::parallel::on_threads;
use attune::scenario::graph::ActKind;
use attune::scenario::id::ScenarioId;
use attune::scenario::model::Act;
use attune::score::Score;
use attune::score::abilities::RowScore;
use attune::session::event::{Event, Move, Phase, Started};
use attune::session::machine::Session;
use attune::session::options::Options;
use attune::session::rng::Chance;
use attune::wording::lexicon;

const PLAYS: u64 = 2_000;
/// Standard errors. The seeds are fixed, so this either holds or it does not.
const WITHIN: f64 = 4.5;

fn vignettes() -> Vec<Arc<Vignette>> {
    let texts = [
        include_str!("vignettes/small.ron"),
        include_str!("vignettes/two-ruptures.ron"),
        include_str!("../scenarios/whatever-you-think.ron"),
    ];
    texts.map(|text| load(text, bundled()).vignette.unwrap()).into()
}

fn survey(vignette: &Vignette) -> Survey<'_> {
    let mut survey = Survey::new(&vignette.graph, Limits::default(), Watch::default()).unwrap();
    survey.add_components(Limits::default(), Watch::default()).unwrap();
    survey
}

/// What one play came to.
#[derive(Debug, Default)]
struct Came {
    ending: usize,
    alliance: [f64; 3],
    resolved: bool,
    answers: f64,
    /// Answers where not everything on offer was as apt, and their credit.
    credited: f64,
    credit: f64,
    /// The sum of the qualities.
    quality: f64,
    /// Answers that follow a pull, as the score counts them.
    pulled: f64,
    /// The mean credit of each row that was called for, as the score works it out.
    rows: Vec<(RowId, f64)>,
    /// Ruptures that opened.
    opened: f64,
    /// The answers that each repair took, as the score counts them.
    repairs: Vec<u16>,
}

/// Every response on offer as likely, and every length of a silence; a summary right or wrong.
fn play(vignette: &Vignette, seed: u64) -> Came {
    let graph = &vignette.graph;
    let mut chance = Chance::new(seed ^ 0x5EED);
    let started = Started::new(ScenarioId::new("t"), 0, seed, Options::bare());
    let mut session = Session::new(Arc::clone(graph), started);
    while session.phase() != Phase::Over {
        let faced = *session.faced().unwrap();
        let response = faced.shown()[chance.below(u32::from(faced.offered)) as usize];
        let node = graph.response(faced.statement, response).unwrap();
        let bands = graph.bands_s(node);
        let held_ms = match node.act {
            ActKind::Silence => u32::from(bands[chance.below(bands.len() as u32) as usize]) * 1000,
            ActKind::Say | ActKind::Summary => 0,
        };
        let right = chance.below(2) == 0;
        let beliefs = if right {
            graph.held()
        } else {
            graph.beliefs() & !graph.held()
        };
        let step = Move::Answer {
            response,
            held_ms,
            beliefs,
        };
        session.act(step).unwrap();
    }
    let mut came = Came::default();
    for event in session.log() {
        if let Event::Answered(answered) = event {
            came.answers += 1.0;
            came.quality += f64::from(answered.quality);
            if answered.best > answered.worst {
                came.credited += 1.0;
                came.credit += f64::from(answered.quality - answered.worst) / f64::from(answered.best - answered.worst);
            }
        }
    }
    let score = Score::of(&vignette.scenario, graph, bundled(), session.log()).unwrap();
    came.pulled = score.pulls.pulls.iter().map(|pull| pull.answers.len() as f64).sum();
    came.opened = score.repair.arcs.len() as f64;
    came.repairs = score.repair.resolved().map(|arc| arc.answers).collect();
    let of_row = |row: &RowScore| {
        let credits = row.opportunities.iter().map(|chance| chance.credit);
        let sum: f64 = credits
            .map(|credit| f64::from(credit.numer) / f64::from(credit.denom))
            .sum();
        (row.row.clone(), sum / row.opportunities.len() as f64)
    };
    came.rows = score.abilities.rows.iter().map(of_row).collect();
    let state = session.state();
    came.ending = session.ended().unwrap().ending.unwrap() as usize;
    came.alliance = state.alliance.map(f64::from);
    came.resolved = state.resolved && state.rupture.is_none();
    came
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    values.sum::<f64>() / PLAYS as f64
}

#[track_caller]
fn check(what: &str, plays: &[Came], expected: f64, of: impl Fn(&Came) -> f64) {
    let found = mean(plays.iter().map(&of));
    let variance = mean(plays.iter().map(|came| (of(came) - found).powi(2)));
    let error = (variance / PLAYS as f64).sqrt();
    assert!(
        (found - expected).abs() <= WITHIN * error + 1e-9,
        "{what}: {found} in {PLAYS} plays, {expected} exactly; standard error {error}"
    );
}

#[test]
fn plays_at_random_come_out_as_worked_out() {
    for vignette in vignettes() {
        let id = vignette.scenario.id.as_str();
        let outlook = survey(&vignette).outlook(&mut uniform);
        let plays: Vec<Came> = (0..PLAYS).map(|seed| play(&vignette, seed)).collect();
        for (ending, &share) in outlook.endings.iter().enumerate() {
            let name = format!("{id}: ending {ending}");
            check(&name, &plays, share, |came| f64::from(u8::from(came.ending == ending)));
        }
        for component in Component::ALL {
            let expected = outlook.component(component).unwrap();
            check(&format!("{id}: {component}"), &plays, expected, |came| {
                came.alliance[component.index()]
            });
        }
        check(&format!("{id}: resolved"), &plays, outlook.resolved, |came| {
            f64::from(u8::from(came.resolved))
        });
        check(&format!("{id}: answers"), &plays, outlook.turns, |came| came.answers);
        // The credit is a ratio of two sums: what a play has over its share is 0 on average.
        check(&format!("{id}: credit"), &plays, 0.0, |came| {
            came.credit - outlook.credit * came.credited
        });
    }
}

/// How many plays do something, against how likely it is: within the standard error of that, and two plays more or less where it is rare.
#[track_caller]
fn check_share(what: &str, plays: &[Came], share: f64, does: impl Fn(&Came) -> bool) {
    let found = plays.iter().filter(|came| does(came)).count() as f64 / PLAYS as f64;
    let error = (share * (1.0 - share).max(0.0) / PLAYS as f64).sqrt();
    assert!(
        (found - share).abs() <= WITHIN * error + 2.0 / PLAYS as f64,
        "{what}: {found} of {PLAYS} plays, {share} exactly"
    );
}

/// The whole distribution of a mean: how many plays lie at or below each tenth of the way through it.
#[track_caller]
fn check_means(what: &str, plays: &[Came], means: &[Mean], of: impl Fn(&Came) -> f64) {
    assert!(plays.iter().all(|came| of(came).is_finite()), "{what}");
    check(what, plays, average(means).unwrap(), &of);
    for tenth in 1..10 {
        let bound = quantile(means, f64::from(tenth) / 10.0).unwrap().value();
        let below = means.iter().filter(|mean| mean.value() <= bound);
        let share: f64 = below.map(|mean| mean.share).sum();
        let name = format!("{what} up to {bound}");
        check_share(&name, plays, share.min(1.0), |came| of(came) <= bound + 1e-12);
    }
}

#[test]
fn plays_at_random_spread_as_worked_out() {
    for vignette in vignettes() {
        let id = vignette.scenario.id.as_str();
        let survey = survey(&vignette);
        let judgements = Judgements::new(&vignette.scenario);
        let plays: Vec<Came> = (0..PLAYS).map(|seed| play(&vignette, seed)).collect();
        let mut measures = vec![Measure::Credit, Measure::Quality, Measure::Pulls(&judgements)];
        measures.extend((0..judgements.rows().len()).map(|row| Measure::Row(&judgements, row)));
        let sums = survey.sums(&mut uniform, &measures);
        let [credit, quality, pulls, rows @ ..] = sums.as_slice() else {
            panic!()
        };
        check_means(&format!("{id}: credit"), &plays, &credit.means(), |came| {
            came.credit / came.credited
        });
        check_means(&format!("{id}: quality"), &plays, &quality.means(), |came| {
            came.quality / came.answers
        });
        for (number, &share) in pulls.numbers().iter().enumerate() {
            let name = format!("{id}: {number} pulls");
            check_share(&name, &plays, share, |came| came.pulled == number as f64);
        }
        for (number, &share) in survey.spread(&mut uniform).opened.iter().enumerate() {
            let name = format!("{id}: {number} ruptures");
            check_share(&name, &plays, share, |came| came.opened == number as f64);
        }
        let repairs = survey.repairs(&mut uniform).answers;
        for (answers, &repairs) in repairs.iter().enumerate() {
            check(&format!("{id}: repairs in {answers}"), &plays, repairs, |came| {
                came.repairs.iter().filter(|&&own| usize::from(own) == answers).count() as f64
            });
        }
        assert!(
            plays
                .iter()
                .flat_map(|came| &came.repairs)
                .all(|&own| usize::from(own) < repairs.len())
        );
        let best = Explorer::new(&vignette.graph)
            .unwrap()
            .best(&vignette.graph.opening())
            .unwrap();
        let losses = survey.losses(best.sum(), &mut uniform, &|| true).unwrap();
        for points in [5.0, 20.0, 40.0, 80.0] {
            check_share(
                &format!("{id}: under {points} lost"),
                &plays,
                losses.below(points),
                |came| best.sum() - came.alliance.iter().sum::<f64>() < points,
            );
        }
        for (row, sums) in judgements.rows().iter().zip(rows) {
            let means = sums.means();
            let own = |came: &Came| came.rows.iter().find(|(own, _)| own == row).map(|(_, credit)| *credit);
            let called_for = 1.0 - sums.uncounted();
            let name = format!("{id}: {row}");
            check_share(&name, &plays, called_for, |came| own(came).is_some());
            // A credit of 0 to 1, and 0 where the row is not called for, varies less than whether it is called for.
            let found = mean(plays.iter().map(|came| own(came).unwrap_or(0.0)));
            let expected = average(&means).unwrap_or(0.0) * called_for;
            let error = (called_for / PLAYS as f64).sqrt();
            assert!((found - expected).abs() <= WITHIN * error, "{name}: {found} {expected}");
            // No play comes to a credit that was not found.
            for credit in plays.iter().filter_map(own) {
                let known = means.iter().any(|mean| (mean.value() - credit).abs() < 1e-12);
                assert!(known, "{name}: {credit}");
            }
        }
    }
}

#[test]
fn a_cue_is_followed_as_a_reader_would() {
    let vignette = load(include_str!("vignettes/small.ron"), bundled()).vignette.unwrap();
    let (scenario, graph) = (&vignette.scenario, &vignette.graph);
    let readings = Readings::new(graph, scenario, lexicon::of_language("en-GB"));
    let survey = Survey::new(graph, Limits::default(), Watch::default()).unwrap();
    let opening = &scenario.statements["opening"].responses;
    let words = |id: &str| match &opening[id].act {
        Act::Say(words) => words.values().next().unwrap().split_whitespace().count(),
        _ => 0,
    };
    assert!(words("own-part") > words("plan-again"));
    // The longest leads on, the shortest ends the hour at once.
    let longest = survey.outlook_of_choices(&mut readings.follow(Cue::Longest));
    assert_eq!((longest.turns, longest.credit), (2.0, 1.0));
    let shortest = survey.outlook_of_choices(&mut readings.follow(Cue::Shortest));
    assert_eq!((shortest.turns, shortest.credit), (1.0, 0.0));
    // Both ask something, so that the question does not help.
    let question = survey.outlook_of_choices(&mut readings.follow(Cue::Question));
    assert!((question.turns - 1.5).abs() < 1e-12);
    let game = Game::new(&survey, &readings);
    let margins: Vec<(Cue, f64)> = game.margins().collect();
    assert_eq!(margins[0], (Cue::Longest, 1.0));
    assert!(margins[1].1 < -1.0);
}

#[test]
fn without_word_lists_what_needs_them_is_chance() {
    let vignette = load(include_str!("../scenarios/the-worksheet.ron"), bundled())
        .vignette
        .unwrap();
    let readings = Readings::new(&vignette.graph, &vignette.scenario, None);
    let survey = Survey::new(&vignette.graph, Limits::default(), Watch::default()).unwrap();
    let game = Game::new(&survey, &readings);
    let margin = |cue: Cue| game.margins().find(|(own, _)| *own == cue).unwrap().1;
    // Silences aside, which these policies leave alone.
    for cue in [Cue::Hedged, Cue::Warm, Cue::Hearing, Cue::Echo] {
        assert!((margin(cue) - margin(Cue::Warm)).abs() < 1e-12, "{cue:?}");
    }
}

#[test]
fn several_at_once_come_out_as_one_after_the_other() {
    let explore = |vignette: Arc<Vignette>| {
        let outlook = survey(&vignette).outlook(&mut uniform);
        format!("{outlook:?}")
    };
    let one = on_threads(vignettes(), 1, explore);
    for threads in [2, 8] {
        assert_eq!(on_threads(vignettes(), threads, explore), one);
    }
}

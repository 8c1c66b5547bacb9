//! What plays give away, and how long repairs take, against every play one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;

use super::shares::plain_steps;
use super::*;
use crate::explore::loss::{self, Loss};
use crate::explore::repairs::Repairs;

/// How likely each loss is, in thousandths of a point, play by play, for a vignette without loops: what every answer takes off the expected
/// sum under best play, rounded if there is chance.
fn plain_losses(graph: &Graph, space: &Space, best: &HashMap<State, f64>) -> BTreeMap<u64, f64> {
    let mut found = BTreeMap::new();
    let mut open = vec![(graph.opening(), 0, 1.0)];
    while let Some((state, lost, share)) = open.pop() {
        let steps = plain_steps(graph, space, &state);
        if steps.is_empty() {
            *found.entry(lost).or_default() += share;
        }
        for (weight, _, _, next) in steps {
            let after: f64 = next.iter().map(|(to, chance)| best[to] * chance).sum();
            let lost = lost + ((best[&state] - after).max(0.0) * 1000.0).round() as u64;
            for (to, chance) in next {
                open.push((to, lost, share * weight * chance));
            }
        }
    }
    found
}

fn check(what: &str, found: &loss::Spread, plain: &BTreeMap<u64, f64>) {
    assert!(found.longer < 1e-9, "{what}: {}", found.longer);
    let mut left = plain.clone();
    for Loss { points, share } in &found.losses {
        let plain = left.remove(&((points * 1000.0).round() as u64)).unwrap_or(0.0);
        assert!((share - plain).abs() < 1e-9, "{what}: {points} {share} {plain}");
    }
    assert!(left.values().all(|share| *share < 1e-9), "{what}: {left:?}");
    assert!(
        found.losses.is_sorted_by(|one, next| one.points < next.points),
        "{what}"
    );
}

#[test]
fn what_plays_give_away_is_what_they_give_away_one_by_one() {
    let (mut with_chance, mut without, mut several) = (0, 0, 0);
    for chance in [true, false] {
        for (seed, graph, all, _) in vignettes_with(SEEDS, chance) {
            let explorer = Explorer::new(&graph).unwrap();
            if explorer.has_loops() {
                continue;
            }
            let what = format!("seed {seed}, chance {chance}");
            let whole = Explorer::with(&graph, Keep::All, Limits::default(), Watch::default()).unwrap();
            let plain = plain_losses(&graph, whole.space(), &plain_values(&graph, &all, Aim::Best));
            let found = explorer.losses(&mut uniform);
            check(&what, &found, &plain);
            let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
            let best = explorer.best(&graph.opening()).unwrap().sum();
            // Where nothing is left to chance, ends tell the same.
            let by_ends = survey.losses(best, &mut uniform, &|| true);
            assert_eq!(by_ends.is_none(), explorer.space().has_chance(), "{what}");
            if let Some(by_ends) = by_ends {
                check(&what, &by_ends, &plain);
            }
            if explorer.space().has_chance() {
                with_chance += 1;
            } else {
                without += 1;
            }
            several += usize::from(found.losses.len() > 3);
        }
    }
    assert!(
        with_chance > 10 && without > 20 && several > 20,
        "{with_chance} {without} {several}"
    );
}

#[test]
fn states_that_were_kept_say_the_same_again() {
    let (mut with_chance, mut without) = (0, 0);
    for chance in [true, false] {
        for (seed, graph, ..) in vignettes_with(SEEDS, chance) {
            let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
            // Round a loop ends are many, and following them is slow.
            if survey.lengths().longest.is_none() {
                continue;
            }
            let losses = survey.losses(300.0, &mut uniform, &|| true);
            let outlook = survey.outlook(&mut uniform);
            let courses = Courses::new(&graph, &[graph.opening()], Limits::default(), Watch::default());
            let courses = courses.unwrap();
            let again = Survey::of(&graph, survey.into_space());
            assert_eq!(again.losses(300.0, &mut uniform, &|| true), losses, "seed {seed}");
            assert_eq!(again.outlook(&mut uniform), outlook, "seed {seed}");
            for aim in [Aim::Best, Aim::Worst] {
                let play = |courses: &Courses<'_>| courses.find(&graph.opening(), aim).unwrap();
                let found = again.courses(Limits::default().states);
                assert_eq!(found.as_ref().map(play), courses.as_ref().map(play), "seed {seed}");
            }
            match courses {
                Some(_) => without += 1,
                None => with_chance += 1,
            }
        }
    }
    assert!(with_chance > 10 && without > 20, "{with_chance} {without}");
}

#[test]
fn on_average_plays_give_away_what_they_end_short_of_best_play() {
    for (seed, graph, ..) in vignettes(SEEDS) {
        let explorer = Explorer::new(&graph).unwrap();
        let best = explorer.best(&graph.opening()).unwrap().sum();
        let worst = explorer.worst_play();
        let check = |what: &str, found: &loss::Spread, outlook: &Outlook| {
            if outlook.unended > 1e-9 || found.longer > 1e-6 {
                return;
            }
            // Each answer is rounded to a thousandth; plays here have at most some dozens.
            let (lost, short) = (found.average().unwrap(), best - outlook.sum().unwrap());
            assert!((lost - short).abs() < 0.05, "seed {seed}, {what}: {lost} {short}");
        };
        check("random", &explorer.losses(&mut uniform), &explorer.outlook(uniform));
        check("aptest", &explorer.losses(&mut aptest), &explorer.outlook(aptest));
        check(
            "worst",
            &explorer.losses(&mut Following(&worst)),
            &explorer.outlook(Following(&worst)),
        );
        let none = explorer.losses(&mut Following(explorer.best_play()));
        assert!(
            none.losses.iter().all(|loss| loss.points < 1e-9),
            "seed {seed}: {none:?}"
        );
    }
}

#[test]
fn ends_are_those_of_the_full_states() {
    let (mut loops, mut compared) = (0, 0);
    for (seed, graph, ..) in vignettes(SEEDS) {
        let explorer = Explorer::new(&graph).unwrap();
        let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        for policy in [&mut uniform as &mut dyn Policy, &mut aptest, &mut weakest] {
            let ends = survey.ends(policy, &|| true).unwrap();
            let outlook = explorer.outlook(|at: &Crossroads<'_>, weights: &mut [f64]| policy.weigh(at, weights));
            let all: f64 = ends.sums.iter().sum();
            assert!(
                (all + ends.longer - 1.0).abs() < 1e-9,
                "seed {seed}: {all} {}",
                ends.longer
            );
            if outlook.unended > 1e-9 || ends.longer > 1e-9 {
                continue;
            }
            let whole = outlook.sums.unwrap();
            assert!(ends.sums.len() <= whole.len(), "seed {seed}");
            for (sum, &share) in whole.iter().enumerate() {
                let found = ends.sums.get(sum).copied().unwrap_or(0.0);
                assert!((found - share).abs() < 1e-9, "seed {seed}, {sum}: {found} {share}");
            }
            assert_eq!(survey.ends(&mut uniform, &|| false), None);
            compared += 1;
            loops += usize::from(explorer.has_loops());
        }
    }
    assert!(compared > 100 && loops > 10, "{compared} {loops}");
}

/// Repairs by how many answers they took, and ruptures left open by how many they got, play by play, for a vignette without loops.
fn plain_repairs(graph: &Graph, space: &Space) -> [HashMap<usize, f64>; 2] {
    let mut found = [HashMap::new(), HashMap::new()];
    // A state, the answers given since the rupture that is open there began, and how likely that is.
    let mut open = vec![(graph.opening(), 0, 1.0)];
    while let Some((state, since, share)) = open.pop() {
        let steps = plain_steps(graph, space, &state);
        if steps.is_empty() && state.rupture.is_some() {
            *found[1].entry(since).or_default() += share;
        }
        for (weight, resolves, _, next) in steps {
            let given = if state.rupture.is_some() { since + 1 } else { 0 };
            for (to, chance) in next {
                let share = share * weight * chance;
                if resolves {
                    *found[0].entry(given).or_default() += share;
                }
                open.push((to, if resolves { 0 } else { given }, share));
            }
        }
    }
    found
}

#[test]
fn repairs_take_as_many_answers_as_they_do_one_by_one() {
    let (mut compared, mut several) = (0, 0);
    for (seed, graph, ..) in vignettes(SEEDS) {
        let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        let repairs = survey.repairs(&mut uniform);
        let spread = survey.spread(&mut uniform);
        let resolved: f64 = (0_u32..)
            .zip(&spread.resolved)
            .map(|(at, share)| f64::from(at) * share)
            .sum();
        let all: f64 = repairs.answers.iter().sum();
        if repairs.longer < 1e-9 {
            assert!((all - resolved).abs() < 1e-6, "seed {seed}: {all} {resolved}");
        }
        let shares: f64 = repairs.shares().iter().sum();
        assert!(
            repairs.shares().is_empty() || (shares - 1.0).abs() < 1e-9,
            "seed {seed}"
        );
        let whole = Explorer::with(&graph, Keep::All, Limits::default(), Watch::default()).unwrap();
        if whole.has_loops() {
            continue;
        }
        let plain = plain_repairs(&graph, whole.space());
        for (found, plain) in [&repairs.answers, &repairs.left_open].into_iter().zip(plain) {
            for (at, &share) in found.iter().enumerate() {
                let plain = plain.get(&at).copied().unwrap_or(0.0);
                assert!((share - plain).abs() < 1e-9, "seed {seed}, {at}: {share} {plain}");
            }
            assert!(plain.keys().all(|&at| at < found.len()), "seed {seed}");
        }
        compared += 1;
        several += usize::from(repairs.answers.len() > 2);
    }
    assert!(compared > 20 && several > 5, "{compared} {several}");
}

#[test]
fn the_repairs_of_one_play_are_whole_ones() {
    let mut repaired = 0;
    for (seed, graph, ..) in vignettes_with(SEEDS, false) {
        let courses = Courses::new(&graph, &[graph.opening()], Limits::default(), Watch::default());
        let courses = courses.unwrap().unwrap();
        for aim in [Aim::Best, Aim::Worst] {
            let course = courses.find(&graph.opening(), aim).unwrap();
            let one = Repairs::of_play(&graph, &course.play);
            let lasting = one.answers.iter().chain(&one.left_open);
            assert!(
                lasting.clone().all(|share| share.fract() == 0.0),
                "seed {seed}: {one:?}"
            );
            let at_end = state_after(&graph, &course.play).rupture.is_some();
            assert_eq!(one.left_open.iter().sum::<f64>() > 0.0, at_end, "seed {seed}");
            repaired += usize::from(!one.answers.is_empty());
        }
    }
    assert!(repaired > 5, "{repaired}");
}

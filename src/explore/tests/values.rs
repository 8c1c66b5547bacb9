//! Best and worst play, and what becomes of ruptures, against plain searches over all states.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::*;

#[test]
fn best_and_worst_play_are_those_of_plain_sweeps() {
    for (seed, graph, all, _) in vignettes(SEEDS) {
        let explorer = Explorer::new(&graph).unwrap();
        let best = plain_values(&graph, &all, Aim::Best);
        let worst = plain_values(&graph, &all, Aim::Worst);
        let worst_play = explorer.worst_play();
        for state in &all {
            let at = explorer.space().find(state).unwrap();
            let end = explorer.best(state).unwrap();
            assert!(
                (end.sum() - best[state]).abs() < 1e-6,
                "seed {seed}: {} {}",
                end.sum(),
                best[state]
            );
            let low = worst_play.end(at).sum();
            assert!((low - worst[state]).abs() < 1e-6, "seed {seed}: {low} {}", worst[state]);
            for ((response, band, beliefs), next) in answers(&graph, state) {
                let value: f64 = next.iter().map(|(to, chance)| best[to] * chance).sum();
                let regret = explorer.regret(state, response, band, beliefs).unwrap();
                assert!((regret.chosen.sum() - value).abs() < 1e-6, "seed {seed}");
                assert!((regret.lost() - (best[state] - value)).abs() < 1e-6, "seed {seed}");
            }
            let choices = explorer.choice_values(state).unwrap();
            let most = choices.iter().map(|choice| choice.end.sum()).fold(0.0, f64::max);
            assert!(choices.is_empty() || (most - best[state]).abs() < 1e-6, "seed {seed}");
        }
    }
}

#[test]
fn playing_on_as_chosen_gives_the_value_promised() {
    for (seed, graph, ..) in vignettes(SEEDS) {
        let explorer = Explorer::new(&graph).unwrap();
        let worst = explorer.worst_play();
        for values in [explorer.best_play(), &worst] {
            let outlook = explorer.outlook(Following(values));
            let promised = values.end(0);
            assert!(values.is_settled() && outlook.unended < 1e-9, "seed {seed}");
            for (component, promised) in Component::ALL.into_iter().zip(promised.alliance) {
                let expected = outlook.component(component).unwrap();
                assert!(
                    (expected - promised).abs() < 1e-6,
                    "seed {seed}: {outlook:?} {promised}"
                );
            }
        }
    }
}

#[test]
fn without_chance_the_best_and_the_worst_play_are_found_as_plays() {
    let mut compared = 0;
    for (seed, graph, all, _) in vignettes_with(SEEDS, false) {
        let courses = Courses::new(&graph, &[graph.opening()], Limits::default(), Watch::default());
        let courses = courses.unwrap().unwrap();
        for aim in [Aim::Best, Aim::Worst] {
            let plain = plain_values(&graph, &all, aim);
            for state in &all {
                let course = courses.find(state, aim).unwrap();
                assert!(
                    (f64::from(course.sum()) - plain[state]).abs() < 1e-9,
                    "seed {seed}: {course:?}"
                );
                if *state == graph.opening() {
                    let end = state_after(&graph, &course.play);
                    assert_eq!(end.alliance, course.alliance, "seed {seed}");
                    let outlook = Outlook::of_play(&graph, &course.play);
                    assert_eq!(outlook.sum(), Some(f64::from(course.sum())), "seed {seed}");
                    assert_eq!(outlook.turns, course.play.len() as f64);
                }
                if aim == Aim::Best {
                    for ((response, band, beliefs), next) in answers(&graph, state) {
                        let after = courses.after(state, (response, band, beliefs)).unwrap();
                        assert!((f64::from(after.sum()) - plain[&next[0].0]).abs() < 1e-9, "seed {seed}");
                    }
                    let values = courses.choice_values(state).unwrap();
                    let most = values.iter().map(|value| value.end.sum()).fold(0.0, f64::max);
                    assert!(values.is_empty() || (most - plain[state]).abs() < 1e-9, "seed {seed}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 500, "{compared}");
    let (_, chancy, ..) = vignettes(40)
        .find(|(_, graph, ..)| full(graph, Keep::Deciding).has_chance())
        .unwrap();
    let courses = Courses::new(&chancy, &[chancy.opening()], Limits::default(), Watch::default());
    assert!(courses.unwrap().is_none());
}

/// Resolved ruptures and open ones, by plain sweeps: from which states can a rupture still be resolved?
#[test]
fn ruptures_beyond_repair_are_those_of_a_plain_search() {
    let mut lost_anywhere = 0;
    for (seed, graph, all, depth) in vignettes(SEEDS) {
        let mut can: HashSet<State> = HashSet::new();
        loop {
            let before = can.len();
            for state in all.iter().rev() {
                let resolves = answers(&graph, state)
                    .into_iter()
                    .flat_map(|(_, next)| next)
                    .any(|(to, _)| {
                        let resolved =
                            state.rupture.is_some() && (to.rupture.is_none() || reopened(&graph, state, &to));
                        resolved || can.contains(&to)
                    });
                if resolves {
                    can.insert(*state);
                }
            }
            if can.len() == before {
                break;
            }
        }
        let open = |state: &&State| state.rupture.is_some() && !answers(&graph, state).is_empty();
        let lost: Vec<&State> = all.iter().filter(open).filter(|state| !can.contains(state)).collect();
        let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        let summary = survey.summary();
        let places: HashSet<Place> = lost.iter().map(|state| state.at).collect();
        let found: HashSet<Place> = summary
            .lost
            .at
            .iter()
            .map(|at| Place::Statement(at.statement))
            .collect();
        assert_eq!(found, places, "seed {seed}");
        for at in &summary.lost.at {
            let soonest = lost.iter().filter(|state| state.at == Place::Statement(at.statement));
            assert_eq!(
                soonest.map(|state| depth[*state]).min(),
                Some(at.play.len()),
                "seed {seed}"
            );
        }
        lost_anywhere += lost.len();
    }
    assert!(lost_anywhere > 50, "{lost_anywhere}");
}

/// Whether a rupture was resolved on the way and a strain opened the next one at once.
fn reopened(graph: &Graph, state: &State, to: &State) -> bool {
    let Place::Statement(statement) = state.at else {
        return false;
    };
    graph
        .responses(statement)
        .iter()
        .flat_map(|response| graph.outcomes(response))
        .any(|outcome| {
            let mut after = *state;
            graph.apply(&mut after, outcome, false);
            let resolved = after.rupture.is_none();
            let mut next = after;
            graph.enter(&mut next, to.at);
            resolved && next == *to
        })
}

//! How plays spread by what their answers add up to, against plays followed one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;

use super::shares::plain_steps;
use super::*;

/// Sums of plays: units and answers that count, with how likely that is.
type Plain = BTreeMap<(u64, u16), f64>;

/// Adds an answer's credit, in twelfths, or its quality.
fn plain_add(credit: bool, quality: u8, (low, high): (u8, u8)) -> (u64, u16) {
    match (credit, high - low) {
        (false, _) => (quality.into(), 1),
        (true, 0) => (0, 0),
        (true, of) => (u64::from(quality - low) * (12 / u64::from(of)), 1),
    }
}

/// Every play under [`uniform`] is followed, one answer at a time, until less than one in 10^10 is left; plays in the same full state with the
/// same sum as one. `None` if that takes too long.
fn plain_sums(graph: &Graph, space: &Space, credit: bool) -> Option<Plain> {
    let mut found = Plain::new();
    let mut steps: HashMap<State, Vec<shares::PlainStep>> = HashMap::new();
    let mut open: HashMap<(State, u64, u16), f64> = HashMap::from([((graph.opening(), 0, 0), 1.0)]);
    for _ in 0..120 {
        let mut next = HashMap::new();
        for ((state, units, counted), share) in open {
            let steps = steps.entry(state).or_insert_with(|| plain_steps(graph, space, &state));
            if steps.is_empty() {
                *found.entry((units, counted)).or_default() += share;
            }
            let qualities = || steps.iter().map(|(_, _, quality, _)| *quality);
            let range = (qualities().min().unwrap_or(0), qualities().max().unwrap_or(0));
            for (weight, _, quality, ways) in steps.iter() {
                let added = plain_add(credit, *quality, range);
                for (to, chance) in ways {
                    *next.entry((*to, units + added.0, counted + added.1)).or_default() += share * weight * chance;
                }
            }
        }
        open = next;
        if open.values().sum::<f64>() < 1e-10 {
            return Some(found);
        }
        if open.len() > 20_000 {
            return None;
        }
    }
    None
}

#[track_caller]
fn check(seed: u64, sums: &Sums, plain: &Plain) {
    for &Sum { units, counted, share } in sums.sums() {
        let expected = plain.get(&(units, counted)).copied().unwrap_or(0.0);
        assert!(
            (share - expected).abs() < 1e-9,
            "seed {seed}: {units} of {counted}: {share} {expected}"
        );
    }
    let found: HashSet<(u64, u16)> = sums.sums().iter().map(|sum| (sum.units, sum.counted)).collect();
    assert_eq!(found.len(), sums.sums().len(), "seed {seed}: a sum stands twice");
    let missing = plain
        .iter()
        .filter(|(key, share)| **share > 1e-9 && !found.contains(*key));
    assert_eq!(missing.count(), 0, "seed {seed}");
}

#[test]
fn credit_and_quality_of_plays_spread_as_they_do_one_by_one() {
    let (mut compared, mut with_loops, mut kinds) = (0, 0, 0);
    for (seed, graph, ..) in vignettes(SEEDS) {
        let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        // Full states, with the choices that make a difference: what the client adds to a summary counts only where something asks for it.
        let whole = Explorer::new(&graph).unwrap();
        let sums = survey.sums(&mut uniform, &[Measure::Credit, Measure::Quality]);
        for (sums, credit) in sums.iter().zip([true, false]) {
            let Some(plain) = plain_sums(&graph, whole.space(), credit) else {
                continue;
            };
            check(seed, sums, &plain);
            compared += 1;
            with_loops += usize::from(whole.has_loops());
            kinds += plain.len();
        }
    }
    assert!(
        compared > 60 && with_loops > 10 && kinds > 600,
        "{compared} {with_loops} {kinds}"
    );
}

/// The parts and the averages that the distribution must have, because they are worked out another way.
#[track_caller]
fn check_against(what: &str, outlook: &Outlook, sums: &[Sums], plays_end: bool) {
    let [credit, quality] = sums else { panic!() };
    let total = |sums: &Sums| sums.sums().iter().map(|sum| sum.share).sum::<f64>() + sums.longer;
    assert!(
        (total(credit) - 1.0).abs() < 1e-9 && (total(quality) - 1.0).abs() < 1e-9,
        "{what}"
    );
    if !plays_end {
        return;
    }
    let of =
        |sums: &Sums, value: &dyn Fn(&Sum) -> f64| sums.sums().iter().map(|sum| value(sum) * sum.share).sum::<f64>();
    let units = |sums: &Sums| of(sums, &|sum| sum.units as f64);
    let counted = |sums: &Sums| of(sums, &|sum| sum.counted.into());
    let near = |one: f64, other: f64| assert!((one - other).abs() < 1e-6, "{what}: {one} {other}");
    near(counted(quality), outlook.turns);
    near(units(quality) / counted(quality).max(1e-300), outlook.quality);
    near(units(credit) / (12.0 * counted(credit)).max(1e-300), outlook.credit);
}

/// What is likely in the one is as likely in the other. What goes round a loop long enough may be left out in one of them.
#[track_caller]
fn check_alike(what: &str, one: &Sums, other: &Sums) {
    let shares: HashMap<(u64, u16), f64> = other
        .sums()
        .iter()
        .map(|sum| ((sum.units, sum.counted), sum.share))
        .collect();
    for sum in one.sums() {
        let share = shares.get(&(sum.units, sum.counted)).copied().unwrap_or(0.0);
        assert!((sum.share - share).abs() < 1e-9, "{what}: {sum:?} {share}");
    }
}

#[test]
fn their_averages_are_those_of_the_outlook_under_every_policy() {
    let mut chancy = 0;
    for (seed, graph, ..) in vignettes(SEEDS) {
        let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        let explorer = Explorer::new(&graph).unwrap();
        let measures = [Measure::Credit, Measure::Quality];
        for (name, policy) in ["random", "aptest", "weakest"]
            .into_iter()
            .zip([uniform, aptest, weakest])
        {
            let what = format!("seed {seed}, {name}");
            let outlook = survey.outlook_of_choices(&mut { policy });
            let sums = survey.sums(&mut { policy }, &measures);
            let ends = outlook.unended < 1e-9 && sums.iter().all(|sums| sums.longer < 1e-9);
            check_against(&what, &outlook, &sums, ends);
            // The full states say the same.
            let whole = explorer.sums(policy, &measures);
            for (one, other) in sums.iter().zip(&whole).filter(|_| ends) {
                check_alike(&what, one, other);
                check_alike(&what, other, one);
            }
        }
        for values in [explorer.best_play(), &explorer.worst_play()] {
            let outlook = explorer.outlook(Following(values));
            let sums = explorer.sums(Following(values), &measures);
            let ends = outlook.unended < 1e-9 && sums.iter().all(|sums| sums.longer < 1e-9);
            check_against(&format!("seed {seed}, by values"), &outlook, &sums, ends);
            chancy += usize::from(sums.iter().any(|sums| sums.sums().len() > 1));
        }
    }
    assert!(chancy > 5, "{chancy}");
}

#[test]
fn one_play_is_a_sum_that_is_certain() {
    let mut compared = 0;
    for (seed, graph, ..) in vignettes_with(SEEDS, false) {
        let courses = Courses::new(&graph, &[graph.opening()], Limits::default(), Watch::default()).unwrap();
        let Some(course) = courses.and_then(|courses| courses.find(&graph.opening(), Aim::Best)) else {
            continue;
        };
        let measures = [Measure::Credit, Measure::Quality];
        let outlook = Outlook::of_play(&graph, &course.play);
        let sums = Sums::of_play(&graph, &course.play, &measures);
        assert!(sums.iter().all(|sums| sums.sums().len() == 1), "seed {seed}");
        check_against(&format!("seed {seed}"), &outlook, &sums, true);
        // It is among the plays at random.
        let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        for (one, all) in sums.iter().zip(survey.sums(&mut uniform, &measures)) {
            let [Sum { units, counted, .. }] = one.sums() else {
                panic!()
            };
            let same = |sum: &&Sum| (sum.units, sum.counted) == (*units, *counted);
            assert!(
                all.sums().iter().any(|sum| same(&sum)),
                "seed {seed}: {units} of {counted}"
            );
        }
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn a_loop_that_is_hardly_left_says_what_it_leaves_out() {
    // 99 in 100 go round; 500 rounds leave 0.99^500 of them.
    let body = r#"alliance: Alliance(bond: 50, tasks: 50, goals: 50), start: "s0", statements: {
        "s0": Statement(cue: "c", affect: Affect(Flat, 1), says: "s", responses: {
            "r0": Response(act: Say("s"), quality: 3, reaction: "r", feedback: "f", next: Chance([Way(weight: 99, to: "s0"), Way(weight: 1, to: "e0")])),
        }),
    }, endings: { "e0": Ending(outcome: Left, title: "t", says: "s", debrief: "d") })"#;
    let graph = graph(body, BELIEFS);
    let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
    let sums = survey.sums(&mut uniform, &[Measure::Credit, Measure::Quality]);
    let left = 0.99_f64.powi(500);
    for sums in &sums {
        assert!((sums.longer - left).abs() < 1e-9, "{} {left}", sums.longer);
    }
    let first = sums[1].sums().first().unwrap();
    assert_eq!((first.units, first.counted), (3, 1));
    assert!((first.share - 0.01).abs() < 1e-12);
    assert!((sums[0].uncounted() - (1.0 - left)).abs() < 1e-9);
}

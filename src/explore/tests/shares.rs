//! What is to be expected under a policy, against all full states, plain plays and chance.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::*;

/// The same measures over all full states and over those that a condition can tell apart, under a policy.
fn alike(one: &Outlook, other: &Outlook) -> Vec<(f64, f64)> {
    let singles = |outlook: &Outlook| {
        let Outlook {
            stuck,
            unended,
            resolved,
            open,
            turns,
            quality,
            credit,
            ..
        } = *outlook;
        [stuck, unended, resolved, open, turns, quality, credit]
    };
    let lists = |outlook: &Outlook| {
        let components = outlook.components.iter().flat_map(|shares| shares.clone().unwrap());
        let lists = outlook.endings.iter().chain(&outlook.qualities).copied();
        lists.chain(singles(outlook)).chain(components).collect::<Vec<f64>>()
    };
    lists(one).into_iter().zip(lists(other)).collect()
}

#[test]
fn what_no_condition_tells_apart_makes_no_difference() {
    let (mut all_states, mut told_apart) = (0, 0);
    for (seed, graph, all, _) in vignettes(SEEDS) {
        let explorer = Explorer::new(&graph).unwrap();
        let mut survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        survey.add_components(Limits::default(), Watch::default()).unwrap();
        all_states += explorer.space().len();
        told_apart += survey.space().len();
        for policy in [uniform, aptest, weakest] {
            let (whole, parts) = (explorer.outlook(policy), survey.outlook(&mut { policy }));
            // Where a loop is hardly ever left, the rest that is still going round depends on the order of the sweeps.
            if whole.unended.max(parts.unended) > 1e-9 {
                continue;
            }
            for (whole, part) in alike(&whole, &parts) {
                assert!((whole - part).abs() < 1e-9, "seed {seed}: {whole} {part}");
            }
        }
        // Lost ruptures and shortest plays, by plain search over all states.
        let summary = survey.summary();
        let telling = full(&graph, Keep::Telling);
        let mut cases: Vec<_> = never(&graph, &telling, Limits::default(), Watch::default()).unwrap();
        let mut parts = survey.never(Limits::default(), Watch::default()).unwrap();
        for found in [&mut cases, &mut parts] {
            found.sort_by_key(|case| format!("{case:?}"));
        }
        assert_eq!(cases, parts, "seed {seed}");
        for (ending, reach) in (0..).zip(&summary.endings) {
            let there = all.iter().any(|state| state.at == Place::Ending(ending));
            assert_eq!(reach.shortest.is_some(), there, "seed {seed}");
            if let Some(play) = &reach.shortest {
                assert_eq!(state_after(&graph, play).at, Place::Ending(ending), "seed {seed}");
            }
        }
    }
    assert!(told_apart * 2 < all_states, "{told_apart} of {all_states}");
}

/// One play in which every answer is as likely as [`uniform`] makes it. Gives the last state and the number of answers.
fn play_at_random(graph: &Graph, space: &Space, mix: &mut Mix) -> (State, usize) {
    let mut at = 0;
    let mut turns = 0;
    loop {
        let choices: Vec<_> = space.choices_at(at).collect();
        if choices.is_empty() {
            return (space.state(at), turns);
        }
        // Responses first, then its ways, then what is added: the other way about than the explorer's weights.
        let mut responses: Vec<u8> = choices.iter().map(|choice| choice.response).collect();
        responses.dedup();
        let response = responses[mix.below(responses.len())];
        let mut ways: Vec<_> = choices
            .iter()
            .filter(|c| c.response == response)
            .map(|c| (c.band, c.summary))
            .collect();
        ways.dedup();
        let way = ways[mix.below(ways.len())];
        let same: Vec<_> = choices
            .iter()
            .filter(|c| c.response == response && (c.band, c.summary) == way)
            .collect();
        let choice = same[mix.below(same.len())];
        // The step itself is taken by the graph's rules, not along the explorer's edges.
        let state = space.state(at);
        let Place::Statement(statement) = state.at else {
            unreachable!()
        };
        let node = graph.response(statement, response).unwrap();
        let outcome = &graph.outcomes(node)[usize::from(choice.band)];
        let right = choice.summary == Some(true);
        let mut next = state;
        graph.apply(&mut next, outcome, right);
        next.revealed |= choice.left_out.map_or(0, |bit| 1 << bit);
        let place = match graph.onward(outcome, &next, right) {
            Onward::To(place) => place,
            Onward::Chance(ways) => {
                let total: u32 = ways.iter().map(|&(weight, _)| weight).sum();
                let mut drawn = mix.below(total as usize) as u32;
                ways.iter()
                    .find(|&&(weight, _)| drawn.checked_sub(weight).map(|rest| drawn = rest).is_none())
                    .unwrap()
                    .1
            }
        };
        graph.enter(&mut next, place);
        at = space.find(&next).unwrap();
        turns += 1;
    }
}

#[test]
fn averages_of_random_play_fall_where_the_exact_ones_say() {
    const PLAYS: usize = 2_000;
    for (seed, graph, ..) in vignettes(24) {
        let explorer = Explorer::new(&graph).unwrap();
        let outlook = explorer.outlook(uniform);
        let mut mix = Mix::new(seed + 1_000_000);
        let (mut sums, mut turns, mut resolved) = (0.0, 0.0, 0.0);
        let mut endings = vec![0.0; graph.endings()];
        for _ in 0..PLAYS {
            let (end, length) = play_at_random(&graph, explorer.space(), &mut mix);
            sums += sum(&end);
            turns += length as f64;
            resolved += f64::from(u8::from(end.resolved && end.rupture.is_none()));
            let Place::Ending(ending) = end.at else { panic!() };
            endings[ending as usize] += 1.0;
        }
        let plays = PLAYS as f64;
        let mean = outlook.sum().unwrap();
        let distribution = outlook.sums.as_ref().unwrap().iter().enumerate();
        let (mut total, mut variance) = (0.0, 0.0);
        for (sum, chance) in distribution {
            total += chance;
            variance += chance * (sum as f64 - mean).powi(2);
        }
        assert!(
            (total - 1.0).abs() < 1e-9 && outlook.unended < 1e-9,
            "seed {seed}: {total}"
        );
        // Four and a half standard errors, and the seeds are fixed.
        let near =
            |mean: f64, expected: f64, variance: f64| (mean - expected).abs() <= 4.5 * (variance / plays).sqrt() + 1e-9;
        assert!(
            near(sums / plays, mean, variance),
            "seed {seed}: {} {mean}",
            sums / plays
        );
        assert!(
            (turns / plays - outlook.turns).abs() < 0.05 * outlook.turns + 0.05,
            "seed {seed}"
        );
        for (count, &chance) in endings.iter().zip(&outlook.endings) {
            assert!(
                near(count / plays, chance, chance * (1.0 - chance)),
                "seed {seed}: {count} {chance}"
            );
        }
        let chance = outlook.resolved;
        assert!(near(resolved / plays, chance, chance * (1.0 - chance)), "seed {seed}");
    }
}

#[test]
fn shares_go_to_responses_first() {
    for (_, graph, ..) in vignettes(40) {
        let explorer = Explorer::new(&graph).unwrap();
        explorer.outlook(|at: &Crossroads<'_>, weights: &mut [f64]| {
            by_response(at, weights, |response| f64::from(response + 1));
            let mut totals = [0.0; 8];
            for (weight, choice) in weights.iter().zip(at.choices) {
                totals[usize::from(choice.response)] += weight;
            }
            for (response, &total) in totals.iter().enumerate() {
                let offered = at.choices.iter().any(|choice| usize::from(choice.response) == response);
                let expected = if offered { (response + 1) as f64 } else { 0.0 };
                assert!((total - expected).abs() < 1e-12);
            }
        });
    }
}

/// How likely a step is, whether it resolves a rupture, how apt it is, and the states that may follow.
pub(super) type PlainStep = (f64, bool, u8, Vec<(State, f64)>);

/// Every answer of a state as [`uniform`] weighs it, taken by the graph's own rules: how likely it is, whether it resolves a rupture, and
/// the states that may follow.
pub(super) fn plain_steps(graph: &Graph, space: &Space, state: &State) -> Vec<PlainStep> {
    let Place::Statement(statement) = state.at else {
        return vec![];
    };
    let choices: Vec<_> = space.choices_at(space.find(state).unwrap()).collect();
    let count = |key: &dyn Fn(&Choice) -> bool, of: &dyn Fn(&Choice) -> String| {
        let kinds: HashSet<String> = choices.iter().filter(|choice| key(choice)).map(of).collect();
        kinds.len() as f64
    };
    let steps = choices.iter().map(|choice| {
        let responses = count(&|_| true, &|one| one.response.to_string());
        let ways = count(&|one| one.response == choice.response, &|one| {
            format!("{} {:?}", one.band, one.summary)
        });
        let like =
            |one: &Choice| (one.response, one.band, one.summary) == (choice.response, choice.band, choice.summary);
        let added = count(&like, &|one| format!("{:?}", one.left_out));
        let node = graph.response(statement, choice.response).unwrap();
        let outcome = &graph.outcomes(node)[usize::from(choice.band)];
        let right = choice.summary == Some(true);
        let quality = graph.quality(outcome, state, right);
        let mut after = *state;
        let resolves = graph.apply(&mut after, outcome, right).rupture == Some(RuptureChange::Resolved);
        after.revealed |= choice.left_out.map_or(0, |bit| 1 << bit);
        let ways_on = match graph.onward(outcome, &after, right) {
            Onward::To(place) => vec![(1, place)],
            Onward::Chance(ways) => ways.to_vec(),
        };
        let total: u32 = ways_on.iter().map(|&(weight, _)| weight).sum();
        let next = ways_on.iter().map(|&(weight, place)| {
            let mut next = after;
            graph.enter(&mut next, place);
            (next, f64::from(weight) / f64::from(total))
        });
        (1.0 / (responses * ways * added), resolves, quality, next.collect())
    });
    steps.collect()
}

/// How likely each number of answers, of opened and of resolved ruptures is, play by play, for a vignette without loops.
fn plain_spread(graph: &Graph, space: &Space) -> [HashMap<usize, f64>; 3] {
    let mut found = [HashMap::new(), HashMap::new(), HashMap::new()];
    let mut open = vec![(graph.opening(), 0, 0, 1.0)];
    while let Some((state, answers, resolved, share)) = open.pop() {
        let steps = plain_steps(graph, space, &state);
        if steps.is_empty() {
            *found[0].entry(answers).or_default() += share;
            let open = usize::from(state.rupture.is_some());
            *found[1].entry(resolved + open).or_default() += share;
            *found[2].entry(resolved).or_default() += share;
        }
        for (weight, resolves, _, next) in steps {
            for (to, chance) in next {
                open.push((
                    to,
                    answers + 1,
                    resolved + usize::from(resolves),
                    share * weight * chance,
                ));
            }
        }
    }
    found
}

#[test]
fn plays_spread_as_they_do_one_by_one() {
    let (mut compared, mut repaired) = (0, 0);
    for (seed, graph, ..) in vignettes(SEEDS) {
        let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        let spread = survey.spread(&mut uniform);
        let outlook = survey.outlook_of_choices(&mut uniform);
        let total: f64 = spread.answers.iter().sum();
        assert!((total + spread.longer - 1.0).abs() < 1e-9, "seed {seed}: {total}");
        if outlook.unended < 1e-9 && spread.longer < 1e-9 {
            let mean: f64 = spread
                .answers
                .iter()
                .zip(0_u32..)
                .map(|(share, at)| share * f64::from(at))
                .sum();
            assert!(
                (mean - outlook.turns).abs() < 1e-6,
                "seed {seed}: {mean} {}",
                outlook.turns
            );
        }
        let whole = Explorer::with(&graph, Keep::All, Limits::default(), Watch::default()).unwrap();
        if whole.has_loops() {
            continue;
        }
        for (shares, plain) in [&spread.answers, &spread.opened, &spread.resolved]
            .into_iter()
            .zip(plain_spread(&graph, whole.space()))
        {
            for (at, &share) in shares.iter().enumerate() {
                let plain = plain.get(&at).copied().unwrap_or(0.0);
                assert!((share - plain).abs() < 1e-9, "seed {seed}, {at}: {share} {plain}");
            }
            assert!(plain.keys().all(|&at| at < shares.len()), "seed {seed}");
        }
        compared += 1;
        repaired += usize::from(spread.resolved.len() > 1);
        // A play written down is a spread of its own.
        let course = Courses::new(&graph, &[graph.opening()], Limits::default(), Watch::default()).unwrap();
        if let Some(course) = course.and_then(|courses| courses.find(&graph.opening(), Aim::Best)) {
            let of_play = Spread::of_play(&graph, &course.play);
            assert_eq!(of_play.answers.len(), course.play.len() + 1);
            assert_eq!(of_play.answers.last(), Some(&1.0));
            assert!(of_play.resolved.len() <= spread.resolved.len(), "seed {seed}");
        }
    }
    assert!(compared > 10 && repaired > 3, "{compared} {repaired}");
}

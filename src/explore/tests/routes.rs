//! The way to one statement against the ways to all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::*;
use crate::explore::route::{MOST_STATES, arrivals, way_to};

#[test]
fn the_way_to_one_statement_is_the_one_among_all() {
    let mut walked = 0;
    for (seed, graph, ..) in vignettes(SEEDS) {
        for (statement, arrival) in (0..).zip(arrivals(&graph, MOST_STATES)) {
            let way = way_to(&graph, statement, MOST_STATES);
            assert_eq!(way.as_ref().map(|(_, arrival)| *arrival), arrival, "seed {seed}");
            let Some((way, arrival)) = way else { continue };
            assert_eq!(way.len(), usize::from(arrival.answers), "seed {seed}");
            assert_eq!(way.last().copied(), arrival.last, "seed {seed}");
            assert!(
                way.first().is_none_or(|first| first.met == graph.opening()),
                "seed {seed}"
            );
            walked += way.len();
        }
    }
    assert!(walked > 100, "{walked}");
}

#[test]
fn what_lies_beyond_the_bound_is_not_found() {
    let (_, graph, ..) = vignettes(40).find(|(_, _, all, _)| all.len() > 100).unwrap();
    let found = |most: usize| arrivals(&graph, most).iter().flatten().count();
    assert!(found(1) < found(MOST_STATES), "{} {}", found(1), found(MOST_STATES));
    // The opening is there whatever the bound.
    let opening = graph.opening().at;
    let Place::Statement(opening) = opening else { panic!() };
    assert_eq!(way_to(&graph, opening, 0).map(|(way, _)| way.len()), Some(0));
}

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;

use proptest::prelude::*;

use super::*;

fn plain(count: u32, edges: &[(u32, u32)]) -> Sketch {
    let node = Node {
        width: 200,
        height: 90,
        pin: None,
    };
    Sketch {
        nodes: vec![node; count as usize],
        edges: edges.to_vec(),
        root: 0,
    }
}

fn run(sketch: &Sketch) -> Layout {
    layout(sketch, Gaps::default(), &Progress::default()).expect("nobody cancels")
}

fn any_sketch(pins: bool) -> impl Strategy<Value = Sketch> {
    let node = (
        60..300_i32,
        30..200_i32,
        prop::option::weighted(0.15, (-2000..2000_i32, -2000..2000_i32)),
    );
    prop::collection::vec(node, 1..40).prop_flat_map(move |nodes| {
        let count = u32::try_from(nodes.len()).unwrap();
        // A few arrows lead nowhere.
        let edges = prop::collection::vec((0..count, 0..count + 1), 0..90);
        (Just(nodes), edges, 0..count).prop_map(move |(nodes, edges, root)| Sketch {
            nodes: nodes
                .into_iter()
                .map(|(width, height, pin)| Node {
                    width,
                    height,
                    pin: pin.filter(|_| pins).map(|(x, y)| At(x, y)),
                })
                .collect(),
            edges,
            root,
        })
    })
}

fn check_no_overlap(sketch: &Sketch, layout: &Layout) {
    let boxes: Vec<_> = sketch.nodes.iter().zip(&layout.places).collect();
    for (at, (a, pa)) in boxes.iter().enumerate() {
        for (b, pb) in &boxes[at + 1..] {
            if a.pin.is_some() && b.pin.is_some() {
                continue;
            }
            let apart =
                pa.0 + a.width <= pb.0 || pb.0 + b.width <= pa.0 || pa.1 + a.height <= pb.1 || pb.1 + b.height <= pa.1;
            assert!(apart, "{a:?} at {pa:?} and {b:?} at {pb:?}");
        }
    }
}

fn check_downwards(sketch: &Sketch, layout: &Layout) {
    for (edge, &(from, to)) in sketch.edges.iter().enumerate() {
        let (Some(a), Some(b)) = (sketch.nodes.get(from as usize), sketch.nodes.get(to as usize)) else {
            continue;
        };
        if from == to || a.pin.is_some() || b.pin.is_some() {
            continue;
        }
        let (pa, pb) = (layout.places[from as usize], layout.places[to as usize]);
        if layout.back[edge] {
            assert!(pb.1 + b.height <= pa.1, "back {from} {to}");
        } else {
            assert!(pa.1 + a.height <= pb.1, "{from} {to}");
        }
        let mut heights: Vec<i32> = layout.routes[edge].iter().map(|point| point.1).collect();
        if layout.back[edge] {
            heights.reverse();
        }
        assert!(heights.is_sorted(), "{heights:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn boxes_are_apart_and_arrows_lead_down(sketch in any_sketch(false)) {
        let layout = run(&sketch);
        check_no_overlap(&sketch, &layout);
        check_downwards(&sketch, &layout);
        prop_assert_eq!(run(&sketch), layout);
    }

    #[test]
    fn pins_stay_and_the_rest_flows_around(sketch in any_sketch(true)) {
        let layout = run(&sketch);
        for (node, place) in sketch.nodes.iter().zip(&layout.places) {
            prop_assert!(node.pin.is_none_or(|pin| pin == *place));
        }
        check_no_overlap(&sketch, &layout);
        check_downwards(&sketch, &layout);
    }
}

#[test]
fn a_loop_has_one_arrow_back() {
    let layout = run(&plain(3, &[(0, 1), (1, 2), (2, 0), (1, 1)]));
    assert_eq!(layout.back, [false, false, true, true]);
    let tops: Vec<i32> = layout.places.iter().map(|place| place.1).collect();
    assert_eq!(tops, [0, 178, 356]);
}

#[test]
fn what_can_be_drawn_without_crossings_is() {
    #[track_caller]
    fn check(count: u32, edges: &[(u32, u32)], expected: u64) {
        assert_eq!(run(&plain(count, edges)).crossings, expected);
    }
    check(1, &[], 0);
    check(7, &[(0, 1), (0, 2), (2, 3), (2, 4), (1, 5), (1, 6)], 0);
    check(6, &[(0, 1), (0, 2), (0, 3), (1, 5), (3, 4), (2, 5), (2, 4)], 0);
    // Two that both lead to the same two can't be.
    check(5, &[(0, 1), (0, 2), (1, 3), (1, 4), (2, 3), (2, 4)], 1);
}

#[test]
fn a_family_is_symmetric() {
    let layout = run(&plain(4, &[(0, 1), (0, 2), (0, 3)]));
    let lefts: Vec<i32> = layout.places.iter().map(|place| place.0).collect();
    assert_eq!(lefts[0], lefts[2], "{lefts:?}");
    assert_eq!(lefts[2] - lefts[1], 240);
    assert_eq!(lefts[3] - lefts[2], 240);
}

#[test]
fn parts_stand_beside_one_another_in_rows() {
    let layout = run(&plain(30, &[(0, 1)]));
    check_no_overlap(&plain(30, &[(0, 1)]), &layout);
    let right = layout.places.iter().map(|place| place.0).max().unwrap();
    let bottom = layout.places.iter().map(|place| place.1).max().unwrap();
    assert!(right < 3000 && bottom < 2000, "{right} {bottom}");
}

#[test]
fn what_follows_a_pin_comes_below_it() {
    let mut sketch = plain(3, &[(0, 1), (1, 2)]);
    sketch.nodes[1].pin = Some(At(900, 700));
    let layout = run(&sketch);
    assert_eq!(layout.places[1], At(900, 700));
    assert!(layout.places[2].1 >= 790, "{:?}", layout.places);
    assert!((layout.places[2].0 - 900).abs() < 200, "{:?}", layout.places);
}

/// A vignette-like graph: each leads to three of the next eight, and now and then back.
fn story(count: u32) -> Sketch {
    let mut state = 7_u64;
    let mut next = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % bound).unwrap()
    };
    let mut edges = Vec::new();
    for from in 0..count {
        for _ in 0..3 {
            edges.push((from, (from + 1 + next(8)).min(count - 1)));
        }
        if next(20) == 0 {
            edges.push((from, from.saturating_sub(next(10))));
        }
    }
    plain(count, &edges)
}

#[test]
fn a_layout_that_nobody_wants_any_more_stops() {
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(layout(&story(50), Gaps::default(), &progress), None);

    let progress = Arc::new(Progress::default());
    let shared = Arc::clone(&progress);
    let thread = std::thread::spawn(move || layout(&story(2_000), Gaps::default(), &shared));
    while progress.permille() == 0 && !thread.is_finished() {
        std::hint::spin_loop();
    }
    progress.cancel();
    assert_eq!(thread.join().unwrap(), None);
    assert!(progress.permille() < 1000);
}

#[test]
fn progress_reaches_the_end() {
    let progress = Progress::default();
    layout(&story(60), Gaps::default(), &progress).unwrap();
    assert_eq!(progress.permille(), 1000);
}

/// The sixty lines that one would write first: back arrows by depth-first search, longest path, barycentres, one box beside the other.
fn naive(sketch: &Sketch) -> Vec<(f64, f64)> {
    let turned = acyclic::turn(&part::parts(sketch)[0]);
    let count = sketch.nodes.len();
    let mut layer = vec![0; count];
    for _ in 0..count {
        for &(from, to) in &turned.edges {
            if from != to {
                layer[to as usize] = layer[to as usize].max(layer[from as usize] + 1);
            }
        }
    }
    let mut lines = vec![Vec::new(); count + 1];
    for at in 0..count {
        lines[layer[at]].push(at);
    }
    let mut x = vec![0.0; count];
    for sweep in 0..8 {
        for line in &mut lines {
            let key = |at: usize| {
                let near = turned.edges.iter().filter_map(|&(from, to)| {
                    let (from, to) = (from as usize, to as usize);
                    let (own, other) = if sweep % 2 == 0 { (to, from) } else { (from, to) };
                    (own == at && from != to).then(|| x[other])
                });
                let near: Vec<f64> = near.collect();
                if near.is_empty() {
                    x[at]
                } else {
                    near.iter().sum::<f64>() / near.len() as f64
                }
            };
            let mut keyed: Vec<(f64, usize)> = line.iter().map(|&at| (key(at), at)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            *line = keyed.into_iter().map(|(_, at)| at).collect();
            for (place, &at) in line.iter().enumerate() {
                x[at] = place as f64 - line.len() as f64 / 2.0;
            }
        }
    }
    (0..count).map(|at| (x[at] * 240.0, layer[at] as f64 * 178.0)).collect()
}

/// The boxes at the ends of an arrow, and the way it takes.
type Way = (u32, u32, Vec<(f64, f64)>);

/// How often polylines cross on the screen; those that share an end do not cross there.
fn crossings_on_screen(lines: &[Way]) -> usize {
    let side = |a: (f64, f64), b: (f64, f64), c: (f64, f64)| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    let mut segments = Vec::new();
    for (from, to, points) in lines {
        segments.extend(points.windows(2).map(|pair| (*from, *to, pair[0], pair[1])));
    }
    let mut crossings = 0;
    for (at, &(f1, t1, a, b)) in segments.iter().enumerate() {
        for &(f2, t2, c, d) in &segments[at + 1..] {
            let shared = f1 == f2 || t1 == t2 || f1 == t2 || t1 == f2;
            let apart = a.1.max(b.1) <= c.1.min(d.1) || c.1.max(d.1) <= a.1.min(b.1);
            if !shared && !apart && side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0 {
                crossings += 1;
            }
        }
    }
    crossings
}

#[test]
fn it_crosses_far_less_than_what_one_would_write_first() {
    let sketch = story(120);
    let layout = run(&sketch);
    let middle = |at: u32| {
        let (node, place) = (sketch.nodes[at as usize], layout.places[at as usize]);
        (
            f64::from(place.0 + node.width / 2),
            f64::from(place.1 + node.height / 2),
        )
    };
    let ours: Vec<_> = sketch
        .edges
        .iter()
        .zip(&layout.routes)
        .map(|(&(from, to), route)| {
            let mut points = vec![middle(from)];
            points.extend(route.iter().map(|point| (f64::from(point.0), f64::from(point.1))));
            points.push(middle(to));
            (from, to, points)
        })
        .collect();
    let places = naive(&sketch);
    let theirs: Vec<_> = sketch
        .edges
        .iter()
        .map(|&(from, to)| (from, to, vec![places[from as usize], places[to as usize]]))
        .collect();
    let (ours, theirs) = (crossings_on_screen(&ours), crossings_on_screen(&theirs));
    println!("{ours} crossings, and {theirs} in the naive layout");
    assert!(ours * 3 < theirs * 2, "{ours} {theirs}");
}

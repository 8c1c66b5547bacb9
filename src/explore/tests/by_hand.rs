//! One vignette whose every number was worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::*;

const LINE: &str = r#"alliance: Alliance(bond: 95, tasks: 3, goals: 50), start: "a", variables: { "n": Counter(start: 0, min: 0, max: 2) },
statements: {
    "a": Statement(cue: "c", affect: Affect(Flat, 1), says: "s", strain: Strain(kind: Withdrawal, marker: "minimal-response", over: [Bond], salience: 1), responses: {
        "up": Response(act: Say("s"), quality: Vary(cases: [Case(when: AtLeast(Bond, 96), then: 4)], otherwise: 2), effect: [Change(Bond, 40), Change(Tasks, -40), Change(Bond, -10)], repair: Advance, reaction: "r", feedback: "f", next: To("b")),
        "round": Response(act: Say("s"), when: Below(Counter("n"), 2), quality: 1, effect: [Count("n", 1)], reaction: "r", feedback: "f", next: To("a")),
        "leave": Response(act: Say("s"), quality: 0, reaction: "r", feedback: "f", next: To("gone")),
    }),
    "b": Statement(cue: "c", affect: Affect(Flat, 1), says: "s", responses: {
        "mend": Response(act: Say("s"), quality: 4, effect: [Change(Tasks, 1)], repair: Resolve, reaction: "r", feedback: "f", next: To("well")),
        "drop": Response(act: Say("s"), quality: 0, effect: [Change(Tasks, -5)], reaction: "r", feedback: "f", next: To("c")),
    }),
    "c": Statement(cue: "c", affect: Affect(Flat, 1), says: "s", responses: {
        "on": Response(act: Say("s"), quality: 2, reaction: "r", feedback: "f", next: Chance([Way(weight: 3, to: "gone"), Way(weight: 1, to: "left")])),
    }),
}, endings: {
    "well": Ending(outcome: Repaired, title: "t", says: "s", debrief: "d"),
    "gone": Ending(outcome: Left, title: "t", says: "s", debrief: "d"),
    "left": Ending(outcome: Left, title: "t", says: "s", debrief: "d"),
    "nowhere": Ending(outcome: Left, title: "t", says: "s", debrief: "d"),
})"#;

#[test]
fn a_vignette_worked_out_by_hand() {
    let graph = graph(LINE, BELIEFS);
    let explorer = Explorer::new(&graph).unwrap();
    let mut survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
    survey.add_components(Limits::default(), Watch::default()).unwrap();
    let summary = survey.summary();
    // `a` three times by its counter; once `b` is reached nothing asks for it.
    assert_eq!(summary.statements, [3, 1, 1]);
    assert_eq!(
        (summary.loops, summary.shortest, summary.longest),
        (false, Some(1), Some(5))
    );
    // The bond stops at 100 on its way, the tasks at 0.
    let values = explorer.choice_values(&graph.opening()).unwrap();
    let ends: Vec<[f64; 3]> = values.iter().map(|value| value.end.alliance).collect();
    assert_eq!(ends, [[90.0, 1.0, 50.0], [95.0, 3.0, 50.0], [95.0, 3.0, 50.0]]);
    let regret = explorer.regret(&graph.opening(), 0, 0, 0).unwrap();
    assert_eq!((regret.best.sum(), regret.lost()), (148.0, 7.0));
    assert_eq!(explorer.regret(&graph.opening(), 3, 0, 0), None);
    let reach: Vec<_> = summary
        .endings
        .iter()
        .map(|reach| reach.shortest.as_ref().map(Vec::len))
        .collect();
    assert_eq!(reach, [Some(2), Some(1), Some(3), None]);
    assert_eq!((summary.lost.states, summary.lost.open), (1, 5));
    let [lost] = summary.lost.at.as_slice() else { panic!() };
    assert_eq!((lost.statement, lost.states, lost.open), (2, 1, 1));
    assert_eq!((lost.play.len(), lost.ahead), (2, 1));
    let worst = explorer.outlook(Following(&explorer.worst_play()));
    assert_eq!(worst.endings, [0.0, 0.75, 0.25, 0.0]);
    let ends = Component::ALL.map(|component| worst.component(component).unwrap());
    assert_eq!(ends, [90.0, 0.0, 50.0]);
    // `up` costs 7 points and then nothing, or 6 more by `drop`: `round` and `leave` cost nothing, and so does best play.
    let random = explorer.losses(&mut uniform);
    let lost: Vec<(f64, f64)> = random.losses.iter().map(|loss| (loss.points, loss.share)).collect();
    let up = 1.0 / 3.0 + 1.0 / 9.0 + 1.0 / 18.0;
    let expected = [(0.0, 1.0 - up), (7.0, up / 2.0), (8.0, up / 2.0)];
    assert!(
        lost.iter()
            .zip(expected)
            .all(|(one, other)| one.0 == other.0 && (one.1 - other.1).abs() < 1e-12),
        "{lost:?}"
    );
    assert_eq!(lost.len(), 3);
    assert_eq!((random.quantile(0.4), random.quantile(0.6)), (Some(0.0), Some(7.0)));
    // Opened by the statement: `up` and `mend` are two answers, and each time round is one more.
    let repairs = survey.repairs(&mut uniform);
    let expected = [0.0, 0.0, 1.0 / 6.0, 1.0 / 18.0, 1.0 / 36.0];
    assert!(
        repairs
            .answers
            .iter()
            .zip(expected)
            .all(|(one, other)| (one - other).abs() < 1e-12),
        "{repairs:?}"
    );
    assert_eq!(repairs.answers.len(), 5);
    let aptest = survey.outlook(&mut aptest);
    assert_eq!(
        (aptest.credit, aptest.quality, aptest.resolved, aptest.qualities),
        (1.0, 3.0, 1.0, [0.0, 0.0, 0.5, 0.0, 0.5])
    );
    assert_eq!(aptest.sum(), Some(90.0 + 1.0 + 50.0));
    let never: Vec<_> = survey
        .never(Limits::default(), Watch::default())
        .unwrap()
        .iter()
        .map(|found| (found.site.field, found.never.clone()))
        .collect();
    assert_eq!(never, [(Field::Quality, vec![0])]);
    let elsewhere = State {
        alliance: [1, 2, 3],
        ..graph.opening()
    };
    assert_eq!(explorer.choice_values(&elsewhere), None);
}

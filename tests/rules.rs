//! Every rule of the checker has a bad case that it finds and a good one that it leaves alone; so does every finding of the compiler.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use attune::framework::load::bundled;
use attune::library::vignette::load;
use attune::lint::RULES;

/// A case: the rule, then the parts of a vignette that differ from a plain one.
struct Case {
    rule: &'static str,
    bad: Parts,
    good: Parts,
}

#[derive(Clone, Copy)]
struct Parts {
    head: &'static str,
    statements: &'static str,
    endings: &'static str,
}

const PLAIN: Parts = Parts {
    head: r#"start: "a", variables: { "told": Flag(false) },"#,
    statements: r#""a": S(responses: { "x": R(next: To("end")) }),"#,
    endings: r#""end": E(),"#,
};

const fn statements(statements: &'static str) -> Parts {
    Parts { statements, ..PLAIN }
}

const fn endings(endings: &'static str) -> Parts {
    Parts { endings, ..PLAIN }
}

const fn head(head: &'static str) -> Parts {
    Parts { head, ..PLAIN }
}

const CASES: &[Case] = &[
    Case {
        rule: "dead-end",
        bad: statements(
            r#""a": S(responses: { "x": R(next: To("b")), "y": R(next: To("end")) }), "b": S(responses: {}),"#,
        ),
        good: PLAIN,
    },
    Case {
        rule: "unreachable-statement",
        bad: statements(
            r#""a": S(responses: { "x": R(next: To("end")) }), "b": S(responses: { "x": R(next: To("end")) }),"#,
        ),
        good: statements(
            r#""a": S(responses: { "x": R(next: To("b")) }), "b": S(responses: { "x": R(next: To("end")) }),"#,
        ),
    },
    Case {
        rule: "unreachable-ending",
        bad: endings(r#""end": E(), "other": E(),"#),
        good: PLAIN,
    },
    Case {
        rule: "loop-without-exit",
        bad: statements(
            r#""a": S(responses: { "x": R(next: To("b")), "y": R(next: To("end")) }), "b": S(responses: { "x": R(next: To("b")) }),"#,
        ),
        good: statements(r#""a": S(responses: { "x": R(next: To("a")), "y": R(next: To("end")) }),"#),
    },
    Case {
        rule: "every-response-hidden",
        bad: statements(r#""a": S(responses: { "x": R(when: Is("told", true), next: To("end")) }),"#),
        good: statements(
            r#""a": S(responses: { "x": R(when: Is("told", true), next: To("end")), "y": R(next: To("end")) }),"#,
        ),
    },
    Case {
        rule: "unknown-target",
        bad: statements(r#""a": S(responses: { "x": R(next: To("edn")), "y": R(next: To("end")) }),"#),
        good: PLAIN,
    },
    Case {
        rule: "missing-start",
        bad: head(r#"start: "b","#),
        good: PLAIN,
    },
    Case {
        rule: "missing-start",
        bad: head(r#"start: "end","#),
        good: PLAIN,
    },
    Case {
        rule: "duplicate-id",
        bad: endings(r#""end": E(), "a": E(),"#),
        good: PLAIN,
    },
    Case {
        rule: "unknown-variable",
        bad: statements(
            r#""a": S(responses: { "x": R(when: Is("tlod", true), next: To("end")), "y": R(next: To("end")) }),"#,
        ),
        good: statements(
            r#""a": S(responses: { "x": R(when: Is("told", true), next: To("end")), "y": R(next: To("end")) }),"#,
        ),
    },
    Case {
        rule: "unknown-ability",
        bad: statements(r#""a": S(responses: { "x": R(shows: ["repair.own-prat"], next: To("end")) }),"#),
        good: statements(r#""a": S(responses: { "x": R(shows: ["repair.own-part"], next: To("end")) }),"#),
    },
    Case {
        rule: "misplaced-row",
        bad: statements(r#""a": S(responses: { "x": R(shows: ["hinders.rigid"], next: To("end")) }),"#),
        good: statements(r#""a": S(responses: { "x": R(hinders: ["hinders.rigid"], next: To("end")) }),"#),
    },
    Case {
        rule: "unknown-belief",
        bad: statements(r#""a": S(reveals: ["nobody"], responses: { "x": R(next: To("end")) }),"#),
        good: statements(r#""a": S(reveals: ["known"], responses: { "x": R(next: To("end")) }),"#),
    },
    Case {
        rule: "unknown-marker",
        bad: statements(
            r#""a": S(strain: Strain(kind: Withdrawal, marker: "sulking", over: [Bond], salience: 1), responses: { "x": R(next: To("end")) }),"#,
        ),
        good: statements(
            r#""a": S(strain: Strain(kind: Withdrawal, marker: "deferring", over: [Bond], salience: 1), responses: { "x": R(next: To("end")) }),"#,
        ),
    },
    Case {
        rule: "marker-of-other-kind",
        bad: statements(
            r#""a": S(strain: Strain(kind: Confrontation, marker: "deferring", over: [Bond], salience: 1), responses: { "x": R(next: To("end")) }),"#,
        ),
        good: statements(
            r#""a": S(strain: Strain(kind: Withdrawal, marker: "deferring", over: [Bond], salience: 1), responses: { "x": R(next: To("end")) }),"#,
        ),
    },
    Case {
        rule: "unknown-strategy",
        bad: statements(r#""a": S(responses: { "x": R(strategy: "charm", next: To("end")) }),"#),
        good: statements(r#""a": S(responses: { "x": R(strategy: "refocus", next: To("end")) }),"#),
    },
    Case {
        rule: "unknown-pull",
        bad: statements(r#""a": S(responses: { "x": R(pull: "hunger", next: To("end")) }),"#),
        good: statements(r#""a": S(responses: { "x": R(pull: "fixing", next: To("end")) }),"#),
    },
    Case {
        rule: "empty-chance",
        bad: statements(r#""a": S(responses: { "x": R(next: Chance([])), "y": R(next: To("end")) }),"#),
        good: statements(r#""a": S(responses: { "x": R(next: Chance([Way(weight: 1, to: "end")])) }),"#),
    },
];

/// The vignette around the parts: `S(`, `R(` and `E(` stand for a statement, a response and an ending with the fields that matter
/// to no rule.
fn text(parts: Parts) -> String {
    let long = |text: &str| {
        text.replace("S(", r#"Statement(cue: "c", affect: Affect(Settled, 1), says: "s", "#)
            .replace(
                "R(",
                r#"Response(act: Say("s"), quality: 2, reaction: "r", feedback: "f", "#,
            )
            .replace(
                "E(",
                r#"Ending(outcome: Repaired, title: "t", says: "s", debrief: "d", "#,
            )
    };
    format!(
        r#"Scenario(format: 1, id: "v", title: "t", framework: "working-alliance", language: "en-GB", authors: [], version: "1",
        contract: Contract(objectives: [], level: Foundation, rupture_from: Client, drift: "d"),
        setting: Setting(service: "s", approach: "a", session: 1, medium: InPerson, brief: "b"),
        client: Client(name: "n", age: 40, pronouns: "p", about: "a", goal: "g",
            beliefs: {{ "known": Belief(text: "t", held: true, from: "f") }},
            portrait: Portrait(skin: Tan, face: Oval, hair: Short, hair_color: Brown, clothes: Shirt, clothes_color: Navy)),
        alliance: Alliance(bond: 50, tasks: 50, goals: 50),
        {} statements: {{ {} }}, endings: {{ {} }})"#,
        parts.head,
        long(parts.statements),
        long(parts.endings),
    )
}

fn found(parts: Parts) -> Vec<(&'static str, bool)> {
    let diagnostics = load(&text(parts), bundled()).diagnostics;
    diagnostics
        .into_iter()
        .map(|found| (found.rule, found.location.span.is_some() && found.help.is_some()))
        .collect()
}

#[test]
fn each_case_is_found_with_place_and_remedy_and_its_good_twin_is_clean() {
    assert_eq!(found(PLAIN), [], "the plain vignette");
    for case in CASES {
        let rule = case.rule;
        let hits: Vec<_> = found(case.bad).into_iter().filter(|(name, _)| *name == rule).collect();
        assert_eq!(hits, [(rule, true)], "{rule}: {}", case.bad.statements);
        assert_eq!(found(case.good), [], "{rule}: the good case");
    }
}

#[test]
fn every_rule_of_the_registry_has_a_case_and_explains_itself() {
    for rule in RULES {
        assert!(
            CASES.iter().any(|case| case.rule == rule.name),
            "{}: no case",
            rule.name
        );
        assert!(
            rule.name
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '-'),
            "{}",
            rule.name
        );
        assert!(
            rule.finds.ends_with('.') && rule.why.ends_with('.'),
            "{}: whole sentences",
            rule.name
        );
        assert!(
            !rule.instead.ends_with('.'),
            "{}: the remedy reads as a help line",
            rule.name
        );
    }
}

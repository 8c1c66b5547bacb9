//! Vignettes back to text: canonical form, comments kept, and files that never get worse.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use attune::framework::id::{Component, RuptureKind};
use attune::scenario::condition::{Condition, Quantity};
use attune::scenario::effect::{Effect, RepairStep};
use attune::scenario::format::{format, is_formatted};
use attune::scenario::model::{Act, Affect, Band, Feeling, Next, Outcome, Response, Scenario, Way};
use attune::scenario::read::{normalize, read};
use attune::scenario::syntax::tree::{Kind, Tree};
use attune::scenario::varied::{Case, Varied};
use attune::scenario::write::to_text;
use proptest::prelude::*;

const SMALL: &str = include_str!("vignettes/small.ron");
const EVERY_FIELD: &str = include_str!("vignettes/every-field.ron");

/// What a text says, without its form: brackets, names, values and comments, each in order.
fn content(text: &str) -> (Vec<String>, Vec<String>) {
    let text = normalize(text);
    let tree = Tree::parse(&text);
    let slice = |start: u32, end: u32| text[start as usize..end as usize].to_owned();
    let nodes = (0..tree.len())
        .map(|at| tree.node(at))
        .map(|node| match node.kind {
            kind if node.is_compound() => format!(
                "{kind:?} {} {}",
                slice(node.start, node.start + node.name_length()),
                node.next
            ),
            kind => format!("{kind:?} {}", slice(node.start, node.end)),
        })
        .collect();
    (
        nodes,
        tree.comments
            .iter()
            .map(|(start, end)| slice(*start, *end).trim_end().to_owned())
            .collect(),
    )
}

#[track_caller]
fn check_form(text: &str) -> String {
    let once = format(text).unwrap();
    assert_eq!(content(text), content(&once), "the content changed:\n{once}");
    let twice = format(&once).unwrap();
    assert_eq!(once, twice, "the form is not stable");
    once
}

#[test]
fn the_vignettes_of_the_tests_are_formatted() {
    for (path, text) in [
        ("tests/vignettes/small.ron", SMALL),
        ("tests/vignettes/every-field.ron", EVERY_FIELD),
    ] {
        let once = check_form(text);
        if std::env::var_os("ATTUNE_BLESS").is_some() {
            std::fs::write(path, &once).unwrap();
        }
        assert_eq!(text, once);
    }
}

#[test]
fn what_the_form_looks_like() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(check_form(text), expected);
    }
    check("A(b:1)", "A(\n    b: 1,\n)\n");
    check("(a:[1,2 , 3],)", "(\n    a: [1, 2, 3],\n)\n");
    check("()", "()\n");
    check("A( // why\n)", "A( // why\n)\n");
    check(
        "A(b: 1, // one\n\n\n\n  // two\n c: 2 /* three */)\n// four",
        "A(\n    b: 1, // one\n\n    // two\n    c: 2, /* three */\n)\n// four\n",
    );
    check(
        "A(\n\n b: 1,\n /* on c */ c: 2)",
        "A(\n    b: 1,\n    /* on c */\n    c: 2,\n)\n",
    );
    check("A(b: // odd\n 1)", "A(\n    // odd\n    b: 1,\n)\n");
    check("// top\n\nA(b: 1)\n", "// top\n\nA(\n    b: 1,\n)\n");
    check(
        "#![enable(implicit_some)]\nA(b: 1)",
        "#![enable(implicit_some)]\nA(\n    b: 1,\n)\n",
    );
    check(
        "A(b: {\"k\": C(d: 1)})",
        "A(\n    b: {\n        \"k\": C(d: 1),\n    },\n)\n",
    );
    check(
        "(statements: {\"a\": (b: 1), \"c\": (d: 2)})",
        "(\n    statements: {\n        \"a\": (b: 1),\n\n        \"c\": (d: 2),\n    },\n)\n",
    );
    let long = "word ".repeat(30);
    check(
        &format!("A(act: Say(\"{long}\"))"),
        &format!("A(\n    act: Say(\"{long}\"),\n)\n"),
    );
    check(
        &format!("A(b: C(d: \"{long}\", e: 1))"),
        &format!("A(\n    b: C(\n        d: \"{long}\",\n        e: 1,\n    ),\n)\n"),
    );
    check("A(b: \"two\nlines\")", "A(\n    b: \"two\nlines\",\n)\n");
    check(
        "A(b: Some(1), c: r#\"a \"raw\" one\"#)",
        "A(\n    b: Some(1),\n    c: r#\"a \"raw\" one\"#,\n)\n",
    );
}

#[test]
fn what_can_not_be_formatted_says_why() {
    let diagnostics = format("A(b: 1").unwrap_err();
    assert_eq!(diagnostics[0].rule, "unclosed-bracket");
    assert_eq!(diagnostics[0].location.span.unwrap().line, 1);
}

#[test]
fn a_written_vignette_reads_back() {
    check_written(SMALL);
    check_written(EVERY_FIELD);
}

#[track_caller]
fn check_written(text: &str) {
    let scenario = read(text).scenario.unwrap();
    let text = to_text(&scenario);
    let reading = read(&text);
    assert!(reading.diagnostics.is_empty(), "{:?}\n{text}", reading.diagnostics);
    assert_eq!(reading.scenario.unwrap(), scenario);
    assert!(is_formatted(&text));
    assert!(!text.contains("Some("), "{text}");
    assert!(!text.contains("\\'"), "{text}");
}

/// Bits of text that have been trouble somewhere.
fn words() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "a",
        "It’s",
        " ",
        "don't",
        "\"quoted\"",
        "\\",
        "\n",
        "\t",
        "é",
        "שלום",
        "👩🏽",
        "//",
        "/*",
        "*/",
        "r#\"",
        "None",
        "Some(",
        ")",
        "{",
        "—",
        "0",
    ]);
    prop::collection::vec(bits, 0..8).prop_map(|bits| bits.concat())
}

fn conditions() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(|n| Condition::AtLeast(Quantity::Bond, n)),
        any::<i32>().prop_map(|n| Condition::Below(Quantity::Counter("n".into()), n)),
        any::<bool>().prop_map(|b| Condition::Is("asked".into(), b)),
        Just(Condition::RuptureOpen),
        Just(Condition::Visited("opening".into())),
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::Any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

fn varied() -> impl Strategy<Value = Varied<String>> {
    prop_oneof![
        words().prop_map(Varied::Plain),
        (prop::collection::vec((conditions(), words()), 0..3), words()).prop_map(|(cases, otherwise)| Varied::Vary {
            cases: cases.into_iter().map(|(when, then)| Case { when, then }).collect(),
            otherwise,
        }),
    ]
}

fn effects() -> impl Strategy<Value = Vec<Effect>> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(|n| Effect::Change(Component::Tasks, n)),
        Just(Effect::Reveal("nuisance".into())),
        any::<bool>().prop_map(|b| Effect::Set("asked".into(), b)),
    ];
    let effect = leaf.prop_recursive(3, 8, 3, |inner| {
        (conditions(), prop::collection::vec(inner, 0..3)).prop_map(|(when, then)| Effect::When(when, then))
    });
    prop::collection::vec(effect, 0..3)
}

fn nexts() -> impl Strategy<Value = Next> {
    prop_oneof![
        Just(Next::To("polite".into())),
        (prop::collection::vec(conditions(), 0..3)).prop_map(|cases| Next::First {
            cases: cases
                .into_iter()
                .map(|when| Case {
                    when,
                    then: "opening".into()
                })
                .collect(),
            otherwise: "polite".into(),
        }),
        (1_u32..=1000).prop_map(|weight| Next::Chance(vec![Way {
            weight,
            to: "polite".into()
        }])),
    ]
}

fn bands() -> impl Strategy<Value = Band> {
    (
        prop::option::of(varied()),
        prop::option::of(effects()),
        prop::option::of(nexts()),
    )
        .prop_map(|(reaction, effect, next)| Band {
            from_s: 0,
            quality: None,
            shows: None,
            hinders: Some(Vec::new()),
            pull: None,
            effect,
            repair: Some(RepairStep::Open(RuptureKind::Withdrawal)),
            reaction,
            feedback: None,
            instead: None,
            next,
        })
}

fn responses() -> impl Strategy<Value = Response> {
    let act = prop_oneof![
        varied().prop_map(Act::Say),
        words().prop_map(Act::Summary),
        (words(), bands()).prop_map(|(does, band)| Act::Silence {
            does,
            bands: vec![band]
        }),
    ];
    let parts = (
        act,
        prop::option::of(conditions()),
        effects(),
        varied(),
        prop::option::of(words()),
        nexts(),
    );
    parts.prop_map(|(act, when, effect, reaction, instead, next)| Response {
        act,
        when,
        quality: Varied::Plain(2),
        panel: Some(7),
        shows: vec!["repair.own-part".into()],
        hinders: Vec::new(),
        strategy: None,
        pull: Some("fixing".into()),
        effect,
        repair: None,
        feedback: reaction.clone(),
        reaction,
        instead,
        next,
    })
}

/// The small vignette with other words, numbers and conditions at every place where they fit.
fn scenarios() -> impl Strategy<Value = Scenario> {
    (
        prop::collection::vec(responses(), 0..4),
        varied(),
        words(),
        any::<bool>(),
        1_u8..=5,
    )
        .prop_map(|(responses, says, text, flag, intensity)| {
            let mut scenario = read(SMALL).scenario.unwrap();
            scenario.title = text.clone();
            scenario.notes = flag.then_some(text);
            scenario.held_back = flag;
            let statement = scenario.statements.get_mut("opening").unwrap();
            let named = responses.into_iter().enumerate();
            statement.responses = named
                .map(|(at, response)| (format!("r{at}").as_str().into(), response))
                .collect();
            statement.affect = Varied::Plain(Affect(Feeling::Hurt, intensity));
            statement.says = says.clone();
            statement.foil = flag;
            let ending = scenario.endings.get_mut("polite").unwrap();
            ending.says = says;
            ending.outcome = Outcome::Left;
            scenario
        })
}

/// Blanks and comments that may stand between any two tokens.
fn gaps() -> impl Strategy<Value = Vec<String>> {
    let gap = prop::sample::select(vec![
        "",
        "",
        "",
        "",
        "",
        "",
        "\n",
        "\n\n\n",
        " ",
        "\t",
        "// a line\n",
        " // \"odd (\n",
        "/* b */",
        "/* two\nlines */",
        " /* c */ // d\n",
        "\n// own\n\n",
    ]);
    prop::collection::vec(gap.prop_map(str::to_owned), 40)
}

/// Puts gaps between the tokens of a text.
fn scatter(text: &str, gaps: &[String]) -> String {
    let tree = Tree::parse(text);
    let inside_text = |at: usize| {
        (0..tree.len()).map(|node| tree.node(node)).any(|node| {
            matches!(node.kind, Kind::Text | Kind::Escaped | Kind::Raw)
                && (node.start as usize) < at
                && at < node.end as usize
        }) || tree
            .comments
            .iter()
            .any(|(start, end)| (*start as usize) < at && at <= *end as usize)
    };
    let mut scattered = String::new();
    let mut gap = gaps.iter().cycle();
    for (at, c) in text.char_indices() {
        if matches!(c, ',' | '(' | ')' | '[' | ']' | '{' | '}' | ':') && !inside_text(at) {
            scattered.push_str(gap.next().unwrap());
            scattered.push(c);
            scattered.push_str(gap.next().unwrap());
        } else {
            scattered.push(c);
        }
    }
    scattered
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn any_written_vignette_reads_back(scenario in scenarios()) {
        let text = to_text(&scenario);
        let reading = read(&text);
        prop_assert!(reading.diagnostics.is_empty(), "{:?}\n{}", reading.diagnostics, text);
        prop_assert_eq!(reading.scenario.unwrap(), scenario);
        prop_assert!(is_formatted(&text));
    }

    #[test]
    fn formatting_keeps_everything_and_is_stable(gaps in gaps(), scenario in scenarios()) {
        for text in [scatter(SMALL, &gaps), scatter(&to_text(&scenario), &gaps)] {
            prop_assert!(Tree::parse(&text).flaws.is_empty(), "{:?}", Tree::parse(&text).flaws);
            let once = format(&text).unwrap();
            prop_assert_eq!(content(&text), content(&once));
            prop_assert_eq!(format(&once).unwrap(), once);
        }
    }

    #[test]
    fn no_change_to_a_text_stops_the_reader(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, ".{0,6}|[(){}\\[\\]\",:/*#'r\\\\ \n0-9a-zA-Z-]{0,6}"), 1..6)
    ) {
        let mut text = SMALL.to_owned();
        for (at, length, insert) in cuts {
            let floor = |mut at: usize| { while !text.is_char_boundary(at) { at -= 1; } at };
            let start = floor(at.index(text.len() + 1));
            let end = floor((start + length).min(text.len()));
            text.replace_range(start..end, &insert);
        }
        let reading = read(&text);
        prop_assert!(reading.diagnostics.len() <= 200);
        for diagnostic in &reading.diagnostics {
            let span = diagnostic.location.span.unwrap();
            prop_assert!(span.end as usize <= reading.text.len());
            prop_assert!(reading.text.is_char_boundary(span.start as usize) && reading.text.is_char_boundary(span.end as usize), "{diagnostic:?}");
        }
        prop_assert!(reading.scenario.is_some() || reading.has_errors());
        if let Ok(once) = format(&text) {
            prop_assert_eq!(format(&once).unwrap(), once);
        }
    }

    #[test]
    fn any_bytes_are_only_a_text(text in "[\\PC\n]{0,200}") {
        let reading = read(&text);
        prop_assert!(reading.has_errors());
    }
}

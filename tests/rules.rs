//! Every rule of the checker has a bad case that it finds and a good one that it leaves alone, and explains itself; every name that a
//! finding can carry is a rule's; the shipped vignettes are clean; `docs/rules.md` says what the rules say.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;

use attune::framework::load::bundled;
use attune::library::bundled::BUNDLED;
use attune::library::vignette::{Loaded, load_with};
use attune::lint::case::Case;
use attune::lint::page::page;
use attune::lint::rule::{Check, Group, LibraryFinding, Rule};
use attune::lint::settings::Settings;
use attune::lint::subject::Member;
use attune::lint::{Depth, Prepared, RULES, check_library, rule};
use attune::scenario::diagnostic::Severity;

const PAGE: &str = "docs/rules.md";

fn loaded(case: Case) -> Loaded {
    load_with(&case.text(), bundled(), &Settings::default(), Depth::States)
}

/// How often a rule finds something in a case, alone or on a shelf with its twin.
fn found(rule: &Rule, cases: &[Case]) -> usize {
    if !matches!(rule.check, Check::Library(_) | Check::Folder(_)) {
        let of_rule = |case: &Case| {
            loaded(*case)
                .diagnostics
                .iter()
                .filter(|found| found.rule == rule.name)
                .count()
        };
        return cases.iter().map(of_rule).sum();
    }
    // One vignette is no library yet: the last is there twice, under two ids.
    let mut texts: Vec<String> = cases.iter().map(|case| case.text()).collect();
    let again = texts.last().unwrap().replacen("\"case\"", "\"case-again\"", 1);
    texts.push(again);
    let settings = Settings::default();
    let findings = shelved(&texts.iter().map(|text| (text.as_str(), &settings)).collect::<Vec<_>>());
    findings
        .iter()
        .filter(|found| found.diagnostic.rule == rule.name)
        .count()
}

/// What the rules about several vignettes find, each with its own settings.
fn shelved(texts: &[(&str, &Settings)]) -> Vec<LibraryFinding> {
    let loaded: Vec<Loaded> = texts
        .iter()
        .map(|(text, settings)| load_with(text, bundled(), settings, Depth::States))
        .collect();
    let prepared: Vec<_> = loaded
        .iter()
        .map(|loaded| {
            let vignette = loaded.vignette.as_deref().unwrap();
            Prepared::of(&vignette.scenario, &vignette.graph, bundled(), Depth::Text)
        })
        .collect();
    let members: Vec<Member<'_>> = prepared
        .iter()
        .zip(&loaded)
        .zip(texts)
        .map(|((prepared, loaded), (_, settings))| Member {
            name: "case.ron",
            subject: prepared.subject(settings),
            game: loaded.game.as_ref(),
        })
        .collect();
    check_library(&members, Depth::States)
}

#[test]
fn every_folder_is_checked_with_its_own_settings() {
    let of = |name: &str| rule(name).unwrap().cases.unwrap().bad.text();
    let row = of("library-played-without-reading");
    let count = |texts: &[(&str, &Settings)], name: &str| {
        let of_rule = |found: &&LibraryFinding| found.diagnostic.rule == name;
        shelved(texts).iter().filter(of_rule).count()
    };
    let usual = Settings::default();
    let off = |name: &str| Settings::read(&format!(r#"Checks(levels: {{ "{name}": Off }})"#)).0;
    let (unread, twice) = (off("library-played-without-reading"), off("id-used-twice"));
    let played = "library-played-without-reading";
    let once = count(&[(&row, &usual), (&row, &usual)], played);
    assert!(once > 0);
    assert_eq!(count(&[(&row, &unread), (&row, &unread)], played), 0);
    // Two folders are two libraries; one vignette is none.
    let four = [(row.as_str(), &usual), (&row, &unread), (&row, &usual), (&row, &unread)];
    assert_eq!(count(&four, played), once);
    assert_eq!(count(&four[..2], played), 0);
    // An id is looked for everywhere, and the settings beside the second one decide.
    assert_eq!(count(&[(&row, &twice), (&row, &usual)], "id-used-twice"), 1);
    assert_eq!(count(&[(&row, &usual), (&row, &twice)], "id-used-twice"), 0);
}

#[test]
fn every_bad_case_is_found_and_its_good_twin_is_not() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let Some(cases) = rule.cases else { continue };
        // A name is used twice only among two.
        let (bad, good): (&[Case], &[Case]) = match rule.name {
            "id-used-twice" => (&[cases.bad, cases.good], &[cases.good]),
            _ => (&[cases.bad], &[cases.good]),
        };
        if found(rule, bad) == 0 {
            wrong.push(format!(
                "{}: not found in its bad case: {:?}",
                rule.name,
                loaded(cases.bad).diagnostics
            ));
        }
        if found(rule, good) > 0 {
            wrong.push(format!("{}: found in its good case", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn findings_have_a_place_and_a_remedy() {
    for rule in RULES {
        let Some(cases) = rule.cases else { continue };
        for found in loaded(cases.bad)
            .diagnostics
            .iter()
            .filter(|found| found.rule == rule.name)
        {
            assert!(
                found.location.span.is_some() && found.help.is_some() || rule.group == Group::Names,
                "{found}"
            );
            assert!(
                !found.message.ends_with('.') && !found.message.starts_with(char::is_uppercase),
                "{found}"
            );
            assert!(!found.message.contains("  "), "{found}");
        }
    }
}

#[test]
fn a_plain_case_has_no_structural_finding() {
    let plain = loaded(Case::Fields(""));
    let structural = |name: &str| rule(name).is_some_and(|rule| rule.group == Group::Structure);
    let found: Vec<_> = plain
        .diagnostics
        .iter()
        .filter(|found| structural(found.rule))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

/// Not even a note, but for what a vignette allows with a reason: whatever a rule says of them would be a false alarm, or theirs to mend.
#[test]
fn the_shipped_vignettes_are_clean() {
    for (name, text) in BUNDLED {
        let loaded = load_with(text, bundled(), &Settings::default(), Depth::Text);
        let found: Vec<String> = loaded.diagnostics.iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[track_caller]
fn check_allowed(allow: &str, expected: &[&str], allowed: usize) {
    let fields = format!(
        r#"allow: [{allow}], statements: {{ "a": Statement(responses: {{
            "x": Response(act: Say("Go."), quality: 1, pull: "fixing", instead: "s"), "y": Response(act: Say("Stop and say."), quality: 4) }}) }}"#
    );
    let text = Case::Fields(Box::leak(fields.into_boxed_str())).text();
    let loaded = load_with(&text, bundled(), &Settings::default(), Depth::Text);
    let of_interest = ["short-response", "best-without-ability"];
    let names = loaded.diagnostics.iter().map(|found| found.rule);
    let mut found: Vec<&str> = names
        .filter(|name| of_interest.contains(name) || name.starts_with("allow"))
        .collect();
    found.sort_unstable();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!((found, loaded.allowed.len()), (expected, allowed), "{allow}");
}

#[test]
fn a_finding_is_allowed_with_a_reason_and_at_its_place() {
    check_allowed("", &["best-without-ability", "short-response", "short-response"], 0);
    check_allowed(
        r#"Allow(rule: "short-response", because: "a drill")"#,
        &["best-without-ability"],
        2,
    );
    check_allowed(
        r#"Allow(rule: "short-response", at: "a", because: "a drill")"#,
        &["best-without-ability"],
        2,
    );
    check_allowed(
        r#"Allow(rule: "short-response", at: "a/x", because: "a drill")"#,
        &["best-without-ability", "short-response"],
        1,
    );
    check_allowed(
        r#"Allow(rule: "short-response", because: " ")"#,
        &[
            "allow-without-reason",
            "short-response",
            "short-response",
            "best-without-ability",
        ],
        0,
    );
    check_allowed(
        r#"Allow(rule: "short-response", at: "b", because: "a drill")"#,
        &[
            "allow-of-nothing",
            "short-response",
            "short-response",
            "best-without-ability",
        ],
        0,
    );
    check_allowed(
        r#"Allow(rule: "short-respnse", because: "a drill")"#,
        &[
            "allow-of-unknown-rule",
            "short-response",
            "short-response",
            "best-without-ability",
        ],
        0,
    );
    check_allowed(
        r#"Allow(rule: "dead-end", because: "a drill")"#,
        &[
            "allow-of-nothing",
            "short-response",
            "short-response",
            "best-without-ability",
        ],
        0,
    );
}

#[test]
fn a_team_turns_rules_off_up_and_tighter() {
    let text = Case::Fields(
        r#"statements: { "a": Statement(responses: { "x": Response(act: Say("One two three four five.")) }) }"#,
    )
    .text();
    let check = |settings: &str| {
        let (settings, wrong) = Settings::read(settings);
        assert!(wrong.is_empty(), "{wrong:?}");
        let loaded = load_with(&text, bundled(), &settings, Depth::Text);
        assert!(loaded.vignette.is_some(), "a level keeps no vignette from being played");
        let of_rule = loaded
            .diagnostics
            .into_iter()
            .filter(|found| found.rule == "short-response");
        of_rule.map(|found| found.severity).collect::<Vec<_>>()
    };
    assert_eq!(check("Checks()"), []);
    let tighter = r#"thresholds: { "short-response": { "words": 6 } }"#;
    assert_eq!(check(&format!("Checks({tighter})")), [Severity::Note]);
    assert_eq!(
        check(&format!(r#"Checks(levels: {{ "short-response": Error }}, {tighter})"#)),
        [Severity::Error]
    );
    assert_eq!(
        check(&format!(r#"Checks(levels: {{ "short-response": Off }}, {tighter})"#)),
        []
    );
}

#[test]
fn every_rule_has_a_name_of_its_own_and_explains_itself() {
    let mut names = BTreeSet::new();
    for rule in RULES {
        let name = rule.name;
        assert!(names.insert(name), "{name} is there twice");
        assert!(
            name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'),
            "{name}"
        );
        assert!(
            rule.finds.ends_with('.') && rule.why.ends_with('.'),
            "{name}: whole sentences"
        );
        assert!(
            !rule.instead.ends_with('.') && !rule.source.ends_with('.'),
            "{name}: the remedy reads as a help line"
        );
        let here = !matches!(rule.check, Check::Elsewhere) || rule.group == Group::Allowing;
        assert!(
            rule.cases.is_some()
                || !here
                || rule.severity == Severity::Error
                || rule.name.contains("rule")
                || rule.name.contains("threshold"),
            "{name}: no case"
        );
        for threshold in rule.thresholds {
            assert!(
                threshold.text.ends_with('.') && !threshold.unit.is_empty(),
                "{name}: {}",
                threshold.name
            );
        }
    }
}

/// Names in kebab-case between quotation marks after the places where the reader, the compiler and the settings make findings.
#[test]
fn every_name_that_a_finding_can_carry_is_a_rules() {
    let mut unknown = Vec::new();
    for folder in ["src/scenario", "src/scenario/syntax", "src/lint"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "rs") || path.ends_with("tests.rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let makers = ["::error(", "::warning(", ".find(", "said(", "flaw(", "rule: ", "twice("];
            for maker in makers {
                for (at, _) in code.match_indices(maker) {
                    let after = code.split_at(at + maker.len()).1.trim_start();
                    let name = after
                        .strip_prefix('"')
                        .and_then(|rest| rest.split('"').next())
                        .unwrap_or_default();
                    let kebab = name.contains('-') && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                    if kebab && rule(name).is_none() {
                        unknown.push(format!("{}: {name}", path.display()));
                    }
                }
            }
        }
    }
    for line in include_str!("vignettes/bad.txt").lines() {
        if let Some(name) = line
            .strip_suffix(']')
            .and_then(|line| line.rsplit('[').next())
            .filter(|_| !line.starts_with(' '))
            && rule(name).is_none()
            && !name.contains(' ')
        {
            unknown.push(format!("bad.txt: {name}"));
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn the_page_says_what_the_rules_say() {
    let expected = page();
    if std::env::var_os("ATTUNE_BLESS").is_some() {
        fs::write(PAGE, &expected).unwrap();
    }
    let found = fs::read_to_string(PAGE).unwrap();
    for (line, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{PAGE}:{}", line + 1);
    }
    assert_eq!(found.len(), expected.len(), "{PAGE}");
}

//! A vignette that has nothing to find, and one change for each rule about a single vignette after which it has: what a tutor might do by
//! mistake. The cases in the rules themselves show their essence; these stand in a whole file.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use attune::framework::load::bundled;
use attune::library::vignette::load_with;
use attune::lint::Depth;
use attune::lint::settings::Settings;

/// What `attune new` writes.
const GOOD: &str = include_str!("../assets/templates/new.ron");

/// A change of the good vignette, and the rule that finds it.
struct Change {
    rule: &'static str,
    /// The team's settings, where the good vignette is too small for the rule.
    settings: &'static str,
    from_to: &'static [(&'static str, &'static str)],
}

fn found(text: &str, settings: &str) -> BTreeSet<String> {
    let (settings, problems) = Settings::read(if settings.is_empty() { "Checks()" } else { settings });
    assert!(problems.is_empty(), "{problems:?}");
    let loaded = load_with(text, bundled(), &settings, Depth::States);
    loaded.diagnostics.iter().map(|found| found.rule.to_owned()).collect()
}

#[test]
fn the_good_vignette_has_nothing_to_find() {
    assert_eq!(found(GOOD, ""), BTreeSet::new());
}

#[test]
fn one_change_is_found_by_its_rule() {
    let mut missed = Vec::new();
    for change in CHANGES {
        let mut text = GOOD.to_owned();
        for (from, to) in change.from_to {
            assert!(text.contains(from), "{}: `{from}` is no longer there", change.rule);
            text = text.replacen(from, to, 1);
        }
        let found = found(&text, change.settings);
        if !found.contains(change.rule) {
            missed.push(format!("{}: {found:?}", change.rule));
        }
        // A finding hardly ever comes alone, and never with a crowd.
        assert!(found.len() <= 6, "{}: {found:?}", change.rule);
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

const CHANGES: &[Change] = &[
    Change {
        rule: "unknown-target",
        settings: "",
        from_to: &[(r#"next: To("left"),"#, r#"next: To("nowhere"),"#)],
    },
    Change {
        rule: "unreachable-statement",
        settings: "",
        from_to: &[(
            "        // A foil:",
            r#"        "orphan": Statement(cue: "c", affect: Affect(Settled, 2), says: "Nobody comes here.", responses: { "x": Response(act: Say("And yet you are here now."), quality: 2, reaction: "r", feedback: "It is here for the test and for nothing else.", next: To("left")) }),
        // A foil:"#,
        )],
    },
    Change {
        rule: "dead-end",
        settings: "",
        from_to: &[(
            "        // A foil:",
            r#"        "orphan": Statement(cue: "c", affect: Affect(Settled, 2), says: "Nobody comes here.", responses: {}),
        // A foil:"#,
        )],
    },
    Change {
        rule: "loop-without-exit",
        settings: "",
        from_to: &[(
            r#"                    next: To("left"),
                ),
            },
        ),

        "says-it""#,
            r#"                    next: To("round"),
                ),
            },
        ),
        "round": Statement(cue: "c", affect: Affect(Settled, 2), says: "Round.", responses: { "x": Response(act: Say("Round and round."), quality: 2, reaction: "r", feedback: "It goes round for ever and ever.", next: To("round")) }),

        "says-it""#,
        )],
    },
    Change {
        rule: "false-choice",
        settings: "",
        from_to: &[
            (
                r#"quality: 3,
                    shows: ["develop.listen"],
                    effect: [Change(Bond, 3)],
                    reaction: "The coat"#,
                r#"quality: 1,
                    hinders: ["view.explore"],
                    effect: [Change(Bond, -5)],
                    instead: "x",
                    reaction: "The coat"#,
            ),
            (
                r#"feedback: "You heard both halves. A short answer can be engagement, and here it was.",
                    next: To("says-it")"#,
                r#"feedback: "You heard both halves. A short answer can be engagement, and here it was.",
                    next: To("left")"#,
            ),
        ],
    },
    Change {
        rule: "variable-never-read",
        settings: "",
        from_to: &[(
            r#"    start: "opening","#,
            r#"    variables: { "told": Flag(false) },
    start: "opening","#,
        )],
    },
    Change {
        rule: "variable-never-set",
        settings: "",
        from_to: &[
            (
                r#"    start: "opening","#,
                r#"    variables: { "told": Flag(false) },
    start: "opening","#,
            ),
            ("when: AtLeast(Bond, 45)", r#"when: Is("told", true)"#),
        ],
    },
    Change {
        rule: "condition-never-holds",
        settings: "",
        from_to: &[(
            "when: AtLeast(Bond, 45)",
            "when: All([AtLeast(Bond, 45), Below(Bond, 40)])",
        )],
    },
    Change {
        rule: "condition-always-holds",
        settings: "",
        from_to: &[("when: AtLeast(Bond, 45)", "when: AtLeast(Bond, 0)")],
    },
    Change {
        rule: "never-reached",
        settings: "",
        from_to: &[
            (
                r#"when: AtLeast(Bond, 45), then: "coat-on""#,
                r#"when: AtLeast(Goals, 99), then: "gone""#,
            ),
            (
                "        // A foil:",
                r#"        "gone": Statement(cue: "c", affect: Affect(Settled, 2), says: "Nobody comes here.", responses: { "x": Response(act: Say("And yet you are here now."), quality: 2, reaction: "r", feedback: "It is here for the test and for nothing else.", next: To("left")) }),
        // A foil:"#,
            ),
        ],
    },
    Change {
        rule: "best-is-longest",
        settings: "",
        from_to: &[(
            "It was twelve minutes, and that was my doing. What was it like, out there?",
            "It was twelve minutes, and that was my doing and nobody else’s. What was it like, out there in that corridor, on that hard chair, with the clock above you the whole time and with nobody at all who told you anything?",
        )],
    },
    Change {
        rule: "long-response",
        settings: "",
        from_to: &[(
            "It was twelve minutes, and that was my doing. What was it like, out there?",
            "word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word",
        )],
    },
    Change {
        rule: "short-response",
        settings: "",
        from_to: &[(
            "It was twelve minutes, and that was my doing. What was it like, out there?",
            "So?",
        )],
    },
    Change {
        rule: "framework-words",
        settings: "",
        from_to: &[(
            "It was twelve minutes, and that was my doing.",
            "I see a rupture in our alliance here.",
        )],
    },
    Change {
        rule: "two-acts",
        settings: "",
        from_to: &[(
            "What was it like, out there?",
            "What was it like? Were you cold? Did you leave? Will you say?",
        )],
    },
    Change {
        rule: "straw-man",
        settings: "",
        from_to: &[(
            "I’m so sorry, you must have felt forgotten.",
            "Calm down, you’re overreacting.",
        )],
    },
    Change {
        rule: "no-spread",
        settings: "",
        from_to: &[(
            r#"quality: 3,
                    shows: ["develop.listen"],
                    effect: [Change(Bond, 3)],
                    reaction: "The coat"#,
            r#"quality: 1,
                    shows: ["develop.listen"],
                    effect: [Change(Bond, 3)],
                    reaction: "The coat"#,
        )],
    },
    Change {
        rule: "nothing-apt",
        settings: "",
        from_to: &[(
            r#"quality: 3,
                    shows: ["develop.listen"],
                    effect: [Change(Bond, 3)],
                    reaction: "The coat"#,
            r#"quality: 2,
                    shows: ["develop.listen"],
                    effect: [Change(Bond, 3)],
                    reaction: "The coat"#,
        )],
    },
    Change {
        rule: "near-duplicate",
        settings: "",
        from_to: &[(
            "The carriage clock was good, and the evenings less so. Might you still be a bit upset with me, though, and is that hard to say?",
            "Three people had given up on it, and now it goes. I’d like to hear how you found out what was wrong with it. And the mornings, what happens there?",
        )],
    },
    Change {
        rule: "echoing-best",
        settings: "",
        from_to: &[(
            "Like a parcel. I should have rung. From now on I will, even for three minutes.",
            "You sat there like a parcel, and I could have rung the desk. You’d rather be told.",
        )],
    },
    Change {
        rule: "one-sided-words",
        settings: "",
        from_to: &[
            ("That’s kind of you, and I’m", "You’re good, and I’m"),
            (
                "It was twelve minutes, and that was my doing.",
                "Perhaps it was twelve minutes, and that was my doing.",
            ),
        ],
    },
    Change {
        rule: "same-words-again",
        settings: "",
        from_to: &[(
            r#"says: "The week. Mended a carriage clock from 1880 that three people had given up on. That was good. The evenings less so.""#,
            r#"says: "Since you ask. I’d rather be told. You could have rung the desk. I sat there like a parcel.""#,
        )],
    },
    Change {
        rule: "feedback-missing",
        settings: "",
        from_to: &[(
            r#""You heard both halves. A short answer can be engagement, and here it was.""#,
            r#""""#,
        )],
    },
    Change {
        rule: "feedback-short",
        settings: "",
        from_to: &[(
            r#""You heard both halves. A short answer can be engagement, and here it was.""#,
            r#""You heard it.""#,
        )],
    },
    Change {
        rule: "feedback-verdict",
        settings: "",
        from_to: &[(
            r#""You heard both halves. A short answer can be engagement, and here it was.""#,
            r#""Good, well done.""#,
        )],
    },
    Change {
        rule: "feedback-repeated",
        settings: "",
        from_to: &[(
            r#""You heard both halves. A short answer can be engagement, and here it was.""#,
            r#""You took the picture in, agreed with what was true in it, and offered something that can be kept. No explanation was needed.""#,
        )],
    },
    Change {
        rule: "weak-without-instead",
        settings: "",
        from_to: &[(
            r#"                    instead: "Like a parcel. I should have rung.",
"#,
            "",
        )],
    },
    Change {
        rule: "best-without-ability",
        settings: "",
        from_to: &[(
            r#"                    shows: ["repair.own-part", "helps.trustworthy"],
"#,
            "",
        )],
    },
    Change {
        rule: "weak-without-reason",
        settings: "",
        from_to: &[(
            r#"                    hinders: ["repair.own-part"],
                    pull: "explaining-too-early",
"#,
            "",
        )],
    },
    Change {
        rule: "no-foil",
        settings: r#"Checks(thresholds: { "no-foil": { "statements": 3 } })"#,
        from_to: &[(
            r#"            foil: true,
"#,
            "",
        )],
    },
    Change {
        rule: "marker-named",
        settings: "",
        from_to: &[(r#"title: "The late train""#, r#"title: "A withdrawal""#)],
    },
    Change {
        rule: "no-silence",
        settings: r#"Checks(thresholds: { "no-silence": { "statements": 3 } })"#,
        from_to: &[(
            r#"                    act: Silence(
                        does: "Sit down, put the keys away, and wait.",
                        bands: [
                            Band(from_s: 0),
                            Band(
                                from_s: 4,
                                quality: 3,
                                hinders: [],
                                shows: ["develop.listen"],
                                effect: [Change(Bond, 3)],
                                reaction: "Robin breathes out and sits.",
                                feedback: "You left room after ‘it’s fine’, and the sentence turned out not to be finished. Naming your part would still help.",
                                next: To("says-it"),
                            ),
                        ],
                    ),
"#,
            r#"                    act: Say("Give me half a second, I’ll put the keys away."),
"#,
        )],
    },
    Change {
        rule: "objective-not-exercised",
        settings: "",
        from_to: &[(
            r#"objectives: ["repair.recognise""#,
            r#"objectives: ["repair.fears", "repair.recognise""#,
        )],
    },
    Change {
        rule: "endings-alike",
        settings: "",
        from_to: &[("outcome: Left,", "outcome: Repaired,")],
    },
    Change {
        rule: "long-sentence",
        settings: "",
        from_to: &[(
            r#"says: "Since you ask. I’d rather be told."#,
            r#"says: "Since you ask and ask and then ask again and ask and then ask again and ask and then ask again and ask and then ask again and ask and then ask again and ask and then ask again and ask and then ask again and ask and then ask again and ask and then ask again . I’d rather be told."#,
        )],
    },
    Change {
        rule: "hard-to-read",
        settings: r#"Checks(thresholds: { "hard-to-read": { "words": 20 } })"#,
        from_to: &[
            (
                r#"says: "Since you ask. I’d rather be told. You could have rung the desk. I sat there like a parcel.""#,
                r#"says: "Institutional considerations notwithstanding, organisational unpunctuality demonstrates unmistakable indifference. Professional accountability necessitates communication regarding unavoidable circumstances, particularly transportation difficulties.""#,
            ),
            (
                r#"says: "The week. Mended a carriage clock from 1880 that three people had given up on. That was good. The evenings less so.""#,
                r#"says: "Restoration activities concerning mechanical timekeeping apparatus progressed satisfactorily. Unfortunately solitary evenings constitute considerable emotional difficulties.""#,
            ),
        ],
    },
    Change {
        rule: "stigmatising-words",
        settings: "",
        from_to: &[(r#"about: "Robin repairs"#, r#"about: "Robin is a sufferer who repairs"#)],
    },
    Change {
        rule: "real-identifier",
        settings: "",
        from_to: &[(
            r#"about: "Robin repairs"#,
            r#"about: "Robin (NHS 943 476 5919, robin@gmail.com, SW1A 1AA) repairs"#,
        )],
    },
    Change {
        rule: "every-response-hidden",
        settings: "",
        from_to: &[
            (
                r#""take-it-in": Response("#,
                r#""take-it-in": Response(
when: AtLeast(Bond, 50),"#,
            ),
            (
                r#""explain": Response("#,
                r#""explain": Response(
when: Below(Bond, 60),"#,
            ),
        ],
    },
    Change {
        rule: "never-met",
        settings: "",
        from_to: &[(
            r#""explain": Response("#,
            r#""explain": Response(
when: AtLeast(Tasks, 99),"#,
        )],
    },
    Change {
        rule: "branch-never-taken",
        settings: "",
        from_to: &[("when: AtLeast(Bond, 45)", "when: AtLeast(Bond, 99)")],
    },
    Change {
        rule: "allow-without-reason",
        settings: "",
        from_to: &[(
            r#"    start: "opening","#,
            r#"    allow: [Allow(rule: "straw-man", because: "")],
    start: "opening","#,
        )],
    },
    Change {
        rule: "allow-of-unknown-rule",
        settings: "",
        from_to: &[(
            r#"    start: "opening","#,
            r#"    allow: [Allow(rule: "straw-men", because: "x")],
    start: "opening","#,
        )],
    },
    Change {
        rule: "allow-of-nothing",
        settings: "",
        from_to: &[(
            r#"    start: "opening","#,
            r#"    allow: [Allow(rule: "straw-man", because: "no")],
    start: "opening","#,
        )],
    },
    Change {
        rule: "missing-start",
        settings: "",
        from_to: &[(r#"start: "opening""#, r#"start: "opened""#)],
    },
    Change {
        rule: "unreachable-ending",
        settings: "",
        from_to: &[(
            r#"        "left": Ending("#,
            r#"        "other": Ending(outcome: Patched, title: "o", says: "x", debrief: "Nobody comes to this one and so it is unlike."),
        "left": Ending("#,
        )],
    },
];

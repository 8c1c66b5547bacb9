//! What each edit does to the text: the lines that change, and that everything else stays.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use attune::edit::change::{Change, Position};
use attune::edit::document::Document;
use attune::edit::names::Orphans;
use attune::edit::responses::Stub;
use attune::edit::step::{Edit, Refused};
use attune::edit::{beliefs, endings, fields, references, responses, statements, variables};
use attune::framework::load::bundled;
use attune::library::vignette::load_with;
use attune::lint::Depth;
use attune::lint::settings::Settings;
use attune::scenario::diagnostic::{Diagnostic, Pointer};
use attune::scenario::model::{Affect, Feeling, Next, Variable};

/// A small vignette with comments at all places where an author may put them.
const TEXT: &str = r#"// A file's own words.
Scenario(
    format: 1,
    id: "small", // the id
    title: "Small",
    authors: ["A", "B"],
    client: Client(
        beliefs: {
            "one": Belief(text: "I am one.", held: true, from: "here"),
            // The other.
            "two": Belief(text: "I am two.", held: false, from: "there"),
        },
        goal: "to go on",
    ),
    variables: { "told": Flag(false) },
    start: "hello",
    statements: {
        // Where it begins.
        "hello": Statement(
            cue: "looks up", // not too fast
            says: "Hello.",
            // Nothing is wrong yet.
            reveals: ["one", "two"],
            responses: {
                "ask": Response(
                    act: Say("How are you?"),
                    quality: 3,
                    effect: [Change(Bond, 2), Reveal("two"), Set("told", true)],
                    next: To("fine"), // on we go
                ),
                "wait": Response(act: Say("…"), quality: 1, next: First(
                    cases: [Case(when: Visited("fine"), then: "end"), Case(when: Is("told", true), then: "fine")],
                    otherwise: "hello",
                )),
            },
        ),

        "fine": Statement(
            says: "Fine.",
            responses: {
                "go": Response(act: Say("Good."), quality: 2, next: Chance([Way(weight: 1, to: "end"), Way(weight: 2, to: "hello")])),
            },
        ),
        // Nobody comes here.
        "lost": Statement(
            says: "Where am I?",
            responses: {},
        ),
    },
    endings: {
        "end": Ending(outcome: Left, title: "Gone", says: "Bye."),
    },
    allow: [
        Allow(rule: "no-silence", at: "fine", because: "short"), // really
        Allow(rule: "two-acts", at: "hello/ask", because: "so"),
    ],
)
"#;

fn document() -> Document {
    let document = Document::saved(TEXT, bundled());
    assert_eq!(document.reading().tree().flaws, []);
    document
}

/// The lines that are gone and those that are new, marked as in a patch.
fn patch(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let mut out = String::new();
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            similar::ChangeTag::Delete => '-',
            similar::ChangeTag::Insert => '+',
            similar::ChangeTag::Equal => continue,
        };
        out.push_str(&format!("{sign}{}", change.value()));
    }
    out
}

#[track_caller]
fn check(make: impl Fn(&Document) -> Result<Edit, Refused>, expected: &str) {
    let mut document = document();
    let edit = make(&document).unwrap();
    let label = edit.label.clone();
    assert!(document.apply(edit).unwrap());
    let after = document.text().to_owned();
    assert_eq!(patch(TEXT, &after).trim_end(), expected.trim_matches('\n'), "\n{after}");
    assert_eq!(document.reading().tree().flaws, [], "{after}");
    assert!(document.is_dirty());
    assert_eq!(document.undo(), Some(label));
    assert_eq!(document.text(), TEXT);
    assert!(!document.is_dirty());
    document.redo();
    assert_eq!(document.text(), after);
}

#[track_caller]
fn check_refused(make: impl Fn(&Document) -> Result<Edit, Refused>, message: &str, places: &[&str]) {
    let refused = make(&document()).unwrap_err();
    assert_eq!(refused.message, message);
    assert!(!refused.help.is_empty());
    let found: Vec<String> = refused.places.iter().map(ToString::to_string).collect();
    assert_eq!(found, places);
}

fn root() -> Pointer {
    Pointer::root()
}

fn response(id: &str) -> Pointer {
    root().statement("hello").response(id)
}

#[test]
fn a_value_is_replaced_where_it_stands() {
    check(
        |document| fields::set(document, &root().field("title"), "It’s \"small\"", "change title"),
        r#"
-    title: "Small",
+    title: "It’s \"small\"",
"#,
    );
    check(
        |document| {
            fields::set(
                document,
                &root().statement("hello").field("cue"),
                "looks away",
                "change cue",
            )
        },
        r#"
-            cue: "looks up", // not too fast
+            cue: "looks away", // not too fast
"#,
    );
    check(
        |document| {
            fields::set(
                document,
                &response("ask").field("effect").index(0).index(1),
                &-3,
                "change effect",
            )
        },
        r#"
-                    effect: [Change(Bond, 2), Reveal("two"), Set("told", true)],
+                    effect: [Change(Bond, -3), Reveal("two"), Set("told", true)],
"#,
    );
}

#[test]
fn an_absent_field_is_put_where_it_belongs() {
    check(
        |document| fields::set(document, &root().field("language"), "en-GB", "set language"),
        r#"
+    language: "en-GB",
"#,
    );
    check(
        |document| {
            let affect = root().statement("hello").field("affect");
            fields::set(document, &affect, &Affect(Feeling::Warm, 2), "set affect")
        },
        r#"
+            affect: Affect(Warm, 2),
"#,
    );
    // Before all others.
    check(
        |document| {
            fields::set(
                document,
                &root().statement("fine").field("scene"),
                "Later.",
                "set scene",
            )
        },
        r#"
+            scene: "Later.",
"#,
    );
    // On one line there is room for it.
    check(
        |document| fields::set(document, &root().ending("end").field("debrief"), "So.", "set debrief"),
        r#"
-        "end": Ending(outcome: Left, title: "Gone", says: "Bye."),
+        "end": Ending(outcome: Left, title: "Gone", says: "Bye.", debrief: "So."),
"#,
    );
    // Or there is none.
    let long = "A debrief that says more than fits on the line where the ending stands so far.";
    check(
        |document| fields::set(document, &root().ending("end").field("debrief"), long, "set debrief"),
        r#"
-        "end": Ending(outcome: Left, title: "Gone", says: "Bye."),
+        "end": Ending(
+            outcome: Left,
+            title: "Gone",
+            says: "Bye.",
+            debrief: "A debrief that says more than fits on the line where the ending stands so far.",
+        ),
"#,
    );
}

#[test]
fn a_part_goes_with_its_line_and_its_comment() {
    check(
        |document| fields::remove(document, &root().statement("hello").field("cue"), "remove cue"),
        r#"
-            cue: "looks up", // not too fast
"#,
    );
    // The comment above a field may be about more than the field.
    check(
        |document| fields::remove(document, &root().statement("hello").field("reveals"), "remove"),
        r#"
-            reveals: ["one", "two"],
"#,
    );
    check(
        |document| fields::remove(document, &root().belief("two"), "remove"),
        r#"
-            // The other.
-            "two": Belief(text: "I am two.", held: false, from: "there"),
"#,
    );
    check(
        |document| fields::remove(document, &root().field("authors").index(0), "remove author"),
        r#"
-    authors: ["A", "B"],
+    authors: ["B"],
"#,
    );
    check(
        |document| fields::remove(document, &root().field("authors").index(1), "remove author"),
        r#"
-    authors: ["A", "B"],
+    authors: ["A"],
"#,
    );
    check(
        |document| fields::remove(document, &root().ending("end"), "remove ending"),
        r#"
-    endings: {
-        "end": Ending(outcome: Left, title: "Gone", says: "Bye."),
-    },
+    endings: {},
"#,
    );
}

#[test]
fn what_is_the_same_inside_a_part_stays_as_it_stands() {
    check(
        |document| {
            let mut change = Change::of(document)?;
            change.set(
                &root().statement("hello"),
                "Statement(cue: \"looks up\", says: \"Hullo.\", foil: true, reveals: [\"one\", \"two\"], responses: {
                    \"ask\": Response(act: Say(\"How are you?\"), quality: 4, effect: [Change(Bond, 2), Reveal(\"two\"), Set(\"told\", true)], next: To(\"fine\")),
                    \"wait\": Response(act: Say(\"…\"), quality: 1, next: First(cases: [Case(when: Visited(\"fine\"), then: \"lost\"), Case(when: Is(\"told\", true), then: \"fine\")], otherwise: \"hello\")),
                })",
            )?;
            change.into_edit("change statement")
        },
        r#"
-            says: "Hello.",
+            says: "Hullo.",
+            foil: true,
-                    quality: 3,
+                    quality: 4,
-                    cases: [Case(when: Visited("fine"), then: "end"), Case(when: Is("told", true), then: "fine")],
+                    cases: [Case(when: Visited("fine"), then: "lost"), Case(when: Is("told", true), then: "fine")],
"#,
    );
}

#[test]
fn entries_are_added_moved_and_copied() {
    check(
        |document| {
            let told = Variable::Counter {
                start: 0,
                min: 0,
                max: 9,
            };
            variables::add(document, "times", told, &Position::Last)
        },
        r#"
-    variables: { "told": Flag(false) },
+    variables: {
+        "told": Flag(false),
+        "times": Counter(start: 0, min: 0, max: 9),
+    },
"#,
    );
    check(
        |document| responses::move_to(document, "hello", "wait", &Position::First),
        r#"
+                "wait": Response(act: Say("…"), quality: 1, next: First(
+                    cases: [Case(when: Visited("fine"), then: "end"), Case(when: Is("told", true), then: "fine")],
+                    otherwise: "hello",
+                )),
-                "wait": Response(act: Say("…"), quality: 1, next: First(
-                    cases: [Case(when: Visited("fine"), then: "end"), Case(when: Is("told", true), then: "fine")],
-                    otherwise: "hello",
-                )),
"#,
    );
    check(
        |document| statements::move_to(document, "lost", &Position::Before("fine".into())),
        r#"
+        // Nobody comes here.
+        "lost": Statement(
+            says: "Where am I?",
+            responses: {},
+        ),
-        ),
-        // Nobody comes here.
-        "lost": Statement(
-            says: "Where am I?",
-            responses: {},
"#,
    );
    check(
        |document| responses::duplicate(document, "hello", "ask").map(|(edit, _)| edit),
        r#"
+                "ask-2": Response(
+                    act: Say("How are you?"),
+                    quality: 3,
+                    effect: [Change(Bond, 2), Reveal("two"), Set("told", true)],
+                    next: To("fine"), // on we go
+                ),
"#,
    );
    check(
        |document| responses::add(document, "lost", "look", &responses::blank("hello"), &Position::Last),
        r#"
-            responses: {},
+            responses: {
+                "look": Response(
+                    act: Say("…"),
+                    quality: 2,
+                    reaction: "…",
+                    feedback: "…",
+                    next: To("hello"),
+                ),
+            },
"#,
    );
}

#[test]
fn renaming_takes_every_reference_along() {
    check(
        |document| statements::rename(document, "fine", "quite-fine"),
        r#"
-                    next: To("fine"), // on we go
+                    next: To("quite-fine"), // on we go
-                    cases: [Case(when: Visited("fine"), then: "end"), Case(when: Is("told", true), then: "fine")],
+                    cases: [Case(when: Visited("quite-fine"), then: "end"), Case(when: Is("told", true), then: "quite-fine")],
-        "fine": Statement(
+        "quite-fine": Statement(
-        Allow(rule: "no-silence", at: "fine", because: "short"), // really
+        Allow(rule: "no-silence", at: "quite-fine", because: "short"), // really
"#,
    );
    check(
        |document| statements::rename(document, "hello", "hi"),
        r#"
-    start: "hello",
+    start: "hi",
-        "hello": Statement(
+        "hi": Statement(
-                    otherwise: "hello",
+                    otherwise: "hi",
-                "go": Response(act: Say("Good."), quality: 2, next: Chance([Way(weight: 1, to: "end"), Way(weight: 2, to: "hello")])),
+                "go": Response(act: Say("Good."), quality: 2, next: Chance([Way(weight: 1, to: "end"), Way(weight: 2, to: "hi")])),
-        Allow(rule: "two-acts", at: "hello/ask", because: "so"),
+        Allow(rule: "two-acts", at: "hi/ask", because: "so"),
"#,
    );
    check(
        |document| responses::rename(document, "hello", "ask", "ask-how"),
        r#"
-                "ask": Response(
+                "ask-how": Response(
-        Allow(rule: "two-acts", at: "hello/ask", because: "so"),
+        Allow(rule: "two-acts", at: "hello/ask-how", because: "so"),
"#,
    );
    check(
        |document| beliefs::rename(document, "two", "second"),
        r#"
-            "two": Belief(text: "I am two.", held: false, from: "there"),
+            "second": Belief(text: "I am two.", held: false, from: "there"),
-            reveals: ["one", "two"],
+            reveals: ["one", "second"],
-                    effect: [Change(Bond, 2), Reveal("two"), Set("told", true)],
+                    effect: [Change(Bond, 2), Reveal("second"), Set("told", true)],
"#,
    );
    check(
        |document| variables::rename(document, "told", "was-told"),
        r#"
-    variables: { "told": Flag(false) },
+    variables: { "was-told": Flag(false) },
-                    effect: [Change(Bond, 2), Reveal("two"), Set("told", true)],
+                    effect: [Change(Bond, 2), Reveal("two"), Set("was-told", true)],
-                    cases: [Case(when: Visited("fine"), then: "end"), Case(when: Is("told", true), then: "fine")],
+                    cases: [Case(when: Visited("fine"), then: "end"), Case(when: Is("was-told", true), then: "fine")],
"#,
    );
    check(
        |document| endings::rename(document, "end", "over"),
        r#"
-                    cases: [Case(when: Visited("fine"), then: "end"), Case(when: Is("told", true), then: "fine")],
+                    cases: [Case(when: Visited("fine"), then: "over"), Case(when: Is("told", true), then: "fine")],
-                "go": Response(act: Say("Good."), quality: 2, next: Chance([Way(weight: 1, to: "end"), Way(weight: 2, to: "hello")])),
+                "go": Response(act: Say("Good."), quality: 2, next: Chance([Way(weight: 1, to: "over"), Way(weight: 2, to: "hello")])),
-        "end": Ending(outcome: Left, title: "Gone", says: "Bye."),
+        "over": Ending(outcome: Left, title: "Gone", says: "Bye."),
"#,
    );
    check_refused(
        |document| statements::rename(document, "fine", "Quite fine"),
        "`Quite fine` is no name for this",
        &[],
    );
    check_refused(
        |document| statements::rename(document, "fine", "end"),
        "there is a `end` already",
        &[],
    );
}

#[test]
fn deleting_looks_at_what_refers_to_it() {
    check(
        |document| statements::delete(document, &["lost"], &Orphans::Refuse),
        r#"
-        // Nobody comes here.
-        "lost": Statement(
-            says: "Where am I?",
-            responses: {},
-        ),
"#,
    );
    check_refused(
        |document| statements::delete(document, &["fine"], &Orphans::Refuse),
        "`fine` is still needed, 3 times",
        &[
            "statements.hello.responses.ask.next",
            "statements.hello.responses.wait.next.cases[0].when",
            "statements.hello.responses.wait.next.cases[1].then",
        ],
    );
    check(
        |document| statements::delete(document, &["fine", "lost"], &Orphans::Repoint("end".into())),
        r#"
-                    next: To("fine"), // on we go
+                    next: To("end"), // on we go
-                    cases: [Case(when: Visited("fine"), then: "end"), Case(when: Is("told", true), then: "fine")],
+                    cases: [Case(when: Any([]), then: "end"), Case(when: Is("told", true), then: "end")],
-
-        "fine": Statement(
-            says: "Fine.",
-            responses: {
-                "go": Response(act: Say("Good."), quality: 2, next: Chance([Way(weight: 1, to: "end"), Way(weight: 2, to: "hello")])),
-            },
-        ),
-        // Nobody comes here.
-        "lost": Statement(
-            says: "Where am I?",
-            responses: {},
-        ),
-        Allow(rule: "no-silence", at: "fine", because: "short"), // really
"#,
    );
    check(
        |document| responses::delete(document, "hello", "ask"),
        r#"
-                "ask": Response(
-                    act: Say("How are you?"),
-                    quality: 3,
-                    effect: [Change(Bond, 2), Reveal("two"), Set("told", true)],
-                    next: To("fine"), // on we go
-                ),
-        Allow(rule: "two-acts", at: "hello/ask", because: "so"),
"#,
    );
    check_refused(
        |document| statements::delete(document, &["hello"], &Orphans::Repoint("end".into())),
        "a play can't start with an ending",
        &["start"],
    );
    check_refused(
        |document| beliefs::delete(document, "one", &Orphans::Refuse),
        "`one` is still needed, once",
        &["statements.hello.reveals[0]"],
    );
}

#[test]
fn a_response_is_led_elsewhere() {
    let exits = references::exits(&document());
    let written: Vec<String> = exits.iter().map(|exit| format!("{} → {}", exit.at, exit.to)).collect();
    assert_eq!(
        written,
        [
            "statements.hello.responses.ask.next → fine",
            "statements.hello.responses.wait.next.cases[0].then → end",
            "statements.hello.responses.wait.next.cases[1].then → fine",
            "statements.hello.responses.wait.next.otherwise → hello",
            "statements.fine.responses.go.next[0].to → end",
            "statements.fine.responses.go.next[1].to → hello",
        ]
    );
    check(
        |document| responses::retarget(document, &exits[0].at, "lost"),
        r#"
-                    next: To("fine"), // on we go
+                    next: To("lost"), // on we go
"#,
    );
    check(
        |document| responses::retarget(document, &exits[5].at, "lost"),
        r#"
-                "go": Response(act: Say("Good."), quality: 2, next: Chance([Way(weight: 1, to: "end"), Way(weight: 2, to: "hello")])),
+                "go": Response(act: Say("Good."), quality: 2, next: Chance([Way(weight: 1, to: "end"), Way(weight: 2, to: "lost")])),
"#,
    );
    check(
        |document| responses::stub(document, &exits[3].at, Stub::Statement, "and then").map(|(edit, _)| edit),
        r#"
-                    otherwise: "hello",
+                    otherwise: "and-then",
+        "and-then": Statement(
+            cue: "…",
+            affect: Affect(Settled, 2),
+            says: "…",
+            responses: {},
+        ),
+
"#,
    );
    check(
        |document| {
            fields::set(
                document,
                &response("ask").field("next"),
                &Next::To("end".into()),
                "retarget",
            )
        },
        r#"
-                    next: To("fine"), // on we go
+                    next: To("end"), // on we go
"#,
    );
    check_refused(
        |document| responses::retarget(document, &response("wait").field("next"), "end"),
        "this response leads to several places",
        &["statements.hello.responses.wait.next"],
    );
}

#[test]
fn a_text_with_a_mistake_is_not_cut_into() {
    let mut document = document();
    document
        .type_source(&TEXT.replace("title: \"Small\"", "title: \"Small"))
        .unwrap();
    let refused = statements::rename(&document, "fine", "good").unwrap_err();
    assert!(
        refused.message.starts_with("the text has a mistake on line 5"),
        "{}",
        refused.message
    );
    assert_eq!(document.undo().as_deref(), Some("typing"));
    assert!(statements::rename(&document, "fine", "good").is_ok());
}

#[test]
fn an_edit_for_an_older_text_is_refused() {
    let mut document = document();
    let one = fields::set(&document, &root().field("title"), "One", "change title").unwrap();
    let two = fields::set(&document, &root().field("title"), "Two", "change title").unwrap();
    document.apply(one).unwrap();
    assert!(document.apply(two).is_err());
    assert_eq!(document.undo_steps(), 1);
    // What changes nothing is no step.
    let same = fields::set(&document, &root().field("title"), "One", "change title").unwrap();
    assert_eq!(document.apply(same), Ok(false));
    assert_eq!(document.undo_steps(), 1);
}

#[test]
fn typing_into_a_field_is_one_step() {
    let mut document = document();
    let title = root().field("title");
    for text in ["S", "Sm", "Sma"] {
        let edit = fields::typed(&document, &title, text, "change title").unwrap();
        document.apply(edit).unwrap();
    }
    assert_eq!(
        (document.undo_steps(), document.undo_label()),
        (1, Some("change title"))
    );
    document.seal();
    let edit = fields::typed(&document, &title, "Small", "change title").unwrap();
    document.apply(edit).unwrap();
    assert_eq!(document.undo_steps(), 2);
    assert!(!document.is_dirty());
    document.undo();
    document.undo();
    assert_eq!(document.text(), TEXT);
}

#[test]
fn a_newer_format_is_not_changed() {
    let mut document = Document::saved(&TEXT.replace("format: 1", "format: 99"), bundled());
    assert!(document.is_read_only());
    assert!(fields::set(&document, &root().field("title"), "x", "change title").is_err());
    assert!(document.type_source("").is_err());
}

/// What is written in the vignette with every field, and the same with a slip of the hand. The last quotation marks are round the slip.
const SLIPS: &[(&str, &str)] = &[
    ("start: \"hello\"", "start: \"helo\""),
    ("objectives: [\"repair.own-part\"", "objectives: [\"repair.own-prt\""),
    ("factors: [\"client.service\"", "factors: [\"client.servce\""),
    ("marker: \"complaint-parameters\"", "marker: \"complaint-paramters\""),
    ("factor: \"client.service\"", "factor: \"client.sevice\""),
    ("reveals: [\"file\"", "reveals: [\"fiel\""),
    ("Not(Visited(\"hello\"", "Not(Visited(\"hullo\""),
    ("AtLeast(Counter(\"sighs\"", "AtLeast(Counter(\"sigh\""),
    ("Is(\"form-named\"", "Is(\"form-name\""),
    ("Set(\"form-named\"", "Set(\"from-named\""),
    ("Count(\"sighs\"", "Count(\"sights\""),
    ("Reveal(\"file\"", "Reveal(\"files\""),
    ("shows: [\"repair.own-part\"", "shows: [\"repair.own-parts\""),
    ("Way(weight: 3, to: \"sorry\"", "Way(weight: 3, to: \"sory\""),
    ("hinders: [\"hinders.rigid\"", "hinders: [\"hinders.rigit\""),
    ("pull: \"explaining-too-early\"", "pull: \"explaining-to-early\""),
    ("pull: \"reassuring\"", "pull: \"reasuring\""),
    (
        "instead: \"Wait a little longer.\",\n                                next: To(\"rings-off\"",
        "instead: \"Wait a little longer.\",\n                                next: To(\"ring-off\"",
    ),
    ("shows: [\"repair.here-and-now\"", "shows: [\"repair.here-and-nwo\""),
    (
        "longer than in a room.\",\n                    next: To(\"sorry\"",
        "longer than in a room.\",\n                    next: To(\"sorrry\"",
    ),
    ("strategy: \"validate-posture\"", "strategy: \"validate-postures\""),
    ("when: Revealed(\"file\"", "when: Revealed(\"fille\""),
    ("then: \"goes-on\"", "then: \"go-on\""),
    ("otherwise: \"rings-off\"", "otherwise: \"rings-of\""),
    ("rule: \"short-response\"", "rule: \"short-respons\""),
    ("pins: {\n            \"hello\"", "pins: {\n            \"hell\""),
];

fn found_in(text: &str) -> Vec<Diagnostic> {
    load_with(text, bundled(), &Settings::default(), Depth::Text).diagnostics
}

#[test]
fn a_slip_of_the_hand_is_underlined_and_mended_by_one_edit() {
    let whole = include_str!("vignettes/every-field.ron");
    let found = found_in(whole);
    assert!(found.iter().all(|one| one.fix.is_none()), "{found:#?}");
    for (right, slip) in SLIPS {
        assert_eq!(whole.matches(right).count(), 1, "{right}");
        let text = whole.replace(right, slip);
        let found = found_in(&text);
        let proposed: Vec<&Diagnostic> = found.iter().filter(|one| one.fix.is_some()).collect();
        let [one] = proposed.as_slice() else {
            panic!("{slip}: {found:#?}");
        };
        let written = slip.rsplit('"').nth(1).unwrap();
        let meant = right.rsplit('"').nth(1).unwrap();
        let span = one.location.span.unwrap();
        assert_eq!(
            text.get(span.start as usize..span.end as usize),
            Some(format!("\"{written}\"").as_str()),
            "{slip}"
        );
        let fix = one.fix.as_ref().unwrap();
        assert_eq!(fix.label, format!("Write `{meant}`"));
        let mut document = Document::saved(&text, bundled());
        document.apply(fields::fix(&document, fix)).unwrap();
        assert_eq!(document.text(), whole, "{slip}");
        document.undo();
        assert_eq!(document.text(), text, "{slip}");
    }
}

#[test]
fn what_all_bands_of_a_silence_share_is_found_once() {
    let whole = include_str!("vignettes/every-field.ron");
    let shared = "longer than in a room.\",\n                    next: To(\"sorry\"";
    let text = whole
        .replace(shared, &shared.replace("sorry", "nowhere-at-all"))
        .replace("next: To(\"rings-off\"),\n                            ),", "),");
    let found = found_in(&text);
    let errors = found.iter().filter(|one| one.is_error());
    let told: Vec<String> = errors.map(|one| one.location.path.to_string()).collect();
    assert_eq!(told, ["statements.hello.responses.wait.next"], "{found:#?}");
    assert_eq!(found[0].fix, None, "nothing is called like that");
}

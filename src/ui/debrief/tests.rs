//! The debrief as text, and its screen walked by role and name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fmt::Write as _;
use std::sync::Arc;

use egui::Role;
use egui_kittest::{Harness, kittest::Queryable as _};

use super::{Debrief, DebriefState, debrief_ui};
use crate::framework::id::{Component, RuptureKind};
use crate::framework::load::bundled;
use crate::library::vignette::{Vignette, load};
use crate::report::account::measures::data::Line;
use crate::report::account::offered::Rank;
use crate::session::event::{Move, Noticed, Phase, Started};
use crate::session::machine::Session;
use crate::session::options::{Mode, Options};
use crate::ui::command::Command;
use crate::ui::theme::{Appearance, install_in};

fn vignette() -> Arc<Vignette> {
    let loaded = load(include_str!("../../../tests/vignettes/two-ruptures.ron"), bundled());
    loaded.vignette.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

/// Plays with the first response on offer but where `picks` says otherwise, and sees a withdrawal over tasks in every second turn.
fn play(vignette: &Arc<Vignette>, options: Options, picks: &[u8]) -> Session {
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, 3, options);
    let mut session = Session::new(Arc::clone(&vignette.graph), started);
    while session.phase() != Phase::Over {
        let turn = usize::from(session.turn());
        let step = match session.phase() {
            Phase::Notice if turn % 2 == 1 => Move::Notice(Noticed::None),
            Phase::Notice => Move::Notice(Noticed::Strain {
                kind: RuptureKind::Withdrawal,
                component: Some(Component::Tasks),
                factor: None,
            }),
            Phase::Draft => Move::Draft("What would help?".into()),
            Phase::Respond => Move::Answer {
                response: picks.get(turn).copied().unwrap_or(0),
                held_ms: 12_000,
                beliefs: 1,
            },
            Phase::Confidence => Move::Confidence(80),
            Phase::Feedback => Move::Continue,
            Phase::ReadAlliance => Move::ReadAlliance([60, 50, 40]),
            Phase::Notebook => Move::Notebook(0b11),
            Phase::Over => break,
        };
        session.act(step).unwrap();
    }
    session
}

fn debrief(mode: Mode, picks: &[u8]) -> Debrief {
    let vignette = vignette();
    let session = play(&vignette, Options::of(mode), picks);
    let mut debrief = Debrief::of(&vignette, session.log(), bundled());
    debrief.wait();
    debrief
}

/// Everything that the screen says, from top to bottom.
fn text(debrief: &Debrief) -> String {
    let data = &debrief.data().account;
    let mut out = String::new();
    let letter = &data.letter;
    writeln!(
        out,
        "{}\n{:?}\n{}\n{:?}\n{:?}\n",
        letter.title, letter.says, letter.debrief, letter.again, letter.advice
    )
    .unwrap();
    if let Some(chart) = &data.chart {
        writeln!(out, "{}", chart.spoken).unwrap();
        for point in &chart.points {
            writeln!(
                out,
                "{}\n    {}\n    {}",
                point.spoken,
                point.exchange.join(" "),
                point.moved
            )
            .unwrap();
        }
        for span in &chart.spans {
            let marks: Vec<String> = span
                .marks
                .iter()
                .map(|mark| format!("{} {}", mark.at, mark.label))
                .collect();
            writeln!(out, "{}: {}", span.kind, marks.join("; ")).unwrap();
        }
    }
    for measure in &data.measures {
        writeln!(out, "\n# {}\n{}", measure.heading, measure.sentence).unwrap();
        measure.lines.iter().for_each(|line| write_line(&mut out, line));
        if let Some((heading, lines)) = &measure.more {
            writeln!(out, "  > {heading}").unwrap();
            lines.iter().for_each(|line| write_line(&mut out, line));
        }
        if let Some(note) = &measure.note {
            writeln!(out, "  ({note})").unwrap();
        }
    }
    for turn in &data.turns {
        writeln!(out, "\n## Turn {}\n{} / {}", turn.turn + 1, turn.cue, turn.says).unwrap();
        writeln!(
            out,
            "inner {:?}\nnoticed {:?}\ndraft {:?}",
            turn.inner, turn.noticed, turn.draft
        )
        .unwrap();
        let Some(answer) = &turn.answer else { continue };
        writeln!(
            out,
            "you: {} {:?}\n{}\n{}",
            answer.said, answer.detail, answer.reaction, answer.moved
        )
        .unwrap();
        writeln!(
            out,
            "sure {:?}\noutlook {:?}\n{}",
            answer.sure, answer.outlook, answer.feedback
        )
        .unwrap();
        writeln!(out, "instead {:?}", answer.instead).unwrap();
        for group in &answer.labels {
            let labels: Vec<&str> = group.items.iter().map(|item| item.label.as_str()).collect();
            writeln!(out, "{}: {}", group.heading, labels.join(", ")).unwrap();
        }
        for offered in &answer.offered {
            let mark = if offered.chosen { " (chosen)" } else { "" };
            writeln!(out, "  {}{mark}: {} {:?}", offered.word, offered.said, offered.detail).unwrap();
        }
    }
    out
}

fn write_line(out: &mut String, line: &Line) {
    writeln!(
        out,
        "  {} | {} | {:?} {:?}",
        line.label, line.figure, line.quote, line.text
    )
    .unwrap();
    for pip in &line.pips {
        writeln!(out, "      {} {}", if pip.full { "[x]" } else { "[ ]" }, pip.spoken()).unwrap();
    }
}

/// Compares with a file beside the other golden texts; `ATTUNE_BLESS=1` rewrites it, to be reviewed as a diff.
#[track_caller]
fn compare(name: &str, actual: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("ATTUNE_BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (line, (actual, expected)) in actual.lines().zip(expected.lines()).enumerate() {
        assert_eq!(actual, expected, "{name}:{}", line + 1);
    }
    assert_eq!(actual.len(), expected.len(), "{name}");
}

#[test]
fn a_guided_play_reads_as_written() {
    compare("debrief-guided.txt", &text(&debrief(Mode::Guided, &[])));
}

#[test]
fn a_weak_play_without_the_other_steps_says_what_was_left_out() {
    compare("debrief-practice.txt", &text(&debrief(Mode::Practice, &[1, 1, 1, 1])));
}

#[test]
fn what_was_rewound_is_marked_and_counts_nowhere() {
    let vignette = vignette();
    let mut session = play(&vignette, Options::of(Mode::Practice), &[1, 1, 1]);
    session.act(Move::Rewind { turn: 1 }).unwrap();
    session
        .act(Move::Answer {
            response: 0,
            held_ms: 6_000,
            beliefs: 0,
        })
        .unwrap();
    let debrief = Debrief::of(&vignette, session.log(), bundled());
    let data = &debrief.data().account;
    let again = data.letter.again.as_deref().unwrap();
    assert_eq!(
        again,
        "Tried again once. 2 answers were taken back and count in no number below."
    );
    assert_eq!(data.turns.len(), 2);
    assert_eq!(data.letter.title, "Not finished");
}

#[test]
fn a_log_of_another_vignette_shows_no_numbers() {
    let vignette = vignette();
    let mut session = play(&vignette, Options::of(Mode::Guided), &[]);
    let mut log = session.log().to_vec();
    log.remove(1);
    let debrief = Debrief::of(&vignette, &log, bundled());
    assert!(!debrief.data().account.scored && !debrief.is_working());
    assert_eq!(debrief.data().account.letter.title, "He stays");
    session.act(Move::Rewind { turn: 0 }).unwrap();
}

/// The screen with its state and what was asked for.
struct Shown {
    debrief: Debrief,
    state: DebriefState,
    commands: Vec<Command>,
}

fn screen(debrief: Debrief) -> Harness<'static, Shown> {
    let shown = Shown {
        debrief,
        state: DebriefState::default(),
        commands: Vec::new(),
    };
    let mut harness = Harness::builder().with_size(egui::vec2(1024.0, 700.0)).build_ui_state(
        |ui, shown: &mut Shown| {
            install_in(
                ui,
                &Appearance {
                    reduce_motion: true,
                    ..Appearance::default()
                },
            );
            debrief_ui(ui, &shown.debrief, &mut shown.state, &mut shown.commands);
        },
        shown,
    );
    harness.run();
    harness
}

/// Focuses what has this role and name, and presses Enter.
fn press(harness: &mut Harness<'_, Shown>, role: Role, name: &str, nth: usize) {
    harness.get_all_by_role_and_label(role, name).nth(nth).unwrap().focus();
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
}

#[test]
fn the_screen_is_walked_by_role_and_name() {
    let mut harness = screen(debrief(Mode::Guided, &[]));
    for heading in [
        "He stays",
        "What to try next time",
        "Between the two of you",
        "What the hour showed",
        "Repair",
        "Turn by turn",
        "Turn 3",
    ] {
        harness.get_by_role_and_label(Role::Heading, heading);
    }
    press(
        &mut harness,
        Role::Button,
        "Turn 2: bond 56, tasks 44, goals 60; the rupture is repaired",
        0,
    );
    let turn = harness.get_by_role_and_label(Role::Heading, "Turn 2");
    assert!(turn.is_focused(), "the turn that was asked for has the keyboard");
    let top = turn.rect().top();
    assert!((0.0..350.0).contains(&top), "it is in view, at {top}");
    assert!(harness.query_by_label_contains("He had more to say.").is_none());
    press(&mut harness, Role::DisclosureTriangle, "What it did", 1);
    harness.get_by_label("He had more to say.");
    press(&mut harness, Role::Button, "Play again from here", 1);
    harness
        .get_by_role_and_label(Role::Button, "Back to the library")
        .click();
    harness.run();
    assert_eq!(harness.state().commands, [Command::PlayFrom(1), Command::ShowLibrary]);
}

#[test]
fn numbers_lead_to_their_turns_by_keyboard() {
    let mut harness = screen(debrief(Mode::Guided, &[]));
    let pip = "Answers that cost nothing. Turn 2: from here the best hour still possible ended 2 points lower";
    press(&mut harness, Role::Button, pip, 0);
    assert!(harness.get_by_role_and_label(Role::Heading, "Turn 2").is_focused());
    press(&mut harness, Role::Link, "Invite doubts", 0);
    assert_eq!(harness.state().commands, [Command::ShowRow("develop.doubts".into())]);
}

/// Every number of a debrief.
fn numbers(debrief: &Debrief) -> Vec<Line> {
    let measures = debrief.data().account.measures.iter();
    let lines = measures.flat_map(|measure| {
        measure
            .lines
            .iter()
            .chain(measure.more.iter().flat_map(|(_, lines)| lines))
    });
    lines.cloned().collect()
}

#[test]
fn every_number_says_what_it_means_and_what_made_it() {
    let mut seen = std::collections::BTreeSet::new();
    for mode in [Mode::Guided, Mode::Practice, Mode::Probe] {
        for picks in [&[][..], &[1, 1, 1, 1], &[0, 1, 0, 1]] {
            let debrief = debrief(mode, picks);
            for line in numbers(&debrief) {
                let told = line.told();
                assert!(
                    told.ends_with('.') || !line.pips.is_empty(),
                    "{}: {told} has no events and no end",
                    line.label
                );
                assert!(line.explained.trim().len() > 20, "{} is not explained", line.label);
                for pip in line.pips.iter().take(8) {
                    assert!(told.contains(&pip.spoken()), "{}: {told}", line.label);
                }
                // A belief that never came up has no turn; every other number has those that made it.
                let has_turns = !line.pips.is_empty() || told.contains("turn ");
                assert!(has_turns || line.quote.is_some(), "{} has no events", line.label);
                seen.insert(line.label);
            }
        }
    }
    for label in [
        "How far off your sureness was",
        "The best hour, from the start",
        "Yours",
        "Withdrawal",
        "No strain",
        "Bond",
    ] {
        assert!(seen.contains(label), "{label} never came up: {seen:?}");
    }
}

#[test]
fn a_number_explains_itself_on_focus_and_on_hover() {
    let mut harness = screen(debrief(Mode::Guided, &[]));
    let meant = "the mean of the squared distances between how sure";
    let told = |harness: &Harness<'_, Shown>, text: &str| harness.query_all_by_label_contains(text).count();
    let before = told(&harness, meant);
    harness
        .get_by_role_and_label(Role::Label, "How far off your sureness was")
        .focus();
    harness.run();
    assert_eq!(told(&harness, meant), before + 1, "on focus");
    assert!(told(&harness, " apart, squared 0.") > 0);
    harness.get_by_role_and_label(Role::Link, "Invite doubts").focus();
    harness.run();
    assert_eq!(told(&harness, meant), before, "it goes with the focus");
    let figure = numbers(&harness.state().debrief)
        .into_iter()
        .find(|line| line.label == "How far off your sureness was");
    let figure = figure.unwrap().figure;
    harness.get_by_label(&figure).scroll_to_me();
    harness.run();
    harness.get_by_label(&figure).hover();
    harness.run_steps(60);
    assert_eq!(told(&harness, meant), before + 1, "on hover over the number");
}

#[test]
fn a_probe_is_not_played_again_from_the_middle() {
    let harness = screen(debrief(Mode::Probe, &[]));
    assert!(
        harness
            .query_by_role_and_label(Role::Button, "Play again from here")
            .is_none()
    );
    harness.get_by_role_and_label(Role::Button, "Play again");
}

#[test]
fn what_else_there_was_stands_by_aptness() {
    let debrief = debrief(Mode::Guided, &[]);
    for turn in &debrief.data().account.turns {
        let ranks: Vec<Rank> = turn
            .answer
            .as_ref()
            .unwrap()
            .offered
            .iter()
            .map(|offered| offered.rank)
            .collect();
        assert!(ranks.is_sorted(), "{ranks:?}");
        assert_eq!(ranks[0], Rank::Best);
    }
}

#[test]
fn while_it_is_worked_out_the_screen_says_so() {
    let vignette = vignette();
    let session = play(&vignette, Options::of(Mode::Guided), &[]);
    let mut debrief = Debrief::of(&vignette, session.log(), bundled());
    let sentence = |debrief: &Debrief| {
        let measures = debrief.data().account.measures.iter();
        measures
            .filter(|measure| measure.heading == "What was still possible")
            .map(|measure| measure.sentence.clone())
            .collect::<String>()
    };
    assert!(debrief.is_working() && sentence(&debrief).ends_with("It takes a moment."));
    debrief.wait();
    assert!(!debrief.is_working() && sentence(&debrief).starts_with("The answer that cost most"));
    let drill = play(&vignette, Options::drill(0), &[]);
    let mut debrief = Debrief::of(&vignette, drill.log(), bundled());
    debrief.wait();
    assert_eq!(debrief.data().account.letter.title, "One moment");
}

//! What holds on every screen, walked over all of them.

use std::collections::BTreeSet;

use attune::history::attempts::Span;
use attune::library::catalog::Origin;
use attune::practice::deck::Focus;
use attune::session::event::Phase;
use attune::session::options::{Mode, Options};
use attune::settings::Theme;
use attune::ui::app::{Screen, World};
use attune::ui::attempts::Selection;
use attune::ui::command::Command;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use crate::person::{DESK, Person, SMALL, heard, world_with};
use crate::play::{phase, step_by_keys};

/// A whole vignette as people play it.
const WORKSHEET: Origin = Origin::Bundled("the-worksheet.ron");

/// One that is over after a few turns, for what has to be looked at often.
fn short() -> Origin {
    Origin::File(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes/small.ron").into())
}

fn world_with_short() -> World {
    world_with(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes").into())
}

/// Shows every screen in turn, a guided session with all of its steps among them, and looks at each.
fn on_every_screen(person: &mut Person, vignette: &Origin, mut look: impl FnMut(&mut Person, &str)) {
    look(person, "library");
    person.ask(Command::ShowFramework);
    look(person, "framework");
    person.ask(Command::ShowRow("repair.own-part".into()));
    look(person, "a row of the framework");
    person.ask(Command::ShowCoverage);
    look(person, "coverage");
    person.ask(Command::ShowSettings);
    look(person, "settings");
    person.ask(Command::ToggleHelp);
    look(person, "help");
    person.ask(Command::ToggleHelp);
    person.ask(Command::ShowToday);
    look(person, "today");
    person.ask(Command::BeginRound(Focus::All));
    look(person, "a drill");
    person.ask(Command::StopRound);
    look(person, "a round looked back at");
    person.ask(Command::OpenBriefing(vignette.clone()));
    look(person, "briefing");
    person.ask(Command::Begin(vignette.clone(), Options::of(Mode::Guided)));
    let mut seen = BTreeSet::new();
    while person.screen() == Screen::Session {
        let asked = phase(person).unwrap();
        let name = format!("{asked:?}");
        if seen.insert(name.clone()) {
            look(person, &name);
            if asked == Phase::Respond {
                person.press(Key::Num1);
                look(person, "a marked response");
            }
        }
        let before = person.app(|app| app.session().unwrap().log().len());
        step_by_keys(person, asked, Key::Num1);
        let after = person.app(|app| app.session().unwrap().log().len());
        assert!(after > before, "{name} was answered and nothing happened:\n{person:?}");
    }
    assert!(seen.len() >= 6, "{seen:?}");
    look(person, "debrief");
    person.click(Role::Button, "Export…");
    look(person, "export");
    person.ask(Command::Review);
    look(person, "review");
    person.ask(Command::ShowProgress);
    person.settle();
    look(person, "progress");
    person.ask(Command::ShowAttempts);
    person.settle();
    look(person, "attempts");
    person.click(Role::CheckBox, "Choose ");
    look(person, "attempts, one chosen");
    person.ask(Command::ExportAttempts(Selection::Span(Span::default())));
    person.settle();
    look(person, "export of several");
    person.ask(Command::ShowMyData);
    person.settle();
    look(person, "my data");
    person.ask(Command::ShowPeople);
    look(person, "people");
}

#[test]
fn whatever_can_be_acted_on_has_a_role_and_a_name() {
    on_every_screen(&mut Person::new(), &WORKSHEET, |person, screen| {
        assert!(person.hears(Role::Heading, ""), "{screen} has no heading:\n{person:?}");
        let nodes = person.interactive();
        assert!(!nodes.is_empty(), "{screen}: nothing to do");
        let mut known = BTreeSet::new();
        for node in nodes {
            let heard = heard(&node);
            let vague = matches!(heard.role, Role::Unknown | Role::GenericContainer);
            assert!(!vague, "{screen}: {heard:?} at {:?} has no role", node.rect());
            assert!(
                !heard.name.trim().is_empty(),
                "{screen}: {heard:?} at {:?} has no name",
                node.rect()
            );
            // In the debrief the same is offered for each turn, under the turn's own heading.
            let described = node.accesskit_node().description();
            let fresh = known.insert((format!("{:?}", heard.role), heard.name.clone(), described));
            assert!(
                fresh || screen == "debrief",
                "{screen}: two are heard as {heard:?}:\n{person:?}"
            );
        }
    });
}

#[test]
fn the_keyboard_goes_around_and_comes_back() {
    on_every_screen(&mut Person::at(DESK, world_with_short()), &short(), |person, screen| {
        let all: BTreeSet<_> = person.interactive().iter().map(|node| heard(node).name).collect();
        let there = person.round_trip(Modifiers::NONE);
        let back = person.round_trip(Modifiers::SHIFT);
        let names = |stops: &[(_, crate::person::Heard)]| -> BTreeSet<String> {
            stops.iter().map(|(_, heard)| heard.name.clone()).collect()
        };
        let expected: BTreeSet<String> = if screen == "help" {
            BTreeSet::from(["Close".to_owned()])
        } else {
            all
        };
        assert_eq!(names(&there), expected, "{screen}: Tab");
        assert_eq!(names(&back), expected, "{screen}: Shift Tab");
        person.let_go();
    });
}

#[track_caller]
fn check_reach(size: [f32; 2], percent: u16, theme: Theme, vignette: &Origin) {
    let mut person = Person::at(size, world_with_short());
    person.ask(Command::SetTheme(theme));
    person.ask(Command::SetText(percent));
    let sideways = person.window().x_range().expand(1.0);
    on_every_screen(&mut person, vignette, |person, screen| {
        for node in person.interactive() {
            let rect = node.rect();
            let heard = heard(&node);
            let within = sideways.contains(rect.left()) && sideways.contains(rect.right());
            assert!(
                within,
                "{screen} at {percent} %: {heard:?} at {rect:?} runs off the side"
            );
        }
    });
}

#[test]
fn nothing_runs_off_the_side() {
    check_reach(DESK, 100, Theme::Light, &short());
    check_reach(SMALL, 100, Theme::Light, &short());
}

#[test]
fn nothing_runs_off_the_side_of_a_small_screen_in_large_text() {
    check_reach(SMALL, 200, Theme::HighContrast, &WORKSHEET);
    // Without borders a button takes other room.
    check_reach(SMALL, 200, Theme::Dark, &short());
}

#[test]
fn what_has_the_keyboard_is_in_view() {
    let mut person = Person::at(SMALL, world_with_short());
    person.ask(Command::SetText(200));
    let window = person.window();
    on_every_screen(&mut person, &short(), |person, screen| {
        let stops = person.interactive().len();
        for _ in 0..stops {
            person.tab(Modifiers::NONE);
            let Some(node) = person.focused_node() else { continue };
            let (heard, rect) = (heard(&node), node.rect());
            let seen = window.intersect(rect);
            let enough = rect.height().min(window.height() / 3.0);
            assert!(
                seen.height() + 1.0 >= enough,
                "{screen}: {heard:?} at {rect:?} has the keyboard out of sight"
            );
        }
        person.let_go();
    });
}

#[test]
fn every_theme_and_size_shows_every_screen() {
    for theme in Theme::ALL {
        for percent in [80, 200] {
            let mut person = Person::at(SMALL, world_with_short());
            person.ask(Command::SetTheme(theme));
            person.ask(Command::SetText(percent));
            on_every_screen(&mut person, &short(), |person, screen| {
                assert!(!person.interactive().is_empty(), "{screen}");
            });
        }
    }
}

//! A screen at rest asks for no frame.

use std::time::Duration;

use attune::library::catalog::Origin;
use attune::session::options::{Mode, Options};
use attune::ui::app::Screen;
use attune::ui::command::Command;
use egui::Key;

use crate::person::{DESK, Person, world_with};
use crate::play::{phase, step_by_keys};

#[track_caller]
fn check(reduce_motion: bool) {
    let mut person = Person::at(
        DESK,
        world_with(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes").into()),
    );
    person.ask(Command::SetReduceMotion(reduce_motion));
    person.comes_to_rest(Duration::MAX);
    for command in [Command::ShowFramework, Command::ShowSettings, Command::ToggleHelp] {
        person.ask(command);
        person.comes_to_rest(Duration::MAX);
    }
    person.ask(Command::ToggleHelp);
    let shown = Origin::File(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes/small.ron").into());
    person.ask(Command::OpenBriefing(shown.clone()));
    person.comes_to_rest(Duration::MAX);
    person.ask(Command::Begin(shown, Options::of(Mode::Guided)));
    while person.screen() == Screen::Session {
        person.comes_to_rest(Duration::MAX);
        let asked = phase(&person).unwrap();
        step_by_keys(&mut person, asked, Key::Num1);
    }
    person.comes_to_rest(Duration::MAX);
}

#[test]
fn no_screen_moves_by_itself() {
    check(false);
}

#[test]
fn no_screen_moves_by_itself_when_motion_is_reduced() {
    check(true);
}

#[test]
fn as_many_own_vignettes_as_bundled_ones_come_to_rest() {
    let own = tempfile::tempdir().unwrap();
    for (name, _) in attune::library::bundled::BUNDLED {
        // As many cards, and of another height.
        std::fs::write(own.path().join(name), "Scenario(").unwrap();
    }
    let mut person = Person::at(DESK, world_with(own.path().to_owned()));
    person.comes_to_rest(Duration::MAX);
}

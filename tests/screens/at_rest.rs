//! A screen at rest asks for no frame.

use std::time::Duration;

use attune::library::catalog::Origin;
use attune::session::options::{Mode, Options};
use attune::ui::app::Screen;
use attune::ui::command::Command;
use egui::Key;

use crate::person::Person;
use crate::play::{phase, step_by_keys};

#[track_caller]
fn check(reduce_motion: bool) {
    let mut person = Person::new();
    person.ask(Command::SetReduceMotion(reduce_motion));
    person.comes_to_rest(Duration::MAX);
    for command in [Command::ShowFramework, Command::ShowSettings, Command::ToggleHelp] {
        person.ask(command);
        person.comes_to_rest(Duration::MAX);
    }
    person.ask(Command::ToggleHelp);
    let shown = Origin::Bundled("the-worksheet.ron");
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

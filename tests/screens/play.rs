//! Plays a vignette as a person does: by what is on the screen.

use std::collections::BTreeSet;

use attune::session::event::Phase;
use attune::ui::app::Screen;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::person::Person;

/// More steps than any play has.
const MOST_STEPS: usize = 400;

/// What the session asks now.
pub fn phase(person: &Person) -> Option<Phase> {
    person.app(|app| app.session().map(|session| session.phase()))
}

/// Answers whatever is asked with keys alone, choosing the response with this number.
pub fn step_by_keys(person: &mut Person, asked: Phase, response: Key) {
    match asked {
        Phase::Notice => {
            person.press(Key::Num2);
            person.press(Key::Enter);
        }
        Phase::Draft => {
            if person
                .focused()
                .is_none_or(|heard| heard.role != Role::MultilineTextInput)
            {
                person.tab_to(Role::MultilineTextInput, "");
            }
            person.type_text("I wonder what it was like to hear that.");
            person.press_with(Modifiers::COMMAND, Key::Enter);
        }
        Phase::Respond => {
            person.press(response);
            if person.hears(Role::Button, "Say it back") {
                // A summary is of what is ticked.
                person.tab_to(Role::CheckBox, "");
                person.press(Key::Space);
                person.tab_to(Role::Button, "Say it back");
            }
            person.press(Key::Enter);
            if person.hears(Role::Button, "End the silence") {
                person.harness.run_steps(20);
                person.press(Key::Space);
            }
        }
        Phase::Confidence => person.press(Key::Num3),
        Phase::Feedback => person.press(Key::Enter),
        // Nothing was moved or ticked: the first Enter only comes to the button.
        Phase::ReadAlliance | Phase::Notebook => {
            person.press(Key::Enter);
            person.press(Key::Enter);
        }
        Phase::Over => {}
    }
}

/// The same with the pointer, by role and name.
pub fn step_by_pointer(person: &mut Person, asked: Phase, response: &str) {
    match asked {
        Phase::Notice => {
            person.click(Role::Button, "A move away");
            person.click(Role::Button, "That’s what I see");
        }
        Phase::Draft => person.click(Role::Button, "Leave this out"),
        Phase::Respond => {
            person.click(Role::Button, response);
            if let Some(first) = person.nodes(Role::CheckBox, "").first() {
                let belief = crate::person::heard(first).name;
                person.click(Role::CheckBox, &belief);
            }
            let said = ["Say this", "Stay silent", "Say it back"];
            let button = said.into_iter().find(|name| person.hears(Role::Button, name));
            let button = button.unwrap_or_else(|| panic!("no way to say it:\n{person:?}"));
            person.click(Role::Button, button);
            if person.hears(Role::Button, "End the silence") {
                person.click(Role::Button, "End the silence");
            }
        }
        Phase::Confidence => person.click(Role::Button, "Leaning"),
        Phase::Feedback => person.click(Role::Button, "Go on"),
        Phase::ReadAlliance => person.click(Role::Button, "That’s my reading"),
        Phase::Notebook => person.click(Role::Button, "That’s how I see it"),
        Phase::Over => {}
    }
}

/// Plays to the debrief. Returns what was asked on the way.
#[track_caller]
pub fn to_the_end(person: &mut Person, mut step: impl FnMut(&mut Person, Phase)) -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for _ in 0..MOST_STEPS {
        if person.screen() == Screen::Debrief {
            return asked;
        }
        let now = phase(person).unwrap();
        let before = person.app(|app| app.session().unwrap().log().len());
        asked.insert(format!("{now:?}"));
        step(person, now);
        let after = person.app(|app| app.session().unwrap().log().len());
        assert!(after > before, "{now:?} was answered and nothing happened:\n{person:?}");
    }
    panic!("the play has no end:\n{person:?}");
}

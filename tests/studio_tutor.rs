//! A tutor writes a vignette of ten statements from blank, in the window alone and without the Source tab: what `docs/tutor-guide.md` tells.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code
)]

#[path = "screens/person.rs"]
mod person;

use attune::framework::load::bundled;
use attune::library::vignette::load;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use person::{DESK, Person, world};

const FIELDS: [Role; 2] = [Role::TextInput, Role::MultilineTextInput];

/// What the client says at each of the nine further statements, and what can be said to it: apt, and weak.
const TALK: [[&str; 3]; 9] = [
    [
        "I said I'd come, so I came.",
        "You did come, and something about it is heavy.",
        "Good. Then let us go through the list.",
    ],
    [
        "It's only the bus. They changed the stop.",
        "The stop moved, and nobody told you.",
        "The new stop is nearer the door, though.",
    ],
    [
        "Nobody tells me things till they've happened.",
        "Has that happened in here, with me?",
        "I do always send the letter a week before.",
    ],
    [
        "Well. You moved Tuesday.",
        "I did, and I did it without asking you.",
        "Tuesday had to move, for everybody.",
    ],
    [
        "It doesn't matter.",
        "It may matter. I would like to hear it.",
        "Right, if it does not matter, let us go on.",
    ],
    [
        "I'd bought the ticket already, for Tuesday.",
        "So my change cost you, and you said nothing.",
        "We can ask about a refund for that.",
    ],
    [
        "You'd have been nice about it. That's worse.",
        "Nice, and nothing would have changed.",
        "I try to be nice with everybody here.",
    ],
    [
        "Yes. That. You say sorry like a receptionist.",
        "Then this once, plainly: I took your Tuesday.",
        "I am sorry that you feel like that.",
    ],
    [
        "I can do Tuesdays. I'd like to keep Tuesdays.",
        "Tuesdays are yours. I will not move one unasked.",
        "We will see what the diary says.",
    ],
];

impl Person {
    #[track_caller]
    fn field(&self, name: &str) -> egui_kittest::Node<'_> {
        let found = FIELDS.iter().find_map(|role| {
            let nodes = self.nodes(*role, name);
            let exact = nodes.iter().find(|node| person::heard(node).name == name).copied();
            exact.or(nodes.first().copied())
        });
        found.unwrap_or_else(|| panic!("no field is said like “{name}”:\n{self:?}"))
    }

    #[track_caller]
    fn write(&mut self, name: &str, words: &str) {
        self.field(name).focus();
        self.harness.run_steps(2);
        self.press_with(Modifiers::COMMAND, Key::A);
        self.type_text(words);
    }

    fn text(&self) -> String {
        self.app(|app| app.studio().text().unwrap_or_default().to_owned())
    }

    fn shown(&self) -> String {
        self.app(|app| app.studio().shown().unwrap_or_default())
    }

    /// Goes to a part by its name, with the search.
    fn find(&mut self, words: &str) {
        self.press_with(Modifiers::COMMAND, Key::F);
        self.write("Ids and words", words);
        self.press(Key::Enter);
    }

    /// Fills the form of the response that is shown.
    fn respond(&mut self, said: &str, apt: bool) {
        self.write("What is said", said);
        self.node(Role::Slider, "Quality").focus();
        self.settle();
        for _ in 0..4 {
            self.press(Key::ArrowLeft);
        }
        for _ in 0..if apt { 4 } else { 1 } {
            self.press(Key::ArrowRight);
        }
        self.node(Role::Slider, "Change of bond").focus();
        self.settle();
        self.press(if apt { Key::ArrowRight } else { Key::ArrowLeft });
        self.write("Reaction", if apt { "She looks up." } else { "She nods at the floor." });
        self.write(
            "Feedback",
            "It takes in what the change cost her before it explains anything. Some would wait a moment longer.",
        );
        if apt {
            self.pick("Add to what it shows", "own part");
        } else {
            self.pick("Add to what it misses", "own part");
            self.write("Instead", "I moved it, and I did not ask.");
        }
    }

    fn pick(&mut self, button: &str, words: &str) {
        self.click(Role::Button, button);
        self.type_text(words);
        self.press(Key::Enter);
    }
}

#[test]
fn a_vignette_of_ten_statements_is_written_in_the_window_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("the-tuesday.ron");
    let mut person = Person::at(DESK, world());
    person.click(Role::Button, "Write");
    person.click(Role::Button, "Blank");
    person.write("Title", "The Tuesday");
    person.write("It must not drift into", "not a lesson in diaries");
    person.pick("Add to objectives", "own part");
    person.click(Role::DisclosureTriangle, "Setting");
    person.write("Service", "A drop-in for carers");
    person.write("Approach", "Counselling, with you as the counsellor");
    person.write("Brief", "You moved the last appointment from Tuesday to Thursday.");
    person.click(Role::DisclosureTriangle, "Client");
    person.write("Name", "Maureen");
    person.write("About them", "Drives the mobile library, and knows who reads what.");
    person.write("What they want from coming", "to sleep through");

    person.find("opening");
    person.write("Scene", "She sits down with her coat on.");
    person.write("Cue", "coat buttoned; looks at the calendar behind you");
    person.write("Says", "No, it's fine. I'm here now.");
    person.write("Thinks, and does not say", "Two buses.");
    person.click(Role::Button, "Open the response notice");
    person.respond("You are here, and the coat is still on.", true);

    for [says, apt, weak] in TALK {
        let from = person.shown();
        // The apt response leads to something new, which opens in the form.
        person.click(Role::Button, "Leads to repaired. Choose another");
        person.click(Role::Button, "A new statement");
        assert!(
            person.shown().starts_with("statements.after-"),
            "from {from}: {}",
            person.shown()
        );
        person.write("Cue", "hands still on the bag");
        person.write("Says", says);
        let here = person.shown().replace("statements.", "");
        person.click(Role::Button, "Add a response");
        person.click(Role::Button, "Leads to ");
        person.pick_target("left");
        person.respond(weak, false);
        person.click(Role::Button, &here);
        person.click(Role::Button, "Add a response");
        person.click(Role::Button, "Leads to ");
        person.pick_target("repaired");
        person.respond(apt, true);
    }
    let scenario = load(&person.text(), bundled());
    let vignette = scenario.vignette.as_ref();
    let vignette = vignette.unwrap_or_else(|| panic!("{:#?}", scenario.diagnostics));
    assert_eq!(vignette.scenario.statements.len(), 10);
    // "own part" finds the row that is called so, before those that only speak of it.
    let objectives = &vignette.scenario.contract.objectives;
    assert!(
        objectives.iter().any(|row| row.as_str() == "repair.own-part"),
        "{objectives:?}"
    );

    // Saved, and played from the opening to a good end without leaving the window.
    person.press_with(Modifiers::COMMAND, Key::S);
    person.write("Path of the file", path.to_str().unwrap());
    person.press(Key::Enter);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), person.text());
    person.press_with(Modifiers::SHIFT, Key::F5);
    assert!(person.reads("It is at opening."), "{person:?}");
}

impl Person {
    fn pick_target(&mut self, id: &str) {
        self.type_text(id);
        self.press(Key::Enter);
    }
}

//! The studio, met through its accessibility tree as a tutor meets it: by role and name, with a folder to save in, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code
)]

#[path = "screens/person.rs"]
mod person;

use attune::scenario::diagnostic::Pointer;
use attune::ui::app::Screen;
use attune::ui::command::Command;
use attune::ui::studio::StudioCommand;
use attune::ui::studio::command::{Beginning, Part, Purpose};
use attune::ui::studio::spot::Spot;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use person::{DESK, Person, world, world_in};

/// The Shift key with the one for commands.
const SHIFTED: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl Person {
    fn studio(&mut self, command: StudioCommand) {
        self.ask(Command::Studio(command));
    }

    fn text(&self) -> String {
        self.app(|app| app.studio().text().unwrap_or_default().to_owned())
    }

    fn shown(&self) -> String {
        self.app(|app| app.studio().shown().unwrap_or_default())
    }

    /// Puts words into a field, in place of what stands there.
    #[track_caller]
    fn write(&mut self, name: &str, words: &str) {
        self.bring(name);
        self.node_of(&FIELDS, name).focus();
        self.settle();
        self.press_with(Modifiers::COMMAND, Key::A);
        self.type_text(words);
    }

    #[track_caller]
    fn bring(&mut self, name: &str) {
        self.node_of(&FIELDS, name).scroll_to_me();
        self.settle();
    }

    #[track_caller]
    fn node_of(&self, roles: &[Role], name: &str) -> egui_kittest::Node<'_> {
        let found = roles.iter().find_map(|role| {
            let nodes = self.nodes(*role, name);
            let exact = nodes.iter().find(|node| person::heard(node).name == name).copied();
            exact.or(nodes.first().copied())
        });
        found.unwrap_or_else(|| panic!("no field is said like “{name}”:\n{self:?}"))
    }
}

const FIELDS: [Role; 2] = [Role::TextInput, Role::MultilineTextInput];

fn at_a_template() -> Person {
    let mut person = Person::at(DESK, world());
    person.click(Role::Button, "Write");
    assert_eq!(person.screen(), Screen::Studio);
    person.node(Role::Heading, "Write a vignette");
    person.click(Role::Button, "Example");
    person.node(Role::Heading, "Vignette");
    person
}

#[test]
fn a_vignette_is_begun_changed_undone_renamed_saved_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    let mut person = at_a_template();
    assert!(person.reads("unsaved"));

    person.write("Title", "The early train");
    assert!(
        person.text().contains("title: \"The early train\""),
        "{}",
        person.text()
    );
    assert!(
        person.text().contains("// A small vignette to begin with."),
        "comments stay"
    );
    person.node(Role::Button, "Undo change of “Title”");
    person.press_with(Modifiers::COMMAND, Key::Z);
    assert!(person.text().contains("title: \"The late train\""));
    person.press_with(SHIFTED, Key::Z);
    assert!(person.text().contains("title: \"The early train\""));

    person.studio(StudioCommand::Go(Spot::Statement("opening".to_owned())));
    person.node(Role::Heading, "opening");
    person.write("Says", "You came, then.");
    person.write("Id of the statement", "The door");
    person.press(Key::Enter);
    assert_eq!(person.shown(), "statements.the-door");
    assert!(person.text().contains("start: \"the-door\"") && !person.text().contains("\"opening\""));

    person.press_with(Modifiers::COMMAND, Key::S);
    person.node(Role::Heading, "Save as");
    person.write("Path of the file", path.to_str().unwrap());
    person.press(Key::Enter);
    assert!(!person.reads("unsaved"), "{person:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), person.text());

    let text = person.text();
    person.press_with(Modifiers::COMMAND, Key::W);
    person.node(Role::Heading, "Write a vignette");
    person.write("Path of a vignette", path.to_str().unwrap());
    person.click(Role::Button, "Open it");
    assert_eq!(person.text(), text);
    assert!(person.reads("mine.ron") && person.reads("saved") && !person.reads("unsaved"));

    // Another program writes; saving asks.
    std::fs::write(&path, text.replace("The early train", "The last train")).unwrap();
    person.write("Title", "The first train");
    person.press_with(Modifiers::COMMAND, Key::S);
    person.node(Role::Heading, "The file has changed");
    person.click(Role::Button, "Take theirs");
    assert!(person.text().contains("The last train"));
    person.press_with(Modifiers::COMMAND, Key::Z);
    assert!(person.text().contains("The first train"));
    person.press_with(Modifiers::COMMAND, Key::S);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), person.text());
}

#[test]
fn leaving_with_unsaved_work_asks() {
    let mut person = at_a_template();
    person.write("Title", "Half a thought");
    person.press_with(Modifiers::COMMAND, Key::W);
    person.node(Role::Heading, "Something is unsaved");
    person.click(Role::Button, "Stay here");
    assert!(person.text().contains("Half a thought"));
    // To another screen and back, nothing is lost and nothing is asked.
    person.click(Role::Button, "Library");
    assert_eq!(person.screen(), Screen::Library);
    person.click(Role::Button, "Write");
    assert!(person.text().contains("Half a thought"));
    person.ask(Command::Quit);
    person.node(Role::Heading, "Something is unsaved");
    person.press(Key::Escape);
    person.press_with(Modifiers::COMMAND, Key::W);
    person.click(Role::Button, "Don’t save");
    person.node(Role::Heading, "Write a vignette");
    assert_eq!(person.text(), "");
}

#[test]
fn a_misspelt_way_on_is_mended_by_a_button_and_a_missing_one_written() {
    let mut person = at_a_template();
    let text = person.text();
    let right = "next: To(\"coat-on\")";
    assert!(text.contains(right), "{text}");
    let slip = text.replacen(right, "next: To(\"coat-no\")", 1);
    person.studio(StudioCommand::Text(slip.clone()));
    person.press_with(Modifiers::COMMAND, Key::Num4);
    person.wait_until("the slip is found", |person| person.reads("Did you mean"));
    person.click(Role::Button, "Write “coat-on”");
    assert_eq!(person.text(), text);
    person.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(person.text(), slip);

    let lost = text.replacen(right, "next: To(\"a-long-way-off\")", 1);
    person.studio(StudioCommand::Text(lost));
    person.wait_until("what is missing is found", |person| {
        person.reads("No statement or ending is called “a-long-way-off”")
    });
    assert!(person.nodes(Role::Button, "Write “").is_empty(), "{person:?}");
    person.click(Role::Button, "Make the statement");
    assert_eq!(person.shown(), "statements.a-long-way-off");
    person.wait_until("it is there", |person| {
        !person.reads("No statement or ending is called")
    });
}

#[test]
fn a_finding_is_come_to_explained_and_allowed_with_a_reason() {
    let mut person = at_a_template();
    person.studio(StudioCommand::Go(Spot::Statement("opening".to_owned())));
    person.studio(StudioCommand::Add(Part::Response("opening".to_owned())));
    assert_eq!(person.shown(), "statements.opening.responses.response");
    person.studio(StudioCommand::Go(Spot::Vignette));
    person.press_with(Modifiers::COMMAND, Key::Num4);
    assert!(person.reads("worth a look"), "{person:?}");
    person.click(Role::Button, "Go to opening ▸ response: act");
    assert_eq!(person.shown(), "statements.opening.responses.response");
    let focused = person.focused().unwrap();
    assert_eq!(focused.name, "What is said", "{focused:?}");
    let before = person.nodes(Role::Button, "It is meant …").len();
    person.click(Role::Button, "It is meant …");
    person.node(Role::Heading, "It is meant");
    person.write("Reason", "She says nothing on purpose.");
    person.click(Role::Button, "Keep it with this reason");
    assert!(person.text().contains("because: \"She says nothing on purpose.\""));
    assert!(person.nodes(Role::Button, "It is meant …").len() < before);

    person.press_with(Modifiers::COMMAND, Key::F);
    person.node(Role::Heading, "Search the vignette");
    person.write("Ids and words", "corridor");
    person.press(Key::Enter);
    assert!(person.shown().starts_with("statements."), "{}", person.shown());

    // What leads there keeps a statement from being deleted, and is named.
    person.studio(StudioCommand::Delete(Pointer::root().statement("opening")));
    person.node(Role::Heading, "That was not done");
    person.press(Key::Escape);
}

#[test]
fn a_play_follows_what_is_written_and_the_source_is_in_step() {
    let mut person = at_a_template();
    person.press(Key::F5);
    assert!(person.hears(Role::Button, "End this play"), "{person:?}");
    person.press(Key::Num1);
    person.press(Key::Enter);
    assert!(person.reads("It is at "));
    let start = person.app(|app| {
        let text = app.studio().text().unwrap();
        let at = text.find("\n    start: \"").unwrap();
        text[at + 13..].split('"').next().unwrap().to_owned()
    });
    // An edit of what the client says while it is played is heard at once, and the answer stays given.
    person.studio(StudioCommand::Go(Spot::Statement(start.clone())));
    person.write("Says", "Something quite different.");
    person.settle();
    assert!(person.reads("Something quite different."));
    assert!(!person.reads("stands where its answers still lead"));

    person.press_with(Modifiers::COMMAND, Key::Num3);
    person.node_of(&FIELDS, "Text of the file");
    person.studio(StudioCommand::Text("Scenario(".to_owned()));
    assert!(person.reads("mend it in the Source tab"));
    person.press_with(Modifiers::COMMAND, Key::Z);
    assert!(!person.reads("mend it in the Source tab"));
}

/// A clock that goes on by a second each time that it is looked at: drafts fall due.
fn ticking() -> i64 {
    static NOW_MS: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(1_790_000_000_000);
    NOW_MS.fetch_add(1_000, std::sync::atomic::Ordering::Relaxed)
}

#[test]
fn what_a_crash_leaves_is_offered_and_earlier_versions_come_back() {
    let room = tempfile::tempdir().unwrap();
    let data = room.path().join("data");
    let path = room.path().join("mine.ron");
    let world = || attune::ui::app::World {
        now_ms: ticking,
        minutes_ahead: |_| 0,
        ..world_in(&data)
    };
    let drafts = || {
        let all = std::fs::read_dir(data.join("drafts")).into_iter().flatten().flatten();
        all.filter(|file| file.path().extension().is_some_and(|end| end == "draft"))
            .count()
    };
    let mut person = Person::at(DESK, world());
    person.click(Role::Button, "Write");
    person.click(Role::Button, "Example");
    person.write("Title", "Nearly lost");
    person.wait_until("a draft", |_| drafts() == 1);
    // The program is gone, and nothing was saved.
    drop(person);
    let mut person = Person::at(DESK, world());
    person.click(Role::Button, "Write");
    person.click(Role::Button, "Recover Nearly lost");
    assert!(person.text().contains("Nearly lost") && person.reads("unsaved"));
    // It is gone once more: what is offered then is the newer draft, and not the older one beside it.
    person.write("Title", "Nearly lost twice");
    person.wait_until("a newer draft alone", |_| {
        let all = std::fs::read_dir(data.join("drafts")).into_iter().flatten().flatten();
        let newer = all.filter(|file| {
            std::fs::read_to_string(file.path()).is_ok_and(|text| text.contains("title: \"Nearly lost twice\""))
        });
        drafts() == 1 && newer.count() == 1
    });
    drop(person);
    let mut person = Person::at(DESK, world());
    person.click(Role::Button, "Write");
    assert_eq!(person.nodes(Role::Button, "Recover ").len(), 1, "{person:?}");
    person.click(Role::Button, "Recover Nearly lost twice");
    person.press_with(Modifiers::COMMAND, Key::S);
    person.write("Path of the file", path.to_str().unwrap());
    person.press(Key::Enter);
    person.write("Title", "Kept");
    person.press_with(Modifiers::COMMAND, Key::S);
    assert!(!person.reads("unsaved"));
    person.write("Title", "Kept and changed");

    person.press_with(Modifiers::COMMAND, Key::Num7);
    let versions = person.nodes(Role::Button, "Bring back the version of ").len();
    assert!(versions >= 2, "{person:?}");
    let oldest = person.nodes(Role::Button, "Bring back the version of ")[versions - 1];
    oldest.scroll_to_me();
    person.settle();
    person.nodes(Role::Button, "Bring back the version of ")[versions - 1].click();
    person.settle();
    assert!(person.text().contains("title: \"Nearly lost twice\""));
    person.press_with(Modifiers::COMMAND, Key::Z);
    assert!(person.text().contains("Kept and changed"));
    person.click(Role::Button, "Compare with the file as it was saved");
    assert!(
        person.hears(Role::Heading, "Since the file as it was saved"),
        "{person:?}"
    );
}

#[test]
fn what_was_typed_last_is_in_the_draft_after_a_panic() {
    let room = tempfile::tempdir().unwrap();
    let drafts = || -> Vec<String> {
        let all = std::fs::read_dir(room.path().join("drafts"))
            .into_iter()
            .flatten()
            .flatten();
        all.filter(|file| file.path().extension().is_some_and(|end| end == "draft"))
            .map(|file| std::fs::read_to_string(file.path()).unwrap())
            .collect()
    };
    // The clock stands still, so that no draft falls due by itself.
    let mut person = Person::at(DESK, world_in(room.path()));
    person.click(Role::Button, "Write");
    person.click(Role::Button, "Example");
    person.write("Title", "Typed a moment ago");
    assert_eq!(drafts(), Vec::<String>::new());
    // What the panic hook calls.
    let rescue = person.app(|app| app.studio().rescue().clone());
    rescue.save();
    let kept = drafts();
    assert!(
        matches!(kept.as_slice(), [one] if one.contains("Typed a moment ago")),
        "{kept:?}"
    );

    // What was put away on purpose is not brought back by a panic.
    person.studio(StudioCommand::Close);
    person.click(Role::Button, "Don’t save");
    rescue.save();
    assert_eq!(drafts(), Vec::<String>::new());
}

#[test]
fn a_vignette_is_signed_off_by_the_program_and_by_a_colleague() {
    let mut person = at_a_template();
    person.press_with(Modifiers::COMMAND, Key::Num8);
    person.node(Role::Heading, "What Attune can see");
    assert!(
        person.reads("Yes: There are no errors") && person.reads("Yes: Every ending can be reached"),
        "{person:?}"
    );
    assert!(person.reads("Not yet: A play takes 8 to 14 turns"), "{person:?}");
    person
        .node(Role::CheckBox, "Nothing in it can be traced")
        .scroll_to_me();
    person.settle();
    person.click(Role::CheckBox, "Nothing in it can be traced");
    assert!(person.reads("1 of 10 are ticked") && !person.reads("has changed since the last tick"));
    person.write("Title", "Another train");
    assert!(person.reads("has changed since the last tick"), "{person:?}");
    person.studio(StudioCommand::Text("Scenario(".to_owned()));
    assert!(person.reads("Not yet: There are no errors"), "{person:?}");
}

#[test]
fn a_play_begins_in_a_state_that_is_set_by_hand() {
    let mut person = Person::at(DESK, world());
    person.click(Role::Button, "Write");
    person.studio(StudioCommand::Begin(Beginning::Bundled("the-worksheet.ron")));
    person.studio(StudioCommand::Go(Spot::Statement("rhian".to_owned())));
    person.press_with(Modifiers::COMMAND, Key::Num5);
    assert!(
        person.reads("it is the nearest in which a play comes here"),
        "{person:?}"
    );
    person.click(Role::Button, "Change it by hand …");
    assert!(person.reads("A play can come here like this."), "{person:?}");
    for _ in 0..3 {
        person.node(Role::Slider, "Play with bond").focus();
        person.settle();
        person.press(Key::ArrowRight);
    }
    let bond = person
        .node(Role::Slider, "Play with bond")
        .accesskit_node()
        .numeric_value();
    // A rupture that was repaired before is nothing that a play comes here with.
    person.click(Role::CheckBox, "A rupture was repaired before");
    assert!(person.reads("No play comes here like this"), "{person:?}");
    person.click(Role::Button, "Play in this state");
    assert!(person.reads("It is at rhian"), "{person:?}");
    let bond = format!("Bond {} of 100", bond.unwrap());
    assert!(person.hears(Role::Meter, &bond), "{bond}: {person:?}");

    // What was set stays set for this statement, and goes with a press.
    person.click(Role::Button, "End this play");
    person.click(Role::Button, "Back to the state that was found");
    assert!(person.hears(Role::Button, "Change it by hand …"));
    person.press(Key::F5);
    assert!(!person.hears(Role::Meter, &bond), "{person:?}");
}

#[test]
fn the_grid_of_what_is_covered_is_walked_by_keys_and_leads_to_statements() {
    let mut person = Person::at(DESK, world());
    person.click(Role::Button, "Write");
    person.studio(StudioCommand::Begin(Beginning::Bundled("the-worksheet.ron")));
    person.press_with(Modifiers::COMMAND, Key::Num6);
    let grid = "Coverage, ";
    assert!(person.hears(Role::Grid, grid), "{person:?}");
    assert!(person.hears(Role::ColumnHeader, "opening") && person.hears(Role::RowHeader, "The bond between you"));
    let cells = person.nodes(Role::Cell, "");
    let brought =
        |node: &egui_kittest::Node<'_>| person::heard(node).name.ends_with("at opening: the client brings it");
    assert!(cells.len() > 10 && cells.iter().any(brought), "{person:?}");
    person.tab_to(Role::Grid, grid);
    person.press(Key::ArrowDown);
    person.press(Key::End);
    let statements: Vec<String> = person.app(|app| {
        let scenario = attune::scenario::read::read(app.studio().text().unwrap())
            .scenario
            .unwrap();
        scenario.statements.keys().map(|id| id.as_str().to_owned()).collect()
    });
    let last = statements.last().unwrap();
    assert!(person.reads(&format!(" at {last}: ")), "{person:?}");
    assert!(person.hears(Role::ColumnHeader, last), "it comes into view");
    person.press(Key::Enter);
    assert_eq!(person.shown(), format!("statements.{last}"));
    assert!(person.hears(Role::Grid, grid), "the grid stays");
    person.press(Key::Home);
    person.press(Key::Enter);
    assert_eq!(person.shown(), format!("statements.{}", statements[0]));

    // The same as a list, each mark a button; and how plays end, for every way to choose.
    person.click(Role::RadioButton, "List");
    let button = "Own your part: go to ";
    assert!(person.hears(Role::Button, button), "{person:?}");
    person.click(Role::RadioButton, "How it ends");
    for chosen in ["the best on offer", "any, at random", "the longest response"] {
        assert!(
            person.hears(Role::Image, &format!("Endings of {chosen}: ")),
            "{chosen}: {person:?}"
        );
    }
    assert!(person.reads("25% of the way from chance to the best"), "{person:?}");
}

#[test]
fn a_dialog_that_brings_nothing_leaves_the_path_to_be_written_and_a_file_that_is_there_is_replaced_on_request_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("there.ron");
    std::fs::write(&path, "somebody else's").unwrap();
    let mut person = at_a_template();
    person.press_with(Modifiers::COMMAND, Key::S);
    assert_eq!(person.focused().unwrap().name, "Path of the file");
    person.studio(StudioCommand::Dialog(Purpose::SaveAs, None));
    assert!(person.reads("this system has none to offer"), "{person:?}");
    person.write("Path of the file", path.to_str().unwrap());
    person.press(Key::Enter);
    assert!(
        person.reads("there is a file at") || person.reads("There is a file at"),
        "{person:?}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody else's");
    person.click(Role::Button, "Replace that file");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), person.text());
    assert!(!person.hears(Role::Heading, "Save as") && person.reads("there.ron"));

    // Where the dialog brings a file, it is taken.
    let other = folder.path().join("other.ron");
    person.studio(StudioCommand::AskPath(Purpose::SaveAs));
    person.studio(StudioCommand::Dialog(Purpose::SaveAs, Some(other.clone())));
    assert!(other.exists() && person.reads("other.ron"), "{person:?}");
    person.press_with(Modifiers::COMMAND, Key::W);
    person.studio(StudioCommand::Dialog(Purpose::Open, None));
    assert!(person.reads("this system has none to offer"), "{person:?}");
    person.studio(StudioCommand::Dialog(Purpose::Open, Some(path)));
    assert!(person.reads("there.ron"), "{person:?}");
}

impl Person {
    /// Presses the close button of the window. Says whether the program keeps it open.
    fn close_window(&mut self) -> bool {
        let root = egui::ViewportId::ROOT;
        let info = self.harness.input_mut().viewports.entry(root).or_default();
        info.events.push(egui::ViewportEvent::Close);
        self.harness.step();
        let output = &self.harness.output().viewport_output;
        let commands = output
            .get(&root)
            .map(|output| output.commands.clone())
            .unwrap_or_default();
        self.settle();
        commands.contains(&egui::ViewportCommand::CancelClose)
    }
}

#[test]
fn the_close_button_asks_once_something_is_written_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.ron");
    let mut person = at_a_template();
    // Nothing was written, so nothing would be lost.
    assert!(!person.close_window());
    person.write("Title", "Half a thought");
    assert!(person.close_window());
    person.node(Role::Heading, "Something is unsaved");
    assert_eq!(person.focused().unwrap().name, "Save and go on");
    person.press(Key::Escape);
    assert!(!person.hears(Role::Heading, "Something is unsaved"));
    assert!(person.close_window());
    person.press(Key::Enter);
    person.node(Role::Heading, "Save as");
    person.write("Path of the file", path.to_str().unwrap());
    person.press(Key::Enter);
    assert!(std::fs::read_to_string(&path).unwrap().contains("Half a thought"));
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .contains("id: \"half-a-thought\""),
        "it has an id of its own"
    );
    // It may close now.
    assert!(!person.close_window());
}

#[test]
fn an_untouched_template_is_put_away_without_a_question() {
    let mut person = at_a_template();
    person.press_with(Modifiers::COMMAND, Key::W);
    person.node(Role::Heading, "Write a vignette");
}

#[test]
fn escape_closes_what_is_open_and_never_leaves_the_desk() {
    let mut person = at_a_template();
    person.write("Title", "The early train");
    person.press(Key::Escape);
    assert_eq!((person.screen(), person.focused()), (Screen::Studio, None));
    person.press(Key::Escape);
    assert_eq!(person.screen(), Screen::Studio);

    // A list that was opened by a key: it closes, and the keyboard is where it was.
    person.node(Role::ComboBox, "Level: ").focus();
    person.settle();
    let level = person.focused().unwrap();
    person.press(Key::Enter);
    assert!(person.reads("Intermediate"), "{person:?}");
    person.press(Key::Escape);
    assert!(!person.reads("Intermediate"));
    assert_eq!((person.screen(), person.focused()), (Screen::Studio, Some(level)));

    // What is chosen in it by a key closes it as well.
    person.press(Key::Enter);
    person.harness.get_by_label("Advanced").focus();
    person.settle();
    person.press(Key::Enter);
    assert!(!person.reads("Intermediate"));
    assert!(person.text().contains("level: Advanced"));
    assert_eq!(person.focused().unwrap().name, "Level: Advanced");

    // And so does the menu; at the beginning Escape leads back again.
    person.node(Role::Button, "Menu").focus();
    person.settle();
    person.press(Key::Enter);
    assert!(person.hears(Role::MenuItem, "Save as …"));
    person.press(Key::Escape);
    assert!(!person.hears(Role::MenuItem, "Save as …"));
    assert_eq!(
        (person.screen(), person.focused().unwrap().name.as_str()),
        (Screen::Studio, "Menu")
    );
    person.press_with(Modifiers::COMMAND, Key::S);
    person.press(Key::Escape);
    assert_eq!(person.screen(), Screen::Studio);
    person.press_with(Modifiers::COMMAND, Key::W);
    person.click(Role::Button, "Don’t save");
    person.press(Key::Escape);
    assert_eq!(person.screen(), Screen::Library);
}

#[test]
fn the_keyboard_goes_to_what_was_just_made_or_named() {
    let mut person = at_a_template();
    let press = |person: &mut Person, name: &str| {
        person.node(Role::Button, name).focus();
        person.settle();
        person.press(Key::Enter);
    };
    let has = |person: &Person, name: &str| {
        let focused = person.focused();
        assert!(
            focused.as_ref().is_some_and(|heard| heard.name.starts_with(name)),
            "{name}, not {focused:?}"
        );
    };
    press(&mut person, "Add caution");
    has(&person, "caution ");
    person.type_text("a late train");
    assert!(person.text().contains("a late train"));
    let remove = person.nodes(Role::Button, "Remove caution ").len();
    press(&mut person, &format!("Remove caution {remove}"));
    has(&person, "Add caution");
    person.click(Role::DisclosureTriangle, "Client");
    press(&mut person, "Add a belief");
    has(&person, "Belief, in the first person");
    person.click(Role::DisclosureTriangle, "Flags and counters");
    press(&mut person, "Add a flag");
    has(&person, "Id of flag");

    person.studio(StudioCommand::Go(Spot::Statement("opening".to_owned())));
    press(&mut person, "Add a response");
    has(&person, "What is said");
    person.write("Id of the response", "shrug");
    person.press(Key::Enter);
    assert_eq!(person.shown(), "statements.opening.responses.shrug");
    has(&person, "Id of the response");
    person.write("Id of the response", "nod");
    person.tab(Modifiers::NONE);
    person.settle();
    assert_eq!(person.shown(), "statements.opening.responses.nod");
    has(&person, "Move it up");

    // A name that nothing has yet is what Enter makes there.
    press(&mut person, "Leads to ");
    person.type_text("the waiting room");
    person.press(Key::Enter);
    assert_eq!(person.shown(), "statements.the-waiting-room");
    has(&person, "Scene");
    // The form that it was made in takes nothing back when it is shown again.
    let response = Spot::Response("opening".to_owned(), "nod".to_owned());
    person.studio(StudioCommand::Go(response));
    assert!(
        !person.hears(Role::TextInput, "Search statements") && person.focused().is_none(),
        "{person:?}"
    );
}

#[test]
fn what_is_allowed_tells_how_much_it_allows_and_is_taken_back() {
    let mut person = Person::at(DESK, world());
    person.click(Role::Button, "Write");
    person.click(Role::Button, "Blank");
    for row in ["own your part", "keep your own view"] {
        person.click(Role::Button, "Add to objectives");
        person.type_text(row);
        person.press(Key::Enter);
    }
    person.press_with(Modifiers::COMMAND, Key::Num4);
    let objective = "Go to the vignette: objectives";
    assert_eq!(person.nodes(Role::Button, objective).len(), 2, "{person:?}");
    let list = "It is meant …";
    let first = person.nodes(Role::Button, list)[0];
    first.scroll_to_me();
    person.settle();
    person.nodes(Role::Button, list)[0].click();
    person.settle();
    assert!(person.reads("in the whole vignette: 2 findings"), "{person:?}");
    person.write("Reason", "Met in the next one.");
    person.click(Role::Button, "Keep it with this reason");
    assert_eq!(person.nodes(Role::Button, objective).len(), 0);
    person.click(Role::DisclosureTriangle, "Allowed, with a reason (2)");
    person.nodes(Role::Button, "Take back: Met in the next one.")[0].click();
    person.settle();
    assert_eq!(person.nodes(Role::Button, objective).len(), 2);
    person.node(Role::Button, "Undo change of what is allowed");
}

#[test]
fn the_library_has_what_was_saved_last() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    let mut person = at_a_template();
    person.press_with(Modifiers::COMMAND, Key::S);
    person.write("Path of the file", path.to_str().unwrap());
    person.press(Key::Enter);
    person.write("Title", "The early train");
    person.press_with(Modifiers::COMMAND, Key::S);
    assert!(!person.reads("unsaved"));
    person.click(Role::Button, "Library");
    assert!(
        person.reads("The early train") && !person.reads("The late train"),
        "{person:?}"
    );
}

#[test]
fn keys_lead_to_the_outline_the_map_and_the_form() {
    let mut person = at_a_template();
    person.press_with(Modifiers::COMMAND, Key::Num2);
    let row = person.focused().unwrap();
    assert_eq!(row.role, Role::TreeItem, "{row:?}");
    person.press(Key::Enter);
    person.press_with(Modifiers::COMMAND, Key::Num9);
    assert_eq!(person.focused().unwrap().name, "Scene");
    person.press_with(Modifiers::COMMAND, Key::Num2);
    assert_eq!(person.focused().unwrap(), row);
    person.press_with(Modifiers::COMMAND, Key::Num1);
    let chosen = person.focused().unwrap();
    assert!(chosen.name.contains("opening"), "{chosen:?}");
    // With the pointer they are only shown.
    person.let_go();
    person.click(Role::RadioButton, "Outline");
    assert!(person.hears(Role::TreeItem, "Statement opening") && person.focused().is_none());
}

#[test]
fn the_arrow_keys_mark_a_row_and_enter_takes_it() {
    let mut person = at_a_template();
    person.click(Role::Button, "Add to objectives");
    person.type_text("reasons");
    assert!(person.reads("Enter takes it"));
    person.press(Key::ArrowDown);
    person.press(Key::ArrowDown);
    person.press(Key::ArrowUp);
    person.press(Key::ArrowDown);
    person.press(Key::Enter);
    assert!(person.text().contains("repair.rationale"), "{}", person.text());
    // Nothing is called so: Enter leaves all as it is, and the list open.
    let text = person.text();
    person.click(Role::Button, "Add to objectives");
    person.type_text("xyzzy");
    person.press(Key::Enter);
    assert_eq!(person.text(), text);
    person.node(Role::TextInput, "Search objectives");
}

#[test]
fn each_vignette_begins_at_the_top_of_its_form() {
    let mut person = at_a_template();
    person.click(Role::DisclosureTriangle, "Client");
    person.click(Role::Button, "Add a belief");
    let top = |person: &Person| person.node_of(&FIELDS, "Title").rect().top();
    let before = top(&person);
    assert!(before < 100.0, "it was scrolled: {before}");
    person.press_with(Modifiers::COMMAND, Key::W);
    person.click(Role::Button, "Don’t save");
    person.click(Role::Button, "Example");
    assert!(top(&person) > 100.0, "{}", top(&person));
}

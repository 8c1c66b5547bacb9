//! The map and the outline, met as a person meets them: by role and name, by keys and by pointer. What they ask for is compared; what the
//! studio makes of it is the studio's own test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use attune::scenario::diagnostic::{Diagnostic, Pointer};
use attune::scenario::map::At;
use attune::scenario::read::read;
use attune::ui::studio::map::data::Thing;
use attune::ui::studio::map::{MapAsk, MapData, MapView, PlanState, Stub, map_ui};
use attune::ui::studio::outline::outline_ui;
use attune::ui::theme::{Appearance, install_in};
use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton, Pos2, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const EVERY_FIELD: &str = include_str!("vignettes/every-field.ron");

struct Desk {
    data: MapData,
    state: PlanState,
    asks: Vec<MapAsk>,
    outline: bool,
}

struct Person {
    harness: Harness<'static, Desk>,
}

impl Person {
    fn at(outline: bool, text: &str) -> Self {
        let scenario = read(text).scenario.expect("it reads");
        let hello = Pointer::root().statement("hello");
        let findings = [Diagnostic::warning("short-response", hello.response("yes"), "short")];
        let desk = Desk {
            data: MapData::new(1, &scenario, &findings),
            state: PlanState::default(),
            asks: Vec::new(),
            outline,
        };
        let harness = Harness::builder()
            .with_size(vec2(1100.0, 760.0))
            .with_theme(egui::Theme::Light)
            .with_max_steps(40)
            .build_ui_state(
                |ui, desk: &mut Desk| {
                    install_in(
                        ui,
                        &Appearance {
                            reduce_motion: true,
                            ..Appearance::default()
                        },
                    );
                    let view = MapView {
                        data: &desk.data,
                        shown: None,
                        playing: Some("sorry"),
                        read_only: false,
                    };
                    if desk.outline {
                        outline_ui(ui, &view, &mut desk.state, &mut desk.asks);
                    } else {
                        map_ui(ui, &view, &mut desk.state, &mut desk.asks);
                    }
                },
                desk,
            );
        let mut person = Self { harness };
        person.harness.run();
        person
    }

    fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    /// What was asked for since the last time.
    fn asked(&mut self) -> Vec<MapAsk> {
        std::mem::take(&mut self.harness.state_mut().asks)
    }

    /// The name of what has the keyboard.
    fn focused(&self) -> String {
        let focused = self.harness.query_by(|node| node.is_focused());
        focused
            .map(|node| node.accesskit_node().label().unwrap_or_default())
            .unwrap_or_default()
    }

    fn click(&mut self, role: Role, name: &str) {
        self.harness
            .get_by(|node| node.role() == role && node.label().is_some_and(|label| label.starts_with(name)))
            .click();
        self.harness.run();
    }

    fn place(&self, name: &str) -> egui::Rect {
        let starts = |label: Option<String>| label.is_some_and(|label| label.starts_with(name));
        self.harness
            .get_by(|node| node.role() == Role::ListBoxOption && starts(node.label()))
            .rect()
    }

    fn drag(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.harness.event(egui::Event::PointerMoved(from));
        self.harness.step();
        let button = |pressed, pos| egui::Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        };
        self.harness.event(egui::Event::ModifiersChanged(modifiers));
        self.harness.event(button(true, from));
        self.harness.step();
        for part in [0.2, 0.6, 1.0] {
            self.harness.event(egui::Event::PointerMoved(from.lerp(to, part)));
            self.harness.step();
        }
        self.harness.event(button(false, to));
        self.harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
        self.harness.run();
    }

    fn focus_start(&mut self) {
        let start = self.harness.get_by(|node| {
            node.role() == Role::ListBoxOption && node.label().is_some_and(|label| label.contains("the opening"))
        });
        start.focus();
        self.harness.run();
    }
}

fn statement(id: &str) -> Pointer {
    Pointer::root().statement(id)
}

#[test]
fn every_box_is_named_and_the_keyboard_walks_along_the_arrows() {
    let mut person = Person::at(false, EVERY_FIELD);
    let named: Vec<String> = person
        .harness
        .get_all_by_role(Role::ListBoxOption)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert_eq!(named.len(), 4, "{named:?}");
    person.focus_start();
    assert!(
        person.focused().starts_with("Statement hello, the opening"),
        "{}",
        person.focused()
    );
    person.press(Key::ArrowDown);
    assert!(person.focused().starts_with("Statement sorry"), "{}", person.focused());
    person.press(Key::Enter);
    assert_eq!(person.asked(), [MapAsk::Open(statement("sorry"))]);
    person.press(Key::ArrowDown);
    person.press(Key::ArrowRight);
    assert!(person.focused().starts_with("Ending"), "{}", person.focused());
    person.press(Key::Home);
    person.press(Key::Num2);
    person.press(Key::Enter);
    assert_eq!(person.asked(), [MapAsk::Open(statement("hello").response("explain"))]);
    person.press(Key::ArrowDown);
    assert!(person.focused().starts_with("Ending rings-off"), "{}", person.focused());
    person.press(Key::ArrowUp);
    assert!(person.focused().starts_with("Statement hello"), "{}", person.focused());
}

#[test]
fn everything_on_the_map_is_done_by_keys() {
    let mut person = Person::at(false, EVERY_FIELD);
    person.focus_start();
    person.press(Key::F2);
    person
        .harness
        .get_by_role_and_label(Role::TextInput, "New name")
        .type_text(" again");
    person.harness.run();
    person.press(Key::Enter);
    assert_eq!(
        person.asked(),
        [MapAsk::Rename(statement("hello"), "hello-again".to_owned())]
    );
    person.focus_start();
    person.press_with(Modifiers::ALT, Key::ArrowRight);
    let MapAsk::Move(moved) = &person.asked()[0] else {
        panic!("it moves")
    };
    assert_eq!(moved.places, [("hello".to_owned(), At(16, 0))]);
    person.press(Key::Num1);
    person.press(Key::L);
    // The response has two ways.
    person
        .harness
        .get_by_label("yes · 3 · chance 1, now to rings-off")
        .click();
    person.harness.run();
    person
        .harness
        .get_by_role_and_label(Role::TextInput, "Statement or ending")
        .focus();
    person.harness.run();
    person
        .harness
        .get_by_role_and_label(Role::TextInput, "Statement or ending")
        .type_text("goes");
    person.harness.run();
    person
        .harness
        .get_by_role_and_label(Role::Button, "Lead to goes-on")
        .click();
    person.harness.run();
    let exit = statement("hello").response("yes").field("next").index(1).field("to");
    assert_eq!(person.asked(), [MapAsk::Retarget(exit, "goes-on".to_owned())]);
    person.focus_start();
    person.press(Key::Escape);
    person.press(Key::Space);
    person.press(Key::ArrowDown);
    person.press_with(Modifiers::COMMAND, Key::A);
    person.press(Key::Delete);
    let MapAsk::Delete(all) = &person.asked()[0] else {
        panic!("it deletes")
    };
    assert_eq!(all.len(), 4);
    person.press(Key::N);
    person
        .harness
        .get_by_role_and_label(Role::MultilineTextInput, "Note")
        .type_text("Read it aloud.");
    person.harness.run();
    person
        .harness
        .get_by_role_and_label(Role::Button, "Add the note")
        .click();
    person.harness.run();
    assert!(matches!(&person.asked()[..], [MapAsk::AddNote(note)] if note.text == "Read it aloud."));
    person.focus_start();
    person.press(Key::M);
    person
        .harness
        .get_by_role_and_label(Role::Button, "Play from here")
        .click();
    person.harness.run();
    assert_eq!(person.asked(), [MapAsk::PlayFrom("hello".to_owned())]);
}

#[test]
fn the_pointer_carries_leads_and_chooses() {
    let mut person = Person::at(false, EVERY_FIELD);
    let hello = person.place("Statement hello");
    person.drag(hello.center(), hello.center() + vec2(60.0, 20.0), Modifiers::NONE);
    let asked = person.asked();
    let [MapAsk::Move(moved)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(moved.places.len(), 1);
    let At(x, y) = moved.places[0].1;
    assert!(x > 40 && y > 10, "{moved:?}");
    // From the mark of the second of three responses into the void, and onto a box.
    let hello = person.place("Statement hello");
    let port = Pos2::new(hello.center().x, hello.bottom());
    let zoom = hello.width() / 256.0;
    assert!(zoom > 0.5, "{zoom}");
    person.click(Role::Button, "Zoom to 100 %");
    let hello = person.place("Statement hello");
    let port = Pos2::new(hello.center().x, hello.bottom()).lerp(port, 0.0);
    let void = person.place("Statement hello").left_top() + vec2(-120.0, 40.0);
    person.drag(port, void, Modifiers::NONE);
    person
        .harness
        .get_by_role_and_label(Role::Button, "A new ending")
        .click();
    person.harness.run();
    let asked = person.asked();
    let [MapAsk::Stub { exit, kind, at, .. }] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(*exit, statement("hello").response("explain").field("next"));
    assert_eq!((*kind, at.is_some()), (Stub::Ending, true));
    let sorry = person.place("Statement sorry");
    person.drag(port, sorry.center(), Modifiers::NONE);
    let asked = person.asked();
    assert_eq!(asked, [MapAsk::Retarget(exit.clone(), "sorry".to_owned())]);
    person.click(Role::Button, "All");
    let all = person.place("Statement hello").union(person.place("Ending rings-off"));
    person.drag(
        all.left_top() - vec2(60.0, 30.0),
        all.right_bottom() + vec2(20.0, 20.0),
        Modifiers::SHIFT,
    );
    let state = &person.harness.state().state;
    assert!(
        state.picked.has(Thing::Node(0)) && state.picked.has(Thing::Node(3)),
        "{:?}",
        state.picked
    );
}

#[test]
fn looking_for_something_leads_to_it() {
    let mut person = Person::at(false, EVERY_FIELD);
    person.focus_start();
    person.press(Key::Slash);
    person.harness.get_by_role(Role::SearchInput).type_text("rings off");
    person.harness.run();
    person.press(Key::Enter);
    person.harness.get_by_label("1 of 1");
    let state = &person.harness.state().state;
    assert_eq!(state.picked.things().collect::<Vec<_>>(), [Thing::Node(3)]);
    let before = person.place("Ending rings-off");
    person.harness.get_by_role_and_label(Role::Button, "Zoom in").click();
    person.harness.run();
    assert!(person.place("Ending rings-off").width() > before.width());
}

#[test]
fn the_outline_does_the_same_by_keys() {
    let mut person = Person::at(true, EVERY_FIELD);
    let opening = person.harness.get_by(|node| {
        node.role() == Role::TreeItem && node.label().is_some_and(|label| label.contains("the opening"))
    });
    opening.focus();
    person.harness.run();
    person.press(Key::ArrowDown);
    assert!(
        person.focused().starts_with("Response yes, quality 3"),
        "{}",
        person.focused()
    );
    person.press(Key::ArrowRight);
    assert!(person.focused().starts_with("Statement sorry"), "{}", person.focused());
    person.press(Key::ArrowLeft);
    person.press(Key::ArrowLeft);
    assert!(person.focused().starts_with("Response yes"), "{}", person.focused());
    person.press(Key::ArrowLeft);
    let shown = person.harness.get_all_by_role(Role::TreeItem).count();
    assert_eq!(shown, 6, "what lies under the response is closed");
    person.press(Key::F2);
    person
        .harness
        .get_by_role_and_label(Role::TextInput, "New name")
        .type_text("-it-is");
    person.harness.run();
    person.press(Key::Enter);
    assert_eq!(
        person.asked(),
        [MapAsk::Rename(
            statement("hello").response("yes"),
            "yes-it-is".to_owned()
        )]
    );
    let row = person.harness.get_by(|node| {
        node.role() == Role::TreeItem && node.label().is_some_and(|label| label.starts_with("Response yes"))
    });
    row.focus();
    person.harness.run();
    person.press(Key::A);
    assert_eq!(person.asked(), [MapAsk::AddResponse("hello".to_owned())]);
    person.press_with(Modifiers::SHIFT, Key::ArrowDown);
    person.press(Key::Delete);
    let expected = ["yes", "explain"].map(|id| statement("hello").response(id)).to_vec();
    assert_eq!(person.asked(), [MapAsk::Delete(expected)]);
    person.press(Key::L);
    person
        .harness
        .get_by_role_and_label(Role::TextInput, "Statement or ending")
        .type_text("sorry");
    person.harness.run();
    person.press(Key::Enter);
    let exit = statement("hello").response("explain").field("next");
    assert_eq!(person.asked(), [MapAsk::Retarget(exit, "sorry".to_owned())]);
}

/// A vignette with a frame and two notes on its map.
fn marked() -> String {
    let list = "        notes: [\n";
    let note = "            Note(text: \"Read it aloud.\", at: At(600, 200), size: Size(200, 100)),\n";
    EVERY_FIELD.replace(list, &format!("{list}{note}"))
}

#[test]
fn frames_and_notes_stand_in_the_outline_and_are_changed_there_by_keys() {
    let mut person = Person::at(true, &marked());
    person.click(Role::RadioButton, "Frames and notes");
    let rows: Vec<String> = person
        .harness
        .get_all_by_role(Role::Row)
        .filter_map(|row| row.accesskit_node().label())
        .collect();
    assert!(rows[0] == "Frame On the stall, around hello", "{rows:?}");
    assert_eq!(rows[1], "Note Read it aloud.");
    assert!(
        rows[2].starts_with("Note Ask a stallholder") && rows.len() == 3,
        "{rows:?}"
    );
    let row = |person: &mut Person, name: &str| {
        let row = person
            .harness
            .get_by(|node| node.role() == Role::Row && node.label().is_some_and(|label| label.starts_with(name)));
        row.focus();
        person.harness.run();
    };
    row(&mut person, "Note Read it aloud.");
    person.press(Key::Enter);
    person
        .harness
        .get_by_role_and_label(Role::MultilineTextInput, "Note")
        .type_text(" Or Ann.");
    person.harness.run();
    person
        .harness
        .get_by_role_and_label(Role::Button, "Keep this text")
        .click();
    person.harness.run();
    assert!(
        matches!(&person.asked()[..], [MapAsk::SetNote(0, note)] if note.text.contains("Or Ann.")),
        "the note is changed"
    );
    row(&mut person, "Frame On the stall");
    person.press(Key::F2);
    person
        .harness
        .get_by_role_and_label(Role::TextInput, "Title of the frame")
        .type_text(" home");
    person.harness.run();
    person.press(Key::Enter);
    assert!(matches!(&person.asked()[..], [MapAsk::SetFrame(0, frame)] if frame.title.contains("home")));
    row(&mut person, "Note Read it aloud.");
    person.press_with(Modifiers::SHIFT, Key::ArrowDown);
    person.press(Key::Delete);
    let notes = Pointer::root().field("map").field("notes");
    assert_eq!(
        person.asked(),
        [MapAsk::Delete(vec![notes.clone().index(0), notes.index(1)])]
    );
}

#[test]
fn the_outline_pins_frames_notes_writes_and_plays_by_keys() {
    let mut person = Person::at(true, EVERY_FIELD);
    let to_opening = |person: &mut Person| {
        let opening = person.harness.get_by(|node| {
            node.role() == Role::TreeItem && node.label().is_some_and(|label| label.contains("the opening"))
        });
        opening.focus();
        person.harness.run();
    };
    let choose = |person: &mut Person, item: &str| {
        person.press(Key::M);
        person.harness.get_by_role_and_label(Role::Button, item).focus();
        person.harness.run();
        person.press(Key::Enter);
    };
    to_opening(&mut person);
    choose(&mut person, "Play from here");
    assert_eq!(person.asked(), [MapAsk::PlayFrom("hello".to_owned())]);
    to_opening(&mut person);
    person.press(Key::M);
    let has = |person: &Person, item: &str| person.harness.query_by_label(item).is_some();
    assert!(!has(&person, "Keep it where it is") && has(&person, "Let it be laid out"));
    person.press(Key::Escape);
    let ending = person.harness.get_by(|node| {
        node.role() == Role::TreeItem && node.label().is_some_and(|label| label.starts_with("Ending goes-on"))
    });
    ending.focus();
    person.harness.run();
    choose(&mut person, "Keep it where it is");
    let MapAsk::Move(moved) = &person.asked()[0] else {
        panic!("it is pinned")
    };
    assert_eq!(moved.places[0].0, "goes-on");
    to_opening(&mut person);
    person.press(Key::R);
    person
        .harness
        .get_by_role_and_label(Role::TextInput, "Title of the frame")
        .type_text(".");
    person.harness.run();
    person.press(Key::Enter);
    assert!(matches!(&person.asked()[..], [MapAsk::AddFrame(_)]));
    to_opening(&mut person);
    person.press(Key::N);
    person
        .harness
        .get_by_role_and_label(Role::MultilineTextInput, "Note")
        .type_text("Slower.");
    person.harness.run();
    person
        .harness
        .get_by_role_and_label(Role::Button, "Add the note")
        .click();
    person.harness.run();
    assert!(matches!(&person.asked()[..], [MapAsk::AddNote(note)] if note.text == "Slower."));
    to_opening(&mut person);
    person.press(Key::ArrowDown);
    choose(&mut person, "Lead it to something new…");
    // It has two ways: the first is meant unless another is chosen.
    person
        .harness
        .get_by_role_and_label(Role::Button, "A new ending")
        .click();
    person.harness.run();
    assert!(
        matches!(&person.asked()[..], [MapAsk::Stub { kind: Stub::Ending, .. }]),
        "a stub is asked for"
    );
}

#[test]
fn where_too_many_boxes_can_be_seen_the_map_says_so_and_names_what_stands_out() {
    let mut text = String::from(&EVERY_FIELD[..EVERY_FIELD.find("        \"sorry\": Statement(").unwrap()]);
    for at in 0..900 {
        let next = if at % 30 < 29 {
            format!("s-{}", at + 1)
        } else {
            "goes-on".to_owned()
        };
        text.push_str(&format!(
            "\"s-{at}\": Statement(cue: \"c\", affect: Affect(Flat, 1), says: \"w\", responses: {{ \"a\": Response(act: Say(\"a\"), quality: 2, reaction: \"r\", feedback: \"f\", next: To(\"{next}\")) }}),\n"
        ));
    }
    text.push_str(&EVERY_FIELD[EVERY_FIELD.find("        \"sorry\": Statement(").unwrap()..]);
    let mut person = Person::at(false, &text);
    person.harness.state_mut().state.map.wait();
    person.harness.run();
    let desk = person.harness.state_mut();
    desk.state.map.fit_all(&desk.data, true);
    let at = desk.data.index_of("s-10").unwrap();
    desk.state.current = Some(at);
    desk.state.note_current(&desk.data);
    person.harness.run();
    let map = person.harness.get_by_role(Role::ListBox);
    let said = map.accesskit_node().description().unwrap_or_default();
    assert!(
        said.contains("too many to name") && said.contains("The outline has all of them"),
        "{said}"
    );
    let names: Vec<String> = person
        .harness
        .get_all_by_role(Role::ListBoxOption)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    for id in ["s-9", "s-10", "s-11"] {
        assert!(
            names.iter().any(|name| name.starts_with(&format!("Statement {id}:"))),
            "{id}: {names:?}"
        );
    }
    assert!(names.len() < 20, "{}", names.len());
    // From up close each is named, and nothing is said of too many.
    person.harness.state_mut().state.map.camera = Some(attune::ui::studio::map::Camera {
        center: person.harness.state().state.map.arranged.rect(at).center(),
        zoom: 0.6,
    });
    person.harness.run();
    let map = person.harness.get_by_role(Role::ListBox);
    assert_eq!(map.accesskit_node().description(), None);
}

#[test]
fn the_tables_are_sorted_and_searched() {
    let mut person = Person::at(true, EVERY_FIELD);
    person.click(Role::RadioButton, "Responses");
    let names = |person: &Person| -> Vec<String> {
        let rows = person.harness.get_all_by_role(Role::Row);
        rows.filter_map(|row| row.accesskit_node().label())
            .map(|label| {
                label
                    .split(',')
                    .next()
                    .unwrap_or_default()
                    .trim_start_matches("Response ")
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(names(&person), ["yes", "explain", "wait", "summary", "joke"]);
    person.click(Role::ColumnHeader, "Sort by Quality");
    person.click(Role::ColumnHeader, "Quality, sorted upwards");
    assert_eq!(names(&person)[0], "yes");
    person.harness.get_by_role(Role::SearchInput).focus();
    person.harness.run();
    person.harness.get_by_role(Role::SearchInput).type_text("joke");
    person.harness.run();
    assert_eq!(
        names(&person),
        ["summary", "joke"],
        "the responses of the statement that has it"
    );
    person.click(Role::Row, "Response joke");
    assert_eq!(person.asked(), [MapAsk::Open(statement("sorry").response("joke"))]);
    person.click(Role::RadioButton, "Statements");
    assert_eq!(person.harness.get_all_by_role(Role::Row).count(), 1);
}

#[test]
fn a_map_of_many_is_laid_out_beside_the_view() {
    let mut text = String::from(&EVERY_FIELD[..EVERY_FIELD.find("        \"sorry\": Statement(").unwrap()]);
    for at in 0..400 {
        let next = if at < 399 {
            format!("s-{}", at + 1)
        } else {
            "goes-on".to_owned()
        };
        text.push_str(&format!(
            "\"s-{at}\": Statement(cue: \"c\", affect: Affect(Flat, 1), says: \"w\", responses: {{ \"a\": Response(act: Say(\"a\"), quality: 2, reaction: \"r\", feedback: \"f\", next: To(\"{next}\")) }}),\n"
        ));
    }
    text.push_str(&EVERY_FIELD[EVERY_FIELD.find("        \"sorry\": Statement(").unwrap()..]);
    let mut person = Person::at(false, &text);
    person.harness.state_mut().state.map.wait();
    person.harness.run();
    assert_eq!(person.harness.state().state.map.arranged.progress(), None);
    let bounds = person.harness.state().state.map.arranged.bounds();
    assert!(bounds.height() > 200.0 * 400.0, "{bounds:?}");
    assert_ne!(bounds.size(), Vec2::ZERO);
}

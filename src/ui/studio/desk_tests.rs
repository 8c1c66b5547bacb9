//! Everything that can be asked for on a desk, in random order, with undo, redo and saving in between: each is one step, each step goes back
//! to the byte, and a long vignette that runs ahead of its reading comes to the same text as one that is read whole after each edit.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;
use proptest::sample::Index;

use super::command::{Change, Part, StudioCommand, To};
use super::desk::Desk;
use super::map::{MapAsk, Moved, Stub};
use super::spot::Spot;
use crate::edit::document::{Document, LONG};
use crate::edit::references::exits;
use crate::edit::step::Refused;
use crate::framework::load::bundled;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::map::{At, Frame, Note, Size};
use crate::scenario::model::Scenario;

const EVERY_FIELD: &str = include_str!("../../../tests/vignettes/every-field.ron");
const SMALL: &str = include_str!("../../../tests/vignettes/small.ron");

/// A vignette of six hundred statements.
fn long(seed: u64) -> String {
    let begin = "    statements: {\n";
    let at = SMALL.find(begin).unwrap() + begin.len();
    let mut text = SMALL[..at].to_owned();
    let words = "the bus was late and nobody said a word about it until we came to the bridge ".repeat(2);
    for number in 0..600_u64 {
        let next = (number * 7 + seed) % 600;
        text.push_str(&format!(
            "        // no. {number}\n        \"s-{number}\": Statement(\n            cue: \"c {number}\",\n            affect: Affect(Flat, 1),\n            says: \"{words}\",\n            responses: {{\n                \"a\": Response(act: Say(\"{words}\"), quality: 2, reaction: \"r\", feedback: \"f\", next: To(\"s-{next}\")),\n            }},\n        ),\n"
        ));
    }
    text.push_str(&SMALL[at..]);
    text
}

/// What is asked for, of which parts, with which words.
type Choice = (u8, Index, Index, String);

const KINDS: u8 = 22;

fn choices(most: usize) -> impl Strategy<Value = Vec<Choice>> {
    let index = any::<Index>;
    prop::collection::vec((0..KINDS, index(), index(), "[ -~é“”\n]{0,20}"), 1..most)
}

fn statement(scenario: &Scenario, at: Index) -> Option<String> {
    let count = scenario.statements.len();
    let (id, _) = scenario.statements.get_index(at.index(count.max(1)))?;
    Some(id.to_string())
}

fn response(scenario: &Scenario, at: Index, second: Index) -> Option<Pointer> {
    let id = statement(scenario, at)?;
    let own = &scenario.statements.get(id.as_str())?.responses;
    let (response, _) = own.get_index(second.index(own.len().max(1)))?;
    Some(Pointer::root().statement(&id).response(response.as_str()))
}

fn ending(scenario: &Scenario, at: Index) -> Option<Pointer> {
    let (id, _) = scenario.endings.get_index(at.index(scenario.endings.len().max(1)))?;
    Some(Pointer::root().ending(id.as_str()))
}

/// A place of the vignette that can be renamed and deleted.
fn part(scenario: &Scenario, at: Index, second: Index) -> Option<Pointer> {
    match at.index(3) {
        0 => statement(scenario, second).map(|id| Pointer::root().statement(&id)),
        1 => response(scenario, second, at),
        _ => ending(scenario, second),
    }
}

fn place(at: Index) -> At {
    let number = |most| i32::try_from(at.index(most)).unwrap();
    At(number(4_000) - 2_000, number(777))
}

fn frame(at: Index, words: &str) -> Frame {
    Frame {
        title: words.to_owned(),
        at: place(at),
        size: Size(300, 200),
    }
}

fn note(at: Index, words: &str) -> Note {
    Note {
        text: words.to_owned(),
        at: place(at),
        size: Size(200, 100),
    }
}

fn quoted(words: &str) -> To {
    To::Value(crate::scenario::write::quote(words))
}

fn change(at: Pointer, to: To, flows: bool) -> StudioCommand {
    StudioCommand::Change(Change {
        at,
        to,
        what: "a value".into(),
        flows,
    })
}

fn id_of(words: &str) -> String {
    let letters: String = words.chars().filter(char::is_ascii_lowercase).collect();
    if letters.is_empty() {
        "another".to_owned()
    } else {
        letters
    }
}

/// A frame or a note that is on the map.
fn mark(scenario: &Scenario, list: &'static str, at: Index) -> Option<usize> {
    let map = scenario.map.as_ref()?;
    let count = if list == "frames" {
        map.frames.len()
    } else {
        map.notes.len()
    };
    (count > 0).then(|| at.index(count))
}

fn asked(document: &Document, (kind, first, second, words): &Choice) -> Option<StudioCommand> {
    let scenario = document.scenario()?;
    let (first, second) = (*first, *second);
    let root = Pointer::root;
    let id = statement(scenario, first)?;
    let map = |ask| Some(StudioCommand::Map(ask));
    match kind {
        0 => Some(change(root().statement(&id).field("cue"), quoted(words), true)),
        1 => Some(change(
            response(scenario, first, second)?.field("quality"),
            To::Value(second.index(5).to_string()),
            true,
        )),
        2 => Some(change(root().field("title"), quoted(words), true)),
        3 => Some(change(
            response(scenario, first, second)?.field("instead"),
            if second.index(2) == 0 {
                To::Nothing
            } else {
                quoted(words)
            },
            false,
        )),
        4 => Some(StudioCommand::Add(Part::Statement)),
        5 => Some(StudioCommand::Add(Part::Ending)),
        6 => map(MapAsk::AddResponse(id)),
        7 => Some(StudioCommand::Rename(part(scenario, first, second)?, id_of(words))),
        8 => {
            let two = [part(scenario, first, second)?, part(scenario, second, first)?];
            map(MapAsk::Delete(two[..=first.index(2)].to_vec()))
        }
        9 => {
            let count = 1 + second.index(12);
            let all = scenario.statements.keys().skip(first.index(scenario.statements.len()));
            let places = all.take(count).map(|id| (id.to_string(), place(second))).collect();
            map(MapAsk::Move(Moved {
                places,
                ..Moved::default()
            }))
        }
        10 => map(MapAsk::Unpin(if second.index(2) == 0 { Vec::new() } else { vec![id] })),
        11 => map(MapAsk::AddFrame(frame(first, words))),
        12 => map(MapAsk::AddNote(note(first, words))),
        13 => map(MapAsk::SetNote(mark(scenario, "notes", first)?, note(second, words))),
        14 => {
            let marks = ["frames", "notes"].into_iter().filter_map(|list| {
                let at = mark(scenario, list, second)?;
                Some(root().field("map").field(list).index(at))
            });
            let all: Vec<Pointer> = marks.collect();
            (!all.is_empty()).then_some(StudioCommand::Map(MapAsk::Delete(all)))
        }
        15 => {
            let all = exits(document);
            let exit = all.get(first.index(all.len().max(1)))?;
            map(MapAsk::Retarget(exit.at.clone(), statement(scenario, second)?))
        }
        16 => {
            let all = exits(document);
            let exit = all.get(first.index(all.len().max(1)))?;
            let kind = if second.index(2) == 0 {
                Stub::Statement
            } else {
                Stub::Ending
            };
            map(MapAsk::Stub {
                exit: exit.at.clone(),
                kind,
                id: None,
                at: (first.index(2) == 0).then(|| place(second)),
            })
        }
        17 => Some(StudioCommand::Move(
            response(scenario, first, second)?,
            second.index(2) == 0,
        )),
        18 => Some(StudioCommand::Allow {
            rule: "short-response".to_owned(),
            at: Some(id),
            because: words.clone(),
        }),
        19 => {
            let mut text = document.text().to_owned();
            let at = (0..=first.index(text.len() + 1))
                .rev()
                .find(|at| text.is_char_boundary(*at))?;
            text.insert_str(at, words);
            Some(StudioCommand::Text(text))
        }
        20 => Some(StudioCommand::Undo),
        _ => Some(StudioCommand::Redo),
    }
}

/// Does it as the studio does.
fn ask(desk: &mut Desk, command: StudioCommand) -> Result<(), Refused> {
    let Some(command) = desk.or_send(command) else {
        desk.finish();
        return desk.take_in().map_or(Ok(()), Err);
    };
    match command {
        StudioCommand::Change(change) => desk.change(&change),
        StudioCommand::Text(text) => {
            desk.document.type_source(&text)?;
            desk.changed();
            Ok(())
        }
        command => desk.carry_out(&command),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_for_is_one_step_and_goes_back_to_the_byte(every in any::<bool>(), saves in any::<u16>(), choices in choices(16)) {
        let original = if every { EVERY_FIELD } else { SMALL };
        let mut desk = Desk::aside(Document::saved(original, bundled()), Spot::Vignette, Vec::new());
        let (mut done, mut undone) = (vec![original.to_owned()], Vec::new());
        let mut saved = original.to_owned();
        for (at, choice) in choices.iter().enumerate() {
            desk.document.seal();
            let Some(command) = asked(&desk.document, choice) else { continue };
            let label = format!("{command:?}");
            let _ = ask(&mut desk, command.clone());
            let text = desk.document.text().to_owned();
            match command {
                StudioCommand::Undo if done.len() > 1 => undone.push(done.pop().unwrap()),
                StudioCommand::Undo => {}
                StudioCommand::Redo => done.extend(undone.pop()),
                _ if Some(&text) != done.last() => {
                    done.push(text.clone());
                    undone.clear();
                }
                _ => {}
            }
            prop_assert_eq!(Some(&text), done.last(), "{} is one step", &label);
            prop_assert_eq!(desk.document.undo_steps(), done.len() - 1, "{}", &label);
            if saves & (1 << at) != 0 {
                desk.document.mark_saved();
                saved.clone_from(&text);
            }
            prop_assert_eq!(desk.document.is_dirty(), text != saved, "{}", &label);
            if let Some(scenario) = desk.document.scenario() {
                prop_assert!(desk.spot.is_in(scenario), "{} shows what is there", &label);
            }
        }
        let last = desk.document.text().to_owned();
        while let Some(text) = done.pop() {
            prop_assert_eq!(desk.document.text(), &text);
            undone.push(text);
            desk.document.undo();
        }
        prop_assert_eq!(desk.document.text(), original);
        prop_assert_eq!(desk.document.is_dirty(), saved != original);
        while desk.document.redo().is_some() {}
        if undone.len() > 1 {
            prop_assert!(undone.contains(&last));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same on two desks: one reads the whole after each edit, one runs ahead of it.
    #[test]
    fn a_long_vignette_comes_to_the_same(seed in 0..8_u64, rests in any::<u16>(), choices in choices(14)) {
        let text = long(seed);
        prop_assert!(text.len() >= LONG);
        let mut whole = Desk::aside(Document::saved(&text, bundled()), Spot::Vignette, Vec::new());
        let mut ahead = Desk::new(Document::saved(&text, bundled()), None, bundled(), || {});
        for (at, choice) in choices.iter().enumerate() {
            whole.document.seal();
            ahead.document.seal();
            let Some(command) = asked(&whole.document, choice) else { continue };
            let label = format!("{command:.200?}");
            let one = ask(&mut whole, command.clone());
            let other = ask(&mut ahead, command);
            prop_assert_eq!(one.is_ok(), other.is_ok(), "{}: {:?} {:?}", &label, &one, &other);
            prop_assert_eq!(whole.document.text(), ahead.document.text(), "{}", &label);
            prop_assert_eq!(whole.document.undo_label(), ahead.document.undo_label(), "{}", &label);
            if ahead.document.is_sure() {
                prop_assert_eq!(whole.document.scenario(), ahead.document.scenario(), "{}", &label);
            }
            if rests & (1 << at) != 0 {
                ahead.settle();
                prop_assert_eq!(whole.document.scenario(), ahead.document.scenario(), "{}", &label);
                prop_assert_eq!(whole.document.diagnostics(), ahead.document.diagnostics(), "{}", &label);
            }
        }
        while whole.document.undo().is_some() {}
        while ahead.document.undo().is_some() {}
        prop_assert_eq!(ahead.document.text(), &text);
        ahead.settle();
        prop_assert_eq!(whole.document.scenario(), ahead.document.scenario());
    }
}

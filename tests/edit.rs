//! Random edits, one after the other: each does to the vignette what it says, keeps the comments, is one step, and can be taken back to the byte.
//!
//! What an edit means is worked out a second time here, on the data and without the text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/random.rs"]
#[allow(dead_code)]
mod random;

use std::collections::BTreeMap;

use attune::edit::change::Position;
use attune::edit::document::Document;
use attune::edit::names::Orphans;
use attune::edit::responses::Stub;
use attune::edit::step::{Edit, Refused};
use attune::edit::{beliefs, endings, fields, references, responses, statements, variables};
use attune::framework::load::bundled;
use attune::scenario::diagnostic::Pointer;
use attune::scenario::id::{ResponseId, StatementId, TargetId};
use attune::scenario::model::{Next, Scenario, Way};
use attune::scenario::write::to_text;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

/// What is done: which kind of edit, to what, and with which words.
type Choice = (u8, Index, Index, Index, String);

const KINDS: u8 = 24;

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let words = "[ -~éß“”…\n\t\\\\\"/*]{0,30}";
    let index = any::<Index>;
    prop::collection::vec((0..KINDS, index(), index(), index(), words), 1..14)
}

/// Bundled vignettes, some with comments, and made-up ones.
fn original(which: Index, seed: u64) -> String {
    let names = ["the-worksheet", "number-three", "two-ruptures", "every-field", "new"];
    match names.get(which.index(8)) {
        Some(name) => {
            let root = env!("CARGO_MANIFEST_DIR");
            let folders = ["scenarios", "tests/vignettes", "assets/templates"];
            let paths = folders.iter().map(|folder| format!("{root}/{folder}/{name}.ron"));
            let text = paths
                .filter_map(|path| std::fs::read_to_string(path).ok())
                .next()
                .unwrap();
            attune::scenario::read::normalize(&text)
        }
        None => with_comments(&to_text(&random::scenario(seed, 6))),
    }
}

/// A comment on every few lines, above and behind.
fn with_comments(text: &str) -> String {
    let mut out = String::new();
    for (at, line) in text.lines().enumerate() {
        match at % 11 {
            3 => out.push_str(&format!("{line} // behind {at}\n")),
            7 => out.push_str(&format!("        // above {at}\n{line}\n")),
            9 => out.push_str(&format!("{line} /* between {at} */\n")),
            _ => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

fn comments(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (start, end) in attune::scenario::syntax::tree::Tree::parse(text).comments {
        *counts
            .entry(text[start as usize..end as usize].trim_end().to_owned())
            .or_default() += 1;
    }
    counts
}

/// What becomes of comments.
#[derive(Clone, Copy, PartialEq)]
enum Comments {
    Stay,
    MayGo,
    MayDouble,
}

/// An edit and what it should make of the vignette.
struct Planned {
    edit: Result<Edit, Refused>,
    /// As JSON, in which the order of entries does not count.
    expected: Value,
    comments: Comments,
    /// The ids of the statements in order, where that is what it is about.
    order: Option<Vec<String>>,
}

fn json(scenario: &Scenario) -> Value {
    serde_json::to_value(scenario).unwrap()
}

/// Every text that names a statement or ending is given to the function, with what it is.
fn each_place(value: &mut Value, next: bool, visit: &mut dyn FnMut(&mut String)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match (key.as_str(), value) {
                    ("Visited", Value::String(id)) => visit(id),
                    ("To" | "then" | "otherwise" | "to", Value::String(id)) if next => visit(id),
                    (key, value) => each_place(value, key == "next" || (next && key != "when"), visit),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| each_place(value, next, visit)),
        _ => {}
    }
}

fn each_named(value: &mut Value, names: &[&str], lists: &[&str], visit: &mut dyn FnMut(&mut String)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                let named = names.contains(&key.as_str());
                match value {
                    Value::String(id) if named => visit(id),
                    Value::Array(list) if named => {
                        if let Some(Value::String(id)) = list.first_mut() {
                            visit(id);
                        }
                    }
                    Value::Array(list) if lists.contains(&key.as_str()) => {
                        for value in list {
                            if let Value::String(id) = value {
                                visit(id);
                            }
                        }
                    }
                    value => each_named(value, names, lists, visit),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| each_named(value, names, lists, visit)),
        _ => {}
    }
}

fn rekey(map: &mut Value, old: &str, new: &str) {
    let map = map.as_object_mut().unwrap();
    if let Some(value) = map.remove(old) {
        map.insert(new.to_owned(), value);
    }
}

fn renamed_place(scenario: &Scenario, old: &str, new: &str) -> Value {
    let mut value = json(scenario);
    let rename = &mut |id: &mut String| {
        if id == old {
            *id = new.to_owned();
        }
    };
    for part in ["statements", "endings"] {
        each_place(&mut value[part], false, rename);
        rekey(&mut value[part], old, new);
    }
    if value["start"] == old {
        value["start"] = new.into();
    }
    for allow in value
        .get_mut("allow")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if let Some(Value::String(at)) = allow.get_mut("at") {
            let (place, rest) = at
                .split_once('/')
                .map_or((at.clone(), String::new()), |(a, b)| (a.into(), format!("/{b}")));
            if place == old {
                *at = format!("{new}{rest}");
            }
        }
    }
    if let Some(pins) = value.get_mut("map").and_then(|map| map.get_mut("pins")) {
        rekey(pins, old, new);
    }
    value
}

fn without_place(scenario: &Scenario, old: &str, to: &str) -> Value {
    let mut value = json(scenario);
    for part in ["statements", "endings"] {
        value[part].as_object_mut().unwrap().remove(old);
        never_at(&mut value[part], old);
        each_place(&mut value[part], false, &mut |id| {
            if id == old {
                *id = to.to_owned();
            }
        });
    }
    if value["start"] == old {
        value["start"] = to.into();
    }
    let empty = if let Some(Value::Array(allow)) = value.get_mut("allow") {
        allow.retain(|one| one["at"].as_str().is_none_or(|at| at.split('/').next() != Some(old)));
        allow.is_empty()
    } else {
        false
    };
    if empty {
        value.as_object_mut().unwrap().remove("allow");
    }
    if let Some(map) = value.get_mut("map")
        && let Some(pins) = map.get_mut("pins").and_then(Value::as_object_mut)
    {
        pins.remove(old);
        if pins.is_empty() {
            map.as_object_mut().unwrap().remove("pins");
        }
    }
    value
}

/// A condition on having been there never holds any more.
fn never_at(value: &mut Value, old: &str) {
    match value {
        Value::Object(map) if map.get("Visited").is_some_and(|id| id == old) => {
            *value = serde_json::json!({ "Any": [] });
        }
        Value::Object(map) => map.values_mut().for_each(|value| never_at(value, old)),
        Value::Array(list) => list.iter_mut().for_each(|value| never_at(value, old)),
        _ => {}
    }
}

fn inserted<T>(order: Vec<T>, at: usize, new: T) -> Vec<T> {
    let mut order = order;
    order.insert(at.min(order.len()), new);
    order
}

fn ids<K: ToString, V>(map: &indexmap::IndexMap<K, V>) -> Vec<String> {
    map.keys().map(ToString::to_string).collect()
}

/// What a choice comes to in this document; none if there is nothing to do it to.
#[allow(clippy::too_many_lines)]
fn plan(document: &Document, choice: &Choice) -> Option<Planned> {
    let (kind, first, second, third, words) = choice;
    let before = document.scenario()?.as_ref();
    let mut after = before.clone();
    let names = ids(&before.statements);
    let statement = names.get(first.index(names.len().max(1)))?.clone();
    let sid = StatementId::new(statement.clone());
    let answers = ids(&before.statements[&sid].responses);
    let response = answers.get(second.index(answers.len().max(1))).cloned();
    let places: Vec<String> = names.iter().cloned().chain(ids(&before.endings)).collect();
    let place = places[third.index(places.len())].clone();
    let root = Pointer::root;
    let here = || root().statement(&statement);
    let there = |response: &String| root().statement(&statement).response(response);
    let new_id = attune::scenario::limits::id_from(words);
    let mut comments = Comments::Stay;
    let mut order = None;
    let edit = match kind {
        0 => {
            after.title = words.clone();
            fields::set(document, &root().field("title"), words, "change title")
        }
        1 => {
            after.statements[&sid].says = words.clone().into();
            comments = Comments::MayGo;
            fields::typed(document, &here().field("says"), words, "change words")
        }
        2 => {
            let inner = (words.len() % 2 == 0).then(|| attune::scenario::varied::Varied::from(words.clone()));
            after.statements[&sid].inner = inner.clone();
            comments = Comments::MayGo;
            fields::set_or_remove(document, &here().field("inner"), inner.as_ref(), "change inner voice")
        }
        3 => {
            let id = response?;
            let quality = (words.len() % 5) as u8;
            after.statements[&sid].responses[id.as_str()].quality = quality.into();
            comments = Comments::MayGo;
            fields::set(document, &there(&id).field("quality"), &quality, "change quality")
        }
        4 => {
            let foil = !before.statements[&sid].foil;
            after.statements[&sid].foil = foil;
            comments = Comments::MayGo;
            fields::set_or_remove(document, &here().field("foil"), foil.then_some(&true), "change foil")
        }
        5 => {
            let id = response?;
            let next = Next::Chance(vec![
                Way {
                    weight: 1,
                    to: TargetId::new(place.clone()),
                },
                Way {
                    weight: 2,
                    to: TargetId::new(statement.clone()),
                },
            ]);
            after.statements[&sid].responses[id.as_str()].next = next.clone();
            comments = Comments::MayGo;
            fields::set(document, &there(&id).field("next"), &next, "change next")
        }
        6 => {
            let id = response?;
            let effect = before
                .statements
                .values()
                .flat_map(|one| one.responses.values())
                .map(|one| &one.effect);
            let effects: Vec<_> = effect.collect();
            let effect = effects[third.index(effects.len())].clone();
            after.statements[&sid].responses[id.as_str()].effect = effect.clone();
            comments = Comments::MayGo;
            let set = (!effect.is_empty()).then_some(&effect);
            fields::set_or_remove(document, &there(&id).field("effect"), set, "change effects")
        }
        7 => {
            let other = before.statements[third.index(names.len())].clone();
            after.statements[&sid] = other.clone();
            comments = Comments::MayGo;
            fields::set(document, &here(), &other, "change statement")
        }
        8 => {
            let new = statements::free_id(document, words).ok()?;
            let at = second.index(names.len() + 1);
            after.statements.shift_insert(at, new.clone(), statements::blank());
            order = Some(inserted(names, at, new.to_string()));
            statements::add(document, new.as_str(), &statements::blank(), &Position::At(at))
        }
        9 => {
            let (edit, copy) = statements::duplicate(document, &statement).ok()?;
            let at = after.statements.get_index_of(&sid)? + 1;
            after
                .statements
                .shift_insert(at, copy.clone(), before.statements[&sid].clone());
            order = Some(inserted(names, at, copy.to_string()));
            comments = Comments::MayDouble;
            Ok(edit)
        }
        10 => {
            let expected = without_place(before, &statement, &place);
            let edit = statements::delete(document, &[&statement], &Orphans::Repoint(place));
            return Some(Planned {
                edit,
                expected,
                comments: Comments::MayGo,
                order: None,
            });
        }
        11 | 12 => {
            let old = if *kind == 11 { statement } else { place };
            let expected = renamed_place(before, &old, &new_id);
            let ending = before.endings.contains_key(old.as_str());
            let rename = if ending { endings::rename } else { statements::rename };
            let edit = rename(document, &old, &new_id);
            let order = names
                .iter()
                .map(|id| if *id == old { new_id.clone() } else { id.clone() })
                .collect();
            return Some(Planned {
                edit,
                expected,
                comments,
                order: Some(order),
            });
        }
        13 => {
            let other = names[second.index(names.len())].clone();
            let mut moved: Vec<String> = names.iter().filter(|id| **id != statement).cloned().collect();
            let at = moved.iter().position(|id| *id == other);
            moved.insert(
                at.unwrap_or(names.iter().position(|id| *id == statement)?),
                statement.clone(),
            );
            order = Some(moved);
            statements::move_to(document, &statement, &Position::Before(other))
        }
        14 => {
            let new = responses::free_id(document, &statement, words).ok()?;
            let blank = responses::blank(&place);
            let at = second.index(answers.len() + 1);
            after.statements[&sid]
                .responses
                .shift_insert(at, new.clone(), blank.clone());
            responses::add(document, &statement, new.as_str(), &blank, &Position::At(at))
        }
        15 => {
            let id = response?;
            let (edit, copy) = responses::duplicate(document, &statement, &id).ok()?;
            let copied = before.statements[&sid].responses[id.as_str()].clone();
            after.statements[&sid].responses.insert(copy, copied);
            comments = Comments::MayDouble;
            Ok(edit)
        }
        16 => {
            let id = response?;
            after.statements[&sid].responses.shift_remove(id.as_str());
            after
                .allow
                .retain(|one| one.at.as_deref() != Some(&format!("{statement}/{id}")));
            comments = Comments::MayGo;
            responses::delete(document, &statement, &id)
        }
        17 => {
            let id = response?;
            let map = &mut after.statements[&sid].responses;
            let at = map.get_index_of(id.as_str())?;
            let (_, moved) = map.shift_remove_index(at)?;
            map.shift_insert(at, ResponseId::new(new_id.clone()), moved);
            for one in &mut after.allow {
                if one.at.as_deref() == Some(&format!("{statement}/{id}")) {
                    one.at = Some(format!("{statement}/{new_id}"));
                }
            }
            responses::rename(document, &statement, &id, &new_id)
        }
        18 => responses::move_to(document, &statement, &response?, &Position::First),
        19..=21 => {
            let exits = references::exits(document);
            let exit = exits.get(second.index(exits.len().max(1)))?;
            let (edit, to) = match kind {
                19 => (responses::retarget(document, &exit.at, &place), place),
                20 => {
                    let (edit, to) = responses::stub(document, &exit.at, Stub::Statement, words).ok()?;
                    after
                        .statements
                        .insert(StatementId::new(to.as_str()), statements::blank());
                    (Ok(edit), to.to_string())
                }
                _ => {
                    let (edit, to) = responses::stub(document, &exit.at, Stub::Ending, words).ok()?;
                    after.endings.insert(to.as_str().into(), endings::blank());
                    (Ok(edit), to.to_string())
                }
            };
            let mut expected = json(&after);
            let at = second.index(exits.len());
            let mut seen = 0;
            // Exits come in the order of the text; in JSON, statements are sorted by id. So count within each response.
            let of = |pointer: &Pointer| {
                (
                    pointer.statement_id().map(str::to_owned),
                    pointer.response_id().map(str::to_owned),
                )
            };
            let within = exits[..at].iter().filter(|one| of(&one.at) == of(&exit.at)).count();
            let (Some(from), Some(answer)) = of(&exit.at) else {
                return None;
            };
            let part = &mut expected["statements"][from]["responses"][answer];
            if part["act"].to_string().contains("\"next\"") || exit.at.to_string().contains("bands") {
                return None;
            }
            let next = &mut part["next"];
            each_target(next, &mut |id| {
                if seen == within {
                    *id = to.clone();
                }
                seen += 1;
            });
            return Some(Planned {
                edit,
                expected,
                comments,
                order: None,
            });
        }
        22 => {
            let beliefs_now = ids(&before.client.beliefs);
            let old = beliefs_now.get(second.index(beliefs_now.len().max(1)))?;
            let mut expected = json(before);
            each_named(&mut expected, &["Reveal", "Revealed"], &["reveals"], &mut |id| {
                if id == old {
                    *id = new_id.clone();
                }
            });
            rekey(&mut expected["client"]["beliefs"], old, &new_id);
            let edit = beliefs::rename(document, old, &new_id);
            return Some(Planned {
                edit,
                expected,
                comments,
                order: None,
            });
        }
        _ => {
            let now = ids(&before.variables);
            let old = now.get(second.index(now.len().max(1)))?;
            let mut expected = json(before);
            for part in ["statements", "endings"] {
                each_named(
                    &mut expected[part],
                    &["Is", "Set", "Count", "Counter"],
                    &[],
                    &mut |id| {
                        if id == old {
                            *id = new_id.clone();
                        }
                    },
                );
            }
            rekey(&mut expected["variables"], old, &new_id);
            let edit = variables::rename(document, old, &new_id);
            return Some(Planned {
                edit,
                expected,
                comments,
                order: None,
            });
        }
    };
    let expected = json(&after);
    Some(Planned {
        edit,
        expected,
        comments,
        order,
    })
}

/// The targets of a `next`, in the order in which they are written.
fn each_target(next: &mut Value, visit: &mut dyn FnMut(&mut String)) {
    let one = |value: Option<&mut Value>, visit: &mut dyn FnMut(&mut String)| {
        if let Some(Value::String(id)) = value {
            visit(id);
        }
    };
    one(next.get_mut("To"), visit);
    if let Some(first) = next.get_mut("First") {
        for case in first["cases"].as_array_mut().unwrap() {
            one(case.get_mut("then"), visit);
        }
        one(first.get_mut("otherwise"), visit);
    }
    if let Some(Value::Array(ways)) = next.get_mut("Chance") {
        ways.iter_mut().for_each(|way| one(way.get_mut("to"), visit));
    }
}

/// Where two values differ first.
fn difference(found: &Value, expected: &Value) -> Option<String> {
    match (found, expected) {
        (Value::Object(one), Value::Object(other)) => one.keys().chain(other.keys()).find_map(|key| {
            let (one, other) = (
                one.get(key).unwrap_or(&Value::Null),
                other.get(key).unwrap_or(&Value::Null),
            );
            difference(one, other).map(|rest| format!("{key}.{rest}"))
        }),
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(at, (one, other))| difference(one, other).map(|rest| format!("{at}.{rest}")))
        }
        _ => (found != expected).then(|| format!(" found {found} expected {expected}")),
    }
}

fn check_comments(before: &str, after: &str, what: Comments, label: &str) {
    let (before, after) = (comments(before), comments(after));
    match what {
        Comments::Stay => assert_eq!(before, after, "{label}"),
        Comments::MayGo => assert!(
            after.iter().all(|(one, count)| before.get(one) >= Some(count)),
            "{label}"
        ),
        Comments::MayDouble => assert!(
            before.iter().all(|(one, count)| after.get(one) >= Some(count)),
            "{label}"
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_mean_what_they_say_and_can_be_taken_back(which in any::<Index>(), seed in 0..50_u64, choices in choices()) {
        let original = original(which, seed);
        let mut document = Document::saved(&original, bundled());
        prop_assert!(document.reading().tree().flaws.is_empty());
        let mut texts = vec![original.clone()];
        for choice in &choices {
            let Some(planned) = plan(&document, choice) else { continue };
            let Ok(edit) = planned.edit else { continue };
            let label = edit.label.clone();
            let steps = document.undo_steps();
            document.seal();
            if !document.apply(edit).unwrap() {
                prop_assert_eq!(document.undo_steps(), steps);
                continue;
            }
            prop_assert_eq!(document.undo_steps(), steps + 1, "{} is one step", &label);
            let found = document.scenario().map(|scenario| json(scenario));
            prop_assert_eq!(difference(&found.unwrap_or_default(), &planned.expected), None, "{}", &label);
            if let Some(order) = planned.order {
                prop_assert_eq!(ids(&document.scenario().unwrap().statements), order, "{}", &label);
            }
            check_comments(texts.last().unwrap(), document.text(), planned.comments, &label);
            texts.push(document.text().to_owned());
        }
        for text in texts.iter().rev().skip(1) {
            prop_assert!(document.undo().is_some());
            prop_assert_eq!(document.text(), text);
        }
        prop_assert_eq!(document.undo(), None);
        prop_assert!(!document.is_dirty());
        for text in texts.iter().skip(1) {
            prop_assert!(document.redo().is_some());
            prop_assert_eq!(document.text(), text);
        }
        prop_assert_eq!(document.redo(), None);
    }

    #[test]
    fn typing_anywhere_can_be_taken_back(which in any::<Index>(), places in prop::collection::vec((any::<Index>(), any::<Index>(), "[ -~\n“”é]{0,12}"), 1..12)) {
        let original = original(which, 3);
        let mut document = Document::saved(&original, bundled());
        let mut texts = vec![original.clone()];
        for (from, length, new) in places {
            let mut text = document.text().to_owned();
            let bound = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let start = bound(from.index(text.len() + 1));
            let end = bound(start + length.index(40));
            text.replace_range(start..end, &new);
            document.seal();
            if document.type_source(&text).unwrap() {
                texts.push(document.text().to_owned());
            }
            prop_assert_eq!(document.text(), &text);
        }
        for text in texts.iter().rev().skip(1) {
            prop_assert!(document.undo().is_some());
            prop_assert_eq!(document.text(), text);
        }
        prop_assert_eq!(document.text(), &original);
        while document.redo().is_some() {}
        prop_assert_eq!(document.text(), texts.last().unwrap());
    }
}

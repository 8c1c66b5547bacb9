//! What the map and the outline ask for, as edits of the document.

use std::sync::Arc;

use super::command::Part;
use super::deeds;
use super::desk::Desk;
use super::map::{MapAsk, Moved, Stub};
use super::spot::Spot;
use crate::edit::change::Change;
use crate::edit::document::Document;
use crate::edit::names::Orphans;
use crate::edit::step::{Edit, MergeKey, Refused};
use crate::edit::{endings, responses, statements};
use crate::scenario::diagnostic::{Pointer, Step};
use crate::scenario::map::At;
use crate::scenario::model::Scenario;

/// From how many pins on they are written as a whole: one by one, each would be looked for in the text.
const MANY: usize = 8;

impl Desk {
    /// Carries out what the map or the outline asks for. Several edits that belong together become one step.
    ///
    /// # Errors
    /// If the document refuses it.
    pub fn map(&mut self, ask: &MapAsk) -> Result<(), Refused> {
        self.document.seal();
        self.be_sure();
        let done = self.map_step(ask);
        self.document.seal();
        done
    }

    fn map_step(&mut self, ask: &MapAsk) -> Result<(), Refused> {
        match ask {
            MapAsk::Open(pointer) => {
                self.go(Spot::of(pointer));
                Ok(())
            }
            MapAsk::PlayFrom(statement) => {
                self.go(Spot::Statement(statement.clone()));
                Ok(())
            }
            MapAsk::Move(moved) => self.apply(move_all(&self.document, moved)?),
            MapAsk::Unpin(ids) => self.apply(unpin(&self.document, ids)?),
            MapAsk::Retarget(exit, to) => self.apply(responses::retarget(&self.document, exit, to)?),
            MapAsk::Stub { exit, kind, id, at } => self.stub(exit, *kind, id.as_deref(), *at),
            MapAsk::Add(kind, at) => self.add_place(*kind, *at),
            MapAsk::AddResponse(statement) => {
                let scenario = self.readable()?;
                let (edit, spot) = deeds::add(&self.document, &scenario, &Part::Response(statement.clone()))?;
                drop(scenario);
                self.apply_and_go(edit, spot)
            }
            MapAsk::Rename(at, new) => {
                let (edit, spot) = deeds::rename(&self.document, at, new)?;
                self.apply(edit)?;
                self.spot = spot.unwrap_or(Spot::Vignette);
                Ok(())
            }
            MapAsk::Delete(pointers) => self.delete_all(pointers),
            MapAsk::AddFrame(frame) => self.mark("frames", None, Some(frame), "add frame"),
            MapAsk::SetFrame(at, frame) => self.mark("frames", Some(*at), Some(frame), "change frame"),
            MapAsk::DeleteFrame(at) => self.mark::<()>("frames", Some(*at), None, "delete frame"),
            MapAsk::AddNote(note) => self.mark("notes", None, Some(note), "add note"),
            MapAsk::SetNote(at, note) => self.mark("notes", Some(*at), Some(note), "change note"),
            MapAsk::DeleteNote(at) => self.mark::<()>("notes", Some(*at), None, "delete note"),
        }
    }

    fn readable(&self) -> Result<Arc<Scenario>, Refused> {
        let refused = || Refused::new("the text can’t be read as it stands", "mend it in the Source tab first");
        self.document.scenario().map(Arc::clone).ok_or_else(refused)
    }

    fn apply_and_go(&mut self, edit: Edit, spot: Option<Spot>) -> Result<(), Refused> {
        self.apply(edit)?;
        if let Some(spot) = spot {
            self.go(spot);
        }
        Ok(())
    }

    fn stub(&mut self, exit: &Pointer, kind: Stub, id: Option<&str>, at: Option<At>) -> Result<(), Refused> {
        let (kind, wanted) = match kind {
            Stub::Statement => (responses::Stub::Statement, "statement"),
            Stub::Ending => (responses::Stub::Ending, "ending"),
        };
        let (edit, new) = responses::stub(&self.document, exit, kind, id.unwrap_or(wanted))?;
        self.make_at(edit, new.as_str(), at)
    }

    fn add_place(&mut self, kind: Stub, at: Option<At>) -> Result<(), Refused> {
        let scenario = self.readable()?;
        let part = match kind {
            Stub::Statement => Part::Statement,
            Stub::Ending => Part::Ending,
        };
        let (edit, spot) = deeds::add(&self.document, &scenario, &part)?;
        let id = match spot {
            Some(Spot::Statement(id) | Spot::Ending(id)) => id,
            _ => String::new(),
        };
        self.make_at(edit, &id, at)
    }

    /// Makes something new, puts it where it was asked for, and shows it. One step.
    fn make_at(&mut self, edit: Edit, id: &str, at: Option<At>) -> Result<(), Refused> {
        let label = edit.label.clone();
        self.apply(edit.merging(together()))?;
        if let Some(at) = at {
            let moved = Moved {
                places: vec![(id.to_owned(), at)],
                ..Moved::default()
            };
            let mut pin = move_all(&self.document, &moved)?.merging(together());
            pin.label = label;
            self.apply(pin)?;
        }
        if let Some(spot) = self.scenario().and_then(|scenario| Spot::of_target(scenario, id)) {
            self.go(spot);
        }
        Ok(())
    }

    /// Deletes responses first, then what they led to. If one can't be deleted, all of them stay.
    fn delete_all(&mut self, pointers: &[Pointer]) -> Result<(), Refused> {
        let label = match pointers {
            [_] => None,
            _ => Some(format!("delete {} parts", pointers.len())),
        };
        let before = self.document.clone();
        let done = self.delete_each(pointers, label);
        if done.is_err() {
            self.document.go_back_to(before);
            self.changed();
        }
        done
    }

    fn delete_each(&mut self, pointers: &[Pointer], label: Option<String>) -> Result<(), Refused> {
        let apply = |desk: &mut Self, edit: Edit| -> Result<(), Refused> {
            let mut edit = edit.merging(together());
            if let Some(label) = &label {
                edit.label.clone_from(label);
            }
            desk.apply(edit)
        };
        let gone: Vec<&str> = pointers
            .iter()
            .filter(|pointer| pointer.response_id().is_none())
            .filter_map(Pointer::statement_id)
            .collect();
        for pointer in pointers {
            if let (Some(statement), Some(response)) = (pointer.statement_id(), pointer.response_id())
                && !gone.contains(&statement)
            {
                let edit = responses::delete(&self.document, statement, response)?;
                apply(self, edit)?;
            }
        }
        if !gone.is_empty() {
            let edit = statements::delete(&self.document, &gone, &Orphans::Refuse)?;
            apply(self, edit)?;
        }
        for (list, at) in marks_in(pointers) {
            let label = if list == "frames" {
                "delete frame"
            } else {
                "delete note"
            };
            let edit = self.mark_edit::<()>(list, Some(at), None, label)?;
            apply(self, edit)?;
        }
        for ending in pointers.iter().filter_map(Pointer::ending_id) {
            let edit = endings::delete(&self.document, ending, &Orphans::Refuse)?;
            apply(self, edit)?;
        }
        Ok(())
    }

    fn mark<T: serde::Serialize>(
        &mut self,
        list: &'static str,
        at: Option<usize>,
        value: Option<&T>,
        label: &str,
    ) -> Result<(), Refused> {
        let edit = self.mark_edit(list, at, value, label)?;
        self.apply(edit)
    }

    /// A frame or a note made, changed or deleted.
    fn mark_edit<T: serde::Serialize>(
        &self,
        list: &'static str,
        at: Option<usize>,
        value: Option<&T>,
        label: &str,
    ) -> Result<Edit, Refused> {
        let mut change = Change::around(&self.document, &map())?;
        let all = map().field(list);
        match (at, value) {
            (None, Some(value)) => {
                begin(&mut change)?;
                let new = crate::scenario::write::part(value, crate::scenario::format::Placement::TOP);
                change.insert_item(&all, &new, usize::MAX)?;
            }
            (Some(at), Some(value)) => {
                change.set_value(&all.index(at), value)?;
            }
            (Some(at), None) => {
                change.remove(&last_of(self.document.scenario(), list).unwrap_or_else(|| all.index(at)))?;
            }
            (None, None) => {}
        }
        change.into_edit(label)
    }
}

/// The frames and notes among what is to go, the last of each list first: those before it keep their places.
fn marks_in(pointers: &[Pointer]) -> Vec<(&'static str, usize)> {
    let mut marks = Vec::new();
    for list in ["frames", "notes"] {
        let all = map().field(list);
        let in_list = pointers.iter().filter_map(|pointer| match pointer.steps() {
            [before @ .., Step::Index(at)] if before == all.steps() => Some(*at),
            _ => None,
        });
        let mut places: Vec<usize> = in_list.collect();
        places.sort_unstable_by(|one, other| other.cmp(one));
        marks.extend(places.into_iter().map(|at| (list, at)));
    }
    marks
}

/// The list, or the whole map, if what is removed is the last in it.
fn last_of(scenario: Option<&Arc<Scenario>>, list: &'static str) -> Option<Pointer> {
    let known = scenario?.map.as_ref()?;
    let (frames, notes) = (known.frames.len(), known.notes.len());
    let own = if list == "frames" { frames } else { notes };
    let alone = known.pins.is_empty() && frames + notes == 1;
    (own == 1).then(|| if alone { map() } else { map().field(list) })
}

/// Edits with this key in a row are one step: the document is sealed before and behind them.
fn together() -> MergeKey {
    MergeKey::Field(map())
}

fn map() -> Pointer {
    Pointer::root().field("map")
}

/// Makes a map if there is none.
fn begin(change: &mut Change<'_>) -> Result<(), Refused> {
    if !change.has(&map()) {
        change.set(&map(), "Map()")?;
    }
    Ok(())
}

fn move_all(document: &Document, moved: &Moved) -> Result<Edit, Refused> {
    let mut change = Change::around(document, &map())?;
    begin(&mut change)?;
    let pins = map().field("pins");
    let known = document.scenario().and_then(|scenario| scenario.map.as_ref());
    if moved.places.len() > MANY {
        let mut all = known.map(|map| map.pins.clone()).unwrap_or_default();
        for (id, at) in &moved.places {
            all.insert(id.as_str().into(), *at);
        }
        change.remove(&pins)?;
        change.set_value(&pins, &all)?;
    } else {
        for (id, at) in &moved.places {
            change.set_value(&pins.clone().key(id), at)?;
        }
    }
    for (at, frame) in &moved.frames {
        change.set_value(&map().field("frames").index(*at), frame)?;
    }
    for (at, note) in &moved.notes {
        change.set_value(&map().field("notes").index(*at), note)?;
    }
    change.into_edit("move on the map")
}

fn unpin(document: &Document, ids: &[String]) -> Result<Edit, Refused> {
    let mut change = Change::around(document, &map())?;
    let pins = map().field("pins");
    let known = document.scenario().and_then(|scenario| scenario.map.as_ref());
    let left = known.is_some_and(|map| map.pins.keys().any(|id| !ids.iter().any(|other| other == id.as_str())));
    if ids.is_empty() || !left {
        let bare = known.is_none_or(|map| map.frames.is_empty() && map.notes.is_empty());
        change.remove(&if bare { map() } else { pins })?;
    } else {
        for id in ids {
            change.remove(&pins.clone().key(id))?;
        }
    }
    change.into_edit("lay out the map")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;
    use crate::framework::load::bundled;
    use crate::scenario::map::{Frame, Note, Size};

    const SMALL: &str = include_str!("../../../tests/vignettes/small.ron");

    fn desk() -> Desk {
        Desk::new(Document::new(SMALL, bundled()), None, bundled(), || {})
    }

    /// Does it, looks at what came of it, and undoes it in one step.
    #[track_caller]
    fn check(ask: &MapAsk, label: &str, look: impl FnOnce(&Scenario)) {
        let mut desk = desk();
        desk.map(ask).expect("it is done");
        look(desk.document.scenario().expect("it reads"));
        assert_eq!(desk.document.undo_label(), Some(label));
        desk.document.undo();
        assert_eq!(desk.document.text(), SMALL, "one step back is where it began");
    }

    fn pins(scenario: &Scenario) -> Vec<(String, At)> {
        let pins = &scenario.map.as_ref().expect("there is a map").pins;
        pins.iter().map(|(id, at)| (id.to_string(), *at)).collect()
    }

    #[test]
    fn what_is_moved_is_pinned_in_one_step() {
        let few = vec![("opening".to_owned(), At(8, -4))];
        let moved = |places: &[(String, At)]| {
            MapAsk::Move(Moved {
                places: places.to_vec(),
                ..Moved::default()
            })
        };
        check(&moved(&few), "move on the map", |scenario| {
            assert_eq!(pins(scenario), few)
        });
        let many: Vec<(String, At)> = (0..20).map(|at| (format!("s-{at}"), At(at, at))).collect();
        check(&moved(&many), "move on the map", |scenario| {
            assert_eq!(pins(scenario), many)
        });
    }

    #[test]
    fn what_is_made_on_the_map_stands_where_it_was_asked_for() {
        check(
            &MapAsk::Add(Stub::Statement, Some(At(4, 8))),
            "add statement",
            |scenario| {
                assert_eq!(scenario.statements.len(), 3);
                assert_eq!(pins(scenario), [("statement".to_owned(), At(4, 8))]);
            },
        );
        let exit = Pointer::root().statement("opening").response("own-part").field("next");
        let stub = MapAsk::Stub {
            exit,
            kind: Stub::Ending,
            id: Some("later".to_owned()),
            at: None,
        };
        check(&stub, "add ending", |scenario| {
            assert!(scenario.endings.contains_key("later"));
            assert_eq!(scenario.map, None);
        });
    }

    #[test]
    fn frames_and_notes_come_and_go() {
        let frame = Frame {
            title: "The bus".to_owned(),
            at: At(0, 0),
            size: Size(400, 300),
        };
        let note = Note {
            text: "Ask Tom.".to_owned(),
            at: At(1, 2),
            size: Size(200, 100),
        };
        check(&MapAsk::AddFrame(frame.clone()), "add frame", |scenario| {
            assert_eq!(scenario.map.as_ref().unwrap().frames, std::slice::from_ref(&frame));
        });
        let mut desk = desk();
        for ask in [
            MapAsk::AddNote(note.clone()),
            MapAsk::DeleteNote(0),
            MapAsk::AddNote(note.clone()),
            MapAsk::AddNote(note.clone()),
            MapAsk::SetNote(
                1,
                Note {
                    text: "Or Ann.".to_owned(),
                    ..note.clone()
                },
            ),
            MapAsk::DeleteNote(0),
        ] {
            desk.map(&ask).unwrap();
        }
        let notes = &desk.document.scenario().unwrap().map.as_ref().unwrap().notes;
        assert_eq!(
            notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(),
            ["Or Ann."]
        );
    }

    #[test]
    fn laying_out_anew_leaves_no_trace() {
        let mut desk = desk();
        let moved = Moved {
            places: vec![("opening".to_owned(), At(8, -4))],
            ..Moved::default()
        };
        desk.map(&MapAsk::Move(moved)).unwrap();
        desk.map(&MapAsk::Unpin(vec!["opening".to_owned()])).unwrap();
        assert_eq!(desk.document.text(), SMALL);
    }

    #[test]
    fn all_are_deleted_or_none() {
        let root = Pointer::root;
        let own = root().statement("opening").response("own-part");
        let mut desk = desk();
        let refused = desk.map(&MapAsk::Delete(vec![own.clone(), root().statement("opening")]));
        assert!(refused.is_err() || desk.document.scenario().is_some());
        let mut desk = self::desk();
        let ending = desk
            .document
            .scenario()
            .unwrap()
            .endings
            .keys()
            .next()
            .unwrap()
            .to_string();
        let refused = desk.map(&MapAsk::Delete(vec![own.clone(), root().ending(&ending)]));
        if refused.is_err() {
            assert_eq!(desk.document.text(), SMALL, "the response is there again");
        }
        check(&MapAsk::Delete(vec![own]), "delete response", |scenario| {
            assert!(!scenario.statements["opening"].responses.contains_key("own-part"));
        });
    }
}

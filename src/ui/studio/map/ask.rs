//! What the map and the outline ask for. They change nothing themselves: the studio makes edits of these.

use crate::scenario::diagnostic::Pointer;
use crate::scenario::map::{At, Frame, Note};

/// Something that the map or the outline asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum MapAsk {
    /// Show a statement, a response or an ending in the inspector: a pointer to it.
    Open(Pointer),
    /// These were moved by hand, as one edit.
    Move(Moved),
    /// These are laid out by themselves again; all of them if the list is empty.
    Unpin(Vec<String>),
    /// A response leads elsewhere: where the target is written (`….next`, `….next.cases[0].then`, `….next[1].to`), and the id of the new one.
    Retarget(Pointer, String),
    /// Write a new statement or ending and let a response lead to it.
    Stub {
        /// Where the target is written.
        exit: Pointer,
        /// What the new one is.
        kind: Stub,
        /// The id of the new one, if it is known already: what a response leads to and is missing.
        id: Option<String>,
        /// Where on the map it stands; none to have it laid out.
        at: Option<At>,
    },
    /// Write a new statement or ending that nothing leads to yet.
    Add(Stub, Option<At>),
    /// Add a response to a statement, by the statement's id.
    AddResponse(String),
    /// Give a statement, a response or an ending another id, wherever it is named.
    Rename(Pointer, String),
    /// Delete statements, responses and endings, as one edit.
    Delete(Vec<Pointer>),
    /// Add a frame.
    AddFrame(Frame),
    /// A frame becomes this one, by its place in the list.
    SetFrame(usize, Frame),
    /// Delete a frame, by its place in the list.
    DeleteFrame(usize),
    /// Add a note.
    AddNote(Note),
    /// A note becomes this one, by its place in the list.
    SetNote(usize, Note),
    /// Delete a note, by its place in the list.
    DeleteNote(usize),
    /// Play from a statement, by its id.
    PlayFrom(String),
}

/// What was moved by hand, and where it is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// Statements and endings by id, with their upper left corners: they are pinned there.
    pub places: Vec<(String, At)>,
    /// Frames by their places in the list.
    pub frames: Vec<(usize, Frame)>,
    /// Notes by their places in the list.
    pub notes: Vec<(usize, Note)>,
}

/// What a new place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stub {
    /// Something that the client says.
    Statement,
    /// A way it ends.
    Ending,
}

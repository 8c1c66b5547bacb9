//! Where things stand on the studio's map. Kept in the vignette, so that a colleague opens the same picture; play knows nothing of it.
//!
//! The doc comment of each field is its entry in `docs/vignette-format.md`.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::id::TargetId;

/// Farthest place from the middle of the map, in points.
pub const MAX_PLACE: i32 = 1_000_000;
/// Smallest and largest side of a frame or a note, in points.
pub const SIDES: (i32, i32) = (40, 100_000);
/// Most frames, and most notes.
pub const MAX_MARKS: usize = 500;

/// How the vignette lies on the studio's map. Left out, or for what it does not name, the map is laid out by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// Statements and endings that were put in a place by hand, by id. The rest is laid out around them.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub pins: IndexMap<TargetId, At>,
    /// Frames with a title, drawn behind what belongs together. At most 500.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<Frame>,
    /// Notes for those who write, stuck on the map. At most 500.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

impl Map {
    /// Whether there is nothing in it that is worth writing down.
    pub fn is_empty(&self) -> bool {
        self.pins.is_empty() && self.frames.is_empty() && self.notes.is_empty()
    }
}

/// A place on the map: so far to the right and so far down, in points at 100 %, the upper left corner of what stands there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct At(pub i32, pub i32);

/// Width and height on the map, in points at 100 %, each 40 to 100,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Size(pub i32, pub i32);

/// A frame with a title, drawn behind what belongs together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// What belongs together here, in a few words.
    pub title: String,
    /// Its upper left corner.
    pub at: At,
    /// How large it is.
    pub size: Size,
}

/// A note on the map, for those who write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// Its upper left corner.
    pub at: At,
    /// How large it is.
    pub size: Size,
}

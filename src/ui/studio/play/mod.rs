//! A play at the side of the desk: from any statement, in a state that can really occur there. It follows what is written while it runs,
//! and is kept nowhere.

mod path;
mod play_ui;
mod side_play;
mod start;
mod start_ui;

pub use path::{Station, stations};
pub use play_ui::{PlayData, PlayState, play_ui};
pub use side_play::SidePlay;
pub use start::Start;

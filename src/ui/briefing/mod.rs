//! The briefing: what the practitioner knows before the client comes in, and how the session is to go.

mod briefing_ui;

pub use briefing_ui::{BriefingData, BriefingState, briefing_ui};

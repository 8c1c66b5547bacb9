//! A play that is looked at afterwards: its vignette and its log.

use std::sync::Arc;

use crate::framework::model::Framework;
use crate::library::vignette::Vignette;
use crate::session::event::Event;

/// A play that is looked at afterwards.
#[derive(Debug)]
pub struct Debrief {
    /// The vignette as it was played.
    pub vignette: Arc<Vignette>,
    /// Everything that happened.
    pub log: Vec<Event>,
}

impl Debrief {
    /// Looks back at a log.
    pub fn of(vignette: &Arc<Vignette>, log: &[Event], _framework: &'static Framework) -> Self {
        Self {
            vignette: Arc::clone(vignette),
            log: log.to_vec(),
        }
    }

    /// Takes in what was computed meanwhile. Never waits.
    pub fn take_in(&mut self) {}

    /// Waits for what is computed meanwhile: for pictures and tests.
    pub fn wait(&mut self) {}
}

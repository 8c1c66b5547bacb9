//! What the debrief shows: the account of a play, and what can be done from here. Built once for a log, so that drawing it costs little.

use crate::framework::model::Framework;
use crate::library::vignette::Vignette;
use crate::report::account::Account;
use crate::report::account::outlook::Outlook;
use crate::score::Score;
use crate::session::event::Event;
use crate::session::options::{Mode, Options};
use crate::session::replay::started;

/// The debrief.
#[derive(Debug)]
pub struct DebriefData {
    /// Tells one debrief from another: the play's seed and the length of its log.
    pub key: (u64, usize),
    /// What there is to say about the play.
    pub account: Account,
    /// Whether a turn can be played again.
    pub can_rewind: bool,
}

impl DebriefData {
    /// Builds it. Without a score it shows the ending and nothing else.
    pub fn of(
        vignette: &Vignette,
        score: Option<&Score>,
        log: &[Event],
        options: Option<Options>,
        framework: &Framework,
        outlook: &Outlook,
    ) -> Self {
        let seed = started(log).map_or(0, |started| started.seed);
        let account = Account::of(vignette, score, log, options, framework, outlook);
        let mode = options.map(|options| options.mode);
        Self {
            key: (seed, log.len()),
            can_rewind: account.scored && mode != Some(Mode::Probe),
            account,
        }
    }
}

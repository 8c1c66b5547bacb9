//! What the app holds of a person's learning: the sums that the history sent, what the progress screen makes of them, and moments asked for.

use std::collections::BTreeSet;

use crate::framework::model::Framework;
use crate::history::decision::KeptDecision;
use crate::history::decisions::Evidence;
use crate::history::store::{AttemptId, KeptAttempt};
use crate::history::tally::Sums;
use crate::library::catalog::Entry;
use crate::progress::filter::Filter;
use crate::session::replay::from_lines;

use super::progress::Shown;
use super::progress::data::{Moment, ProgressData, moments};

/// What is known of a person's learning.
#[derive(Default)]
pub struct Learning {
    sums: Option<Box<Sums>>,
    data: Option<ProgressData>,
    wanted: Option<(Evidence, Option<Vec<Moment>>)>,
}

impl Learning {
    /// Somebody else practises now: what was known is forgotten.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The sums have come. `today` in days since 1970.
    pub fn take_sums(&mut self, sums: Box<Sums>, framework: &Framework, filter: Filter, today: i64) {
        self.sums = Some(sums);
        self.look(framework, filter, today);
    }

    /// Looks at the sums through another filter. Moments belong to the old one and are put away.
    pub fn look(&mut self, framework: &Framework, filter: Filter, today: i64) {
        self.data = self
            .sums
            .as_ref()
            .map(|sums| ProgressData::of(sums, framework, filter, today));
        self.wanted = None;
    }

    /// What the screen shows, once it is read.
    pub fn data(&self) -> Option<&ProgressData> {
        self.data.as_ref()
    }

    /// Moments are wanted.
    pub fn want(&mut self, evidence: Evidence) {
        self.wanted = Some((evidence, None));
    }

    /// They are not wanted any more.
    pub fn unwant(&mut self) {
        self.wanted = None;
    }

    /// Moments have come, perhaps those that are wanted.
    pub fn take_moments(&mut self, evidence: &Evidence, kept: &[KeptDecision], entries: &[Entry], today: i64) {
        if let Some((wanted, found)) = &mut self.wanted
            && wanted == evidence
        {
            *found = Some(moments(kept, entries, today));
        }
    }

    /// The attempts in whose moments it hung on the play what was said: their logs know it.
    pub fn unspoken(&self) -> BTreeSet<AttemptId> {
        let moments = self.wanted.iter().flat_map(|(_, moments)| moments).flatten();
        moments
            .filter(|moment| moment.says.is_none())
            .map(|moment| moment.attempt)
            .collect()
    }

    /// An attempt has come back, for what was said in it. Only if its vignette is on the shelf as it was.
    pub fn take_words(&mut self, attempt: AttemptId, kept: &KeptAttempt, entries: &[Entry]) {
        let mut vignettes = entries.iter().filter_map(Entry::vignette);
        let vignette = vignettes.find(|vignette| vignette.hash == kept.hash);
        let log = from_lines(&kept.events.join("\n"));
        if let (Some((_, Some(moments))), Some(vignette), Ok(log)) = (&mut self.wanted, vignette, log) {
            let its = moments.iter_mut().filter(|moment| moment.attempt == attempt);
            its.for_each(|moment| moment.hear(&vignette.scenario, &log));
        }
    }

    /// The moments that are wanted, for the screen.
    pub fn shown(&self) -> Option<Shown<'_>> {
        self.wanted.as_ref().map(|(evidence, moments)| Shown {
            evidence,
            moments: moments.as_deref(),
        })
    }
}

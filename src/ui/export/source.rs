//! What leaves: one play that is at hand, or attempts that are brought from the history in parts.

use std::collections::HashMap;
use std::sync::Arc;

use super::data::What;
use crate::framework::model::Framework;
use crate::history::attempts::{Brought, Span};
use crate::history::store::AttemptId;
use crate::history::writer::Reader;
use crate::library::vignette::Vignette;
use crate::report::data::{Choice, Kept, Report};
use crate::report::kept::Attempt;
use crate::report::moment::{Moment, Zone};
use crate::ui::attempts::Selection;

/// How many attempts are brought at once.
const PART: usize = 16;
/// How many a preview is made from.
pub const PREVIEWED: usize = 3;

/// What is to leave.
pub enum Source {
    /// The play on the table, and the attempt that it is kept as.
    One(Box<Attempt>, Option<AttemptId>),
    /// Attempts of the history.
    Several(Selection),
}

impl Source {
    /// What is known of it before anything is read.
    pub fn what(&self) -> What {
        match self {
            Self::One(attempt, _) => What::One {
                title: attempt.vignette.scenario.title.clone(),
                has_drafts: attempt.has_drafts(),
            },
            Self::Several(_) => What::Several(None),
        }
    }
}

/// What is to leave, once it is looked up.
pub struct Stock {
    one: Option<Box<Attempt>>,
    /// The earliest first.
    ids: Vec<AttemptId>,
    /// When the first and the last began, as the clocks here show it.
    ends: Option<(i64, i64)>,
    /// Vignettes that were read already: years of practice use a handful.
    shelf: HashMap<u64, Arc<Vignette>>,
}

impl Stock {
    /// Looks it up.
    pub fn of(source: Source, framework: &Framework, reader: Option<&Reader>, zone: Zone) -> Self {
        let mut stock = Self {
            one: None,
            ids: Vec::new(),
            ends: None,
            shelf: HashMap::new(),
        };
        match source {
            Source::One(mut attempt, id) => {
                let brought = reader.zip(id).and_then(|(reader, id)| reader.bring(vec![id]).pop());
                if let Some(brought) = brought {
                    attempt.started_ms = Some(brought.row.started_ms);
                    attempt.ended_ms = brought.row.ended_ms;
                    attempt.answered = brought.answered;
                }
                stock.one = Some(attempt);
            }
            Source::Several(selection) => {
                let span = match &selection {
                    Selection::These(_) => Span::default(),
                    Selection::Span(span) => *span,
                };
                stock.ids = reader.map(|reader| reader.pick(span)).unwrap_or_default();
                if let Selection::These(these) = &selection {
                    stock.ids.retain(|id| these.contains(id));
                }
                let ends = [stock.ids.first(), stock.ids.last()];
                let ends: Vec<AttemptId> = ends.into_iter().flatten().copied().collect();
                let began: Vec<i64> = reader
                    .map(|reader| reader.bring(ends))
                    .unwrap_or_default()
                    .iter()
                    .map(|brought| zone.at(Moment::from_ms(brought.row.started_ms)).shown().ms())
                    .collect();
                stock.ends = began.first().copied().zip(began.last().copied());
                // A single one that was ticked gets what a single one gets.
                if let [id] = *stock.ids.as_slice() {
                    let found = stock.bring(&[id], framework, reader).pop().flatten();
                    stock.one = found.map(|attempt| Box::new(attempt.with_outlook(framework)));
                }
            }
        }
        stock
    }

    /// What is known of it.
    pub fn what(&self) -> What {
        match &self.one {
            Some(one) => What::One {
                title: one.vignette.scenario.title.clone(),
                has_drafts: one.has_drafts(),
            },
            None => What::Several(Some((self.ids.len(), self.ends))),
        }
    }

    /// How many attempts it has.
    pub fn count(&self) -> usize {
        if self.one.is_some() { 1 } else { self.ids.len() }
    }

    /// Its parts, to be brought one after the other. A play at hand is one part, whatever it is called.
    pub fn parts(&self) -> Vec<Vec<AttemptId>> {
        match &self.one {
            Some(_) => vec![vec![AttemptId(0)]],
            None => self.ids.chunks(PART).map(<[AttemptId]>::to_vec).collect(),
        }
    }

    /// Brings a part, with a gap for each attempt that can't be read any more.
    pub fn bring(
        &mut self,
        part: &[AttemptId],
        framework: &Framework,
        reader: Option<&Reader>,
    ) -> Vec<Option<Attempt>> {
        if let Some(one) = &self.one {
            return vec![Some(Attempt::clone(one))];
        }
        let brought = reader.map(|reader| reader.bring(part.to_vec())).unwrap_or_default();
        let gone = part.len().saturating_sub(brought.len());
        let back = brought.iter().map(|brought| self.attempt(brought, framework));
        let mut back: Vec<Option<Attempt>> = back.collect();
        back.extend(std::iter::repeat_n(None, gone));
        back
    }

    fn attempt(&mut self, brought: &Brought, framework: &Framework) -> Option<Attempt> {
        let attempt = match self.shelf.get(&brought.kept.hash) {
            Some(vignette) => Attempt::on(Arc::clone(vignette), brought),
            None => Attempt::brought(brought, framework),
        }
        .ok()?;
        self.shelf
            .entry(brought.kept.hash)
            .or_insert_with(|| Arc::clone(&attempt.vignette));
        Some(attempt)
    }

    /// A report on the first of it.
    pub fn beginning(
        &mut self,
        framework: &Framework,
        reader: Option<&Reader>,
        choice: &Choice,
        made_ms: Option<i64>,
    ) -> Report {
        let first: Vec<AttemptId> = match &self.one {
            Some(_) => vec![AttemptId(0)],
            None => self.ids.iter().copied().take(PREVIEWED).collect(),
        };
        let attempts: Vec<Attempt> = self.bring(&first, framework, reader).into_iter().flatten().collect();
        let kept: Vec<Kept<'_>> = attempts.iter().map(Attempt::kept).collect();
        let mut report = Report::of(&kept, framework, choice, made_ms);
        report.more = self.count().saturating_sub(first.len());
        report
    }
}

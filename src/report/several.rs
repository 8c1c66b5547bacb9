//! Reports on many plays: each is written before the next one is brought, where the format allows it, so that years fit into little memory.
//!
//! The bytes are those that the formats write of a whole report. Pages to read are set at the end and take up to [`MOST_TO_READ`] plays.

use thiserror::Error;

use super::csv;
use super::data::{Choice, Kept, Report, Session};
use super::format::Format;
use super::json;
use super::moment::Zone;
use super::paper::Paper;
use super::pdf::PdfError;
use super::save::{SaveError, Saving};
use super::uuid::Uuid;
use super::xapi;
use crate::framework::model::Framework;

/// Most plays in one document to read: some thousand pages.
pub const MOST_TO_READ: usize = 200;

/// Why a report on several plays is not written.
#[derive(Debug, Error)]
pub enum SeveralError {
    /// There are too many for a document to read.
    #[error("a document to read takes up to {MOST_TO_READ} sessions")]
    TooMany,
    /// The pages could not be put together.
    #[error(transparent)]
    Pages(#[from] PdfError),
    /// The file could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// What it was to be written to refuses.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Where the parts of a report go.
pub trait Sink {
    /// Takes the next part.
    ///
    /// # Errors
    /// If it can't be written.
    fn take(&mut self, bytes: &[u8]) -> Result<(), SeveralError>;
}

impl Sink for Saving {
    fn take(&mut self, bytes: &[u8]) -> Result<(), SeveralError> {
        Ok(self.add(bytes)?)
    }
}

/// Whatever else bytes can be written to.
pub struct Out<'o>(pub &'o mut dyn std::io::Write);

impl Sink for Out<'_> {
    fn take(&mut self, bytes: &[u8]) -> Result<(), SeveralError> {
        Ok(self.0.write_all(bytes)?)
    }
}

/// How a report is written, and what may leave.
#[derive(Clone, Debug)]
pub struct Manner {
    /// The format.
    pub format: Format,
    /// What may leave.
    pub choice: Choice,
    /// For pages.
    pub paper: Paper,
    /// What the clocks around its readers show.
    pub zone: Zone,
    /// Under whose name statements go.
    pub account: Uuid,
    /// When it is made, in milliseconds since 1970, if that is known.
    pub made_ms: Option<i64>,
}

/// A report that is being written.
pub struct Several<'f> {
    manner: Manner,
    framework: &'f Framework,
    /// The report without its sessions; with them, where it is a document to read.
    report: Report,
    count: u32,
}

impl<'f> Several<'f> {
    /// Begins one.
    pub fn begin(manner: Manner, framework: &'f Framework) -> Self {
        let mut report = Report::of(&[], framework, &manner.choice, manner.made_ms);
        report.paper = manner.paper;
        report.zone = manner.zone;
        Self {
            manner,
            framework,
            report,
            count: 0,
        }
    }

    /// How many plays are in it so far.
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// Adds a play.
    ///
    /// # Errors
    /// If there are too many for the format, or `sink` refuses.
    pub fn add(&mut self, kept: &Kept<'_>, sink: &mut dyn Sink) -> Result<(), SeveralError> {
        let is_first = self.count == 0;
        let session = Session::of(kept, self.count + 1, self.framework, self.manner.choice.drafts);
        self.count += 1;
        match self.manner.format {
            format if format.is_document() => {
                if self.report.sessions.len() >= MOST_TO_READ {
                    return Err(SeveralError::TooMany);
                }
                self.report.sessions.push(session);
                return Ok(());
            }
            Format::Csv if is_first => sink.take(csv::head(&self.report).as_bytes())?,
            Format::Json if is_first => sink.take(json::head(&self.report).as_bytes())?,
            _ => {}
        }
        if self.manner.format == Format::Json {
            return sink.take(json::session(&session, is_first).as_bytes());
        }
        self.report.sessions.push(session);
        let part = if self.manner.format == Format::Csv {
            csv::rows(&self.report)
        } else {
            xapi::write(&self.report, &self.manner.account)
        };
        self.report.sessions.clear();
        sink.take(part.as_bytes())
    }

    /// Writes what is left to write. Returns how many plays are in it.
    ///
    /// # Errors
    /// If pages could not be set, or `sink` refuses.
    pub fn finish(self, sink: &mut dyn Sink) -> Result<u32, SeveralError> {
        match self.manner.format {
            format if format.is_document() => {
                let bytes = self.manner.format.write(&self.report, &self.manner.account)?;
                sink.take(&bytes)?;
            }
            Format::Csv if self.count == 0 => sink.take(csv::head(&self.report).as_bytes())?,
            Format::Json => {
                if self.count == 0 {
                    sink.take(json::head(&self.report).as_bytes())?;
                }
                sink.take(json::tail(self.count).as_bytes())?;
            }
            _ => {}
        }
        Ok(self.count)
    }
}

//! The formats that a report can be written in, and the one place that writes each.

use super::csv;
use super::data::Report;
use super::document::Document;
use super::html;
use super::json;
use super::pdf::{self, PdfError};
use super::uuid::Uuid;
use super::xapi;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// A page to read, print and keep.
    #[default]
    Html,
    /// The same as pages.
    Pdf,
    /// A table with one row a decision.
    Csv,
    /// Everything, for programs.
    Json,
    /// Statements for a learning record store.
    Xapi,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Html, Self::Pdf, Self::Csv, Self::Json, Self::Xapi];

    /// Whether it is something to read, and not something for programs.
    pub const fn is_document(self) -> bool {
        matches!(self, Self::Html | Self::Pdf)
    }

    /// What its files' names end in, without the point.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xapi => "jsonl",
        }
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "Web page (HTML)",
            Self::Pdf => "Pages (PDF)",
            Self::Csv => "Table (CSV)",
            Self::Json => "Data (JSON)",
            Self::Xapi => "Learning record (xAPI)",
        }
    }

    /// What it is for.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Html => "To read, to print, to take to supervision. One file that opens in any browser.",
            Self::Pdf => "The same, on pages, for a printer or a portfolio.",
            Self::Csv => "One row a decision, for a spreadsheet or for statistics.",
            Self::Json => "Everything that stands in the report, for another program.",
            Self::Xapi => "Statements for a learning record store, under a random account name.",
        }
    }

    /// The report in this format. `account` is who the statements of [`Format::Xapi`] are about.
    ///
    /// # Errors
    /// Only [`Format::Pdf`] can fail, if its pages can't be put together.
    pub fn write(self, report: &Report, account: &Uuid) -> Result<Vec<u8>, PdfError> {
        Ok(match self {
            Self::Html => html::write(&Document::of(report)).into_bytes(),
            Self::Pdf => pdf::write(&Document::of(report), report.made, report.paper)?,
            Self::Csv => csv::write(report).into_bytes(),
            Self::Json => json::write(report).into_bytes(),
            Self::Xapi => xapi::write(report, account).into_bytes(),
        })
    }

    /// The first lines as they will be written; of what is set in type, as they will read. Each is cut at `width` characters.
    pub fn first_lines(self, report: &Report, account: &Uuid, lines: usize, width: usize) -> Vec<String> {
        let first = match self {
            Self::Html | Self::Pdf => Document::of(report).first_lines(lines),
            Self::Csv | Self::Json | Self::Xapi => {
                let bytes = self.write(report, account).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes);
                text.lines().take(lines).map(str::to_owned).collect()
            }
        };
        first.into_iter().map(|line| cut(&line, width)).collect()
    }
}

fn cut(line: &str, width: usize) -> String {
    if line.chars().count() <= width {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}

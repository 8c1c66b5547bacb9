//! A document as PDF, set in the program's own type: no other program is needed, and every machine gets the same pages.
//!
//! [`flow`] breaks texts into lines, [`pages`] fills pages with them, [`paper`] draws. The file is tagged for those who hear it, and made to
//! the rules of PDF/A-2a and PDF/UA-1 where nothing in it stands against them.

pub mod faces;
pub mod flow;
pub mod pages;
pub mod paper;

use krilla::Document as Paper;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::metadata::{DateTime, Metadata};
use thiserror::Error;

use super::document::Document;
use super::moment::Moment;
use super::paper::Paper as PaperSize;
use faces::Faces;
use flow::Flow;
use paper::{Sheet, TEXT_WIDTH};

/// Why there is no file.
#[derive(Debug, Error)]
pub enum PdfError {
    /// A bundled font is broken.
    #[error("the bundled fonts can't be read")]
    Fonts,
    /// The pages could not be put together.
    #[error("the pages can't be put together: {0}")]
    Pages(String),
}

/// The file. `made` is when: the rules for keeping documents ask for it.
///
/// # Errors
/// If the pages could not be put together, which would be a mistake of the program.
pub fn write(document: &Document, made: Option<Moment>, size: PaperSize) -> Result<Vec<u8>, PdfError> {
    let strict = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish();
    // A file that breaks a rule is better than none: then it is an ordinary PDF.
    match strict.map(|rules| set(document, made, size, rules)) {
        Ok(Ok(bytes)) if made.is_some() => Ok(bytes),
        _ => set(document, made, size, Configuration::default()),
    }
}

fn set(
    document: &Document,
    made: Option<Moment>,
    size: PaperSize,
    configuration: Configuration,
) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::load().ok_or(PdfError::Fonts)?;
    let flow = Flow::of(document, &faces, TEXT_WIDTH);
    let sheet = Sheet::of(size);
    let pages = pages::pages(&flow.pieces, sheet.text_height());
    let mut paper = Paper::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    paper::draw(&mut paper, sheet, document, &faces, &flow, &pages);
    paper.set_metadata(metadata(document, made));
    paper
        .finish()
        .map_err(|error| PdfError::Pages(format!("{error:?}").chars().take(300).collect()))
}

fn metadata(document: &Document, made: Option<Moment>) -> Metadata {
    let metadata = Metadata::new()
        .title(document.title.clone())
        .language(document.language.clone())
        .creator(super::data::PROGRAM.to_owned())
        .authors(document.author.iter().cloned().collect());
    match made.and_then(date) {
        Some(date) => metadata.creation_date(date),
        None => metadata,
    }
}

fn date(moment: Moment) -> Option<DateTime> {
    let ((year, month, day), (hour, minute, second, _)) = (moment.date(), moment.time());
    let small = |value: i64| u8::try_from(value).ok();
    let date = DateTime::new(u16::try_from(year).ok()?)
        .month(small(month)?)
        .day(small(day)?);
    let date = date.hour(small(hour)?).minute(small(minute)?).second(small(second)?);
    Some(date.utc_offset_hour(0).utc_offset_minute(0))
}

//! The file of what lies on the desk: opened, saved, and compared with what another program may have made of it.

use std::path::{Path, PathBuf};

use crate::edit::document::Document;
use crate::framework::model::Framework;
use crate::scenario::file::{DEFAULT_LIMIT, FileError, Loaded, load, save};

/// A file as it was read or saved last.
#[derive(Clone, Debug)]
pub struct OpenFile {
    /// Where it is.
    pub path: PathBuf,
    was: Loaded,
}

/// Why nothing was saved.
#[derive(Debug)]
pub enum Unsaved {
    /// Another program has changed the file.
    Changed,
    /// The system, or the format.
    Failed(FileError),
}

impl OpenFile {
    /// Opens a file.
    ///
    /// # Errors
    /// If it can't be read as text.
    pub fn open(path: &Path, framework: &'static Framework) -> Result<(Document, Self), FileError> {
        let was = load(path, DEFAULT_LIMIT)?;
        let document = Document::saved(&was.text, framework);
        let path = path.to_owned();
        Ok((document, Self { path, was }))
    }

    /// Reads what is in the file now.
    ///
    /// # Errors
    /// If it can't be read as text.
    pub fn read_again(&mut self) -> Result<String, FileError> {
        self.was = load(&self.path, DEFAULT_LIMIT)?;
        Ok(self.was.text.clone())
    }

    /// Saves a document, unless another program has changed the file and `over` does not say to replace that.
    ///
    /// # Errors
    /// Says why nothing was saved. The file is as it was then.
    pub fn save(&mut self, document: &Document, over: bool) -> Result<(), Unsaved> {
        let now = match load(&self.path, DEFAULT_LIMIT) {
            Ok(now) => Some(now),
            // A file that is gone is written anew.
            Err(FileError::Missing { .. }) => None,
            Err(error) => return Err(Unsaved::Failed(error)),
        };
        if !over && now.is_some_and(|now| now.bytes != self.was.bytes) {
            return Err(Unsaved::Changed);
        }
        self.was = written(&self.path, document, Some(&self.was)).map_err(Unsaved::Failed)?;
        Ok(())
    }

    /// Saves a document under another name. A file that is there is not replaced.
    ///
    /// # Errors
    /// If there is one, or the system refuses.
    pub fn save_new(path: &Path, document: &Document) -> Result<Self, String> {
        match load(path, DEFAULT_LIMIT) {
            Err(FileError::Missing { .. }) => {}
            Err(error) => return Err(error.to_string()),
            Ok(_) => return Err("there is a file of that name already; choose another name".to_owned()),
        }
        let was = written(path, document, None).map_err(|error| error.to_string())?;
        let path = path.to_owned();
        Ok(Self { path, was })
    }
}

fn written(path: &Path, document: &Document, was: Option<&Loaded>) -> Result<Loaded, FileError> {
    let sound = !document.reading().has_errors();
    let means = document.scenario().filter(|_| sound).map(|scenario| scenario.as_ref());
    let saved = save(path, document.text(), means, was)?;
    Ok(Loaded {
        text: document.text().to_owned(),
        wrapping: was.map(|was| was.wrapping).unwrap_or_default(),
        bytes: saved.bytes,
    })
}

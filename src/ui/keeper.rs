//! The thread that writes the settings, so that no screen waits for a disk. Of several changes in a row only the last is written.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use crate::settings::{Settings, store};

/// A handle on the thread. Dropping it waits until the last change is written.
pub struct Keeper {
    changes: Option<Sender<Settings>>,
    problems: Receiver<String>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts the thread. Without a folder, changes last until the program closes.
    pub fn start(folder: Option<PathBuf>) -> Self {
        let (changes, inbox) = channel::<Settings>();
        let (outbox, problems) = channel();
        let thread = std::thread::Builder::new().name("settings".to_owned()).spawn(move || {
            while let Ok(first) = inbox.recv() {
                let last = inbox.try_iter().last().unwrap_or(first);
                let Some(folder) = &folder else { continue };
                if let Err(error) = store::write(folder, &last) {
                    let _ = outbox.send(format!(
                        "Your settings could not be kept ({error}). They last until you close the program."
                    ));
                }
            }
        });
        Self {
            changes: Some(changes),
            problems,
            thread: thread.ok(),
        }
    }

    /// Keeps these settings.
    pub fn keep(&self, settings: &Settings) {
        if let Some(changes) = &self.changes {
            let _ = changes.send(settings.clone());
        }
    }

    /// What went wrong since the last call.
    pub fn problems(&self) -> impl Iterator<Item = String> + '_ {
        self.problems.try_iter()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.changes = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

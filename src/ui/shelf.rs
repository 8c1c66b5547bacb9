//! The library as the window holds it: entries that a thread reads, so that no screen waits for a disk.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::framework::model::Framework;
use crate::library::catalog::{Entry, Origin, bundled, from_path};

/// What the reading thread sends: which reading it belongs to, and what was read.
enum Message {
    Entries(u64, Vec<Entry>),
    Done(u64),
}

/// The shelf.
pub struct Shelf {
    framework: &'static Framework,
    /// What there is, bundled vignettes first.
    pub entries: Vec<Entry>,
    /// Whether a reading is under way.
    pub reading: bool,
    generation: Arc<AtomicU64>,
    sender: Sender<Message>,
    messages: Receiver<Message>,
}

impl Shelf {
    /// An empty shelf. Call [`Shelf::read`] to fill it.
    pub fn new(framework: &'static Framework) -> Self {
        let (sender, messages) = channel();
        Self {
            framework,
            entries: Vec::new(),
            reading: false,
            generation: Arc::default(),
            sender,
            messages,
        }
    }

    /// Reads everything again in a thread; a reading that is under way stops. `wake` is called when there is news.
    pub fn read(&mut self, folders: Vec<PathBuf>, wake: impl Fn() + Send + 'static) {
        let generation = self.generation.fetch_add(1, Ordering::SeqCst) + 1;
        let (current, sender, framework) = (Arc::clone(&self.generation), self.sender.clone(), self.framework);
        self.reading = true;
        let keep_going = move || current.load(Ordering::SeqCst) == generation;
        let spawned = std::thread::Builder::new().name("library".to_owned()).spawn(move || {
            let send = |message| {
                // A closed channel means that the program is closing.
                let _ = sender.send(message);
                wake();
            };
            send(Message::Entries(generation, bundled()));
            for folder in folders {
                if keep_going() {
                    send(Message::Entries(generation, from_path(&folder, framework, &keep_going)));
                }
            }
            send(Message::Done(generation));
        });
        if spawned.is_err() {
            self.entries = bundled();
            self.reading = false;
        }
    }

    /// Takes in what the thread has sent. Never waits.
    pub fn take_in(&mut self) {
        let current = self.generation.load(Ordering::SeqCst);
        let news: Vec<Message> = self.messages.try_iter().collect();
        for message in news {
            self.take(message, current);
        }
    }

    /// Waits until the reading is done: for pictures and tests.
    pub fn wait(&mut self) {
        let current = self.generation.load(Ordering::SeqCst);
        while self.reading {
            match self.messages.recv() {
                Ok(message) => self.take(message, current),
                Err(_) => return,
            }
        }
    }

    fn take(&mut self, message: Message, current: u64) {
        match message {
            Message::Entries(generation, entries) if generation == current => {
                let fresh = entries.iter().any(|entry| matches!(entry.origin, Origin::Bundled(_)));
                if fresh {
                    self.entries.clear();
                }
                self.entries.extend(entries);
            }
            Message::Done(generation) if generation == current => self.reading = false,
            Message::Entries(..) | Message::Done(_) => {}
        }
    }

    /// The entry from this origin.
    pub fn entry(&self, origin: &Origin) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.origin == *origin)
    }
}

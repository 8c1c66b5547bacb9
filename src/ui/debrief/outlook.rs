//! The thread that works out what was still possible. It ends by itself, within bounds, and stops when nobody looks at the debrief any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use crate::library::vignette::Vignette;
use crate::report::account::outlook::{Outlook, foresee};
use crate::score::turns::Turn;

/// The thread that works it out.
#[derive(Debug)]
pub struct Worker {
    found: Receiver<Outlook>,
    cancel: Arc<AtomicBool>,
}

impl Worker {
    /// Begins to work it out for these turns.
    pub fn start(vignette: &Arc<Vignette>, turns: &[Turn]) -> Self {
        let (sender, found) = channel();
        let cancel = Arc::new(AtomicBool::new(false));
        let (vignette, turns, stop) = (Arc::clone(vignette), turns.to_vec(), Arc::clone(&cancel));
        let builder = thread::Builder::new().name("outlook".to_owned());
        // Without a thread there is no outlook: the channel is closed and says so.
        let _ = builder.spawn(move || {
            // The debrief may be gone by now.
            let _ = sender.send(foresee(&vignette, &turns, &stop));
        });
        Self { found, cancel }
    }

    /// What was found, if it was by now.
    pub fn poll(&self) -> Option<Outlook> {
        match self.found.try_recv() {
            Ok(found) => Some(found),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Outlook::Unknown),
        }
    }

    /// Waits for it: for pictures and tests.
    pub fn wait(&self) -> Outlook {
        self.found.recv().unwrap_or(Outlook::Unknown)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

//! The system's dialog for choosing a folder. Never blocks the view: the answer comes over a channel.
//!
//! Where the system has no dialog service, a cancel and "no dialog is possible" look the same; the library therefore offers a field
//! for the path as well.

use std::path::PathBuf;
use std::sync::mpsc::Sender;

/// Asks for a folder. Sends it if one is chosen and calls `wake`; sends nothing if not.
pub fn pick_folder(answers: Sender<PathBuf>, wake: impl Fn() + Send + 'static) {
    // The dialog is made on the view's thread, as some platforms demand, and waited for on another.
    let dialog = rfd::AsyncFileDialog::new()
        .set_title("A folder with vignettes")
        .pick_folder();
    let waiting = std::thread::Builder::new().name("dialog".to_owned()).spawn(move || {
        if let Some(folder) = wait(dialog) {
            // A closed channel means that the program is closing.
            let _ = answers.send(folder.path().to_owned());
            wake();
        }
    });
    // Without a thread there is no dialog; the field for the path is still there.
    drop(waiting);
}

/// Runs a future on this thread, asleep while it has nothing to do.
fn wait<T>(future: impl Future<Output = T>) -> T {
    use std::sync::Arc;
    use std::task::{Context, Poll, Wake, Waker};

    struct Unpark(std::thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

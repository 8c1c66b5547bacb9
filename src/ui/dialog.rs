//! The system's dialogs for choosing a folder and for naming a file. Never blocks the view: the answer comes over a channel.
//!
//! Where the system has no dialog service, a cancel and "no dialog is possible" look the same; the screens therefore offer a
//! field for the path as well.

use std::path::{Path, PathBuf};
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

/// Asks for a vignette file. Sends it if one is chosen and calls `wake`; sends nothing if not.
pub fn pick_file(title: &str, answers: Sender<PathBuf>, wake: impl Fn() + Send + 'static) {
    let dialog = rfd::AsyncFileDialog::new()
        .set_title(title)
        .add_filter("Vignettes", &["ron"])
        .pick_file();
    let waiting = std::thread::Builder::new().name("dialog".to_owned()).spawn(move || {
        if let Some(file) = wait(dialog) {
            // A closed channel means that the program is closing.
            let _ = answers.send(file.path().to_owned());
            wake();
        }
    });
    // Without a thread there is no dialog; the field for the path is still there.
    drop(waiting);
}

/// Asks for the name of a new file, beginning at a path. Sends it if one is chosen and calls `wake`; sends nothing if not.
pub fn pick_place(title: &str, path: &Path, answers: Sender<PathBuf>, wake: impl Fn() + Send + 'static) {
    let mut dialog = rfd::AsyncFileDialog::new().set_title(title);
    if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = path.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    let dialog = dialog.save_file();
    let waiting = std::thread::Builder::new().name("dialog".to_owned()).spawn(move || {
        if let Some(file) = wait(dialog) {
            // A closed channel means that the program is closing.
            let _ = answers.send(file.path().to_owned());
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

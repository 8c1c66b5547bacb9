//! The system's dialogs for choosing a folder and for naming a file. Never blocks the view: the answer comes from another thread.
//!
//! Where the system has no dialog service, a cancel and "no dialog is possible" look the same; the screens therefore offer a
//! field for the path as well, and say so when a dialog has brought nothing.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use rfd::FileHandle;

/// Asks for a folder. Sends it if one is chosen and calls `wake`; sends nothing if not.
pub fn pick_folder(answers: Sender<PathBuf>, wake: impl Fn() + Send + 'static) {
    let dialog = rfd::AsyncFileDialog::new()
        .set_title("A folder with vignettes")
        .pick_folder();
    hear(dialog, move |folder| send(folder, &answers, wake));
}

/// Asks for a vignette file. `answer` hears which one, or that none was chosen.
pub fn pick_file(title: &str, answer: impl FnOnce(Option<PathBuf>) + Send + 'static) {
    let dialog = rfd::AsyncFileDialog::new()
        .set_title(title)
        .add_filter("Vignettes", &["ron"])
        .pick_file();
    hear(dialog, answer);
}

/// Asks for the name of a new file, beginning at a path. Sends it if one is chosen and calls `wake`; sends nothing if not.
pub fn pick_place(title: &str, path: &Path, answers: Sender<PathBuf>, wake: impl Fn() + Send + 'static) {
    name_place(title, path, move |place| send(place, &answers, wake));
}

/// The same where it matters that none was chosen: `answer` hears that as well.
pub fn name_place(title: &str, path: &Path, answer: impl FnOnce(Option<PathBuf>) + Send + 'static) {
    let mut dialog = rfd::AsyncFileDialog::new().set_title(title);
    if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = path.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    hear(dialog.save_file(), answer);
}

fn send(chosen: Option<PathBuf>, answers: &Sender<PathBuf>, wake: impl Fn()) {
    if let Some(path) = chosen {
        // A closed channel means that the program is closing.
        let _ = answers.send(path);
        wake();
    }
}

/// Waits for a dialog. It was made on the view's thread, as some platforms demand, and is waited for on another.
fn hear(
    dialog: impl Future<Output = Option<FileHandle>> + Send + 'static,
    answer: impl FnOnce(Option<PathBuf>) + Send + 'static,
) {
    let waiting = std::thread::Builder::new().name("dialog".to_owned());
    // Without a thread there is no dialog; the field for the path is still there.
    drop(waiting.spawn(move || answer(wait(dialog).map(|chosen| chosen.path().to_owned()))));
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

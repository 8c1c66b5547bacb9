//! Opens the program's window, or says in plain words why it can't be opened.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use super::app::{App, World};
use super::window::{self, Renderer, WindowOptions};
use crate::session::rng::fresh_seed;
use crate::settings::paths::data_dir;

/// How the window is to be opened.
#[derive(Debug)]
pub struct OpenOptions {
    /// A vignette or a folder to show.
    pub path: Option<PathBuf>,
    /// What to draw with.
    pub renderer: Renderer,
    /// When the program was started.
    pub started: Instant,
}

/// The name of the file that remembers the window's place and size.
const GEOMETRY: &str = "window.ron";

/// Opens the window and stays until it is closed. Exits with 2 if it can't be opened.
pub fn open(options: OpenOptions) -> ExitCode {
    let data_folder = data_dir();
    let window = WindowOptions {
        renderer: options.renderer,
        geometry_file: data_folder.as_ref().map(|folder| folder.join(GEOMETRY)),
        started: options.started,
        min_size: egui::vec2(720.0, 520.0),
        ..WindowOptions::new("Attune", "attune")
    };
    let opened = window::run(&window, move |opening| {
        let world = World { data_folder, open: options.path, now_ms, seed: fresh_seed };
        Box::new(App::new(&opening.ctx, world))
    });
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("attune: {problem}");
            eprintln!("{}", problem.help());
            ExitCode::from(2)
        }
    }
}

/// The time in milliseconds since 1970; 0 on a machine whose clock stands before that.
fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

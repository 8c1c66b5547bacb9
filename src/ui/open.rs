//! Opens the program's window, or says in plain words why it can't be opened.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use super::app::{App, World};
use super::crash::{Rescue, report_into};
use super::window::{self, FrameStats, Renderer, WindowApp, WindowOptions};
use crate::session::rng::fresh_seed;
use crate::settings::paths::data_dir;
use crate::settings::zone::minutes_ahead;

/// How the window is to be opened.
#[derive(Debug)]
pub struct OpenOptions {
    /// A vignette or a folder to show.
    pub path: Option<PathBuf>,
    /// What to draw with.
    pub renderer: Renderer,
    /// When the program was started.
    pub started: Instant,
    /// Print how long the first frames took and what memory they needed, then close.
    pub measure: bool,
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
        let rescue = Rescue::default();
        if let Some(folder) = data_folder.clone() {
            report_into(folder, rescue.clone(), now_ms);
        }
        let world = World {
            data_folder,
            open: options.path,
            now_ms,
            minutes_ahead,
            seed: fresh_seed,
        };
        let app = App::new(&opening.ctx, world)
            .rescued_by(rescue)
            .seeing(opening.monitors.clone());
        if options.measure {
            Box::new(Measured {
                app,
                stats: opening.stats.clone(),
                told: false,
            })
        } else {
            Box::new(app)
        }
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

/// The program until its first frames are drawn: prints what they took, and closes.
struct Measured {
    app: App,
    stats: FrameStats,
    told: bool,
}

impl WindowApp for Measured {
    fn logic(&mut self, ctx: &egui::Context) {
        self.app.logic(ctx);
        let (Some(first), true) = (self.stats.first_frame(), self.stats.frames() >= 3) else {
            ctx.request_repaint();
            return;
        };
        if std::mem::replace(&mut self.told, true) {
            return;
        }
        let memory = memory_mib().map_or_else(|| "unknown".to_owned(), |mib| format!("{mib} MiB"));
        let frames: Vec<String> = self
            .stats
            .recent()
            .iter()
            .map(|frame| format!("{:.1}", frame.as_secs_f64() * 1000.0))
            .collect();
        println!(
            "first frame after {:.0} ms; frames {} ms; memory {memory}",
            first.as_secs_f64() * 1000.0,
            frames.join(", ")
        );
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        self.app.ui(ui);
    }
}

/// The memory that the program holds, where the system tells it as Linux does.
fn memory_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

/// The time in milliseconds since 1970; 0 on a machine whose clock stands before that.
fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

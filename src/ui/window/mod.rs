//! Opens the application's window wherever one can be opened: with OpenGL where that works, else with the project's own rasterizer.
//! Must not know what the application shows.
//!
//! An application is written once, as a [`WindowApp`]. [`run`] tries what the person asked for; where that fails it starts the program
//! anew without Wayland or without OpenGL ([`attempt`]), and if nothing helps it says why in plain words ([`Problem`]).

mod attempt;
mod cpu;
mod gpu;
mod monitors;
mod pane;
mod problem;
mod scheme;
mod stats;
mod x11_watch;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use egui::{Color32, Context, IconData, Ui, Vec2, ViewportBuilder, Visuals};

pub use monitors::{Monitor, Monitors};
pub use problem::Problem;
pub use stats::FrameStats;

use attempt::Attempt;
use scheme::Scheme;

/// What to draw with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL if it works, else without.
    #[default]
    Auto,
    /// OpenGL or nothing.
    Gpu,
    /// Without OpenGL.
    Cpu,
}

impl Renderer {
    /// All of them, in the order in which to offer them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Gpu, Self::Cpu];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Gpu => "gpu",
            Self::Cpu => "cpu",
        }
    }
}

impl FromStr for Renderer {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|renderer| renderer.name() == name);
        found.ok_or_else(|| format!("found `{name}`, expected `auto`, `gpu` or `cpu`"))
    }
}

/// How the window is to be.
#[derive(Clone, Debug)]
pub struct WindowOptions {
    /// The title that desktops show.
    pub title: String,
    /// The application's name in the desktop's files, for instance for its icon under Wayland.
    pub app_id: String,
    /// Size at the first start, in points.
    pub size: Vec2,
    /// Smallest size, in points.
    pub min_size: Vec2,
    /// The window's picture, if there is one.
    pub icon: Option<Arc<IconData>>,
    /// What to draw with.
    pub renderer: Renderer,
    /// File in which place and size are remembered (with OpenGL only); without one they are not.
    pub geometry_file: Option<PathBuf>,
    /// When the program was started, for [`FrameStats::first_frame`].
    pub started: Instant,
}

impl WindowOptions {
    /// Options with a title and an id, 1280×800 points, nothing remembered.
    pub fn new(title: impl Into<String>, app_id: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            app_id: app_id.into(),
            size: Vec2::new(1280.0, 800.0),
            min_size: Vec2::new(480.0, 360.0),
            icon: None,
            renderer: Renderer::Auto,
            geometry_file: None,
            started: Instant::now(),
        }
    }

    fn viewport(&self) -> ViewportBuilder {
        // Without an icon of ours, eframe would show its own.
        let icon = self.icon.clone().unwrap_or_default();
        ViewportBuilder::default()
            .with_title(self.title.clone())
            .with_app_id(self.app_id.clone())
            .with_inner_size(self.size)
            .with_min_inner_size(self.min_size)
            .with_icon(icon)
    }
}

/// What an application gets when its window opens.
#[derive(Clone, Debug)]
pub struct Opening {
    /// For fonts, theme and repaint requests from other threads.
    pub ctx: Context,
    /// [`Renderer::Gpu`] or [`Renderer::Cpu`]: what is drawn with.
    pub renderer: Renderer,
    /// How long frames take.
    pub stats: FrameStats,
    /// The monitors that there are.
    pub monitors: Monitors,
}

/// An application in a window.
pub trait WindowApp {
    /// Draws a frame.
    fn ui(&mut self, ui: &mut Ui);

    /// Does what is not drawing, before each frame; with OpenGL also while the window is hidden.
    fn logic(&mut self, _ctx: &Context) {}

    /// Is called once before the window goes.
    fn on_exit(&mut self) {}

    /// What is seen where nothing is drawn.
    fn clear_color(&self, visuals: &Visuals) -> Color32 {
        visuals.panel_fill
    }
}

/// Opens a window and runs an application in it until the window is closed.
///
/// The program may be started anew on the way (see [`attempt`]), always before `make_app` is called: do nothing before this that must
/// not be done twice.
///
/// # Errors
/// A [`Problem`] if no window could be opened, or if it broke later.
///
/// # Panics
/// If the application does; panics of windowing libraries before the application starts become a [`Problem`].
pub fn run(options: &WindowOptions, make_app: impl FnOnce(&Opening) -> Box<dyn WindowApp>) -> Result<(), Problem> {
    let attempt = Attempt::from_environment(options.renderer);
    if attempt.has_no_screen() {
        return Err(Problem::NoScreen);
    }
    let quiet = QuietPanics::begin();
    let scheme = Scheme::listen();
    let make_app = |opening: &Opening| {
        quiet.end();
        let app = make_app(opening);
        scheme.tell(&opening.ctx);
        app
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| match attempt.renderer {
        Renderer::Cpu => cpu::run(options, make_app),
        Renderer::Auto | Renderer::Gpu => gpu::run(options, make_app),
    }));
    let is_app_running = quiet.is_over();
    quiet.end();
    let text = match outcome {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(text)) => text,
        Err(panic) if is_app_running => resume_unwind(panic),
        Err(panic) => panic_text(panic.as_ref()),
    };
    let problem = Problem::from_text(&text);
    match attempt.after(&problem) {
        Some(next) if !is_app_running => {
            let error = next.start_anew();
            Err(Problem::Other {
                detail: format!("the program could not be started again: {error}"),
            })
        }
        _ => Err(problem),
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}

/// Keeps this thread's panics off the terminal until the application starts. Other threads' panics go where they always went.
struct QuietPanics(Arc<AtomicBool>);

impl QuietPanics {
    fn begin() -> Self {
        let is_quiet = Arc::new(AtomicBool::new(true));
        let (flag, thread, usual) = (
            Arc::clone(&is_quiet),
            std::thread::current().id(),
            std::panic::take_hook(),
        );
        std::panic::set_hook(Box::new(move |info| {
            if !flag.load(Ordering::Relaxed) || std::thread::current().id() != thread {
                usual(info);
            }
        }));
        Self(is_quiet)
    }

    fn end(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renderers_are_read_by_the_names_they_have() {
        for renderer in Renderer::ALL {
            assert_eq!(renderer.name().parse(), Ok(renderer));
        }
        let wrong: Result<Renderer, String> = "wgpu".parse();
        assert_eq!(wrong, Err("found `wgpu`, expected `auto`, `gpu` or `cpu`".to_owned()));
    }

    #[test]
    fn panics_are_read_whatever_they_carry() {
        assert_eq!(panic_text(&"plain"), "plain");
        assert_eq!(panic_text(&"owned".to_owned()), "owned");
        assert_eq!(panic_text(&7), "");
    }
}

//! The room's own window: a second one of the program, on a screen of its own where there is one.
//!
//! Its frames are drawn when they are due and not with the tutor's, so that 300 answers a second don't cost two windows each. What it shows is
//! a copy behind a lock; what was pressed in it goes back the same way. Where the platform has one window only, the room's screen is
//! drawn in the tutor's window instead, which the tutor's half can leave.

use std::sync::{Arc, Mutex, PoisonError};

use egui::{Context, ViewportBuilder, ViewportCommand, ViewportId, vec2};

use super::command::{ClassroomCommand, pressed};
use super::slide::{Slide, slide_ui};

#[derive(Debug, Hash)]
struct RoomWindow;

fn id() -> ViewportId {
    ViewportId::from_hash_of(RoomWindow)
}

/// What passes between the two windows.
#[derive(Default)]
struct Link {
    slide: Option<Slide>,
    asked: Vec<ClassroomCommand>,
}

/// The room's window, open or not.
#[derive(Default)]
pub struct Projector {
    /// Whether it is open.
    pub is_open: bool,
    /// The screen that it fills; `None` for a window that can be moved.
    pub monitor: Option<usize>,
    /// Whether it fills the screen that it is on.
    pub is_full: bool,
    link: Arc<Mutex<Link>>,
}

impl Projector {
    /// Whether this platform gives the program a second window.
    pub fn is_possible(ctx: &Context) -> bool {
        !ctx.embed_viewports()
    }

    /// Keeps the window open for another frame of the tutor's, with this in it. Closed windows are closed by not being asked for.
    pub fn show(&self, ctx: &Context, slide: &Slide) {
        if !self.is_open || !Self::is_possible(ctx) {
            return;
        }
        let is_new = with(&self.link, |link| {
            let is_new = link.slide.as_ref() != Some(slide);
            if is_new {
                link.slide = Some(slide.clone());
            }
            is_new
        });
        if is_new {
            ctx.request_repaint_of(id());
        }
        let mut builder = ViewportBuilder::default()
            .with_title("Attune: for the room")
            .with_app_id("attune")
            .with_inner_size(vec2(1280.0, 720.0))
            .with_min_inner_size(vec2(480.0, 270.0))
            .with_icon(egui::IconData::default());
        builder = match self.monitor {
            Some(monitor) => builder.with_monitor(monitor),
            None => builder.with_fullscreen(self.is_full),
        };
        let link = Arc::clone(&self.link);
        ctx.show_viewport_deferred(id(), builder, move |ui, _class| {
            let mut asked = pressed(ui.ctx());
            if ui.input(|input| input.viewport().close_requested()) {
                asked.push(ClassroomCommand::Projector(false));
            }
            if !asked.is_empty() {
                with(&link, |link| link.asked.append(&mut asked));
                ui.ctx().request_repaint_of(ViewportId::ROOT);
            }
            let slide = with(&link, |link| link.slide.clone());
            if let Some(slide) = slide {
                let rect = ui.ctx().content_rect();
                slide_ui(ui, rect, &slide, true);
            }
        });
    }

    /// What was pressed in the room's window since the last time.
    pub fn asked(&self) -> Vec<ClassroomCommand> {
        with(&self.link, |link| std::mem::take(&mut link.asked))
    }

    /// Moves the window to a screen and fills it, or gives it back its frame.
    pub fn move_to(&mut self, monitor: Option<usize>, ctx: &Context) {
        self.monitor = monitor;
        self.is_full = monitor.is_some();
        if self.is_open {
            let command = monitor.map_or(ViewportCommand::Fullscreen(false), ViewportCommand::SetMonitor);
            ctx.send_viewport_cmd_to(id(), command);
        }
    }

    /// Fills the screen that it is on, or stops doing so.
    pub fn toggle_full(&mut self, ctx: &Context) {
        self.monitor = None;
        self.is_full = !self.is_full;
        ctx.send_viewport_cmd_to(id(), ViewportCommand::Fullscreen(self.is_full));
    }
}

/// A window that panicked while it held the lock leaves whole values behind: each is replaced at once.
fn with<R>(link: &Mutex<Link>, act: impl FnOnce(&mut Link) -> R) -> R {
    act(&mut link.lock().unwrap_or_else(PoisonError::into_inner))
}

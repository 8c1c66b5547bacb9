//! The room's own window: a second one of the program, on a screen of its own where there is one.
//!
//! Its frames are drawn when they are due and not with the tutor's, so that 300 answers a second don't cost two windows each. What it shows is
//! a copy behind a lock; what was pressed in it goes back the same way. Where the platform has one window only, the room's screen is
//! drawn in the tutor's window instead, which the tutor's half can leave.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use egui::{Context, Vec2, ViewportBuilder, ViewportClass, ViewportCommand, ViewportId, vec2};

use super::command::{ClassroomCommand, pressed};
use super::slide::{Slide, prepare_letters, slide_ui};
use crate::ui::window::Monitor;

/// How often it is looked whether a screen has come or gone. The windowing systems do not all tell.
pub(super) const LOOK: Duration = Duration::from_secs(1);

/// How far from the tutor's window a window stands that has lost its screen, in points.
const BESIDE: Vec2 = vec2(48.0, 48.0);

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

/// Where the window is, as the windowing system was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A window that can be moved.
    Window,
    /// Full, on the screen that it is on.
    Full,
    /// Full, on the screen of this number, as large as it is and where it lies: when that changes, the window has to follow.
    On(usize, [u32; 2], [i32; 2]),
}

/// What came of a look at the screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The room's screen is gone; its window is an ordinary one meanwhile.
    Gone(Monitor),
    /// It shows what the tutor's own screen shows; the same.
    Mirrors(Monitor),
    /// It is there again, and filled.
    Back(Monitor),
}

/// The room's window, open or not.
#[derive(Default)]
pub struct Projector {
    /// Whether it is open.
    pub is_open: bool,
    monitor: Option<Monitor>,
    is_full: bool,
    /// Where it was when it was opened: what egui's builder says, as long as it is open.
    opened: Option<Place>,
    placed: Option<Place>,
    /// Whether its screen was missing at the last look.
    is_lost: bool,
    /// The frame of the tutor's in which it was last kept open.
    kept_in: u64,
    link: Arc<Mutex<Link>>,
}

impl Projector {
    /// Whether this platform gives the program a second window.
    pub fn is_possible(ctx: &Context) -> bool {
        !ctx.embed_viewports()
    }

    /// The screen that it fills, or will fill once that is there; `None` for a window that can be moved.
    pub fn monitor(&self) -> Option<&Monitor> {
        self.monitor.as_ref().filter(|_| self.is_full)
    }

    /// Opens it, on a screen that the tutor's window is not on if there is one, or closes it.
    pub fn open(&mut self, is_open: bool, monitors: &[Monitor]) {
        if is_open && !self.is_open && self.monitor.is_none() {
            let here = monitors.iter().find(|monitor| monitor.is_here);
            let other = here.and_then(|here| monitors.iter().find(|monitor| monitor.seen_from(here).is_some()));
            self.is_full |= other.is_some();
            self.monitor = other.cloned();
        }
        self.is_open = is_open;
    }

    /// Moves the window to a screen and fills it, or gives it back its frame.
    pub fn move_to(&mut self, monitor: Option<Monitor>) {
        self.is_full = monitor.is_some();
        self.monitor = monitor;
    }

    /// Fills the screen, or stops doing so: the chosen one, or else the one that the window is on.
    pub fn toggle_full(&mut self) {
        self.is_full = !self.is_full;
    }

    /// Where it is to be, with the screens that there are.
    fn place(&self, monitors: &[Monitor]) -> Place {
        match &self.monitor {
            _ if !self.is_full => Place::Window,
            None => Place::Full,
            Some(wanted) => {
                let mut all = monitors.iter().enumerate();
                match all.find(|(_, monitor)| monitor.is_same(wanted)) {
                    Some((at, there)) if !covers_notes(there, monitors) => Place::On(at, there.size, there.position),
                    _ => Place::Window,
                }
            }
        }
    }

    /// Keeps the window open for another frame of the tutor's, with this in it, where it is to be. Closed windows are closed by not being
    /// asked for.
    pub fn show(&mut self, ctx: &Context, slide: &Slide, monitors: &[Monitor]) -> Option<Change> {
        if !self.is_open || !Self::is_possible(ctx) {
            self.opened = None;
            return None;
        }
        let pass = ctx.cumulative_pass_nr_for(ViewportId::ROOT);
        if pass > self.kept_in + 1 {
            // Another screen of the program was shown meanwhile, which closed it.
            self.opened = None;
        }
        self.kept_in = pass;
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
        ctx.request_repaint_after(LOOK);
        let change = self.move_where_it_belongs(ctx, monitors);
        let link = Arc::clone(&self.link);
        ctx.show_viewport_deferred(id(), self.builder(), move |ui, class| {
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
                // Not where it is only a part of another window, as in tests.
                if class != ViewportClass::EmbeddedWindow {
                    prepare_letters(ui.ctx(), rect);
                }
            }
        });
        change
    }

    /// The same as long as the window is open: what changes afterwards is told by commands, for a builder can't take a screen back.
    fn builder(&self) -> ViewportBuilder {
        let builder = ViewportBuilder::default()
            .with_title("Attune: for the room")
            .with_app_id("attune")
            .with_inner_size(vec2(1280.0, 720.0))
            .with_min_inner_size(vec2(480.0, 270.0))
            .with_icon(egui::IconData::default());
        match self.opened {
            Some(Place::On(at, _, _)) => builder.with_monitor(at),
            Some(Place::Full) => builder.with_fullscreen(true),
            Some(Place::Window) | None => builder,
        }
    }

    fn move_where_it_belongs(&mut self, ctx: &Context, monitors: &[Monitor]) -> Option<Change> {
        let wanted = self.place(monitors);
        let before = self.placed.replace(wanted);
        let waits_for = self.monitor.clone().filter(|_| self.is_full);
        let was_lost = std::mem::replace(&mut self.is_lost, waits_for.is_some() && wanted == Place::Window);
        if self.opened.is_none() {
            self.opened = Some(wanted);
            return None;
        }
        if before == Some(wanted) {
            return None;
        }
        let tell = |command| ctx.send_viewport_cmd_to(id(), command);
        match wanted {
            Place::Full => tell(ViewportCommand::Fullscreen(true)),
            Place::Window => tell(ViewportCommand::Fullscreen(false)),
            Place::On(at, _, _) => {
                // From one screen to another it is a window in between: some window managers don't move what fills a screen.
                tell(ViewportCommand::Fullscreen(false));
                tell(ViewportCommand::SetMonitor(at));
            }
        }
        let monitor = waits_for?;
        if self.is_lost {
            // Its old place may have gone with the screen.
            let beside = ctx.input(|input| input.viewport().outer_rect.map(|rect| rect.min + BESIDE));
            if let Some(beside) = beside {
                tell(ViewportCommand::OuterPosition(beside));
            }
            // The notes are not to lie under what the room saw: there the tutor is told.
            ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
            let is_there = monitors.iter().any(|other| other.is_same(&monitor));
            return Some(if is_there {
                Change::Mirrors(monitor)
            } else {
                Change::Gone(monitor)
            });
        }
        was_lost.then_some(Change::Back(monitor))
    }

    /// What was pressed in the room's window since the last time.
    pub fn asked(&self) -> Vec<ClassroomCommand> {
        with(&self.link, |link| std::mem::take(&mut link.asked))
    }
}

/// Whether a screen and the tutor's own are two that show the same picture. What fills the one would lie over the notes on the other.
fn covers_notes(monitor: &Monitor, monitors: &[Monitor]) -> bool {
    let mut others = monitors.iter().filter(|other| !other.is_same(monitor));
    // Which of the two the tutor's window is on is a matter of chance.
    others.any(|other| (other.is_here || monitor.is_here) && monitor.seen_from(other).is_none())
}

/// A window that panicked while it held the lock leaves whole values behind: each is replaced at once.
fn with<R>(link: &Mutex<Link>, act: impl FnOnce(&mut Link) -> R) -> R {
    act(&mut link.lock().unwrap_or_else(PoisonError::into_inner))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
mod tests {
    use egui::{RawInput, ViewportOutput};

    use super::*;
    use crate::classroom::lesson::Lesson;
    use crate::framework::load::bundled;
    use crate::library::bundled::BUNDLED;
    use crate::library::vignette::load;
    use crate::ui::classroom::slide::slide_of;

    fn monitor(name: &str, left: i32, is_here: bool) -> Monitor {
        Monitor {
            name: name.to_owned(),
            size: [1280, 800],
            position: [left, 0],
            is_primary: is_here,
            is_here,
        }
    }

    /// A program with two windows, and what it asks of the windowing system.
    struct Desk {
        ctx: Context,
        projector: Projector,
        slide: Slide,
        monitors: Vec<Monitor>,
        /// What the last frame asked of the tutor's window.
        of_tutor: Vec<ViewportCommand>,
    }

    impl Desk {
        fn new(monitors: Vec<Monitor>) -> Self {
            let (_, text) = BUNDLED.iter().find(|(name, _)| *name == "the-worksheet.ron").unwrap();
            let lesson = Lesson::new(Arc::clone(&load(text, bundled()).vignette.unwrap()), 7, &[]);
            let ctx = Context::default();
            ctx.set_embed_viewports(false);
            Self {
                ctx,
                projector: Projector::default(),
                slide: slide_of(&lesson, 0),
                monitors,
                of_tutor: Vec::new(),
            }
        }

        /// One frame of the tutor's: what is asked of the room's window, if it is to be there.
        fn frame(&mut self) -> (Option<ViewportOutput>, Option<Change>) {
            let mut change = None;
            let mut output = self.ctx.run_ui(RawInput::default(), |ui| {
                change = self.projector.show(ui.ctx(), &self.slide, &self.monitors);
            });
            output.textures_delta.clear();
            let tutor = output.viewport_output.remove(&ViewportId::ROOT);
            self.of_tutor = tutor.map(|window| window.commands).unwrap_or_default();
            (output.viewport_output.remove(&id()), change)
        }
    }

    #[test]
    fn it_opens_on_the_screen_that_the_notes_are_not_on() {
        let mut desk = Desk::new(vec![monitor("eDP-1", 0, true), monitor("HDMI-1", 1280, false)]);
        desk.projector.open(true, &desk.monitors);
        let (window, change) = desk.frame();
        let window = window.unwrap();
        assert_eq!((window.builder.monitor, change), (Some(1), None));
        assert!(window.commands.is_empty(), "{:?}", window.commands);
        assert_eq!(desk.projector.monitor().unwrap().name, "HDMI-1");
        let (window, _) = desk.frame();
        assert!(window.unwrap().commands.is_empty(), "nothing is asked twice");
    }

    #[test]
    fn with_no_screen_of_its_own_it_is_a_window() {
        let mirrored = vec![monitor("eDP-1", 0, true), monitor("HDMI-1", 0, false)];
        for monitors in [Vec::new(), vec![monitor("eDP-1", 0, true)], mirrored] {
            let mut desk = Desk::new(monitors);
            desk.projector.open(true, &desk.monitors);
            let builder = desk.frame().0.unwrap().builder;
            assert_eq!((builder.monitor, builder.fullscreen), (None, None));
            desk.projector.toggle_full();
            let commands = desk.frame().0.unwrap().commands;
            assert_eq!(commands, [ViewportCommand::Fullscreen(true)]);
        }
    }

    #[test]
    fn a_screen_that_goes_gives_a_window_back_and_is_filled_again_when_it_returns() {
        let both = vec![monitor("eDP-1", 0, true), monitor("HDMI-1", 1280, false)];
        let mut desk = Desk::new(both.clone());
        desk.projector.open(true, &both);
        desk.frame();
        desk.monitors.truncate(1);
        let (window, change) = desk.frame();
        assert_eq!(change, Some(Change::Gone(both[1].clone())));
        assert_eq!(window.unwrap().commands[0], ViewportCommand::Fullscreen(false));
        assert_eq!(desk.of_tutor, [ViewportCommand::Focus], "the notes come to the front");
        assert_eq!(desk.frame().1, None, "it is told once");
        assert!(desk.of_tutor.is_empty(), "{:?}", desk.of_tutor);
        // It comes back under another number.
        desk.monitors.insert(0, both[1].clone());
        let (window, change) = desk.frame();
        assert_eq!(change, Some(Change::Back(both[1].clone())));
        assert_eq!(
            *window.unwrap().commands.last().unwrap(),
            ViewportCommand::SetMonitor(0)
        );
    }

    #[test]
    fn a_screen_that_moves_is_followed_and_one_that_mirrors_the_notes_is_not_filled() {
        let both = vec![monitor("eDP-1", 0, true), monitor("HDMI-1", 1280, false)];
        let mut desk = Desk::new(both.clone());
        desk.projector.open(true, &both);
        desk.frame();
        desk.monitors[1].position = [-1280, 0];
        let (window, change) = desk.frame();
        let followed = window.unwrap().commands;
        assert_eq!(followed.last(), Some(&ViewportCommand::SetMonitor(1)));
        assert_eq!(change, None, "nothing was lost");
        for here in 0..2 {
            for (at, monitor) in desk.monitors.iter_mut().enumerate() {
                monitor.position = [0, 0];
                monitor.is_here = at == here;
            }
            let (window, change) = desk.frame();
            assert_eq!(change, Some(Change::Mirrors(both[1].clone())));
            assert_eq!(window.unwrap().commands[0], ViewportCommand::Fullscreen(false));
            desk.monitors.clone_from(&both);
            let (window, change) = desk.frame();
            assert_eq!(change, Some(Change::Back(both[1].clone())));
            let filled = window.unwrap().commands;
            assert_eq!(filled.last(), Some(&ViewportCommand::SetMonitor(1)));
        }
    }

    #[test]
    fn two_screens_for_the_room_that_show_the_same_are_filled() {
        let all = vec![
            monitor("eDP-1", 0, true),
            monitor("HDMI-1", 1280, false),
            monitor("HDMI-2", 1280, false),
        ];
        let mut desk = Desk::new(all.clone());
        desk.projector.open(true, &all);
        assert_eq!(desk.frame().0.unwrap().builder.monitor, Some(1));
    }

    #[test]
    fn the_key_for_a_full_screen_knows_the_chosen_one() {
        let both = vec![monitor("eDP-1", 0, true), monitor("HDMI-1", 1280, false)];
        let mut desk = Desk::new(both.clone());
        desk.projector.open(true, &both);
        desk.frame();
        desk.projector.toggle_full();
        let (window, change) = desk.frame();
        assert_eq!(window.unwrap().commands, [ViewportCommand::Fullscreen(false)]);
        assert_eq!((change, desk.projector.monitor()), (None, None));
        desk.projector.toggle_full();
        let (window, change) = desk.frame();
        assert_eq!(
            *window.unwrap().commands.last().unwrap(),
            ViewportCommand::SetMonitor(1)
        );
        assert_eq!(change, None, "nothing was lost");
    }

    #[test]
    fn a_window_that_was_closed_meanwhile_is_opened_where_it_belongs_now() {
        let both = vec![monitor("eDP-1", 0, true), monitor("HDMI-1", 1280, false)];
        let mut desk = Desk::new(both.clone());
        desk.projector.open(true, &both);
        desk.frame();
        for _ in 0..2 {
            desk.ctx.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
        }
        desk.projector.move_to(Some(both[0].clone()));
        let window = desk.frame().0.unwrap();
        assert_eq!(window.builder.monitor, Some(0));
        assert!(window.commands.is_empty(), "{:?}", window.commands);
    }
}

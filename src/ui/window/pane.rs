//! One window that is drawn without OpenGL: its input, its picture and its memory on the screen. Knows neither the application nor the
//! event loop's course.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::viewport::DeferredViewportUiCallback;
use egui::{Context, Event, Vec2, ViewportBuilder, ViewportCommand, ViewportId, ViewportInfo};
use egui_winit::ActionRequested;
use softbuffer::{SoftBufferError, Surface};
use winit::event_loop::{ActiveEventLoop, EventLoopProxy};
use winit::window::Window;

use super::cpu::Wish;
use crate::ui::raster::{Damage, MAX_TEXTURE_SIDE, PixelRect, Rasterizer, Scene};

/// Frames do not follow each other faster than this: nothing else holds them back here.
const SHORTEST_FRAME: Duration = Duration::from_millis(16);
/// How often a hidden window's application is run at most.
const SHORTEST_HIDDEN_FRAME: Duration = Duration::from_millis(100);

/// How often in a row a picture may fail to come to the screen: one that fails while the window changes succeeds a moment later.
const MOST_FAILURES: u32 = 5;
/// How long it waits before it tries again.
const AFTER_FAILURE: Duration = Duration::from_millis(120);

/// A window and everything that belongs to it alone.
pub(super) struct Pane {
    pub window: Arc<Window>,
    pub state: egui_winit::State,
    pub info: ViewportInfo,
    pub parent: ViewportId,
    /// Draws the content; `None` for the application's main window.
    pub draw: Option<Arc<DeferredViewportUiCallback>>,
    builder: ViewportBuilder,
    actions: Vec<ActionRequested>,
    surface: Surface<Arc<Window>, Arc<Window>>,
    damage: Damage,
    next_frame: Option<Instant>,
    last_frame: Option<Instant>,
    is_shown: bool,
    /// The window may have lost parts of its picture.
    is_torn: bool,
    /// How often in a row its picture failed to come to the screen.
    failures: u32,
}

impl Pane {
    /// Opens a window, still hidden until its first frame is painted.
    pub fn open(
        ctx: &Context,
        event_loop: &ActiveEventLoop,
        proxy: &EventLoopProxy<Wish>,
        id: ViewportId,
        builder: ViewportBuilder,
    ) -> Result<Self, String> {
        let builder = held_within_screen(builder, event_loop);
        let hidden = builder.clone().with_visible(false);
        let window = egui_winit::create_window(ctx, event_loop, &hidden).map_err(|error| format!("{error:?}"))?;
        let window = Arc::new(window);
        let scale = window.scale_factor() as f32;
        let mut state = egui_winit::State::new(
            ctx.clone(),
            id,
            event_loop,
            Some(scale),
            window.theme(),
            Some(MAX_TEXTURE_SIDE),
        );
        state.init_accesskit(event_loop, &window, proxy.clone());
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, ctx, &window, true);
        let surface = softbuffer::Context::new(Arc::clone(&window))
            .and_then(|screen| Surface::new(&screen, Arc::clone(&window)))
            .map_err(|error| format!("{error:?}"))?;
        Ok(Self {
            window,
            state,
            info,
            parent: ViewportId::ROOT,
            draw: None,
            builder,
            actions: Vec::new(),
            surface,
            damage: Damage::default(),
            next_frame: Some(Instant::now()),
            last_frame: None,
            is_shown: false,
            is_torn: true,
            failures: 0,
        })
    }

    /// Asks for a frame at a time, or earlier if one is already asked for.
    pub fn schedule(&mut self, when: Instant) {
        self.next_frame = Some(self.next_frame.map_or(when, |next| next.min(when)));
    }

    /// When the next frame is due, if one is asked for.
    pub fn due(&self) -> Option<Instant> {
        let pause = if self.is_hidden() {
            SHORTEST_HIDDEN_FRAME
        } else {
            SHORTEST_FRAME
        };
        let earliest = self.last_frame.map(|last| last + pause);
        self.next_frame
            .map(|next| earliest.map_or(next, |earliest| next.max(earliest)))
    }

    /// Notes that a frame begins, which answers every request made before.
    pub fn begin_frame(&mut self) {
        self.next_frame = None;
        self.last_frame = Some(Instant::now());
    }

    /// Is there nothing to be seen of it? Some systems do not ask such a window to be drawn. The first frame counts as seen.
    pub fn is_hidden(&self) -> bool {
        self.is_shown && (self.window.is_visible() == Some(false) || self.window.is_minimized() == Some(true))
    }

    /// Has its first frame been painted and the window been opened to view?
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Notes that the screen has forgotten the picture, or a part of it.
    pub fn tear(&mut self) {
        self.is_torn = true;
    }

    /// Takes note that a picture did not come to the screen, and tries again soon. Whether that has gone on for too long.
    pub fn has_failed_for_good(&mut self, now: Instant) -> bool {
        self.failures += 1;
        self.tear();
        self.schedule(now + AFTER_FAILURE);
        self.failures > MOST_FAILURES
    }

    /// Paints a frame and shows what has changed.
    pub fn show(&mut self, rasterizer: &mut Rasterizer, scene: Scene) -> Result<(), SoftBufferError> {
        let size = self.window.inner_size();
        let (Some(width), Some(height)) = (NonZeroU32::new(size.width), NonZeroU32::new(size.height)) else {
            return Ok(());
        };
        let changed = self
            .damage
            .paint(rasterizer, size.width as usize, size.height as usize, scene);
        self.surface.resize(width, height)?;
        self.present(changed)?;
        self.failures = 0;
        if !self.is_shown {
            self.is_shown = true;
            if self.builder.visible != Some(false) {
                self.window.set_visible(true);
            }
            // What is written before the window is on the screen is lost on X11.
            self.is_torn = true;
            self.schedule(Instant::now());
        }
        Ok(())
    }

    fn present(&mut self, changed: PixelRect) -> Result<(), SoftBufferError> {
        let picture = self.damage.picture();
        let is_torn = std::mem::take(&mut self.is_torn);
        let shown = if is_torn { picture.bounds() } else { changed };
        let Some(part) = to_part(shown) else { return Ok(()) };
        let mut memory = self.surface.buffer_mut()?;
        let outdated = if memory.age() == 1 { changed } else { picture.bounds() };
        picture.write_0rgb(outdated, &mut memory);
        memory.present_with_damage(&[part])
    }

    /// Does what the application asked of the window in the last frame.
    pub fn obey(&mut self, ctx: &Context, builder: ViewportBuilder, commands: Vec<ViewportCommand>) {
        let (mut all, _must_be_made_anew) = self.builder.patch(builder);
        all.extend(commands);
        if all.is_empty() {
            return;
        }
        egui_winit::process_viewport_commands(ctx, &mut self.info, all, &self.window, &mut self.actions);
        self.schedule(Instant::now());
    }

    /// Does what needs the picture or the clipboard, once the frame is painted.
    pub fn finish_actions(&mut self) {
        for action in std::mem::take(&mut self.actions) {
            let event = match action {
                ActionRequested::Screenshot(callback) => {
                    callback.complete(self.damage.picture().to_color_image());
                    None
                }
                ActionRequested::PaintWhileHidden => None,
                ActionRequested::Cut => Some(Event::Cut),
                ActionRequested::Copy => Some(Event::Copy),
                ActionRequested::Paste => self.pasted(),
            };
            self.state.egui_input_mut().events.extend(event);
        }
    }

    fn pasted(&mut self) -> Option<Event> {
        match self.state.clipboard_text() {
            Some(text) => Some(text.replace("\r\n", "\n"))
                .filter(|text| !text.is_empty())
                .map(Event::Paste),
            None => self
                .state
                .clipboard_image()
                .map(|image| Event::PasteImage(Arc::new(image))),
        }
    }
}

/// A rectangle in the screen's terms, unless it is empty.
fn to_part(rect: PixelRect) -> Option<softbuffer::Rect> {
    Some(softbuffer::Rect {
        x: u32::try_from(rect.left).ok()?,
        y: u32::try_from(rect.top).ok()?,
        width: NonZeroU32::new(u32::try_from(rect.right - rect.left).ok()?)?,
        height: NonZeroU32::new(u32::try_from(rect.bottom - rect.top).ok()?)?,
    })
}

/// Some systems fail on a window that is larger than the screen.
fn held_within_screen(builder: ViewportBuilder, event_loop: &ActiveEventLoop) -> ViewportBuilder {
    let screens = event_loop.available_monitors().map(|monitor| {
        let size = monitor.size().to_logical::<f32>(monitor.scale_factor());
        Vec2::new(size.width, size.height)
    });
    let largest = screens.fold(Vec2::ZERO, Vec2::max);
    match builder.inner_size {
        Some(size) if largest.x > 0.0 && largest.y > 0.0 => builder.with_inner_size(size.min(largest)),
        _ => builder,
    }
}

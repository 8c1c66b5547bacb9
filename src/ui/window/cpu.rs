//! The window without OpenGL: winit's events to egui, egui's triangles through the project's rasterizer to the screen. Must not know the
//! other way to draw.
//!
//! Further windows that the application opens with `Context::show_viewport_deferred` become windows as well; immediate ones are shown
//! inside their parent. Place and size are not remembered.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use egui::{Context, RawInput, ViewportCommand, ViewportEvent, ViewportId, ViewportOutput};
use egui_winit::accesskit_winit;
use winit::application::ApplicationHandler;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop, EventLoopProxy};
use winit::window::WindowId;

use super::pane::Pane;
use super::{FrameStats, Monitors, Opening, Renderer, WindowApp, WindowOptions};
use crate::ui::raster::{Rasterizer, Scene};

/// What wakes the event loop from outside of it.
#[derive(Debug)]
pub(super) enum Wish {
    /// egui wants a frame, as it said after so many passes.
    Frame {
        viewport: ViewportId,
        when: Instant,
        pass: u64,
    },
    /// A screen reader speaks.
    Access(accesskit_winit::Event),
}

impl From<accesskit_winit::Event> for Wish {
    fn from(event: accesskit_winit::Event) -> Self {
        Self::Access(event)
    }
}

/// Opens the window and runs the application until it is closed; an error is the windowing system's text.
pub(super) fn run(
    options: &WindowOptions,
    make_app: impl FnOnce(&Opening) -> Box<dyn WindowApp>,
) -> Result<(), String> {
    let event_loop = EventLoop::with_user_event()
        .build()
        .map_err(|error| format!("{error} {error:?}"))?;
    let proxy = event_loop.create_proxy();
    let mut desk = Desk {
        options,
        proxy,
        make_app: Some(make_app),
        open: None,
        failure: None,
    };
    event_loop
        .run_app(&mut desk)
        .map_err(|error| format!("{error} {error:?}"))?;
    desk.failure.map_or(Ok(()), Err)
}

/// The program's windows from the event loop's side, before and after they are open.
struct Desk<'a, MakeApp> {
    options: &'a WindowOptions,
    proxy: EventLoopProxy<Wish>,
    make_app: Option<MakeApp>,
    open: Option<Open>,
    failure: Option<String>,
}

/// The application with its open windows.
struct Open {
    ctx: Context,
    app: Box<dyn WindowApp>,
    proxy: EventLoopProxy<Wish>,
    rasterizer: Rasterizer,
    panes: BTreeMap<ViewportId, Pane>,
    /// Further windows that could not be opened, or kept: the program goes on without them as long as they are asked for.
    given_up: BTreeSet<ViewportId>,
    stats: FrameStats,
    monitors: Monitors,
    started: Instant,
    opened: Instant,
    is_closing: bool,
}

impl<MakeApp: FnOnce(&Opening) -> Box<dyn WindowApp>> Desk<'_, MakeApp> {
    fn open(&mut self, event_loop: &ActiveEventLoop) -> Result<(), String> {
        let Some(make_app) = self.make_app.take() else {
            return Ok(());
        };
        let ctx = Context::default();
        ctx.set_embed_viewports(false);
        let proxy = self.proxy.clone();
        ctx.set_request_repaint_callback(move |info| {
            // A time too far off to be told is never.
            if let Some(when) = Instant::now().checked_add(info.delay) {
                let wish = Wish::Frame {
                    viewport: info.viewport_id,
                    when,
                    pass: info.current_cumulative_pass_nr,
                };
                // The loop has ended if this fails, and nobody waits for the frame.
                proxy.send_event(wish).ok();
            }
        });
        let root = Pane::open(&ctx, event_loop, &self.proxy, ViewportId::ROOT, self.options.viewport())?;
        let stats = FrameStats::default();
        let monitors = Monitors::default();
        monitors.look(&root.window);
        let app = make_app(&Opening {
            ctx: ctx.clone(),
            renderer: Renderer::Cpu,
            stats: stats.clone(),
            monitors: monitors.clone(),
        });
        let mut open = Open {
            ctx,
            app,
            proxy: self.proxy.clone(),
            rasterizer: Rasterizer::new(),
            panes: BTreeMap::from([(ViewportId::ROOT, root)]),
            given_up: BTreeSet::new(),
            stats,
            monitors,
            started: self.options.started,
            opened: Instant::now(),
            is_closing: false,
        };
        open.run_frame(event_loop, ViewportId::ROOT)?;
        self.open = Some(open);
        Ok(())
    }

    fn with_open(
        &mut self,
        event_loop: &ActiveEventLoop,
        act: impl FnOnce(&mut Open, &ActiveEventLoop) -> Result<(), String>,
    ) {
        let Some(open) = &mut self.open else { return };
        let outcome = act(open, event_loop);
        if open.is_closing || outcome.is_err() {
            self.leave();
            event_loop.exit();
        }
        self.failure = self.failure.take().or(outcome.err());
    }

    fn leave(&mut self) {
        if let Some(mut open) = self.open.take() {
            open.app.on_exit();
        }
    }
}

impl<MakeApp: FnOnce(&Opening) -> Box<dyn WindowApp>> ApplicationHandler<Wish> for Desk<'_, MakeApp> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if let Err(failure) = self.open(event_loop) {
            self.failure = Some(failure);
            event_loop.exit();
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, window: WindowId, event: WindowEvent) {
        self.with_open(event_loop, |open, event_loop| {
            open.on_window_event(event_loop, window, &event)
        });
    }

    fn user_event(&mut self, event_loop: &ActiveEventLoop, wish: Wish) {
        self.with_open(event_loop, |open, event_loop| open.on_wish(event_loop, wish));
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        self.with_open(event_loop, Open::start_due_frames);
    }

    fn exiting(&mut self, _event_loop: &ActiveEventLoop) {
        self.leave();
    }
}

impl Open {
    fn on_window_event(
        &mut self,
        event_loop: &ActiveEventLoop,
        window: WindowId,
        event: &WindowEvent,
    ) -> Result<(), String> {
        let Some((id, pane)) = self.panes.iter_mut().find(|(_, pane)| pane.window.id() == window) else {
            return Ok(());
        };
        let id = *id;
        match event {
            // Frames of our own do not ask for this, so the screen has lost something.
            WindowEvent::RedrawRequested => {
                pane.tear();
                return self.run_frame(event_loop, id);
            }
            WindowEvent::CloseRequested => {
                pane.info.events.push(ViewportEvent::Close);
                pane.schedule(Instant::now());
                self.ctx.request_repaint_of(pane.parent);
            }
            WindowEvent::Occluded(is_occluded) => pane.info.occluded = Some(*is_occluded),
            WindowEvent::Resized(_) => pane.schedule(Instant::now()),
            _ => {}
        }
        if pane.state.on_window_event(&pane.window, event).repaint {
            pane.schedule(Instant::now());
        }
        Ok(())
    }

    fn on_wish(&mut self, event_loop: &ActiveEventLoop, wish: Wish) -> Result<(), String> {
        match wish {
            Wish::Frame { viewport, when, pass } => {
                // A frame may have been drawn since it was asked for; one more is needed to notice what it changed.
                let now = self.ctx.cumulative_pass_nr_for(viewport);
                if (now == pass || now == pass + 1)
                    && let Some(pane) = self.panes.get_mut(&viewport)
                {
                    pane.schedule(when);
                }
                Ok(())
            }
            Wish::Access(accesskit_winit::Event {
                window_id,
                window_event,
            }) => {
                let Some((id, pane)) = self.panes.iter_mut().find(|(_, pane)| pane.window.id() == window_id) else {
                    return Ok(());
                };
                match window_event {
                    accesskit_winit::WindowEvent::InitialTreeRequested => {
                        self.ctx.enable_accesskit();
                        let id = *id;
                        return self.run_frame(event_loop, id);
                    }
                    accesskit_winit::WindowEvent::ActionRequested(request) => {
                        pane.state.on_accesskit_action_request(request);
                        pane.schedule(Instant::now());
                    }
                    accesskit_winit::WindowEvent::AccessibilityDeactivated => self.ctx.disable_accesskit(),
                }
                Ok(())
            }
        }
    }

    /// Starts the frames whose time has come, and lets the loop sleep until the next.
    fn start_due_frames(&mut self, event_loop: &ActiveEventLoop) -> Result<(), String> {
        let now = Instant::now();
        let due: Vec<ViewportId> = self
            .panes
            .iter()
            .filter(|(_, pane)| pane.due().is_some_and(|due| due <= now))
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            self.run_frame(event_loop, id)?;
        }
        let next = self.panes.values().filter_map(Pane::due).min();
        event_loop.set_control_flow(next.map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
        Ok(())
    }

    fn run_frame(&mut self, event_loop: &ActiveEventLoop, id: ViewportId) -> Result<(), String> {
        let begun = Instant::now();
        let Some(input) = self.take_input(id) else {
            return Ok(());
        };
        let Some(pane) = self.panes.get_mut(&id) else {
            return Ok(());
        };
        if id == ViewportId::ROOT {
            self.monitors.look(&pane.window);
        }
        let close_requested = input.viewport().close_requested();
        let (app, draw) = (&mut self.app, pane.draw.clone());
        let output = self.ctx.run_ui(input, |ui| match &draw {
            Some(draw) => draw(ui),
            None => {
                app.logic(ui.ctx());
                app.ui(ui);
            }
        });
        let egui::FullOutput {
            platform_output,
            mut textures_delta,
            shapes,
            pixels_per_point,
            viewport_output,
        } = output;
        pane.info.events.clear();
        pane.state
            .handle_platform_output_with_event_loop(&pane.window, event_loop, platform_output);
        self.rasterizer.update_textures(&mut textures_delta);
        if !pane.is_hidden() {
            let visuals = &self.ctx.global_style().visuals;
            let scene = Scene {
                primitives: self.ctx.tessellate(shapes, pixels_per_point),
                pixels_per_point,
                background: self.app.clear_color(visuals),
            };
            if let Err(error) = pane.show(&mut self.rasterizer, scene)
                && pane.has_failed_for_good(Instant::now())
            {
                let failure = format!("{error:?}");
                return self.lose(id, failure);
            }
        }
        pane.finish_actions();
        if pane.is_shown() {
            self.stats.show_first_frame(self.started.elapsed());
        }
        self.stats.add_frame(begun.elapsed());
        if id == ViewportId::ROOT && close_requested {
            let commands = viewport_output.get(&id).map(|output| output.commands.as_slice());
            self.is_closing = !commands.unwrap_or_default().contains(&ViewportCommand::CancelClose);
        }
        self.obey(event_loop, viewport_output)
    }

    fn take_input(&mut self, id: ViewportId) -> Option<RawInput> {
        let pane = self.panes.get_mut(&id)?;
        pane.begin_frame();
        egui_winit::update_viewport_info(&mut pane.info, &self.ctx, &pane.window, false);
        let mut input = pane.state.take_egui_input(&pane.window);
        input.time = Some(self.opened.elapsed().as_secs_f64());
        input.viewports = self.panes.iter().map(|(id, pane)| (*id, pane.info.clone())).collect();
        Some(input)
    }

    /// Opens, changes and closes windows as the last frame wants them.
    fn obey(
        &mut self,
        event_loop: &ActiveEventLoop,
        wanted: BTreeMap<ViewportId, ViewportOutput>,
    ) -> Result<(), String> {
        self.panes
            .retain(|id, _| *id == ViewportId::ROOT || wanted.contains_key(id));
        self.given_up.retain(|id| wanted.contains_key(id));
        for (id, output) in wanted {
            let ViewportOutput {
                parent,
                builder,
                viewport_ui_cb,
                commands,
                ..
            } = output;
            if !self.panes.contains_key(&id) && !self.given_up.contains(&id) {
                match Pane::open(&self.ctx, event_loop, &self.proxy, id, builder.clone()) {
                    Ok(pane) => drop(self.panes.insert(id, pane)),
                    Err(failure) => self.lose(id, failure)?,
                }
            }
            if let Some(pane) = self.panes.get_mut(&id) {
                pane.parent = parent;
                pane.draw = viewport_ui_cb;
                pane.obey(&self.ctx, builder, commands);
            }
        }
        Ok(())
    }

    /// Goes on without a window that is broken. Without the main one there is nothing to go on with.
    fn lose(&mut self, id: ViewportId, failure: String) -> Result<(), String> {
        if id == ViewportId::ROOT {
            return Err(failure);
        }
        eprintln!("attune: a window could not be kept open: {failure}");
        self.panes.remove(&id);
        self.given_up.insert(id);
        Ok(())
    }
}

//! The window with OpenGL: eframe does the work. Must not know the other way to draw.

use std::time::{Duration, Instant};

use super::{FrameStats, Monitors, Opening, Renderer, WindowApp, WindowOptions};

/// Opens the window and runs the application until it is closed; an error is eframe's text.
pub(super) fn run(
    options: &WindowOptions,
    make_app: impl FnOnce(&Opening) -> Box<dyn WindowApp>,
) -> Result<(), String> {
    let stats = FrameStats::default();
    let monitors = Monitors::default();
    let native = eframe::NativeOptions {
        viewport: options.viewport(),
        persist_window: options.geometry_file.is_some(),
        // An empty path is read as nothing and never written; without any path eframe would choose a place itself.
        persistence_path: Some(options.geometry_file.clone().unwrap_or_default()),
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let started = options.started;
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let opening = Opening {
            ctx: creation.egui_ctx.clone(),
            renderer: Renderer::Gpu,
            stats: stats.clone(),
            monitors: monitors.clone(),
        };
        if let Some(window) = creation.winit_window() {
            monitors.look(window);
        }
        Ok(Box::new(GpuApp {
            app: make_app(&opening),
            stats,
            monitors,
            started,
            has_begun: false,
        }))
    });
    eframe::run_native(&options.app_id, native, create).map_err(|error| format!("{error} {error:?}"))
}

struct GpuApp {
    app: Box<dyn WindowApp>,
    stats: FrameStats,
    monitors: Monitors,
    started: Instant,
    has_begun: bool,
}

impl eframe::App for GpuApp {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        // eframe tells what a frame took only when the next begins, so the first asks for a second.
        if let Some(seconds) = frame.info().cpu_usage {
            self.stats.show_first_frame(self.started.elapsed());
            self.stats.add_frame(Duration::from_secs_f32(seconds.max(0.0)));
        } else if !self.has_begun {
            self.has_begun = true;
            ctx.request_repaint();
        }
        if let Some(window) = frame.winit_window() {
            self.monitors.look(window);
        }
        self.app.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.app.ui(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app.on_exit();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.app.clear_color(visuals).to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

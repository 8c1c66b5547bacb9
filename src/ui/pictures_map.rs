//! Pictures of the map and the outline on their own, at several distances.

use std::path::Path;

use egui::{Context, vec2};

use super::raster::Headless;
use super::studio::map::{Camera, MapData, MapView, PlanState, map_ui};
use super::studio::outline::{Form, outline_ui};
use super::theme::{Appearance, Theme, install, palette};
use crate::framework::load::bundled;
use crate::library::bundled::BUNDLED;
use crate::library::vignette::load;
use crate::scenario::diagnostic::Pointer;

/// Which distance, or which form of the outline.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shot {
    All,
    Near,
    Far,
    Story,
    Responses,
}

/// Makes them, and gives how many.
pub(super) fn plans(folder: &Path) -> std::io::Result<usize> {
    let shots = [
        ("map", Shot::All, Theme::Light, 100),
        ("map-near", Shot::Near, Theme::Light, 100),
        ("map-far", Shot::Far, Theme::Light, 100),
        ("map-lamplight", Shot::Near, Theme::Dark, 100),
        ("map-contrast", Shot::All, Theme::HighContrast, 150),
        ("outline", Shot::Story, Theme::Light, 100),
        ("outline-table", Shot::Responses, Theme::Light, 100),
        ("outline-lamplight", Shot::Story, Theme::Dark, 200),
    ];
    for (name, shot, theme, text_percent) in shots {
        picture(folder, name, shot, theme, text_percent)?;
    }
    Ok(shots.len())
}

fn picture(folder: &Path, name: &str, shot: Shot, theme: Theme, text_percent: u16) -> std::io::Result<()> {
    let found = BUNDLED.iter().find(|(file, _)| *file == "the-worksheet.ron");
    let loaded = load(found.map_or("", |(_, text)| text), bundled());
    let Some(vignette) = loaded.vignette else {
        return Err(std::io::Error::other("the vignette does not load"));
    };
    let data = MapData::new(1, &vignette.scenario, &loaded.diagnostics);
    let ctx = Context::default();
    let appearance = Appearance {
        theme,
        text_percent,
        reduce_motion: true,
    };
    install(&ctx, &appearance);
    let mut screen = Headless::new(ctx.clone(), vec2(1280.0, 800.0), 1.0);
    let mut state = PlanState::default();
    let start = data.start.and_then(|at| data.node(at)).map(|node| node.id.clone());
    let shown = start.as_ref().map(|id| Pointer::root().statement(id));
    let mut asks = Vec::new();
    for frame in 0..8 {
        screen.frame(Vec::new(), |ui| {
            egui::Frame::new().inner_margin(12.0).show(ui, |ui| {
                let view = MapView {
                    data: &data,
                    shown: shown.as_ref(),
                    playing: None,
                    read_only: false,
                };
                match shot {
                    Shot::Story | Shot::Responses => outline_ui(ui, &view, &mut state, &mut asks),
                    Shot::All | Shot::Near | Shot::Far => map_ui(ui, &view, &mut state, &mut asks),
                }
            });
        });
        if frame == 2 {
            look(&mut state, &data, shot);
        }
    }
    let picture = screen.picture(palette(&ctx).surface);
    let bytes = picture.to_png().map_err(std::io::Error::other)?;
    std::fs::write(folder.join(format!("{name}.png")), bytes)
}

fn look(state: &mut PlanState, data: &MapData, shot: Shot) {
    let start = state.map.arranged.rect(data.start.unwrap_or_default());
    let at = |down: f32, zoom: f32| Camera {
        center: start.center() + vec2(0.0, down),
        zoom,
    };
    match shot {
        Shot::All => state.map.fit_all(data, true),
        Shot::Near => state.map.look(at(240.0, 1.0), true),
        Shot::Far => state.map.look(at(600.0, 0.2), true),
        Shot::Story => {}
        Shot::Responses => state.outline.show(Form::Responses),
    }
}

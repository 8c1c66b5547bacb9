//! The whole map in a corner, with what can be seen of it. A click goes there.

use std::sync::Arc;

use egui::epaint::{Mesh, Vertex};
use egui::{CornerRadius, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::camera::Lens;
use super::data::{Kind, MapData};
use super::state::MapState;
use crate::ui::theme::{Palette, palette, space};

/// Its largest size in points.
const SIZE: Vec2 = vec2(176.0, 128.0);

/// What is drawn, kept until something stands elsewhere.
#[derive(Debug, Default)]
pub struct Kept {
    mesh: Arc<Mesh>,
    made_for: Option<(u64, u64, Rect, bool)>,
}

/// Shows it in the lower right corner, unless all of the map can be seen anyway. Gives the place of the map that was pressed.
pub fn minimap_ui(ui: &Ui, data: &MapData, state: &mut MapState, lens: &Lens) -> Option<Pos2> {
    let extent = state.extent(data);
    if !extent.is_positive() || lens.visible().contains_rect(extent) || lens.screen.width() < 3.0 * SIZE.x {
        return None;
    }
    let scale = (SIZE / extent.size()).min_elem();
    let rect = egui::Align2::RIGHT_BOTTOM.align_size_within_rect(extent.size() * scale, lens.screen.shrink(space::M));
    let p = palette(ui);
    let response = ui.interact(
        rect.expand(4.0),
        ui.scope_id().with("minimap"),
        Sense::CLICK | Sense::DRAG,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "The whole map, small"));
    let painter = ui.painter_at(lens.screen);
    let ground = rect.expand(6.0);
    painter.rect(
        ground,
        CornerRadius::same(space::RADIUS),
        p.surface,
        Stroke::new(1.0, p.line),
        StrokeKind::Inside,
    );
    let made_for = (data.version, state.arranged.changes(), rect, p.dark);
    if state.scratch.minimap.made_for != Some(made_for) {
        state.scratch.minimap.mesh = Arc::new(dots(data, state, &p, rect, extent.min, scale));
        state.scratch.minimap.made_for = Some(made_for);
    }
    painter.add(Shape::Mesh(Arc::clone(&state.scratch.minimap.mesh)));
    let seen = lens.visible();
    let seen = Rect::from_min_max(
        rect.min + (seen.min - extent.min) * scale,
        rect.min + (seen.max - extent.min) * scale,
    );
    painter.rect_stroke(
        seen.intersect(ground),
        CornerRadius::same(2),
        Stroke::new(1.5, p.accent),
        StrokeKind::Inside,
    );
    let pressed = response
        .interact_pointer_pos()
        .filter(|_| response.clicked() || response.dragged())?;
    Some(extent.min + (pressed - rect.min) / scale)
}

fn dots(data: &MapData, state: &MapState, p: &Palette, rect: Rect, origin: Pos2, scale: f32) -> Mesh {
    let mut mesh = Mesh::default();
    for (at, node) in (0..).zip(&data.nodes) {
        let place = state.arranged.rect(at);
        let min = rect.min + (place.min - origin) * scale;
        let dot = Rect::from_min_size(min, (place.size() * scale).max(Vec2::splat(1.0)));
        let color = match node.kind {
            Kind::Missing => p.warning,
            Kind::Ending(_) => p.calm,
            Kind::Statement if node.strain.is_some() => p.strain,
            Kind::Statement => p.border,
        };
        let first = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
        for corner in [dot.left_top(), dot.right_top(), dot.right_bottom(), dot.left_bottom()] {
            mesh.vertices.push(Vertex::untextured(corner, color));
        }
        mesh.indices.extend([0, 1, 2, 0, 2, 3].map(|corner| first + corner));
    }
    mesh
}

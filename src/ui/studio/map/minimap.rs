//! The whole map in a corner, the one in which it covers least, with what can be seen of it. A click goes there.

use std::sync::Arc;

use egui::epaint::{Mesh, Vertex};
use egui::{Align2, CornerRadius, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::camera::Lens;
use super::data::{Kind, MapData};
use super::state::MapState;
use crate::ui::theme::{Palette, palette, space};

/// Its largest size in points.
const SIZE: Vec2 = vec2(176.0, 128.0);
/// A map of so few boxes does without.
const FEW: usize = 12;
/// Where it may be, the best place first.
const CORNERS: [Align2; 4] = [
    Align2::RIGHT_BOTTOM,
    Align2::RIGHT_TOP,
    Align2::LEFT_BOTTOM,
    Align2::LEFT_TOP,
];

/// What is drawn, kept until something stands elsewhere.
#[derive(Debug, Default)]
pub struct Kept {
    mesh: Arc<Mesh>,
    made_for: Option<(u64, u64, Rect, bool)>,
    /// Which corner it is in.
    corner: usize,
    /// Whether it is dragged, and stays where it is.
    held: bool,
}

/// The corner in which least is covered. It stays where it is as long as nothing is, or as much elsewhere.
fn freest(corners: [Rect; 4], now: usize, boxes: impl Iterator<Item = Rect>) -> usize {
    let mut covered = [0.0; 4];
    for one in boxes {
        for (covered, corner) in covered.iter_mut().zip(corners) {
            let both = one.intersect(corner);
            if both.is_positive() {
                *covered += both.area();
            }
        }
    }
    let at = |corner: usize| covered.get(corner).copied().unwrap_or_default();
    (0..corners.len()).fold(now, |best, corner| if at(corner) < at(best) { corner } else { best })
}

/// Shows it, unless all of the map can be seen anyway or soon found. Gives the place of the map that was pressed.
pub fn minimap_ui(ui: &Ui, data: &MapData, state: &mut MapState, lens: &Lens) -> Option<Pos2> {
    let extent = state.extent(data);
    if data.nodes.len() <= FEW
        || !extent.is_positive()
        || lens.visible().contains_rect(extent)
        || lens.screen.width() < 3.0 * SIZE.x
    {
        return None;
    }
    let scale = (SIZE / extent.size()).min_elem();
    let corners =
        CORNERS.map(|corner| corner.align_size_within_rect(extent.size() * scale, lens.screen.shrink(space::M)));
    if !state.scratch.minimap.held {
        let boxes = state.scratch.boxes.iter().map(|at| lens.rect(state.arranged.rect(*at)));
        state.scratch.minimap.corner = freest(
            corners.map(|rect| rect.expand(6.0)),
            state.scratch.minimap.corner,
            boxes,
        );
    }
    let rect = corners.get(state.scratch.minimap.corner).copied().unwrap_or(Rect::ZERO);
    let p = palette(ui);
    let response = ui.interact(
        rect.expand(4.0),
        ui.scope_id().with("minimap"),
        Sense::CLICK | Sense::DRAG,
    );
    state.scratch.minimap.held = response.is_pointer_button_down_on();
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

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    #[test]
    fn it_leaves_a_corner_in_which_it_covers_something() {
        let size = vec2(100.0, 80.0);
        let at = |x, y| Rect::from_min_size(pos2(x, y), size);
        let corners = [at(700.0, 500.0), at(700.0, 0.0), at(0.0, 500.0), at(0.0, 0.0)];
        let check = |now: usize, boxes: &[Rect], expected: usize| {
            assert_eq!(freest(corners, now, boxes.iter().copied()), expected, "{now} {boxes:?}");
        };
        check(0, &[], 0);
        check(2, &[], 2);
        check(0, &[at(650.0, 450.0)], 1);
        check(1, &[at(650.0, 450.0)], 1);
        check(0, &[at(650.0, 450.0), at(690.0, 10.0)], 2);
        // Where something is covered everywhere, least.
        check(0, &[corners[0], corners[1], corners[2], at(60.0, 60.0)], 3);
    }
}

//! A ring that breathes while a silence is held. It shows that time passes and not how much.

use std::time::Duration;

use egui::{Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use crate::ui::theme::{palette, reduce_motion};

/// One breath, in and out.
const BREATH_S: f64 = 8.0;
/// Slow enough for a calm machine, quick enough for a smooth ring.
const FRAME: Duration = Duration::from_millis(33);

/// Shows the ring at a diameter in points. `label` is its name for a screen reader, such as "Silence". Repaints as long as it is shown,
/// but for people who want no motion: there it stands still.
pub fn breathing_ring(ui: &mut Ui, diameter: f32, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(diameter), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, label));
    let breath = if reduce_motion(ui) {
        0.5
    } else {
        ui.request_repaint_after(FRAME);
        fullness(ui.input(|input| input.time))
    };
    if ui.is_rect_visible(rect) {
        let p = palette(ui);
        let outer = diameter / 2.0 - 2.0;
        let radius = outer * (0.62 + 0.38 * breath);
        ui.painter()
            .circle_filled(rect.center(), radius, p.accent_soft.gamma_multiply(0.9));
        ui.painter()
            .circle_stroke(rect.center(), radius - 1.0, Stroke::new(2.0, p.accent));
    }
    response
}

/// How full the breath is, 0 to 1, at a time in seconds. In over the first two fifths, out over the rest.
fn fullness(time_s: f64) -> f32 {
    let phase = time_s.rem_euclid(BREATH_S) / BREATH_S;
    let along = if phase < 0.4 {
        phase / 0.4
    } else {
        1.0 - (phase - 0.4) / 0.6
    };
    (0.5 - 0.5 * (along * std::f64::consts::PI).cos()) as f32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn it_breathes_in_and_out() {
        assert!(fullness(0.0) < 0.01);
        assert!(fullness(0.4 * BREATH_S) > 0.99);
        assert!(fullness(BREATH_S - 0.01) < 0.01);
    }

    #[test]
    fn it_stands_still_for_people_who_want_no_motion() {
        let mut harness = Harness::new_ui(|ui| {
            install_in(
                ui,
                &Appearance {
                    reduce_motion: true,
                    ..Appearance::default()
                },
            );
            breathing_ring(ui, 96.0, "Silence");
        });
        harness.run();
        harness.get_by_role_and_label(Role::Image, "Silence");
    }

    #[test]
    fn it_asks_for_the_next_frame_otherwise() {
        let mut harness = Harness::new_ui(|ui| {
            install_in(ui, &Appearance::default());
            breathing_ring(ui, 96.0, "Silence");
        });
        harness.run_steps(3);
        let delay = harness
            .output()
            .viewport_output
            .values()
            .map(|viewport| viewport.repaint_delay)
            .min();
        assert!(delay.is_some_and(|delay| delay <= FRAME));
    }
}

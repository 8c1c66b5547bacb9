//! Hands and forearms, where the feeling brings them in.

use egui::vec2;

use super::body::{chest, shoulders};
use super::brush::{Knot, Place, flipped, k, s};
use super::expression::Hands;
use super::figure::Figure;
use super::tones::{INK, faint, mix};

/// Paints them. They come up from below.
pub(super) fn hands(figure: &mut Figure) {
    let e = figure.expression();
    if e.hands_in < 0.02 || e.hands == Hands::Away {
        return;
    }
    let rise = 1.0 - e.hands_in * e.hands_in * (3.0 - 2.0 * e.hands_in);
    let place = chest(figure).moved(vec2(0.0, 1.5 * rise), 0.0);
    match e.hands {
        Hands::Away => {}
        Hands::Clasped => clasped(figure, &place.moved(vec2(0.0, -0.20), 0.0)),
        Hands::AtNeck => at_neck(figure, &place),
        Hands::Folded => folded(figure, &place.moved(vec2(0.0, -0.30), 0.0)),
        Hands::OnChest => on_chest(figure, &place.moved(vec2(0.0, -0.10), 0.0)),
    }
}

fn sleeve(figure: &mut Figure, place: &Place, knots: &[Knot], light: f32) {
    let ramp = figure.cloth;
    let under = place.moved(vec2(0.02, 0.05), 0.0).outline(knots);
    figure.brush.fill(&under, faint(mix(ramp.shade, INK, 0.4), 0.42));
    let tone = mix(mix(ramp.base, ramp.shade, 0.10), ramp.light, light);
    let fill = Figure::lit(place, vec2(-0.9, 1.9), tone, vec2(1.2, 3.2), mix(tone, ramp.shade, 0.8));
    let outline = place.outline(knots);
    figure.brush.fill(&outline, fill);
}

/// The edge of a sleeve at the wrist.
fn cuff(figure: &mut Figure, place: &Place, from: Knot, to: Knot) {
    let line = place.line(&[from, to]);
    let (Some(from), Some(to)) = (line.first(), line.last()) else {
        return;
    };
    let inset = 0.14 * (*to - *from);
    let tone = mix(figure.cloth.base, figure.cloth.shade, 0.7);
    figure
        .brush
        .stroke(&[*from + inset, *to - inset], 0.085 * place.scale(), 1.0, tone);
}

fn palm(figure: &mut Figure, place: &Place, knots: &[Knot], dark: f32) {
    let skin = figure.skin.ramp;
    let near = mix(mix(skin.base, skin.light, 0.30), skin.shade, dark);
    let fill = Figure::lit(
        place,
        vec2(-0.5, 1.6),
        near,
        vec2(0.7, 3.2),
        mix(skin.base, skin.shade, 0.3 + dark),
    );
    let outline = place.outline(knots);
    figure.brush.fill(&outline, fill);
}

/// A finger from knuckle to tip, with a shade on its lower side that parts it from the next.
fn finger(figure: &mut Figure, place: &Place, knots: &[Knot], width: f32, dark: f32) {
    let skin = figure.skin.ramp;
    let unit = place.scale();
    let shade = faint(mix(skin.shade, figure.skin.line, 0.45), 0.8);
    let under = place.moved(vec2(0.014, 0.020), 0.0).line(knots);
    figure.brush.stroke(&under, width * unit, 0.72, shade);
    let line = place.line(knots);
    let tone = mix(mix(skin.base, skin.light, 0.30), skin.shade, dark);
    figure.brush.stroke(&line, width * unit, 0.72, tone);
}

fn clasped(figure: &mut Figure, place: &Place) {
    let arm = [
        k(1.62, 3.9),
        s(1.34, 3.05),
        s(0.84, 2.66),
        k(0.42, 2.44),
        k(0.30, 2.82),
        s(0.66, 3.12),
        k(0.90, 4.2),
    ];
    sleeve(figure, place, &arm, 0.0);
    cuff(figure, place, k(0.43, 2.44), k(0.31, 2.82));
    sleeve(figure, place, &flipped(&arm), 0.28);
    cuff(figure, place, k(-0.43, 2.44), k(-0.31, 2.82));
    // The hand that is held, then the one that holds: its fingers end on the first.
    let held = [
        s(0.42, 2.46),
        s(0.30, 2.34),
        s(0.04, 2.33),
        s(-0.10, 2.46),
        s(0.0, 2.76),
        s(0.32, 2.80),
    ];
    palm(figure, place, &held, 0.26);
    let tips = [
        (2.66, 0.20, 2.74),
        (2.57, 0.28, 2.655),
        (2.475, 0.31, 2.555),
        (2.38, 0.29, 2.45),
    ];
    for (from, x, to) in tips {
        finger(
            figure,
            place,
            &[s(-0.10, from), s(0.10, 0.5 * (from + to) - 0.01), s(x, to)],
            0.122,
            0.03,
        );
    }
    let back = [
        s(-0.43, 2.46),
        s(-0.28, 2.33),
        s(-0.08, 2.31),
        s(0.02, 2.42),
        s(0.0, 2.60),
        s(-0.06, 2.72),
        s(-0.31, 2.81),
    ];
    palm(figure, place, &back, 0.0);
    finger(
        figure,
        place,
        &[s(-0.22, 2.37), s(-0.05, 2.27), s(0.12, 2.29)],
        0.125,
        0.0,
    );
}

fn at_neck(figure: &mut Figure, place: &Place) {
    let arm = [
        k(-1.80, 4.6),
        s(-1.66, 3.2),
        s(-1.34, 2.56),
        k(-0.98, 2.10),
        k(-0.60, 2.28),
        s(-0.86, 2.9),
        k(-0.90, 4.6),
    ];
    sleeve(figure, place, &arm, 0.25);
    finger(
        figure,
        place,
        &[s(-0.56, 1.96), s(-0.42, 1.80), s(-0.31, 1.70)],
        0.13,
        0.14,
    );
    let tips = [
        (-0.50, 1.76, -0.30, 1.38),
        (-0.59, 1.74, -0.38, 1.27),
        (-0.685, 1.74, -0.485, 1.22),
        (-0.78, 1.78, -0.60, 1.28),
    ];
    for (x, y, tip_x, tip_y) in tips {
        let bend = s(0.5 * (x + tip_x) - 0.03, 0.5 * (y + tip_y));
        finger(figure, place, &[s(x, y), bend, s(tip_x, tip_y)], 0.122, 0.03);
    }
    let hand = [
        s(-0.92, 2.12),
        s(-0.90, 1.88),
        s(-0.76, 1.64),
        s(-0.52, 1.62),
        s(-0.43, 1.76),
        s(-0.50, 2.02),
        s(-0.66, 2.28),
        s(-0.80, 2.26),
    ];
    palm(figure, place, &hand, 0.02);
    cuff(figure, place, k(-0.99, 2.10), k(-0.61, 2.28));
}

fn folded(figure: &mut Figure, place: &Place) {
    let (wide, _) = shoulders(figure);
    let lower = [
        k(wide * 0.98, 2.50),
        s(0.70, 2.48),
        s(-0.10, 2.56),
        k(-0.80, 2.70),
        k(-0.78, 3.06),
        s(-0.10, 3.02),
        s(0.8, 3.04),
        k(wide * 1.06, 3.1),
    ];
    sleeve(figure, place, &lower, 0.0);
    let upper = [
        k(-wide * 1.02, 2.46),
        s(-0.98, 2.70),
        s(-0.36, 2.70),
        s(0.30, 2.52),
        k(0.84, 2.34),
        k(0.96, 2.66),
        s(0.40, 2.90),
        s(-0.3, 3.10),
        s(-1.0, 3.20),
        k(-wide * 1.10, 3.1),
    ];
    sleeve(figure, place, &upper, 0.22);
    for (y, x) in [(2.53, 1.31), (2.44, 1.36), (2.35, 1.34)] {
        finger(
            figure,
            place,
            &[s(1.02, y), s(1.18, y - 0.03), s(x, y + 0.01)],
            0.115,
            0.05,
        );
    }
    let hand = [
        s(0.84, 2.36),
        s(1.0, 2.28),
        s(1.11, 2.31),
        s(1.12, 2.48),
        s(1.06, 2.58),
        s(0.94, 2.64),
    ];
    palm(figure, place, &hand, 0.04);
    cuff(figure, place, k(0.85, 2.35), k(0.96, 2.64));
}

fn on_chest(figure: &mut Figure, place: &Place) {
    let arm = [
        k(2.1, 4.6),
        s(1.78, 3.3),
        s(1.16, 2.74),
        k(0.64, 2.42),
        k(0.44, 2.78),
        s(0.88, 3.16),
        k(1.1, 4.6),
    ];
    sleeve(figure, place, &arm, 0.0);
    let wrist = vec2(0.52, 2.56);
    let turned = place.moved(wrist, 0.22).moved(-wrist, 0.0);
    let tips = [
        (2.53, -0.30, 2.50),
        (2.435, -0.42, 2.38),
        (2.34, -0.46, 2.26),
        (2.245, -0.38, 2.14),
    ];
    for (y, x, tip) in tips {
        finger(
            figure,
            &turned,
            &[s(0.14, y), s(-0.12, 0.5 * (y + tip) - 0.015), s(x, tip)],
            0.125,
            0.02,
        );
    }
    finger(
        figure,
        &turned,
        &[s(0.38, 2.34), s(0.18, 2.13), s(0.02, 2.05)],
        0.13,
        0.05,
    );
    let hand = [
        s(0.60, 2.48),
        s(0.40, 2.26),
        s(0.14, 2.16),
        s(0.04, 2.26),
        s(0.03, 2.42),
        s(0.12, 2.60),
        s(0.32, 2.74),
        s(0.50, 2.72),
    ];
    palm(figure, &turned, &hand, 0.0);
    cuff(figure, place, k(0.63, 2.43), k(0.45, 2.76));
}

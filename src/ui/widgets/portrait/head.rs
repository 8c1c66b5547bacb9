//! Neck, head, ears, beard, the lines of age, glasses and hearing aid.

use egui::{Color32, Pos2, Vec2, vec2};

use super::brush::{Knot, k, mirrored, s};
use super::figure::Figure;
use super::tones::{FRAME, INK, LINEN, SHELL, faint, mix};
use crate::scenario::model::{Beard, Face, Glasses, Hair, HairColor};

/// The outline of the face from crown to chin, the right half.
fn half(figure: &Figure) -> Vec<Knot> {
    let (w, h) = (figure.face.x, figure.face.y);
    let (cheek, jaw, chin, chin_y) = match figure.look().face {
        Face::Oval => (0.955, 0.80, 0.42, 0.915),
        Face::Round => (0.99, 0.87, 0.48, 0.90),
        Face::Long => (0.95, 0.81, 0.43, 0.925),
        Face::Square => (0.985, 0.915, 0.58, 0.93),
    };
    let soft = 0.03 * figure.youth();
    vec![
        s(0.0, -h),
        s(0.56 * w, -0.90 * h),
        s(0.93 * w, -0.52 * h),
        s(w, -0.08 * h),
        s(cheek * w, 0.28 * h),
        s((jaw + soft) * w, 0.60 * h),
        s((chin + soft) * w, chin_y * h),
        s(0.0, h),
    ]
}

/// The outline of the face on the screen.
pub(super) fn outline(figure: &Figure) -> Vec<Pos2> {
    let place = figure.at_depth(0.04);
    if figure.look().hair == Hair::Headscarf {
        let (w, h) = (figure.face.x, figure.face.y);
        let opening = [
            s(0.0, -0.70 * h),
            s(0.52 * w, -0.60 * h),
            s(0.83 * w, -0.22 * h),
            s(0.89 * w, 0.18 * h),
            s(0.74 * w, 0.62 * h),
            s(0.38 * w, 0.92 * h),
            s(0.0, 0.99 * h),
        ];
        return place.outline(&mirrored(&opening));
    }
    place.outline(&mirrored(&half(figure)))
}

/// The neck, in the shade of the chin.
pub(super) fn neck(figure: &mut Figure) {
    let e = figure.expression();
    let lean = 0.06 * e.turn + 0.35 * e.tilt;
    let drop = 0.10 * e.slump;
    let wide = figure.face.x * 0.54;
    let place = figure.body;
    let skin = figure.skin.ramp;
    let neck = [
        k(lean - wide, 0.5),
        s(-wide * 0.98, 1.12 + drop),
        s(-wide * 1.06, 1.40 + drop),
        k(-0.62, 1.64 + drop),
        k(-0.40, 2.2),
        k(0.40, 2.2),
        k(0.62, 1.64 + drop),
        s(wide * 1.06, 1.40 + drop),
        s(wide * 0.98, 1.12 + drop),
        k(lean + wide, 0.5),
    ];
    let base = mix(skin.base, skin.shade, 0.30);
    let fill = Figure::lit(
        &place,
        vec2(-0.4, 1.2),
        base,
        vec2(0.5, 1.5),
        mix(skin.base, skin.shade, 0.75),
    );
    let neck = place.outline(&neck);
    figure.brush.fill(&neck, fill);
    // The chin's shadow falls to the lower right.
    let head = figure.at_depth(0.0);
    let (w, h) = (figure.face.x, figure.face.y);
    let shadow = head.outline(&[
        k(-0.75 * w, 0.5 * h),
        s(-0.40 * w, 1.02 * h),
        s(0.08 * w, 1.22 * h),
        s(0.55 * w, 1.12 * h),
        k(0.95 * w, 0.45 * h),
    ]);
    let shade = faint(mix(skin.shade, INK, 0.18), 0.62);
    figure
        .brush
        .fill_within(&shadow, &convex_neck(figure, lean, wide, drop), shade);
}

fn convex_neck(figure: &Figure, lean: f32, wide: f32, drop: f32) -> Vec<Pos2> {
    let corners = [
        k(lean - wide, 0.5),
        k(lean + wide, 0.5),
        k(wide * 0.975, 1.36 + drop),
        k(-wide * 0.975, 1.36 + drop),
    ];
    figure.body.outline(&corners)
}

/// Ears, then the face with its light and shade.
pub(super) fn skull(figure: &mut Figure) {
    let skin = figure.skin;
    if figure.look().hair != Hair::Headscarf {
        ear(figure, -1.0);
        ear(figure, 1.0);
    }
    let outline = outline(figure);
    let place = figure.at_depth(0.04);
    let (w, h) = (figure.face.x, figure.face.y);
    let far = mix(skin.ramp.base, skin.ramp.shade, 0.22);
    let near = mix(skin.ramp.base, skin.ramp.light, 0.75);
    let fill = Figure::lit(&place, vec2(-0.65 * w, -0.6 * h), near, vec2(0.55 * w, 0.7 * h), far);
    figure.brush.fill(&outline, fill);
    // The side of the face that turns from the light.
    let edge = 0.42 + 0.10 * figure.expression().turn;
    let side = place.outline(&[
        k(edge * 1.15, -1.2 * h),
        s(0.80 * w, -0.35 * h),
        s(0.70 * w, 0.08 * h),
        s(0.72 * w, 0.34 * h),
        s(0.46 * w, 0.72 * h),
        s(0.05 * w, 0.93 * h),
        k(-0.45 * w, 1.1 * h),
        k(1.3 * w, 1.2 * h),
        k(1.3 * w, -1.2 * h),
    ]);
    figure.brush.fill_within(&side, &outline, faint(skin.ramp.shade, 0.34));
    cheeks(figure);
    if figure.fine {
        age(figure);
    }
}

fn ear(figure: &mut Figure, side: f32) {
    let e = figure.expression();
    let place = figure.at_depth(-0.05);
    let skin = figure.skin.ramp;
    let (w, h) = (figure.face.x, figure.face.y);
    let near = 1.0 + 0.25 * e.turn * -side;
    let center = vec2(side * (w + 0.015 * near), 0.05 * h);
    let radius = vec2(0.115 * near.max(0.3), 0.205);
    let tone = if side < 0.0 {
        mix(skin.base, skin.light, 0.25)
    } else {
        mix(skin.base, skin.shade, 0.45)
    };
    let shell = place.outline(&[
        s(center.x + side * 0.02, center.y - radius.y),
        s(center.x + side * radius.x, center.y - radius.y * 0.55),
        s(center.x + side * radius.x * 0.75, center.y + radius.y * 0.35),
        s(center.x - side * 0.01, center.y + radius.y),
        s(center.x - side * radius.x, center.y + radius.y * 0.4),
        s(center.x - side * radius.x, center.y - radius.y * 0.6),
    ]);
    figure.brush.fill(&shell, tone);
    let inner = place.ellipse(center + vec2(side * 0.012, 0.0), radius * vec2(0.42, 0.52));
    figure.brush.fill(&inner, faint(skin.shade, 0.75));
}

fn cheeks(figure: &mut Figure) {
    let e = figure.expression();
    let place = figure.at_depth(0.10);
    let (w, h) = (figure.face.x, figure.face.y);
    let strength = 0.10 + 0.05 * figure.youth() + 0.42 * e.blush;
    let color = faint(figure.skin.blush, strength);
    for side in [-1.0, 1.0] {
        let center = place.at(vec2(side * 0.50 * w, 0.34 * h));
        figure
            .brush
            .glow(center, Vec2::splat(0.28 * place.scale()) * vec2(1.0, 0.8), color);
    }
}

fn age(figure: &mut Figure) {
    let wear = figure.wear();
    if wear <= 0.0 {
        return;
    }
    let place = figure.at_depth(0.12);
    let unit = place.scale();
    let color = faint(figure.skin.line, 0.14 + 0.24 * wear);
    let width = 0.026 * unit;
    let mut lines: Vec<Vec<Knot>> = Vec::new();
    for side in [-1.0_f32, 1.0] {
        // From the nose to the mouth, around the eyes, and under them.
        lines.push(vec![s(side * 0.19, 0.36), s(side * 0.29, 0.50), s(side * 0.325, 0.64)]);
        lines.push(vec![
            s(side * 0.545, -0.06),
            s(side * 0.60, -0.10),
            s(side * 0.635, -0.16),
        ]);
        if wear > 0.25 {
            lines.push(vec![s(side * 0.21, 0.085), s(side * 0.33, 0.125), s(side * 0.44, 0.09)]);
            lines.push(vec![s(side * 0.55, -0.02), s(side * 0.61, -0.01), s(side * 0.65, 0.03)]);
        }
        if wear > 0.6 {
            lines.push(vec![s(side * 0.36, 0.72), s(side * 0.385, 0.80), s(side * 0.37, 0.87)]);
        }
    }
    if wear > 0.4 && figure.look().hair != Hair::Headscarf {
        lines.push(vec![s(-0.30, -0.585), s(0.0, -0.605), s(0.30, -0.585)]);
        if wear > 0.7 {
            lines.push(vec![s(-0.24, -0.48), s(0.0, -0.495), s(0.24, -0.48)]);
        }
    }
    for line in lines {
        let line = place.line(&line);
        figure.brush.stroke(&line, width, 0.15, color);
    }
}

/// The beard, under the mouth and the nose.
pub(super) fn beard(figure: &mut Figure) {
    let kind = figure.look().beard;
    if kind == Beard::None {
        return;
    }
    let place = figure.at_depth(0.07);
    let (w, h) = (figure.face.x, figure.face.y);
    let hair = figure.hair;
    let hair = if figure.look().hair_color >= HairColor::Grey {
        hair.shade
    } else {
        hair.base
    };
    let low = match kind {
        Beard::Full => 1.34,
        Beard::Short => 1.06,
        Beard::Stubble | Beard::None => 1.0,
    };
    let wide = if kind == Beard::Full { 1.02 } else { 0.995 };
    let right = [
        k(0.0, 0.475),
        s(0.13, 0.455),
        s(0.30, 0.50),
        s(0.43 * (w / 0.765), 0.50),
        s(0.78 * w, 0.24),
        k(0.965 * w, -0.06),
        s(wide * w, 0.22 * h),
        s(wide * 0.94 * w, 0.58 * h),
        s(0.58 * w, 0.92 * low * h),
        s(0.0, low * h),
    ];
    let shape = place.outline(&mirrored(&right));
    let outline = outline(figure);
    match kind {
        Beard::Stubble => figure.brush.fill_within(&shape, &outline, faint(hair, 0.27)),
        _ => {
            let light = mix(hair, figure.hair.light, 0.22);
            let fill = Figure::lit(
                &place,
                vec2(-0.6, 0.3),
                light,
                vec2(0.5, 1.0),
                mix(hair, figure.hair.shade, 0.6),
            );
            figure.brush.fill(&shape, fill);
        }
    }
    if kind == Beard::Full && figure.fine {
        let color = faint(figure.hair.shade, 0.55);
        for (x, bend) in [(-0.32, -0.05), (-0.12, -0.02), (0.12, 0.02), (0.32, 0.05)] {
            let strand = place.line(&[s(x, 0.88), s(x + bend * 0.4, 1.03), s(x * 0.85, 1.2)]);
            figure.brush.stroke(&strand, 0.028 * place.scale(), 0.1, color);
        }
    }
}

/// Glasses and hearing aid, over the hair.
pub(super) fn worn(figure: &mut Figure) {
    if figure.look().hearing_aid && figure.look().hair != Hair::Headscarf {
        hearing_aid(figure);
    }
    match figure.look().glasses {
        Glasses::None => {}
        Glasses::Round => glasses(figure, |place, center| place.ellipse(center, vec2(0.235, 0.235))),
        Glasses::Square => glasses(figure, |place, center| {
            let (x, y) = (0.255, 0.195);
            let knots = [
                s(center.x - x * 0.82, center.y - y),
                s(center.x + x * 0.82, center.y - y),
                s(center.x + x, center.y - y * 0.72),
                s(center.x + x * 0.94, center.y + y * 0.7),
                s(center.x + x * 0.68, center.y + y),
                s(center.x - x * 0.68, center.y + y),
                s(center.x - x * 0.94, center.y + y * 0.7),
                s(center.x - x, center.y - y * 0.72),
            ];
            place.outline(&knots)
        }),
    }
}

fn glasses(figure: &mut Figure, lens: impl Fn(&super::brush::Place, Vec2) -> Vec<Pos2>) {
    let place = figure.at_depth(0.17);
    let temple = figure.at_depth(-0.02);
    let unit = place.scale();
    let width = (0.045 * unit).max(0.9);
    for side in [-1.0, 1.0] {
        let rim = lens(&place, vec2(side * 0.325, -0.01));
        figure.brush.fill(&rim, faint(Color32::WHITE, 0.10));
        figure.brush.ring(&rim, width, FRAME);
        let hinge = place.at(vec2(side * 0.56, -0.06));
        let ear = temple.at(vec2(side * figure.face.x * 0.985, -0.05));
        figure.brush.stroke(&[hinge, ear], width, 1.0, FRAME);
    }
    let bridge = place.line(&[s(-0.095, -0.03), s(0.0, -0.075), s(0.095, -0.03)]);
    figure.brush.stroke(&bridge, width, 1.0, FRAME);
}

fn hearing_aid(figure: &mut Figure) {
    if matches!(figure.look().hair, Hair::Bob | Hair::Long | Hair::Curly | Hair::Locs) {
        ear(figure, -1.0);
    }
    let place = figure.at_depth(-0.05);
    let unit = place.scale();
    let x = -figure.face.x;
    let shell = place.line(&[
        s(x + 0.035, -0.20),
        s(x - 0.06, -0.235),
        s(x - 0.145, -0.13),
        s(x - 0.15, 0.06),
    ]);
    figure.brush.stroke(&shell, 0.105 * unit, 0.55, mix(SHELL, INK, 0.45));
    figure.brush.stroke(&shell, 0.070 * unit, 0.55, SHELL);
    let tube = place.line(&[s(x + 0.035, -0.20), s(x + 0.075, -0.10), s(x + 0.02, 0.06)]);
    figure
        .brush
        .stroke(&tube, (0.028 * unit).max(0.8), 1.0, mix(SHELL, LINEN, 0.5));
    let tip = place.ellipse(vec2(x + 0.005, 0.075), vec2(0.045, 0.05));
    figure.brush.fill(&tip, mix(SHELL, INK, 0.25));
}

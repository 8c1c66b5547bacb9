//! Headscarf and turban: cloth instead of hair.

use egui::vec2;

use super::brush::{Knot, k, mirrored, s};
use super::figure::Figure;
use super::tones::{self, INK, faint, mix};

/// The headscarf's cloth: around the head, under the chin and over the shoulders. The face is painted into it afterwards.
pub(super) fn headscarf(figure: &mut Figure) {
    let (w, h) = (figure.face.x, figure.face.y);
    let ramp = figure.cloth;
    let body = figure.body;
    let drop = 0.10 * figure.expression().slump;
    let drape = body.outline(&[
        s(-0.72 * w, 0.9 + drop),
        s(-1.20, 1.52 + drop),
        s(-1.34, 1.95 + drop),
        s(-0.95, 2.42 + drop),
        s(-0.2, 2.62 + drop),
        s(0.62, 2.44 + drop),
        s(1.22, 2.02 + drop),
        s(1.14, 1.52 + drop),
        s(0.72 * w, 0.9 + drop),
        s(0.0, 0.6 + drop),
    ]);
    let fill = Figure::lit(
        &body,
        vec2(-0.9, 1.2),
        mix(ramp.base, ramp.light, 0.35),
        vec2(0.9, 2.3),
        ramp.shade,
    );
    figure.brush.fill(&drape, fill);
    let place = figure.at_depth(-0.02);
    let half = [
        s(0.0, -1.17 * h),
        s(0.66 * w, -1.03 * h),
        s(1.10 * w, -0.52 * h),
        s(1.17 * w, 0.10 * h),
        s(1.05 * w, 0.72 * h),
        s(0.86 * w, 1.12 * h),
        s(0.45 * w, 1.36 * h),
        s(0.0, 1.42 * h),
    ];
    let hood = place.outline(&mirrored(&half));
    let fill = Figure::lit(
        &place,
        vec2(-0.8, -0.8),
        mix(ramp.base, ramp.light, 0.6),
        vec2(0.8, 0.7),
        mix(ramp.base, ramp.shade, 0.9),
    );
    figure.brush.fill(&hood, fill);
    let unit = body.scale();
    let folds: [&[Knot]; 4] = [
        &[s(-0.60, 1.20), s(-0.15, 1.58), s(0.55, 1.72), s(1.02, 1.60)],
        &[s(-0.90, 1.30), s(-0.35, 1.92), s(0.40, 2.12), s(1.05, 1.92)],
        &[s(0.78, 0.95), s(0.40, 1.30), s(-0.10, 1.42)],
        &[s(-1.06, 1.62), s(-0.60, 2.16), s(0.0, 2.36)],
    ];
    let fold = faint(mix(ramp.shade, INK, 0.15), 0.55);
    for knots in folds {
        let line = body.moved(vec2(0.0, drop), 0.0).line(knots);
        figure.brush.stroke(&line, 0.055 * unit, 0.1, fold);
    }
    // The cloth's edge throws a little shade on the face's border.
    let rim = figure.at_depth(0.04);
    let opening = [
        s(0.0, -0.745 * h),
        s(0.55 * w, -0.64 * h),
        s(0.88 * w, -0.23 * h),
        s(0.945 * w, 0.19 * h),
        s(0.79 * w, 0.65 * h),
        s(0.41 * w, 0.965 * h),
        s(0.0, 1.045 * h),
    ];
    let edge = rim.outline(&mirrored(&opening));
    figure.brush.fill(&edge, mix(ramp.shade, INK, 0.2));
}

/// The turban, wound from both sides over the forehead.
pub(super) fn turban(figure: &mut Figure) {
    let (w, h) = (figure.face.x, figure.face.y);
    let ramp = tones::turban(figure.look().clothes_color);
    let place = figure.at_depth(0.04);
    let whole = [
        k(-0.99 * w, -0.02 * h),
        s(-1.26 * w, -0.52 * h),
        s(-1.18 * w, -1.02 * h),
        s(-0.62 * w, -1.42 * h),
        s(0.05 * w, -1.52 * h),
        s(0.70 * w, -1.40 * h),
        s(1.22 * w, -0.98 * h),
        s(1.26 * w, -0.50 * h),
        k(0.99 * w, -0.02 * h),
        s(0.91 * w, -0.36 * h),
        s(0.44 * w, -0.60 * h),
        k(0.0, -0.76 * h),
        s(-0.44 * w, -0.60 * h),
        s(-0.91 * w, -0.36 * h),
    ];
    let outline = place.outline(&whole);
    let fill = Figure::lit(
        &place,
        vec2(-0.8, -1.3),
        mix(ramp.base, ramp.light, 0.7),
        vec2(0.85, -0.4),
        ramp.shade,
    );
    figure.brush.fill(&outline, fill);
    // One side is wound over the other.
    let over = [
        k(0.0, -0.76 * h),
        s(0.44 * w, -0.60 * h),
        s(0.91 * w, -0.36 * h),
        k(0.99 * w, -0.02 * h),
        s(1.22 * w, -0.46 * h),
        s(1.00 * w, -0.86 * h),
        s(0.45 * w, -1.10 * h),
        k(-0.22 * w, -1.20 * h),
        s(-0.10 * w, -0.98 * h),
    ];
    let over = place.outline(&over);
    let fill = Figure::lit(
        &place,
        vec2(-0.1, -1.1),
        mix(ramp.base, ramp.light, 0.15),
        vec2(0.9, -0.4),
        mix(ramp.shade, INK, 0.08),
    );
    figure.brush.fill(&over, fill);
    let unit = place.scale();
    let folds: [&[Knot]; 5] = [
        &[s(-1.16 * w, -0.42 * h), s(-0.70 * w, -0.80 * h), s(-0.10 * w, -h)],
        &[
            s(-1.22 * w, -0.70 * h),
            s(-0.75 * w, -1.06 * h),
            s(-0.20 * w, -1.20 * h),
        ],
        &[s(-1.02 * w, -1.12 * h), s(-0.50 * w, -1.34 * h), s(0.10 * w, -1.38 * h)],
        &[s(1.14 * w, -0.44 * h), s(0.62 * w, -0.78 * h), s(0.02 * w, -0.92 * h)],
        &[s(1.16 * w, -0.66 * h), s(0.66 * w, -0.97 * h), s(-0.10 * w, -1.12 * h)],
    ];
    let fold = faint(mix(ramp.shade, INK, 0.2), 0.6);
    for knots in folds {
        let line = place.line(knots);
        figure.brush.stroke(&line, 0.036 * unit, 0.1, fold);
    }
}

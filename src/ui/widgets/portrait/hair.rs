//! Hair: what lies behind the body, and what lies over the head.

use egui::{Vec2, vec2};

use super::brush::{Knot, Place, flipped, k, mirrored, s};
use super::covered;
use super::figure::Figure;
use super::tones::{INK, faint, mix};
use crate::scenario::model::Hair;

/// What lies behind neck and shoulders.
pub(super) fn behind(figure: &mut Figure) {
    let (w, h) = (figure.face.x, figure.face.y);
    let place = figure.at_depth(-0.10);
    match figure.look().hair {
        Hair::Bob => {
            let half = [
                s(0.0, -1.22 * h),
                s(0.72 * w, -1.10 * h),
                s(1.22 * w, -0.55 * h),
                s(1.32 * w, 0.10 * h),
                s(1.30 * w, 0.66 * h),
                k(1.08 * w, 0.90 * h),
                s(0.5 * w, 0.96 * h),
                s(0.0, 0.98 * h),
            ];
            mass(figure, &place, &mirrored(&half), 0.55);
        }
        Hair::Long => {
            let half = [
                s(0.0, -1.24 * h),
                s(0.75 * w, -1.12 * h),
                s(1.24 * w, -0.55 * h),
                s(1.34 * w, 0.30 * h),
                s(1.48 * w, 1.10),
                s(1.62 * w, 1.85),
                s(1.30 * w, 2.22),
                s(0.5 * w, 2.1),
                s(0.0, 2.0),
            ];
            mass(figure, &place, &mirrored(&half), 0.6);
        }
        Hair::Curly => {
            let outline = curls(vec2(0.0, -0.22 * h), vec2(1.50 * w, 1.14 * h), 15, 0.085);
            mass(figure, &place, &outline, 0.45);
        }
        Hair::Tied => tail(figure, &place),
        Hair::Locs => locs(figure, &place, true),
        Hair::Bun => bun(figure, &place),
        _ => {}
    }
}

/// What lies over the head.
pub(super) fn before(figure: &mut Figure) {
    match figure.look().hair {
        Hair::Cropped => cropped(figure),
        Hair::Short => short(figure),
        Hair::Bob => curtains(figure, 0.90, 1.29),
        Hair::Long => curtains(figure, 1.72, 1.36),
        Hair::Curly => curly(figure),
        Hair::Tied | Hair::Bun => swept(figure),
        Hair::Locs => {
            let place = figure.at_depth(0.02);
            locs(figure, &place, false);
        }
        Hair::Thinning => thinning(figure),
        Hair::Bald => bald(figure),
        Hair::Headscarf => {}
        Hair::Turban => covered::turban(figure),
    }
}

/// A body of hair, lit from the upper left and darker than what lies in front of it.
fn mass(figure: &mut Figure, place: &Place, knots: &[Knot], depth: f32) {
    let ramp = figure.hair;
    let near = mix(ramp.base, ramp.shade, depth * 0.6);
    let fill = Figure::lit(
        place,
        vec2(-0.8, -0.9),
        near,
        vec2(0.9, 0.8),
        mix(ramp.shade, INK, 0.12),
    );
    let outline = place.outline(knots);
    figure.brush.fill(&outline, fill);
}

/// Hair over the head.
fn cap(figure: &mut Figure, place: &Place, knots: &[Knot]) {
    let ramp = figure.hair;
    let near = mix(ramp.base, ramp.light, 0.65);
    let fill = Figure::lit(
        place,
        vec2(-0.65, -1.0),
        near,
        vec2(0.65, -0.25),
        mix(ramp.base, ramp.shade, 0.75),
    );
    let outline = place.outline(knots);
    figure.brush.fill(&outline, fill);
}

fn strands(figure: &mut Figure, place: &Place, lines: &[&[Knot]], width: f32, light: bool) {
    if !figure.fine {
        return;
    }
    let color = if light {
        faint(figure.hair.light, 0.55)
    } else {
        faint(figure.hair.shade, 0.6)
    };
    for knots in lines {
        let line = place.line(knots);
        figure.brush.stroke(&line, width * place.scale(), 0.1, color);
    }
}

fn cropped(figure: &mut Figure) {
    let (w, h) = (figure.face.x, figure.face.y);
    let place = figure.at_depth(0.03);
    let half = [
        s(0.0, -1.105 * h),
        s(0.60 * w, -0.99 * h),
        s(1.0 * w, -0.58 * h),
        k(1.035 * w, -0.04 * h),
        k(0.955 * w, -0.06 * h),
        s(0.90 * w, -0.30 * h),
        k(0.80 * w, -0.53 * h),
        s(0.52 * w, -0.655 * h),
        s(0.0, -0.70 * h),
    ];
    cap(figure, &place, &mirrored(&half));
}

fn short(figure: &mut Figure) {
    let (w, h) = (figure.face.x, figure.face.y);
    let place = figure.at_depth(0.05);
    let knots = [
        k(-0.95 * w, 0.0),
        k(-1.06 * w, -0.02 * h),
        s(-1.09 * w, -0.50 * h),
        s(-0.82 * w, -1.02 * h),
        s(-0.30 * w, -1.23 * h),
        s(0.42 * w, -1.20 * h),
        s(0.97 * w, -0.88 * h),
        s(1.09 * w, -0.42 * h),
        k(1.06 * w, -0.02 * h),
        k(0.95 * w, 0.0),
        s(0.93 * w, -0.26 * h),
        s(0.80 * w, -0.50 * h),
        s(0.42 * w, -0.60 * h),
        s(-0.05 * w, -0.70 * h),
        k(-0.48 * w, -0.86 * h),
        s(-0.66 * w, -0.64 * h),
        s(-0.86 * w, -0.46 * h),
    ];
    cap(figure, &place, &knots);
    let a = [
        s(-0.46 * w, -0.88 * h),
        s(-0.05 * w, -0.98 * h),
        s(0.50 * w, -0.88 * h),
        s(0.84 * w, -0.62 * h),
    ];
    let b = [s(-0.40 * w, -0.90 * h), s(0.05 * w, -1.10 * h), s(0.60 * w, -1.02 * h)];
    strands(figure, &place, &[&a, &b], 0.030, true);
}

/// Hair parted and falling on both sides, down to `low`, as wide as `wide` faces.
fn curtains(figure: &mut Figure, low: f32, wide: f32) {
    let (w, h) = (figure.face.x, figure.face.y);
    let place = figure.at_depth(0.04);
    let part = -0.22 * w;
    let left = [
        k(part, -0.90 * h),
        s(-0.50 * w, -0.72 * h),
        s(-0.84 * w, -0.30 * h),
        s(-0.90 * w, 0.10 * h),
        s(-0.93 * w, low * 0.6),
        k(-0.86 * w, low),
        s(-1.10 * w, low * 1.03),
        s(-wide * w, low * 0.72),
        s(-wide * w, -0.10 * h),
        s(-1.16 * w, -0.66 * h),
        s(-0.72 * w, -1.12 * h),
        k(part, -1.255 * h),
    ];
    let right = [
        k(part, -0.90 * h),
        s(0.20 * w, -0.76 * h),
        s(0.68 * w, -0.46 * h),
        s(0.90 * w, 0.0),
        s(0.94 * w, low * 0.6),
        k(0.86 * w, low),
        s(1.10 * w, low * 1.03),
        s(wide * w, low * 0.72),
        s(wide * w, -0.10 * h),
        s(1.18 * w, -0.66 * h),
        s(0.70 * w, -1.14 * h),
        k(part, -1.255 * h),
    ];
    cap(figure, &place, &right);
    cap(figure, &place, &left);
    let a = [
        s(part, -1.06 * h),
        s(0.45 * w, -0.92 * h),
        s(0.96 * w, -0.40 * h),
        s(1.10 * w, 0.25 * h),
    ];
    let b = [
        s(part, -1.06 * h),
        s(-0.66 * w, -0.82 * h),
        s(-1.02 * w, -0.20 * h),
        s(-1.06 * w, 0.4 * low),
    ];
    strands(figure, &place, &[&a, &b], 0.034, true);
    let seam = [s(part, -1.22 * h), s(part - 0.01, -1.05 * h), s(part, -0.91 * h)];
    strands(figure, &place, &[&seam], 0.022, false);
}

/// An outline of round curls around an ellipse.
fn curls(center: Vec2, radius: Vec2, count: usize, bump: f32) -> Vec<Knot> {
    let step = std::f32::consts::TAU / count as f32;
    (0..count)
        .flat_map(|i| {
            let at = |part: f32, out: f32| {
                let angle = step * (i as f32 + part);
                center + out * radius * vec2(angle.cos(), angle.sin())
            };
            let (valley, rise, fall) = (at(0.0, 1.0 - 0.6 * bump), at(0.25, 1.0 + bump), at(0.75, 1.0 + bump));
            [k(valley.x, valley.y), s(rise.x, rise.y), s(fall.x, fall.y)]
        })
        .collect()
}

fn curly(figure: &mut Figure) {
    let (w, h) = (figure.face.x, figure.face.y);
    let place = figure.at_depth(0.05);
    let knots = [
        k(-w, 0.05 * h),
        s(-1.22 * w, -0.06 * h),
        k(-1.20 * w, -0.26 * h),
        s(-1.34 * w, -0.46 * h),
        k(-1.18 * w, -0.66 * h),
        s(-1.14 * w, -0.96 * h),
        k(-0.84 * w, -1.02 * h),
        s(-0.62 * w, -1.30 * h),
        k(-0.28 * w, -1.20 * h),
        s(0.02 * w, -1.40 * h),
        k(0.30 * w, -1.21 * h),
        s(0.66 * w, -1.28 * h),
        k(0.86 * w, -h),
        s(1.16 * w, -0.92 * h),
        k(1.18 * w, -0.64 * h),
        s(1.34 * w, -0.44 * h),
        k(1.20 * w, -0.24 * h),
        s(1.22 * w, -0.04 * h),
        k(1.00 * w, 0.05 * h),
        s(0.88 * w, -0.10 * h),
        k(0.92 * w, -0.28 * h),
        s(0.76 * w, -0.36 * h),
        k(0.70 * w, -0.52 * h),
        s(0.46 * w, -0.50 * h),
        k(0.30 * w, -0.66 * h),
        s(0.06 * w, -0.58 * h),
        k(-0.14 * w, -0.70 * h),
        s(-0.42 * w, -0.56 * h),
        k(-0.60 * w, -0.60 * h),
        s(-0.80 * w, -0.42 * h),
        k(-0.88 * w, -0.30 * h),
        s(-0.90 * w, -0.10 * h),
    ];
    cap(figure, &place, &knots);
    let spots = [
        (-0.86, -0.62),
        (-0.50, -0.92),
        (-0.05, -1.00),
        (0.42, -0.92),
        (0.82, -0.60),
        (-0.28, -0.74),
        (0.30, -0.80),
    ];
    if figure.fine {
        let color = faint(figure.hair.light, 0.5);
        for (x, y) in spots {
            let (x, y) = (x * w, y * h);
            let curl = place.line(&[
                s(x - 0.10, y + 0.05),
                s(x - 0.06, y - 0.055),
                s(x + 0.05, y - 0.05),
                s(x + 0.07, y + 0.04),
            ]);
            figure.brush.stroke(&curl, 0.034 * place.scale(), 0.15, color);
        }
    }
}

/// Hair combed back from the face.
fn swept(figure: &mut Figure) {
    let (w, h) = (figure.face.x, figure.face.y);
    let place = figure.at_depth(0.04);
    let half = [
        s(0.0, -1.16 * h),
        s(0.60 * w, -1.04 * h),
        s(1.03 * w, -0.62 * h),
        k(1.05 * w, -0.08 * h),
        s(0.95 * w, -0.22 * h),
        s(0.84 * w, -0.46 * h),
        s(0.52 * w, -0.70 * h),
        s(0.0, -0.80 * h),
    ];
    cap(figure, &place, &mirrored(&half));
    let a = [
        s(-0.50 * w, -0.74 * h),
        s(-0.40 * w, -0.92 * h),
        s(-0.16 * w, -1.08 * h),
    ];
    let b = [s(0.0, -0.82 * h), s(0.02 * w, -0.96 * h), s(0.02 * w, -1.10 * h)];
    let c = [s(0.50 * w, -0.74 * h), s(0.42 * w, -0.92 * h), s(0.20 * w, -1.08 * h)];
    let d = [
        s(-0.82 * w, -0.44 * h),
        s(-0.82 * w, -0.68 * h),
        s(-0.60 * w, -0.94 * h),
    ];
    let e = [s(0.82 * w, -0.44 * h), s(0.84 * w, -0.68 * h), s(0.64 * w, -0.94 * h)];
    strands(figure, &place, &[&a, &b, &c, &d, &e], 0.026, true);
}

fn tail(figure: &mut Figure, place: &Place) {
    let (w, h) = (figure.face.x, figure.face.y);
    let knots = [
        s(0.55 * w, -0.80 * h),
        s(1.02 * w, -0.92 * h),
        s(1.42 * w, -0.55 * h),
        s(1.56 * w, 0.20),
        s(1.52 * w, 1.0),
        s(1.24 * w, 1.75),
        k(1.05 * w, 1.92),
        s(1.04 * w, 1.2),
        s(1.02 * w, 0.4),
        s(0.8 * w, -0.3),
    ];
    mass(figure, place, &knots, 0.2);
    let strand = [
        s(1.10 * w, -0.76 * h),
        s(1.36 * w, -0.2),
        s(1.38 * w, 0.7),
        s(1.20 * w, 1.4),
    ];
    strands(figure, place, &[&strand], 0.05, true);
}

fn bun(figure: &mut Figure, place: &Place) {
    let h = figure.face.y;
    let center = vec2(0.05, -1.24 * h);
    let ramp = figure.hair;
    let disc = place.ellipse(center, vec2(0.37, 0.31));
    let near = mix(ramp.base, ramp.light, 0.45);
    let fill = Figure::lit(
        place,
        center + vec2(-0.3, -0.3),
        near,
        center + vec2(0.25, 0.25),
        ramp.shade,
    );
    figure.brush.fill(&disc, fill);
    let a = [
        s(-0.22, center.y - 0.02),
        s(-0.02, center.y - 0.19),
        s(0.24, center.y - 0.10),
    ];
    let b = [
        s(-0.16, center.y + 0.10),
        s(0.05, center.y - 0.05),
        s(0.30, center.y + 0.04),
    ];
    strands(figure, place, &[&a, &b], 0.034, false);
}

fn locs(figure: &mut Figure, place: &Place, back: bool) {
    let (w, h) = (figure.face.x, figure.face.y);
    let ramp = figure.hair;
    let unit = place.scale();
    let lock = |figure: &mut Figure, knots: &[Knot], tone: egui::Color32| {
        let line = place.line(knots);
        figure.brush.stroke(&line, 0.185 * unit, 0.62, tone);
    };
    if back {
        let half = [
            s(0.0, -1.20 * h),
            s(0.78 * w, -1.05 * h),
            s(1.20 * w, -0.45 * h),
            s(1.22 * w, 0.4),
            k(1.12 * w, 1.40),
            k(0.0, 1.45),
        ];
        mass(figure, place, &mirrored(&half), 0.9);
        for (i, x) in [-1.28_f32, -1.08, -0.84, 0.86, 1.10, 1.30].into_iter().enumerate() {
            let low = 1.42 + [0.0, 0.24, 0.12, 0.20, 0.30, 0.06].get(i).copied().unwrap_or(0.0);
            let tone = if i % 2 == 0 {
                mix(ramp.base, ramp.shade, 0.65)
            } else {
                mix(ramp.shade, INK, 0.1)
            };
            lock(
                figure,
                &[s(x * w * 0.86, -0.45), s(x * w, 0.3), s(x * w * 1.06, low)],
                tone,
            );
        }
        return;
    }
    let half = [
        s(0.0, -1.19 * h),
        s(0.62 * w, -1.07 * h),
        s(1.06 * w, -0.62 * h),
        k(1.12 * w, -0.10 * h),
        s(0.94 * w, -0.34 * h),
        s(0.62 * w, -0.66 * h),
        s(0.0, -0.80 * h),
    ];
    cap(figure, place, &mirrored(&half));
    let front: [[Knot; 4]; 4] = [
        [
            s(0.04, -1.10 * h),
            s(0.56 * w, -0.94 * h),
            s(0.93 * w, -0.40),
            s(1.05 * w, 0.52),
        ],
        [
            s(0.10, -1.12 * h),
            s(0.74 * w, -0.96 * h),
            s(1.13 * w, -0.35),
            s(1.24 * w, 0.98),
        ],
        [
            s(0.04, -1.02 * h),
            s(0.42 * w, -0.84 * h),
            s(0.86 * w, -0.45),
            s(0.99 * w, 0.16),
        ],
        [
            s(0.10, -1.14 * h),
            s(0.56 * w, -1.06 * h),
            s(1.02 * w, -0.70),
            s(1.14 * w, 0.10),
        ],
    ];
    for (i, knots) in front.iter().enumerate() {
        let dark = if i % 2 == 0 { 0.15 } else { 0.55 };
        lock(figure, knots, mix(ramp.base, ramp.shade, dark + 0.25));
        lock(
            figure,
            &flipped(knots),
            mix(mix(ramp.base, ramp.light, 0.30), ramp.shade, dark),
        );
    }
    if figure.fine {
        let color = faint(ramp.light, 0.35);
        for knots in front.iter().take(2) {
            let line = place.line(&flipped(knots));
            figure.brush.stroke(&line, 0.03 * unit, 0.1, color);
        }
    }
}

fn thinning(figure: &mut Figure) {
    let (w, h) = (figure.face.x, figure.face.y);
    let place = figure.at_depth(0.03);
    // What is left on top is thin enough to see through.
    let top = [
        s(0.0, -1.075 * h),
        s(0.58 * w, -0.965 * h),
        s(0.95 * w, -0.60 * h),
        k(0.86 * w, -0.56 * h),
        s(0.66 * w, -0.80 * h),
        s(0.34 * w, -0.86 * h),
        s(0.0, -0.80 * h),
    ];
    let outline = place.outline(&mirrored(&top));
    let thin = faint(figure.hair.base, 0.55);
    figure.brush.fill(&outline, thin);
    let side = [
        s(0.84 * w, -0.72 * h),
        s(1.01 * w, -0.56 * h),
        s(1.06 * w, -0.25 * h),
        k(1.04 * w, 0.02 * h),
        k(0.955 * w, 0.0),
        s(0.93 * w, -0.26 * h),
        s(0.84 * w, -0.50 * h),
    ];
    cap(figure, &place, &side);
    cap(figure, &place, &flipped(&side));
}

fn bald(figure: &mut Figure) {
    let (w, h) = (figure.face.x, figure.face.y);
    let place = figure.at_depth(0.04);
    let at = place.at(vec2(-0.36 * w, -0.72 * h));
    let glow = faint(figure.skin.ramp.light, 0.75);
    figure.brush.glow(at, vec2(0.26, 0.17) * place.scale(), glow);
}

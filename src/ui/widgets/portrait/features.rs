//! Eyes, brows, nose and mouth: where the expression lives.

// The colors of a face are no tokens of the theme.
#![allow(clippy::disallowed_methods)]

use egui::{Color32, vec2};

use super::brush::{k, s};
use super::figure::Figure;
use super::head;
use super::tones::{EYE, INK, LINEN, TEAR, faint, mix};
use crate::scenario::model::{HairColor, Skin};

/// Half the distance between the eyes.
const APART: f32 = 0.325;

pub(super) fn all(figure: &mut Figure) {
    for side in [-1.0, 1.0] {
        eye(figure, side);
        brow(figure, side);
    }
    nose(figure);
    mouth(figure);
    tears(figure);
}

fn eye(figure: &mut Figure, side: f32) {
    let e = figure.expression();
    let place = figure.at_depth(0.16);
    let unit = place.scale();
    let line = if figure.look().skin >= Skin::Brown {
        mix(figure.skin.line, INK, 0.6)
    } else {
        mix(figure.skin.line, INK, 0.55)
    };
    // The eye on the side to which the head turns is seen narrower.
    let narrow = 1.0 - 0.16 * (e.turn * side).max(0.0);
    let size = 1.0 + 0.10 * figure.youth() + if figure.fine { 0.0 } else { 0.12 };
    let (w, y) = (0.158 * narrow * size, 0.0);
    let x = side * APART;
    let down = e.gaze_y.max(0.0);
    let lids = (e.lids - 0.22 * down).max(0.0);
    let up = 0.098 * lids * size * (1.0 - 0.12 * figure.wear());
    let low = (0.058 * (1.0 - 0.75 * e.squint) * size * (0.45 + 0.55 * lids.min(1.0))).max(0.006);
    let slant = 0.018;
    let inner = vec2(x - side * w, y + 0.020);
    let outer = vec2(x + side * w, y - slant);
    let upper = [
        k(inner.x, inner.y),
        s(x - side * w * 0.45, y - up * 0.86),
        s(x + side * w * 0.18, y - up),
        s(x + side * w * 0.70, y - up * 0.62 - slant * 0.4),
        k(outer.x, outer.y),
    ];
    if lids > 0.16 {
        let mut almond = upper.to_vec();
        almond.extend([
            s(x + side * w * 0.55, y + low * 0.75),
            s(x, y + low),
            s(x - side * w * 0.55, y + low * 0.9),
        ]);
        let almond = place.outline(&almond);
        let white = mix(EYE, figure.skin.ramp.shade, 0.14);
        figure.brush.fill(&almond, white);
        let iris = vec2(x + e.gaze_x * 0.068 * narrow, y - 0.012 + e.gaze_y * 0.042);
        let radius = 0.077 * size;
        let dark = iris_color(figure);
        let disc = place.ellipse(iris, vec2(radius * (0.93 + 0.07 * narrow), radius));
        figure.brush.fill_within(&disc, &almond, dark);
        if figure.fine {
            let pupil = place.ellipse(iris, vec2(radius * 0.5, radius * 0.5));
            figure.brush.fill_within(&pupil, &almond, mix(dark, INK, 0.8));
            let glint = place.ellipse(iris + vec2(-0.026, -0.030), vec2(0.0165, 0.0165));
            figure.brush.fill_within(&glint, &almond, faint(Color32::WHITE, 0.85));
            // The lid's shadow on the eye.
            let shadow = place.line(&upper);
            figure.brush.stroke(&shadow, 0.05 * unit, 0.3, faint(line, 0.16));
        }
    }
    let lid = place.line(&upper);
    figure.brush.stroke(&lid, (0.034 * unit).max(1.0), 0.30, line);
    if figure.fine {
        let crease = place.line(&[
            s(x - side * w * 0.75, y - up * 0.75 - 0.055),
            s(x + side * w * 0.05, y - up - 0.070),
            s(x + side * w * 0.95, y - up * 0.55 - 0.055),
        ]);
        let soft = faint(figure.skin.line, 0.30 + 0.2 * figure.wear());
        figure.brush.stroke(&crease, 0.02 * unit, 0.1, soft);
        let under = place.line(&[
            s(x - side * w * 0.6, y + low + 0.012),
            s(x + side * w * 0.1, y + low + 0.022),
            s(x + side * w * 0.85, y + low * 0.5 + 0.004),
        ]);
        figure.brush.stroke(
            &under,
            0.018 * unit,
            0.1,
            faint(figure.skin.line, 0.26 + 0.30 * e.squint),
        );
    }
}

fn iris_color(figure: &Figure) -> Color32 {
    let brown = mix(INK, figure.skin.line, 0.35);
    match (figure.look().skin, figure.look().hair_color) {
        (Skin::Pale | Skin::Fair, HairColor::Blond | HairColor::White) => Color32::from_rgb(0x4D, 0x66, 0x78),
        (Skin::Pale | Skin::Fair, HairColor::Auburn | HairColor::Grey) => Color32::from_rgb(0x55, 0x66, 0x52),
        (Skin::Pale | Skin::Fair | Skin::Olive, _) => Color32::from_rgb(0x5A, 0x40, 0x2E),
        _ => brown,
    }
}

fn brow(figure: &mut Figure, side: f32) {
    let e = figure.expression();
    let place = figure.at_depth(0.15);
    let narrow = 1.0 - 0.12 * (e.turn * side).max(0.0);
    // One brow leads when the face is lopsided.
    let lead = if side > 0.0 { 0.05 * e.skew } else { -0.02 * e.skew };
    let inner_y = -0.245 - 0.105 * e.brow_inner + 0.020 * e.knit - lead;
    let outer_y = -0.265 - 0.075 * e.brow_outer - lead;
    let middle_y = 0.5 * (inner_y + outer_y) - 0.052 + 0.035 * (e.knit + 0.4 * e.brow_inner).clamp(0.0, 1.0)
        - 0.02 * (1.0 - e.knit);
    let x = |t: f32| side * (APART + narrow * t);
    let inner = -0.175 - 0.045 * e.knit;
    let thick = 0.036
        + if figure.look().beard == crate::scenario::model::Beard::None {
            0.0
        } else {
            0.008
        };
    let shape = place.outline(&[
        s(x(inner - 0.012), inner_y),
        s(x(inner + 0.03), inner_y - thick * 0.85),
        s(x(-0.03), 0.35 * inner_y + 0.65 * middle_y - thick * 0.9),
        s(x(0.12), 0.5 * (middle_y + outer_y) - thick * 0.5),
        k(x(0.245), outer_y + 0.02),
        s(x(0.11), 0.5 * (middle_y + outer_y) + thick * 0.6),
        s(x(-0.03), 0.35 * inner_y + 0.65 * middle_y + thick),
        s(x(inner + 0.02), inner_y + thick * 0.95),
    ]);
    let color = match figure.look().hair_color {
        HairColor::White | HairColor::Grey => mix(figure.hair.shade, figure.skin.line, 0.35),
        HairColor::Blond => mix(figure.hair.shade, figure.skin.line, 0.30),
        _ => mix(figure.hair.shade, figure.hair.base, 0.4),
    };
    let color = if figure.look().skin >= Skin::Brown {
        mix(color, INK, 0.45)
    } else {
        color
    };
    figure.brush.fill(&shape, faint(color, 0.92));
    if e.knit > 0.35 && figure.fine {
        let x = side * (0.065 - 0.01 * e.knit);
        let fold = place.line(&[s(x, -0.30), s(x * 0.8, -0.23), s(x * 1.1, -0.16)]);
        let color = faint(figure.skin.line, 0.55 * (e.knit - 0.2));
        figure.brush.stroke(&fold, 0.026 * place.scale(), 0.1, color);
    }
}

fn nose(figure: &mut Figure) {
    let place = figure.at_depth(0.20);
    let e = figure.expression();
    let skin = figure.skin;
    let wide = if figure.look().skin >= Skin::Brown { 1.18 } else { 1.0 };
    let long = 0.02 * figure.wear() - 0.03 * figure.youth();
    let lean = 0.05 * e.turn;
    let shape = place.outline(&[
        k(0.035 + lean * 0.2, -0.10),
        s(0.075 + lean, 0.12),
        s(0.135 * wide + lean, 0.30 + long),
        s(0.10 * wide + lean, 0.365 + long),
        s(0.0 + lean, 0.395 + long),
        s(-0.085 * wide + lean, 0.37 + long),
        k(-0.125 * wide + lean, 0.335 + long),
        s(-0.05 + lean, 0.345 + long),
        s(0.02 + lean, 0.335 + long),
        s(0.052 + lean, 0.27 + long),
        s(0.03 + lean, 0.10),
    ]);
    let shade = mix(skin.ramp.shade, skin.line, 0.18);
    let fill = Figure::lit(
        &place,
        vec2(0.0, -0.10),
        faint(shade, 0.12),
        vec2(0.02, 0.34),
        faint(shade, 0.92),
    );
    figure.brush.fill(&shape, fill);
    if figure.fine {
        for side in [-1.0, 1.0] {
            let nostril = place.line(&[
                s(side * 0.035 * wide + lean, 0.372 + long),
                s(side * 0.072 * wide + lean, 0.358 + long),
                s(side * 0.10 * wide + lean, 0.372 + long),
            ]);
            figure
                .brush
                .stroke(&nostril, 0.026 * place.scale(), 0.3, faint(skin.line, 0.6));
        }
        let tip = place.at(vec2(-0.02 + lean, 0.27 + long));
        let glow = faint(skin.ramp.light, 0.55);
        figure.brush.glow(tip, vec2(0.075, 0.085) * place.scale(), glow);
    }
}

fn mouth(figure: &mut Figure) {
    let mut e = figure.expression();
    // A mouth at rest is not a straight line.
    e.curve += 0.10 * (1.0 - e.curve.abs());
    let place = figure.at_depth(0.15);
    let unit = place.scale();
    let skin = figure.skin;
    let y = 0.615 + 0.02 * (figure.face.y - 1.03) * 10.0;
    let smile = e.curve.max(0.0);
    let w = 0.232 + 0.055 * smile - 0.028 * e.press.min(1.0) * (1.0 - smile) - 0.035 * e.open * (1.0 - smile);
    let left_y = y - 0.085 * e.curve + 0.022 * e.skew;
    let right_y = y - 0.085 * e.curve - 0.022 * e.skew;
    let middle = y + 0.040 * e.curve;
    let gap = 0.115 * e.open;
    let full = 1.0 - 0.72 * e.press - 0.12 * figure.wear();
    let (top, bottom) = (0.066 * full, 0.086 * full);
    let lip = mix(skin.ramp.shade, skin.lip, 0.72);
    let up = middle - gap * 0.35;
    let down = middle + gap * 0.65;
    if e.open > 0.04 {
        let inside = place.outline(&[
            k(-w * 0.92, left_y),
            s(-w * 0.4, up - 0.008),
            s(w * 0.4, up - 0.008),
            k(w * 0.92, right_y),
            s(w * 0.45, down),
            s(-w * 0.45, down),
        ]);
        figure.brush.fill(&inside, mix(INK, skin.lip, 0.28));
        if e.open > 0.12 {
            let teeth = place.outline(&[
                k(-w * 0.66, up + 0.012),
                s(0.0, up - 0.012),
                k(w * 0.66, up + 0.012),
                s(0.0, up + 0.010 + gap * 0.36),
            ]);
            figure.brush.fill(&teeth, faint(LINEN, 0.9));
        }
    }
    let upper = place.outline(&[
        k(-w, left_y),
        s(-w * 0.5, up - top * 0.72),
        s(-w * 0.17, up - top * 1.05),
        s(0.0, up - top * 0.80),
        s(w * 0.17, up - top * 1.05),
        s(w * 0.5, up - top * 0.72),
        k(w, right_y),
        s(w * 0.45, up + 0.004),
        s(0.0, up + 0.010),
        s(-w * 0.45, up + 0.004),
    ]);
    figure.brush.fill(&upper, faint(mix(lip, skin.line, 0.18), 0.88));
    let lower = place.outline(&[
        k(-w * 0.86, left_y + (down - left_y) * 0.25),
        s(-w * 0.40, down + 0.002),
        s(w * 0.40, down + 0.002),
        k(w * 0.86, right_y + (down - right_y) * 0.25),
        s(w * 0.48, down + bottom * 0.82),
        s(0.0, down + bottom),
        s(-w * 0.48, down + bottom * 0.82),
    ]);
    let lit = mix(lip, skin.ramp.light, 0.22);
    figure.brush.fill(&lower, faint(lit, 0.85));
    let parting = place.line(&[
        s(-w, left_y),
        s(-w * 0.5, middle - gap * 0.3 + 0.25 * (left_y - middle) + 0.006),
        s(0.0, up + 0.006),
        s(w * 0.5, middle - gap * 0.3 + 0.25 * (right_y - middle) + 0.006),
        s(w, right_y),
    ]);
    figure
        .brush
        .stroke(&parting, (0.034 * unit).max(0.9), 0.25, mix(skin.line, INK, 0.25));
    mouth_corners(figure, w, left_y, right_y);
    if figure.fine {
        let under = place.line(&[s(-0.10, y + 0.165), s(0.0, y + 0.178), s(0.10, y + 0.165)]);
        figure
            .brush
            .stroke(&under, 0.035 * unit, 0.2, faint(skin.ramp.shade, 0.55));
    }
}

fn mouth_corners(figure: &mut Figure, w: f32, left_y: f32, right_y: f32) {
    let e = figure.expression();
    if !figure.fine {
        return;
    }
    let place = figure.at_depth(0.15);
    let color = faint(figure.skin.line, 0.16 + 0.30 * e.press + 0.20 * (-e.curve).max(0.0));
    for (side, y) in [(-1.0, left_y), (1.0, right_y)] {
        let x = side * (w + 0.004);
        let down = 0.02 - 0.03 * e.curve;
        let corner = place.line(&[
            s(x, y),
            s(x + side * 0.016, y + 0.5 * down),
            s(x + side * 0.020, y + 1.6 * down),
        ]);
        figure.brush.stroke(&corner, 0.024 * place.scale(), 0.3, color);
        if e.curve > 0.3 {
            let cheek = place.line(&[s(side * 0.20, 0.38), s(side * 0.31, 0.47), s(side * 0.345, 0.60)]);
            let color = faint(figure.skin.line, 0.34 * (e.curve - 0.15));
            figure.brush.stroke(&cheek, 0.026 * place.scale(), 0.1, color);
        }
    }
}

fn tears(figure: &mut Figure) {
    let e = figure.expression();
    if e.tears < 0.2 {
        return;
    }
    let place = figure.at_depth(0.16);
    let unit = place.scale();
    let face = head::outline(figure);
    for side in [-1.0_f32, 1.0] {
        let x = side * APART;
        let brim = place.line(&[s(x - side * 0.10, 0.052), s(x, 0.064), s(x + side * 0.11, 0.040)]);
        figure
            .brush
            .stroke(&brim, 0.026 * unit, 0.2, faint(TEAR, 0.15 + 0.6 * e.tears));
        if e.tears > 0.5 {
            let length = if side < 0.0 { 0.42 } else { 0.24 } * (e.tears - 0.3) / 0.7;
            let x = x + side * 0.05;
            let track = place.line(&[
                s(x, 0.075),
                s(x + side * 0.025, 0.075 + 0.5 * length),
                s(x + side * 0.02, 0.075 + length),
            ]);
            figure.brush.stroke(&track, 0.026 * unit, 0.4, faint(TEAR, 0.42));
            let drop = place.ellipse(vec2(x + side * 0.02, 0.085 + length), vec2(0.032, 0.045));
            figure.brush.fill_within(&drop, &face, faint(TEAR, 0.95));
        }
    }
}

//! Shoulders and clothes.

use egui::{Color32, vec2};

use super::brush::{Fill, Place, flipped, k, mirrored, s};
use super::covered;
use super::figure::Figure;
use super::tones::{INK, LINEN, Ramp, faint, mix};
use crate::scenario::model::{Build, Clothes, Hair};

/// Half the width of the shoulders, and how far down they lie.
pub(super) fn shoulders(figure: &Figure) -> (f32, f32) {
    let e = figure.expression();
    let wide = match figure.look().build {
        Build::Slight => 1.36,
        Build::Medium => 1.56,
        Build::Broad => 1.82,
    };
    let wide = wide * (1.0 - 0.05 * e.slump) * (1.0 - 0.10 * figure.youth());
    let low = 2.10 - 0.14 * e.raise + 0.13 * e.slump;
    (wide, low)
}

/// Where the clothes begin: the body, sunk with the posture.
pub(super) fn chest(figure: &Figure) -> Place {
    let e = figure.expression();
    figure.body.moved(vec2(0.0, 0.10 * e.slump - 0.05 * e.raise), 0.0)
}

/// The trunk in its cloth.
pub(super) fn torso(figure: &mut Figure) {
    let (wide, low) = shoulders(figure);
    let place = figure.body;
    let e = figure.expression();
    let ramp = figure.cloth;
    if figure.look().clothes == Clothes::Hoodie && figure.look().hair != Hair::Headscarf {
        hood(figure);
    }
    let neck = 1.46 + 0.10 * e.slump - 0.03 * e.raise;
    let half = [
        k(0.0, neck),
        k(0.42, neck),
        s(0.78, neck + 0.20),
        s(wide * 0.86, low - 0.16),
        s(wide * 1.04, low + 0.18),
        s(wide * 1.13, low + 0.75),
        k(wide * 1.20, 6.0),
        k(0.0, 6.0),
    ];
    let outline = place.outline(&mirrored(&half));
    let fill = drape(figure, ramp);
    figure.brush.fill(&outline, fill);
    back_of_collar(figure);
    let unit = place.scale();
    for side in [-1.0_f32, 1.0] {
        // Where the arm lies against the body.
        let fold = place.line(&[
            s(side * wide * 0.82, low + 0.36),
            s(side * wide * 0.845, low + 1.1),
            s(side * wide * 0.81, low + 2.6),
        ]);
        figure
            .brush
            .stroke(&fold, 0.05 * unit, 0.0, faint(mix(ramp.shade, INK, 0.1), 0.4));
    }
}

/// Cloth under the light, the same wherever it covers the trunk, so that pieces join without a seam.
fn drape(figure: &Figure, ramp: Ramp) -> Fill {
    let (wide, low) = shoulders(figure);
    let light = mix(ramp.base, ramp.light, 0.55);
    let dark = mix(ramp.base, ramp.shade, 0.8);
    Figure::lit(&figure.body, vec2(-wide, low - 0.3), light, vec2(wide, low + 1.0), dark)
}

/// Where the slope of the shoulders lies at a distance from the middle.
fn seam(x: f32) -> f32 {
    1.42 + (x - 0.42) * 0.62
}

/// The inside of the collar, seen behind the neck.
fn back_of_collar(figure: &mut Figure) {
    let (wide, high) = match figure.look().clothes {
        Clothes::Jumper => (0.60, 1.36),
        Clothes::Shirt => (0.56, 1.30),
        Clothes::Hoodie => return,
        Clothes::TShirt => (0.66, 1.47),
        Clothes::Jacket | Clothes::Cardigan => (0.60, 1.41),
    };
    let place = chest(figure);
    let ramp = figure.cloth;
    let inside = place.outline(&mirrored(&[
        s(0.0, high - 0.05),
        s(wide * 0.7, high),
        k(wide, seam(wide) + 0.02),
        k(0.0, high + 0.3),
    ]));
    figure.brush.fill(&inside, mix(ramp.shade, INK, 0.22));
}

/// What is worn around the neck. Painted after the neck, so that it lies over it.
pub(super) fn collar(figure: &mut Figure) {
    if figure.look().hair == Hair::Headscarf {
        inner_folds(figure);
        covered::headscarf(figure);
        return;
    }
    match figure.look().clothes {
        Clothes::Jumper => jumper(figure),
        Clothes::Shirt => shirt(figure),
        Clothes::Hoodie => hoodie(figure),
        Clothes::Jacket => jacket(figure),
        Clothes::TShirt => t_shirt(figure),
        Clothes::Cardigan => cardigan(figure),
    }
}

fn inner_folds(figure: &mut Figure) {
    let cloth = figure.cloth;
    let shade = Ramp {
        base: mix(cloth.base, cloth.shade, 0.5),
        ..cloth
    };
    let place = chest(figure);
    yoke(figure, &place, 0.60, 1.62, shade);
}

/// Covers the neck's skin below a round neckline of half the width `wide` that dips to `low`.
fn yoke(figure: &mut Figure, place: &Place, wide: f32, low: f32, ramp: Ramp) {
    let top = seam(wide);
    let half = [
        k(0.0, low),
        s(wide * 0.5, top + (low - top) * 0.86),
        s(wide * 0.87, top + (low - top) * 0.48),
        k(wide + 0.02, top),
        k(0.86, 1.74),
        k(0.80, 6.0),
        k(0.0, 6.0),
    ];
    let fill = drape(figure, ramp);
    let outline = place.outline(&mirrored(&half));
    figure.brush.fill(&outline, fill);
}

/// A band along a round neckline.
fn band(figure: &mut Figure, place: &Place, wide: f32, low: f32, width: f32, tone: Color32) {
    let top = seam(wide);
    let (middle, upper) = (top + (low - top) * 0.86, top + (low - top) * 0.48);
    let line = place.line(&[
        s(-wide, top),
        s(-wide * 0.87, upper),
        s(-wide * 0.5, middle),
        s(0.0, low),
        s(wide * 0.5, middle),
        s(wide * 0.87, upper),
        s(wide, top),
    ]);
    figure.brush.stroke(&line, width * place.scale(), 0.6, tone);
}

fn jumper(figure: &mut Figure) {
    let place = chest(figure);
    let ramp = figure.cloth;
    yoke(figure, &place, 0.54, 1.68, ramp);
    band(figure, &place, 0.535, 1.70, 0.20, mix(ramp.base, ramp.shade, 0.7));
    band(figure, &place, 0.515, 1.655, 0.055, mix(ramp.base, ramp.light, 0.3));
    if figure.fine {
        let color = faint(mix(ramp.shade, INK, 0.2), 0.45);
        for i in -5..=5 {
            let t = i as f32 / 5.0;
            let x = 0.46 * t;
            let y = 1.70 - 0.20 * t * t;
            let rib = place.line(&[s(x * 0.97, y - 0.06), s(x * 1.04, y + 0.07)]);
            figure.brush.stroke(&rib, 0.020 * place.scale(), 0.5, color);
        }
    }
}

fn t_shirt(figure: &mut Figure) {
    let place = chest(figure);
    let ramp = figure.cloth;
    yoke(figure, &place, 0.66, 1.82, ramp);
    band(figure, &place, 0.645, 1.825, 0.075, mix(ramp.base, ramp.shade, 0.8));
}

fn shirt(figure: &mut Figure) {
    let place = chest(figure);
    let ramp = figure.cloth;
    yoke(figure, &place, 0.50, 1.74, ramp);
    let unit = place.scale();
    let gap = place.outline(&[k(-0.30, 1.38), k(0.30, 1.38), k(0.02, 1.98), k(-0.02, 1.98)]);
    let skin = mix(figure.skin.ramp.base, figure.skin.ramp.shade, 0.55);
    figure.brush.fill(&gap, skin);
    let leaf = [
        k(0.36, 1.20),
        s(0.58, 1.36),
        k(0.72, 1.72),
        k(0.30, 2.02),
        k(0.0, 1.90),
        s(0.20, 1.62),
    ];
    let shadow = place.moved(vec2(0.03, 0.05), 0.0);
    for side in [false, true] {
        let leaf = if side { flipped(&leaf) } else { leaf.to_vec() };
        let under = shadow.outline(&leaf);
        figure.brush.fill(&under, faint(mix(ramp.shade, INK, 0.3), 0.55));
        let top = place.outline(&leaf);
        let tone = if side {
            mix(ramp.base, ramp.light, 0.8)
        } else {
            mix(ramp.base, ramp.light, 0.25)
        };
        figure.brush.fill(&top, tone);
    }
    let placket = place.line(&[s(0.0, 1.92), s(0.01, 2.6), s(0.0, 4.5)]);
    figure
        .brush
        .stroke(&placket, 0.03 * unit, 1.0, faint(mix(ramp.shade, INK, 0.25), 0.7));
    for y in [2.22, 2.72] {
        let button = place.ellipse(vec2(-0.07, y), vec2(0.038, 0.038));
        figure.brush.fill(&button, mix(ramp.light, LINEN, 0.5));
    }
}

fn hood(figure: &mut Figure) {
    let place = chest(figure);
    let ramp = figure.cloth;
    let half = [
        s(0.0, 0.92),
        s(0.70, 0.98),
        s(1.06, 1.26),
        s(1.12, 1.66),
        k(0.7, 1.95),
        k(0.0, 1.95),
    ];
    let outline = place.outline(&mirrored(&half));
    let fill = Figure::lit(
        &place,
        vec2(-0.9, 1.0),
        mix(ramp.base, ramp.light, 0.2),
        vec2(0.9, 1.7),
        ramp.shade,
    );
    figure.brush.fill(&outline, fill);
    let inside = place.outline(&mirrored(&[
        s(0.0, 1.06),
        s(0.58, 1.10),
        s(0.84, 1.34),
        k(0.6, 1.8),
        k(0.0, 1.8),
    ]));
    figure.brush.fill(&inside, mix(ramp.shade, INK, 0.3));
}

fn hoodie(figure: &mut Figure) {
    let place = chest(figure);
    let ramp = figure.cloth;
    yoke(figure, &place, 0.56, 1.80, ramp);
    let unit = place.scale();
    let edge = [
        k(0.50, 1.14),
        s(0.86, 1.24),
        s(0.98, 1.48),
        s(0.70, 1.78),
        s(0.30, 2.0),
        k(0.0, 2.06),
        s(0.30, 1.70),
    ];
    for side in [false, true] {
        let knots = if side { flipped(&edge) } else { edge.to_vec() };
        let outline = place.outline(&knots);
        let tone = if side {
            mix(ramp.base, ramp.light, 0.55)
        } else {
            mix(ramp.base, ramp.shade, 0.35)
        };
        figure.brush.fill(&outline, tone);
    }
    let cord = mix(LINEN, ramp.light, 0.35);
    for (x, low) in [(-0.17, 2.62), (0.19, 2.50)] {
        let line = place.line(&[s(x, 1.92), s(x * 1.15, 2.2), s(x * 1.1, low)]);
        figure.brush.stroke(&line, 0.045 * unit, 1.0, cord);
    }
}

fn jacket(figure: &mut Figure) {
    let place = chest(figure);
    let ramp = figure.cloth;
    let top = Ramp {
        base: mix(LINEN, ramp.light, 0.22),
        shade: mix(LINEN, ramp.shade, 0.4),
        light: LINEN,
    };
    yoke(figure, &place, 0.56, 1.70, top);
    band(figure, &place, 0.545, 1.705, 0.07, mix(top.base, top.shade, 0.8));
    let front = [
        k(0.37, 1.41),
        s(0.68, 1.58),
        k(0.95, 1.78),
        k(1.1, 6.0),
        k(0.06, 6.0),
        s(0.34, 2.6),
        s(0.50, 1.8),
    ];
    let lapel = [
        k(0.36, 1.36),
        s(0.62, 1.50),
        k(0.90, 1.84),
        k(0.76, 1.95),
        k(0.90, 2.12),
        k(0.10, 3.2),
        s(0.36, 2.3),
        s(0.46, 1.7),
    ];
    let shade = mix(ramp.shade, INK, 0.25);
    for side in [false, true] {
        let (front, lapel) = if side {
            (flipped(&front), flipped(&lapel))
        } else {
            (front.to_vec(), lapel.to_vec())
        };
        let tone = if side {
            mix(ramp.base, ramp.light, 0.30)
        } else {
            mix(ramp.base, ramp.shade, 0.45)
        };
        let outline = place.outline(&front);
        figure.brush.fill(&outline, tone);
        let under = place.moved(vec2(0.025, 0.04), 0.0).outline(&lapel);
        figure.brush.fill(&under, faint(shade, 0.6));
        let tone = if side {
            mix(ramp.base, ramp.light, 0.65)
        } else {
            mix(ramp.base, ramp.light, 0.12)
        };
        let outline = place.outline(&lapel);
        figure.brush.fill(&outline, tone);
    }
}

fn cardigan(figure: &mut Figure) {
    let place = chest(figure);
    let ramp = figure.cloth;
    let blouse = Ramp {
        base: mix(LINEN, ramp.light, 0.12),
        shade: mix(LINEN, ramp.shade, 0.35),
        light: LINEN,
    };
    yoke(figure, &place, 0.56, 1.76, blouse);
    band(figure, &place, 0.55, 1.765, 0.06, mix(blouse.base, blouse.shade, 0.9));
    let unit = place.scale();
    let front = [
        k(0.45, 1.44),
        s(0.72, 1.60),
        k(0.95, 1.78),
        k(1.1, 6.0),
        k(-0.04, 6.0),
        k(-0.02, 3.05),
        s(0.34, 2.3),
    ];
    let edge = [
        s(0.47, 1.45),
        s(0.46, 1.85),
        s(0.28, 2.4),
        s(-0.01, 3.05),
        s(-0.02, 3.9),
    ];
    for side in [true, false] {
        let (front, edge) = if side {
            (flipped(&front), flipped(&edge))
        } else {
            (front.to_vec(), edge.to_vec())
        };
        let tone = if side {
            mix(ramp.base, ramp.light, 0.35)
        } else {
            mix(ramp.base, ramp.shade, 0.35)
        };
        let outline = place.outline(&front);
        figure.brush.fill(&outline, tone);
        let line = place.line(&edge);
        figure
            .brush
            .stroke(&line, 0.13 * unit, 0.9, mix(tone, ramp.shade, 0.55));
    }
    for y in [2.62, 2.92] {
        let button = place.ellipse(vec2(0.25 - (y - 2.45) * 0.45, y), vec2(0.042, 0.042));
        figure.brush.fill(&button, mix(ramp.light, LINEN, 0.4));
    }
}

//! Shoulders, clothes and hands.

use egui::{Color32, Pos2, vec2};

use super::brush::{Knot, Place, flipped, k, mirrored, s};
use super::expression::Hands;
use super::figure::Figure;
use super::hair;
use super::tones::{INK, LINEN, Ramp, faint, mix};
use crate::scenario::model::{Build, Clothes, Hair};

/// Half the width of the shoulders, and how far down they lie.
fn shoulders(figure: &Figure) -> (f32, f32) {
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
fn chest(figure: &Figure) -> Place {
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
    let light = mix(ramp.base, ramp.light, 0.55);
    let fill = Figure::lit(
        &place,
        vec2(-wide, low - 0.3),
        light,
        vec2(wide, low + 1.0),
        mix(ramp.base, ramp.shade, 0.8),
    );
    figure.brush.fill(&outline, fill);
    let unit = place.scale();
    for side in [-1.0_f32, 1.0] {
        // Where the arm lies against the body.
        let fold = place.line(&[
            s(side * wide * 0.80, low + 0.62),
            s(side * wide * 0.83, low + 1.1),
            s(side * wide * 0.80, low + 2.2),
        ]);
        figure
            .brush
            .stroke(&fold, 0.05 * unit, 0.3, faint(mix(ramp.shade, INK, 0.2), 0.6));
    }
}

/// What is worn around the neck. Painted after the neck, so that it lies over it.
pub(super) fn collar(figure: &mut Figure) {
    if figure.look().hair == Hair::Headscarf {
        inner_folds(figure);
        hair::headscarf(figure);
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
    let half = [
        k(0.0, low),
        s(wide * 0.55, low - 0.09),
        k(wide, 1.34),
        s(1.0, 1.66),
        k(1.30, 1.92),
        k(1.1, 3.2),
        k(0.0, 3.2),
    ];
    let light = mix(ramp.base, ramp.light, 0.28);
    let fill = Figure::lit(
        place,
        vec2(-1.2, 1.6),
        light,
        vec2(1.4, 2.6),
        mix(ramp.base, ramp.shade, 0.55),
    );
    let outline = place.outline(&mirrored(&half));
    figure.brush.fill(&outline, fill);
}

/// A band along a round neckline.
fn band(figure: &mut Figure, place: &Place, wide: f32, low: f32, width: f32, tone: Color32) {
    let line = place.line(&[
        s(-wide - 0.01, 1.33),
        s(-wide * 0.80, low - 0.19),
        s(-wide * 0.42, low - 0.045),
        s(0.0, low),
        s(wide * 0.42, low - 0.045),
        s(wide * 0.80, low - 0.19),
        s(wide + 0.01, 1.33),
    ]);
    figure.brush.stroke(&line, width * place.scale(), 0.85, tone);
}

fn jumper(figure: &mut Figure) {
    let place = chest(figure);
    let ramp = figure.cloth;
    yoke(figure, &place, 0.55, 1.68, ramp);
    band(figure, &place, 0.53, 1.69, 0.21, mix(ramp.base, ramp.shade, 0.75));
    band(figure, &place, 0.51, 1.645, 0.06, mix(ramp.base, ramp.light, 0.35));
    if figure.fine {
        let color = faint(mix(ramp.shade, INK, 0.2), 0.5);
        for i in -4..=4 {
            let t = i as f32 / 4.0;
            let x = 0.50 * t;
            let y = 1.70 - 0.26 * t * t;
            let rib = place.line(&[s(x * 0.94, y - 0.075), s(x * 1.02, y + 0.065)]);
            figure.brush.stroke(&rib, 0.022 * place.scale(), 0.5, color);
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
        k(0.50, 1.22),
        s(0.74, 1.44),
        s(1.25, 1.84),
        k(1.5, 3.6),
        k(0.06, 3.6),
        s(0.34, 2.6),
        s(0.50, 1.8),
    ];
    let lapel = [
        k(0.48, 1.18),
        s(0.72, 1.40),
        k(0.98, 1.86),
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
        k(0.56, 1.26),
        s(0.80, 1.46),
        s(1.28, 1.86),
        k(1.5, 3.8),
        k(-0.04, 3.8),
        k(-0.02, 3.05),
        s(0.34, 2.3),
    ];
    let edge = [
        s(0.58, 1.28),
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

/// Hands and forearms, where the feeling brings them in. They come up from below.
pub(super) fn hands(figure: &mut Figure) {
    let e = figure.expression();
    if e.hands_in < 0.02 || e.hands == Hands::Away {
        return;
    }
    let rise = 1.0 - e.hands_in * e.hands_in * (3.0 - 2.0 * e.hands_in);
    let place = chest(figure).moved(vec2(0.0, 1.5 * rise), 0.0);
    match e.hands {
        Hands::Away => {}
        Hands::Clasped => clasped(figure, &place),
        Hands::AtNeck => at_neck(figure, &place),
        Hands::Folded => folded(figure, &place),
        Hands::OnChest => on_chest(figure, &place),
    }
}

fn sleeve(figure: &mut Figure, place: &Place, knots: &[Knot], light: f32) {
    let ramp = figure.cloth;
    let outline = place.outline(knots);
    let under = place.moved(vec2(0.03, 0.06), 0.0).outline(knots);
    figure.brush.fill(&under, faint(mix(ramp.shade, INK, 0.4), 0.35));
    let tone = mix(mix(ramp.base, ramp.shade, 0.25), ramp.light, light);
    let fill = Figure::lit(place, vec2(-0.8, 2.0), tone, vec2(1.2, 3.2), mix(tone, ramp.shade, 0.7));
    figure.brush.fill(&outline, fill);
}

fn palm(figure: &mut Figure, place: &Place, knots: &[Knot], dark: f32) -> Vec<Pos2> {
    let skin = figure.skin.ramp;
    let outline = place.outline(knots);
    let under = place.moved(vec2(0.025, 0.05), 0.0).outline(knots);
    figure.brush.fill(&under, faint(mix(figure.cloth.shade, INK, 0.4), 0.4));
    let near = mix(mix(skin.base, skin.light, 0.35), skin.shade, dark);
    let fill = Figure::lit(
        place,
        vec2(-0.4, 1.8),
        near,
        vec2(0.5, 3.0),
        mix(skin.base, skin.shade, 0.45 + dark),
    );
    figure.brush.fill(&outline, fill);
    outline
}

fn fingers(figure: &mut Figure, place: &Place, lines: &[[Knot; 3]]) {
    let color = faint(figure.skin.line, 0.55);
    for knots in lines {
        let line = place.line(knots);
        figure
            .brush
            .stroke(&line, (0.026 * place.scale()).max(0.7), 0.25, color);
    }
}

fn clasped(figure: &mut Figure, place: &Place) {
    let arm = [
        k(1.55, 3.6),
        s(1.20, 2.95),
        s(0.62, 2.56),
        k(0.30, 2.44),
        k(0.22, 2.78),
        s(0.62, 3.1),
        k(0.85, 3.8),
    ];
    sleeve(figure, place, &arm, 0.0);
    sleeve(figure, place, &flipped(&arm), 0.3);
    let under = [
        s(0.44, 2.40),
        s(0.30, 2.27),
        s(0.02, 2.26),
        s(-0.20, 2.38),
        s(-0.16, 2.62),
        s(0.08, 2.76),
        s(0.36, 2.74),
    ];
    palm(figure, place, &under, 0.25);
    let over = [
        s(-0.46, 2.42),
        s(-0.34, 2.30),
        s(-0.12, 2.22),
        s(0.10, 2.25),
        s(0.27, 2.38),
        s(0.26, 2.54),
        s(0.10, 2.68),
        s(-0.16, 2.78),
        s(-0.38, 2.74),
    ];
    palm(figure, place, &over, 0.0);
    fingers(
        figure,
        place,
        &[
            [s(0.00, 2.34), s(0.12, 2.38), s(0.23, 2.45)],
            [s(-0.04, 2.45), s(0.08, 2.49), s(0.20, 2.56)],
            [s(-0.07, 2.56), s(0.04, 2.60), s(0.12, 2.65)],
        ],
    );
}

fn at_neck(figure: &mut Figure, place: &Place) {
    let arm = [
        k(-1.75, 3.8),
        s(-1.62, 3.0),
        s(-1.18, 2.32),
        k(-0.80, 1.98),
        k(-0.50, 2.20),
        s(-0.82, 2.72),
        k(-0.95, 3.8),
    ];
    sleeve(figure, place, &arm, 0.25);
    let hand = [
        s(-0.84, 2.02),
        s(-0.80, 1.76),
        s(-0.66, 1.52),
        s(-0.48, 1.22),
        s(-0.34, 1.12),
        s(-0.25, 1.20),
        s(-0.22, 1.40),
        s(-0.22, 1.62),
        s(-0.34, 1.86),
        s(-0.50, 2.18),
        s(-0.66, 2.22),
    ];
    palm(figure, place, &hand, 0.05);
    fingers(
        figure,
        place,
        &[
            [s(-0.56, 1.62), s(-0.47, 1.42), s(-0.38, 1.20)],
            [s(-0.46, 1.68), s(-0.38, 1.48), s(-0.29, 1.30)],
            [s(-0.36, 1.74), s(-0.31, 1.58), s(-0.24, 1.44)],
        ],
    );
}

fn folded(figure: &mut Figure, place: &Place) {
    let (wide, _) = shoulders(figure);
    let lower = [
        k(wide * 1.02, 2.72),
        s(0.70, 2.52),
        s(-0.10, 2.50),
        s(-0.62, 2.56),
        k(-0.86, 2.62),
        k(-0.84, 2.98),
        s(-0.10, 3.0),
        s(0.8, 3.12),
        k(wide * 1.05, 3.4),
    ];
    sleeve(figure, place, &lower, 0.05);
    let hand = [
        s(-0.72, 2.60),
        s(-0.98, 2.52),
        s(-1.18, 2.60),
        s(-1.22, 2.78),
        s(-1.10, 2.92),
        s(-0.74, 2.96),
    ];
    palm(figure, place, &hand, 0.1);
    let upper = [
        k(-wide * 1.04, 2.86),
        s(-0.95, 2.80),
        s(-0.30, 2.66),
        s(0.32, 2.46),
        k(0.86, 2.30),
        k(0.98, 2.60),
        s(0.36, 2.84),
        s(-0.3, 3.06),
        s(-0.9, 3.3),
        k(-wide * 1.06, 3.6),
    ];
    sleeve(figure, place, &upper, 0.3);
    let tips = [
        s(0.84, 2.32),
        s(1.06, 2.20),
        s(1.26, 2.24),
        s(1.30, 2.38),
        s(1.16, 2.50),
        s(0.96, 2.60),
    ];
    palm(figure, place, &tips, 0.1);
    fingers(
        figure,
        place,
        &[
            [s(1.02, 2.32), s(1.14, 2.28), s(1.27, 2.30)],
            [s(1.02, 2.42), s(1.13, 2.38), s(1.24, 2.39)],
            [s(-1.0, 2.66), s(-1.10, 2.66), s(-1.2, 2.70)],
        ],
    );
}

fn on_chest(figure: &mut Figure, place: &Place) {
    let arm = [
        k(1.95, 4.2),
        s(1.66, 3.2),
        s(1.05, 2.66),
        k(0.58, 2.42),
        k(0.40, 2.74),
        s(0.84, 3.1),
        k(1.05, 4.2),
    ];
    sleeve(figure, place, &arm, 0.05);
    let hand = [
        s(0.62, 2.42),
        s(0.40, 2.24),
        s(0.10, 2.08),
        s(-0.18, 2.02),
        s(-0.34, 2.10),
        s(-0.38, 2.26),
        s(-0.28, 2.42),
        s(-0.02, 2.58),
        s(0.24, 2.72),
        s(0.46, 2.76),
    ];
    palm(figure, place, &hand, 0.0);
    let thumb = [
        s(0.36, 2.28),
        s(0.22, 2.06),
        s(0.16, 1.94),
        s(0.06, 1.93),
        s(0.04, 2.04),
        s(0.12, 2.22),
    ];
    palm(figure, place, &thumb, 0.0);
    fingers(
        figure,
        place,
        &[
            [s(0.04, 2.22), s(-0.14, 2.16), s(-0.33, 2.17)],
            [s(0.02, 2.34), s(-0.15, 2.28), s(-0.35, 2.29)],
            [s(0.04, 2.46), s(-0.10, 2.41), s(-0.26, 2.40)],
        ],
    );
}

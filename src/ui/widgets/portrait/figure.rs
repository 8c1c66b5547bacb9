//! The person as a whole: where head and body stand, and in which order they are painted.

use egui::{Color32, Mesh, Pos2, Rect, Vec2, pos2, vec2};

use super::brush::{Brush, Fill, Place};
use super::expression::Expression;
use super::tones::{self, Ramp, SkinTone, faint, mix};
use super::{body, features, hair, hands, head};
use crate::scenario::model::{Face, Hair, Portrait};

/// Who is drawn, and how they stand at this moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sitter {
    pub portrait: Portrait,
    pub age: u8,
    pub expression: Expression,
}

/// Where to draw, and on what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Canvas {
    pub rect: Rect,
    pub pixel: f32,
    pub field: Color32,
}

/// Everything that the parts of a figure share. Local unit: half the height of the face.
pub(super) struct Figure {
    pub brush: Brush,
    /// The body's coordinates. The origin is a little above the face's center at rest.
    pub body: Place,
    head: Place,
    pub sitter: Sitter,
    pub skin: SkinTone,
    pub hair: Ramp,
    pub cloth: Ramp,
    /// Half the width and height of the face.
    pub face: Vec2,
    /// Whether the picture is large enough for thin lines.
    pub fine: bool,
}

impl Figure {
    pub(super) fn look(&self) -> Portrait {
        self.sitter.portrait
    }

    pub(super) fn expression(&self) -> Expression {
        self.sitter.expression
    }

    /// The head's coordinates for something that stands out of the face by `depth`: it moves further when the head turns.
    pub(super) fn at_depth(&self, depth: f32) -> Place {
        let e = self.expression();
        self.head.moved(vec2(e.turn * depth, e.nod * depth * 0.62), 0.0)
    }

    /// How old the face is drawn: 0 until the middle forties, 1 from about 80.
    pub(super) fn wear(&self) -> f32 {
        ((f32::from(self.sitter.age) - 42.0) / 36.0).clamp(0.0, 1.0)
    }

    /// How young the face is drawn: 1 for a child, 0 from the early twenties.
    pub(super) fn youth(&self) -> f32 {
        ((21.0 - f32::from(self.sitter.age)) / 9.0).clamp(0.0, 1.0)
    }

    /// A fill that follows the light across a shape in local coordinates.
    pub(super) fn lit(place: &Place, from: Vec2, a: Color32, to: Vec2, b: Color32) -> Fill {
        Fill::Linear(place.at(from), a, place.at(to), b)
    }
}

/// Paints a sitter.
pub(super) fn paint(sitter: Sitter, canvas: &Canvas) -> Mesh {
    let rect = canvas.rect;
    let side = rect.width();
    // Close to the face when the picture is small.
    let near = 1.0 - ((side - 56.0) / 90.0).clamp(0.0, 1.0);
    let unit = side * (0.224 + 0.052 * near);
    let center = pos2(rect.center().x, rect.top() + side * (0.40 + 0.05 * near));
    let e = sitter.expression;
    let rest = Place::new(center, unit);
    let drop = 0.13 * e.slump + 0.06 * e.nod;
    let pivot = vec2(0.05 * e.turn, 1.0 + drop);
    let head = rest.moved(pivot, e.tilt).moved(vec2(0.05 * e.turn, -1.0), 0.0);
    let mut figure = Figure {
        brush: Brush::new(canvas.pixel, field(rect)),
        body: rest.moved(vec2(0.0, -0.12), 0.0),
        head,
        skin: tones::skin(sitter.portrait.skin),
        hair: tones::hair(sitter.portrait.hair_color),
        cloth: tones::cloth(sitter.portrait.clothes_color),
        face: face_size(&sitter.portrait, sitter.age),
        fine: side >= 72.0,
        sitter,
    };
    backdrop(&mut figure, rect, canvas.field);
    hair::behind(&mut figure);
    body::torso(&mut figure);
    head::neck(&mut figure);
    body::collar(&mut figure);
    head::skull(&mut figure);
    head::beard(&mut figure);
    features::all(&mut figure);
    hair::before(&mut figure);
    head::worn(&mut figure);
    hands::hands(&mut figure);
    figure.brush.finish()
}

fn face_size(portrait: &Portrait, age: u8) -> Vec2 {
    let youth = ((18.0 - f32::from(age)) / 8.0).clamp(0.0, 1.0);
    let size = match portrait.face {
        Face::Oval => vec2(0.765, 1.03),
        Face::Round => vec2(0.83, 0.97),
        Face::Long => vec2(0.725, 1.11),
        Face::Square => vec2(0.80, 1.03),
    };
    vec2(size.x * (1.0 + 0.03 * youth), size.y * (1.0 - 0.06 * youth))
}

fn backdrop(figure: &mut Figure, rect: Rect, field: Color32) {
    let light = mix(field, Color32::WHITE, 0.18);
    let fill = Fill::Linear(rect.left_top(), light, rect.right_bottom(), field);
    figure.brush.fill_field(fill);
    if figure.fine && figure.look().hair != Hair::Headscarf {
        let spot = figure.body.at(vec2(-0.5, -0.3));
        figure.brush.glow(
            spot,
            Vec2::splat(1.55 * figure.body.scale()),
            faint(Color32::WHITE, 0.16),
        );
    }
}

/// The rounded field that the picture fills.
fn field(rect: Rect) -> Vec<Pos2> {
    let radius = (rect.width() * 0.2).min(28.0);
    let inner = rect.shrink(radius);
    let corners = [
        (inner.right_top(), -0.25_f32),
        (inner.right_bottom(), 0.0),
        (inner.left_bottom(), 0.25),
        (inner.left_top(), 0.5),
    ];
    let steps = 10;
    corners
        .into_iter()
        .flat_map(|(center, start)| {
            (0..=steps).map(move |i| {
                let angle = std::f32::consts::TAU * (start + 0.25 * i as f32 / steps as f32);
                center + radius * vec2(angle.cos(), angle.sin())
            })
        })
        .collect()
}

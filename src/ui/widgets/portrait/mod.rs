//! The client's portrait, painted from a few shapes: who they are, and what face and body show at this moment.
//!
//! Knows the vignette's parameters of a portrait and an affect, and nothing of the play.

mod body;
mod brush;
mod describe;
mod expression;
mod features;
mod figure;
mod hair;
mod head;
mod tones;

use std::sync::Arc;

use egui::{Id, Mesh, Response, Role, Sense, Shape, Ui, Vec2, WidgetInfo};

pub use describe::{describe, feeling_word};
pub use expression::{Expression, Hands};

use crate::scenario::model::{Affect, Portrait};
use crate::ui::theme::{Palette, palette, reduce_motion};
use figure::{Canvas, Sitter};

/// How long a change of expression takes.
const EASE_S: f64 = 0.33;

/// A portrait to add to a `Ui`.
#[derive(Clone, Copy, Debug)]
pub struct PortraitView<'a> {
    portrait: &'a Portrait,
    name: &'a str,
    age: u8,
    affect: Affect,
    size: Vec2,
}

impl<'a> PortraitView<'a> {
    /// Shows `portrait` at 160 points square. `name` and `age` go into its accessible name.
    pub fn new(portrait: &'a Portrait, name: &'a str, age: u8, affect: Affect) -> Self {
        Self {
            portrait,
            name,
            age,
            affect,
            size: Vec2::splat(160.0),
        }
    }

    /// Sets the width and height in points. The height is at least the width; what is higher shows more of the body.
    #[must_use]
    pub fn size(mut self, size: impl Into<Vec2>) -> Self {
        let size: Vec2 = size.into();
        self.size = egui::vec2(size.x, size.y.max(size.x));
        self
    }
}

impl egui::Widget for PortraitView<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (rect, response) = ui.allocate_exact_size(self.size, Sense::hover());
        let spoken = describe(self.portrait, self.name, self.age, self.affect);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
        if ui.is_rect_visible(rect) {
            let expression = eased(ui, response.id, Expression::of(self.affect));
            let sitter = Sitter {
                portrait: *self.portrait,
                age: self.age,
                expression,
            };
            let field = field_color(&palette(ui), self.portrait);
            let canvas = Canvas {
                rect,
                pixel: 1.0 / ui.pixels_per_point(),
                field,
            };
            ui.painter().add(Shape::Mesh(painted(ui, response.id, sitter, canvas)));
        }
        response
    }
}

/// The ground behind a person: always the same for the same person.
fn field_color(palette: &Palette, portrait: &Portrait) -> egui::Color32 {
    use crate::scenario::model::ClothesColor as C;
    let [sage, sand, blue, rose] = palette.fields;
    match portrait.clothes_color {
        C::Ochre | C::Navy => sage,
        C::Slate | C::Plum => sand,
        C::Rust | C::Sand => blue,
        C::Sage | C::Charcoal => rose,
    }
}

#[derive(Clone, Copy, Debug)]
struct Ease {
    from: Expression,
    to: Expression,
    since_s: f64,
}

/// The expression on its way to `target`. Asks for frames only while something moves.
fn eased(ui: &Ui, id: Id, target: Expression) -> Expression {
    if reduce_motion(ui) {
        return target;
    }
    let now_s = ui.input(|input| input.time);
    let kept = ui.data(|data| data.get_temp::<Ease>(id));
    let ease = match kept {
        None => Ease {
            from: target,
            to: target,
            since_s: now_s - EASE_S,
        },
        Some(ease) if ease.to == target => ease,
        Some(ease) => Ease {
            from: at(&ease, now_s),
            to: target,
            since_s: now_s,
        },
    };
    ui.data_mut(|data| data.insert_temp(id, ease));
    if now_s - ease.since_s < EASE_S && ease.from != ease.to {
        ui.request_repaint();
    }
    at(&ease, now_s)
}

fn at(ease: &Ease, now_s: f64) -> Expression {
    let t = ((now_s - ease.since_s) / EASE_S).clamp(0.0, 1.0) as f32;
    // Slow in, quick out.
    let eased = t * t * (3.0 - 2.0 * t);
    if t >= 1.0 {
        ease.to
    } else {
        ease.from.mix(&ease.to, eased)
    }
}

#[derive(Clone)]
struct Painted {
    sitter: Sitter,
    canvas: Canvas,
    mesh: Arc<Mesh>,
}

/// The mesh, painted anew only when something changed.
fn painted(ui: &Ui, id: Id, sitter: Sitter, canvas: Canvas) -> Arc<Mesh> {
    if let Some(kept) = ui.data(|data| data.get_temp::<Painted>(id))
        && kept.sitter == sitter
        && kept.canvas == canvas
    {
        return kept.mesh;
    }
    let mesh = Arc::new(figure::paint(sitter, &canvas));
    ui.data_mut(|data| {
        data.insert_temp(
            id,
            Painted {
                sitter,
                canvas,
                mesh: Arc::clone(&mesh),
            },
        )
    });
    mesh
}

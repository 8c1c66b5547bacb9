//! The client's portrait, painted from a few shapes: who they are, and what face and body show at this moment.
//!
//! Knows the vignette's parameters of a portrait and an affect, and nothing of the play.

mod body;
mod brush;
mod covered;
mod describe;
mod expression;
mod features;
mod figure;
mod hair;
mod hands;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui::{Color32, Rect, pos2, vec2};
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::scenario::model::{Beard, Build, Clothes, ClothesColor, Face, Feeling, Glasses, Hair, HairColor, Skin};
    use crate::ui::theme::{Appearance, install_in};

    fn plain() -> Portrait {
        Portrait {
            skin: Skin::Fair,
            face: Face::Oval,
            hair: Hair::Short,
            hair_color: HairColor::Brown,
            beard: Beard::None,
            glasses: Glasses::None,
            hearing_aid: false,
            build: Build::Medium,
            clothes: Clothes::Jumper,
            clothes_color: ClothesColor::Sage,
        }
    }

    /// One portrait for each choice of each parameter.
    fn one_of_each() -> Vec<Portrait> {
        let p = plain();
        let mut all = vec![p, Portrait { hearing_aid: true, ..p }];
        all.extend(Skin::ALL.iter().map(|skin| Portrait { skin: *skin, ..p }));
        all.extend(Face::ALL.iter().map(|face| Portrait { face: *face, ..p }));
        all.extend(Hair::ALL.iter().map(|hair| Portrait {
            hair: *hair,
            hearing_aid: true,
            ..p
        }));
        all.extend(HairColor::ALL.iter().map(|hair_color| Portrait {
            hair_color: *hair_color,
            ..p
        }));
        all.extend(Beard::ALL.iter().map(|beard| Portrait { beard: *beard, ..p }));
        all.extend(Glasses::ALL.iter().map(|glasses| Portrait { glasses: *glasses, ..p }));
        all.extend(Build::ALL.iter().map(|build| Portrait { build: *build, ..p }));
        all.extend(Clothes::ALL.iter().map(|clothes| Portrait { clothes: *clothes, ..p }));
        all.extend(ClothesColor::ALL.iter().map(|clothes_color| Portrait {
            clothes_color: *clothes_color,
            ..p
        }));
        all
    }

    fn paint(portrait: Portrait, age: u8, affect: Affect, side: f32) -> Mesh {
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(side, side));
        let sitter = Sitter {
            portrait,
            age,
            expression: Expression::of(affect),
        };
        figure::paint(
            sitter,
            &Canvas {
                rect,
                pixel: 1.0,
                field: Color32::GRAY,
            },
        )
    }

    #[test]
    fn everybody_is_painted_within_their_field_at_every_size() {
        for portrait in one_of_each() {
            for (age, side) in [(1, 40.0), (16, 160.0), (55, 480.0), (120, 64.0)] {
                let mesh = paint(portrait, age, Affect(Feeling::Guarded, 5), side);
                assert!(mesh.is_valid() && mesh.vertices.len() > 200, "{portrait:?}");
                let field = Rect::from_min_size(pos2(10.0, 20.0), vec2(side, side)).expand(2.5);
                for vertex in &mesh.vertices {
                    assert!(
                        vertex.pos.is_finite() && (field.contains(vertex.pos) || vertex.color == Color32::TRANSPARENT)
                    );
                }
            }
        }
    }

    #[test]
    fn every_choice_changes_the_picture() {
        let mut people = one_of_each();
        people.sort_by_key(|portrait| format!("{portrait:?}"));
        people.dedup();
        let pictures: Vec<Mesh> = people
            .iter()
            .map(|p| paint(*p, 40, Affect(Feeling::Settled, 3), 160.0))
            .collect();
        for (i, a) in pictures.iter().enumerate() {
            for (j, b) in pictures[..i].iter().enumerate() {
                assert!(a.vertices != b.vertices, "{:?} looks like {:?}", people[i], people[j]);
            }
        }
    }

    #[test]
    fn every_feeling_changes_the_picture() {
        let pictures: Vec<Mesh> = Feeling::ALL
            .iter()
            .map(|f| paint(plain(), 40, Affect(*f, 3), 160.0))
            .collect();
        for (i, a) in pictures.iter().enumerate() {
            for b in &pictures[..i] {
                assert!(a.vertices != b.vertices);
            }
        }
    }

    #[test]
    fn a_portrait_is_named_and_comes_to_rest_after_a_change() {
        let mut harness = Harness::new_ui_state(
            |ui, affect: &mut Affect| {
                install_in(ui, &Appearance::default());
                ui.add(PortraitView::new(&plain(), "Dee", 34, *affect).size([96.0, 120.0]));
            },
            Affect(Feeling::Settled, 3),
        );
        harness.run();
        harness.get_by_role_and_label(Role::Image, "Portrait of Dee, 34: settled. Short hair.");
        *harness.state_mut() = Affect(Feeling::Guarded, 4);
        harness.run();
        harness.get_by_role_and_label(
            Role::Image,
            "Portrait of Dee, 34: clearly guarded, looks away. Short hair.",
        );
    }
}

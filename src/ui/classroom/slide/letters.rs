//! Draws the letters of slides into egui's memory for them before they are needed, a few in each frame, while the first slide is looked at. A new
//! slide would wait for them otherwise: for each letter, and 5 to 100 ms whenever that memory has to grow.

use egui::{Color32, Context, FontFamily, FontId, Id, Rect};

use super::fit::Ladder;
use super::slide_ui::unit_of;
use crate::ui::theme::{ROOM_INTERFACE, ROOM_INTERFACE_STRONG, ROOM_SPEECH, ROOM_SPEECH_ITALIC};

/// What statements, responses and the program's own words are nearly all made of.
const LETTERS: &str = "etaoinshrdlucmfwypvbgkjqxz ’‘.,?…!;:–-()0123456789%ABCDEFGHIJKLMNOPQRSTUVWXYZ→+−✓•éäöü";
/// How many are drawn in a frame: 1 to 2 ms at 1080 rows, four times that at 2160.
const A_FRAME: usize = 22;
/// The largest type of each face that slides have, in hundredths of their height.
const LARGEST: [(&str, f32); 4] = [
    (ROOM_SPEECH, 8.0),
    (ROOM_INTERFACE_STRONG, 5.4),
    (ROOM_SPEECH_ITALIC, 5.4),
    (ROOM_INTERFACE, 4.4),
];

/// Draws the next few for slides that fill a rectangle, and asks for another frame as long as there are more. Says whether there are.
pub fn prepare_letters(ctx: &Context, rect: Rect) -> bool {
    let unit = unit_of(rect);
    let ladder = Ladder::of(unit);
    let mut fonts = LARGEST.into_iter().flat_map(|(face, most)| {
        let sizes = ladder.up_to(most * unit);
        sizes.map(move |size| FontId::new(size, FontFamily::Name(face.into())))
    });
    let parts = LETTERS.chars().count().div_ceil(A_FRAME);
    // What was drawn for another size of the window, or for a finer screen, is of other sizes.
    let which = (ladder.foot_size().to_bits(), ctx.pixels_per_point().to_bits());
    let id = Id::unique("letters of slides");
    let known: Option<((u32, u32), usize)> = ctx.data(|data| data.get_temp(id));
    let done = known.filter(|(of, _)| *of == which).map_or(0, |(_, done)| done);
    let Some(font) = fonts.nth(done / parts) else {
        return false;
    };
    let some = LETTERS.chars().skip(done % parts * A_FRAME).take(A_FRAME);
    ctx.fonts_mut(|fonts| fonts.layout_no_wrap(some.collect(), font, Color32::WHITE));
    ctx.data_mut(|data| data.insert_temp(id, (which, done + 1)));
    ctx.request_repaint();
    true
}

#[cfg(test)]
mod tests {
    use egui::{RawInput, vec2};

    use super::*;
    use crate::ui::raster::MAX_TEXTURE_SIDE;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn letters_are_drawn_once_and_then_it_rests() {
        let ctx = Context::default();
        let rect = |height: f32| Rect::from_min_size(egui::Pos2::ZERO, vec2(height * 16.0 / 9.0, height));
        let frames_for = |height: f32| {
            let mut frames = 0;
            let mut more = true;
            while more {
                let input = RawInput {
                    screen_rect: Some(rect(height)),
                    max_texture_side: Some(MAX_TEXTURE_SIDE),
                    ..RawInput::default()
                };
                let mut output = ctx.run_ui(input, |ui| {
                    install_in(ui, &Appearance::default());
                    more = prepare_letters(ui.ctx(), rect(height));
                });
                output.textures_delta.clear();
                frames += 1;
                assert!(frames < 400, "it never rests");
            }
            frames
        };
        let first = frames_for(1080.0);
        assert!(first > 20, "{first}");
        assert_eq!(frames_for(1080.0), 1, "they are there");
        assert!(frames_for(2160.0) > 20, "those of a larger screen are not");
    }
}

//! The fonts on paper: the program's own, shaped and measured. A letter that a face lacks comes from another.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use harfrust::{FontRef, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};

/// One of the bundled faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// What people say.
    Serif,
    /// What is seen, and what is thought.
    SerifItalic,
    /// Everything else.
    Sans,
    /// Headings.
    SansBold,
    /// Signs that the others lack.
    Signs,
}

const FILES: [(Face, &[u8]); 5] = [
    (
        Face::Serif,
        include_bytes!("../../../assets/fonts/Vollkorn-Regular.ttf"),
    ),
    (
        Face::SerifItalic,
        include_bytes!("../../../assets/fonts/Vollkorn-Italic.ttf"),
    ),
    (Face::Sans, include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
    (
        Face::SansBold,
        include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
    ),
    (
        Face::Signs,
        include_bytes!("../../../assets/fonts/DejaVuSans-Symbols.ttf"),
    ),
];

/// In place of a letter that no face has.
const UNKNOWN: &str = "□";

/// Letters of one face, ready to be drawn.
#[derive(Clone, Debug)]
pub struct Run {
    /// Which face.
    pub face: Face,
    /// The text.
    pub text: String,
    /// Its shapes; places in the text are in bytes.
    pub glyphs: Vec<KrillaGlyph>,
    /// How wide it is at size 1.
    pub width: f32,
}

struct Loaded {
    face: Face,
    font: Font,
    bytes: FontRef<'static>,
    shaper: ShaperData,
}

/// The faces, loaded.
pub struct Faces {
    loaded: Vec<Loaded>,
    widths: RefCell<HashMap<(Face, String), f32>>,
}

impl Faces {
    /// Loads them; `None` if one of the bundled files is no font, which a test rules out.
    pub fn load() -> Option<Self> {
        let load = |(face, bytes): (Face, &'static [u8])| {
            let font = FontRef::new(bytes).ok()?;
            Some(Loaded {
                face,
                font: Font::new(bytes.into(), 0)?,
                shaper: ShaperData::new(&font),
                bytes: font,
            })
        };
        let loaded: Vec<Loaded> = FILES.into_iter().filter_map(load).collect();
        (loaded.len() == FILES.len()).then(|| Self {
            loaded,
            widths: RefCell::default(),
        })
    }

    /// What draws a face.
    pub fn font(&self, face: Face) -> Option<Font> {
        self.find(face).map(|loaded| loaded.font.clone())
    }

    fn find(&self, face: Face) -> Option<&Loaded> {
        self.loaded.iter().find(|loaded| loaded.face == face)
    }

    /// How wide a text is at a size.
    pub fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let key = (face, text.to_owned());
        if let Some(known) = self.widths.borrow().get(&key) {
            return known * size;
        }
        let width = self.shape(face, text).iter().map(|run| run.width).sum();
        self.widths.borrow_mut().insert(key, width);
        width * size
    }

    /// Shapes a line of text. Where the face lacks a letter, the others are asked, and at last a box stands for it.
    pub fn shape(&self, face: Face, text: &str) -> Vec<Run> {
        if text.is_empty() {
            return Vec::new();
        }
        if let Some(run) = self.whole(face, text) {
            return vec![run];
        }
        let mut runs: Vec<(Face, String)> = Vec::new();
        for letter in text.chars() {
            let one = letter.to_string();
            let has = |face: Face| self.whole(face, &one).is_some();
            let others = [face, Face::Sans, Face::Serif, Face::Signs];
            let (face, one) = match others.into_iter().find(|&face| has(face)) {
                Some(face) => (face, one),
                None => (Face::Signs, UNKNOWN.to_owned()),
            };
            match runs.last_mut() {
                Some((last, text)) if *last == face => text.push_str(&one),
                _ => runs.push((face, one)),
            }
        }
        runs.iter().filter_map(|(face, text)| self.whole(*face, text)).collect()
    }

    /// Shapes a text in one face; `None` if it lacks a letter.
    fn whole(&self, face: Face, text: &str) -> Option<Run> {
        let loaded = self.find(face)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaper = loaded.shaper.shaper(&loaded.bytes).build();
        let shaped = shaper.shape(buffer, harfrust::ShapeOptions::new());
        if shaped.glyph_infos().iter().any(|info| info.glyph_id == 0) {
            return None;
        }
        let em = loaded.font.units_per_em();
        // Font units are small, so the cast is exact.
        #[allow(clippy::cast_precision_loss)]
        let part = |units: i32| units as f32 / em;
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).enumerate();
        let glyphs: Vec<KrillaGlyph> = glyphs
            .map(|(at, (info, position))| {
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    part(position.x_advance),
                    part(position.x_offset),
                    part(position.y_offset),
                    part(position.y_advance),
                    cluster(&starts, at, text.len()),
                    None,
                )
            })
            .collect();
        Some(Run {
            face,
            text: text.to_owned(),
            width: glyphs.iter().map(|glyph| glyph.x_advance).sum(),
            glyphs,
        })
    }
}

/// The bytes that a glyph stands for: up to the next later beginning.
fn cluster(starts: &[usize], at: usize, end: usize) -> Range<usize> {
    let from = starts.get(at).copied().unwrap_or(end);
    let until = starts
        .iter()
        .copied()
        .filter(|&start| start > from)
        .min()
        .unwrap_or(end);
    from..until
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_finds_a_face() {
        let faces = Faces::load().unwrap();
        let text = "Zoë said: ‘It’s −6 → fine…’ ▸ 漢 🙂";
        for face in [Face::Serif, Face::SerifItalic, Face::Sans, Face::SansBold] {
            let runs = faces.shape(face, text);
            let said: String = runs.iter().map(|run| run.text.as_str()).collect();
            assert_eq!(said, text.replace(['漢', '🙂'], UNKNOWN), "{face:?}");
            assert!(
                runs.iter()
                    .all(|run| run.glyphs.iter().all(|glyph| glyph.glyph_id != GlyphId::new(0)))
            );
        }
    }

    #[test]
    fn a_longer_text_is_wider() {
        let faces = Faces::load().unwrap();
        let width = |text: &str| faces.width(Face::Sans, 10.0, text);
        assert!(width("one two") > width("one") + width("two"));
        assert_eq!(width(""), 0.0);
    }
}

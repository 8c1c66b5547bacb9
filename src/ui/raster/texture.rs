//! Textures as egui hands them over: whole, in part, freed later. Knows how to read a color at a place, not who asks.

use std::collections::HashMap;

use egui::epaint::ImageDelta;
use egui::{ImageData, TextureFilter, TextureId, TextureOptions, TextureWrapMode, TexturesDelta};

use super::pixels::pack;

/// One texture's pixels and how they are to be read.
#[derive(Debug)]
pub(super) struct Texture {
    pub width: usize,
    pub height: usize,
    pixels: Vec<u32>,
    options: TextureOptions,
}

impl Texture {
    /// Returns so many texels of one row, if they are all there.
    #[inline]
    pub fn texels(&self, x: usize, y: usize, count: usize) -> Option<&[u32]> {
        if x + count > self.width {
            return None;
        }
        let start = y * self.width + x;
        self.pixels.get(start..start + count)
    }

    /// Is read smoothly at this scale, in texels a pixel; below 1 the texture is magnified.
    pub fn is_smooth(&self, texels_per_pixel: f32) -> bool {
        let filter = if texels_per_pixel > 1.0 {
            self.options.minification
        } else {
            self.options.magnification
        };
        filter == TextureFilter::Linear
    }

    /// The nearest texel to a place in texels.
    #[inline]
    pub fn nearest(&self, u: f32, v: f32) -> u32 {
        self.texel(u.floor() as i32, v.floor() as i32)
    }

    /// The mixture of the four texels around a place in texels; a texel's own place is its middle.
    #[inline]
    pub fn smooth(&self, u: f32, v: f32) -> u32 {
        let (u, v) = (u - 0.5, v - 0.5);
        let (left, top) = (u.floor(), v.floor());
        // Two bits fewer than a byte's worth of fraction would show as steps in a smooth gradient.
        let along = ((u - left) * 256.0) as u32;
        let down = ((v - top) * 256.0) as u32;
        let (x, y) = (left as i32, top as i32);
        let above = mix(self.texel(x, y), self.texel(x.saturating_add(1), y), along);
        let below = mix(
            self.texel(x, y.saturating_add(1)),
            self.texel(x.saturating_add(1), y.saturating_add(1)),
            along,
        );
        mix(above, below, down)
    }

    #[inline]
    fn texel(&self, x: i32, y: i32) -> u32 {
        let x = wrap(x, self.width, self.options.wrap_mode);
        let y = wrap(y, self.height, self.options.wrap_mode);
        self.pixels.get(y * self.width + x).copied().unwrap_or(0)
    }

    fn from_delta(delta: &ImageDelta) -> Self {
        let ImageData::Color(image) = &delta.image;
        let pixels = image.pixels.iter().map(|color| pack(*color)).collect();
        Self {
            width: image.width(),
            height: image.height(),
            pixels,
            options: delta.options,
        }
    }

    fn patch(&mut self, [left, top]: [usize; 2], delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        self.options = delta.options;
        if image.width() == 0 || self.width == 0 {
            return;
        }
        let rows = self.pixels.chunks_exact_mut(self.width).skip(top);
        for (from, to) in image.pixels.chunks_exact(image.width()).zip(rows) {
            for (from, to) in from.iter().zip(to.iter_mut().skip(left)) {
                *to = pack(*from);
            }
        }
    }
}

/// Mixes two pixels, with 0–256 of the second.
#[inline]
fn mix(a: u32, b: u32, share: u32) -> u32 {
    if a == b {
        return a;
    }
    let rest = 256 - share;
    let pair = |shift: u32| {
        let (a, b) = ((a >> shift) & 0x00ff_00ff, (b >> shift) & 0x00ff_00ff);
        ((a * rest + b * share + 0x0080_0080) >> 8) & 0x00ff_00ff
    };
    pair(0) | (pair(8) << 8)
}

#[inline]
fn wrap(place: i32, side: usize, mode: TextureWrapMode) -> usize {
    let side = i32::try_from(side).unwrap_or(i32::MAX).max(1);
    let place = match mode {
        TextureWrapMode::ClampToEdge => place.clamp(0, side - 1),
        TextureWrapMode::Repeat => place.rem_euclid(side),
        TextureWrapMode::MirroredRepeat => {
            let there_and_back = place.rem_euclid(side.saturating_mul(2));
            if there_and_back < side {
                there_and_back
            } else {
                side.saturating_mul(2) - 1 - there_and_back
            }
        }
    };
    usize::try_from(place).unwrap_or(0)
}

/// All textures that egui has handed over and not taken back.
#[derive(Debug, Default)]
pub(super) struct Textures {
    by_id: HashMap<TextureId, Texture>,
    freed: Vec<TextureId>,
    /// Grows with every change, so that a picture painted before can be known to be old.
    pub version: u64,
}

impl Textures {
    /// Takes over what has changed and leaves the delta empty. What is freed stays until [`Self::forget_freed`].
    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            self.version += 1;
            self.freed.retain(|freed| *freed != id);
            for change in &changes {
                match (change.pos, self.by_id.get_mut(&id)) {
                    (Some(pos), Some(texture)) => texture.patch(pos, change),
                    (Some(_), None) => debug_assert!(false, "a part of a texture came before the whole"),
                    (None, _) => {
                        self.by_id.insert(id, Texture::from_delta(change));
                    }
                }
            }
        }
        self.freed.extend(delta.free.drain());
    }

    /// Drops what egui has freed: it may still be used by the frame it was freed in, so call this after painting.
    pub fn forget_freed(&mut self) {
        for id in self.freed.drain(..) {
            self.by_id.remove(&id);
        }
    }

    pub fn find(&self, id: TextureId) -> Option<&Texture> {
        self.by_id
            .get(&id)
            .filter(|texture| texture.width > 0 && texture.height > 0)
    }
}

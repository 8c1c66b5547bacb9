//! A picture in memory and the arithmetic on its pixels. Knows nothing of triangles, textures or windows.
//!
//! A pixel is one `u32` with premultiplied alpha: red in the lowest byte, then green, blue and alpha. Blending works on two
//! channels at a time inside that word, and rounds to the nearest step exactly as a division by 255 would.

// Pixels are put together here, from tokens that came with the mesh.
#![allow(clippy::disallowed_methods)]

use std::sync::Arc;

use egui::Color32;

const TWO_CHANNELS: u32 = 0x00ff_00ff;

/// A rectangle of whole pixels, from `left`/`top` up to but not including `right`/`bottom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelRect {
    /// First column inside.
    pub left: i32,
    /// First row inside.
    pub top: i32,
    /// First column to the right of it.
    pub right: i32,
    /// First row below it.
    pub bottom: i32,
}

impl PixelRect {
    /// Holds no pixel.
    pub fn is_empty(&self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// Returns the part that both rectangles share, which may be empty.
    pub fn intersect(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Returns the smallest rectangle around both; an empty one adds nothing.
    pub fn union(&self, other: &Self) -> Self {
        if self.is_empty() {
            return *other;
        }
        if other.is_empty() {
            return *self;
        }
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A picture of premultiplied RGBA pixels in the same gamma space that egui's colours are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PixelBuffer {
    width: usize,
    height: usize,
    pixels: Vec<u32>,
}

impl PixelBuffer {
    /// Makes a transparent picture of so many pixels; either side may be 0.
    pub fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![0; width.saturating_mul(height)],
        }
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The whole picture as a rectangle.
    pub fn bounds(&self) -> PixelRect {
        PixelRect {
            left: 0,
            top: 0,
            right: to_i32(self.width),
            bottom: to_i32(self.height),
        }
    }

    /// Replaces every pixel by one color.
    pub fn clear(&mut self, color: Color32) {
        self.pixels.fill(pack(color));
    }

    /// Replaces the pixels in a rectangle by one color; what lies outside of the picture is left out.
    pub fn clear_rect(&mut self, rect: PixelRect, color: Color32) {
        let packed = pack(color);
        let rect = rect.intersect(&self.bounds());
        for y in rect.top..rect.bottom {
            self.span(y, rect.left, rect.right).fill(packed);
        }
    }

    /// Returns the pixel at a place, or `None` outside of the picture.
    pub fn pixel(&self, x: usize, y: usize) -> Option<Color32> {
        if x >= self.width {
            return None;
        }
        self.pixels
            .get(y.checked_mul(self.width)?.checked_add(x)?)
            .map(|packed| unpack(*packed))
    }

    /// The pixels of one row from `left` up to `right`, empty if that is not inside the picture.
    pub(super) fn span(&mut self, y: i32, left: i32, right: i32) -> &mut [u32] {
        let (Ok(y), Ok(left), Ok(right)) = (usize::try_from(y), usize::try_from(left), usize::try_from(right)) else {
            return &mut [];
        };
        if right > self.width {
            return &mut [];
        }
        let start = y.saturating_mul(self.width);
        self.pixels
            .get_mut(start.saturating_add(left)..start.saturating_add(right))
            .unwrap_or_default()
    }

    /// Writes the pixels of a rectangle into a window's memory of the same size, as `0x00RRGGBB` without alpha.
    pub fn write_0rgb(&self, rect: PixelRect, window: &mut [u32]) {
        let rect = rect.intersect(&self.bounds());
        let (Ok(left), Ok(right)) = (usize::try_from(rect.left), usize::try_from(rect.right)) else {
            return;
        };
        let (Ok(top), Ok(rows)) = (usize::try_from(rect.top), usize::try_from(rect.bottom - rect.top)) else {
            return;
        };
        if self.width == 0 || left >= right {
            return;
        }
        let from = self.pixels.chunks_exact(self.width).skip(top).take(rows);
        let to = window.chunks_exact_mut(self.width).skip(top);
        for (from, to) in from.zip(to) {
            let (Some(from), Some(to)) = (from.get(left..right), to.get_mut(left..right)) else {
                return;
            };
            for (from, to) in from.iter().zip(to) {
                *to = from.swap_bytes() >> 8;
            }
        }
    }

    /// Returns the pixels in egui's type, for `ViewportCommand::Screenshot`.
    pub fn to_color_image(&self) -> Arc<egui::ColorImage> {
        let pixels = self.pixels.iter().map(|packed| unpack(*packed)).collect();
        Arc::new(egui::ColorImage::new([self.width, self.height], pixels))
    }

    /// Returns the pixels as bytes red, green, blue, alpha with alpha not multiplied in, row by row.
    pub fn to_straight_rgba(&self) -> Vec<u8> {
        self.pixels
            .iter()
            .flat_map(|packed| unpack(*packed).to_srgba_unmultiplied())
            .collect()
    }

    /// Returns the picture as a PNG file.
    ///
    /// # Errors
    /// The encoder's, for a picture without pixels or one too large for the format.
    pub fn to_png(&self) -> Result<Vec<u8>, image::ImageError> {
        let mut file = std::io::Cursor::new(Vec::new());
        let width = u32::try_from(self.width).unwrap_or(u32::MAX);
        let height = u32::try_from(self.height).unwrap_or(u32::MAX);
        let color = image::ExtendedColorType::Rgba8;
        image::write_buffer_with_format(
            &mut file,
            &self.to_straight_rgba(),
            width,
            height,
            color,
            image::ImageFormat::Png,
        )?;
        Ok(file.into_inner())
    }
}

fn to_i32(side: usize) -> i32 {
    i32::try_from(side).unwrap_or(i32::MAX)
}

/// Returns a color as one word.
#[inline]
pub(super) fn pack(color: Color32) -> u32 {
    u32::from_le_bytes(color.to_array())
}

/// Returns a word as a color.
#[inline]
pub(super) fn unpack(packed: u32) -> Color32 {
    let [red, green, blue, alpha] = packed.to_le_bytes();
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

/// Multiplies both channels of a pair (0–255 each) by a factor of 0–255 and divides by 255, rounded.
#[inline]
fn scale_pair(pair: u32, factor: u32) -> u32 {
    let product = pair * factor + 0x0080_0080;
    ((product + ((product >> 8) & TWO_CHANNELS)) >> 8) & TWO_CHANNELS
}

/// Adds two pairs and holds each channel at 255: egui's additive colors have less alpha than color.
#[inline]
fn add_pair(a: u32, b: u32) -> u32 {
    let sum = a + b;
    let over = (sum >> 8) & 0x0001_0001;
    (sum | (over * 0xff)) & TWO_CHANNELS
}

/// Lays a premultiplied pixel over another: `above + below × (1 − above.alpha)`.
#[inline]
pub(super) fn over(above: u32, below: u32) -> u32 {
    let rest = 255 - (above >> 24);
    let red_blue = add_pair(above & TWO_CHANNELS, scale_pair(below & TWO_CHANNELS, rest));
    let green_alpha = add_pair(
        (above >> 8) & TWO_CHANNELS,
        scale_pair((below >> 8) & TWO_CHANNELS, rest),
    );
    red_blue | (green_alpha << 8)
}

/// Multiplies two pixels channel by channel, as a texture's color with a vertex's.
#[inline]
pub(super) fn modulate(a: u32, b: u32) -> u32 {
    if a == u32::MAX {
        return b;
    }
    if b == u32::MAX {
        return a;
    }
    let product = |shift: u32| {
        let product = ((a >> shift) & 0xff) * ((b >> shift) & 0xff) + 0x80;
        ((product + (product >> 8)) >> 8) << shift
    };
    product(0) | product(8) | product(16) | product(24)
}

/// Lays one color over a row of pixels.
#[inline]
pub(super) fn fill(row: &mut [u32], color: u32) {
    if color >> 24 == 0xff {
        row.fill(color);
    } else if color != 0 {
        for pixel in row {
            *pixel = over(color, *pixel);
        }
    }
}

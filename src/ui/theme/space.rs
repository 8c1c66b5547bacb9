//! Distances, on a grid of 4 points. Views name a distance and never write a number.

/// Between an icon and its word.
pub const XS: f32 = 4.0;
/// Between things that belong together.
pub const S: f32 = 8.0;
/// Between things, and inside a card.
pub const M: f32 = 16.0;
/// Between groups.
pub const L: f32 = 24.0;
/// Around a page, and between its parts.
pub const XL: f32 = 40.0;

/// Corners of buttons, fields and small marks.
pub const RADIUS: u8 = 8;
/// Corners of cards and windows.
pub const RADIUS_CARD: u8 = 12;

/// The smallest height of something that can be pressed.
pub const TARGET: f32 = 36.0;
/// Width of the ring around what has the keyboard.
pub const FOCUS_WIDTH: f32 = 2.0;
/// Gap between that ring and what it surrounds.
pub const FOCUS_GAP: f32 = 2.0;

/// Line height of speech, as a multiple of its size.
pub const SPEECH_LEADING: f32 = 1.5;
/// Line height of other running text.
pub const BODY_LEADING: f32 = 1.4;

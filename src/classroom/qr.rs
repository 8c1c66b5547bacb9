//! The square pattern that a phone's camera reads as an address. Painting it is the view's work.

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

/// A QR code as dark and light modules, without the quiet margin around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modules {
    side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// Light modules that have to be left free on each side, or cameras do not find the code (ISO/IEC 18004, 6.3.8).
    pub const QUIET: usize = 4;

    /// The code of a text. `None` where it is too long for any code, which an address never is.
    ///
    /// Error correction M: 15 % of the code may be covered or washed out by the projector's light.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        Some(Self {
            side: code.width(),
            dark: code
                .into_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// How many modules the code is wide and high.
    #[must_use]
    pub fn side(&self) -> usize {
        self.side
    }

    /// Whether the module in this column and row, each from 0, is dark. Outside of the code everything is light.
    #[must_use]
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.side && self.dark.get(row * self.side + column).copied().unwrap_or(false)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ADDRESS: &str = "http://192.168.178.123:49152/#7ZZZZZZZZZZZZZZZZZZZZZZZZZ";

    #[test]
    fn the_longest_address_fits_a_code_that_is_read_from_the_back_row() {
        assert_eq!(Modules::of(ADDRESS).unwrap().side(), 33);
    }

    #[test]
    fn three_corners_have_the_mark_that_cameras_look_for() {
        let code = Modules::of(ADDRESS).unwrap();
        let last = code.side() - 7;
        for (left, top) in [(0, 0), (last, 0), (0, last)] {
            let row = |row: usize| -> String {
                (0..7)
                    .map(|column| {
                        if code.is_dark(left + column, top + row) {
                            '#'
                        } else {
                            '.'
                        }
                    })
                    .collect()
            };
            let rows: Vec<String> = (0..7).map(row).collect();
            let mark = [
                "#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######",
            ];
            assert_eq!(rows, mark);
        }
    }

    #[test]
    fn what_is_outside_is_light() {
        let code = Modules::of("x").unwrap();
        assert!(!code.is_dark(code.side(), 0) && !code.is_dark(0, code.side()));
    }

    #[test]
    fn what_fits_no_code_is_none() {
        assert_eq!(Modules::of(&"x".repeat(5_000)), None);
    }
}

//! Exact fractions of small counts, so that a score is the same on every platform.

use serde::Serialize;

/// So many out of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Ratio {
    /// How many.
    pub numer: u32,
    /// Out of how many. 0 when there was nothing to count.
    pub denom: u32,
}

impl Ratio {
    /// So many out of so many.
    pub const fn new(numer: u32, denom: u32) -> Self {
        Self { numer, denom }
    }

    /// So many of these hold.
    pub fn of(items: impl IntoIterator<Item = bool>) -> Self {
        items.into_iter().fold(Self::default(), |sum, item| Self {
            numer: sum.numer + u32::from(item),
            denom: sum.denom + 1,
        })
    }

    /// Millionths, rounded down; `None` when there was nothing to count.
    pub fn millionths(self) -> Option<u64> {
        let numer = u64::from(self.numer) * 1_000_000;
        numer.checked_div(u64::from(self.denom))
    }

    /// Per cent, rounded to the nearest; `None` when there was nothing to count.
    pub fn percent(self) -> Option<u32> {
        let denom = u64::from(self.denom);
        let doubled = (u64::from(self.numer) * 200 + denom).checked_div(2 * denom)?;
        u32::try_from(doubled).ok()
    }

    /// The mean of ratios in millionths, each rounded down; `None` when there is none.
    pub fn mean_millionths(ratios: impl IntoIterator<Item = Self>) -> Option<u64> {
        let parts = ratios.into_iter().filter_map(Self::millionths);
        let (sum, count) = parts.fold((0_u64, 0_u64), |(sum, count), part| (sum + part, count + 1));
        sum.checked_div(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_counted_is_no_number() {
        assert_eq!(Ratio::default().percent(), None);
        assert_eq!(Ratio::mean_millionths([]), None);
        assert_eq!(Ratio::new(2, 3).percent(), Some(67));
        assert_eq!(Ratio::new(1, 8).percent(), Some(13));
        assert_eq!(Ratio::of([true, false, true, true]), Ratio::new(3, 4));
        let mean = Ratio::mean_millionths([Ratio::new(1, 3), Ratio::new(1, 1), Ratio::default()]);
        assert_eq!(mean, Some(666_666));
    }
}

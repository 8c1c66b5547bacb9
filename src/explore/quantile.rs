//! Where in a spread so much of it lies. Knows only how likely each place of a list is, not what stands there.

/// So much may be lacking, because shares are rounded.
const ROUNDING: f64 = 1e-12;

/// The first place, from 0, up to which this share of all lies. The last one if less than that is in the list, as where plays are left out
/// that are longer than was followed; `None` of nothing.
pub fn place_at(mut shares: impl ExactSizeIterator<Item = f64>, share: f64) -> Option<usize> {
    let last = shares.len().checked_sub(1);
    let mut sum = 0.0;
    let found = shares.position(|part| {
        sum += part;
        sum >= share - ROUNDING
    });
    found.or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shares: &[f64], share: f64, expected: Option<usize>) {
        assert_eq!(
            place_at(shares.iter().copied(), share),
            expected,
            "{share} of {shares:?}"
        );
    }

    #[test]
    fn a_quantile_is_the_first_place_with_enough_up_to_it() {
        let shares = [0.05, 0.0, 0.9, 0.05];
        for (share, expected) in [(0.0, 0), (0.05, 0), (0.06, 2), (0.5, 2), (0.95, 2), (0.96, 3), (1.0, 3)] {
            check(&shares, share, Some(expected));
        }
        check(&[1.0], 0.05, Some(0));
        check(&[0.0, 1.0], 0.05, Some(1));
        check(&[], 0.5, None);
    }

    #[test]
    fn a_sum_that_is_rounded_down_is_enough() {
        // Eight tenths fall short of 0.8, and ten of 1.
        let tenths = [0.1; 11];
        assert!(tenths.iter().take(10).sum::<f64>() < 1.0);
        check(&tenths, 0.8, Some(7));
        check(&tenths, 1.0, Some(9));
    }

    #[test]
    fn plays_that_were_not_followed_are_taken_for_the_last() {
        check(&[0.5, 0.25], 0.75, Some(1));
        check(&[0.5, 0.25], 0.95, Some(1));
    }
}

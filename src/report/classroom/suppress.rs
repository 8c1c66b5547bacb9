//! Keeps small numbers back. In a room where people know each other, "one chose D" is a name.
//!
//! The rule is the one of statistical offices for tables of counts (Hundepool and others, Statistical Disclosure Control, 2012, chapter
//! 4): a count of 1 to below the threshold is hidden, and since a single hidden count is the total less the others, further ones are hidden
//! with it until the hidden ones together are at least the threshold and more than one. "Nobody" is no small number: it stays.

use crate::classroom::shift::{Flow, Shift};

/// The sums of one question as they may leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safe {
    /// By place; `None` is kept back.
    pub counts: Vec<Option<u32>>,
    /// All answers; `None` if that is a small number itself.
    pub total: Option<u32>,
}

impl Safe {
    /// Whether anything is kept back.
    pub fn hides_any(&self) -> bool {
        self.total.is_none() || self.counts.contains(&None)
    }
}

const fn is_small(count: u32, threshold: u32) -> bool {
    count > 0 && count < threshold
}

/// Keeps the small counts of one question back, and with them what would give them away.
pub fn safe(counts: &[u32], threshold: u32) -> Safe {
    let total = counts.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
    if is_small(total, threshold) {
        return Safe {
            counts: vec![None; counts.len()],
            total: None,
        };
    }
    let mut hidden: Vec<bool> = counts.iter().map(|count| is_small(*count, threshold)).collect();
    // The smallest first; with equals the earlier place.
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&at| counts.get(at).map_or((true, 0), |count| (*count == 0, *count)));
    for at in order {
        let behind = counts.iter().zip(&hidden).filter(|(_, hidden)| **hidden);
        let (number, sum) = behind.fold((0, 0_u32), |(number, sum), (count, _)| {
            (number + 1, sum.saturating_add(*count))
        });
        if number == 0 || (number > 1 && sum >= threshold) {
            break;
        }
        if let Some(hidden) = hidden.get_mut(at) {
            *hidden = true;
        }
    }
    let shown = counts
        .iter()
        .zip(hidden)
        .map(|(count, hidden)| (!hidden).then_some(*count));
    Safe {
        counts: shown.collect(),
        total: Some(total),
    }
}

/// Who went from what to what, if none of it is a small number: neither a way, nor those who stayed, nor those who came or left between.
/// Else all of it is kept back, because with the sums of both votes one number gives the others away.
pub fn safe_flows(shift: &Shift, threshold: u32) -> Option<Vec<Flow>> {
    let places = 0..u8::try_from(shift.net().len()).unwrap_or_default();
    let mut cells = places
        .clone()
        .flat_map(|from| places.clone().map(move |to| shift.at(from, to)));
    let is_safe = cells.all(|count| !is_small(count, threshold))
        && !is_small(shift.only_first, threshold)
        && !is_small(shift.only_second, threshold);
    is_safe.then(|| shift.flows())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(counts: &[u32], expected: &str) {
        let safe = safe(counts, 5);
        let shown = |count: &Option<u32>| count.map_or_else(|| "·".to_owned(), |count| count.to_string());
        let cells: Vec<String> = safe.counts.iter().map(shown).collect();
        assert_eq!(
            format!("{} of {}", cells.join(" "), shown(&safe.total)),
            expected,
            "{counts:?}"
        );
    }

    #[test]
    fn a_small_number_takes_another_one_with_it() {
        check(&[12, 8, 0, 5], "12 8 0 5 of 25");
        check(&[12, 8, 1, 7], "12 8 · · of 28");
        check(&[12, 3, 4, 7], "12 · · 7 of 26");
        // Two ones would be told by their sum.
        check(&[20, 1, 1, 9], "20 · · · of 31");
        check(&[30, 1, 0, 0], "· · 0 0 of 31");
        check(&[2, 1, 0, 1], "· · · · of ·");
        check(&[0, 0, 0], "0 0 0 of 0");
    }

    proptest! {
        /// With the total and what is shown, no hidden count can be told: at least two sets of counts fit each of them, and a small one may
        /// always be another.
        #[test]
        fn what_is_hidden_cannot_be_worked_out(counts in prop::collection::vec(0..40_u32, 2..8), threshold in 2..12_u32) {
            let safe = safe(&counts, threshold);
            for (shown, count) in safe.counts.iter().zip(&counts) {
                prop_assert!(shown.is_none_or(|shown| shown == *count && !is_small(shown, threshold)));
            }
            let hidden: Vec<u32> = safe.counts.iter().zip(&counts).filter(|(shown, _)| shown.is_none()).map(|(_, count)| *count).collect();
            if let (Some(total), false) = (safe.total, hidden.is_empty()) {
                let known: u32 = safe.counts.iter().flatten().sum();
                let rest = total - known;
                prop_assert_eq!(rest, hidden.iter().sum::<u32>());
                prop_assert!(hidden.len() > 1, "one hidden number is the rest");
                prop_assert!(rest >= threshold, "the hidden ones together are a small number");
            }
        }
    }
}

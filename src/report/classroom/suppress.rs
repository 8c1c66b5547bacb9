//! Keeps small numbers back. In a room where people know each other, "one chose D" is a name.
//!
//! The rule is the one of statistical offices for tables of counts (Hundepool and others, Statistical Disclosure Control, 2012, chapter
//! 4): a count of 1 to below the threshold is hidden, and since a single hidden count is the total less the others, further ones are hidden
//! with it. Which these are is told by their places and not by their sizes, and there are enough of them once the hidden ones are on average at least the
//! threshold: then whoever knows this rule, too, can take a hidden small count for any other small one. "Nobody" is no small number: it stays.

use crate::classroom::shift::{Flow, Shift};

/// The sums of one question as they may leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safe {
    /// By place; `None` is kept back.
    pub counts: Vec<Option<u32>>,
    /// All answers; `None` if that is a small number itself, or would give one away.
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

/// The threshold that is kept to. Of two, only ones would be hidden, and a dash would say so: it counts as three.
pub const fn kept_to(threshold: u32) -> u32 {
    if threshold == 2 { 3 } else { threshold }
}

/// Keeps the small counts of one question back, and with them what would give them away; where nothing else is left to hide them, all of it.
pub fn safe(counts: &[u32], threshold: u32) -> Safe {
    let threshold = kept_to(threshold);
    let total = counts.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
    let mut hidden: Vec<bool> = counts.iter().map(|count| is_small(*count, threshold)).collect();
    let others = (0..counts.len()).filter(|at| counts.get(*at).is_some_and(|count| *count >= threshold.max(1)));
    for at in others {
        if is_hidden_well(counts, &hidden, threshold) {
            break;
        }
        if let Some(hidden) = hidden.get_mut(at) {
            *hidden = true;
        }
    }
    if is_small(total, threshold) || !is_hidden_well(counts, &hidden, threshold) {
        return Safe {
            counts: vec![None; counts.len()],
            total: None,
        };
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

/// Whether nothing is hidden, or several counts are that are on average at least the threshold.
fn is_hidden_well(counts: &[u32], hidden: &[bool], threshold: u32) -> bool {
    let behind = counts.iter().zip(hidden).filter(|(_, hidden)| **hidden);
    let (number, sum) = behind.fold((0_u32, 0_u32), |(number, sum), (count, _)| {
        (number + 1, sum.saturating_add(*count))
    });
    number == 0 || (number > 1 && sum >= threshold.saturating_mul(number))
}

/// Who went from what to what, if none of it is a small number: neither a way, nor those who stayed, nor those who came or left between.
/// Else all of it is kept back, because with the sums of both votes one number gives the others away.
pub fn safe_flows(shift: &Shift, threshold: u32) -> Option<Vec<Flow>> {
    let threshold = kept_to(threshold);
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
    use crate::classroom::phone::Device;
    use crate::classroom::tally::Tally;

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
    fn a_small_number_takes_others_with_it() {
        check(&[12, 8, 0, 5], "12 8 0 5 of 25");
        check(&[12, 8, 1, 7], "· 8 · 7 of 28");
        // Three and four would be told by their sum and by being small.
        check(&[12, 3, 4, 7], "· · · 7 of 26");
        check(&[20, 1, 1, 9], "· · · 9 of 31");
        check(&[5, 6, 1, 9], "· · · · of 21");
        check(&[30, 1, 0, 0], "· · 0 0 of 31");
    }

    #[test]
    fn where_nothing_is_left_to_hide_them_all_is_kept_back() {
        check(&[2, 1, 0, 1], "· · · · of ·");
        check(&[1, 1, 1, 1, 1], "· · · · · of ·");
        check(&[0, 6, 1, 0], "· · · · of ·");
        check(&[0, 0, 0], "0 0 0 of 0");
    }

    #[test]
    fn a_threshold_of_one_hides_nothing_and_of_two_is_three() {
        assert!(!safe(&[1, 2, 3], 0).hides_any() && !safe(&[1, 2, 3], 1).hides_any());
        assert_eq!(safe(&[2, 20, 30], 2), safe(&[2, 20, 30], 3));
        assert!(safe(&[2, 20, 30], 2).hides_any());
    }

    /// All ways to split a sum into so many parts, none of them empty.
    fn splits(sum: u32, parts: usize) -> Vec<Vec<u32>> {
        if parts == 1 {
            return vec![vec![sum]];
        }
        let rest = u32::try_from(parts).unwrap() - 1;
        let firsts = 1..=sum.saturating_sub(rest);
        let with = |first: u32| {
            splits(sum - first, parts - 1).into_iter().map(move |mut split| {
                split.push(first);
                split
            })
        };
        firsts.flat_map(with).collect()
    }

    proptest! {
        /// Whoever knows the rule, the threshold and all that is shown, and tries every room that there could have been, finds that a hidden small
        /// count may be any small count.
        #[test]
        fn what_is_hidden_cannot_be_worked_out(counts in prop::collection::vec(prop_oneof![0..7_u32, 0..16_u32], 2..6), threshold in 2..7_u32) {
            let shown = safe(&counts, threshold);
            let small = |count: u32| is_small(count, kept_to(threshold));
            for (shown, count) in shown.counts.iter().zip(&counts) {
                prop_assert!(shown.is_none_or(|shown| shown == *count && !small(shown)));
            }
            let places: Vec<usize> = (0..counts.len()).filter(|at| shown.counts[*at].is_none()).collect();
            let Some(total) = shown.total else {
                prop_assert_eq!(places.len(), counts.len());
                return Ok(());
            };
            let rest = total - shown.counts.iter().flatten().sum::<u32>();
            // More are too many to try. What holds for four of them holds for more.
            if places.is_empty() || places.len() > 4 {
                return Ok(());
            }
            let mut rooms = vec![std::collections::BTreeSet::new(); places.len()];
            for split in splits(rest, places.len()) {
                let mut room = counts.clone();
                for (at, count) in places.iter().zip(&split) {
                    room[*at] = *count;
                }
                if safe(&room, threshold) == shown {
                    for (seen, count) in rooms.iter_mut().zip(split) {
                        seen.insert(count);
                    }
                }
            }
            for (at, seen) in places.iter().zip(rooms) {
                if small(counts[*at]) {
                    prop_assert!((1..kept_to(threshold)).all(|count| seen.contains(&count)), "{counts:?} is told as {shown:?}");
                }
            }
        }

        /// Of who went where, either no number is small, or none is told.
        #[test]
        fn ways_are_told_only_if_none_was_taken_by_few(
            first in prop::collection::vec(0..3_u8, 0..40),
            second in prop::collection::vec(0..3_u8, 0..40),
            threshold in 2..7_u32,
        ) {
            let tally = |answers: &[u8]| {
                let mut tally = Tally::new(3);
                for (device, choice) in (0_u64..).zip(answers) {
                    tally.answer(Device(device), *choice);
                }
                tally
            };
            let shift = Shift::between(&tally(&first), &tally(&second));
            let small = |count: u32| is_small(count, kept_to(threshold));
            let cells = (0..3).flat_map(|from| (0..3).map(move |to| (from, to))).map(|(from, to)| shift.at(from, to));
            let few = cells.chain([shift.only_first, shift.only_second]).any(small);
            prop_assert_eq!(safe_flows(&shift, threshold).is_none(), few);
        }
    }
}

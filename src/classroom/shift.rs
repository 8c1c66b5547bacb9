//! What a room's mind did between two votes: who went from what to what, as far as that can be told.
//!
//! Phones have a device behind each answer, so their changes are known one by one. Counted hands have no owner: of them only the
//! difference between the sums is known.

use super::phone::MAX_CHOICES;
use super::tally::Tally;

/// So many went from one choice to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The first answer by its place.
    pub from: u8,
    /// The second.
    pub to: u8,
    /// How many.
    pub count: u32,
}

/// The change between two votes on one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    table: [[u32; MAX_CHOICES]; MAX_CHOICES],
    choices: u8,
    /// Devices that answered the first time only.
    pub only_first: u32,
    /// Devices that answered the second time only.
    pub only_second: u32,
    /// By place, how many more (or fewer) chose it the second time: phones and hands together.
    net: [i64; MAX_CHOICES],
    /// Whether hands were counted in either vote, of which no change is known.
    pub with_hands: bool,
}

impl Shift {
    /// What changed from the first vote to the second.
    pub fn between(first: &Tally, second: &Tally) -> Self {
        let mut shift = Self {
            choices: first.choices().min(second.choices()),
            ..Self::default()
        };
        for (device, from) in first.devices() {
            match second.devices().get(device) {
                Some(to) => {
                    let row = shift.table.get_mut(usize::from(*from));
                    if let Some(cell) = row.and_then(|row| row.get_mut(usize::from(*to))) {
                        *cell += 1;
                    }
                }
                None => shift.only_first += 1,
            }
        }
        let joined = |device: &&_| !first.devices().contains_key(device);
        let joined = second.devices().keys().filter(joined).count();
        shift.only_second = u32::try_from(joined).unwrap_or(u32::MAX);
        let (before, after) = (first.counts(), second.counts());
        for (place, net) in (0_u8..).zip(shift.net.iter_mut()) {
            *net = i64::from(after.at(place)) - i64::from(before.at(place));
        }
        let counted = |tally: &Tally| tally.hands().iter().any(|hands| *hands > 0);
        shift.with_hands = counted(first) || counted(second);
        shift
    }

    /// So many went from one choice to the other.
    pub fn at(&self, from: u8, to: u8) -> u32 {
        let row = self.table.get(usize::from(from));
        row.and_then(|row| row.get(usize::from(to)))
            .copied()
            .unwrap_or_default()
    }

    /// By place, how many more (or fewer) chose it the second time.
    pub fn net(&self) -> &[i64] {
        self.net.get(..usize::from(self.choices)).unwrap_or(&[])
    }

    /// Devices that answered both times.
    pub fn both(&self) -> u32 {
        self.table.iter().flatten().sum()
    }

    /// Devices that answered both times and changed their mind.
    pub fn changed(&self) -> u32 {
        self.flows().iter().map(|flow| flow.count).sum()
    }

    /// The ways that somebody went, the most travelled first. Those who stayed are not among them.
    pub fn flows(&self) -> Vec<Flow> {
        let places = 0..self.choices;
        let pairs = places.clone().flat_map(|from| places.clone().map(move |to| (from, to)));
        let mut flows: Vec<Flow> = pairs
            .filter(|(from, to)| from != to)
            .map(|(from, to)| Flow {
                from,
                to,
                count: self.at(from, to),
            })
            .filter(|flow| flow.count > 0)
            .collect();
        flows.sort_by_key(|flow| std::cmp::Reverse(flow.count));
        flows
    }

    /// At least how many changed their mind, hands included: the known changes, or what some choices lost to others if that is more. Of hands
    /// that holds as long as the same people raise them; who leaves and who comes in between looks like a change.
    pub fn at_least_changed(&self) -> u32 {
        let gained: i64 = self.net().iter().filter(|net| **net > 0).sum();
        let lost: i64 = self.net().iter().filter(|net| **net < 0).map(|net| -net).sum();
        let moved = u32::try_from(gained.min(lost)).unwrap_or_default();
        self.changed().max(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::phone::Device;

    fn tally(answers: &[(u64, u8)], hands: [u32; 3]) -> Tally {
        let mut tally = Tally::new(3);
        for (device, choice) in answers {
            tally.answer(Device(*device), *choice);
        }
        let [a, b, c] = hands;
        tally.set_hands([a, b, c, 0, 0, 0, 0, 0]);
        tally
    }

    #[test]
    fn changes_of_mind_are_told_by_device() {
        let first = tally(&[(1, 0), (2, 0), (3, 0), (4, 1), (5, 2)], [0; 3]);
        let second = tally(&[(1, 1), (2, 1), (3, 0), (4, 1), (6, 2)], [0; 3]);
        let shift = Shift::between(&first, &second);
        assert_eq!((shift.both(), shift.changed()), (4, 2));
        assert_eq!((shift.only_first, shift.only_second), (1, 1));
        assert_eq!(
            shift.flows(),
            [Flow {
                from: 0,
                to: 1,
                count: 2
            }]
        );
        assert_eq!(shift.net(), [-2, 2, 0]);
        assert!(!shift.with_hands);
    }

    #[test]
    fn of_hands_only_the_sums_are_known() {
        let shift = Shift::between(&tally(&[], [12, 5, 0]), &tally(&[], [4, 14, 1]));
        assert_eq!((shift.both(), shift.flows().len()), (0, 0));
        assert_eq!(shift.net(), [-8, 9, 1]);
        assert_eq!(shift.at_least_changed(), 8);
        assert!(shift.with_hands);
    }
}

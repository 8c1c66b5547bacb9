//! The answers to one question: who answered what by phone, and how many hands were counted.
//!
//! A phone's answer is kept under its device, so that a later one takes the place of the earlier and none is counted twice. Hands have no
//! owner: they are numbers that the tutor sets.

use std::collections::BTreeMap;

use super::phone::{Device, MAX_CHOICES};

/// Most hands that can be counted for one choice.
pub const MAX_HANDS: u32 = 9_999;

/// The letter of a choice by its place: `A` for 0.
pub const fn letter(place: u8) -> char {
    (b'A' + place % 26) as char
}

/// The answers to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    choices: u8,
    devices: BTreeMap<Device, u8>,
    hands: [u32; MAX_CHOICES],
}

impl Tally {
    /// No answers yet to a question with so many choices, at most [`MAX_CHOICES`].
    pub fn new(choices: usize) -> Self {
        Self {
            choices: u8::try_from(choices.min(MAX_CHOICES)).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// How many choices there are.
    pub fn choices(&self) -> u8 {
        self.choices
    }

    /// Takes a device's answer in place of any that it gave before. `false` if there is no such choice.
    pub fn answer(&mut self, device: Device, choice: u8) -> bool {
        if choice >= self.choices {
            return false;
        }
        self.devices.insert(device, choice);
        true
    }

    /// What each device answered.
    pub fn devices(&self) -> &BTreeMap<Device, u8> {
        &self.devices
    }

    /// Forgets what devices answered.
    pub fn forget_devices(&mut self) {
        self.devices.clear();
    }

    /// Sets the hands counted for every choice. What has no choice here is left out; numbers above [`MAX_HANDS`] are cut.
    pub fn set_hands(&mut self, hands: [u32; MAX_CHOICES]) {
        let choices = usize::from(self.choices);
        for (at, (mine, counted)) in self.hands.iter_mut().zip(hands).enumerate() {
            *mine = if at < choices { counted.min(MAX_HANDS) } else { 0 };
        }
    }

    /// One hand more for a choice, or one less if `more` is not set. Never below none.
    pub fn add_hand(&mut self, choice: u8, more: bool) {
        if choice >= self.choices {
            return;
        }
        if let Some(hands) = self.hands.get_mut(usize::from(choice)) {
            *hands = if more {
                (*hands + 1).min(MAX_HANDS)
            } else {
                hands.saturating_sub(1)
            };
        }
    }

    /// The hands counted for each choice.
    pub fn hands(&self) -> &[u32] {
        self.hands.get(..usize::from(self.choices)).unwrap_or(&[])
    }

    /// How many answered: devices and hands.
    pub fn voters(&self) -> u32 {
        let devices = u32::try_from(self.devices.len()).unwrap_or(u32::MAX);
        self.hands.iter().fold(devices, |sum, hands| sum.saturating_add(*hands))
    }

    /// Whether nobody has answered.
    pub fn is_empty(&self) -> bool {
        self.voters() == 0
    }

    /// How many stand behind each choice.
    pub fn counts(&self) -> Counts {
        let mut by = self.hands;
        for choice in self.devices.values() {
            if let Some(count) = by.get_mut(usize::from(*choice)) {
                *count = count.saturating_add(1);
            }
        }
        Counts {
            by,
            choices: self.choices,
        }
    }
}

/// How many stand behind each choice of one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    by: [u32; MAX_CHOICES],
    choices: u8,
}

impl Counts {
    /// Counts by place. Only the first [`MAX_CHOICES`] are taken.
    pub fn of(counts: &[u32]) -> Self {
        let mut by = [0; MAX_CHOICES];
        for (mine, count) in by.iter_mut().zip(counts) {
            *mine = *count;
        }
        Self {
            by,
            choices: u8::try_from(counts.len().min(MAX_CHOICES)).unwrap_or_default(),
        }
    }

    /// By place.
    pub fn by_choice(&self) -> &[u32] {
        self.by.get(..usize::from(self.choices)).unwrap_or(&[])
    }

    /// How many chose this one.
    pub fn at(&self, choice: u8) -> u32 {
        self.by_choice().get(usize::from(choice)).copied().unwrap_or_default()
    }

    /// All answers.
    pub fn total(&self) -> u32 {
        self.by_choice().iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The choices that most people made, by place: several if they are level, none if nobody chose.
    pub fn leaders(&self) -> Vec<u8> {
        let most = self.by_choice().iter().copied().max().unwrap_or_default();
        let places = (0_u8..).zip(self.by_choice());
        let leading = places.filter(|(_, count)| most > 0 && **count == most);
        leading.map(|(place, _)| place).collect()
    }

    /// The one choice that most people made, if there is one.
    pub fn leader(&self) -> Option<u8> {
        match self.leaders().as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Shares in whole percent that sum to 100 (largest remainder, the earlier place first); all 0 if nobody chose.
    pub fn percents(&self) -> Vec<u8> {
        let total = u64::from(self.total());
        if total == 0 {
            return vec![0; usize::from(self.choices)];
        }
        let scaled: Vec<u64> = self.by_choice().iter().map(|count| u64::from(*count) * 100).collect();
        let mut shares: Vec<u64> = scaled.iter().map(|scaled| scaled / total).collect();
        let given: u64 = shares.iter().sum();
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(scaled.get(at).map_or(0, |scaled| scaled % total)));
        let missing = usize::try_from(100_u64.saturating_sub(given)).unwrap_or_default();
        for at in order.into_iter().take(missing) {
            if let Some(share) = shares.get_mut(at) {
                *share += 1;
            }
        }
        shares
            .into_iter()
            .map(|share| u8::try_from(share).unwrap_or(100))
            .collect()
    }

    /// How divided the room is: the chance in percent, 0 to 100, that two people drawn from it answered differently. `None` under two answers.
    ///
    /// One less Simpson's index of concentration (Simpson, 1949), drawn without putting back. Taken before the gap of the first two, which
    /// does not tell 50–50–0–0 from 34–33–33–0 apart, and before entropy, which nobody can be told in a sentence: this number is how
    /// often a neighbour would turn out to think otherwise, and that is what a discussion lives on.
    pub fn divided(&self) -> Option<u8> {
        let total = u64::from(self.total());
        let pairs = total * total.saturating_sub(1);
        if pairs == 0 {
            return None;
        }
        let alike: u64 = self
            .by_choice()
            .iter()
            .map(|count| u64::from(*count) * u64::from(*count).saturating_sub(1))
            .sum();
        u8::try_from((100 * (pairs - alike) + pairs / 2) / pairs).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_counts_once_however_often_it_answers() {
        let mut tally = Tally::new(4);
        for choice in [0, 2, 3, 3, 1] {
            assert!(tally.answer(Device(7), choice));
        }
        assert!(tally.answer(Device(8), 1));
        assert!(!tally.answer(Device(8), 4), "there is no fifth choice");
        assert_eq!(tally.counts().by_choice(), [0, 2, 0, 0]);
        assert_eq!(tally.voters(), 2);
    }

    #[test]
    fn hands_and_phones_add_up() {
        let mut tally = Tally::new(3);
        tally.set_hands([5, 0, MAX_HANDS + 1, 9, 9, 9, 9, 9]);
        tally.add_hand(0, false);
        tally.add_hand(1, false);
        tally.add_hand(1, true);
        tally.add_hand(3, true);
        tally.answer(Device(1), 1);
        assert_eq!(tally.counts().by_choice(), [4, 2, MAX_HANDS]);
        assert_eq!(tally.voters(), tally.counts().total());
    }

    #[test]
    fn those_who_are_level_are_all_named() {
        let check = |counts: &[u32], leaders: &[u8]| assert_eq!(Counts::of(counts).leaders(), leaders, "{counts:?}");
        check(&[3, 9, 9, 0], &[1, 2]);
        check(&[0, 1], &[1]);
        check(&[0, 0, 0], &[]);
        check(&[], &[]);
    }

    #[test]
    fn percents_sum_to_a_hundred() {
        let check = |counts: &[u32], shares: &[u8]| assert_eq!(Counts::of(counts).percents(), shares, "{counts:?}");
        check(&[1, 1, 1], &[34, 33, 33]);
        check(&[2, 1, 0], &[67, 33, 0]);
        check(&[0, 0], &[0, 0]);
        check(&[300], &[100]);
    }

    #[test]
    fn division_is_the_chance_that_two_people_differ() {
        let check =
            |counts: &[u32], expected: Option<u8>| assert_eq!(Counts::of(counts).divided(), expected, "{counts:?}");
        check(&[12, 0, 0, 0], Some(0));
        check(&[1, 1, 1, 1], Some(100));
        check(&[50, 50, 0, 0], Some(51));
        check(&[34, 33, 33, 0], Some(67));
        check(&[1, 0], None);
    }
}

//! The devices that have joined: what each proves itself with, and the one answer that it has given.
//!
//! A map from device to answer, never a counter: sending the same again changes nothing.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::secret::Secret;
use crate::classroom::phone::{Device, Phase};

/// A device that was not heard of for this long is not counted as connected. A page in front asks about once a second.
const QUIET: Duration = Duration::from_secs(6);

/// One answer and the vote that it was given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) question: u32,
    pub(super) phase: Phase,
    pub(super) choice: u8,
}

/// What is known about one device, for as long as the server runs.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) device: Device,
    pub(super) seen: Instant,
    pub(super) given: Option<Given>,
    pub(super) name: Option<String>,
}

/// All devices, by their secrets.
#[derive(Debug, Default)]
pub(super) struct Devices(HashMap<Secret, Record>);

impl Devices {
    /// Takes in a new device.
    pub(super) fn add(&mut self, secret: Secret, now: Instant) {
        let number = u64::try_from(self.0.len()).unwrap_or(u64::MAX).saturating_add(1);
        self.0.entry(secret).or_insert(Record {
            device: Device(number),
            seen: now,
            given: None,
            name: None,
        });
    }

    /// The device with this secret, which is heard of by this.
    pub(super) fn heard(&mut self, secret: Secret, now: Instant) -> Option<&mut Record> {
        let record = self.0.get_mut(&secret)?;
        record.seen = now;
        Some(record)
    }

    /// How many have joined.
    pub(super) fn joined(&self) -> usize {
        self.0.len()
    }

    /// How many were heard of a moment ago.
    pub(super) fn connected(&self, now: Instant) -> usize {
        let heard = |record: &&Record| now.saturating_duration_since(record.seen) <= QUIET;
        self.0.values().filter(heard).count()
    }

    /// The names that were given, by device.
    pub(super) fn names(&self) -> Vec<(Device, String)> {
        let mut names: Vec<(Device, String)> = self
            .0
            .values()
            .filter_map(|record| Some((record.device, record.name.clone()?)))
            .collect();
        names.sort();
        names
    }

    /// Forgets all names.
    pub(super) fn forget_names(&mut self) {
        for record in self.0.values_mut() {
            record.name = None;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_device_keeps_its_number_and_its_answer() {
        let mut devices = Devices::default();
        let (one, other, now) = (Secret::fresh().unwrap(), Secret::fresh().unwrap(), Instant::now());
        devices.add(one, now);
        devices.add(other, now);
        let given = Given {
            question: 4,
            phase: Phase::First,
            choice: 2,
        };
        devices.heard(one, now).unwrap().given = Some(given);
        devices.add(one, now);
        assert_eq!(devices.joined(), 2);
        assert_eq!(devices.heard(one, now).unwrap().given, Some(given));
        assert_eq!(devices.heard(one, now).unwrap().device, Device(1));
        assert!(devices.heard(Secret::fresh().unwrap(), now).is_none());
    }

    #[test]
    fn who_is_silent_is_not_connected() {
        let mut devices = Devices::default();
        let (one, other, now) = (Secret::fresh().unwrap(), Secret::fresh().unwrap(), Instant::now());
        devices.add(one, now);
        devices.add(other, now);
        let later = now + Duration::from_secs(7);
        devices.heard(one, later);
        assert_eq!((devices.connected(now), devices.connected(later)), (2, 1));
    }
}

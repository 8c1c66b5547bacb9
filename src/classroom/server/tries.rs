//! How many wrong codes are borne with: a handful at once, then one every few seconds, for each address and for all together.
//!
//! Thirty bits are guessed fast by a program that may try as often as it likes. With 40 tries at once and one in 1.5 s after that, three hours of
//! guessing from everywhere hit with a chance of 1 in 150,000. An address may stand for a whole room behind one router, so that what it has is generous.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// How many at once, and how long until there is one more.
#[derive(Clone, Copy, Debug)]
struct Allowance {
    at_once: u32,
    each: Duration,
}

const ADDRESS: Allowance = Allowance {
    at_once: 10,
    each: Duration::from_secs(6),
};
const TOTAL: Allowance = Allowance {
    at_once: 40,
    each: Duration::from_millis(1_500),
};
/// Addresses that are remembered; beyond these only the total counts.
const MAX_ADDRESSES: usize = 1_024;

/// Wrong tries so far. Each takes the moment further into the future at which all is forgotten (the generic cell rate algorithm).
#[derive(Debug, Default)]
pub(super) struct Tries {
    by_address: HashMap<IpAddr, Instant>,
    total: Option<Instant>,
}

impl Tries {
    /// How long this address has to wait before its next code is looked at; `None` where it need not.
    pub(super) fn wait(&self, address: IpAddr, now: Instant) -> Option<Duration> {
        let own = self.by_address.get(&address).copied();
        wait(ADDRESS, own, now).max(wait(TOTAL, self.total, now))
    }

    /// Takes note of a wrong one.
    pub(super) fn wrong(&mut self, address: IpAddr, now: Instant) {
        self.total = Some(later(TOTAL, self.total, now));
        if self.by_address.len() >= MAX_ADDRESSES {
            self.by_address.retain(|_, forgotten| *forgotten > now);
        }
        if self.by_address.len() < MAX_ADDRESSES || self.by_address.contains_key(&address) {
            let own = self.by_address.get(&address).copied();
            self.by_address.insert(address, later(ADDRESS, own, now));
        }
    }
}

fn later(allowance: Allowance, forgotten: Option<Instant>, now: Instant) -> Instant {
    forgotten.map_or(now, |forgotten| forgotten.max(now)) + allowance.each
}

fn wait(allowance: Allowance, forgotten: Option<Instant>, now: Instant) -> Option<Duration> {
    let ahead = forgotten?.saturating_duration_since(now);
    let borne = allowance.each * allowance.at_once.saturating_sub(1);
    ahead.checked_sub(borne).filter(|wait| !wait.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, last])
    }

    #[test]
    fn ten_at_once_then_one_every_six_seconds() {
        let mut tries = Tries::default();
        let start = Instant::now();
        for _ in 0..10 {
            assert_eq!(tries.wait(address(1), start), None);
            tries.wrong(address(1), start);
        }
        assert_eq!(tries.wait(address(1), start), Some(Duration::from_secs(6)));
        assert_eq!(tries.wait(address(2), start), None, "others are not made to wait");
        let later = start + Duration::from_secs(6);
        assert_eq!(tries.wait(address(1), later), None);
        tries.wrong(address(1), later);
        assert_eq!(tries.wait(address(1), later), Some(Duration::from_secs(6)));
        assert_eq!(tries.wait(address(1), later + Duration::from_secs(60)), None);
    }

    #[test]
    fn all_addresses_together_have_a_limit_too() {
        let mut tries = Tries::default();
        let start = Instant::now();
        for last in 0..40 {
            assert_eq!(tries.wait(address(last), start), None);
            tries.wrong(address(last), start);
        }
        assert_eq!(tries.wait(address(99), start), Some(Duration::from_millis(1_500)));
        assert_eq!(tries.wait(address(99), start + Duration::from_millis(1_500)), None);
    }

    #[test]
    fn only_so_many_addresses_are_remembered() {
        let mut tries = Tries::default();
        let start = Instant::now();
        for n in 0..5_000_u16 {
            let [high, low] = n.to_be_bytes();
            tries.wrong(IpAddr::from([10, 1, high, low]), start);
        }
        assert_eq!(tries.by_address.len(), MAX_ADDRESSES);
        tries.wrong(address(1), start + Duration::from_secs(7));
        assert_eq!(tries.by_address.len(), 1, "those forgotten make room");
    }
}

//! Names for things outside: universally unique identifiers of the random kind (RFC 4122, version 4).
//!
//! One is drawn from the system's randomness and kept by the caller. The others are drawn from streams that are seeded with it, so that
//! exporting the same play twice names it the same both times.

use crate::scenario::fingerprint::fingerprint;
use crate::session::rng::{Chance, fresh_seed};

/// A UUID in its canonical form: 36 characters, lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Uuid(String);

impl Uuid {
    /// A new one, from the system's randomness.
    pub fn fresh() -> Self {
        Self::of(fresh_seed(), fresh_seed())
    }

    /// The one that belongs to these words, always the same.
    pub fn derived(words: &[&str]) -> Self {
        let joined = words.join("\u{1F}");
        let half = |salt: &str| {
            let mut chance = Chance::new(fingerprint(&format!("{salt}{joined}")));
            u64::from(chance.word()) << 32 | u64::from(chance.word())
        };
        Self::of(half("a"), half("b"))
    }

    /// The account of one person among those who share a machine.
    #[must_use]
    pub fn of_person(&self, profile: i64) -> Self {
        Self::derived(&[self.as_str(), "person", &profile.to_string()])
    }

    /// One that was kept; `None` if it is none of the random kind.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |(at, byte): (usize, u8)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'4',
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        };
        (text.len() == 36 && text.bytes().enumerate().all(fits)).then(|| Self(text.to_owned()))
    }

    fn of(high: u64, low: u64) -> Self {
        let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000;
        let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000;
        Self(format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xFFFF,
            high & 0xFFFF,
            low >> 48,
            low & 0xFFFF_FFFF_FFFF
        ))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_of_the_random_kind_and_reads_back() {
        for uuid in [
            Uuid::fresh(),
            Uuid::derived(&["a", "b"]),
            Uuid::of(u64::MAX, u64::MAX),
            Uuid::of(0, 0),
        ] {
            assert_eq!(Uuid::parse(uuid.as_str()), Some(uuid));
        }
        assert_ne!(Uuid::fresh(), Uuid::fresh());
        assert_eq!(Uuid::parse("00000000-0000-1000-8000-000000000000"), None);
        assert_eq!(Uuid::parse("somebody@somewhere"), None);
    }

    #[test]
    fn the_same_words_name_the_same_thing() {
        assert_eq!(Uuid::derived(&["a", "b"]), Uuid::derived(&["a", "b"]));
        assert_ne!(Uuid::derived(&["a", "b"]), Uuid::derived(&["ab", ""]));
        let mut all: Vec<Uuid> = (0..20_000)
            .map(|n: u32| Uuid::derived(&["x", &n.to_string()]))
            .collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        all.dedup();
        assert_eq!(all.len(), 20_000);
    }
}

//! Chance: a seeded stream of numbers, bounded without bias and without floating point. Knows nothing of vignettes.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// A seeded stream of random words that can be put back to any earlier position.
///
/// ChaCha with 8 rounds (Bernstein, 2008). The 32-byte key is four outputs of SplitMix64 (Steele, Lea and Flood, 2014)
/// started at the seed, each in little-endian order.
#[derive(Clone, Debug)]
pub struct Chance {
    stream: ChaCha8Rng,
}

/// One step of SplitMix64: moves the state on and gives the next number.
pub const fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A seed from the operating system's own randomness. The only place where a play gets one that nobody chose.
///
/// Where the system has none, the seed is 0: a play with little surprise is better than none.
pub fn fresh_seed() -> u64 {
    use rand::TryRng as _;
    rand::rngs::SysRng.try_next_u64().unwrap_or(0)
}

impl Chance {
    /// The stream of a seed, at its beginning.
    pub fn new(seed: u64) -> Self {
        let mut key = [0_u8; 32];
        let mut state = seed;
        for bytes in key.chunks_exact_mut(8) {
            bytes.copy_from_slice(&split_mix(&mut state).to_le_bytes());
        }
        Self {
            stream: ChaCha8Rng::from_seed(key),
        }
    }

    /// The next 32 bits.
    #[inline(always)]
    pub fn word(&mut self) -> u32 {
        self.stream.next_u32()
    }

    /// How many words were drawn since the seed.
    #[inline]
    pub fn position(&self) -> u64 {
        u64::try_from(self.stream.get_word_pos()).unwrap_or(u64::MAX)
    }

    /// Goes back, or on, to a position.
    pub fn seek(&mut self, position: u64) {
        self.stream.set_word_pos(u128::from(position));
    }

    /// A number from 0 to `bound - 1`, each equally likely; 0 for a bound of 0 or 1, without drawing.
    ///
    /// Multiplication with rejection (Lemire, 2019).
    #[inline(always)]
    pub fn below(&mut self, bound: u32) -> u32 {
        if bound < 2 {
            return 0;
        }
        let mut product = u64::from(self.word()) * u64::from(bound);
        if low(product) < bound {
            let uneven = bound.wrapping_neg() % bound;
            while low(product) < uneven {
                product = u64::from(self.word()) * u64::from(bound);
            }
        }
        high(product)
    }

    /// Shuffles the lowest `len` bytes of a word, as [`Chance::shuffle`] would shuffle them in a list. A word stays in a register.
    #[inline(always)]
    pub fn shuffle_bytes(&mut self, mut bytes: u64, len: u8) -> u64 {
        for last in (1..u32::from(len.min(8))).rev() {
            let (one, other) = (last * 8, self.below(last + 1) * 8);
            let differ = (bytes >> one ^ bytes >> other) & 0xFF;
            bytes ^= differ << one | differ << other;
        }
        bytes
    }

    /// Shuffles in place, every order equally likely (Fisher and Yates, from the last place down).
    #[inline]
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
            items.swap(last, self.below(bound) as usize);
        }
    }
}

#[allow(clippy::cast_possible_truncation)]
const fn low(product: u64) -> u32 {
    product as u32
}

const fn high(product: u64) -> u32 {
    low(product >> 32)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_everywhere() {
        let mut chance = Chance::new(42);
        let words: Vec<u32> = (0..6).map(|_| chance.word()).collect();
        assert_eq!(words, GOLDEN_WORDS);
        let small: Vec<u32> = (0..12).map(|_| chance.below(6)).collect();
        assert_eq!(small, GOLDEN_BELOW_SIX);
        let mut order = [0, 1, 2, 3, 4, 5, 6, 7];
        chance.shuffle(&mut order);
        assert_eq!(order, GOLDEN_ORDER);
    }

    const GOLDEN_WORDS: [u32; 6] = [
        2_278_103_804,
        823_500_537,
        3_021_377_537,
        391_485_508,
        2_597_955_231,
        4_157_648_831,
    ];
    const GOLDEN_BELOW_SIX: [u32; 12] = [5, 4, 2, 0, 5, 1, 4, 4, 3, 4, 2, 5];
    const GOLDEN_ORDER: [u8; 8] = [3, 5, 7, 0, 6, 2, 1, 4];

    #[test]
    fn bytes_of_a_word_are_shuffled_like_a_list() {
        for len in 0..=8_u8 {
            let (mut word, mut list) = (Chance::new(u64::from(len)), Chance::new(u64::from(len)));
            let mut items = [0, 1, 2, 3, 4, 5, 6, 7];
            list.shuffle(&mut items[..usize::from(len)]);
            let shuffled = word.shuffle_bytes(0x0706_0504_0302_0100, len);
            assert_eq!(shuffled.to_le_bytes(), items);
            assert_eq!(word.position(), list.position());
        }
    }

    #[test]
    fn split_mix_gives_the_published_numbers() {
        let mut state = 1_234_567;
        assert_eq!(split_mix(&mut state), 6_457_827_717_110_365_317);
        assert_eq!(split_mix(&mut state), 3_203_168_211_198_807_973);
    }

    #[test]
    fn a_position_can_be_gone_back_to() {
        let mut chance = Chance::new(7);
        for _ in 0..77 {
            chance.word();
        }
        let position = chance.position();
        let first: Vec<u32> = (0..40).map(|_| chance.below(1000)).collect();
        chance.seek(position);
        let again: Vec<u32> = (0..40).map(|_| chance.below(1000)).collect();
        assert_eq!(first, again);
    }

    #[test]
    fn bounds_hold_and_nothing_is_drawn_for_no_choice() {
        let mut chance = Chance::new(3);
        assert_eq!((chance.below(0), chance.below(1), chance.position()), (0, 0, 0));
        let mut counts = [0_u32; 3];
        for _ in 0..30_000 {
            counts[chance.below(3) as usize] += 1;
        }
        assert!(counts.iter().all(|&count| count.abs_diff(10_000) < 500), "{counts:?}");
    }
}

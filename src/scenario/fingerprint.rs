//! A short number for a text, to tell versions apart.

/// A 64-bit hash of the text: tells versions of a vignette apart, the same on every platform. No protection against forgery.
///
/// The step of FNV-1a (Fowler, Noll and Vo, 1991), taken over words of eight bytes and folded after each, so that it costs little beside
/// reading the text; the last word is filled up with zeros, and the length is mixed in at the end.
pub fn fingerprint(text: &str) -> u64 {
    let step = |hash: u64, word: u64| {
        let mixed = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 32)
    };
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let hash = words.iter().fold(0xCBF2_9CE4_8422_2325, |hash, word| {
        step(hash, u64::from_le_bytes(*word))
    });
    let last = rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    step(step(hash, last), text.len() as u64)
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    const SMALL: &str = include_str!("../../tests/vignettes/small.ron");
    const GOLDEN: [u64; 2] = [9_656_713_507_271_086_597, 10_493_806_630_115_259_113];

    #[test]
    fn the_fingerprint_is_always_the_same_and_tells_texts_apart() {
        assert_eq!(fingerprint(""), GOLDEN[0]);
        assert_eq!(fingerprint("a line of some length"), GOLDEN[1]);
        let mut texts: Vec<String> = vec![String::new(), "\0".to_owned(), "\0\0".to_owned()];
        for (at, c) in SMALL.char_indices() {
            let rest = &SMALL[at + c.len_utf8()..];
            texts.push(format!("{}{rest}", &SMALL[..at]));
            texts.push(format!("{}~{rest}", &SMALL[..at]));
        }
        texts.sort_unstable();
        texts.dedup();
        let mut hashes: Vec<u64> = texts.iter().map(|text| fingerprint(text)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), texts.len());
    }
}

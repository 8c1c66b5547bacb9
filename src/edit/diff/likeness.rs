//! What was probably renamed: something that is gone and something that is new, with much the same words.

use std::collections::HashMap;
use std::hash::Hash;

use indexmap::IndexMap;

/// From how many hundredths of the words on two things count as one.
const LEAST: u8 = 60;
/// Most pairs that are compared; beyond, only what is wholly the same is found.
const MAX_PAIRS: usize = 4_000;

/// Two ids that are probably of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    pub was: String,
    pub is: String,
    /// How many of the words are the same, 0 to 100.
    pub likeness: u8,
}

/// The likeliest pairs, each thing in one of them at most.
pub(super) fn renamed<K, V>(before: &IndexMap<K, V>, after: &IndexMap<K, V>, words: impl Fn(&V) -> String) -> Vec<Guess>
where
    K: Hash + Eq + ToString,
{
    let only = |one: &IndexMap<K, V>, other: &IndexMap<K, V>| -> Vec<(String, String)> {
        let alone = one.iter().filter(|(id, _)| !other.contains_key(*id));
        alone.map(|(id, value)| (id.to_string(), words(value))).collect()
    };
    let (gone, new) = (only(before, after), only(after, before));
    let few = gone.len() * new.len() <= MAX_PAIRS;
    let mut pairs = Vec::new();
    for (was, old) in &gone {
        for (is, now) in &new {
            let likeness = match old == now {
                true => 100,
                false if few => likeness(old, now),
                false => 0,
            };
            if likeness >= LEAST {
                pairs.push(Guess {
                    was: was.clone(),
                    is: is.clone(),
                    likeness,
                });
            }
        }
    }
    // Of equally like ones the first in the file.
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.likeness));
    let mut chosen: Vec<Guess> = Vec::new();
    for pair in pairs {
        if !chosen.iter().any(|other| other.was == pair.was || other.is == pair.is) {
            chosen.push(pair);
        }
    }
    chosen
}

/// The share of words that two texts have in common, in hundredths: twice the common ones over all of both (Dice, 1945).
fn likeness(one: &str, other: &str) -> u8 {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        let parts = text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'');
        parts.filter(|word| !word.is_empty())
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut all = 0;
    for word in words(one) {
        *counts.entry(word).or_default() += 1;
        all += 1;
    }
    let mut common = 0;
    for word in words(other) {
        all += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    u8::try_from(common * 200 / all.max(1)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_a_share_of_words() {
        assert_eq!(likeness("a b c d", "a b c d"), 100);
        assert_eq!(likeness("a b c d", "a b x y"), 50);
        assert_eq!(likeness("a a", "a"), 66);
        assert_eq!(likeness("", ""), 0);
    }

    #[test]
    fn each_is_in_one_pair() {
        let map = |pairs: &[(&str, &str)]| -> IndexMap<String, String> {
            pairs
                .iter()
                .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()))
                .collect()
        };
        let before = map(&[
            ("same", "x"),
            ("one", "a b c d e"),
            ("two", "a b c d f"),
            ("three", "z"),
        ]);
        let after = map(&[
            ("same", "y"),
            ("uno", "a b c d f"),
            ("due", "a b c d e f"),
            ("tre", "q"),
        ]);
        let guesses = renamed(&before, &after, Clone::clone);
        let pairs: Vec<(&str, &str, u8)> = guesses
            .iter()
            .map(|one| (one.was.as_str(), one.is.as_str(), one.likeness))
            .collect();
        assert_eq!(pairs, [("two", "uno", 100), ("one", "due", 90)]);
    }
}

//! What two texts share: words of content, and runs of words.

use std::cmp::Ordering;

use super::lexicon::Lexicon;
use super::text::{Text, hash, run};

/// A part of a whole, kept as two counts so that shares are compared exactly. Nothing of nothing is 0.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    /// How many of them.
    pub part: u32,
    /// How many there are.
    pub whole: u32,
}

impl Share {
    /// In per cent, rounded down.
    pub fn percent(self) -> u32 {
        (u64::from(self.part) * 100)
            .checked_div(u64::from(self.whole))
            .and_then(|percent| u32::try_from(percent).ok())
            .unwrap_or(0)
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Self) -> Ordering {
        let cross = |one: &Self, two: &Self| u64::from(one.part) * u64::from(two.whole.max(1));
        cross(self, other).cmp(&cross(other, self))
    }
}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Share {}

/// A set of hashes of words or of runs of words, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bag(Vec<u64>);

impl Bag {
    fn new(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// The words of content: at least three letters, no function words, less the endings of plural and possession.
    pub fn content(text: &Text, lexicon: &Lexicon) -> Self {
        let mut stems = Vec::with_capacity(text.len());
        Self::add_content(&mut stems, text, lexicon);
        Self::new(stems)
    }

    /// The words of content of several texts.
    pub fn content_of<'t>(texts: impl Iterator<Item = &'t Text>, lexicon: &Lexicon) -> Self {
        let mut stems = Vec::new();
        texts.for_each(|text| Self::add_content(&mut stems, text, lexicon));
        Self::new(stems)
    }

    fn add_content(stems: &mut Vec<u64>, text: &Text, lexicon: &Lexicon) {
        let words = text.words().zip(text.hashes());
        let content = words.filter(|(word, hash)| word.len() > 2 && !lexicon.is_function(*hash));
        // Every ending that is taken off ends in `s`.
        stems.extend(content.map(|(word, own)| if word.ends_with('s') { hash_of_stem(word) } else { own }));
    }

    /// The runs of `length` words; of a shorter text, the text as one run.
    pub fn runs(text: &Text, length: usize) -> Self {
        let length = length.clamp(1, text.len().max(1));
        let starts = 0..(text.len() + 1).saturating_sub(length);
        let run_at = |start| run(text.hashes().skip(start).take(length));
        Self::new(starts.map(run_at).collect())
    }

    /// The hashes, ascending.
    pub fn hashes(&self) -> &[u64] {
        &self.0
    }

    /// How many are in both.
    pub fn common(&self, other: &Self) -> u32 {
        let (mut ours, mut theirs) = (0, 0);
        let mut common = 0;
        while let (Some(a), Some(b)) = (self.0.get(ours), other.0.get(theirs)) {
            common += u32::from(a == b);
            // Which comes first can't be foreseen, so that adding costs less than branching.
            ours += usize::from(a <= b);
            theirs += usize::from(b <= a);
        }
        common
    }

    /// How much of this is in the other: of a response's words of content, the share taken from the client.
    pub fn echo(&self, other: &Self) -> Share {
        Share {
            part: self.common(other),
            whole: count(self.0.len()),
        }
    }

    /// How alike the two are: what both have of what either has (Jaccard, 1912; over runs of words, the resemblance of Broder, 1997).
    pub fn similarity(&self, other: &Self) -> Share {
        let common = self.common(other);
        Share {
            part: common,
            whole: count(self.0.len() + other.0.len()) - common,
        }
    }
}

/// Share of a text's words of content that another text has as well.
pub fn echo(text: &Text, other: &Text, lexicon: &Lexicon) -> Share {
    Bag::content(text, lexicon).echo(&Bag::content(other, lexicon))
}

/// The S-stemmer of Harman ("How effective is suffixing?", JASIS 42, 1991), after `'s` is taken off.
fn hash_of_stem(word: &str) -> u64 {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| !stem.ends_with(['e', 'a'])) {
        return hash(&format!("{stem}y"));
    }
    let stem = match word.strip_suffix('s') {
        Some(stem) if word.ends_with("es") => {
            Some(stem).filter(|_| !["aes", "ees", "oes"].iter().any(|end| word.ends_with(end)))
        }
        Some(stem) => Some(stem).filter(|_| !word.ends_with("us") && !word.ends_with("ss")),
        None => None,
    };
    hash(stem.unwrap_or(word))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::english;
    use super::*;

    #[track_caller]
    fn check_echo(text: &str, other: &str, part: u32, whole: u32) {
        let share = echo(&Text::of(text), &Text::of(other), english());
        assert_eq!((share.part, share.whole), (part, whole), "{text} / {other}");
    }

    #[test]
    fn an_echo_is_counted_in_words_of_content() {
        check_echo(
            "Comic Sans, on a form",
            "It’s Comic Sans, did you know that? On a form.",
            3,
            3,
        );
        check_echo("You say that it is", "I said that it was", 0, 0);
        check_echo("The boxes and the ladder", "One box. Two ladders.", 1, 2);
        check_echo("Babies’ worries", "a baby’s worry", 2, 2);
        check_echo("", "anything", 0, 0);
    }

    #[track_caller]
    fn check_alike(one: &str, two: &str, percent: u32) {
        let [one, two] = [one, two].map(|text| Bag::runs(&Text::of(text), 2));
        assert_eq!(one.similarity(&two).percent(), percent);
        assert_eq!(two.similarity(&one), one.similarity(&two));
    }

    #[test]
    fn texts_are_alike_by_their_runs_of_words() {
        check_alike("we could stop here now", "We could stop here, now.", 100);
        check_alike("we could stop here now", "we could stop there now", 33);
        check_alike("one", "one", 100);
        check_alike("one", "two", 0);
        check_alike("", "", 0);
    }

    #[test]
    fn shares_are_compared_exactly() {
        let share = |part, whole| Share { part, whole };
        assert!(share(1, 3) < share(1, 2) && share(2, 4) == share(1, 2) && share(0, 0) == share(0, 5));
        assert!(share(0, 0) < share(1, 9));
        assert_eq!(share(2, 3).percent(), 66);
        assert_eq!(share(0, 0).percent(), 0);
    }
}

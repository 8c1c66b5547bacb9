//! A text taken apart into words and sentences.

use std::hash::Hasher;
use std::ops::Range;

/// A word: its place in the text in lower case, and a hash by which it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    start: u32,
    end: u32,
    hash: u64,
}

/// A text, taken apart. Words are in lower case, with straight apostrophes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    lower: String,
    words: Vec<Word>,
    /// The number of the first word of each sentence.
    starts: Vec<u32>,
    questions: u32,
}

/// Words after which a point ends no sentence.
const SHORTENED: &[&str] = &["mr", "mrs", "ms", "dr", "st", "prof", "no", "vs", "etc", "e.g", "i.e"];

impl Text {
    /// Takes a text apart. A word is what a reader counts as one: "don’t", "half-two" and "1.5" are one word each, a dash is none.
    /// A sentence ends with `.`, `!`, `?` or `…` before a space or the end, unless small letters go on after a point or an ellipsis;
    /// or with a new line.
    pub fn of(text: &str) -> Self {
        let mut parts = Self {
            lower: String::with_capacity(text.len()),
            words: Vec::with_capacity(text.len() / 5),
            starts: Vec::new(),
            questions: 0,
        };
        let (mut at, mut word_start, mut ended) = (0, None, true);
        while let Some(left) = text.get(at..) {
            let run = left.bytes().take_while(u8::is_ascii_alphanumeric).count();
            if run > 0 {
                word_start.get_or_insert(parts.lower.len());
                parts.push_plain(left.get(..run).unwrap_or_default());
                at += run;
                continue;
            }
            // Most words are followed by a blank, which is never part of one.
            if left.starts_with(' ') {
                if let Some(start) = word_start.take() {
                    parts.add_word(start, &mut ended);
                }
                parts.lower.push(' ');
                at += 1;
                continue;
            }
            let mut chars = left.chars();
            let Some(c) = chars.next() else { break };
            let before = text.get(..at);
            at += c.len_utf8();
            let c = straight(c);
            if c.is_alphanumeric() || (word_start.is_some() && joins(c, before, chars.next())) {
                word_start.get_or_insert(parts.lower.len());
                parts.lower.extend(c.to_lowercase());
                continue;
            }
            if let Some(start) = word_start.take() {
                parts.add_word(start, &mut ended);
            }
            parts.lower.push(c);
            parts.questions += u32::from(c == '?');
            ended |= c == '\n' || (matches!(c, '.' | '!' | '?' | '…') && parts.ends_sentence(c, left));
        }
        if let Some(start) = word_start {
            parts.add_word(start, &mut ended);
        }
        parts
    }

    /// Letters and digits of ASCII, which most of a text is.
    fn push_plain(&mut self, letters: &str) {
        let from = self.lower.len();
        self.lower.push_str(letters);
        if let Some(letters) = self.lower.get_mut(from..) {
            letters.make_ascii_lowercase();
        }
    }

    fn add_word(&mut self, start: usize, ended: &mut bool) {
        if std::mem::take(ended) {
            self.starts.push(place(self.words.len()));
        }
        let hash = hash(self.lower.get(start..).unwrap_or_default());
        self.words.push(Word {
            start: place(start),
            end: place(self.lower.len()),
            hash,
        });
    }

    fn ends_sentence(&self, mark: char, from_mark: &str) -> bool {
        let after = from_mark.trim_start_matches(['.', '!', '?', '…', '”', '’', '"', '\'', ')', ']']);
        if !after.is_empty() && !after.starts_with(char::is_whitespace) {
            return false;
        }
        let goes_on = after
            .trim_start()
            .starts_with(|next: char| next.is_lowercase() || next.is_ascii_digit());
        match mark {
            '.' => !goes_on && !self.words().last().is_some_and(|last| SHORTENED.contains(&last)),
            '…' => !goes_on,
            _ => true,
        }
    }

    /// The words, in order.
    pub fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.words.iter().map(|word| self.slice(word))
    }

    /// The hashes of the words, in order. Words are equal if their hashes are, but for chance of about one in 10^19.
    pub fn hashes(&self) -> impl ExactSizeIterator<Item = u64> {
        self.words.iter().map(|word| word.hash)
    }

    /// One number for all words in their order. Texts of the same words have the same, but for chance of about one in 10^19.
    pub fn whole(&self) -> u64 {
        run(self.hashes())
    }

    /// The word with this number, from 0.
    pub fn word(&self, number: usize) -> Option<&str> {
        self.words.get(number).map(|word| self.slice(word))
    }

    fn slice(&self, word: &Word) -> &str {
        self.lower
            .get(word.start as usize..word.end as usize)
            .unwrap_or_default()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The sentences, as ranges of words.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.starts.iter().skip(1).copied().chain([place(self.words.len())]);
        self.starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| start as usize..end as usize)
    }

    /// Whether a sentence begins with this word.
    pub fn begins_sentence(&self, word: usize) -> bool {
        self.starts.binary_search(&place(word)).is_ok()
    }

    /// Whether it asks something: whether there is a question mark.
    pub fn asks(&self) -> bool {
        self.questions > 0
    }

    /// How many question marks there are.
    pub fn questions(&self) -> u32 {
        self.questions
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The apostrophe and the hyphen of the keyboard in place of those of the printer.
fn straight(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' => '\'',
        '‑' => '-',
        _ => c,
    }
}

/// Whether a mark inside a word belongs to it.
fn joins(mark: char, before: Option<&str>, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    match mark {
        '\'' | '-' => next.is_alphanumeric(),
        '.' | ',' | ':' => {
            next.is_ascii_digit() && before.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()))
        }
        _ => false,
    }
}

/// One number for a run of words.
pub(super) fn run(hashes: impl Iterator<Item = u64>) -> u64 {
    hashes.fold(0x9E37_79B9_7F4A_7C15, |hash, word| {
        (hash ^ word).rotate_left(23).wrapping_mul(0x2545_F491_4F6C_DD1D)
    })
}

/// The step of FNV-1a (Fowler, Noll and Vo, 1991), taken over eight bytes at a time and folded after each; most words are one step.
pub(super) fn hash(word: &str) -> u64 {
    let step = |hash: u64, letters: u64| {
        let mixed = (hash ^ letters).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 32)
    };
    let (eights, rest) = word.as_bytes().as_chunks::<8>();
    let hash = eights.iter().fold(0xCBF2_9CE4_8422_2325, |hash, letters| {
        step(hash, u64::from_le_bytes(*letters))
    });
    // The length keeps apart what differs only in zero bytes.
    let last = rest
        .iter()
        .rev()
        .fold(word.len() as u64, |last, letter| last << 8 | u64::from(*letter));
    step(hash, last)
}

/// Takes a word's hash for what it is: already a hash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes
            .iter()
            .fold(self.0, |hash, &byte| hash.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &[&str], sentences: usize) {
        let parts = Text::of(text);
        assert_eq!(parts.words().collect::<Vec<_>>(), words);
        assert_eq!(parts.sentences().count(), sentences, "{text}");
    }

    #[test]
    fn words_are_what_a_reader_counts() {
        check("", &[], 0);
        check("—", &[], 0);
        check("I don’t, ‘really’ don't.", &["i", "don't", "really", "don't"], 1);
        check(
            "Half-two – not 1.5, or 10:30.",
            &["half-two", "not", "1.5", "or", "10:30"],
            1,
        );
        check("Élan, ÉLAN", &["élan", "élan"], 1);
        check("“Well,” she said", &["well", "she", "said"], 1);
        check("naïve, caféS, 3½ x2y", &["naïve", "cafés", "3½", "x2y"], 1);
        check("a- -b c'", &["a", "b", "c"], 1);
    }

    #[test]
    fn sentences_end_where_a_reader_stops() {
        check("Yes. No.", &["yes", "no"], 2);
        check(
            "And then … well, nothing… Nothing.",
            &["and", "then", "well", "nothing", "nothing"],
            2,
        );
        check("Mr. Lyle came.", &["mr", "lyle", "came"], 1);
        check("“Really?” he says. “Yes.”", &["really", "he", "says", "yes"], 3);
        check("One\ntwo", &["one", "two"], 2);
        check("What?! Now", &["what", "now"], 2);
        let parts = Text::of("One two. Three?");
        assert_eq!(parts.sentences().collect::<Vec<_>>(), [0..2, 2..3]);
        assert!(parts.begins_sentence(2) && !parts.begins_sentence(1) && parts.asks());
        assert!(!Text::of("One.").asks());
    }
}

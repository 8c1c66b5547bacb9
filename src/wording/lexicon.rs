//! Word lists, and where their entries stand in a text.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use serde::Deserialize;

use super::text::{Hashed, Text, hash};

const ENGLISH: &str = include_str!("../../assets/wording/en.ron");

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| match ron::from_str::<Lists>(ENGLISH) {
    Ok(lists) => Lexicon::new(lists),
    Err(error) => {
        debug_assert!(false, "the bundled word lists do not load: {error}");
        Lexicon::new(Lists::default())
    }
});

/// What an entry of a list is a sign of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// Says that the speaker is not certain.
    Hedge,
    /// Leaves no room for an exception.
    Absolute,
    /// Is kind on its face.
    Warm,
    /// Says that one has heard.
    Hearing,
    /// Begins a reflection; found only where a sentence begins.
    Stem,
    /// Says sorry or takes the blame.
    Apology,
    /// A name of the trade.
    Framework,
    /// Nobody would say it on a real day who means well.
    Harsh,
    /// Makes a person smaller than they are.
    Stigma,
}

impl List {
    const COUNT: usize = Self::Stigma as usize + 1;
}

/// Published guidance that advises another word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Guidance {
    /// Samaritans, Media Guidelines for Reporting Suicide.
    Samaritans,
    /// Mind and Time to Change, on how to write about mental health.
    Mind,
    /// National Institute on Drug Abuse, Words Matter.
    Nida,
    /// UK Government, Inclusive language: words to use and avoid when writing about disability.
    Government,
    /// Cox and Fritz, BMJ 2022;377:e066720.
    CoxAndFritz,
}

impl Guidance {
    /// Where to read it, in a few words.
    pub const fn citation(self) -> &'static str {
        match self {
            Self::Samaritans => "Samaritans, Media Guidelines for Reporting Suicide",
            Self::Mind => "Mind and Time to Change, guidance on writing about mental health",
            Self::Nida => "National Institute on Drug Abuse, Words Matter",
            Self::Government => {
                "UK Government, Inclusive language: words to use and avoid when writing about disability"
            }
            Self::CoxAndFritz => {
                "Cox and Fritz, Presenting complaint: use of language that disempowers patients, BMJ 2022;377:e066720"
            }
        }
    }
}

/// What to write in place of a stigmatising word, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// Other words, or what to do.
    pub instead: String,
    /// The guidance.
    pub source: Guidance,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list.
    pub list: List,
    /// The word or phrase, in lower case.
    pub term: String,
    /// For a stigmatising word, what to write instead.
    pub plain: Option<Plain>,
    /// The hashes of the words after the first.
    rest: Vec<u64>,
}

/// An entry that stands in a text.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'l> {
    /// The entry.
    pub entry: &'l Entry,
    /// The number of its first word in the text.
    pub word: usize,
}

/// The lists of one language.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    function: HashSet<u64, BuildHasherDefault<Hashed>>,
    /// By the first word; the longest first.
    entries: HashMap<u64, Vec<Entry>, BuildHasherDefault<Hashed>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    function: Vec<String>,
    hedges: Vec<String>,
    absolutes: Vec<String>,
    warm: Vec<String>,
    hearing: Vec<String>,
    stems: Vec<String>,
    apologies: Vec<String>,
    framework: Vec<String>,
    harsh: Vec<String>,
    stigma: Vec<Stigma>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stigma {
    term: String,
    instead: String,
    source: Guidance,
}

/// The lists for a language tag such as `en-GB`. None if there are none for it.
pub fn of_language(tag: &str) -> Option<&'static Lexicon> {
    let language = tag.split('-').next().unwrap_or_default();
    language.eq_ignore_ascii_case("en").then(english)
}

/// The lists for English.
pub fn english() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn new(lists: Lists) -> Self {
        let mut lexicon = Self {
            function: lists.function.iter().map(|word| hash(word)).collect(),
            entries: HashMap::default(),
        };
        let plain = [
            (List::Hedge, lists.hedges),
            (List::Absolute, lists.absolutes),
            (List::Warm, lists.warm),
            (List::Hearing, lists.hearing),
            (List::Stem, lists.stems),
            (List::Apology, lists.apologies),
            (List::Framework, lists.framework),
            (List::Harsh, lists.harsh),
        ];
        for (list, terms) in plain {
            for term in terms {
                lexicon.add(list, term, None);
            }
        }
        for Stigma { term, instead, source } in lists.stigma {
            lexicon.add(List::Stigma, term, Some(Plain { instead, source }));
        }
        for entries in lexicon.entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        lexicon
    }

    fn add(&mut self, list: List, term: String, plain: Option<Plain>) {
        let words: Vec<u64> = Text::of(&term).hashes().collect();
        if let Some((first, rest)) = words.split_first() {
            let rest = rest.to_vec();
            let entry = Entry {
                list,
                term,
                plain,
                rest,
            };
            self.entries.entry(*first).or_default().push(entry);
        }
    }

    /// Whether a word, by its hash, is grammar rather than content.
    pub fn is_function(&self, word: u64) -> bool {
        self.function.contains(&word)
    }

    /// The entries that stand in a text, in its order. Of entries of one list that overlap, only the first and longest; reflection stems
    /// only where a sentence begins.
    pub fn hits<'l>(&'l self, text: &Text) -> Vec<Hit<'l>> {
        let mut hits: Vec<Hit<'l>> = Vec::new();
        // For each list, the first word after its last hit.
        let mut free_from = [0; List::COUNT];
        for (word, first) in text.hashes().enumerate() {
            let Some(entries) = self.entries.get(&first) else {
                continue;
            };
            let follows = |entry: &&Entry| {
                let after = text.hashes().skip(word + 1).take(entry.rest.len());
                after.eq(entry.rest.iter().copied())
            };
            for entry in entries.iter().filter(follows) {
                let apt = entry.list != List::Stem || text.begins_sentence(word);
                if let Some(free) = free_from
                    .get_mut(entry.list as usize)
                    .filter(|free| apt && **free <= word)
                {
                    *free = word + 1 + entry.rest.len();
                    hits.push(Hit { entry, word });
                }
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, list: List, terms: &[&str]) {
        let hits = english().hits(&Text::of(text));
        let found: Vec<&str> = hits
            .iter()
            .filter(|hit| hit.entry.list == list)
            .map(|hit| hit.entry.term.as_str())
            .collect();
        assert_eq!(found, terms, "{text}");
    }

    #[test]
    fn phrases_are_found_whatever_the_case_and_the_apostrophe() {
        check(
            "I wonder if it’s a bit much. Perhaps not.",
            List::Hedge,
            &["i wonder", "a bit", "perhaps"],
        );
        check("I’M NOT SURE", List::Hedge, &["i'm not sure"]);
        check("You never ever do nothing", List::Absolute, &["never", "nothing"]);
        check("So you’re stuck. And so you stay.", List::Stem, &["so you're"]);
        check("It’s my fault, and I’m sorry.", List::Apology, &["my fault", "sorry"]);
        check("The working alliance", List::Framework, &["working alliance"]);
        check("He is wheelchair-bound", List::Stigma, &["wheelchair-bound"]);
        check("Alliances of words that are none", List::Framework, &[]);
    }

    #[test]
    fn every_entry_is_in_lower_case_and_stands_once_in_its_list() {
        let mut seen = HashSet::new();
        for entry in english().entries.values().flatten() {
            assert_eq!(entry.term, entry.term.to_lowercase());
            assert!(!entry.term.contains('’'), "{}", entry.term);
            assert!(
                seen.insert((entry.list, entry.term.clone())),
                "{} stands twice",
                entry.term
            );
            assert_eq!(entry.plain.is_some(), entry.list == List::Stigma);
        }
        assert!(seen.len() > 250 && english().function.len() > 200);
    }

    #[test]
    fn lists_are_for_english() {
        assert!(of_language("en-GB").is_some() && of_language("EN").is_some());
        assert!(of_language("de").is_none() && of_language("").is_none() && of_language("eng").is_none());
    }
}

//! The form of a text, in one small struct: what a reader could go by who knows nothing of the person spoken to.

use super::lexicon::{Hit, Lexicon, List};
use super::text::Text;

/// The form of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// Words, as a reader counts them.
    pub words: u32,
    /// Sentences.
    pub sentences: u32,
    /// Whether it asks something.
    pub question: bool,
    /// Whether the speaker says "I".
    pub first_person: bool,
    /// Whether a sentence starts as reflections do: "it sounds like", "so you".
    pub reflection: bool,
    /// Whether it apologises or takes the blame.
    pub apology: bool,
    /// Words that say that one is not certain.
    pub hedges: u32,
    /// Words that leave no room for an exception.
    pub absolutes: u32,
    /// Words that are kind on their face.
    pub warm: u32,
    /// Phrases that say that one has heard: "I hear", "that sounds".
    pub hearing: u32,
}

/// The speaker, in every form that English has.
const FIRST_PERSON: [&str; 5] = ["i", "i'm", "i'd", "i've", "i'll"];

impl Features {
    /// Reads the form off a text. Without a lexicon, what depends on one is 0 or false.
    pub fn of(text: &Text, lexicon: Option<&Lexicon>) -> Self {
        Self::with_hits(text, lexicon.map(|lexicon| lexicon.hits(text)).as_deref())
    }

    /// The same where the lexicon's entries in the text are known. None stands for no lexicon.
    pub fn with_hits(text: &Text, hits: Option<&[Hit<'_>]>) -> Self {
        let mut features = Self {
            words: count(text.len()),
            sentences: count(text.sentences().count()),
            question: text.asks(),
            ..Self::default()
        };
        let Some(hits) = hits else { return features };
        features.first_person = text.words().any(|word| FIRST_PERSON.contains(&word));
        for hit in hits {
            match hit.entry.list {
                List::Hedge => features.hedges += 1,
                List::Absolute => features.absolutes += 1,
                List::Warm => features.warm += 1,
                List::Hearing => features.hearing += 1,
                List::Stem => features.reflection = true,
                List::Apology => features.apology = true,
                List::Framework | List::Harsh | List::Stigma => {}
            }
        }
        features
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::english;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Features) {
        assert_eq!(Features::of(&Text::of(text), Some(english())), expected, "{text}");
    }

    #[test]
    fn the_form_of_a_text_is_read_off_it() {
        check("", Features::default());
        check(
            "I’m sorry. Perhaps it was always too much?",
            Features {
                words: 8,
                sentences: 2,
                question: true,
                first_person: true,
                apology: true,
                hedges: 1,
                absolutes: 1,
                ..Features::default()
            },
        );
        check(
            "So you’re glad. It sounds like a lot.",
            Features {
                words: 8,
                sentences: 2,
                reflection: true,
                warm: 1,
                hearing: 1,
                ..Features::default()
            },
        );
    }

    #[test]
    fn without_lists_only_what_needs_none_is_read() {
        let features = Features::of(&Text::of("Ich weiß nicht. Vielleicht? I’m sorry"), None);
        let expected = Features {
            words: 6,
            sentences: 3,
            question: true,
            ..Features::default()
        };
        assert_eq!(features, expected);
    }
}

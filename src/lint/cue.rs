//! Cues: what somebody could go by who reads the responses and not the client; and whether going by one works better than chance.

use super::chance::{Draw, Tally, tally};
use super::item::{Choice, Item};
use super::rule::{Rule, Threshold};
use super::subject::Subject;
use crate::scenario::diagnostic::{Diagnostic, Pointer};
use crate::wording::overlap::Share;

/// How rare a pattern must be to be found: shared by the rules that look at a whole file.
pub const CHANCE: Threshold = Threshold {
    name: "chance",
    default: 10,
    unit: "in 1,000",
    text: "The most that the pattern may be due to chance: the exact one-sided probability of at least so many hits if the cue knew nothing.",
};

/// How many statements there must be before a pattern over them is looked for.
pub const STATEMENTS: Threshold = Threshold {
    name: "statements",
    default: 8,
    unit: "statements",
    text: "The fewest statements in which the cue tells some responses from others.",
};

/// The responses of an item that a cue points to, as bits.
pub type Pointed = u8;

/// Counts how often a cue points to the best responses.
pub fn follow<'i, 's: 'i>(items: impl IntoIterator<Item = &'i Item<'s>>, cue: impl Fn(&Item<'s>) -> Pointed) -> Tally {
    tally(items.into_iter().map(|item| {
        let pointed = cue(item);
        let best = which(item, |choice| item.is_best(choice));
        let count = |bits: u8| u8::try_from(bits.count_ones()).unwrap_or(0);
        Draw {
            all: u8::try_from(item.choices.len().min(8)).unwrap_or(8),
            best: count(best),
            pointed: count(pointed),
            hits: count(best & pointed),
        }
    }))
}

/// The responses for which something holds.
pub fn which<'s>(item: &Item<'s>, holds: impl Fn(&Choice<'s>) -> bool) -> Pointed {
    let choices = item.choices.iter().take(8).enumerate();
    choices
        .filter(|(_, choice)| holds(choice))
        .fold(0, |bits, (at, _)| bits | 1 << at)
}

/// The responses with the highest value; several if they are equal, and none if all are.
pub fn highest<'s, T: Ord>(item: &Item<'s>, value: impl Fn(&Choice<'s>) -> Option<T>) -> Pointed {
    let values: Vec<Option<T>> = item.choices.iter().map(value).collect();
    let Some(highest) = values.iter().flatten().max() else {
        return 0;
    };
    let pointed = values.iter().take(8).enumerate();
    let pointed = pointed
        .filter(|(_, value)| value.as_ref() == Some(highest))
        .fold(0_u8, |bits, (at, _)| bits | 1 << at);
    if pointed.count_ones() as usize == item.choices.len() {
        0
    } else {
        pointed
    }
}

/// The longest of what is said.
pub fn longest(item: &Item<'_>) -> Pointed {
    highest(item, |choice| choice.said.as_ref().map(|_| choice.features.words))
}

/// What takes most of its words from the client. Without an echo of at least two words, none.
pub fn most_echo(item: &Item<'_>) -> Pointed {
    highest(item, |choice| {
        Some(choice.content.echo(&item.client)).filter(|echo| echo.part >= 2)
    })
}

/// What shares most with the other responses (Smith, 1982). None where nothing is shared.
pub fn most_alike(item: &Item<'_>) -> Pointed {
    highest(item, |choice| {
        Some(shared(item, choice)).filter(|shared| shared.part > 0)
    })
}

/// The words of content that a response shares with each of the others, added up, of all the words that it could share.
pub fn shared(item: &Item<'_>, choice: &Choice<'_>) -> Share {
    let mut sum = Share::default();
    for other in item
        .choices
        .iter()
        .filter(|other| !std::ptr::eq(*other, choice) && other.said.is_some())
    {
        sum.part += choice.content.common(&other.content);
        sum.whole += u32::try_from(choice.content.hashes().len()).unwrap_or(0);
    }
    sum
}

/// A finding, if a cue works better than chance in a vignette. `cue` names what is pointed to: "the longest response".
pub fn give_away(rule: &Rule, subject: &Subject<'_>, cue: &str, tally: Tally) -> Option<Diagnostic> {
    let few = tally.items < rule.threshold(subject.settings, STATEMENTS.name);
    let rare = tally.p * 1000.0 <= f64::from(rule.threshold(subject.settings, CHANCE.name));
    let message = format!(
        "{cue}: {} of {} are among the best, in {} statements; by chance it would be {:.1} ({})",
        tally.hits,
        tally.pointed,
        tally.items,
        tally.expected,
        probability(tally.p)
    );
    (rare && !few).then(|| rule.finding(Pointer::root().field("statements"), message))
}

/// A probability in words: "p = 0.0031".
pub fn probability(p: f64) -> String {
    if p < 0.0001 {
        "p < 0.0001".to_owned()
    } else {
        format!("p = {p:.4}")
    }
}

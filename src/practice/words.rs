//! What is practised, why it is due and when it comes back, in words. Shared by the screen and the command line.

use super::card::{Card, CardId};
use super::schedule::{DAY_MS, LEEWAY_MS};
use crate::framework::model::Framework;

/// What is practised: "Own your part, when a client moves away".
pub fn what(framework: &Framework, card: &CardId) -> String {
    format!(
        "{}, {}",
        framework.row_label(card.ability.as_str()),
        card.moment.words()
    )
}

/// Why a card is due, as a sentence.
pub fn why(card: &Card, now_ms: i64) -> String {
    let since = since(now_ms.saturating_sub(card.last_ms));
    match card.rating {
        Some(rating) => format!("{since} {}.", rating.words()),
        None => format!("Practised last {}.", since.to_lowercase()),
    }
}

/// How long ago, from milliseconds, as the beginning of a sentence. To the day.
pub fn since(elapsed_ms: i64) -> String {
    // Half a day ago is yesterday evening more often than not.
    match (elapsed_ms + DAY_MS / 2).div_euclid(DAY_MS) {
        ..=0 => "Earlier today".to_owned(),
        1 => "Yesterday".to_owned(),
        days @ 2..=13 => format!("{days} days ago"),
        days @ 14..=59 => format!("{} weeks ago", days / 7),
        days => format!("{} months ago", days / 30),
    }
}

/// When something comes back: "tomorrow", "in 5 days".
pub fn when(due_ms: i64, now_ms: i64) -> String {
    let ahead = due_ms.saturating_add(LEEWAY_MS).saturating_sub(now_ms);
    match (ahead + DAY_MS / 2).div_euclid(DAY_MS) {
        ..=0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days @ 2..=13 => format!("in {days} days"),
        days @ 14..=59 => format!("in {} weeks", days / 7),
        days => format!("in {} months", days / 30),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_as_people_tell_them() {
        let hours = |hours: i64| hours * DAY_MS / 24;
        let told = [0, 11, 13, 30, 72, 24 * 15, 24 * 70].map(|ago| since(hours(ago)));
        let expected = [
            "Earlier today",
            "Earlier today",
            "Yesterday",
            "Yesterday",
            "3 days ago",
            "2 weeks ago",
            "2 months ago",
        ];
        assert_eq!(told, expected);
        let told = [-99, 24, 72, 24 * 20, 24 * 180].map(|ahead| when(hours(ahead) - LEEWAY_MS, 0));
        assert_eq!(told, ["today", "tomorrow", "in 3 days", "in 2 weeks", "in 6 months"]);
    }
}

//! Small pieces of sentences that several parts of the debrief share. Knows no screen.

use crate::session::texts::Said;

/// Most characters of a quotation in a tooltip.
const QUOTE: usize = 140;

/// A small number in words, a larger one in digits.
pub fn number(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// So many of a thing: "one turn", "three turns", "no turns".
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// How often: "once", "twice", "three times".
pub fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{} times", number(n)),
    }
}

/// A sentence with its first letter in upper case.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// Joins words: "bond, tasks and goals".
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A whole number with its thousands apart: "12,400".
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What a vignette touches on. The parts have commas of their own.
pub fn touches_on(cautions: &[String]) -> String {
    format!("Touches on {}", cautions.join("; "))
}

/// A quotation that is cut between words where it is long.
pub fn quote(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= QUOTE {
        return format!("‘{text}’");
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 2 > QUOTE {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    format!("‘{} …’", short.trim_end_matches([',', ';', ':']))
}

/// What the practitioner said or did, as part of a sentence that begins with "You".
pub fn did(said: Said<'_>, held_ms: u32) -> String {
    match said {
        Said::Words(words) => format!("You said: {}", quote(words)),
        Said::Summary(words) => format!("You gave back what you had understood: {}", quote(words)),
        Said::Silence(_) => format!("You stayed silent for {}.", seconds(held_ms)),
    }
}

/// A length of time: "a moment", "one second", "12 seconds".
pub fn seconds(held_ms: u32) -> String {
    match held_ms / 1000 {
        0 => "a moment".to_owned(),
        1 => "one second".to_owned(),
        held => format!("{held} seconds"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_words() {
        assert_eq!(count(1, "turn", "turns"), "one turn");
        assert_eq!(count(14, "turn", "turns"), "14 turns");
        assert_eq!(times(2), "twice");
        assert_eq!(
            list(&["bond".into(), "tasks".into(), "goals".into()]),
            "bond, tasks and goals"
        );
        assert_eq!(seconds(12_900), "12 seconds");
    }

    #[test]
    fn thousands_stand_apart() {
        let check = |number, expected: &str| assert_eq!(thousands(number), expected);
        check(0, "0");
        check(999, "999");
        check(12_400, "12,400");
        check(1_234_567, "1,234,567");
    }

    #[test]
    fn long_quotations_end_between_words() {
        let long = "word ".repeat(60);
        let quoted = quote(&long);
        assert!(
            quoted.ends_with("word …’") && quoted.chars().count() < QUOTE + 6,
            "{quoted}"
        );
        assert_eq!(quote(" Right. "), "‘Right.’");
    }
}

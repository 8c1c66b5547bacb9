//! Counted hands as a tutor types them: `A 12 B 5`, or `12 5 0 3` in the order of the letters.

use thiserror::Error;

use super::phone::MAX_CHOICES;
use super::tally::{MAX_HANDS, letter};

/// Why a text is no count of hands. Each says what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotHands {
    /// Nothing was typed.
    #[error("type the hands counted, such as `A 12 B 5`")]
    Empty,
    /// A letter that no choice has.
    #[error("there is no `{found}` here: the letters are A to {last}")]
    NoSuchLetter {
        /// What was typed.
        found: char,
        /// The last letter that there is.
        last: char,
    },
    /// A letter without a number.
    #[error("`{0}` has no number after it")]
    NoNumber(char),
    /// A number without a letter, after one with a letter.
    #[error("`{0}` has no letter before it")]
    NoLetter(u32),
    /// A letter twice.
    #[error("`{0}` stands there twice")]
    Twice(char),
    /// More numbers than choices.
    #[error("there are {found} numbers and {choices} choices")]
    TooMany {
        /// Numbers typed.
        found: usize,
        /// Choices that there are.
        choices: u8,
    },
    /// A number that no room holds.
    #[error("`{0}` is more than {MAX_HANDS}")]
    TooLarge(String),
    /// Something that is neither letter nor number.
    #[error("`{0}` is neither a letter nor a number")]
    Unknown(char),
}

/// One piece of what was typed.
enum Piece {
    Letter(char),
    Number(u32),
}

/// Reads counted hands for a question with so many choices. What is not named counts as 0.
///
/// Letters may be small; spaces, commas, semicolons, colons and equals signs separate, and need not stand there.
///
/// # Errors
/// Says what can't be read, the first thing only.
pub fn parse(text: &str, choices: u8) -> Result<[u32; MAX_CHOICES], NotHands> {
    let mut hands = [0; MAX_CHOICES];
    let pieces = pieces(text)?;
    let letters = pieces.iter().filter(|piece| matches!(piece, Piece::Letter(_))).count();
    if pieces.is_empty() {
        return Err(NotHands::Empty);
    }
    if letters == 0 {
        if pieces.len() > usize::from(choices) {
            let found = pieces.len();
            return Err(NotHands::TooMany { found, choices });
        }
        for (mine, piece) in hands.iter_mut().zip(&pieces) {
            if let Piece::Number(number) = piece {
                *mine = *number;
            }
        }
        return Ok(hands);
    }
    let mut seen = [false; MAX_CHOICES];
    let mut open: Option<(char, usize)> = None;
    for piece in pieces {
        match (piece, open.take()) {
            (Piece::Letter(_), Some((before, _))) => return Err(NotHands::NoNumber(before)),
            (Piece::Letter(found), None) => {
                let place = place(found, choices)?;
                if seen.get_mut(place).is_some_and(|seen| std::mem::replace(seen, true)) {
                    return Err(NotHands::Twice(found));
                }
                open = Some((found, place));
            }
            (Piece::Number(number), Some((_, place))) => {
                if let Some(mine) = hands.get_mut(place) {
                    *mine = number;
                }
            }
            (Piece::Number(number), None) => return Err(NotHands::NoLetter(number)),
        }
    }
    open.map_or(Ok(hands), |(before, _)| Err(NotHands::NoNumber(before)))
}

fn place(found: char, choices: u8) -> Result<usize, NotHands> {
    let mut letters = (0..choices).map(letter);
    let last = letter(choices.saturating_sub(1));
    letters
        .position(|letter| letter == found)
        .ok_or(NotHands::NoSuchLetter { found, last })
}

fn pieces(text: &str) -> Result<Vec<Piece>, NotHands> {
    let mut pieces = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(found) = letters.next() {
        match found {
            found if found.is_whitespace() || matches!(found, ',' | ';' | ':' | '=') => {}
            found if found.is_ascii_alphabetic() => pieces.push(Piece::Letter(found.to_ascii_uppercase())),
            found if found.is_ascii_digit() => {
                let mut digits = String::from(found);
                while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                    digits.push(digit);
                }
                let number = digits.parse().ok().filter(|number| *number <= MAX_HANDS);
                let shown = || digits.chars().take(8).collect();
                pieces.push(Piece::Number(number.ok_or_else(|| NotHands::TooLarge(shown()))?));
            }
            found => return Err(NotHands::Unknown(found)),
        }
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<[u32; 4], &str>) {
        let read = parse(text, 4).map(|hands| [hands[0], hands[1], hands[2], hands[3]]);
        assert_eq!(
            read.map_err(|error| error.to_string()),
            expected.map_err(str::to_owned),
            "{text}"
        );
    }

    #[test]
    fn hands_are_read_however_a_hurried_tutor_types_them() {
        check("A 12 B 5", Ok([12, 5, 0, 0]));
        check("a12b5 d:3", Ok([12, 5, 0, 3]));
        check("B=7; A=0,", Ok([0, 7, 0, 0]));
        check("12 5", Ok([12, 5, 0, 0]));
        check(" 1,2,3,4 ", Ok([1, 2, 3, 4]));
        check("D 9999", Ok([0, 0, 0, 9999]));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        check("  ", Err("type the hands counted, such as `A 12 B 5`"));
        check("A 12 E 3", Err("there is no `E` here: the letters are A to D"));
        check("A B 5", Err("`A` has no number after it"));
        check("A 5 B", Err("`B` has no number after it"));
        check("A 5 6", Err("`6` has no letter before it"));
        check("A 5 a 6", Err("`A` stands there twice"));
        check("1 2 3 4 5", Err("there are 5 numbers and 4 choices"));
        check("A 10000", Err("`10000` is more than 9999"));
        check("A 99999999999999999999", Err("`99999999` is more than 9999"));
        check("A −5", Err("`−` is neither a letter nor a number"));
    }
}

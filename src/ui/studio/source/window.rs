//! The stretch of a long text that is shown at once. Knows lines and bytes, and nothing of the screen.

use std::ops::Range;

/// Longest text that is shown whole, in bytes. Laying out more than that takes longer than a frame has.
pub const WHOLE: usize = 96 << 10;
/// How many lines are shown of a longer one.
pub const LINES: usize = 700;

/// The bytes to show of a text, so that the line of `byte` is among them: whole lines, and all of a short text.
pub fn shown(text: &str, byte: usize) -> Range<usize> {
    if text.len() <= WHOLE {
        return 0..text.len();
    }
    let byte = byte.min(text.len());
    let before = text.as_bytes().get(..byte).unwrap_or_default();
    let mut start = byte;
    let mut lines = 0;
    for (at, letter) in before.iter().enumerate().rev() {
        if *letter == b'\n' {
            lines += 1;
            if lines > LINES / 3 {
                break;
            }
        }
        start = at;
    }
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let breaks = rest.iter().enumerate().filter(|(_, letter)| **letter == b'\n');
    let end = breaks.take(LINES).last().map_or(text.len(), |(at, _)| start + at + 1);
    // Behind the last break there is the last line.
    let whole_lines = memchr::memchr_iter(b'\n', rest).count();
    start..if whole_lines <= LINES { text.len() } else { end }
}

/// The text with what is shown of it replaced.
pub fn replaced(text: &str, shown: Range<usize>, new: &str) -> String {
    let (before, after) = (text.get(..shown.start), text.get(shown.end..));
    [before.unwrap_or_default(), new, after.unwrap_or_default()].concat()
}

/// The byte of a character, by its number.
pub fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

/// The number of the character at a byte.
pub fn character_of(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_shown_whole_and_a_long_one_in_whole_lines() {
        assert_eq!(shown("a\nb", 2), 0..3);
        let long: String = (0..20_000).map(|line| format!("line {line}\n")).collect();
        for byte in [0, 5_000, 100_000, long.len()] {
            let range = shown(&long, byte);
            assert!(range.start <= byte && byte <= range.end, "{byte} {range:?}");
            assert!(range.start == 0 || long.as_bytes()[range.start - 1] == b'\n');
            assert!(range.end == long.len() || long.as_bytes()[range.end - 1] == b'\n');
            assert!(long[range].lines().count() <= LINES + 1);
        }
        let range = shown(&long, 100_000);
        assert_eq!(replaced(&long, range.clone(), &long[range]), long);
    }

    #[test]
    fn bytes_and_characters_are_told_apart() {
        assert_eq!((byte_of("é’x", 2), character_of("é’x", 5)), (5, 2));
        assert_eq!(byte_of("ab", 9), 2);
    }
}

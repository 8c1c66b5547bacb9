//! Single values: what a text or a number in the file says, and which characters a text may not hold.

use std::borrow::Cow;

use super::tree::{Kind, Node};

/// Longest text, in characters.
pub const MAX_TEXT: usize = 8_000;

/// A text without its quotation marks and escapes; none if the node is no text, or an escape is wrong.
pub fn text_of(text: &str, node: Node) -> Option<Cow<'_, str>> {
    let whole = text.get(node.start as usize..node.end as usize)?;
    match node.kind {
        Kind::Text => Some(Cow::Borrowed(whole.get(1..whole.len() - 1)?)),
        Kind::Escaped => unescape(whole.get(1..whole.len() - 1)?).ok().map(Cow::Owned),
        Kind::Raw => {
            let hashes = whole.bytes().skip(1).take_while(|byte| *byte == b'#').count();
            Some(Cow::Borrowed(whole.get(hashes + 2..whole.len() - hashes - 1)?))
        }
        _ => None,
    }
}

/// Resolves escapes; the error is the byte range of a wrong one.
pub(super) fn unescape(inside: &str) -> Result<String, (usize, usize)> {
    let mut text = String::with_capacity(inside.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', inside.as_bytes().get(at..).unwrap_or_default()) {
        text.push_str(inside.get(at..at + found).unwrap_or_default());
        at += found;
        let rest = inside.get(at + 1..).unwrap_or_default();
        let (c, length) = match rest.bytes().next() {
            Some(b'n') => (Some('\n'), 1),
            Some(b't') => (Some('\t'), 1),
            Some(b'r') => (Some('\r'), 1),
            Some(b'0') => (Some('\0'), 1),
            Some(b'"') => (Some('"'), 1),
            Some(b'\'') => (Some('\''), 1),
            Some(b'\\') => (Some('\\'), 1),
            Some(b'x') => (hex(rest.get(1..3)), 3),
            Some(b'u') => {
                let digits = rest.get(1..).and_then(|rest| rest.strip_prefix('{')).and_then(|rest| {
                    let end = rest.bytes().take(7).position(|byte| byte == b'}')?;
                    rest.get(..end)
                });
                (hex(digits), digits.map_or(1, |digits| digits.len() + 3))
            }
            _ => (None, 1),
        };
        let Some(c) = c else {
            let length = rest.chars().next().map_or(0, char::len_utf8);
            return Err((at, at + 1 + length));
        };
        text.push(c);
        at += 1 + length;
    }
    text.push_str(inside.get(at..).unwrap_or_default());
    Ok(text)
}

fn hex(digits: Option<&str>) -> Option<char> {
    let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// The first character that a text may not hold: control characters but line end and tab, and those that turn the direction of
/// writing without a trace on the screen.
pub fn forbidden(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, c)| match *c {
        '\n' | '\t' => false,
        c => c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'),
    })
}

/// Says which character is not allowed.
pub fn forbidden_words(c: char) -> (&'static str, String) {
    let code = u32::from(c);
    if c.is_control() {
        (
            "control-character",
            format!("found the control character `U+{code:04X}`"),
        )
    } else {
        (
            "text-direction",
            format!("found the invisible character `U+{code:04X}`, which turns the direction of writing"),
        )
    }
}

/// Decimal, `0x`, `0o` and `0b`, with `_` between digits. None for anything else and for what no integer type holds.
pub(super) fn parse_integer(text: &str) -> Option<i128> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1 } else { 1 };
    if digits.len() <= 18 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = digits.bytes().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        return Some((sign * number).into());
    }
    let sign = i128::from(sign);
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, digits.get(2..)?),
        Some("0o") => (8, digits.get(2..)?),
        Some("0b") => (2, digits.get(2..)?),
        _ => (10, digits),
    };
    let digits: String = digits.chars().filter(|c| *c != '_').take(64).collect();
    if digits.is_empty() || digits.starts_with(['+', '-']) || text.trim_start_matches(['+', '-']).starts_with('_') {
        return None;
    }
    i128::from_str_radix(&digits, radix).ok().map(|number| sign * number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        #[track_caller]
        fn check(inside: &str, expected: Result<&str, (usize, usize)>) {
            assert_eq!(unescape(inside), expected.map(str::to_owned), "{inside}");
        }
        check(r#"a\nb\t\"\'\\"#, Ok("a\nb\t\"'\\"));
        check(r"\x41\u{e9}\u{1F600}", Ok("Aé😀"));
        check(r"ab\q", Err((2, 4)));
        check(r"\u{D800}", Err((0, 2)));
        check(r"\u{110000}", Err((0, 2)));
        check(r"\u{}", Err((0, 2)));
        check(r"\u41", Err((0, 2)));
        check(r"\x4", Err((0, 2)));
        check(r"\é", Err((0, 3)));
    }

    #[test]
    fn whole_numbers_are_read() {
        #[track_caller]
        fn check(text: &str, expected: Option<i128>) {
            assert_eq!(parse_integer(text), expected, "{text}");
        }
        check("0", Some(0));
        check("-12", Some(-12));
        check("+7", Some(7));
        check("1_000", Some(1_000));
        check("0xFf", Some(255));
        check("-0b101", Some(-5));
        check("18446744073709551615", Some(u64::MAX.into()));
        check(&"9".repeat(60), None);
        check("1.5", None);
        check("1e3", None);
        check("--1", None);
        check("-_1", None);
        check("-", None);
        check("", None);
        check("5kg", None);
    }
}

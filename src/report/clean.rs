//! Text that may leave: without control characters and without the marks that turn the direction of reading around.
//!
//! Vignettes with such characters are refused when they are read; what a trainee types or pastes is not.

/// Whether a character has no place in a text that leaves: controls but for tab and line feed, direction marks, byte-order marks, and what
/// Unicode says is no character.
pub const fn is_unwanted(letter: char) -> bool {
    match letter {
        '\t' | '\n' => false,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}' => true,
        '\u{2028}' | '\u{2029}' => true,
        _ => letter as u32 & 0xFFFE == 0xFFFE,
    }
}

/// The text without what is unwanted; each line ends in a line feed alone.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|&letter| !is_unwanted(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_or_turns_text_around_is_left_out() {
        let check = |text: &str, expected: &str| assert_eq!(clean(text), expected);
        check(
            "plain, with é, 漢 and 🙂\tand\na line",
            "plain, with é, 漢 and 🙂\tand\na line",
        );
        check("a\r\nb\rc", "a\nb\nc");
        check("file\u{202E}fdp.exe", "filefdp.exe");
        check("\u{2066}a\u{2069}\u{200F}b\u{FEFF}", "ab");
        check("\u{0}\u{7}\u{1B}[31m\u{9F}", "[31m");
        check("\u{FFFE}\u{FFFF}\u{1FFFE}\u{10FFFF}x", "x");
    }
}

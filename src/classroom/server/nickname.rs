//! A name that a person gives to its device, where the tutor lets it: short, on one line, in characters that can be seen.

/// Most characters of a name.
const MAX_LENGTH: usize = 24;

/// The name as it is kept, with single spaces. `None` where it is empty, too long, or has characters that cannot be seen or that turn the
/// direction of writing.
pub(super) fn fit(typed: &str) -> Option<String> {
    let name = typed
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let length = name.chars().count();
    (1..=MAX_LENGTH).contains(&length).then_some(())?;
    let unfit = |c: char| c.is_control() || (c.is_whitespace() && c != ' ') || is_unseen(c);
    (!name.contains(unfit)).then_some(name)
}

/// Marks of direction, breaks, fillers and tags. The two joiners are none: Persian and Hindi names are written with them.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'
            | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{10FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, kept: Option<&str>) {
        assert_eq!(fit(typed).as_deref(), kept, "{typed:?}");
    }

    #[test]
    fn names_are_short_and_can_be_seen() {
        check("  Sam   Okafor ", Some("Sam Okafor"));
        check("<b>Zoë & Łukasz</b>", Some("<b>Zoë & Łukasz</b>"));
        check("علی\u{200C}رضا", Some("علی\u{200C}رضا"));
        check(&"x".repeat(24), Some(&"x".repeat(24)));
        check(&"x".repeat(25), None);
        check("   ", None);
        check("a\nb", None);
        check("a\tb", None);
        check("a\u{202E}b", None);
        check("a\u{2066}b", None);
        check("a\u{200F}b", None);
        check("\u{200B}", None);
        check("\u{3164}", None);
        check("a\u{0}", None);
        check("a\u{85}", None);
        check("a\u{E0041}", None);
    }
}

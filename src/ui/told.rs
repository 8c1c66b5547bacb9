//! What a reader, a checker or a disk says, as it is told in the window: to people who write no code.

use std::borrow::Cow;

use crate::session::words::sentence;

/// A message as a sentence, with names in quotation marks.
pub fn told(message: &str) -> String {
    sentence(&quoted(message))
}

/// A text with “…” in place of the marks that terminals and files have around names. Left alone if they don't come in pairs: then somebody
/// wrote one.
pub fn quoted(text: &str) -> Cow<'_, str> {
    let marks = text.matches('`').count();
    if marks == 0 || marks % 2 == 1 {
        return Cow::Borrowed(text);
    }
    let mut quoted = String::with_capacity(text.len() + 2 * marks);
    for (number, part) in text.split('`').enumerate() {
        if number > 0 {
            quoted.push(if number % 2 == 1 { '“' } else { '”' });
        }
        quoted.push_str(part);
    }
    Cow::Owned(quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_quotation_marks() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(quoted(text), expected);
        }
        check("no statement is called `a`", "no statement is called “a”");
        check("`a` names `b`", "“a” names “b”");
        check("nothing", "nothing");
        check("a ` alone", "a ` alone");
        check("``", "“”");
        assert_eq!(told("did you mean `a`?"), "Did you mean “a”?");
        assert_eq!(told("`a` has no response"), "“a” has no response.");
    }
}

//! What looks like it belongs to a real person: numbers and addresses that somebody could be found by.
//!
//! Numbers that are kept free for stories and tests (Ofcom's numbers for drama, NHS numbers that begin with 999, domains after RFC 2606) are
//! left alone.

/// What an identifier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ten digits with a valid check digit (NHS Data Dictionary: modulus 11).
    NhsNumber,
    /// A full UK postcode.
    Postcode,
    /// An e-mail address.
    Email,
    /// A UK telephone number.
    Telephone,
}

impl Kind {
    /// What to call it in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NhsNumber => "an NHS number with a valid check digit",
            Self::Postcode => "a full postcode",
            Self::Email => "an e-mail address",
            Self::Telephone => "a telephone number",
        }
    }
}

/// An identifier in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identifier<'t> {
    /// What it is.
    pub kind: Kind,
    /// As it stands in the text.
    pub found: &'t str,
}

/// The identifiers in a text, kind by kind.
pub fn identifiers(text: &str) -> Vec<Identifier<'_>> {
    let mut found = Vec::new();
    // Most texts have neither, and are left here after one look at all bytes at once.
    let (at_sign, digit) = text.bytes().fold((false, false), |(at_sign, digit), byte| {
        (at_sign | (byte == b'@'), digit | byte.is_ascii_digit())
    });
    if at_sign {
        emails(text, &mut found);
    }
    if digit {
        numbers(text, &mut found);
        postcodes(text, &mut found);
    }
    found
}

fn emails<'t>(text: &'t str, found: &mut Vec<Identifier<'t>>) {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    for (at, _) in text.match_indices('@') {
        let (before, after) = (
            text.get(..at).unwrap_or_default(),
            text.get(at + 1..).unwrap_or_default(),
        );
        let name = before.len() - before.trim_end_matches(part).len();
        let host_end = after.len() - after.trim_start_matches(part).len();
        let host = after.get(..host_end).unwrap_or_default().trim_end_matches('.');
        if name > 0 && host.contains('.') && !reserved_domain(host) {
            let found_text = text.get(at - name..at + 1 + host.len()).unwrap_or_default();
            found.push(Identifier {
                kind: Kind::Email,
                found: found_text,
            });
        }
    }
}

/// RFC 2606.
fn reserved_domain(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let last = host.rsplit('.').next().unwrap_or_default();
    matches!(last, "example" | "test" | "invalid" | "localhost")
        || ["example.com", "example.org", "example.net"]
            .iter()
            .any(|name| host == *name || host.ends_with(&format!(".{name}")))
}

/// Runs of digits, with the marks that people put between them.
fn numbers<'t>(text: &'t str, found: &mut Vec<Identifier<'t>>) {
    let mark = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '+' | '\u{A0}');
    for run in text.split(|c: char| !(c.is_ascii_digit() || mark(c))) {
        let run = run.trim_matches(|c| mark(c) && c != '+' && c != '(');
        let run = run.trim_start();
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let kind = if telephone(run, &digits) {
            Kind::Telephone
        } else if nhs_number(run, &digits) {
            Kind::NhsNumber
        } else {
            continue;
        };
        found.push(Identifier { kind, found: run });
    }
}

fn telephone(run: &str, digits: &str) -> bool {
    let national = match digits.strip_prefix("44") {
        Some(rest) if run.starts_with('+') => rest.trim_start_matches('0'),
        _ => match digits.strip_prefix('0') {
            Some(rest) if !run.starts_with('+') => rest,
            _ => return false,
        },
    };
    matches!(national.len(), 9 | 10) && national.starts_with(['1', '2', '3', '7', '8']) && !for_drama(national)
}

/// Ofcom, telephone numbers for use in TV and radio drama programmes, without the leading 0.
fn for_drama(national: &str) -> bool {
    const AREAS: [&str; 17] = [
        "1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960",
        "1614960", "2079460", "1914980", "2896496", "2920180", "1632960", "7700900",
    ];
    let other = ["8081570", "9098790", "3069990"];
    AREAS.iter().chain(&other).any(|area| national.starts_with(area))
}

fn nhs_number(run: &str, digits: &str) -> bool {
    let plain = run == digits;
    let groups: Vec<usize> = run.split([' ', '-', '\u{A0}']).map(str::len).collect();
    digits.len() == 10 && (plain || groups == [3, 3, 4]) && !digits.starts_with("999") && check_digit(digits)
}

/// The tenth digit of an NHS number: 11 less the remainder by 11 of the nine before it, weighted 10 to 2; 11 counts as 0, 10 is none.
fn check_digit(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let Some((&last, first)) = values.split_last() else {
        return false;
    };
    let sum: u32 = first
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    match 11 - sum % 11 {
        11 => last == 0,
        10 => false,
        check => last == check,
    }
}

fn postcodes<'t>(text: &'t str, found: &mut Vec<Identifier<'t>>) {
    let letter = |c: char| c.is_alphanumeric();
    let mut before: Option<(usize, &str)> = None;
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !letter(c)) {
        let bare = word.trim_end_matches(|c| !letter(c));
        let joined = before.filter(|(_, outward)| is_outward(outward) && is_inward(bare));
        let split = bare
            .len()
            .checked_sub(3)
            .and_then(|middle| bare.split_at_checked(middle));
        if let Some((start, _)) = joined {
            let whole = text.get(start..at + bare.len()).unwrap_or_default();
            found.push(Identifier {
                kind: Kind::Postcode,
                found: whole,
            });
        } else if split.is_some_and(|(outward, inward)| is_outward(outward) && is_inward(inward)) {
            found.push(Identifier {
                kind: Kind::Postcode,
                found: bare,
            });
        }
        before = word.ends_with(' ').then_some((at, bare));
        at += word.len();
    }
}

/// One or two letters, a digit, and perhaps a digit or a letter more.
fn is_outward(word: &str) -> bool {
    let letters = word.len() - word.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let rest = word.get(letters..).unwrap_or_default().as_bytes();
    (1..=2).contains(&letters)
        && !word.starts_with(['Q', 'V', 'X'])
        && word != "ZZ99"
        && match rest {
            [digit] => digit.is_ascii_digit(),
            [digit, more] => digit.is_ascii_digit() && (more.is_ascii_digit() || more.is_ascii_uppercase()),
            _ => false,
        }
}

/// A digit and two letters, none of them C, I, K, M, O or V.
fn is_inward(word: &str) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_uppercase() && !b"CIKMOV".contains(byte);
    matches!(word.as_bytes(), [digit, one, two] if digit.is_ascii_digit() && allowed(one) && allowed(two))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Kind, &str)]) {
        let found: Vec<_> = identifiers(text).iter().map(|one| (one.kind, one.found)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn nhs_numbers_are_known_by_their_check_digit() {
        check("It’s 943 476 5919, I think.", &[(Kind::NhsNumber, "943 476 5919")]);
        check("9434765919", &[(Kind::NhsNumber, "9434765919")]);
        check("943 476 5918", &[]);
        check("999 476 5919 and 94 34 76 59 19", &[]);
        check("I am 33, from 1988 to 2026.", &[]);
    }

    #[test]
    fn postcodes_stand_with_or_without_their_space() {
        check("to SW1A 1AA, please", &[(Kind::Postcode, "SW1A 1AA")]);
        check("M11AE", &[(Kind::Postcode, "M11AE")]);
        check("DN8 5QJ.", &[(Kind::Postcode, "DN8 5QJ")]);
        check("ZZ99 3VZ", &[]);
        check("A1 is a road, B12 a vitamin; 3AM is late. Page A4 2nd", &[]);
    }

    #[test]
    fn addresses_and_telephones_are_found_unless_kept_free_for_stories() {
        check("write to a.person@mail.co.uk.", &[(Kind::Email, "a.person@mail.co.uk")]);
        check("me@example.com, you@clinic.test, @home, a@b", &[]);
        check("ring 01204 555123 now", &[(Kind::Telephone, "01204 555123")]);
        check("ring +44 20 7123 4567", &[(Kind::Telephone, "+44 20 7123 4567")]);
        check("ring 07700 900123 or 020 7946 0123", &[]);
        check("in 0.5 s, 12,000 people, 2026-11-27", &[]);
    }
}

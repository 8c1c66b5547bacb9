//! Secrets: the token in the QR code, the six characters for typing, and what tells one device from another.
//!
//! All come from the operating system's random source. They are written in Crockford's base 32 (Crockford, 2019), which has no letters that
//! are taken for digits, and hardly makes words.

use std::fmt;

use rand::TryRng as _;
use rand::rngs::SysRng;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS: u32 = 5;
/// Characters of a 128-bit secret.
const SECRET_LENGTH: u32 = 26;
/// Characters of a code.
const CODE_LENGTH: u32 = 6;

/// The system has no random numbers to give, so that no secret can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoChance;

/// 128 bits that nobody can guess. `Debug` does not tell them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Secret(u128);

impl Secret {
    /// A new one.
    pub(super) fn fresh() -> Result<Self, NoChance> {
        let mut bytes = [0; 16];
        SysRng.try_fill_bytes(&mut bytes).map_err(|_| NoChance)?;
        Ok(Self(u128::from_be_bytes(bytes)))
    }

    /// Reads what `Display` wrote, and nothing else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.len() != SECRET_LENGTH as usize {
            return None;
        }
        let mut value = 0_u128;
        for byte in text.bytes() {
            let digit = ALPHABET.iter().position(|known| *known == byte)?;
            value = value.checked_mul(1 << BITS)?.checked_add(u128::try_from(digit).ok()?)?;
        }
        Some(Self(value))
    }

    /// Whether both are the same, in a time that does not depend on where they differ.
    pub(super) fn is(self, other: Self) -> bool {
        self.0 ^ other.0 == 0
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(f, self.0, SECRET_LENGTH)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Six characters to type by hand, 30 bits. Worth something only because wrong tries are limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code(u32);

impl Code {
    /// A new one.
    pub(super) fn fresh() -> Result<Self, NoChance> {
        let mut bytes = [0; 4];
        SysRng.try_fill_bytes(&mut bytes).map_err(|_| NoChance)?;
        Ok(Self(u32::from_be_bytes(bytes) >> (u32::BITS - BITS * CODE_LENGTH)))
    }

    /// Reads a code as people type it: in small letters, with gaps, with `O` for 0 and `I` or `L` for 1.
    pub(super) fn parse(typed: &str) -> Option<Self> {
        let mut value = 0_u32;
        let mut length = 0;
        for typed in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let meant = match typed.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = ALPHABET.iter().position(|known| char::from(*known) == meant)?;
            value = (value << BITS) | u32::try_from(digit).ok()?;
            length += 1;
            if length > CODE_LENGTH {
                return None;
            }
        }
        (length == CODE_LENGTH).then_some(Self(value))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(f, self.0.into(), CODE_LENGTH)
    }
}

fn write(f: &mut fmt::Formatter<'_>, value: u128, length: u32) -> fmt::Result {
    use fmt::Write as _;
    for place in (0..length).rev() {
        let digit = usize::try_from((value >> (BITS * place)) & 31).unwrap_or(0);
        f.write_char(ALPHABET.get(digit).copied().map_or('0', char::from))?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_it_was_written() {
        for value in [0, 1, u128::MAX, 0x0123_4567_89AB_CDEF_0011_2233_4455_6677] {
            let written = Secret(value).to_string();
            assert_eq!(written.len(), 26);
            assert_eq!(Secret::parse(&written), Some(Secret(value)));
        }
    }

    #[test]
    fn what_is_no_secret_is_refused() {
        let whole = Secret(7).to_string();
        for text in [
            "",
            "7",
            &whole.to_lowercase().replace('7', "z"),
            &format!("{whole}0"),
            "ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
            "0000000000000000000000000U",
        ] {
            assert_eq!(Secret::parse(text), None, "{text}");
        }
    }

    #[test]
    fn no_two_secrets_are_the_same_and_none_is_told_by_debug() {
        let (one, other) = (Secret::fresh().unwrap(), Secret::fresh().unwrap());
        assert!(!one.is(other) && one.is(one));
        assert_eq!(format!("{one:?}"), "Secret(…)");
    }

    #[track_caller]
    fn check(typed: &str, code: Option<&str>) {
        assert_eq!(
            Code::parse(typed).map(|code| code.to_string()).as_deref(),
            code,
            "{typed}"
        );
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        check("7K3M9Q", Some("7K3M9Q"));
        check(" 7k3-m9q ", Some("7K3M9Q"));
        check("OIL00L", Some("011001"));
        check("7K3M9", None);
        check("7K3M9QQ", None);
        check("7K3M9U", None);
        check("7K3M9é", None);
        check("", None);
        let code = Code::fresh().unwrap();
        check(&code.to_string(), Some(&code.to_string()));
    }
}

//! The sizes of paper that pages are set for.

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 210 by 297 mm (ISO 216).
    #[default]
    A4,
    /// 8½ by 11 inches (ANSI/ASME Y14.1, size A).
    Letter,
}

/// Where paper is Letter. Source: the paper sizes of the Unicode Common Locale Data Repository, `measurementData`, `US-Letter`.
const LETTER: [&str; 14] = [
    "BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE",
];

impl Paper {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// Width and height in points of 1/72 inch.
    pub const fn points(self) -> [f32; 2] {
        match self {
            Self::A4 => [595.28, 841.89],
            Self::Letter => [612.0, 792.0],
        }
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "US Letter",
        }
    }

    /// The word that the settings keep.
    pub const fn word(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }

    /// The size behind such a word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.word() == word)
    }

    /// What is used where a locale such as `en_US.UTF-8` is spoken; A4 where it names no country.
    pub fn of_locale(locale: &str) -> Self {
        let plain = locale.split(['.', '@']).next().unwrap_or_default();
        let country = plain.split(['_', '-']).skip(1).find(|part| part.len() == 2);
        match country {
            Some(country) if LETTER.contains(&country.to_ascii_uppercase().as_str()) => Self::Letter,
            _ => Self::A4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_its_paper() {
        for (locale, paper) in [
            ("en_US.UTF-8", Paper::Letter),
            ("es-MX", Paper::Letter),
            ("fr_CA@euro", Paper::Letter),
            ("zh-Hant-US", Paper::Letter),
            ("en_GB.UTF-8", Paper::A4),
            ("de_DE", Paper::A4),
            ("en", Paper::A4),
            ("C.UTF-8", Paper::A4),
            ("", Paper::A4),
        ] {
            assert_eq!(Paper::of_locale(locale), paper, "{locale}");
        }
    }

    #[test]
    fn words_are_read_back() {
        for paper in Paper::ALL {
            assert_eq!(Paper::named(paper.word()), Some(paper));
        }
        assert_eq!(Paper::named("foolscap"), None);
    }
}

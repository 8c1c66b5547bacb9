//! Days since 1970 as dates for people, by UTC. Knows no clock.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Year, month (1 to 12) and day of a day since 1970.
///
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms" (2021), `civil_from_days`.
pub fn civil(day: i64) -> (i64, usize, i64) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let date = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or(1), date)
}

/// "12 October"; with the year if it is not that of `today`.
pub fn date(day: i64, today: i64) -> String {
    let (year, month, date) = civil(day);
    let name = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or_default();
    if civil(today).0 == year {
        format!("{date} {name}")
    } else {
        format!("{date} {name} {year}")
    }
}

/// The day of a time in milliseconds since 1970.
pub const fn day_of(ms: i64) -> i64 {
    ms.div_euclid(86_400_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        for (day, expected) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (20_784, (2026, 11, 27)),
            (47_540, (2100, 2, 28)),
            (47_541, (2100, 3, 1)),
        ] {
            assert_eq!(civil(day), expected, "{day}");
        }
        assert_eq!(date(20_784, 20_700), "27 November");
        assert_eq!(date(11_016, 20_700), "29 February 2000");
        assert_eq!(day_of(-1), -1);
    }
}

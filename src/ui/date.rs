//! Days since 1970 as dates for people, by UTC. Knows no clock.

use crate::report::moment::{DAY_MS, Moment};

/// The moment at which a day since 1970 begins.
fn beginning(day: i64) -> Moment {
    Moment::from_ms(day.saturating_mul(DAY_MS))
}

/// "12 October"; with the year if it is not that of `today`.
pub fn date(day: i64, today: i64) -> String {
    let day = beginning(day);
    if day.date().0 == beginning(today).date().0 {
        day.day_of_year()
    } else {
        day.day()
    }
}

/// The day of a time in milliseconds since 1970.
pub const fn day_of(ms: i64) -> i64 {
    ms.div_euclid(DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        assert_eq!(date(20_784, 20_700), "27 November");
        assert_eq!(date(11_016, 20_700), "29 February 2000");
        assert_eq!(day_of(-1), -1);
    }
}

//! A moment as exports write it, from milliseconds since 1970: in UTC for programs, and for people as the clocks around them show it.
//! Knows no clock and no time zone of the machine; how far that is from UTC comes in as a [`Zone`].

use serde::{Serialize, Serializer};

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;
/// 9999-12-31T23:59:59.999Z: what fits into four digits of a year.
const LAST_MS: i64 = 253_402_300_799_999;
/// 0001-01-01T00:00:00Z.
const FIRST_MS: i64 = -62_135_596_800_000;

/// Milliseconds since 1970, kept within the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// A moment; one outside the years 1 to 9999 becomes the nearest inside.
    pub fn from_ms(ms: i64) -> Self {
        Self(ms.clamp(FIRST_MS, LAST_MS))
    }

    /// The beginning of a day that is written as `2026-09-21`; `None` if it is none.
    pub fn of_day(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let moment = Self::from_ms(days(year, month, day) * DAY_MS);
        // The 31st of April comes out as the 1st of May.
        (moment.date() == (year, month, day) && year > 0).then_some(moment)
    }

    /// Milliseconds since 1970.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Year, month and day.
    pub fn date(self) -> (i64, i64, i64) {
        civil(self.0.div_euclid(DAY_MS))
    }

    /// Hour, minute, second and millisecond.
    pub const fn time(self) -> (i64, i64, i64, i64) {
        let ms = self.0.rem_euclid(DAY_MS);
        (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
    }

    /// As ISO 8601 has it: `2026-09-21T14:13:20.000Z`.
    pub fn iso(self) -> String {
        let ((year, month, day), (hour, minute, second, ms)) = (self.date(), self.time());
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
    }

    /// The day in words: `21 September 2026`.
    pub fn day(self) -> String {
        format!("{} {}", self.day_of_year(), self.date().0)
    }

    /// The day in words, without its year: `21 September`.
    pub fn day_of_year(self) -> String {
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
        let (_, month, day) = self.date();
        let month = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
        format!("{day} {}", month.copied().unwrap_or_default())
    }

    /// Day and time of day: `21 September 2026, 14:13 UTC`.
    pub fn day_and_time(self) -> String {
        let (hour, minute, ..) = self.time();
        format!("{}, {hour:02}:{minute:02} UTC", self.day())
    }
}

/// How far the clocks of a place are ahead of UTC at a time in milliseconds since 1970, in minutes. UTC by default.
#[derive(Clone, Copy, Debug)]
pub struct Zone(pub fn(i64) -> i32);

impl Default for Zone {
    fn default() -> Self {
        Self(|_| 0)
    }
}

impl Zone {
    /// A moment as the clocks there show it.
    pub fn at(self, moment: Moment) -> Local {
        let minutes = (self.0)(moment.ms());
        Local {
            shown: Moment::from_ms(moment.ms().saturating_add(i64::from(minutes) * 60_000)),
            minutes,
        }
    }

    /// When a day begins there, in milliseconds since 1970; given is when it begins in UTC.
    pub fn beginning_of(self, day_ms: i64) -> i64 {
        let before = |at_ms: i64| day_ms.saturating_sub(i64::from((self.0)(at_ms)) * 60_000);
        // How far the clocks are ahead hangs on the moment that is looked for.
        before(before(day_ms))
    }
}

/// A moment as the clocks of a place show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// What the clocks show, as if it were UTC.
    shown: Moment,
    minutes: i32,
}

impl Local {
    /// What the clocks show, as if it were UTC: for days and times of day.
    pub const fn shown(self) -> Moment {
        self.shown
    }

    /// As ISO 8601 has it: `2026-09-21T16:13:20.000+02:00`, with `Z` where the clocks show UTC.
    pub fn iso(self) -> String {
        let mut text = self.shown.iso();
        if self.minutes != 0 {
            let sign = if self.minutes < 0 { '-' } else { '+' };
            let ahead = self.minutes.unsigned_abs();
            text.truncate(text.len() - 1);
            text += &format!("{sign}{:02}:{:02}", ahead / 60, ahead % 60);
        }
        text
    }

    /// Day and time of day: `21 September 2026, 16:13 (UTC+2)`.
    pub fn day_and_time(self) -> String {
        if self.minutes == 0 {
            return self.shown.day_and_time();
        }
        let (hour, minute, ..) = self.shown.time();
        let sign = if self.minutes < 0 { '−' } else { '+' };
        let ahead = self.minutes.unsigned_abs();
        let rest = match ahead % 60 {
            0 => String::new(),
            rest => format!(":{rest:02}"),
        };
        format!(
            "{}, {hour:02}:{minute:02} (UTC{sign}{}{rest})",
            self.shown.day(),
            ahead / 60
        )
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

/// A length of time as ISO 8601 has it, to a hundredth of a second, as xAPI compares them: `PT12.5S`.
pub fn iso_duration(ms: u64) -> String {
    let (seconds, hundredths) = (ms / 1000, ms % 1000 / 10);
    match (hundredths, hundredths % 10) {
        (0, _) => format!("PT{seconds}S"),
        (_, 0) => format!("PT{seconds}.{}S", hundredths / 10),
        _ => format!("PT{seconds}.{hundredths:02}S"),
    }
}

/// Days since 1970 of a date in the Gregorian calendar. After Howard Hinnant, "chrono-compatible low-level date algorithms".
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a day since 1970. From the same source.
const fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, of_year - (153 * shifted_month + 2) / 5 + 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_the_standard_has_them() {
        let check = |ms, iso: &str| assert_eq!(Moment::from_ms(ms).iso(), iso);
        check(0, "1970-01-01T00:00:00.000Z");
        check(-1, "1969-12-31T23:59:59.999Z");
        check(1_790_000_000_000, "2026-09-21T14:13:20.000Z");
        check(951_782_400_000, "2000-02-29T00:00:00.000Z");
        check(4_107_542_400_000, "2100-03-01T00:00:00.000Z");
        check(i64::MAX, "9999-12-31T23:59:59.999Z");
        check(i64::MIN, "0001-01-01T00:00:00.000Z");
        assert_eq!(
            Moment::from_ms(1_790_000_000_000).day_and_time(),
            "21 September 2026, 14:13 UTC"
        );
    }

    #[test]
    fn people_are_told_what_their_clocks_show() {
        let moment = Moment::from_ms(1_790_000_000_000);
        for (zone, iso, told) in [
            (
                Zone::default(),
                "2026-09-21T14:13:20.000Z",
                "21 September 2026, 14:13 UTC",
            ),
            (
                Zone(|_| 120),
                "2026-09-21T16:13:20.000+02:00",
                "21 September 2026, 16:13 (UTC+2)",
            ),
            (
                Zone(|_| 630),
                "2026-09-22T00:43:20.000+10:30",
                "22 September 2026, 00:43 (UTC+10:30)",
            ),
            (
                Zone(|_| -180),
                "2026-09-21T11:13:20.000-03:00",
                "21 September 2026, 11:13 (UTC−3)",
            ),
        ] {
            let local = zone.at(moment);
            assert_eq!((local.iso().as_str(), local.day_and_time().as_str()), (iso, told));
        }
    }

    #[test]
    fn a_day_begins_where_the_clocks_say_so() {
        let of = |text: &str| Moment::of_day(text).unwrap().ms();
        let begins = |zone: Zone, day: &str| Moment::from_ms(zone.beginning_of(of(day))).iso();
        assert_eq!(begins(Zone(|_| 120), "2026-09-21"), "2026-09-20T22:00:00.000Z");
        assert_eq!(begins(Zone(|_| -300), "2026-09-21"), "2026-09-21T05:00:00.000Z");
        // Clocks in Berlin go back on 25 October 2026, at one o’clock in UTC: that day begins in summer, the next in winter.
        let berlin = Zone(|at_ms| if at_ms < 1_792_890_000_000 { 120 } else { 60 });
        assert_eq!(begins(berlin, "2026-10-25"), "2026-10-24T22:00:00.000Z");
        assert_eq!(begins(berlin, "2026-10-26"), "2026-10-25T23:00:00.000Z");
    }

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
    }

    #[test]
    fn days_go_there_and_back() {
        for day in (-200_000..200_000).step_by(17) {
            let (year, month, of_month) = civil(day);
            assert_eq!(days(year, month, of_month), day);
        }
    }

    #[test]
    fn a_day_is_read_or_refused() {
        assert_eq!(Moment::of_day("2026-09-21").unwrap().iso(), "2026-09-21T00:00:00.000Z");
        for wrong in [
            "2026-9-21",
            "2026-04-31",
            "2026-13-01",
            "2026-00-10",
            "yesterday",
            "2026-09-21T",
            "0000-01-01",
            "+026-01-01",
        ] {
            assert_eq!(Moment::of_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn durations_have_at_most_two_decimals() {
        let written = [0, 12_000, 12_500, 12_057, 999].map(iso_duration);
        assert_eq!(written, ["PT0S", "PT12S", "PT12.5S", "PT12.05S", "PT0.99S"]);
    }
}

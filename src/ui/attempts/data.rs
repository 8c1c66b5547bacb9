//! What the screen shows, in words, and which part of the list that is.

use std::collections::BTreeSet;

use crate::history::attempts::{AttemptRow, Listing, Page, Span};
use crate::history::store::AttemptId;
use crate::report::account::words::{sentence, thousands};
use crate::report::moment::{DAY_MS, Moment, Zone};
use crate::ui::date::{date, day_of};
use crate::ui::library::data::{outcome_of, outcome_word};
use crate::ui::progress::words::so_many;

/// Attempts on a page.
pub const ON_A_PAGE: u32 = 25;

/// Which time is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Time {
    /// From the beginning.
    #[default]
    All,
    /// The last 30 days.
    Month,
    /// The last 90 days.
    Quarter,
    /// The last 365 days.
    Year,
    /// Between two days that are typed.
    Between,
}

impl Time {
    /// All of them, as they are offered: in the order of the progress screen.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Month, "30 days"),
        (Self::Quarter, "90 days"),
        (Self::Year, "A year"),
        (Self::All, "From the start"),
        (Self::Between, "Between two days"),
    ];
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct AttemptsState {
    /// Which time.
    pub time: Time,
    /// The first day, as it is typed.
    pub from: String,
    /// The last day, as it is typed.
    pub until: String,
    /// Whether only whole sessions are listed.
    pub whole: bool,
    /// How many of the latest are on the pages before.
    pub skip: u64,
    /// The attempts that are ticked, on whichever page.
    pub chosen: BTreeSet<AttemptId>,
    /// The attempt that is about to be deleted.
    pub deleting: Option<AttemptId>,
}

impl AttemptsState {
    /// The time that is looked at; what is typed and is no day leaves that end open. Days are those of the clocks here. `now_ms` in
    /// milliseconds since 1970.
    pub fn span(&self, now_ms: i64, zone: Zone) -> Span {
        let last = |days: i64| Span {
            from_ms: Some(zone.beginning_of((shown_day(now_ms, zone) - days + 1) * DAY_MS)),
            until_ms: None,
            whole: self.whole,
        };
        match self.time {
            Time::All => Span {
                whole: self.whole,
                ..Span::default()
            },
            Time::Month => last(30),
            Time::Quarter => last(90),
            Time::Year => last(365),
            Time::Between => Span {
                from_ms: day(&self.from).map(|ms| zone.beginning_of(ms)),
                until_ms: day(&self.until).map(|ms| zone.beginning_of(ms + DAY_MS) - 1),
                whole: self.whole,
            },
        }
    }

    /// The part of the list that is on the screen.
    pub fn listing(&self, now_ms: i64, zone: Zone) -> Listing {
        Listing {
            span: self.span(now_ms, zone),
            skip: self.skip,
            most: ON_A_PAGE,
        }
    }

    /// What is wrong with the days that are typed.
    pub fn problem(&self) -> Option<&'static str> {
        let wrong = |text: &str| !text.trim().is_empty() && day(text).is_none();
        if self.time != Time::Between {
            return None;
        }
        if wrong(&self.from) || wrong(&self.until) {
            return Some("A day is written like 2026-09-21.");
        }
        let turned = day(&self.from)
            .zip(day(&self.until))
            .is_some_and(|(from, until)| from > until);
        turned.then_some("The first day is after the last one.")
    }
}

fn day(text: &str) -> Option<i64> {
    Moment::of_day(text.trim()).map(Moment::ms)
}

/// The day that the clocks here show, since 1970.
fn shown_day(at_ms: i64, zone: Zone) -> i64 {
    day_of(zone.at(Moment::from_ms(at_ms)).shown().ms())
}

/// An attempt on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which one.
    pub id: AttemptId,
    /// The vignette's title as it was.
    pub title: String,
    /// "12 October, 14:05 · Guided · Repaired · no. 12"
    pub about: String,
    /// Both, for a screen reader.
    pub spoken: String,
}

/// The screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptsData {
    /// The part that is shown.
    pub listing: Listing,
    /// How many there are in this time.
    pub total: u64,
    /// How many, in words.
    pub lead: String,
    /// Which of them are on this page, in words; none if all are.
    pub place: Option<String>,
    /// The attempts, the latest first.
    pub lines: Vec<Line>,
}

impl AttemptsData {
    /// Builds it. `now_ms` in milliseconds since 1970.
    pub fn of(listing: Listing, page: &Page, now_ms: i64, zone: Zone) -> Self {
        let today = shown_day(now_ms, zone);
        let shown = page.rows.len() as u64;
        let whole = shown == page.total;
        let Span {
            from_ms,
            until_ms,
            whole: only_whole,
        } = listing.span;
        let is_all = from_ms.is_none() && until_ms.is_none();
        let (one, many) = if only_whole {
            ("session", "sessions")
        } else {
            ("attempt", "attempts")
        };
        let lead = match (page.total, is_all) {
            (0, true) if only_whole => "No whole session was played yet.".to_owned(),
            (0, true) => {
                "Nothing was played yet. What you play is listed here, to look back at and to take along.".to_owned()
            }
            (0, false) => "Nothing was begun in this time.".to_owned(),
            (total, true) => format!("{}, the latest first.", so_many(total, one, many)),
            (total, false) => format!("{} in this time, the latest first.", so_many(total, one, many)),
        };
        let place = (!whole && shown > 0).then(|| {
            format!(
                "{} to {} of {}",
                thousands(listing.skip + 1),
                thousands(listing.skip + shown),
                thousands(page.total)
            )
        });
        Self {
            listing,
            total: page.total,
            lead,
            place,
            lines: page.rows.iter().map(|row| line(row, today, zone)).collect(),
        }
    }

    /// Whether there are newer ones than those on the page.
    pub const fn has_newer(&self) -> bool {
        self.listing.skip > 0
    }

    /// Whether there are older ones.
    pub const fn has_older(&self) -> bool {
        self.listing.skip + (self.lines.len() as u64) < self.total
    }

    /// How many are passed over on the last page.
    pub const fn oldest(&self) -> u64 {
        let on_a_page = ON_A_PAGE as u64;
        self.total.saturating_sub(1) / on_a_page * on_a_page
    }
}

fn line(row: &AttemptRow, today: i64, zone: Zone) -> Line {
    let (hour, minute, ..) = zone.at(Moment::from_ms(row.started_ms)).shown().time();
    let outcome = row.outcome.and_then(outcome_of);
    let ended = match (outcome, row.ended_ms) {
        (Some(outcome), _) => outcome_word(outcome),
        (None, Some(_)) => "done",
        (None, None) => "not finished",
    };
    let mode = if row.mode == "drill" {
        "a single moment"
    } else {
        row.mode.as_str()
    };
    let about = format!(
        "{}, {hour:02}:{minute:02} · {} · {} · no. {}",
        date(shown_day(row.started_ms, zone), today),
        sentence(mode).trim_end_matches('.'),
        ended,
        row.id.0
    );
    Line {
        id: row.id,
        spoken: format!("{}, {about}", row.title),
        title: row.title.clone(),
        about,
    }
}

/// What ticking is for.
pub const HINT: &str = "Tick attempts to take a report on them along.";

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: i64, mode: &str, ended_ms: Option<i64>, outcome: Option<u8>) -> AttemptRow {
        AttemptRow {
            id: AttemptId(id),
            vignette: "the-worksheet".to_owned(),
            title: "The worksheet".to_owned(),
            mode: mode.to_owned(),
            started_ms: 1_790_000_000_000,
            ended_ms,
            ending: None,
            outcome,
        }
    }

    #[test]
    fn an_attempt_is_told_by_when_how_and_what_came_of_it() {
        for (row, expected) in [
            (
                row(12, "guided", Some(1), Some(0)),
                "21 September, 14:13 · Guided · repaired · no. 12",
            ),
            (
                row(13, "probe", None, None),
                "21 September, 14:13 · Probe · not finished · no. 13",
            ),
            (
                row(14, "drill", Some(1), None),
                "21 September, 14:13 · A single moment · done · no. 14",
            ),
            (
                row(15, "practice", Some(1), Some(3)),
                "21 September, 14:13 · Practice · the client left · no. 15",
            ),
        ] {
            assert_eq!(line(&row, 20_784, Zone::default()).about, expected);
        }
        assert!(
            line(&row(1, "guided", None, None), 30_000, Zone::default())
                .about
                .starts_with("21 September 2026, ")
        );
    }

    #[test]
    fn none_one_and_many_are_told_apart() {
        let all = Listing {
            most: ON_A_PAGE,
            ..Listing::default()
        };
        let whole = Listing {
            span: Span {
                whole: true,
                ..Span::default()
            },
            ..all
        };
        let month = Listing {
            span: Span {
                from_ms: Some(1),
                ..Span::default()
            },
            ..all
        };
        for (listing, rows, total, lead, place) in [
            (all, 0, 0, "Nothing was played yet.", None),
            (whole, 0, 0, "No whole session was played yet.", None),
            (whole, 2, 2, "2 sessions, the latest first.", None),
            (month, 0, 0, "Nothing was begun in this time.", None),
            (all, 1, 1, "1 attempt, the latest first.", None),
            (month, 2, 2, "2 attempts in this time", None),
            (all, 25, 12_345, "12,345 attempts, ", Some("1 to 25 of 12,345")),
        ] {
            let page = Page {
                rows: vec![row(1, "guided", None, None); rows],
                total,
            };
            let data = AttemptsData::of(listing, &page, 0, Zone::default());
            assert!(data.lead.starts_with(lead), "{}", data.lead);
            assert_eq!(data.place.as_deref(), place);
        }
    }

    #[test]
    fn pages_reach_from_the_latest_to_the_oldest() {
        for (total, oldest) in [
            (1, 0),
            (25, 0),
            (26, 25),
            (2_000, 1_975),
            (100_000, 99_975),
            (100_001, 100_000),
        ] {
            let page = Page {
                rows: Vec::new(),
                total,
            };
            assert_eq!(
                AttemptsData::of(Listing::default(), &page, 0, Zone::default()).oldest(),
                oldest,
                "{total}"
            );
        }
    }

    #[test]
    fn days_that_are_typed_are_read_or_named() {
        let state = |from: &str, until: &str| AttemptsState {
            time: Time::Between,
            from: from.to_owned(),
            until: until.to_owned(),
            ..AttemptsState::default()
        };
        assert_eq!(state("", "").span(0, Zone::default()), Span::default());
        let day = state("2026-09-21", " 2026-09-21 ").span(0, Zone::default());
        assert_eq!(
            (day.from_ms, day.until_ms),
            (Some(1_789_948_800_000), Some(1_790_035_199_999))
        );
        let day = state("2026-09-21", "2026-09-21").span(0, Zone(|_| 120));
        assert_eq!(
            (day.from_ms, day.until_ms),
            (Some(1_789_941_600_000), Some(1_790_027_999_999)),
            "days begin with the clocks here"
        );
        assert!(
            state("monday", "")
                .problem()
                .is_some_and(|text| text.contains("2026-09-21"))
        );
        assert!(
            state("2026-09-22", "2026-09-21")
                .problem()
                .is_some_and(|text| text.contains("after"))
        );
        assert_eq!(state("2026-09-21", "").problem(), None);
        let month = AttemptsState {
            time: Time::Month,
            ..AttemptsState::default()
        };
        assert_eq!(month.span(100 * DAY_MS, Zone::default()).from_ms, Some(71 * DAY_MS));
    }
}

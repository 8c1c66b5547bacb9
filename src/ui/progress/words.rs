//! Sentences of the progress screen. Knows no screen.

use crate::framework::id::RuptureKind;
use crate::progress::curve::{Curve, ENOUGH, Point, Trend};
use crate::progress::dip::{Dip, Trust};
use crate::progress::pressure::{Drawn, Followed};
use crate::report::account::words::thousands;

/// A share as "62%".
pub fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// So many of a thing: "1 answer", "12 answers".
pub fn so_many(count: u64, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", thousands(count))
    }
}

/// How often, in words.
pub fn times(count: u64) -> String {
    match count {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{} times", thousands(more)),
    }
}

/// Where a curve stands, and how sure that is.
pub fn stands(curve: &Curve, what: &str) -> String {
    let Some(last) = curve.last() else {
        return format!("Nothing of this has come up in {what} yet.");
    };
    let chances = so_many(curve.chances, "opportunity", "opportunities");
    if !curve.is_telling() {
        return format!("{chances} in {what} so far. From {ENOUGH} on, this says where you stand.");
    }
    let trend = match curve.trend() {
        Trend::Up => " That is more than at the beginning, by more than chance makes likely.",
        Trend::Down => " That is less than at the beginning, by more than chance makes likely.",
        Trend::Steady | Trend::TooEarly => "",
    };
    format!("In {what}: {}, after {chances}.{trend}", level(last))
}

/// "about 62%, likely between 48 and 74"
pub fn level(point: &Point) -> String {
    format!(
        "about {}, likely between {:.0} and {:.0}",
        percent(point.mean),
        point.low * 100.0,
        point.high * 100.0
    )
}

/// When a client does what.
pub const fn when(kind: RuptureKind) -> &'static str {
    match kind {
        RuptureKind::Withdrawal => "When the client goes quiet or gives way",
        RuptureKind::Confrontation => "When the client turns against you or the work",
    }
}

/// "9 of 14 times"
pub fn of(followed: Followed) -> String {
    let times = if followed.offered == 1 { "time" } else { "times" };
    format!("{} of {} {times}", followed.followed, followed.offered)
}

/// What somebody is drawn to, in one sentence. `label` is the pull's.
pub fn drawn(drawn: &Drawn, label: &str) -> String {
    format!("{}, you are drawn to {}.", when(drawn.under), lower(label))
}

/// The counts behind it.
pub fn drawn_counts(drawn: &Drawn) -> String {
    format!(
        "You followed it {} that it was on offer then, and {} otherwise.",
        of(drawn.then),
        of(drawn.otherwise)
    )
}

/// A label inside a sentence: "Wanting to reassure" becomes "wanting to reassure".
pub fn lower(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

/// A dip, kindly.
pub fn dip(dip: &Dip) -> String {
    let trusted = match dip.trust {
        Trust::Ratings => "You rate your own drafts lower than you did",
        Trust::Confidence => "You are less sure of your answers than you were",
    };
    let (before, after) = dip.trusted;
    let (earned_before, earned_after) = dip.earned;
    format!(
        "{trusted}: {after:.0} of 100 on average, {before:.0} before. Your choices in the same time went from {earned_before:.0} to \
         {earned_after:.0}. So the work is no worse; you may be seeing more in it than you did. That is common while a skill grows, and it passes."
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::framework::id::PullId;
    use crate::progress::curve::Stretch;

    /// Of one day.
    pub fn curve(chances: u64, credit: f64) -> Curve {
        Curve::of([Stretch {
            day: 1,
            chances,
            credit,
        }])
    }

    #[test]
    fn a_curve_says_no_more_than_it_knows() {
        assert_eq!(
            stands(&curve(0, 0.0), "practice"),
            "Nothing of this has come up in practice yet."
        );
        assert!(stands(&curve(3, 3.0), "probes").starts_with("3 opportunities in probes so far. From 5 on"));
        let told = stands(&curve(12, 8.0), "practice");
        assert!(
            told.starts_with("In practice: about 6") && told.ends_with("after 12 opportunities."),
            "{told}"
        );
    }

    #[test]
    fn pulls_are_told_in_plain_words() {
        let found = Drawn {
            pull: PullId::from("explaining-too-early"),
            under: RuptureKind::Confrontation,
            then: Followed {
                followed: 9,
                offered: 14,
            },
            otherwise: Followed {
                followed: 6,
                offered: 40,
            },
        };
        assert_eq!(
            drawn(&found, "Explaining too early"),
            "When the client turns against you or the work, you are drawn to explaining too early."
        );
        assert_eq!(
            drawn_counts(&found),
            "You followed it 9 of 14 times that it was on offer then, and 6 of 40 times otherwise."
        );
    }

    #[test]
    fn many_and_one_are_told_apart() {
        assert_eq!(so_many(12_400, "answer", "answers"), "12,400 answers");
        assert_eq!(so_many(1, "answer", "answers"), "1 answer");
    }
}

//! A learning curve: what was known of a rate at the end of each stretch of time, when older evidence counts for less.
//!
//! Each opportunity makes all earlier ones weigh a little less, so that [`HALF_LIFE`] opportunities later they weigh half. Forgetting goes by
//! practice and not by the calendar: a pause teaches nothing new about what somebody can do. The curve so follows a change within some
//! twenty opportunities, and its interval never narrows below what about thirty opportunities tell.
//! Source of the forgetting: Jøsang and Ismail, The Beta Reputation System (15th Bled Electronic Commerce Conference, 2002).

use super::posterior::Posterior;

/// After so many further opportunities, evidence weighs half. A judgement of ours: about two sessions.
pub const HALF_LIFE: f64 = 20.0;

/// A curve says something from so many opportunities on; before that it is drawn as a beginning.
pub const ENOUGH: u64 = 5;

/// What a stretch of time adds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stretch {
    /// The day at its end, since 1970.
    pub day: i64,
    /// Opportunities.
    pub chances: u64,
    /// The credit of these, each 0 to 1.
    pub credit: f64,
}

/// A place on a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The day, since 1970.
    pub day: i64,
    /// The most that can be said in one number, 0 to 1.
    pub mean: f64,
    /// Where the rate lies with a probability of nine in ten: from here…
    pub low: f64,
    /// … to here.
    pub high: f64,
    /// Opportunities in the stretch that ends here.
    pub chances: u64,
    /// Opportunities from the beginning to here.
    pub so_far: u64,
}

/// A learning curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// One a stretch with an opportunity, in order.
    pub points: Vec<Point>,
    /// All opportunities.
    pub chances: u64,
    /// All credit.
    pub credit: f64,
}

impl Curve {
    /// Follows stretches in their order.
    #[allow(clippy::cast_precision_loss)]
    pub fn of(stretches: impl IntoIterator<Item = Stretch>) -> Self {
        let keep = 0.5_f64.powf(1.0 / HALF_LIFE);
        let mut curve = Self::default();
        let (mut gained, mut missed) = (0.0, 0.0);
        for stretch in stretches {
            if stretch.chances == 0 {
                continue;
            }
            // Counts of opportunities are far below where a float loses ones.
            let chances = stretch.chances as f64;
            let mean = (stretch.credit / chances).clamp(0.0, 1.0);
            let kept = keep.powf(chances);
            // The weights within the stretch, as if its credit were spread evenly over it.
            let weight = (1.0 - kept) / (1.0 - keep);
            gained = gained * kept + mean * weight;
            missed = missed * kept + (1.0 - mean) * weight;
            curve.chances += stretch.chances;
            curve.credit += stretch.credit;
            let posterior = Posterior::after(gained, missed);
            let (low, high) = posterior.interval();
            curve.points.push(Point {
                day: stretch.day,
                mean: posterior.mean(),
                low,
                high,
                chances: stretch.chances,
                so_far: curve.chances,
            });
        }
        curve
    }

    /// Where it stands.
    pub fn last(&self) -> Option<&Point> {
        self.points.last()
    }

    /// Whether there is enough to say something.
    pub const fn is_telling(&self) -> bool {
        self.chances >= ENOUGH
    }

    /// Which way it went: only if where it stands now lies outside what was likely at the first telling point, and the other way round.
    pub fn trend(&self) -> Trend {
        let first = self.points.iter().find(|point| point.so_far >= ENOUGH);
        match (first, self.last()) {
            (Some(first), Some(last)) if last.mean > first.high && first.mean < last.low => Trend::Up,
            (Some(first), Some(last)) if last.mean < first.low && first.mean > last.high => Trend::Down,
            (Some(_), Some(_)) => Trend::Steady,
            _ => Trend::TooEarly,
        }
    }
}

/// Which way a curve went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// Too few opportunities to say.
    TooEarly,
    /// Up by more than chance makes likely.
    Up,
    /// Neither clearly.
    Steady,
    /// Down by more than chance makes likely.
    Down,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(days: &[(i64, u64, f64)]) -> Vec<Stretch> {
        days.iter()
            .map(|&(day, chances, credit)| Stretch { day, chances, credit })
            .collect()
    }

    #[test]
    fn nothing_gives_nothing_and_empty_stretches_are_passed_over() {
        assert_eq!(Curve::of([]), Curve::default());
        let curve = Curve::of(stretches(&[(1, 0, 0.0), (2, 4, 3.0), (3, 0, 0.0), (4, 1, 1.0)]));
        let days: Vec<i64> = curve.points.iter().map(|point| point.day).collect();
        assert_eq!((days.as_slice(), curve.chances), ([2, 4].as_slice(), 5));
    }

    #[test]
    fn one_stretch_cut_in_two_is_the_same_in_the_end() {
        let whole = Curve::of(stretches(&[(1, 10, 5.0)]));
        let halves = Curve::of(stretches(&[(1, 5, 2.5), (1, 5, 2.5)]));
        let (a, b) = (
            whole.last().map(|point| point.mean),
            halves.last().map(|point| point.mean),
        );
        assert!((a.unwrap_or(0.0) - b.unwrap_or(1.0)).abs() < 1e-9);
    }

    #[test]
    fn it_follows_a_change_and_forgets_the_beginning() {
        let mut days: Vec<(i64, u64, f64)> = (0..10).map(|day| (day, 10, 2.0)).collect();
        days.extend((10..20).map(|day| (day, 10, 8.0)));
        let curve = Curve::of(stretches(&days));
        let mean = |at: usize| curve.points.get(at).map_or(0.0, |point| point.mean);
        assert!((mean(9) - 0.22).abs() < 0.02, "{}", mean(9));
        assert!((mean(19) - 0.78).abs() < 0.03, "{}", mean(19));
        assert_eq!(curve.trend(), Trend::Up);
    }

    #[test]
    fn little_evidence_makes_no_trend() {
        assert_eq!(Curve::of(stretches(&[(1, 4, 4.0)])).trend(), Trend::TooEarly);
        assert_eq!(Curve::of(stretches(&[(1, 6, 3.0), (2, 4, 3.0)])).trend(), Trend::Steady);
        assert_eq!(
            Curve::of(stretches(&[(1, 30, 28.0), (2, 40, 4.0)])).trend(),
            Trend::Down
        );
    }
}

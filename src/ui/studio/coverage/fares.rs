//! How plays end for who always takes the best, for who takes anything, and for each who goes by the form of the words alone.

use crate::explore::quantile::place_at;
use crate::explore::repairs::Repairs;
use crate::explore::sums::{Mean, quantile, tenths};
use crate::lint::rules::played_without_reading::{RULE, THRESHOLD};
use crate::lint::settings::Settings;
use crate::report::data::outcome_name;
use crate::scenario::model::{Outcome, Scenario};
use crate::ui::studio::looking::Found;

/// One way to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Fare {
    /// What is chosen, as the object of a sentence.
    pub chosen: &'static str,
    /// Credit, 0 to 1.
    pub credit: f64,
    /// For who reads nothing of the client: how far of the way from chance to the best this comes, in per cent.
    pub way_percent: Option<f64>,
    /// Whether that is farther than the folder's settings of the checker allow.
    pub is_too_far: bool,
    /// The endings that are reached, in file order, each with its share.
    pub endings: Vec<Share>,
    /// The share of plays that never end.
    pub unended: f64,
    /// From which credit to which nine plays in ten lie, 0 to 1; `None` if no play has anything to gain, or if that is not known.
    pub most_plays: Option<(f64, f64)>,
    /// The share of plays whose credit lies in each tenth, the lowest first.
    pub tenths: [f64; 10],
    /// Points that a play gives away against best play: the average, and between which nine plays in ten lie; `None` if that is not known.
    pub lost: Option<(f64, f64, f64)>,
    /// Of the ruptures that are repaired: the share that takes so many answers, from 0. Empty if none ever is.
    pub repairs: Vec<f64>,
}

/// How likely an ending is.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Its id.
    pub id: String,
    /// What it comes to.
    pub outcome: Outcome,
    /// How likely it is, 0 to 1.
    pub share: f64,
}

impl Fare {
    /// How plays spread, in words.
    pub fn plays(&self) -> Option<String> {
        let (low, high) = self.most_plays?;
        Some(format!(
            "{}: nine plays in ten gain {:.0} to {:.0}% of what could be gained",
            self.chosen,
            low * 100.0,
            high * 100.0
        ))
    }

    /// What plays give away, in words; `None` if that is not known.
    pub fn gives_away(&self) -> Option<String> {
        let (average, low, high) = self.lost?;
        let points = match (average.round(), low.round(), high.round()) {
            (_, 0.0, 0.0) => "nothing".to_owned(),
            (average, low, high) if low == high => format!("{average:.0} points"),
            (average, low, high) => format!("{average:.0} points on average, {low:.0} to {high:.0} nine times in ten"),
        };
        Some(format!("gives away {points}"))
    }

    /// How long repairs take, in words; `None` if nothing is ever repaired.
    pub fn repair(&self) -> Option<String> {
        let at = |share| place_at(self.repairs.iter().copied(), share);
        let (low, high) = at(0.05).zip(at(0.95))?;
        Some(match (low, high) {
            (1, 1) => "a repair takes 1 answer".to_owned(),
            (low, high) if low == high => format!("a repair takes {low} answers"),
            (low, high) => format!("a repair takes {low} to {high} answers"),
        })
    }

    /// The endings in words, in the order of the bar, each with what it comes to where its id does not say so.
    pub fn ends(&self) -> String {
        let told = |share: &Share| {
            let (word, part) = (outcome_name(share.outcome), percent(share.share));
            if share.id == word {
                format!("{word} {part}")
            } else {
                format!("{} ({word}) {part}", share.id)
            }
        };
        let mut parts: Vec<String> = self.endings.iter().map(told).collect();
        if self.unended > LEAST {
            parts.push(format!("never ends {}", percent(self.unended)));
        }
        parts.join(", ")
    }
}

/// All ways to choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FaresData {
    /// Best, at random, weakest, then each that reads nothing. Empty while it is not known.
    pub fares: Vec<Fare>,
    /// How far of the way from chance to the best the folder's settings of the checker let such a way come, in per cent.
    pub most_percent: u32,
    /// Whether the states were looked at.
    pub is_done: bool,
}

/// Shares below this are as good as none.
const LEAST: f64 = 0.0005;

impl FaresData {
    /// Reads what was found. `newest`: whether that is of the version on the desk.
    pub fn of(scenario: &Scenario, found: &Found, settings: &Settings, newest: bool) -> Self {
        let most_percent = RULE.threshold(settings, THRESHOLD);
        let known = found.outlooks.len();
        let first_cue = known.saturating_sub(crate::explore::cues::Cue::ALL.len());
        let ways: Vec<f64> = found
            .game()
            .map(|game| game.margins().map(|(_, way)| way * 100.0).collect())
            .unwrap_or_default();
        let fares = found.outlooks.iter().enumerate().map(|(at, (chosen, outlook))| {
            let way_percent = at.checked_sub(first_cue).and_then(|cue| ways.get(cue).copied());
            let endings = scenario.endings.iter().zip(&outlook.endings);
            let credits = found.credits.get(at).map_or(&[][..], Vec::as_slice);
            let credit_at = |share| quantile(credits, share).map(Mean::value);
            Fare {
                chosen,
                credit: outlook.credit,
                way_percent,
                is_too_far: way_percent.is_some_and(|way| way > f64::from(most_percent) + 1e-9),
                endings: endings
                    .filter(|(_, share)| **share > LEAST)
                    .map(|((id, ending), share)| Share {
                        id: id.as_str().to_owned(),
                        outcome: ending.outcome,
                        share: *share,
                    })
                    .collect(),
                unended: outlook.unended + outlook.stuck,
                most_plays: credit_at(0.05).zip(credit_at(0.95)),
                tenths: tenths(credits),
                lost: found.losses.as_ref().and_then(|losses| {
                    let lost = losses.get(at)?;
                    Some((lost.average()?, lost.quantile(0.05)?, lost.quantile(0.95)?))
                }),
                repairs: found.repairs.get(at).map(Repairs::shares).unwrap_or_default(),
            }
        });
        Self {
            fares: fares.collect(),
            most_percent,
            is_done: newest && found.deep,
        }
    }
}

/// A share in per cent; what is not nothing is never written as nothing.
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        small if small > 0.0 && small < 0.5 => "under 1%".to_owned(),
        share => format!("{share:.0}%"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::explore::cues::Cue;
    use crate::framework::load::bundled;
    use crate::ui::studio::looking::Looking;

    #[test]
    fn every_way_to_choose_is_there_with_all_of_its_plays() {
        let text = include_str!("../../../../scenarios/the-worksheet.ron");
        let mut looking = Looking::start(bundled(), || {});
        looking.ask(1, text, &Settings::default());
        looking.wait();
        let vignette = looking.found.vignette.clone().unwrap();
        looking.weigh();
        looking.wait();
        let of = |settings: &Settings| FaresData::of(&vignette.scenario, &looking.found, settings, true);
        let data = of(&Settings::default());
        assert_eq!((data.fares.len(), data.most_percent), (3 + Cue::ALL.len(), 25));
        assert!((data.fares[0].credit - 1.0).abs() < 1e-9 && data.fares[2].credit.abs() < 1e-9);
        for (at, fare) in data.fares.iter().enumerate() {
            let all: f64 = fare.endings.iter().map(|share| share.share).sum::<f64>() + fare.unended;
            assert!((all - 1.0).abs() < 0.01, "{}: {all}", fare.chosen);
            assert_eq!(fare.way_percent.is_some(), at >= 3, "{}", fare.chosen);
            assert!(!fare.is_too_far, "{fare:?}");
            let (low, high) = fare.most_plays.unwrap();
            assert!(0.0 <= low && low <= high && high <= 1.0, "{fare:?}");
            assert!((fare.tenths.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{fare:?}");
            assert_eq!(
                fare.repair().is_some(),
                fare.repairs.iter().any(|&share| share > 0.0),
                "{fare:?}"
            );
        }
        let cues: Vec<&str> = data.fares[3..].iter().map(|fare| fare.chosen).collect();
        assert_eq!(cues, Cue::ALL.map(Cue::chosen));
        // A stricter team is told of more.
        let (strict, findings) = Settings::read("Checks(thresholds: { \"played-without-reading\": { \"way\": 0 } })");
        assert!(findings.is_empty());
        let strict = of(&strict);
        let far = |fare: &&Fare| fare.way_percent.is_some_and(|way| way > 0.0);
        assert!(strict.fares.iter().any(|fare| far(&fare)), "{strict:?}");
        assert!(strict.fares.iter().all(|fare| fare.is_too_far == far(&fare)));
    }

    #[test]
    fn shares_are_told_in_words() {
        let share = |id: &str, share| Share {
            id: id.to_owned(),
            outcome: Outcome::Left,
            share,
        };
        let fare = Fare {
            chosen: "the longest response",
            credit: 0.4,
            way_percent: None,
            is_too_far: false,
            endings: vec![share("left", 0.004), share("patched", 0.896)],
            unended: 0.1,
            most_plays: Some((0.1, 0.75)),
            tenths: [0.0; 10],
            lost: Some((31.6, 12.0, 60.0)),
            repairs: vec![0.0, 0.04, 0.9, 0.06],
        };
        assert_eq!(fare.ends(), "left under 1%, patched (left) 90%, never ends 10%");
        assert_eq!(
            fare.plays().unwrap(),
            "the longest response: nine plays in ten gain 10 to 75% of what could be gained"
        );
        assert_eq!(fare.repair().unwrap(), "a repair takes 2 to 3 answers");
        let never = Fare {
            repairs: vec![],
            ..fare.clone()
        };
        assert_eq!(never.repair(), None);
        let quick = Fare {
            repairs: vec![0.0, 1.0],
            ..fare
        };
        assert_eq!(quick.repair().unwrap(), "a repair takes 1 answer");
    }
}

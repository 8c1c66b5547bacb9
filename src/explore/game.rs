//! Whether a vignette can be played without the client: the expected credit of each policy that follows a cue, between playing at random and
//! always choosing one of the responses rated highest.

use super::cues::{Cue, Readings};
use super::policy::{aptest, uniform};
use super::survey::Survey;

/// The expected credit of the policies, each 0 (always the worst on offer) to 1 (always the best).
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    /// Every response on offer as likely.
    pub random: f64,
    /// Always one of those rated highest.
    pub best: f64,
    /// Each cue's, in the order of [`Cue::ALL`].
    pub cues: [f64; Cue::ALL.len()],
}

impl Game {
    /// Works it out for a vignette.
    pub fn new(survey: &Survey<'_>, readings: &Readings<'_>) -> Self {
        Self {
            random: survey.outlook_of_choices(&mut uniform).credit,
            best: survey.outlook_of_choices(&mut aptest).credit,
            cues: Cue::ALL.map(|cue| survey.outlook_of_choices(&mut readings.follow(cue)).credit),
        }
    }

    /// The mean of several vignettes, each of which counts alike; `None` for none.
    pub fn mean<'g>(games: impl IntoIterator<Item = &'g Self>) -> Option<Self> {
        let (mut sum, mut count) = (
            Self {
                random: 0.0,
                best: 0.0,
                cues: [0.0; Cue::ALL.len()],
            },
            0.0,
        );
        for game in games {
            sum.random += game.random;
            sum.best += game.best;
            for (sum, credit) in sum.cues.iter_mut().zip(game.cues) {
                *sum += credit;
            }
            count += 1.0;
        }
        (count > 0.0).then(|| Self {
            random: sum.random / count,
            best: sum.best / count,
            cues: sum.cues.map(|credit| credit / count),
        })
    }

    /// Each cue with how far of the way from random to best it goes: 1 is as good as best, below 0 is worse than random. 0 where the best is
    /// no better than random.
    pub fn margins(&self) -> impl Iterator<Item = (Cue, f64)> + '_ {
        let way = self.best - self.random;
        let margin = move |credit: f64| if way > 1e-12 { (credit - self.random) / way } else { 0.0 };
        Cue::ALL.into_iter().zip(self.cues.map(margin))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cue, Game};

    #[track_caller]
    fn check(random: f64, best: f64, longest: f64, expected: f64) {
        let mut cues = [random; Cue::ALL.len()];
        if let Some(first) = cues.first_mut() {
            *first = longest;
        }
        let game = Game { random, best, cues };
        let found: Vec<f64> = game.margins().map(|(_, margin)| margin).collect();
        assert!(
            found
                .iter()
                .zip([expected, 0.0])
                .all(|(found, expected)| (found - expected).abs() < 1e-12),
            "{found:?}"
        );
        let mean = Game::mean([&game, &game]);
        assert_eq!(mean, Some(game));
    }

    #[test]
    fn a_margin_is_a_part_of_the_way_from_random_to_best() {
        check(0.5, 1.0, 0.75, 0.5);
        check(0.4, 1.0, 0.1, -0.5);
        check(0.5, 1.0, 1.0, 1.0);
        check(0.0, 0.0, 0.0, 0.0);
        assert_eq!(Game::mean([]), None);
    }
}

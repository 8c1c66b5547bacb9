//! How likely something is by chance alone, exactly.

/// One item: of so many responses so many are best, and a cue points to so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Responses, at most 8.
    pub all: u8,
    /// Of them, the best.
    pub best: u8,
    /// Of them, those that the cue points to.
    pub pointed: u8,
    /// Of these, the best.
    pub hits: u8,
}

/// What a cue comes to over several items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    /// Items in which the cue tells some responses from others.
    pub items: u32,
    /// Responses that the cue points to.
    pub pointed: u32,
    /// Of these, the best.
    pub hits: u32,
    /// How many of these would be best by chance, on average.
    pub expected: f64,
    /// How likely so many hits, or more, are by chance.
    pub p: f64,
}

/// Masses below this are left out: all of them together are less than one in a million million.
const NEGLIGIBLE: f64 = 1e-18;

/// Adds up the draws and gives the exact one-sided probability of at least so many hits if the cue knew nothing.
///
/// Within an item, hits then follow the hypergeometric distribution; with one response pointed to that is a single trial with the
/// chance `best / all`. Items are independent and their chances differ, so that the sum is Poisson-binomial (Wang, "On the number of
/// successes in independent trials", Statistica Sinica 3, 1993), or its like; it is convolved item by item. Draws in which nothing can
/// be told are left out.
pub fn tally(draws: impl IntoIterator<Item = Draw>) -> Tally {
    // `mass[k]` is the probability of `from + k` hits.
    let (mut from, mut mass, mut next) = (0_usize, vec![1.0], Vec::new());
    let mut tally = Tally {
        items: 0,
        pointed: 0,
        hits: 0,
        expected: 0.0,
        p: 1.0,
    };
    for draw in draws.into_iter().filter(|draw| draw.tells()) {
        tally.items += 1;
        tally.pointed += u32::from(draw.pointed);
        tally.hits += u32::from(draw.hits);
        tally.expected += f64::from(draw.pointed) * f64::from(draw.best) / f64::from(draw.all);
        let most = draw.pointed.min(draw.best);
        next.clear();
        next.resize(mass.len() + usize::from(most), 0.0);
        for hits in (0..=most).rev() {
            let chance = draw.chance_of(hits);
            for (slot, m) in next.iter_mut().skip(hits.into()).zip(&mass) {
                *slot += m * chance;
            }
        }
        let skip = next.iter().take_while(|m| **m < NEGLIGIBLE).count();
        next.drain(..skip);
        from += skip;
        while next.last().is_some_and(|m| *m < NEGLIGIBLE) {
            next.pop();
        }
        std::mem::swap(&mut mass, &mut next);
    }
    let below = (tally.hits as usize).saturating_sub(from);
    // Smallest terms first.
    tally.p = mass.iter().skip(below).rev().sum::<f64>().min(1.0);
    tally
}

impl Draw {
    /// Whether it says anything: whether some and not all are best, and the cue points to some and not all.
    fn tells(&self) -> bool {
        let some = |count: u8| count > 0 && count < self.all;
        some(self.best) && some(self.pointed) && self.hits <= self.pointed.min(self.best)
    }

    /// The chance of exactly so many hits.
    fn chance_of(&self, hits: u8) -> f64 {
        let others = self.all - self.best;
        if hits > self.pointed || self.pointed - hits > others {
            return 0.0;
        }
        ways(self.best, hits) * ways(others, self.pointed - hits) / ways(self.all, self.pointed)
    }
}

/// Ways to take so many of so many.
fn ways(of: u8, take: u8) -> f64 {
    let steps = (0..take).map(|step| f64::from(of - step) / f64::from(step + 1));
    steps.product::<f64>().round()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(all: u8, best: u8, pointed: u8, hits: u8) -> Draw {
        Draw {
            all,
            best,
            pointed,
            hits,
        }
    }

    #[track_caller]
    fn check(draws: &[Draw], expected: f64, p: f64) {
        let tally = tally(draws.iter().copied());
        assert!((tally.expected - expected).abs() < 1e-9, "{tally:?}");
        assert!((tally.p - p).abs() < 1e-9, "{tally:?}");
    }

    #[test]
    fn one_of_several_is_binomial() {
        check(&[], 0.0, 1.0);
        check(&[draw(4, 1, 1, 1)], 0.25, 0.25);
        check(&[draw(4, 1, 1, 0)], 0.25, 1.0);
        // 3 of 4 with a half each: (4 + 1) / 16.
        let halves: Vec<Draw> = [1, 1, 1, 0].map(|hit| draw(2, 1, 1, hit)).into();
        check(&halves, 2.0, 5.0 / 16.0);
        // Chances that differ: both hit.
        check(&[draw(2, 1, 1, 1), draw(5, 2, 1, 1)], 0.9, 0.2);
    }

    #[test]
    fn several_of_several_are_hypergeometric() {
        // Both of the two best among the two pointed to, of four: 1 / 6.
        check(&[draw(4, 2, 2, 2)], 1.0, 1.0 / 6.0);
        check(&[draw(5, 1, 3, 1)], 0.6, 0.6);
    }

    #[test]
    fn what_tells_nothing_is_left_out() {
        let tally = tally([draw(4, 4, 1, 1), draw(4, 1, 4, 1), draw(4, 1, 0, 0), draw(0, 0, 0, 0)]);
        assert_eq!((tally.items, tally.hits), (0, 0));
    }

    #[test]
    fn the_trimmed_sum_agrees_with_the_whole_one() {
        let draws: Vec<Draw> = (0..400).map(|n| draw(4, 1, 1, u8::from(n % 3 == 0))).collect();
        let tally = tally(draws);
        // The same by the recurrence of the binomial distribution with 400 trials of 1/4.
        let (mut term, mut sum) = (0.75_f64.powi(400), 0.0);
        for k in 0..=400_u32 {
            if k >= tally.hits {
                sum += term;
            }
            term *= f64::from(400 - k) / f64::from(k + 1) / 3.0;
        }
        assert!((tally.p - sum).abs() < 1e-12, "{} {sum}", tally.p);
    }
}

//! How plays spread by what their answers add up to: how likely each credit of a play is, each quality, each number of pulls followed.
//!
//! For each state, how likely it is to come there with each sum, and over how many answers; states in an order in which what comes before is
//! done first, so that plays that have come to the same are followed once. Sums are whole numbers of units ([`Measure::whole`]), so no two
//! of them are mixed up. Exact up to the rounding of the shares. Plays that go round a loop are followed until less than `order::REST` of a play
//! is left in it, or as often as a session has answers; what is left then is [`Sums::longer`].

use std::cmp::Ordering;

use super::measure::{Answer, Measure, divisor};
use super::order::{Order, Passing};
use super::outlook::qualities;
use super::policy::Policy;
use super::quantile::place_at;
use super::replay::replay;
use super::space::{Choice, Space, StateIx};
use super::streams::{MOST_ANSWERS, flow_together};
use super::summary::Turn;
use super::weighing::Weighing;
use crate::scenario::graph::Graph;
use crate::scenario::state::Place;

/// So many sums are passed on for each measure, and then no more: plays that go round for long come to very many. The largest bundled vignette
/// has a tenth of it.
const MOST_PASSED: usize = 4_000_000;

/// Plays that have come to the same sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sum {
    /// Units.
    pub units: u64,
    /// Answers that count.
    pub counted: u16,
    /// How likely such a play is.
    pub share: f64,
}

/// How likely each sum of one measure is at the end of a play. Shares are of all plays.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    whole: u64,
    sums: Vec<Sum>,
    /// How likely a play is to be longer than was followed. 0 in a vignette without loops, unless its plays come to too many sums.
    pub longer: f64,
}

/// How likely a mean is: a fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// Above the line.
    pub part: u64,
    /// Below it.
    pub of: u64,
    /// How likely it is among the plays in which something counts.
    pub share: f64,
}

impl Mean {
    /// Its value.
    #[allow(clippy::cast_precision_loss)]
    pub fn value(&self) -> f64 {
        self.part as f64 / self.of as f64
    }

    fn against(&self, other: &Self) -> Ordering {
        let product = |one: u64, other: u64| u128::from(one) * u128::from(other);
        product(self.part, other.of).cmp(&product(other.part, self.of))
    }
}

impl Sums {
    /// Each sum, by the number of answers that count and then by the sum.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// How likely a play is to end with no answer that counts.
    pub fn uncounted(&self) -> f64 {
        let none = self.sums.iter().filter(|sum| sum.counted == 0);
        none.map(|sum| sum.share).sum()
    }

    /// How likely each mean of a play is among the plays in which something counts, the lowest first.
    pub fn means(&self) -> Vec<Mean> {
        let counted = || self.sums.iter().filter(|sum| sum.counted > 0);
        let total: f64 = counted().map(|sum| sum.share).sum();
        let fractions = counted().map(|sum| {
            let of = u64::from(sum.counted).saturating_mul(self.whole);
            let by = divisor(sum.units, of).max(1);
            Mean {
                part: sum.units / by,
                of: of / by,
                share: sum.share / total,
            }
        });
        let mut means: Vec<Mean> = fractions.collect();
        means.sort_by(Mean::against);
        means.dedup_by(|one, kept| {
            let same = (one.part, one.of) == (kept.part, kept.of);
            if same {
                kept.share += one.share;
            }
            same
        });
        means
    }

    /// How likely each number is, from 0, where the measure is a number and no mean.
    pub fn numbers(&self) -> Vec<f64> {
        let mut numbers = Vec::new();
        for sum in &self.sums {
            let at = usize::try_from(sum.units).unwrap_or(usize::MAX).min(MOST_ANSWERS);
            if numbers.len() <= at {
                numbers.resize(at + 1, 0.0);
            }
            if let Some(share) = numbers.get_mut(at) {
                *share += sum.share;
            }
        }
        numbers
    }

    /// What one play comes to, as sums of which each is certain; in the order of the measures.
    pub fn of_play(graph: &Graph, play: &[Turn], measures: &[Measure<'_>]) -> Vec<Self> {
        let mut totals = vec![
            Sum {
                units: 0,
                counted: 0,
                share: 1.0
            };
            measures.len()
        ];
        replay(graph, play, |replayed| {
            let (offered, range) = replayed.on_offer(graph);
            let answer = Answer {
                statement: replayed.turn.statement,
                choice: replayed.turn.choice,
                quality: replayed.quality,
                offered: &offered,
                range,
                edge: None,
            };
            for (total, measure) in totals.iter_mut().zip(measures) {
                let added = measure.adds(&answer);
                total.units += added.units;
                total.counted += added.counted;
            }
        });
        let measured = totals.into_iter().zip(measures);
        measured
            .map(|(total, measure)| Self {
                whole: measure.whole(),
                sums: vec![total],
                longer: 0.0,
            })
            .collect()
    }

    /// How plays from the roots of a space spread, in the order of the measures.
    pub(super) fn new(space: &Space, order: &Order, policy: &mut dyn Policy, measures: &[Measure<'_>]) -> Vec<Self> {
        let mut flow = Flow {
            space,
            policy,
            measures,
            waiting: vec![None; space.len()],
            weighing: Weighing::default(),
            ended: vec![Vec::new(); measures.len()],
            longer: vec![0.0; measures.len()],
            left: MOST_PASSED.saturating_mul(measures.len()),
        };
        let share = 1.0 / space.roots().len() as f64;
        let start = [Sum {
            units: 0,
            counted: 0,
            share,
        }];
        for &root in space.roots() {
            for measure in 0..measures.len() {
                flow.send(root, measure, start.iter().copied());
            }
        }
        order.pass(&mut flow, MOST_ANSWERS);
        let Flow { ended, longer, .. } = flow;
        let found = ended.into_iter().zip(longer).zip(measures);
        found
            .map(|((mut sums, longer), measure)| {
                join(&mut sums);
                Self {
                    whole: measure.whole(),
                    sums,
                    longer,
                }
            })
            .collect()
    }
}

struct Flow<'f> {
    space: &'f Space,
    policy: &'f mut dyn Policy,
    measures: &'f [Measure<'f>],
    /// For each state at which plays have arrived: their sums, by measure.
    waiting: Vec<Option<Box<[Vec<Sum>]>>>,
    weighing: Weighing,
    ended: Vec<Vec<Sum>>,
    longer: Vec<f64>,
    /// How many sums may still be passed on.
    left: usize,
}

impl Flow<'_> {
    fn send(&mut self, to: StateIx, measure: usize, sums: impl ExactSizeIterator<Item = Sum>) {
        let Some(slot) = self.waiting.get_mut(to as usize) else {
            return;
        };
        let arrived = slot.get_or_insert_with(|| vec![Vec::new(); self.measures.len()].into());
        if let Some(known) = arrived.get_mut(measure) {
            extend(known, sums);
        }
    }

    fn end(&mut self, arrived: &[Vec<Sum>]) {
        for (ended, sums) in self.ended.iter_mut().zip(arrived) {
            extend(ended, sums.iter().copied());
        }
    }
}

impl Passing for Flow<'_> {
    fn give_up(&mut self, state: StateIx) {
        let rest = self.waiting.get_mut(state as usize).and_then(Option::take);
        for (longer, sums) in self.longer.iter_mut().zip(rest.iter().flatten()) {
            *longer += sums.iter().map(|sum| sum.share).sum::<f64>();
        }
    }

    fn pass_on(&mut self, index: StateIx, crumb: f64) -> f64 {
        if self.left == 0 {
            self.give_up(index);
            return 0.0;
        }
        let Some(mut arrived) = self.waiting.get_mut(index as usize).and_then(Option::take) else {
            return 0.0;
        };
        for (sums, longer) in arrived.iter_mut().zip(&mut self.longer) {
            join(sums);
            sums.retain(|sum| {
                let kept = sum.share >= crumb;
                *longer += if kept { 0.0 } else { sum.share };
                kept
            });
        }
        let space = self.space;
        let passed: usize = arrived.iter().map(Vec::len).sum();
        self.left = self
            .left
            .saturating_sub(passed.saturating_mul(space.edges(index).len()));
        let moved = arrived
            .first()
            .map_or(0.0, |sums| sums.iter().map(|sum| sum.share).sum());
        let edges = space.edges(index);
        let Place::Statement(statement) = space.place(index) else {
            self.end(&arrived);
            return moved;
        };
        if edges.is_empty() {
            self.end(&arrived);
            return moved;
        }
        let offered: Vec<Choice> = space.choices_at(index).collect();
        let range = qualities(edges);
        let (weights, total) = self.weighing.weigh(space, index, self.policy);
        let chances: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
        for (((&edge, chance), &choice), at) in edges.iter().zip(chances).zip(&offered).zip(0..) {
            if chance <= 0.0 {
                continue;
            }
            let answer = Answer {
                statement,
                choice,
                quality: edge.quality(),
                offered: &offered,
                range,
                edge: Some((index, at)),
            };
            for (at, (measure, sums)) in self.measures.iter().zip(arrived.iter()).enumerate() {
                let added = measure.adds(&answer);
                for way in space.ways(edge) {
                    let onward = sums.iter().map(|sum| Sum {
                        units: sum.units + added.units,
                        counted: sum.counted.saturating_add(added.counted),
                        share: sum.share * chance * way.chance,
                    });
                    self.send(way.to, at, onward);
                }
            }
        }
        moved
    }
}

/// Adds sums to a list, and makes room by joining before the list grows.
fn extend(list: &mut Vec<Sum>, sums: impl ExactSizeIterator<Item = Sum>) {
    if list.len() + sums.len() > list.capacity() {
        join(list);
    }
    list.extend(sums);
}

/// Plays that have come to the same sum go on as one.
fn join(sums: &mut Vec<Sum>) {
    flow_together(sums, |sum| (sum.counted, sum.units), |sum| &mut sum.share);
}

/// The least mean that is not below this share of all.
pub fn quantile(means: &[Mean], share: f64) -> Option<&Mean> {
    means.get(place_at(means.iter().map(|mean| mean.share), share)?)
}

/// How likely a mean of 0 to 1 is to fall into each tenth, from 0 to below 0.1 on; 1 belongs to the last.
pub fn tenths(means: &[Mean]) -> [f64; 10] {
    let mut tenths = [0.0; 10];
    for mean in means {
        let at = u128::from(mean.part) * 10 / u128::from(mean.of.max(1));
        if let Some(tenth) = tenths.get_mut(usize::try_from(at).unwrap_or(9).min(9)) {
            *tenth += mean.share;
        }
    }
    tenths
}

/// The average of all means.
pub fn average(means: &[Mean]) -> Option<f64> {
    let sum = means.iter().map(|mean| mean.value() * mean.share).sum();
    (!means.is_empty()).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(units: u64, counted: u16, share: f64) -> Sum {
        Sum { units, counted, share }
    }

    #[test]
    fn means_of_a_play_are_fractions() {
        let sums = Sums {
            whole: 12,
            sums: vec![sum(0, 0, 0.2), sum(12, 2, 0.4), sum(18, 3, 0.2), sum(36, 3, 0.2)],
            longer: 0.0,
        };
        let means = sums.means();
        let told: Vec<(u64, u64)> = means.iter().map(|mean| (mean.part, mean.of)).collect();
        // A half of two answers and a half of three are the same; the play without any is left out.
        assert_eq!(told, [(1, 2), (1, 1)]);
        assert!((sums.uncounted() - 0.2).abs() < 1e-12);
        assert!((average(&means).unwrap_or(0.0) - 0.625).abs() < 1e-12);
        let quantiles = [0.5, 0.75, 0.76].map(|share| quantile(&means, share).map_or(0.0, Mean::value));
        assert_eq!(quantiles, [0.5, 0.5, 1.0]);
        let tenths = tenths(&means);
        assert!((tenths[5] - 0.75).abs() < 1e-12 && (tenths[9] - 0.25).abs() < 1e-12);
        assert_eq!((quantile(&[], 0.5), average(&[])), (None, None));
    }

    #[test]
    fn numbers_are_counted_from_none() {
        let sums = Sums {
            whole: 1,
            sums: vec![sum(0, 0, 0.25), sum(3, 0, 0.75)],
            longer: 0.0,
        };
        assert_eq!(sums.numbers(), [0.25, 0.0, 0.0, 0.75]);
    }
}

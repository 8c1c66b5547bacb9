//! What an answer adds to a play's measures, as the score counts them: credit, quality, pulls followed, credit where a row of the framework
//! was called for, points given away against best play. In whole units, so that the sum over a play is exact.

use super::loss::Losses;
use super::space::{Choice, StateIx};
use crate::framework::id::{PullId, RowId};
use crate::scenario::model::{Act, Band, Response, Scenario};

/// Parts of a credit that is quality scaled between the worst and the best on offer: these lie 1, 2, 3 or 4 apart.
const TWELFTHS: u64 = 12;

/// Most units in a whole. Votes whose common multiple is beyond are rounded to this fine a part.
const MOST_UNITS: u64 = 1_000_000_000_000_000;

/// An answer, and what else was on offer.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The statement that is answered.
    pub statement: u32,
    /// The answer.
    pub choice: Choice,
    /// How apt it is, 0 to 4.
    pub quality: u8,
    /// Everything on offer.
    pub offered: &'a [Choice],
    /// The lowest and the highest quality on offer.
    pub range: (u8, u8),
    /// Where it stands in a space: the state, and its place among the choices there. `None` for an answer of a play that no space was
    /// explored for.
    pub edge: Option<(StateIx, usize)>,
}

impl Answer<'_> {
    /// Quality between the worst and the best on offer, in parts of a whole; `None` if everything on offer is as apt.
    fn credit(&self, whole: u64) -> Option<u64> {
        let (low, high) = self.range;
        let gained = u64::from(self.quality.saturating_sub(low));
        (low < high).then(|| scaled(gained, u64::from(high - low), whole))
    }
}

/// What one answer adds to a play's measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Units.
    pub units: u64,
    /// 1 if the answer is one of those over which the mean is taken.
    pub counted: u16,
}

/// Something that adds up over a play.
#[derive(Clone, Copy, Debug)]
pub enum Measure<'j> {
    /// Quality between the worst on offer, 0, and the best, 1; answers where everything is as apt do not count.
    Credit,
    /// Quality, 0 to 4.
    Quality,
    /// Answers that follow a pull. A number, not a mean.
    Pulls(&'j Judgements),
    /// Answers that follow one of [`Judgements::pulls`], by its place there. A number, not a mean.
    Pull(&'j Judgements, usize),
    /// Credit of the answers where a response on offer shows one of [`Judgements::rows`], by its place there: by the experts' votes where
    /// there are votes.
    Row(&'j Judgements, usize),
    /// Points of bond, tasks and goals together that answers give away against best play. A number, not a mean.
    Lost(&'j Losses<'j>),
}

impl Measure<'_> {
    /// How many units a whole has.
    pub fn whole(self) -> u64 {
        match self {
            Self::Credit => TWELFTHS,
            Self::Quality | Self::Pulls(_) | Self::Pull(..) => 1,
            Self::Row(judgements, _) => judgements.whole,
            Self::Lost(_) => Losses::PARTS,
        }
    }

    /// What an answer adds.
    pub fn adds(self, answer: &Answer<'_>) -> Added {
        let of = |credit: Option<u64>| credit.map_or_else(Added::default, |units| Added { units, counted: 1 });
        let number = |holds: bool| Added {
            units: u64::from(holds),
            counted: 0,
        };
        match self {
            Self::Credit => of(answer.credit(TWELFTHS)),
            Self::Quality => of(Some(u64::from(answer.quality))),
            Self::Pulls(judgements) => number(judgements.pull(answer).is_some()),
            Self::Pull(judgements, pull) => number(judgements.pull(answer) == Some(pull)),
            Self::Row(judgements, row) => of(judgements.credit(answer, row)),
            Self::Lost(losses) => Added {
                units: answer.edge.map_or(0, |(state, choice)| losses.of(state, choice)),
                counted: 0,
            },
        }
    }
}

/// What the author and the experts say of one response.
#[derive(Clone, Debug, Default)]
struct Judged {
    /// The experts' votes.
    votes: u64,
    /// Whether it is a silence of several lengths, which no vote is about.
    timed: bool,
    /// The rows that it shows, by their places.
    rows: Vec<usize>,
    /// The pull that leads to it, or to each band of a silence.
    pulls: Vec<Option<usize>>,
}

/// What the author and the experts say of every response of a vignette.
#[derive(Clone, Debug)]
pub struct Judgements {
    rows: Vec<RowId>,
    pulls: Vec<PullId>,
    whole: u64,
    /// By statement and response.
    statements: Vec<Vec<Judged>>,
}

impl Judgements {
    /// Reads them.
    pub fn new(scenario: &Scenario) -> Self {
        let mut all = Self {
            rows: Vec::new(),
            pulls: Vec::new(),
            whole: TWELFTHS,
            statements: Vec::new(),
        };
        for statement in scenario.statements.values() {
            let responses = statement.responses.values();
            let judged = responses.map(|response| all.read(response)).collect();
            all.statements.push(judged);
        }
        all
    }

    /// The rows that some response shows, in the order of the file.
    pub fn rows(&self) -> &[RowId] {
        &self.rows
    }

    /// The pulls that lead to some response, in the order of the file.
    pub fn pulls(&self) -> &[PullId] {
        &self.pulls
    }

    fn read(&mut self, response: &Response) -> Judged {
        let bands: &[Band] = match &response.act {
            Act::Silence { bands, .. } => bands,
            Act::Say(_) | Act::Summary(_) => &[],
        };
        let of_bands = bands.iter().map(|band| band.shows.as_ref().unwrap_or(&response.shows));
        let own = bands.is_empty().then_some(&response.shows);
        let mut rows: Vec<usize> = Vec::new();
        for row in of_bands.chain(own).flatten() {
            let place = place(&mut self.rows, row);
            if !rows.contains(&place) {
                rows.push(place);
            }
        }
        let mut pull = |pull: Option<&PullId>| pull.map(|pull| place(&mut self.pulls, pull));
        let mut pulls: Vec<Option<usize>> = bands
            .iter()
            .map(|band| pull(band.pull.as_ref().or(response.pull.as_ref())))
            .collect();
        if pulls.is_empty() {
            pulls.push(pull(response.pull.as_ref()));
        }
        let votes = u64::from(response.panel.unwrap_or(0));
        self.whole = common(self.whole, votes.max(1)).min(MOST_UNITS);
        Judged {
            votes,
            timed: bands.len() > 1,
            rows,
            pulls,
        }
    }

    fn of(&self, statement: u32, response: u8) -> Option<&Judged> {
        self.statements.get(statement as usize)?.get(usize::from(response))
    }

    fn pull(&self, answer: &Answer<'_>) -> Option<usize> {
        let judged = self.of(answer.statement, answer.choice.response)?;
        judged.pulls.get(usize::from(answer.choice.band)).copied().flatten()
    }

    /// The credit of an answer where a row was called for; `None` where it was not, and where everything on offer is as apt.
    fn credit(&self, answer: &Answer<'_>, row: usize) -> Option<u64> {
        let on_offer = || {
            let responses = answer.offered.iter().map(|choice| choice.response);
            responses.filter_map(|response| self.of(answer.statement, response))
        };
        if !on_offer().any(|judged| judged.rows.contains(&row)) {
            return None;
        }
        let most = on_offer().map(|judged| judged.votes).max().unwrap_or(0);
        let fewest = on_offer().map(|judged| judged.votes).min().unwrap_or(0);
        let own = self.of(answer.statement, answer.choice.response)?;
        if most > fewest && !own.timed {
            return Some(scaled(own.votes, most, self.whole));
        }
        answer.credit(self.whole)
    }
}

/// The place of an id in a list, to which it is added if it is not there.
fn place<T: Clone + PartialEq>(list: &mut Vec<T>, id: &T) -> usize {
    list.iter().position(|known| known == id).unwrap_or_else(|| {
        list.push(id.clone());
        list.len() - 1
    })
}

/// So many parts of some, in parts of a whole: exact if the whole can be divided by them.
fn scaled(part: u64, of: u64, whole: u64) -> u64 {
    let exact = u128::from(part) * u128::from(whole) / u128::from(of.max(1));
    u64::try_from(exact).unwrap_or(u64::MAX)
}

/// The least common multiple.
fn common(one: u64, other: u64) -> u64 {
    (one / divisor(one, other).max(1)).saturating_mul(other)
}

/// The greatest common divisor.
pub(super) const fn divisor(mut one: u64, mut other: u64) -> u64 {
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::scenario::read::read;

    fn said(response: u8) -> Choice {
        Choice {
            response,
            band: 0,
            summary: None,
            left_out: None,
        }
    }

    #[track_caller]
    fn check(measure: Measure<'_>, (response, quality): (u8, u8), range: (u8, u8), expected: (u64, u16)) {
        let answer = Answer {
            statement: 0,
            choice: said(response),
            quality,
            offered: &[said(0), said(1)],
            range,
            edge: None,
        };
        let added = measure.adds(&answer);
        assert_eq!((added.units, added.counted), expected, "{measure:?}");
    }

    #[test]
    fn credit_is_a_part_of_the_way_from_worst_to_best() {
        for (quality, range, units) in [(3, (0, 4), 9), (2, (1, 4), 4), (2, (1, 2), 12), (0, (0, 3), 0)] {
            check(Measure::Credit, (0, quality), range, (units, 1));
        }
        check(Measure::Credit, (0, 2), (2, 2), (0, 0));
        check(Measure::Quality, (0, 3), (0, 4), (3, 1));
    }

    #[test]
    fn the_opening_of_the_small_vignette_is_judged() {
        let scenario = read(include_str!("../../tests/vignettes/small.ron")).scenario.unwrap();
        let judgements = Judgements::new(&scenario);
        let responses: Vec<_> = scenario
            .statements
            .values()
            .next()
            .unwrap()
            .responses
            .values()
            .collect();
        let own = responses
            .iter()
            .position(|response| !response.shows.is_empty())
            .unwrap();
        let row = judgements
            .rows()
            .iter()
            .position(|row| responses.get(own).unwrap().shows.contains(row))
            .unwrap();
        // Whichever answer is given, the row was called for by the one that shows it.
        check(Measure::Row(&judgements, row), (0, 4), (0, 4), (12, 1));
        check(Measure::Row(&judgements, row), (1, 1), (0, 4), (3, 1));
        for (place, response) in (0_u8..).zip(responses.iter().take(2)) {
            let pulled = u64::from(response.pull.is_some());
            check(Measure::Pulls(&judgements), (place, 1), (0, 4), (pulled, 0));
        }
    }

    #[test]
    fn wholes_are_common_multiples() {
        assert_eq!(
            [common(12, 10), common(12, 1), common(12, 7), divisor(12, 18)],
            [60, 12, 84, 6]
        );
        assert_eq!(scaled(3, 7, 84), 36);
    }
}

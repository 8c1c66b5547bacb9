//! The measures as numbers, for programs. What each means stands in `docs/how-it-is-scored.md`; turns count from 1, as on the screen.

use serde::Serialize;

use crate::framework::id::{Component, PullId, RowId, RuptureKind};
use crate::framework::model::Framework;
use crate::score::Score;
use crate::score::Source;
use crate::score::abilities::{Hindered, RowScore};
use crate::score::ratio::Ratio;
use crate::score::recognition::Recognition;
use crate::score::repair::RuptureArc;

/// All measures of a play.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Numbers {
    /// Bond, tasks and goals at the start, each 0 to 100.
    pub alliance_start: [u8; 3],
    /// The same at the end.
    pub alliance_end: [u8; 3],
    /// Rows that were called for.
    pub abilities: Vec<AbilityNumbers>,
    /// Rows that answers hindered or missed.
    pub hindered: Vec<HinderedNumbers>,
    /// Strains seen, missed and imagined. Left out if the trainee was not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recognition: Option<RecognitionNumbers>,
    /// What became of each rupture.
    pub ruptures: Vec<RuptureNumbers>,
    /// How near the readings of the alliance came. Left out without a reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<ReadingNumbers>,
    /// Confidence against what was chosen. Left out without a forecast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calibration: Option<CalibrationNumbers>,
    /// The notebook. Left out if it was not filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notebook: Option<Share>,
    /// What drew the trainee to weak responses.
    pub pulls: Vec<PullNumbers>,
}

/// So many out of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many.
    pub count: u32,
    /// Out of how many.
    pub of: u32,
}

impl From<Ratio> for Share {
    fn from(ratio: Ratio) -> Self {
        Self {
            count: ratio.numer,
            of: ratio.denom,
        }
    }
}

/// One row that was called for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AbilityNumbers {
    /// Its id.
    pub row: RowId,
    /// What it is called.
    pub label: String,
    /// In how many turns the answer itself showed it, out of those in which it was called for.
    pub shown: Share,
    /// The mean credit, 0 to 1.
    pub mean_credit: f64,
    /// The turns in which it was called for.
    pub turns: Vec<u16>,
}

/// One row that answers hindered or missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HinderedNumbers {
    /// Its id.
    pub row: RowId,
    /// What it is called.
    pub label: String,
    /// The turns.
    pub turns: Vec<u16>,
}

/// Strains seen, missed and imagined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RecognitionNumbers {
    /// Strains seen, out of those looked at.
    pub hits: Share,
    /// The same for moves away.
    pub hits_withdrawal: Share,
    /// The same for moves against.
    pub hits_confrontation: Share,
    /// Statements taken for a strain, out of those without one.
    pub false_alarms: Share,
    /// Foils taken for a strain, out of foils.
    pub foils_taken: Share,
    /// Hits with the right kind, out of hits.
    pub kind_right: Share,
    /// Right components, out of those named on hits.
    pub component_right: Share,
    /// Right client factors, out of those named.
    pub factor_right: Share,
}

/// One rupture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuptureNumbers {
    /// Away or against, as it was last.
    pub kind: &'static str,
    /// The turn at which it opened.
    pub opened: u16,
    /// Whether an answer opened it.
    pub by_answer: bool,
    /// The turn at which the trainee saw it.
    pub noticed: Option<u16>,
    /// The turn from which it could be spoken of.
    pub recognised: Option<u16>,
    /// Turns whose answer moved it on.
    pub advanced: Vec<u16>,
    /// Turns whose answer set it back.
    pub set_back: Vec<u16>,
    /// The turn that repaired it; none if it was left open.
    pub repaired: Option<u16>,
    /// Answers given while it was open.
    pub answers: u16,
}

/// Three numbers, one a component.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Three {
    /// Bond.
    pub bond: f64,
    /// Tasks.
    pub tasks: f64,
    /// Goals.
    pub goals: f64,
}

/// How near the readings came.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ReadingNumbers {
    /// How many readings.
    pub readings: usize,
    /// Mean absolute error in points of 100.
    pub mean_error: Three,
    /// Mean error with its sign: above 0, read as better than it was.
    pub bias: Three,
}

/// Confidence against what was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CalibrationNumbers {
    /// How many forecasts.
    pub forecasts: usize,
    /// 0 to 1, lower is better.
    pub brier: f64,
    /// Mean confidence less the share of best answers, in points of 100.
    pub difference_percent: i64,
}

/// One pull.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PullNumbers {
    /// Its id.
    pub pull: PullId,
    /// What it is called.
    pub label: String,
    /// The turns whose answer followed it.
    pub turns: Vec<u16>,
    /// How many of them came under a move away.
    pub under_withdrawal: usize,
    /// How many of them came under a move against.
    pub under_confrontation: usize,
}

const fn turn(source: Source) -> u16 {
    source.turn.saturating_add(1)
}

fn turns<'s>(sources: impl IntoIterator<Item = &'s Source>) -> Vec<u16> {
    sources.into_iter().map(|&source| turn(source)).collect()
}

/// Millionths, ten-thousandths or hundredths as a fraction. The parts are small, so the casts are exact.
#[allow(clippy::cast_precision_loss)]
fn fraction(parts: i64, whole: i64) -> f64 {
    parts as f64 / whole as f64
}

/// Millionths as a fraction with four decimals.
pub fn from_millionths(millionths: u64) -> f64 {
    let rounded = (millionths + 50) / 100;
    fraction(i64::try_from(rounded).unwrap_or(i64::MAX), 10_000)
}

impl Numbers {
    /// The numbers of a score.
    pub fn of(score: &Score, framework: &Framework) -> Self {
        Self {
            alliance_start: score.alliance.start,
            alliance_end: score.alliance.end(),
            abilities: score.abilities.rows.iter().map(|row| ability(row, framework)).collect(),
            hindered: score
                .abilities
                .hindered
                .iter()
                .map(|row| hindered(row, framework))
                .collect(),
            recognition: (!score.recognition.looks.is_empty()).then(|| recognition(&score.recognition)),
            ruptures: score.repair.arcs.iter().map(rupture).collect(),
            reading: reading(score),
            calibration: calibration(score),
            notebook: score.notebook.as_ref().map(|notebook| notebook.right().into()),
            pulls: pulls(score, framework),
        }
    }
}

fn ability(row: &RowScore, framework: &Framework) -> AbilityNumbers {
    AbilityNumbers {
        row: row.row.clone(),
        label: framework.row_label(row.row.as_str()).to_owned(),
        shown: row.shown().into(),
        mean_credit: from_millionths(row.mean_millionths().unwrap_or(0)),
        turns: turns(row.opportunities.iter().map(|chance| &chance.source)),
    }
}

fn hindered(row: &Hindered, framework: &Framework) -> HinderedNumbers {
    HinderedNumbers {
        row: row.row.clone(),
        label: framework.row_label(row.row.as_str()).to_owned(),
        turns: turns(&row.sources),
    }
}

fn recognition(seen: &Recognition) -> RecognitionNumbers {
    RecognitionNumbers {
        hits: seen.hits(None).into(),
        hits_withdrawal: seen.hits(Some(RuptureKind::Withdrawal)).into(),
        hits_confrontation: seen.hits(Some(RuptureKind::Confrontation)).into(),
        false_alarms: seen.false_alarms(None).into(),
        foils_taken: seen.fooled().into(),
        kind_right: seen.kinds().into(),
        component_right: seen.components().into(),
        factor_right: seen.factors().into(),
    }
}

fn rupture(arc: &RuptureArc) -> RuptureNumbers {
    RuptureNumbers {
        kind: kind_name(arc.kind),
        opened: turn(arc.opened),
        by_answer: arc.by_answer,
        noticed: arc.noticed.map(turn),
        recognised: arc.recognised.map(turn),
        advanced: turns(&arc.advanced),
        set_back: turns(&arc.worsened),
        repaired: arc.resolved.map(turn),
        answers: arc.answers,
    }
}

/// A kind of rupture in a word.
pub const fn kind_name(kind: RuptureKind) -> &'static str {
    match kind {
        RuptureKind::Withdrawal => "withdrawal",
        RuptureKind::Confrontation => "confrontation",
    }
}

fn reading(score: &Score) -> Option<ReadingNumbers> {
    let readings = &score.reading;
    let each = |part: &dyn Fn(Component) -> Option<i64>| {
        let hundredths = |component| Some(fraction(part(component)?, 100));
        Some(Three {
            bond: hundredths(Component::Bond)?,
            tasks: hundredths(Component::Tasks)?,
            goals: hundredths(Component::Goals)?,
        })
    };
    Some(ReadingNumbers {
        readings: readings.readings.len(),
        mean_error: each(&|component| readings.mean_error_hundredths(component))?,
        bias: each(&|component| readings.bias_hundredths(component))?,
    })
}

fn calibration(score: &Score) -> Option<CalibrationNumbers> {
    let calibration = &score.calibration;
    Some(CalibrationNumbers {
        forecasts: calibration.forecasts.len(),
        brier: fraction(i64::try_from(calibration.brier_ten_thousandths()?).ok()?, 10_000),
        difference_percent: calibration.difference_percent()?,
    })
}

fn pulls(score: &Score, framework: &Framework) -> Vec<PullNumbers> {
    let pulls = score.pulls.pulls.iter().map(|count| PullNumbers {
        pull: count.pull.clone(),
        label: framework
            .pull(count.pull.as_str())
            .map_or_else(|| count.pull.as_str().to_owned(), |pull| pull.label.clone()),
        turns: turns(count.answers.iter().map(|pulled| &pulled.source)),
        under_withdrawal: count.under(Some(RuptureKind::Withdrawal)),
        under_confrontation: count.under(Some(RuptureKind::Confrontation)),
    });
    pulls.collect()
}

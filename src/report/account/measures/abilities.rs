//! Abilities that were called for, those that answers showed, and what got in the way.

use super::data::{Line, Measure, Pip, share};
use crate::framework::model::RowKind;
use crate::report::account::Play;
use crate::report::account::words::{count, number, sentence, times};
use crate::score::abilities::{Hindered, Opportunity, RowScore};

const HEADING: &str = "Abilities";

/// Most lines that are shown at once.
const FIRST: usize = 6;

/// Credit over opportunities: what the vignette trains first, then where there is most room, the rest folded; and what got in the way.
pub fn measure(play: &Play<'_>) -> Measure {
    let abilities = &play.score.abilities;
    let objectives = &play.vignette.scenario.contract.objectives;
    let mut rows: Vec<&RowScore> = abilities.rows.iter().collect();
    let called = rows.len();
    let shown = rows.iter().filter(|score| score.shown().numer > 0).count();
    rows.sort_by_key(|score| (!objectives.contains(&score.row), score.mean_millionths().unwrap_or(0)));
    let mut lines: Vec<Line> = rows.iter().filter_map(|score| called_for(play, score)).collect();
    let missed = |factor: bool| {
        let hindered = abilities.hindered.iter();
        hindered
            .filter_map(move |hindered| hindrance(play, hindered, factor))
            .collect::<Vec<_>>()
    };
    let mut rest = lines.split_off(lines.len().min(FIRST));
    lines.extend(missed(true));
    rest.extend(missed(false));
    if lines.is_empty() && rest.is_empty() {
        return Measure::empty(
            HEADING,
            "Nothing that you answered called for one ability more than another.",
        );
    }
    let mut measure = Measure::of(HEADING, said(play, called, shown), lines).note(NOTE);
    if !rest.is_empty() {
        let heading = match called.saturating_sub(FIRST) {
            0 => "What was missed".to_owned(),
            others => format!(
                "The other {}, and what was missed",
                count(others, "ability", "abilities")
            ),
        };
        measure.more = Some((heading, rest));
    }
    measure
}

/// What an answer hindered: a factor that got in the way, or an ability that was missed.
fn hindrance(play: &Play<'_>, hindered: &Hindered, factor: bool) -> Option<Line> {
    let row = play.framework.row(hindered.row.as_str())?;
    if matches!(row.kind, RowKind::HinderingFactor) != factor {
        return None;
    }
    let what = if factor { "got in the way" } else { "missed" };
    let pips = hindered.sources.iter().map(|&source| Pip::new(source, false, what));
    Some(Line {
        label: row.label.clone(),
        row: Some(row.id.clone()),
        explained: row.text.clone(),
        figure: format!("{what} {}", times(hindered.sources.len())),
        pips: pips.collect(),
        ..Line::default()
    })
}

const NOTE: &str = "The bar is the mean credit: how apt your answers were where the ability was called for. \
                    The count says how often the answer itself used it.";

fn said(play: &Play<'_>, called: usize, shown: usize) -> String {
    if called == 0 {
        return "No ability was called for, and some answers got in the way.".to_owned();
    }
    let called_for = sentence(&count(called, "ability was called for", "abilities were called for"));
    let used = match shown {
        0 => "and your answers used none of them".to_owned(),
        shown if shown == called => "and your answers used each at least once".to_owned(),
        shown => format!("and your answers used {} of them", number(shown)),
    };
    let mean = |score: &&RowScore| score.mean_millionths().unwrap_or(0);
    let rows = || play.score.abilities.rows.iter();
    let label = |score: &RowScore| play.framework.row(score.row.as_str()).map(|row| lower(&row.label));
    let (most, least) = (rows().map(|row| mean(&row)).max(), rows().map(|row| mean(&row)).min());
    let room = match (most, least) {
        (Some(most), Some(least)) if most > least && shown > 0 => {
            let best = rows()
                .max_by_key(|score| (mean(score), score.opportunities.len()))
                .and_then(label);
            let weakest = rows()
                .max_by_key(|score| (most - mean(score), score.opportunities.len()))
                .and_then(label);
            best.zip(weakest).map(|(best, weakest)| {
                format!(" You were nearest to the best on offer with ‘{best}’; the most room is in ‘{weakest}’.")
            })
        }
        _ => None,
    };
    format!("{called_for}, {used}.{}", room.unwrap_or_default())
}

fn lower(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().to_string())
        .unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

fn called_for(play: &Play<'_>, score: &RowScore) -> Option<Line> {
    let row = play.framework.row(score.row.as_str())?;
    let shown = score.shown();
    Some(Line {
        label: row.label.clone(),
        row: Some(row.id.clone()),
        explained: row.text.clone(),
        bar: share(score.mean_millionths().unwrap_or(0), 1_000_000),
        figure: format!("shown {} of {}", shown.numer, shown.denom),
        pips: score.opportunities.iter().map(pip).collect(),
        ..Line::default()
    })
}

fn pip(chance: &Opportunity) -> Pip {
    let how = if chance.shown {
        "shown"
    } else {
        "called for, and not used"
    };
    let of = if chance.panel {
        "of the experts’ votes for the most chosen answer"
    } else {
        "of what was possible"
    };
    let percent = chance.credit.percent().unwrap_or(0);
    Pip::new(
        chance.source,
        chance.shown,
        format!("{how}; your answer was worth {percent}% {of}"),
    )
}

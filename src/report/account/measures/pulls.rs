//! What drew the trainee to weak responses.

use super::data::{Line, Measure, Pip};
use crate::report::account::Play;
use crate::report::account::words::{list, sentence, times};
use crate::score::pulls::{PullCount, Pulled};
use crate::session::words::a_kind;

const HEADING: &str = "What drew you";

/// Each pull that was followed, the most frequent first.
pub fn measure(play: &Play<'_>) -> Measure {
    let pulls = &play.score.pulls.pulls;
    if pulls.is_empty() {
        return Measure::empty(
            HEADING,
            "None of your answers followed one of the pulls that the vignette marks.",
        );
    }
    let most = pulls.first().map_or(0, |count| count.answers.len());
    let leading: Vec<&PullCount> = pulls.iter().filter(|count| count.answers.len() == most).collect();
    let labels: Vec<String> = leading
        .iter()
        .filter_map(|count| label(play, count))
        .map(|label| format!("‘{}’", label.to_lowercase()))
        .collect();
    let sentence = match leading.as_slice() {
        [one] if most == 1 => format!("One answer followed a pull: {}{}.", list(&labels), under(&one.answers)),
        [one] => format!(
            "What drew you most was {}, {}{}.",
            list(&labels),
            times(most),
            under(&one.answers)
        ),
        _ => format!(
            "No single pull stands out: {} came {} each.",
            list(&labels),
            times(most)
        ),
    };
    Measure::of(
        HEADING,
        sentence,
        pulls.iter().filter_map(|count| line(play, count)).collect(),
    )
}

fn label<'a>(play: &Play<'a>, count: &PullCount) -> Option<&'a str> {
    Some(play.framework.pull(count.pull.as_str())?.label.as_str())
}

fn under(answers: &[Pulled]) -> String {
    let mut kinds = answers.iter().map(|pulled| pulled.under);
    let first = kinds.next().flatten();
    match first {
        Some(kind) if kinds.all(|under| under == first) => format!(", under {kind}"),
        _ => String::new(),
    }
}

fn line(play: &Play<'_>, count: &PullCount) -> Option<Line> {
    let pull = play.framework.pull(count.pull.as_str())?;
    let pips = count.answers.iter().map(|pulled| {
        let under = pulled.under.map_or("with no strain in the room".to_owned(), |kind| {
            format!("under {}", a_kind(kind))
        });
        Pip::new(pulled.source, true, format!("your answer followed this pull, {under}"))
    });
    Some(Line {
        label: sentence(&pull.label),
        explained: pull.text.clone(),
        figure: times(count.answers.len()),
        pips: pips.collect(),
        ..Line::default()
    })
}

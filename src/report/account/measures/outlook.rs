//! What was still possible from turn to turn.

use super::data::{Line, Measure, Pip};
use crate::report::account::Play;
use crate::report::account::outlook::{Foresight, Outlook};
use crate::score::Source;

const HEADING: &str = "What was still possible";

/// What the hour could have come to, and where that changed.
pub fn measure(play: &Play<'_>) -> Measure {
    let foresights = match play.outlook {
        Outlook::Working => {
            return Measure::empty(
                HEADING,
                "Every way through this hour is being worked out. It takes a moment.",
            );
        }
        Outlook::Unknown if play.options.only.is_some() => {
            return Measure::empty(
                HEADING,
                "A single moment has no hour ahead of it, so there is nothing to compare.",
            );
        }
        Outlook::Unknown => {
            return Measure::empty(
                HEADING,
                "This vignette has too many ways through it to work them all out, so nothing is said here.",
            );
        }
        Outlook::Known(foresights) => foresights,
    };
    let dear: Vec<&Foresight> = foresights.iter().filter(|foresight| foresight.lost() > 0).collect();
    let pips = |mut of: Vec<&Foresight>| {
        of.sort_by_key(|foresight| foresight.turn);
        let pips = of
            .into_iter()
            .map(|foresight| Pip::new(at(foresight.turn), foresight.lost() == 0, lost(foresight)));
        pips.collect::<Vec<_>>()
    };
    let worst = dear
        .iter()
        .max_by_key(|foresight| (foresight.lost(), std::cmp::Reverse(foresight.turn)));
    let sentence = match worst {
        None => "No answer cost anything: the best hour still possible stayed within reach until the end.".to_owned(),
        Some(worst) => format!(
            "The answer that cost most was at turn {}: the best hour still possible ended {} points lower after it.",
            worst.turn + 1,
            worst.lost()
        ),
    };
    let first = foresights.first();
    let begins = play.score.turns.first().map(|turn| turn.turn);
    let partly = first.filter(|first| Some(first.turn) != begins);
    let mut lines = Vec::new();
    if let Some(first) = first {
        lines.push(Line {
            label: match partly {
                Some(first) => format!("The best hour, from turn {}", first.turn + 1),
                None => "The best hour, from the start".to_owned(),
            },
            explained: format!(
                "Bond, tasks and goals at the end of the best hour that was possible when turn {} began: with the answers that bring \
                 the three together highest.",
                first.turn + 1
            ),
            figure: three(first.before),
            ..Line::default()
        });
    }
    let ended = play.score.alliance.end().map(f64::from);
    lines.push(Line {
        label: "Yours".to_owned(),
        explained: match foresights.last() {
            Some(last) => format!(
                "Bond, tasks and goals where your hour ended, after the answer of turn {}.",
                last.turn + 1
            ),
            None => "Bond, tasks and goals where your hour ended.".to_owned(),
        },
        figure: three(ended),
        ..Line::default()
    });
    let free: Vec<&Foresight> = foresights.iter().filter(|foresight| foresight.lost() == 0).collect();
    lines.push(Line {
        label: "Answers that cost nothing".to_owned(),
        explained: "Answers after which the best hour still possible was as good as before them.".to_owned(),
        figure: format!("{} of {}", free.len(), foresights.len()),
        bar: super::data::share(free.len() as u64, foresights.len() as u64),
        pips: pips(foresights.iter().collect()),
        ..Line::default()
    });
    let note = "Worked out exactly, over every way that this vignette can go. Points are of bond, tasks and goals together. \
                A choice can cost something here and still have been worth making.";
    let note = match partly {
        Some(first) => format!(
            "Too much lay ahead of the turns before turn {} to work it all out. {note}",
            first.turn + 1
        ),
        None => note.to_owned(),
    };
    Measure::of(HEADING, sentence, lines).note(&note)
}

/// A turn as what made a number. Which event of it does not matter here.
const fn at(turn: u16) -> Source {
    Source { turn, event: 0 }
}

/// What one answer cost, as a clause.
pub fn lost(foresight: &Foresight) -> String {
    match foresight.lost() {
        0 => "this choice cost nothing".to_owned(),
        1 => "from here the best hour still possible ended 1 point lower".to_owned(),
        points => format!("from here the best hour still possible ended {points} points lower"),
    }
}

fn three([bond, tasks, goals]: [f64; 3]) -> String {
    format!("bond {bond:.0}, tasks {tasks:.0}, goals {goals:.0}")
}

//! The notebook against the truth.

use super::data::{Line, Measure, Pip};
use crate::report::account::Play;
use crate::score::notebook::{Ascribed, BeliefScore};

const HEADING: &str = "The client’s view";

/// Each belief: whether it is theirs, what was ticked, and where it comes from.
pub fn measure(play: &Play<'_>) -> Measure {
    let client = &play.vignette.scenario.client;
    let name = &client.name;
    let Some(notebook) = &play.score.notebook else {
        let why = if client.beliefs.is_empty() {
            format!("This vignette lists no beliefs of {name}’s, so there is no notebook to compare.")
        } else if play.options.steps.notebook {
            "You passed over the notebook at the end, so there is nothing to compare.".to_owned()
        } else {
            "You left out the notebook, so there is nothing to compare.".to_owned()
        };
        return Measure::empty(HEADING, why);
    };
    let right = notebook.right();
    let (missed, wrongly) = (
        notebook.of(Ascribed::Missed).count(),
        notebook.of(Ascribed::Wrongly).count(),
    );
    let sentence = match (missed, wrongly) {
        (0, 0) => format!("You told what {name} believes from what {name} does not, throughout."),
        (0, _) => format!(
            "You heard all that {name} believes, and took some more for theirs: {} of {} judged rightly.",
            right.numer, right.denom
        ),
        (_, 0) => format!(
            "Nothing that you ticked was foreign to {name}, and some of it went unheard: {} of {} judged rightly.",
            right.numer, right.denom
        ),
        _ => format!(
            "{} of {} beliefs were judged rightly. Read the others beside where they come from.",
            right.numer, right.denom
        ),
    };
    // What there is to learn from stands first.
    let order = [Ascribed::Missed, Ascribed::Wrongly, Ascribed::Right, Ascribed::LeftOut];
    let lines = order
        .into_iter()
        .flat_map(|ascribed| notebook.of(ascribed))
        .filter_map(|score| line(play, score))
        .collect();
    Measure::of(HEADING, sentence, lines)
}

fn line(play: &Play<'_>, score: &BeliefScore) -> Option<Line> {
    let (_, belief) = play
        .vignette
        .scenario
        .client
        .beliefs
        .get_index(usize::from(score.belief))?;
    let name = &play.vignette.scenario.client.name;
    let label = match score.ascribed {
        Ascribed::Right => format!("{name}’s, and you ticked it"),
        Ascribed::Missed => format!("{name}’s, and you left it out"),
        Ascribed::Wrongly => format!("Not {name}’s, and you ticked it"),
        Ascribed::LeftOut => format!("Not {name}’s, and you left it out"),
    };
    let pips = score
        .known
        .map(|source| Pip::new(source, true, "it was made known here"));
    let unheard = belief.held && pips.is_none();
    let from = belief.from.trim();
    let text = if unheard {
        format!("{from} It did not come up in this hour.")
    } else {
        from.to_owned()
    };
    let explained = match score.ascribed {
        Ascribed::Right => format!("{name} holds this to be true, and in the notebook at the end you said so."),
        Ascribed::Missed => {
            format!("{name} holds this to be true, and in the notebook at the end you did not tick it.")
        }
        Ascribed::Wrongly => {
            format!("{name} does not hold this to be true, and in the notebook at the end you ticked it.")
        }
        Ascribed::LeftOut => format!("{name} does not hold this to be true, and you did not tick it."),
    };
    Some(Line {
        label,
        explained,
        quote: Some(belief.text.trim().to_owned()),
        text: Some(text),
        pips: pips.into_iter().collect(),
        ..Line::default()
    })
}

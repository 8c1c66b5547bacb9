//! What became of each rupture.

use super::data::{Line, Measure, Pip};
use crate::framework::id::RuptureKind;
use crate::report::account::Play;
use crate::report::account::words::{count, number, sentence};
use crate::score::repair::{Repair, RuptureArc};

const HEADING: &str = "Repair";

/// Each rupture on a line of its own.
pub fn measure(play: &Play<'_>) -> Measure {
    let repair = &play.score.repair;
    if repair.arcs.is_empty() {
        return Measure::empty(
            HEADING,
            "No rupture opened in this hour, so there was nothing to repair.",
        );
    }
    let name = &play.vignette.scenario.client.name;
    let asked = play.options.steps.notice;
    let lines = repair
        .arcs
        .iter()
        .map(|arc| line(arc, first_kind(play, arc), name, asked))
        .collect();
    Measure::of(HEADING, said(repair), lines)
}

fn said(repair: &Repair) -> String {
    let (all, done) = (repair.arcs.len(), repair.resolved().count());
    let opened = sentence(&count(all, "rupture opened", "ruptures opened"));
    match (all, done) {
        (1, 1) => "One rupture opened, and you repaired it together.".to_owned(),
        (1, 0) => "One rupture opened, and it was still open when the hour ended.".to_owned(),
        (_, 0) => format!("{opened}, and none was repaired before the hour ended."),
        (all, done) if all == done => format!("{opened}, and you repaired each of them together."),
        (_, done) => format!(
            "{opened}, and {} of them {} repaired.",
            number(done),
            if done == 1 { "was" } else { "were" }
        ),
    }
}

/// The kind as which a rupture opened.
fn first_kind(play: &Play<'_>, arc: &RuptureArc) -> RuptureKind {
    let turn = play.score.turns.iter().find(|turn| turn.turn == arc.opened.turn);
    let kind = turn.and_then(|turn| {
        let by_answer = turn.answer().and_then(|(_, answered)| answered.rupture_after);
        if arc.by_answer {
            by_answer.map(|rupture| rupture.kind)
        } else {
            turn.opened.map(|(_, kind)| kind)
        }
    });
    kind.unwrap_or(arc.kind)
}

fn line(arc: &RuptureArc, first: RuptureKind, name: &str, asked: bool) -> Line {
    let turn = |source: crate::score::Source| source.turn + 1;
    let mut pips = vec![Pip::new(
        arc.opened,
        false,
        if arc.by_answer {
            "your answer opened it".to_owned()
        } else {
            format!("it opened with what {name} said")
        },
    )];
    let mut parts = vec![format!(
        "It opened at turn {}, {}.",
        turn(arc.opened),
        if arc.by_answer {
            "with your answer".to_owned()
        } else {
            format!("with what {name} said")
        }
    )];
    if let Some(noticed) = arc.noticed {
        pips.push(Pip::new(noticed, true, "you saw a strain"));
        parts.push(format!("You saw it at turn {}.", turn(noticed)));
    } else if asked {
        parts.push("You did not mark it as a strain.".to_owned());
    }
    if let Some(recognised) = arc.recognised {
        pips.push(Pip::new(recognised, true, "after your answer it could be spoken of"));
        parts.push(format!("From turn {} it could be spoken of.", turn(recognised)));
    }
    pips.extend(
        arc.advanced
            .iter()
            .map(|&source| Pip::new(source, true, "your answer moved it on")),
    );
    pips.extend(
        arc.worsened
            .iter()
            .map(|&source| Pip::new(source, false, "your answer set it back")),
    );
    if !arc.worsened.is_empty() {
        let times = crate::report::account::words::times(arc.worsened.len());
        parts.push(format!("It was set back {times}."));
    }
    let figure = match arc.resolved {
        Some(resolved) => {
            pips.push(Pip::new(resolved, true, "your answer repaired it"));
            parts.push(format!("It was repaired at turn {}.", turn(resolved)));
            format!("repaired in {}", count(usize::from(arc.answers), "answer", "answers"))
        }
        None => "left open".to_owned(),
    };
    pips.sort_by_key(|pip| pip.turn);
    pips.dedup_by(|later, first| {
        let same = later.turn == first.turn;
        if same {
            first.full |= later.full;
            let added = format!("{}; {}", first.text, later.text);
            first.text = added;
        }
        same
    });
    let label = if first == arc.kind {
        arc.kind.to_string()
    } else {
        format!("{first}, then {}", arc.kind)
    };
    Line {
        label: sentence(&label),
        explained: "A rupture from the turn in which it opened to what became of it. The answers are counted from its opening to its \
                    repair."
            .to_owned(),
        figure,
        text: Some(parts.join(" ")),
        pips,
        ..Line::default()
    }
}

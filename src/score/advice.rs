//! One paragraph on what to try next time, drawn from the log. The same log gives the same paragraph.
//!
//! It picks the most telling turn, quotes what was said on both sides, and says one thing that can be done differently.

use std::cmp::Reverse;

use serde::Serialize;

use super::Source;
use super::recognition::{Sighting, look};
use super::repair::Repair;
use super::turns::Turn;
use crate::framework::model::Framework;
use crate::scenario::graph::{Graph, ResponseNode};
use crate::scenario::model::{Client, Scenario};
use crate::scenario::rupture::RuptureChange;
use crate::session::event::Answered;
use crate::session::on_offer::quality_range;
use crate::session::texts::{self, Facing, Reply, Said};

/// Most characters of a quotation; longer ones are cut between words.
const QUOTE: usize = 180;

/// What to try next time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// The answer that it is about.
    pub source: Source,
    /// One paragraph in British English.
    pub text: String,
}

/// How telling a turn is: the larger, the more there is to learn from it. `None` if nothing on offer would have been better.
fn weight(scenario: &Scenario, turn: &Turn, answered: &Answered) -> Option<u32> {
    let gap = u32::from(answered.best.saturating_sub(answered.quality));
    if gap == 0 {
        return None;
    }
    let harmed = matches!(answered.change, Some(RuptureChange::Opened | RuptureChange::Worsened));
    let strained = turn
        .statement(scenario)
        .is_some_and(|statement| statement.strain.is_some());
    let missed = look(scenario, turn).is_some_and(|look| look.sighting == Sighting::Miss);
    let sum = |values: [u8; 3]| values.into_iter().map(u32::from).sum::<u32>();
    let lost = sum(answered.alliance_before).saturating_sub(sum(answered.alliance_after));
    Some(gap * 4 + u32::from(harmed) * 3 + u32::from(missed) * 2 + u32::from(strained) + (lost / 5).min(4))
}

/// Writes the advice; `None` if nothing was answered.
///
/// The most telling turn is the one with the widest gap to the best on offer, with more weight where a rupture opened or worsened, a
/// strain was missed, or the alliance lost most; the earliest of equals. If no turn has a gap, it is the one that had the most to lose.
pub fn advise(
    scenario: &Scenario,
    graph: &Graph,
    framework: &Framework,
    turns: &[Turn],
    repair: &Repair,
) -> Option<Advice> {
    let answered = || turns.iter().filter_map(|turn| Some((turn, turn.answer()?)));
    let weighed = answered().filter_map(|(turn, (source, answered))| {
        let weight = weight(scenario, turn, answered)?;
        Some((weight, Reverse(source.turn), turn))
    });
    let telling = weighed
        .max_by_key(|&(weight, turn, _)| (weight, turn))
        .map(|(_, _, turn)| turn);
    let (turn, could_be_better) = match telling {
        Some(turn) => (turn, true),
        None => {
            let range = |answered: &Answered| answered.best.saturating_sub(answered.worst);
            let best = answered().max_by_key(|(turn, (_, answered))| (range(answered), Reverse(turn.turn)))?;
            (best.0, false)
        }
    };
    let (source, answered) = turn.answer()?;
    let facing = texts::facing(scenario, &turn.faced.1)?;
    let reply = texts::reply(scenario, answered)?;
    let mut sentences = vec![moment(&scenario.client, &facing, answered, &reply)];
    if could_be_better {
        sentences.extend(missed(scenario, turn, &facing));
        sentences.extend(pull(framework, &reply));
        sentences.extend(better(scenario, graph, turn, answered, &reply));
        sentences.extend(mended(repair, turn));
    } else {
        sentences.push(keep(&scenario.client, turn));
    }
    Some(Advice {
        source,
        text: sentences.join(" "),
    })
}

/// What was said on both sides.
fn moment(client: &Client, facing: &Facing<'_>, answered: &Answered, reply: &Reply<'_>) -> String {
    let name = &client.name;
    let says = quote(facing.says);
    let met = if says.is_empty() {
        format!("Go back to the moment when {name} said nothing.")
    } else {
        format!("Go back to the moment when {name} said: {says}")
    };
    let did = match reply.said {
        Said::Words(words) => format!("You answered: {}", quote(words)),
        Said::Summary(_) => format!("You gave back what you had understood of {name} so far."),
        Said::Silence(_) => match answered.held_ms / 1000 {
            0 => "You let it pass without a word.".to_owned(),
            1 => "You kept silent for a second.".to_owned(),
            seconds => format!("You kept silent for {seconds} seconds."),
        },
    };
    format!("{met} {did}")
}

/// The sign that was passed over.
fn missed(scenario: &Scenario, turn: &Turn, facing: &Facing<'_>) -> Option<String> {
    let missed = look(scenario, turn)?.sighting == Sighting::Miss;
    missed.then(|| format!("You saw no strain there. Read the cue again: {}.", phrase(facing.cue)))
}

/// What drew the trainee to the answer, in the framework's words.
fn pull(framework: &Framework, reply: &Reply<'_>) -> Option<String> {
    let pull = framework.pull(reply.pull?.as_str())?;
    Some(pull.text.trim().to_owned())
}

/// What could have been said instead: the author's words for it, or else the best response that was on offer.
fn better(scenario: &Scenario, graph: &Graph, turn: &Turn, answered: &Answered, reply: &Reply<'_>) -> Option<String> {
    if let Some(instead) = reply.instead {
        return Some(format!("Next time, try something nearer to this: {}", quote(instead)));
    }
    let mut offered: Vec<u8> = turn.faced.1.shown().to_vec();
    offered.sort_unstable();
    let nodes = offered.into_iter().filter_map(|at| {
        let node = graph.response(answered.statement, at)?;
        Some((quality_range(graph, &turn.state, node).1, at, node))
    });
    let (_, at, node) = nodes.max_by_key(|&(best, at, _)| (best, Reverse(at)))?;
    let (_, response) = texts::response(scenario, answered.statement, at)?;
    let name = &scenario.client.name;
    Some(match texts::said(response, graph.case(node.text, &turn.state, false)) {
        Said::Silence(_) if at == answered.response => length(graph, turn, node, answered.band),
        Said::Silence(does) => format!("Next time, try saying nothing for a while. {}", closed(does.trim())),
        Said::Summary(_) if at == answered.response => {
            format!("The summary was a good thought. Next time, leave out of it what {name} has not told you.")
        }
        Said::Summary(_) => format!("Next time, try giving back what you have understood, and let {name} correct it."),
        Said::Words(words) => format!("Next time, try something nearer to this: {}", quote(words)),
    })
}

/// How long a silence would have been right.
fn length(graph: &Graph, turn: &Turn, node: &ResponseNode, held: u8) -> String {
    let outcomes = graph.outcomes(node).iter().enumerate();
    let bands = outcomes.map(|(band, outcome)| (graph.quality(outcome, &turn.state, false), Reverse(band)));
    let best = bands.max().map_or(0, |(_, Reverse(band))| band);
    let starts = graph.bands_s(node);
    let second = |band: usize| starts.get(band).copied().unwrap_or(0);
    if best > usize::from(held) {
        let from = second(best);
        format!(
            "The silence was a good thought, and it ended too soon. Next time, try to stay with it for {from} seconds."
        )
    } else {
        let until = second(best + 1);
        format!(
            "The silence was a good thought, and it went on too long. Next time, say something before {until} seconds are over."
        )
    }
}

/// What came of it, when it was put right.
fn mended(repair: &Repair, turn: &Turn) -> Option<String> {
    let later = repair
        .resolved()
        .any(|arc| arc.opened.turn <= turn.turn && arc.resolved.is_some_and(|resolved| resolved.turn > turn.turn));
    later.then(|| {
        "You found the way back later on, and a slip that is mended teaches more than one that never happened."
            .to_owned()
    })
}

/// What to keep, when nothing on offer would have been better.
fn keep(client: &Client, turn: &Turn) -> String {
    let name = &client.name;
    match &turn.drafted {
        Some((_, draft)) if !draft.trim().is_empty() => format!(
            "Nothing on offer would have served {name} better. Before you saw it, you had written: {} Set the two side by side \
             and ask what each of them asks of {name}.",
            quote(draft)
        ),
        _ => format!(
            "Nothing on offer would have served {name} better. Next time, say your own answer aloud before you look at any other, \
             and see how near it comes."
        ),
    }
}

/// A text in quotation marks that closes a sentence.
fn quote(text: &str) -> String {
    let short = shortened(text);
    match short.as_str() {
        "" => short,
        text if text.ends_with(" …") => format!("‘{text}’"),
        text => format!("‘{}’", closed(text)),
    }
}

/// A text in quotation marks within a sentence.
fn phrase(text: &str) -> String {
    format!("‘{}’", shortened(text).trim_end_matches(['.', ',', ';', ':']))
}

/// A text with a mark that closes a sentence.
fn closed(text: &str) -> String {
    let is_closed = text.ends_with(['.', '?', '!', '…', '–', '—']);
    format!("{text}{}", if is_closed { "" } else { "." })
}

/// A text on one line, without marks of quotation around it, and cut between words if it is long.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = words.join(" ");
    let bare = bare(&whole);
    let mut kept = String::new();
    let mut length = 0;
    for word in bare.split(' ') {
        let added = word.chars().count() + usize::from(length > 0);
        if length + added > QUOTE {
            if length == 0 {
                kept = word.chars().take(QUOTE).collect();
            }
            let open = kept.trim_end_matches([',', ';', ':', '.', '…', '–', ' ']);
            return format!("{open} …");
        }
        if length > 0 {
            kept.push(' ');
        }
        kept.push_str(word);
        length += added;
    }
    kept
}

/// A text without marks of quotation around the whole of it.
fn bare(text: &str) -> &str {
    let pairs = [('“', '”'), ('‘', '’'), ('"', '"')];
    let inner = pairs.iter().find_map(|&(open, close)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner)
    });
    inner.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(quote(text), expected);
    }

    #[test]
    fn quotations_close_a_sentence() {
        check("It’s fine", "‘It’s fine.’");
        check("“It’s fine.”", "‘It’s fine.’");
        check("He said “fine”", "‘He said “fine”.’");
        check("Is it?\n  No …", "‘Is it? No …’");
        check("  ", "");
        check(&"word ".repeat(60), &format!("‘{} …’", ["word"; 36].join(" ")));
        check(&"x".repeat(400), &format!("‘{} …’", "x".repeat(180)));
    }
}

//! What was on offer in a turn, the aptest first, as it would have been heard and judged in that state.

use serde::Serialize;

use crate::library::vignette::Vignette;
use crate::scenario::graph::{ActKind, Graph, ResponseNode};
use crate::scenario::model::Response;
use crate::scenario::state::State;
use crate::score::turns::Turn;
use crate::session::event::Answered;
use crate::session::texts::{self, Said};

/// How apt a response was among those on offer. Told by its word and its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rank {
    /// Nothing on offer was better.
    Best,
    /// Near to it.
    Good,
    /// Clearly weaker.
    Weaker,
}

/// One response that was on offer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offered {
    /// How apt it was.
    pub rank: Rank,
    /// The same in words.
    pub word: &'static str,
    /// Whether it was the answer.
    pub chosen: bool,
    /// What would have been said or done.
    pub said: String,
    /// Whether it is a silence.
    pub silent: bool,
    /// For a silence or a summary, what it takes to be as apt as it can be.
    pub detail: Option<String>,
    /// What it would have done and why.
    pub feedback: String,
}

/// The best that a response can be in a state.
#[derive(Clone, Copy, Debug)]
struct Aptest {
    quality: u8,
    band: u8,
    right: bool,
}

fn aptest(graph: &Graph, state: &State, node: &ResponseNode) -> Aptest {
    let rights: &[bool] = if node.act == ActKind::Summary {
        &[true, false]
    } else {
        &[false]
    };
    let mut best = None;
    for (outcome, band) in graph.outcomes(node).iter().zip(0_u8..) {
        for &right in rights {
            let quality = graph.quality(outcome, state, right);
            if best.is_none_or(|best: Aptest| quality > best.quality) {
                best = Some(Aptest { quality, band, right });
            }
        }
    }
    best.unwrap_or(Aptest {
        quality: 0,
        band: 0,
        right: false,
    })
}

/// All that was on offer in a turn. Equals stay in the order in which they were shown. The answer is judged as it was given, with its
/// length of silence and what went into its summary.
pub fn offered(vignette: &Vignette, turn: &Turn, answered: &Answered) -> Vec<Offered> {
    let mut found: Vec<(u8, Offered)> = Vec::new();
    for &place in turn.faced.1.shown() {
        let Some(node) = vignette.graph.response(answered.statement, place) else {
            continue;
        };
        let Some((_, response)) = texts::response(&vignette.scenario, answered.statement, place) else {
            continue;
        };
        let best = aptest(&vignette.graph, &turn.state, node);
        let chosen = place == answered.response;
        let quality = if chosen { answered.quality } else { best.quality };
        let rank = rank(quality, answered.best);
        let said = texts::said(response, vignette.graph.case(node.text, &turn.state, false));
        let could_be = chosen && best.quality > answered.quality;
        found.push((
            quality,
            Offered {
                rank,
                word: "",
                chosen,
                said: said.text().trim().to_owned(),
                silent: matches!(said, Said::Silence(_)),
                detail: if chosen && !could_be {
                    None
                } else {
                    detail(vignette, node, best, said)
                },
                feedback: feedback(vignette, turn, node, response, best),
            },
        ));
    }
    found.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    let best = found.iter().filter(|(_, offered)| offered.rank == Rank::Best).count();
    let alike = answered.best == answered.worst;
    let mut offered: Vec<Offered> = found.into_iter().map(|(_, offered)| offered).collect();
    for one in &mut offered {
        one.word = match one.rank {
            _ if alike => "As apt as the others",
            Rank::Best if best > 1 => "Among the best on offer",
            Rank::Best => "The best on offer",
            Rank::Good => "Also good",
            Rank::Weaker => "Weaker",
        };
    }
    offered
}

/// The scale of quality has two steps above the middle: 3 and 4 are what a good practitioner would do.
const fn rank(quality: u8, best: u8) -> Rank {
    match quality {
        quality if quality >= best => Rank::Best,
        3.. => Rank::Good,
        _ => Rank::Weaker,
    }
}

fn detail(vignette: &Vignette, node: &ResponseNode, best: Aptest, said: Said<'_>) -> Option<String> {
    match said {
        Said::Words(_) => None,
        Said::Summary(_) => Some(if best.right {
            format!(
                "At its best when it names only what {} holds.",
                vignette.scenario.client.name
            )
        } else {
            "Equally apt, whatever it names.".to_owned()
        }),
        Said::Silence(_) => {
            let starts = vignette.graph.bands_s(node);
            let from = starts.get(usize::from(best.band)).copied().unwrap_or(0);
            let until = starts.get(usize::from(best.band) + 1).copied();
            match (from, until) {
                (0, None) => None,
                (0, Some(until)) => Some(format!("At its best when it ends before {until} seconds.")),
                (from, None) => Some(format!("At its best from {from} seconds on.")),
                (from, Some(until)) => Some(format!("At its best when held for {from} to {until} seconds.")),
            }
        }
    }
}

fn feedback(vignette: &Vignette, turn: &Turn, node: &ResponseNode, response: &Response, best: Aptest) -> String {
    let outcome = vignette.graph.outcomes(node).get(usize::from(best.band));
    let case = outcome.map_or(0, |outcome| {
        vignette.graph.case(outcome.feedback, &turn.state, best.right)
    });
    let band = texts::band(response, best.band).and_then(|band| band.feedback.as_ref());
    band.unwrap_or(&response.feedback).value(case).trim().to_owned()
}

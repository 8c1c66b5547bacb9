//! Vignettes taken apart into statements that can be practised on their own, each in a state that a play really comes to it in.

use serde::{Deserialize, Serialize};

use super::card::{CardId, Moment};
use super::context;
use crate::explore::route::{MOST_STATES, arrivals};
use crate::framework::id::{MarkerId, RowId};
use crate::framework::model::{Framework, RowKind};
use crate::scenario::graph::Graph;
use crate::scenario::id::{ScenarioId, StatementId};
use crate::scenario::model::{Scenario, Statement};
use crate::scenario::state::{MAX_RESPONSES, Place, State};
use crate::session::on_offer::{qualities, quality_range};
use crate::session::texts;

/// Names a statement among all vignettes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemId {
    /// The vignette.
    pub vignette: ScenarioId,
    /// The statement in it.
    pub statement: StatementId,
}

/// A statement to practise on.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name.
    pub id: ItemId,
    /// Its place in the vignette.
    pub statement: u32,
    /// In what kind of moment it is said.
    pub moment: Moment,
    /// The sign of strain that it shows.
    pub marker: Option<MarkerId>,
    /// The abilities that its good responses show, in the framework's order. Never empty.
    pub abilities: Vec<RowId>,
    /// Who and where, and what came before: a line each.
    pub context: [String; 2],
    /// The state in which it is come to.
    pub from: State,
}

impl Item {
    /// The cards that it serves.
    pub fn cards(&self) -> impl Iterator<Item = CardId> + '_ {
        self.abilities.iter().map(|ability| CardId {
            ability: ability.clone(),
            moment: self.moment,
        })
    }
}

/// A response is good from this quality on, of 0 to 4.
const GOOD: u8 = 3;

/// The statements of a vignette that can be practised on their own, in file order.
///
/// None of a vignette that is held back. A statement is left out if no play comes to it, if nothing on offer is apter than the rest, or if
/// none of its good responses shows an ability.
pub fn items(scenario: &Scenario, graph: &Graph, framework: &Framework) -> Vec<Item> {
    if scenario.held_back {
        return Vec::new();
    }
    let arrivals = arrivals(graph, MOST_STATES);
    let statements = (0_u32..).zip(&scenario.statements).zip(&arrivals);
    statements
        .filter_map(|((place, (id, statement)), arrival)| {
            let arrival = arrival.as_ref()?;
            let mut met = arrival.before;
            graph.enter(&mut met, Place::Statement(place));
            let abilities = asked(scenario, graph, framework, &met, place)?;
            Some(Item {
                id: ItemId {
                    vignette: scenario.id.clone(),
                    statement: id.clone(),
                },
                statement: place,
                moment: moment(statement),
                marker: statement.strain.as_ref().map(|strain| strain.marker.clone()),
                abilities,
                context: context::lines(scenario, graph, arrival),
                from: arrival.before,
            })
        })
        .collect()
}

/// In what kind of moment a statement is said.
pub fn moment(statement: &Statement) -> Moment {
    match (&statement.strain, statement.foil) {
        (Some(strain), _) => Moment::of(strain.kind),
        (None, true) => Moment::Foil,
        (None, false) => Moment::Open,
    }
}

/// The abilities that a statement asks for: those that its good responses show in the state in which it is met, or helping factors where
/// they show no ability. `None` if there are none, or if nothing on offer is apter than the rest.
pub fn asked(scenario: &Scenario, graph: &Graph, framework: &Framework, met: &State, place: u32) -> Option<Vec<RowId>> {
    let offered = graph.offered(met);
    let (worst, best) = qualities(graph, met, offered);
    if worst == best {
        return None;
    }
    let mut shown: Vec<&RowId> = Vec::new();
    for (response, node) in (0_u8..).zip(graph.responses(place).iter().take(MAX_RESPONSES)) {
        let (_, highest) = quality_range(graph, met, node);
        if offered >> response & 1 == 0 || highest < GOOD.min(best) {
            continue;
        }
        let Some((_, response)) = texts::response(scenario, place, response) else {
            continue;
        };
        for (band, outcome) in (0_u8..).zip(graph.outcomes(node)) {
            let quality = graph
                .quality(outcome, met, true)
                .max(graph.quality(outcome, met, false));
            if quality >= GOOD.min(best) {
                shown.extend(texts::shows(response, texts::band(response, band)));
            }
        }
    }
    let of = |kind: RowKind| -> Vec<RowId> {
        let rows = framework.rows.iter().filter(|row| row.kind == kind);
        rows.filter(|row| shown.contains(&&row.id))
            .map(|row| row.id.clone())
            .collect()
    };
    let abilities = of(RowKind::Ability);
    let rows = if abilities.is_empty() {
        of(RowKind::HelpingFactor)
    } else {
        abilities
    };
    (!rows.is_empty()).then_some(rows)
}

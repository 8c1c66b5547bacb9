//! Which path leads to a statement: the statements on the way with the responses that are taken there.

use crate::explore::route::{MOST_STATES, way_to};
use crate::library::vignette::Vignette;
use crate::scenario::state::Place;

use crate::ui::studio::inspector::first_text;

/// One statement on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// The statement.
    pub statement: String,
    /// The response that is taken there.
    pub response: String,
    /// The first words of that response.
    pub words: String,
}

/// A shortest way to a statement, with the aptest answers; `None` if no play was found to come there.
pub fn stations(vignette: &Vignette, statement: &str) -> Option<Vec<Station>> {
    let scenario = &vignette.scenario;
    let index = scenario.statements.get_index_of(statement)?;
    let (way, _) = way_to(&vignette.graph, u32::try_from(index).ok()?, MOST_STATES)?;
    way.iter()
        .map(|exchange| {
            let Place::Statement(at) = exchange.met.at else {
                return None;
            };
            let (id, own) = scenario.statements.get_index(at as usize)?;
            let (response, said) = own.responses.get_index(exchange.choice.response.into())?;
            Some(Station {
                statement: id.as_str().to_owned(),
                response: response.as_str().to_owned(),
                words: first_text(&said.act).chars().take(60).collect(),
            })
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::library::vignette::load;

    #[test]
    fn every_way_can_be_walked() {
        let text = include_str!("../../../../scenarios/the-worksheet.ron");
        let vignette = load(text, bundled()).vignette.unwrap();
        let scenario = &vignette.scenario;
        let start = scenario.start.as_str();
        assert_eq!(stations(&vignette, start), Some(Vec::new()));
        for id in scenario.statements.keys() {
            let way = stations(&vignette, id.as_str()).unwrap();
            let mut at = start.to_owned();
            for station in &way {
                assert_eq!(station.statement, at, "the way to {id}");
                let response = scenario
                    .statements
                    .get(at.as_str())
                    .and_then(|own| own.responses.get(station.response.as_str()))
                    .unwrap();
                let next = way.iter().skip_while(|other| *other != station).nth(1);
                at = next.map_or(id.as_str(), |next| next.statement.as_str()).to_owned();
                let written = format!("{:?}", response.next);
                assert!(
                    written.contains(&format!("{at:?}")),
                    "{id}: {written} does not lead to {at}"
                );
            }
        }
        assert_eq!(stations(&vignette, "nowhere"), None);
    }
}

//! What is shown in the inspector, and what is marked on the map: a part of the vignette, by its ids.

use crate::scenario::diagnostic::Pointer;
use crate::scenario::model::Scenario;

/// A part of the vignette.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spot {
    /// What is about the whole: contract, setting, client.
    #[default]
    Vignette,
    /// A statement.
    Statement(String),
    /// A response to a statement.
    Response(String, String),
    /// An ending.
    Ending(String),
}

impl Spot {
    /// The part that a place is in.
    pub fn of(pointer: &Pointer) -> Self {
        match (pointer.statement_id(), pointer.response_id(), pointer.ending_id()) {
            (Some(statement), Some(response), _) => Self::Response(statement.to_owned(), response.to_owned()),
            (Some(statement), None, _) => Self::Statement(statement.to_owned()),
            (None, _, Some(ending)) => Self::Ending(ending.to_owned()),
            _ => Self::Vignette,
        }
    }

    /// The statement or ending that a response leads to, if there is one of this id.
    pub fn of_target(scenario: &Scenario, id: &str) -> Option<Self> {
        if scenario.statements.contains_key(id) {
            Some(Self::Statement(id.to_owned()))
        } else if scenario.endings.contains_key(id) {
            Some(Self::Ending(id.to_owned()))
        } else {
            None
        }
    }

    /// Where it stands.
    pub fn pointer(&self) -> Pointer {
        match self {
            Self::Vignette => Pointer::root(),
            Self::Statement(id) => Pointer::root().statement(id),
            Self::Response(statement, id) => Pointer::root().statement(statement).response(id),
            Self::Ending(id) => Pointer::root().ending(id),
        }
    }

    /// The statement that it is or belongs to.
    pub fn statement(&self) -> Option<&str> {
        match self {
            Self::Statement(id) | Self::Response(id, _) => Some(id),
            Self::Vignette | Self::Ending(_) => None,
        }
    }

    /// Whether the vignette has it.
    pub fn is_in(&self, scenario: &Scenario) -> bool {
        match self {
            Self::Vignette => true,
            Self::Statement(id) => scenario.statements.contains_key(id.as_str()),
            Self::Response(statement, id) => scenario
                .statements
                .get(statement.as_str())
                .is_some_and(|statement| statement.responses.contains_key(id.as_str())),
            Self::Ending(id) => scenario.endings.contains_key(id.as_str()),
        }
    }

    /// The nearest part around it that the vignette has.
    pub fn nearest(self, scenario: &Scenario) -> Self {
        if self.is_in(scenario) {
            return self;
        }
        match self {
            Self::Response(statement, _) => Self::Statement(statement).nearest(scenario),
            _ => Self::Vignette,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::scenario::read::read;

    #[test]
    fn a_spot_is_found_from_a_place_and_falls_back_on_what_is_there() {
        let scenario = read(include_str!("../../../tests/vignettes/small.ron"))
            .scenario
            .unwrap();
        let spot = Spot::of(&Pointer::root().statement("opening").response("own-part").field("next"));
        assert_eq!(spot, Spot::Response("opening".to_owned(), "own-part".to_owned()));
        assert!(spot.is_in(&scenario));
        let gone = Spot::Response("opening".to_owned(), "gone".to_owned());
        assert_eq!(gone.nearest(&scenario), Spot::Statement("opening".to_owned()));
        assert_eq!(Spot::Ending("gone".to_owned()).nearest(&scenario), Spot::Vignette);
        assert_eq!(Spot::of(&Pointer::root().belief("burden")), Spot::Vignette);
        assert_eq!(Spot::of(&spot_pointer()), Spot::Ending("polite".to_owned()));
    }

    fn spot_pointer() -> Pointer {
        Spot::Ending("polite".to_owned()).pointer().field("says")
    }
}

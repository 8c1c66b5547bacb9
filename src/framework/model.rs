//! The loaded framework: plain data, looked up by id.

use serde::Deserialize;

use super::id::{MarkerId, PullId, RowId, RuptureKind, StrategyId};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum RowKind {
    /// Bond, tasks or goals.
    Component,
    /// Knowledge about the components taken together.
    Principle,
    /// Something in the practitioner that helps an alliance form.
    HelpingFactor,
    /// Something in the practitioner that hinders it.
    HinderingFactor,
    /// Something in the client or their world that makes it harder or easier.
    ClientFactor,
    /// Something that the practitioner can do.
    Ability,
}

/// A heading over rows, such as "Repairing a strained alliance".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The part of a row's id before the point.
    pub id: String,
    /// Short heading, sentence case.
    pub label: String,
    /// One sentence on what the rows below have in common.
    pub text: String,
}

/// One row of the competence list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Stable id: group, point, name.
    pub id: RowId,
    /// What kind of thing it is.
    pub kind: RowKind,
    /// The group it stands under.
    pub parent: String,
    /// Two to five words, sentence case, our own.
    pub label: String,
    /// One or two sentences of explanation, our own.
    pub text: String,
    /// What it sounds or looks like when done well.
    pub good: String,
    /// What it sounds or looks like when missed: a reasonable move at the wrong moment.
    pub weak: String,
    /// Strategies of repair that draw on it.
    #[serde(default)]
    pub strategies: Vec<StrategyId>,
    /// Markers in whose presence it matters most.
    #[serde(default)]
    pub markers: Vec<MarkerId>,
}

/// An observable sign that a client moves away or against.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marker {
    /// Stable id.
    pub id: MarkerId,
    /// Away or against.
    pub kind: RuptureKind,
    /// The family it belongs to, such as "shutting down".
    pub family: String,
    /// Two to five words.
    pub label: String,
    /// One or two sentences on what it looks like and when it is none.
    pub text: String,
}

/// A way to repair a rupture.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// Stable id.
    pub id: StrategyId,
    /// Two to six words.
    pub label: String,
    /// One or two sentences.
    pub text: String,
}

/// What draws a practitioner to a weak response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pull {
    /// Stable id.
    pub id: PullId,
    /// Two to four words.
    pub label: String,
    /// One or two sentences, without blame.
    pub text: String,
}

/// A whole framework.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// Stable id, named by vignettes.
    pub id: String,
    /// Title on the screen.
    pub title: String,
    /// Whose work it draws on.
    pub credit: String,
    /// Headings in order.
    pub groups: Vec<Group>,
    /// Rows in order.
    pub rows: Vec<Row>,
    /// Markers in order.
    pub markers: Vec<Marker>,
    /// Strategies in order.
    pub strategies: Vec<Strategy>,
    /// Pulls in order.
    pub pulls: Vec<Pull>,
}

impl Framework {
    /// The row with this id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id.as_str() == id)
    }

    /// The marker with this id.
    pub fn marker(&self, id: &str) -> Option<&Marker> {
        self.markers.iter().find(|marker| marker.id.as_str() == id)
    }

    /// The strategy with this id.
    pub fn strategy(&self, id: &str) -> Option<&Strategy> {
        self.strategies.iter().find(|strategy| strategy.id.as_str() == id)
    }

    /// The pull with this id.
    pub fn pull(&self, id: &str) -> Option<&Pull> {
        self.pulls.iter().find(|pull| pull.id.as_str() == id)
    }
}

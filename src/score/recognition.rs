//! Strains seen, missed and imagined. Statements that look like a strain and are none make false alarms possible.

use serde::Serialize;

use super::Source;
use super::ratio::Ratio;
use super::turns::Turn;
use crate::framework::id::RuptureKind;
use crate::scenario::model::Scenario;
use crate::session::event::Noticed;

/// What a look at a statement came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Sighting {
    /// There is a strain, and one was seen, of whichever kind.
    Hit,
    /// There is a strain, and none was seen.
    Miss,
    /// There is none, and one was seen.
    FalseAlarm,
    /// There is none, and none was seen.
    CorrectRejection,
}

/// One look at a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Look {
    /// What the trainee said.
    pub source: Source,
    /// What it came to.
    pub sighting: Sighting,
    /// The kind of strain that is there; for a false alarm, the kind that was seen.
    pub kind: Option<RuptureKind>,
    /// Whether the statement looks like a strain and is none.
    pub foil: bool,
    /// For a hit: whether the kind is right.
    pub kind_right: Option<bool>,
    /// For a hit with a component named: whether it is among those under strain.
    pub component_right: Option<bool>,
    /// For a seen strain with a client factor named: whether it is the one at work.
    pub factor_right: Option<bool>,
}

/// All looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recognition {
    /// In order of turns. A look that was skipped is not among them.
    pub looks: Vec<Look>,
}

impl Recognition {
    /// The looks that came to this, of one kind of strain or of any.
    pub fn of(&self, sighting: Sighting, kind: Option<RuptureKind>) -> impl Iterator<Item = &Look> {
        let looks = self.looks.iter().filter(move |look| look.sighting == sighting);
        looks.filter(move |look| kind.is_none() || look.kind == kind)
    }

    fn count(&self, sighting: Sighting, kind: Option<RuptureKind>) -> u32 {
        u32::try_from(self.of(sighting, kind).count()).unwrap_or(u32::MAX)
    }

    /// Hits out of strains looked at, of one kind or of any.
    pub fn hits(&self, kind: Option<RuptureKind>) -> Ratio {
        let hits = self.count(Sighting::Hit, kind);
        Ratio::new(hits, hits + self.count(Sighting::Miss, kind))
    }

    /// False alarms of one kind or of any, out of all statements without a strain that were looked at.
    pub fn false_alarms(&self, kind: Option<RuptureKind>) -> Ratio {
        let without = self.count(Sighting::FalseAlarm, None) + self.count(Sighting::CorrectRejection, None);
        Ratio::new(self.count(Sighting::FalseAlarm, kind), without)
    }

    /// False alarms out of foils looked at.
    pub fn fooled(&self) -> Ratio {
        let foils = self.looks.iter().filter(|look| look.foil);
        Ratio::of(foils.map(|look| look.sighting == Sighting::FalseAlarm))
    }

    /// Hits with the right kind, out of hits.
    pub fn kinds(&self) -> Ratio {
        Ratio::of(self.looks.iter().filter_map(|look| look.kind_right))
    }

    /// Right components, out of components named on hits.
    pub fn components(&self) -> Ratio {
        Ratio::of(self.looks.iter().filter_map(|look| look.component_right))
    }

    /// Right client factors, out of factors named.
    pub fn factors(&self) -> Ratio {
        Ratio::of(self.looks.iter().filter_map(|look| look.factor_right))
    }
}

/// Measures a play.
pub fn measure(scenario: &Scenario, turns: &[Turn]) -> Recognition {
    let looks = turns.iter().filter_map(|turn| look(scenario, turn));
    Recognition { looks: looks.collect() }
}

/// What a turn's look came to, if there was one.
pub fn look(scenario: &Scenario, turn: &Turn) -> Option<Look> {
    let (at, noticed) = turn.noticed.as_ref()?;
    let statement = turn.statement(scenario)?;
    let strain = statement.strain.as_ref();
    let (sighting, kind) = match (strain, noticed) {
        (Some(strain), Noticed::Strain { .. }) => (Sighting::Hit, Some(strain.kind)),
        (Some(strain), Noticed::None) => (Sighting::Miss, Some(strain.kind)),
        (None, Noticed::Strain { kind, .. }) => (Sighting::FalseAlarm, Some(*kind)),
        (None, Noticed::None) => (Sighting::CorrectRejection, None),
    };
    let mut look = Look {
        source: turn.source(*at),
        sighting,
        kind,
        foil: statement.foil,
        kind_right: None,
        component_right: None,
        factor_right: None,
    };
    if let Noticed::Strain {
        kind,
        component,
        factor,
    } = noticed
    {
        look.kind_right = strain.map(|strain| strain.kind == *kind);
        look.component_right = strain
            .zip(*component)
            .map(|(strain, named)| strain.over.contains(&named));
        look.factor_right = factor.as_ref().map(|named| statement.factor.as_ref() == Some(named));
    }
    Some(look)
}

//! Where the texts of a vignette stand, and with whose voice each speaks.

use crate::scenario::diagnostic::Pointer;
use crate::scenario::model::{Act, Ending, Response, Scenario, Statement};
use crate::scenario::varied::Varied;

/// Whose voice a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The program's own, to the trainee: briefs, cues, feedback.
    Author,
    /// The client's, said or thought.
    Client,
    /// The practitioner's. Whether the response is a weak one.
    Practitioner {
        /// Of quality 0 or 1 whatever the state.
        weak: bool,
    },
    /// To other tutors. Never shown to trainees.
    Tutor,
}

/// A place in a vignette. Becomes a [`Pointer`] only when there is something to say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spot<'s> {
    statement: Option<&'s str>,
    response: Option<&'s str>,
    ending: Option<&'s str>,
    belief: Option<&'s str>,
    field: &'static [&'static str],
}

impl Spot<'_> {
    /// The pointer to it.
    pub fn pointer(self) -> Pointer {
        let mut pointer = Pointer::root();
        if let Some(id) = self.statement {
            pointer = pointer.statement(id);
        }
        if let Some(id) = self.response {
            pointer = pointer.response(id);
        }
        if let Some(id) = self.ending {
            pointer = pointer.ending(id);
        }
        if let Some(id) = self.belief {
            pointer = pointer.belief(id);
        }
        self.field.iter().fold(pointer, |pointer, name| pointer.field(*name))
    }

    /// Whether a trainee reads it before they have answered: the title, the setting, a scene, a cue.
    pub fn is_before_play(self) -> bool {
        matches!(
            self.field,
            ["title"] | ["cautions"] | ["setting", _] | ["client", "about"] | ["scene"] | ["cue"]
        ) && self.ending.is_none()
    }
}

impl<'s> Spot<'s> {
    /// A statement.
    pub(super) fn at_statement(id: &'s str) -> Self {
        Self {
            statement: Some(id),
            ..Self::default()
        }
    }

    /// One of its responses.
    pub(super) const fn response(self, id: &'s str) -> Self {
        Self {
            response: Some(id),
            ..self
        }
    }

    /// An ending.
    pub(super) fn at_ending(id: &'s str) -> Self {
        Self {
            ending: Some(id),
            ..Self::default()
        }
    }

    /// A field of it.
    pub(super) const fn field(self, field: &'static [&'static str]) -> Self {
        Self { field, ..self }
    }

    /// The names of the field, from the outermost.
    pub(super) const fn names(self) -> &'static [&'static str] {
        self.field
    }
}

/// Shows the texts before the statements, in file order.
pub(super) fn before_statements<'s>(scenario: &'s Scenario, see: &mut impl FnMut(Spot<'s>, Voice, &'s str)) {
    let root = Spot::default();
    see(root.field(&["title"]), Voice::Author, &scenario.title);
    see(
        root.field(&["contract", "drift"]),
        Voice::Author,
        &scenario.contract.drift,
    );
    for caution in &scenario.cautions {
        see(root.field(&["cautions"]), Voice::Author, caution);
    }
    let setting = &scenario.setting;
    see(root.field(&["setting", "service"]), Voice::Author, &setting.service);
    see(root.field(&["setting", "approach"]), Voice::Author, &setting.approach);
    see(root.field(&["setting", "brief"]), Voice::Author, &setting.brief);
    see(root.field(&["client", "name"]), Voice::Author, &scenario.client.name);
    see(root.field(&["client", "about"]), Voice::Author, &scenario.client.about);
    see(root.field(&["client", "goal"]), Voice::Client, &scenario.client.goal);
    for (id, belief) in &scenario.client.beliefs {
        let spot = Spot {
            belief: Some(id.as_str()),
            ..root
        };
        see(spot.field(&["text"]), Voice::Client, &belief.text);
        see(spot.field(&["from"]), Voice::Author, &belief.from);
        if let Some(correction) = &belief.correction {
            see(spot.field(&["correction"]), Voice::Client, correction);
        }
    }
}

/// Shows the texts after the statements, in file order.
pub(super) fn after_statements<'s>(scenario: &'s Scenario, see: &mut impl FnMut(Spot<'s>, Voice, &'s str)) {
    for (id, ending) in &scenario.endings {
        of_ending(id.as_str(), ending, see);
    }
    if let Some(notes) = &scenario.notes {
        see(Spot::default().field(&["notes"]), Voice::Tutor, notes);
    }
}

/// Shows the texts of a statement and of its responses, in file order.
pub(super) fn of_statement<'s>(id: &'s str, statement: &'s Statement, see: &mut impl FnMut(Spot<'s>, Voice, &'s str)) {
    let spot = Spot::at_statement(id);
    let mut varied = |text: Option<&'s Varied<String>>, field, voice| {
        text.into_iter()
            .flat_map(Varied::values)
            .for_each(|text| see(spot.field(field), voice, text));
    };
    varied(statement.scene.as_ref(), &["scene"], Voice::Author);
    varied(Some(&statement.cue), &["cue"], Voice::Author);
    varied(Some(&statement.says), &["says"], Voice::Client);
    varied(statement.inner.as_ref(), &["inner"], Voice::Client);
    for (id, response) in &statement.responses {
        of_response(spot.response(id.as_str()), response, see);
    }
}

fn of_response<'s>(spot: Spot<'s>, response: &'s Response, see: &mut impl FnMut(Spot<'s>, Voice, &'s str)) {
    let weak = response.quality.values().all(|quality| *quality <= 1);
    let said = Voice::Practitioner { weak };
    let mut bands = &[][..];
    match &response.act {
        Act::Say(words) => words.values().for_each(|words| see(spot.field(&["act"]), said, words)),
        Act::Summary(words) => see(spot.field(&["act"]), said, words),
        Act::Silence { does, bands: all } => {
            see(spot.field(&["act", "does"]), Voice::Author, does);
            bands = all;
        }
    }
    response
        .reaction
        .values()
        .for_each(|text| see(spot.field(&["reaction"]), Voice::Author, text));
    response
        .feedback
        .values()
        .for_each(|text| see(spot.field(&["feedback"]), Voice::Author, text));
    if let Some(instead) = &response.instead {
        see(spot.field(&["instead"]), Voice::Practitioner { weak: false }, instead);
    }
    let spot = spot.field(&["act", "bands"]);
    for band in bands {
        band.reaction
            .iter()
            .flat_map(Varied::values)
            .for_each(|text| see(spot, Voice::Author, text));
        band.feedback
            .iter()
            .flat_map(Varied::values)
            .for_each(|text| see(spot, Voice::Author, text));
        if let Some(instead) = &band.instead {
            see(spot, Voice::Practitioner { weak: false }, instead);
        }
    }
}

fn of_ending<'s>(id: &'s str, ending: &'s Ending, see: &mut impl FnMut(Spot<'s>, Voice, &'s str)) {
    let spot = Spot::at_ending(id);
    see(spot.field(&["title"]), Voice::Author, &ending.title);
    ending
        .says
        .values()
        .for_each(|text| see(spot.field(&["says"]), Voice::Client, text));
    see(spot.field(&["debrief"]), Voice::Author, &ending.debrief);
}

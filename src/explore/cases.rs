//! Cases that never apply and conditions that never hold: which case each text, number and target of a vignette comes to in some reachable
//! state.
//!
//! What only words ask about multiplies the states, and no two texts ask for each other's sake. So the texts are looked at in groups, by what
//! they ask about, each group in a space of its own that keeps just that apart ([`Keep::Words`]).

use super::live::{Asked, asked_by};
use super::rules::each_choice_of;
use super::space::{Keep, Limits, Space, Stopped, Watch};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::graph::{ActKind, Cases, Graph, Outcome, ResponseNode, Step, TestIx};
use crate::scenario::model::{Act, Band, Scenario};
use crate::scenario::state::{Place, State};

/// A text, number or target of a vignette that is chosen by cases, or a response with a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The scene of a statement.
    Scene,
    /// The cue of a statement.
    Cue,
    /// The affect of a statement.
    Affect,
    /// What the client says at a statement or an ending.
    Says,
    /// The inner words of a statement.
    Inner,
    /// Whether a response is offered: case 0 if it is, case 1 if it is not.
    When,
    /// The wording of a response.
    Wording,
    /// The quality of an outcome.
    Quality,
    /// The reaction to an outcome.
    Reaction,
    /// The feedback on an outcome.
    Feedback,
    /// The target of an outcome.
    Next,
}

/// Where cases stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseSite {
    /// The statement or ending.
    pub place: Place,
    /// The response and the band, if it belongs to one.
    pub response: Option<(u8, u8)>,
    /// The field.
    pub field: Field,
}

/// Cases that no reachable state comes to, at a place that can be reached. Case `n` counts from 0 in file order; the one after the last is
/// `otherwise`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeverCase {
    /// Where they stand.
    pub site: CaseSite,
    /// Which never apply.
    pub never: Vec<usize>,
    /// How many cases there are, `otherwise` included.
    pub cases: usize,
}

impl CaseSite {
    /// The place in the file.
    pub fn pointer(&self, scenario: &Scenario) -> Pointer {
        let root = Pointer::root();
        let (mut pointer, statement) = match self.place {
            Place::Statement(index) => match scenario.statements.get_index(index as usize) {
                Some((id, statement)) => (root.statement(id), Some(statement)),
                None => (root, None),
            },
            Place::Ending(index) => match scenario.endings.get_index(index as usize) {
                Some((id, _)) => (root.ending(id), None),
                None => (root, None),
            },
        };
        let response = self.response.and_then(|(number, band)| {
            let found = statement?.responses.get_index(usize::from(number));
            Some((found?, band))
        });
        if let Some(((id, response), band)) = response {
            pointer = pointer.response(id);
            if let Act::Silence { bands, .. } = &response.act
                && let Some(own) = bands.get(usize::from(band))
                && self.field.is_in(own)
            {
                pointer = pointer.field("act").field("bands").index(usize::from(band));
            }
        }
        pointer.field(self.field.name())
    }
}

impl Field {
    /// Its name in the file.
    const fn name(self) -> &'static str {
        match self {
            Self::Scene => "scene",
            Self::Cue => "cue",
            Self::Affect => "affect",
            Self::Says => "says",
            Self::Inner => "inner",
            Self::When => "when",
            Self::Wording => "act",
            Self::Quality => "quality",
            Self::Reaction => "reaction",
            Self::Feedback => "feedback",
            Self::Next => "next",
        }
    }

    /// Whether a silence of some length has its own.
    const fn is_in(self, band: &Band) -> bool {
        match self {
            Self::Quality => band.quality.is_some(),
            Self::Reaction => band.reaction.is_some(),
            Self::Feedback => band.feedback.is_some(),
            Self::Next => band.next.is_some(),
            _ => false,
        }
    }
}

impl NeverCase {
    /// What never applies, in words: "never holds", "never comes to case 2".
    pub fn words(&self) -> String {
        if self.site.field == Field::When {
            let word = if self.never.contains(&0) { "never" } else { "always" };
            return format!("{word} holds");
        }
        let named = self.never.iter().map(|&case| match case + 1 {
            last if last == self.cases => "`otherwise`".to_owned(),
            number => format!("case {number}"),
        });
        format!("never comes to {}", named.collect::<Vec<_>>().join(", "))
    }
}

/// Cases that never apply, at places that are reached.
///
/// # Errors
/// Says how far it came if a limit was reached or it was cancelled.
pub fn never(graph: &Graph, plays: &Space, limits: Limits, watch: Watch<'_>) -> Result<Vec<NeverCase>, Stopped> {
    let mut cover = Cover::new(graph);
    cover.look(graph, plays);
    for about in cover.groups(graph) {
        cover.look(graph, &Space::explore(graph, Keep::Words(about), limits, watch)?);
    }
    Ok(cover.never())
}

/// Where the cases of a graph stand, and which of them applied.
struct Cover<'g> {
    places: Vec<Watched<'g>>,
    statements: usize,
}

/// What is watched at one statement or ending.
struct Watched<'g> {
    reached: bool,
    looks: Vec<(CaseSite, Look<'g>, Vec<bool>)>,
}

impl<'g> Cover<'g> {
    fn new(graph: &'g Graph) -> Self {
        let statements = graph.statement_range().map(Place::Statement);
        let endings = (0..u32::try_from(graph.endings()).unwrap_or(u32::MAX)).map(Place::Ending);
        let watched = |place| Watched {
            reached: false,
            looks: looks(graph, place)
                .into_iter()
                .map(|(site, cases, look)| (site, look, vec![false; cases]))
                .collect(),
        };
        Self {
            places: statements.chain(endings).map(watched).collect(),
            statements: graph.statements().len(),
        }
    }

    /// What the words at the places reached ask about, without what is part of something larger.
    fn groups(&self, graph: &Graph) -> Vec<Asked> {
        let mut groups: Vec<Asked> = Vec::new();
        let reached = self.places.iter().filter(|place| place.reached);
        for (_, look, _) in reached.flat_map(|place| &place.looks) {
            let Some(words) = look.words() else { continue };
            let about = asked_by(graph, words);
            if !groups.iter().any(|group| group.holds(about)) {
                groups.retain(|group| !about.holds(*group));
                groups.push(about);
            }
        }
        groups
    }

    /// Goes through a space, as far as it tells which case applies.
    fn look(&mut self, graph: &Graph, space: &Space) {
        let tells = |look: &Look<'_>| look.words().is_none_or(|words| space.keep().heeds(graph, words));
        for index in space.indices() {
            let state = space.state(index);
            let at = match state.at {
                Place::Statement(statement) => statement as usize,
                Place::Ending(ending) => self.statements + ending as usize,
            };
            let Some(place) = self.places.get_mut(at) else { continue };
            place.reached = true;
            let offered = graph.offered(&state);
            for (site, look, seen) in &mut place.looks {
                let hidden = site.response.is_some_and(|(response, _)| offered >> response & 1 == 0);
                if tells(look) && (!hidden || site.field == Field::When) {
                    see(graph, &state, site, look, |case| {
                        if let Some(seen) = seen.get_mut(case) {
                            *seen = true;
                        }
                    });
                }
            }
        }
    }

    fn never(self) -> Vec<NeverCase> {
        let reached = self.places.into_iter().filter(|place| place.reached);
        let found = reached.flat_map(|place| place.looks).map(|(site, _, seen)| NeverCase {
            site,
            never: (0..seen.len()).filter(|&case| seen.get(case) == Some(&false)).collect(),
            cases: seen.len(),
        });
        found.filter(|found| !found.never.is_empty()).collect()
    }
}

/// One thing to look at in a state.
enum Look<'g> {
    /// Cases that decide what is offered and how it is worded.
    Cases(Cases),
    When(&'g ResponseNode),
    /// Words of a statement or an ending.
    Words(Cases),
    /// Words that can depend on a summary being right.
    WordsOfAnswer(Cases, &'g ResponseNode),
    /// The quality, which can depend on a summary being right.
    Quality(Cases, &'g ResponseNode),
    Next(&'g Outcome, &'g ResponseNode),
}

impl Look<'_> {
    /// The cases, if nothing but words depends on them.
    fn words(&self) -> Option<Cases> {
        match *self {
            Look::Words(cases) | Look::WordsOfAnswer(cases, _) => Some(cases),
            Look::Cases(_) | Look::When(_) | Look::Quality(..) | Look::Next(..) => None,
        }
    }
}

/// Everything at a place that depends on a condition, with its number of cases.
fn looks(graph: &Graph, place: Place) -> Vec<(CaseSite, usize, Look<'_>)> {
    let mut looks = Vec::new();
    let site = |response, field| CaseSite { place, response, field };
    let mut cases = |field, cases: Cases| {
        if cases.0.len > 0 {
            looks.push((site(None, field), cases.0.len as usize + 1, Look::Words(cases)));
        }
    };
    let statement = match place {
        Place::Ending(ending) => {
            cases(Field::Says, graph.ending_says(ending));
            return looks;
        }
        Place::Statement(statement) => statement,
    };
    let Some(node) = graph.statement(statement) else {
        return looks;
    };
    cases(Field::Scene, node.scene);
    cases(Field::Cue, node.cue);
    cases(Field::Affect, node.affect);
    cases(Field::Says, node.says);
    cases(Field::Inner, node.inner);
    for (response, node) in (0_u8..8).zip(graph.responses(statement)) {
        if node.when.is_some() {
            looks.push((site(Some((response, 0)), Field::When), 2, Look::When(node)));
        }
        if node.text.0.len > 0 {
            looks.push((
                site(Some((response, 0)), Field::Wording),
                node.text.0.len as usize + 1,
                Look::Cases(node.text),
            ));
        }
        for (band, outcome) in (0_u8..=u8::MAX).zip(graph.outcomes(node)) {
            let here = Some((response, band));
            let fields = [
                (Field::Quality, Look::Quality(outcome.quality, node), outcome.quality),
                (
                    Field::Reaction,
                    Look::WordsOfAnswer(outcome.reaction, node),
                    outcome.reaction,
                ),
                (
                    Field::Feedback,
                    Look::WordsOfAnswer(outcome.feedback, node),
                    outcome.feedback,
                ),
            ];
            for (field, look, cases) in fields.into_iter().filter(|(.., cases)| cases.0.len > 0) {
                looks.push((site(here, field), cases.0.len as usize + 1, look));
            }
            if let Step::First { branches, .. } = outcome.step {
                looks.push((
                    site(here, Field::Next),
                    branches.len as usize + 1,
                    Look::Next(outcome, node),
                ));
            }
        }
    }
    looks
}

/// Tells which cases apply in a state.
fn see(graph: &Graph, state: &State, site: &CaseSite, look: &Look<'_>, mut mark: impl FnMut(usize)) {
    match *look {
        Look::Cases(cases) | Look::Words(cases) => mark(graph.case(cases, state, false)),
        Look::When(node) => mark(usize::from(!graph.is_offered(node, state))),
        Look::WordsOfAnswer(cases, node) | Look::Quality(cases, node) => {
            mark(graph.case(cases, state, false));
            if node.act == ActKind::Summary && graph.held() != 0 {
                mark(graph.case(cases, state, true));
            }
        }
        Look::Next(outcome, node) => {
            let (response, band) = site.response.unwrap_or_default();
            each_choice_of(graph, state, (response, node), u32::MAX, &mut |taken| {
                if taken.choice.band == band {
                    mark(branch(graph, outcome, &taken.after, taken.choice.summary == Some(true)));
                }
            });
        }
    }
}

fn branch(graph: &Graph, outcome: &Outcome, after: &State, right: bool) -> usize {
    let Step::First { branches, .. } = outcome.step else {
        return 0;
    };
    let branches = branches.of(&graph.branches);
    let holds = |&(test, _): &(TestIx, Place)| graph.test(test, after, right);
    branches.iter().position(holds).unwrap_or(branches.len())
}

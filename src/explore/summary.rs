//! What an exploration found, as plain data for the command line and the studio: endings, lost ruptures, cases that never apply, plays.

use super::explorer::Explorer;
use super::order::Order;
use super::outlook::{Following, Outlook, aptest, uniform};
use super::rules::each_choice_of;
use super::space::{Choice, Edge, Keep, Space, StateIx, Way};
use crate::scenario::graph::{ActKind, Cases, Graph, Outcome, ResponseNode, Step, TestIx};
use crate::scenario::state::{Place, State};

/// One answer of a play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The statement that is answered.
    pub statement: u32,
    /// The answer.
    pub choice: Choice,
    /// The place that it led to, perhaps by chance.
    pub to: Place,
}

/// A play from the opening: its answers in order.
pub type Play = Vec<Turn>;

/// An ending, as far as it can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingReach {
    /// In how many states it can be reached.
    pub states: usize,
    /// A shortest play to it; `None` if it can't be reached.
    pub shortest: Option<Play>,
}

/// States with an open rupture that can no longer be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// How many they are.
    pub states: usize,
    /// How many states have an open rupture at all.
    pub open: usize,
    /// One of those reached soonest, and a shortest play to it.
    pub example: Option<(State, Play)>,
}

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

/// Everything that an exploration found.
#[derive(Clone, Debug)]
pub struct Summary {
    /// States that something ahead can tell apart.
    pub states: usize,
    /// Choices in all of them.
    pub choices: usize,
    /// Memory of the space, in bytes.
    pub bytes: usize,
    /// States at each statement, in file order; 0 if it can't be reached.
    pub statements: Vec<usize>,
    /// The endings, in file order.
    pub endings: Vec<EndingReach>,
    /// Ruptures that can't be resolved any more.
    pub lost: Lost,
    /// Cases that never apply; `None` if the exploration did not keep apart what only words ask about ([`Keep::Playing`]).
    pub never: Option<Vec<NeverCase>>,
    /// Whether a play can come back to a state in which it was.
    pub loops: bool,
    /// Answers in a shortest play to any end.
    pub shortest: Option<usize>,
    /// Answers in a longest play; `None` if a play can go round for ever.
    pub longest: Option<usize>,
    /// Best play by the expected sum of bond, tasks and goals.
    pub best: Outlook,
    /// Worst play by the same.
    pub worst: Outlook,
    /// Always one of the responses rated highest.
    pub aptest: Outlook,
    /// Every response as likely as the others.
    pub uniform: Outlook,
}

impl Summary {
    /// Gathers everything.
    pub fn new(explorer: &Explorer<'_>) -> Self {
        let (graph, space) = (explorer.graph(), explorer.space());
        let mut statements = vec![0; graph.statements().len()];
        let mut endings = vec![
            EndingReach {
                states: 0,
                shortest: None
            };
            graph.endings()
        ];
        let mut shortest = None;
        for index in space.indices() {
            match space.place(index) {
                Place::Statement(statement) => {
                    if let Some(count) = statements.get_mut(statement as usize) {
                        *count += 1;
                    }
                }
                Place::Ending(ending) => {
                    if let Some(reach) = endings.get_mut(ending as usize) {
                        reach.states += 1;
                        if reach.shortest.is_none() {
                            reach.shortest = Some(play_to(space, index));
                        }
                    }
                }
            }
            if shortest.is_none() && space.is_final(index) {
                shortest = Some(play_to(space, index).len());
            }
        }
        let worst = explorer.worst_play();
        Self {
            states: space.len(),
            choices: space.choices(),
            bytes: space.bytes(),
            statements,
            endings,
            lost: lost(space, explorer.order()),
            never: (space.keep() != Keep::Playing).then(|| never(graph, space)),
            loops: explorer.has_loops(),
            shortest,
            longest: longest(space, explorer.order()),
            best: explorer.outlook(Following(explorer.best_play())),
            worst: explorer.outlook(Following(&worst)),
            aptest: explorer.outlook(aptest),
            uniform: explorer.outlook(uniform),
        }
    }
}

/// A shortest play to a state.
pub fn play_to(space: &Space, state: StateIx) -> Play {
    let mut play = Play::new();
    let mut to = state;
    while let Some(from) = space.parent(to) {
        let leads = |edge: &&Edge| space.ways(**edge).any(|way| way.to == to);
        if let (Some(edge), Place::Statement(statement)) = (space.edges(from).iter().find(leads), space.place(from)) {
            play.push(Turn {
                statement,
                choice: edge.choice(),
                to: space.place(to),
            });
        }
        to = from;
    }
    play.reverse();
    play
}

/// Answers in a longest play; `None` if a play can go round for ever.
fn longest(space: &Space, order: &Order) -> Option<usize> {
    if order.has_loops() {
        return None;
    }
    let mut turns = vec![0_u32; space.len()];
    for &state in order.groups().flat_map(|group| group.states) {
        let ways = space.edges(state).iter().flat_map(|&edge| space.ways(edge));
        let most = ways
            .filter_map(|way| turns.get(way.to as usize))
            .max()
            .map_or(0, |&most| most + 1);
        if let Some(turns) = turns.get_mut(state as usize) {
            *turns = most;
        }
    }
    turns.iter().max().map(|&most| most as usize)
}

fn lost(space: &Space, order: &Order) -> Lost {
    let mut can = vec![false; space.len()];
    for group in order.groups() {
        let resolves = group.states.iter().any(|&state| {
            space.edges(state).iter().any(|&edge| {
                let onward = |way: Way| can.get(way.to as usize).copied().unwrap_or(false);
                edge.resolves() || space.ways(edge).any(onward)
            })
        });
        for &state in group.states {
            if let Some(can) = can.get_mut(state as usize) {
                *can = resolves;
            }
        }
    }
    let mut lost = Lost {
        states: 0,
        open: 0,
        example: None,
    };
    for (index, can) in space.indices().zip(can) {
        if space.is_final(index) {
            continue;
        }
        let state = space.state(index);
        if state.rupture.is_none() {
            continue;
        }
        lost.open += 1;
        if !can {
            lost.states += 1;
            if lost.example.is_none() {
                lost.example = Some((state, play_to(space, index)));
            }
        }
    }
    lost
}

/// Which cases applied, for one place where cases stand.
struct Watched {
    site: CaseSite,
    seen: Vec<bool>,
}

/// Where the cases of a graph stand, in the order in which a state is looked at.
#[derive(Default)]
struct Cover {
    sites: Vec<Watched>,
    /// For each place, its first site.
    first: Vec<usize>,
}

impl Cover {
    fn mark(&mut self, site: usize, case: usize) {
        if let Some(seen) = self.sites.get_mut(site).and_then(|watched| watched.seen.get_mut(case)) {
            *seen = true;
        }
    }
}

/// One thing to look at in a state.
enum Look<'g> {
    Cases(Cases),
    When(&'g ResponseNode),
    /// Cases that can depend on a summary being right.
    OfAnswer(Cases, &'g ResponseNode),
    Next(&'g Outcome, &'g ResponseNode),
}

fn never(graph: &Graph, space: &Space) -> Vec<NeverCase> {
    let places = graph.statement_range().map(Place::Statement);
    let ends = (0..u32::try_from(graph.endings()).unwrap_or(u32::MAX)).map(Place::Ending);
    let looks: Vec<Vec<(CaseSite, usize, Look<'_>)>> = places.chain(ends).map(|place| looks(graph, place)).collect();
    let mut cover = Cover::default();
    for place in &looks {
        cover.first.push(cover.sites.len());
        let sites = place.iter().map(|&(site, cases, _)| Watched {
            site,
            seen: vec![false; cases],
        });
        cover.sites.extend(sites);
    }
    let mut reached = vec![false; looks.len()];
    for index in space.indices() {
        let state = space.state(index);
        let at = match state.at {
            Place::Statement(statement) => statement as usize,
            Place::Ending(ending) => graph.statements().len() + ending as usize,
        };
        let (Some(place), Some(&first)) = (looks.get(at), cover.first.get(at)) else {
            continue;
        };
        if let Some(reached) = reached.get_mut(at) {
            *reached = true;
        }
        let offered = graph.offered(&state);
        for (number, (site, _, look)) in (first..).zip(place) {
            let hidden = site.response.is_some_and(|(response, _)| offered >> response & 1 == 0);
            if !hidden || site.field == Field::When {
                see(graph, &state, site, look, |case| cover.mark(number, case));
            }
        }
    }
    let reachable = |place: Place| {
        let at = match place {
            Place::Statement(statement) => statement as usize,
            Place::Ending(ending) => graph.statements().len() + ending as usize,
        };
        reached.get(at).copied().unwrap_or(false)
    };
    let found = cover
        .sites
        .into_iter()
        .filter(|watched| reachable(watched.site.place))
        .map(|watched| {
            let never = (0..watched.seen.len())
                .filter(|&case| watched.seen.get(case) == Some(&false))
                .collect();
            NeverCase {
                site: watched.site,
                never,
                cases: watched.seen.len(),
            }
        });
    found.filter(|found| !found.never.is_empty()).collect()
}

/// Everything at a place that depends on a condition, with its number of cases.
fn looks(graph: &Graph, place: Place) -> Vec<(CaseSite, usize, Look<'_>)> {
    let mut looks = Vec::new();
    let site = |response, field| CaseSite { place, response, field };
    let mut cases = |field, cases: Cases| {
        if cases.0.len > 0 {
            looks.push((site(None, field), cases.0.len as usize + 1, Look::Cases(cases)));
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
                (Field::Quality, outcome.quality),
                (Field::Reaction, outcome.reaction),
                (Field::Feedback, outcome.feedback),
            ];
            for (field, cases) in fields.into_iter().filter(|(_, cases)| cases.0.len > 0) {
                looks.push((site(here, field), cases.0.len as usize + 1, Look::OfAnswer(cases, node)));
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
        Look::Cases(cases) => mark(graph.case(cases, state, false)),
        Look::When(node) => mark(usize::from(!graph.is_offered(node, state))),
        Look::OfAnswer(cases, node) => {
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

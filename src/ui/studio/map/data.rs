//! What the map and the outline show of a vignette: boxes and arrows with their words, made once a version of the document.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::framework::id::RuptureKind;
use crate::scenario::diagnostic::{Diagnostic, Pointer, Severity};
use crate::scenario::map::{At, Frame, Note};
use crate::scenario::model::{Act, Affect, Ending, Next, Outcome, Response, Scenario, Statement};
use crate::scenario::varied::Varied;

/// Most characters of a text that a box or a row shows.
const WORDS: usize = 160;

/// The boxes and arrows of one version of a vignette.
#[derive(Clone, Debug, Default)]
pub struct MapData {
    /// Changes whenever anything in here may have changed.
    pub version: u64,
    /// What the layout depends on, as one number: boxes, arrows and pins.
    pub shape: u64,
    /// The vignette's title.
    pub title: String,
    /// Statements, then endings, in the order of the file; then what responses lead to and is missing.
    pub nodes: Vec<MapNode>,
    /// What responses lead to: those of a statement stand together.
    pub edges: Vec<MapEdge>,
    /// The responses of all statements: those of a statement stand together.
    pub responses: Vec<MapResponse>,
    /// The frames of the map.
    pub frames: Vec<Frame>,
    /// The notes on the map.
    pub notes: Vec<Note>,
    /// The box that the play starts at.
    pub start: Option<u32>,
    by_id: HashMap<String, u32>,
    /// For each box the arrows that lead to it.
    entries: Vec<Vec<u32>>,
}

/// A statement, an ending, or a name that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapNode {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The first words.
    pub words: String,
    /// What the face shows; for words that vary, the usual case.
    pub affect: Option<Affect>,
    /// The strain that shows, and how plain it is: 1 to 3.
    pub strain: Option<(RuptureKind, u8)>,
    /// Whether it only looks like a strain.
    pub foil: bool,
    /// How many errors, warnings and notes were found in it.
    pub findings: [u32; 3],
    /// Where it was put by hand.
    pub pin: Option<At>,
    /// Its responses, in [`MapData::responses`].
    pub responses: Range<u32>,
    /// The arrows that leave it, in [`MapData::edges`].
    pub exits: Range<u32>,
}

/// What a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that the client says.
    Statement,
    /// A way it ends.
    Ending(Outcome),
    /// A name that a response leads to and that nothing has.
    Missing,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapResponse {
    /// Its id.
    pub id: String,
    /// The box that it belongs to.
    pub node: u32,
    /// The first words.
    pub words: String,
    /// The lowest and the highest quality that it can have.
    pub quality: (u8, u8),
    /// Whether it is offered only under a condition.
    pub when: bool,
    /// How many errors, warnings and notes were found in it.
    pub findings: [u32; 3],
    /// The arrows that are its own, in [`MapData::edges`].
    pub exits: Range<u32>,
}

/// An arrow: one place that a response may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapEdge {
    /// The box that it leaves.
    pub from: u32,
    /// The box that it leads to.
    pub to: u32,
    /// The response, in [`MapData::responses`].
    pub response: u32,
    /// The band of a silence that leads there.
    pub band: Option<u16>,
    /// When it is taken.
    pub way: Way,
    /// The lowest and the highest quality on this way.
    pub quality: (u8, u8),
}

/// When an arrow is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Always.
    Always,
    /// In a case, by its place in the list.
    Case(u16),
    /// In no case.
    Otherwise,
    /// By chance: its place in the list, its weight.
    Chance(u16, u32),
}

impl MapData {
    /// The boxes and arrows of a vignette, with what was found in it.
    pub fn new(version: u64, scenario: &Scenario, findings: &[Diagnostic]) -> Self {
        let places = scenario.statements.len() + scenario.endings.len();
        let mut data = Self {
            version,
            title: scenario.title.clone(),
            nodes: Vec::with_capacity(places),
            ..Self::default()
        };
        for (id, statement) in &scenario.statements {
            data.add(id.as_str(), node_of(statement));
        }
        for (id, ending) in &scenario.endings {
            data.add(id.as_str(), ending_node(ending));
        }
        for (from, statement) in (0_u32..).zip(scenario.statements.values()) {
            let (first_response, first_exit) = (count(&data.responses), count(&data.edges));
            for (id, response) in &statement.responses {
                data.add_response(from, id.as_str(), response);
            }
            let (responses, exits) = (first_response..count(&data.responses), first_exit..count(&data.edges));
            if let Some(node) = data.nodes.get_mut(from as usize) {
                (node.responses, node.exits) = (responses, exits);
            }
        }
        data.start = data.by_id.get(scenario.start.as_str()).copied();
        if let Some(map) = &scenario.map {
            for (id, at) in &map.pins {
                if let Some(node) = data
                    .index_of(id.as_str())
                    .and_then(|at| data.nodes.get_mut(at as usize))
                {
                    node.pin = Some(*at);
                }
            }
            data.frames.clone_from(&map.frames);
            data.notes.clone_from(&map.notes);
        }
        data.entries = vec![Vec::new(); data.nodes.len()];
        for (at, edge) in (0..).zip(&data.edges) {
            if let Some(entries) = data.entries.get_mut(edge.to as usize) {
                entries.push(at);
            }
        }
        data.shape = shape_of(&data);
        data.count_findings(findings);
        data
    }

    /// Counts findings anew: those of another look at the same vignette.
    pub fn recount(&mut self, findings: &[Diagnostic]) {
        self.nodes.iter_mut().for_each(|node| node.findings = [0; 3]);
        self.responses
            .iter_mut()
            .for_each(|response| response.findings = [0; 3]);
        self.count_findings(findings);
    }

    /// A box.
    pub fn node(&self, at: u32) -> Option<&MapNode> {
        self.nodes.get(at as usize)
    }

    /// An arrow.
    pub fn edge(&self, at: u32) -> Option<&MapEdge> {
        self.edges.get(at as usize)
    }

    /// A response.
    pub fn response(&self, at: u32) -> Option<&MapResponse> {
        self.responses.get(at as usize)
    }

    /// The box of this name.
    pub fn index_of(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The arrows that lead to a box.
    pub fn entries(&self, at: u32) -> &[u32] {
        self.entries.get(at as usize).map_or(&[], Vec::as_slice)
    }

    /// Where a statement, an ending or a response stands in the vignette. None for what is missing.
    pub fn pointer(&self, thing: Thing) -> Option<Pointer> {
        match thing {
            Thing::Node(at) => self.node_pointer(at),
            Thing::Response(at) => {
                let response = self.response(at)?;
                Some(self.node_pointer(response.node)?.response(&response.id))
            }
            Thing::Frame(at) => Some(Pointer::root().field("map").field("frames").index(at)),
            Thing::Note(at) => Some(Pointer::root().field("map").field("notes").index(at)),
        }
    }

    fn node_pointer(&self, at: u32) -> Option<Pointer> {
        let node = self.node(at)?;
        match node.kind {
            Kind::Statement => Some(Pointer::root().statement(&node.id)),
            Kind::Ending(_) => Some(Pointer::root().ending(&node.id)),
            Kind::Missing => None,
        }
    }

    /// What stands at a place in the vignette.
    pub fn thing_at(&self, pointer: &Pointer) -> Option<Thing> {
        let id = pointer.statement_id().or_else(|| pointer.ending_id())?;
        let at = self.index_of(id)?;
        let response = pointer.response_id().and_then(|response| {
            let own = self.node(at)?.responses.clone();
            own.into_iter()
                .find(|&at| self.response(at).is_some_and(|found| found.id == response))
        });
        Some(response.map_or(Thing::Node(at), Thing::Response))
    }

    /// Where the target of an arrow is written.
    pub fn exit(&self, at: u32) -> Option<Pointer> {
        let edge = self.edge(at)?;
        let response = self.pointer(Thing::Response(edge.response))?;
        let next = match edge.band {
            Some(band) => response.field("act").field("bands").index(band.into()).field("next"),
            None => response.field("next"),
        };
        Some(match edge.way {
            Way::Always => next,
            Way::Case(case) => next.field("cases").index(case.into()).field("then"),
            Way::Otherwise => next.field("otherwise"),
            Way::Chance(way, _) => next.index(way.into()).field("to"),
        })
    }

    /// What an arrow says beside itself, such as "own-part · 4".
    pub fn label(&self, at: u32) -> String {
        let Some((edge, response)) = self
            .edge(at)
            .and_then(|edge| Some((edge, self.response(edge.response)?)))
        else {
            return String::new();
        };
        let mut label = format!("{} · {}", response.id, quality_words(edge.quality));
        // Writing to a `String` can't fail.
        let _ = match edge.way {
            Way::Always => Ok(()),
            Way::Case(case) => write!(label, " · case {}", case + 1),
            Way::Otherwise => write!(label, " · otherwise"),
            Way::Chance(_, weight) => write!(label, " · chance {weight}"),
        };
        if edge.band.is_some() {
            label.push_str(" · by length");
        }
        label
    }

    /// What a screen reader says of a box.
    pub fn spoken(&self, at: u32) -> String {
        let Some(node) = self.node(at) else {
            return String::new();
        };
        let mut said = match node.kind {
            Kind::Statement if self.start == Some(at) => format!("Statement {}, the opening", node.id),
            Kind::Statement => format!("Statement {}", node.id),
            Kind::Ending(outcome) => format!("Ending {}, {}", node.id, outcome_word(outcome)),
            Kind::Missing => format!("{} is missing", node.id),
        };
        let _ = write!(said, ": {}", node.words);
        if let Some((kind, salience)) = node.strain {
            let _ = write!(said, ". {}, {}", strain_word(kind), salience_word(salience));
        } else if node.foil {
            said.push_str(". Looks like a strain and is none");
        }
        if node.kind == Kind::Statement {
            let _ = write!(said, ". {}", counted(node.responses.len(), "response"));
        }
        let entries = self.entries(at).len();
        if self.start != Some(at) {
            let _ = write!(said, ". {} here", counted(entries, "way"));
        }
        let found: u32 = node.findings.iter().sum();
        if found > 0 {
            let _ = write!(said, ". {}", counted(found as usize, "finding"));
        }
        if node.pin.is_some() {
            said.push_str(". Pinned");
        }
        said
    }

    fn add(&mut self, id: &str, node: MapNode) {
        let at = count(&self.nodes);
        // A name that stands twice is the compiler's finding; arrows lead to the first.
        self.by_id.entry(id.to_owned()).or_insert(at);
        self.nodes.push(MapNode {
            id: id.to_owned(),
            ..node
        });
    }

    fn add_response(&mut self, node: u32, id: &str, response: &Response) {
        let at = count(&self.responses);
        let first = count(&self.edges);
        let own = range_of(&response.quality);
        let (words, mut quality) = match &response.act {
            Act::Say(text) => (usual(text).clone(), own),
            Act::Summary(text) => (text.clone(), own),
            Act::Silence { does, .. } => (does.clone(), own),
        };
        if let Act::Silence { bands, .. } = &response.act {
            for (band, index) in bands.iter().zip(0_u16..) {
                let on_this_way = band.quality.as_ref().map_or(own, range_of);
                quality = (quality.0.min(on_this_way.0), quality.1.max(on_this_way.1));
                if let Some(next) = &band.next {
                    self.add_exits(at, node, Some(index), next, on_this_way);
                }
            }
            if bands.is_empty() || bands.iter().any(|band| band.next.is_none()) {
                self.add_exits(at, node, None, &response.next, quality);
            }
        } else {
            self.add_exits(at, node, None, &response.next, own);
        }
        let exits = first..count(&self.edges);
        self.responses.push(MapResponse {
            id: id.to_owned(),
            node,
            words: first_words(&words),
            quality,
            when: response.when.is_some(),
            findings: [0; 3],
            exits,
        });
    }

    fn add_exits(&mut self, response: u32, from: u32, band: Option<u16>, next: &Next, quality: (u8, u8)) {
        let mut add = |to: &str, way: Way| {
            let to = self.index_of(to).unwrap_or_else(|| {
                self.add(to, missing());
                count(&self.nodes) - 1
            });
            self.edges.push(MapEdge {
                from,
                to,
                response,
                band,
                way,
                quality,
            });
        };
        match next {
            Next::To(to) => add(to.as_str(), Way::Always),
            Next::First { cases, otherwise } => {
                for (case, at) in cases.iter().zip(0..) {
                    add(case.then.as_str(), Way::Case(at));
                }
                add(otherwise.as_str(), Way::Otherwise);
            }
            Next::Chance(ways) => {
                for (way, at) in ways.iter().zip(0..) {
                    add(way.to.as_str(), Way::Chance(at, way.weight));
                }
            }
        }
    }

    fn count_findings(&mut self, findings: &[Diagnostic]) {
        for finding in findings {
            let at = match finding.severity {
                Severity::Error => 0,
                Severity::Warning => 1,
                Severity::Note => 2,
            };
            let Some(thing) = self.thing_at(&finding.location.path) else {
                continue;
            };
            let mut node = None;
            if let Thing::Response(response) = thing
                && let Some(response) = self.responses.get_mut(response as usize)
            {
                if let Some(count) = response.findings.get_mut(at) {
                    *count += 1;
                }
                node = Some(response.node);
            } else if let Thing::Node(of) = thing {
                node = Some(of);
            }
            if let Some(count) = node
                .and_then(|node| self.nodes.get_mut(node as usize))
                .and_then(|node| node.findings.get_mut(at))
            {
                *count += 1;
            }
        }
    }
}

fn shape_of(data: &MapData) -> u64 {
    let mut hasher = DefaultHasher::new();
    data.start.hash(&mut hasher);
    for node in &data.nodes {
        (&node.id, node.pin, std::mem::discriminant(&node.kind)).hash(&mut hasher);
    }
    for edge in &data.edges {
        (edge.from, edge.to).hash(&mut hasher);
    }
    hasher.finish()
}

/// Something on the map that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A statement or an ending.
    Node(u32),
    /// A response.
    Response(u32),
    /// A frame.
    Frame(usize),
    /// A note.
    Note(usize),
}

fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

fn node_of(statement: &Statement) -> MapNode {
    MapNode {
        words: first_words(usual::<String>(&statement.says)),
        affect: Some(*usual(&statement.affect)),
        strain: statement.strain.as_ref().map(|strain| (strain.kind, strain.salience)),
        foil: statement.foil,
        ..blank(Kind::Statement)
    }
}

fn ending_node(ending: &Ending) -> MapNode {
    MapNode {
        words: first_words(&ending.title),
        ..blank(Kind::Ending(ending.outcome))
    }
}

fn missing() -> MapNode {
    MapNode {
        words: "nothing has this name yet".to_owned(),
        ..blank(Kind::Missing)
    }
}

const fn blank(kind: Kind) -> MapNode {
    MapNode {
        id: String::new(),
        kind,
        words: String::new(),
        affect: None,
        strain: None,
        foil: false,
        findings: [0; 3],
        pin: None,
        responses: 0..0,
        exits: 0..0,
    }
}

/// The value that is taken when no case holds.
fn usual<T>(value: &Varied<T>) -> &T {
    value.value(usize::MAX)
}

fn range_of(quality: &Varied<u8>) -> (u8, u8) {
    quality.values().fold((u8::MAX, 0), |(least, most), &value| {
        (least.min(value), most.max(value))
    })
}

/// The first words of a text, as many as a box or a row shows.
pub fn first_words(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if words.len() >= WORDS {
            words.push('…');
            break;
        }
    }
    words
}

/// A quality, or the range that it can have.
pub fn quality_words((least, most): (u8, u8)) -> String {
    if least == most {
        least.to_string()
    } else {
        format!("{least}–{most}")
    }
}

/// A strain in a word.
pub const fn strain_word(kind: RuptureKind) -> &'static str {
    match kind {
        RuptureKind::Withdrawal => "Withdrawal",
        RuptureKind::Confrontation => "Confrontation",
    }
}

const fn salience_word(salience: u8) -> &'static str {
    match salience {
        0 | 1 => "easy to miss",
        2 => "to be seen",
        _ => "plain",
    }
}

/// An outcome in a word.
pub const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Repaired => "repaired",
        Outcome::Patched => "patched",
        Outcome::Postponed => "postponed",
        Outcome::Left => "left",
    }
}

/// "1 response", "2 responses", "no responses".
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;
    use crate::scenario::read::read;

    const EVERY_FIELD: &str = include_str!("../../../../tests/vignettes/every-field.ron");

    fn data(text: &str, findings: &[Diagnostic]) -> MapData {
        MapData::new(1, &read(text).scenario.expect("it reads"), findings)
    }

    #[test]
    fn each_way_out_is_an_arrow_of_its_own() {
        let data = data(EVERY_FIELD, &[]);
        let arrows: Vec<String> = (0_u32..)
            .zip(&data.edges)
            .map(|(at, edge)| {
                let id = |at: u32| data.node(at).unwrap().id.as_str();
                format!(
                    "{} -> {}: {} ({})",
                    id(edge.from),
                    id(edge.to),
                    data.label(at),
                    data.exit(at).unwrap()
                )
            })
            .collect();
        assert_eq!(
            arrows,
            [
                "hello -> sorry: yes · 3 · chance 3 (statements.hello.responses.yes.next[0].to)",
                "hello -> rings-off: yes · 3 · chance 1 (statements.hello.responses.yes.next[1].to)",
                "hello -> rings-off: explain · 0–2 (statements.hello.responses.explain.next)",
                "hello -> rings-off: wait · 1 · by length (statements.hello.responses.wait.act.bands[0].next)",
                "hello -> sorry: wait · 1–3 (statements.hello.responses.wait.next)",
                "sorry -> goes-on: summary · 1–4 · case 1 (statements.sorry.responses.summary.next.cases[0].then)",
                "sorry -> rings-off: summary · 1–4 · otherwise (statements.sorry.responses.summary.next.otherwise)",
                "sorry -> rings-off: joke · 1 (statements.sorry.responses.joke.next)",
            ]
        );
        assert_eq!(data.entries(1), [0, 4]);
        assert_eq!(data.nodes[0].responses, 0..3);
        assert_eq!(data.nodes[1].exits, 5..8);
        assert_eq!(data.nodes[1].pin, Some(At(-40, 260)));
        assert_eq!((data.frames.len(), data.notes.len()), (1, 1));
    }

    #[test]
    fn a_box_says_what_a_person_sees() {
        let hello = Pointer::root().statement("hello");
        let findings = [
            Diagnostic::warning("a", hello.clone().field("says"), "m"),
            Diagnostic::error("b", hello.clone().response("yes").field("next"), "m"),
        ];
        let data = data(EVERY_FIELD, &findings);
        assert_eq!(
            data.spoken(0),
            "Statement hello, the opening: Is this about the form?. Confrontation, plain. 3 responses. 2 findings. Pinned"
        );
        assert_eq!(data.spoken(3), "Ending rings-off, left: She rings off. 5 ways here");
        assert_eq!(data.nodes[0].findings, [1, 1, 0]);
        assert_eq!(data.responses[0].findings, [1, 0, 0]);
        let pointer = data.pointer(Thing::Response(0)).unwrap();
        assert_eq!(pointer, hello.clone().response("yes"));
        assert_eq!(data.thing_at(&hello.field("cue")), Some(Thing::Node(0)));
        assert_eq!(data.thing_at(&pointer.field("act")), Some(Thing::Response(0)));
    }

    #[test]
    fn what_leads_nowhere_is_shown() {
        let data = data(&EVERY_FIELD.replace("To(\"sorry\")", "To(\"sory\")"), &[]);
        let last = data.nodes.last().unwrap();
        assert_eq!((last.id.as_str(), last.kind), ("sory", Kind::Missing));
        let at = data.index_of("sory").unwrap();
        assert_eq!(
            data.spoken(at),
            "sory is missing: nothing has this name yet. 1 way here"
        );
        assert_eq!(data.pointer(Thing::Node(at)), None);
    }
}

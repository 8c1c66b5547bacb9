//! A vignette as a document, for colleagues to review on paper: everything that is in it, in words, where each response leads, and a
//! checklist to sign off.

mod response;
pub mod words;

use super::document::{Block, Document, Link, Style};
use crate::framework::model::Framework;
use crate::scenario::model::{Level, Medium, RuptureSource, Scenario, Statement, Variable};
use crate::scenario::varied::Varied;

/// What has been looked at before a vignette counts as done.
pub const CHECKS: [&str; 10] = [
    "Read aloud, both parts: it sounds like people talking.",
    "Played to the best and to the worst ending.",
    "Played with the responses alone, without statements: the best ones can’t be picked.",
    "The best response is no more often the longest, the warmest or the only question than chance would have it.",
    "Weak responses are reasonable moves at the wrong moment; their feedback names the pull without blame.",
    "Cues describe and never interpret. One statement in four or five is a foil.",
    "After a weak choice the client says something else next, and a repair can still be reached, or the file says why not.",
    "Nobody is a stereotype of their group, and nobody’s group is the problem.",
    "Cautions are named, and nothing is more graphic than it needs to be.",
    "Nothing in it can be traced to a real person.",
];

/// The document of a vignette.
pub fn document(scenario: &Scenario, framework: &Framework) -> Document {
    let page = Page { scenario, framework };
    let mut blocks = vec![page.title()];
    blocks.extend(page.contract());
    blocks.extend(page.setting());
    blocks.extend(page.client());
    blocks.push(heading(2, "Statements", None));
    for (at, (id, statement)) in scenario.statements.iter().enumerate() {
        blocks.push(Block::Section(page.statement(at, id.as_str(), statement)));
    }
    blocks.push(heading(2, "Endings", None));
    for (at, (id, ending)) in scenario.endings.iter().enumerate() {
        let name = page.place(id.as_str()).text;
        let mut part = vec![
            heading(3, &format!("{name}: {}", ending.title), Some(ending_anchor(at))),
            Block::Labelled("Kind".to_owned(), words::outcome(ending.outcome).to_owned()),
        ];
        part.extend(page.varied(&ending.says, Style::Speech, String::clone));
        part.push(Block::Text(Style::Body, ending.debrief.clone()));
        part.extend(page.comes_from(id.as_str()));
        blocks.push(Block::Section(part));
    }
    blocks.extend(page.remarks());
    blocks.push(Block::Break);
    blocks.extend(sign_off());
    Document {
        title: scenario.title.clone(),
        language: scenario.language.clone(),
        author: None,
        foot: format!("{}, version {}", scenario.title, scenario.version),
        blocks,
    }
}

struct Page<'s> {
    scenario: &'s Scenario,
    framework: &'s Framework,
}

fn heading(level: u8, text: &str, anchor: Option<String>) -> Block {
    Block::Heading {
        level,
        text: text.to_owned(),
        anchor,
    }
}

fn labelled(label: &str, text: impl Into<String>) -> Block {
    Block::Labelled(label.to_owned(), text.into())
}

fn statement_anchor(at: usize) -> String {
    format!("statement-{}", at + 1)
}

fn ending_anchor(at: usize) -> String {
    format!("ending-{}", at + 1)
}

impl Page<'_> {
    fn title(&self) -> Block {
        let scenario = self.scenario;
        let count = format!(
            "{} statements, {} endings",
            scenario.statements.len(),
            scenario.endings.len()
        );
        Block::Title {
            over: "Vignette for review".to_owned(),
            text: scenario.title.clone(),
            under: vec![
                format!(
                    "Version {}, by {}",
                    scenario.version,
                    words::names(&scenario.authors, "nobody named")
                ),
                format!("{} · {count} · {}", scenario.id, scenario.language),
            ],
        }
    }

    fn rows<'i>(&self, ids: impl IntoIterator<Item = &'i crate::framework::id::RowId>) -> String {
        let labels: Vec<String> = ids
            .into_iter()
            .map(|id| self.framework.row_label(id.as_str()).to_owned())
            .collect();
        words::names(&labels, "none")
    }

    fn contract(&self) -> Vec<Block> {
        let contract = &self.scenario.contract;
        let level = match contract.level {
            Level::Foundation => "foundation",
            Level::Intermediate => "intermediate",
            Level::Advanced => "advanced",
        };
        let from = match contract.rupture_from {
            RuptureSource::Client => "what the client brings",
            RuptureSource::Practitioner => "something that the practitioner did",
            RuptureSource::Context => "the service or the situation",
        };
        let mut blocks = vec![
            heading(2, "What it is for", None),
            labelled("Objectives", self.rows(&contract.objectives)),
            labelled("Level", level),
            labelled("The rupture comes from", from),
            labelled("It must not drift into", contract.drift.clone()),
            labelled("Cautions", words::names(&self.scenario.cautions, "none")),
        ];
        if self.scenario.held_back {
            blocks.push(Block::Text(
                Style::Soft,
                "Kept back from practice, and offered only as a probe.".to_owned(),
            ));
        }
        blocks
    }

    fn setting(&self) -> Vec<Block> {
        let setting = &self.scenario.setting;
        let medium = match setting.medium {
            Medium::InPerson => "in person",
            Medium::Telephone => "by telephone",
            Medium::Video => "by video",
        };
        vec![
            heading(2, "Setting", None),
            labelled("Service", setting.service.clone()),
            labelled("Approach", setting.approach.clone()),
            labelled("Session", format!("{}, {medium}", setting.session)),
            Block::Text(Style::Body, setting.brief.clone()),
        ]
    }

    fn client(&self) -> Vec<Block> {
        let client = &self.scenario.client;
        let alliance = self.scenario.alliance;
        let mut blocks = vec![
            heading(2, "The client", None),
            labelled("Name", format!("{}, {}, {}", client.name, client.age, client.pronouns)),
            Block::Text(Style::Body, client.about.clone()),
            labelled("Goal", client.goal.clone()),
            labelled("Client factors", self.rows(&client.factors)),
            labelled(
                "The alliance at the start",
                format!(
                    "bond {}, tasks {}, goals {}",
                    alliance.bond, alliance.tasks, alliance.goals
                ),
            ),
        ];
        if !client.beliefs.is_empty() {
            blocks.push(heading(3, "World view", None));
            let belief = |belief: &crate::scenario::model::Belief| {
                let held = if belief.held { "Held" } else { "Not held" };
                let mut entry = vec![
                    Block::Text(Style::Speech, belief.text.clone()),
                    labelled(held, belief.from.clone()),
                ];
                entry.extend(
                    belief
                        .correction
                        .clone()
                        .map(|words| labelled("Puts it right with", words)),
                );
                entry
            };
            blocks.push(Block::List(client.beliefs.values().map(belief).collect()));
        }
        if !self.scenario.variables.is_empty() {
            blocks.push(heading(3, "What is kept in mind", None));
            let variable = |(id, variable): (&crate::scenario::id::VariableId, &Variable)| {
                let words = match variable {
                    Variable::Flag(set) => format!("a flag, {} at the start", if *set { "set" } else { "not set" }),
                    Variable::Counter { start, min, max } => {
                        format!("a count from {min} to {max}, {start} at the start")
                    }
                };
                vec![labelled(id.as_str(), words)]
            };
            blocks.push(Block::List(self.scenario.variables.iter().map(variable).collect()));
        }
        blocks
    }

    fn statement(&self, at: usize, id: &str, statement: &Statement) -> Vec<Block> {
        let mut head = vec![heading(3, &self.place(id).text, Some(statement_anchor(at)))];
        if self.scenario.start.as_str() == id {
            head.push(Block::Text(Style::Label, "The play starts here.".to_owned()));
        }
        head.extend(self.comes_from(id));
        if let Some(scene) = &statement.scene {
            head.extend(self.varied(scene, Style::Body, String::clone));
        }
        head.extend(self.varied(&statement.cue, Style::Stage, String::clone));
        let affect = |affect: &crate::scenario::model::Affect| format!("{:?}, {} of 5", affect.0, affect.1);
        head.extend(self.varied(&statement.affect, Style::Small, affect));
        let mut blocks = vec![Block::Together(head)];
        blocks.extend(self.varied(&statement.says, Style::Speech, String::clone));
        if let Some(inner) = &statement.inner {
            blocks.extend(self.varied(inner, Style::Inner, String::clone));
        }
        if let Some(strain) = &statement.strain {
            let marker = self.framework.marker(strain.marker.as_str());
            let marker = marker.map_or(strain.marker.as_str(), |marker| marker.label.as_str());
            let over: Vec<String> = strain.over.iter().map(ToString::to_string).collect();
            let over = words::names(&over, "none");
            let plain = match strain.salience {
                0 | 1 => "easy to miss",
                2 => "plain enough",
                _ => "can’t be missed",
            };
            let text = format!("{}: {marker}; over {over}; {plain}", strain.kind);
            blocks.push(labelled("Strain", text));
        }
        if statement.foil {
            blocks.push(labelled("Foil", "looks like a strain and is none"));
        }
        blocks.extend(
            statement
                .factor
                .as_ref()
                .map(|id| labelled("Client factor", self.framework.row_label(id.as_str()))),
        );
        if !statement.reveals.is_empty() {
            let known = statement.reveals.iter().map(|id| {
                let belief = self.scenario.client.beliefs.get(id);
                format!("“{}”", belief.map_or(id.as_str(), |belief| belief.text.as_str()))
            });
            blocks.push(labelled("Makes known", words::names(&known.collect::<Vec<_>>(), "")));
        }
        if statement.read_alliance {
            blocks.push(labelled("Asks for", "a reading of the alliance"));
        }
        let entries = statement
            .responses
            .iter()
            .map(|(id, response)| self.response(id.as_str(), response));
        blocks.push(Block::List(entries.collect()));
        blocks
    }

    /// A value that may depend on the state, each case under its condition.
    fn varied<T>(&self, value: &Varied<T>, style: Style, text: impl Fn(&T) -> String) -> Vec<Block> {
        match value {
            Varied::Plain(value) => vec![Block::Text(style, text(value))],
            Varied::Vary { cases, otherwise } => {
                let mut blocks = Vec::new();
                for case in cases {
                    let when = words::condition(self.scenario, &case.when);
                    blocks.push(Block::Text(Style::Label, format!("If {when}:")));
                    blocks.push(Block::Text(style, text(&case.then)));
                }
                blocks.push(Block::Text(Style::Label, "Otherwise:".to_owned()));
                blocks.push(Block::Text(style, text(otherwise)));
                blocks
            }
        }
    }

    /// A statement or an ending as something to refer to.
    fn place(&self, id: &str) -> Link {
        let statement = self.scenario.statements.get_index_of(id);
        let ending = self.scenario.endings.get_index_of(id);
        match (statement, ending) {
            (Some(at), _) => Link {
                text: format!("{} · {id}", at + 1),
                anchor: Some(statement_anchor(at)),
            },
            (None, Some(at)) => Link {
                text: format!("Ending {} · {id}", at + 1),
                anchor: Some(ending_anchor(at)),
            },
            (None, None) => Link {
                text: format!("{id} (missing)"),
                anchor: None,
            },
        }
    }

    /// Which statements lead here.
    fn comes_from(&self, id: &str) -> Option<Block> {
        let leads = |statement: &Statement| {
            let mut ways = statement.responses.values().flat_map(response::targets);
            ways.any(|target| target == id)
        };
        let from = self
            .scenario
            .statements
            .iter()
            .filter(|(_, statement)| leads(statement));
        let links: Vec<Link> = from.map(|(id, _)| self.place(id.as_str())).collect();
        (!links.is_empty()).then(|| Block::Links("Comes from".to_owned(), links))
    }

    fn remarks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(notes) = &self.scenario.notes {
            blocks.push(heading(2, "The author’s notes", None));
            blocks.push(Block::Text(Style::Body, notes.clone()));
        }
        if !self.scenario.allow.is_empty() {
            blocks.push(heading(2, "Findings that are meant to be so", None));
            let allowed = self.scenario.allow.iter().map(|one| {
                let place = one.at.as_deref().unwrap_or("the whole vignette");
                vec![labelled(&one.rule, format!("in {place}: {}", one.because))]
            });
            blocks.push(Block::List(allowed.collect()));
        }
        blocks
    }
}

fn sign_off() -> Vec<Block> {
    let mut blocks = vec![
        heading(2, "Sign-off", None),
        Block::Text(
            Style::Soft,
            "To be ticked by somebody who did not write it. What is not ticked deserves a line on the back.".to_owned(),
        ),
    ];
    blocks.extend(CHECKS.iter().map(|check| Block::Check((*check).to_owned())));
    for line in ["Name", "Role", "Date"] {
        blocks.push(labelled(line, "_".repeat(36)));
    }
    blocks
}

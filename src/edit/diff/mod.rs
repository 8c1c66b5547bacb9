//! Two versions of a vignette, compared by what they mean: what was added, removed, renamed, and which words, targets and numbers changed.
//!
//! Layout, comments and the order of statements mean nothing here. A renaming is not written down anywhere, so it is guessed from what
//! stayed the same, and says so.

mod fields;
mod likeness;
pub mod text;

use indexmap::IndexMap;
use serde::Serialize;

use super::document::Document;
use super::names;
use crate::framework::load::bundled;
use crate::scenario::model::{Response, Scenario, Statement};
use crate::scenario::named::Named;
use crate::scenario::write::to_text;

/// How two versions differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Fields of the vignette as a whole: title, contract, setting, client, alliance and so on.
    pub fields: Vec<Field>,
    /// Beliefs of the client's.
    pub beliefs: Vec<Entry>,
    /// Flags and counters.
    pub variables: Vec<Entry>,
    /// Statements, with their responses.
    pub statements: Vec<Entry>,
    /// Endings.
    pub endings: Vec<Entry>,
    /// Whether something has another place on the studio's map.
    pub map_differs: bool,
}

/// Something with an id that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its id; of what was removed, the one that it had.
    pub id: String,
    /// What became of it.
    pub fate: Fate,
    /// Its first words, to know it by.
    pub words: String,
    /// Its fields that changed.
    pub fields: Vec<Field>,
    /// Its responses that differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responses: Vec<Entry>,
}

/// What became of something between the versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is there in both.
    Changed,
    /// It probably had another id: a guess, from so many hundredths of its words.
    Renamed {
        /// The id that it had.
        was: String,
        /// How many of the words are the same, 0 to 100.
        likeness: u8,
    },
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name with the way to it: `strain.salience`, `act.cases[0].then`.
    pub name: String,
    /// How.
    pub change: Changed,
}

/// How a field differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// A text, word by word.
    Words(Vec<Piece>),
    /// Anything else, as it is written. None where the field is left out.
    Value {
        /// What it was.
        before: Option<String>,
        /// What it is.
        after: Option<String>,
    },
}

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only before.
    Gone(String),
    /// Only after.
    New(String),
}

impl Comparison {
    /// Whether the two say the same.
    pub fn is_same(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two versions.
pub fn compare(before: &Scenario, after: &Scenario) -> Comparison {
    let places = likeness::renamed(&before.statements, &after.statements, to_words);
    let ends = likeness::renamed(&before.endings, &after.endings, to_words);
    let beliefs = likeness::renamed(&before.client.beliefs, &after.client.beliefs, to_words);
    // What refers to something renamed did not change.
    let pairs = |named: Named, list: &[likeness::Guess]| {
        let pairs = list.iter().map(|guess| (named, guess.was.clone(), guess.is.clone()));
        pairs.collect::<Vec<_>>()
    };
    let renames = [
        pairs(Named::Place, &places),
        pairs(Named::Place, &ends),
        pairs(Named::Belief, &beliefs),
    ]
    .concat();
    let renamed = with_names_of(before, &renames);
    let before = renamed.as_ref().unwrap_or(before);
    let whole = fields::between(&Whole(before), &Whole(after), &[]);
    let (map, whole): (Vec<Field>, _) = whole
        .into_iter()
        .partition(|field| field.name.split('.').next() == Some("map"));
    Comparison {
        fields: whole,
        beliefs: entries(
            &before.client.beliefs,
            &after.client.beliefs,
            &beliefs,
            |belief| belief.text.clone(),
            |_, _| vec![],
        ),
        variables: entries(
            &before.variables,
            &after.variables,
            &[],
            |_| String::new(),
            |_, _| vec![],
        ),
        statements: entries(
            &before.statements,
            &after.statements,
            &places,
            |statement| statement.says.values().last().cloned().unwrap_or_default(),
            responses,
        ),
        endings: entries(
            &before.endings,
            &after.endings,
            &ends,
            |ending| ending.title.clone(),
            |_, _| vec![],
        ),
        map_differs: !map.is_empty(),
    }
}

fn responses(before: &Statement, after: &Statement) -> Vec<Entry> {
    let guesses = likeness::renamed(&before.responses, &after.responses, to_words);
    let renamed: IndexMap<_, _> = before
        .responses
        .iter()
        .map(|(id, response)| {
            let guess = guesses.iter().find(|guess| guess.was == id.as_str());
            let id = guess.map_or_else(|| id.clone(), |guess| guess.is.as_str().into());
            (id, response.clone())
        })
        .collect();
    entries(&renamed, &after.responses, &guesses, response_words, |_, _| vec![])
}

fn response_words(response: &Response) -> String {
    use crate::scenario::model::Act;
    match &response.act {
        Act::Say(words) => words.values().last().cloned().unwrap_or_default(),
        Act::Summary(words) => words.clone(),
        Act::Silence { does, .. } => does.clone(),
    }
}

/// The entries that differ, in the order after; what is gone comes last. `before` has the new names already.
fn entries<K, V>(
    before: &IndexMap<K, V>,
    after: &IndexMap<K, V>,
    guesses: &[likeness::Guess],
    words: impl Fn(&V) -> String,
    inside: impl Fn(&V, &V) -> Vec<Entry>,
) -> Vec<Entry>
where
    K: std::hash::Hash + Eq + ToString,
    V: Serialize,
{
    let mut found = Vec::new();
    for (id, now) in after {
        let name = id.to_string();
        let entry = |fate, fields, responses| Entry {
            id: name.clone(),
            fate,
            words: words(now),
            fields,
            responses,
        };
        let Some(was) = before.get(id) else {
            found.push(entry(Fate::Added, vec![], vec![]));
            continue;
        };
        let (fields, responses) = (fields::between(was, now, &["responses"]), inside(was, now));
        let guess = guesses.iter().find(|guess| guess.is == name);
        match guess {
            Some(guess) => {
                let fate = Fate::Renamed {
                    was: guess.was.clone(),
                    likeness: guess.likeness,
                };
                found.push(entry(fate, fields, responses));
            }
            None if !fields.is_empty() || !responses.is_empty() => found.push(entry(Fate::Changed, fields, responses)),
            None => {}
        }
    }
    let gone = before.iter().filter(|(id, _)| !after.contains_key(*id));
    found.extend(gone.map(|(id, was)| Entry {
        id: id.to_string(),
        fate: Fate::Removed,
        words: words(was),
        fields: vec![],
        responses: vec![],
    }));
    found
}

/// A vignette less what is compared entry by entry.
struct Whole<'s>(&'s Scenario);

impl Serialize for Whole<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let scenario = Scenario {
            statements: IndexMap::new(),
            endings: IndexMap::new(),
            variables: IndexMap::new(),
            client: crate::scenario::model::Client {
                beliefs: IndexMap::new(),
                ..self.0.client.clone()
            },
            ..self.0.clone()
        };
        scenario.serialize(serializer)
    }
}

/// What something says, as it is written.
fn to_words<T: Serialize>(value: &T) -> String {
    crate::scenario::write::part(value, crate::scenario::format::Placement::TOP)
}

/// The version before, with the names that things have after. None if nothing is renamed, or it can't be done.
fn with_names_of(before: &Scenario, renames: &[(Named, String, String)]) -> Option<Scenario> {
    if renames.is_empty() {
        return None;
    }
    let mut document = Document::new(&to_text(before), bundled());
    for (named, was, is) in renames {
        let edit = names::rename(&document, *named, was, is, "rename").ok()?;
        document.apply(edit).ok()?;
    }
    document.scenario().map(|scenario| scenario.as_ref().clone())
}

//! Statements for a learning record store, as the Experience API 1.0.3 has them: one line of JSON each.
//!
//! The actor is an account with a random name, never an e-mail address. Verbs are those that the community shares; activities, extensions
//! and the account's home are IRIs of the program's own. The same play exported twice for the same account gives the same statements.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::data::{PROGRAM, Report, Session, mode_name, outcome_name};
use super::decision::Decision;
use super::moment::{Moment, iso_duration};
use super::uuid::Uuid;

/// What every IRI of the program's own begins with. A `tag:` URI (RFC 4151): a name, and no place on a network.
pub const BASE: &str = "tag:attune,2026:";
/// The version of the specification that the statements follow.
pub const VERSION: &str = "1.0.3";

type Map = BTreeMap<String, Value>;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Statement {
    id: Uuid,
    actor: Actor,
    verb: Verb,
    object: Activity,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Outcome>,
    context: Context,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<Moment>,
    version: &'static str,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Actor {
    object_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    account: Account,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Account {
    home_page: String,
    name: Uuid,
}

#[derive(Clone, Serialize)]
struct Verb {
    id: &'static str,
    display: BTreeMap<&'static str, &'static str>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Activity {
    object_type: &'static str,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<Definition>,
}

#[derive(Clone, Serialize)]
struct Definition {
    #[serde(rename = "type")]
    kind: &'static str,
    name: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    description: BTreeMap<String, String>,
}

#[derive(Default, Serialize)]
struct Outcome {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Score>,
    #[serde(skip_serializing_if = "Option::is_none")]
    success: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completion: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: Map,
}

#[derive(Serialize)]
struct Score {
    #[serde(skip_serializing_if = "Option::is_none")]
    scaled: Option<f64>,
    raw: u8,
    min: u8,
    max: u8,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    registration: Uuid,
    context_activities: ContextActivities,
    revision: String,
    platform: &'static str,
    language: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: Map,
}

#[derive(Clone, Serialize)]
struct ContextActivities {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parent: Vec<Activity>,
    grouping: Vec<Activity>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other: Vec<Activity>,
}

/// What a statement says that somebody did.
#[derive(Clone, Copy)]
enum Did {
    Initialized,
    Answered,
    Completed,
    Suspended,
}

impl Did {
    fn verb(self) -> Verb {
        let (id, word) = match self {
            Self::Initialized => ("http://adlnet.gov/expapi/verbs/initialized", "began"),
            Self::Answered => ("http://adlnet.gov/expapi/verbs/answered", "answered"),
            Self::Completed => ("http://adlnet.gov/expapi/verbs/completed", "completed"),
            Self::Suspended => ("http://adlnet.gov/expapi/verbs/suspended", "left"),
        };
        Verb {
            id,
            display: BTreeMap::from([("en-GB", word)]),
        }
    }
}

/// Statements about every play of a report, in order, one a line.
pub fn write(report: &Report, account: &Uuid) -> String {
    let mut out = String::new();
    for session in &report.sessions {
        let teller = Teller::new(report, session, account);
        for statement in teller.statements() {
            let line = serde_json::to_string(&statement);
            debug_assert!(line.is_ok(), "a statement holds nothing that JSON can't");
            out.push_str(&line.unwrap_or_default());
            out.push('\n');
        }
    }
    out
}

/// What all statements about one play share.
struct Teller<'r> {
    session: &'r Session,
    actor: Actor,
    context: Context,
    registration: Uuid,
}

fn language_map(language: &str, text: &str) -> BTreeMap<String, String> {
    if text.is_empty() {
        return BTreeMap::new();
    }
    BTreeMap::from([(language.to_owned(), text.to_owned())])
}

fn iri(path: &str) -> String {
    format!("{BASE}{path}")
}

fn activity(id: String, definition: Definition) -> Activity {
    Activity {
        object_type: "Activity",
        id,
        definition: Some(definition),
    }
}

/// Puts a value under an IRI, unless there is none.
fn put(map: &mut Map, name: &str, value: impl Serialize) {
    let value = serde_json::to_value(value).unwrap_or(Value::Null);
    if !value.is_null() {
        map.insert(iri(&format!("extension/{name}")), value);
    }
}

/// Names a play: by its seed and when it began. Where that is not known, by what was answered in it.
fn registration(session: &Session, account: &Uuid) -> Uuid {
    let began = session.started.map_or_else(
        || {
            let answers = session.decisions.iter().map(|decision| decision.response.as_str());
            answers.collect::<Vec<_>>().join(" ")
        },
        Moment::iso,
    );
    let seed = session.seed.to_string();
    Uuid::derived(&[
        account.as_str(),
        "registration",
        &session.vignette.fingerprint,
        &seed,
        &began,
    ])
}

impl<'r> Teller<'r> {
    fn new(report: &Report, session: &'r Session, account: &Uuid) -> Self {
        let registration = registration(session, account);
        let program = activity(
            iri("program"),
            Definition {
                kind: "http://adlnet.gov/expapi/activities/course",
                name: language_map("en-GB", "Attune"),
                description: language_map("en-GB", "A training simulator for the working alliance"),
            },
        );
        let mut extensions = Map::new();
        put(&mut extensions, "mode", mode_name(session.mode));
        put(&mut extensions, "marks", &session.marks);
        Self {
            session,
            actor: Actor {
                object_type: "Agent",
                name: report.name.clone(),
                account: Account {
                    home_page: iri("account"),
                    name: account.clone(),
                },
            },
            context: Context {
                registration: registration.clone(),
                context_activities: ContextActivities {
                    parent: Vec::new(),
                    grouping: vec![program],
                    other: Vec::new(),
                },
                revision: session.vignette.version.clone(),
                platform: PROGRAM,
                language: session.vignette.language.clone(),
                extensions,
            },
            registration,
        }
    }

    fn statements(&self) -> Vec<Statement> {
        let session = self.session;
        let begin = self.statement(
            Did::Initialized,
            0,
            self.vignette(),
            None,
            self.context.clone(),
            session.started,
        );
        let mut statements = vec![begin];
        statements.extend(session.decisions.iter().map(|decision| self.answered(decision)));
        statements.push(self.over());
        statements
    }

    fn statement(
        &self,
        did: Did,
        number: u16,
        object: Activity,
        result: Option<Outcome>,
        context: Context,
        timestamp: Option<Moment>,
    ) -> Statement {
        let verb = did.verb();
        // What is said goes into the name: a play that went on since it was last exported makes other statements.
        let told = serde_json::to_string(&(&result, &context, timestamp)).unwrap_or_default();
        let words = [self.registration.as_str(), verb.id, &number.to_string(), &told];
        Statement {
            id: Uuid::derived(&words),
            actor: self.actor.clone(),
            verb,
            object,
            result,
            context,
            timestamp,
            version: VERSION,
        }
    }

    fn vignette(&self) -> Activity {
        let vignette = &self.session.vignette;
        activity(
            iri(&format!("vignette/{}", vignette.id)),
            Definition {
                kind: "http://adlnet.gov/expapi/activities/simulation",
                name: language_map(&vignette.language, &vignette.title),
                description: language_map(&vignette.language, &vignette.setting),
            },
        )
    }

    /// One answer, at the time at which it was given. Where that is not known, as in a log, at the play's end, or else its beginning.
    fn answered(&self, decision: &Decision) -> Statement {
        let session = self.session;
        let vignette = &session.vignette;
        let said = if decision.said.is_empty() {
            &decision.cue
        } else {
            &decision.said
        };
        let object = activity(
            iri(&format!("vignette/{}/statement/{}", vignette.id, decision.statement)),
            Definition {
                kind: "http://adlnet.gov/expapi/activities/question",
                name: language_map(&vignette.language, said),
                description: language_map(&vignette.language, &decision.cue),
            },
        );
        let mut context = self.context.clone();
        context.context_activities.parent = vec![self.vignette()];
        context.context_activities.other = decision.shows.iter().map(|row| row_activity(row.as_str())).collect();
        put(&mut context.extensions, "turn", decision.turn);
        let choice = decision.best > decision.worst;
        let result = Outcome {
            score: Some(Score {
                scaled: decision.credit,
                raw: decision.quality,
                min: 0,
                max: 4,
            }),
            success: choice.then(|| decision.is_best()),
            completion: None,
            response: Some(decision.answer.clone()),
            duration: decision.held_ms.map(|ms| iso_duration(u64::from(ms))),
            extensions: answer_extensions(decision),
        };
        let when = decision.answered.or(session.ended).or(session.started);
        self.statement(Did::Answered, decision.turn, object, Some(result), context, when)
    }

    fn over(&self) -> Statement {
        let session = self.session;
        let mut extensions = Map::new();
        put(
            &mut extensions,
            "ending",
            session.ending.as_ref().map(|ending| &ending.id),
        );
        let outcome = session.ending.as_ref().map(|ending| outcome_name(ending.outcome));
        put(&mut extensions, "outcome", outcome);
        if let Some(numbers) = &session.numbers {
            put(&mut extensions, "alliance-start", three(numbers.alliance_start));
            put(&mut extensions, "alliance-end", three(numbers.alliance_end));
            let repaired = numbers
                .ruptures
                .iter()
                .filter(|rupture| rupture.repaired.is_some())
                .count();
            put(&mut extensions, "ruptures-opened", numbers.ruptures.len());
            put(&mut extensions, "ruptures-repaired", repaired);
            put(
                &mut extensions,
                "brier-score",
                numbers.calibration.map(|calibration| calibration.brier),
            );
        }
        put(&mut extensions, "answers-taken-back", session.answers_taken_back);
        let over = !session.marks.contains(&super::data::Mark::Unfinished);
        let lasted = session.started.zip(session.ended).and_then(|(started, ended)| {
            let ms = u64::try_from(ended.ms() - started.ms()).ok()?;
            Some(iso_duration(ms))
        });
        let result = Outcome {
            completion: Some(over),
            duration: lasted,
            extensions,
            ..Outcome::default()
        };
        let did = if over { Did::Completed } else { Did::Suspended };
        // Whoever left, left after the last answer.
        let last = session.decisions.iter().filter_map(|decision| decision.answered).max();
        let when = session.ended.or(last).or(session.started);
        self.statement(did, 0, self.vignette(), Some(result), self.context.clone(), when)
    }
}

fn three([bond, tasks, goals]: [u8; 3]) -> Value {
    json!({ "bond": bond, "tasks": tasks, "goals": goals })
}

fn row_activity(row: &str) -> Activity {
    Activity {
        object_type: "Activity",
        id: iri(&format!("framework/{row}")),
        definition: None,
    }
}

fn answer_extensions(decision: &Decision) -> Map {
    let mut map = Map::new();
    put(&mut map, "response", &decision.response);
    put(&mut map, "act", decision.act);
    put(&mut map, "quality-in-words", decision.quality_words());
    put(&mut map, "credit-from-panel", decision.credit.map(|_| decision.panel));
    put(&mut map, "confidence", decision.confidence);
    put(&mut map, "strain", decision.strain.as_ref().map(|strain| strain.kind));
    put(
        &mut map,
        "marker",
        decision.strain.as_ref().map(|strain| &strain.marker),
    );
    put(&mut map, "foil", decision.foil);
    if let Some(noticed) = &decision.noticed {
        put(&mut map, "sighting", noticed.sighting);
        put(&mut map, "noticed", noticed.kind.unwrap_or("none"));
        put(&mut map, "noticed-component", noticed.component);
        put(&mut map, "noticed-factor", &noticed.factor);
    }
    put(&mut map, "draft", &decision.draft);
    put(&mut map, "alliance-before", three(decision.alliance_before));
    put(&mut map, "alliance-after", three(decision.alliance_after));
    put(&mut map, "alliance-read", decision.read.map(three));
    put(&mut map, "rupture", decision.rupture);
    put(
        &mut map,
        "hinders",
        (!decision.hinders.is_empty()).then_some(&decision.hinders),
    );
    put(&mut map, "strategy", &decision.strategy);
    put(&mut map, "pull", &decision.pull);
    put(&mut map, "cost", decision.cost);
    map
}

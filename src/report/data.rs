//! What one export holds, as plain, owned data: sessions with their words and their numbers. Each format is a writer of this.
//!
//! What is not asked for never gets in: drafts are taken out of the log before anything is made of it.

use serde::Serialize;

use super::account::Account;
use super::account::outlook::Outlook;
use super::account::words::sentence;
use super::clean::clean;
use super::decision::{Decision, decisions};
use super::moment::{Moment, Zone};
use super::numbers::Numbers;
use super::paper::Paper;
use crate::framework::model::Framework;
use crate::library::vignette::Vignette;
use crate::scenario::model::{Medium, Outcome, Scenario};
use crate::score::Score;
use crate::session::event::{Event, Reason};
use crate::session::options::Mode;
use crate::session::replay::{path, started};
use crate::session::texts;

/// The version of the report's JSON form. It grows when a field changes its meaning or goes.
pub const FORMAT: u32 = 1;

/// Who wrote the file.
pub const PROGRAM: &str = concat!("Attune ", env!("CARGO_PKG_VERSION"));

/// What a person lets leave. By default neither name nor drafts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The trainee's name, if it is to stand in the report.
    pub name: Option<String>,
    /// Whether the answers that the trainee typed go with it.
    pub drafts: bool,
}

/// A play as it was kept.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    /// The vignette that was played.
    pub vignette: &'a Vignette,
    /// What happened.
    pub log: &'a [Event],
    /// When it began, in milliseconds since 1970, if that is known.
    pub started_ms: Option<i64>,
    /// When it ended.
    pub ended_ms: Option<i64>,
    /// When each turn was answered, as far as that is known: the turn, from 0, and milliseconds since 1970.
    pub answered: &'a [(u16, i64)],
    /// What was still possible.
    pub outlook: &'a Outlook,
}

/// One export.
#[derive(Debug, Serialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: u32,
    /// [`PROGRAM`].
    pub program: &'static str,
    /// When it was made, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<Moment>,
    /// The trainee's name, if they let it leave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether drafts are among the texts.
    pub drafts: bool,
    /// What is trained: its title and whose work it draws on.
    pub framework: FrameworkRef,
    /// The paper that pages are set for; in no file.
    #[serde(skip)]
    pub paper: Paper,
    /// What the clocks around its readers show; in no file.
    #[serde(skip)]
    pub zone: Zone,
    /// How many more sessions the whole export has: a look at its beginning has not all of them. In no file.
    #[serde(skip)]
    pub more: usize,
    /// In the order in which they were asked for.
    pub sessions: Vec<Session>,
}

/// The framework that abilities are named after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FrameworkRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whose work it draws on.
    pub credit: String,
}

/// One play.
#[derive(Debug, Serialize)]
pub struct Session {
    /// From 1, within this export.
    pub number: u32,
    /// What was played.
    pub vignette: VignetteRef,
    /// Whom the trainee met.
    pub client: ClientRef,
    /// Which steps it had.
    #[serde(serialize_with = "mode_word")]
    pub mode: Mode,
    /// When it began.
    pub started: Option<Moment>,
    /// When it ended.
    pub ended: Option<Moment>,
    /// What a reader must know before comparing it with another.
    pub marks: Vec<Mark>,
    /// How often the trainee went back and tried again.
    pub rewinds: u16,
    /// Answers that were taken back; they count in no number.
    pub answers_taken_back: u16,
    /// How it ended, if it reached an ending.
    pub ending: Option<EndingRef>,
    /// In words.
    pub account: Account,
    /// In numbers. Left out if the log is of another version of the vignette.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers: Option<Numbers>,
    /// Each answer with all that is known of it.
    pub decisions: Vec<Decision>,
    /// Tells this play from every other; where names of things outside are made from it. Never written as it stands.
    #[serde(skip)]
    pub seed: u64,
}

/// Which vignette.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VignetteRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version, as its author counts them.
    pub version: String,
    /// Its language.
    pub language: String,
    /// A hash of its text: tells versions apart.
    pub fingerprint: String,
    /// Where and how the two met, in a line.
    pub setting: String,
}

/// Which client. All of them are invented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClientRef {
    /// The first name.
    pub name: String,
    /// In years.
    pub age: u8,
    /// Such as "she/her".
    pub pronouns: String,
}

/// Which ending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndingRef {
    /// Its id.
    pub id: String,
    /// What kind of ending it is.
    #[serde(serialize_with = "outcome_word")]
    pub outcome: Outcome,
    /// A few words.
    pub title: String,
}

/// What sets a play apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Moments were tried again.
    Rewound,
    /// It gave no feedback until the end.
    Probe,
    /// It was a single statement.
    Drill,
    /// It was led by a class.
    Classroom,
    /// It did not come to its end.
    Unfinished,
    /// Its vignette has changed since, so nothing could be measured.
    OtherVersion,
}

impl Mark {
    /// In words, as a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Rewound => "Moments were tried again; only the last way is measured.",
            Self::Probe => "A probe: no feedback until the end, no way back.",
            Self::Drill => "A drill: one statement on its own.",
            Self::Classroom => "Played with a class.",
            Self::Unfinished => "Not played to its end.",
            Self::OtherVersion => "The log belongs to another version of the vignette, so nothing is measured.",
        }
    }
}

impl Report {
    /// An export of these plays.
    pub fn of(plays: &[Kept<'_>], framework: &Framework, choice: &Choice, made_ms: Option<i64>) -> Self {
        let name = choice.name.as_ref().map(|name| clean(name).trim().to_owned());
        Self {
            format: FORMAT,
            program: PROGRAM,
            made: made_ms.map(Moment::from_ms),
            name: name.filter(|name| !name.is_empty()),
            drafts: choice.drafts,
            framework: FrameworkRef {
                id: framework.id.clone(),
                title: framework.title.clone(),
                credit: framework.credit.clone(),
            },
            paper: Paper::default(),
            zone: Zone::default(),
            more: 0,
            sessions: plays
                .iter()
                .zip(1..)
                .map(|(kept, number)| Session::of(kept, number, framework, choice.drafts))
                .collect(),
        }
    }

    /// What it is called: in the file's title, over the first page.
    pub fn title(&self) -> String {
        match self.sessions.as_slice() {
            [one] if self.more == 0 => format!("{}: {}", one.vignette.title, one.client.name),
            many => format!("{} sessions", many.len() + self.more),
        }
    }
}

impl Session {
    pub(super) fn of(kept: &Kept<'_>, number: u32, framework: &Framework, drafts: bool) -> Self {
        let log = with_drafts(kept.log, drafts);
        let vignette = kept.vignette;
        let scenario = &vignette.scenario;
        let setup = started(&log);
        let options = setup.map(|setup| setup.options);
        let score = Score::of(scenario, &vignette.graph, framework, &log).ok();
        let account = Account::of(vignette, score.as_ref(), &log, options, framework, kept.outlook);
        let way = path(&log);
        let mode = options.map_or(Mode::Practice, |options| options.mode);
        let ended = way.kept.iter().rev().find_map(|&at| match log.get(at) {
            Some(Event::Ended(ended)) => Some(*ended),
            _ => None,
        });
        let ending = ended.and_then(|ended| {
            let (id, _) = scenario.endings.get_index(ended.ending? as usize)?;
            let (ending, _) = texts::ending(scenario, &ended)?;
            Some(EndingRef {
                id: id.as_str().to_owned(),
                outcome: ending.outcome,
                title: ending.title.clone(),
            })
        });
        let single = ended.is_some_and(|ended| ended.reason == Reason::Single);
        let marks = [
            (way.rewinds > 0, Mark::Rewound),
            (mode == Mode::Probe, Mark::Probe),
            (mode == Mode::Drill || single, Mark::Drill),
            (mode == Mode::Classroom, Mark::Classroom),
            (ended.is_none(), Mark::Unfinished),
            (score.is_none(), Mark::OtherVersion),
        ];
        Self {
            number,
            vignette: VignetteRef::of(vignette),
            client: ClientRef {
                name: scenario.client.name.clone(),
                age: scenario.client.age,
                pronouns: scenario.client.pronouns.clone(),
            },
            mode,
            started: kept.started_ms.map(Moment::from_ms),
            ended: kept.ended_ms.map(Moment::from_ms).filter(|_| ended.is_some()),
            marks: marks
                .into_iter()
                .filter_map(|(holds, mark)| holds.then_some(mark))
                .collect(),
            rewinds: way.rewinds,
            answers_taken_back: way.abandoned,
            ending,
            numbers: score.as_ref().map(|score| Numbers::of(score, framework)),
            decisions: score
                .as_ref()
                .map_or_else(Vec::new, |score| decisions(vignette, score, kept)),
            account,
            seed: setup.map_or(0, |setup| setup.seed),
        }
    }
}

impl VignetteRef {
    fn of(vignette: &Vignette) -> Self {
        let scenario = &vignette.scenario;
        Self {
            id: scenario.id.as_str().to_owned(),
            title: scenario.title.clone(),
            version: scenario.version.clone(),
            language: scenario.language.clone(),
            fingerprint: format!("{:016x}", vignette.hash),
            setting: setting(scenario),
        }
    }
}

fn setting(scenario: &Scenario) -> String {
    let medium = match scenario.setting.medium {
        Medium::InPerson => "in person",
        Medium::Telephone => "by telephone",
        Medium::Video => "by video",
    };
    let service = sentence(scenario.setting.service.trim().trim_end_matches('.'));
    let session = scenario.setting.session;
    // Some services are named after how they are given.
    if service.contains(medium) {
        return format!("{service}. Session {session}.");
    }
    format!("{service}. Session {session}, {medium}.")
}

/// The same log with what the trainee typed made harmless, or with nothing of it.
fn with_drafts(log: &[Event], drafts: bool) -> Vec<Event> {
    let one = |event: &Event| match event {
        Event::Drafted { turn, text } => Event::Drafted {
            turn: *turn,
            text: if drafts { clean(text) } else { String::new() },
        },
        other => other.clone(),
    };
    log.iter().map(one).collect()
}

/// A mode in a word.
pub const fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Guided => "guided",
        Mode::Practice => "practice",
        Mode::Probe => "probe",
        Mode::Drill => "drill",
        Mode::Classroom => "classroom",
    }
}

/// An outcome in a word.
pub const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Repaired => "repaired",
        Outcome::Patched => "patched",
        Outcome::Postponed => "postponed",
        Outcome::Left => "left",
    }
}

fn mode_word<S: serde::Serializer>(mode: &Mode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(mode_name(*mode))
}

fn outcome_word<S: serde::Serializer>(outcome: &Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(outcome_name(*outcome))
}

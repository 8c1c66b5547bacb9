//! What the session's screen shows, as plain, borrowed data.

use crate::framework::id::RowId;
use crate::framework::model::{Framework, Row, RowKind};
use crate::report::account::turns::beside;
use crate::scenario::model::{Affect, Belief, Client, Medium, Scenario};
use crate::session::event::{Answered, Event, Phase};
use crate::session::machine::Session;
use crate::session::options::Mode;
use crate::session::replay::path;
use crate::session::texts::{self, Said};

use super::play::Play;

/// The screen.
#[derive(Debug)]
pub struct SessionData<'a> {
    /// The vignette's title.
    pub title: &'a str,
    /// Whom the trainee meets.
    pub client: &'a Client,
    /// How the two meet.
    pub medium: Medium,
    /// What the face shows now: after an answer, still what it showed before it.
    pub affect: Affect,
    /// What happened just before.
    pub scene: Option<&'a str>,
    /// What can be seen besides the words.
    pub cue: &'a str,
    /// What the client says.
    pub says: &'a str,
    /// The turns before this one, without those that were rewound.
    pub past: Vec<PastTurn<'a>>,
    /// Bond, tasks and goals, if they are shown: now, and before this turn's answer.
    pub gauges: Option<([u8; 3], Option<[u8; 3]>)>,
    /// The turn, from 1.
    pub turn: u16,
    /// For a statement on its own, its two lines of context, its number in the round from 1, and how many there are.
    pub drill: Option<(&'a [String; 2], usize, usize)>,
    /// What the vignette touches on: a statement on its own has no briefing that would have said so.
    pub cautions: &'a [String],
    /// What is asked now.
    pub step: StepData<'a>,
    /// Whether a move is being kept.
    pub waiting: bool,
}

/// A turn that is over.
#[derive(Debug)]
pub struct PastTurn<'a> {
    /// Its number, from 0.
    pub turn: u16,
    /// What happened before it.
    pub scene: Option<&'a str>,
    /// What the client said.
    pub says: &'a str,
    /// What was answered.
    pub said: Said<'a>,
    /// What the client put right.
    pub corrections: Vec<&'a str>,
    /// What was seen of the client at once. Not in a probe, whose trainee sees only what comes next.
    pub reaction: Option<&'a str>,
}

/// What is asked now.
#[derive(Debug)]
pub enum StepData<'a> {
    /// Is there a strain?
    Notice(Vec<&'a Row>),
    /// What would you say?
    Draft,
    /// Which response?
    Respond(RespondData<'a>),
    /// How sure?
    Confidence(Said<'a>),
    /// What it did.
    Feedback(Box<FeedbackData<'a>>),
    /// Where would the client put the three?
    ReadAlliance,
    /// Which beliefs does the client hold?
    Notebook(Vec<(u8, &'a Belief)>),
    /// The play is over.
    Over,
}

/// The responses on offer.
#[derive(Debug)]
pub struct RespondData<'a> {
    /// In the order in which they are shown.
    pub cards: Vec<CardData<'a>>,
    /// What the trainee typed before seeing them.
    pub draft: Option<&'a str>,
    /// The notebook, for a summary.
    pub beliefs: Vec<(u8, &'a Belief)>,
}

/// A response on offer.
#[derive(Debug)]
pub struct CardData<'a> {
    /// Its place in the statement.
    pub response: u8,
    /// What would be said or done.
    pub said: Said<'a>,
    /// For a silence, the first seconds of its bands.
    pub bands_s: Vec<u16>,
}

/// What an answer did.
#[derive(Debug)]
pub struct FeedbackData<'a> {
    /// What was answered.
    pub said: Said<'a>,
    /// What the trainee had typed.
    pub draft: Option<&'a str>,
    /// What was seen of the client at once.
    pub reaction: &'a str,
    /// What the client put right in a summary.
    pub corrections: Vec<&'a str>,
    /// What it did and why.
    pub feedback: &'a str,
    /// Abilities and helping factors that it shows.
    pub shows: Vec<&'a Row>,
    /// What it hinders.
    pub hinders: Vec<&'a Row>,
    /// What draws a practitioner to it: label and text.
    pub pull: Option<(&'a str, &'a str)>,
    /// The strategy of repair: label and text.
    pub strategy: Option<(&'a str, &'a str)>,
    /// What the trainee saw in the statement beside what there was to see, if that was asked and answered.
    pub noticed: Option<String>,
    /// What could have been said instead.
    pub instead: Option<&'a str>,
    /// What the client thought and did not say.
    pub inner: Option<&'a str>,
    /// What happened in numbers.
    pub answered: &'a Answered,
    /// Whether this moment can be played again.
    pub can_rewind: bool,
}

/// Builds the screen's data. `None` if the vignette and the session do not belong together.
pub fn session_data<'a>(play: &'a Play, framework: &'a Framework) -> Option<SessionData<'a>> {
    let (scenario, session) = (&play.vignette.scenario, &play.session);
    let faced = session.faced()?;
    let facing = texts::facing(scenario, faced)?;
    let steps = session.options().steps;
    let feedback_shown = session.answered().filter(|_| session.shows_feedback());
    // Whoever is asked where the client would put the three must not be looking at them.
    let reads = matches!(session.phase(), Phase::ReadAlliance | Phase::Notebook);
    let before = feedback_shown.map(|answered| answered.alliance_before);
    let now = before.map_or(session.state().alliance, |_| session.state().alliance);
    let now = if session.answered().is_some() && feedback_shown.is_none() {
        session.answered().map_or(now, |answered| answered.alliance_before)
    } else {
        now
    };
    Some(SessionData {
        title: &scenario.title,
        client: &scenario.client,
        medium: scenario.setting.medium,
        affect: facing.affect,
        scene: facing.scene,
        cue: facing.cue,
        says: facing.says,
        past: past(scenario, session),
        gauges: (steps.gauges && !reads).then_some((now, before)),
        turn: faced.turn + 1,
        drill: None,
        cautions: &scenario.cautions,
        step: step(scenario, session, framework)?,
        waiting: play.is_waiting(),
    })
}

fn past<'a>(scenario: &'a Scenario, session: &'a Session) -> Vec<PastTurn<'a>> {
    let log = session.log();
    let probe = session.options().steps.feedback == crate::session::options::Feedback::AtEnd;
    let current = session.turn();
    let mut turns = Vec::new();
    let mut met = None;
    for event in path(log).kept.into_iter().filter_map(|at| log.get(at)) {
        match event {
            Event::Faced(faced) => met = texts::facing(scenario, faced),
            Event::Answered(answered) if answered.turn < current => {
                if let (Some(facing), Some(reply)) = (met.take(), texts::reply(scenario, answered)) {
                    turns.push(PastTurn {
                        turn: answered.turn,
                        scene: facing.scene,
                        says: facing.says,
                        said: reply.said,
                        corrections: corrections(scenario, answered),
                        reaction: (!probe).then_some(reply.reaction),
                    });
                }
            }
            _ => {}
        }
    }
    turns
}

fn corrections<'a>(scenario: &'a Scenario, answered: &Answered) -> Vec<&'a str> {
    let corrected = texts::corrected(scenario, answered).into_iter();
    corrected
        .filter_map(|correction| correction.belief.correction.as_deref())
        .collect()
}

fn step<'a>(scenario: &'a Scenario, session: &'a Session, framework: &'a Framework) -> Option<StepData<'a>> {
    Some(match session.phase() {
        Phase::Notice => StepData::Notice(
            framework
                .rows
                .iter()
                .filter(|row| row.kind == RowKind::ClientFactor)
                .collect(),
        ),
        Phase::Draft => StepData::Draft,
        Phase::Respond => StepData::Respond(respond(scenario, session)?),
        Phase::Confidence => StepData::Confidence(texts::reply(scenario, session.answered()?)?.said),
        Phase::Feedback => StepData::Feedback(Box::new(feedback(scenario, session, framework)?)),
        Phase::ReadAlliance => StepData::ReadAlliance,
        Phase::Notebook => StepData::Notebook(beliefs(scenario)),
        Phase::Over => StepData::Over,
    })
}

/// The notebook in file order with each belief's bit.
fn beliefs(scenario: &Scenario) -> Vec<(u8, &Belief)> {
    (0_u8..32).zip(scenario.client.beliefs.values()).collect()
}

fn draft(session: &Session) -> Option<&str> {
    let drafted = session
        .log()
        .iter()
        .rev()
        .take_while(|event| !matches!(event, Event::Faced(_)));
    let mut texts = drafted.filter_map(|event| match event {
        Event::Drafted { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.next().filter(|text| !text.trim().is_empty())
}

fn respond<'a>(scenario: &'a Scenario, session: &'a Session) -> Option<RespondData<'a>> {
    let faced = session.faced()?;
    let graph = session.graph();
    let cards = faced.shown().iter().filter_map(|&place| {
        let (_, response) = texts::response(scenario, faced.statement, place)?;
        let node = graph.response(faced.statement, place)?;
        let said = texts::said(response, session.wording(place));
        let bands_s = if matches!(said, Said::Silence(_)) {
            graph.bands_s(node).to_vec()
        } else {
            Vec::new()
        };
        Some(CardData {
            response: place,
            said,
            bands_s,
        })
    });
    Some(RespondData {
        cards: cards.collect(),
        draft: draft(session),
        beliefs: beliefs(scenario),
    })
}

/// What was seen in the statement that was answered, beside what there was.
fn noticed(scenario: &Scenario, session: &Session, framework: &Framework) -> Option<String> {
    let log = session.log();
    let met = log.iter().rposition(|event| matches!(event, Event::Faced(_)))?;
    let seen = log.get(met..)?.iter().find_map(|event| match event {
        Event::Noticed { noticed, .. } => Some(noticed),
        _ => None,
    })?;
    let opens = met.checked_sub(1).and_then(|before| log.get(before));
    let opened = opens.is_some_and(|event| matches!(event, Event::RuptureOpened { .. }));
    let (_, statement) = texts::statement(scenario, session.faced()?.statement)?;
    Some(beside(framework, statement, seen, opened))
}

fn feedback<'a>(scenario: &'a Scenario, session: &'a Session, framework: &'a Framework) -> Option<FeedbackData<'a>> {
    let answered = session.answered()?;
    let reply = texts::reply(scenario, answered)?;
    let facing = texts::facing(scenario, session.faced()?)?;
    // An act that is strong at one moment and weak at another is labelled by what it was at this one.
    let (strong, missed) = (answered.quality >= 3, answered.quality <= 1);
    let rows = |ids: &'a [RowId]| ids.iter().filter_map(|id| framework.row(id.as_str())).collect();
    Some(FeedbackData {
        said: reply.said,
        draft: draft(session),
        reaction: reply.reaction,
        corrections: corrections(scenario, answered),
        feedback: reply.feedback,
        shows: if missed { Vec::new() } else { rows(reply.shows) },
        hinders: if strong { Vec::new() } else { rows(reply.hinders) },
        pull: reply
            .pull
            .filter(|_| !strong)
            .and_then(|id| framework.pull(id.as_str()))
            .map(|pull| (pull.label.as_str(), pull.text.as_str())),
        strategy: reply
            .strategy
            .and_then(|id| framework.strategy(id.as_str()))
            .map(|strategy| (strategy.label.as_str(), strategy.text.as_str())),
        noticed: noticed(scenario, session, framework),
        instead: reply.instead.filter(|_| !strong),
        inner: facing.inner,
        answered,
        // In a drill what did not come off comes back at another moment.
        can_rewind: !matches!(session.options().mode, Mode::Probe | Mode::Drill),
    })
}

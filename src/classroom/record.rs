//! What a lesson leaves behind if the tutor asks for it: rounds, sums and notes. No device is in it, and nothing that tells one voter
//! from another.

use super::debrief::Debrief;
use super::lesson::{Lesson, NOTICE_NAMES, wording};
use super::round::{Question, Round, there_to_notice};
use super::shift::Shift;
use super::tally::{Counts, letter};
use crate::framework::id::RuptureKind;
use crate::scenario::graph::ActKind;
use crate::session::texts;

/// A whole lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The vignette's id.
    pub vignette: String,
    /// Its title.
    pub title: String,
    /// Its author's version of it.
    pub version: String,
    /// The language of its texts.
    pub language: String,
    /// The client's first name.
    pub client: String,
    /// The seed, with which the same hour can be had again.
    pub seed: u64,
    /// Each team, or the room.
    pub teams: Vec<TeamRecord>,
    /// The rounds on the way that each team ended on, team by team.
    pub rounds: Vec<RoundRecord>,
    /// Responses that were played and taken back.
    pub taken_back: Vec<TakenBack>,
    /// What to talk about. Branches and rounds are places in the lesson.
    pub debrief: Debrief,
}

/// One team's way in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRecord {
    /// What it is called.
    pub name: String,
    /// Bond, tasks and goals at the start.
    pub start: [u8; 3],
    /// After each answer.
    pub after: Vec<[u8; 3]>,
    /// The last words, if an ending was reached.
    pub ending: Option<(String, String)>,
}

/// One round.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundRecord {
    /// The branch, by its place.
    pub branch: usize,
    /// The round, by its place in the branch; people count from 1.
    pub round: usize,
    /// The team's name.
    pub team: String,
    /// The statement's id.
    pub statement: String,
    /// What could be seen.
    pub cue: String,
    /// What the client said.
    pub says: String,
    /// The strain that was there.
    pub strain: Option<RuptureKind>,
    /// Whether it only looked like one.
    pub foil: bool,
    /// The place, among the answers to "what do you notice?", of what was there.
    pub there: u8,
    /// The signs that the room was asked for, if it was.
    pub signs: Vec<String>,
    /// The place among them of the one that was there.
    pub sign_there: Option<u8>,
    /// The responses in the order of their letters.
    pub choices: Vec<ChoiceRecord>,
    /// The sums of each question that anybody answered.
    pub votes: Vec<(Question, Counts)>,
    /// What changed between the votes.
    pub shift: Option<Shift>,
    /// What was played.
    pub played: Option<PlayedRecord>,
    /// What the tutor wrote down.
    pub notes: String,
}

/// One response on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceRecord {
    /// Its letter.
    pub letter: char,
    /// Its id.
    pub response: String,
    /// Words, a summary or a silence.
    pub act: ActKind,
    /// What would be said or done.
    pub text: String,
    /// Whether nothing on offer was apter.
    pub is_best: bool,
}

/// What was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayedRecord {
    /// Its letter.
    pub letter: char,
    /// Whether the room had chosen it.
    pub by_room: bool,
    /// What was seen of the client at once.
    pub reaction: String,
    /// Bond, tasks and goals before and after.
    pub alliance: [[u8; 3]; 2],
}

/// A response that was played and taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// The team.
    pub team: String,
    /// The round's place in the branch, from 0.
    pub round: u16,
    /// The letter of the response.
    pub letter: char,
}

impl RoundRecord {
    /// Whether an answer to what was noticed names what was there.
    pub fn was_there(&self, question: Question, place: u8) -> bool {
        match question {
            Question::Notice => place == self.there,
            Question::Marker => Some(place) == self.sign_there,
            Question::First | Question::Second => false,
        }
    }

    /// The names of the answers to one of its questions, by place.
    pub fn names(&self, question: Question) -> Vec<String> {
        match question {
            Question::Notice => NOTICE_NAMES.map(str::to_owned).to_vec(),
            Question::Marker => self.signs.clone(),
            Question::First | Question::Second => self.choices.iter().map(|choice| choice.text.clone()).collect(),
        }
    }
}

impl Record {
    /// Writes down a lesson as far as it has come.
    pub fn of(lesson: &Lesson) -> Self {
        let scenario = &lesson.vignette().scenario;
        let mut record = Self {
            vignette: scenario.id.as_str().to_owned(),
            title: scenario.title.clone(),
            version: scenario.version.clone(),
            language: scenario.language.clone(),
            client: scenario.client.name.clone(),
            seed: lesson.seed(),
            teams: Vec::new(),
            rounds: Vec::new(),
            taken_back: Vec::new(),
            debrief: Debrief::of(lesson),
        };
        for course in &record.debrief.comparison.courses {
            let ending = course.ended.as_ref().and_then(|ended| texts::ending(scenario, ended));
            record.teams.push(TeamRecord {
                name: course.name.clone(),
                start: course.start,
                after: course.played.iter().map(|played| played.after).collect(),
                ending: ending.map(|(ending, says)| (says.to_owned(), ending.debrief.clone())),
            });
        }
        for (branch, one) in lesson.branches().iter().enumerate() {
            let rounds = one.rounds().iter().enumerate();
            record
                .rounds
                .extend(rounds.filter_map(|(number, round)| round_record(lesson, (branch, number), round)));
            record.taken_back.extend(one.left().iter().filter_map(|round| {
                Some(TakenBack {
                    team: one.name().to_owned(),
                    round: round.turn(),
                    letter: round.played_letter()?,
                })
            }));
        }
        record
    }
}

fn round_record(lesson: &Lesson, (branch, number): (usize, usize), round: &Round) -> Option<RoundRecord> {
    let scenario = &lesson.vignette().scenario;
    let one = lesson.branches().get(branch)?;
    let facing = texts::facing(scenario, round.faced())?;
    let best = round.best();
    let choices = (0_u8..).zip(round.rated()).filter_map(|(place, rated)| {
        let (id, response) = texts::response(scenario, round.faced().statement, rated.response)?;
        let said = texts::said(response, wording(one, round, rated.response));
        Some(ChoiceRecord {
            letter: letter(place),
            response: id.as_str().to_owned(),
            act: rated.act,
            text: said.text().to_owned(),
            is_best: best.contains(&place),
        })
    });
    let asked = Question::ALL
        .into_iter()
        .map(|question| (question, round.tally(question).counts()));
    let played = round.played().and_then(|answered| {
        let reply = texts::reply(scenario, answered)?;
        Some(PlayedRecord {
            letter: round.played_letter()?,
            by_room: round.is_rooms(),
            reaction: reply.reaction.to_owned(),
            alliance: [answered.alliance_before, answered.alliance_after],
        })
    });
    let votes: Vec<_> = asked.filter(|(_, counts)| counts.total() > 0).collect();
    // A round in which nothing has happened yet is none to tell of.
    if votes.is_empty() && played.is_none() && round.notes().trim().is_empty() {
        return None;
    }
    let strain = facing.statement.strain.as_ref().map(|strain| strain.kind);
    let marker = facing.statement.strain.as_ref().map(|strain| &strain.marker);
    let signs = round.markers();
    let sign_there = (0_u8..).zip(&signs).find(|(_, sign)| Some(&sign.id) == marker);
    Some(RoundRecord {
        branch,
        round: number,
        team: one.name().to_owned(),
        statement: facing.id.as_str().to_owned(),
        cue: facing.cue.to_owned(),
        says: facing.says.to_owned(),
        strain,
        foil: facing.statement.foil,
        there: there_to_notice(strain),
        sign_there: sign_there.map(|(place, _)| place),
        signs: signs.iter().map(|sign| sign.label.clone()).collect(),
        choices: choices.collect(),
        votes,
        shift: round.shift(),
        played,
        notes: round.notes().trim().to_owned(),
    })
}

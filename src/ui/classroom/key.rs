//! What only the tutor sees of a statement: the inner voice, what there is to notice, and what each response is worth and leads to. Plain
//! data, worked out once a statement.

use crate::classroom::lesson::{Branch, Lesson, wording};
use crate::classroom::round::Round;
use crate::classroom::shadow::{Onward, Shadow};
use crate::classroom::tally::letter;
use crate::framework::id::RowId;
use crate::framework::model::Framework;
use crate::report::account::words::list;
use crate::scenario::graph::ActKind;
use crate::session::texts;
use crate::session::words::{a_kind, moved};

/// The tutor's side of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    stamp: Stamp,
    /// What the client thinks and does not say.
    pub inner: Option<String>,
    /// What there is to notice, in a sentence or two.
    pub notice: String,
    /// The client factor at work.
    pub factor: Option<String>,
    /// The responses in the order of their letters.
    pub responses: Vec<KeyResponse>,
}

/// One response as its author means it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyResponse {
    /// Its letter.
    pub letter: char,
    /// Its place among the choices.
    pub place: u8,
    /// What would be said or done.
    pub said: String,
    /// How apt it is, 0 to 4.
    pub quality: u8,
    /// The same in words.
    pub word: &'static str,
    /// What it shows or misses, and what draws a practitioner to it.
    pub labels: Vec<String>,
    /// What it would move at its best.
    pub moved: String,
    /// What the client would do and say.
    pub leads: String,
    /// What it did and why.
    pub feedback: String,
    /// The first seconds of its bands, for a silence.
    pub bands_s: Vec<u16>,
    /// What kind of act it is.
    pub act: ActKind,
}

/// For which statement a key was worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    branch: usize,
    round: usize,
    events: usize,
}

impl Stamp {
    fn of(lesson: &Lesson) -> Option<Self> {
        let branch = lesson.branch()?;
        Some(Self {
            branch: lesson.at(),
            round: branch.rounds().len(),
            events: branch.session().log().len(),
        })
    }
}

/// A word for how apt a response is, by the author's judgement.
pub const fn apt_word(quality: u8) -> &'static str {
    match quality {
        0 => "does harm",
        1 => "weak",
        2 => "halfway",
        3 => "apt",
        _ => "most apt",
    }
}

impl Key {
    /// The key of the open statement. What is there already is kept if it is still true. `None` once the hour is over.
    pub fn renewed(kept: Option<Self>, lesson: &Lesson, framework: &Framework) -> Option<Self> {
        let (branch, round) = lesson.branch().zip(lesson.round())?;
        let stamp = Stamp::of(lesson)?;
        if let Some(kept) = kept
            && kept.stamp == stamp
        {
            return Some(kept);
        }
        Self::of(stamp, lesson, (branch, round), framework)
    }

    fn of(stamp: Stamp, lesson: &Lesson, (branch, round): (&Branch, &Round), framework: &Framework) -> Option<Self> {
        let scenario = &lesson.vignette().scenario;
        let facing = texts::facing(scenario, round.faced())?;
        let statement = facing.statement;
        let notice = match &statement.strain {
            Some(strain) => {
                let marker = framework.marker(strain.marker.as_str());
                let over: Vec<String> = strain.over.iter().map(ToString::to_string).collect();
                let sign = marker.map_or_else(String::new, |marker| format!(": {}", marker.label.to_lowercase()));
                format!("There is {}{sign}, over {}.", a_kind(strain.kind), list(&over))
            }
            None if statement.foil => "It looks like a strain and is none.".to_owned(),
            None => "No strain here.".to_owned(),
        };
        let factor = statement.factor.as_ref().and_then(|row| framework.row(row.as_str()));
        let at = branch.rounds().len().saturating_sub(1);
        let responses = (0_u8..).zip(round.rated()).filter_map(|(place, rated)| {
            let (_, response) = texts::response(scenario, round.faced().statement, rated.response)?;
            let said = texts::said(response, wording(branch, round, rated.response));
            let shadow = Shadow::of(branch, at, rated.response, Onward::Aptest)?;
            let first = shadow.turns.first()?;
            let reply = texts::reply(scenario, &first.answered)?;
            let next = shadow.client_next().and_then(|faced| texts::facing(scenario, faced));
            let last = shadow.ended.as_ref().and_then(|ended| texts::ending(scenario, ended));
            let next = next.map(|facing| facing.says).or(last.map(|(_, says)| says));
            let leads = match next {
                Some(next) => format!("{} ‘{next}’", reply.reaction),
                None => reply.reaction.to_owned(),
            };
            let node = lesson
                .vignette()
                .graph
                .response(round.faced().statement, rated.response)?;
            let bands_s = if rated.act == ActKind::Silence {
                lesson.vignette().graph.bands_s(node).to_vec()
            } else {
                Vec::new()
            };
            Some(KeyResponse {
                letter: letter(place),
                place,
                said: said.text().to_owned(),
                quality: rated.quality,
                word: apt_word(rated.quality),
                labels: labels(framework, &reply, rated.quality),
                moved: moved(&first.answered),
                leads,
                feedback: reply.feedback.to_owned(),
                bands_s,
                act: rated.act,
            })
        });
        Some(Self {
            stamp,
            inner: facing.inner.map(str::to_owned),
            notice,
            factor: factor.map(|row| row.label.clone()),
            responses: responses.collect(),
        })
    }
}

fn labels(framework: &Framework, reply: &texts::Reply<'_>, quality: u8) -> Vec<String> {
    let name = |row: &RowId| framework.row(row.as_str()).map(|row| row.label.clone());
    let mut labels = Vec::new();
    if quality > 1 {
        labels.extend(reply.shows.iter().filter_map(name));
    }
    if quality < 3 {
        labels.extend(
            reply
                .hinders
                .iter()
                .filter_map(name)
                .map(|label| format!("misses: {}", label.to_lowercase())),
        );
        let pull = reply.pull.and_then(|pull| framework.pull(pull.as_str()));
        labels.extend(pull.map(|pull| format!("pull: {}", pull.label.to_lowercase())));
    }
    labels
}

//! The ending and the advice, as plain data.

use serde::{Serialize, Serializer};

use crate::library::vignette::Vignette;
use crate::report::account::words::times;
use crate::scenario::model::{Affect, Feeling, Portrait};
use crate::score::Score;
use crate::session::event::{Ended, Event, Reason};
use crate::session::texts;

/// The ending and the advice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LetterData {
    /// The vignette's title.
    pub vignette: String,
    /// Whom the trainee met.
    pub name: String,
    /// In years.
    pub age: u8,
    /// How they are drawn.
    #[serde(skip)]
    pub portrait: Portrait,
    /// What the face shows at the end.
    #[serde(skip)]
    pub affect: Affect,
    /// How it ended, in a few words.
    pub title: String,
    /// The last words, where there are any.
    pub says: Option<String>,
    /// What they will tell a friend, or why there is no ending.
    pub debrief: String,
    /// That the play was rewound.
    pub again: Option<String>,
    /// What to try next time: the turn, from 0, and one paragraph.
    #[serde(serialize_with = "advice")]
    pub advice: Option<(u16, String)>,
}

impl LetterData {
    /// Builds it. Without a score there is no advice.
    pub fn of(vignette: &Vignette, score: Option<&Score>, log: &[Event]) -> Self {
        let scenario = &vignette.scenario;
        // An ending that was rewound is no ending any more.
        let last = log
            .iter()
            .rev()
            .find(|event| matches!(event, Event::Ended(_) | Event::Rewound { .. }));
        let ended = last.and_then(|event| match event {
            Event::Ended(ended) => Some(*ended),
            _ => None,
        });
        let ending = ended.as_ref().and_then(|ended| texts::ending(scenario, ended));
        let (title, debrief) = match ending {
            Some((ending, _)) => (ending.title.clone(), ending.debrief.trim().to_owned()),
            None => unfinished(&scenario.client.name, ended.as_ref()),
        };
        Self {
            vignette: scenario.title.clone(),
            name: scenario.client.name.clone(),
            age: scenario.client.age,
            portrait: scenario.client.portrait,
            affect: ending.map_or(Affect(Feeling::Settled, 2), |(ending, _)| ending.affect),
            title,
            says: ending
                .map(|(_, says)| says.trim().to_owned())
                .filter(|says| !says.is_empty()),
            debrief,
            again: score.filter(|score| score.is_rewound()).map(again),
            advice: score
                .and_then(|score| score.advice.as_ref())
                .map(|advice| (advice.source.turn, advice.text.clone())),
        }
    }
}

fn advice<S: Serializer>(advice: &Option<(u16, String)>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct About<'a> {
        turn: u16,
        text: &'a str,
    }
    let about = advice.as_ref().map(|(turn, text)| About {
        turn: turn.saturating_add(1),
        text,
    });
    about.serialize(serializer)
}

fn unfinished(name: &str, ended: Option<&Ended>) -> (String, String) {
    let (title, text) = match ended.map(|ended| ended.reason) {
        Some(Reason::Single) => (
            "One moment".to_owned(),
            format!("This was a single moment with {name}, so there is no ending to look at."),
        ),
        Some(Reason::TooLong) => (
            "Still in the room".to_owned(),
            format!(
                "You and {name} went on longer than an hour holds, so the play was stopped before it came to an end."
            ),
        ),
        Some(Reason::Stuck | Reason::Ending) => (
            "The vignette stops here".to_owned(),
            "From this point the vignette leads no further. Its author may want to know.".to_owned(),
        ),
        None => (
            "Not finished".to_owned(),
            format!("You left before the hour with {name} came to its end."),
        ),
    };
    (title, text)
}

fn again(score: &Score) -> String {
    let answers = match score.abandoned {
        0 => String::new(),
        1 => " One answer was taken back and counts in no number below.".to_owned(),
        taken => format!(" {taken} answers were taken back and count in no number below."),
    };
    format!("Tried again {}.{answers}", times(usize::from(score.rewinds)))
}

//! What the screen in front shows, as plain, owned data: it goes to another window, whose frames are drawn when they like.

use crate::classroom::qr::Modules;
use crate::scenario::model::{Affect, Portrait};

/// What phones need to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The address to type.
    pub address: String,
    /// Six characters.
    pub code: String,
    /// The pattern for cameras.
    pub pattern: Option<Modules>,
    /// How many have joined.
    pub joined: usize,
    /// Whether phones have a field for a name.
    pub nicknames: bool,
}

/// The whole screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// The client's first name.
    pub name: String,
    /// In years.
    pub age: u8,
    /// How they are drawn.
    pub portrait: Portrait,
    /// What the face shows.
    pub affect: Affect,
    /// The team whose turn it is, where there are several.
    pub team: Option<String>,
    /// What happened just before.
    pub scene: Option<String>,
    /// What can be seen besides the words.
    pub cue: String,
    /// What the client says.
    pub says: String,
    /// One short line on what to do now.
    pub instruction: String,
    /// How many have answered the open question.
    pub answers: Option<u32>,
    /// The time that is left, and its share of the whole.
    pub clock: Option<(String, f32)>,
    /// What is in the middle.
    pub body: Body,
    /// A corner that tells how to join.
    pub join: Option<Join>,
    /// Nothing at all is shown.
    pub is_blank: bool,
}

/// What is in the middle.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The client speaks.
    Statement,
    /// Choices to vote on.
    Choices(Vec<Card>),
    /// The same after the reveal, with what there is to say about them.
    Reveal(Vec<Card>, Vec<String>),
    /// A silence is being held.
    Silence(String),
    /// A summary is put together: beliefs, and whether each is in.
    Summary(Vec<(String, bool)>),
    /// What was played, and what it did.
    Played(Box<Way>),
    /// What was done beside what might have been.
    Shadow(Box<[Way; 2]>),
    /// How to join with a phone.
    Join(Join),
    /// The hour looked back at.
    Debrief {
        /// Each team, with bond, tasks and goals from the start on.
        courses: Vec<(String, Vec<[u8; 3]>)>,
        /// The last words, if there is one way only.
        says: Option<String>,
        /// What to talk about.
        points: Vec<String>,
    },
}

/// What kind of act a card offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardKind {
    /// Words.
    Words,
    /// A summary.
    Summary,
    /// A silence.
    Silence,
    /// What can be noticed.
    Notice,
    /// A sign by which it can be seen.
    Marker,
}

/// One choice. What is not to be known yet is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// `A` to `H`.
    pub letter: char,
    /// What would be said or done.
    pub text: String,
    /// A second line.
    pub detail: Option<&'static str>,
    /// What kind of act it is.
    pub kind: CardKind,
    /// How many chose it, and their share in percent, once that is shown.
    pub share: Option<(u32, u8)>,
    /// The share in the first vote, if a second was taken and is shown.
    pub before: Option<u8>,
    /// After the reveal, whether nothing on offer was apter.
    pub is_best: bool,
    /// Whether it will be played.
    pub is_chosen: bool,
}

/// Bond, tasks and goals before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauges {
    /// Before.
    pub before: [u8; 3],
    /// After.
    pub after: [u8; 3],
}

/// Where a way ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The ending in a few words.
    pub title: String,
    /// Bond, tasks and goals there.
    pub alliance: [u8; 3],
}

/// What one answer led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Over it: "You did", "If it had been C".
    pub title: String,
    /// The letter.
    pub letter: char,
    /// What was said or done.
    pub said: String,
    /// Whether that was a silence.
    pub is_silent: bool,
    /// What was seen of the client at once.
    pub reaction: String,
    /// What the client put right in a summary.
    pub corrections: Vec<String>,
    /// What the client said next, where that is shown.
    pub next: Option<String>,
    /// Where the way ends, where that is known and shown.
    pub ends: Option<End>,
    /// What it moved.
    pub gauges: Gauges,
    /// The same in words.
    pub moved: String,
}

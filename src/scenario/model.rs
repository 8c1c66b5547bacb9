//! A vignette as its author writes it, and as it is saved. Plain data: nothing here knows how it is read, checked or played.
//!
//! The doc comment of each field is its entry in `docs/vignette-format.md`.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::effect::{Effect, RepairStep};
use super::id::{BeliefId, EndingId, ResponseId, ScenarioId, StatementId, TargetId, VariableId};
use super::map::Map;
use super::varied::{Case, Varied};
use crate::framework::id::{Component, MarkerId, PullId, RowId, RuptureKind, StrategyId};

/// The version of the file format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// One vignette: a client, a graph of statements and responses, and the contract of what it trains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The version of the file format. Write `1`.
    pub format: u32,
    /// A name that stays the same when the title changes: lower-case letters without accents, digits and hyphens, at most 64.
    pub id: ScenarioId,
    /// The title on the card in the library.
    pub title: String,
    /// The framework that `objectives`, `shows`, `hinders` and the rest refer to. The one that comes with Attune is `working-alliance`.
    pub framework: String,
    /// The language of the texts, such as `en-GB`.
    pub language: String,
    /// Who wrote it, one text a person.
    pub authors: Vec<String>,
    /// The author's own version of the vignette, such as `1.2`. Raise it when a change matters to those who have played it.
    pub version: String,
    /// What the exercise is for. Best written first.
    pub contract: Contract,
    /// What the trainee should know before they meet this client, such as "talk of a death". Shown before play.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<String>,
    /// Kept back from practice and offered only as a probe: does what was learned elsewhere carry over?
    #[serde(default, skip_serializing_if = "is_false")]
    pub held_back: bool,
    /// Where and when the conversation takes place.
    pub setting: Setting,
    /// Whom the practitioner meets.
    pub client: Client,
    /// The alliance at the start.
    pub alliance: Alliance,
    /// Flags and counters that conditions may ask about, such as whether something was said. At most 64 flags and 8 counters.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub variables: IndexMap<VariableId, Variable>,
    /// The id of the statement that opens the play.
    pub start: StatementId,
    /// What the client may say, each statement under an id of its own.
    pub statements: IndexMap<StatementId, Statement>,
    /// How it may end, each ending under an id of its own, which no statement has.
    pub endings: IndexMap<EndingId, Ending>,
    /// The author's notes for other tutors. Never shown to trainees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Findings of the checker that are meant to be so, each with a reason. `attune explain` lists the rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<Allow>,
    /// Where statements and endings stand on the studio's map, and what is drawn around them. Play ignores it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<Map>,
}

/// A finding of the checker that is meant to be so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allow {
    /// The rule, such as `no-silence`. What keeps a vignette from being played can't be allowed.
    pub rule: String,
    /// Where: the id of a statement or ending, or `statement/response`. Left out, in the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Why it is meant to be so, for the next author.
    pub because: String,
}

/// What a trainee should be able to do afterwards, and what the exercise must not drift into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// The abilities and factors it trains, as ids of the framework, the most important first.
    pub objectives: Vec<RowId>,
    /// How hard it is.
    pub level: Level,
    /// Where the rupture comes from.
    pub rupture_from: RuptureSource,
    /// What it must not turn into, such as "not a lesson in how to set homework".
    pub drift: String,
}

/// How hard a vignette is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// One strain, plainly marked.
    Foundation,
    /// Quieter marks, competing good responses.
    Intermediate,
    /// Mixed ruptures, little time, the practitioner's own part.
    Advanced,
}

/// Where a rupture comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RuptureSource {
    /// From what the client brings.
    Client,
    /// From something that the practitioner did.
    Practitioner,
    /// From the service, the family in the room, an interpreter, a waiting list.
    Context,
}

/// Where and when the conversation takes place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The service, in a few words, such as "a school counselling service".
    pub service: String,
    /// The approach and the practitioner's role in it, such as "guided self-help, with you as the practitioner".
    pub approach: String,
    /// The number of the session with this client.
    pub session: u16,
    /// In person, by telephone or by video.
    pub medium: Medium,
    /// What the practitioner knows before the client comes in.
    pub brief: String,
}

/// How the two meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Medium {
    /// In one room.
    InPerson,
    /// By voice alone.
    Telephone,
    /// By picture and voice.
    Video,
}

/// The client: a person, not a diagnosis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// The name that the practitioner uses.
    pub name: String,
    /// In years, 1 to 120.
    pub age: u8,
    /// Such as `she/her`.
    pub pronouns: String,
    /// A few sentences on who they are.
    pub about: String,
    /// The client factors at work in this vignette, as ids of the framework.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<RowId>,
    /// Their view of themselves, others, help and this service; and plausible beliefs that are not theirs. At most 32.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub beliefs: IndexMap<BeliefId, Belief>,
    /// What they want from coming, in their own words.
    pub goal: String,
    /// How they are drawn.
    pub portrait: Portrait,
}

/// A belief that the notebook lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Belief {
    /// The belief, in the first person.
    pub text: String,
    /// Whether this client holds it.
    pub held: bool,
    /// For a belief that is held, where it comes from; for another, why one might think so.
    pub from: String,
    /// What the client says to put it right: when a summary names a belief that they don't hold, or leaves out one that they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
}

/// The parameters of the drawn portrait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portrait {
    /// Skin tone, from light to dark.
    pub skin: Skin,
    /// Shape of the face.
    pub face: Face,
    /// How the hair is worn.
    pub hair: Hair,
    /// Colour of the hair.
    pub hair_color: HairColor,
    /// Beard, if any.
    #[serde(default, skip_serializing_if = "is_default")]
    pub beard: Beard,
    /// Glasses, if any.
    #[serde(default, skip_serializing_if = "is_default")]
    pub glasses: Glasses,
    /// Whether a hearing aid shows.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hearing_aid: bool,
    /// Width of the shoulders.
    #[serde(default, skip_serializing_if = "is_default")]
    pub build: Build,
    /// What they wear.
    pub clothes: Clothes,
    /// Colour of the clothes.
    pub clothes_color: ClothesColor,
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All choices, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    )+};
}

choices! {
    /// Skin tone, from light to dark.
    Skin {
        /// Very light.
        #[default]
        Pale,
        /// Light.
        Fair,
        /// Light brown.
        Olive,
        /// Medium brown.
        Tan,
        /// Brown.
        Brown,
        /// Dark brown.
        Deep,
    }
    /// Shape of the face.
    Face {
        /// Longer than wide.
        #[default]
        Oval,
        /// As long as wide.
        Round,
        /// Long and narrow.
        Long,
        /// With a broad jaw.
        Square,
    }
    /// How the hair is worn.
    Hair {
        /// Very short all over.
        #[default]
        Cropped,
        /// Short, parted.
        Short,
        /// To the jaw.
        Bob,
        /// Past the shoulders.
        Long,
        /// Full and curly.
        Curly,
        /// Tied back.
        Tied,
        /// Pinned up.
        Bun,
        /// In locs.
        Locs,
        /// Receding.
        Thinning,
        /// None.
        Bald,
        /// Under a headscarf, in the colour of the clothes.
        Headscarf,
        /// Under a turban.
        Turban,
    }
    /// Colour of the hair.
    HairColor {
        /// Black.
        #[default]
        Black,
        /// Dark brown.
        DarkBrown,
        /// Light brown.
        Brown,
        /// Red-brown.
        Auburn,
        /// Fair.
        Blond,
        /// Grey.
        Grey,
        /// White.
        White,
    }
    /// Beard.
    Beard {
        /// None.
        #[default]
        None,
        /// A few days' growth.
        Stubble,
        /// Short.
        Short,
        /// Full.
        Full,
    }
    /// Glasses.
    Glasses {
        /// None.
        #[default]
        None,
        /// Round frames.
        Round,
        /// Square frames.
        Square,
    }
    /// Width of the shoulders.
    Build {
        /// Narrow.
        Slight,
        /// Between the two.
        #[default]
        Medium,
        /// Wide.
        Broad,
    }
    /// What they wear.
    Clothes {
        /// A knitted jumper with a round neck.
        #[default]
        Jumper,
        /// A shirt with a collar.
        Shirt,
        /// A hooded top.
        Hoodie,
        /// A jacket over a plain top.
        Jacket,
        /// A plain T-shirt.
        TShirt,
        /// A cardigan over a blouse.
        Cardigan,
    }
    /// Colour of the clothes.
    ClothesColor {
        /// Warm yellow.
        #[default]
        Ochre,
        /// Grey green.
        Sage,
        /// Blue grey.
        Slate,
        /// Red brown.
        Rust,
        /// Dark red violet.
        Plum,
        /// Dark blue.
        Navy,
        /// Light beige.
        Sand,
        /// Dark grey.
        Charcoal,
    }
    /// What the client's face and body show.
    Feeling {
        /// At ease, attending.
        #[default]
        Settled,
        /// Careful; little shows.
        Guarded,
        /// Present, but nothing moves.
        Flat,
        /// Friendly.
        Warm,
        /// A joke in the eyes.
        Amused,
        /// Low.
        Sad,
        /// Close to tears or in tears.
        Tearful,
        /// Wants to be out of sight.
        Ashamed,
        /// On edge.
        Anxious,
        /// Puzzled.
        Confused,
        /// Short of patience.
        Irritated,
        /// Angry.
        Angry,
        /// Let down.
        Hurt,
        /// Something has eased.
        Relieved,
        /// Looks ahead.
        Hopeful,
    }
}

/// A feeling and its intensity, 1 (a trace) to 5 (fills the room).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Affect(pub Feeling, pub u8);

/// The three components at the start, each 0 to 100. Every number is its author's judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alliance {
    /// The bond.
    pub bond: u8,
    /// Agreement on tasks.
    pub tasks: u8,
    /// Agreement on goals.
    pub goals: u8,
}

/// A flag or a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Variable {
    /// True or false, with its value at the start.
    Flag(bool),
    /// A whole number within bounds.
    Counter {
        /// Value at the start.
        start: i32,
        /// Lowest value, -1000 or more.
        min: i32,
        /// Highest value, 1000 or less.
        max: i32,
    },
}

/// Something that the client says, and what can be said to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What happened just before, addressed to the practitioner: "Ten minutes in. You ask how the week went."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<Varied<String>>,
    /// What can be seen or heard besides the words: posture, pace, gaze, hands. It describes and never interprets.
    pub cue: Varied<String>,
    /// What the face and body show: a feeling and how strong it is.
    pub affect: Varied<Affect>,
    /// What the client says.
    pub says: Varied<String>,
    /// What the client thinks and does not say. Shown in the debrief, or when asked for after the feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inner: Option<Varied<String>>,
    /// The strain that shows here; left out where there is none. Reaching the statement opens a rupture unless one is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strain: Option<Strain>,
    /// Looks like a strain and is none: the client is brief, or sad, or disagrees, and is still working with the practitioner.
    #[serde(default, skip_serializing_if = "is_false")]
    pub foil: bool,
    /// The client factor at work, as an id of the framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<RowId>,
    /// Beliefs that these words make known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reveals: Vec<BeliefId>,
    /// Whether the trainee is asked here to read the alliance: where would the client put bond, tasks and goals?
    #[serde(default, skip_serializing_if = "is_false")]
    pub read_alliance: bool,
    /// What the practitioner may say or do, each response under an id of its own. At most 8.
    pub responses: IndexMap<ResponseId, Response>,
}

/// A sign of a rupture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strain {
    /// Away or against.
    pub kind: RuptureKind,
    /// The sign, as an id of the framework's markers.
    pub marker: MarkerId,
    /// The components under strain, the most strained first.
    pub over: Vec<Component>,
    /// How plain it is: 1 (easy to miss) to 3 (can't be missed).
    pub salience: u8,
}

/// Something that the practitioner may say or do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// What is said or done.
    pub act: Act,
    /// Offered only if this holds; left out, it is always offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// How apt it is here and now: 0 (harms) to 4 (the best that a good practitioner would do).
    pub quality: Varied<u8>,
    /// How many of the experts asked chose this response. Left out where no panel was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<u16>,
    /// Abilities and helping factors that it shows, as ids of the framework.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<RowId>,
    /// Hindering factors that it shows, or abilities and helping factors that it misses, as ids of the framework.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hinders: Vec<RowId>,
    /// The strategy of repair that it uses, as an id of the framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<StrategyId>,
    /// What draws a practitioner to it, if it is a weak one, as an id of the framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull: Option<PullId>,
    /// What it does to the alliance, to flags and counters, and to what is known, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effect: Vec<Effect>,
    /// What it does to the rupture. Applied after `effect`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repair: Option<RepairStep>,
    /// What is seen of the client at once, before they speak again.
    pub reaction: Varied<String>,
    /// Two to four sentences to an adult colleague: what it did, why, and where practitioners would differ.
    pub feedback: Varied<String>,
    /// For a weak response: what could have been said instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// Where it leads: to a statement or to an ending.
    pub next: Next,
}

/// What is said or done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Act {
    /// Words.
    Say(Varied<String>),
    /// Gives back what has been understood: the trainee marks beliefs in the notebook, and the client corrects.
    Summary(String),
    /// Says nothing, for a length of time.
    Silence {
        /// What the practitioner does meanwhile, such as "Stay with her, hands still."
        does: String,
        /// By length, from the shortest: the first band starts at 0 seconds. What a band leaves out is as in the response.
        bands: Vec<Band>,
    },
}

/// A silence of at least this length, and less than the next band's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// From this many seconds, 0 to 60.
    pub from_s: u16,
    /// In place of the response's `quality`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Varied<u8>>,
    /// In place of the response's `shows`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<Vec<RowId>>,
    /// In place of the response's `hinders`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hinders: Option<Vec<RowId>>,
    /// In place of the response's `pull`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull: Option<PullId>,
    /// In place of the response's `effect`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Vec<Effect>>,
    /// In place of the response's `repair`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repair: Option<RepairStep>,
    /// In place of the response's `reaction`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reaction: Option<Varied<String>>,
    /// In place of the response's `feedback`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Varied<String>>,
    /// In place of the response's `instead`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// In place of the response's `next`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
}

/// Where a response leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Next {
    /// Always there.
    To(TargetId),
    /// To the first case that holds, after the effects.
    First {
        /// Tried in order.
        cases: Vec<Case<TargetId>>,
        /// Taken when no case holds.
        otherwise: TargetId,
    },
    /// By chance, in proportion to the weights.
    Chance(Vec<Way>),
}

/// One way out of a chance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// How likely this way is beside the others: 1 to 1000.
    pub weight: u32,
    /// The id of the statement or ending that it leads to.
    pub to: TargetId,
}

/// How a play ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// What kind of ending it is.
    pub outcome: Outcome,
    /// A few words for lists, such as "He stays, and says why".
    pub title: String,
    /// The last thing that the client says or does.
    pub says: Varied<String>,
    /// What the face and body show at the end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub affect: Affect,
    /// What the client will tell a friend about this hour, and what a tutor would say of it.
    pub debrief: String,
}

/// Kinds of endings, from the one that an alliance gains most from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// The rupture was worked through and the alliance is the better for it.
    Repaired,
    /// It was smoothed over and may come back.
    Patched,
    /// It was named and left for another time.
    Postponed,
    /// The client left, or stays in body only.
    Left,
}

fn is_false(value: &bool) -> bool {
    !*value
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

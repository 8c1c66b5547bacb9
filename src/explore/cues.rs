//! Policies that read nothing of the client: they go by the form of the words on offer, or by where these stand in the file. Whoever scores
//! well with one of them has been given the answers by the vignette's author. This alone in the explorer reads texts.

use super::policy::{Crossroads, Policy, by_response};
use crate::scenario::graph::Graph;
use crate::scenario::model::{Act, Response, Scenario, Statement};
use crate::scenario::state::Place;
use crate::wording::features::Features;
use crate::wording::lexicon::Lexicon;
use crate::wording::overlap::{Bag, Share};
use crate::wording::text::Text;

/// What a policy goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// The most words.
    Longest,
    /// The fewest words.
    Shortest,
    /// The first in the file. The player shuffles, a printed sheet does not; and authors have habits.
    First,
    /// The last in the file.
    Last,
    /// The most words that say that one is not certain.
    Hedged,
    /// A question.
    Question,
    /// The greatest share of words that the client has just used.
    Echo,
    /// The most words that are kind on their face.
    Warm,
    /// The most phrases such as "I hear".
    Hearing,
}

impl Cue {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Longest,
        Self::Shortest,
        Self::First,
        Self::Last,
        Self::Hedged,
        Self::Question,
        Self::Echo,
        Self::Warm,
        Self::Hearing,
    ];

    /// One word for it, as it is typed and as it heads a column.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Longest => "longest",
            Self::Shortest => "shortest",
            Self::First => "first",
            Self::Last => "last",
            Self::Hedged => "hedged",
            Self::Question => "question",
            Self::Echo => "echo",
            Self::Warm => "warm",
            Self::Hearing => "hearing",
        }
    }

    /// What is chosen, as the object of a sentence.
    pub const fn chosen(self) -> &'static str {
        match self {
            Self::Longest => "the longest response",
            Self::Shortest => "the shortest response",
            Self::First => "the first response in the file",
            Self::Last => "the last response in the file",
            Self::Hedged => "the response with the most hedges",
            Self::Question => "a response with a question",
            Self::Echo => "the response with the most of the client’s own words",
            Self::Warm => "the response with the most warm words",
            Self::Hearing => "the response with the most phrases such as “I hear”",
        }
    }

    /// How much of it a response has; `None` for what has no words.
    fn measure(self, at: u8, reading: &Reading) -> Option<Share> {
        let count = |part: u32| Some(Share { part, whole: 1 });
        let words = reading.words.as_ref();
        let of = |count_of: fn(&Features) -> u32| words.and_then(|(features, _)| count(count_of(features)));
        match self {
            Self::Longest => of(|features| features.words),
            Self::Shortest => of(|features| u32::MAX - features.words),
            Self::First => count(u32::from(u8::MAX - at)),
            Self::Last => count(u32::from(at)),
            Self::Hedged => of(|features| features.hedges),
            Self::Question => of(|features| u32::from(features.question)),
            Self::Echo => words.map(|(_, echo)| *echo),
            Self::Warm => of(|features| features.warm),
            Self::Hearing => of(|features| features.hearing),
        }
    }
}

/// One wording of a response.
#[derive(Clone, Debug, Default)]
struct Reading {
    /// Its form, and what it has of the client's words. None for a silence.
    words: Option<(Features, Share)>,
}

/// Every wording of every response of a vignette, read once.
#[derive(Clone, Debug)]
pub struct Readings<'g> {
    graph: &'g Graph,
    /// By statement, response and case.
    statements: Vec<Vec<Vec<Reading>>>,
}

impl<'g> Readings<'g> {
    /// Reads the responses. Without a lexicon nothing is hedged, warm, or an echo, and those policies choose at random.
    ///
    /// The client's words are all that they may say at the statement, whatever the state.
    pub fn new(graph: &'g Graph, scenario: &Scenario, lexicon: Option<&Lexicon>) -> Self {
        let read = |statement: &Statement| {
            let said: Vec<&str> = statement.says.values().map(String::as_str).collect();
            let client = lexicon.map(|lexicon| (Bag::content(&Text::of(&said.join("\n")), lexicon), lexicon));
            let responses = statement.responses.values();
            responses
                .map(|response| {
                    wordings(response)
                        .into_iter()
                        .map(|words| reading(words, client.as_ref()))
                        .collect()
                })
                .collect()
        };
        Self {
            graph,
            statements: scenario.statements.values().map(read).collect(),
        }
    }

    /// The policy that follows a cue. What has as much of it as any other on offer is as likely as that; where nothing has words, all are.
    pub fn follow(&self, cue: Cue) -> Follower<'_> {
        Follower { readings: self, cue }
    }
}

fn wordings(response: &Response) -> Vec<Option<&str>> {
    match &response.act {
        Act::Say(words) => words.values().map(|words| Some(words.as_str())).collect(),
        Act::Summary(words) => vec![Some(words)],
        Act::Silence { .. } => vec![None],
    }
}

fn reading(words: Option<&str>, client: Option<&(Bag, &Lexicon)>) -> Reading {
    let words = words.map(|words| {
        let text = Text::of(words);
        let echo = client.map(|(bag, lexicon)| Bag::content(&text, lexicon).echo(bag));
        let features = Features::of(&text, client.map(|(_, lexicon)| *lexicon));
        (features, echo.unwrap_or_default())
    });
    Reading { words }
}

/// Follows a cue.
#[derive(Clone, Copy, Debug)]
pub struct Follower<'r> {
    readings: &'r Readings<'r>,
    cue: Cue,
}

impl Follower<'_> {
    fn measure(&self, at: &Crossroads<'_>, response: u8) -> Option<Share> {
        let Place::Statement(statement) = at.state.at else {
            return None;
        };
        let graph = self.readings.graph;
        let node = graph.response(statement, response)?;
        let case = graph.case(node.text, &at.state, false);
        let responses = self.readings.statements.get(statement as usize)?;
        let wordings = responses.get(usize::from(response))?;
        let reading = wordings.get(case).or_else(|| wordings.last())?;
        self.cue.measure(response, reading)
    }
}

impl Policy for Follower<'_> {
    fn weigh(&mut self, at: &Crossroads<'_>, weights: &mut [f64]) {
        let mut measured = [None; 8];
        for choice in at.choices {
            if let Some(slot) = measured.get_mut(usize::from(choice.response)) {
                *slot = self.measure(at, choice.response);
            }
        }
        let most = measured.iter().flatten().max();
        by_response(at, weights, |response| {
            let own = measured.get(usize::from(response)).and_then(Option::as_ref);
            if own == most { 1.0 } else { 0.0 }
        });
    }
}

//! What the library's screen shows, as plain data.

use crate::framework::id::{MarkerId, RowId};
use crate::framework::model::Framework;
use crate::history::attempts::Standing;
use crate::history::store::AttemptId;
use crate::library::catalog::{Content, Entry, Origin};
use crate::library::length::Length;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::model::{Client, Level, Outcome, Scenario};
use crate::settings::Settings;
use crate::ui::framework::data::exercised;

/// What the cards are narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all occur.
    pub search: String,
    /// How hard.
    pub level: Option<Level>,
    /// An ability or a helping factor that it exercises.
    pub ability: Option<RowId>,
    /// A marker that it shows.
    pub marker: Option<MarkerId>,
    /// A client factor at work.
    pub factor: Option<RowId>,
}

impl Filter {
    /// Whether it narrows anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A card.
#[derive(Debug)]
pub struct CardData<'a> {
    /// Where it comes from.
    pub origin: &'a Origin,
    /// Its title.
    pub title: &'a str,
    /// What it is.
    pub kind: CardKind<'a>,
}

impl CardData<'_> {
    /// How hard it is, if it can be played.
    pub fn level(&self) -> Option<Level> {
        match &self.kind {
            CardKind::Playable(data) => Some(data.scenario.contract.level),
            CardKind::Broken(_) | CardKind::Unreadable(_) => None,
        }
    }

    /// Whether the vignette is kept out of practice.
    pub fn is_held_back(&self) -> bool {
        matches!(&self.kind, CardKind::Playable(data) if data.scenario.held_back)
    }
}

/// Whom to meet first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WelcomeData<'a> {
    /// Where the vignette comes from.
    pub origin: &'a Origin,
    /// Its title.
    pub title: &'a str,
    /// The client.
    pub client: &'a Client,
}

/// The welcome, unless it was read: the easiest vignette that comes with the program, the first of several.
pub fn welcome<'a>(entries: &'a [Entry], settings: &Settings) -> Option<WelcomeData<'a>> {
    let bundled = entries
        .iter()
        .filter(|entry| matches!(entry.origin, Origin::Bundled(_)));
    let playable = bundled.filter_map(|entry| Some((entry, &entry.vignette()?.scenario)));
    let (entry, scenario) = playable
        .filter(|(_, scenario)| !settings.welcomed && !scenario.held_back)
        .min_by_key(|(_, scenario)| scenario.contract.level)?;
    Some(WelcomeData {
        origin: &entry.origin,
        title: &scenario.title,
        client: &scenario.client,
    })
}

/// A session that was left before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnfinishedData<'a> {
    /// The attempt to go on with.
    pub attempt: AttemptId,
    /// The title of its vignette.
    pub title: &'a str,
    /// The client.
    pub client: &'a Client,
    /// How long ago it began, in milliseconds.
    pub begun_ago_ms: i64,
}

/// So long a session that was left is offered unasked, in milliseconds: eight weeks. After that it waits on its own card, since an offer
/// that comes back for months is none.
const OFFERED_MS: i64 = 8 * 7 * 86_400_000;

impl UnfinishedData<'_> {
    /// Which session it is.
    pub fn says(&self) -> String {
        format!(
            "You left ‘{}’ in the middle. Begun {}, it waits at the same moment.",
            self.title,
            ago(self.begun_ago_ms)
        )
    }

    /// What the button to go on with it says.
    pub fn button(&self) -> String {
        format!("Go on with {}", self.client.name)
    }
}

/// The latest session that was left before its end and not very long ago, if its vignette is on the shelf.
pub fn unfinished<'a>(entries: &'a [Entry], standings: &[Standing], now_ms: i64) -> Option<UnfinishedData<'a>> {
    let scenarios = entries.iter().filter_map(|entry| Some(&entry.vignette()?.scenario));
    let left = scenarios.filter_map(|scenario| {
        let standing = standings
            .iter()
            .find(|standing| standing.vignette == scenario.id.as_str())?;
        Some(UnfinishedData {
            attempt: standing.open?,
            title: &scenario.title,
            client: &scenario.client,
            begun_ago_ms: now_ms - standing.open_ms?,
        })
    });
    left.filter(|left| left.begun_ago_ms <= OFFERED_MS)
        .max_by_key(|left| left.attempt)
}

/// What a card is of.
#[derive(Debug)]
pub enum CardKind<'a> {
    /// A vignette to play.
    Playable(Box<PlayableData<'a>>),
    /// One with findings that keep it from being played.
    Broken(&'a [Diagnostic]),
    /// A file that could not even be read.
    Unreadable(&'a str),
}

/// A vignette to play.
#[derive(Debug)]
pub struct PlayableData<'a> {
    /// As written.
    pub scenario: &'a Scenario,
    /// How long it takes.
    pub length: Length,
    /// The labels of its objectives.
    pub objectives: Vec<&'a str>,
    /// How it ended last and at best, in words.
    pub results: Option<Results>,
    /// Whether the last session was left before its end.
    pub is_left: bool,
    /// Errors and warnings of the checker, if it is a file of the person's own.
    pub findings: usize,
}

/// How a vignette was played so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// How it ended last, and when.
    pub last: String,
    /// How it ended at best; `None` if that was the last time.
    pub best: Option<&'static str>,
    /// How often it was played to an end.
    pub plays: usize,
}

/// The cards that the filter leaves, in the shelf's order.
pub fn cards<'a>(
    entries: &'a [Entry],
    filter: &Filter,
    framework: &'a Framework,
    standings: &[Standing],
    now_ms: i64,
) -> Vec<CardData<'a>> {
    let shown = entries.iter().filter(|entry| shows(entry, filter, framework));
    shown
        .map(|entry| CardData {
            origin: &entry.origin,
            title: &entry.title,
            kind: kind(entry, framework, standings, now_ms),
        })
        .collect()
}

fn kind<'a>(entry: &'a Entry, framework: &'a Framework, standings: &[Standing], now_ms: i64) -> CardKind<'a> {
    match &entry.content {
        Content::Playable {
            vignette,
            length,
            diagnostics,
        } => {
            let scenario = &vignette.scenario;
            let objectives = scenario.contract.objectives.iter();
            CardKind::Playable(Box::new(PlayableData {
                scenario,
                length: *length,
                objectives: objectives.map(|row| framework.row_label(row.as_str())).collect(),
                results: results(standings, scenario.id.as_str(), now_ms),
                is_left: standings
                    .iter()
                    .any(|standing| standing.vignette == scenario.id.as_str() && standing.open.is_some()),
                findings: match entry.origin {
                    Origin::File(_) => diagnostics.iter().filter(|found| !found.is_note()).count(),
                    Origin::Bundled(_) => 0,
                },
            }))
        }
        Content::Broken(diagnostics) => CardKind::Broken(diagnostics),
        Content::Unreadable(why) => CardKind::Unreadable(why),
    }
}

fn shows(entry: &Entry, filter: &Filter, framework: &Framework) -> bool {
    let Some(vignette) = entry.vignette() else {
        let plain = Filter {
            search: String::new(),
            ..filter.clone()
        };
        return plain.is_empty() && has_words(&entry.title, &filter.search);
    };
    let scenario = &vignette.scenario;
    let marker = |marker: &MarkerId| {
        let strains = scenario
            .statements
            .values()
            .filter_map(|statement| statement.strain.as_ref());
        strains.into_iter().any(|strain| strain.marker == *marker)
    };
    filter.level.is_none_or(|level| scenario.contract.level == level)
        && filter.ability.as_ref().is_none_or(|row| exercised(scenario, row) > 0)
        && filter.factor.as_ref().is_none_or(|row| exercised(scenario, row) > 0)
        && filter.marker.as_ref().is_none_or(marker)
        && has_words(&searchable(scenario, framework), &filter.search)
}

fn searchable(scenario: &Scenario, framework: &Framework) -> String {
    let client = &scenario.client;
    let mut text = [
        &scenario.title,
        &client.name,
        &client.about,
        &scenario.setting.service,
        &scenario.setting.brief,
    ]
    .map(String::as_str)
    .join(" ");
    for row in &scenario.contract.objectives {
        text.push(' ');
        text.push_str(framework.row_label(row.as_str()));
    }
    text
}

fn has_words(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// The word for an outcome, as it stands in a sentence.
pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Repaired => "repaired",
        Outcome::Patched => "patched over",
        Outcome::Postponed => "left for another time",
        Outcome::Left => "the client left",
    }
}

/// The outcome behind the number that the history keeps.
pub fn outcome_of(number: u8) -> Option<Outcome> {
    [Outcome::Repaired, Outcome::Patched, Outcome::Postponed, Outcome::Left]
        .get(usize::from(number))
        .copied()
}

/// How a vignette was played so far; `None` if it never came to an end.
pub fn results(standings: &[Standing], vignette: &str, now_ms: i64) -> Option<Results> {
    let standing = standings.iter().find(|standing| standing.vignette == vignette)?;
    let latest = standing.ended.first()?;
    let (last, when) = (outcome_of(latest.outcome?)?, latest.ended_ms?);
    let best = outcome_of(standing.best?)?;
    Some(Results {
        last: format!("{}, {}", outcome_word(last), ago(now_ms - when)),
        best: (best < last).then(|| outcome_word(best)),
        plays: usize::try_from(standing.plays).unwrap_or(usize::MAX),
    })
}

/// How long ago, in words. Milliseconds; less than nothing counts as now.
pub fn ago(elapsed_ms: i64) -> String {
    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    const FORTNIGHT: i64 = 14 * DAY;
    const TWO_MONTHS: i64 = 60 * DAY;
    let many = |count: i64, one: &str, more: &str| {
        if count == 1 {
            format!("{one} ago")
        } else {
            format!("{count} {more} ago")
        }
    };
    match elapsed_ms {
        ..MINUTE => "just now".to_owned(),
        MINUTE..HOUR => many(elapsed_ms / MINUTE, "a minute", "minutes"),
        HOUR..DAY => many(elapsed_ms / HOUR, "an hour", "hours"),
        DAY..FORTNIGHT => many(elapsed_ms / DAY, "a day", "days"),
        FORTNIGHT..TWO_MONTHS => many(elapsed_ms / (7 * DAY), "a week", "weeks"),
        TWO_MONTHS.. => many(elapsed_ms / (30 * DAY), "a month", "months"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::attempts::AttemptRow;
    use crate::library::catalog::bundled;

    #[test]
    fn the_session_that_was_left_last_is_offered() {
        let entries = bundled();
        let left = |id: &str, open: Option<i64>| Standing {
            vignette: id.to_owned(),
            open: open.map(AttemptId),
            open_ms: open.map(|_| 0),
            ..Standing::default()
        };
        let of = |standings: &[Standing]| unfinished(&entries, standings, 0).map(|left| (left.attempt.0, left.title));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[left("the-worksheet", None), left("of-nobody", Some(9))]), None);
        assert_eq!(
            of(&[
                left("in-theory", Some(3)),
                left("the-worksheet", Some(4)),
                left("six-weeks", None)
            ]),
            Some((4, "The worksheet"))
        );
        let standings = [left("the-worksheet", Some(4))];
        let later = |days: i64| unfinished(&entries, &standings, days * 86_400_000).map(|left| left.says());
        assert_eq!(
            later(21).as_deref(),
            Some("You left ‘The worksheet’ in the middle. Begun 3 weeks ago, it waits at the same moment.")
        );
        assert_eq!(later(57), None, "an old one is not offered at every start");
    }

    #[test]
    fn the_last_and_the_best_are_told() {
        let row = AttemptRow {
            id: AttemptId(1),
            vignette: "a".to_owned(),
            title: String::new(),
            mode: "guided".to_owned(),
            started_ms: 0,
            ended_ms: Some(60_000),
            ending: None,
            outcome: Some(1),
        };
        let standing = Standing {
            vignette: "a".to_owned(),
            plays: 2,
            best: Some(0),
            ended: vec![row],
            open: None,
            open_ms: None,
        };
        let begun = Standing {
            vignette: "b".to_owned(),
            open: Some(AttemptId(7)),
            ..Standing::default()
        };
        let standings = [standing, begun];
        assert_eq!(
            results(&standings, "a", 120_000),
            Some(Results {
                last: "patched over, a minute ago".to_owned(),
                best: Some("repaired"),
                plays: 2
            })
        );
        assert_eq!(results(&standings, "b", 0), None);
        assert_eq!(results(&standings, "c", 0), None);
    }

    #[test]
    fn times_are_told_in_words() {
        let check = |elapsed_ms, expected: &str| assert_eq!(ago(elapsed_ms), expected);
        check(-5, "just now");
        check(59_000, "just now");
        check(61_000, "a minute ago");
        check(2 * 3_600_000, "2 hours ago");
        check(26 * 3_600_000, "a day ago");
        check(50 * 3_600_000, "2 days ago");
        check(22 * 24 * 3_600_000, "3 weeks ago");
        check(100 * 24 * 3_600_000, "3 months ago");
    }
}

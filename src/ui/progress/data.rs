//! What the progress screen shows, as plain data: built once for a filter, so that drawing it costs little.

use super::words::{self, percent, so_many};
use crate::framework::id::{Component, MarkerId, RowId, RuptureKind};
use crate::framework::model::{Framework, Row, RowKind};
use crate::history::decision::KeptDecision;
use crate::history::decisions::Evidence;
use crate::history::store::AttemptId;
use crate::history::tally::Sums;
use crate::library::catalog::Entry;
use crate::progress::curve::Curve;
use crate::progress::filter::Filter;
use crate::progress::overview::{Overview, Track};
use crate::report::account::words::thousands;
use crate::scenario::id::{ResponseId, StatementId};
use crate::scenario::model::{Scenario, Statement};
use crate::scenario::varied::Varied;
use crate::score::recognition::Sighting;
use crate::session::event::Event;
use crate::session::options::Mode;
use crate::session::texts::{self, said};
use crate::ui::date::{date, day_of};

/// What a curve is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A row of the framework.
    Row(RowId),
    /// A component.
    Component(Component),
    /// A marker.
    Marker(MarkerId),
}

/// Which subjects are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shelf {
    /// The framework's abilities.
    #[default]
    Abilities,
    /// Bond, tasks and goals.
    Components,
    /// Signs of withdrawal and of confrontation.
    Markers,
}

impl Shelf {
    /// All of them, as they are offered.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Abilities, "Abilities"),
        (Self::Components, "Components"),
        (Self::Markers, "Signs of strain"),
    ];
}

/// One subject with its curves.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is about.
    pub subject: Subject,
    /// What it is called.
    pub label: String,
    /// The heading that it stands under.
    pub group: String,
    /// Its curves.
    pub track: Track,
    /// Where it stands, in a few characters: "62%", "3 so far", "–".
    pub figure: String,
    /// Its name for a screen reader: label, level, opportunities.
    pub spoken: String,
    /// What there is to say about it.
    pub sentences: Vec<String>,
}

/// A square of the map of the framework.
#[derive(Clone, Debug, PartialEq)]
pub struct Square {
    /// The row.
    pub row: RowId,
    /// What it is called.
    pub label: String,
    /// Its figure: a level, how often, or a dash.
    pub figure: String,
    /// How far it is filled, 0 to 1; `None` where nothing can be said yet.
    pub level: Option<f64>,
    /// Opportunities, in practice.
    pub chances: u64,
    /// Answers that hindered it.
    pub hindered: u64,
    /// Everything in a sentence.
    pub spoken: String,
}

/// A group of the framework and its squares.
#[derive(Clone, Debug, PartialEq)]
pub struct SquareGroup {
    /// Its heading.
    pub label: String,
    /// Its rows, in order.
    pub squares: Vec<Square>,
}

/// A moment behind a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The attempt to look back at.
    pub attempt: AttemptId,
    /// The turn in it, from 0.
    pub turn: u16,
    /// What was said to, and what was chosen.
    pub choice: (StatementId, ResponseId),
    /// When and where: "12 October · The worksheet · turn 4".
    pub place: String,
    /// What the client said, if the vignette is as it was; where it hung on the play, once its log has been read.
    pub says: Option<String>,
    /// What was answered, likewise.
    pub answered: Option<String>,
    /// What came of it.
    pub outcome: String,
}

impl Moment {
    /// Takes what was said from the log of its play: the client's words, and the answer's.
    pub fn hear(&mut self, scenario: &Scenario, log: &[Event]) {
        let (statement, response) = &self.choice;
        let mut facing = None;
        for event in log {
            match event {
                Event::Faced(faced) if faced.turn == self.turn => {
                    facing = texts::facing(scenario, faced).filter(|facing| facing.id == statement);
                }
                Event::Answered(answered) if answered.turn == self.turn => {
                    let reply = texts::reply(scenario, answered).filter(|reply| reply.id == response);
                    if let (Some(facing), Some(reply)) = (&facing, reply) {
                        self.says = Some(facing.says.to_owned()).filter(|says| !says.trim().is_empty());
                        self.answered = Some(reply.said.text().to_owned());
                        return;
                    }
                }
                _ => {}
            }
        }
    }
}

/// Everything but the moments.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgressData {
    /// What was worked out.
    pub overview: Overview,
    /// How much, and since when.
    pub lead: String,
    /// Today, in days since 1970.
    pub today: i64,
    /// The subjects, by shelf.
    pub lines: Vec<(Shelf, Vec<Line>)>,
    /// The map of all rows.
    pub map: Vec<SquareGroup>,
    /// What somebody is drawn to: sentence, counts, and where to look for the moments.
    pub drawn: Vec<(String, String, Evidence)>,
    /// The labels of the pulls, in the order of the overview's.
    pub pulls: Vec<String>,
    /// A dip, explained.
    pub dip: Option<String>,
}

impl ProgressData {
    /// Builds it. `today` in days since 1970.
    pub fn of(sums: &Sums, framework: &Framework, filter: Filter, today: i64) -> Self {
        let overview = Overview::of(sums, framework, filter, today);
        let label = |pull: &str| {
            framework
                .pull(pull)
                .map_or(pull, |known| known.label.as_str())
                .to_owned()
        };
        let drawn = overview.pressure.drawn.iter().map(|drawn| {
            let evidence = Evidence {
                pull: Some(drawn.pull.clone()),
                under: Some(Some(drawn.under)),
                ..practice(&overview)
            };
            let sentence = words::drawn(drawn, &label(drawn.pull.as_str()));
            (sentence, words::drawn_counts(drawn), evidence)
        });
        Self {
            lead: lead(&overview, today),
            today,
            lines: vec![
                (Shelf::Abilities, abilities(&overview, framework)),
                (Shelf::Components, components(&overview)),
                (Shelf::Markers, markers(&overview, framework)),
            ],
            map: map(&overview, framework),
            drawn: drawn.collect(),
            pulls: overview
                .pressure
                .pulls
                .iter()
                .map(|rates| label(rates.pull.as_str()))
                .collect(),
            dip: overview.dip.as_ref().map(words::dip),
            overview,
        }
    }

    /// The subjects of a shelf.
    pub fn shelf(&self, shelf: Shelf) -> &[Line] {
        let found = self.lines.iter().find(|(known, _)| *known == shelf);
        found.map_or(&[], |(_, lines)| lines.as_slice())
    }

    /// Where to look for the moments behind a subject.
    pub fn evidence(&self, subject: &Subject) -> Evidence {
        // Probes belong to a curve as well.
        let mut evidence = practice(&self.overview);
        evidence.modes.push(Mode::Probe);
        match subject {
            Subject::Row(row) => evidence.row = Some(row.clone()),
            Subject::Component(component) => evidence.component = Some(*component),
            Subject::Marker(marker) => evidence.marker = Some(marker.clone()),
        }
        evidence
    }

    /// Where to look for strains of a kind that were passed over.
    pub fn missed(&self, kind: RuptureKind) -> Evidence {
        Evidence {
            under: Some(Some(kind)),
            sightings: vec![Sighting::Miss],
            ..practice(&self.overview)
        }
    }
}

fn practice(overview: &Overview) -> Evidence {
    Evidence {
        days: Some(overview.days),
        modes: overview.filter.practice.modes(),
        ..Evidence::default()
    }
}

fn lead(overview: &Overview, today: i64) -> String {
    if overview.is_empty() {
        return "Nothing was practised in this time.".to_owned();
    }
    let answers = so_many(overview.decisions, "answer", "answers");
    let probed = match overview.probed {
        0 => String::new(),
        probed => format!(", {} in probes", so_many(probed, "answer", "answers")),
    };
    let active = u64::try_from(overview.active_days).unwrap_or(0);
    let days = so_many(active, "day", "days");
    format!(
        "{answers} in practice{probed}, on {days} since {}. Choices made inside vignettes, and nothing more.",
        date(overview.days.0, today)
    )
}

fn line(subject: Subject, label: &str, group: &str, track: &Track, more: Option<String>) -> Line {
    let figure = figure(&track.practice);
    let level = track
        .practice
        .last()
        .filter(|_| track.practice.is_telling())
        .map_or_else(|| figure.clone(), words::level);
    let mut sentences = vec![words::stands(&track.practice, "practice")];
    if track.probe.chances > 0 {
        sentences.push(words::stands(&track.probe, "probes"));
    }
    sentences.extend(more);
    Line {
        spoken: format!(
            "{label}: {level}, {}",
            so_many(track.practice.chances, "opportunity", "opportunities")
        ),
        subject,
        label: label.to_owned(),
        group: group.to_owned(),
        track: track.clone(),
        figure,
        sentences,
    }
}

fn figure(curve: &Curve) -> String {
    match curve.last() {
        Some(last) if curve.is_telling() => percent(last.mean),
        Some(_) => format!("{} so far", curve.chances),
        None => "–".to_owned(),
    }
}

fn abilities(overview: &Overview, framework: &Framework) -> Vec<Line> {
    let lines = overview.rows.iter().filter_map(|progress| {
        let row = framework.row(progress.row.as_str())?;
        if row.kind != RowKind::Ability {
            return None;
        }
        let group = framework.groups.iter().find(|group| group.id == row.parent);
        let shown = format!(
            "Your answer itself showed it in {} of {}, and missed or hindered it {}.",
            progress.shown,
            progress.track.practice.chances,
            words::times(progress.hindered)
        );
        let shown = (progress.track.practice.chances > 0).then_some(shown);
        let group = group.map_or("", |group| group.label.as_str());
        Some(line(
            Subject::Row(row.id.clone()),
            &row.label,
            group,
            &progress.track,
            shown,
        ))
    });
    lines.collect()
}

fn components(overview: &Overview) -> Vec<Line> {
    let lines = overview.components.iter().map(|progress| {
        let label = match progress.component {
            Component::Bond => "Bond",
            Component::Tasks => "Tasks",
            Component::Goals => "Goals",
        };
        let read = progress.error.map(|(off, bias)| {
            let side = match bias {
                bias if bias >= 3.0 => format!(", and {bias:.0} too high on average"),
                bias if bias <= -3.0 => format!(", and {:.0} too low on average", -bias),
                _ => String::new(),
            };
            format!(
                "Where you were asked to read it, {}, you were {off:.0} points of 100 off{side}.",
                so_many(progress.read, "time", "times")
            )
        });
        line(
            Subject::Component(progress.component),
            label,
            "Under strain",
            &progress.track,
            read,
        )
    });
    lines.collect()
}

fn markers(overview: &Overview, framework: &Framework) -> Vec<Line> {
    let lines = overview.markers.iter().filter_map(|progress| {
        let marker = framework.marker(progress.marker.as_str())?;
        let group = match marker.kind {
            RuptureKind::Withdrawal => "Withdrawal",
            RuptureKind::Confrontation => "Confrontation",
        };
        let seen = &progress.seen.practice;
        let seen = seen.last().filter(|_| seen.is_telling()).map(|last| {
            format!(
                "You saw a strain in {} here, of {}.",
                percent(last.mean),
                so_many(seen.chances, "look", "looks")
            )
        });
        Some(line(
            Subject::Marker(marker.id.clone()),
            &marker.label,
            group,
            &progress.track,
            seen,
        ))
    });
    lines.collect()
}

fn map(overview: &Overview, framework: &Framework) -> Vec<SquareGroup> {
    let groups = framework.groups.iter().map(|group| {
        let squares = framework.rows_of(&group.id).filter_map(|row| square(overview, row));
        SquareGroup {
            label: group.label.clone(),
            squares: squares.collect(),
        }
    });
    groups.collect()
}

fn square(overview: &Overview, row: &Row) -> Option<Square> {
    let progress = overview.rows.iter().find(|progress| progress.row == row.id)?;
    // A component's credit is that at statements which strain it.
    let of_component = overview
        .components
        .iter()
        .find(|known| known.component.row() == row.id.as_str());
    let curve = of_component.map_or(&progress.track.practice, |known| &known.track.practice);
    let level = curve.last().filter(|_| curve.is_telling()).map(|last| last.mean);
    let said = match (curve.last(), row.kind) {
        (Some(last), _) if curve.is_telling() => words::level(last),
        (Some(_), _) => "too few opportunities to say".to_owned(),
        (None, RowKind::HinderingFactor) => "counted where an answer shows it".to_owned(),
        (None, RowKind::ClientFactor) => "part of what a client brings; no answer earns credit for it".to_owned(),
        (None, _) => "has not come up yet".to_owned(),
    };
    let chances = match curve.chances {
        0 => String::new(),
        chances => format!("; {}", so_many(chances, "opportunity", "opportunities")),
    };
    let hindered = match (progress.hindered, row.kind) {
        (0, _) => String::new(),
        (times, RowKind::HinderingFactor) => format!("; {}", so_many(times, "time", "times")),
        (times, _) => format!("; hindered or missed {}", so_many(times, "time", "times")),
    };
    let figure = match (level, row.kind, progress.hindered) {
        (Some(level), ..) => percent(level),
        (None, RowKind::HinderingFactor, times) if times > 0 => format!("{}×", thousands(times)),
        _ => "–".to_owned(),
    };
    Some(Square {
        row: row.id.clone(),
        label: row.label.clone(),
        figure,
        level,
        chances: curve.chances,
        hindered: progress.hindered,
        spoken: format!("{}: {said}{chances}{hindered}", row.label),
    })
}

/// Moments with their words, where the vignette is still the one that was played.
pub fn moments(kept: &[KeptDecision], entries: &[Entry], today: i64) -> Vec<Moment> {
    kept.iter().map(|kept| moment(kept, entries, today)).collect()
}

fn moment(kept: &KeptDecision, entries: &[Entry], today: i64) -> Moment {
    let made = &kept.decision;
    let vignettes = || entries.iter().filter_map(Entry::vignette);
    let title = vignettes()
        .find(|vignette| vignette.scenario.id == made.vignette)
        .map_or_else(|| made.vignette.to_string(), |vignette| vignette.scenario.title.clone());
    let played = vignettes().find(|vignette| vignette.hash == kept.hash);
    let statement = played.and_then(|vignette| vignette.scenario.statements.get(&made.statement));
    let outcome = match made.credit {
        Some(1000) => "among the best on offer".to_owned(),
        Some(credit) => format!("{} of the credit there was", percent(f64::from(credit) / 1000.0)),
        None => "all on offer was equally apt".to_owned(),
    };
    Moment {
        attempt: kept.attempt,
        turn: made.turn,
        choice: (made.statement.clone(), made.response.clone()),
        place: format!("{} · {title} · turn {}", date(day_of(made.at_ms), today), made.turn + 1),
        says: statement.and_then(says),
        answered: statement.and_then(|statement| answered(statement, made.response.as_str())),
        outcome,
    }
}

/// The client's words, if they are the same in every state.
fn says(statement: &Statement) -> Option<String> {
    match &statement.says {
        Varied::Plain(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Varied::Vary { .. } => None,
    }
}

fn answered(statement: &Statement, response: &str) -> Option<String> {
    let response = statement.responses.get(response)?;
    Some(said(response, 0).text().to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::framework::load::bundled;
    use crate::history::derive::{Played, decisions};
    use crate::library::catalog::{self, Origin};
    use crate::session::event::{Move, Phase, Started};
    use crate::session::machine::Session;
    use crate::session::options::Options;

    #[test]
    fn what_hung_on_the_play_is_heard_from_its_log() {
        let entries = catalog::bundled();
        let entry = entries
            .iter()
            .find(|entry| entry.origin == Origin::Bundled("the-worksheet.ron"));
        let vignette = entry.unwrap().vignette().unwrap();
        let started = Started::new(
            vignette.scenario.id.clone(),
            vignette.hash,
            7,
            Options::of(Mode::Practice),
        );
        let mut session = Session::new(Arc::clone(&vignette.graph), started);
        while session.phase() != Phase::Over {
            let step = match session.phase() {
                Phase::Respond => Move::Answer {
                    response: session.faced().unwrap().shown()[0],
                    held_ms: 5_000,
                    beliefs: vignette.graph.held(),
                },
                Phase::Feedback => Move::Continue,
                _ => Move::Skip,
            };
            session.act(step).unwrap();
        }
        let played = Played {
            scenario: &vignette.scenario,
            graph: &vignette.graph,
            framework: bundled(),
        };
        let made = decisions(played, session.log(), 0, 0).into_iter();
        let kept: Vec<KeptDecision> = made
            .map(|decision| KeptDecision {
                attempt: AttemptId(1),
                hash: vignette.hash,
                decision,
            })
            .collect();
        let mut found = moments(&kept, &entries, 0);
        assert!(found.iter().any(|moment| moment.says.is_none()), "{found:?}");
        for moment in &mut found {
            moment.hear(&vignette.scenario, session.log());
            let faced = session.log().iter().find_map(|event| match event {
                Event::Faced(faced) if faced.turn == moment.turn => Some(faced),
                _ => None,
            });
            let says = texts::facing(&vignette.scenario, faced.unwrap()).unwrap().says;
            assert_eq!(moment.says.as_deref(), Some(says), "{moment:?}");
        }
    }
}

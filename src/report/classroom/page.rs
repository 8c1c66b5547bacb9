//! A lesson as something to read.

use super::suppress::kept_to;
use super::{ClassroomReport, words};
use crate::classroom::record::{RoundRecord, TeamRecord};
use crate::classroom::round::Question;
use crate::classroom::tally::letter;
use crate::report::account::chart::{ChartData, ChartPoint};
use crate::report::account::words::{count, list, sentence};
use crate::report::document::{Block, CLAIM, Cell, Document, Style, Table};
use crate::report::picture;
use crate::scenario::graph::ActKind;

/// The whole page.
pub(super) fn document(report: &ClassroomReport) -> Document {
    let record = &report.record;
    let mut blocks = vec![title(report)];
    blocks.push(Block::Text(Style::Soft, kept_back(report.threshold)));
    blocks.extend(ways(report));
    blocks.extend(talk(report));
    blocks.extend(
        record
            .rounds
            .iter()
            .map(|round| Block::Section(self::round(report, round))),
    );
    blocks.extend(taken_back(report));
    blocks.push(about(report));
    let title = format!("{}: classroom report", record.title);
    Document {
        foot: title.clone(),
        title,
        language: record.language.clone(),
        author: None,
        blocks,
    }
}

fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading {
        level,
        text: text.into(),
        anchor: None,
    }
}

fn title(report: &ClassroomReport) -> Block {
    let record = &report.record;
    let rounds = count(record.rounds.len(), "round", "rounds");
    let mut under = vec![format!("A room met {}: {rounds}.", record.client)];
    if record.teams.len() > 1 {
        let names: Vec<String> = record.teams.iter().map(|team| team.name.clone()).collect();
        under.push(format!("In teams: {}.", list(&names)));
    }
    under.extend(report.made.map(|made| format!("Made on {}.", made.day())));
    Block::Title {
        over: "Classroom report".to_owned(),
        text: record.title.clone(),
        under,
    }
}

fn kept_back(threshold: u32) -> String {
    if threshold < 2 {
        return "Sums only: nobody’s own answer is in this report. Small numbers are shown, as the tutor asked."
            .to_owned();
    }
    format!(
        "Sums only: nobody’s own answer is in this report. Numbers under {} are kept back, and with them as many others as it takes \
         that none can be worked out. A dash stands for a number that is kept back.",
        kept_to(threshold)
    )
}

/// Each team's alliance over its turns, and how it ended.
fn ways(report: &ClassroomReport) -> Vec<Block> {
    let teams = &report.record.teams;
    let mut blocks = Vec::new();
    for team in teams {
        let mut one = vec![heading(2, if teams.len() > 1 { &team.name } else { "The way it went" })];
        if let Some(chart) = chart(team) {
            one.push(Block::Picture(picture::of_chart(&chart)));
            one.push(Block::Text(Style::Small, chart.spoken));
        }
        if let Some((says, debrief)) = &team.ending {
            one.push(Block::Text(Style::Last, says.clone()));
            one.push(Block::Text(Style::Body, debrief.clone()));
        } else if !team.after.is_empty() {
            one.push(Block::Text(
                Style::Soft,
                "The conversation was left before its end.".to_owned(),
            ));
        }
        if one.len() > 1 {
            blocks.push(Block::Together(one));
        }
    }
    if let Some(parted) = report.record.debrief.comparison.parted.filter(|_| teams.len() > 1) {
        let text = format!("The teams’ ways part at round {}.", parted + 1);
        blocks.push(Block::Text(Style::Body, text));
    }
    blocks
}

fn chart(team: &TeamRecord) -> Option<ChartData> {
    let end = team.after.last()?;
    let points = (0_u16..).zip(&team.after).map(|(turn, after)| {
        let [bond, tasks, goals] = after;
        ChartPoint {
            turn,
            after: *after,
            spoken: format!("Round {}: bond {bond}, tasks {tasks}, goals {goals}", turn + 1),
            exchange: Vec::new(),
            moved: String::new(),
        }
    });
    let told = |[bond, tasks, goals]: [u8; 3]| format!("bond {bond}, tasks {tasks}, goals {goals}");
    let spoken = format!("From {} to {}.", told(team.start), told(*end));
    Some(ChartData {
        start: team.start,
        points: points.collect(),
        spans: Vec::new(),
        spoken,
    })
}

/// What to talk about.
fn talk(report: &ClassroomReport) -> Vec<Block> {
    let record = &report.record;
    let entries = record.debrief.moments.iter().filter_map(|moment| {
        let round = record
            .rounds
            .iter()
            .find(|round| (round.branch, round.round) == (moment.branch, moment.round))?;
        let numbers = report.is_open(round);
        let told = moment.reasons.iter().filter(|reason| report.may_tell(round, reason));
        let told: Vec<Block> = told
            .map(|reason| Block::Text(Style::Body, words::reason(reason, numbers)))
            .collect();
        let mut entry = vec![Block::Text(Style::Label, name(report, round))];
        entry.extend(told);
        (entry.len() > 1).then_some(entry)
    });
    let entries: Vec<Vec<Block>> = entries.collect();
    if entries.is_empty() {
        return Vec::new();
    }
    vec![heading(2, "Worth talking about"), Block::List(entries)]
}

fn name(report: &ClassroomReport, round: &RoundRecord) -> String {
    let number = round.round + 1;
    if report.record.teams.len() > 1 {
        format!("{}, round {number}", round.team)
    } else {
        format!("Round {number}")
    }
}

fn round(report: &ClassroomReport, round: &RoundRecord) -> Vec<Block> {
    let mut blocks = vec![
        heading(2, name(report, round)),
        Block::Text(Style::Stage, round.cue.clone()),
        Block::Text(Style::Speech, round.says.clone()),
    ];
    if report.safe(round, Question::Notice).is_some() {
        blocks.push(Block::Text(Style::Body, there(round)));
        blocks.push(Block::Table(table(
            report,
            round,
            "What was noticed",
            &[Question::Notice],
        )));
    }
    if report.safe(round, Question::Marker).is_some() {
        blocks.push(Block::Table(table(
            report,
            round,
            "By which sign it was seen",
            &[Question::Marker],
        )));
    }
    blocks.push(Block::Table(table(
        report,
        round,
        "What could be said, and who chose it",
        &[Question::First, Question::Second],
    )));
    blocks.extend(shift(report, round));
    if let Some(played) = &round.played {
        let who = match played.by_room {
            _ if report.few_decided(round) => "",
            true => ", the room’s choice",
            false => ", the tutor’s choice",
        };
        let [before, after] = played.alliance;
        let told = |[bond, tasks, goals]: [u8; 3]| format!("bond {bond}, tasks {tasks}, goals {goals}");
        blocks.push(Block::Labelled(
            "Played".to_owned(),
            format!("{}{who}. From {} to {}.", played.letter, told(before), told(after)),
        ));
        blocks.push(Block::Text(Style::Stage, played.reaction.clone()));
    }
    if !round.notes.is_empty() {
        blocks.push(Block::Inset(vec![
            Block::Text(Style::Label, "From the discussion".to_owned()),
            Block::Text(Style::Body, round.notes.clone()),
        ]));
    }
    blocks
}

fn there(round: &RoundRecord) -> String {
    match round.strain {
        Some(kind) => format!("There was a strain here: a {kind}."),
        None if round.foil => "It looked like a strain here and was none: the client was working with you.".to_owned(),
        None => "There was no strain here.".to_owned(),
    }
}

/// One row a choice, one column a vote.
fn table(report: &ClassroomReport, round: &RoundRecord, caption: &str, questions: &[Question]) -> Table {
    let votes: Vec<_> = questions
        .iter()
        .filter_map(|question| Some((*question, report.safe(round, *question)?)))
        .collect();
    let mut heads = vec!["", "Choice"];
    let mut widths = vec![6];
    match votes.as_slice() {
        [] => widths.push(74),
        [_] => widths.extend([56, 30]),
        _ => widths.extend([40, 24, 30]),
    }
    heads.extend(votes.iter().map(|(question, _)| match question {
        Question::Notice | Question::Marker => "Answers",
        Question::First => "First vote",
        Question::Second => "Second vote",
    }));
    let asked = questions.first().copied().unwrap_or(Question::First);
    let names = round.names(asked);
    let is_vote = matches!(asked, Question::First | Question::Second);
    let rows = (0_u8..).zip(names).map(|(place, text)| {
        let choice = round.choices.get(usize::from(place)).filter(|_| is_vote);
        let mark = match choice {
            Some(choice) if choice.is_best => Some("Nothing on offer was apter."),
            None if round.was_there(asked, place) => Some("This was there."),
            _ => None,
        };
        let style = if choice.is_some_and(|choice| choice.act == ActKind::Silence) {
            Style::Stage
        } else {
            Style::Body
        };
        let mut words = Cell::styled(style, sentence(&text));
        words.lines.extend(mark.map(|mark| (Style::Small, mark.to_owned())));
        let mut cells = vec![Cell::text(letter(place)), words];
        for (_, safe) in &votes {
            cells.push(number(
                safe.counts.get(usize::from(place)).copied().flatten(),
                safe.total,
            ));
        }
        cells
    });
    Table {
        caption: caption.to_owned(),
        heads,
        is_headed: true,
        widths,
        rows: rows.collect(),
    }
}

#[allow(clippy::cast_precision_loss)]
fn number(count: Option<u32>, total: Option<u32>) -> Cell {
    let Some(count) = count else {
        return Cell::text("–");
    };
    let bar = total
        .filter(|total| *total > 0)
        .map(|total| count as f32 / total as f32);
    Cell {
        bar,
        ..Cell::text(count.to_string())
    }
}

fn shift(report: &ClassroomReport, round: &RoundRecord) -> Option<Block> {
    let shift = round.shift?;
    let text = match report.flows(round) {
        Some(flows) if flows.len() > 1 => {
            let ways = flows
                .iter()
                .map(|flow| format!("{} from {} to {}", flow.count, letter(flow.from), letter(flow.to)));
            format!(
                "{} They went: {}.",
                words::shift(&shift),
                list(&ways.collect::<Vec<_>>())
            )
        }
        Some(_) => words::shift(&shift),
        None => {
            "Who changed their mind between the votes is kept back, because some of the numbers are small.".to_owned()
        }
    };
    Some(Block::Text(Style::Body, text))
}

fn taken_back(report: &ClassroomReport) -> Option<Block> {
    let entries = report.record.taken_back.iter().map(|one| {
        let text = format!("{}, round {}: {}", one.team, one.round + 1, one.letter);
        vec![Block::Text(Style::Body, text)]
    });
    let entries: Vec<_> = entries.collect();
    (!entries.is_empty()).then(|| Block::Section(vec![heading(2, "Tried and taken back"), Block::List(entries)]))
}

fn about(report: &ClassroomReport) -> Block {
    let record = &report.record;
    let made = format!(
        "Written by {}. Vignette {} {}, seed {}: with it the same client can be met again.",
        report.program, record.vignette, record.version, record.seed
    );
    let about = vec![
        heading(2, "About this report"),
        Block::Text(Style::Small, CLAIM.to_owned()),
        Block::Text(Style::Small, made),
    ];
    Block::Section(vec![Block::Together(about)])
}

//! The three lines and the ruptures under them, as plain data.

use serde::Serialize;

use crate::framework::id::RuptureKind;
use crate::report::account::Play;
use crate::report::account::words::{did, quote, sentence};
use crate::score::turns::Turn;
use crate::session::texts;
use crate::session::words::{a_kind, changed, moved};

/// The chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartData {
    /// Bond, tasks and goals at the start.
    pub start: [u8; 3],
    /// After each answer.
    pub points: Vec<ChartPoint>,
    /// Ruptures, in order.
    pub spans: Vec<RuptureSpan>,
    /// The whole chart in a sentence or two.
    pub spoken: String,
}

/// One turn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartPoint {
    /// The turn, from 0; written from 1.
    #[serde(serialize_with = "super::from_one")]
    pub turn: u16,
    /// Bond, tasks and goals after it.
    pub after: [u8; 3],
    /// Its name for a screen reader: "Turn 4: bond 52, tasks 40, goals 46; the rupture moves on to hurt".
    pub spoken: String,
    /// What the client said, what was answered.
    pub exchange: Vec<String>,
    /// What moved, in words.
    pub moved: String,
}

/// A rupture from its opening on. Places are in turns: 0 is the start, `n` is after the `n`-th answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuptureSpan {
    /// Away or against, as it was last.
    #[serde(serialize_with = "kind")]
    pub kind: RuptureKind,
    /// Where it opens: between two answers if it came with a statement.
    pub from: f32,
    /// Where it is repaired, or the end.
    pub until: f32,
    /// Whether it was repaired.
    pub repaired: bool,
    /// What happened on the way, in order.
    pub marks: Vec<SpanMark>,
}

/// Something that happened to a rupture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpanMark {
    /// Where, as in [`RuptureSpan`].
    pub at: f32,
    /// What.
    pub kind: MarkKind,
    /// In words.
    pub label: String,
}

/// What can happen to a rupture. Each has a shape of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// It opens.
    Opens,
    /// It is in words.
    Named,
    /// It moves on a stage.
    MovesOn,
    /// It goes back, or turns.
    SetBack,
    /// It is repaired.
    Repaired,
    /// The hour ends and it is still open.
    LeftOpen,
}

impl ChartData {
    /// Builds it; `None` if nothing was answered.
    pub fn of(play: &Play<'_>) -> Option<Self> {
        let answered: Vec<&Turn> = play.score.turns.iter().filter(|turn| turn.answered.is_some()).collect();
        let points: Vec<ChartPoint> = answered.iter().filter_map(|turn| point(play, turn)).collect();
        if points.is_empty() {
            return None;
        }
        let spans = spans(&answered);
        let start = play.score.alliance.start;
        let spoken = spoken(start, play.score.alliance.end(), &spans, points.len());
        Some(Self {
            start,
            points,
            spans,
            spoken,
        })
    }

    /// Bond, tasks and goals at the end.
    pub fn end(&self) -> [u8; 3] {
        self.points.last().map_or(self.start, |point| point.after)
    }
}

fn kind<S: serde::Serializer>(kind: &RuptureKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&kind.to_string())
}

fn point(play: &Play<'_>, turn: &Turn) -> Option<ChartPoint> {
    let scenario = &play.vignette.scenario;
    let (_, answered) = turn.answer()?;
    let facing = texts::facing(scenario, &turn.faced.1)?;
    let reply = texts::reply(scenario, answered)?;
    let [bond, tasks, goals] = answered.alliance_after;
    let opened = turn
        .opened
        .map(|(_, kind)| format!("; {} opens with what {} says", a_kind(kind), scenario.client.name));
    let change = changed(answered).map(|change| format!("; {change}"));
    let says = if facing.says.trim().is_empty() {
        format!("{} said nothing.", scenario.client.name)
    } else {
        format!("{}: {}", scenario.client.name, quote(facing.says))
    };
    Some(ChartPoint {
        turn: turn.turn,
        after: answered.alliance_after,
        spoken: format!(
            "Turn {}: bond {bond}, tasks {tasks}, goals {goals}{}{}",
            turn.turn + 1,
            opened.unwrap_or_default(),
            change.unwrap_or_default()
        ),
        exchange: vec![says, did(reply.said, answered.held_ms)],
        moved: moved(answered),
    })
}

fn place(answers: usize) -> f32 {
    // A play has 500 turns at most.
    #[allow(clippy::cast_precision_loss)]
    let place = answers as f32;
    place
}

/// Follows the rupture through the turns: one opens with a statement or with an answer, and is closed by an answer or by nothing.
fn spans(turns: &[&Turn]) -> Vec<RuptureSpan> {
    let mut spans: Vec<RuptureSpan> = Vec::new();
    for (before, turn) in turns.iter().enumerate() {
        let Some((_, answered)) = turn.answer() else { continue };
        let at = place(before + 1);
        if let Some((_, kind)) = turn.opened {
            spans.push(opened(kind, at - 0.5));
        }
        let (Some(change), after) = (answered.change, answered.rupture_after) else {
            continue;
        };
        use crate::scenario::rupture::RuptureChange as C;
        if let (C::Opened, Some(after)) = (change, after) {
            spans.push(opened(after.kind, at));
            continue;
        }
        let Some(span) = spans.last_mut().filter(|span| !span.repaired) else {
            continue;
        };
        let stage = after.map_or("", |after| after.stage.label());
        let (kind, label) = match change {
            C::Opened => continue,
            C::Recognised => (MarkKind::Named, "named".to_owned()),
            C::Advanced => (MarkKind::MovesOn, format!("moves on to {stage}")),
            C::Worsened => match after {
                Some(after) if after.kind != span.kind => (MarkKind::SetBack, format!("turns to {}", after.kind)),
                _ => (MarkKind::SetBack, format!("back at {stage}")),
            },
            C::Resolved => (MarkKind::Repaired, "repaired".to_owned()),
        };
        span.repaired = kind == MarkKind::Repaired;
        span.kind = after.map_or(span.kind, |after| after.kind);
        span.until = at;
        span.marks.push(SpanMark { at, kind, label });
    }
    let end = place(turns.len());
    for span in spans.iter_mut().filter(|span| !span.repaired) {
        span.until = end;
        span.marks.push(SpanMark {
            at: end,
            kind: MarkKind::LeftOpen,
            label: "left open".to_owned(),
        });
    }
    spans
}

fn opened(kind: RuptureKind, at: f32) -> RuptureSpan {
    let label = sentence(&format!("{kind} opens"));
    let marks = vec![SpanMark {
        at,
        kind: MarkKind::Opens,
        label,
    }];
    RuptureSpan {
        kind,
        from: at,
        until: at,
        repaired: false,
        marks,
    }
}

fn spoken(start: [u8; 3], end: [u8; 3], spans: &[RuptureSpan], turns: usize) -> String {
    let [b0, t0, g0] = start;
    let [b1, t1, g1] = end;
    let repaired = spans.iter().filter(|span| span.repaired).count();
    let ruptures = match spans.len() {
        0 => "No rupture opened.".to_owned(),
        1 if repaired == 1 => "One rupture opened and was repaired.".to_owned(),
        1 => "One rupture opened and was left open.".to_owned(),
        n => format!("{n} ruptures opened, {repaired} of them repaired."),
    };
    format!(
        "Over {}, bond went from {b0} to {b1}, tasks from {t0} to {t1}, goals from {g0} to {g1}. {ruptures}",
        if turns == 1 {
            "one turn".to_owned()
        } else {
            format!("{turns} turns")
        }
    )
}

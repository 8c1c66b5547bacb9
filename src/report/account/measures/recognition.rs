//! Strains seen, missed and imagined.

use super::data::{Line, Measure, Pip, share};
use crate::framework::id::RuptureKind;
use crate::report::account::Play;
use crate::report::account::words::{count, number, sentence};
use crate::score::ratio::Ratio;
use crate::score::recognition::{Look, Recognition, Sighting};
use crate::session::words::a_kind;

const HEADING: &str = "Seeing strain";

/// Hits and false alarms, by kind.
pub fn measure(play: &Play<'_>) -> Measure {
    let seen = &play.score.recognition;
    if !play.options.steps.notice {
        return Measure::empty(
            HEADING,
            "You chose not to be asked what you notice, so there is nothing to compare.",
        );
    }
    if seen.looks.is_empty() {
        return Measure::empty(
            HEADING,
            "You left out what you noticed each time, so there is nothing to compare.",
        );
    }
    let mut lines = Vec::new();
    for (kind, label, explained) in [
        (
            RuptureKind::Withdrawal,
            "Withdrawal",
            "Moments in which the client moved away from you or the work, and in how many of them you saw a strain.",
        ),
        (
            RuptureKind::Confrontation,
            "Confrontation",
            "Moments in which the client moved against you or the work, and in how many of them you saw a strain.",
        ),
    ] {
        let looked = seen
            .looks
            .iter()
            .filter(|look| is_strain(look) && look.kind == Some(kind));
        let line = Line {
            label: label.to_owned(),
            explained: explained.to_owned(),
            figure: seen_of(seen.hits(Some(kind))),
            bar: part(seen.hits(Some(kind))),
            pips: looked.map(strain_pip).collect(),
            ..Line::default()
        };
        if !line.pips.is_empty() {
            lines.push(line);
        }
    }
    lines.extend(calm(seen));
    lines.extend(details(seen));
    Measure::of(HEADING, said(seen), lines)
}

const fn is_strain(look: &Look) -> bool {
    matches!(look.sighting, Sighting::Hit | Sighting::Miss)
}

fn part(ratio: Ratio) -> Option<f32> {
    share(u64::from(ratio.numer), u64::from(ratio.denom))
}

fn seen_of(ratio: Ratio) -> String {
    format!("seen {} of {}", ratio.numer, ratio.denom)
}

fn said(seen: &Recognition) -> String {
    let (hits, alarms) = (seen.hits(None), seen.false_alarms(None));
    let first = match (hits.numer as usize, hits.denom as usize) {
        (_, 0) => "Nothing that you looked at was a strain".to_owned(),
        (1, 1) => "You saw the one strain that was there".to_owned(),
        (0, 1) => "You passed over the one strain that was there".to_owned(),
        (0, all) => format!("You passed over all {} strains", number(all)),
        (hit, all) if hit == all => format!("You saw all {} strains", number(all)),
        (hit, all) => format!("You saw {} of {} strains", number(hit), number(all)),
    };
    let second = match (alarms.numer as usize, alarms.denom) {
        (_, 0) => ".".to_owned(),
        (0, _) => ", and took nothing for a strain that was none.".to_owned(),
        (taken, _) => format!(
            ", and took {} for strain where there was none.",
            count(taken, "moment", "moments")
        ),
    };
    format!("{first}{second}")
}

fn strain_pip(look: &Look) -> Pip {
    let there = look.kind.map_or("a strain", a_kind);
    let text = match (look.sighting, look.kind_right) {
        (Sighting::Miss, _) => format!("{there} was there, and you saw none"),
        (_, Some(false)) => format!("{there} was there; you saw a strain of the other kind"),
        _ => format!("you saw {there}, and it was there"),
    };
    Pip::new(look.source, look.sighting == Sighting::Hit, text)
}

/// Moments without a strain.
fn calm(seen: &Recognition) -> Option<Line> {
    let looked: Vec<&Look> = seen.looks.iter().filter(|look| !is_strain(look)).collect();
    if looked.is_empty() {
        return None;
    }
    let alarms = seen.false_alarms(None);
    let pips = looked.iter().map(|look| {
        let what = if look.foil {
            "looked like a strain and was none"
        } else {
            "there was no strain"
        };
        let alarm = look.sighting == Sighting::FalseAlarm;
        let took = match look.kind.filter(|_| alarm) {
            Some(kind) => format!("you took it for {}", a_kind(kind)),
            None => "you let it be".to_owned(),
        };
        Pip::new(look.source, !alarm, format!("{what}; {took}"))
    });
    Some(Line {
        label: "No strain".to_owned(),
        explained: "Moments without a strain, some of which only look like one, and how many of them you let be."
            .to_owned(),
        figure: format!("left alone {} of {}", alarms.denom - alarms.numer, alarms.denom),
        bar: share(u64::from(alarms.denom - alarms.numer), u64::from(alarms.denom)),
        pips: pips.collect(),
        ..Line::default()
    })
}

/// What was said about the strains that were seen.
fn details(seen: &Recognition) -> Vec<Line> {
    type Part = (&'static str, fn(&Look) -> Option<bool>, &'static str, &'static str);
    let parts: [Part; 3] = [
        (
            "Away or against",
            |look| look.kind_right,
            "the kind that you named",
            "Of the strains that you saw, those whose kind you named.",
        ),
        (
            "Bond, tasks or goals",
            |look| look.component_right,
            "the part of the alliance that you named",
            "Of the strains for which you named a part of the alliance, those that were over that part.",
        ),
        (
            "What the client brings",
            |look| look.factor_right,
            "the client factor that you named",
            "Of the moments for which you named something that the client brings, those where it was at work.",
        ),
    ];
    let line = |(label, right, what, explained): Part| {
        let named = seen.looks.iter().filter_map(|look| Some((look, right(look)?)));
        let pips: Vec<Pip> = named
            .map(|(look, right)| {
                let how = if right {
                    "was the one at work"
                } else {
                    "was not the one at work"
                };
                Pip::new(look.source, right, format!("{what} {how}"))
            })
            .collect();
        let right = pips.iter().filter(|pip| pip.full).count();
        let figure = format!("{right} of {} named rightly", pips.len());
        let bar = share(right as u64, pips.len() as u64);
        (!pips.is_empty()).then(|| Line {
            label: sentence(label),
            explained: explained.to_owned(),
            figure,
            bar,
            pips,
            ..Line::default()
        })
    };
    parts.into_iter().filter_map(line).collect()
}

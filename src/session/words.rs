//! What a session's numbers are called: how sure, how long a silence, what moved. Shared by the screen and the command line.

use super::event::Answered;
use crate::framework::id::{Component, RuptureKind};
use crate::scenario::rupture::RuptureChange;

/// How sure, in words and per cent.
pub const SURE: [(&str, u8); 5] = [
    ("a guess", 20),
    ("unsure", 40),
    ("leaning", 60),
    ("fairly sure", 80),
    ("sure", 95),
];

/// How long a silence lasts that falls into this band.
pub fn band(from_s: u16, until_s: Option<u16>) -> String {
    match (from_s, until_s) {
        (0, Some(until)) => format!("under {until} seconds"),
        (from, Some(until)) => format!("{from} to {until} seconds"),
        (0, None) => "for a while".to_owned(),
        (from, None) => format!("{from} seconds or more"),
    }
}

/// What an answer moved, as one sentence.
pub fn moved(answered: &Answered) -> String {
    let steps = answered.alliance_before.into_iter().zip(answered.alliance_after);
    let changes = Component::ALL
        .into_iter()
        .zip(steps)
        .filter_map(|(component, (before, after))| {
            let by = i16::from(after) - i16::from(before);
            let (verb, how) = degree(by)?;
            let s = if component == Component::Bond { "s" } else { "" };
            let by = format!("{by:+}").replace('-', "−");
            Some(format!("{component} {verb}{s}{how} ({by})"))
        });
    let mut parts: Vec<String> = changes.collect();
    parts.extend(changed(answered));
    if parts.is_empty() {
        return "Nothing moved between you.".to_owned();
    }
    sentence(&parts.join("; "))
}

/// A text as a sentence: its first letter large, a period at the end.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.ends_with(['.', '?', '…']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

const fn degree(by: i16) -> Option<(&'static str, &'static str)> {
    Some(match by {
        0 => return None,
        9.. => ("rise", " clearly"),
        4..=8 => ("rise", ""),
        1..=3 => ("rise", " a little"),
        -3..=-1 => ("drop", " a little"),
        -8..=-4 => ("drop", ""),
        _ => ("drop", " sharply"),
    })
}

/// With its article: "a withdrawal".
pub const fn a_kind(kind: RuptureKind) -> &'static str {
    match kind {
        RuptureKind::Withdrawal => "a withdrawal",
        RuptureKind::Confrontation => "a confrontation",
    }
}

/// What an answer did to the rupture, as part of a sentence.
pub fn changed(answered: &Answered) -> Option<String> {
    let (before, after) = (answered.rupture_before, answered.rupture_after);
    let stage = after.map_or("", |rupture| rupture.stage.label());
    let turned = before.map(|rupture| rupture.kind) != after.map(|rupture| rupture.kind);
    Some(match (answered.change?, after) {
        (RuptureChange::Opened, Some(after)) => format!("{} opens", a_kind(after.kind)),
        (RuptureChange::Opened, None) => "a rupture opens".to_owned(),
        (RuptureChange::Recognised, _) => "the strain can now be spoken of".to_owned(),
        (RuptureChange::Advanced, _) => format!("the rupture moves on to {stage}"),
        (RuptureChange::Resolved, _) => "the rupture is repaired".to_owned(),
        (RuptureChange::Worsened, Some(after)) if turned => format!("the rupture turns into {}", a_kind(after.kind)),
        (RuptureChange::Worsened, _) => format!("the rupture is back at {stage}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_told_by_its_seconds() {
        let told = [(0, Some(4)), (4, Some(9)), (9, None), (0, None)].map(|(from, until)| band(from, until));
        assert_eq!(
            told,
            ["under 4 seconds", "4 to 9 seconds", "9 seconds or more", "for a while"]
        );
    }

    #[test]
    fn a_change_is_told_by_its_size() {
        let told = [-20, -5, -1, 0, 2, 8, 9]
            .map(|by| degree(by).map_or("nothing".to_owned(), |(verb, how)| format!("{verb}{how}")));
        let expected = [
            "drop sharply",
            "drop",
            "drop a little",
            "nothing",
            "rise a little",
            "rise",
            "rise clearly",
        ];
        assert_eq!(told, expected);
    }
}

//! What a session's numbers are called: how sure, how long a silence, what moved. Shared by the screen and the command line.

use super::event::Answered;
use crate::framework::id::Component;
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
            degree(by).map(|how| format!("{component} {how} ({by:+})"))
        });
    let mut parts: Vec<String> = changes.collect();
    parts.extend(rupture(answered));
    if parts.is_empty() {
        return "Nothing moved between you.".to_owned();
    }
    let text = parts.join("; ");
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}

const fn degree(by: i16) -> Option<&'static str> {
    Some(match by {
        0 => return None,
        9.. => "rises clearly",
        4..=8 => "rises",
        1..=3 => "rises a little",
        -3..=-1 => "drops a little",
        -8..=-4 => "drops",
        _ => "drops sharply",
    })
}

fn rupture(answered: &Answered) -> Option<String> {
    let stage = answered.rupture_after.map(|rupture| rupture.stage.label());
    Some(match (answered.change?, stage) {
        (RuptureChange::Opened, _) => "a rupture opens".to_owned(),
        (RuptureChange::Recognised, _) => "the strain is in words between you".to_owned(),
        (RuptureChange::Resolved, _) => "the rupture is repaired".to_owned(),
        (RuptureChange::Advanced, Some(stage)) => format!("the rupture moves on to {stage}"),
        (RuptureChange::Worsened, Some(stage)) => format!("the rupture is back at {stage}"),
        (RuptureChange::Advanced | RuptureChange::Worsened, None) => return None,
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
        let told = [-20, -5, -1, 0, 2, 8, 9].map(|by| degree(by).unwrap_or("nothing"));
        let expected = [
            "drops sharply",
            "drops",
            "drops a little",
            "nothing",
            "rises a little",
            "rises",
            "rises clearly",
        ];
        assert_eq!(told, expected);
    }
}

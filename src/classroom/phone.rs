//! What passes between the room and a phone: what a phone is shown, and the one answer that it gives. The server carries both and
//! knows nothing else; a key is in neither before the reveal, because there is no field for it.

use serde::Serialize;

/// Most choices that are put to a vote at once: the player's limit of responses a statement.
pub const MAX_CHOICES: usize = 8;

/// A device that has joined, by a number that it was given; it names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Device(pub u64);

/// One answer of one device. A later one to the same question takes the place of the earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who answers.
    pub device: Device,
    /// The question that it answers; answers to another than the open one are refused.
    pub question: u32,
    /// The choice by its place, from 0.
    pub choice: u8,
}

/// What is asked at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Nothing yet: look at the screen in front.
    Waiting,
    /// Is there a strain, and which?
    Notice,
    /// The first vote, in silence.
    First,
    /// Talk with each other; the vote is closed.
    Discuss,
    /// The second vote.
    Second,
    /// What the room chose.
    Reveal,
    /// The session has ended.
    Over,
}

impl Phase {
    /// Whether answers are taken.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Notice | Self::First | Self::Second)
    }

    /// Whether a phone may be told what the room chose: never while a vote is open.
    #[must_use]
    pub fn may_tell_shares(self) -> bool {
        matches!(self, Self::Discuss | Self::Reveal)
    }

    /// Whether a phone may be told what experts would stand by.
    #[must_use]
    pub fn may_tell_key(self) -> bool {
        self == Self::Reveal
    }
}

/// One choice on a phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// `A` to `H`.
    pub letter: char,
    /// Its words, where the tutor lets phones show them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How many chose it, in percent; only once the distribution is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
}

/// Everything that a phone is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PhoneView {
    /// Counts up with each question, a second vote on the same statement being another one; an answer names it. While no vote is open, it is the question
    /// that was asked last.
    pub question: u32,
    /// What is asked.
    pub phase: Phase,
    /// The client's words, where the tutor lets phones show them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// What can be chosen, in the order of the screen in front.
    pub choices: Vec<Choice>,
    /// After the reveal: the choices by place that experts would stand by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub best: Vec<u8>,
    /// Whether a device may give itself a name.
    pub nicknames: bool,
}

impl PhoneView {
    /// Before the first question.
    #[must_use]
    pub fn waiting() -> Self {
        Self {
            question: 0,
            phase: Phase::Waiting,
            statement: None,
            choices: Vec::new(),
            best: Vec::new(),
            nicknames: false,
        }
    }

    /// The view without what its phase does not let a phone know yet, and with no more choices than fit. The server sends nothing
    /// that has not been through here.
    #[must_use]
    pub fn guarded(mut self) -> Self {
        self.choices.truncate(MAX_CHOICES);
        if !self.phase.may_tell_shares() {
            for choice in &mut self.choices {
                choice.percent = None;
            }
        }
        if self.phase.may_tell_key() {
            let choices = self.choices.len();
            self.best.retain(|place| usize::from(*place) < choices);
        } else {
            self.best.clear();
        }
        self
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phase: Phase, shares: bool, key: bool) {
        let choice = |letter, percent| Choice {
            letter,
            text: None,
            percent: Some(percent),
        };
        let view = PhoneView {
            question: 3,
            phase,
            statement: None,
            choices: vec![choice('A', 70), choice('B', 30)],
            best: vec![1, 9],
            nicknames: false,
        };
        let sent = serde_json::to_string(&view.guarded()).unwrap();
        assert_eq!(sent.contains("percent"), shares, "{sent}");
        assert_eq!(sent.contains("best"), key, "{sent}");
        assert!(!sent.contains('9'), "a place that is not there is left out: {sent}");
    }

    #[test]
    fn a_phase_tells_no_more_than_it_may() {
        check(Phase::Waiting, false, false);
        check(Phase::Notice, false, false);
        check(Phase::First, false, false);
        check(Phase::Discuss, true, false);
        check(Phase::Second, false, false);
        check(Phase::Reveal, true, true);
        check(Phase::Over, false, false);
    }
}

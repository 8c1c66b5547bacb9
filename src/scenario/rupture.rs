//! A rupture while it is open: its kind, its stage, and whether the client has recognised it.

use serde::{Deserialize, Serialize};

use super::effect::RepairStep;
use crate::framework::id::RuptureKind;

/// How far a rupture has come. Withdrawal goes from discontent to assertion; confrontation from anger to hurt to need.
///
/// Source of the two sequences: the stage models of rupture resolution summarised in the 3RS (2015).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Withdrawal, first: something is not right, and is not said.
    Discontent,
    /// Withdrawal, last: the client says what they want or don't want.
    Assertion,
    /// Confrontation, first.
    Anger,
    /// Confrontation, second: what the anger protects.
    Hurt,
    /// Confrontation, last: what the client needs.
    Need,
}

impl Stage {
    /// Where a rupture of this kind begins.
    pub const fn first(kind: RuptureKind) -> Self {
        match kind {
            RuptureKind::Withdrawal => Self::Discontent,
            RuptureKind::Confrontation => Self::Anger,
        }
    }

    /// The stage after this one, if there is one.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Discontent => Some(Self::Assertion),
            Self::Anger => Some(Self::Hurt),
            Self::Hurt => Some(Self::Need),
            Self::Assertion | Self::Need => None,
        }
    }

    /// A word for the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Discontent => "discontent",
            Self::Assertion => "assertion",
            Self::Anger => "anger",
            Self::Hurt => "hurt",
            Self::Need => "need",
        }
    }
}

/// An open rupture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rupture {
    /// Away or against.
    pub kind: RuptureKind,
    /// How far it has come.
    pub stage: Stage,
    /// Whether the client has put it into words, or taken up the practitioner's words for it.
    pub recognised: bool,
}

impl Rupture {
    /// A rupture at its first stage.
    pub const fn new(kind: RuptureKind) -> Self {
        Self {
            kind,
            stage: Stage::first(kind),
            recognised: false,
        }
    }
}

/// What a repair step did, once checked against the rupture's stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RuptureChange {
    /// A rupture opened.
    Opened,
    /// The client recognised it.
    Recognised,
    /// It moved on one stage.
    Advanced,
    /// It was closed.
    Resolved,
    /// It went back to its first stage.
    Worsened,
}

/// Applies a step to what is open. Returns what is open afterwards and what changed.
///
/// A step that does not fit the stage does the nearest thing that does: `Resolve` before the last stage advances,
/// `Advance` in the last stage and every step but `Open` without a rupture do nothing.
pub fn apply(open: Option<Rupture>, step: RepairStep) -> (Option<Rupture>, Option<RuptureChange>) {
    let Some(rupture) = open else {
        return match step {
            RepairStep::Open(kind) => (Some(Rupture::new(kind)), Some(RuptureChange::Opened)),
            _ => (None, None),
        };
    };
    match step {
        RepairStep::Open(kind) if kind == rupture.kind => (open, None),
        RepairStep::Open(kind) => (Some(Rupture::new(kind)), Some(RuptureChange::Worsened)),
        RepairStep::Recognise if rupture.recognised => (open, None),
        RepairStep::Recognise => (
            Some(Rupture {
                recognised: true,
                ..rupture
            }),
            Some(RuptureChange::Recognised),
        ),
        RepairStep::Advance | RepairStep::Resolve => match rupture.stage.next() {
            Some(stage) => (
                Some(Rupture {
                    stage,
                    recognised: true,
                    ..rupture
                }),
                Some(RuptureChange::Advanced),
            ),
            None if step == RepairStep::Resolve => (None, Some(RuptureChange::Resolved)),
            None => (open, None),
        },
        RepairStep::Worsen => {
            let first = Stage::first(rupture.kind);
            (
                Some(Rupture {
                    stage: first,
                    ..rupture
                }),
                Some(RuptureChange::Worsened),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RuptureKind::{Confrontation, Withdrawal};

    #[track_caller]
    fn check(kind: RuptureKind, steps: &[RepairStep], open: Option<(Stage, bool)>, last: Option<RuptureChange>) {
        let mut state = None;
        let mut change = None;
        for &step in std::iter::once(&RepairStep::Open(kind)).chain(steps) {
            (state, change) = apply(state, step);
        }
        assert_eq!((state.map(|r| (r.stage, r.recognised)), change), (open, last));
    }

    #[test]
    fn steps_are_checked_against_the_stage() {
        use RepairStep::{Advance, Open, Recognise, Resolve, Worsen};
        use RuptureChange as C;
        check(Withdrawal, &[], Some((Stage::Discontent, false)), Some(C::Opened));
        check(
            Withdrawal,
            &[Recognise],
            Some((Stage::Discontent, true)),
            Some(C::Recognised),
        );
        check(
            Withdrawal,
            &[Recognise, Recognise],
            Some((Stage::Discontent, true)),
            None,
        );
        check(
            Withdrawal,
            &[Resolve],
            Some((Stage::Assertion, true)),
            Some(C::Advanced),
        );
        check(Withdrawal, &[Advance, Resolve], None, Some(C::Resolved));
        check(Withdrawal, &[Advance, Advance], Some((Stage::Assertion, true)), None);
        check(
            Withdrawal,
            &[Advance, Worsen],
            Some((Stage::Discontent, true)),
            Some(C::Worsened),
        );
        check(
            Confrontation,
            &[Advance, Resolve],
            Some((Stage::Need, true)),
            Some(C::Advanced),
        );
        check(Confrontation, &[Advance, Advance, Resolve], None, Some(C::Resolved));
        check(
            Confrontation,
            &[Advance, Open(Withdrawal)],
            Some((Stage::Discontent, false)),
            Some(C::Worsened),
        );
        check(Withdrawal, &[Advance, Resolve, Worsen], None, None);
    }
}

//! Ids of what a framework names. Newtypes, so that a row can't be passed where a marker is meant.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares string ids that differ in type and in nothing else.
#[macro_export]
macro_rules! string_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps a text as an id. Whether it is well formed is the reader's question.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as it stands in the file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

string_ids! {
    /// One of the framework's rows, such as `repair.own-part`.
    RowId;
    /// An observable sign of a rupture, such as `minimal-response`.
    MarkerId;
    /// A way to repair a rupture, such as `validate-posture`.
    StrategyId;
    /// What draws a practitioner to a weak response, such as `reassuring`.
    PullId;
}

/// A component of the working alliance. The three are kept apart everywhere: there is no single number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Component {
    /// The relationship between client and practitioner.
    Bond,
    /// Agreement on what the two do together.
    Tasks,
    /// Agreement on what it is for.
    Goals,
}

impl Component {
    /// All three, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Bond, Self::Tasks, Self::Goals];

    /// Position in arrays of three.
    pub const fn index(self) -> usize {
        match self {
            Self::Bond => 0,
            Self::Tasks => 1,
            Self::Goals => 2,
        }
    }

    /// The framework's row for this component.
    pub const fn row(self) -> &'static str {
        match self {
            Self::Bond => "alliance.bond",
            Self::Tasks => "alliance.tasks",
            Self::Goals => "alliance.goals",
        }
    }
}

impl fmt::Display for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bond => "bond",
            Self::Tasks => "tasks",
            Self::Goals => "goals",
        })
    }
}

/// The two directions of a rupture: away from the work or the practitioner, or against them.
///
/// Source of the distinction: Rupture Resolution Rating System (3RS), 2015 and 2022.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RuptureKind {
    /// Moves away: shutting down, avoiding, masking.
    Withdrawal,
    /// Moves against: complaining, pushing back, pressuring.
    Confrontation,
}

impl fmt::Display for RuptureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Withdrawal => "withdrawal",
            Self::Confrontation => "confrontation",
        })
    }
}

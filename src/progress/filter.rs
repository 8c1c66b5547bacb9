//! What of the practice is looked at: a period and kinds of play. Probes always stand apart.

use crate::session::options::Mode;

/// How far back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Period {
    /// The last 30 days.
    Month,
    /// The last 90 days.
    Quarter,
    /// The last 365 days.
    Year,
    /// From the beginning.
    #[default]
    All,
}

impl Period {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::All];

    /// How many days, if not all.
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::Month => Some(30),
            Self::Quarter => Some(90),
            Self::Year => Some(365),
            Self::All => None,
        }
    }

    /// A word for the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Month => "30 days",
            Self::Quarter => "90 days",
            Self::Year => "A year",
            Self::All => "From the start",
        }
    }
}

/// Which practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Practice {
    /// All but probes.
    #[default]
    All,
    /// Only this mode.
    Only(Mode),
}

impl Practice {
    /// Those that are offered.
    pub const ALL: [Self; 5] = [
        Self::All,
        Self::Only(Mode::Guided),
        Self::Only(Mode::Practice),
        Self::Only(Mode::Drill),
        Self::Only(Mode::Classroom),
    ];

    /// Whether a mode belongs to it. A probe never does.
    pub fn has(self, mode: Mode) -> bool {
        match self {
            Self::All => mode != Mode::Probe,
            Self::Only(only) => mode == only && mode != Mode::Probe,
        }
    }

    /// The modes that belong to it.
    pub fn modes(self) -> Vec<Mode> {
        Mode::ALL.into_iter().filter(|&mode| self.has(mode)).collect()
    }

    /// A word for the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "All practice",
            Self::Only(Mode::Guided) => "Guided",
            Self::Only(Mode::Practice) => "Practice",
            Self::Only(Mode::Probe) => "Probe",
            Self::Only(Mode::Drill) => "Drills",
            Self::Only(Mode::Classroom) => "In class",
        }
    }
}

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// How far back.
    pub period: Period,
    /// Which practice.
    pub practice: Practice,
}

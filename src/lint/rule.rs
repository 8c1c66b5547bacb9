//! What a rule is: its name, its explanation, its thresholds, two cases, and the function that finds.

use super::case::Case;
use super::settings::Settings;
use super::subject::{Explored, Member, Subject};
use crate::scenario::diagnostic::{Diagnostic, Pointer, Severity};

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The notation of the file. Found while reading; it can't be turned off.
    Notation,
    /// Names that lead somewhere, numbers within their range. Found while reading and compiling; it can't be turned off.
    Names,
    /// What leads where, and what is asked and set on the way.
    Structure,
    /// The responses to one statement side by side: can the best be told without the client?
    Items,
    /// What a trainee learns from it.
    Teaching,
    /// What can happen in play, found by visiting every state.
    Exploration,
    /// Several vignettes together.
    Library,
    /// The findings that a vignette allows.
    Allowing,
}

impl Group {
    /// All groups, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Structure,
        Self::Items,
        Self::Teaching,
        Self::Exploration,
        Self::Library,
        Self::Allowing,
        Self::Names,
        Self::Notation,
    ];

    /// A heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Notation => "Notation",
            Self::Names => "Names and numbers",
            Self::Structure => "Structure",
            Self::Items => "Items",
            Self::Teaching => "Teaching",
            Self::Exploration => "Exploration",
            Self::Library => "Library",
            Self::Allowing => "Allowing",
        }
    }

    /// What the rules of the group have in common, in one sentence.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Notation => "The file can’t be read as it stands. These findings can’t be turned off.",
            Self::Names => {
                "A name leads nowhere, or a number is out of its range, so that the vignette can’t be played. These findings can’t be turned off."
            }
            Self::Structure => "What leads where, and what is asked and set on the way.",
            Self::Items => {
                "The responses to one statement, side by side: can the best be told without listening to the client?"
            }
            Self::Teaching => "What a trainee learns from a vignette, and from whom it must not take.",
            Self::Exploration => "What can happen in play, found by visiting every state that a vignette can reach.",
            Self::Library => "Several vignettes together, when a folder is checked.",
            Self::Allowing => "The findings that a vignette says are meant.",
        }
    }
}

/// A number that decides when a rule finds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Its name in `attune-check.ron`.
    pub name: &'static str,
    /// Its value, unless `attune-check.ron` has another.
    pub default: u32,
    /// What it counts: "words", "per cent".
    pub unit: &'static str,
    /// What it decides, in one sentence.
    pub text: &'static str,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// Nothing: the reader, the compiler or the registry finds it, and it is only explained here.
    Elsewhere,
    /// One vignette, as it is written.
    Vignette(fn(&Rule, &Subject<'_>, &mut Vec<Diagnostic>)),
    /// One vignette and every state that it can reach.
    Explored(fn(&Rule, &Explored<'_>, &mut Vec<Diagnostic>)),
    /// All vignettes that are checked together.
    Library(fn(&Rule, &[Member<'_>], &mut Vec<LibraryFinding>)),
    /// Those of them that share a settings file, whose thresholds count.
    Folder(fn(&Rule, &[Member<'_>], &Settings, &mut Vec<LibraryFinding>)),
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Elsewhere => "Elsewhere",
            Self::Vignette(_) => "Vignette",
            Self::Explored(_) => "Explored",
            Self::Library(_) => "Library",
            Self::Folder(_) => "Folder",
        })
    }
}

/// A finding about several vignettes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryFinding {
    /// The place in the list of the vignette that it is shown with; none for the library as a whole.
    pub member: Option<usize>,
    /// The finding.
    pub diagnostic: Diagnostic,
}

/// Two cases, for the documentation and for the test of the rule.
#[derive(Clone, Copy, Debug)]
pub struct Cases {
    /// In which it finds something.
    pub bad: Case,
    /// In which it finds nothing, and which differs in little else.
    pub good: Case,
}

/// A rule of the checker.
#[derive(Debug)]
pub struct Rule {
    /// Names the pattern found, in kebab-case; reads after "allow".
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How much a finding matters, unless `attune-check.ron` says otherwise.
    pub severity: Severity,
    /// What it finds, in whole sentences.
    pub finds: &'static str,
    /// Why it matters to a trainee or a tutor, in whole sentences.
    pub why: &'static str,
    /// Who says so; empty where it speaks for itself.
    pub source: &'static str,
    /// One instance, told in a sentence or two.
    pub example: &'static str,
    /// What to do instead; reads as a help line.
    pub instead: &'static str,
    /// The numbers that decide.
    pub thresholds: &'static [Threshold],
    /// A bad and a good case. None only for what the reader finds: its cases are in `tests/vignettes/bad.txt`.
    pub cases: Option<Cases>,
    /// Finds.
    pub check: Check,
}

impl Rule {
    /// A finding of this rule.
    pub fn finding(&self, path: Pointer, message: String) -> Diagnostic {
        Diagnostic::new(self.severity, self.name, path, message).help(self.instead)
    }

    /// The value of one of its thresholds. A name that the rule does not have gives 0.
    pub fn threshold(&self, settings: &Settings, name: &str) -> u32 {
        let default = self.thresholds.iter().find(|threshold| threshold.name == name);
        debug_assert!(default.is_some(), "{}: no threshold `{name}`", self.name);
        settings
            .threshold(self.name, name)
            .or(default.map(|threshold| threshold.default))
            .unwrap_or(0)
    }

    /// Whether nobody can turn it off or down, because a vignette in which it finds something can't be played.
    pub fn is_required(&self) -> bool {
        self.severity == Severity::Error
    }
}

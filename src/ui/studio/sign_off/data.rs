//! What the program can say by itself about whether a vignette is done, each with why.

use crate::explore::game::Game;
use crate::explore::outlook::Outlook;
use crate::lint::rules::played_without_reading::too_far;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::model::Scenario;
use crate::session::words::sentence;
use crate::ui::studio::looking::Found;

/// Fewest and most turns of a play by the best responses: long enough for a rupture and its repair, short enough for one sitting.
const TURNS: (f64, f64) = (8.0, 14.0);
/// How far, in per cent of the way from chance to the best, one may come who reads nothing of the client.
const WAY_PERCENT: u32 = 25;
/// Most endings that are named.
const MOST_NAMED: usize = 6;

/// Whether it is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Yes,
    /// It is not.
    NotYet,
    /// The states are still being visited.
    Looking,
    /// There is nothing to see it by.
    Unknown,
}

impl Verdict {
    /// A word for the screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::NotYet => "Not yet",
            Self::Looking => "Still looking",
            Self::Unknown => "Can’t be said",
        }
    }
}

/// One thing that the program looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What should be so.
    pub what: &'static str,
    /// Whether it is.
    pub verdict: Verdict,
    /// Why, in a sentence; empty if there is nothing to add.
    pub why: String,
}

/// What the program sees of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignOffData {
    /// Everything that it looks at, in order.
    pub seen: Vec<Seen>,
}

impl SignOffData {
    /// Looks at what was found in a version. `newest`: whether that is the version on the desk.
    pub fn of(scenario: Option<&Scenario>, found: &Found, newest: bool) -> Self {
        let look = Look {
            scenario,
            found,
            is_done: newest && found.deep,
        };
        let seen = vec![
            look.errors(),
            look.findings(),
            look.turns(),
            look.endings(),
            look.cues(),
        ];
        Self { seen }
    }
}

struct Look<'a> {
    scenario: Option<&'a Scenario>,
    found: &'a Found,
    is_done: bool,
}

impl Look<'_> {
    fn errors(&self) -> Seen {
        let count = self.found.diagnostics.iter().filter(|found| found.is_error()).count();
        self.counted("There are no errors: it can be played.", count, "error", "")
    }

    fn findings(&self) -> Seen {
        let all = &self.found.diagnostics;
        let count = all.iter().filter(|found| !found.is_error() && !found.is_note()).count();
        let notes = match all.iter().filter(|found| found.is_note()).count() {
            0 => String::new(),
            1 => "1 note is worth a look.".to_owned(),
            notes => format!("{notes} notes are worth a look."),
        };
        let what = "Every finding is mended, or allowed with a reason.";
        if count == 0 && all.iter().any(Diagnostic::is_error) {
            let why = "The errors come first: much is looked at only without them.".to_owned();
            let verdict = Verdict::Unknown;
            return Seen { what, verdict, why };
        }
        self.counted(what, count, "finding", &notes)
    }

    /// A count that should be 0. What is already found stays so while the rest is looked at.
    fn counted(&self, what: &'static str, count: usize, noun: &str, more: &str) -> Seen {
        let verdict = match (count, self.is_done) {
            (1.., _) => Verdict::NotYet,
            (0, true) => Verdict::Yes,
            (0, false) => Verdict::Looking,
        };
        let told = match count {
            0 => String::new(),
            1 => format!("1 {noun} is in the Problems tab."),
            _ => format!("{count} {noun}s are in the Problems tab."),
        };
        let why = [told.as_str(), more].into_iter().filter(|part| !part.is_empty());
        Seen {
            what,
            verdict,
            why: why.collect::<Vec<_>>().join(" "),
        }
    }

    fn turns(&self) -> Seen {
        self.explored("A play by the best responses takes 8 to 14 turns.", |outlooks| {
            let turns = outlooks.first()?.1.turns;
            let fits = (TURNS.0..=TURNS.1).contains(&turns);
            Some((fits, format!("It takes {turns:.0} on average.")))
        })
    }

    fn endings(&self) -> Seen {
        self.explored("Every ending can be reached.", |outlooks| {
            // At random, every response has its chance; so has every ending that can be reached.
            let (_, random) = outlooks.get(1)?;
            let shares = self.scenario?.endings.keys().zip(&random.endings);
            let lost = shares.filter(|(_, share)| **share <= 0.0).map(|(id, _)| id.as_str());
            let lost: Vec<&str> = lost.take(MOST_NAMED).collect();
            let why = match lost.as_slice() {
                [] => String::new(),
                lost => format!("No play comes to {}.", lost.join(", ")),
            };
            Some((lost.is_empty(), why))
        })
    }

    fn cues(&self) -> Seen {
        let what =
            "Nobody who reads nothing of the client comes farther than a quarter of the way from chance to the best.";
        self.explored(what, |outlooks| {
            let far = too_far(&game(outlooks)?, WAY_PERCENT);
            let why: Vec<String> = far.iter().map(|one| sentence(one)).collect();
            Some((far.is_empty(), why.join(" ")))
        })
    }

    /// Something that can only be seen once every state was visited.
    fn explored(
        &self,
        what: &'static str,
        see: impl FnOnce(&[(&'static str, Outlook)]) -> Option<(bool, String)>,
    ) -> Seen {
        let (verdict, why) = match see(&self.found.outlooks) {
            _ if !self.is_done => (Verdict::Looking, String::new()),
            Some((true, why)) => (Verdict::Yes, why),
            Some((false, why)) => (Verdict::NotYet, why),
            None => {
                let why = "It can’t be played yet, or has too many states to visit them all.";
                (Verdict::Unknown, why.to_owned())
            }
        };
        Seen { what, verdict, why }
    }
}

/// The credits of the looking thread's list: the best, at random, the weakest, then each cue in order.
fn game(outlooks: &[(&'static str, Outlook)]) -> Option<Game> {
    let (known, cues) = outlooks.split_at_checked(3)?;
    let credits: Vec<f64> = cues.iter().map(|(_, outlook)| outlook.credit).collect();
    Some(Game {
        best: known.first()?.1.credit,
        random: known.get(1)?.1.credit,
        cues: credits.try_into().ok()?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::lint::settings::Settings;
    use crate::ui::studio::looking::Looking;

    #[track_caller]
    fn check(text: &str, expected: [Verdict; 5]) {
        let mut looking = Looking::start(bundled(), || {});
        looking.ask(1, text, &Settings::default());
        looking.wait();
        let found = &looking.found;
        let scenario = found.vignette.as_ref().map(|vignette| &vignette.scenario);
        let seen = |newest| SignOffData::of(scenario, found, newest).seen;
        let verdicts: Vec<Verdict> = seen(true).iter().map(|seen| seen.verdict).collect();
        assert_eq!(verdicts, expected, "{:#?}", seen(true));
        // Of an earlier version nothing is ticked.
        assert!(seen(false).iter().all(|seen| seen.verdict != Verdict::Yes));
    }

    #[test]
    fn a_finished_vignette_is_ticked_and_an_unreadable_one_is_not() {
        use Verdict::{NotYet, Unknown, Yes};
        check(include_str!("../../../../scenarios/the-worksheet.ron"), [Yes; 5]);
        check("Scenario(", [NotYet, Unknown, Unknown, Unknown, Unknown]);
    }
}

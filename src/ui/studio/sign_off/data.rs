//! What the program can say by itself about whether a vignette is done, each with why.

use std::borrow::Cow;

use crate::explore::outlook::Outlook;
use crate::lint::rules::played_without_reading::{RULE, STATEMENTS, THRESHOLD, too_far};
use crate::lint::settings::Settings;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::model::Scenario;
use crate::session::words::sentence;
use crate::ui::studio::looking::Found;

/// Fewest and most turns of any play: long enough for a rupture and its repair, short enough for one sitting.
const TURNS: (usize, usize) = (8, 14);
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
    pub what: Cow<'static, str>,
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
    /// Looks at what was found in a version. `settings`: the team's, of the checker. `newest`: whether that is the version on the desk.
    pub fn of(scenario: Option<&Scenario>, found: &Found, settings: &Settings, newest: bool) -> Self {
        let look = Look {
            scenario,
            found,
            settings,
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
    settings: &'a Settings,
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
            let what = what.into();
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
            what: what.into(),
            verdict,
            why: why.collect::<Vec<_>>().join(" "),
        }
    }

    fn turns(&self) -> Seen {
        let (fewest, most) = TURNS;
        self.explored(format!("A play takes {fewest} to {most} turns.").into(), |_| {
            let lengths = self.found.lengths?;
            let shortest = lengths.shortest?;
            let Some(longest) = lengths.longest else {
                let why = format!("The shortest takes {shortest}; one that goes round in circles has no end.");
                return Some((false, why));
            };
            let fits = shortest >= fewest && longest <= most;
            let why = match (shortest == longest, fits) {
                (true, _) => format!("Each takes {shortest}."),
                (false, true) => format!("The shortest takes {shortest}, the longest {longest}."),
                (false, false) => {
                    format!("The shortest takes {shortest}, the longest {longest}, whatever is answered.")
                }
            };
            Some((fits, why))
        })
    }

    fn endings(&self) -> Seen {
        self.explored("Every ending can be reached.".into(), |outlooks| {
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
        let percent = RULE.threshold(self.settings, THRESHOLD);
        let what = format!(
            "Choosing without reading the client gets no farther than {percent}% of the way from chance to the best."
        );
        let least = RULE.threshold(self.settings, STATEMENTS.name) as usize;
        let count = self.scenario.map_or(0, |scenario| scenario.statements.len());
        let mut seen = self.explored(what.into(), |_| {
            let far = too_far(&self.found.game()?, percent);
            let why: Vec<String> = far.iter().map(|one| sentence(one)).collect();
            Some((far.is_empty(), why.join(" ")))
        });
        if seen.verdict == Verdict::NotYet && count < least {
            seen.verdict = Verdict::Unknown;
            seen.why = format!("With fewer than {least} statements some form of words fits by chance.");
        }
        seen
    }

    /// Something that can only be seen once every state was visited.
    fn explored(
        &self,
        what: Cow<'static, str>,
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::lint::settings::Settings;
    use crate::ui::studio::looking::Looking;

    fn seen_in(text: &str, settings: &Settings, newest: bool) -> Vec<Seen> {
        let mut looking = Looking::start(bundled(), || {});
        looking.ask(1, text, settings);
        looking.wait();
        let found = &looking.found;
        let scenario = found.vignette.as_ref().map(|vignette| &vignette.scenario);
        SignOffData::of(scenario, found, settings, newest).seen
    }

    #[track_caller]
    fn check(text: &str, settings: &str, expected: [Verdict; 5]) -> Vec<Seen> {
        let (settings, findings) = Settings::read(settings);
        assert!(findings.is_empty(), "{findings:?}");
        let seen = seen_in(text, &settings, true);
        let verdicts: Vec<Verdict> = seen.iter().map(|seen| seen.verdict).collect();
        assert_eq!(verdicts, expected, "{seen:#?}");
        seen
    }

    const WORKSHEET: &str = include_str!("../../../../scenarios/the-worksheet.ron");

    #[test]
    fn a_finished_vignette_is_ticked_and_an_unreadable_one_is_not() {
        use Verdict::{NotYet, Unknown, Yes};
        let seen = check(WORKSHEET, "Checks()", [Yes; 5]);
        let told = |at: usize| {
            seen.get(at)
                .map(|seen| (seen.what.as_ref(), seen.why.as_str()))
                .unwrap()
        };
        assert_eq!(
            told(2),
            ("A play takes 8 to 14 turns.", "The shortest takes 8, the longest 14.")
        );
        check("Scenario(", "Checks()", [NotYet, Unknown, Unknown, Unknown, Unknown]);
        // Of an earlier version nothing is ticked.
        let earlier = seen_in(WORKSHEET, &Settings::default(), false);
        assert!(earlier.iter().all(|seen| seen.verdict != Yes));
    }

    #[test]
    fn a_short_play_and_a_long_one_are_told_however_long_the_best_one_is() {
        use Verdict::{NotYet, Yes};
        let small = include_str!("../../../../tests/vignettes/two-ruptures.ron");
        let seen = seen_in(small, &Settings::default(), true);
        assert_eq!(seen.get(2).map(|seen| seen.verdict), Some(NotYet));
        // One response that ends the play at once makes the shortest play too short; the best play is as long as before.
        let start = WORKSHEET
            .split("start: \"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        let at = WORKSHEET.find(&format!("        \"{start}\": Statement(")).unwrap();
        let next = at + WORKSHEET.get(at..).unwrap().find("next: To(\"").unwrap();
        let end = next + WORKSHEET.get(next..).unwrap().find("\")").unwrap() + 2;
        let cut = format!(
            "{}next: To(\"left\"){}",
            WORKSHEET.get(..next).unwrap(),
            WORKSHEET.get(end..).unwrap()
        );
        let seen = seen_in(&cut, &Settings::default(), true);
        let turns = seen.get(2).unwrap();
        assert_eq!(turns.verdict, NotYet, "{turns:?}");
        assert!(turns.why.contains("The shortest takes 1,"), "{turns:?}");
        assert_eq!(seen.first().map(|seen| seen.verdict), Some(Yes));
    }

    #[test]
    fn the_limit_for_who_reads_nothing_is_the_folders_own() {
        let strict = "Checks(thresholds: { \"played-without-reading\": { \"way\": 0 } })";
        let (settings, _) = Settings::read(strict);
        let seen = seen_in(WORKSHEET, &settings, true);
        let cues = seen.get(4).unwrap();
        assert_eq!(cues.verdict, Verdict::NotYet);
        assert!(cues.what.contains("farther than 0% of the way"), "{cues:?}");
    }
}

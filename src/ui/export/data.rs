//! What the screen shows, as plain data.

use std::path::{Path, PathBuf};

use super::source::PREVIEWED;
use super::worker::Written;
use crate::report::account::words;
use crate::report::data::Choice;
use crate::report::format::Format;
use crate::report::moment::Moment;
use crate::report::paper::Paper;
use crate::report::several::MOST_TO_READ;
use crate::ui::progress::words::so_many;

/// What is to be written, and what may be in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// How.
    pub format: Format,
    /// What may leave.
    pub choice: Choice,
    /// For pages.
    pub paper: Paper,
}

/// What is on its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// One play.
    One {
        /// The vignette's title.
        title: String,
        /// Whether anything was typed in it.
        has_drafts: bool,
    },
    /// Attempts of the history: how many, and when the first and the last began as the clocks here show it, once they are looked up.
    Several(Option<(usize, Option<(i64, i64)>)>),
}

impl What {
    /// Whether anything was typed. In several plays it may have been.
    pub const fn has_drafts(&self) -> bool {
        match self {
            Self::One { has_drafts, .. } => *has_drafts,
            Self::Several(_) => true,
        }
    }

    /// What it is, in a sentence.
    pub fn sentence(&self) -> String {
        let what = match self {
            Self::One { title, .. } => format!("A report on ‘{title}’."),
            Self::Several(None) => "A report on several attempts.".to_owned(),
            Self::Several(Some((0, _))) => "There is no attempt to report on.".to_owned(),
            Self::Several(Some((count, ends))) => {
                let count = so_many(*count as u64, "attempt", "attempts");
                match ends.map(|(first, last)| (Moment::from_ms(first).day(), Moment::from_ms(last).day())) {
                    Some((first, last)) if first == last => format!("A report on {count} of {first}."),
                    Some((first, last)) => format!("A report on {count}, begun from {first} to {last}."),
                    None => format!("A report on {count}."),
                }
            }
        };
        format!("{what} It leaves this machine only if you carry it.")
    }

    /// What a look at the beginning of a file shows, in a few words.
    pub fn caption(&self, format: Format) -> String {
        match self {
            _ if !format.is_document() => "The first lines, exactly as they will be written".to_owned(),
            Self::Several(Some((count, _))) if *count > MOST_TO_READ => format!(
                "A document takes up to {MOST_TO_READ} of them. Choose fewer, or a table, data or a learning record."
            ),
            Self::Several(Some((count, _))) if *count > PREVIEWED => format!(
                "With the first {} alone, for a quick look. The file counts and holds all {}.",
                words::count(PREVIEWED, "attempt", "attempts"),
                words::thousands(*count as u64),
            ),
            _ => "How it begins, as it will read".to_owned(),
        }
    }
}

/// What the screen remembers.
#[derive(Clone, Debug, Default)]
pub struct ExportState {
    /// The format.
    pub format: Format,
    /// Whether the name is ticked.
    pub with_name: bool,
    /// The name, whether it is ticked or not.
    pub name: String,
    /// Whether the drafts are ticked.
    pub drafts: bool,
    /// The paper that pages are set for.
    pub paper: Paper,
    /// Where to, as it is typed.
    pub path: String,
}

impl ExportState {
    /// What is asked for now.
    pub fn ask(&self) -> Ask {
        let name = Some(self.name.trim().to_owned());
        Ask {
            format: self.format,
            choice: Choice {
                name: name.filter(|name| self.with_name && !name.is_empty()),
                drafts: self.drafts,
            },
            paper: self.paper,
        }
    }

    /// Takes another format. The file's name follows, if it ended as the old format's do.
    pub fn take_format(&mut self, format: Format) {
        let path = PathBuf::from(&self.path);
        if path.extension().is_some_and(|end| end == self.format.extension()) {
            self.path = path.with_extension(format.extension()).display().to_string();
        }
        self.format = format;
    }
}

/// The screen.
#[derive(Clone, Copy, Debug)]
pub struct ExportData<'a> {
    /// What is on its way out.
    pub what: &'a What,
    /// Whether it was chosen from the list of attempts.
    pub is_listed: bool,
    /// The first lines, and what they were made for.
    pub preview: Option<(&'a Ask, &'a [String])>,
    /// How many sessions are in the file that is being written, and of how many.
    pub progress: Option<(usize, usize)>,
    /// What came of the last try.
    pub written: Option<&'a Written>,
}

/// What will leave and what will not, a sentence each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holds {
    /// What will leave.
    pub leaves: Vec<String>,
    /// What will not.
    pub stays: Vec<String>,
}

/// Says what a file will hold.
pub fn holds(ask: &Ask, what: &What) -> Holds {
    let is_one = matches!(what, What::One { .. });
    let mut leaves = vec![if is_one {
        "The vignette and its invented client, when you played and in which mode.".to_owned()
    } else {
        "Of each attempt the vignette and its invented client, when you played and in which mode.".to_owned()
    }];
    leaves.push(
        "Each turn: what the client said, what you noticed, what you chose and when, how sure you were, and what it did."
            .to_owned(),
    );
    match ask.format {
        Format::Html | Format::Pdf => leaves.push(
            "The course of bond, tasks and goals, every measure, what else could have been said, and what to try next time.".to_owned(),
        ),
        Format::Json => leaves.push("Every measure in words and in numbers.".to_owned()),
        Format::Csv => {}
        Format::Xapi => leaves.push(
            "A random account name, the same each time, so that a learning record store can tell that the plays belong together.".to_owned(),
        ),
    }
    let mut stays = Vec::new();
    match &ask.choice.name {
        Some(name) => leaves.push(format!("Your name: {name}.")),
        None => stays.push("Your name.".to_owned()),
    }
    if what.has_drafts() {
        let drafts = "The words that you typed before you saw any answer.".to_owned();
        if ask.choice.drafts {
            leaves.push(drafts);
        } else {
            stays.push(drafts);
        }
    }
    stays.push(if is_one {
        "Anything about this machine, its files or your other attempts.".to_owned()
    } else {
        "Anything about this machine, its files or the attempts that you did not choose.".to_owned()
    });
    Holds { leaves, stays }
}

/// What came of writing, in words; and whether it went well.
pub fn outcome(written: &Written) -> (String, bool) {
    match written {
        Written::At {
            path,
            sessions,
            left_out,
        } => {
            let place = path.display();
            let told = match sessions {
                1 => format!("The report is in {place}."),
                many => format!(
                    "The report on {} is in {place}.",
                    so_many(u64::from(*many), "session", "sessions")
                ),
            };
            let gone = match left_out {
                0 => String::new(),
                1 => " One attempt can’t be read any more and is not in it.".to_owned(),
                some => format!(" {some} attempts can’t be read any more and are not in it."),
            };
            (told + &gone, *left_out == 0)
        }
        Written::Taken(path) => (format!("There is a file at {} already.", path.display()), false),
        Written::Stopped => ("Stopped. Nothing was written.".to_owned(), true),
        Written::Failed(why) => (why.clone(), false),
    }
}

/// A name for the file in a folder: what it is about, the day, the format's ending.
pub fn suggested(folder: Option<&Path>, about: &str, day: &str, format: Format) -> String {
    let name = format!("{about}-{day}.{}", format.extension());
    folder.map_or_else(|| name.clone(), |folder| folder.join(&name).display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> ExportState {
        ExportState {
            name: " Robin ".to_owned(),
            path: "/home/r/the-worksheet-2026-09-21.html".to_owned(),
            ..ExportState::default()
        }
    }

    #[test]
    fn nothing_is_ticked_at_first() {
        assert_eq!(state().ask(), Ask::default());
        let ticked = ExportState {
            with_name: true,
            drafts: true,
            ..state()
        };
        let choice = ticked.ask().choice;
        assert_eq!((choice.name.as_deref(), choice.drafts), (Some("Robin"), true));
        let nameless = ExportState {
            with_name: true,
            name: "  ".to_owned(),
            ..state()
        };
        assert_eq!(nameless.ask().choice.name, None);
    }

    #[test]
    fn what_leaves_follows_the_ticks() {
        let one = |has_drafts| What::One {
            title: "The worksheet".to_owned(),
            has_drafts,
        };
        let plain = holds(&Ask::default(), &one(true));
        assert!(plain.stays.iter().any(|line| line.contains("words that you typed")));
        assert!(plain.stays.iter().any(|line| line == "Your name."));
        let choice = Choice {
            name: Some("Robin".to_owned()),
            drafts: true,
        };
        let all = holds(
            &Ask {
                format: Format::Csv,
                choice,
                paper: Paper::A4,
            },
            &one(true),
        );
        assert!(all.leaves.iter().any(|line| line == "Your name: Robin."));
        assert_eq!(all.stays.len(), 1);
        assert!(
            !holds(&Ask::default(), &one(false))
                .stays
                .iter()
                .any(|line| line.contains("typed"))
        );
    }

    #[test]
    fn what_is_on_its_way_is_told() {
        let day = 86_400_000;
        for (what, expected) in [
            (What::Several(None), "A report on several attempts."),
            (What::Several(Some((0, None))), "There is no attempt to report on."),
            (
                What::Several(Some((2, Some((0, day - 1))))),
                "A report on 2 attempts of 1 January 1970.",
            ),
            (
                What::Several(Some((12_000, Some((0, day))))),
                "A report on 12,000 attempts, begun from 1 January 1970 to 2 January 1970.",
            ),
        ] {
            assert!(what.sentence().starts_with(expected), "{}", what.sentence());
        }
        assert!(
            holds(&Ask::default(), &What::Several(None))
                .stays
                .iter()
                .any(|line| line.contains("did not choose"))
        );
    }

    #[test]
    fn a_look_says_what_it_leaves_out() {
        let several = |count| What::Several(Some((count, None)));
        for (what, format, expected) in [
            (several(3), Format::Html, "How it begins, as it will read"),
            (
                several(72),
                Format::Pdf,
                "With the first three attempts alone, for a quick look. The file counts and holds all 72.",
            ),
            (
                several(201),
                Format::Html,
                "A document takes up to 200 of them. Choose fewer, or a table, data or a learning record.",
            ),
            (
                several(72),
                Format::Csv,
                "The first lines, exactly as they will be written",
            ),
        ] {
            assert_eq!(what.caption(format), expected);
        }
    }

    #[test]
    fn what_came_of_it_is_told() {
        let at = |sessions, left_out| Written::At {
            path: PathBuf::from("/r/a.csv"),
            sessions,
            left_out,
        };
        for (written, expected, well) in [
            (at(1, 0), "The report is in /r/a.csv.", true),
            (at(3, 0), "The report on 3 sessions is in /r/a.csv.", true),
            (
                at(3, 1),
                "The report on 3 sessions is in /r/a.csv. One attempt can’t be read any more and is not in it.",
                false,
            ),
            (
                at(1, 4),
                "The report is in /r/a.csv. 4 attempts can’t be read any more and are not in it.",
                false,
            ),
            (Written::Stopped, "Stopped. Nothing was written.", true),
            (
                Written::Taken(PathBuf::from("/r/a.csv")),
                "There is a file at /r/a.csv already.",
                false,
            ),
        ] {
            assert_eq!(outcome(&written), (expected.to_owned(), well));
        }
    }

    #[test]
    fn the_files_name_follows_the_format() {
        let mut state = state();
        state.take_format(Format::Csv);
        assert_eq!(state.path, "/home/r/the-worksheet-2026-09-21.csv");
        state.path = "/home/r/mine.txt".to_owned();
        state.take_format(Format::Pdf);
        assert_eq!(state.path, "/home/r/mine.txt");
    }
}

//! What the screen shows, as plain data.

use std::path::{Path, PathBuf};

use super::worker::Written;
use crate::report::data::Choice;
use crate::report::format::Format;

/// What is to be written, and what may be in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// How.
    pub format: Format,
    /// What may leave.
    pub choice: Choice,
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
    /// The vignette's title.
    pub title: &'a str,
    /// Whether anything was typed in the play.
    pub has_drafts: bool,
    /// The first lines, and what they were made for.
    pub preview: Option<(&'a Ask, &'a [String])>,
    /// Whether the file is being written.
    pub is_writing: bool,
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
pub fn holds(ask: &Ask, has_drafts: bool) -> Holds {
    let mut leaves = vec![
        "The vignette and its invented client, when you played and in which mode.".to_owned(),
        "Each turn: what the client said, what you noticed, what you chose, how sure you were, and what it did."
            .to_owned(),
    ];
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
    if has_drafts {
        let drafts = "The words that you typed before you saw any answer.".to_owned();
        if ask.choice.drafts {
            leaves.push(drafts);
        } else {
            stays.push(drafts);
        }
    }
    stays.push("Anything about this machine, its files or your other attempts.".to_owned());
    Holds { leaves, stays }
}

/// A name for the file in a folder: the vignette, the day, the format's ending.
pub fn suggested(folder: Option<&Path>, vignette: &str, day: &str, format: Format) -> String {
    let name = format!("{vignette}-{day}.{}", format.extension());
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
        let plain = holds(&Ask::default(), true);
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
            },
            true,
        );
        assert!(all.leaves.iter().any(|line| line == "Your name: Robin."));
        assert_eq!(all.stays.len(), 1);
        assert!(
            !holds(&Ask::default(), false)
                .stays
                .iter()
                .any(|line| line.contains("typed"))
        );
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

//! What the screen shows, in words.

use std::path::{Path, PathBuf};

use crate::history::store_files::{FileKind, KeptFile};
use crate::history::writer::{Holdings, Who};

/// The screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyData {
    /// Whose, as it follows "of".
    pub name: String,
    /// Whether it is a guest's.
    pub guest: bool,
    /// Whether other people have profiles here.
    pub shared: bool,
    /// What is kept, a line each.
    pub kept: Vec<String>,
    /// Where it is kept, as a sentence.
    pub place: String,
    /// The files, each with its size and what it is for.
    pub files: Vec<String>,
    /// Whether there are files that were set aside.
    pub set_aside: bool,
    /// Whether there is an attempt.
    pub has_attempts: bool,
    /// Where all of it was to be written, and a file is already.
    pub taken: Option<PathBuf>,
}

impl MyData {
    /// Builds it. `name` is that of whoever practises now.
    pub fn of(name: &str, who: Who, people: usize, holdings: &Holdings, folder: Option<&Path>) -> Self {
        let guest = who == Who::Guest;
        let place = match (guest, folder) {
            (true, _) => {
                "In this program’s memory, until you leave or close it. Nothing of it is on the disk.".to_owned()
            }
            (false, Some(folder)) => format!("On this machine, in {}. Nothing is sent anywhere.", folder.display()),
            (false, None) => "In this program’s memory: there is no folder to keep it in.".to_owned(),
        };
        Self {
            name: match (guest, people > 1) {
                (true, _) => "a guest".to_owned(),
                (false, true) => format!("{name}’s practice"),
                (false, false) => "your practice".to_owned(),
            },
            guest,
            shared: people > 1,
            kept: kept(holdings),
            place,
            files: if guest {
                Vec::new()
            } else {
                holdings.files.iter().map(file).collect()
            },
            set_aside: !guest && holdings.files.iter().any(|file| file.kind == FileKind::SetAside),
            has_attempts: holdings.attempts > 0,
            taken: None,
        }
    }
}

fn kept(holdings: &Holdings) -> Vec<String> {
    let many = |count: u64, one: &str, more: &str| {
        if count == 1 {
            format!("1 {one}")
        } else {
            format!("{count} {more}")
        }
    };
    let mut lines = vec![many(
        holdings.attempts,
        "attempt, with every move and the vignette as it was then",
        "attempts, with every move and the vignettes as they were then",
    )];
    for (count, one, more) in [
        (
            holdings.answers,
            "answer with what it came to",
            "answers with what they came to",
        ),
        (holdings.drafts, "draft in your own words", "drafts in your own words"),
        (
            holdings.ratings,
            "rating of a draft of yours",
            "ratings of drafts of yours",
        ),
        (
            holdings.cards,
            "thing that comes back in practice, and when",
            "things that come back in practice, and when",
        ),
    ] {
        if count > 0 {
            lines.push(many(count, one, more));
        }
    }
    lines
}

/// A size for people.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

fn file(file: &KeptFile) -> String {
    let what = match file.kind {
        FileKind::Database => "the history",
        FileKind::Beside => "what the database writes beside it",
        FileKind::Backup => "a copy from before an update",
        FileKind::SetAside => "set aside, because it could not be read",
    };
    format!("{}, {}: {what}", file.name, size(file.bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_for_people() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (28_672, "28 kB"),
            (12_345_678, "12.3 MB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn a_guest_is_told_that_nothing_is_on_the_disk() {
        let holdings = Holdings {
            attempts: 1,
            ..Holdings::default()
        };
        let data = MyData::of("Noor", Who::Guest, 2, &holdings, Some(Path::new("/data")));
        assert!(data.place.contains("Nothing of it is on the disk") && data.files.is_empty());
        assert_eq!(
            data.kept.first().map(|line| line.starts_with("1 attempt, ")),
            Some(true)
        );
    }

    #[test]
    fn what_is_kept_is_somebodys_practice() {
        let of = |who, people| MyData::of("Noor", who, people, &Holdings::default(), None).name;
        let noor = Who::Profile(crate::history::profile::ProfileId(1));
        assert_eq!(of(noor, 1), "your practice");
        assert_eq!(of(noor, 2), "Noor’s practice");
        assert_eq!(of(Who::Guest, 2), "a guest");
    }
}

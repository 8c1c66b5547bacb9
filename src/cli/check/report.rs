//! What a check of several paths came to, before anything is printed.

use std::collections::{HashMap, HashSet};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::cli::args::CheckArguments;
use crate::framework::load::bundled;
use crate::library::folder::vignette_files;
use crate::library::team::{TeamSettings, settings_for};
use crate::library::vignette::{Loaded, load_with};
use crate::lint::settings::Settings;
use crate::lint::subject::Member;
use crate::lint::{Depth, Prepared, check_library};
use crate::parallel::in_parallel;
use crate::scenario::diagnostic::{Diagnostic, Severity};
use crate::scenario::file;
use crate::scenario::read::read;

/// One file, and what reading and checking it gave.
#[derive(Debug)]
pub(super) struct Checked {
    pub path: PathBuf,
    /// The team's settings that it was checked with.
    pub settings: Settings,
    pub result: Result<Loaded, String>,
}

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl Tally {
    fn add(&mut self, found: &Diagnostic) {
        match found.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }
}

/// Everything that was found.
#[derive(Debug)]
pub(super) struct Report {
    /// The vignettes, in the order of the paths.
    pub files: Vec<Checked>,
    /// The settings files that were used, each once.
    pub settings: Vec<TeamSettings>,
    /// What was found over all vignettes together.
    pub library: Vec<Diagnostic>,
    pub tally: Tally,
}

impl Report {
    /// Reads and checks what the arguments name.
    pub fn of(arguments: &CheckArguments) -> Self {
        let mut report = Self {
            files: Vec::new(),
            settings: Vec::new(),
            library: Vec::new(),
            tally: Tally::default(),
        };
        let mut found: HashMap<PathBuf, Option<usize>> = HashMap::new();
        let depth = if arguments.no_explore {
            Depth::Text
        } else {
            Depth::States
        };
        let mut files = Vec::new();
        for path in &arguments.paths {
            for (file, why) in files_at(path) {
                let settings = report.settings_of(&file, path, &mut found);
                files.push((file, why, settings));
            }
        }
        let limit = arguments.limit.saturating_mul(1 << 20);
        let progress = Progress::of(files.len());
        report.files = in_parallel(files, |(file, why, settings)| {
            let checked = check_file(file, why, limit, settings, depth);
            progress.one_more();
            checked
        });
        progress.done();
        report.check_together(depth);
        let mut tally = Tally::default();
        report.findings().for_each(|(_, _, found)| tally.add(found));
        report.tally = tally;
        report
    }

    /// The settings for a file, read once a folder.
    fn settings_of(&mut self, file: &Path, root: &Path, found: &mut HashMap<PathBuf, Option<usize>>) -> Settings {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let at = *found.entry(folder).or_insert_with(|| {
            let team = settings_for(file, root)?;
            let known = self.settings.iter().position(|known| known.path == team.path);
            Some(known.unwrap_or_else(|| {
                self.settings.push(team);
                self.settings.len() - 1
            }))
        });
        at.and_then(|at| self.settings.get(at))
            .map(|team| team.settings.clone())
            .unwrap_or_default()
    }

    /// The rules about several vignettes.
    fn check_together(&mut self, depth: Depth) {
        let mut seen = HashSet::new();
        let files = self.files.iter().enumerate();
        let playable: Vec<(usize, String, &Checked, &Loaded)> = files
            .filter(|(_, checked)| seen.insert(&checked.path))
            .filter_map(|(at, checked)| {
                let loaded = checked.result.as_ref().ok()?;
                Some((at, checked.path.display().to_string(), checked, loaded))
            })
            .collect();
        if playable.len() < 2 {
            return;
        }
        let prepared = in_parallel(playable.iter().collect(), |(at, name, checked, loaded)| {
            let vignette = loaded.vignette.as_deref()?;
            let prepared = Prepared::of(&vignette.scenario, &vignette.graph, bundled(), Depth::Text);
            Some((*at, name.as_str(), &checked.settings, loaded.game.as_ref(), prepared))
        });
        let prepared: Vec<_> = prepared.into_iter().flatten().collect();
        let members: Vec<Member<'_>> = prepared
            .iter()
            .map(|(_, name, settings, game, prepared)| Member {
                name,
                subject: prepared.subject(settings),
                game: *game,
            })
            .collect();
        let places: Vec<usize> = prepared.iter().map(|(at, ..)| *at).collect();
        for found in check_library(&members, depth) {
            let file = found
                .member
                .and_then(|member| places.get(member))
                .and_then(|at| self.files.get_mut(*at));
            match file.and_then(|checked| checked.result.as_mut().ok()) {
                Some(loaded) => {
                    let mut diagnostic = found.diagnostic;
                    read(loaded.text()).locate(&mut diagnostic);
                    loaded.diagnostics.push(diagnostic);
                }
                None => self.library.push(found.diagnostic),
            }
        }
    }

    /// Every finding with the name of its file and the text that its place refers to; those over all files have neither.
    pub fn findings(&self) -> impl Iterator<Item = (String, &str, &Diagnostic)> {
        let settings = self.settings.iter().flat_map(|team| {
            team.findings
                .iter()
                .map(|found| (team.path.display().to_string(), team.text.as_str(), found))
        });
        let files = self.files.iter().flat_map(|checked| {
            let loaded = checked.result.as_ref().ok();
            let found = loaded
                .into_iter()
                .flat_map(|loaded| loaded.diagnostics.iter().map(move |found| (loaded.text(), found)));
            found.map(|(text, found)| (checked.path.display().to_string(), text, found))
        });
        let library = self.library.iter().map(|found| (String::new(), "", found));
        settings.chain(files).chain(library)
    }

    /// Why files could not be read.
    pub fn unreadable(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter();
        files.filter_map(|checked| checked.result.as_ref().err().map(String::as_str))
    }

    /// How many files are vignettes.
    pub fn vignettes(&self) -> usize {
        self.files.iter().filter(|checked| checked.result.is_ok()).count()
    }

    /// How many findings the vignettes allow.
    pub fn allowed(&self) -> usize {
        let loaded = self.files.iter().filter_map(|checked| checked.result.as_ref().ok());
        loaded.map(|loaded| loaded.allowed.len()).sum()
    }
}

/// The files at a path, or why there are none.
fn files_at(path: &Path) -> Vec<(PathBuf, Option<String>)> {
    let unreadable = |why: String| vec![(path.to_owned(), Some(why))];
    match vignette_files(path) {
        Ok(files) if files.is_empty() => unreadable(format!(
            "`{}` holds no vignettes: their names end in `.ron`",
            path.display()
        )),
        Ok(files) => files.into_iter().map(|file| (file, None)).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            unreadable(format!("there is no file or folder at `{}`", path.display()))
        }
        Err(error) => unreadable(format!("`{}` can't be listed: {error}", path.display())),
    }
}

fn check_file(path: PathBuf, why: Option<String>, limit: u64, settings: Settings, depth: Depth) -> Checked {
    let result = match why.map_or_else(|| Ok(file::load(&path, limit)), Err) {
        Ok(Ok(loaded)) => Ok(load_with(&loaded.text, bundled(), &settings, depth)),
        Ok(Err(error)) => Err(format!("{error}; {}", error.remedy())),
        Err(why) => Err(why),
    };
    Checked { path, settings, result }
}

/// One line that is written over, for a person who waits: nothing for the first second, so that a quick check leaves no trace.
struct Progress {
    begun: Instant,
    checked: AtomicUsize,
    files: usize,
    is_shown: bool,
}

impl Progress {
    fn of(files: usize) -> Self {
        Self {
            begun: Instant::now(),
            checked: AtomicUsize::new(0),
            files,
            is_shown: io::stderr().is_terminal(),
        }
    }

    fn is_late(&self) -> bool {
        self.is_shown && self.begun.elapsed().as_secs() >= 1
    }

    fn one_more(&self) {
        let checked = self.checked.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_late() {
            eprint!("\rchecking: {checked} of {} files; Ctrl+C stops\x1b[K", self.files);
        }
    }

    fn done(&self) {
        if self.is_late() {
            eprint!("\r\x1b[K");
        }
    }
}

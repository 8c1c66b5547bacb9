//! What a check of several paths came to, before anything is printed.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::args::CheckArguments;
use crate::framework::load::bundled;
use crate::library::folder::vignette_files;
use crate::library::team::{TeamSettings, settings_for};
use crate::library::vignette::{Loaded, load_with};
use crate::lint::settings::Settings;
use crate::lint::subject::Member;
use crate::lint::{Depth, Prepared, check_library};
use crate::scenario::diagnostic::{Diagnostic, Severity};
use crate::scenario::file;
use crate::scenario::read::read;

/// One file, and what reading and checking it gave.
#[derive(Debug)]
pub(super) struct Checked {
    pub path: PathBuf,
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
        for path in &arguments.paths {
            for (file, why) in files_at(path) {
                let checked = match why {
                    Some(why) => Checked {
                        path: file,
                        result: Err(why),
                    },
                    None => {
                        let settings = report.settings_of(&file, path, &mut found);
                        check_file(file, arguments.limit.saturating_mul(1 << 20), &settings, depth)
                    }
                };
                report.files.push(checked);
            }
        }
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

    /// The rules about several vignettes. The settings are those of the first file's folder.
    fn check_together(&mut self, depth: Depth) {
        let settings = self
            .settings
            .first()
            .map(|team| team.settings.clone())
            .unwrap_or_default();
        let mut seen = HashSet::new();
        let playable: Vec<(usize, String, &Loaded)> = self
            .files
            .iter()
            .enumerate()
            .filter(|(_, checked)| seen.insert(&checked.path))
            .filter_map(|(at, checked)| Some((at, checked.path.display().to_string(), checked.result.as_ref().ok()?)))
            .collect();
        if playable.len() < 2 {
            return;
        }
        let prepared: Vec<(usize, &str, Prepared<'_>)> = playable
            .iter()
            .filter_map(|(at, name, loaded)| {
                let vignette = loaded.vignette.as_deref()?;
                Some((
                    *at,
                    name.as_str(),
                    Prepared::of(&vignette.scenario, &vignette.graph, bundled(), Depth::Text),
                ))
            })
            .collect();
        let members: Vec<Member<'_>> = prepared
            .iter()
            .map(|(_, name, prepared)| Member {
                name,
                subject: prepared.subject(&settings),
            })
            .collect();
        let places: Vec<usize> = prepared.iter().map(|(at, _, _)| *at).collect();
        for found in check_library(&members, &settings, depth) {
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

fn check_file(path: PathBuf, limit: u64, settings: &Settings, depth: Depth) -> Checked {
    let result = match file::load(&path, limit) {
        Ok(loaded) => Ok(load_with(&loaded.text, bundled(), settings, depth)),
        Err(error) => Err(format!("{error}; {}", error.remedy())),
    };
    Checked { path, result }
}

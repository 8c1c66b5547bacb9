//! Reads the sources and holds them to the layers, because one package has no crate walls.
//!
//! A module imports only what stands above it; windows, chance, files, the environment and the clock stay where their job is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the library, and what else of it that module may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("framework", &[]),
    ("parallel", &[]),
    ("scenario", &["framework", "parallel"]),
    ("wording", &[]),
    ("explore", &["framework", "scenario", "wording", "parallel"]),
    ("lint", &["framework", "scenario", "wording", "parallel", "explore"]),
    ("session", &["framework", "scenario"]),
    ("score", &["framework", "scenario", "lint", "explore", "session"]),
    ("history", &["framework", "scenario", "session", "score"]),
    ("progress", &["framework", "scenario", "session", "score", "history"]),
    ("library", &["framework", "scenario", "parallel", "explore", "lint"]),
    ("classroom", &["framework", "scenario", "session", "library"]),
    (
        "report",
        &[
            "framework",
            "scenario",
            "lint",
            "explore",
            "session",
            "score",
            "history",
            "library",
            "classroom",
        ],
    ),
    ("edit", &["framework", "scenario", "lint", "explore"]),
    (
        "practice",
        &["framework", "scenario", "explore", "session", "score", "history"],
    ),
    ("settings", &["framework"]),
    ("cli", BELOW),
    ("ui", BELOW),
];

/// Everything that the two leaves may name: all but each other.
const BELOW: &[&str] = &[
    "framework",
    "scenario",
    "wording",
    "parallel",
    "lint",
    "explore",
    "session",
    "score",
    "history",
    "progress",
    "report",
    "classroom",
    "edit",
    "library",
    "practice",
    "settings",
];

/// A name that only some files may use, and the beginnings of the paths of those files. The first part that follows is not a letter.
const CONFINED: &[(&str, &[&str])] = &[
    ("egui", &["src/ui/"]),
    ("eframe", &["src/ui/"]),
    ("egui_winit", &["src/ui/"]),
    ("winit", &["src/ui/"]),
    ("softbuffer", &["src/ui/"]),
    ("x11rb", &["src/ui/window/x11_watch.rs"]),
    ("rfd", &["src/ui/"]),
    ("zbus", &["src/ui/window/scheme.rs"]),
    ("futures_lite", &["src/ui/window/scheme.rs"]),
    ("rand", &["src/session/", "src/explore/", "src/classroom/"]),
    ("rand_chacha", &["src/session/", "src/explore/", "src/classroom/"]),
    ("rusqlite", &["src/history/"]),
    ("krilla", &["src/report/pdf/"]),
    ("harfrust", &["src/report/pdf/"]),
    ("rs_fsrs", &["src/practice/schedule.rs"]),
    ("chrono", &["src/settings/zone.rs"]),
    ("hyper", &["src/classroom/server/"]),
    ("http_body_util", &["src/classroom/server/"]),
    ("tokio", &["src/classroom/server/"]),
    ("qrcode", &["src/classroom/qr.rs"]),
    ("if_addrs", &["src/classroom/interfaces.rs"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("codespan_reporting", &["src/cli/"]),
    (
        "std::fs",
        &[
            "src/scenario/file.rs",
            "src/library/folder.rs",
            "src/history/store",
            "src/settings/store.rs",
            "src/report/",
            "src/edit/draft",
            "src/edit/backup.rs",
            "src/cli/new.rs",
            "src/ui/open.rs",
            "src/ui/pictures",
            "src/ui/crash",
        ],
    ),
    (
        "std::env",
        &[
            "src/settings/paths.rs",
            "src/cli/mod.rs",
            "src/ui/open.rs",
            "src/ui/pictures",
            "src/ui/window/",
        ],
    ),
    (
        "std::net",
        &[
            "src/classroom/server/",
            "src/classroom/interfaces.rs",
            "src/ui/classroom/",
        ],
    ),
    (
        "SystemTime",
        &[
            "src/ui/open.rs",
            "src/ui/pictures",
            "src/history/store",
            "src/cli/export.rs",
            "src/cli/today.rs",
        ],
    ),
    (
        "Instant",
        &[
            "src/main.rs",
            "src/cli/check/",
            "src/cli/dev/",
            "src/cli/explore/",
            "src/classroom/",
            "src/ui/",
        ],
    ),
];

/// A source file without comments and without tests.
struct Source {
    path: String,
    code: String,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    list(&root.join("src"), &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        Source {
            code: code_of(&text),
            lines: text.lines().count(),
            path,
        }
    };
    let sources: Vec<Source> = files.into_iter().map(read).collect();
    // A file of tests stands beside the module that it tests.
    sources
        .into_iter()
        .filter(|source| !source.path.ends_with("tests.rs") && !source.path.contains("/tests/"))
        .collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What stands before the tests, less comments. Items marked for tests alone before that are left out as well.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("#[cfg(test)]") {
            let item = lines
                .by_ref()
                .find(|line| !line.trim_start().starts_with("#["))
                .unwrap_or_default();
            if item.contains("mod tests") && item.ends_with('{') {
                break;
            }
            continue;
        }
        if !line.trim_start().starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

/// Every place where the name stands as a whole word, followed by `::` or, for a last part, by anything else.
fn names(code: &str, name: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    let path = !name.contains("::") && name.starts_with(char::is_lowercase);
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + name.len()..];
        // `crate::ui::winit`, `self.rand` and texts are other things of that name.
        let free = before.is_none_or(|c| !letter(c) && c != ':' && c != '.');
        let free = free || (!path && before == Some(':'));
        free && !after.starts_with(letter) && (!path || after.starts_with("::"))
    })
}

fn module_of(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap();
    inside
        .split_once('/')
        .map_or(inside.trim_end_matches(".rs"), |(module, _)| module)
}

/// The modules of our own that a file names: after `crate::` and inside `use crate::{…}`.
fn imported(code: &str) -> Vec<&str> {
    let first = |text: &str| {
        text.find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(text.len())
    };
    let mut found = Vec::new();
    for (at, name) in code.match_indices("crate::").chain(code.match_indices("attune::")) {
        let rest = &code[at + name.len()..];
        assert!(
            !rest.starts_with('{'),
            "write one `use` a module, so that the layers can be read"
        );
        found.push(&rest[..first(rest)]);
    }
    found
}

#[test]
fn modules_name_only_what_stands_above_them() {
    for source in sources() {
        let module = module_of(&source.path);
        if module == "lib" || module == "main" {
            continue;
        }
        let (_, allowed) = LAYERS
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("`{module}` is not in the table of layers: say what it may name"));
        for import in imported(&source.code) {
            let is_module = LAYERS.iter().any(|(name, _)| *name == import);
            assert!(
                !is_module || import == module || allowed.contains(&import),
                "{}: `{module}` must not know `{import}`",
                source.path
            );
        }
    }
}

#[test]
fn the_table_has_no_circle() {
    for (at, (module, allowed)) in LAYERS.iter().enumerate() {
        for name in *allowed {
            let above = LAYERS.iter().position(|(other, _)| other == name).unwrap();
            assert!(
                above < at,
                "`{module}` may name `{name}`, which does not stand above it"
            );
        }
    }
}

#[test]
fn some_names_stay_in_their_place() {
    let mut strays = Vec::new();
    for source in sources() {
        for (name, places) in CONFINED {
            let allowed = places.iter().any(|place| source.path.starts_with(place));
            if !allowed && names(&source.code, name) {
                strays.push(format!("{}: `{name}` belongs in {places:?}", source.path));
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

/// The classroom's server owns no document and no database: it is given what it shows, and hands on what it is told.
#[test]
fn the_server_knows_no_vignette() {
    let server = sources()
        .into_iter()
        .filter(|source| source.path.starts_with("src/classroom/server/"));
    let mut files = 0;
    for source in server {
        files += 1;
        for import in imported(&source.code) {
            assert_eq!(import, "classroom", "{}", source.path);
        }
        for place in ["lesson", "round", "tally", "record", "playing"] {
            assert!(
                !source.code.contains(&format!("classroom::{place}")),
                "{} must not know `{place}`",
                source.path
            );
        }
    }
    assert!(files > 10);
}

#[test]
fn files_can_be_read_in_one_go() {
    for source in sources() {
        assert!(
            source.lines <= 800,
            "{}: {} lines; 800 is the most",
            source.path,
            source.lines
        );
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for source in sources() {
        let text = fs::read_to_string(root.join(&source.path)).unwrap();
        assert!(text.starts_with("//!"), "{}: begins without `//!`", source.path);
    }
}

#[test]
fn names_are_found_as_whole_words() {
    assert!(names("use rand::Rng;", "rand") && names("x(rand::random())", "rand"));
    assert!(!names("use rand_chacha::X;", "rand") && !names("strand::x", "rand") && !names("let rand = 1;", "rand"));
    assert!(names("use std::time::Instant;", "Instant") && !names("Instants", "Instant"));
    assert!(names("std::fs::read(x)", "std::fs") && !names("std::fsx", "std::fs"));
    assert_eq!(imported("use crate::ui::page; crate::lint::check()"), ["ui", "lint"]);
    assert_eq!(
        code_of("a\n// b\n#[cfg(test)]\nuse c;\nd\n#[cfg(test)]\n#[allow(x)]\nmod tests {\ne\n"),
        "a\nd\n"
    );
}

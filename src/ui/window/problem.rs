//! Why no window could be opened, in words for the person who wanted one. Reads the texts of other people's errors and passes none of
//! their source paths on. Must not know how a window is opened.

use thiserror::Error;

/// The longest piece of a foreign error text that is shown.
const MAX_DETAIL: usize = 160;

/// Why no window could be opened. Its text says what is the matter, [`Problem::help`] what can be done.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// The environment names no screen.
    #[error("there is no screen to open a window on: neither `DISPLAY` nor `WAYLAND_DISPLAY` is set")]
    NoScreen,
    /// The environment names a screen that does not answer.
    #[error("the screen that {named} names does not answer")]
    DeadScreen {
        /// The variable, with its value, for instance `` `DISPLAY=:1` ``.
        named: String,
    },
    /// A library of the system is not installed.
    #[error("a system library is missing: `{library}`")]
    MissingLibrary {
        /// The library's file name without version.
        library: String,
        /// The Debian package that holds it, if it is one of those that a window needs.
        package: Option<&'static str>,
    },
    /// Drawing with OpenGL was asked for and is not possible.
    #[error("OpenGL does not work here ({detail})")]
    NoOpenGl {
        /// What the driver said, shortened.
        detail: String,
    },
    /// Anything else.
    #[error("the window could not be opened ({detail})")]
    Other {
        /// What the windowing system said, shortened.
        detail: String,
    },
}

/// Libraries that are loaded while the program runs, and where Debian and Ubuntu keep them.
const PACKAGES: [(&str, &str); 17] = [
    ("libxkbcommon-x11", "libxkbcommon-x11-0"),
    ("libxkbcommon", "libxkbcommon0"),
    ("libwayland-client", "libwayland-client0"),
    ("libwayland-cursor", "libwayland-cursor0"),
    ("libwayland-egl", "libwayland-egl1"),
    ("libEGL", "libegl1"),
    ("libGLX", "libglx0"),
    ("libGLESv2", "libgles2"),
    ("libGL", "libgl1"),
    ("libX11-xcb", "libx11-xcb1"),
    ("libX11", "libx11-6"),
    ("libXcursor", "libxcursor1"),
    ("libXi", "libxi6"),
    ("libXrender", "libxrender1"),
    ("libxcb-shm", "libxcb-shm0"),
    ("libxcb-randr", "libxcb-randr0"),
    ("libxcb", "libxcb1"),
];

const IN_THE_TERMINAL: &str = "`attune play FILE` plays a vignette in the terminal, without a window";

impl Problem {
    /// Reads the text of an error or of a caught panic.
    pub fn from_text(text: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if let Some(library) = missing_library(text) {
            let package = PACKAGES
                .iter()
                .find(|(name, _)| *name == library)
                .map(|(_, package)| *package);
            return Self::MissingLibrary { library, package };
        }
        if has(&[
            "XOpenDisplayFailed",
            "XNotSupported",
            "to open connection to X server",
            "X11 display",
            "NoCompositor",
            "Wayland compositor",
            "WaylandError(Connection",
            "ConnectionError(",
        ]) {
            return Self::DeadScreen {
                named: named_screen(text),
            };
        }
        if text.contains("no glutin configs") {
            return Self::NoOpenGl {
                detail: "no way to draw was found".to_owned(),
            };
        }
        if has(&[
            "glutin",
            "egui_glow",
            "OpenGL",
            "EGL",
            "GLX",
            "GL context",
            "gl context",
            "GLSL",
            "shader",
        ]) {
            return Self::NoOpenGl { detail: shorten(text) };
        }
        Self::Other { detail: shorten(text) }
    }

    /// What the person can do about it, in one sentence without final period.
    pub fn help(&self) -> String {
        match self {
            Self::NoScreen | Self::DeadScreen { .. } => {
                format!("start it from a desktop session or over `ssh -X`; {IN_THE_TERMINAL}")
            }
            Self::MissingLibrary {
                package: Some(package), ..
            } => {
                format!("on Debian and Ubuntu `sudo apt install {package}` brings it; {IN_THE_TERMINAL}")
            }
            Self::MissingLibrary { package: None, .. } => {
                format!("install the package of your system that holds it; {IN_THE_TERMINAL}")
            }
            Self::NoOpenGl { .. } => format!("`--renderer cpu` draws without it; {IN_THE_TERMINAL}"),
            Self::Other { .. } => format!("`--renderer cpu` may get further; {IN_THE_TERMINAL}"),
        }
    }

    /// Would the same attempt without OpenGL meet this problem again?
    pub(super) fn is_without_opengl_too(&self) -> bool {
        match self {
            Self::NoScreen | Self::DeadScreen { .. } => true,
            Self::MissingLibrary { library, .. } => {
                !["libEGL", "libGL", "libGLX", "libGLESv2", "libwayland-egl"].contains(&library.as_str())
            }
            Self::NoOpenGl { .. } | Self::Other { .. } => false,
        }
    }

    /// May the other windowing system do better where Wayland met this?
    pub(super) fn may_be_waylands(&self) -> bool {
        match self {
            Self::DeadScreen { .. } | Self::Other { .. } => true,
            Self::MissingLibrary { library, .. } => library.starts_with("libwayland"),
            Self::NoScreen | Self::NoOpenGl { .. } => false,
        }
    }
}

/// Finds the library that a loader's message complains about, without version and ending.
fn missing_library(text: &str) -> Option<String> {
    let is_complaint = [
        "could not be loaded",
        "cannot open shared object",
        "could not load",
        "NoWaylandLib",
        "failed to load",
    ]
    .iter()
    .any(|words| text.contains(words));
    if !is_complaint {
        return None;
    }
    let named = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)))
        .find_map(|word| {
            word.split_once(".so")
                .map(|(name, _)| name)
                .filter(|name| name.starts_with("lib"))
        });
    if named.is_none() && text.contains("NoWaylandLib") {
        return Some("libwayland-client".to_owned());
    }
    named.map(str::to_owned)
}

fn named_screen(text: &str) -> String {
    let is_wayland = ["Wayland", "NoCompositor", "ConnectionError("]
        .iter()
        .any(|word| text.contains(word));
    let variable = if is_wayland { "WAYLAND_DISPLAY" } else { "DISPLAY" };
    match std::env::var(variable) {
        Ok(value) if !value.is_empty() => format!("`{variable}={}`", shorten(&value)),
        _ => format!("`{variable}`"),
    }
}

/// The first line of a text without source places, cut to a length that fits into a message.
fn shorten(text: &str) -> String {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("no reason given");
    let is_place = |word: &str| word.contains(".rs:") || (word.contains('/') && word.contains(".rs"));
    let words: Vec<&str> = line.split_whitespace().filter(|word| !is_place(word)).collect();
    let mut short: String = words.join(" ").chars().take(MAX_DETAIL).collect();
    while short.ends_with([':', '.', ',', ' ']) {
        short.pop();
    }
    if short.is_empty() {
        "no reason given".to_owned()
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let problem = Problem::from_text(text);
        assert_eq!(problem.to_string(), expected, "from {text:?}");
        assert!(
            problem.help().contains("attune play FILE"),
            "{problem} leaves nothing to do"
        );
        let everything = format!("{problem} {}", problem.help());
        assert!(
            !everything.contains(".rs") && !everything.contains(".cargo"),
            "{everything} holds a source path"
        );
    }

    #[test]
    fn missing_libraries_are_named() {
        let missing = |name: &str| format!("a system library is missing: `{name}`");
        check(
            "Library libxkbcommon-x11.so could not be loaded.",
            &missing("libxkbcommon-x11"),
        );
        check(
            "Library libwayland-egl.so could not be loaded.",
            &missing("libwayland-egl"),
        );
        check(
            "X11 error: Failed to load one of xlib's shared libraries -- libXcursor.so.1: cannot open shared object file",
            &missing("libXcursor"),
        );
        check(
            "dlopen: libEGL.so.1: cannot open shared object file: No such file or directory",
            &missing("libEGL"),
        );
        check(
            "Os(OsError { line: 81, error: WaylandError(Connection(NoWaylandLib)) })",
            &missing("libwayland-client"),
        );
    }

    #[test]
    fn every_named_library_has_a_package() {
        for (library, package) in PACKAGES {
            let problem = Problem::from_text(&format!("{library}.so.1: cannot open shared object file"));
            assert_eq!(
                problem,
                Problem::MissingLibrary {
                    library: library.to_owned(),
                    package: Some(package)
                }
            );
            assert!(problem.help().contains(package));
        }
    }

    #[test]
    fn opengl_that_fails_is_told_from_the_rest() {
        check(
            "glutin error: the display must be current at /home/a/.cargo/registry/glutin/src/lib.rs:12:3",
            "OpenGL does not work here (glutin error: the display must be current at)",
        );
        check(
            "Found no glutin configs matching the template: ConfigTemplate { color_buffer_type: Rgb { r_size: 8 } }",
            "OpenGL does not work here (no way to draw was found)",
        );
        check(
            "egui_glow: GLSL 1.20 is too old",
            "OpenGL does not work here (egui_glow: GLSL 1.20 is too old)",
        );
    }

    #[test]
    fn the_rest_is_short_and_without_places() {
        check(
            "os error at /home/a/.cargo/registry/src/winit/src/x11/window.rs:99: no window\nbacktrace",
            "the window could not be opened (os error at no window)",
        );
        check("", "the window could not be opened (no reason given)");
        let Problem::Other { detail } = Problem::from_text(&"long ".repeat(1_000)) else {
            unreachable!()
        };
        assert!(detail.chars().count() <= MAX_DETAIL);
    }

    #[test]
    fn dead_screens_are_told_from_broken_ones() {
        for text in [
            "X11 error: XOpenDisplayFailed",
            "Failed to open connection to X server",
            "WaylandError(Connection(NoCompositor))",
        ] {
            assert!(matches!(Problem::from_text(text), Problem::DeadScreen { .. }), "{text}");
        }
    }
}

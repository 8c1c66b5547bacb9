//! What to try next when a window could not be opened, and how: by starting the program anew. An event loop can be made only once in a
//! process, so another windowing system or renderer needs another one. Must not know how a window is opened.

use std::ffi::OsString;
use std::process::Command;

use super::Renderer;
use super::problem::Problem;

/// Tells the program that was started anew what to draw with. A person may set it as well.
const RENDERER_VARIABLE: &str = "ATTUNE_RENDERER";
const WAYLAND_VARIABLES: [&str; 2] = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET"];

/// One try to open a window: with what, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attempt {
    pub renderer: Renderer,
    pub has_wayland: bool,
    pub has_x11: bool,
}

impl Attempt {
    /// Reads what the environment offers. The variable decides only what the person left open.
    pub fn from_environment(asked: Renderer) -> Self {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value: OsString| !value.is_empty());
        let renderer = match std::env::var(RENDERER_VARIABLE)
            .ok()
            .and_then(|value| value.parse().ok())
        {
            Some(told) if asked == Renderer::Auto => told,
            _ => asked,
        };
        Self {
            renderer,
            has_wayland: WAYLAND_VARIABLES.iter().any(|name| is_set(name)),
            has_x11: is_set("DISPLAY"),
        }
    }

    /// Is there nothing to open a window on? Other systems than these always have a screen.
    pub fn has_no_screen(&self) -> bool {
        cfg!(all(unix, not(target_os = "macos"))) && !self.has_wayland && !self.has_x11
    }

    /// Returns what is worth trying after a problem. Each step gives something up, so there is an end.
    pub fn after(&self, problem: &Problem) -> Option<Self> {
        if self.has_wayland && self.has_x11 && problem.may_be_waylands() {
            return Some(Self {
                has_wayland: false,
                ..self.clone()
            });
        }
        if self.renderer == Renderer::Auto && !problem.is_without_opengl_too() {
            return Some(Self {
                renderer: Renderer::Cpu,
                ..self.clone()
            });
        }
        None
    }

    /// Starts this program again with the same arguments and passes its exit code on; on Unix the new one takes this one's place.
    ///
    /// Returns only if that was not possible, with the reason.
    pub fn start_anew(&self) -> std::io::Error {
        let program = match std::env::current_exe() {
            Ok(program) => program,
            Err(error) => return error,
        };
        let mut command = Command::new(program);
        command
            .args(std::env::args_os().skip(1))
            .env(RENDERER_VARIABLE, self.renderer.name());
        if !self.has_wayland {
            for name in WAYLAND_VARIABLES {
                command.env_remove(name);
            }
        }
        replace_process(command)
    }
}

#[cfg(unix)]
fn replace_process(mut command: Command) -> std::io::Error {
    use std::os::unix::process::CommandExt as _;
    command.exec()
}

#[cfg(not(unix))]
fn replace_process(mut command: Command) -> std::io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(renderer: Renderer, screens: &str, problem: &str, expected: Option<(Renderer, bool)>) {
        let attempt = Attempt {
            renderer,
            has_wayland: screens.contains("wayland"),
            has_x11: screens.contains("x11"),
        };
        let next = attempt.after(&Problem::from_text(problem));
        assert_eq!(
            next.map(|next| (next.renderer, next.has_wayland)),
            expected,
            "{renderer:?} {screens} {problem}"
        );
    }

    #[test]
    fn each_problem_leads_to_what_can_still_work() {
        use Renderer::{Auto, Cpu, Gpu};
        let (dead, broken_gl, unknown) = ("XOpenDisplayFailed", "glutin error: no config", "something else");
        let (no_egl, no_keys) = (
            "libEGL.so.1: cannot open shared object",
            "Library libxkbcommon-x11.so could not be loaded",
        );

        check(Auto, "wayland x11", dead, Some((Auto, false)));
        check(Gpu, "wayland x11", dead, Some((Gpu, false)));
        check(Auto, "x11", dead, None);
        check(Auto, "wayland", dead, None);

        check(Auto, "wayland x11", broken_gl, Some((Cpu, true)));
        check(Auto, "x11", broken_gl, Some((Cpu, false)));
        check(Auto, "x11", no_egl, Some((Cpu, false)));
        check(Gpu, "x11", broken_gl, None);
        check(Cpu, "x11", broken_gl, None);

        check(Auto, "x11", no_keys, None);
        check(Auto, "x11", unknown, Some((Cpu, false)));
        check(Auto, "wayland x11", unknown, Some((Auto, false)));
        check(Cpu, "wayland", unknown, None);
    }
}

//! The monitors that the computer has, as plain data. Must not know what they are used for.
//!
//! egui names none of them. The window looks before its frames, and an application reads the list from a copy of [`Monitors`].

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use winit::window::Window;

use super::x11_watch::Watch;

/// The list is not looked at more often than this: on some systems that costs a call for each monitor.
const SHORTEST: Duration = Duration::from_millis(400);

/// One monitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Monitor {
    /// What the system calls it; empty if it calls it nothing.
    pub name: String,
    /// Width and height in pixels.
    pub size: [u32; 2],
    /// Where its upper left corner lies among the others, in pixels.
    pub position: [i32; 2],
    /// Whether it is the system's main one.
    pub is_primary: bool,
    /// Whether the program's main window is on it.
    pub is_here: bool,
}

impl Monitor {
    /// Whether this is the same device as the other, whatever is on it and however it was moved.
    pub fn is_same(&self, other: &Self) -> bool {
        if self.name.is_empty() {
            other.name.is_empty() && self.size == other.size && self.position == other.position
        } else {
            self.name == other.name
        }
    }

    /// Where it lies, seen from another; `None` if they overlap, as screens do that show the same picture.
    pub fn seen_from(&self, other: &Self) -> Option<&'static str> {
        let end = |monitor: &Self, axis: usize| {
            let size = monitor.size.get(axis).copied().unwrap_or_default();
            let from = monitor.position.get(axis).copied().unwrap_or_default();
            from.saturating_add(i32::try_from(size).unwrap_or(i32::MAX))
        };
        let [left, top] = self.position;
        let [other_left, other_top] = other.position;
        if left >= end(other, 0) {
            Some("to the right")
        } else if end(self, 0) <= other_left {
            Some("to the left")
        } else if top >= end(other, 1) {
            Some("below")
        } else if end(self, 1) <= other_top {
            Some("above")
        } else {
            None
        }
    }
}

#[derive(Debug, Default)]
struct Look {
    all: Vec<Monitor>,
    at: Option<Instant>,
    watch: Option<Watch>,
}

/// The monitors as they were a moment ago, in the order in which egui counts them. Copies of it show the same list.
#[derive(Clone, Debug, Default)]
pub struct Monitors(Rc<RefCell<Look>>);

impl Monitors {
    /// A list that nobody looks at, for tests and pictures.
    pub fn of(all: Vec<Monitor>) -> Self {
        Self(Rc::new(RefCell::new(Look { all, ..Look::default() })))
    }

    /// All of them; none where the platform tells none.
    pub fn all(&self) -> Vec<Monitor> {
        self.0.borrow().all.clone()
    }

    /// Puts others in their place.
    pub fn set(&self, all: Vec<Monitor>) {
        self.0.borrow_mut().all = all;
    }

    /// Looks which there are now, unless that was done just before.
    pub(super) fn look(&self, main: &Window) {
        let now = Instant::now();
        let mut look = self.0.borrow_mut();
        if look.at.is_some_and(|at| now.duration_since(at) < SHORTEST) {
            return;
        }
        if look.at.replace(now).is_none() {
            look.watch = Watch::begin(main);
        }
        if let Some(watch) = &look.watch {
            watch.pass_on();
        }
        let (here, primary) = (main.current_monitor(), main.primary_monitor());
        look.all = main
            .available_monitors()
            .map(|monitor| Monitor {
                name: name(monitor.name()),
                size: monitor.size().into(),
                position: monitor.position().into(),
                is_primary: primary.as_ref() == Some(&monitor),
                is_here: here.as_ref() == Some(&monitor),
            })
            .collect();
    }
}

/// Windows tells paths such as `\\.\DISPLAY1`.
fn name(told: Option<String>) -> String {
    let told = told.unwrap_or_default();
    told.trim_start_matches(['\\', '.', '?']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monitor(name: &str, position: [i32; 2], size: [u32; 2]) -> Monitor {
        Monitor {
            name: name.to_owned(),
            size,
            position,
            ..Monitor::default()
        }
    }

    #[test]
    fn where_a_monitor_lies_is_told_from_the_others_place() {
        let here = monitor("eDP-1", [0, 0], [1280, 800]);
        let check = |position, expected| {
            assert_eq!(
                monitor("HDMI-1", position, [1920, 1080]).seen_from(&here),
                expected,
                "{position:?}"
            );
        };
        check([1280, 0], Some("to the right"));
        check([-1920, 200], Some("to the left"));
        check([0, 800], Some("below"));
        check([-300, -1080], Some("above"));
        check([0, 0], None);
    }

    #[test]
    fn a_monitor_is_known_again_by_its_name_or_else_by_its_place() {
        let moved = monitor("HDMI-1", [0, 800], [1280, 720]);
        assert!(monitor("HDMI-1", [1280, 0], [1920, 1080]).is_same(&moved));
        assert!(!monitor("HDMI-2", [0, 800], [1280, 720]).is_same(&moved));
        let nameless = monitor("", [0, 0], [1280, 720]);
        assert!(nameless.is_same(&nameless.clone()));
        assert!(!nameless.is_same(&monitor("", [1280, 0], [1280, 720])));
        assert!(!nameless.is_same(&moved));
    }

    #[test]
    fn paths_are_made_names() {
        assert_eq!(name(Some(r"\\.\DISPLAY1".to_owned())), "DISPLAY1");
        assert_eq!(name(Some("HDMI-A-1".to_owned())), "HDMI-A-1");
        assert_eq!(name(None), "");
    }

    #[test]
    fn copies_show_the_same_list() {
        let monitors = Monitors::default();
        let copy = monitors.clone();
        monitors.set(vec![monitor("HDMI-1", [0, 0], [1, 1])]);
        assert_eq!(copy.all(), monitors.all());
        assert_eq!(copy.all().len(), 1);
    }
}

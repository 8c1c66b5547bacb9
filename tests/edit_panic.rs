//! The program breaks, really, in a process of its own: in the middle of drawing a frame, and in the middle of carrying out what was asked
//! for in it. What a person had typed by then, in that very frame too, is in the draft.
//!
//! The process is this file once more: a test runs it with the folder to work in, and one test works there and breaks.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code
)]

#[path = "support/child.rs"]
mod child;

use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use attune::cli::dev::generate::vignette;
use attune::edit::document::LONG;
use attune::edit::draft::{self, Draft};
use attune::ui::app::{App, World};
use attune::ui::command::Command;
use attune::ui::crash::{Rescue, report_into};
use attune::ui::studio::StudioCommand;
use attune::ui::studio::command::Beginning;
use attune::ui::studio::tabs::Tab;
use attune::ui::window::WindowApp as _;
use child::{Ran, itself, run_alone};
use egui::accesskit::{Action, Role};
use egui::{Event, Key, Modifiers};

const FOLDER: &str = "ATTUNE_TEST_BREAK_IN";
const HOW: &str = "ATTUNE_TEST_BREAK_BY";
/// The test that is run in a process of its own.
const CHILD: &str = "a_program_that_breaks_when_it_is_told_to";
const SMALL: &str = include_str!("vignettes/small.ron");

/// Told to break: while a number is drawn, or where a deed needs a seed.
static VIEW: AtomicBool = AtomicBool::new(false);
static DEED: AtomicBool = AtomicBool::new(false);

/// A frame at a time, with nothing around it that would catch what breaks.
struct Window {
    ctx: egui::Context,
    app: App,
    tree: Option<egui::accesskit::TreeUpdate>,
}

impl Window {
    fn open(data: PathBuf, file: &Path) -> Self {
        let ctx = egui::Context::default();
        ctx.enable_accesskit();
        let rescue = Rescue::default();
        report_into(data.clone(), rescue.clone(), || 1);
        let world = World {
            data_folder: Some(data),
            open: None,
            now_ms: || 1_790_000_000_000,
            minutes_ahead: |_| 0,
            seed: || {
                assert!(!DEED.load(Ordering::SeqCst), "no seed to be had");
                7
            },
        };
        let mut app = App::new(&ctx, world).rescued_by(rescue);
        app.wait_for_library();
        let mut window = Self { ctx, app, tree: None };
        window.ask(StudioCommand::Begin(Beginning::File(file.to_owned())));
        // A number is written somewhere in the forms: that breaks once it is told to.
        window.ctx.all_styles_mut(|style| {
            style.number_formatter = egui::style::NumberFormatter::new(|number, _| {
                assert!(!VIEW.load(Ordering::SeqCst), "no number can be written");
                format!("{number}")
            });
        });
        window.rest();
        window.request(Action::Click, |node| {
            node.supports_action(Action::Click)
                && node
                    .label()
                    .is_some_and(|label| label.contains("alliance at the start"))
        });
        window.rest();
        window
    }

    /// What a screen reader asks of the first thing that is meant.
    fn request(&mut self, action: Action, is_meant: impl Fn(&egui::accesskit::Node) -> bool) {
        let tree = self.tree.as_ref().unwrap();
        let found = tree.nodes.iter().find(|(_, node)| is_meant(node));
        let target_node = found.expect("it is on the screen").0;
        let request = egui::accesskit::ActionRequest {
            action,
            target_tree: egui::accesskit::TreeId::ROOT,
            target_node,
            data: None,
        };
        self.frame(vec![Event::AccessKitActionRequest(request)]);
        self.frame(Vec::new());
    }

    fn ask(&mut self, command: StudioCommand) {
        self.app.ask(Command::Studio(command), &self.ctx);
    }

    fn frame(&mut self, events: Vec<Event>) {
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 4000.0))),
            focused: true,
            events,
            ..egui::RawInput::default()
        };
        self.app.logic(&self.ctx);
        let mut output = self.ctx.run_ui(input, |ui| self.app.ui(ui));
        output.textures_delta.clear();
        self.tree = output.platform_output.accesskit_update.or(self.tree.take());
    }

    fn rest(&mut self) {
        for _ in 0..4 {
            self.frame(Vec::new());
            self.app.settle(&self.ctx);
        }
        self.frame(Vec::new());
    }

    /// Gives the keyboard to a field.
    fn go_to(&mut self, name: &str) {
        let tree = self.tree.clone().unwrap();
        let field = |role: Role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        let label = |id: &egui::accesskit::NodeId| {
            let node = &tree.nodes.iter().find(|(other, _)| other == id).unwrap().1;
            node.value().or(node.label()).unwrap_or_default().to_owned()
        };
        let is_meant = |node: &egui::accesskit::Node| {
            let own = node.label().is_some_and(|label| label.starts_with(name));
            field(node.role()) && (own || node.labelled_by().iter().any(|by| label(by).starts_with(name)))
        };
        self.request(Action::Focus, is_meant);
    }

    fn type_into(&mut self, name: &str, text: &str) {
        self.go_to(name);
        self.frame(vec![typed(text)]);
    }
}

fn typed(text: &str) -> Event {
    Event::Text(text.to_owned())
}

fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

/// Does nothing unless another test has started it for that.
#[test]
fn a_program_that_breaks_when_it_is_told_to() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = PathBuf::from(folder);
    let how = std::env::var(HOW).unwrap();
    // Never dropped: what is in the draft is what was there when it broke.
    let mut window = ManuallyDrop::new(Window::open(folder.join("data"), &folder.join("written.ron")));
    window.type_into("Title", "Before, ");
    window.rest();
    match how.as_str() {
        "a view" => {
            window.go_to("Title");
            VIEW.store(true, Ordering::SeqCst);
            window.frame(vec![typed("now ")]);
        }
        "a deed" => {
            // The key is heard first, so what was typed in the same frame comes after what breaks.
            window.go_to("Title");
            DEED.store(true, Ordering::SeqCst);
            window.frame(vec![key(Key::F5, Modifiers::NONE), typed("now ")]);
        }
        "the source" => {
            window.ask(StudioCommand::ShowTab(Tab::Source));
            window.rest();
            let text = window
                .app
                .studio()
                .text()
                .unwrap()
                .replacen("Before, ", "Before, now ", 1);
            VIEW.store(true, Ordering::SeqCst);
            window.ask(StudioCommand::Text(text));
            window.frame(Vec::new());
        }
        other => panic!("breaks by {other}?"),
    }
    println!("NOT BROKEN");
}

/// What is left of a file in which a title was typed when the program broke.
#[track_caller]
fn broken(text: &str, how: &str) -> Draft {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("written.ron");
    fs::write(&file, text).unwrap();
    let mut program = itself();
    program.env(FOLDER, folder.path()).env(HOW, how);
    let Ran { status, said } = run_alone(program, CHILD).unwrap();
    assert!(!status.success() && !said.contains("NOT BROKEN"), "{how}: {said}");
    assert!(
        said.contains("to be had") || said.contains("can be written"),
        "{how}: {said}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), text, "the file is as it was");
    let report = fs::read_to_string(folder.path().join("data/crash.txt")).unwrap();
    assert!(report.contains("broke at") && !report.contains("now"), "{report}");
    let left = draft::list(&folder.path().join("data"));
    assert_eq!(left.len(), 1, "{how}: {said}");
    left[0].draft.clone().unwrap()
}

#[track_caller]
fn check(text: &str, how: &str) {
    let draft = broken(text, how);
    let title = draft.title.clone();
    assert!(title.contains("Before, ") && title.contains("now "), "{how}: {title}");
    // Nothing but the title is another.
    let reading = attune::scenario::read::read(&draft.text);
    let was = attune::scenario::read::read(text).scenario.unwrap();
    let mut is = reading.scenario.unwrap();
    is.title.clone_from(&was.title);
    assert_eq!(is, was, "{how}");
}

#[test]
fn what_was_typed_in_the_frame_that_breaks_is_in_the_draft() {
    check(SMALL, "a view");
    check(SMALL, "a deed");
    check(SMALL, "the source");
}

#[test]
fn and_in_that_of_a_long_vignette_too() {
    let text = vignette(200, 3);
    assert!(text.len() >= LONG);
    check(&text, "a view");
    check(&text, "a deed");
}

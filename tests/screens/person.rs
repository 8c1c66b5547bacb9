//! A person at the program, as these tests meet it: they hear roles and names, press keys and click. No window, no clock, no disk but the
//! folder that they are given.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

use attune::ui::app::{App, Screen, World};
use attune::ui::command::Command;
use attune::ui::window::WindowApp as _;
use egui::accesskit::{Action, Role, Toggled};
use egui::{Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

/// The desk that most tests sit at.
pub const DESK: [f32; 2] = [1280.0, 800.0];
/// The smallest screen that must do.
pub const SMALL: [f32; 2] = [1024.0, 700.0];
/// kittest puts this margin around what it shows.
const MARGIN: f32 = 8.0;
/// More stops than any screen has.
const MOST_STOPS: usize = 400;

type Slot = Rc<RefCell<Option<App>>>;

/// What a screen reader says about a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    pub role: Role,
    pub name: String,
}

/// A person and the program in front of them.
pub struct Person {
    pub harness: Harness<'static, Slot>,
    slot: Slot,
    size: [f32; 2],
}

/// A world without a disk in which every session is the same.
pub fn world() -> World {
    World {
        data_folder: None,
        open: None,
        now_ms: || 1_790_000_000_000,
        minutes_ahead: |_| 0,
        seed: || 7,
    }
}

/// The same with a folder to keep things in.
pub fn world_in(folder: &Path) -> World {
    World {
        data_folder: Some(folder.to_owned()),
        ..world()
    }
}

/// The same with a folder of vignettes.
pub fn world_with(vignettes: PathBuf) -> World {
    World {
        open: Some(vignettes),
        ..world()
    }
}

impl Person {
    /// Sits down at the desk.
    pub fn new() -> Self {
        Self::at(DESK, world())
    }

    /// Sits down at a screen of this size.
    pub fn at(size: [f32; 2], world: World) -> Self {
        let slot = Slot::default();
        let filled = Rc::clone(&slot);
        let harness = Harness::builder()
            .with_size(egui::Vec2::from(size) + egui::Vec2::splat(2.0 * MARGIN))
            .with_theme(egui::Theme::Light)
            .with_max_steps(60)
            .with_context_setup(move |ctx| {
                let mut app = App::new(ctx, world);
                app.wait_for_library();
                *filled.borrow_mut() = Some(app);
            })
            .build_ui_state(
                |ui, slot: &mut Slot| {
                    let mut slot = slot.borrow_mut();
                    let app = slot.as_mut().unwrap();
                    app.logic(ui.ctx());
                    app.ui(ui);
                },
                Rc::clone(&slot),
            );
        let mut person = Self { harness, slot, size };
        person.settle();
        person
    }

    /// Does something with the program itself.
    pub fn app<R>(&self, act: impl FnOnce(&mut App) -> R) -> R {
        act(self.slot.borrow_mut().as_mut().unwrap())
    }

    pub fn screen(&self) -> Screen {
        self.app(|app| app.screen().clone())
    }

    /// Waits until nothing is read or kept any more, and the screen is at rest.
    pub fn settle(&mut self) {
        let ctx = self.harness.ctx.clone();
        // What was done is taken in first; what it began is waited for then.
        self.harness.step();
        self.app(App::wait_for_library);
        self.app(|app| app.settle(&ctx));
        self.harness.run();
    }

    /// Lets go of the keyboard, as a click beside everything does.
    pub fn let_go(&mut self) {
        let focused = self.harness.ctx.memory(|memory| memory.focused());
        if let Some(id) = focused {
            self.harness.ctx.memory_mut(|memory| memory.surrender_focus(id));
        }
        self.settle();
    }

    /// Shows frames until something is so. Frames are shown as fast as they can be; after twenty seconds it is not so.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(begun.elapsed() < Duration::from_secs(20), "{what}: never\n{self:?}");
            self.settle();
            std::thread::yield_now();
        }
    }

    /// Asks for something by command: only to get to where a test begins.
    pub fn ask(&mut self, command: Command) {
        let ctx = self.harness.ctx.clone();
        self.app(|app| app.ask(command, &ctx));
        self.settle();
    }

    pub fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }

    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Moves the keyboard to the next thing, or with Shift to the last one, and lets the page follow.
    pub fn tab(&mut self, modifiers: Modifiers) {
        self.harness.event(egui::Event::Key {
            key: Key::Tab,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        });
        self.harness.run_steps(5);
    }

    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        // A screen reads what was typed, and asks for what it needs, a frame after the field took it in.
        self.harness.step();
        self.settle();
    }

    /// Clicks what is said like this, after bringing it into view as a hand on a wheel would.
    #[track_caller]
    pub fn click(&mut self, role: Role, name: &str) {
        self.node(role, name).scroll_to_me();
        self.settle();
        self.node(role, name).click();
        self.settle();
        // The pointer leaves, so that no hover changes what follows.
        self.harness.event(egui::Event::PointerGone);
        self.settle();
    }

    /// The node with this role and name, or else the first whose name begins like this.
    #[track_caller]
    pub fn node(&self, role: Role, name: &str) -> Node<'_> {
        let found = self.nodes(role, name);
        let exact: Vec<_> = found.iter().filter(|node| heard(node).name == name).collect();
        assert!(
            exact.len() < 2,
            "{} are said like {role:?} “{name}”:\n{self:?}",
            exact.len()
        );
        let node = exact.first().copied().or(found.first());
        *node.unwrap_or_else(|| panic!("nothing is said like {role:?} “{name}”:\n{self:?}"))
    }

    /// All nodes with this role whose name begins like this.
    pub fn nodes(&self, role: Role, name: &str) -> Vec<Node<'_>> {
        let all = self.harness.root().children_recursive();
        all.filter(|node| node.accesskit_node().role() == role && heard(node).name.starts_with(name))
            .collect()
    }

    pub fn hears(&self, role: Role, name: &str) -> bool {
        !self.nodes(role, name).is_empty()
    }

    /// Whether some label says this.
    pub fn reads(&self, text: &str) -> bool {
        let labels = self.harness.query_all_by_label_contains(text);
        labels.count() > 0
    }

    /// What has the keyboard.
    pub fn focused(&self) -> Option<Heard> {
        self.focused_node().map(|node| heard(&node))
    }

    pub fn focused_node(&self) -> Option<Node<'_>> {
        let mut all = self.harness.root().children_recursive();
        all.find(|node| node.accesskit_node().is_focused() && is_interactive(node))
    }

    /// Presses Tab until this has the keyboard.
    #[track_caller]
    pub fn tab_to(&mut self, role: Role, name: &str) {
        for _ in 0..MOST_STOPS {
            self.tab(Modifiers::NONE);
            let focused = self.focused();
            if focused.is_some_and(|heard| heard.role == role && heard.name.starts_with(name)) {
                return;
            }
        }
        panic!("Tab never comes to {role:?} “{name}”:\n{self:?}");
    }

    /// Everything that the keyboard comes to with a key, from the first stop until one is met again.
    pub fn round_trip(&mut self, modifiers: Modifiers) -> Vec<(egui::accesskit::NodeId, Heard)> {
        let mut stops: Vec<(egui::accesskit::NodeId, Heard)> = Vec::new();
        for _ in 0..MOST_STOPS {
            self.tab(modifiers);
            let Some((id, heard)) = self
                .focused_node()
                .map(|node| (node.accesskit_node().locate().0, heard(&node)))
            else {
                continue;
            };
            if stops.iter().any(|(known, _)| *known == id) {
                return stops;
            }
            stops.push((id, heard));
        }
        panic!("the keyboard goes on and on: {stops:#?}");
    }

    /// Everything that can be acted on.
    pub fn interactive(&self) -> Vec<Node<'_>> {
        let all = self.harness.root().children_recursive();
        all.filter(is_interactive).collect()
    }

    /// The place of the program on the screen.
    pub fn window(&self) -> Rect {
        Rect::from_min_size(egui::pos2(MARGIN, MARGIN), self.size.into())
    }

    /// Shows frames until ten in a row ask for no other within `limit`. Panics if that never happens: something moves all the time.
    #[track_caller]
    pub fn comes_to_rest(&mut self, limit: Duration) {
        let mut still = 0;
        for _ in 0..400 {
            self.harness.step();
            let viewports = self.harness.output().viewport_output.values();
            let next = viewports.map(|viewport| viewport.repaint_delay).min();
            still = if next.is_none_or(|delay| delay >= limit) {
                still + 1
            } else {
                0
            };
            if still == 10 {
                return;
            }
        }
        panic!(
            "{:?} never comes to rest: {:?}",
            self.screen(),
            self.harness.ctx.repaint_causes()
        );
    }
}

/// Whether a person can act on a node. Scroll bars are egui's own: the keyboard passes them by, and what it comes to is brought into view.
pub fn is_interactive(node: &Node<'_>) -> bool {
    let node = node.accesskit_node();
    let data = node.data();
    !node.is_hidden()
        && !node.is_disabled()
        && node.role() != Role::ScrollBar
        && (data.supports_action(Action::Click) || data.supports_action(Action::Focus))
}

/// What a screen reader says about a node.
pub fn heard(node: &Node<'_>) -> Heard {
    let node = node.accesskit_node();
    let name = if node.role() == Role::Label {
        node.value()
    } else {
        node.label()
    };
    Heard {
        role: node.role(),
        name: name.unwrap_or_default(),
    }
}

/// Whether a node is ticked or chosen.
pub fn is_on(node: &Node<'_>) -> bool {
    let node = node.accesskit_node();
    node.toggled() == Some(Toggled::True) || node.is_selected() == Some(true)
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{:?}", self.screen())?;
        for node in self.harness.root().children_recursive() {
            let Heard { role, name } = heard(&node);
            if !name.is_empty() {
                writeln!(
                    f,
                    "  {role:?} “{name}”{}",
                    if node.is_focused() { " (keyboard)" } else { "" }
                )?;
            }
        }
        Ok(())
    }
}

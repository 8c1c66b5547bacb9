//! Where the keyboard goes: what it has come to is brought into view, since egui moves the focus and leaves the page where it is; and it
//! begins where somebody is rather than at the top of the window. Knows no screen.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::text_edit::TextEditState;
use egui::{Context, Event, FocusDirection, Id, Key, Popup, Ui};

/// Looks at where the keyboard is. Call once at the start of each frame: what has just got the keyboard and is not wholly in sight is
/// scrolled to in this frame.
pub fn follow_focus(ctx: &Context) {
    let key = Id::unique("last-focus");
    let focused = ctx.memory(|memory| memory.focused());
    let last = ctx.data(|data| data.get_temp::<Option<Id>>(key)).flatten();
    if focused == last {
        return;
    }
    ctx.data_mut(|data| data.insert_temp(key, focused));
    let hidden = |id: &Id| {
        let response = ctx.read_response(*id);
        response.is_some_and(|response| !response.interact_rect.expand(1.0).contains_rect(response.rect))
    };
    let Some(id) = focused.filter(hidden) else { return };
    // The way in which a screen reader asks for the same.
    let request = ActionRequest {
        action: Action::ScrollIntoView,
        target_node: id.accesskit_id(),
        target_tree: TreeId::ROOT,
        data: None,
    };
    ctx.input_mut(|input| input.events.push(Event::AccessKitActionRequest(request)));
    ctx.request_repaint();
}

/// What has the keyboard while no list and no menu is open, and whether one is.
#[derive(Clone, Copy, Default)]
struct Opener {
    id: Option<Id>,
    open: bool,
}

/// Gives the keyboard back to what has opened a list or a menu, once that is closed by a key. Call after everything was drawn.
pub fn come_back(ctx: &Context) {
    let key = Id::unique("opener");
    let focused = ctx.memory(|memory| memory.focused());
    let open = Popup::is_any_open(ctx);
    let before = ctx.data(|data| data.get_temp::<Opener>(key)).unwrap_or_default();
    let id = if open && before.open { before.id } else { focused };
    ctx.data_mut(|data| data.insert_temp(key, Opener { id, open }));
    let by_key = || {
        ctx.input(|input| {
            [Key::Escape, Key::Enter, Key::Space]
                .iter()
                .any(|key| input.key_pressed(*key))
        })
    };
    if let Some(opener) = before.id.filter(|_| before.open && !open && by_key()) {
        ctx.memory_mut(|memory| memory.request_focus(opener));
    }
}

/// Whether Escape has something nearer to do than to lead back: a list or a menu is open, or something is being typed. Call before anything is
/// drawn: by then egui has taken the keyboard from what had it.
pub fn keeps_escape(ctx: &Context) -> bool {
    let before = ctx.data(|data| data.get_temp::<Opener>(Id::unique("opener")));
    let typed_in = before.and_then(|before| before.id);
    Popup::is_any_open(ctx) || typed_in.is_some_and(|id| TextEditState::load(ctx, id).is_some())
}

/// Keeps Tab from beginning at the top of the window, if it begins anywhere now. Call before anything is drawn, and [`begin_here`] where it
/// should begin.
pub fn hold_back(ctx: &Context) -> bool {
    let nowhere = ctx.memory(|memory| memory.focused().is_none());
    let begins = nowhere && ctx.input(|input| input.key_pressed(Key::Tab) && !input.modifiers.shift);
    if begins {
        ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    begins
}

/// Gives the keyboard, if nothing has it, to the next thing that is drawn.
pub fn begin_here(ui: &Ui) {
    ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
}

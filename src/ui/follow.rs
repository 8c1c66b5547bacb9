//! Where the keyboard goes: what it has come to is brought into view, since egui moves the focus and leaves the page where it is; and it
//! begins where somebody is rather than at the top of the window. Knows no screen.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, Event, FocusDirection, Id, Key, Ui};

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

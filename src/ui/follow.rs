//! Brings what the keyboard has come to into view: egui moves the focus and leaves the page where it is. Knows no screen.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, Event, Id};

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

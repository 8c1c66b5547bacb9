//! Draws the list: which time, a page of it with boxes to tick, and what can be done with those that are ticked.

use egui::{Margin, Panel, Role, TextEdit, Ui, WidgetInfo};

use super::Selection;
use super::data::{AttemptsData, AttemptsState, HINT, Line, Time};
use crate::report::account::words::thousands;
use crate::report::moment::Zone;
use crate::ui::command::Command;
use crate::ui::page::{READ, lead, page};
use crate::ui::progress::words::so_many;
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::{button_row, link_button, page_title, primary_button, quiet_button, segments};

/// Shows the screen. Without data, it is still being read. `now`: milliseconds since 1970, and what the clocks here make of them.
pub fn attempts_ui(
    ui: &mut Ui,
    data: Option<&AttemptsData>,
    now: (i64, Zone),
    state: &mut AttemptsState,
    commands: &mut Vec<Command>,
) {
    let wanted = state.listing(now.0, now.1);
    if data.is_none_or(|data| data.listing != wanted) {
        commands.push(Command::ListAttempts(wanted));
    }
    if let Some(data) = data {
        take_ui(ui, data, state, commands);
    }
    page(ui, "attempts", READ, |ui| {
        if link_button(ui, "Back").clicked() {
            commands.push(Command::Back);
        }
        page_title(ui, "Your attempts");
        let Some(data) = data else {
            return lead(ui, "One moment: they are being read.");
        };
        lead(ui, &data.lead);
        ui.add_space(space::S);
        time_ui(ui, state);
        // After months of rounds a session would not be found among them.
        if ui.checkbox(&mut state.whole, "Without single moments").changed() {
            state.skip = 0;
        }
        ui.add_space(space::S);
        for line in &data.lines {
            ui.push_id(line.id.0, |ui| line_ui(ui, line, state, commands));
            ui.add_space(space::S);
        }
        pages_ui(ui, data, state);
    });
}

fn time_ui(ui: &mut Ui, state: &mut AttemptsState) {
    if let Some(time) = segments(ui, &Time::ALL, state.time) {
        state.time = time;
        state.skip = 0;
    }
    if state.time != Time::Between {
        return;
    }
    let before = (state.from.clone(), state.until.clone());
    ui.horizontal_wrapped(|ui| {
        day_ui(ui, &mut state.from, "From", "First day, such as 2026-09-21");
        day_ui(ui, &mut state.until, "to", "Last day, such as 2026-09-21");
    });
    if before != (state.from.clone(), state.until.clone()) {
        state.skip = 0;
    }
    if let Some(problem) = state.problem() {
        ui.label(prose(ui, problem).color(palette(ui).warning));
    }
}

fn day_ui(ui: &mut Ui, text: &mut String, label: &str, spoken: &str) {
    ui.label(label);
    let field = TextEdit::singleline(text)
        .hint_text("2026-09-21")
        .desired_width(TextRole::Body.size(ui) * 8.0)
        .margin(egui::vec2(12.0, 8.0));
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, spoken));
}

fn line_ui(ui: &mut Ui, line: &Line, state: &mut AttemptsState, commands: &mut Vec<Command>) {
    // What is known of an attempt stands near its title, and farther from the next one's.
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut ticked = state.chosen.contains(&line.id);
    let tick = ui.checkbox(&mut ticked, strong(line.title.as_str()));
    tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, ticked, format!("Choose {}", line.spoken)));
    if tick.clicked() {
        if ticked {
            state.chosen.insert(line.id);
        } else {
            state.chosen.remove(&line.id);
        }
    }
    let under_title = ui.spacing().icon_width + ui.spacing().icon_spacing;
    ui.horizontal_top(|ui| {
        ui.add_space(under_title);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            button_row(ui, |ui| about_ui(ui, line, state, commands));
        });
    });
}

/// So many times the size of its text is kept for when and how an attempt was played,
const ABOUT: f32 = 31.0;
/// and so many for the buttons beside it.
const BUTTONS: f32 = 18.0;

/// When and how it was played, and what can be done with it.
fn about_ui(ui: &mut Ui, line: &Line, state: &mut AttemptsState, commands: &mut Vec<Command>) {
    let ink = palette(ui).ink_soft;
    let about = ui.label(TextRole::Small.text(line.about.as_str()).color(ink));
    // The buttons of all lines stand under each other, where there is room for that.
    let missing = TextRole::Small.size(ui) * ABOUT - about.rect.width();
    if missing > 0.0 && ui.available_size_before_wrap().x > missing + TextRole::Body.size(ui) * BUTTONS {
        ui.add_space(missing);
    }
    if state.deleting == Some(line.id) {
        if quiet_button(ui, "Keep it").clicked() {
            state.deleting = None;
        }
        if quiet_button(ui, "Delete this attempt").clicked() {
            state.deleting = None;
            state.chosen.remove(&line.id);
            commands.push(Command::DeleteAttempt(line.id));
        }
        return;
    }
    if named(ui, "Look back", &format!("Look back at {}", line.spoken)) {
        commands.push(Command::LookBack(line.id, 0));
    }
    if named(ui, "Delete…", &format!("Delete {}…", line.spoken)) {
        state.deleting = Some(line.id);
    }
}

/// A button that is heard by a longer name than it shows.
fn named(ui: &mut Ui, label: &str, spoken: &str) -> bool {
    let button = quiet_button(ui, label);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken));
    button.clicked()
}

fn pages_ui(ui: &mut Ui, data: &AttemptsData, state: &mut AttemptsState) {
    if data.lines.is_empty() && data.total > 0 {
        // The last one of the last page was deleted.
        state.skip = data.oldest();
    }
    let Some(place) = &data.place else { return };
    let step = u64::from(data.listing.most);
    ui.add_space(space::S);
    button_row(ui, |ui| {
        let ink = palette(ui).ink_soft;
        ui.label(TextRole::Body.text(place.as_str()).color(ink));
        if data.has_newer() {
            if quiet_button(ui, "Newer").clicked() {
                state.skip = state.skip.saturating_sub(step);
            }
            if quiet_button(ui, "The latest").clicked() {
                state.skip = 0;
            }
        }
        if data.has_older() {
            if quiet_button(ui, "Older").clicked() {
                state.skip += step;
            }
            if quiet_button(ui, "The oldest").clicked() {
                state.skip = data.oldest();
            }
        }
    });
}

/// What can be done with those that are ticked: always in view.
fn take_ui(ui: &mut Ui, data: &AttemptsData, state: &mut AttemptsState, commands: &mut Vec<Command>) {
    if data.total == 0 && state.chosen.is_empty() {
        return;
    }
    let fill = palette(ui).surface;
    let frame = egui::Frame::new().fill(fill).inner_margin(Margin::symmetric(0, 12));
    Panel::bottom("attempts-take").frame(frame).show(ui, |ui| {
        let side = ((ui.available_width() - READ) / 2.0).max(space::XL);
        ui.horizontal_top(|ui| {
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_width((ui.available_width() - side).min(READ));
                button_row(ui, |ui| {
                    let count = state.chosen.len();
                    if count > 0 {
                        let label = if count == 1 {
                            "Export the one chosen…".to_owned()
                        } else {
                            format!("Export the {} chosen…", thousands(count as u64))
                        };
                        if primary_button(ui, &label).clicked() {
                            let these = state.chosen.iter().copied().collect();
                            commands.push(Command::ExportAttempts(Selection::These(these)));
                        }
                        if link_button(ui, "Choose none").clicked() {
                            state.chosen.clear();
                        }
                    } else {
                        let ink = palette(ui).ink_soft;
                        ui.label(TextRole::Body.text(HINT).color(ink));
                    }
                    if data.total > 0 {
                        let all = so_many(data.total, "attempt", "attempts");
                        let label = if data.total == 1 {
                            "Export the one listed…".to_owned()
                        } else {
                            format!("Export all {all} listed…")
                        };
                        if quiet_button(ui, &label).clicked() {
                            commands.push(Command::ExportAttempts(Selection::Span(data.listing.span)));
                        }
                    }
                });
            });
        });
    });
}

//! Draws the export screen.

use std::path::PathBuf;

use egui::scroll_area::ScrollBarVisibility;
use egui::{FontFamily, Margin, Panel, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::data::{Ask, ExportData, ExportState, What, holds, outcome};
use super::worker::Written;
use crate::report::format::Format;
use crate::report::paper::Paper;
use crate::ui::command::Command;
use crate::ui::page::{READ, WIDE, lead, page};
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::{
    card_button, link_button, page_title, primary_button, quiet_button, section_heading, segments,
};

/// Height of the preview, in lines.
const PREVIEW: f32 = 12.0;
/// What stands below a preview beside the choices, in points: its own edge, the page's end and the line that saves.
const BELOW_PREVIEW: f32 = 200.0;

/// Shows the screen.
pub fn export_ui(ui: &mut Ui, data: &ExportData<'_>, state: &mut ExportState, commands: &mut Vec<Command>) {
    let ask = state.ask();
    if data.preview.is_none_or(|(shown, _)| *shown != ask) {
        commands.push(Command::PreviewExport(ask.clone()));
    }
    save_ui(ui, data, state, &ask, commands);
    page(ui, "export", page_width(ui), |ui| {
        let back = if data.is_listed {
            "Back to your attempts"
        } else {
            "Back to the debrief"
        };
        if link_button(ui, back).clicked() {
            commands.push(Command::Back);
        }
        page_title(ui, "Take it with you");
        lead(ui, &data.what.sentence());
        ui.add_space(space::M);
        if ui.available_width() < side_by_side(ui) {
            choices(ui, data, state);
            ui.add_space(space::M);
            preview(ui, data, TextRole::Small.size(ui) * 1.5 * PREVIEW);
        } else {
            let height = (ui.ctx().content_rect().bottom() - ui.cursor().top()).max(0.0);
            ui.spacing_mut().item_spacing.x = space::XL;
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                choices(left, data, state);
                preview(right, data, (height - BELOW_PREVIEW).max(240.0));
            });
        }
    });
}

/// Least width at which the preview stands beside the choices, in points.
fn side_by_side(ui: &Ui) -> f32 {
    TextRole::Body.size(ui) * 60.0
}

/// Wide enough for both if the window is, else that of a page to read.
fn page_width(ui: &Ui) -> f32 {
    let margins = 2.0 * space::XL;
    if ui.available_width() - margins < side_by_side(ui) {
        READ
    } else {
        WIDE
    }
}

/// What is chosen, and what follows from it.
fn choices(ui: &mut Ui, data: &ExportData<'_>, state: &mut ExportState) {
    ui.spacing_mut().item_spacing.x = space::S;
    section_heading(ui, "What would you like?");
    formats(ui, state);
    ui.add_space(space::M);
    section_heading(ui, "What may be in it?");
    ticks(ui, data, state);
    ui.add_space(space::M);
    section_heading(ui, "What will leave");
    leaves(ui, &state.ask(), data.what);
}

fn formats(ui: &mut Ui, state: &mut ExportState) {
    for format in Format::ALL {
        let (name, purpose) = (format.name(), format.purpose());
        let chosen = state.format == format;
        let card = card_button(ui, ("format", name), &format!("{name}: {purpose}"), chosen, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                ui.label(strong(name));
                let ink = palette(ui).ink_soft;
                ui.label(TextRole::Body.text(purpose).color(ink));
            });
        });
        if card.response.clicked() {
            state.take_format(format);
        }
    }
    if state.format == Format::Pdf {
        ui.horizontal_wrapped(|ui| {
            let ink = palette(ui).ink_soft;
            ui.label(TextRole::Body.text("On paper of the size").color(ink));
            let sizes = Paper::ALL.map(|paper| (paper, paper.name()));
            if let Some(paper) = segments(ui, &sizes, state.paper) {
                state.paper = paper;
            }
        });
    }
}

fn ticks(ui: &mut Ui, data: &ExportData<'_>, state: &mut ExportState) {
    ui.checkbox(&mut state.with_name, "My name");
    if state.with_name {
        ui.horizontal(|ui| {
            ui.add_space(space::L);
            let field = TextEdit::singleline(&mut state.name)
                .hint_text("As it should stand in the report")
                .desired_width(320.0)
                .margin(egui::vec2(12.0, 8.0));
            let field = ui.add(field);
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Your name in the report"));
        });
    }
    if data.what.has_drafts() {
        ui.checkbox(&mut state.drafts, "The words that I typed before I saw any answer");
    } else {
        let ink = palette(ui).ink_soft;
        ui.label(prose(ui, "You typed no words of your own in this session.").color(ink));
    }
}

fn leaves(ui: &mut Ui, ask: &Ask, what: &What) {
    let holds = holds(ask, what);
    let ink = palette(ui).ink_soft;
    list(ui, "Leaves", &holds.leaves, None);
    ui.add_space(space::S);
    list(ui, "Stays here", &holds.stays, Some(ink));
}

fn list(ui: &mut Ui, heading: &str, lines: &[String], ink: Option<egui::Color32>) {
    let ink = ink.unwrap_or(palette(ui).ink);
    ui.label(TextRole::Small.text(heading).color(palette(ui).ink_faint));
    for line in lines {
        ui.horizontal_top(|ui| {
            ui.label(TextRole::Body.text("–").color(palette(ui).ink_faint));
            // Beside the preview there is no room to run on.
            let text = prose(ui, line.as_str()).color(ink);
            ui.add(egui::Label::new(text).wrap());
        });
    }
}

/// The first lines, as they will be written.
fn preview(ui: &mut Ui, data: &ExportData<'_>, height: f32) {
    let Some((ask, lines)) = data.preview else { return };
    let typeset = ask.format.is_document();
    let caption = data.what.caption(ask.format);
    section_heading(ui, "A look at it");
    ui.label(TextRole::Small.text(caption).color(palette(ui).ink_faint));
    ui.add_space(space::XS);
    let text = lines.join("\n");
    let size = TextRole::Small.size(ui);
    let p = palette(ui);
    let frame = egui::Frame::new()
        .fill(p.surface_sunken)
        .corner_radius(space::RADIUS)
        .inner_margin(Margin::symmetric(16, 12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let scroll = if typeset {
            ScrollArea::vertical()
        } else {
            ScrollArea::both()
        };
        // A bar of what lies below the window would be drawn at the window's edge, over something else.
        let begins_in_view = ui.cursor().top() < ui.clip_rect().bottom();
        let scroll = scroll
            .id_salt("preview")
            .scroll_bar_visibility(if begins_in_view {
                ScrollBarVisibility::VisibleWhenNeeded
            } else {
                ScrollBarVisibility::AlwaysHidden
            })
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true]);
        scroll.show(ui, |ui| {
            let text = egui::RichText::new(text).size(size).color(p.ink_soft);
            let text = if typeset {
                text
            } else {
                text.family(FontFamily::Monospace)
            };
            let label = egui::Label::new(text);
            if !typeset {
                ui.add(label.extend());
                return;
            }
            // Beside the bar, and not stretched to the column as what stands in columns is.
            let width = (ui.available_width() - space::M).max(0.0);
            let layout = egui::Layout::top_down(egui::Align::Min);
            ui.allocate_ui_with_layout(egui::vec2(width, 0.0), layout, |ui| {
                ui.set_max_width(width);
                ui.add(label.wrap());
            });
        });
    });
}

/// Where to, and the button that writes: always in view.
fn save_ui(ui: &mut Ui, data: &ExportData<'_>, state: &mut ExportState, ask: &Ask, commands: &mut Vec<Command>) {
    let fill = palette(ui).surface;
    let frame = egui::Frame::new().fill(fill).inner_margin(Margin::symmetric(0, 12));
    Panel::bottom("export-save").frame(frame).show(ui, |ui| {
        let page_width = page_width(ui);
        let side = ((ui.available_width() - page_width) / 2.0).max(space::XL);
        ui.horizontal_top(|ui| {
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_width((ui.available_width() - side).min(page_width));
                outcome_ui(ui, data, ask, commands);
                ui.horizontal_wrapped(|ui| {
                    let field = TextEdit::singleline(&mut state.path)
                        .hint_text("Path of the file")
                        .margin(egui::vec2(12.0, 8.0));
                    // Where the buttons leave no room to read a path, it has a line of its own.
                    let beside = ui.available_width() - TextRole::Body.size(ui) * 19.0;
                    let width = if beside < 240.0 {
                        ui.available_width()
                    } else {
                        beside.min(460.0)
                    };
                    let field = ui.add(field.desired_width(width));
                    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Path of the file"));
                    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                    if quiet_button(ui, "Choose a place…").clicked() {
                        commands.push(Command::ChooseExportPath);
                    }
                    let ready = !state.path.trim().is_empty() && data.progress.is_none();
                    let save = ui.add_enabled_ui(ready, |ui| primary_button(ui, "Save the report"));
                    if ready && (save.inner.clicked() || entered) {
                        commands.push(Command::SaveExport(ask.clone(), path(state), false));
                    }
                });
            });
        });
    });
}

fn path(state: &ExportState) -> PathBuf {
    PathBuf::from(state.path.trim())
}

/// What came of the last try, told aloud as well.
fn outcome_ui(ui: &mut Ui, data: &ExportData<'_>, ask: &Ask, commands: &mut Vec<Command>) {
    if let Some((done, of)) = data.progress {
        return progress_ui(ui, done, of, commands);
    }
    let Some(written) = data.written else { return };
    let p = palette(ui);
    let (text, well) = outcome(written);
    let ink = if well { p.calm } else { p.warning };
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(prose(ui, text).color(ink));
        ui.ctx()
            .accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
        if let Written::Taken(path) = written
            && quiet_button(ui, "Replace it").clicked()
        {
            commands.push(Command::SaveExport(ask.clone(), path.clone(), true));
        }
    });
    ui.add_space(space::XS);
}

/// How far the file is, with a way to give it up.
fn progress_ui(ui: &mut Ui, done: usize, of: usize, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        let text = if of > 0 && done >= of {
            "Setting it down …".to_owned()
        } else {
            format!("Writing {done} of {of} …")
        };
        // Counts are far below where a float loses ones.
        #[allow(clippy::cast_precision_loss)]
        let share = done as f32 / of.max(1) as f32;
        let width = (ui.available_width() - TextRole::Body.size(ui) * 8.0).clamp(120.0, 460.0);
        let bar = egui::ProgressBar::new(share).desired_width(width).text(text.as_str());
        ui.add(bar);
        if quiet_button(ui, "Stop").clicked() {
            commands.push(Command::StopExport);
        }
    });
    ui.add_space(space::XS);
}

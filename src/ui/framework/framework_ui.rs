//! Draws the framework's screen: the list on the left, one row on the right.

use egui::{RichText, ScrollArea, TextEdit, Ui};

use super::data::{GroupData, RowData};
use crate::framework::id::RowId;
use crate::ui::command::Command;
use crate::ui::page::{inset, scroll_keys};
use crate::ui::theme::{TextRole, palette, prose, space, speech, strong};
use crate::ui::widgets::{chip, link_button, page_title, quiet_button, section_heading};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct FrameworkState {
    /// What is searched for.
    pub search: String,
    /// The row that is shown.
    pub row: Option<RowId>,
    /// Whether the search field should take the keyboard.
    pub focus_search: bool,
}

/// Shows the screen. `credit` names the source.
pub fn framework_ui(
    ui: &mut Ui,
    groups: &[GroupData<'_>],
    row: Option<&RowData<'_>>,
    credit: &str,
    state: &mut FrameworkState,
    commands: &mut Vec<Command>,
) {
    let list_width = (ui.available_width() * 0.36).clamp(280.0, 420.0);
    let list = egui::Panel::left("framework-list")
        .exact_size(list_width)
        .resizable(false);
    let fill = palette(ui).surface_sunken;
    let frame = egui::Frame::new().fill(fill).inner_margin(egui::Margin::same(16));
    list.frame(frame)
        .show_separator_line(false)
        .show(ui, |ui| list_ui(ui, groups, state, commands));
    ScrollArea::vertical()
        .id_salt(("framework-row", row.map(|data| &data.row.id)))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let width = TextRole::Body.line_width(ui) + 2.0 * space::XL;
            crate::ui::page::column(ui, width, |ui| match row {
                Some(row) => row_ui(ui, row, commands),
                None => welcome(ui, credit, commands),
            });
            scroll_keys(ui);
        });
}

fn list_ui(ui: &mut Ui, groups: &[GroupData<'_>], state: &mut FrameworkState, commands: &mut Vec<Command>) {
    let field = TextEdit::singleline(&mut state.search).hint_text("Search abilities and factors");
    let response = ui.add(field.desired_width(f32::INFINITY).margin(egui::vec2(12.0, 8.0)));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Search abilities and factors"));
    if std::mem::take(&mut state.focus_search) {
        response.request_focus();
    }
    ui.add_space(space::S);
    ScrollArea::vertical()
        .id_salt("framework-list")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            if groups.is_empty() {
                ui.label(
                    RichText::new("Nothing has all of these words. Try fewer, or one of them.")
                        .color(palette(ui).ink_soft),
                );
            }
            for group in groups {
                ui.add_space(space::S);
                ui.label(TextRole::Small.text(group.label).color(palette(ui).ink_faint));
                for item in &group.rows {
                    let selected = state.row.as_ref() == Some(&item.row.id);
                    // A row can be pressed along its whole length.
                    let whole = egui::Layout::top_down_justified(egui::Align::Min);
                    let label = ui.with_layout(whole, |ui| ui.selectable_label(selected, item.row.label.as_str()));
                    if label.inner.clicked() {
                        commands.push(Command::ShowRow(item.row.id.clone()));
                    }
                }
            }
        });
}

fn coverage_button(ui: &mut Ui, commands: &mut Vec<Command>) {
    if let Some(offer) = Command::ShowCoverage.offer()
        && link_button(ui, offer.label).on_hover_text(offer.tooltip).clicked()
    {
        commands.push(Command::ShowCoverage);
    }
}

fn welcome(ui: &mut Ui, credit: &str, commands: &mut Vec<Command>) {
    page_title(ui, "What is trained here");
    crate::ui::page::lead(
        ui,
        "Thirty-nine things that a practitioner can know or do about the working alliance.",
    );
    ui.add_space(space::M);
    let text = "Choose one on the left: what it means, what it sounds like when it goes well, what it sounds like when it is \
                missed, and which vignettes let you practise it.";
    ui.label(prose(ui, text));
    ui.add_space(space::M);
    coverage_button(ui, commands);
    ui.add_space(space::L);
    ui.label(TextRole::Small.text(credit).color(palette(ui).ink_faint));
}

fn row_ui(ui: &mut Ui, data: &RowData<'_>, commands: &mut Vec<Command>) {
    let p = palette(ui);
    ui.label(
        TextRole::Small
            .text(format!("{} · {}", data.kind, data.group))
            .color(p.ink_faint),
    );
    page_title(ui, &data.row.label);
    ui.label(prose(ui, data.row.text.as_str()));
    example(ui, "When it goes well", &data.row.good);
    example(ui, "When it is missed", &data.row.weak);
    if !data.strategies.is_empty() {
        ui.add_space(space::M);
        section_heading(ui, "Strategies of repair that draw on it");
        for strategy in &data.strategies {
            line(ui, &strategy.label, &strategy.text);
        }
    }
    if !data.markers.is_empty() {
        ui.add_space(space::M);
        section_heading(ui, "Signs that call for it");
        for marker in &data.markers {
            line(ui, &marker.label, &marker.text);
        }
    }
    ui.add_space(space::M);
    section_heading(ui, "Where to practise it");
    coverage_button(ui, commands);
    if data.vignettes.is_empty() {
        ui.label(RichText::new("No vignette in your library exercises it yet.").color(p.ink_soft));
    }
    for (origin, title, times) in &data.vignettes {
        ui.horizontal_wrapped(|ui| {
            if quiet_button(ui, title).clicked() {
                commands.push(Command::OpenBriefing((*origin).clone()));
            }
            chip(
                ui,
                &if *times == 1 {
                    "1 place".to_owned()
                } else {
                    format!("{times} places")
                },
            );
        });
    }
}

fn example(ui: &mut Ui, heading: &str, text: &str) {
    ui.add_space(space::M);
    section_heading(ui, heading);
    inset(ui, |ui| {
        ui.label(speech(ui, text));
    });
}

fn line(ui: &mut Ui, label: &str, text: &str) {
    ui.add_space(space::XS);
    ui.label(strong(label));
    let ink = palette(ui).ink_soft;
    ui.label(prose(ui, text).color(ink));
}

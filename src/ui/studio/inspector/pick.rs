//! Picking one or several of many: rows of the framework, markers, pulls, targets. Closed it shows what is picked; open it is a search
//! field over what there is.

use egui::{Key, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::field::{capital, caption, found_ui, named_button};
use super::form::Form;
use crate::framework::id::RowId;
use crate::framework::model::{Framework, RowKind};
use crate::scenario::diagnostic::Pointer;
use crate::ui::theme::{TextRole, palette};
use crate::ui::widgets::{link_button, quiet_button};

/// Something that can be picked.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// Its id in the file.
    pub id: &'a str,
    /// What it is called.
    pub label: &'a str,
    /// What it means.
    pub text: &'a str,
}

/// Most choices that are listed at once; the search narrows them.
const MOST: usize = 40;

/// The open list: a search field, and what fits. Returns what was picked. Escape closes it.
pub fn search_list<'a>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    label: &str,
    choices: impl Iterator<Item = Choice<'a>>,
) -> Option<&'a str> {
    let p = palette(ui);
    let name = format!("Search {label}");
    let mut picked = None;
    let frame = egui::Frame::new()
        .fill(p.surface_sunken)
        .corner_radius(8)
        .inner_margin(8);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let edit = TextEdit::singleline(&mut form.state.search).hint_text("Type to narrow the list");
        let field = ui.add(edit.desired_width(f32::INFINITY).margin(egui::vec2(10.0, 6.0)));
        ui.accesskit_node_builder(field.id, |node| node.set_label(name.as_str()));
        if std::mem::take(&mut form.state.focus_search) {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let query = form.state.search.to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let fits = |choice: &Choice<'_>| {
            let all = format!("{} {} {}", choice.label, choice.id, choice.text).to_lowercase();
            words.iter().all(|word| all.contains(word))
        };
        // What is called so comes before what only speaks of it.
        let called = |choice: &Choice<'_>| {
            let name = format!("{} {}", choice.label, choice.id).to_lowercase();
            words.iter().all(|word| name.contains(word))
        };
        let (mut found, others): (Vec<Choice<'a>>, Vec<Choice<'a>>) = choices.filter(fits).partition(called);
        found.extend(others);
        found.truncate(MOST);
        if entered && let Some(first) = found.first() {
            picked = Some(first.id);
        }
        ScrollArea::vertical().id_salt(&name).max_height(180.0).show(ui, |ui| {
            for (number, choice) in found.iter().enumerate() {
                ui.horizontal_wrapped(|ui| {
                    let button = quiet_button(ui, choice.label);
                    if button.on_hover_text(choice.text).clicked() {
                        picked = Some(choice.id);
                    }
                    if number == 0 && !words.is_empty() {
                        ui.label(TextRole::Small.text("Enter takes it").color(p.ink_faint));
                    }
                });
            }
            if found.is_empty() {
                ui.label(TextRole::Small.text("Nothing is called that.").color(p.ink_faint));
            }
        });
    });
    let escaped = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    if escaped || picked.is_some() {
        form.close_list();
    }
    picked
}

/// One of many, or none where it may be left out. Returns what was picked: `Some("")` for none.
pub fn pick_one<'a>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    (label, shown, optional): (&str, &str, bool),
    choices: impl Iterator<Item = Choice<'a>>,
) -> Option<&'a str> {
    form.offer(at);
    let mut picked = None;
    ui.horizontal_wrapped(|ui| {
        caption(ui, label);
        let text = if shown.is_empty() { "None" } else { shown };
        let spoken = format!("{label}: {text}. Change");
        let button = ui.add(egui::Button::new(text).truncate());
        button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
        form.come_back(at, &button);
        if button.on_hover_text("Choose another").clicked() {
            form.toggle(at);
        }
        if optional && !shown.is_empty() && named_button(ui, "Clear", &format!("Clear {label}")).clicked() {
            picked = Some("");
        }
    });
    if form.is_open(at) {
        picked = search_list(ui, form, label, choices).or(picked);
    }
    found_ui(ui, form, at);
    picked
}

/// An id of the framework that may be left out: a factor, a strategy, a pull.
pub fn pick_field<'a>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    (label, value): (&str, Option<&str>),
    choices: impl Iterator<Item = Choice<'a>> + Clone,
) {
    let known = value.map(|id| {
        let mut all = choices.clone();
        all.find(|choice| choice.id == id).map_or(id, |choice| choice.label)
    });
    let shown = known.unwrap_or_default();
    let picked = pick_one(ui, form, at, (label, shown, true), choices);
    if let Some(id) = picked {
        let what = format!("“{label}”");
        form.set_or_remove(at.clone(), what, Some(&id).filter(|id| !id.is_empty()));
    }
}

/// Several rows of the framework, the most important first.
pub fn rows_field(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    (label, hint): (&str, &str),
    values: &[RowId],
    kinds: &[RowKind],
) {
    form.offer(at);
    let framework = form.framework;
    caption(ui, &capital(label)).on_hover_text(hint);
    let mut list: Option<Vec<RowId>> = None;
    for (number, row) in values.iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            let name = framework.row_label(row.as_str());
            let text = framework.row(row.as_str()).map_or("", |row| row.text.as_str());
            // Names in a column of one width, so that the buttons stand under each other.
            let width = (ui.available_width() * 0.55).min(TextRole::Body.size(ui) * 18.0);
            let height = ui.spacing().interact_size.y;
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(egui::vec2(width, height), layout, |ui| {
                ui.set_min_width(width);
                ui.label(name).on_hover_text(text);
            });
            if named_button(ui, "Remove", &format!("Remove {name} from {label}")).clicked() {
                list = Some(without(values, number));
            }
            if number > 0 && named_button(ui, "↑", &format!("Put {name} earlier in {label}")).clicked() {
                let mut swapped = values.to_vec();
                swapped.swap(number, number - 1);
                list = Some(swapped);
            }
        });
    }
    let add = link_button(ui, &format!("Add to {label}"));
    form.come_back(at, &add);
    if add.clicked() {
        form.toggle(at);
    }
    if form.is_open(at) {
        let rows = rows_of(framework, kinds).filter(|row| !values.iter().any(|own| own.as_str() == row.id));
        if let Some(id) = search_list(ui, form, label, rows) {
            let mut more = values.to_vec();
            more.push(RowId::new(id));
            list = Some(more);
        }
    }
    if let Some(list) = list {
        let what = format!("“{label}”");
        form.set_or_remove(at.clone(), what, Some(&list).filter(|list| !list.is_empty()));
    }
    found_ui(ui, form, at);
}

fn without<T: Clone>(values: &[T], number: usize) -> Vec<T> {
    let mut rest = values.to_vec();
    rest.remove(number);
    rest
}

/// The rows of some kinds, as choices.
pub fn rows_of<'a>(framework: &'a Framework, kinds: &[RowKind]) -> impl Iterator<Item = Choice<'a>> + Clone {
    let kinds = kinds.to_vec();
    let rows = framework.rows.iter().filter(move |row| kinds.contains(&row.kind));
    rows.map(|row| Choice {
        id: row.id.as_str(),
        label: &row.label,
        text: &row.text,
    })
}

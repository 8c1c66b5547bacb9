//! Picking one or several of many: rows of the framework, markers, pulls, targets. Closed it shows what is picked; open it is a search
//! field over what there is.

use egui::{Key, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::field::{add_button, capital, caption, found_ui, named_button};
use super::form::Form;
use crate::framework::id::RowId;
use crate::framework::model::{Framework, RowKind};
use crate::scenario::diagnostic::Pointer;
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::widgets::quiet_button;

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

/// What came of a list that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked<'a> {
    /// This one of the choices.
    One(&'a str),
    /// Something new of the name that was typed.
    New,
}

impl<'a> Picked<'a> {
    /// The choice, if it is one.
    pub fn one(self) -> Option<&'a str> {
        match self {
            Self::One(id) => Some(id),
            Self::New => None,
        }
    }
}

/// The choices that have all words of a query, those first that are called so rather than spoken of so, and how many these are.
fn found<'a>(choices: impl Iterator<Item = Choice<'a>>, query: &str) -> (Vec<Choice<'a>>, usize) {
    let query = query.trim().to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut ranked: Vec<(u8, Choice<'a>)> = choices
        .filter_map(|choice| {
            let label = choice.label.to_lowercase();
            let name = format!("{label} {}", choice.id.to_lowercase());
            let all = format!("{name} {}", choice.text.to_lowercase());
            let has = |text: &str| words.iter().all(|word| text.contains(word));
            let rank = if label.starts_with(&query) || choice.id == query {
                0
            } else if has(&name) {
                1
            } else if has(&all) {
                2
            } else {
                return None;
            };
            Some((rank, choice))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.truncate(MOST);
    let called = ranked.iter().filter(|(rank, _)| *rank < 2).count();
    (ranked.into_iter().map(|(_, choice)| choice).collect(), called)
}

/// The open list: a search field, and what fits, of which one is marked: arrow keys mark another, Enter takes it. Escape closes the list.
/// `new`: what could be made of what was typed, offered before what only speaks of it.
pub fn search_list<'a>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    (label, new): (&str, Option<&str>),
    choices: impl Iterator<Item = Choice<'a>>,
) -> Option<Picked<'a>> {
    let p = palette(ui);
    let name = format!("Search {label}");
    let mut picked = None;
    let frame = egui::Frame::new()
        .fill(p.surface_sunken)
        .corner_radius(8)
        .inner_margin(8);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let typing = form.state.searching;
        let pressed = |key| typing && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
        let edit = TextEdit::singleline(&mut form.state.search).hint_text("Type to narrow the list");
        let field = ui.add(edit.desired_width(f32::INFINITY).margin(egui::vec2(10.0, 6.0)));
        ui.accesskit_node_builder(field.id, |node| node.set_label(name.as_str()));
        if std::mem::take(&mut form.state.focus_search) {
            field.request_focus();
        }
        form.state.searching = field.has_focus();
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let (found, called) = found(choices, &form.state.search);
        let mut rows: Vec<(Picked<'a>, Choice<'_>)> =
            found.iter().map(|choice| (Picked::One(choice.id), *choice)).collect();
        if let Some(label) = new {
            let text = "Nothing has this name yet.";
            rows.insert(called, (Picked::New, Choice { id: "", label, text }));
        }
        let before = if field.changed() { 0 } else { form.state.marked };
        let marked = match (up, down) {
            (true, _) => before.saturating_sub(1),
            (_, true) => before + 1,
            _ => before,
        };
        let marked = marked.min(rows.len().saturating_sub(1));
        form.state.marked = marked;
        if entered {
            picked = rows.get(marked).map(|(row, _)| *row);
            if picked.is_none() {
                field.request_focus();
            }
        }
        let most = ui.spacing().interact_size.y * 6.5;
        // Without the second bound it would keep the size that it had first.
        let scroll = ScrollArea::vertical()
            .id_salt(&name)
            .max_height(most)
            .min_scrolled_height(most);
        scroll.show(ui, |ui| {
            ui.set_width(ui.available_width() - space::M);
            ui.spacing_mut().item_spacing.y = 0.0;
            for (number, (row, choice)) in rows.iter().enumerate() {
                if choice_ui(ui, choice, (number == marked).then_some(up || down)) {
                    picked = Some(*row);
                }
            }
            if rows.is_empty() {
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

/// A line of the list. The one that is marked says what it means; `moved`: the mark has just come to it. Says whether it was pressed.
fn choice_ui(ui: &mut Ui, choice: &Choice<'_>, marked: Option<bool>) -> bool {
    let p = palette(ui);
    let Some(moved) = marked else {
        return quiet_button(ui, choice.label).on_hover_text(choice.text).clicked();
    };
    let pressed = ui
        .horizontal_wrapped(|ui| {
            let button = quiet_button(ui, choice.label);
            ui.label(TextRole::Small.text("Enter takes it").color(p.ink_faint));
            if moved {
                button.scroll_to_me(None);
            }
            button.clicked()
        })
        .inner;
    if !choice.text.is_empty() {
        let frame = egui::Frame::new().inner_margin(egui::Margin {
            left: 12,
            bottom: 4,
            ..egui::Margin::ZERO
        });
        frame.show(ui, |ui| {
            let text = ui.add(egui::Label::new(TextRole::Small.text(choice.text).color(p.ink_soft)).wrap());
            ui.accesskit_node_builder(text.id, |node| node.set_live(egui::accesskit::Live::Polite));
        });
    }
    pressed
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
        let list = search_list(ui, form, (label, None), choices);
        picked = list.and_then(Picked::one).or(picked);
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
            let remove = named_button(ui, "Remove", &format!("Remove {name} from {label}"));
            if remove.clicked() {
                list = Some(without(values, number));
                form.leave_gone(at, &remove);
            }
            if number > 0 && named_button(ui, "↑", &format!("Put {name} earlier in {label}")).clicked() {
                let mut swapped = values.to_vec();
                swapped.swap(number, number - 1);
                list = Some(swapped);
            }
        });
    }
    if add_button(ui, form, at, &format!("Add to {label}")).clicked() {
        form.toggle(at);
    }
    if form.is_open(at) {
        let rows = rows_of(framework, kinds).filter(|row| !values.iter().any(|own| own.as_str() == row.id));
        if let Some(id) = search_list(ui, form, (label, None), rows).and_then(Picked::one) {
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

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: [Choice<'static>; 4] = [
        Choice {
            id: "view.independent",
            label: "Keep your own view",
            text: "Not to be drawn in.",
        },
        Choice {
            id: "helps.respectful",
            label: "Respectful of the person",
            text: "They own their life.",
        },
        Choice {
            id: "repair.own-part",
            label: "Own your part",
            text: "Say what you did.",
        },
        Choice {
            id: "helps.warm",
            label: "Warm, and lets it show",
            text: "",
        },
    ];

    #[track_caller]
    fn check(query: &str, expected: (&[&str], usize)) {
        let (all, called) = found(CHOICES.into_iter(), query);
        let ids: Vec<&str> = all.iter().map(|choice| choice.id).collect();
        assert_eq!((ids.as_slice(), called), expected, "{query}");
    }

    #[test]
    fn what_is_called_so_comes_before_what_speaks_of_it() {
        check("own", (&["repair.own-part", "view.independent", "helps.respectful"], 2));
        check("OWN view", (&["view.independent"], 1));
        check("helps", (&["helps.respectful", "helps.warm"], 2));
        check("helps.warm", (&["helps.warm"], 1));
        check("their life", (&["helps.respectful"], 0));
        let all: Vec<&str> = CHOICES.iter().map(|choice| choice.id).collect();
        check("", (&all, 4));
        check("nobody", (&[], 0));
    }
}

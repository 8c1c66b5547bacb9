//! The controls of the forms: texts with a count of their words, numbers, choices, ticks, lists of texts. Each has a caption that names it
//! for a screen reader, and under it what was found there.

use std::fmt::Debug;

use egui::{DragValue, FontSelection, Response, TextEdit, Ui, WidgetInfo};
use serde::Serialize;

use super::form::Form;
use crate::edit::statements::PLACEHOLDER;
use crate::framework::id::Component;
use crate::scenario::diagnostic::{Pointer, Severity};
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::told::told;
use crate::ui::widgets::{choice_box, link_button, paint_component_mark, quiet_button};

/// How a text is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// What it is called.
    pub label: &'a str,
    /// What might stand there, while nothing does.
    pub hint: &'a str,
    /// How many lines it shows at least.
    pub lines: usize,
    /// Whether it grows with its words; otherwise it is one line, whatever stands in it.
    pub grows: bool,
    /// Whether somebody speaks these words.
    pub spoken: bool,
    /// Whether it may be left out.
    pub optional: bool,
    /// What is put around a written value, where it stands in something: `Say(…)`.
    pub around: Option<&'static str>,
}

impl<'a> Ask<'a> {
    /// A text of one line.
    pub const fn line(label: &'a str, hint: &'a str) -> Self {
        Self {
            label,
            hint,
            lines: 1,
            grows: false,
            spoken: false,
            optional: false,
            around: None,
        }
    }

    /// A text of as many lines as it takes.
    pub const fn lines(label: &'a str, hint: &'a str, lines: usize) -> Self {
        Self {
            lines,
            grows: true,
            ..Self::line(label, hint)
        }
    }

    /// The same for words that somebody speaks.
    pub const fn spoken(self) -> Self {
        Self { spoken: true, ..self }
    }

    /// The same for a text that may be left out.
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// The same for a value in a variant of its own.
    pub const fn around(self, variant: &'static str) -> Self {
        Self {
            around: Some(variant),
            ..self
        }
    }

    /// A written value with what stands around it.
    pub fn wrap(&self, ron: String) -> String {
        match self.around {
            Some(variant) => format!("{variant}({ron})"),
            None => ron,
        }
    }

    /// What is changed, for the menu.
    pub fn what(&self) -> String {
        format!("“{}”", self.label)
    }
}

/// A caption over a control.
pub fn caption(ui: &mut Ui, label: &str) -> Response {
    let ink = palette(ui).ink_soft;
    ui.label(TextRole::Small.text(label).color(ink))
}

/// A caption before a control, in a column of one width as far as it fits in.
pub fn caption_before(ui: &mut Ui, label: &str) -> Response {
    let (width, height) = (TextRole::Small.size(ui) * 8.5, ui.spacing().interact_size.y);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(egui::vec2(width, height), layout, |ui| {
        ui.set_min_width(width);
        caption(ui, label)
    })
    .inner
}

/// Lets the words of a row stand level with its controls, whatever the size of the text.
pub fn level(ui: &mut Ui) {
    let height = (TextRole::Body.size(ui) * 1.25).round() + 2.0 * ui.spacing().button_padding.y;
    let height = height.max(space::TARGET);
    ui.spacing_mut().interact_size.y = height;
}

/// A component's mark and name before its slider, in a column of one width. Expects [`level`].
pub fn component_name(ui: &mut Ui, component: Component) {
    let p = palette(ui);
    let (size, height) = (TextRole::Body.size(ui), ui.spacing().interact_size.y);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(size, height), egui::Sense::hover());
    paint_component_mark(
        ui.painter(),
        component,
        rect.center(),
        size * 0.4,
        p.component(component),
    );
    let width = size * 3.2;
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(egui::vec2(width, height), layout, |ui| {
        ui.set_width(width);
        ui.label(component.to_string());
    });
}

/// A caption as a sentence begins.
pub fn capital(label: &str) -> String {
    let mut letters = label.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A caption with a few words more beside it, such as a count, and the way to let the value depend on the play, where it may.
pub fn caption_with(ui: &mut Ui, form: &mut Form<'_>, label: &str, aside: &str) -> Response {
    let faint = palette(ui).ink_faint;
    let low = TextRole::Small.size(ui) + space::XS;
    let (width, height) = (ui.available_width(), low);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(egui::vec2(width, height), layout, |ui| {
        ui.spacing_mut().interact_size.y = low;
        let caption = caption(ui, label);
        ui.label(TextRole::Small.text(aside).color(faint));
        vary_link(ui, form, label);
        caption
    })
    .inner
}

/// The way to let the value that is drawn depend on the play: a few small words, where it may and does not yet.
fn vary_link(ui: &mut Ui, form: &mut Form<'_>, label: &str) {
    let Some(asked) = &mut form.vary else { return };
    let accent = palette(ui).accent;
    let text = TextRole::Small.text("depends on …").color(accent);
    let button = ui.add(egui::Button::new(text).frame(false).min_size(egui::Vec2::ZERO));
    let spoken = format!("Let “{label}” depend on the play");
    button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
    crate::ui::widgets::focus_ring(ui, &button, 4);
    if button
        .on_hover_text("Let it be another in another state of the play")
        .clicked()
    {
        *asked = true;
    }
}

/// What a text that is still to be written asks for: "[what it must not turn into]" in a template, and "…" for nothing in particular.
pub fn asked_for(value: &str) -> Option<&str> {
    if value == PLACEHOLDER {
        return Some("");
    }
    value.strip_prefix('[')?.strip_suffix(']')
}

/// How many words a text has, in words.
pub fn count_of(text: &str) -> String {
    if asked_for(text).is_some() {
        return String::new();
    }
    match text.split_whitespace().count() {
        0 => String::new(),
        1 => "1 word".to_owned(),
        count => format!("{count} words"),
    }
}

/// A text as it stands in a file.
pub fn text_field(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, ask: Ask<'_>, value: &str) {
    form.offer(at);
    let count = if ask.lines > 1 { count_of(value) } else { String::new() };
    let label = caption_with(ui, form, ask.label, &count);
    let (typed, field) = text_edit(ui, at, ask, value, label.id);
    let entered = std::mem::take(&mut form.state.enter);
    if form.take_goal(at) || entered {
        field.scroll_to_me(Some(egui::Align::Center));
        field.request_focus();
    }
    if let Some(typed) = typed {
        if ask.around.is_some() {
            let ron = ask.wrap(crate::scenario::write::quote(&typed));
            form.slide(at.clone(), ask.what(), ron);
        } else {
            form.typed(at.clone(), ask.what(), &typed, ask.optional);
        }
    }
    found_ui(ui, form, at);
}

/// The field alone. Returns what was typed, if it is another text than the value.
pub fn text_edit(ui: &mut Ui, id: &Pointer, ask: Ask<'_>, value: &str, label: egui::Id) -> (Option<String>, Response) {
    // What stands in a new part until something is written is no text of the author's: it says what is to be written.
    let asked = asked_for(value);
    let (value, hint) = match asked {
        Some(asked) => ("", if asked.is_empty() { ask.hint } else { asked }),
        None => (value, ask.hint),
    };
    let mut typed = value.to_owned();
    let edit = match (ask.grows, ask.lines) {
        (false, _) => TextEdit::singleline(&mut typed).align(egui::Align2::LEFT_CENTER),
        // A sentence: it is seen to its end, and has no paragraphs.
        (true, 1) => TextEdit::multiline(&mut typed)
            .desired_rows(1)
            .return_key(None)
            .align(egui::Align2::LEFT_CENTER),
        (true, lines) => TextEdit::multiline(&mut typed).desired_rows(lines),
    };
    let font = if ask.spoken {
        egui::FontId::new(TextRole::Lead.size(ui), TextRole::Speech.family())
    } else {
        TextRole::Body.font(ui)
    };
    let edit = edit
        .id_salt(id)
        .hint_text(hint)
        .font(FontSelection::FontId(font))
        .desired_width(f32::INFINITY)
        .margin(egui::vec2(10.0, 6.0));
    let response = ui.add(edit).labelled_by(label);
    ((response.changed() && typed != value).then_some(typed), response)
}

/// What was found at a value itself: one line a finding, and the first three. Brings the value into view if that was asked for.
pub fn found_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer) {
    if form.take_goal(at) {
        ui.scroll_to_cursor(Some(egui::Align::Center));
    }
    let p = palette(ui);
    if form.findings_at(at).next().is_none() {
        // What comes and goes here while somebody types is no reason for what follows to be somebody else and lose the keyboard.
        ui.skip_ahead_auto_ids(1);
        return;
    }
    ui.scope(|ui| {
        for found in form.findings_at(at).take(3) {
            let ink = match found.severity {
                Severity::Error => p.strain,
                Severity::Warning => p.warning,
                Severity::Note => p.ink_faint,
            };
            let text = TextRole::Small.text(told(&found.message)).color(ink);
            let label = ui.label(text);
            if let Some(help) = &found.help {
                label.on_hover_text(told(help));
            }
        }
    });
}

/// A whole number with its bounds.
pub fn number_field<T: egui::emath::Numeric + Serialize + PartialEq>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    (label, unit): (&str, &str),
    value: T,
    range: std::ops::RangeInclusive<T>,
) {
    form.offer(at);
    let mut number = value;
    let in_row = ui.layout().is_horizontal();
    ui.horizontal(|ui| {
        let label = if in_row {
            caption(ui, label)
        } else {
            caption_before(ui, label)
        };
        let drag = DragValue::new(&mut number).range(range).suffix(unit).speed(0.2);
        ui.add(drag).labelled_by(label.id);
    });
    if number != value {
        let what = format!("“{label}”");
        form.slide(at.clone(), what, crate::scenario::write::notation(&number));
    }
    found_ui(ui, form, at);
}

/// One of a few choices. Returns the one that was just chosen, if another was.
pub fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    id: impl egui::AsIdSalt,
    label: &str,
    value: T,
    all: &[T],
    word: impl Fn(T) -> String,
) -> Option<T> {
    let mut chosen = None;
    let shown = word(value);
    choice_box(ui, id, (label, &shown), None, |ui| {
        for &option in all {
            if ui.selectable_label(option == value, word(option)).clicked() && option != value {
                chosen = Some(option);
            }
        }
    });
    chosen
}

/// One of the choices of an enumeration, as a field with a caption.
pub fn choice_field<T: Copy + PartialEq + Serialize + Debug>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    label: &str,
    value: T,
    all: &[T],
) {
    form.offer(at);
    let chosen = ui
        .horizontal(|ui| {
            caption_before(ui, label);
            choice(ui, at, label, value, all, |option| spaced(&option))
        })
        .inner;
    if let Some(chosen) = chosen {
        form.set(at.clone(), format!("“{label}”"), &chosen);
    }
    found_ui(ui, form, at);
}

/// Something that is so or not. Where it is not, the field is left out.
pub fn tick_field(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, (label, what): (&str, &'static str), value: bool) {
    form.offer(at);
    let mut ticked = value;
    if ui.checkbox(&mut ticked, label).changed() {
        if ticked {
            form.set(at.clone(), what, &true);
        } else {
            form.remove(at.clone(), what);
        }
    }
    found_ui(ui, form, at);
}

/// A list of short texts, each with a field of its own.
pub fn texts_field(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    (label, one, hint): (&'static str, &str, &str),
    values: &[String],
) {
    form.offer(at);
    caption(ui, label);
    let mut list = None;
    for (number, value) in values.iter().enumerate() {
        ui.horizontal(|ui| {
            let place = at.clone().index(number);
            let name = format!("{one} {}", number + 1);
            let mut typed = value.clone();
            let width = (ui.available_width() - 96.0).max(80.0);
            let edit = TextEdit::multiline(&mut typed).id_salt(&place).hint_text(hint);
            let edit = edit.desired_rows(1).return_key(None).align(egui::Align2::LEFT_CENTER);
            let response = ui.add(edit.desired_width(width).margin(egui::vec2(10.0, 6.0)));
            response.widget_info(|| WidgetInfo::text_edit(true, value.as_str(), typed.as_str(), ""));
            ui.accesskit_node_builder(response.id, |node| node.set_label(name.as_str()));
            if form.take_goal(&place) {
                response.request_focus();
            }
            if response.changed() && typed != *value {
                form.typed(place, label, &typed, false);
            }
            let remove = named_button(ui, "Remove", &format!("Remove {name}"));
            if remove.clicked() {
                let mut rest = values.to_vec();
                rest.remove(number);
                list = Some(rest);
                form.leave_gone(at, &remove);
            }
        });
    }
    if add_button(ui, form, at, &format!("Add {one}")).clicked() {
        let mut more = values.to_vec();
        more.push(String::new());
        form.state.goal = Some(at.clone().index(values.len()));
        list = Some(more);
    }
    if let Some(list) = list {
        form.set(at.clone(), label, &list);
    }
    found_ui(ui, form, at);
}

/// A button that adds to the list of a value. It is the same one however many lines stand before it, so that it keeps the keyboard.
pub fn add_button(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, text: &str) -> Response {
    let own = egui::UiBuilder::new().scope_id(egui::Id::unique(("add", at)));
    let add = ui.scope_builder(own, |ui| link_button(ui, text)).inner;
    form.come_back(at, &add);
    add
}

/// A quiet button whose short word is said in full to a screen reader, and on hover.
pub fn named_button(ui: &mut Ui, text: &str, spoken: &str) -> Response {
    let response = quiet_button(ui, text).on_hover_text(spoken);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), spoken));
    response
}

/// The same with words flush with the text above and below.
pub fn named_link(ui: &mut Ui, text: &str, spoken: &str) -> Response {
    let response = link_button(ui, text).on_hover_text(spoken);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), spoken));
    response
}

/// A name from the code as words: `DarkBrown` is "Dark brown".
pub fn spaced(name: &impl Debug) -> String {
    let mut words = String::new();
    for c in format!("{name:?}").chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
    }
    words
}

/// A gap between two fields.
pub fn gap(ui: &mut Ui) {
    ui.add_space(space::S);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::model::{HairColor, Medium};

    #[test]
    fn names_become_words() {
        assert_eq!(spaced(&HairColor::DarkBrown), "Dark brown");
        assert_eq!(spaced(&Medium::InPerson), "In person");
        assert_eq!(count_of(" one  two\nthree "), "3 words");
        assert_eq!(count_of("") + &count_of("[What it is.]") + &count_of("…"), "");
        assert_eq!(
            (asked_for("[What it is.]"), asked_for("What")),
            (Some("What it is."), None)
        );
    }
}

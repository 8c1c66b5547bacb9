//! Draws the steps around the response: notice, draft, confidence, reading the alliance, the notebook.

use egui::{Key, RichText, Slider, TextEdit, Ui};

use super::play::{Hand, Notice, Seen};
use crate::framework::id::{Component, RuptureKind};
use crate::framework::model::Row;
use crate::scenario::model::Belief;
use crate::session::event::{MAX_DRAFT, Move};
use crate::session::texts::Said;
use crate::ui::command::Command;
use crate::ui::practise::transcript_ui::answered;
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::{card_button, key_cap, primary_button, quiet_button, section_heading};

/// The number keys, in order.
pub const NUMBERS: [Key; 8] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8];

/// Which number key was pressed, from 0; none while a text field has the keyboard.
pub fn number_pressed(ui: &Ui) -> Option<usize> {
    if ui.ctx().text_edit_focused() {
        return None;
    }
    ui.input(|input| NUMBERS.iter().position(|&key| input.modifiers.is_none() && input.key_pressed(key)))
}

/// Whether Enter was pressed with nothing in particular having the keyboard.
pub fn enter_pressed(ui: &Ui) -> bool {
    let free = ui.memory(|memory| memory.focused().is_none());
    free && ui.input(|input| input.key_pressed(Key::Enter))
}

/// A row of choices, each a small card with its number. Returns the one that was chosen now.
fn choices(ui: &mut Ui, id: &str, names: &[(&str, &str)], chosen: Option<usize>, keys: bool) -> Option<usize> {
    let mut picked = number_pressed(ui).filter(|&at| keys && at < names.len());
    ui.horizontal_wrapped(|ui| {
        for (at, (name, detail)) in names.iter().enumerate() {
            let label = if detail.is_empty() { (*name).to_owned() } else { format!("{name}: {detail}") };
            let card = card_button(ui, (id, at), &label, chosen == Some(at), |ui| {
                ui.horizontal(|ui| {
                    if keys {
                        key_cap(ui, &(at + 1).to_string());
                    }
                    ui.vertical(|ui| {
                        ui.label(strong(*name));
                        if !detail.is_empty() {
                            let ink = palette(ui).ink_soft;
                            ui.label(TextRole::Small.text(*detail).color(ink));
                        }
                    });
                });
            });
            if card.response.clicked() {
                picked = Some(at);
            }
        }
    });
    picked
}

/// Is there a strain?
pub fn notice_ui(ui: &mut Ui, name: &str, factors: &[&Row], notice: &mut Notice, commands: &mut Vec<Command>) {
    section_heading(ui, "What do you notice?");
    let kinds = [
        ("No strain", "We are working together"),
        ("A move away", "Withdrawal: from me or the work"),
        ("A move against", "Confrontation: with me or the work"),
    ];
    let chosen = notice.seen.map(|seen| match seen {
        Seen::Nothing => 0,
        Seen::Strain(RuptureKind::Withdrawal) => 1,
        Seen::Strain(RuptureKind::Confrontation) => 2,
    });
    match choices(ui, "notice", &kinds, chosen, true) {
        Some(0) => *notice = Notice { seen: Some(Seen::Nothing), ..Notice::default() },
        Some(1) => notice.seen = Some(Seen::Strain(RuptureKind::Withdrawal)),
        Some(2) => notice.seen = Some(Seen::Strain(RuptureKind::Confrontation)),
        _ => {}
    }
    if matches!(notice.seen, Some(Seen::Strain(_))) {
        ui.add_space(space::S);
        ui.label(TextRole::Body.text("What is it over, most of all?"));
        let chosen = notice.component.map(Component::index);
        let names = [("Bond", ""), ("Tasks", ""), ("Goals", "")];
        if let Some(at) = choices(ui, "component", &names, chosen, false) {
            notice.component = Component::ALL.get(at).copied();
        }
        ui.add_space(space::S);
        ui.label(TextRole::Body.text(format!("Is something that {name} brings at work here?")));
        ui.horizontal_wrapped(|ui| {
            if ui.selectable_label(notice.factor.is_none(), "Not sure").clicked() {
                notice.factor = None;
            }
            for row in factors {
                let chosen = notice.factor.as_ref() == Some(&row.id);
                if ui.selectable_label(chosen, row.label.as_str()).on_hover_text(row.text.as_str()).clicked() {
                    notice.factor = Some(row.id.clone());
                }
            }
        });
    }
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        let ready = notice.to_move();
        let go_on = ui.add_enabled_ui(ready.is_some(), |ui| primary_button(ui, "That’s what I see")).inner;
        if let Some(step) = ready
            && (go_on.clicked() || enter_pressed(ui))
        {
            commands.push(Command::Act(step));
        }
        if quiet_button(ui, "Leave this out").clicked() {
            commands.push(Command::Act(Move::Skip));
        }
    });
}

/// What would you say?
pub fn draft_ui(ui: &mut Ui, hand: &mut Hand, commands: &mut Vec<Command>) {
    section_heading(ui, "What would you say?");
    let ink = palette(ui).ink_soft;
    let hint = "In your own words, before you see any. They stay on this machine and stand beside your choice afterwards.";
    ui.label(TextRole::Small.text(hint).color(ink));
    ui.add_space(space::XS);
    let field = TextEdit::multiline(&mut hand.draft)
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .char_limit(MAX_DRAFT)
        .margin(egui::vec2(12.0, 10.0))
        .font(TextRole::Lead.style())
        .hint_text("I would say …");
    let response = ui.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, true, "What would you say?"));
    if !std::mem::replace(&mut hand.focused, true) {
        response.request_focus();
    }
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        let keyed = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter));
        let written = !hand.draft.trim().is_empty();
        let button = ui.add_enabled_ui(written, |ui| primary_button(ui, "See the responses")).inner;
        if written && (button.clicked() || keyed) {
            commands.push(Command::Act(Move::Draft(hand.draft.trim().to_owned())));
        }
        if quiet_button(ui, "Leave this out").clicked() {
            commands.push(Command::Act(Move::Skip));
        }
        let keys = ui.ctx().format_modifiers(egui::Modifiers::COMMAND);
        ui.label(TextRole::Small.text(format!("{keys}+Enter")).color(palette(ui).ink_faint));
    });
}

/// How sure, in words and per cent.
const SURE: [(&str, &str, u8); 5] = [
    ("A guess", "20 %", 20),
    ("Unsure", "40 %", 40),
    ("Leaning", "60 %", 60),
    ("Fairly sure", "80 %", 80),
    ("Sure", "95 %", 95),
];

/// How sure?
pub fn confidence_ui(ui: &mut Ui, said: Said<'_>, commands: &mut Vec<Command>) {
    answered(ui, said);
    ui.add_space(space::S);
    section_heading(ui, "How sure are you that this was among the best on offer?");
    let names = SURE.map(|(name, percent, _)| (name, percent));
    if let Some((_, _, percent)) = choices(ui, "sure", &names, None, true).and_then(|at| SURE.get(at)) {
        commands.push(Command::Act(Move::Confidence(*percent)));
    }
}

/// Where would the client put the three?
pub fn reading_ui(ui: &mut Ui, name: &str, reading: &mut Option<[u8; 3]>, commands: &mut Vec<Command>) {
    section_heading(ui, &format!("Where would {name} put these, right now?"));
    let ink = palette(ui).ink_soft;
    ui.label(prose(ui, "Not where you would put them. Nobody can see this but you.").color(ink));
    ui.add_space(space::S);
    let values = reading.get_or_insert([50; 3]);
    let questions = ["We get on; I feel safe with this person", "We agree on what we do here", "We agree on what it is for"];
    let rows = Component::ALL.into_iter().zip(questions).zip(values.iter_mut());
    for ((component, question), value) in rows {
        let ink = palette(ui).component(component);
        let title = match component {
            Component::Bond => "Bond",
            Component::Tasks => "Tasks",
            Component::Goals => "Goals",
        };
        let label = ui.horizontal(|ui| {
            let label = ui.label(strong(title).color(ink));
            ui.label(TextRole::Small.text(question).color(palette(ui).ink_soft));
            label
        });
        let width = ui.available_width().min(480.0) - 80.0;
        ui.spacing_mut().slider_width = width;
        ui.add(Slider::new(value, 0..=100)).labelled_by(label.inner.id);
        ui.add_space(space::S);
    }
    let reading = *values;
    ui.horizontal(|ui| {
        if primary_button(ui, "That’s my reading").clicked() || enter_pressed(ui) {
            commands.push(Command::Act(Move::ReadAlliance(reading)));
        }
        if quiet_button(ui, "Leave this out").clicked() {
            commands.push(Command::Act(Move::Skip));
        }
    });
}

/// A list of beliefs to tick. `bits` holds what is ticked.
pub fn beliefs_ui(ui: &mut Ui, beliefs: &[(u8, &Belief)], bits: &mut u32) {
    for (bit, belief) in beliefs {
        let mut ticked = *bits >> bit & 1 == 1;
        if ui.checkbox(&mut ticked, RichText::new(belief.text.as_str())).changed() {
            *bits ^= 1 << bit;
        }
    }
}

/// Which beliefs does the client hold?
pub fn notebook_ui(ui: &mut Ui, name: &str, beliefs: &[(u8, &Belief)], bits: &mut u32, commands: &mut Vec<Command>) {
    section_heading(ui, "Your notebook");
    let ink = palette(ui).ink_soft;
    let text = format!("Before you look back: which of these would {name} say of themselves? Some are not theirs.");
    ui.label(prose(ui, text).color(ink));
    ui.add_space(space::S);
    beliefs_ui(ui, beliefs, bits);
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        if primary_button(ui, "That’s how I see it").clicked() || enter_pressed(ui) {
            commands.push(Command::Act(Move::Notebook(*bits)));
        }
        if quiet_button(ui, "Leave this out").clicked() {
            commands.push(Command::Act(Move::Skip));
        }
    });
}

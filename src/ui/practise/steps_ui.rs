//! Draws the steps around the response: notice, draft, confidence, reading the alliance, the notebook.

use egui::{FontId, FontSelection, Key, RichText, TextEdit, TextStyle, Ui};

use super::keys::{enter_pressed, number_pressed};
use super::play::{Hand, Notice, Seen};
use crate::framework::id::{Component, RuptureKind};
use crate::framework::model::Row;
use crate::scenario::model::Belief;
use crate::session::event::{MAX_DRAFT, Move};
use crate::session::texts::Said;
use crate::ui::command::{Command, NUMBERS};
use crate::ui::practise::transcript_ui::answered;
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::{card_button, key_cap, primary_button, quiet_button, section_heading, segment, slider};

/// A choice in a row of them.
#[derive(Clone, Copy, Debug)]
struct Choice<'a> {
    name: &'a str,
    detail: &'a str,
}

/// A row of choices of one width, each a small card with its number; the numbers begin after `before` others. Returns the one that was
/// chosen now.
fn choices(ui: &mut Ui, id: &str, names: &[Choice<'_>], chosen: Option<usize>, before: usize) -> Option<usize> {
    let pressed = number_pressed(ui).and_then(|at| at.checked_sub(before));
    let mut picked = pressed.filter(|&at| at < names.len());
    let columns = columns(ui, names);
    let gap = space::S;
    #[allow(clippy::cast_precision_loss)]
    let width = (ui.available_width() - gap * (columns - 1) as f32) / columns as f32;
    for (row, names) in names.chunks(columns).enumerate() {
        let height = row_height(ui, names, width);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for (column, choice) in names.iter().enumerate() {
                let at = row * columns + column;
                ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                    let number = before + at + 1;
                    let size = egui::vec2(width, height);
                    if choice_ui(ui, (id, at), *choice, number, chosen == Some(at), size) {
                        picked = Some(at);
                    }
                });
            }
        });
    }
    picked
}

/// How many choices stand side by side: all if there is room in each for its longest word.
fn columns(ui: &Ui, names: &[Choice<'_>]) -> usize {
    let widest = |text: &str, font: &FontId| {
        let ink = egui::Color32::PLACEHOLDER;
        let words = text.split_whitespace();
        let widths = words.map(|word| ui.painter().layout_no_wrap(word.to_owned(), font.clone(), ink).size().x);
        widths.fold(0.0, f32::max)
    };
    let (bold, small) = (bold(ui), TextRole::Small.font(ui));
    let of = |choice: &Choice<'_>| f32::max(widest(choice.name, &bold), widest(choice.detail, &small));
    let longest = names.iter().map(of).fold(0.0, f32::max);
    let least = (longest + beside_words(ui)).max(6.5 * TextRole::Body.size(ui));
    // A handful of columns.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let fitting = ((ui.available_width() + space::S) / (least + space::S))
        .floor()
        .max(1.0) as usize;
    names.len().min(fitting).max(1)
}

/// What the names of choices are set in.
fn bold(ui: &Ui) -> FontId {
    FontSelection::Style(TextStyle::Button).resolve(ui.style())
}

/// How wide that is which stands beside the words of a choice: its margins and its number.
fn beside_words(ui: &Ui) -> f32 {
    2.0 * space::M + 2.0 + 1.5 * TextRole::Small.size(ui) + space::S + space::XS
}

/// The height that the tallest of these choices needs at this width, without margins.
fn row_height(ui: &Ui, names: &[Choice<'_>], width: f32) -> f32 {
    let inner = width - beside_words(ui);
    let lines = |text: &str, font: FontId| {
        let ink = egui::Color32::PLACEHOLDER;
        let galley = ui.painter().layout(text.to_owned(), font, ink, inner.max(40.0));
        galley.size().y
    };
    let height = |choice: &Choice<'_>| {
        let name = lines(choice.name, bold(ui));
        if choice.detail.is_empty() {
            name
        } else {
            name + space::XS + lines(choice.detail, TextRole::Small.font(ui))
        }
    };
    names.iter().map(height).fold(0.0, f32::max)
}

fn choice_ui(
    ui: &mut Ui,
    id: (&str, usize),
    choice: Choice<'_>,
    number: usize,
    chosen: bool,
    size: egui::Vec2,
) -> bool {
    let Choice { name, detail } = choice;
    let label = if detail.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {detail}")
    };
    let card = card_button(ui, id, &label, chosen, |ui| {
        ui.set_width(size.x - 2.0 * space::M - 2.0);
        // What is missing is added below, and nothing else.
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal_top(|ui| {
            key_cap(ui, &number.to_string());
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = space::XS;
                ui.label(strong(name));
                if !detail.is_empty() {
                    let ink = palette(ui).ink_soft;
                    ui.label(TextRole::Small.text(detail).color(ink));
                }
            });
        });
        ui.add_space((size.y - ui.min_rect().height()).max(0.0));
    });
    card.response.clicked()
}

/// Is there a strain?
pub fn notice_ui(ui: &mut Ui, name: &str, factors: &[&Row], notice: &mut Notice, commands: &mut Vec<Command>) {
    section_heading(ui, "What do you notice?");
    let kinds = [
        Choice {
            name: "No strain",
            detail: "We are working together",
        },
        Choice {
            name: "A move away",
            detail: "Withdrawal, from me or the work",
        },
        Choice {
            name: "A move against",
            detail: "Confrontation, with me or the work",
        },
    ];
    let chosen = notice.seen.map(|seen| match seen {
        Seen::Nothing => 0,
        Seen::Strain(RuptureKind::Withdrawal) => 1,
        Seen::Strain(RuptureKind::Confrontation) => 2,
    });
    let picked = choices(ui, "notice", &kinds, chosen, 0);
    match picked {
        Some(0) => {
            *notice = Notice {
                seen: Some(Seen::Nothing),
                ..Notice::default()
            }
        }
        Some(1) => notice.seen = Some(Seen::Strain(RuptureKind::Withdrawal)),
        Some(2) => notice.seen = Some(Seen::Strain(RuptureKind::Confrontation)),
        _ => {}
    }
    if matches!(notice.seen, Some(Seen::Strain(_))) {
        strain_ui(ui, name, factors, notice, kinds.len());
    }
    ui.add_space(space::M);
    let go_on = ui.horizontal_wrapped(|ui| {
        let ready = notice.to_move();
        let go_on = ui
            .add_enabled_ui(ready.is_some(), |ui| primary_button(ui, "That’s what I see"))
            .inner;
        if let Some(step) = ready
            && (go_on.clicked() || enter_pressed(ui))
        {
            commands.push(Command::Act(step));
        }
        if quiet_button(ui, "Leave this out").clicked() {
            commands.push(Command::Act(Move::Skip));
        }
    });
    // What a strain brings along pushes the button down.
    if picked.is_some() {
        go_on.response.scroll_to_me(None);
    }
}

/// What a strain is over, and what the client brings to it. `before` numbers are taken.
fn strain_ui(ui: &mut Ui, name: &str, factors: &[&Row], notice: &mut Notice, before: usize) {
    ui.add_space(space::S);
    ui.label(TextRole::Body.text("What is it about, most of all?"));
    let chosen = notice.component.map(Component::index);
    let names = [
        ("Bond", "How we get on"),
        ("Tasks", "What we do here"),
        ("Goals", "What it is for"),
    ]
    .map(|(name, detail)| Choice { name, detail });
    if let Some(at) = choices(ui, "component", &names, chosen, before) {
        notice.component = Component::ALL.get(at).copied();
    }
    ui.add_space(space::S);
    ui.label(TextRole::Body.text(format!("Does something that {name} brings play a part?")));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
        if segment(ui, "Not sure", notice.factor.is_none()).clicked() {
            notice.factor = None;
        }
        for row in factors {
            let chosen = notice.factor.as_ref() == Some(&row.id);
            let factor = segment(ui, &row.label, chosen);
            if factor.on_hover_text(row.text.as_str()).clicked() {
                notice.factor = Some(row.id.clone());
            }
        }
    });
}

/// What would you say?
pub fn draft_ui(ui: &mut Ui, hand: &mut Hand, commands: &mut Vec<Command>) {
    section_heading(ui, "What would you say?");
    let ink = palette(ui).ink_soft;
    let hint = "In your own words, before you see the responses. They stay on this machine, beside your choice.";
    ui.label(TextRole::Small.text(hint).color(ink));
    ui.add_space(space::XS);
    let field = TextEdit::multiline(&mut hand.draft)
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .char_limit(MAX_DRAFT)
        .margin(egui::vec2(12.0, 10.0))
        .font(TextRole::Lead.style())
        .hint_text(TextRole::Lead.text("I would say …"));
    let response = ui.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, true, "What would you say?"));
    if !std::mem::replace(&mut hand.focused, true) {
        response.request_focus();
    }
    ui.add_space(space::M);
    let row = TextRole::Body.size(ui) * 1.3 + 2.0 * ui.spacing().button_padding.y;
    ui.spacing_mut().interact_size.y = row.max(space::TARGET);
    ui.horizontal_wrapped(|ui| {
        let keyed = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter)) || enter_pressed(ui);
        let written = !hand.draft.trim().is_empty();
        let button = ui
            .add_enabled_ui(written, |ui| primary_button(ui, "See the responses"))
            .inner;
        let left_out = quiet_button(ui, "Leave this out").clicked();
        if written && (button.clicked() || keyed) {
            commands.push(Command::Act(Move::Draft(hand.draft.trim().to_owned())));
        } else if left_out || keyed {
            commands.push(Command::Act(Move::Skip));
        }
        let keys = ui.ctx().format_modifiers(egui::Modifiers::COMMAND);
        let hint = TextRole::Small.text(format!("{keys}+Enter goes on, with or without words"));
        ui.label(hint.color(palette(ui).ink_faint));
    });
}

/// How sure, in words and per cent.
const SURE: [(&str, &str, u8); 5] = [
    ("A guess", "20%", 20),
    ("Unsure", "40%", 40),
    ("Leaning", "60%", 60),
    ("Fairly sure", "80%", 80),
    ("Sure", "95%", 95),
];

/// How sure?
pub fn confidence_ui(ui: &mut Ui, said: Said<'_>, commands: &mut Vec<Command>) {
    answered(ui, said);
    ui.add_space(space::S);
    section_heading(ui, "How sure are you that this was among the best on offer?");
    let names = SURE.map(|(name, detail, _)| Choice { name, detail });
    if let Some((_, _, percent)) = choices(ui, "sure", &names, None, 0).and_then(|at| SURE.get(at)) {
        commands.push(Command::Act(Move::Confidence(*percent)));
    }
}

/// Where would the client put the three?
pub fn reading_ui(ui: &mut Ui, name: &str, reading: &mut Option<[u8; 3]>, commands: &mut Vec<Command>) {
    section_heading(ui, &format!("Where would {name} put these, right now?"));
    let ink = palette(ui).ink_soft;
    ui.label(prose(ui, "Not where you would put them. Your reading stays on this machine.").color(ink));
    ui.add_space(space::S);
    let before = *reading;
    let values = reading.get_or_insert(MIDDLE);
    let questions = [
        "We get on; I feel safe with this person",
        "We agree on what we do here",
        "We agree on what it is for",
    ];
    let rows = Component::ALL.into_iter().zip(questions).zip(values.iter_mut());
    for ((component, question), value) in rows {
        let ink = palette(ui).component(component);
        let title = match component {
            Component::Bond => "Bond",
            Component::Tasks => "Tasks",
            Component::Goals => "Goals",
        };
        let label = ui.horizontal_wrapped(|ui| {
            let label = ui.label(strong(title).color(ink));
            ui.label(TextRole::Small.text(question).color(palette(ui).ink_soft));
            label
        });
        let width = ui.available_width().min(480.0) - 80.0;
        ui.spacing_mut().slider_width = width;
        slider(ui, value, 0..=100, |slider| slider.step_by(READING_STEP)).labelled_by(label.inner.id);
        ui.add_space(space::S);
    }
    let ends = TextRole::Small.text("0: not at all. 100: entirely.");
    ui.label(ends.color(palette(ui).ink_faint));
    ui.add_space(space::S);
    let reading = *values;
    let touched = before.is_some_and(|before| before != MIDDLE);
    ui.horizontal_wrapped(|ui| {
        let button = primary_button(ui, "That’s my reading");
        if goes_on(ui, &button, touched) {
            commands.push(Command::Act(Move::ReadAlliance(reading)));
        }
        if quiet_button(ui, "Leave this out").clicked() {
            commands.push(Command::Act(Move::Skip));
        }
    });
}

/// Where the sliders of a reading stand before anybody moved them.
const MIDDLE: [u8; 3] = [50; 3];
/// One press of an arrow key: nobody reads an alliance to the point.
const READING_STEP: f64 = 5.0;

/// Whether a step's button was pressed, or Enter in its place. Where nothing was `touched` yet, an Enter only takes the keyboard to the
/// button: it may be one too many from the step before.
fn goes_on(ui: &Ui, button: &egui::Response, touched: bool) -> bool {
    let entered = enter_pressed(ui);
    if entered && !touched {
        button.request_focus();
    }
    button.clicked() || entered && touched
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
    let text = format!("Before you look back: which of these does {name} believe? Some are not theirs.");
    ui.label(prose(ui, text).color(ink));
    let last = beliefs.len().min(NUMBERS.len());
    let hint = TextRole::Small.text(format!(
        "Tick with a click, or with the numbers 1 to {last} from the top."
    ));
    ui.label(hint.color(palette(ui).ink_faint));
    ui.add_space(space::S);
    if let Some((bit, _)) = number_pressed(ui).and_then(|at| beliefs.get(at)) {
        *bits ^= 1 << bit;
    }
    beliefs_ui(ui, beliefs, bits);
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        let button = primary_button(ui, "That’s how I see it");
        if goes_on(ui, &button, *bits != 0) {
            commands.push(Command::Act(Move::Notebook(*bits)));
        }
        if quiet_button(ui, "Leave this out").clicked() {
            commands.push(Command::Act(Move::Skip));
        }
    });
}

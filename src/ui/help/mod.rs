//! The sheet of keys, and a few words on how a turn goes.

use egui::{Grid, Modal, Ui};

use super::app::Screen;
use super::classroom;
use super::command::{Command, in_words};
use super::page::scroll_keys;
use super::studio::StudioCommand;
use super::theme::{TextRole, palette, prose, space, strong};
use super::widgets::{page_title, primary_button, section_heading};

/// The keys of a turn, which are no commands of their own.
const TURN_KEYS: &[(&str, &str)] = &[
    ("1 to 8", "Choose a response, or an answer to the question asked"),
    ("Enter", "Say it, or go on"),
    ("Ctrl+Enter", "Go on from your own words, with or without any"),
    ("Space", "Begin and end a silence"),
    ("I", "Hear what the client did not say, after the feedback"),
];

/// The keys of every screen, which are no commands of their own.
const PAGE_KEYS: &[(&str, &str)] = &[
    ("Tab, Shift+Tab", "Move to the next or the previous thing on the screen"),
    ("Page Up, Page Down", "Move a text that is longer than the window"),
    ("Home, End", "To its beginning, or its end"),
];

/// Shows the sheet over the screen; the keys of that screen stand first.
pub fn help_ui(ui: &Ui, screen: &Screen, commands: &mut Vec<Command>) {
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(28));
    let modal = Modal::new(egui::Id::unique("help")).frame(frame).show(ui, |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 2.0 * space::XL).min(600.0));
        let height = ui.ctx().content_rect().height() - 160.0;
        // As high from the start as it will be, or the sheet would move under the eye.
        let scroll = egui::ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height);
        scroll.show(ui, |ui| {
            contents(ui, screen);
            scroll_keys(ui);
        });
        ui.add_space(space::M);
        let close = primary_button(ui, "Close");
        // There is nothing else to press, so the keyboard need not look for it.
        if ui.memory(|memory| memory.focused().is_none()) {
            close.request_focus();
        }
        if close.clicked() {
            commands.push(Command::ToggleHelp);
        }
    });
    if modal.should_close() {
        commands.push(Command::ToggleHelp);
    }
}

/// A list of keys with what each does.
type Keys = Vec<(String, &'static str)>;

fn contents(ui: &mut Ui, screen: &Screen) {
    ui.set_width(ui.available_width() - space::M);
    page_title(ui, "Keys and help");
    let text = "A client speaks. You look, think, and answer; then you hear what your answer did. Nothing here is an exam: a weak \
                answer can be repaired, and repairing is what is practised. You can leave at any moment: the session waits for you.";
    ui.label(prose(ui, text));
    let fixed =
        |list: &[(&str, &'static str)]| -> Keys { list.iter().map(|&(keys, what)| (keys.to_owned(), what)).collect() };
    let turn = vec![("In a turn", fixed(TURN_KEYS))];
    let class = vec![("In front of a class", fixed(classroom::KEYS))];
    let studio = vec![
        ("In the studio", studio_keys(ui)),
        ("On the map of a vignette", fixed(super::studio::map::KEYS)),
        ("In its outline", fixed(super::studio::outline::KEYS)),
    ];
    let general = vec![(
        "Everywhere",
        fixed(PAGE_KEYS).into_iter().chain(general_keys(ui)).collect(),
    )];
    let parts = match screen {
        Screen::Classroom => [class, general, turn, studio],
        Screen::Studio => [studio, general, turn, class],
        _ => [turn, general, class, studio],
    };
    for (heading, rows) in parts.into_iter().flatten() {
        ui.add_space(space::M);
        section_heading(ui, heading);
        keys(ui, heading, rows);
    }
}

fn general_keys(ui: &Ui) -> Keys {
    let told = |command: &Command| {
        let offer = command.offer()?;
        let mut keys = offer.keys.map_or_else(String::new, |keys| in_words(ui.ctx(), &keys));
        if *command == Command::ToggleHelp {
            keys.push_str(" or ?");
        }
        Some((keys, offer.tooltip))
    };
    Command::GENERAL.iter().filter_map(told).collect()
}

fn studio_keys(ui: &Ui) -> Keys {
    let written = StudioCommand::MENU.iter().flat_map(|(_, commands)| *commands);
    let offers = written.filter_map(StudioCommand::offer);
    offers
        .filter_map(|offer| Some((in_words(ui.ctx(), &offer.keys?), offer.tooltip)))
        .collect()
}

fn keys(ui: &mut Ui, id: &str, rows: Keys) {
    let ink = palette(ui).ink_soft;
    // Lines of text under each other: nothing here is pressed.
    ui.spacing_mut().interact_size.y = 0.0;
    let column = TextRole::Body.size(ui) * 10.0;
    Grid::new(id)
        .num_columns(2)
        .min_col_width(column)
        .spacing([space::M, space::S])
        .show(ui, |ui| {
            for (keys, what) in rows {
                ui.label(strong(keys));
                ui.add(egui::Label::new(TextRole::Body.text(what).color(ink)).wrap());
                ui.end_row();
            }
        });
}

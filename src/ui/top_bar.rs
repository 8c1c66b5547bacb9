//! The bar at the top: where one is, and where one can go.

use egui::{Panel, Ui};

use super::app::Screen;
use super::command::{Command, in_words};
use super::studio::StudioCommand;
use super::theme::{TextRole, palette, space, strong};
use super::widgets::quiet_button;
use crate::library::catalog::Origin;

/// The bar needs so many times the size of its text to stand in one line.
const ROOM: f32 = 54.0;
/// And so many beside the title of what is being played.
const ROOM_BESIDE_TITLE: f32 = 16.0;
/// So many times its size a letter of a title is wide, with some to spare.
const LETTER: f32 = 0.6;

/// Shows the bar. `title` is that of the vignette that is being played, `classroom` the one that waits in the classroom and
/// whether phones can reach it, `person` whoever practises, where that is worth saying.
pub fn top_bar_ui(
    ui: &mut Ui,
    screen: &Screen,
    title: Option<&str>,
    classroom: Option<(&Origin, bool)>,
    person: Option<&str>,
    commands: &mut Vec<Command>,
) {
    let fill = palette(ui).surface;
    let frame = egui::Frame::new()
        .fill(fill)
        .inner_margin(egui::Margin::symmetric(20, 6));
    Panel::top("top-bar").frame(frame).show(ui, |ui| {
        // The line is as high as its buttons from the start, so that words and buttons stand in its middle.
        let button = TextRole::Body.size(ui) * 1.3 + 2.0 * ui.spacing().button_padding.y;
        ui.spacing_mut().interact_size.y = button.max(space::TARGET);
        if ui.available_width() < TextRole::Body.size(ui) * room(screen, title) {
            // In large text the places need a second line.
            ui.horizontal_wrapped(|ui| {
                places(ui, screen, title, classroom, commands);
                sides(ui, screen, person, commands);
            });
            return;
        }
        ui.horizontal(|ui| {
            places(ui, screen, title, classroom, commands);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                sides(ui, screen, person, commands);
            });
        });
    });
}

/// How many times the size of its text the bar needs to stand in one line.
fn room(screen: &Screen, title: Option<&str>) -> f32 {
    if !matches!(screen, Screen::Session | Screen::Classroom) {
        return ROOM;
    }
    let letters = title.map_or(0, |title| title.chars().count());
    ROOM_BESIDE_TITLE + LETTER * f32::from(u16::try_from(letters).unwrap_or(u16::MAX))
}

/// The name of the program, and the places of practice; or the vignette that is being played.
fn places(
    ui: &mut Ui,
    screen: &Screen,
    title: Option<&str>,
    classroom: Option<(&Origin, bool)>,
    commands: &mut Vec<Command>,
) {
    ui.label(
        TextRole::Lead
            .text("Attune")
            .family(egui::FontFamily::Name(super::theme::SPEECH.into())),
    );
    ui.add_space(space::M);
    if matches!(screen, Screen::Session | Screen::Classroom) {
        let ink = palette(ui).ink_soft;
        ui.label(TextRole::Body.text(title.unwrap_or_default()).color(ink));
        return;
    }
    let at_library = matches!(
        screen,
        Screen::Library | Screen::Briefing(_) | Screen::Findings(_) | Screen::Debrief | Screen::Export
    );
    place(
        ui,
        Command::ShowLibrary,
        Here::of(at_library, *screen == Screen::Library),
        commands,
    );
    let at_today = matches!(screen, Screen::Today | Screen::Round | Screen::Review);
    place(
        ui,
        Command::ShowToday,
        Here::of(at_today, *screen == Screen::Today),
        commands,
    );
    let framework = matches!(screen, Screen::Framework | Screen::Coverage);
    let at_framework = Here::of(framework, *screen == Screen::Framework);
    place(ui, Command::ShowFramework, at_framework, commands);
    let at_progress = matches!(screen, Screen::Progress | Screen::Attempts);
    let at_progress = Here::of(at_progress, *screen == Screen::Progress);
    place(ui, Command::ShowProgress, at_progress, commands);
    if let Some((origin, phones)) = classroom {
        let label = if phones { "Classroom: phones on" } else { "Classroom" };
        if quiet_button(ui, label)
            .on_hover_text("Back to the lesson that is open")
            .clicked()
        {
            commands.push(Command::OpenClassroom(origin.clone()));
        }
    }
    let writes = *screen == Screen::Studio;
    place(
        ui,
        Command::Studio(StudioCommand::Show),
        Here::of(writes, writes),
        commands,
    );
}

/// What is about the program and the person: in the same order on the screen, whether it is laid out from the edge inwards or in a line.
fn sides(ui: &mut Ui, screen: &Screen, person: Option<&str>, commands: &mut Vec<Command>) {
    if matches!(screen, Screen::Session | Screen::Classroom) {
        place(ui, Command::ToggleHelp, Here::Not, commands);
        return;
    }
    let at_settings = matches!(screen, Screen::Settings | Screen::MyData | Screen::People);
    let at_settings = Here::of(at_settings, *screen == Screen::Settings);
    if ui.layout().prefer_right_to_left() {
        place(ui, Command::ToggleHelp, Here::Not, commands);
        place(ui, Command::ShowSettings, at_settings, commands);
        if let Some(person) = person {
            person_ui(ui, person, commands);
        }
    } else {
        if let Some(person) = person {
            person_ui(ui, person, commands);
        }
        place(ui, Command::ShowSettings, at_settings, commands);
        place(ui, Command::ToggleHelp, Here::Not, commands);
    }
}

/// Who practises now, and the way to somebody else.
fn person_ui(ui: &mut Ui, person: &str, commands: &mut Vec<Command>) {
    let short: String = person.chars().take(24).collect();
    let button = quiet_button(ui, &short).on_hover_text("Who is practising");
    let spoken = format!("Practising: {person}. Change");
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
    if button.clicked() {
        commands.push(Command::ShowPeople);
    }
}

/// Whether one is at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Here {
    /// Elsewhere.
    Not,
    /// On a screen that belongs to it: it is marked, and leads back.
    Within,
    /// Right there.
    Exactly,
}

impl Here {
    const fn of(within: bool, exactly: bool) -> Self {
        match (within, exactly) {
            (_, true) => Self::Exactly,
            (true, false) => Self::Within,
            (false, false) => Self::Not,
        }
    }
}

fn place(ui: &mut Ui, command: Command, here: Here, commands: &mut Vec<Command>) {
    let Some(offer) = command.offer() else { return };
    if here == Here::Exactly {
        // As wide as the button that it is elsewhere, so that its neighbours stay where they are.
        let padding = ui.spacing().button_padding.x;
        ui.add_space(padding);
        let label = ui.label(strong(offer.label));
        underline(ui, label.rect);
        ui.add_space(padding);
        return;
    }
    let keys = offer
        .keys
        .map_or_else(String::new, |keys| format!("  ({})", in_words(ui.ctx(), &keys)));
    let button = quiet_button(ui, offer.label).on_hover_text(format!("{}{keys}", offer.tooltip));
    if here == Here::Within {
        underline(ui, button.rect.shrink2(ui.spacing().button_padding));
    }
    if button.clicked() {
        commands.push(command);
    }
}

/// Marks the place that one is at.
fn underline(ui: &Ui, words: egui::Rect) {
    let line = egui::Stroke::new(2.0, palette(ui).accent);
    ui.painter().hline(words.x_range(), words.bottom() + space::XS, line);
}

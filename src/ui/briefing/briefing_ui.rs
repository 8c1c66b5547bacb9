//! Draws the briefing.

use egui::{Panel, Ui};

use crate::framework::model::{Framework, Row};
use crate::history::attempts::Standing;
use crate::history::store::AttemptId;
use crate::library::catalog::{Entry, Origin};
use crate::library::length::Length;
use crate::report::account::words::{sentence, touches_on};
use crate::scenario::model::{Affect, Feeling, Medium, Scenario};
use crate::session::options::{Mode, Options, Steps};
use crate::settings::Settings;
use crate::ui::command::Command;
use crate::ui::library::data::{ago, outcome_of, outcome_word};
use crate::ui::library::level_word;
use crate::ui::page::{READ, begin_inside, inset, page};
use crate::ui::practise::keys::{enter_pressed, enter_pressed_with_ctrl};
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::portrait::PortraitView;
use crate::ui::widgets::{
    button_row, card_button, chip, chip_row, link_button, page_title, primary_button, quiet_button, section_heading,
};

/// What the screen shows.
#[derive(Debug)]
pub struct BriefingData<'a> {
    /// Where the vignette comes from.
    pub origin: &'a Origin,
    /// The vignette.
    pub scenario: &'a Scenario,
    /// How long it takes.
    pub length: Length,
    /// What it trains.
    pub objectives: Vec<&'a Row>,
    /// The last attempt, if it was left before its end.
    pub unfinished: Option<AttemptId>,
    /// Attempts that came to an end, the latest first, and what to call each.
    pub earlier: Vec<(AttemptId, String)>,
    /// How many came to an end in all.
    pub plays: u64,
    /// How many things the checker found in it, if it is a file of the person's own.
    pub findings: usize,
}

impl<'a> BriefingData<'a> {
    /// The data of an entry; `None` if it can't be played.
    pub fn of(entry: &'a Entry, framework: &'a Framework, standings: &[Standing], now_ms: i64) -> Option<Self> {
        let crate::library::catalog::Content::Playable {
            vignette,
            length,
            diagnostics,
        } = &entry.content
        else {
            return None;
        };
        let objectives = vignette.scenario.contract.objectives.iter();
        let standing = standings
            .iter()
            .find(|standing| standing.vignette == vignette.scenario.id.as_str());
        Some(Self {
            origin: &entry.origin,
            scenario: &vignette.scenario,
            length: *length,
            objectives: objectives.filter_map(|row| framework.row(row.as_str())).collect(),
            earlier: standing.map(|standing| earlier(standing, now_ms)).unwrap_or_default(),
            plays: standing.map_or(0, |standing| standing.plays),
            unfinished: standing.and_then(|standing| standing.open),
            findings: match entry.origin {
                Origin::File(_) => diagnostics.len(),
                Origin::Bundled(_) => 0,
            },
        })
    }
}

/// Attempts that came to an end, each told by its ending, its day and its mode.
fn earlier(standing: &Standing, now_ms: i64) -> Vec<(AttemptId, String)> {
    let ended = standing.ended.iter();
    let told = ended.filter_map(|row| {
        let (outcome, when) = (outcome_of(row.outcome?)?, row.ended_ms?);
        let text = format!("{}, {}, {}", outcome_word(outcome), ago(now_ms - when), row.mode);
        Some((row.id, sentence(&text)))
    });
    told.collect()
}

/// What the screen remembers.
#[derive(Clone, Copy, Debug)]
pub struct BriefingState {
    /// The chosen mode.
    pub mode: Mode,
    /// The steps for practice, where they are a choice.
    pub practice: Steps,
}

impl Default for BriefingState {
    fn default() -> Self {
        Self {
            mode: Mode::Guided,
            practice: Mode::Practice.steps(),
        }
    }
}

/// Finds one step among all.
type StepOf = fn(&mut Steps) -> &mut bool;

/// The optional steps of practice, each with the word that the settings keep for it.
const STEPS: [(&str, StepOf); 6] = [
    ("notice", |steps| &mut steps.notice),
    ("draft", |steps| &mut steps.draft),
    ("confidence", |steps| &mut steps.confidence),
    ("read-alliance", |steps| &mut steps.read_alliance),
    ("notebook", |steps| &mut steps.notebook),
    ("gauges", |steps| &mut steps.gauges),
];

impl BriefingState {
    /// As it was chosen last. What the settings don't name is as at first.
    pub fn remembered(settings: &Settings) -> Self {
        let mut state = Self::default();
        let known = MODES.iter().find(|(mode, ..)| mode_word(*mode) == settings.mode);
        if let Some((mode, ..)) = known {
            state.mode = *mode;
        }
        for (word, of) in STEPS {
            *of(&mut state.practice) = settings.practice_steps.iter().any(|kept| kept == word);
        }
        state
    }

    /// Takes in how a session was begun.
    pub fn take(&mut self, options: Options) {
        if MODES.iter().any(|(mode, ..)| *mode == options.mode) {
            self.mode = options.mode;
        }
        if options.mode == Mode::Practice {
            self.practice = options.steps;
        }
    }

    /// The word that the settings keep for the mode.
    pub fn mode_word(&self) -> String {
        mode_word(self.mode)
    }

    /// The words that the settings keep for the steps that are ticked.
    pub fn step_words(&self) -> Vec<String> {
        let mut steps = self.practice;
        let ticked = STEPS.iter().filter(|(_, of)| *of(&mut steps));
        ticked.map(|(word, _)| (*word).to_owned()).collect()
    }

    /// The options that the session begins with.
    pub fn options(&self) -> Options {
        let options = Options::of(self.mode);
        if self.mode == Mode::Practice {
            Options {
                steps: self.practice,
                ..options
            }
        } else {
            options
        }
    }
}

fn mode_word(mode: Mode) -> String {
    format!("{mode:?}").to_lowercase()
}

const MODES: [(Mode, &str, &str); 3] = [
    (
        Mode::Guided,
        "Guided",
        "Every step, with the alliance in view. A good way to begin.",
    ),
    (
        Mode::Practice,
        "Practice",
        "You answer and hear back at once. You choose what else is asked.",
    ),
    (
        Mode::Probe,
        "Probe",
        "No feedback until the end, as it would be with a real client.",
    ),
];

/// Shows the briefing.
pub fn briefing_ui(ui: &mut Ui, data: &BriefingData<'_>, state: &mut BriefingState, commands: &mut Vec<Command>) {
    let fill = palette(ui).surface;
    let frame = egui::Frame::new()
        .fill(fill)
        .inner_margin(egui::Margin::symmetric(0, 12));
    Panel::bottom("meet")
        .frame(frame)
        .show(ui, |ui| meet(ui, data, state, commands));
    page(ui, "briefing", READ, |ui| {
        if link_button(ui, "Back to the library").clicked() {
            commands.push(Command::ShowLibrary);
        }
        head(ui, data);
        ui.add_space(space::M);
        cautions_ui(ui, &data.scenario.cautions);
        section_heading(ui, "What you know");
        inset(ui, |ui| {
            ui.label(prose(ui, data.scenario.setting.brief.as_str()));
        });
        ui.add_space(space::M);
        if state.mode != Mode::Probe && !data.scenario.held_back && !data.objectives.is_empty() {
            section_heading(ui, "What you will practise");
            chip_row(ui, |ui| {
                for row in &data.objectives {
                    chip(ui, &row.label).on_hover_text(row.text.as_str());
                }
            });
            ui.add_space(space::M);
        }
        if data.scenario.held_back {
            section_heading(ui, "How this goes");
            let text = "This vignette is kept out of practice, to show whether what you learn elsewhere carries over. It is met as a probe: no feedback until the end, and no going back.";
            ui.label(prose(ui, text));
        } else {
            section_heading(ui, "How would you like to work?");
            modes(ui, state);
        }
        earlier_ui(ui, data, commands);
        if data.findings > 0 {
            ui.add_space(space::M);
            let things = if data.findings == 1 {
                "one thing"
            } else {
                "several things"
            };
            if link_button(ui, &format!("For its author: the checker found {things}")).clicked() {
                commands.push(Command::ShowFindings(data.origin.clone()));
            }
        }
    });
}

/// What the conversation touches on: said before anything of it is read.
fn cautions_ui(ui: &mut Ui, cautions: &[String]) {
    if cautions.is_empty() {
        return;
    }
    let ink = palette(ui).warning;
    let text = format!("{}. You can leave at any moment.", touches_on(cautions));
    ui.label(prose(ui, text).color(ink));
    ui.add_space(space::M);
}

/// What is chosen, and the button that begins: always in view.
fn meet(ui: &mut Ui, data: &BriefingData<'_>, state: &BriefingState, commands: &mut Vec<Command>) {
    let side = ((ui.available_width() - READ) / 2.0).max(space::XL);
    ui.horizontal_top(|ui| {
        ui.add_space(side);
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - side).min(READ));
            // In large text what does not fit goes to a second line.
            begin_inside(ui);
            button_row(ui, |ui| meet_row(ui, data, state, commands));
        });
    });
}

fn meet_row(ui: &mut Ui, data: &BriefingData<'_>, state: &BriefingState, commands: &mut Vec<Command>) {
    // With the keyboard on a mode, Enter chooses that; with Ctrl it goes on from anywhere.
    let keyed = enter_pressed(ui) || enter_pressed_with_ctrl(ui);
    let begin = Command::Begin(data.origin.clone(), state.options());
    if let Some(attempt) = data.unfinished {
        let go_on = primary_button(ui, "Go on where you left off").on_hover_text("Ctrl+Enter");
        if go_on.clicked() || keyed {
            commands.push(Command::Resume(attempt));
        }
        if quiet_button(ui, "Start again").clicked() {
            commands.push(begin);
        }
    } else {
        let meet = primary_button(ui, &format!("Meet {}", data.scenario.client.name)).on_hover_text("Ctrl+Enter");
        if meet.clicked() || keyed {
            commands.push(begin);
        }
    }
    ui.add_space(space::XS);
    let mode = if data.scenario.held_back {
        Mode::Probe
    } else {
        state.mode
    };
    let chosen = MODES
        .iter()
        .find(|(known, ..)| *known == mode)
        .map_or("", |(_, name, _)| name);
    let ink = palette(ui).ink_soft;
    ui.label(
        TextRole::Body
            .text(format!("{chosen}, about {} minutes", data.length.minutes()))
            .color(ink),
    );
    if !data.scenario.held_back
        && quiet_button(ui, "Teach with this")
            .on_hover_text("Project it to a room that votes")
            .clicked()
    {
        commands.push(Command::OpenClassroom(data.origin.clone()));
    }
}

/// Attempts that can be looked back at.
fn earlier_ui(ui: &mut Ui, data: &BriefingData<'_>, commands: &mut Vec<Command>) {
    if data.earlier.is_empty() {
        return;
    }
    ui.add_space(space::M);
    section_heading(ui, "Earlier attempts");
    for (number, (attempt, text)) in (1..).zip(&data.earlier) {
        button_row(ui, |ui| {
            ui.label(TextRole::Body.text(text.as_str()));
            let back = quiet_button(ui, "Look back");
            let spoken = format!("Look back, {number}: {text}");
            back.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
            if back.on_hover_text("What happened, turn by turn").clicked() {
                commands.push(Command::LookBack(*attempt, 0));
            }
        });
    }
    if data.plays > data.earlier.len() as u64 && link_button(ui, "All of your attempts").clicked() {
        commands.push(Command::ShowAttempts);
    }
}

fn head(ui: &mut Ui, data: &BriefingData<'_>) {
    let p = palette(ui);
    let (scenario, client) = (data.scenario, &data.scenario.client);
    ui.add_space(space::S);
    ui.horizontal_top(|ui| {
        let view = PortraitView::new(&client.portrait, &client.name, client.age, Affect(Feeling::Settled, 2));
        ui.add(view.size(egui::Vec2::splat(128.0)));
        ui.add_space(space::M);
        ui.vertical(|ui| {
            page_title(ui, &scenario.title);
            ui.label(TextRole::Lead.text(format!("{}, {} ({})", client.name, client.age, client.pronouns)));
            let medium = match scenario.setting.medium {
                Medium::InPerson => "in person",
                Medium::Telephone => "by telephone",
                Medium::Video => "by video",
            };
            let whole = |text: &str| text.trim_end_matches('.').to_owned();
            let (service, approach) = (whole(&scenario.setting.service), whole(&scenario.setting.approach));
            let place = format!("{service}. {approach}. Session {}, {medium}.", scenario.setting.session);
            ui.label(prose(ui, place).color(p.ink_soft));
            let length = format!(
                "{}, about {} minutes",
                level_word(scenario.contract.level),
                data.length.minutes()
            );
            ui.label(TextRole::Small.text(length).color(p.ink_faint));
        });
    });
}

/// Width of the names of the modes, in the size of the text.
const MODE_NAMES: f32 = 5.0;

fn modes(ui: &mut Ui, state: &mut BriefingState) {
    for (mode, name, text) in MODES {
        let chosen = state.mode == mode;
        let card = card_button(ui, ("mode", name), &format!("{name}: {text}"), chosen, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                let column = egui::vec2(MODE_NAMES * TextRole::Body.size(ui), 0.0);
                ui.allocate_ui_with_layout(column, egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_min_width(column.x);
                    ui.label(strong(name));
                });
                let ink = palette(ui).ink_soft;
                ui.vertical(|ui| ui.label(TextRole::Body.text(text).color(ink)));
            });
        });
        if card.response.clicked() {
            state.mode = mode;
        }
    }
    if state.mode == Mode::Practice {
        ui.add_space(space::S);
        let steps = &mut state.practice;
        ui.checkbox(&mut steps.notice, "Ask me what I notice before I answer");
        ui.checkbox(&mut steps.draft, "Let me write my own words first");
        ui.checkbox(&mut steps.confidence, "Ask how sure I am");
        ui.checkbox(
            &mut steps.read_alliance,
            "Ask me to read the alliance where the vignette marks it",
        );
        ui.checkbox(&mut steps.notebook, "Ask for the notebook at the end");
        ui.checkbox(&mut steps.gauges, "Show bond, tasks and goals while we talk");
    }
}

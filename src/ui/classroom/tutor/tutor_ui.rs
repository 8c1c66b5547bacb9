//! Draws the tutor's screen: what the room sees and the key to it at the left, what to do at the right, the next step always in sight.

use egui::{CornerRadius, Margin, Panel, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::asking_ui::asking_ui;
use super::key_ui::key_ui;
use super::now_ui::now_ui;
use super::phones_ui::phones_ui;
use super::rounds_ui::rounds_ui;
use super::setup_ui::setup_ui;
use super::state::{Tab, TutorState};
use crate::classroom::lesson::Lesson;
use crate::classroom::round::Step;
use crate::classroom::tally::letter;
use crate::ui::classroom::command::ClassroomCommand;
use crate::ui::classroom::desk::Saved;
use crate::ui::classroom::key::Key;
use crate::ui::classroom::phones::Phones;
use crate::ui::classroom::projector::Projector;
use crate::ui::classroom::slide::{Slide, slide_ui};
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::{link_button, primary_button, quiet_button, segments};
use crate::ui::window::Monitor;

/// What the screen shows.
pub struct TutorData<'a> {
    /// The lesson.
    pub lesson: &'a Lesson,
    /// The key of the open statement.
    pub key: Option<&'a Key>,
    /// What the room sees.
    pub slide: &'a Slide,
    /// The phones.
    pub phones: &'a Phones,
    /// The room's window.
    pub projector: &'a Projector,
    /// What came of saving the report.
    pub saved: Option<&'a Saved>,
    /// Whether the whole lesson is in the report that was saved. It is only known where it is told.
    pub is_kept: bool,
    /// Why the last request could not be carried out.
    pub told: Option<&'a str>,
    /// Whether something lies over the room's step: a blank screen, a path not taken, how to join.
    pub is_covered: bool,
    /// Whether this platform has a window for the room.
    pub has_two_windows: bool,
    /// The screens that there are.
    pub monitors: &'a [Monitor],
    /// The time, for the clock.
    pub now_ms: i64,
}

/// The share of the width that the side has.
const SIDE: f32 = 0.40;

/// With fewer lines of text than this on the screen, only what is needed stays in sight.
const MANY_ROWS: f32 = 30.0;

/// Shows the tutor's screen.
pub fn tutor_ui(ui: &mut Ui, data: &TutorData<'_>, view: &mut TutorState, asked: &mut Vec<ClassroomCommand>) {
    let p = palette(ui);
    let width = (ui.available_width() * SIDE).clamp(360.0, 560.0);
    let frame = egui::Frame::new().fill(p.surface).inner_margin(Margin::same(16));
    Panel::right("classroom-side")
        .resizable(false)
        .exact_size(width)
        .frame(frame)
        .show(ui, |ui| side_ui(ui, data, view, asked));
    egui::CentralPanel::default()
        .frame(egui::Frame::new().fill(p.surface_sunken).inner_margin(Margin::same(16)))
        .show(ui, |ui| {
            preview_ui(ui, data);
            ui.add_space(space::S);
            ScrollArea::vertical()
                .id_salt("classroom-key")
                .auto_shrink([false, false])
                .show(ui, |ui| key_ui(ui, data, view, asked));
        });
    asking_ui(ui, data, view, asked);
}

/// What the room sees, small.
fn preview_ui(ui: &mut Ui, data: &TutorData<'_>) {
    let p = palette(ui);
    let most = ui.available_height() * 0.52;
    let width = ui.available_width().min(most * 16.0 / 9.0);
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), width * 9.0 / 16.0), Sense::hover());
    let rect = Rect::from_center_size(row.center(), vec2(width, row.height()));
    slide_ui(ui, rect, data.slide, false);
    ui.painter().rect_stroke(
        rect,
        CornerRadius::same(4),
        Stroke::new(1.0, p.border),
        StrokeKind::Outside,
    );
    let id = ui.scope_id().with(Preview);
    let response = ui.interact(rect, id, Sense::hover());
    let sees = if data.slide.is_blank {
        "nothing".to_owned()
    } else {
        data.slide.instruction.clone()
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("The room sees: {sees}")));
}

#[derive(Debug, Hash)]
struct Preview;

fn side_ui(ui: &mut Ui, data: &TutorData<'_>, view: &mut TutorState, asked: &mut Vec<ClassroomCommand>) {
    let foot = egui::Frame::new().inner_margin(Margin::symmetric(0, 8));
    Panel::bottom("classroom-next")
        .frame(foot)
        .show(ui, |ui| next_ui(ui, data, asked));
    ScrollArea::vertical()
        .id_salt("classroom-side-scroll")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_width(ui.available_width() - space::S);
            head_ui(ui, data, asked);
            let tabs = [
                (Tab::Now, "Now"),
                (Tab::Rounds, "Rounds"),
                (Tab::Phones, "Phones"),
                (Tab::Setup, "Set up and save"),
            ];
            ui.add_space(space::S);
            if let Some(tab) = segments(ui, &tabs, view.tab) {
                view.tab = tab;
                if tab == Tab::Phones {
                    asked.push(ClassroomCommand::LookAtNetworks);
                }
            }
            ui.add_space(space::S);
            match view.tab {
                Tab::Now => {
                    steps_ui(ui, data, asked);
                    now_ui(ui, data, view, asked);
                }
                Tab::Rounds => rounds_ui(ui, data, asked),
                Tab::Phones => phones_ui(ui, data, asked),
                Tab::Setup => setup_ui(ui, data, view, asked),
            }
        });
}

/// Which vignette, whose turn, and where the round stands.
fn head_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    let ink = palette(ui).ink_soft;
    if link_button(ui, "Leave the classroom").clicked() {
        asked.push(ClassroomCommand::Leave);
    }
    let lesson = data.lesson;
    let rounds = lesson.branch().map_or(0, |branch| branch.rounds().len());
    let scenario = &lesson.vignette().scenario;
    ui.label(TextRole::Lead.text(scenario.title.as_str()));
    let mut place = if lesson.round().is_some() {
        format!("{}, round {rounds}", scenario.client.name)
    } else {
        format!("{}, looked back at", scenario.client.name)
    };
    if let Some(now) = data.phones.now() {
        place.push_str(&format!(". Phones on: {} here", now.connected));
    }
    ui.label(TextRole::Small.text(place).color(ink));
    if lesson.branches().len() > 1 {
        let teams: Vec<(usize, &str)> = lesson
            .branches()
            .iter()
            .map(|branch| branch.name())
            .enumerate()
            .collect();
        if let Some(team) = segments(ui, &teams, lesson.at()) {
            asked.push(ClassroomCommand::TurnTo(team));
        }
    }
}

/// Why the last request could not be carried out. It stands where the next one is made, and moves nothing above it.
fn told_ui(ui: &mut Ui, data: &TutorData<'_>) {
    if let Some(told) = data.told {
        let warning = palette(ui).warning;
        let label = ui.label(prose(ui, told).color(warning));
        ui.ctx()
            .accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
}

/// The steps of the open round, and a word on the one that the room is at.
fn steps_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    let ink = palette(ui).ink_soft;
    if let Some(round) = data.lesson.round() {
        let listed = Step::ALL
            .into_iter()
            .filter(|step| *step <= Step::Reveal || *step == round.step());
        let steps: Vec<(Step, &str)> = listed.map(|step| (step, step.label())).collect();
        ui.add_space(space::XS);
        if let Some(step) = segments(ui, &steps, round.step()) {
            asked.push(ClassroomCommand::GoTo(step));
        }
        ui.label(prose(ui, advice(round.step())).color(ink));
    }
}

/// A line for the tutor, as a colleague would say it.
const fn advice(step: Step) -> &'static str {
    match step {
        Step::Statement => "Let the words stand for a breath before you go on.",
        Step::Notice => "Rooms miss a client who moves away more often than one who moves against them. Don’t hint.",
        Step::Marker => {
            "It asks for signs of what most have seen, which need not be what is there. Ask what they saw or heard, not what it means."
        }
        Step::First => "Keep it quiet: whoever speaks now moves the vote.",
        // Perez and others, 2010: a room that sees a bar graph is drawn to the majority.
        Step::Discuss => {
            "Pairs who differ learn most. A room that sees how the vote fell drifts to the majority; show it only if you want that."
        }
        Step::Second => "The same question with the same letters. Give people time to disagree with their neighbour.",
        Step::Reveal => "Before you speak about the key, ask somebody who changed their mind what did it.",
        Step::Act => "You need not fill it.",
        Step::Played => "Let the reaction stand for a moment before you explain it.",
    }
}

/// What the next step is called on its button.
fn next_label(lesson: &Lesson, is_covered: bool) -> Option<String> {
    if is_covered {
        return Some("Back to the round".to_owned());
    }
    let round = lesson.round()?;
    let client = &lesson.vignette().scenario.client.name;
    Some(match lesson.following()? {
        Step::Statement => format!("Let {client} go on"),
        Step::Notice => "Ask what they notice".to_owned(),
        Step::Marker => "Ask by which sign".to_owned(),
        Step::First => "Open the first vote".to_owned(),
        Step::Discuss => "Let them talk".to_owned(),
        Step::Second => "Open the second vote".to_owned(),
        Step::Reveal => "Reveal".to_owned(),
        Step::Act => match round.to_play().and_then(|place| round.rated().get(usize::from(place))) {
            Some(rated) if rated.act == crate::scenario::graph::ActKind::Summary => {
                "Put the summary together".to_owned()
            }
            _ => "Begin the silence".to_owned(),
        },
        Step::Played => match round.to_play() {
            Some(_) if round.step() == Step::Act => "Say it, or end the silence".to_owned(),
            Some(place) => format!("Play {}", letter(place)),
            None => "Play a response".to_owned(),
        },
    })
}

/// The next step, the way back, the blank screen: always in sight.
fn next_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    told_ui(ui, data);
    ui.horizontal_wrapped(|ui| {
        if let Some(label) = next_label(data.lesson, data.is_covered)
            && primary_button(ui, &label).on_hover_text("Page Down").clicked()
        {
            asked.push(ClassroomCommand::Next);
        }
        if quiet_button(ui, "Back").on_hover_text("Page Up").clicked() {
            asked.push(ClassroomCommand::Back);
        }
        let blank = if data.slide.is_blank { "Show" } else { "Blank" };
        if quiet_button(ui, blank).on_hover_text("B or a period").clicked() {
            asked.push(ClassroomCommand::Blank);
        }
        if !data.projector.is_open && quiet_button(ui, "Hide").on_hover_text("H").clicked() {
            asked.push(ClassroomCommand::HideTutor);
        }
        if data.has_two_windows && !data.projector.is_open {
            let button = quiet_button(ui, "Room’s window").on_hover_text("W");
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Open the room’s window"));
            if button.clicked() {
                asked.push(ClassroomCommand::ToggleProjector);
            }
        }
    });
    // With large text on a small screen the line would take the room of what it is about; it stands under the last tab as well.
    let rows = ui.ctx().content_rect().height() / TextRole::Body.size(ui.ctx());
    if !data.projector.is_open && rows > MANY_ROWS {
        let ink = palette(ui).ink_faint;
        let text = if data.has_two_windows {
            "W opens a window for the room, on the projector if one is there; H shows the room this window."
        } else {
            "One window here: press H before the room looks, and H again for your notes."
        };
        ui.label(TextRole::Small.text(text).color(ink));
    }
}

/// A heading in the side.
pub(super) fn side_heading(ui: &mut Ui, text: &str) {
    ui.add_space(space::S);
    let label = ui.label(strong(text));
    ui.ctx()
        .accesskit_node_builder(label.id, |node| node.set_role(Role::Heading));
}

/// A quiet line.
pub(super) fn hint(ui: &mut Ui, text: &str) {
    let ink = palette(ui).ink_soft;
    ui.add(egui::Label::new(TextRole::Small.text(text).color(ink)).wrap());
}

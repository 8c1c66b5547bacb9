//! Draws what is set up: the room's window, the steps of a round, teams, the end of the hour, and the report.

use std::path::PathBuf;

use egui::{Role, TextEdit, Ui, WidgetInfo, vec2};

use super::state::TutorState;
use super::tutor_ui::{TutorData, hint, side_heading};
use crate::classroom::lesson::MAX_TEAMS;
use crate::classroom::round::Plan;
use crate::report::classroom::{ClassroomFormat, SMALL};
use crate::ui::classroom::command::ClassroomCommand;
use crate::ui::classroom::desk::Saved;
use crate::ui::classroom::projector::LOOK;
use crate::ui::theme::{palette, prose};
use crate::ui::widgets::{quiet_button, segments};
use crate::ui::window::Monitor;

/// Shows it.
pub(super) fn setup_ui(ui: &mut Ui, data: &TutorData<'_>, view: &mut TutorState, asked: &mut Vec<ClassroomCommand>) {
    window_ui(ui, data, asked);
    plan_ui(ui, data, asked);
    teams_ui(ui, data, view, asked);
    report_ui(ui, data, view, asked);
    end_ui(ui, data, asked);
}

fn window_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    side_heading(ui, "The room’s screen");
    if !data.has_two_windows {
        hint(
            ui,
            "One window here. Press H before the room looks, and H again for your notes.",
        );
        return;
    }
    let mut is_open = data.projector.is_open;
    if ui.checkbox(&mut is_open, "A window of its own for the room").changed() {
        asked.push(ClassroomCommand::Projector(is_open));
    }
    screens_ui(ui, data, asked);
}

/// The screens that there are, to choose the room's from.
fn screens_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    // It is looked again while the list can be seen.
    ui.ctx().request_repaint_after(LOOK);
    let chosen = data.projector.monitor();
    if ui.radio(chosen.is_none(), "A window that you can move").clicked() {
        asked.push(ClassroomCommand::Monitor(None));
    }
    for (number, monitor) in (1_usize..).zip(data.monitors) {
        let is_chosen = chosen.is_some_and(|chosen| chosen.is_same(monitor));
        let label = screen_label(number, monitor, data.monitors);
        if ui.radio(is_chosen, label).clicked() {
            asked.push(ClassroomCommand::Monitor(Some(monitor.clone())));
        }
    }
    let missing = chosen.filter(|chosen| !data.monitors.iter().any(|monitor| monitor.is_same(chosen)));
    if let Some(missing) = missing {
        // It can't be chosen twice: it is chosen.
        let _ = ui.radio(true, format!("{}, not there at the moment", missing.name));
    }
    hint(ui, advice(data.monitors));
}

/// A screen in words: what it is called, how large it is, and where.
fn screen_label(number: usize, monitor: &Monitor, all: &[Monitor]) -> String {
    let name = if monitor.name.is_empty() {
        format!("Screen {number}")
    } else {
        monitor.name.clone()
    };
    let [width, height] = monitor.size;
    let here = all.iter().find(|monitor| monitor.is_here);
    let place = match here {
        _ if monitor.is_here => Some("where your notes are"),
        Some(here) => Some(monitor.seen_from(here).unwrap_or("the same picture as your notes")),
        None => monitor.is_primary.then_some("the main one"),
    };
    let mut label = format!("{name}, {width} × {height}");
    if let Some(place) = place {
        label.push_str(", ");
        label.push_str(place);
    }
    label
}

/// What is worth knowing about the screens.
fn advice(monitors: &[Monitor]) -> &'static str {
    let here = monitors.iter().find(|monitor| monitor.is_here);
    let is_mirrored = |here: &Monitor| {
        let mut others = monitors.iter().filter(|monitor| !monitor.is_here);
        others.any(|monitor| monitor.seen_from(here).is_none())
    };
    if here.is_some_and(is_mirrored) {
        "The projector shows what your own screen shows. Set your system to extend the picture, not to mirror it; or press H before the \
         room looks."
    } else if monitors.len() < 2 {
        "One screen is there. A projector that you plug in stands here at once. F fills the screen that the window is on."
    } else {
        "The window fills the screen that you choose. If it is unplugged, you get a window back, and the screen once it is there again."
    }
}

fn plan_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    side_heading(ui, "Steps of a round");
    let before = data.lesson.plan;
    let mut now: Plan = before;
    ui.checkbox(&mut now.notice, "What do you notice?");
    ui.checkbox(&mut now.marker, "By which sign, where most have seen a strain");
    ui.checkbox(&mut now.first, "A first vote, in silence");
    ui.checkbox(&mut now.discuss, "Time to talk");
    ui.checkbox(&mut now.second, "A second vote");
    if now != before {
        asked.push(ClassroomCommand::SetPlan(now));
    }
    let minutes = [(1, "1 min"), (2, "2 min"), (3, "3 min"), (5, "5 min"), (10, "10 min")];
    if let Some(minutes) = segments(ui, &minutes, data.lesson.discussion_ms / 60_000) {
        asked.push(ClassroomCommand::Minutes(minutes));
    }
    hint(
        ui,
        "Time to talk, from the next round on. Any step can be left out by going straight to another.",
    );
}

fn teams_ui(ui: &mut Ui, data: &TutorData<'_>, view: &mut TutorState, asked: &mut Vec<ClassroomCommand>) {
    side_heading(ui, "Teams");
    let field = TextEdit::singleline(&mut view.teams)
        .hint_text("Left, Right")
        .margin(vec2(12.0, 8.0))
        .desired_width(ui.available_width() - 16.0);
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Names of the teams"));
    let names: Vec<String> = view
        .teams
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .take(MAX_TEAMS)
        .collect();
    let label = match names.len() {
        0 | 1 => "Begin anew as one room".to_owned(),
        teams => format!("Begin anew with {teams} teams"),
    };
    if quiet_button(ui, &label).clicked() {
        let teams = if names.len() < 2 { Vec::new() } else { names };
        asked.push(ClassroomCommand::Begin(teams));
    }
    let going = data.lesson.branches().len();
    let text = if going > 1 {
        "They take turns with the same client, each on its own way. Beginning anew puts the votes away."
    } else {
        "Two to six names with commas between. Each team meets the same client and goes its own way; they take turns."
    };
    hint(ui, text);
}

fn end_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    side_heading(ui, "The end");
    let is_over = data.lesson.is_over();
    let can_go_on = data.lesson.branches().iter().any(|branch| !branch.is_over());
    if !is_over {
        if quiet_button(ui, "End here and look back").clicked() {
            asked.push(ClassroomCommand::End(true));
        }
    } else if can_go_on && quiet_button(ui, "Take it up again").clicked() {
        asked.push(ClassroomCommand::End(false));
    }
}

/// Saved only when asked for.
fn report_ui(ui: &mut Ui, data: &TutorData<'_>, view: &mut TutorState, asked: &mut Vec<ClassroomCommand>) {
    side_heading(ui, "Keep the sums");
    hint(
        ui,
        "Rounds, sums, what changed, your notes: never who chose what. Nothing is kept unless you save it here.",
    );
    let formats = ClassroomFormat::ALL.map(|format| (format, format.name()));
    if let Some(format) = segments(ui, &formats, view.format) {
        view.format = format;
        let path = PathBuf::from(view.path.trim()).with_extension(format.extension());
        view.path = path.display().to_string();
    }
    let mut keeps_back = view.threshold > 1;
    if ui
        .checkbox(
            &mut keeps_back,
            format!("Keep numbers under {SMALL} back, and what would give them away"),
        )
        .changed()
    {
        view.threshold = if keeps_back { SMALL } else { 0 };
    }
    let field = TextEdit::singleline(&mut view.path)
        .hint_text("Path of the file")
        .margin(vec2(12.0, 8.0))
        .desired_width(ui.available_width() - 16.0);
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Path of the report"));
    let path = PathBuf::from(view.path.trim());
    ui.horizontal_wrapped(|ui| {
        let is_named = !view.path.trim().is_empty();
        let save = ui
            .add_enabled_ui(is_named, |ui| quiet_button(ui, "Save the report"))
            .inner;
        if is_named && save.clicked() {
            asked.push(ClassroomCommand::Save(view.format, path.clone(), false));
        }
        if quiet_button(ui, "Choose a place…").clicked() {
            asked.push(ClassroomCommand::ChoosePlace(view.format));
        }
    });
    saved_ui(ui, data, view, asked);
}

fn saved_ui(ui: &mut Ui, data: &TutorData<'_>, view: &TutorState, asked: &mut Vec<ClassroomCommand>) {
    let p = palette(ui);
    let (text, ink) = match data.saved {
        None => return,
        Some(Saved::At(path)) if data.is_kept => (format!("The report is in {}.", path.display()), p.calm),
        Some(Saved::At(path)) => (
            format!("The report is in {}; what came after it is not.", path.display()),
            p.warning,
        ),
        Some(Saved::Taken(path)) => (format!("There is a file at {} already.", path.display()), p.warning),
        Some(Saved::Failed(why)) => (why.clone(), p.warning),
    };
    let label = ui.label(prose(ui, text).color(ink));
    ui.ctx()
        .accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
    if let Some(Saved::Taken(path)) = data.saved
        && quiet_button(ui, "Replace it").clicked()
    {
        asked.push(ClassroomCommand::Save(view.format, path.clone(), true));
    }
}

//! Draws the studio: the plan on the left, the forms on the right, the tabs under the plan, and what is asked over all of it.

use egui::{Margin, Panel, Ui, WidgetInfo};

use super::asking::{Asking, asking_ui};
use super::bar_ui::{BarData, bar_ui};
use super::command::StudioCommand;
use super::compare::{CompareData, compare_ui};
use super::coverage::coverage_ui;
use super::desk::Desk;
use super::door::{DoorData, door_ui};
use super::find_ui::find_ui;
use super::inspector::{Form, inspector_ui};
use super::keeping::Kept;
use super::plan::board_ui;
use super::play::{PlayData, play_ui};
use super::problems::{Problems, ProblemsData, problems_ui};
use super::sign_off::{SignOffData, sign_off_ui};
use super::source::{SourceData, source_ui};
use super::state::{Studio, StudioView};
use super::tabs::{Half, Plan, Tab};
use crate::edit::templates::TEMPLATES;
use crate::library::catalog::Entry;
use crate::ui::command::Command;
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::told::quoted;
use crate::ui::widgets::{segment, segments};

/// Least width for plan and forms beside each other, in heights of the text.
const LEAST_WIDTH: f32 = 56.0;

/// Shows the studio.
pub fn studio_ui(ui: &mut Ui, entries: &[Entry], studio: &mut Studio, commands: &mut Vec<Command>) {
    let asks = &mut studio.asks;
    match &mut studio.desk {
        Some(desk) => desk_ui(ui, desk, &mut studio.view, &studio.kept, asks),
        None => {
            let templates = TEMPLATES.map(|template| (template.title, template.about));
            let data = DoorData {
                entries,
                templates: &templates,
                drafts: studio.kept.drafts(),
            };
            door_ui(ui, &data, &mut studio.door, asks);
        }
    }
    let name = studio.desk.as_ref().map(Desk::name).unwrap_or_default();
    match &mut studio.asking {
        Some(Asking::Find(state)) => {
            if let Some(scenario) = studio.desk.as_ref().and_then(Desk::scenario) {
                find_ui(ui, scenario, state, asks);
            }
        }
        Some(asking) => asking_ui(ui, asking, &name, asks),
        None => {}
    }
    commands.extend(asks.drain(..).map(Command::Studio));
}

fn desk_ui(ui: &mut Ui, desk: &mut Desk, view: &mut StudioView, kept: &Kept, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    let bar = egui::Frame::new()
        .fill(p.surface)
        .inner_margin(Margin::symmetric(16, 2));
    Panel::top("studio-bar").frame(bar).show(ui, |ui| {
        let name = desk.name();
        let (undo, redo) = (desk.document.undo_label(), desk.document.redo_label());
        let (undo, redo) = (undo.map(quoted), redo.map(quoted));
        let data = BarData {
            name: &name,
            path: desk.path.as_deref(),
            unsaved: desk.document.is_dirty(),
            locked: desk.document.is_read_only(),
            undo: undo.as_deref(),
            redo: redo.as_deref(),
        };
        bar_ui(ui, &data, asks);
        said_ui(ui, desk);
    });
    view.narrow = ui.available_width() < TextRole::Body.size(ui) * LEAST_WIDTH;
    if view.narrow {
        return narrow_ui(ui, desk, view, kept, asks);
    }
    let available = ui.available_width();
    let side = egui::Frame::new()
        .fill(p.surface_raised)
        .inner_margin(Margin::symmetric(16, 8));
    Panel::right("studio-inspector")
        .frame(side)
        .resizable(true)
        .default_size(available * 0.42)
        .size_range(available * 0.25..=available * 0.7)
        .show(ui, |ui| forms_ui(ui, desk, view, asks));
    tabs_ui(ui, desk, view, kept, asks);
    let plan = egui::Frame::new().fill(p.surface).inner_margin(Margin::symmetric(8, 4));
    egui::CentralPanel::default().frame(plan).show(ui, |ui| {
        if let Some(plan) = segments(ui, &Plan::ALL, view.plan) {
            view.plan = plan;
        }
        board_ui(ui, desk, &mut view.board, view.plan, asks);
    });
}

/// One thing at a time: the plan, the forms, or a tab.
fn narrow_ui(ui: &mut Ui, desk: &mut Desk, view: &mut StudioView, kept: &Kept, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    let line = egui::Frame::new()
        .fill(p.surface_sunken)
        .inner_margin(Margin::symmetric(12, 4));
    Panel::bottom("studio-turns").frame(line).show(ui, |ui| {
        tab_line(ui, desk, view.tab, asks);
    });
    let turns = egui::Frame::new().fill(p.surface).inner_margin(Margin::symmetric(8, 4));
    egui::CentralPanel::default().frame(turns).show(ui, |ui| {
        if let Some(tab) = view.tab {
            return tab_ui(ui, tab, (desk, kept), view, asks);
        }
        ui.horizontal_wrapped(|ui| {
            for (half, label) in Half::ALL {
                if segment(ui, label, half == view.half).clicked() {
                    view.half = half;
                }
            }
            ui.add_space(space::M);
            for (plan, label) in Plan::ALL.into_iter().filter(|_| view.half == Half::Plan) {
                if segment(ui, label, plan == view.plan).clicked() {
                    view.plan = plan;
                }
            }
        });
        match view.half {
            Half::Plan => board_ui(ui, desk, &mut view.board, view.plan, asks),
            Half::Forms => forms_ui(ui, desk, view, asks),
        }
    });
}

/// Why nothing can be changed, where that is so.
fn said_ui(ui: &mut Ui, desk: &Desk) {
    let text = if desk.document.is_read_only() {
        "This file was written for a newer Attune. It can be looked at here, and is never saved over."
    } else if desk.is_locked() {
        "The text has a mistake in it, so the forms wait: mend it in the Source tab, or undo what was typed there."
    } else {
        return;
    };
    let ink = palette(ui).warning;
    ui.label(TextRole::Small.text(text).color(ink));
}

fn forms_ui(ui: &mut Ui, desk: &Desk, view: &mut StudioView, asks: &mut Vec<StudioCommand>) {
    let Some(scenario) = desk.scenario() else {
        ui.label("Nothing of this file could be read yet. The Problems tab says why.");
        return;
    };
    let mut form = Form {
        scenario,
        framework: desk.document.framework(),
        findings: desk.findings(),
        alliance: desk.alliance(),
        vary: None,
        state: &mut view.forms,
        asks,
    };
    inspector_ui(ui, &mut form, &desk.spot, desk.is_locked());
}

/// The line of tabs, and the tab that is open.
fn tabs_ui(ui: &mut Ui, desk: &mut Desk, view: &mut StudioView, kept: &Kept, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    let frame = egui::Frame::new()
        .fill(p.surface_sunken)
        .inner_margin(Margin::symmetric(12, 4));
    let height = ui.available_height();
    let panel = Panel::bottom("studio-tabs").frame(frame);
    let Some(tab) = view.tab else {
        panel.resizable(false).show(ui, |ui| tab_line(ui, desk, None, asks));
        return;
    };
    // Open and closed it has two sizes, each remembered under a name of its own; a grid of many lines has a third.
    drop(panel);
    let (name, share) = match tab {
        Tab::Coverage => ("studio-tab-tall", 0.7),
        _ => ("studio-tab", 0.56),
    };
    Panel::bottom(name)
        .frame(frame)
        .resizable(true)
        .default_size(height * share)
        .size_range(120.0..=(height - 80.0).max(140.0))
        .show(ui, |ui| {
            tab_line(ui, desk, Some(tab), asks);
            ui.add_space(space::XS);
            ui.set_min_size(ui.available_size());
            tab_ui(ui, tab, (desk, kept), view, asks);
        });
}

fn tab_line(ui: &mut Ui, desk: &Desk, open: Option<Tab>, asks: &mut Vec<StudioCommand>) {
    ui.horizontal_wrapped(|ui| {
        for tab in Tab::ALL {
            let matter = desk.findings().iter().filter(|found| !found.is_note()).count();
            let text = match tab {
                Tab::Problems if matter > 0 => format!("Problems ({matter})"),
                _ => tab.label().to_owned(),
            };
            let on = open == Some(tab);
            let button = ui.selectable_label(on, text.as_str());
            button.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, on, text.as_str()));
            if button.clicked() {
                asks.push(StudioCommand::ShowTab(tab));
            }
        }
    });
}

fn tab_ui(
    ui: &mut Ui,
    tab: Tab,
    (desk, kept): (&mut Desk, &Kept),
    view: &mut StudioView,
    asks: &mut Vec<StudioCommand>,
) {
    match tab {
        Tab::Source => {
            let newest = desk.looking.found.revision == desk.document.revision();
            let findings = if newest {
                desk.findings()
            } else {
                desk.document.diagnostics()
            };
            let data = SourceData {
                text: desk.document.text(),
                reading: desk.document.reading(),
                findings,
                spot: &desk.spot,
                locked: desk.document.is_read_only(),
            };
            source_ui(ui, &data, &mut view.source, asks);
        }
        Tab::Problems => {
            let found = &desk.looking.found;
            let data = ProblemsData {
                problems: Problems::of(&found.diagnostics),
                allowed: &found.allowed,
                is_complete: found.deep && found.revision == desk.document.revision(),
                locked: desk.is_locked(),
            };
            problems_ui(ui, &data, asks);
        }
        Tab::Play => {
            desk.find_way();
            let mut play = desk.play.take();
            let data = PlayData {
                framework: desk.document.framework(),
                vignette: desk.looking.found.vignette.as_deref(),
                statement: desk.spot.statement(),
                arrival: desk.arrival().map(|arrival| arrival.before),
                space: desk.looking.found.space.as_deref(),
                deep: desk.looking.found.deep,
                way: desk.way(),
            };
            play_ui(ui, &data, play.as_mut(), &mut view.play, asks);
            desk.play = play;
        }
        Tab::Coverage => {
            let (fares, here) = (desk.fares(), desk.spot.statement().map(str::to_owned));
            if let Some(data) = desk.coverage() {
                coverage_ui(ui, (data, &fares), &mut view.coverage, here.as_deref(), asks);
            }
        }
        Tab::Compare => {
            desk.compare();
            let data = CompareData {
                has_file: kept.has_file(),
                versions: kept.versions(),
                compared: desk.compared(),
                locked: desk.is_locked(),
            };
            compare_ui(ui, &data, asks);
        }
        Tab::SignOff => {
            let (found, revision) = (&desk.looking.found, desk.document.revision());
            let scenario = desk.scenario().map(|scenario| &**scenario);
            let data = SignOffData::of(scenario, found, &desk.settings, found.revision == revision);
            sign_off_ui(ui, &data, revision, &mut view.sign_off, asks);
        }
    }
}

//! Draws a session: the client on the left, the conversation and the turn's step on the right.

use egui::{Align, ScrollArea, Ui, Vec2b};

use super::data::{SessionData, StepData};
use super::feedback_ui::feedback_ui;
use super::play::Hand;
use super::responses_ui::responses_ui;
use super::steps_ui::{confidence_ui, draft_ui, notebook_ui, notice_ui, reading_ui};
use super::transcript_ui::{stage, transcript_ui};
use crate::framework::id::Component;
use crate::report::account::words::touches_on;
use crate::scenario::model::Medium;
use crate::ui::command::Command;
use crate::ui::follow::begin_here;
use crate::ui::page::{inset, scroll_keys};
use crate::ui::theme::{TextRole, palette, prose, space, speech};
use crate::ui::widgets::portrait::PortraitView;
use crate::ui::widgets::{Gauge, quiet_button};

/// Below this size of the portrait everything under it stands closer.
const SMALL: f32 = 160.0;

/// A face is no smaller than this beside a session.
const LEAST: f32 = 96.0;

/// Shows the session.
pub fn session_ui(ui: &mut Ui, data: &SessionData<'_>, hand: &mut Hand, commands: &mut Vec<Command>) {
    let width = ui.available_width();
    let side = (width * 0.3).clamp(240.0, 400.0);
    let fill = palette(ui).surface_sunken;
    let frame = egui::Frame::new()
        .fill(fill)
        .inner_margin(egui::Margin::symmetric(20, 20));
    let panel = egui::Panel::left("client")
        .exact_size(side)
        .resizable(false)
        .show_separator_line(false);
    panel.frame(frame).show(ui, |ui| client_ui(ui, data, commands));
    let scroll = ScrollArea::vertical().id_salt("conversation").auto_shrink(Vec2b::FALSE);
    scroll.show(ui, |ui| {
        let reading = TextRole::Speech.line_width(ui) + 2.0 * space::L;
        crate::ui::page::column(ui, reading, |ui| {
            ui.add_enabled_ui(!data.waiting, |ui| conversation_ui(ui, data, hand, commands));
        });
        scroll_keys(ui);
    });
}

/// The session beside something else, where room is scarce: the client small, the conversation with little around it. Whoever shows it
/// offers the way out.
pub fn session_beside_ui(ui: &mut Ui, data: &SessionData<'_>, hand: &mut Hand, commands: &mut Vec<Command>) {
    let side = (ui.available_width() * 0.26).clamp(150.0, 220.0);
    let panel = egui::Panel::left("client-beside")
        .exact_size(side)
        .resizable(false)
        .show_separator_line(false);
    let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(4, 4));
    panel.frame(frame).show(ui, |ui| {
        ScrollArea::vertical().id_salt("client-beside").show(ui, |ui| {
            let size = ui.available_width().min(ui.available_height() * 0.42).max(64.0);
            person_ui(ui, data, size);
            ui.vertical_centered(|ui| turn_ui(ui, data));
        });
    });
    let scroll = ScrollArea::vertical()
        .id_salt("conversation-beside")
        .auto_shrink(Vec2b::FALSE);
    scroll.show(ui, |ui| {
        let room = ui.available_width() - 2.0 * space::M;
        ui.horizontal_top(|ui| {
            ui.add_space(space::S);
            ui.vertical(|ui| {
                ui.set_width(room.min(TextRole::Speech.line_width(ui)));
                ui.add_enabled_ui(!data.waiting, |ui| conversation_ui(ui, data, hand, commands));
                ui.add_space(space::M);
            });
        });
    });
}

/// Who it is, as they look now, and how the alliance stands if that is shown.
fn person_ui(ui: &mut Ui, data: &SessionData<'_>, size: f32) {
    let p = palette(ui);
    ui.vertical_centered(|ui| {
        let view = PortraitView::new(&data.client.portrait, &data.client.name, data.client.age, data.affect);
        ui.add(view.size(egui::Vec2::splat(size)));
        ui.add_space(space::S);
        ui.label(TextRole::Lead.text(format!("{}, {}", data.client.name, data.client.age)));
        let medium = match data.medium {
            Medium::InPerson => None,
            Medium::Telephone => Some("by telephone"),
            Medium::Video => Some("by video"),
        };
        if let Some(medium) = medium {
            ui.label(TextRole::Small.text(medium).color(p.ink_faint));
        }
    });
    if let Some((now, before)) = data.gauges {
        ui.add_space(if size < SMALL { space::S } else { space::L });
        for component in Component::ALL {
            let value = now.get(component.index()).copied().unwrap_or(0);
            let gauge = Gauge::new(component, value);
            let before = before.and_then(|before| before.get(component.index()).copied());
            ui.add(match before {
                Some(before) => gauge.before(before),
                None => gauge,
            });
            ui.add_space(space::S);
        }
    }
}

fn turn_ui(ui: &mut Ui, data: &SessionData<'_>) {
    let ink = palette(ui).ink_faint;
    ui.label(TextRole::Small.text(format!("Turn {}", data.turn)).color(ink));
}

fn client_ui(ui: &mut Ui, data: &SessionData<'_>, commands: &mut Vec<Command>) {
    let p = palette(ui);
    ScrollArea::vertical().id_salt("client").show(ui, |ui| {
        let most = ui.available_width().min(ui.ctx().content_rect().height() * 0.42);
        // In large text the portrait gives way, so that the way out stays in sight.
        let lines = if data.gauges.is_some() { 13.0 } else { 8.0 };
        let left = ui.available_height() - lines * TextRole::Body.size(ui);
        person_ui(ui, data, most.min(left.max(LEAST)));
        ui.add_space(space::L);
        ui.vertical_centered(|ui| {
            if let Some((_, number, of)) = data.drill {
                ui.label(TextRole::Small.text(format!("{number} of {of}")).color(p.ink_faint));
                if quiet_button(ui, "Stop here")
                    .on_hover_text("What you have done is kept, and the rest can wait")
                    .clicked()
                {
                    commands.push(Command::StopRound);
                }
                return;
            }
            turn_ui(ui, data);
            if quiet_button(ui, "Leave the session")
                .on_hover_text("What you have played is kept")
                .clicked()
            {
                commands.push(Command::LeaveSession);
            }
        });
    });
}

fn conversation_ui(ui: &mut Ui, data: &SessionData<'_>, hand: &mut Hand, commands: &mut Vec<Command>) {
    let p = palette(ui);
    transcript_ui(ui, &data.client.name, &data.past);
    if !data.past.is_empty() {
        ui.add_space(space::L);
    }
    let top = ui.cursor().top();
    if let Some((context, ..)) = data.drill {
        inset(ui, |ui| {
            for line in context {
                ui.label(prose(ui, line.as_str()).color(p.ink_soft));
            }
            if !data.cautions.is_empty() {
                ui.label(TextRole::Small.text(touches_on(data.cautions)).color(p.warning));
            }
        });
        ui.add_space(space::M);
    }
    if let Some(scene) = data.scene {
        ui.label(prose(ui, scene).color(p.ink_soft));
        ui.add_space(space::S);
    }
    ui.label(TextRole::Small.text(data.client.name.as_str()).color(p.ink_faint));
    stage(ui, data.cue);
    let said = ui.label(speech(ui, data.says));
    ui.ctx()
        .accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
    ui.add_space(space::L);
    let step_top = ui.cursor().top();
    if std::mem::take(&mut hand.tabbed) {
        begin_here(ui);
    }
    let name = data.client.name.as_str();
    match &data.step {
        StepData::Notice(factors) => notice_ui(ui, name, factors, &mut hand.notice, commands),
        StepData::Draft => draft_ui(ui, hand, commands),
        StepData::Respond(respond) => responses_ui(ui, name, respond, hand, commands),
        StepData::Confidence(said) => confidence_ui(ui, *said, commands),
        StepData::Feedback(feedback) => feedback_ui(ui, name, feedback, hand, commands),
        StepData::ReadAlliance => reading_ui(ui, name, &mut hand.reading, commands),
        StepData::Notebook(beliefs) => notebook_ui(ui, name, beliefs, &mut hand.notebook, commands),
        StepData::Over => {}
    }
    let step = ui.min_rect().with_min_y(step_top);
    if !std::mem::replace(&mut hand.in_view, true) {
        bring_into_view(
            ui,
            ui.min_rect().with_min_y(top),
            step,
            hand.later,
            matches!(data.step, StepData::Feedback(_)),
        );
    }
}

/// Scrolls to what is asked now. A turn begins with the client's words at the top; later steps show themselves whole, with as much of
/// the words above as fits; feedback is read from its own top.
fn bring_into_view(ui: &Ui, turn: egui::Rect, step: egui::Rect, later: bool, is_feedback: bool) {
    let fits = turn.height() + 2.0 * space::L <= ui.clip_rect().height();
    let (rect, align) = match (later, is_feedback) {
        (true, true) => (step, Align::TOP),
        (true, false) if !fits && step.height() < ui.clip_rect().height() => (step, Align::BOTTOM),
        (true, false) if !fits => (step, Align::TOP),
        _ => (turn, Align::TOP),
    };
    let edge = match align {
        Align::BOTTOM => rect.with_min_y(rect.bottom()).translate(egui::vec2(0.0, space::L)),
        _ => rect.with_max_y(rect.top()).translate(egui::vec2(0.0, -space::L)),
    };
    ui.scroll_to_rect(edge, Some(align));
}

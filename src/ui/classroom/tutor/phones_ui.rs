//! Draws the phones' panel: the switch, the network, the address and the code, who has joined, and why a phone may not get through.

use egui::{Sense, Ui, vec2};

use super::tutor_ui::{TutorData, hint, side_heading};
use crate::classroom::interfaces::{Interface, Kind};
use crate::classroom::lesson::PhoneSettings;
use crate::classroom::server::reasons::REASONS;
use crate::classroom::server::self_test::{Finding, Verdict, reach};
use crate::report::account::words::list;
use crate::session::words::sentence;
use crate::ui::classroom::command::ClassroomCommand;
use crate::ui::classroom::phones::PhonesNow;
use crate::ui::classroom::slide::{Join, paint_pattern};
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::told::told;
use crate::ui::widgets::{expander, primary_button, quiet_button};

/// The side of the pattern, in points.
const PATTERN: f32 = 208.0;
/// The width of the longest address, in sizes of its text.
const ADDRESS: f32 = 16.0;
/// Kinds of refusals that are listed, the most frequent ones.
const REFUSALS: usize = 5;
const NAMES: &str = "phone-names";

/// Shows the panel.
pub(super) fn phones_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    if data.phones.is_running() {
        running_ui(ui, data, asked);
    } else {
        off_ui(ui, data, asked);
    }
    settings_ui(ui, data, asked);
}

/// The switch, and the networks to choose from.
fn off_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    ui.label(prose(
        ui,
        "Phones are off. Hands need no network and are counted under “Now”; with phones, each device has one vote.",
    ));
    side_heading(ui, "Which network are the phones on?");
    let phones = data.phones;
    if phones.networks.is_empty() {
        hint(
            ui,
            "This computer is on no network. Join one and look again, or count hands.",
        );
    } else if phones.networks.iter().all(Interface::is_unlikely) {
        hint(
            ui,
            "Phones are hardly on any of these. Join the Wi-Fi or open a hotspot and look again, or count hands.",
        );
    }
    for (place, network) in phones.networks.iter().enumerate() {
        let is_chosen = phones.chosen == Some(place);
        let mut label = network.label();
        if network.is_unlikely() && network.kind != Kind::Loopback {
            label.push_str(": hardly for phones");
        }
        if ui.radio(is_chosen, label).clicked() {
            asked.push(ClassroomCommand::ChooseNetwork(place));
        }
    }
    if let Some((problem, help)) = &phones.problem {
        warning(ui, &format!("{problem} To mend it: {help}."));
    }
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        if phones.chosen.is_some() && primary_button(ui, "Let phones join").clicked() {
            asked.push(ClassroomCommand::StartPhones);
        }
        if quiet_button(ui, "Look again").clicked() {
            asked.push(ClassroomCommand::LookAtNetworks);
        }
    });
    ui.add_space(space::XS);
    hint(
        ui,
        "Only this network can reach it, only while the class runs. No accounts, and no names unless you ask for them; nothing is kept unless you save the sums.",
    );
}

/// A line that a screen reader hears at once.
fn warning(ui: &mut Ui, text: &str) {
    let ink = palette(ui).warning;
    let label = ui.label(prose(ui, text).color(ink));
    ui.ctx()
        .accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// The address, the code, who is there, and what was found.
fn running_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    let Some((join, now)) = data.phones.join(data.lesson.phones.nicknames).zip(data.phones.now()) else {
        return;
    };
    if !now.runs {
        warning(
            ui,
            "Phones can’t get through any more. Stop them and let them join again.",
        );
    }
    let beside = ui.available_width() - PATTERN > TextRole::Body.size(ui.ctx()) * ADDRESS;
    if beside {
        ui.horizontal_top(|ui| {
            pattern_ui(ui, data);
            ui.vertical(|ui| joining_ui(ui, &join, now));
        });
    } else {
        pattern_ui(ui, data);
        joining_ui(ui, &join, now);
    }
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        if quiet_button(ui, "Show how to join").on_hover_text("J").clicked() {
            asked.push(ClassroomCommand::ShowJoin);
        }
        if quiet_button(ui, "Test the connection").clicked() {
            asked.push(ClassroomCommand::TestPhones);
        }
        if quiet_button(ui, "Stop the phones").clicked() {
            asked.push(ClassroomCommand::StopPhones);
        }
    });
    if !now.names.is_empty() {
        expander(ui, NAMES, &format!("Names ({})", now.names.len()), false, |ui| {
            hint(ui, &list(&now.names));
        });
    }
    side_heading(ui, "The connection");
    if data.phones.is_testing() {
        hint(ui, "Trying its own address…");
    }
    let reach = reach(now.reached);
    for finding in data.phones.findings().iter().chain([&reach]) {
        finding_ui(ui, finding);
    }
    if !now.refused.is_empty() {
        side_heading(ui, "What was refused");
        for (label, count) in now.refused.iter().take(REFUSALS) {
            hint(ui, &format!("{count} {label}"));
        }
    }
    reasons_ui(ui);
}

fn pattern_ui(ui: &mut Ui, data: &TutorData<'_>) {
    if let Some(pattern) = data.phones.pattern() {
        let (square, response) = ui.allocate_exact_size(vec2(PATTERN, PATTERN), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, "A QR code with the address"));
        paint_pattern(ui.painter(), square, pattern);
    }
}

/// What is typed where nothing is scanned, and who is there.
fn joining_ui(ui: &mut Ui, join: &Join, now: &PhonesNow) {
    hint(ui, "Address");
    ui.add(egui::Label::new(strong(join.address.as_str())).wrap());
    ui.add_space(space::XS);
    hint(ui, "Code");
    ui.label(TextRole::Title.text(join.code.as_str()));
    ui.add_space(space::XS);
    ui.label(TextRole::Body.text(format!("{} joined, {} here now", now.joined, now.connected)));
}

fn finding_ui(ui: &mut Ui, finding: &Finding) {
    let p = palette(ui);
    let (mark, ink) = match finding.verdict {
        Verdict::Fine => ("✓", p.calm),
        Verdict::Note => ("·", p.ink_soft),
        Verdict::Trouble => ("✕", p.warning),
    };
    let help = match (finding.verdict, finding.help) {
        (_, None) => String::new(),
        (Verdict::Trouble, Some(help)) => format!(" To mend it: {help}."),
        (_, Some(help)) => format!(" {}", sentence(help)),
    };
    let found = told(&finding.text);
    ui.label(prose(ui, format!("{mark} {found}{help}")).color(ink));
}

/// Why a phone may not get through.
fn reasons_ui(ui: &mut Ui) {
    ui.add_space(space::XS);
    expander(ui, "phone-reasons", "A phone can’t get through", false, |ui| {
        for reason in REASONS {
            ui.label(strong(reason.title));
            ui.label(prose(ui, reason.text));
        }
    });
}

/// What phones are shown.
fn settings_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    side_heading(ui, "What phones show");
    let before = data.lesson.phones;
    let mut now: PhoneSettings = before;
    ui.checkbox(&mut now.texts, "The responses in full, not only their letters");
    ui.checkbox(&mut now.statement, "What the client says");
    ui.checkbox(&mut now.nicknames, "A field for a name");
    hint(ui, "With letters alone, people look up and at each other.");
    if now != before {
        asked.push(ClassroomCommand::SetPhones(now));
    }
}

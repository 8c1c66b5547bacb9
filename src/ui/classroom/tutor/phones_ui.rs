//! Draws the phones' panel: the switch, the network, the address and the code, who has joined, and why a phone may not get through.

use egui::{Sense, Ui, vec2};

use super::tutor_ui::{TutorData, hint, side_heading};
use crate::classroom::lesson::PhoneSettings;
use crate::classroom::server::reasons::REASONS;
use crate::classroom::server::self_test::Verdict;
use crate::report::account::words::list;
use crate::session::words::sentence;
use crate::ui::classroom::command::ClassroomCommand;
use crate::ui::classroom::slide::paint_pattern;
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::{expander, primary_button, quiet_button};

/// The side of the pattern, in points.
const PATTERN: f32 = 208.0;

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
        hint(ui, "This computer is on no network. Open a hotspot, or count hands.");
    }
    for (place, network) in phones.networks.iter().enumerate() {
        let is_chosen = phones.chosen == Some(place);
        let mut label = network.label();
        if network.is_unlikely() {
            label.push_str(": hardly for phones");
        }
        if ui.radio(is_chosen, label).clicked() {
            asked.push(ClassroomCommand::ChooseNetwork(place));
        }
    }
    if let Some((problem, help)) = &phones.problem {
        let ink = palette(ui).warning;
        let label = ui.label(prose(ui, format!("{problem} To mend it: {help}.")).color(ink));
        ui.ctx()
            .accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
    ui.horizontal_wrapped(|ui| {
        if phones.chosen.is_some() && primary_button(ui, "Let phones join").clicked() {
            asked.push(ClassroomCommand::StartPhones);
        }
        if quiet_button(ui, "Look again").clicked() {
            asked.push(ClassroomCommand::LookAtNetworks);
        }
    });
    hint(
        ui,
        "Only this network can reach it, only while the class runs. No names, no accounts; nothing is kept unless you save the sums.",
    );
}

/// The address, the code, who is there, and what was found.
fn running_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    let Some((join, now)) = data.phones.join().zip(data.phones.now()) else {
        return;
    };
    let p = palette(ui);
    ui.horizontal_top(|ui| {
        if let Some(pattern) = data.phones.pattern() {
            let (square, response) = ui.allocate_exact_size(vec2(PATTERN, PATTERN), Sense::hover());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, "A QR code with the address"));
            paint_pattern(ui.painter(), square, pattern);
        }
        ui.vertical(|ui| {
            ui.label(strong(join.address.as_str()));
            ui.label(TextRole::Title.text(join.code.as_str()));
            let joined = format!("{} joined, {} here now", now.joined, now.connected);
            ui.label(TextRole::Body.text(joined));
            if !now.names.is_empty() {
                ui.label(TextRole::Small.text(list(&now.names)).color(p.ink_soft));
            }
        });
    });
    ui.horizontal_wrapped(|ui| {
        if quiet_button(ui, "Show the room how to join")
            .on_hover_text("J")
            .clicked()
        {
            asked.push(ClassroomCommand::ShowJoin);
        }
        if quiet_button(ui, "Test the connection").clicked() {
            asked.push(ClassroomCommand::TestPhones);
        }
        if quiet_button(ui, "Stop the phones").clicked() {
            asked.push(ClassroomCommand::StopPhones);
        }
    });
    side_heading(ui, "What the test found");
    if data.phones.is_testing() {
        hint(ui, "Trying its own address…");
    }
    for finding in data.phones.findings() {
        let (mark, ink) = match finding.verdict {
            Verdict::Fine => ("✓", p.calm),
            Verdict::Note => ("·", p.ink_soft),
            Verdict::Trouble => ("✕", p.warning),
        };
        let help = finding
            .help
            .map(|help| format!(" To mend it: {help}."))
            .unwrap_or_default();
        let found = sentence(&finding.text.replace('`', ""));
        ui.label(prose(ui, format!("{mark} {found}{help}")).color(ink));
    }
    if !now.reached {
        hint(ui, "No phone has got through yet.");
    }
    for (label, count) in now.refused.iter().take(5) {
        hint(ui, &format!("{count} {label}"));
    }
    reasons_ui(ui);
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

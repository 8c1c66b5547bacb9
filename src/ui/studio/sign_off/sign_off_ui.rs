//! Draws what is to be looked at before a vignette counts as done.

use egui::{ScrollArea, Ui};

use super::data::{Seen, SignOffData, Verdict};
use crate::report::vignette::CHECKS;
use crate::ui::studio::command::{Purpose, StudioCommand};
use crate::ui::studio::coverage::CoverageView;
use crate::ui::studio::tabs::Tab;
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::widgets::{link_button, quiet_button, section_heading};

/// Least width for both lists beside each other, in heights of the text.
const LEAST_WIDTH: f32 = 40.0;

/// What is ticked, as long as the vignette lies on the desk.
#[derive(Debug, Default)]
pub struct SignOffState {
    ticked: [bool; CHECKS.len()],
    /// The version of the text that something was ticked for last.
    of: u64,
}

/// Shows the list. `revision`: the version of the text on the desk.
pub fn sign_off_ui(
    ui: &mut Ui,
    data: &SignOffData,
    revision: u64,
    state: &mut SignOffState,
    asks: &mut Vec<StudioCommand>,
) {
    let scroll = ScrollArea::vertical().id_salt("sign-off").auto_shrink([false, false]);
    scroll.show(ui, |ui| {
        let all = ui.available_width() - space::M;
        let side_by_side = all > TextRole::Body.size(ui) * LEAST_WIDTH;
        if !side_by_side {
            ui.set_width(all);
            program_ui(ui, data, asks);
            ui.add_space(space::M);
            colleague_ui(ui, revision, state, asks);
            return;
        }
        let width = (all - space::L) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            let layout = egui::Layout::top_down(egui::Align::Min);
            let half = |ui: &mut Ui, add: &mut dyn FnMut(&mut Ui)| {
                ui.allocate_ui_with_layout(egui::vec2(width, 0.0), layout, |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.x = space::S;
                    add(ui);
                });
            };
            half(ui, &mut |ui| program_ui(ui, data, asks));
            half(ui, &mut |ui| colleague_ui(ui, revision, state, asks));
        });
    });
}

fn program_ui(ui: &mut Ui, data: &SignOffData, asks: &mut Vec<StudioCommand>) {
    section_heading(ui, "What Attune can see");
    for seen in &data.seen {
        seen_ui(ui, seen);
    }
    ui.horizontal_wrapped(|ui| {
        for (label, ask) in [
            ("Show the findings", StudioCommand::ShowTab(Tab::Problems)),
            ("Show how it ends", StudioCommand::ShowCoverage(CoverageView::Ends)),
        ] {
            if link_button(ui, label).clicked() {
                asks.push(ask);
            }
            ui.add_space(space::S);
        }
    });
}

/// A mark and a word for the verdict, and what it is about.
fn seen_ui(ui: &mut Ui, seen: &Seen) {
    let p = palette(ui);
    let (mark, ink) = match seen.verdict {
        Verdict::Yes => ("✓", p.calm),
        Verdict::NotYet => ("✕", p.warning),
        Verdict::Looking | Verdict::Unknown => ("…", p.ink_faint),
    };
    let mark_width = TextRole::Body.size(ui) * 1.3;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (rect, _) = ui.allocate_exact_size(
            egui::vec2(mark_width, TextRole::Body.size(ui) * 1.2),
            egui::Sense::hover(),
        );
        let font = TextRole::Body.font(ui);
        ui.painter()
            .text(rect.left_center(), egui::Align2::LEFT_CENTER, mark, font, ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let line = format!("{}: {}", seen.verdict.word(), seen.what);
            ui.label(TextRole::Body.text(line).color(p.ink));
            if !seen.why.is_empty() {
                ui.label(TextRole::Small.text(seen.why.as_str()).color(p.ink_soft));
            }
        });
    });
    ui.add_space(space::XS);
}

fn colleague_ui(ui: &mut Ui, revision: u64, state: &mut SignOffState, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    section_heading(ui, "What a colleague looks at");
    let text = "To be ticked by somebody who did not write it. The ticks are kept only while the vignette is open; what should last is signed on paper.";
    ui.label(TextRole::Small.text(text).color(p.ink_soft));
    for (ticked, check) in state.ticked.iter_mut().zip(CHECKS) {
        let tick = egui::Checkbox::new(ticked, TextRole::Body.text(check));
        if ui.add(tick).changed() {
            state.of = revision;
        }
        ui.add_space(space::XS);
    }
    let count = state.ticked.iter().filter(|ticked| **ticked).count();
    let total = CHECKS.len();
    ui.label(
        TextRole::Small
            .text(format!("{count} of {total} are ticked."))
            .color(p.ink_soft),
    );
    if count > 0 && state.of != revision {
        let text = "The text has changed since the last tick.";
        ui.label(TextRole::Small.text(text).color(p.warning));
        if quiet_button(ui, "Take the ticks away").clicked() {
            *state = SignOffState::default();
        }
    }
    if link_button(ui, "Write it as a page for paper …").clicked() {
        asks.push(StudioCommand::AskPath(Purpose::Print));
    }
}

//! Draws what is to be looked at before a vignette counts as done.

use egui::{ScrollArea, Ui};

use super::data::{Seen, SignOffData, Verdict};
use crate::report::vignette::CHECKS;
use crate::ui::studio::command::{Purpose, StudioCommand};
use crate::ui::studio::tabs::Tab;
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::widgets::{quiet_button, section_heading};

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
        ui.set_width(ui.available_width() - space::M);
        section_heading(ui, "What Attune can see");
        for seen in &data.seen {
            seen_ui(ui, seen);
        }
        if quiet_button(ui, "Show the findings").clicked() {
            asks.push(StudioCommand::ShowTab(Tab::Problems));
        }
        ui.add_space(space::M);
        section_heading(ui, "What a colleague looks at");
        colleague_ui(ui, revision, state);
        if quiet_button(ui, "Write it as a page for paper …").clicked() {
            asks.push(StudioCommand::AskPath(Purpose::Print));
        }
    });
}

fn seen_ui(ui: &mut Ui, seen: &Seen) {
    let p = palette(ui);
    let ink = match seen.verdict {
        Verdict::Yes => p.ink,
        Verdict::NotYet => p.warning,
        Verdict::Looking | Verdict::Unknown => p.ink_faint,
    };
    let line = format!("{}: {}", seen.verdict.word(), seen.what);
    ui.label(TextRole::Body.text(line).color(ink));
    if !seen.why.is_empty() {
        ui.label(TextRole::Small.text(seen.why.as_str()).color(p.ink_soft));
    }
    ui.add_space(space::XS);
}

fn colleague_ui(ui: &mut Ui, revision: u64, state: &mut SignOffState) {
    let p = palette(ui);
    let text = "To be ticked by somebody who did not write it. The ticks stay while the vignette lies here, and are in no file: what should last is signed on paper.";
    ui.label(TextRole::Small.text(text).color(p.ink_soft));
    for (ticked, check) in state.ticked.iter_mut().zip(CHECKS) {
        if ui.checkbox(ticked, check).changed() {
            state.of = revision;
        }
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
}

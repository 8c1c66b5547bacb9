//! Draws the screen: what is looked at, then one part after the other, each on a card.

use egui::Ui;

use super::calibration_ui::calibration_ui;
use super::curves_ui::curves_ui;
use super::data::{Moment, ProgressData, Shelf, Subject};
use super::heat_ui::heat_ui;
use super::pressure_ui::pressure_ui;
use super::recognition_ui::recognition_ui;
use crate::history::decisions::Evidence;
use crate::progress::filter::{Filter, Period, Practice};
use crate::ui::command::Command;
use crate::ui::page::{lead, page};
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{card, empty_state, expander, link_button, page_title, section_heading, segments};

/// Widest column of the page, in points.
const WIDE: f32 = 1120.0;

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct ProgressState {
    /// What is looked at.
    pub filter: Filter,
    /// Which subjects are listed.
    pub shelf: Shelf,
    /// The subject whose curve is shown, if one was chosen.
    pub subject: Option<Subject>,
}

/// Moments that were asked for, and what came back.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What was asked for.
    pub evidence: &'a Evidence,
    /// What was found; `None` while it is looked for.
    pub moments: Option<&'a [Moment]>,
}

/// Shows the screen. Without data, it is still being read.
pub fn progress_ui(
    ui: &mut Ui,
    data: Option<&ProgressData>,
    shown: Option<Shown<'_>>,
    state: &mut ProgressState,
    commands: &mut Vec<Command>,
) {
    page(ui, "progress", WIDE, |ui| {
        page_title(ui, "Progress");
        let Some(data) = data else {
            return lead(ui, "One moment: your practice is being read.");
        };
        let ever = !data.overview.is_empty() || data.overview.filter != Filter::default();
        if !ever {
            let text = "With each answer that you give in a vignette, this page learns where you stand: your abilities with how sure that \
                        is, what you notice and what you miss, how sure you are against how right, and what you are drawn to when it gets hard.";
            let button = empty_state(ui, "Nothing to show yet", text, Some("Choose a vignette"));
            if button.is_some_and(|button| button.clicked()) {
                commands.push(Command::ShowLibrary);
            }
            return;
        }
        lead(ui, &data.lead);
        ui.add_space(space::S);
        filter_ui(ui, state, commands);
        if link_button(ui, "All of your attempts").clicked() {
            commands.push(Command::ShowAttempts);
        }
        if data.overview.is_empty() {
            let text = "Look further back, or at another kind of practice.";
            empty_state(ui, "Nothing in this time", text, None);
            return;
        }
        if let Some(dip) = &data.dip {
            part(ui, "A word on trust", |ui| {
                ui.label(prose(ui, dip.as_str()));
            });
        }
        let shown = shown.as_ref();
        part(ui, "What you are learning", |ui| {
            curves_ui(ui, data, shown, state, commands)
        });
        part(ui, "What you notice", |ui| recognition_ui(ui, data, shown, commands));
        part(ui, "What you are drawn to", |ui| pressure_ui(ui, data, shown, commands));
        part(ui, "How sure you are", |ui| calibration_ui(ui, data));
        part(ui, "Your own words", |ui| {
            let text =
                "What you wrote before you saw any response, beside what you chose, and how your view of it moves.";
            ui.label(prose(ui, text));
            if link_button(ui, "Look at your own words").clicked() {
                commands.push(Command::ReviewEarlier);
            }
        });
        part(ui, "The whole framework", |ui| heat_ui(ui, data, state, commands));
        explained(ui);
    });
}

fn part(ui: &mut Ui, heading: &str, add_contents: impl FnOnce(&mut Ui)) {
    ui.add_space(space::M);
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        section_heading(ui, heading);
        ui.push_id(heading, add_contents);
    });
}

fn filter_ui(ui: &mut Ui, state: &mut ProgressState, commands: &mut Vec<Command>) {
    let periods = Period::ALL.map(|period| (period, period.label()));
    let practices = Practice::ALL.map(|practice| (practice, practice.label()));
    let mut filter = state.filter;
    ui.push_id("period", |ui| {
        if let Some(period) = segments(ui, &periods, filter.period) {
            filter.period = period;
        }
    });
    ui.push_id("practice", |ui| {
        if let Some(practice) = segments(ui, &practices, filter.practice) {
            filter.practice = practice;
        }
    });
    if filter != state.filter {
        commands.push(Command::SetProgressFilter(filter));
    }
}

fn explained(ui: &mut Ui) {
    ui.add_space(space::M);
    expander(ui, "explained", "How these figures come about", false, |ui| {
        let ink = palette(ui).ink_soft;
        for text in [
            "A curve is the credit of your answers where something was called for. Each further opportunity makes earlier ones weigh a \
             little less: twenty opportunities later, by half. The soft band is where you stand with a probability of nine in ten; it is \
             wide where little is known. The model is a Beta distribution after a uniform prior (Gelman et al., Bayesian Data Analysis, 2013), \
             with forgetting as in the Beta reputation system (Jøsang and Ismail, 2002).",
            "A moment that you went back to and tried again counts once, with your first answer. Probes stand apart, with marks of their \
             own: nobody helped you there.",
            "A sentence about what you are drawn to is only made where the counts bear it: at least eight decisions on both sides, and a \
             difference that chance alone would hardly make.",
            "All of it is about choices in vignettes. Whether it carries over to people you meet is not known, and nothing here says so.",
        ] {
            ui.label(TextRole::Body.text(text).color(ink));
            ui.add_space(space::S);
        }
    });
}

//! Draws the self-review: one draft at a time.

use egui::{RichText, Ui};

use super::data::{Draft, Opinion, Review, kept};
use super::trend_ui::trend_ui;
use crate::history::self_rating::SelfRating;
use crate::ui::command::Command;
use crate::ui::page::{inset, lead, page, readable};
use crate::ui::theme::{TextRole, palette, prose, space, speech, strong};
use crate::ui::widgets::{empty_state, link_button, page_title, primary_button, quiet_button, section_heading, slider};

/// Widest column of this page: three texts stand side by side.
const WIDTH: f32 = 960.0;

/// Shows the self-review.
pub fn review_ui(ui: &mut Ui, review: &mut Review, ratings: &[SelfRating], commands: &mut Vec<Command>) {
    page(ui, "review", WIDTH, |ui| {
        if link_button(ui, "Back").clicked() {
            commands.push(Command::Back);
        }
        page_title(ui, "Your own words");
        let Some(draft) = review.shown().cloned() else {
            let text = if review.awaited > 0 {
                "Looking them up …"
            } else {
                "What you write before you see any response appears here afterwards, beside what you chose and the best on offer."
            };
            empty_state(ui, "Nothing waits for a second look", text, None);
            trend_ui(ui, &review.trend);
            return;
        };
        lead(
            ui,
            "Written before you saw any response. What you think of it stays on this machine.",
        );
        ui.add_space(space::M);
        draft_ui(ui, &draft);
        ui.add_space(space::L);
        let mut opinion = review.opinion.or_else(|| kept(&draft, ratings)).unwrap_or(Opinion {
            checklist: 0,
            rating: 50,
            kept: false,
        });
        let before = opinion;
        checklist_ui(ui, &draft, &mut opinion);
        if opinion != before {
            opinion.kept = false;
            review.opinion = Some(opinion);
        }
        ui.add_space(space::M);
        next_ui(ui, review, &draft, opinion, commands);
        ui.add_space(space::XL);
        trend_ui(ui, &review.trend);
    });
}

fn draft_ui(ui: &mut Ui, draft: &Draft) {
    let p = palette(ui);
    ui.label(TextRole::Small.text(draft.client.as_str()).color(p.ink_faint));
    let says = speech(ui, draft.says.as_str());
    ui.label(says);
    ui.add_space(space::M);
    let chosen = if draft.chose_best {
        "What you chose, among the best on offer"
    } else {
        "What you chose"
    };
    let mut columns: Vec<(&str, Vec<&str>)> = vec![
        ("What you wrote", vec![draft.words.as_str()]),
        (chosen, vec![draft.chosen.as_str()]),
    ];
    if !draft.best.is_empty() {
        let heading = if draft.chose_best {
            "As good"
        } else {
            "The best on offer"
        };
        columns.push((heading, draft.best.iter().map(String::as_str).collect()));
    }
    let least = TextRole::Body.size(ui) * 15.0;
    let gap = space::M;
    #[allow(clippy::cast_precision_loss)]
    let width = (ui.available_width() - gap * (columns.len() - 1) as f32) / columns.len() as f32;
    if width < least {
        for (heading, texts) in &columns {
            side_ui(ui, heading, texts);
            ui.add_space(space::S);
        }
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (heading, texts) in &columns {
            ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(width);
                side_ui(ui, heading, texts);
            });
        }
    });
}

fn side_ui(ui: &mut Ui, heading: &str, texts: &[&str]) {
    let ink = palette(ui).ink_soft;
    ui.label(TextRole::Small.text(heading).color(ink));
    for text in texts {
        inset(ui, |ui| ui.label(words(ui, text)));
    }
}

/// Words that were or could be spoken, smaller than what the client says.
fn words(ui: &Ui, text: &str) -> RichText {
    let size = TextRole::Lead.size(ui);
    RichText::new(text)
        .size(size)
        .family(TextRole::Speech.family())
        .line_height(Some((size * space::SPEECH_LEADING).round()))
}

fn checklist_ui(ui: &mut Ui, draft: &Draft, opinion: &mut Opinion) {
    if !draft.points.is_empty() {
        section_heading(ui, "What was asked for. Does what you wrote do it?");
        let ink = palette(ui).ink_soft;
        let text = "Below each, how somebody else did it well with another client.";
        ui.label(TextRole::Small.text(text).color(ink));
        ui.add_space(space::XS);
        for (bit, (_, label, good)) in draft.points.iter().enumerate() {
            let mut ticked = opinion.checklist >> bit & 1 == 1;
            let response = ui.checkbox(&mut ticked, label.as_str());
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_description(good.as_str()));
            if response.changed() {
                opinion.checklist ^= 1 << bit;
            }
            ui.horizontal_top(|ui| {
                ui.add_space(space::L + space::XS);
                let ink = palette(ui).ink_faint;
                readable(ui, |ui| {
                    ui.add(egui::Label::new(TextRole::Small.text(good.as_str()).color(ink)).wrap());
                });
            });
            ui.add_space(space::XS);
        }
        ui.add_space(space::M);
    }
    let label = ui.label(strong("How good was it, as you see it now?"));
    ui.spacing_mut().slider_width = (ui.available_width() - 80.0).clamp(80.0, 420.0);
    slider(ui, &mut opinion.rating, 0..=100, |slider| slider).labelled_by(label.id);
    let ink = palette(ui).ink_faint;
    let text = "0: it would have made things worse. 50: it would do. 100: I would not change a word.";
    ui.label(TextRole::Small.text(text).color(ink));
}

fn next_ui(ui: &mut Ui, review: &mut Review, draft: &Draft, opinion: Opinion, commands: &mut Vec<Command>) {
    let (at, count) = (review.at, review.drafts.len());
    ui.horizontal_wrapped(|ui| {
        let can_keep = draft.attempt.is_some() && !opinion.kept;
        let keep = ui.add_enabled_ui(can_keep, |ui| primary_button(ui, "Keep this")).inner;
        if let (true, Some(attempt)) = (keep.clicked(), draft.attempt) {
            review.opinion = Some(Opinion { kept: true, ..opinion });
            commands.push(Command::Rate {
                attempt,
                turn: draft.turn,
                checklist: opinion.checklist,
                rating: opinion.rating,
            });
        }
        if count > 1 {
            let last = ui.add_enabled_ui(at > 0, |ui| quiet_button(ui, "Previous one")).inner;
            if last.clicked() {
                review.go_to(at.saturating_sub(1));
            }
            let next = ui
                .add_enabled_ui(at + 1 < count, |ui| quiet_button(ui, "Next one"))
                .inner;
            if next.clicked() {
                review.go_to(at + 1);
            }
        }
        let word = match (opinion.kept, draft.attempt) {
            (true, _) => "Kept. You can change it.".to_owned(),
            (false, None) => "This session could not be kept, so neither can a rating of it.".to_owned(),
            (false, Some(_)) if count > 1 => format!("{} of {count}", at + 1),
            (false, Some(_)) => String::new(),
        };
        let ink = palette(ui).ink_soft;
        let said = ui.label(prose(ui, word).color(ink));
        ui.ctx()
            .accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
    });
}

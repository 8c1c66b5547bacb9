//! The responses to one statement beside each other, in columns of one width: what their lengths give away can be seen at once.

use egui::{Ui, vec2};

use super::act_ui::first_text;
use super::field::{Ask, count_of, named_button, text_edit};
use super::form::Form;
use super::response_ui::quality_word;
use super::statement_ui::plain;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::StatementId;
use crate::scenario::model::{Act, Response, Statement};
use crate::scenario::varied::Varied;
use crate::scenario::write::quote;
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{TextRole, palette, space};

/// Narrowest column, in widths of the body's text.
const NARROW: f32 = 12.0;

/// Shows the responses.
pub fn side_by_side(ui: &mut Ui, form: &mut Form<'_>, id: &StatementId, statement: &Statement) {
    let responses: Vec<_> = statement.responses.iter().collect();
    if responses.is_empty() {
        ui.label("Nothing can be said to this yet.");
        return;
    }
    let available = ui.available_width();
    let least = TextRole::Body.size(ui) * NARROW;
    // Between one and four, so the casts are exact.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let columns = ((available + space::S) / (least + space::S)).floor().clamp(1.0, 4.0) as usize;
    let columns = columns.min(responses.len());
    #[allow(clippy::cast_precision_loss)]
    let width = (available - space::S * (columns - 1) as f32) / columns as f32;
    let longest = responses
        .iter()
        .map(|(_, response)| words_of(response))
        .max()
        .unwrap_or_default()
        .max(1);
    for row in responses.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            for (response_id, response) in row {
                let layout = egui::Layout::top_down(egui::Align::Min);
                ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
                    ui.set_width(width);
                    let at = Pointer::root().statement(id).response(response_id);
                    column_ui(ui, form, &at, (id.as_str(), response_id.as_str()), response, longest);
                });
            }
        });
        ui.add_space(space::S);
    }
}

fn words_of(response: &Response) -> usize {
    first_text(&response.act).split_whitespace().count()
}

fn column_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    (statement, id): (&str, &str),
    response: &Response,
    longest: usize,
) {
    let p = palette(ui);
    let quality = *plain(&response.quality);
    let varies = matches!(response.quality, Varied::Vary { .. });
    let head = if varies {
        format!("{id} · depends")
    } else {
        format!("{id} · {quality}, {}", quality_word(quality))
    };
    let label = ui.add(egui::Label::new(TextRole::Small.text(head).color(p.ink_soft)).truncate());
    let text = first_text(&response.act);
    let count = text.split_whitespace().count();
    bar_ui(ui, count, longest);
    let act = at.clone().field("act");
    let ask = Ask::lines("", "Words that a practitioner could say", 4).spoken();
    let name = format!("Text of {id}");
    ui.accesskit_node_builder(label.id, |node| node.set_label(name.as_str()));
    match &response.act {
        Act::Say(Varied::Plain(_)) => {
            if let Some(typed) = text_edit(ui, &act.clone().field("beside"), ask, text, label.id).0 {
                form.slide(act, format!("the words of “{id}”"), format!("Say({})", quote(&typed)));
            }
        }
        Act::Silence { does, .. } => {
            let place = act.field("does");
            let salt = place.clone().field("beside");
            if let Some(typed) = text_edit(ui, &salt, ask, does, label.id).0 {
                form.typed(place, format!("the words of “{id}”"), &typed, false);
            }
        }
        Act::Summary(text) => {
            if let Some(typed) = text_edit(ui, &act.clone().field("beside"), ask, text, label.id).0 {
                form.slide(
                    act,
                    format!("the words of “{id}”"),
                    format!("Summary({})", quote(&typed)),
                );
            }
        }
        Act::Say(Varied::Vary { .. }) => {
            ui.label(TextRole::Small.text(format!("{text} (and others, by the play)")));
        }
    }
    ui.horizontal_wrapped(|ui| {
        let words = count_of(text);
        ui.label(TextRole::Small.text(words).color(p.ink_faint));
        if named_button(ui, "Open", &format!("Open the response {id}")).clicked() {
            let spot = Spot::Response(statement.to_owned(), id.to_owned());
            form.asks.push(StudioCommand::Go(spot));
        }
    });
}

/// A bar as long as the text, beside the longest.
fn bar_ui(ui: &mut Ui, count: usize, longest: usize) {
    let p = palette(ui);
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, 5.0), egui::Sense::hover());
    #[allow(clippy::cast_precision_loss)]
    let share = (count as f32 / longest as f32).clamp(0.0, 1.0);
    ui.painter().rect_filled(rect, 2.0, p.surface_sunken);
    let filled = egui::Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
    ui.painter().rect_filled(filled, 2.0, p.ink_faint);
}

//! Draws how plays end under each way to choose: credit as a bar beside chance, endings as parts of a bar and in words.

use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::fares::{Fare, FaresData, percent};
use crate::scenario::model::Outcome;
use crate::ui::theme::{Palette, TextRole, palette, prose, space, strong};

/// Height of a bar.
const BAR: f32 = 10.0;

/// Shows all ways to choose.
pub fn fares_ui(ui: &mut Ui, data: &FaresData) {
    let p = palette(ui);
    if data.fares.is_empty() {
        let text = if data.is_done {
            "It can’t be said: the vignette can’t be played yet, or has too many states to visit them all."
        } else {
            "Still looking at what can happen in play …"
        };
        ui.label(prose(ui, text).color(p.ink_soft));
        return;
    }
    let text = format!(
        "Each line is somebody who always chooses in one way: how much of all credit they come to, with a stroke at what chance brings, \
         and where their plays end. The small columns show how plays spread, from little gained to much. Choosing without reading the \
         client should get no farther than {}% of the way from chance to the best.",
        data.most_percent
    );
    ui.label(TextRole::Small.text(text).color(p.ink_soft));
    ui.add_space(space::XS);
    legend_ui(ui, &p);
    ui.add_space(space::S);
    let chance = data.fares.get(1).map(|fare| fare.credit);
    for fare in &data.fares {
        fare_ui(ui, fare, chance);
        ui.add_space(space::S);
    }
}

fn fare_ui(ui: &mut Ui, fare: &Fare, chance: Option<f64>) {
    let p = palette(ui);
    let small = TextRole::Small.size(ui);
    let all = ui.available_width();
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = small;
        ui.horizontal_wrapped(|ui| {
            ui.label(strong(percent(fare.credit)));
            ui.label(fare.chosen);
            spread_ui(ui, fare, &p);
        });
    });
    let credit = |ui: &mut Ui| {
        credit_ui(ui, fare, chance, &p);
        if let Some(way) = fare.way_percent {
            let (text, ink) = if fare.is_too_far {
                (format!("{way:.0}% of the way: too far"), p.warning)
            } else {
                (format!("{way:.0}% of the way"), p.ink_faint)
            };
            ui.label(TextRole::Small.text(text).color(ink));
        }
    };
    let ends = |ui: &mut Ui| {
        endings_ui(ui, fare, &p);
        ui.label(TextRole::Small.text(fare.ends()).color(p.ink_soft));
        let more = [
            (
                fare.repair(),
                "Of nine in ten ruptures that are repaired: answers while one is open, the repairing one included.",
            ),
            (
                fare.gives_away(),
                "Bond, tasks and goals together at the end, against the most that the opening can come to.",
            ),
        ];
        for (text, hint) in more {
            if let Some(text) = text {
                ui.label(TextRole::Small.text(text).color(p.ink_faint))
                    .on_hover_text(hint);
            }
        }
    };
    if all <= small * 34.0 {
        credit(ui);
        ends(ui);
        return;
    }
    let credit_width = all * 0.42;
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        for (width, add) in [
            (credit_width, &credit as &dyn Fn(&mut Ui)),
            (all - credit_width - space::L, &ends as &dyn Fn(&mut Ui)),
        ] {
            ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
                add(ui);
            });
        }
    });
}

/// A share as a part of a bar.
const fn part(share: f64) -> f32 {
    // Between 0 and 1, and a bar has a few hundred points.
    #[allow(clippy::cast_possible_truncation)]
    let part = share.clamp(0.0, 1.0) as f32;
    part
}

fn bar(ui: &mut Ui, spoken: &str) -> Response {
    let (_, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, spoken));
    response
}

fn credit_ui(ui: &mut Ui, fare: &Fare, chance: Option<f64>, p: &Palette) {
    let response = bar(ui, &format!("Credit of {}: {}", fare.chosen, percent(fare.credit)));
    let rect = response.rect;
    let painter = ui.painter();
    painter.rect_filled(rect, 3.0, p.line);
    let x = |share: f64| rect.left() + rect.width() * part(share);
    let filled = Rect::from_min_max(rect.min, pos2(x(fare.credit), rect.bottom()));
    let ink = if fare.is_too_far { p.warning } else { p.accent };
    painter.rect_filled(filled, 3.0, ink);
    if let Some(chance) = chance {
        let stroke = egui::Stroke::new(2.0, p.ink);
        painter.vline(x(chance), rect.expand(2.0).y_range(), stroke);
    }
}

/// How the credit of plays spreads: a bar for each tenth.
fn spread_ui(ui: &mut Ui, fare: &Fare, p: &Palette) {
    let Some(words) = fare.plays() else { return };
    let height = TextRole::Body.size(ui);
    let step = (height / 3.0).round();
    let (rect, response) = ui.allocate_exact_size(vec2(step * 10.0, height), Sense::hover());
    let most = fare.tenths.iter().copied().fold(0.0, f64::max);
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom(), (1.0, p.border));
    let mut left = rect.left();
    for share in fare.tenths {
        let tall = if most > 0.0 {
            rect.height() * part(share / most)
        } else {
            0.0
        };
        let least = if share > 0.0 { 1.0 } else { 0.0 };
        let top = rect.bottom() - tall.max(least);
        let own = Rect::from_min_max(pos2(left, top), pos2(left + step - 1.0, rect.bottom()));
        painter.rect_filled(own, 0.0, p.accent);
        left += step;
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words.as_str()));
    response.on_hover_text(words.as_str());
}

fn endings_ui(ui: &mut Ui, fare: &Fare, p: &Palette) {
    let response = bar(ui, &format!("Endings of {}: {}", fare.chosen, fare.ends()));
    let rect = response.rect;
    let painter = ui.painter();
    painter.rect_filled(rect, 3.0, p.line);
    let mut left = rect.left();
    for share in &fare.endings {
        let right = left + rect.width() * part(share.share);
        // A hairline of the ground parts one ending from the next.
        let own = Rect::from_min_max(pos2(left, rect.top()), pos2((right - 1.0).max(left), rect.bottom()));
        painter.rect_filled(own, 2.0, tone(share.outcome, p));
        left = right;
    }
}

/// Outcomes from the best to the worst go the way of qualities, told apart in the words beneath as well.
const fn tone(outcome: Outcome, p: &Palette) -> egui::Color32 {
    let [worst, low, _, high, best] = p.quality;
    match outcome {
        Outcome::Repaired => best,
        Outcome::Patched => high,
        Outcome::Postponed => low,
        Outcome::Left => worst,
    }
}

fn legend_ui(ui: &mut Ui, p: &Palette) {
    ui.horizontal_wrapped(|ui| {
        for (outcome, word) in [
            (Outcome::Repaired, "repaired"),
            (Outcome::Patched, "patched"),
            (Outcome::Postponed, "postponed"),
            (Outcome::Left, "left"),
        ] {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, BAR), Sense::hover());
            ui.painter().rect_filled(rect, 2.0, tone(outcome, p));
            ui.label(TextRole::Small.text(word).color(p.ink_soft));
            ui.add_space(space::S);
        }
    });
}

//! Search that jumps: ids and words of statements, responses and endings.

use egui::{Key, Modal, ScrollArea, TextEdit, Ui};

use super::command::StudioCommand;
use super::inspector::first_text;
use super::spot::Spot;
use crate::scenario::model::Scenario;
use crate::scenario::varied::Varied;
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::widgets::{page_title, quiet_button};

/// Most hits that are listed.
const MOST: usize = 60;

/// What is searched for.
#[derive(Debug, Default)]
pub struct FindState {
    /// The words.
    pub query: String,
    /// Whether the field has been given the keyboard.
    pub opened: bool,
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it is.
    pub spot: Spot,
    /// What it is called.
    pub name: String,
    /// The words around what was found.
    pub words: String,
}

/// How much is shown before what was found, in letters, and how much from there.
const AROUND: (usize, usize) = (24, 90);

/// The words around the first of these that a text has, from the beginning of a word on.
fn around(text: &str, words: &[&str]) -> Option<String> {
    let low: Vec<char> = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    let starts = |at: usize, word: &str| word.chars().eq(low.iter().skip(at).take(word.chars().count()).copied());
    let at = (0..low.len()).find(|at| words.iter().any(|word| starts(*at, word)))?;
    if at <= AROUND.0 {
        return Some(text.chars().take(AROUND.1).collect());
    }
    let from = at - AROUND.0;
    let gap = low.iter().skip(from).take(AROUND.0).position(|c| c.is_whitespace());
    let from = gap.map_or(at, |gap| from + gap + 1);
    Some(format!(
        "… {}",
        text.chars().skip(from).take(AROUND.1).collect::<String>()
    ))
}

/// Everything in which all words of a query occur, what is called so first. An empty query finds all statements and endings.
pub fn hits(scenario: &Scenario, query: &str) -> Vec<Hit> {
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    // What is called exactly so, what has the words in its name, and what only says them.
    let mut ranks: [Vec<Hit>; 3] = [Vec::new(), Vec::new(), Vec::new()];
    let mut look = |spot: &dyn Fn() -> Spot, name: &str, texts: &[&str]| {
        let low = name.to_lowercase();
        let all = format!("{low}\n{}", texts.join("\n").to_lowercase());
        let has = |text: &str| words.iter().all(|word| text.contains(word));
        let rank = if low == query.trim() {
            0
        } else if has(&low) {
            1
        } else {
            2
        };
        let Some(hits) = ranks.get_mut(rank).filter(|hits| hits.len() < MOST) else {
            return;
        };
        if has(&all) {
            let best = texts.iter().find_map(|text| around(text, &words));
            let first = || texts.first().map(|text| text.chars().take(AROUND.1).collect());
            hits.push(Hit {
                spot: spot(),
                name: name.to_owned(),
                words: best.or_else(first).unwrap_or_default(),
            });
        }
    };
    for (id, statement) in &scenario.statements {
        let mut texts: Vec<&str> = statement.says.values().map(String::as_str).collect();
        texts.extend(statement.cue.values().map(String::as_str));
        texts.extend(statement.scene.iter().flat_map(Varied::values).map(String::as_str));
        texts.extend(statement.inner.iter().flat_map(Varied::values).map(String::as_str));
        look(&|| Spot::Statement(id.as_str().to_owned()), id.as_str(), &texts);
        if words.is_empty() {
            continue;
        }
        for (own, response) in &statement.responses {
            let mut texts = vec![first_text(&response.act)];
            texts.extend(response.feedback.values().map(String::as_str));
            texts.extend(response.reaction.values().map(String::as_str));
            texts.extend(response.instead.as_deref());
            let name = format!("{id} ▸ {own}");
            look(
                &|| Spot::Response(id.as_str().to_owned(), own.as_str().to_owned()),
                &name,
                &texts,
            );
        }
    }
    for (id, ending) in &scenario.endings {
        let mut texts = vec![ending.title.as_str(), ending.debrief.as_str()];
        texts.extend(ending.says.values().map(String::as_str));
        look(&|| Spot::Ending(id.as_str().to_owned()), id.as_str(), &texts);
    }
    ranks.into_iter().flatten().take(MOST).collect()
}

/// Shows the search over the desk.
pub fn find_ui(ui: &Ui, scenario: &Scenario, state: &mut FindState, asks: &mut Vec<StudioCommand>) {
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(24));
    let modal = Modal::new(egui::Id::unique("studio-find")).frame(frame).show(ui, |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 2.0 * space::XL).min(620.0));
        page_title(ui, "Search the vignette");
        let edit = TextEdit::singleline(&mut state.query).hint_text("Ids and words");
        let field = ui.add(edit.desired_width(f32::INFINITY).margin(egui::vec2(12.0, 8.0)));
        ui.accesskit_node_builder(field.id, |node| node.set_label("Ids and words"));
        if !std::mem::replace(&mut state.opened, true) {
            field.request_focus();
        }
        let found = hits(scenario, &state.query);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if let Some(first) = found.first().filter(|_| entered) {
            asks.push(StudioCommand::Go(first.spot.clone()));
            asks.push(StudioCommand::Dismiss);
        }
        let height = ui.ctx().content_rect().height() * 0.5;
        ScrollArea::vertical()
            .id_salt("hits")
            .max_height(height)
            .min_scrolled_height(height)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                for hit in &found {
                    hit_ui(ui, hit, asks);
                }
                if found.is_empty() {
                    ui.label("Nothing has these words.");
                }
            });
        if quiet_button(ui, "Close").clicked() {
            asks.push(StudioCommand::Dismiss);
        }
    });
    if modal.should_close() {
        asks.push(StudioCommand::Dismiss);
    }
}

fn hit_ui(ui: &mut Ui, hit: &Hit, asks: &mut Vec<StudioCommand>) {
    let ink = palette(ui).ink_soft;
    ui.horizontal(|ui| {
        if quiet_button(ui, &hit.name).clicked() {
            asks.push(StudioCommand::Go(hit.spot.clone()));
            asks.push(StudioCommand::Dismiss);
        }
        let words = hit.words.replace('\n', " ");
        ui.add(egui::Label::new(TextRole::Small.text(words).color(ink)).truncate());
    });
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::scenario::read::read;

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let scenario = read(include_str!("../../../tests/vignettes/every-field.ron"))
            .scenario
            .unwrap();
        let found: Vec<String> = hits(&scenario, query).into_iter().map(|hit| hit.name).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn every_word_must_occur_and_each_hit_says_where_it_is() {
        check("", &["hello", "sorry", "goes-on", "rings-off"]);
        check("kettle", &["sorry"]);
        check("HUMS line", &["hello ▸ wait"]);
        check("unite forms", &["sorry ▸ joke"]);
        check("customer", &["rings-off"]);
        check("nothing of the kind", &[]);
    }

    #[test]
    fn what_is_called_so_comes_before_what_says_so() {
        let text = include_str!("../../../tests/vignettes/every-field.ron").replace("hums", "is sorry");
        let scenario = read(&text).scenario.unwrap();
        let found = hits(&scenario, "Sorry");
        let names: Vec<&str> = found.iter().map(|hit| hit.name.as_str()).collect();
        assert_eq!(names.first(), Some(&"sorry"));
        assert_eq!(names.last(), Some(&"hello ▸ wait"));
    }

    #[test]
    fn a_hit_shows_what_was_found() {
        let text = "I’m not short of work, put it that way. I did a whole run of banners for the council.";
        let shown = |words: &[&str]| around(text, words);
        assert_eq!(shown(&["short"]).as_deref(), Some(text));
        assert_eq!(
            shown(&["banners"]).as_deref(),
            Some("… I did a whole run of banners for the council.")
        );
        assert_eq!(
            shown(&["council", "whole"]).as_deref(),
            Some("… it that way. I did a whole run of banners for the council.")
        );
        assert_eq!(shown(&["sheet"]), None);
        assert_eq!(around("Ünlü İstanbul", &["ünlü"]).as_deref(), Some("Ünlü İstanbul"));
    }
}

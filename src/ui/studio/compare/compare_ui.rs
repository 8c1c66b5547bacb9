//! Draws a comparison, and the versions that there are to compare with.

use egui::text::{LayoutJob, TextFormat};
use egui::{ScrollArea, Stroke, Ui};

use crate::edit::diff::{Changed, Comparison, Entry, Fate, Field, Piece};
use crate::ui::studio::command::{Purpose, StudioCommand};
use crate::ui::studio::inspector::field::named_button;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{TextRole, palette, space, strong};
use crate::ui::widgets::{expander, section_heading};

/// What the tab shows.
#[derive(Clone, Copy, Debug)]
pub struct CompareData<'a> {
    /// Whether it is in a file.
    pub has_file: bool,
    /// Versions that were saved, from the newest: when, in words.
    pub versions: &'a [String],
    /// What is compared with, and what differs.
    pub compared: Option<(&'a str, &'a Comparison)>,
    /// Whether nothing can be changed.
    pub locked: bool,
}

/// Most fields that are shown of one part.
const MOST: usize = 40;

/// Shows the comparison.
pub fn compare_ui(ui: &mut Ui, data: &CompareData<'_>, asks: &mut Vec<StudioCommand>) {
    let scroll = ScrollArea::vertical().id_salt("compare").auto_shrink([false, false]);
    scroll.show(ui, |ui| {
        ui.set_width(ui.available_width() - space::M);
        versions_ui(ui, data, asks);
        if let Some((with, comparison)) = data.compared {
            ui.add_space(space::S);
            section_heading(ui, &format!("Since {with}"));
            comparison_ui(ui, comparison, asks);
        }
    });
}

fn versions_ui(ui: &mut Ui, data: &CompareData<'_>, asks: &mut Vec<StudioCommand>) {
    ui.horizontal_wrapped(|ui| {
        let text = "With the file as it was saved";
        let spoken = "Compare with the file as it was saved";
        let saved = ui.add_enabled_ui(data.has_file, |ui| named_button(ui, text, spoken));
        if saved.inner.on_disabled_hover_text("It is in no file yet").clicked() {
            asks.push(StudioCommand::CompareSaved);
        }
        if named_button(ui, "With another file …", "Compare with another file").clicked() {
            asks.push(StudioCommand::AskPath(Purpose::Compare));
        }
    });
    if data.versions.is_empty() {
        let ink = palette(ui).ink_faint;
        let text = "Each time that you save, a version is kept. They stand here, to compare with and to bring back.";
        ui.label(TextRole::Small.text(text).color(ink));
        return;
    }
    let heading = format!("Earlier versions ({})", data.versions.len());
    expander(ui, "versions", &heading, data.compared.is_none(), |ui| {
        for (number, when) in data.versions.iter().enumerate() {
            ui.horizontal_wrapped(|ui| {
                ui.label(when.as_str());
                if named_button(ui, "Compare", &format!("Compare with the version of {when}")).clicked() {
                    asks.push(StudioCommand::CompareBackup(number));
                }
                if !data.locked
                    && named_button(ui, "Bring it back", &format!("Bring back the version of {when}")).clicked()
                {
                    asks.push(StudioCommand::Restore(number));
                }
            });
        }
    });
}

fn comparison_ui(ui: &mut Ui, comparison: &Comparison, asks: &mut Vec<StudioCommand>) {
    if comparison.is_same() && !comparison.map_differs {
        ui.label("They say the same.");
        return;
    }
    fields_ui(ui, &comparison.fields);
    for (what, entries) in [
        ("belief", &comparison.beliefs),
        ("variable", &comparison.variables),
        ("statement", &comparison.statements),
        ("ending", &comparison.endings),
    ] {
        for entry in entries {
            ui.push_id((what, &entry.id), |ui| entry_ui(ui, what, None, entry, asks));
        }
    }
    if comparison.map_differs {
        ui.label("Something has another place on the map.");
    }
}

fn entry_ui(ui: &mut Ui, what: &str, statement: Option<&str>, entry: &Entry, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    let id = entry.id.as_str();
    let fate = match &entry.fate {
        Fate::Added => "is new".to_owned(),
        Fate::Removed => "is gone".to_owned(),
        Fate::Changed => "has changed".to_owned(),
        Fate::Renamed { was, likeness } => format!("was probably “{was}” ({likeness}% of its words)"),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(strong(format!("{what} {id} {fate}")));
        let spot = match (what, statement) {
            ("statement", _) => Some(Spot::Statement(id.to_owned())),
            ("response", Some(statement)) => Some(Spot::Response(statement.to_owned(), id.to_owned())),
            ("ending", _) => Some(Spot::Ending(id.to_owned())),
            _ => None,
        };
        if let Some(spot) = spot.filter(|_| entry.fate != Fate::Removed)
            && named_button(ui, "Show", &format!("Show the {what} {id}")).clicked()
        {
            asks.push(StudioCommand::Go(spot));
        }
    });
    if entry.fate != Fate::Changed && !entry.words.is_empty() {
        ui.label(TextRole::Small.text(entry.words.as_str()).color(p.ink_soft));
    }
    fields_ui(ui, &entry.fields);
    for response in &entry.responses {
        ui.push_id(&response.id, |ui| {
            ui.horizontal_top(|ui| {
                ui.add_space(space::M);
                ui.vertical(|ui| entry_ui(ui, "response", Some(id), response, asks));
            });
        });
    }
}

fn fields_ui(ui: &mut Ui, fields: &[Field]) {
    let p = palette(ui);
    for field in fields.iter().take(MOST) {
        match &field.change {
            Changed::Words(pieces) => {
                let job = words_job(ui, &field.name, pieces);
                let label = ui.add(egui::Label::new(job).wrap());
                let spoken = spoken(&field.name, pieces);
                ui.accesskit_node_builder(label.id, |node| node.set_value(spoken.as_str()));
            }
            Changed::Value { before, after } => {
                let say = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
                let text = format!("{}: {} → {}", field.name, say(before), say(after));
                ui.add(egui::Label::new(TextRole::Small.text(text).color(p.ink_soft)).wrap());
            }
        }
    }
    if fields.len() > MOST {
        ui.label(TextRole::Small.text(format!("And {} fields more.", fields.len() - MOST)));
    }
}

/// Words that are gone are struck through, new ones underlined: told apart without their colours.
fn words_job(ui: &Ui, name: &str, pieces: &[Piece]) -> LayoutJob {
    let p = palette(ui);
    let font = TextRole::Small.font(ui);
    let mut job = LayoutJob::default();
    job.append(&format!("{name}: "), 0.0, TextFormat::simple(font.clone(), p.ink_faint));
    for piece in pieces {
        let mut format = TextFormat::simple(font.clone(), p.ink_soft);
        let text = match piece {
            Piece::Same(text) => text,
            Piece::Gone(text) => {
                format.color = p.strain;
                format.strikethrough = Stroke::new(1.5, p.strain);
                text
            }
            Piece::New(text) => {
                format.color = p.calm;
                format.underline = Stroke::new(1.5, p.calm);
                text
            }
        };
        job.append(text, 0.0, format);
    }
    job
}

fn spoken(name: &str, pieces: &[Piece]) -> String {
    let mut text = format!("{name}: ");
    for piece in pieces {
        match piece {
            Piece::Same(same) => text.push_str(same),
            Piece::Gone(gone) => text.push_str(&format!("[gone: {}] ", gone.trim())),
            Piece::New(new) => text.push_str(&format!("[new: {}] ", new.trim())),
        }
    }
    text
}

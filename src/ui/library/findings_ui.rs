//! Draws what was found in a vignette: each finding with its place and its remedy.

use egui::Ui;

use crate::library::catalog::{Content, Entry, Origin};
use crate::lint::rule;
use crate::lint::rule::Rule;
use crate::scenario::diagnostic::{Diagnostic, Severity};
use crate::ui::command::Command;
use crate::ui::page::{READ, lead, page};
use crate::ui::studio::StudioCommand;
use crate::ui::studio::command::Beginning;
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::told::{quoted, told};
use crate::ui::widgets::{card, expander, link_button, page_title};

/// Most findings that are listed; the first ones are usually the cause of the rest.
const MOST: usize = 100;

/// Shows the findings of an entry.
pub fn findings_ui(ui: &mut Ui, entry: &Entry, commands: &mut Vec<Command>) {
    page(ui, "findings", READ, |ui| {
        if link_button(ui, "Back to the library").clicked() {
            commands.push(Command::ShowLibrary);
        }
        page_title(ui, &entry.title);
        match &entry.content {
            Content::Unreadable(why) => lead(ui, why),
            Content::Playable { diagnostics, .. } | Content::Broken(diagnostics) => list(ui, diagnostics),
        }
        ui.add_space(space::M);
        if let Origin::File(path) = &entry.origin
            && path.is_file()
            && link_button(ui, "Mend it in the studio").clicked()
        {
            let file = Beginning::File(path.clone());
            commands.push(Command::Studio(StudioCommand::Begin(file)));
        }
        if link_button(ui, "Read the file again").clicked() {
            commands.push(Command::Refresh);
        }
    });
}

fn list(ui: &mut Ui, diagnostics: &[Diagnostic]) {
    lead(
        ui,
        "What was found, from the top of the file. Mend it in the studio or in any editor, then read it again.",
    );
    ui.add_space(space::S);
    for (number, diagnostic) in diagnostics.iter().take(MOST).enumerate() {
        finding(ui, number, diagnostic);
        ui.add_space(space::S);
    }
    if diagnostics.len() > MOST {
        ui.label(prose(ui, format!("And {} more.", diagnostics.len() - MOST)));
    }
}

fn finding(ui: &mut Ui, number: usize, diagnostic: &Diagnostic) {
    let p = palette(ui);
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        let (word, ink) = match diagnostic.severity {
            Severity::Error => ("Keeps it from being played", p.strain),
            Severity::Warning => ("Probably not as meant", p.warning),
            Severity::Note => ("Worth a look", p.ink_faint),
        };
        let place = match diagnostic.location.span {
            Some(span) => format!("{word} · line {}, column {}", span.line, span.column),
            None => word.to_owned(),
        };
        ui.label(TextRole::Small.text(place).color(ink));
        ui.label(strong(told(&diagnostic.message)));
        let path = diagnostic.location.path.to_string();
        if !path.is_empty() {
            ui.label(TextRole::Small.text(path).color(p.ink_faint));
        }
        if let Some(help) = &diagnostic.help {
            ui.label(prose(ui, told(help)));
        }
        if let Some(rule) = rule(diagnostic.rule) {
            // One rule may find several things: each explanation opens by itself.
            let label = format!("Why it matters: {}", rule.name.replace('-', " "));
            expander(ui, (number, rule.name), &label, false, |ui| why(ui, rule));
        }
    });
}

fn why(ui: &mut Ui, rule: &Rule) {
    let p = palette(ui);
    ui.label(prose(ui, quoted(rule.finds).as_ref()));
    ui.label(prose(ui, quoted(rule.why).as_ref()));
    if !rule.example.is_empty() {
        ui.label(prose(ui, format!("For example: {}", quoted(rule.example))));
    }
    if !rule.source.is_empty() {
        ui.label(TextRole::Small.text(format!("{}.", rule.source)).color(p.ink_faint));
    }
    ui.label(
        TextRole::Small
            .text(format!("The rule is called {}.", rule.name))
            .color(p.ink_faint),
    );
}

//! Draws the findings: quiet lines, each with its place to jump to, its explanation, and what can be done about it.

use egui::{ScrollArea, Ui};

use super::data::{Problem, Problems, place_of};
use crate::lint::allowing::Allowed;
use crate::lint::rule::Rule;
use crate::scenario::diagnostic::{Diagnostic, Pointer};
use crate::session::words::sentence;
use crate::ui::studio::command::{Change, StudioCommand, To};
use crate::ui::studio::inspector::field::named_link;
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::told::{quoted, told};
use crate::ui::widgets::{ApartExpander, expander, link_button, section_heading};

/// What the tab shows.
#[derive(Debug)]
pub struct ProblemsData<'a> {
    /// The findings.
    pub problems: Problems<'a>,
    /// Those that are allowed.
    pub allowed: &'a [Allowed],
    /// Whether the newest text was looked at, and all of its states.
    pub is_complete: bool,
    /// Whether nothing can be changed.
    pub locked: bool,
}

/// Most findings that are drawn of one group.
const MOST: usize = 60;

/// Shows the findings.
pub fn problems_ui(ui: &mut Ui, data: &ProblemsData<'_>, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    let scroll = ScrollArea::vertical().id_salt("problems").auto_shrink([false, false]);
    scroll.show(ui, |ui| {
        ui.set_width(ui.available_width() - space::M);
        let looking = "Still looking at what can happen in play …";
        let head = match (data.problems.groups.is_empty(), data.is_complete) {
            (true, true) => "Nothing was found. It can be played as it is.".to_owned(),
            (true, false) => looking.to_owned(),
            (false, complete) => {
                let more = if complete { String::new() } else { format!(" {looking}") };
                format!("{}{more}", count_words(data.problems.counts))
            }
        };
        let head = ui.label(TextRole::Small.text(head).color(p.ink_soft));
        ui.accesskit_node_builder(head.id, |node| node.set_live(egui::accesskit::Live::Polite));
        for (heading, list) in &data.problems.groups {
            ui.add_space(space::S);
            section_heading(ui, heading);
            for problem in list.iter().take(MOST) {
                problem_ui(ui, problem, data.locked, asks);
            }
            if list.len() > MOST {
                ui.label(format!("And {} more like these.", list.len() - MOST));
            }
        }
        if !data.allowed.is_empty() {
            ui.add_space(space::M);
            let heading = format!("Allowed, with a reason ({})", data.allowed.len());
            expander(ui, "allowed", &heading, false, |ui| {
                for allowed in data.allowed {
                    allowed_ui(ui, allowed, data.locked, asks);
                }
            });
        }
    });
}

fn count_words([errors, warnings, notes]: [usize; 3]) -> String {
    let mut parts = Vec::new();
    let mut say = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => parts.push(format!("1 {one}")),
        count => parts.push(format!("{count} {many}")),
    };
    say(
        errors,
        "thing keeps it from being played",
        "things keep it from being played",
    );
    say(warnings, "is probably not as meant", "are probably not as meant");
    say(notes, "is worth a look", "are worth a look");
    sentence(&parts.join(", "))
}

/// Where it was found, to go there, and what.
fn finding_ui(ui: &mut Ui, found: &Diagnostic, asks: &mut Vec<StudioCommand>) {
    ui.horizontal_wrapped(|ui| {
        let place = place_of(found);
        let spoken = format!("Go to {place}: {}", quoted(&found.message));
        if named_link(ui, &place, &spoken).clicked() {
            asks.push(StudioCommand::GoTo(found.location.path.clone()));
        }
        let text = told(&found.message);
        ui.add(egui::Label::new(TextRole::Body.text(text)).wrap());
    });
}

fn allowed_ui(ui: &mut Ui, allowed: &Allowed, locked: bool, asks: &mut Vec<StudioCommand>) {
    ui.push_id(allowed.number, |ui| {
        finding_ui(ui, &allowed.diagnostic, asks);
        let because = format!("Meant: {}", told(&allowed.because));
        ui.label(TextRole::Small.text(because).color(palette(ui).ink_soft));
        let spoken = format!("Take back: {}", allowed.because);
        if !locked && named_link(ui, "Take it back", &spoken).clicked() {
            asks.push(take_back(allowed));
        }
    });
    ui.add_space(space::S);
}

fn problem_ui(ui: &mut Ui, problem: &Problem<'_>, locked: bool, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    let found = problem.found;
    ui.push_id(problem.number, |ui| {
        finding_ui(ui, found, asks);
        if let Some(help) = &found.help {
            ui.label(TextRole::Small.text(told(help)).color(p.ink_soft));
        }
        let mut why = problem.rule.map(|rule| (rule, ApartExpander::load(ui, "why", false)));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            if !locked {
                mending_ui(ui, problem, asks);
            }
            if named_link(ui, "In the source", &format!("Show {} in the source", place_of(found))).clicked() {
                asks.push(StudioCommand::ShowSource(found.location.path.clone()));
            }
            if problem.can_be_allowed && !locked && link_button(ui, "It is meant …").clicked() {
                asks.push(StudioCommand::AskAllow(problem.number));
            }
            if let Some((rule, why)) = &mut why {
                let spoken = format!("Why it matters: {}", rule.name.replace('-', " "));
                why.header(ui, "Why it matters", &spoken);
            }
        });
        if let Some((rule, why)) = why {
            why.body(ui, |ui| why_ui(ui, rule));
        }
    });
    ui.add_space(space::S);
}

/// What the program can do about it by itself.
fn mending_ui(ui: &mut Ui, problem: &Problem<'_>, asks: &mut Vec<StudioCommand>) {
    if let Some(fix) = &problem.found.fix
        && link_button(ui, &quoted(&fix.label)).clicked()
    {
        asks.push(StudioCommand::Fix(problem.number));
    }
    if problem.is_unwritten() {
        let spoken = format!("Make the statement: {}", quoted(&problem.found.message));
        if named_link(ui, "Make the statement", &spoken).clicked() {
            asks.push(StudioCommand::WriteMissing(problem.number));
        }
    }
}

/// Asks to no longer allow what a finding is allowed by.
fn take_back(allowed: &Allowed) -> StudioCommand {
    StudioCommand::Change(Change {
        at: Pointer::root().field("allow").index(allowed.number),
        to: To::Nothing,
        what: "what is allowed".into(),
        flows: false,
    })
}

fn why_ui(ui: &mut Ui, rule: &Rule) {
    ui.label(prose(ui, quoted(rule.finds).as_ref()));
    ui.label(prose(ui, quoted(rule.why).as_ref()));
    if !rule.example.is_empty() {
        ui.label(prose(ui, format!("For example: {}", quoted(rule.example))));
    }
    if !rule.instead.is_empty() {
        ui.label(prose(ui, format!("Instead: {}", told(rule.instead))));
    }
    if !rule.source.is_empty() {
        let ink = palette(ui).ink_faint;
        ui.label(TextRole::Small.text(format!("{}.", rule.source)).color(ink));
    }
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn counts_are_told_in_words() {
        assert_eq!(
            count_words([1, 0, 2]),
            "1 thing keeps it from being played, 2 are worth a look."
        );
        assert_eq!(count_words([0, 1, 0]), "1 is probably not as meant.");
    }
}

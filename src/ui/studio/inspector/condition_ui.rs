//! The builder of conditions: each is a line of plain words, and lines go into groups of which all or one must hold.

use egui::{DragValue, Ui};

use super::condition_words::condition_words;
use super::field::named_button;
use super::form::Form;
use crate::scenario::condition::{Condition, MAX_NESTING, Quantity};
use crate::scenario::id::{BeliefId, StatementId, VariableId};
use crate::scenario::model::{Scenario, Variable};
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::widgets::{choice_box, link_button};

/// What a line asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    AtLeast,
    Below,
    Is,
    Open,
    Recognised,
    Resolved,
    Visited,
    Revealed,
    SummaryRight,
    Not,
    All,
    Any,
}

impl Kind {
    const ALL: [Self; 12] = [
        Self::AtLeast,
        Self::Below,
        Self::Is,
        Self::Open,
        Self::Recognised,
        Self::Resolved,
        Self::Visited,
        Self::Revealed,
        Self::SummaryRight,
        Self::Not,
        Self::All,
        Self::Any,
    ];

    const fn of(condition: &Condition) -> Self {
        match condition {
            Condition::AtLeast(..) => Self::AtLeast,
            Condition::Below(..) => Self::Below,
            Condition::Is(..) => Self::Is,
            Condition::All(_) => Self::All,
            Condition::Any(_) => Self::Any,
            Condition::Not(_) => Self::Not,
            Condition::RuptureOpen => Self::Open,
            Condition::RuptureRecognised => Self::Recognised,
            Condition::RuptureResolved => Self::Resolved,
            Condition::Visited(_) => Self::Visited,
            Condition::Revealed(_) => Self::Revealed,
            Condition::SummaryRight => Self::SummaryRight,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::AtLeast => "A number is at least …",
            Self::Below => "A number is below …",
            Self::Is => "A flag is set, or not",
            Self::Open => "A rupture is open",
            Self::Recognised => "The rupture was named",
            Self::Resolved => "A rupture was repaired",
            Self::Visited => "A statement was reached before",
            Self::Revealed => "A belief is known",
            Self::SummaryRight => "The summary was right",
            Self::Not => "This is not so: …",
            Self::All => "All of these: …",
            Self::Any => "At least one of these: …",
        }
    }

    const fn is_group(self) -> bool {
        matches!(self, Self::Not | Self::All | Self::Any)
    }

    /// A condition of this kind to begin with, keeping of another what fits. `None` where the vignette has nothing to ask about.
    fn begin(self, scenario: &Scenario, from: &Condition) -> Option<Condition> {
        Some(match self {
            Self::AtLeast | Self::Below => {
                let (quantity, bound) = match from {
                    Condition::AtLeast(quantity, bound) | Condition::Below(quantity, bound) => {
                        (quantity.clone(), *bound)
                    }
                    _ => (Quantity::Bond, 50),
                };
                match self {
                    Self::AtLeast => Condition::AtLeast(quantity, bound),
                    _ => Condition::Below(quantity, bound),
                }
            }
            Self::Is => Condition::Is(flags(scenario).next()?.clone(), true),
            Self::Open => Condition::RuptureOpen,
            Self::Recognised => Condition::RuptureRecognised,
            Self::Resolved => Condition::RuptureResolved,
            Self::Visited => Condition::Visited(scenario.statements.keys().next()?.clone()),
            Self::Revealed => Condition::Revealed(scenario.client.beliefs.keys().next()?.clone()),
            Self::SummaryRight => Condition::SummaryRight,
            Self::Not => Condition::Not(Box::new(from.clone())),
            Self::All | Self::Any => {
                let list = match from {
                    Condition::All(list) | Condition::Any(list) => list.clone(),
                    other => vec![other.clone()],
                };
                if self == Self::All {
                    Condition::All(list)
                } else {
                    Condition::Any(list)
                }
            }
        })
    }
}

fn flags(scenario: &Scenario) -> impl Iterator<Item = &VariableId> {
    let flags = scenario.variables.iter();
    flags.filter_map(|(id, variable)| matches!(variable, Variable::Flag(_)).then_some(id))
}

fn counters(scenario: &Scenario) -> impl Iterator<Item = &VariableId> {
    let counters = scenario.variables.iter();
    counters.filter_map(|(id, variable)| matches!(variable, Variable::Counter { .. }).then_some(id))
}

/// What became of a condition in this frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Became {
    /// It is as it was.
    Same,
    /// It is another.
    Other(Condition),
    /// It is taken out.
    Gone,
}

/// Shows a condition with its words above, and the lines to change it. `name` says what it decides, for a screen reader.
pub fn condition_ui(ui: &mut Ui, form: &Form<'_>, name: &str, condition: &Condition, removable: bool) -> Became {
    let ink = palette(ui).ink_soft;
    let words = format!("{name} {}", condition_words(condition));
    ui.label(TextRole::Body.text(words).color(ink));
    ui.push_id(("condition", name), |ui| {
        line_ui(ui, form, name, condition, 1, removable)
    })
    .inner
}

fn line_ui(ui: &mut Ui, form: &Form<'_>, name: &str, condition: &Condition, depth: usize, removable: bool) -> Became {
    let mut became = Became::Same;
    ui.horizontal_wrapped(|ui| {
        if let Some(other) = kind_ui(ui, form.scenario, name, condition, depth) {
            became = Became::Other(other);
        }
        if let Some(other) = details_ui(ui, form.scenario, name, condition) {
            became = Became::Other(other);
        }
        if removable
            && named_button(
                ui,
                "Remove",
                &format!("Remove the condition: {}", condition_words(condition)),
            )
            .clicked()
        {
            became = Became::Gone;
        }
    });
    let other = match condition {
        Condition::All(list) => group_ui(ui, form, name, list, depth).map(Condition::All),
        Condition::Any(list) => group_ui(ui, form, name, list, depth).map(Condition::Any),
        Condition::Not(inner) => {
            let inner = indented(ui, 0, |ui| line_ui(ui, form, name, inner, depth + 1, false));
            match inner {
                Became::Other(other) => Some(Condition::Not(Box::new(other))),
                Became::Same | Became::Gone => None,
            }
        }
        single => {
            if depth == 1
                && link_button(ui, "And also …")
                    .on_hover_text("Ask for one thing more")
                    .clicked()
            {
                Some(Condition::All(vec![single.clone(), Condition::RuptureOpen]))
            } else {
                None
            }
        }
    };
    other.map_or(became, Became::Other)
}

fn indented<R>(ui: &mut Ui, number: usize, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.push_id(number, |ui| {
        ui.horizontal_top(|ui| {
            ui.add_space(space::M);
            ui.vertical(add_contents).inner
        })
        .inner
    })
    .inner
}

fn group_ui(ui: &mut Ui, form: &Form<'_>, name: &str, list: &[Condition], depth: usize) -> Option<Vec<Condition>> {
    let mut changed = None;
    for (number, part) in list.iter().enumerate() {
        match indented(ui, number, |ui| line_ui(ui, form, name, part, depth + 1, true)) {
            Became::Same => {}
            Became::Other(other) => {
                let mut parts = list.to_vec();
                if let Some(part) = parts.get_mut(number) {
                    *part = other;
                }
                changed = Some(parts);
            }
            Became::Gone => {
                let mut parts = list.to_vec();
                parts.remove(number);
                changed = Some(parts);
            }
        }
    }
    let add = indented(ui, list.len(), |ui| link_button(ui, "Add a line").clicked());
    if add {
        let mut parts = list.to_vec();
        parts.push(Condition::RuptureOpen);
        changed = Some(parts);
    }
    changed
}

/// What the line asks about, as a list of choices.
fn kind_ui(ui: &mut Ui, scenario: &Scenario, name: &str, condition: &Condition, depth: usize) -> Option<Condition> {
    let kind = Kind::of(condition);
    let mut chosen = None;
    let spoken = format!("{name} what is so");
    choice_box(ui, ("kind", depth), (&spoken, kind.word()), None, |ui| {
        let deep = depth + 1 >= MAX_NESTING;
        for other in Kind::ALL.into_iter().filter(|kind| !(deep && kind.is_group())) {
            let Some(begun) = other.begin(scenario, condition) else {
                continue;
            };
            if ui.selectable_label(other == kind, other.word()).clicked() && other != kind {
                chosen = Some(begun);
            }
        }
    });
    chosen
}

/// The numbers and names of a line.
fn details_ui(ui: &mut Ui, scenario: &Scenario, name: &str, condition: &Condition) -> Option<Condition> {
    match condition {
        Condition::AtLeast(quantity, bound) => {
            let (quantity, bound) = quantity_ui(ui, scenario, name, quantity, *bound)?;
            Some(Condition::AtLeast(quantity, bound))
        }
        Condition::Below(quantity, bound) => {
            let (quantity, bound) = quantity_ui(ui, scenario, name, quantity, *bound)?;
            Some(Condition::Below(quantity, bound))
        }
        Condition::Is(flag, value) => {
            let other = name_ui(ui, "flag", name, flag, flags(scenario), VariableId::as_str);
            let mut set = *value;
            let ticked = ui.checkbox(&mut set, "is set").changed();
            (other.is_some() || ticked).then(|| Condition::Is(other.unwrap_or_else(|| flag.clone()), set))
        }
        Condition::Visited(id) => {
            let ids = scenario.statements.keys();
            name_ui(ui, "statement", name, id, ids, StatementId::as_str).map(Condition::Visited)
        }
        Condition::Revealed(id) => {
            let ids = scenario.client.beliefs.keys();
            name_ui(ui, "belief", name, id, ids, BeliefId::as_str).map(Condition::Revealed)
        }
        _ => None,
    }
}

/// One of the names that the vignette has.
pub fn name_ui<'a, T: Clone + PartialEq + 'a>(
    ui: &mut Ui,
    what: &str,
    name: &str,
    value: &T,
    all: impl Iterator<Item = &'a T>,
    word: impl Fn(&T) -> &str,
) -> Option<T> {
    let mut chosen = None;
    let spoken = format!("{name} {what}");
    choice_box(ui, what, (&spoken, word(value)), None, |ui| {
        for other in all {
            if ui.selectable_label(other == value, word(other)).clicked() && other != value {
                chosen = Some(other.clone());
            }
        }
    });
    chosen
}

fn quantity_ui(
    ui: &mut Ui,
    scenario: &Scenario,
    name: &str,
    quantity: &Quantity,
    bound: i32,
) -> Option<(Quantity, i32)> {
    let word = |quantity: &Quantity| match quantity {
        Quantity::Bond => "bond".to_owned(),
        Quantity::Tasks => "tasks".to_owned(),
        Quantity::Goals => "goals".to_owned(),
        Quantity::Counter(id) => id.as_str().to_owned(),
    };
    let mut chosen = None;
    let spoken = format!("{name} number");
    choice_box(ui, "quantity", (&spoken, &word(quantity)), None, |ui| {
        let counters = counters(scenario).map(|id| Quantity::Counter(id.clone()));
        for other in [Quantity::Bond, Quantity::Tasks, Quantity::Goals]
            .into_iter()
            .chain(counters)
        {
            if ui.selectable_label(other == *quantity, word(&other)).clicked() && other != *quantity {
                chosen = Some(other);
            }
        }
    });
    let mut number = bound;
    let range = if matches!(quantity, Quantity::Counter(_)) {
        -1000..=1000
    } else {
        0..=100
    };
    let drag = ui.add(DragValue::new(&mut number).range(range).speed(0.3));
    let spoken = format!("{name} value");
    ui.accesskit_node_builder(drag.id, |node| node.set_label(spoken.as_str()));
    (chosen.is_some() || number != bound).then(|| (chosen.unwrap_or_else(|| quantity.clone()), number))
}

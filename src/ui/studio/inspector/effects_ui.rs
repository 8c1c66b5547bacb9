//! What a response does: a slider for each component with where it takes the alliance, and lines for all else.

use egui::{DragValue, Ui};

use super::condition_ui::{Became, condition_ui, name_ui};
use super::field::{caption, component_name, named_button};
use super::form::Form;
use crate::framework::id::Component;
use crate::scenario::condition::{Condition, MAX_NESTING};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::effect::Effect;
use crate::scenario::id::{BeliefId, VariableId};
use crate::scenario::model::{Scenario, Variable};
use crate::scenario::write::notation;
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::widgets::{choice_box, quiet_button, slider};

/// The farthest that a slider goes. A larger step can be typed.
const FAR: i32 = 30;

/// Shows the effects of a response or of a band.
pub fn effects_field(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, effects: &[Effect]) {
    form.offer(at);
    caption(ui, "What it does to the alliance");
    let mut changed = None;
    let mut flows = false;
    for component in Component::ALL {
        if let Some(by) = slider_ui(ui, form.alliance, component, step_of(effects, component)) {
            changed = Some(with_step(effects, component, by));
            flows = true;
        }
    }
    let rest = |effect: &&Effect| !matches!(effect, Effect::Change(..));
    if effects.iter().any(|effect| rest(&effect)) || is_uneven(effects) {
        caption(ui, "And besides, in this order");
    }
    if let Some(list) = list_ui(ui, form, effects, 1, is_uneven(effects)) {
        changed = Some(list);
        flows = false;
    }
    if let Some(list) = changed {
        if list.is_empty() {
            form.remove(at.clone(), "the effects");
        } else if flows {
            form.slide(at.clone(), "the effects", notation(&list));
        } else {
            form.set(at.clone(), "the effects", &list);
        }
    }
}

/// Whether one component is changed more than once: then the sliders alone don't tell.
fn is_uneven(effects: &[Effect]) -> bool {
    Component::ALL.into_iter().any(|component| {
        let steps = effects.iter();
        steps
            .filter(|effect| matches!(effect, Effect::Change(of, _) if *of == component))
            .count()
            > 1
    })
}

/// The first unconditional step of a component.
fn step_of(effects: &[Effect], component: Component) -> i32 {
    let mut steps = effects.iter().filter_map(|effect| match effect {
        Effect::Change(of, by) if *of == component => Some(*by),
        _ => None,
    });
    steps.next().unwrap_or(0)
}

fn with_step(effects: &[Effect], component: Component, by: i32) -> Vec<Effect> {
    let mut list = effects.to_vec();
    let place = list
        .iter()
        .position(|effect| matches!(effect, Effect::Change(of, _) if *of == component));
    match (place, by) {
        (Some(place), 0) => {
            list.remove(place);
        }
        (Some(place), by) => {
            if let Some(effect) = list.get_mut(place) {
                *effect = Effect::Change(component, by);
            }
        }
        (None, 0) => {}
        (None, by) => {
            let before = list
                .iter()
                .take_while(|effect| matches!(effect, Effect::Change(of, _) if *of < component))
                .count();
            list.insert(before, Effect::Change(component, by));
        }
    }
    list
}

fn slider_ui(ui: &mut Ui, from: [u8; 3], component: Component, by: i32) -> Option<i32> {
    let p = palette(ui);
    let mut step = by;
    let before = from.get(component.index()).copied().unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        component_name(ui, component);
        let spoken = format!("Change of {component}");
        let slider = slider(ui, &mut step, -FAR..=FAR, |slider| {
            slider
                .clamping(egui::SliderClamping::Never)
                .custom_formatter(|step, _| format!("{step:+}").replace('-', "−"))
                .custom_parser(|typed| typed.replace('−', "-").parse().ok())
        });
        ui.accesskit_node_builder(slider.id, |node| node.set_label(spoken.as_str()));
        let after = (i32::from(before) + step).clamp(0, 100);
        let text = format!("{before} → {after}");
        ui.label(TextRole::Small.text(text).color(p.ink_faint));
    });
    (step != by).then_some(step)
}

/// The kinds of lines that can be added.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Change,
    Set,
    Count,
    Reveal,
    When,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Change, Self::Set, Self::Count, Self::Reveal, Self::When];

    const fn word(self) -> &'static str {
        match self {
            Self::Change => "Change the alliance",
            Self::Set => "Set a flag",
            Self::Count => "Count up or down",
            Self::Reveal => "Make a belief known",
            Self::When => "Only if …",
        }
    }

    fn begin(self, scenario: &Scenario) -> Option<Effect> {
        Some(match self {
            Self::Change => Effect::Change(Component::Bond, 2),
            Self::Set => Effect::Set(variables(scenario, true).next()?.clone(), true),
            Self::Count => Effect::Count(variables(scenario, false).next()?.clone(), 1),
            Self::Reveal => Effect::Reveal(scenario.client.beliefs.keys().next()?.clone()),
            Self::When => Effect::When(Condition::RuptureOpen, vec![Effect::Change(Component::Bond, 2)]),
        })
    }
}

fn variables(scenario: &Scenario, flags: bool) -> impl Iterator<Item = &VariableId> {
    let all = scenario.variables.iter();
    all.filter_map(move |(id, variable)| (matches!(variable, Variable::Flag(_)) == flags).then_some(id))
}

/// The lines of a list. `changes`: whether changes of the alliance are lines as well, and not sliders.
fn list_ui(ui: &mut Ui, form: &Form<'_>, effects: &[Effect], depth: usize, changes: bool) -> Option<Vec<Effect>> {
    let mut list = None;
    for (number, effect) in effects.iter().enumerate() {
        if matches!(effect, Effect::Change(..)) && !changes {
            continue;
        }
        let became = ui
            .push_id(("effect", depth, number), |ui| effect_ui(ui, form, effect, depth))
            .inner;
        if let Some(became) = became {
            let mut others = effects.to_vec();
            match became {
                Some(other) => {
                    if let Some(effect) = others.get_mut(number) {
                        *effect = other;
                    }
                }
                None => {
                    others.remove(number);
                }
            }
            list = Some(others);
        }
    }
    let mut added = None;
    let label = if depth == 1 {
        "Add something it does"
    } else {
        "Add something it does then"
    };
    ui.push_id(("add", depth), |ui| {
        ui.menu_button(label, |ui| {
            let deep = depth + 1 >= MAX_NESTING;
            for kind in Kind::ALL.into_iter().filter(|kind| !(deep && *kind == Kind::When)) {
                let begun = kind.begin(form.scenario);
                if let Some(effect) = begun
                    && quiet_button(ui, kind.word()).clicked()
                {
                    added = Some(effect);
                    ui.close();
                }
            }
        });
    });
    if let Some(effect) = added {
        let mut others = effects.to_vec();
        others.push(effect);
        list = Some(others);
    }
    list
}

/// One line. Returns what it became, if anything: another effect, or nothing.
#[allow(clippy::option_option)]
fn effect_ui(ui: &mut Ui, form: &Form<'_>, effect: &Effect, depth: usize) -> Option<Option<Effect>> {
    let mut became = None;
    ui.horizontal_wrapped(|ui| {
        let other = match effect {
            Effect::Change(component, by) => change_ui(ui, *component, *by),
            Effect::Set(flag, value) => {
                ui.label("Flag");
                let other = name_ui(
                    ui,
                    "flag",
                    "Set",
                    flag,
                    variables(form.scenario, true),
                    VariableId::as_str,
                );
                let mut set = *value;
                let ticked = ui.checkbox(&mut set, "becomes set").changed();
                (ticked || other.is_some()).then(|| Effect::Set(other.unwrap_or_else(|| flag.clone()), set))
            }
            Effect::Count(counter, by) => {
                ui.label("Counter");
                let all = variables(form.scenario, false);
                let other = name_ui(ui, "counter", "Count", counter, all, VariableId::as_str);
                let step = number_ui(ui, "Count by", *by);
                (other.is_some() || step != *by).then(|| Effect::Count(other.unwrap_or_else(|| counter.clone()), step))
            }
            Effect::Reveal(belief) => {
                ui.label("Makes known the belief");
                let all = form.scenario.client.beliefs.keys();
                name_ui(ui, "belief", "Make known", belief, all, BeliefId::as_str).map(Effect::Reveal)
            }
            Effect::When(..) => None,
        };
        if let Some(other) = other {
            became = Some(Some(other));
        }
        if !matches!(effect, Effect::When(..)) && named_button(ui, "Remove", "Remove this effect").clicked() {
            became = Some(None);
        }
    });
    if let Effect::When(condition, inner) = effect {
        match condition_ui(ui, form, "Only if", condition, true) {
            Became::Same => {}
            Became::Other(other) => became = Some(Some(Effect::When(other, inner.clone()))),
            Became::Gone => became = Some(None),
        }
        ui.horizontal_top(|ui| {
            ui.add_space(space::M);
            ui.vertical(|ui| {
                if let Some(list) = list_ui(ui, form, inner, depth + 1, true) {
                    became = Some(Some(Effect::When(condition.clone(), list)));
                }
            });
        });
    }
    became
}

fn change_ui(ui: &mut Ui, component: Component, by: i32) -> Option<Effect> {
    let mut chosen = component;
    let shown = component.to_string();
    choice_box(ui, "component", ("Change", &shown), None, |ui| {
        for other in Component::ALL {
            ui.selectable_value(&mut chosen, other, other.to_string());
        }
    });
    let step = number_ui(ui, "by", by);
    (chosen != component || step != by).then_some(Effect::Change(chosen, step))
}

fn number_ui(ui: &mut Ui, label: &str, value: i32) -> i32 {
    let mut number = value;
    let label = ui.label(label);
    ui.add(DragValue::new(&mut number).range(-1000..=1000).speed(0.2))
        .labelled_by(label.id);
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &[Effect], component: Component, by: i32, expected: &[Effect]) {
        assert_eq!(with_step(before, component, by), expected);
    }

    #[test]
    fn a_slider_writes_changes_changes_and_takes_out_its_own_line() {
        use Component::{Bond, Goals, Tasks};
        let set = || Effect::Set("asked".into(), true);
        check(&[], Bond, 4, &[Effect::Change(Bond, 4)]);
        check(&[Effect::Change(Bond, 4), set()], Bond, 0, &[set()]);
        check(
            &[Effect::Change(Bond, 4), Effect::Change(Goals, 1), set()],
            Tasks,
            -3,
            &[
                Effect::Change(Bond, 4),
                Effect::Change(Tasks, -3),
                Effect::Change(Goals, 1),
                set(),
            ],
        );
        check(&[set()], Goals, 2, &[Effect::Change(Goals, 2), set()]);
    }
}

//! Where a response leads: always to one place, to the first whose condition holds, or by chance.

use egui::{DragValue, Ui};

use super::condition_ui::{Became, condition_ui};
use super::field::{caption, choice, found_ui, named_button};
use super::form::Form;
use super::pick::{Choice, Picked, search_list};
use crate::edit::responses::Stub;
use crate::scenario::condition::Condition;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::TargetId;
use crate::scenario::limits::id_from;
use crate::scenario::model::{Next, Scenario, Way};
use crate::scenario::varied::{Case, Varied};
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::space;
use crate::ui::widgets::{link_button, quiet_button};

/// The three ways to lead on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    To,
    First,
    Chance,
}

impl Kind {
    const ALL: [Self; 3] = [Self::To, Self::First, Self::Chance];

    const fn of(next: &Next) -> Self {
        match next {
            Next::To(_) => Self::To,
            Next::First { .. } => Self::First,
            Next::Chance(_) => Self::Chance,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::To => "always to one place",
            Self::First => "it depends on the play",
            Self::Chance => "by chance",
        }
    }

    fn begin(self, from: &Next) -> Next {
        let target = first_target(from).clone();
        match self {
            Self::To => Next::To(target),
            Self::First => Next::First {
                cases: vec![Case {
                    when: Condition::RuptureOpen,
                    then: target.clone(),
                }],
                otherwise: target,
            },
            Self::Chance => Next::Chance(vec![
                Way {
                    weight: 1,
                    to: target.clone(),
                },
                Way { weight: 1, to: target },
            ]),
        }
    }
}

/// The place that a way on leads to if nothing else holds.
pub fn first_target(next: &Next) -> &TargetId {
    static NOWHERE: std::sync::OnceLock<TargetId> = std::sync::OnceLock::new();
    match next {
        Next::To(target) => target,
        Next::First { otherwise, .. } => otherwise,
        Next::Chance(ways) => match ways.first() {
            Some(way) => &way.to,
            None => NOWHERE.get_or_init(|| TargetId::new("")),
        },
    }
}

/// Shows where a response leads.
pub fn next_field(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, label: &str, next: &Next) {
    form.offer(at);
    let kind = Kind::of(next);
    let chosen = ui
        .horizontal_wrapped(|ui| {
            caption(ui, label);
            choice(ui, at, label, kind, &Kind::ALL, |kind| kind.word().to_owned())
        })
        .inner;
    if let Some(kind) = chosen {
        form.set(at.clone(), "where it leads", &kind.begin(next));
    }
    match next {
        Next::To(target) => {
            if let Some(other) = target_ui(ui, form, at, "Leads to", target) {
                form.set(at.clone(), "where it leads", &Next::To(other));
            }
        }
        Next::First { cases, otherwise } => {
            first_ui(ui, form, at, cases, otherwise);
            found_ui(ui, form, at);
        }
        Next::Chance(ways) => {
            chance_ui(ui, form, at, ways);
            found_ui(ui, form, at);
        }
    }
}

fn first_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, cases: &[Case<TargetId>], otherwise: &TargetId) {
    for (number, case) in cases.iter().enumerate() {
        ui.push_id(("next-case", number), |ui| {
            let place = at.clone().field("cases").index(number);
            let when = place.clone().field("when");
            form.offer(&when);
            match condition_ui(ui, form, "If", &case.when, true) {
                Became::Same => {}
                Became::Other(other) => form.set(when, "a condition of where it leads", &other),
                Became::Gone => form.remove(place.clone(), "a case of where it leads"),
            }
            let then = place.field("then");
            if let Some(other) = target_ui(ui, form, &then, "then to", &case.then) {
                form.set(then, "where it leads", &other);
            }
        });
        ui.add_space(space::S);
    }
    let place = at.clone().field("otherwise");
    if let Some(other) = target_ui(ui, form, &place, "Otherwise to", otherwise) {
        form.set(place, "where it leads", &other);
    }
    if link_button(ui, "Add a case to where it leads").clicked() {
        let mut more = cases.to_vec();
        more.push(Case {
            when: Condition::RuptureOpen,
            then: otherwise.clone(),
        });
        let next = Next::First {
            cases: more,
            otherwise: otherwise.clone(),
        };
        form.set(at.clone(), "the cases of where it leads", &next);
    }
}

fn chance_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, ways: &[Way]) {
    let total: u32 = ways.iter().map(|way| way.weight).sum();
    let mut changed = None;
    for (number, way) in ways.iter().enumerate() {
        let place = at.clone().index(number);
        ui.horizontal_wrapped(|ui| {
            let weight = place.clone().field("weight");
            form.offer(&weight);
            let label = caption(ui, "Weight");
            let mut number = way.weight;
            let drag = DragValue::new(&mut number).range(1..=1000).speed(0.1);
            ui.add(drag).labelled_by(label.id);
            if number != way.weight {
                form.slide(weight, "a weight", number.to_string());
            }
            let share = 100 * u64::from(way.weight) / u64::from(total.max(1));
            caption(ui, &format!("about {share}% of plays"));
        });
        let to = place.field("to");
        if let Some(other) = target_ui(ui, form, &to, "to", &way.to) {
            form.set(to, "where it leads", &other);
        }
        let name = format!("Remove way {}", number + 1);
        if ways.len() > 1 && named_button(ui, "Remove this way", &name).clicked() {
            let mut rest = ways.to_vec();
            rest.remove(number);
            changed = Some(rest);
        }
    }
    if link_button(ui, "Add a way").clicked() {
        let mut more = ways.to_vec();
        more.extend(ways.last().cloned());
        changed = Some(more);
    }
    if let Some(ways) = changed {
        form.set(at.clone(), "the ways on", &Next::Chance(ways));
    }
}

/// Statements and endings as choices: the id, and the first words.
pub fn targets(scenario: &Scenario) -> impl Iterator<Item = Choice<'_>> {
    let statements = scenario.statements.iter().map(|(id, statement)| Choice {
        id: id.as_str(),
        label: id.as_str(),
        text: last_text(&statement.says),
    });
    let endings = scenario.endings.iter().map(|(id, ending)| Choice {
        id: id.as_str(),
        label: id.as_str(),
        text: &ending.title,
    });
    statements.chain(endings)
}

fn last_text(varied: &Varied<String>) -> &str {
    match varied {
        Varied::Plain(text) | Varied::Vary { otherwise: text, .. } => text,
    }
}

/// One target: what it is, the way there, and the list to choose another. Returns another if one was chosen.
fn target_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, label: &str, target: &TargetId) -> Option<TargetId> {
    form.offer(at);
    let id = target.as_str();
    let spot = Spot::of_target(form.scenario, id);
    ui.horizontal_wrapped(|ui| {
        caption(ui, label);
        let spoken = format!("{label} {id}. Choose another");
        let button = ui.add(egui::Button::new(if id.is_empty() { "…" } else { id }).truncate());
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
        form.come_back(at, &button);
        if button.on_hover_text("Choose another").clicked() {
            form.toggle(at);
        }
        if let Some(spot) = spot {
            if named_button(ui, "Go there", &format!("Go to {id}")).clicked() {
                form.asks.push(StudioCommand::Go(spot));
            }
        } else {
            caption(ui, "is not there yet");
        }
    });
    let mut other = None;
    if form.is_open(at) {
        let scenario = form.scenario;
        let typed = id_from(&form.state.search);
        let id = (!typed.is_empty() && Spot::of_target(scenario, &typed).is_none()).then_some(typed);
        let mut new = None;
        ui.horizontal_wrapped(|ui| {
            for (label, kind) in [("A new statement", Stub::Statement), ("A new ending", Stub::Ending)] {
                if quiet_button(ui, label).clicked() {
                    new = Some(kind);
                }
            }
        });
        let offered = id.as_ref().map(|id| format!("A new statement, {id}"));
        let words = ("statements and endings", offered.as_deref());
        match search_list(ui, form, words, targets(scenario)) {
            Some(Picked::One(id)) => other = Some(TargetId::new(id)),
            Some(Picked::New) => new = Some(Stub::Statement),
            None => {}
        }
        if let Some(kind) = new {
            // Another form comes: nothing of this one is to be opened or come back to.
            (form.state.open, form.state.closed) = (None, None);
            form.asks.push(StudioCommand::Stub(at.clone(), kind, id));
        }
    }
    found_ui(ui, form, at);
    other
}

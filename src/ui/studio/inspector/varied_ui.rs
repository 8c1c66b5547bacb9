//! A value that is the same always, or depends on the state: cases with a condition each, and what holds otherwise.

use std::fmt::Debug;

use egui::Ui;
use serde::Serialize;

use super::condition_ui::{Became, condition_ui};
use super::condition_words::condition_words;
use super::field::caption;
use super::form::Form;
use crate::scenario::condition::Condition;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::varied::{Case, Varied};
use crate::scenario::write::notation;
use crate::ui::theme::{palette, space};
use crate::ui::widgets::link_button;

/// Where a varied value stands.
#[derive(Clone, Copy, Debug)]
pub struct VariedField<'a> {
    /// Its place.
    pub at: &'a Pointer,
    /// What it is called.
    pub label: &'a str,
    /// The variant in which it stands, if it stands in one.
    pub around: Option<&'static str>,
}

impl VariedField<'_> {
    fn write<T: Serialize>(&self, form: &mut Form<'_>, what: String, value: &Varied<T>) {
        let text = notation(value);
        let ron = match self.around {
            Some(variant) => format!("{variant}({text})"),
            None => text,
        };
        form.set_ron(self.at.clone(), what, ron);
    }
}

/// Shows one value, or one for each case. `one` draws a value at its place, and says whether that place is the whole field.
pub fn varied_ui<T: Clone + Serialize + Debug>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: VariedField<'_>,
    value: &Varied<T>,
    mut one: impl FnMut(&mut Ui, &mut Form<'_>, &Pointer, &T, &str, bool),
) {
    let (cases, otherwise) = match value {
        Varied::Plain(plain) => {
            form.vary = Some(false);
            one(ui, form, field.at, plain, field.label, true);
            if form.vary.take() == Some(true) {
                let case = Case {
                    when: Condition::RuptureOpen,
                    then: plain.clone(),
                };
                let varied = Varied::Vary {
                    cases: vec![case],
                    otherwise: plain.clone(),
                };
                field.write(form, format!("the cases of “{}”", field.label), &varied);
            }
            return;
        }
        Varied::Vary { cases, otherwise } => (cases, otherwise),
    };
    let line = palette(ui).line;
    let frame = egui::Frame::new().inner_margin(egui::Margin {
        left: 12,
        ..egui::Margin::ZERO
    });
    let shown = frame.show(ui, |ui| {
        for (number, case) in cases.iter().enumerate() {
            ui.push_id(number, |ui| case_ui(ui, form, field, number, case, &mut one));
            ui.add_space(space::S);
        }
        let place = field.at.clone().field("otherwise");
        caption(ui, "Otherwise");
        one(
            ui,
            form,
            &place,
            otherwise,
            &format!("{}, otherwise", field.label),
            false,
        );
    });
    let left = shown.response.rect.left() + 2.0;
    ui.painter()
        .vline(left, shown.response.rect.y_range(), egui::Stroke::new(2.0, line));
    ui.horizontal_wrapped(|ui| {
        if link_button(ui, &format!("Add a case to “{}”", field.label)).clicked() {
            let mut more = cases.clone();
            more.push(Case {
                when: Condition::RuptureOpen,
                then: otherwise.clone(),
            });
            let varied = Varied::Vary {
                cases: more,
                otherwise: otherwise.clone(),
            };
            field.write(form, format!("the cases of “{}”", field.label), &varied);
        }
        ui.add_space(space::M);
        if link_button(ui, &format!("Make “{}” the same always", field.label)).clicked() {
            field.write(
                form,
                format!("the cases of “{}”", field.label),
                &Varied::Plain(otherwise.clone()),
            );
        }
    });
}

fn case_ui<T: Clone + Serialize + Debug>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: VariedField<'_>,
    number: usize,
    case: &Case<T>,
    one: &mut impl FnMut(&mut Ui, &mut Form<'_>, &Pointer, &T, &str, bool),
) {
    let at = field.at.clone().field("cases").index(number);
    let when = at.clone().field("when");
    form.offer(&when);
    match condition_ui(ui, form, "If", &case.when, true) {
        Became::Same => {}
        Became::Other(other) => form.set(when, format!("a condition of “{}”", field.label), &other),
        Became::Gone => form.remove(at.clone(), format!("a case of “{}”", field.label)),
    }
    let label = format!("{}, if {}", field.label, condition_words(&case.when));
    one(ui, form, &at.field("then"), &case.then, &label, false);
}

//! Walks the fields of the format and demands an editor for each.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::form::{Form, FormState};
use super::inspector_ui::form_ui;
use crate::framework::load::bundled;
use crate::scenario::diagnostic::{Diagnostic, Pointer, Severity, Step};
use crate::scenario::model::Scenario;
use crate::scenario::read::read;
use crate::scenario::syntax::tree::{Kind, Tree};
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{Appearance, install_in};

const EVERY_FIELD: &str = include_str!("../../../../tests/vignettes/every-field.ron");

/// Fields that are edited elsewhere: on the map.
const ELSEWHERE: &[&str] = &["map"];

/// A place without the names and numbers in it: `statements.*.responses.*.act.bands[].next`.
fn shape(pointer: &Pointer) -> String {
    let mut shape = String::new();
    for step in pointer.steps() {
        match step {
            Step::Field(name) if shape.is_empty() => shape.push_str(name),
            Step::Field(name) => shape.push_str(&format!(".{name}")),
            Step::Key(_) => shape.push_str(".*"),
            Step::Index(_) => shape.push_str("[]"),
        }
    }
    shape
}

/// The places of all fields that a text has.
fn fields(text: &str) -> Vec<Pointer> {
    let reading = read(text);
    let tree = Tree::parse(text);
    let mut fields = Vec::new();
    for at in 0..tree.len() {
        let node = tree.node(at);
        if node.kind == Kind::Fields {
            for (key, value) in tree.pairs(at) {
                let byte = tree.node(value).start.max(tree.node(key).end);
                let name = &text[tree.node(key).start as usize..tree.node(key).end as usize];
                let mut steps = reading.pointer_at(byte).steps().to_vec();
                // The place of the byte may be deeper, where the value has brackets: up to the field itself.
                while !matches!(steps.last(), Some(Step::Field(last)) if last == name) {
                    steps.pop().expect("the field is on the way");
                }
                fields.push(Pointer::from_steps(steps));
            }
        }
    }
    fields
}

fn offered(scenario: &Scenario, spot: &Spot) -> Vec<Pointer> {
    let mut harness = Harness::builder().with_size([700.0, 6000.0]).build_ui_state(
        |ui, state: &mut FormState| {
            install_in(
                ui,
                &Appearance {
                    reduce_motion: true,
                    ..Appearance::default()
                },
            );
            let mut asks = Vec::new();
            let mut form = Form {
                scenario,
                framework: bundled(),
                findings: &[],
                alliance: [40, 30, 45],
                vary: None,
                state,
                asks: &mut asks,
            };
            form_ui(ui, &mut form, spot);
            assert!(asks.is_empty(), "what nobody touches changes nothing: {asks:?}");
        },
        FormState {
            offered: Some(Vec::new()),
            ..FormState::default()
        },
    );
    harness.run();
    harness.state_mut().offered.take().unwrap()
}

#[test]
fn every_field_of_the_format_has_an_editor() {
    let scenario = read(EVERY_FIELD).scenario.unwrap();
    let mut spots = vec![Spot::Vignette];
    for (id, statement) in &scenario.statements {
        spots.push(Spot::Statement(id.to_string()));
        let responses = statement.responses.keys();
        spots.extend(responses.map(|own| Spot::Response(id.to_string(), own.to_string())));
    }
    spots.extend(scenario.endings.keys().map(|id| Spot::Ending(id.to_string())));
    let places = spots.iter().flat_map(|spot| offered(&scenario, spot));
    let shapes: BTreeSet<String> = places.map(|place| shape(&place)).collect();
    let demanded: BTreeSet<String> = fields(EVERY_FIELD).iter().map(shape).collect();
    assert!(demanded.len() > 90, "{}", demanded.len());
    // Maps are edited entry by entry.
    let maps = [
        "statements",
        "statements.*.responses",
        "endings",
        "client.beliefs",
        "variables",
    ];
    // Structures are edited field by field.
    let whole = ["contract", "setting", "client", "client.portrait"];
    let missing: Vec<&String> = demanded
        .iter()
        .filter(|shape| !ELSEWHERE.iter().any(|own| shape.split(['.', '[']).next() == Some(own)))
        .filter(|shape| !maps.contains(&shape.as_str()) && !whole.contains(&shape.as_str()))
        .filter(|own| !shapes.contains(*own))
        .filter(|own| !inside_a_whole(own, &shapes))
        .collect();
    assert!(missing.is_empty(), "no editor for {missing:#?}\nthere are {shapes:#?}");
}

/// Cases and their parts are edited where the value that they belong to is.
fn inside_a_whole(own: &str, shapes: &BTreeSet<String>) -> bool {
    own.strip_suffix(".cases")
        .is_some_and(|value| shapes.contains(value) || shapes.contains(&format!("{value}.otherwise")))
}

#[test]
fn what_is_found_while_somebody_writes_leaves_the_keyboard_where_it_is() {
    let scenario = read(EVERY_FIELD).scenario.unwrap();
    let (statement, own) = scenario.statements.first().unwrap();
    let response = own.responses.keys().next().unwrap().to_string();
    let at = Pointer::root().statement(statement).response(&response);
    let spot = Spot::Response(statement.to_string(), response);
    let mut harness = Harness::builder().with_size([700.0, 6000.0]).build_ui_state(
        |ui, (state, findings): &mut (FormState, Vec<Diagnostic>)| {
            install_in(ui, &Appearance::default());
            let mut form = Form {
                scenario: &scenario,
                framework: bundled(),
                findings,
                alliance: [40, 30, 45],
                vary: None,
                state,
                asks: &mut Vec::new(),
            };
            form_ui(ui, &mut form, &spot);
        },
        (FormState::default(), Vec::new()),
    );
    harness.run_steps(3);
    let sliders = || harness.get_all_by_role(Role::Slider);
    let last = sliders().last().unwrap();
    last.focus();
    harness.run_steps(3);
    let focused = harness.ctx.memory(|memory| memory.focused());
    assert!(focused.is_some());
    let found = |field: &'static str| {
        let place = at.clone().field(field);
        Diagnostic::new(Severity::Warning, "no-silence", place, "found")
    };
    harness.state_mut().1 = vec![found("act"), found("quality"), found("next")];
    harness.run_steps(3);
    assert!(harness.query_all_by_label("Found.").count() >= 2);
    assert_eq!(harness.ctx.memory(|memory| memory.focused()), focused);
}

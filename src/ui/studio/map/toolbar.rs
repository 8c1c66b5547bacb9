//! The row above the map: looking for something, looking closer, adding, laying out.

use egui::{Key, Role, TextEdit, Ui, WidgetInfo, vec2};

use super::ask::{MapAsk, Stub};
use super::asking::Asking;
use super::camera::Camera;
use super::data::{MapData, Thing};
use super::marks::note_at;
use super::state::PlanState;
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::widgets::quiet_button;

/// The field in which one looks for something: its id, so that a shortcut can go there.
pub fn search_id() -> egui::Id {
    egui::Id::unique("map-search")
}

/// Shows the search field. Enter goes to the next hit, Shift and Enter to the one before.
pub fn search_ui(ui: &mut Ui, data: &MapData, state: &mut PlanState) {
    let field = TextEdit::singleline(&mut state.search.text)
        .id(search_id())
        .hint_text("Find here, by /")
        .margin(vec2(10.0, 6.0))
        .desired_width(200.0);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Search statements and responses"));
    state.search.look(data);
    let (entered, back) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
    if response.lost_focus() && entered {
        if let Some(at) = state.search.next(!back) {
            state.go_to(data, Thing::Node(at));
        }
        response.request_focus();
    }
    if state.search.is_on() {
        let soft = palette(ui).ink_soft;
        let words = state.search.words();
        let found = ui.label(TextRole::Small.text(words).color(soft));
        ui.accesskit_node_builder(found.id, |node| node.set_live(egui::accesskit::Live::Polite));
        for (label, forwards) in [("Previous hit", false), ("Next hit", true)] {
            if ui
                .add_enabled_ui(!state.search.hits().is_empty(), |ui| arrow_button(ui, label, forwards))
                .inner
                && let Some(at) = state.search.next(forwards)
            {
                state.go_to(data, Thing::Node(at));
            }
        }
    }
}

fn arrow_button(ui: &mut Ui, label: &str, down: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, space::TARGET), egui::Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    let p = palette(ui);
    let ink = if response.hovered() || response.has_focus() {
        p.accent
    } else {
        p.ink_soft
    };
    let sign = if down { 1.0 } else { -1.0 };
    let points = [(-5.0, -2.5), (0.0, 2.5), (5.0, -2.5)].map(|(x, y)| rect.center() + vec2(x, y * sign));
    ui.painter()
        .add(egui::Shape::line(points.to_vec(), egui::Stroke::new(2.0, ink)));
    crate::ui::widgets::focus_ring(ui, &response, space::RADIUS);
    response.on_hover_text(label).clicked()
}

/// Shows the row.
pub fn toolbar_ui(ui: &mut Ui, data: &MapData, state: &mut PlanState, read_only: bool, asks: &mut Vec<MapAsk>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        search_ui(ui, data, state);
        ui.add_space(space::S);
        zoom_ui(ui, data, state);
        ui.add_space(space::S);
        if !read_only {
            add_ui(ui, state, asks);
            if quiet_button(ui, "Lay out")
                .on_hover_text("Let everything find its place again, pins included")
                .clicked()
            {
                asks.push(MapAsk::Unpin(Vec::new()));
            }
        }
        if let Some(done) = state.map.arranged.progress() {
            let soft = palette(ui).ink_soft;
            let words = format!("Laying out, {} %", done / 10);
            ui.label(TextRole::Small.text(words).color(soft));
            if quiet_button(ui, "Stop").clicked() {
                state.map.arranged.cancel();
            }
        }
    });
}

fn zoom_ui(ui: &mut Ui, data: &MapData, state: &mut PlanState) {
    let Some(camera) = state.map.camera else { return };
    let still = crate::ui::theme::reduce_motion(ui);
    let here = state.map.flight.map_or(camera, |flight| flight.to());
    for (label, spoken, factor) in [("−", "Zoom out", 0.8), ("+", "Zoom in", 1.25)] {
        let button = quiet_button(ui, label);
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken));
        if button.on_hover_text(spoken).clicked() {
            state.map.look(here.zoomed(factor, here.center), still);
        }
        if factor < 1.0 {
            let percent = format!("{:.0} %", camera.zoom * 100.0);
            let button = quiet_button(ui, &percent);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Zoom to 100 %"));
            if button.on_hover_text("To 100 %").clicked() {
                state.map.look(Camera { zoom: 1.0, ..here }, still);
            }
        }
    }
    if quiet_button(ui, "All")
        .on_hover_text("Show the whole map (F)")
        .clicked()
    {
        state.map.fit_all(data, still);
    }
}

fn add_ui(ui: &mut Ui, state: &mut PlanState, asks: &mut Vec<MapAsk>) {
    let center = state.map.camera.map_or(egui::Pos2::ZERO, |camera| camera.center);
    ui.menu_button("Add", |ui| {
        // Without a place that somebody chose it is laid out with everything else, also once something leads there.
        if ui.button("A statement").clicked() {
            asks.push(MapAsk::Add(Stub::Statement, None));
            ui.close();
        }
        if ui.button("An ending").clicked() {
            asks.push(MapAsk::Add(Stub::Ending, None));
            ui.close();
        }
        if ui.button("A note…").clicked() {
            state.asking = Some(Asking::Note(None, note_at(center)));
            ui.close();
        }
    });
}

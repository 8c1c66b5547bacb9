//! Draws the outline and takes what is done in it.

use egui::{EventFilter, Id, Rect, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::data::{Column, Placed, Row, spoken};
use super::keys::{go, keys};
use super::row_ui::Pen;
use super::state::Form;
use crate::ui::studio::map::data::{MapData, Thing};
use crate::ui::studio::map::paint::Marks;
use crate::ui::studio::map::{MapAsk, MapView, PlanState, Stub, acts};
use crate::ui::theme::{TextRole, palette, reduce_motion, space};
use crate::ui::widgets::{empty_state, focus_ring, quiet_button, segments};

/// Shows the outline in all the room that is left.
pub fn outline_ui(ui: &mut Ui, view: &MapView<'_>, state: &mut PlanState, asks: &mut Vec<MapAsk>) {
    let data = view.data;
    state.follow(ui.ctx(), data, view.shown, reduce_motion(ui));
    bar_ui(ui, data, state, view.read_only, asks);
    let chosen = state.picked.things().next();
    state.outline.follow(data, &state.search, chosen);
    if std::mem::take(&mut state.outline.reveal) {
        state.outline.reveal_row = true;
    }
    let arranged = &state.map.arranged;
    state.outline.look_into_frames(data, |at| arranged.rect(at));
    match state.outline.form {
        Form::Marks if data.frames.is_empty() && data.notes.is_empty() => nothing_ui(ui, view, state),
        Form::Tree => rows_ui(ui, view, state, None, asks),
        form => table_ui(ui, view, state, form.columns(), asks),
    }
    acts::menu(ui, data, state, None, asks);
    acts::asking(ui, data, &mut state.asking, asks);
}

/// There is no frame and no note.
fn nothing_ui(ui: &mut Ui, view: &MapView<'_>, state: &mut PlanState) {
    let text = "A frame says what belongs together; a note is for those who write. Trainees see neither.";
    let add = (!view.read_only).then_some("Add a note");
    if empty_state(ui, "No frames and no notes", text, add).is_some_and(|button| button.clicked()) {
        acts::add_note(view.data, state);
    }
}

fn bar_ui(ui: &mut Ui, data: &MapData, state: &mut PlanState, read_only: bool, asks: &mut Vec<MapAsk>) {
    ui.horizontal_wrapped(|ui| {
        if let Some(form) = segments(ui, Form::ALL, state.outline.form) {
            state.outline.show(form);
        }
        ui.add_space(space::S);
        acts::search(ui, data, state);
        if !read_only {
            ui.menu_button("Add", |ui| {
                if ui.button("A statement").clicked() {
                    asks.push(MapAsk::Add(Stub::Statement, None));
                    ui.close();
                }
                if ui.button("An ending").clicked() {
                    asks.push(MapAsk::Add(Stub::Ending, None));
                    ui.close();
                }
                if ui.button("A note…").clicked() {
                    acts::add_note(data, state);
                    ui.close();
                }
            });
        }
        if state.outline.form == Form::Tree {
            if quiet_button(ui, "Open all").clicked() {
                state.outline.open_all(data, true);
            }
            if quiet_button(ui, "Close all").clicked() {
                state.outline.open_all(data, false);
            }
        }
    });
}

/// A table: headings that sort, and under them the rows.
fn table_ui(ui: &mut Ui, view: &MapView<'_>, state: &mut PlanState, columns: &[Column], asks: &mut Vec<MapAsk>) {
    let text = TextRole::Body.size(ui) / TextRole::Body.points();
    let widths = widths(columns, ui.available_width() - 20.0, text);
    ScrollArea::horizontal().id_salt("outline-across").show(ui, |ui| {
        ui.set_min_width(widths.iter().sum::<f32>() + 16.0);
        headings_ui(ui, state, columns, &widths);
        rows_ui(ui, view, state, Some((columns, &widths)), asks);
    });
}

/// What each column needs; the words take what is left.
fn widths(columns: &[Column], available: f32, text: f32) -> Vec<f32> {
    let need = |column: &Column| match column {
        Column::Order => 52.0,
        Column::Name | Column::Statement => 170.0,
        Column::Words => 0.0,
        Column::Strain => 160.0,
        Column::Affect => 112.0,
        Column::Responses => 104.0,
        Column::Ways => 100.0,
        Column::Quality => 96.0,
        Column::Leads => 190.0,
        Column::Findings => 98.0,
        Column::Mark => 80.0,
        Column::Holds => 300.0,
    };
    let fixed: f32 = columns.iter().map(need).sum::<f32>() * text;
    let words = (available - fixed).max(200.0 * text);
    let width = |column: &Column| {
        if *column == Column::Words {
            words
        } else {
            need(column) * text
        }
    };
    columns.iter().map(width).collect()
}

fn headings_ui(ui: &mut Ui, state: &mut PlanState, columns: &[Column], widths: &[f32]) {
    let sorting = state.outline.sorting();
    let p = palette(ui);
    let height = TextRole::Small.size(ui) + 16.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(8.0);
        for (&column, &width) in columns.iter().zip(widths) {
            let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
            let sorted = sorting.by == column;
            let name = match (sorted, sorting.downwards) {
                (true, false) => format!("{}, sorted upwards", column.heading()),
                (true, true) => format!("{}, sorted downwards", column.heading()),
                _ => format!("Sort by {}", column.heading()),
            };
            response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name.as_str()));
            let ink = if sorted || response.hovered() || response.has_focus() {
                p.ink
            } else {
                p.ink_soft
            };
            let painter = ui.painter_at(rect);
            let left = pos2(rect.left(), rect.center().y);
            let end = painter.text(
                left,
                egui::Align2::LEFT_CENTER,
                column.heading(),
                TextRole::Small.font(ui),
                ink,
            );
            if sorted {
                let sign = if sorting.downwards { 1.0 } else { -1.0 };
                let tip = pos2(end.right() + 10.0, rect.center().y);
                let points = [(-4.0, -2.5), (4.0, -2.5), (0.0, 3.5)]
                    .map(|(x, y)| tip + vec2(x, y * sign))
                    .to_vec();
                painter.add(egui::Shape::convex_polygon(points, ink, egui::Stroke::NONE));
            }
            focus_ring(ui, &response, space::RADIUS);
            if response.clicked() {
                state.outline.sort(column);
            }
        }
    });
    ui.separator();
}

type Table<'t> = Option<(&'t [Column], &'t [f32])>;

fn rows_ui(ui: &mut Ui, view: &MapView<'_>, state: &mut PlanState, table: Table<'_>, asks: &mut Vec<MapAsk>) {
    let data = view.data;
    let height = TextRole::Body.size(ui) + 15.0;
    ui.spacing_mut().item_spacing.y = 0.0;
    let rows = std::mem::take(&mut state.outline.rows);
    let current = rows.iter().position(|placed| Some(placed.row) == state.outline.current);
    let base = ui.make_persistent_id("outline-rows");
    let mut area = ScrollArea::vertical().id_salt("outline").auto_shrink([false, false]);
    let room = ui.available_height();
    if std::mem::take(&mut state.outline.reveal_row)
        && let Some(at) = current
    {
        area = area.vertical_scroll_offset(revealing(at, height, state.outline.offset, room));
    }
    let mut focused = false;
    let mut seen = 0..0;
    let output = area.show_rows(ui, height, rows.len(), |ui, range| {
        seen = range.clone();
        for placed in rows.get(range).unwrap_or_default() {
            focused |= row_ui(ui, view, state, base, placed, table, height, asks);
        }
    });
    if let Some(at) = current.filter(|at| !seen.contains(at))
        && let Some(placed) = rows.get(at)
    {
        // The row that has the keyboard keeps it while it is scrolled out of sight.
        let edge = Rect::from_min_size(output.inner_rect.left_top(), Vec2::splat(1.0));
        let response = ui.interact(edge, id_of(base, data, placed.row), Sense::focusable_noninteractive());
        let row = placed.row;
        response.widget_info(|| WidgetInfo::labeled(Role::TreeItem, true, spoken(data, row)));
        focused |= hold(ui, &response);
    }
    state.outline.offset = output.state.clamped_offset().y;
    state.outline.rows = rows;
    if focused && state.asking.is_none() && state.map.menu.is_none() {
        let page = (output.inner_rect.height() / height).floor().max(1.0) as usize;
        keys(ui, data, state, page, view.read_only, asks);
    }
    if std::mem::take(&mut state.outline.take_focus)
        && let Some(row) = state.outline.current
    {
        ui.memory_mut(|memory| memory.request_focus(id_of(base, data, row)));
    }
}

/// The offset at which a row can be seen, as near to the present one as can be.
fn revealing(at: usize, height: f32, offset: f32, room: f32) -> f32 {
    let top = f32::from(u16::try_from(at).unwrap_or(u16::MAX)) * height;
    offset.clamp(
        (top + 2.0 * height - room).max(0.0),
        (top - height).max(0.0).max(top + 2.0 * height - room),
    )
}

fn id_of(base: Id, data: &MapData, row: Row) -> Id {
    match row {
        Row::Link(edge) => base.with(("outline-link", edge)),
        row => base.with(("outline-row", super::data::name_of(data, row))),
    }
}

/// Keeps arrow keys for the outline while a row has the keyboard. Whether it has.
fn hold(ui: &Ui, response: &Response) -> bool {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: false,
        tab: false,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    response.has_focus()
}

#[allow(clippy::too_many_arguments)]
fn row_ui(
    ui: &mut Ui,
    view: &MapView<'_>,
    state: &mut PlanState,
    base: Id,
    placed: &Placed,
    table: Table<'_>,
    height: f32,
    asks: &mut Vec<MapAsk>,
) -> bool {
    let data = view.data;
    let width = ui.available_width();
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let current = state.outline.current == Some(placed.row);
    let id = id_of(base, data, placed.row);
    let sense = if current { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, id, sense);
    let thing = placed.row.thing(data);
    let is_node = !matches!(placed.row, Row::Link(_));
    let picked = is_node && thing.is_some_and(|thing| state.picked.has(thing));
    let role = if table.is_some() { Role::Row } else { Role::TreeItem };
    let held = state.outline.held(placed.row).to_owned();
    response.widget_info(|| {
        let mut said = spoken(data, placed.row);
        if !held.is_empty() {
            said.push_str(", around ");
            said.push_str(&held);
        }
        WidgetInfo::selected(role, true, picked, said)
    });
    ui.ctx().accesskit_node_builder(id, |node| {
        node.add_action(egui::accesskit::Action::Focus);
        node.set_level(usize::from(placed.level) + 1);
        if let Some(open) = placed.open {
            node.set_expanded(open);
        }
    });
    let node = match placed.row {
        Row::Node(at) => Some(at),
        _ => None,
    };
    let marks = Marks {
        picked,
        focused: response.has_focus(),
        hovered: response.hovered(),
        hit: node.is_some_and(|at| state.search.has(at)),
        playing: node
            .and_then(|at| data.node(at))
            .is_some_and(|node| view.playing == Some(node.id.as_str())),
        landing: false,
    };
    if !current && ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Focus)) {
        // A screen reader goes here by itself.
        state.outline.current = Some(placed.row);
        state.outline.take_focus = true;
    }
    if response.has_focus() {
        state.outline.menu_at = rect.left_bottom() + vec2(60.0, 0.0);
    }
    let painter = ui.painter_at(rect);
    let pen = Pen::new(ui, &painter);
    pen.ground(rect, marks);
    match table {
        Some((columns, widths)) => pen.table_row(data, (placed.row, &held), columns, widths, rect),
        None => pen.tree_row(data, &state.outline.tree, placed, rect),
    }
    clicked(ui, data, state, placed, &response, rect, asks);
    if !view.read_only
        && response.secondary_clicked()
        && let Some(point) = response.interact_pointer_pos()
    {
        if thing.is_some_and(|thing| !state.picked.has(thing)) {
            go(data, state, placed.row, false);
        }
        state.map.menu = Some((point, thing));
    }
    current && hold(ui, &response)
}

fn clicked(
    ui: &Ui,
    data: &MapData,
    state: &mut PlanState,
    placed: &Placed,
    response: &Response,
    rect: Rect,
    asks: &mut Vec<MapAsk>,
) {
    // Enter and Space are the outline's own keys.
    let by_key = response.has_focus()
        && ui.input(|input| input.key_pressed(egui::Key::Enter) || input.key_pressed(egui::Key::Space));
    if !response.clicked() || by_key {
        return;
    }
    let on_triangle = response.interact_pointer_pos().is_some_and(|point| {
        let left = rect.left() + 8.0 + 15.0 * f32::from(placed.level.min(22));
        (left - 6.0..left + 16.0).contains(&point.x)
    });
    if placed.open.is_some() && (on_triangle || response.double_clicked()) {
        state.outline.toggle(data, placed.row);
        state.outline.current = Some(placed.row);
        state.outline.take_focus = true;
        return;
    }
    let more = ui.input(|input| input.modifiers.command || input.modifiers.shift);
    if let (Row::Link(edge), false) = (placed.row, more)
        && response.double_clicked()
        && let Some(edge) = data.edge(edge)
    {
        state.go_to(data, Thing::Node(edge.to));
        return;
    }
    go(data, state, placed.row, more);
    if matches!(placed.row, Row::Frame(_) | Row::Note(_)) {
        if response.double_clicked()
            && let Some(thing) = placed.row.thing(data)
        {
            acts::open(data, state, thing, asks);
        }
        return;
    }
    if !more {
        let thing = placed.row.thing(data);
        asks.extend(thing.and_then(|thing| data.pointer(thing)).map(MapAsk::Open));
    }
}

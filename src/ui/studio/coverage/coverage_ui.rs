//! Draws what the vignette exercises: as a grid, as a list, and how its plays end.

use egui::{ScrollArea, Ui};

use super::data::{CoverageData, Line, Mark};
use super::fares::FaresData;
use super::fares_ui::fares_ui;
use super::grid_ui::{Shown, grid_ui, paint_mark, shown};
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::inspector::field::named_button;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{paint_component_mark, section_heading, segments};

/// Most statements that are named in a line of the list.
const MOST: usize = 12;

/// Which of the three is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CoverageView {
    /// The grid.
    #[default]
    Grid,
    /// The same as a list.
    List,
    /// How plays end.
    Ends,
}

impl CoverageView {
    /// All three, with their names.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Grid, "Grid"), (Self::List, "List"), (Self::Ends, "How it ends")];
}

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct CoverageState {
    /// Which of the three is shown.
    pub view: CoverageView,
    /// Whether lines that are met nowhere are shown as well.
    all: bool,
    /// What is chosen in the grid: the line among those shown, and the statement.
    field: Option<(usize, usize)>,
}

/// Shows one of the three. `here`: the statement that the form shows.
pub fn coverage_ui(
    ui: &mut Ui,
    (data, fares): (&CoverageData, &FaresData),
    state: &mut CoverageState,
    here: Option<&str>,
    asks: &mut Vec<StudioCommand>,
) {
    ui.horizontal_wrapped(|ui| {
        if let Some(view) = segments(ui, &CoverageView::ALL, state.view) {
            state.view = view;
        }
        if state.view != CoverageView::Ends {
            let all = ui.checkbox(&mut state.all, "Show empty rows as well");
            if all.changed() {
                state.field = None;
            }
        }
    });
    match state.view {
        CoverageView::Ends => {
            if fares.is_done && fares.fares.iter().all(|fare| fare.lost.is_none()) {
                asks.push(StudioCommand::Weigh);
            }
            scrolled(ui, "coverage-ends", |ui| fares_ui(ui, fares));
        }
        CoverageView::Grid | CoverageView::List if data.statements.is_empty() => {
            ui.label(prose(ui, "Each statement becomes a column here. There is none yet."));
        }
        CoverageView::Grid => {
            missing_ui(ui, data);
            legend_ui(ui);
            let lines = shown(data, state.all);
            chosen_ui(ui, data, &lines, state.field);
            grid_ui(ui, data, &lines, (&mut state.field, here), asks);
        }
        CoverageView::List => scrolled(ui, "coverage-list", |ui| {
            missing_ui(ui, data);
            list_ui(ui, data, state.all, asks);
        }),
    }
}

fn scrolled(ui: &mut Ui, id: &'static str, add_contents: impl FnOnce(&mut Ui)) {
    let scroll = ScrollArea::vertical().id_salt(id).auto_shrink([false, false]);
    scroll.show(ui, |ui| {
        ui.set_width(ui.available_width() - space::M);
        add_contents(ui);
    });
}

fn missing_ui(ui: &mut Ui, data: &CoverageData) {
    if !data.missing.is_empty() {
        let text = format!("Objectives that nothing calls for yet: {}.", data.missing.join(", "));
        let ink = palette(ui).warning;
        ui.label(TextRole::Body.text(text).color(ink));
    }
}

/// What the marks say.
fn legend_ui(ui: &mut Ui) {
    let p = palette(ui);
    let small = TextRole::Small.size(ui);
    let font = TextRole::Small.font(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = small + space::XS;
        ui.spacing_mut().item_spacing = egui::vec2(space::XS, 0.0);
        for (at, (mark, words)) in Mark::ALL.into_iter().enumerate() {
            // A mark and its words stay on one line.
            let galley = ui.painter().layout_no_wrap(words.to_owned(), font.clone(), p.ink_soft);
            let width = small + 2.0 * space::XS + galley.size().x + 1.0;
            if at > 0 && ui.available_size_before_wrap().x < width {
                ui.end_row();
            }
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(small + space::XS), egui::Sense::hover());
            paint_mark(ui.painter(), mark, rect.center(), small * 0.4, &p);
            ui.label(TextRole::Small.text(words).color(p.ink_soft));
            ui.add_space(space::S);
        }
    });
}

/// The chosen field in words, heard when another is chosen.
fn chosen_ui(ui: &mut Ui, data: &CoverageData, lines: &[Shown<'_>], field: Option<(usize, usize)>) {
    let words = field.and_then(|(line, column)| match lines.get(line)? {
        Shown::Line(line) => Some(data.spoken(line, column)),
        Shown::Heading(_) => None,
    });
    let p = palette(ui);
    let (text, ink) = match words {
        Some(words) => (words, p.ink),
        None => (
            "Click a field to open its statement, or use the arrow keys and Enter.".to_owned(),
            p.ink_faint,
        ),
    };
    let label = ui.add(egui::Label::new(TextRole::Small.text(text).color(ink)).truncate());
    ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

fn list_ui(ui: &mut Ui, data: &CoverageData, all: bool, asks: &mut Vec<StudioCommand>) {
    for group in &data.groups {
        let lines: Vec<&Line> = group.lines.iter().filter(|line| all || line.is_met()).collect();
        if lines.is_empty() {
            continue;
        }
        section_heading(ui, &group.label);
        for line in lines {
            line_ui(ui, data, line, asks);
        }
        ui.add_space(space::S);
    }
}

fn line_ui(ui: &mut Ui, data: &CoverageData, line: &Line, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    ui.push_id(&line.label, |ui| {
        ui.horizontal_wrapped(|ui| {
            if let Some(component) = line.component {
                let size = egui::Vec2::splat(TextRole::Body.size(ui));
                let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
                paint_component_mark(ui.painter(), component, rect.center(), 6.0, p.component(component));
            }
            ui.label(TextRole::Body.text(line.label.as_str()))
                .on_hover_text(line.text.as_str());
            let met: Vec<usize> = line.met().collect();
            let count = match met.len() {
                0 => "nowhere".to_owned(),
                1 => "1 statement".to_owned(),
                count => format!("{count} statements"),
            };
            ui.label(TextRole::Small.text(count).color(p.ink_faint));
            for &at in met.iter().take(MOST) {
                let Some(id) = data.statements.get(at) else { continue };
                let mark = line.marks.get(at).copied().unwrap_or_default();
                let spoken = format!("{}: go to {id}, {}", line.label, mark.words());
                if named_button(ui, id, &spoken).clicked() {
                    asks.push(StudioCommand::Go(Spot::Statement(id.clone())));
                }
            }
            if met.len() > MOST {
                ui.label(TextRole::Small.text("…").color(p.ink_faint));
            }
        });
    });
}

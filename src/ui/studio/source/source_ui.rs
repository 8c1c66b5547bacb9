//! Draws the text of the file. The cursor chooses the part that the inspector shows; a part that is chosen elsewhere comes into view.

use egui::text::{CCursor, CCursorRange};
use egui::{ScrollArea, TextEdit, Ui};

use super::colour::{Mark, colored};
use super::window::{byte_of, character_of, replaced, shown};
use crate::scenario::diagnostic::{Diagnostic, Severity};
use crate::scenario::read::Reading;
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::told::told;
use crate::ui::widgets::link_button;

/// What the tab shows.
#[derive(Clone, Copy, Debug)]
pub struct SourceData<'a> {
    /// The text.
    pub text: &'a str,
    /// How it was read.
    pub reading: &'a Reading,
    /// What was found in this very text.
    pub findings: &'a [Diagnostic],
    /// The part that is shown elsewhere.
    pub spot: &'a Spot,
    /// Whether it can't be changed.
    pub locked: bool,
}

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct SourceState {
    /// The part that the tab has scrolled to, or that the cursor has chosen.
    at: Option<Spot>,
    /// The byte that is to come into view.
    pub goal: Option<usize>,
    /// The byte that the shown stretch of a long text is around.
    around: usize,
    /// Where the cursor was, in characters of what is shown.
    cursor: Option<usize>,
}

/// Shows the text.
pub fn source_ui(ui: &mut Ui, data: &SourceData<'_>, state: &mut SourceState, asks: &mut Vec<StudioCommand>) {
    if state.at.as_ref() != Some(data.spot) {
        state.at = Some(data.spot.clone());
        let goal = match data.spot {
            Spot::Vignette => 0,
            spot => data.reading.span_of(&spot.pointer()).start as usize,
        };
        state.goal.get_or_insert(goal);
    }
    if let Some(goal) = state.goal {
        state.around = goal;
    }
    let range = shown(data.text, state.around);
    let visible = data.text.get(range.clone()).unwrap_or_default();
    if range.len() < data.text.len() {
        window_ui(ui, data, state, &range);
    }
    under_the_cursor(ui, data, state, &range, visible);
    let scroll = ScrollArea::both().id_salt("source").auto_shrink([false, false]);
    scroll.show(ui, |ui| editor(ui, data, state, range, visible, asks));
}

fn window_ui(ui: &mut Ui, data: &SourceData<'_>, state: &mut SourceState, range: &std::ops::Range<usize>) {
    ui.horizontal_wrapped(|ui| {
        let line = |byte: usize| data.reading.span(byte as u32, byte as u32).line;
        let text = format!(
            "Lines {} to {} of {}",
            line(range.start),
            line(range.end.saturating_sub(1)),
            line(data.text.len())
        );
        ui.label(TextRole::Small.text(text).color(palette(ui).ink_faint));
        if range.start > 0 && link_button(ui, "Earlier lines").clicked() {
            state.around = range.start;
        }
        if range.end < data.text.len() && link_button(ui, "Later lines").clicked() {
            state.around = range.end;
        }
    });
}

/// What was found in the line of the cursor: its words and its remedy.
fn under_the_cursor(
    ui: &mut Ui,
    data: &SourceData<'_>,
    state: &SourceState,
    range: &std::ops::Range<usize>,
    visible: &str,
) {
    let p = palette(ui);
    let byte = state
        .cursor
        .map_or(range.start, |at| range.start + byte_of(visible, at));
    let line = data.reading.span(byte as u32, byte as u32).line;
    let here = |found: &&Diagnostic| found.location.span.is_some_and(|span| span.line == line);
    let mut any = false;
    for found in data.findings.iter().filter(here).take(2) {
        any = true;
        let help = found.help.as_deref().map(told).unwrap_or_default();
        let text = format!("Line {line}: {} {help}", told(&found.message));
        ui.label(TextRole::Small.text(text).color(ink_of(found.severity, &p)));
    }
    if !any {
        let errors = data.findings.iter().filter(|found| found.is_error()).count();
        let text = match errors {
            0 => format!("Line {line}."),
            1 => format!("Line {line}. One thing in this text keeps it from being played; it is underlined."),
            many => format!("Line {line}. {many} things in this text keep it from being played; they are underlined."),
        };
        ui.label(TextRole::Small.text(text).color(p.ink_faint));
    }
}

/// The colour of a finding.
pub fn ink_of(severity: Severity, p: &crate::ui::theme::Palette) -> egui::Color32 {
    match severity {
        Severity::Error => p.strain,
        Severity::Warning => p.warning,
        Severity::Note => p.ink_faint,
    }
}

fn marks(data: &SourceData<'_>, range: &std::ops::Range<usize>, p: &crate::ui::theme::Palette) -> Vec<Mark> {
    let spans = data
        .findings
        .iter()
        .filter_map(|found| Some((found, found.location.span?)));
    spans
        .filter(|(_, span)| (span.start as usize) < range.end && (span.end as usize) > range.start)
        .map(|(found, span)| Mark {
            bytes: (span.start as usize).saturating_sub(range.start)
                ..(span.end as usize)
                    .max(span.start as usize + 1)
                    .saturating_sub(range.start),
            color: ink_of(found.severity, p),
        })
        .collect()
}

fn editor(
    ui: &mut Ui,
    data: &SourceData<'_>,
    state: &mut SourceState,
    range: std::ops::Range<usize>,
    visible: &str,
    asks: &mut Vec<StudioCommand>,
) {
    let p = palette(ui);
    let marks = marks(data, &range, &p);
    let font = egui::FontId::monospace(TextRole::Small.size(ui) + 1.0);
    let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, wrap: f32| {
        let mut job = colored(buffer.as_str(), &marks, &p, &font);
        job.wrap.max_width = wrap;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let mut typed = visible.to_owned();
    let id = ui.make_persistent_id("source-text");
    if let Some(goal) = state.goal {
        put_cursor(ui, id, character_of(visible, goal.saturating_sub(range.start)));
    }
    let edit = TextEdit::multiline(&mut typed)
        .id(id)
        .code_editor()
        .lock_focus(false)
        .interactive(!data.locked)
        .desired_width(f32::INFINITY)
        .margin(egui::vec2(10.0, space::S))
        .layouter(&mut layouter);
    let output = edit.show(ui);
    ui.accesskit_node_builder(id, |node| node.set_label("Text of the file"));
    if let Some(goal) = state.goal.take() {
        let at = CCursor::new(character_of(visible, goal.saturating_sub(range.start)));
        let place = output.galley.pos_from_cursor(at).translate(output.galley_pos.to_vec2());
        ui.scroll_to_rect(place, Some(egui::Align::Center));
        state.cursor = Some(character_of(visible, goal.saturating_sub(range.start)));
        return;
    }
    if typed != visible {
        asks.push(StudioCommand::Text(replaced(data.text, range.clone(), &typed)));
    }
    let has_focus = output.response.response.has_focus();
    let cursor = output.cursor_range.map(|cursor| usize::from(cursor.primary.index));
    if let Some(cursor) = cursor.filter(|_| has_focus)
        && state.cursor != Some(cursor)
    {
        state.cursor = Some(cursor);
        let byte = range.start + byte_of(&typed, cursor);
        if typed == visible {
            let spot = Spot::of(&data.reading.pointer_at(byte as u32));
            if spot != *data.spot {
                state.at = Some(spot.clone());
                asks.push(StudioCommand::Go(spot));
            }
        }
    }
}

fn put_cursor(ui: &Ui, id: egui::Id, character: usize) {
    let mut text = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
    text.cursor
        .set_char_range(Some(CCursorRange::one(CCursor::new(character))));
    text.store(ui.ctx(), id);
}

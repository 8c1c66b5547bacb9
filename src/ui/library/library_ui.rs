//! Draws the library.

use egui::{RichText, TextEdit, Ui};

use super::data::{CardData, CardKind, Filter, PlayableData, UnfinishedData, WelcomeData};
use crate::framework::id::RowId;
use crate::framework::model::{Framework, RowKind};
use crate::history::store::AttemptId;
use crate::library::catalog::Origin;
use crate::report::account::words::touches_on;
use crate::scenario::diagnostic::Severity;
use crate::scenario::model::{Affect, Feeling, Level};
use crate::ui::command::Command;
use crate::ui::follow::begin_here;
use crate::ui::page::{WIDE, lead, page, readable};
use crate::ui::settings::folders_ui;
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::portrait::PortraitView;
use crate::ui::widgets::{
    card, card_button, chip, chip_row, choice_box, empty_state, page_title, primary_button, quiet_button,
    section_heading,
};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct LibraryState {
    /// What the cards are narrowed by.
    pub filter: Filter,
    /// Whether the search field should take the keyboard.
    pub focus_search: bool,
    /// Whether the keyboard should go on to the first card.
    enter_cards: bool,
    /// A path that is being typed.
    pub path: String,
    /// The session that is not to be gone on with now.
    not_now: Option<AttemptId>,
}

/// What the screen shows besides the cards.
#[derive(Clone, Copy, Debug)]
pub struct LibraryData<'a> {
    /// The framework, for the filters.
    pub framework: &'a Framework,
    /// The cards that the filter leaves.
    pub cards: &'a [CardData<'a>],
    /// The person's own folders.
    pub folders: &'a [std::path::PathBuf],
    /// Whether folders are still being read.
    pub reading: bool,
    /// Whom to meet first, until the welcome was read.
    pub welcome: Option<WelcomeData<'a>>,
    /// The session that was left last.
    pub unfinished: Option<UnfinishedData<'a>>,
}

const CARD_WIDTH: f32 = 352.0;
const PORTRAIT: f32 = 76.0;
const WELCOME_PORTRAIT: f32 = 176.0;

/// Shows the library.
pub fn library_ui(ui: &mut Ui, data: &LibraryData<'_>, state: &mut LibraryState, commands: &mut Vec<Command>) {
    page(ui, "library", WIDE, |ui| {
        page_title(ui, "Whom would you like to meet?");
        lead(
            ui,
            "Each of these people comes with something unsaid. Nothing here is an exam.",
        );
        ui.add_space(space::M);
        // Whoever has begun already needs no word on how to.
        if let (Some(welcome), None) = (&data.welcome, &data.unfinished) {
            welcome_ui(ui, welcome, commands);
            ui.add_space(space::M);
        }
        let left = data.unfinished.filter(|left| state.not_now != Some(left.attempt));
        if let Some(left) = left {
            unfinished_ui(ui, &left, &mut state.not_now, commands);
            ui.add_space(space::M);
        }
        // A frame later: the Enter that ended the search would press the card.
        let enter_cards = std::mem::take(&mut state.enter_cards);
        filters(ui, data.framework, state);
        ui.add_space(space::M);
        let (held, free): (Vec<_>, Vec<_>) = data.cards.iter().partition(|card| card.is_held_back());
        let (mut bundled, own): (Vec<_>, Vec<_>) = free
            .into_iter()
            .partition(|card| matches!(card.origin, Origin::Bundled(_)));
        // Whoever looks for somebody to begin with finds them first.
        bundled.sort_by_key(|card| card.level());
        if data.cards.is_empty() && !data.reading {
            if state.filter.is_empty() {
                empty_state(ui, "No vignettes", "Vignettes appear here as cards.", None);
            } else {
                let clear = empty_state(
                    ui,
                    "Nobody fits",
                    "No vignette has all of that. Let go of one of the filters.",
                    Some("Show everybody"),
                );
                if clear.is_some_and(|button| button.clicked()) {
                    state.filter = Filter::default();
                }
            }
        }
        if enter_cards {
            begin_here(ui);
        }
        cards_ui(ui, &bundled, commands);
        if !held.is_empty() {
            ui.add_space(space::L);
            section_heading(ui, "Kept back");
            let text = "These people stay out of practice, so that they can show whether what you learn elsewhere carries over. They are met as a probe, without feedback until the end.";
            aside(ui, text);
            cards_ui(ui, &held, commands);
        }
        ui.add_space(space::L);
        own_ui(ui, &own, data, &mut state.path, commands);
    });
}

/// What the person has added, and the way to add more.
fn own_ui(ui: &mut Ui, own: &[&CardData<'_>], data: &LibraryData<'_>, path: &mut String, commands: &mut Vec<Command>) {
    section_heading(ui, "Your own vignettes");
    if own.is_empty() && data.folders.is_empty() {
        aside(
            ui,
            "Folders that you add stand here beside the bundled vignettes. The files stay where they are.",
        );
    }
    cards_ui(ui, own, commands);
    folders_ui(ui, data.folders, path, commands);
    if data.reading {
        ui.horizontal(|ui| {
            ui.add(egui::Spinner::new());
            ui.label("Reading your folders …");
        });
    }
}

/// A few quiet words about what stands below, no longer than a line that is easy to read.
fn aside(ui: &mut Ui, text: &str) {
    let ink = palette(ui).ink_soft;
    readable(ui, |ui| ui.label(prose(ui, text).color(ink)));
    ui.add_space(space::S);
}

/// One quiet card for the first time: what this is, that it is safe to be wrong, and where to begin.
fn welcome_ui(ui: &mut Ui, data: &WelcomeData<'_>, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = TextRole::Lead.line_width(ui) * 1.15;
        let portrait = ui.available_width() - words - space::XL;
        if portrait < WELCOME_PORTRAIT {
            welcome_words(ui, data, commands);
            return;
        }
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                ui.set_width(words);
                welcome_words(ui, data, commands);
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                // In the middle of what the words leave.
                ui.add_space((portrait - WELCOME_PORTRAIT) / 2.0);
                let face = Affect(Feeling::Settled, 2);
                let view = PortraitView::new(&data.client.portrait, &data.client.name, data.client.age, face);
                ui.add(view.size(egui::Vec2::splat(WELCOME_PORTRAIT)));
            });
        });
    });
}

/// A session that was left, and the way back into it.
fn unfinished_ui(ui: &mut Ui, data: &UnfinishedData<'_>, not_now: &mut Option<AttemptId>, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            let face = Affect(Feeling::Settled, 2);
            let view = PortraitView::new(&data.client.portrait, &data.client.name, data.client.age, face);
            ui.add(view.size(egui::Vec2::splat(PORTRAIT)));
            ui.add_space(space::XS);
            ui.vertical(|ui| {
                readable(ui, |ui| ui.label(prose(ui, data.says())));
                ui.horizontal_wrapped(|ui| {
                    if primary_button(ui, &data.button()).clicked() {
                        commands.push(Command::Resume(data.attempt));
                    }
                    if quiet_button(ui, "Not now").clicked() {
                        *not_now = Some(data.attempt);
                    }
                });
            });
        });
    });
}

fn welcome_words(ui: &mut Ui, data: &WelcomeData<'_>, commands: &mut Vec<Command>) {
    section_heading(ui, "Welcome");
    readable(ui, |ui| {
        let text = "Here you practise the working alliance: how you and a client get on, what you do together, and what it is for. The people are made up. You can say the wrong thing to them, see what it does, and try again; nobody is watching, and nothing leaves this machine.";
        ui.label(prose(ui, text));
        let begin = format!(
            "A good place to begin is ‘{}’, with {}. Guided mode takes you through every step.",
            data.title, data.client.name
        );
        ui.label(prose(ui, begin));
    });
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, &format!("Begin with {}", data.client.name)).clicked() {
            commands.push(Command::Welcomed);
            commands.push(Command::OpenBriefing(data.origin.clone()));
        }
        if quiet_button(ui, "I’ll look around").clicked() {
            commands.push(Command::Welcomed);
        }
    });
}

fn filters(ui: &mut Ui, framework: &Framework, state: &mut LibraryState) {
    // Fields and menus are as high as each other.
    let text = TextRole::Body.size(ui) * 1.3;
    let height = (text + 2.0 * ui.spacing().button_padding.y).max(space::TARGET);
    ui.spacing_mut().interact_size.y = height;
    ui.horizontal_wrapped(|ui| {
        let field = TextEdit::singleline(&mut state.filter.search)
            .hint_text("Search people, places, abilities")
            .desired_width(260.0)
            .min_size(egui::vec2(0.0, height))
            .align(egui::Align2::LEFT_CENTER)
            .margin(egui::vec2(12.0, 8.0));
        let field = ui.add(field);
        field
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Search people, places, abilities"));
        if std::mem::take(&mut state.focus_search) {
            field.request_focus();
        }
        // Whoever has found somebody goes on to them.
        if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            state.enter_cards = true;
            ui.ctx().request_repaint();
        }
        filter_combos(ui, framework, &mut state.filter);
    });
}

fn filter_combos(ui: &mut Ui, framework: &Framework, filter: &mut Filter) {
    let level = filter.level.map_or("Any level", level_word);
    choice_box(ui, "level", ("Level", level), None, |ui| {
        ui.selectable_value(&mut filter.level, None, "Any level");
        for level in [Level::Foundation, Level::Intermediate, Level::Advanced] {
            ui.selectable_value(&mut filter.level, Some(level), level_word(level));
        }
    });
    rows_combo(
        ui,
        framework,
        ("ability", "Ability", "Any ability"),
        &mut filter.ability,
        |kind| matches!(kind, RowKind::Ability | RowKind::HelpingFactor),
    );
    let name = filter.marker.as_ref().and_then(|id| framework.marker(id.as_str()));
    let shown = name.map_or("Any sign of strain", |marker| &marker.label);
    choice_box(ui, "marker", ("Sign of strain", shown), None, |ui| {
        ui.selectable_value(&mut filter.marker, None, "Any sign of strain");
        for marker in &framework.markers {
            ui.selectable_value(&mut filter.marker, Some(marker.id.clone()), marker.label.as_str());
        }
    });
    rows_combo(
        ui,
        framework,
        ("factor", "Client factor", "Any client factor"),
        &mut filter.factor,
        |kind| kind == RowKind::ClientFactor,
    );
    if !filter.is_empty() && quiet_button(ui, "Show everybody").clicked() {
        *filter = Filter::default();
    }
}

fn rows_combo(
    ui: &mut Ui,
    framework: &Framework,
    (id, name, any): (&str, &str, &str),
    chosen: &mut Option<RowId>,
    fits: impl Fn(RowKind) -> bool,
) {
    let shown = chosen
        .as_ref()
        .map_or(any, |row| framework.row_label(row.as_str()))
        .to_owned();
    choice_box(ui, id, (name, &shown), None, |ui| {
        ui.selectable_value(chosen, None, any);
        for row in framework.rows.iter().filter(|row| fits(row.kind)) {
            ui.selectable_value(chosen, Some(row.id.clone()), row.label.as_str());
        }
    });
}

/// The word for a level.
pub fn level_word(level: Level) -> &'static str {
    match level {
        Level::Foundation => "Foundation",
        Level::Intermediate => "Intermediate",
        Level::Advanced => "Advanced",
    }
}

fn cards_ui(ui: &mut Ui, cards: &[&CardData<'_>], commands: &mut Vec<Command>) {
    let available = ui.available_width();
    // Between one and four, so the casts are exact.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let columns = ((available + space::M) / (CARD_WIDTH + space::M))
        .floor()
        .clamp(1.0, 4.0) as usize;
    #[allow(clippy::cast_precision_loss)]
    let width = (available - space::M * (columns - 1) as f32) / columns as f32;
    for (number, row) in cards.chunks(columns).enumerate() {
        // Cards of a row are as high as the highest was in the last frame. The shelves are told apart by whose cards they hold.
        let first = cards.first().map(|card| card.origin);
        let text = TextRole::Body.size(ui).to_bits();
        let id = ui.make_persistent_id((first, cards.len(), columns, number, text));
        let known = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(0.0);
        let mut highest = 0.0_f32;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            for card in row {
                ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.x = space::S;
                    highest = highest.max(card_ui(ui, card, egui::vec2(width, known), commands));
                });
            }
        });
        if (highest - known).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(id, highest));
            ui.ctx().request_repaint();
        }
        ui.add_space(space::S);
    }
}

/// Shows a card of this width and at least this height. Returns the height that its contents need.
fn card_ui(ui: &mut Ui, card: &CardData<'_>, size: egui::Vec2, commands: &mut Vec<Command>) -> f32 {
    let label = card_label(card);
    let inner = card_button(ui, card.origin, &label, false, |ui| {
        ui.set_width(size.x - 2.0 * space::M - 2.0);
        // A card that is out of sight keeps its place and its name; only what stands on it is not laid out.
        let place = egui::Rect::from_min_size(ui.cursor().min, egui::vec2(ui.available_width(), size.y));
        if size.y > 0.0 && !ui.is_rect_visible(place) {
            ui.add_space(size.y);
            return size.y;
        }
        match &card.kind {
            CardKind::Playable(data) => playable(ui, card.title, data),
            CardKind::Broken(diagnostics) => broken(ui, card.title, diagnostics),
            CardKind::Unreadable(why) => unreadable(ui, card.title, why),
        }
        let needed = ui.min_rect().height();
        ui.add_space((size.y - needed).max(0.0));
        needed
    });
    if inner.response.clicked() {
        commands.push(match card.kind {
            CardKind::Playable(_) => Command::OpenBriefing(card.origin.clone()),
            CardKind::Broken(_) | CardKind::Unreadable(_) => Command::ShowFindings(card.origin.clone()),
        });
    }
    inner.inner
}

fn card_label(card: &CardData<'_>) -> String {
    match &card.kind {
        CardKind::Playable(data) => format!(
            "{}: {}, {}; {}, about {} minutes; {}",
            card.title,
            data.scenario.client.name,
            data.scenario.client.age,
            level_word(data.scenario.contract.level),
            data.length.minutes(),
            results_words(data)
        ),
        CardKind::Broken(_) => format!("{}: can’t be played yet, show the findings", card.title),
        CardKind::Unreadable(_) => format!("{}: could not be read, show why", card.title),
    }
}

/// What has come of playing it.
fn results_words(data: &PlayableData<'_>) -> String {
    let played = data.results.as_ref().map(|results| match results.best {
        Some(best) => format!("Last: {}. Best: {best}", results.last),
        None => format!("Last: {}", results.last),
    });
    match (data.is_left, played) {
        (true, Some(played)) => format!("Left in the middle. {played}"),
        (true, None) => "Left in the middle".to_owned(),
        (false, Some(played)) => played,
        (false, None) => "Not played yet".to_owned(),
    }
}

fn playable(ui: &mut Ui, title: &str, data: &PlayableData<'_>) {
    let p = palette(ui);
    let client = &data.scenario.client;
    ui.horizontal_top(|ui| {
        let view = PortraitView::new(&client.portrait, &client.name, client.age, Affect(Feeling::Settled, 2));
        ui.add(view.size(egui::Vec2::splat(PORTRAIT)));
        ui.add_space(space::XS);
        ui.vertical(|ui| {
            ui.label(
                TextRole::Lead
                    .text(title)
                    .family(egui::FontFamily::Name(crate::ui::theme::INTERFACE_STRONG.into())),
            );
            ui.label(
                TextRole::Body
                    .text(format!("{}, {}", client.name, client.age))
                    .color(p.ink_soft),
            );
            ui.label(
                TextRole::Small
                    .text(data.scenario.setting.service.as_str())
                    .color(p.ink_faint),
            );
        });
    });
    ui.add_space(space::XS);
    chip_row(ui, |ui| {
        chip(ui, level_word(data.scenario.contract.level));
        let turns = if data.length.fewest == data.length.most {
            format!("{} turns", data.length.most)
        } else {
            format!("{} to {} turns", data.length.fewest, data.length.most)
        };
        chip(ui, &format!("{turns}, about {} min", data.length.minutes()));
    });
    ui.label(TextRole::Small.text(some_of(&data.objectives)).color(p.ink_soft));
    if !data.scenario.cautions.is_empty() {
        let cautions = touches_on(&data.scenario.cautions);
        ui.label(TextRole::Small.text(cautions).color(p.warning));
    }
    ui.label(TextRole::Small.text(results_words(data)).color(p.ink_faint));
    if data.findings > 0 {
        let text = if data.findings == 1 {
            "1 finding".to_owned()
        } else {
            format!("{} findings", data.findings)
        };
        ui.label(TextRole::Small.text(text).color(p.warning));
    }
}

/// Most abilities that a card names. The briefing has them all.
const NAMED: usize = 4;

/// The first abilities, and how many more there are.
fn some_of(objectives: &[&str]) -> String {
    let named = objectives.iter().take(NAMED).copied().collect::<Vec<_>>().join(" · ");
    match objectives.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} · and {more} more"),
    }
}

fn broken(ui: &mut Ui, title: &str, diagnostics: &[crate::scenario::diagnostic::Diagnostic]) {
    let p = palette(ui);
    ui.label(strong(title));
    let errors = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .count();
    let text = if errors == 1 {
        "One thing keeps it from being played".to_owned()
    } else {
        format!("{errors} things keep it from being played")
    };
    ui.label(RichText::new(text).color(p.warning));
    if let Some(first) = diagnostics.first() {
        ui.label(TextRole::Small.text(first.message.as_str()).color(p.ink_soft));
    }
    ui.label(TextRole::Small.text("Show where, and what helps").color(p.accent));
}

fn unreadable(ui: &mut Ui, title: &str, why: &str) {
    let p = palette(ui);
    ui.label(strong(title));
    ui.label(TextRole::Small.text(why).color(p.warning));
}

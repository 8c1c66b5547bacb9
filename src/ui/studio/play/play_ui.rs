//! Draws the play at the side, or the ways to begin one.

use egui::{ScrollArea, Ui};

use super::path::Station;
use super::side_play::SidePlay;
use super::start::{Occurs, Start};
use super::start_ui::{StartData, start_ui};
use crate::explore::space::Space;
use crate::framework::model::Framework;
use crate::library::vignette::Vignette;
use crate::scenario::state::State;
use crate::session::event::{Move, Phase};
use crate::ui::command::Command;
use crate::ui::practise::data::session_data;
use crate::ui::practise::session_beside_ui;
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{TextRole, palette, prose, space, speech};
use crate::ui::widgets::{link_button, primary_button, section_heading};

/// What the tab shows.
#[derive(Clone, Copy, Debug)]
pub struct PlayData<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// The vignette, if it can be played as it is.
    pub vignette: Option<&'a Vignette>,
    /// The statement that is shown in the inspector.
    pub statement: Option<&'a str>,
    /// The state in which that statement is come to first, if a play was found that comes there.
    pub arrival: Option<State>,
    /// All states of the vignette, unless they are too many.
    pub space: Option<&'a Space>,
    /// Whether they were looked at.
    pub deep: bool,
    /// The way to it, once it was asked for; none if there is no way.
    pub way: Option<Option<&'a [Station]>>,
}

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct PlayState {
    /// A state that was set by hand, and the statement that it is for.
    pub by_hand: Option<(String, Start)>,
}

impl PlayState {
    /// The state that was set by hand for a statement.
    pub fn start_for(&self, statement: &str) -> Option<&Start> {
        let (of, start) = self.by_hand.as_ref()?;
        (of == statement).then_some(start)
    }
}

/// Shows the play, or how to begin one.
pub fn play_ui(
    ui: &mut Ui,
    data: &PlayData<'_>,
    play: Option<&mut SidePlay>,
    state: &mut PlayState,
    asks: &mut Vec<StudioCommand>,
) {
    match play {
        Some(play) => running_ui(ui, data, play, asks),
        None => {
            let scroll = ScrollArea::vertical().id_salt("begin-play").auto_shrink([false, false]);
            scroll.show(ui, |ui| {
                ui.set_width(ui.available_width() - space::M);
                begin_ui(ui, data, state, asks);
            });
        }
    }
}

fn begin_ui(ui: &mut Ui, data: &PlayData<'_>, state: &mut PlayState, asks: &mut Vec<StudioCommand>) {
    let Some(vignette) = data.vignette else {
        let text = "It can’t be played yet. The Problems tab says what is missing.";
        ui.label(prose(ui, text));
        return;
    };
    ui.horizontal_wrapped(|ui| {
        if let Some(statement) = data.statement
            && state.start_for(statement).is_none()
        {
            if primary_button(ui, &format!("Play from {statement}")).clicked() {
                asks.push(StudioCommand::PlayHere);
            }
            ui.add_space(space::S);
        }
        if link_button(ui, "Play from the opening").clicked() {
            asks.push(StudioCommand::PlayFromStart);
        }
    });
    let Some(statement) = data.statement else {
        let text = "Choose a statement on the map, in the outline or in the form to play from there.";
        ui.label(prose(ui, text));
        return;
    };
    ui.add_space(space::S);
    let found = Start::of(&data.arrival.unwrap_or(vignette.graph.initial()), vignette);
    let mut by_hand = state.start_for(statement).cloned();
    let occurs = by_hand.as_ref().map_or(Occurs::Looking, |start| {
        start.occurs(vignette, statement, (data.space, data.deep))
    });
    let start = StartData {
        vignette,
        statement,
        found: &found,
        is_found: data.deep.then_some(data.arrival.is_some()),
        occurs,
    };
    let was_set = by_hand.is_some();
    start_ui(ui, &start, &mut by_hand, asks);
    if was_set {
        state.by_hand = by_hand.map(|start| (statement.to_owned(), start));
    }
    way_ui(ui, data, asks);
}

/// Which path leads here.
fn way_ui(ui: &mut Ui, data: &PlayData<'_>, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    ui.add_space(space::S);
    section_heading(ui, "Which path leads here?");
    match data.way {
        None => {
            ui.label(TextRole::Small.text("Still looking …").color(p.ink_faint));
        }
        Some(None) => {
            ui.label(prose(ui, "No play was found that comes here."));
        }
        Some(Some([])) => {
            ui.label(prose(ui, "The play opens here."));
        }
        Some(Some(way)) => {
            for (number, station) in way.iter().enumerate() {
                ui.horizontal_wrapped(|ui| {
                    ui.label(TextRole::Small.text(format!("{}.", number + 1)).color(p.ink_faint));
                    if link_button(ui, &station.statement).clicked() {
                        asks.push(StudioCommand::Go(Spot::Statement(station.statement.clone())));
                    }
                    ui.label(
                        TextRole::Small
                            .text(format!("▸ {}: {}", station.response, station.words))
                            .color(p.ink_soft),
                    );
                });
            }
        }
    }
}

fn running_ui(ui: &mut Ui, data: &PlayData<'_>, side: &mut SidePlay, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    ui.horizontal_wrapped(|ui| {
        if link_button(ui, "End this play").clicked() {
            asks.push(StudioCommand::StopPlay);
        }
        ui.add_space(space::S);
        if link_button(ui, "Again from the opening").clicked() {
            asks.push(StudioCommand::PlayFromStart);
        }
        ui.add_space(space::S);
        if let Some(statement) = side.statement() {
            let text = format!("It is at {statement}.");
            let label = ui.label(TextRole::Small.text(text).color(p.ink_soft));
            ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
            if link_button(ui, "Show it").clicked() {
                asks.push(StudioCommand::Go(Spot::Statement(statement.to_owned())));
            }
        }
        if side.went_back {
            let text = "The vignette has changed, and the play stands where its answers still lead.";
            ui.label(TextRole::Small.text(text).color(p.warning));
        }
    });
    if side.play.session.phase() == Phase::Over {
        over_ui(ui, side, asks);
        return;
    }
    let mut hand = std::mem::take(&mut side.play.hand);
    let mut commands = Vec::new();
    if let Some(session) = session_data(&side.play, data.framework) {
        // The bars stand beside the numbers of the gauges, not over them.
        ui.spacing_mut().scroll.floating_allocated_width = space::S;
        session_beside_ui(ui, &session, &mut hand, &mut commands);
    }
    side.play.hand = hand;
    asks.extend(commands.into_iter().filter_map(translated));
}

/// What the session's screen asks for, as the studio says it.
fn translated(command: Command) -> Option<StudioCommand> {
    match command {
        Command::Act(step) => Some(StudioCommand::Act(step)),
        Command::PlayFrom(turn) => Some(StudioCommand::Act(Move::Rewind { turn })),
        Command::LeaveSession => Some(StudioCommand::StopPlay),
        _ => None,
    }
}

fn over_ui(ui: &mut Ui, side: &SidePlay, asks: &mut Vec<StudioCommand>) {
    let scenario = &side.play.vignette.scenario;
    let ended = side.play.session.ended().and_then(|ended| ended.ending);
    let ending = ended.and_then(|at| scenario.endings.get_index(at as usize));
    ui.add_space(space::S);
    match ending {
        Some((id, ending)) => {
            section_heading(ui, &ending.title);
            let says = crate::ui::studio::inspector::plain(&ending.says).as_str();
            ui.label(speech(ui, says));
            ui.label(prose(ui, ending.debrief.as_str()));
            if link_button(ui, &format!("Open the ending {id}")).clicked() {
                asks.push(StudioCommand::Go(Spot::Ending(id.as_str().to_owned())));
            }
        }
        None => {
            ui.label(prose(ui, "The play stopped without an ending."));
        }
    }
}

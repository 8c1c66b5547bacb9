//! Draws the play at the side, or the ways to begin one.

use egui::{ScrollArea, Slider, Ui};

use super::path::Station;
use super::side_play::SidePlay;
use crate::framework::id::Component;
use crate::framework::model::Framework;
use crate::session::event::{Move, Phase};
use crate::ui::command::Command;
use crate::ui::practise::data::session_data;
use crate::ui::practise::session_ui;
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{TextRole, palette, prose, space, speech};
use crate::ui::widgets::{expander, link_button, primary_button, quiet_button, section_heading};

/// What the tab shows.
#[derive(Clone, Copy, Debug)]
pub struct PlayData<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// The statement that is shown in the inspector.
    pub statement: Option<&'a str>,
    /// Whether the vignette can be played as it is.
    pub playable: bool,
    /// The alliance with which that statement is come to.
    pub alliance: [u8; 3],
    /// The way to it, once it was asked for; none if there is no way.
    pub way: Option<Option<&'a [Station]>>,
}

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct PlayState {
    /// An alliance that was set by hand.
    pub by_hand: Option<[u8; 3]>,
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
            scroll.show(ui, |ui| begin_ui(ui, data, state, asks));
        }
    }
}

fn begin_ui(ui: &mut Ui, data: &PlayData<'_>, state: &mut PlayState, asks: &mut Vec<StudioCommand>) {
    if !data.playable {
        ui.label(prose(
            ui,
            "It can’t be played yet. The Problems tab says what is missing.",
        ));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if let Some(statement) = data.statement
            && primary_button(ui, &format!("Play from {statement}")).clicked()
        {
            asks.push(StudioCommand::PlayHere);
        }
        if quiet_button(ui, "Play from the opening").clicked() {
            asks.push(StudioCommand::PlayFromStart);
        }
    });
    let Some(statement) = data.statement else {
        let ink = palette(ui).ink_soft;
        ui.label(
            TextRole::Small
                .text("Choose a statement to play from there.")
                .color(ink),
        );
        return;
    };
    way_ui(ui, data, asks);
    ui.add_space(space::S);
    expander(ui, "by-hand", "Set the alliance by hand", false, |ui| {
        let by_hand = state.by_hand.get_or_insert(data.alliance);
        for (component, value) in Component::ALL.into_iter().zip(by_hand.iter_mut()) {
            ui.horizontal_wrapped(|ui| {
                let slider = ui.add(Slider::new(value, 0..=100));
                let spoken = format!("Play with {component}");
                ui.accesskit_node_builder(slider.id, |node| node.set_label(spoken.as_str()));
                ui.label(component.to_string());
            });
        }
        let alliance = *by_hand;
        if quiet_button(ui, "Play with this alliance").clicked() {
            asks.push(StudioCommand::PlayWith(statement.to_owned(), alliance));
        }
    });
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
        if quiet_button(ui, "End this play").clicked() {
            asks.push(StudioCommand::StopPlay);
        }
        if quiet_button(ui, "From the opening").clicked() {
            asks.push(StudioCommand::PlayFromStart);
        }
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
        session_ui(ui, &session, &mut hand, &mut commands);
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

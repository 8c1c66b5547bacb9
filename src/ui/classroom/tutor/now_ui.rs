//! Draws what there is to do at this step: count, keep the time, hold a silence, put a summary together, take notes.

use egui::{CornerRadius, Rect, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::state::TutorState;
use super::tutor_ui::{TutorData, hint, side_heading};
use crate::classroom::lesson::NOTICE_NAMES;
use crate::classroom::round::{Chosen, Question, Round, Step};
use crate::classroom::tally::{Counts, Tally, letter};
use crate::report::account::words::list;
use crate::scenario::graph::ActKind;
use crate::session::words::band;
use crate::ui::classroom::command::ClassroomCommand;
use crate::ui::theme::{TextRole, palette, space, strong};
use crate::ui::widgets::{quiet_button, section_heading};

/// Shows the step.
pub(super) fn now_ui(ui: &mut Ui, data: &TutorData<'_>, view: &mut TutorState, asked: &mut Vec<ClassroomCommand>) {
    let Some(round) = data.lesson.round() else {
        over_ui(ui, data, asked);
        return;
    };
    match round.step() {
        Step::Notice | Step::Marker | Step::First | Step::Second => {
            if let Some(question) = round.step().question() {
                votes_ui(ui, round, question, true, asked);
                hands_ui(ui, view, asked);
            }
        }
        Step::Discuss => {
            clock_ui(ui, data, round, asked);
            votes_ui(ui, round, Question::First, false, asked);
        }
        Step::Reveal => {
            choice_ui(ui, round);
            votes_ui(ui, round, round.last_vote(), false, asked);
        }
        Step::Act => act_ui(ui, data, round, asked),
        Step::Statement | Step::Played => {}
    }
    if matches!(round.step(), Step::Discuss | Step::First | Step::Second) {
        let label = if round.shows_counts() {
            "Hide how the votes fell"
        } else {
            "Show how the votes fell"
        };
        if quiet_button(ui, label).on_hover_text("D").clicked() {
            asked.push(ClassroomCommand::ToggleCounts);
        }
        if round.step() != Step::Discuss {
            hint(ui, "Nobody sees how a vote stands while it is open.");
        }
    }
    notes_ui(ui, data, asked);
}

/// The hour is over.
fn over_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    section_heading(ui, "The hour is over");
    hint(
        ui,
        "The room sees where it went and what is worth talking about. Under “Rounds” you can take up any moment again; under “Set up \
         and save” you can keep the sums. Nothing is kept otherwise.",
    );
    let is_left = data.lesson.branches().iter().any(|branch| !branch.is_over());
    if is_left && quiet_button(ui, "Take it up again").clicked() {
        asked.push(ClassroomCommand::End(false));
    }
}

/// What will be played, and by whose choice.
fn choice_ui(ui: &mut Ui, round: &Round) {
    side_heading(ui, "What will be played");
    let text = match (round.pick(), round.chosen()) {
        (Some(pick), _) => format!("{}, your own choice.", letter(pick)),
        (None, Chosen::One(place)) => format!(
            "{}, the room’s choice. You can pick another at the left.",
            letter(place)
        ),
        (None, Chosen::Level(places)) => {
            let letters: Vec<String> = places.into_iter().map(|place| letter(place).to_string()).collect();
            format!(
                "{} are level. Pick the one to play at the left, or by its number key.",
                list(&letters)
            )
        }
        (None, Chosen::Nothing) => {
            "Nobody has voted. Pick the one to play at the left, or by its number key.".to_owned()
        }
    };
    ui.label(TextRole::Body.text(text));
}

fn name(round: &Round, question: Question, place: u8) -> Option<&'static str> {
    let place = usize::from(place);
    match question {
        Question::Notice => NOTICE_NAMES.get(place).copied(),
        Question::Marker => round.markers().get(place).map(|marker| marker.label.as_str()),
        Question::First | Question::Second => None,
    }
}

/// The answers to a question: a row a letter, with a bar, the number, and the buttons for hands while it is open.
fn votes_ui(ui: &mut Ui, round: &Round, question: Question, open: bool, asked: &mut Vec<ClassroomCommand>) {
    let tally = round.tally(question);
    let counts = tally.counts();
    side_heading(ui, question.label());
    hint(ui, &who_answered(tally));
    for place in 0..tally.choices() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let label = ui.label(strong(letter(place).to_string()));
            if let Some(name) = name(round, question, place) {
                ui.label(TextRole::Small.text(name));
            }
            let buttons = if open { 88.0 } else { 0.0 };
            let width = (ui.available_width() - buttons - 96.0).max(40.0);
            bar(ui, width, place, counts);
            let before = (question == Question::Second).then(|| round.tally(Question::First).counts().at(place));
            let text = match before {
                Some(before) => format!("{} (was {before})", counts.at(place)),
                None => counts.at(place).to_string(),
            };
            ui.add_sized([84.0, 20.0], egui::Label::new(TextRole::Body.text(text)));
            if open {
                for (sign, more, what) in [("−", false, "One hand fewer for"), ("+", true, "One hand more for")] {
                    let button = quiet_button(ui, sign);
                    let spoken = format!("{what} {}", letter(place));
                    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken.as_str()));
                    if button.clicked() {
                        asked.push(ClassroomCommand::ChangeHand(place, more));
                    }
                }
            }
            drop(label);
        });
    }
}

fn who_answered(tally: &Tally) -> String {
    let hands: u32 = tally.hands().iter().sum();
    let counted = if hands == 1 {
        "1 hand".to_owned()
    } else {
        format!("{hands} hands")
    };
    match (tally.devices().len(), hands) {
        (0, 0) => "No answers yet.".to_owned(),
        (phones, 0) => format!("{phones} by phone."),
        (0, _) => format!("{counted}."),
        (phones, _) => format!("{} answers: {phones} by phone, {counted}.", tally.voters()),
    }
}

#[allow(clippy::cast_precision_loss)]
fn bar(ui: &mut Ui, width: f32, place: u8, counts: Counts) {
    let p = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 20.0), Sense::hover());
    let most = counts.by_choice().iter().copied().max().unwrap_or_default().max(1);
    let share = counts.at(place) as f32 / most as f32;
    let track = Rect::from_center_size(rect.center(), vec2(rect.width(), 8.0));
    let filled = Rect::from_min_size(track.min, vec2(track.width() * share, 8.0));
    ui.painter().rect_filled(track, CornerRadius::same(4), p.line);
    ui.painter().rect_filled(filled, CornerRadius::same(4), p.accent);
}

/// A field for hands as a hurried tutor types them.
fn hands_ui(ui: &mut Ui, view: &mut TutorState, asked: &mut Vec<ClassroomCommand>) {
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut view.hands)
            .hint_text("A 12 B 5")
            .margin(vec2(12.0, 8.0))
            .desired_width((ui.available_width() - 150.0).max(100.0));
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Hands counted"));
        if std::mem::take(&mut view.focus_hands) {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if quiet_button(ui, "Take these").clicked() || entered {
            asked.push(ClassroomCommand::TypeHands(view.hands.clone()));
        }
    });
    if let Some(problem) = &view.hands_problem {
        let ink = palette(ui).warning;
        let label = ui.label(TextRole::Small.text(problem.as_str()).color(ink));
        ui.ctx()
            .accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
}

/// The time that is left for talking.
fn clock_ui(ui: &mut Ui, data: &TutorData<'_>, round: &Round, asked: &mut Vec<ClassroomCommand>) {
    side_heading(ui, "Time to talk");
    ui.horizontal_wrapped(|ui| {
        ui.label(TextRole::Title.text(round.clock().face(data.now_ms)));
        let label = if round.clock().is_running() {
            "Stop the clock"
        } else {
            "Let it run"
        };
        if quiet_button(ui, label).clicked() {
            asked.push(ClassroomCommand::ToggleClock);
        }
        for (label, seconds) in [("+30 s", 30), ("+1 min", 60), ("−30 s", -30)] {
            if quiet_button(ui, label).clicked() {
                asked.push(ClassroomCommand::MoreTime(seconds));
            }
        }
    });
}

/// A silence that is held, or a summary that is put together.
fn act_ui(ui: &mut Ui, data: &TutorData<'_>, round: &Round, asked: &mut Vec<ClassroomCommand>) {
    let rated = round.to_play().and_then(|place| round.rated().get(usize::from(place)));
    let Some(rated) = rated else { return };
    if rated.act == ActKind::Summary {
        side_heading(ui, "What goes into the summary");
        hint(
            ui,
            "Tick what the room calls out. Page Down says it; the client corrects what is not theirs.",
        );
        let beliefs = (0_u8..32).zip(data.lesson.vignette().scenario.client.beliefs.values());
        for (place, belief) in beliefs {
            let mut is_in = round.beliefs() >> place & 1 == 1;
            if ui.checkbox(&mut is_in, belief.text.as_str()).changed() {
                asked.push(ClassroomCommand::Belief(place));
            }
        }
        return;
    }
    side_heading(ui, "How long the silence is");
    hint(
        ui,
        "It is being held now: Page Down ends it, however long the room bore it. Or play a length at once:",
    );
    let response = data.key.and_then(|key| {
        let mut responses = key.responses.iter();
        responses.find(|response| Some(response.place) == round.to_play())
    });
    let bands = response.map_or(&[][..], |response| &response.bands_s);
    ui.horizontal_wrapped(|ui| {
        for (at, from_s) in bands.iter().enumerate() {
            let until_s = bands.get(at + 1).copied();
            if quiet_button(ui, &band(*from_s, until_s)).clicked() {
                asked.push(ClassroomCommand::PlaySilence(u32::from(*from_s) * 1000));
            }
        }
    });
}

/// What was said in the room.
fn notes_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    let Some((branch, round)) = data.lesson.branch().zip(data.lesson.round()) else {
        return;
    };
    side_heading(ui, "Notes from the discussion");
    let mut notes = round.notes().to_owned();
    let field = TextEdit::multiline(&mut notes)
        .hint_text("What was said, for the report. No names.")
        .desired_rows(3)
        .desired_width(ui.available_width() - 16.0)
        .margin(vec2(12.0, 8.0));
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, "Notes from the discussion"));
    if field.changed() {
        asked.push(ClassroomCommand::Note(branch.rounds().len().saturating_sub(1), notes));
    }
}

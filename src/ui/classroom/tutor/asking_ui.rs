//! Asks before the votes of a lesson are put away.

use egui::{Margin, Modal, Ui};

use super::state::{Asking, TutorState};
use super::tutor_ui::TutorData;
use crate::classroom::lesson::{Anew, Lesson};
use crate::report::account::words::count;
use crate::ui::classroom::command::ClassroomCommand;
use crate::ui::theme::{prose, space};
use crate::ui::widgets::{page_title, primary_button, quiet_button};

/// What a question says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Words {
    title: &'static str,
    text: String,
    no: &'static str,
    yes: &'static str,
}

/// Shows the question, if there is one.
pub(super) fn asking_ui(ui: &Ui, data: &TutorData<'_>, view: &TutorState, asked: &mut Vec<ClassroomCommand>) {
    let Some(asking) = &view.asking else { return };
    let words = words(asking, data.lesson, data.is_kept);
    let mut answer = None;
    let frame = egui::Frame::window(ui.style()).inner_margin(Margin::same(28));
    let modal = Modal::new(egui::Id::unique("classroom-asking"))
        .frame(frame)
        .show(ui, |ui| {
            let content = ui.ctx().content_rect();
            ui.set_width((content.width() - 2.0 * space::XL).min(520.0));
            page_title(ui, words.title);
            ui.label(prose(ui, words.text.as_str()));
            ui.add_space(space::M);
            ui.horizontal_wrapped(|ui| {
                if primary_button(ui, words.no).clicked() {
                    answer = Some(false);
                }
                if quiet_button(ui, words.yes).clicked() {
                    answer = Some(true);
                }
            });
        });
    if modal.should_close() {
        answer = Some(false);
    }
    asked.extend(answer.map(ClassroomCommand::Answer));
}

fn words(asking: &Asking, lesson: &Lesson, is_kept: bool) -> Words {
    let all: usize = lesson.branches().iter().map(|branch| branch.rounds().len()).sum();
    let whole = count(all, "round", "rounds");
    let save = if is_kept {
        "The report that you saved has the sums."
    } else {
        "Save the report first if you want to keep the sums."
    };
    let go_on = "Go on with this lesson";
    match asking {
        Asking::Begin(_) => Words {
            title: "This lesson has votes",
            text: format!("Beginning anew puts away {whole}, with every vote and note. {save}"),
            no: go_on,
            yes: "Begin anew",
        },
        Asking::Again(round, anew) => {
            let number = round + 1;
            let lost = count(lesson.put_away_by(*round, *anew), "round", "rounds");
            let text = match anew {
                Anew::Vote => {
                    format!("Voting again from round {number} on puts away {lost}, with every vote and note. {save}")
                }
                Anew::Play => format!(
                    "Round {number} keeps its votes. Playing another response there puts away what came after it: {lost} with votes or notes. {save}"
                ),
            };
            Words {
                title: "Votes would be put away",
                text,
                no: "Leave it as it is",
                yes: match anew {
                    Anew::Vote => "Vote again",
                    Anew::Play => "Play another",
                },
            }
        }
        Asking::Other(_) => Words {
            title: "This lesson has votes",
            text: format!("Teaching with another vignette puts away {whole}, with every vote and note. {save}"),
            no: go_on,
            yes: "Put it away",
        },
        Asking::Quit => Words {
            title: "This lesson has votes",
            text: format!("Closing the program puts away {whole}, with every vote and note. {save}"),
            no: go_on,
            yes: "Close all the same",
        },
    }
}

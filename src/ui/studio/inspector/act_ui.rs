//! What is said or done in a response: words, a summary, or a silence with its lengths.

use egui::Ui;

use super::effects_ui::effects_field;
use super::field::{Ask, caption, choice, named_button, number_field, text_field};
use super::form::Form;
use super::next_ui::next_field;
use super::pick::{pick_field, rows_field};
use super::response_ui::{pulls, quality_field, repair_field};
use super::varied_ui::{VariedField, varied_ui};
use crate::framework::model::RowKind;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::limits::MAX_SILENCE_S;
use crate::scenario::model::{Act, Band, Response};
use crate::scenario::varied::Varied;
use crate::session::words::band;
use crate::ui::theme::space;
use crate::ui::widgets::{expander, link_button, open_expander};

/// The three kinds of acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Say,
    Summary,
    Silence,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Say, Self::Summary, Self::Silence];

    const fn of(act: &Act) -> Self {
        match act {
            Act::Say(_) => Self::Say,
            Act::Summary(_) => Self::Summary,
            Act::Silence { .. } => Self::Silence,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Say => "words",
            Self::Summary => "a summary, with the notebook",
            Self::Silence => "a silence",
        }
    }

    fn begin(self, from: &Act) -> Act {
        let text = first_text(from).to_owned();
        match self {
            Self::Say => Act::Say(Varied::Plain(text)),
            Self::Summary => Act::Summary(text),
            Self::Silence => Act::Silence {
                does: text,
                bands: vec![empty_band(0), empty_band(5)],
            },
        }
    }
}

/// What is said or done, where it doesn't depend on the play.
pub fn first_text(act: &Act) -> &str {
    match act {
        Act::Say(Varied::Plain(text) | Varied::Vary { otherwise: text, .. }) | Act::Summary(text) => text,
        Act::Silence { does, .. } => does,
    }
}

const fn empty_band(from_s: u16) -> Band {
    Band {
        from_s,
        quality: None,
        shows: None,
        hinders: None,
        pull: None,
        effect: None,
        repair: None,
        reaction: None,
        feedback: None,
        instead: None,
        next: None,
    }
}

/// Shows what is said or done.
pub fn act_field(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, response: &Response) {
    form.offer(at);
    let act = &response.act;
    let chosen = ui
        .horizontal_wrapped(|ui| {
            caption(ui, "The practitioner gives");
            let kind = Kind::of(act);
            choice(ui, at, "The practitioner gives", kind, &Kind::ALL, |kind| {
                kind.word().to_owned()
            })
        })
        .inner;
    if let Some(kind) = chosen {
        form.set(at.clone(), "the act", &kind.begin(act));
    }
    match act {
        Act::Say(words) => {
            let field = VariedField {
                at,
                label: "What is said",
                around: Some("Say"),
            };
            varied_ui(ui, form, field, words, |ui, form, place, text, label, whole| {
                let ask = Ask::lines(label, "Words that a practitioner could say", 3).spoken();
                let ask = if whole { ask.around("Say") } else { ask };
                text_field(ui, form, place, ask, text);
            });
        }
        Act::Summary(text) => {
            let hint = "What I have understood of how this looks from where you stand:";
            let ask = Ask::lines("How the summary begins", hint, 2).spoken().around("Summary");
            text_field(ui, form, at, ask, text);
        }
        Act::Silence { does, bands } => {
            let ask = Ask::lines("What the practitioner does meanwhile", "Stay with her, hands still.", 2);
            text_field(ui, form, &at.clone().field("does"), ask, does);
            bands_ui(ui, form, &at.clone().field("bands"), response, bands);
        }
    }
}

fn bands_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, response: &Response, bands: &[Band]) {
    form.offer(at);
    caption(
        ui,
        "By how long it is held. What a length leaves out is as in the response.",
    );
    for (number, one) in bands.iter().enumerate() {
        let until = bands.get(number + 1).map(|next| next.from_s);
        let name = format!("Held {}", band(one.from_s, until));
        let place = at.clone().index(number);
        if form.has_goal_in(&place) {
            open_expander(ui, ("band", number));
        }
        expander(ui, ("band", number), &name, bands.len() < 3, |ui| {
            band_ui(ui, form, &place, response, one);
            if bands.len() > 1 && named_button(ui, "Remove this length", &format!("Remove: {name}")).clicked() {
                form.remove(place.clone(), "a length of the silence");
            }
        });
    }
    if link_button(ui, "Add a length").clicked() {
        let last = bands
            .last()
            .map_or(0, |last| last.from_s.saturating_add(4))
            .min(MAX_SILENCE_S);
        let mut more = bands.to_vec();
        more.push(empty_band(last));
        form.set(at.clone(), "the lengths of the silence", &more);
    }
}

/// One field of a band: a link that writes it while it is as in the response, and the editor once it has its own.
fn own<T>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    label: &str,
    value: Option<&T>,
    first: &impl serde::Serialize,
    show: impl FnOnce(&mut Ui, &mut Form<'_>, &T),
) {
    form.offer(at);
    match value {
        None => {
            if named_button(
                ui,
                &format!("{label}: as in the response"),
                &format!("Give {label} of its own"),
            )
            .clicked()
            {
                form.set(at.clone(), format!("“{label}” of a silence"), first);
            }
        }
        Some(value) => {
            show(ui, form, value);
            let spoken = format!("Let {label} be as in the response");
            if named_button(ui, "As in the response", &spoken).clicked() {
                form.remove(at.clone(), format!("“{label}” of a silence"));
            }
        }
    }
}

fn band_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, response: &Response, band: &Band) {
    let field = |name: &'static str| at.clone().field(name);
    let from = ("From", " s");
    number_field(ui, form, &field("from_s"), from, band.from_s, 0..=MAX_SILENCE_S);
    let place = field("quality");
    own(
        ui,
        form,
        &place,
        "quality",
        band.quality.as_ref(),
        &response.quality,
        |ui, form, value| {
            quality_field(ui, form, &place, value);
        },
    );
    let place = field("shows");
    own(
        ui,
        form,
        &place,
        "what it shows",
        band.shows.as_ref(),
        &response.shows,
        |ui, form, rows| {
            let kinds = [RowKind::Ability, RowKind::HelpingFactor];
            rows_field(ui, form, &place, ("what it shows", ""), rows, &kinds);
        },
    );
    let place = field("hinders");
    own(
        ui,
        form,
        &place,
        "what it misses",
        band.hinders.as_ref(),
        &response.hinders,
        |ui, form, rows| {
            let kinds = [RowKind::HinderingFactor, RowKind::Ability, RowKind::HelpingFactor];
            rows_field(ui, form, &place, ("what it misses", ""), rows, &kinds);
        },
    );
    let pull = band.pull.as_ref().map(|pull| pull.as_str());
    let framework = form.framework;
    pick_field(
        ui,
        form,
        &field("pull"),
        ("Pull of this length", pull),
        pulls(framework),
    );
    let place = field("effect");
    own(
        ui,
        form,
        &place,
        "effects",
        band.effect.as_ref(),
        &response.effect,
        |ui, form, effects| {
            effects_field(ui, form, &place, effects);
        },
    );
    repair_field(ui, form, &field("repair"), "Rupture, in this length", band.repair);
    for (name, label, own_text, first) in [
        ("reaction", "reaction", &band.reaction, &response.reaction),
        ("feedback", "feedback", &band.feedback, &response.feedback),
    ] {
        let place = field(name);
        own(ui, form, &place, label, own_text.as_ref(), first, |ui, form, text| {
            let varied = VariedField {
                at: &place,
                label,
                around: None,
            };
            varied_ui(ui, form, varied, text, |ui, form, place, text, label, _| {
                text_field(ui, form, place, Ask::lines(label, "", 2), text);
            });
        });
    }
    let ask = Ask::lines("What else, for this length", "Wait a little longer.", 1).optional();
    text_field(
        ui,
        form,
        &field("instead"),
        ask,
        band.instead.as_deref().unwrap_or_default(),
    );
    let place = field("next");
    own(
        ui,
        form,
        &place,
        "way on",
        band.next.as_ref(),
        &response.next,
        |ui, form, next| {
            next_field(ui, form, &place, "This length leads", next);
        },
    );
    ui.add_space(space::S);
}

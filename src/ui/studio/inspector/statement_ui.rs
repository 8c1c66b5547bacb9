//! The form of a statement: what the client says and shows, the strain in it, and the responses side by side.

use egui::Ui;

use super::field::{
    Ask, asked_for, caption, caption_with, choice, found_ui, gap, named_button, text_field, tick_field,
};
use super::form::Form;
use super::id_ui::id_field;
use super::pick::{Choice, pick_field, pick_one, rows_of};
use super::side_by_side::side_by_side;
use super::varied_ui::{VariedField, varied_ui};
use crate::framework::id::{Component, MarkerId, RuptureKind};
use crate::framework::model::RowKind;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::{BeliefId, StatementId};
use crate::scenario::model::{Affect, Feeling, Statement, Strain};
use crate::scenario::varied::Varied;
use crate::ui::studio::command::{Part, StudioCommand};
use crate::ui::theme::{TextRole, palette, space};
use crate::ui::widgets::portrait::{PortraitView, feeling_word};
use crate::ui::widgets::{link_button, quiet_button, section_heading, slider};

/// Shows the form.
pub fn statement_ui(ui: &mut Ui, form: &mut Form<'_>, id: &StatementId, statement: &Statement) {
    let at = Pointer::root().statement(id);
    preview(ui, form, statement);
    texts(ui, form, &at, statement);
    gap(ui);
    section_heading(ui, "Responses, side by side");
    side_by_side(ui, form, id, statement);
    ui.horizontal_wrapped(|ui| {
        let full = statement.responses.len() >= crate::scenario::state::MAX_RESPONSES;
        let add = ui.add_enabled_ui(!full, |ui| quiet_button(ui, "Add a response")).inner;
        if add.clicked() {
            form.asks
                .push(StudioCommand::Add(Part::Response(id.as_str().to_owned())));
        }
    });
    gap(ui);
    strain_ui(ui, form, &at, statement);
    gap(ui);
    more(ui, form, &at, statement);
    gap(ui);
    id_field(ui, form, &at, "Id of the statement", id.as_str());
    ui.horizontal_wrapped(|ui| {
        let starts = form.scenario.start == *id;
        if starts {
            caption(ui, "The play opens with this statement.");
        } else if link_button(ui, "Let the play open here").clicked() {
            form.set(Pointer::root().field("start"), "the opening", id);
        }
        ui.add_space(space::M);
        if link_button(ui, "Delete this statement").clicked() {
            form.asks.push(StudioCommand::Delete(at.clone()));
        }
    });
}

/// What a trainee will see: the face and the cue.
fn preview(ui: &mut Ui, form: &Form<'_>, statement: &Statement) {
    let client = &form.scenario.client;
    let p = palette(ui);
    ui.horizontal_top(|ui| {
        let affect = plain(&statement.affect);
        let view = PortraitView::new(&client.portrait, &client.name, client.age, *affect);
        ui.add(view.size(egui::Vec2::splat(84.0)));
        ui.vertical(|ui| {
            let written = |text: &str| !text.is_empty() && asked_for(text).is_none();
            let cue = plain(&statement.cue).as_str();
            let cue = if written(cue) { cue } else { "Nothing is seen yet." };
            ui.label(TextRole::Small.text(cue).italics().color(p.ink_soft));
            let says = plain(&statement.says).as_str();
            let says = if written(says) { says } else { "…" };
            let font = TextRole::Lead.text(says).family(TextRole::Speech.family());
            ui.label(font);
        });
    });
    ui.add_space(space::S);
}

/// What holds where no case does.
pub fn plain<T>(varied: &Varied<T>) -> &T {
    match varied {
        Varied::Plain(value) | Varied::Vary { otherwise: value, .. } => value,
    }
}

fn texts(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, statement: &Statement) {
    optional_varied(
        ui,
        form,
        &at.clone().field("scene"),
        ("Scene", "Ten minutes in. You ask how the week went.", false),
        statement.scene.as_ref(),
    );
    varied_text(
        ui,
        form,
        &at.clone().field("cue"),
        ("Cue", "What can be seen or heard besides the words", 2, false),
        &statement.cue,
    );
    affect_ui(ui, form, &at.clone().field("affect"), &statement.affect);
    varied_text(
        ui,
        form,
        &at.clone().field("says"),
        ("Says", "What the client says", 3, true),
        &statement.says,
    );
    optional_varied(
        ui,
        form,
        &at.clone().field("inner"),
        ("Thinks, and does not say", "Not again.", true),
        statement.inner.as_ref(),
    );
}

/// A text that may depend on the play.
pub fn varied_text(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    (label, hint, lines, spoken): (&str, &str, usize, bool),
    value: &Varied<String>,
) {
    let field = VariedField {
        at,
        label,
        around: None,
    };
    varied_ui(ui, form, field, value, |ui, form, place, text, label, _| {
        let ask = Ask::lines(label, hint, lines);
        text_field(ui, form, place, if spoken { ask.spoken() } else { ask }, text);
    });
}

/// The same for a text that may be left out: an empty field takes it out.
fn optional_varied(
    ui: &mut Ui,
    form: &mut Form<'_>,
    at: &Pointer,
    (label, hint, spoken): (&str, &str, bool),
    value: Option<&Varied<String>>,
) {
    match value {
        Some(varied @ Varied::Vary { .. }) => varied_text(ui, form, at, (label, hint, 2, spoken), varied),
        Some(Varied::Plain(text)) => {
            let field = VariedField {
                at,
                label,
                around: None,
            };
            let varied = Varied::Plain(text.clone());
            varied_ui(ui, form, field, &varied, |ui, form, place, text, label, whole| {
                let ask = Ask::lines(label, hint, 2);
                let ask = if whole { ask.optional() } else { ask };
                text_field(ui, form, place, if spoken { ask.spoken() } else { ask }, text);
            });
        }
        None => {
            let ask = Ask::lines(label, hint, 1).optional();
            text_field(ui, form, at, if spoken { ask.spoken() } else { ask }, "");
        }
    }
}

fn affect_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, affect: &Varied<Affect>) {
    let field = VariedField {
        at,
        label: "Face and body",
        around: None,
    };
    varied_ui(ui, form, field, affect, |ui, form, place, value, label, _| {
        affect_field(ui, form, place, label, *value);
    });
}

/// A feeling and how strong it is.
pub fn affect_field(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, label: &str, affect: Affect) {
    form.offer(at);
    caption_with(ui, form, label, "");
    ui.horizontal_wrapped(|ui| {
        let Affect(feeling, strength) = affect;
        let chosen = choice(ui, at, label, feeling, Feeling::ALL, |feeling| {
            feeling_word(feeling).to_owned()
        });
        let mut number = strength.max(1);
        let caption = caption(ui, "strength");
        slider(ui, &mut number, 1..=5, |slider| slider).labelled_by(caption.id);
        if let Some(feeling) = chosen {
            form.set(at.clone(), "the face and body", &Affect(feeling, number));
        } else if number != strength && strength != 0 {
            let ron = crate::scenario::write::notation(&Affect(feeling, number));
            form.slide(at.clone(), "the face and body", ron);
        }
    });
    found_ui(ui, form, at);
}

/// What kind of moment it is: a strain, something that looks like one, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Plain,
    Strained,
    Foil,
}

impl Moment {
    const ALL: [Self; 3] = [Self::Plain, Self::Strained, Self::Foil];

    const fn word(self) -> &'static str {
        match self {
            Self::Plain => "no strain",
            Self::Strained => "a strain",
            Self::Foil => "looks like a strain and is none",
        }
    }
}

fn strain_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, statement: &Statement) {
    section_heading(ui, "Strain");
    let (strain_at, foil_at) = (at.clone().field("strain"), at.clone().field("foil"));
    form.offer(&strain_at);
    form.offer(&foil_at);
    let moment = match (&statement.strain, statement.foil) {
        (Some(_), _) => Moment::Strained,
        (None, true) => Moment::Foil,
        (None, false) => Moment::Plain,
    };
    let chosen = ui
        .horizontal_wrapped(|ui| {
            caption(ui, "This moment has");
            choice(ui, ("moment", at), "This moment has", moment, &Moment::ALL, |moment| {
                moment.word().to_owned()
            })
        })
        .inner;
    if let Some(chosen) = chosen {
        if statement.strain.is_some() {
            form.remove(strain_at.clone(), "the strain");
        }
        if statement.foil {
            form.remove(foil_at.clone(), "the foil");
        }
        match chosen {
            Moment::Plain => {}
            Moment::Foil => form.set(foil_at.clone(), "the foil", &true),
            Moment::Strained => {
                let kind = RuptureKind::Withdrawal;
                let marker = form.framework.markers_of(kind).next();
                let marker = marker.map_or_else(|| MarkerId::new(""), |marker| marker.id.clone());
                let strain = Strain {
                    kind,
                    marker,
                    over: vec![Component::Bond],
                    salience: 2,
                };
                form.set(strain_at.clone(), "the strain", &strain);
            }
        }
    }
    if let Some(strain) = &statement.strain {
        strained(ui, form, &strain_at, strain);
    }
    found_ui(ui, form, &strain_at);
    found_ui(ui, form, &foil_at);
}

fn strained(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, strain: &Strain) {
    let kind_at = at.clone().field("kind");
    form.offer(&kind_at);
    let kinds = [RuptureKind::Withdrawal, RuptureKind::Confrontation];
    let chosen = ui
        .horizontal_wrapped(|ui| {
            caption(ui, "The client");
            choice(ui, &kind_at, "The client", strain.kind, &kinds, |kind| match kind {
                RuptureKind::Withdrawal => "withdraws".to_owned(),
                RuptureKind::Confrontation => "confronts".to_owned(),
            })
        })
        .inner;
    if let Some(kind) = chosen {
        let marker = form.framework.markers_of(kind).next();
        let marker = marker.map_or_else(|| strain.marker.clone(), |marker| marker.id.clone());
        let strain = Strain {
            kind,
            marker,
            ..strain.clone()
        };
        form.set(at.clone(), "the strain", &strain);
    }
    let framework = form.framework;
    let markers = framework.markers_of(strain.kind).map(|marker| Choice {
        id: marker.id.as_str(),
        label: &marker.label,
        text: &marker.text,
    });
    let marker = framework.marker(strain.marker.as_str());
    let shown = marker.map_or(strain.marker.as_str(), |marker| marker.label.as_str());
    let marker_at = at.clone().field("marker");
    if let Some(id) = pick_one(ui, form, &marker_at, ("The sign", shown, false), markers) {
        form.set(marker_at, "the sign", &id);
    }
    over_ui(ui, form, &at.clone().field("over"), &strain.over);
    let salience = at.clone().field("salience");
    form.offer(&salience);
    ui.horizontal_wrapped(|ui| {
        let caption = caption(ui, "How plain it is");
        let mut number = strain.salience;
        slider(ui, &mut number, 1..=3, |slider| slider).labelled_by(caption.id);
        ui.label(match number {
            1 => "easy to miss",
            2 => "there for who looks",
            _ => "can’t be missed",
        });
        if number != strain.salience {
            form.slide(salience, "how plain the strain is", number.to_string());
        }
    });
}

fn over_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, over: &[Component]) {
    form.offer(at);
    ui.horizontal_wrapped(|ui| {
        caption(ui, "Under strain, the most strained first");
        for component in Component::ALL {
            let place = over.iter().position(|own| *own == component);
            let mut ticked = place.is_some();
            let name = match place {
                Some(place) if over.len() > 1 => format!("{component} ({})", place + 1),
                _ => component.to_string(),
            };
            let tick = ui.checkbox(&mut ticked, name.as_str());
            let spoken = format!("{component} is under strain");
            ui.accesskit_node_builder(tick.id, |node| node.set_label(spoken.as_str()));
            if tick.changed() {
                let mut list: Vec<Component> = over.iter().copied().filter(|own| *own != component).collect();
                if ticked {
                    list.push(component);
                }
                form.set(at.clone(), "what is under strain", &list);
            }
        }
    });
    found_ui(ui, form, at);
}

fn more(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, statement: &Statement) {
    section_heading(ui, "Besides");
    let framework = form.framework;
    let factor = statement.factor.as_ref().map(|id| id.as_str());
    let factors = rows_of(framework, &[RowKind::ClientFactor]);
    pick_field(
        ui,
        form,
        &at.clone().field("factor"),
        ("Client factor at work", factor),
        factors,
    );
    reveals_ui(ui, form, &at.clone().field("reveals"), &statement.reveals);
    let what = ("The trainee reads the alliance here", "the reading of the alliance");
    tick_field(
        ui,
        form,
        &at.clone().field("read_alliance"),
        what,
        statement.read_alliance,
    );
}

fn reveals_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, reveals: &[BeliefId]) {
    form.offer(at);
    let scenario = form.scenario;
    if scenario.client.beliefs.is_empty() {
        ui.horizontal_wrapped(|ui| {
            caption(ui, "These words make no belief known: there is none yet.");
            if named_button(ui, "Add a belief", "Add a belief of the client’s").clicked() {
                form.asks.push(StudioCommand::Add(Part::Belief));
            }
        });
        return;
    }
    caption(ui, "Beliefs that these words make known");
    for (id, belief) in &scenario.client.beliefs {
        let mut ticked = reveals.contains(id);
        let text = if belief.text.is_empty() {
            id.as_str()
        } else {
            &belief.text
        };
        if ui.checkbox(&mut ticked, text).changed() {
            let mut list: Vec<BeliefId> = reveals.iter().filter(|own| *own != id).cloned().collect();
            if ticked {
                list.push(id.clone());
            }
            let list = Some(&list).filter(|list| !list.is_empty());
            form.set_or_remove(at.clone(), "what becomes known", list);
        }
    }
    found_ui(ui, form, at);
}

//! What a new vignette begins with: texts that are read without errors, with words and comments that say what is to be written.

use super::document::Document;
use super::fields;
use super::names::check_id;
use super::step::Refused;
use crate::framework::model::Framework;
use crate::scenario::diagnostic::Pointer;

/// One beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name in lists and on the command line.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What one gets.
    pub about: &'static str,
    /// The vignette.
    pub text: &'static str,
}

/// All templates, the one to choose first coming first.
pub const TEMPLATES: [Template; 5] = [
    Template {
        name: "blank",
        title: "Blank",
        about: "The least that can be played: one statement, three responses, two endings. Everything is still to be written.",
        text: include_str!("../../assets/templates/blank.ron"),
    },
    Template {
        name: "withdrawal",
        title: "Withdrawal arc",
        about: "A client who goes quiet. It can be missed, noticed late, or noticed in time; two foils; four endings.",
        text: include_str!("../../assets/templates/withdrawal.ron"),
    },
    Template {
        name: "confrontation",
        title: "Confrontation arc",
        about: "A client who turns against something you did: anger, then hurt, then the need behind it. A foil; four endings.",
        text: include_str!("../../assets/templates/confrontation.ron"),
    },
    Template {
        name: "drill",
        title: "Drill set",
        about: "Statements of one kind, one after the other, two foils among them: for practising a single ability.",
        text: include_str!("../../assets/templates/drill.ron"),
    },
    Template {
        name: "example",
        title: "Example",
        about: "A small vignette that is written out, with comments, to take apart and learn from.",
        text: include_str!("../../assets/templates/new.ron"),
    },
];

/// The template of this name.
pub fn named(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// A new vignette from a template, with an id of its own and, if one is given, a title. It has no file and no step of undo yet.
///
/// # Errors
/// If the id is none.
pub fn begin(
    template: &Template,
    id: &str,
    title: Option<&str>,
    framework: &'static Framework,
) -> Result<Document, Refused> {
    check_id(id)?;
    let mut document = Document::new(template.text, framework);
    let root = Pointer::root;
    document.apply(fields::set(&document, &root().field("id"), id, "name the vignette")?)?;
    if let Some(title) = title {
        document.apply(fields::set(
            &document,
            &root().field("title"),
            title,
            "name the vignette",
        )?)?;
    }
    Ok(Document::new(document.text(), framework))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::scenario::format::is_formatted;

    #[test]
    fn every_template_can_be_played() {
        for template in &TEMPLATES {
            let document = Document::new(template.text, bundled());
            assert_eq!(document.diagnostics(), [], "{}", template.name);
            assert!(document.graph().is_some(), "{}", template.name);
            assert!(is_formatted(template.text), "{}: run `attune fmt`", template.name);
        }
    }

    #[test]
    fn a_new_vignette_has_its_own_name() {
        let document = begin(named("blank").unwrap(), "the-bus", Some("The “bus”"), bundled()).unwrap();
        let scenario = document.scenario().unwrap();
        assert_eq!(
            (scenario.id.as_str(), scenario.title.as_str()),
            ("the-bus", "The “bus”")
        );
        assert_eq!((document.undo_steps(), document.is_dirty()), (0, true));
        assert!(document.text().contains("// "), "the guiding comments stay");
        assert!(begin(named("blank").unwrap(), "The bus", None, bundled()).is_err());
    }
}

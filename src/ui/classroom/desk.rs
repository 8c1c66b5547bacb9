//! The classroom as the program holds it: the lesson, what the room's screen shows besides, the two windows, the phones. Knows no drawing.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::key::Key;
use super::phones::Phones;
use super::projector::Projector;
use super::slide::{Body, Slide, slide_of};
use super::tutor::TutorState;
use crate::classroom::lesson::Lesson;
use crate::classroom::record::Record;
use crate::framework::model::Framework;
use crate::library::catalog::Origin;

/// What came of the last try to save the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is there.
    At(PathBuf),
    /// A file is there already.
    Taken(PathBuf),
    /// It could not be written.
    Failed(String),
}

/// A classroom that is open.
pub struct Classroom {
    /// Where the vignette comes from.
    pub origin: Origin,
    /// The lesson.
    pub lesson: Lesson,
    /// Whether the room is shown nothing.
    pub is_blank: bool,
    /// Whether the tutor's half is hidden.
    pub hides_tutor: bool,
    /// Whether the room is shown how to join.
    pub shows_join: bool,
    /// The path not taken, while the room is shown it.
    pub shadow: Option<Body>,
    /// The choice whose hands were counted last.
    pub marked: Option<u8>,
    /// Why the last request could not be carried out.
    pub told: Option<String>,
    /// What the tutor sees of the statement.
    pub key: Option<Key>,
    /// The room's window.
    pub projector: Projector,
    /// The phones.
    pub phones: Phones,
    /// What came of saving.
    pub saved: Option<Saved>,
    /// The lesson as it was saved last.
    pub kept: Option<Record>,
    /// Where the dialog for a place answers.
    pub places: (Sender<PathBuf>, Receiver<PathBuf>),
    /// What the tutor's view remembers.
    pub view: TutorState,
}

impl Classroom {
    /// Opens a classroom for a lesson.
    pub fn new(origin: Origin, lesson: Lesson) -> Self {
        Self {
            origin,
            lesson,
            is_blank: false,
            hides_tutor: false,
            shows_join: false,
            shadow: None,
            marked: None,
            told: None,
            key: None,
            projector: Projector::default(),
            phones: Phones::default(),
            saved: None,
            kept: None,
            places: channel(),
            view: TutorState::default(),
        }
    }

    /// What the room sees now.
    pub fn slide(&self, now_ms: i64) -> Slide {
        let mut slide = slide_of(&self.lesson, now_ms);
        slide.is_blank = self.is_blank;
        slide.join = self.phones.join(self.lesson.phones.nicknames);
        if let Some(shadow) = &self.shadow {
            slide.body = shadow.clone();
            slide.instruction = onward(shadow);
            slide.answers = None;
            slide.clock = None;
        }
        if let (true, Some(join)) = (self.shows_join, slide.join.clone()) {
            slide.body = Body::Join(join);
            "Join with your phone, or count on your hands.".clone_into(&mut slide.instruction);
            slide.answers = None;
            slide.clock = None;
        }
        slide
    }

    /// Whether the report that was saved last has the whole lesson.
    pub fn is_kept(&self) -> bool {
        self.kept.as_ref() == Some(&Record::of(&self.lesson))
    }

    /// Whether there are votes that no report has.
    pub fn has_unkept_votes(&self) -> bool {
        self.lesson.has_votes() && !self.is_kept()
    }

    /// Works out what the tutor sees of a new statement.
    pub fn renew_key(&mut self, framework: &Framework) {
        self.key = Key::renewed(self.key.take(), &self.lesson, framework);
    }

    /// Whether the whole window is the room's screen.
    pub fn fills(&self) -> bool {
        self.hides_tutor && !self.projector.is_open
    }
}

/// How a path not taken goes on, as `Onward::AsPlayed` has it.
fn onward(shadow: &Body) -> String {
    match shadow {
        Body::Shadow(ways) => {
            let [_, other] = &**ways;
            format!(
                "After {}: your own answers where they still fit, else the aptest.",
                other.letter
            )
        }
        _ => String::new(),
    }
}

//! What a slide shows of a lesson, and when.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;

use super::*;
use crate::framework::load::bundled;
use crate::library::bundled::BUNDLED;
use crate::library::vignette::load;

fn lesson() -> Lesson {
    let (_, text) = BUNDLED.iter().find(|(name, _)| *name == "the-worksheet.ron").unwrap();
    Lesson::new(Arc::clone(&load(text, bundled()).vignette.unwrap()), 7, &[])
}

#[test]
fn nothing_before_the_reveal_tells_the_key() {
    let mut lesson = lesson();
    for step in [Step::Statement, Step::Notice, Step::First, Step::Discuss, Step::Second] {
        lesson.go_to(step, 0).unwrap();
        if step.question().is_some() {
            lesson.add_hand(1, true).unwrap();
            lesson.show_counts(true);
        }
        let slide = slide_of(&lesson, 0);
        let cards = match slide.body {
            Body::Choices(cards) => cards,
            Body::Statement => Vec::new(),
            other => panic!("{step:?} shows {other:?}"),
        };
        assert!(
            cards
                .iter()
                .all(|card| !card.is_best && !card.is_chosen && card.before.is_none())
        );
        let shared = cards.iter().any(|card| card.share.is_some());
        assert_eq!(shared, step == Step::Discuss, "{step:?}");
        assert!(slide.instruction.chars().count() < 60, "one short line");
    }
    lesson.go_to(Step::Reveal, 0).unwrap();
    let Body::Reveal(cards, told) = slide_of(&lesson, 0).body else {
        panic!("no reveal");
    };
    assert!(cards.iter().any(|card| card.is_best));
    assert!(cards.iter().any(|card| card.is_chosen));
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn counts_stay_hidden_until_they_are_shown() {
    let mut lesson = lesson();
    lesson.go_to(Step::First, 0).unwrap();
    lesson.add_hand(0, true).unwrap();
    lesson.go_to(Step::Discuss, 0).unwrap();
    let shares = |lesson: &Lesson| match slide_of(lesson, 0).body {
        Body::Choices(cards) => cards.iter().filter(|card| card.share.is_some()).count(),
        _ => 0,
    };
    assert_eq!(shares(&lesson), 0);
    lesson.show_counts(true);
    assert!(shares(&lesson) > 0);
}

//! A move in a play that has got its buffers allocates nothing: neither the rules of play nor the log of its events.

#![allow(missing_docs, clippy::unwrap_used)]

use std::sync::Arc;

use allocation_counter::measure;
use attune::cli::dev::generate::vignette;
use attune::framework::load::bundled;
use attune::library::vignette::load;
use attune::scenario::id::ScenarioId;
use attune::scenario::state::Place;
use attune::session::event::{Move, Phase, Started};
use attune::session::machine::Session;
use attune::session::options::Options;

/// Plays to the end, always the response shown in this place. Gives the number of answers.
fn play(session: &mut Session, place: u8) -> usize {
    let mut answers = 0;
    while session.phase() != Phase::Over {
        assert!(matches!(session.state().at, Place::Statement(_)));
        let response = session.shown(place).unwrap();
        session
            .act(Move::Answer {
                response,
                held_ms: 0,
                beliefs: 0,
            })
            .unwrap();
        answers += 1;
    }
    answers
}

#[test]
fn a_move_in_a_warm_session_allocates_nothing() {
    let vignette = load(&vignette(1_000, 1), bundled()).vignette.unwrap();
    let started = Started::new(ScenarioId::new("generated"), vignette.hash, 1, Options::bare());
    let mut session = Session::new(Arc::clone(&vignette.graph), started);
    // The log grows to the longest of these plays.
    for seed in 2..40 {
        play(&mut session, 0);
        session.reset(seed);
    }
    let mut answers = 0;
    let walked = measure(|| {
        for seed in 2..40 {
            session.reset(seed);
            answers += play(&mut session, 0);
        }
    });
    assert!(answers > 5_000, "{answers}");
    assert_eq!(walked.count_total, 0, "in {answers} moves");
    // The counter counts: whoever reads the log pays for it.
    let read = measure(|| assert!(!session.log().is_empty()));
    assert!(read.count_total > 0);
}

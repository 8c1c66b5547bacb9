//! Plays to report on, always the same.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use attune::framework::id::{Component, RuptureKind};
use attune::framework::load::bundled;
use attune::library::vignette::{Vignette, load};
use attune::report::account::outlook::{Outlook, foresee};
use attune::report::data::{Choice, Kept, Report};
use attune::report::uuid::Uuid;
use attune::score::Score;
use attune::session::event::{Event, Move, Noticed, Phase, Started};
use attune::session::machine::Session;
use attune::session::options::{Mode, Options};

pub const TWO_RUPTURES: &str = include_str!("../vignettes/two-ruptures.ron");
pub const DRAFT: &str = "What would help you most just now?";
pub const NAME: &str = "Robin Oakes";
/// 2026-09-21, 14:13:20 UTC.
pub const STARTED_MS: i64 = 1_790_000_000_000;

/// A play with all that a report needs.
pub struct Played {
    pub vignette: Arc<Vignette>,
    pub log: Vec<Event>,
    pub outlook: Outlook,
    pub started_ms: Option<i64>,
    pub answered: Vec<(u16, i64)>,
}

impl Played {
    pub fn of(vignette: Arc<Vignette>, log: Vec<Event>) -> Self {
        let outlook = match Score::of(&vignette.scenario, &vignette.graph, bundled(), &log) {
            Ok(score) => foresee(&vignette, &score.turns, &AtomicBool::new(false)),
            Err(_) => Outlook::Unknown,
        };
        Self {
            vignette,
            log,
            outlook,
            started_ms: Some(STARTED_MS),
            answered: Vec::new(),
        }
    }

    pub fn kept(&self) -> Kept<'_> {
        Kept {
            vignette: &self.vignette,
            log: &self.log,
            started_ms: self.started_ms,
            ended_ms: self.started_ms.map(|ms| ms + 754_320),
            answered: &self.answered,
            outlook: &self.outlook,
        }
    }
}

pub fn vignette(text: &str) -> Arc<Vignette> {
    let loaded = load(text, bundled());
    loaded.vignette.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

/// Plays with the first response on offer but where `picks` says otherwise, and sees a withdrawal over tasks in every second turn.
pub fn session(vignette: &Arc<Vignette>, options: Options, picks: &[u8], draft: &str) -> Session {
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, 3, options);
    let mut session = Session::new(Arc::clone(&vignette.graph), started);
    go_on(&mut session, picks, draft);
    session
}

pub fn go_on(session: &mut Session, picks: &[u8], draft: &str) {
    while session.phase() != Phase::Over {
        let turn = usize::from(session.turn());
        let step = match session.phase() {
            Phase::Notice if turn % 2 == 1 => Move::Notice(Noticed::None),
            Phase::Notice => Move::Notice(Noticed::Strain {
                kind: RuptureKind::Withdrawal,
                component: Some(Component::Tasks),
                factor: None,
            }),
            Phase::Draft => Move::Draft(draft.to_owned()),
            Phase::Respond => Move::Answer {
                response: picks.get(turn).copied().unwrap_or(0),
                held_ms: 12_340,
                beliefs: 1,
            },
            Phase::Confidence => Move::Confidence(80),
            Phase::Feedback => Move::Continue,
            Phase::ReadAlliance => Move::ReadAlliance([60, 50, 40]),
            Phase::Notebook => Move::Notebook(0b11),
            Phase::Over => break,
        };
        session.act(step).unwrap();
    }
}

/// The play behind the golden files.
pub fn guided() -> Played {
    let vignette = vignette(TWO_RUPTURES);
    let session = session(&vignette, Options::of(Mode::Guided), &[], DRAFT);
    Played::of(vignette, session.log().to_vec())
}

/// The same as the history knows it: an answer every minute and a half.
pub fn timed() -> Played {
    let mut played = guided();
    let at = |turn: u16| STARTED_MS + 90_250 * (i64::from(turn) + 1);
    played.answered = (0..3).map(|turn| (turn, at(turn))).collect();
    played
}

/// A practice that was rewound once and left before its end.
pub fn unfinished() -> Played {
    let vignette = vignette(TWO_RUPTURES);
    let whole = session(&vignette, Options::of(Mode::Practice), &[2, 0, 0], DRAFT);
    let mut session = whole.clone();
    session.act(Move::Rewind { turn: 1 }).unwrap();
    session
        .act(Move::Answer {
            response: 1,
            held_ms: 4_000,
            beliefs: 0,
        })
        .unwrap();
    let mut played = Played::of(vignette, session.log().to_vec());
    played.started_ms = Some(STARTED_MS + 3_600_000);
    played
}

pub fn report(plays: &[&Played], choice: &Choice) -> Report {
    let kept: Vec<Kept<'_>> = plays.iter().map(|played| played.kept()).collect();
    Report::of(&kept, bundled(), choice, Some(STARTED_MS + 86_400_000))
}

pub fn account() -> Uuid {
    Uuid::parse("2c1a7d0e-5b3f-4f4e-9d5a-0a1b2c3d4e5f").unwrap()
}

//! The engine of plays: against a second interpreter, against its own log, and against its setup.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[allow(dead_code, missing_docs)]
mod support {
    pub mod naive;
    pub mod random;
}

use std::collections::BTreeSet;
use std::sync::Arc;

use attune::framework::id::RuptureKind;
use attune::scenario::graph::{ActKind, Graph};
use attune::scenario::model::{Act, Next, Outcome, Scenario};
use attune::scenario::rupture::Rupture;
use attune::scenario::state::Place;
use attune::session::event::{Event, Move, Noticed, Phase, Reason, Started};
use attune::session::machine::{MAX_TURNS, Session};
use attune::session::options::{Feedback, Mode, Options, Steps};
use attune::session::refused::Refused;
use attune::session::replay::{from_lines, moves, path, replay, to_lines};
use attune::session::rng::Chance;
use attune::session::texts;
use attune::session::walk::walk;
use proptest::prelude::*;
use support::naive::{Naive, Open, Seen, Told};
use support::random;

fn begin(scenario: &Scenario, graph: &Arc<Graph>, seed: u64, options: Options) -> Session {
    Session::new(Arc::clone(graph), Started::new(scenario.id.clone(), 7, seed, options))
}

fn open(rupture: Option<Rupture>) -> Open {
    rupture.map(|rupture| (rupture.kind, rupture.stage.label(), rupture.recognised))
}

fn names(scenario: &Scenario, bits: u32) -> BTreeSet<String> {
    texts::beliefs(scenario, bits).map(|(id, _)| id.to_string()).collect()
}

/// What the engine shows, in the words of the second interpreter.
fn seen(scenario: &Scenario, session: &Session) -> Seen {
    let state = session.state();
    let (place, texts, offered) = match state.at {
        Place::Ending(at) => {
            let (_, says) = texts::ending(scenario, session.ending().unwrap()).unwrap();
            let id = scenario.endings.get_index(at as usize).unwrap().0;
            (id.to_string(), vec![says.to_owned()], vec![])
        }
        Place::Statement(_) => {
            let faced = session.faced().unwrap();
            let facing = texts::facing(scenario, faced).unwrap();
            let affect = format!("{:?}", facing.affect);
            let texts = [
                facing.scene,
                Some(facing.cue),
                Some(&affect),
                Some(facing.says),
                facing.inner,
            ];
            let ids: Vec<_> = facing.statement.responses.keys().collect();
            let offered = faced.shown().iter().map(|&at| ids[usize::from(at)].to_string());
            (
                facing.id.to_string(),
                texts.into_iter().flatten().map(str::to_owned).collect(),
                offered.collect(),
            )
        }
    };
    Seen {
        place,
        texts,
        offered,
        alliance: state.alliance.map(i32::from),
        rupture: open(state.rupture),
        revealed: names(scenario, state.revealed),
    }
}

fn told(scenario: &Scenario, event: &Event) -> Told {
    let Event::Answered(answered) = event else {
        panic!("{event:?} is no answer");
    };
    let reply = texts::reply(scenario, answered).unwrap();
    Told {
        texts: [reply.said.text(), reply.reaction, reply.feedback]
            .map(str::to_owned)
            .to_vec(),
        quality: answered.quality,
        worst: answered.worst,
        best: answered.best,
        left_out: answered.left_out.map(|bit| {
            scenario
                .client
                .beliefs
                .get_index(usize::from(bit))
                .unwrap()
                .0
                .to_string()
        }),
        alliance: answered.alliance_after.map(i32::from),
        rupture: open(answered.rupture_after),
    }
}

/// A random move that fits the phase, or now and then one that does not.
fn any_move(session: &Session, chance: &mut Chance) -> Move {
    let phase = if chance.below(12) == 0 {
        [Phase::Notice, Phase::Draft, Phase::Respond, Phase::Notebook][chance.below(4) as usize]
    } else {
        session.phase()
    };
    match phase {
        Phase::Notice if chance.below(5) == 0 => Move::Skip,
        Phase::Notice => Move::Notice(Noticed::Strain {
            kind: RuptureKind::Withdrawal,
            component: None,
            factor: Some("client.service".into()),
        }),
        Phase::Draft => Move::Draft(format!("“so…” {}\n", chance.below(1000))),
        Phase::Respond => Move::Answer {
            response: chance.below(9) as u8,
            held_ms: chance.below(12_000),
            beliefs: chance.word(),
        },
        Phase::Confidence => Move::Confidence(chance.below(103) as u8),
        Phase::Feedback => Move::Continue,
        Phase::ReadAlliance => Move::ReadAlliance([chance.below(102) as u8, 50, 60]),
        Phase::Notebook => Move::Notebook(chance.word()),
        Phase::Over => Move::Rewind {
            turn: chance.below(u32::from(session.turn()) + 2) as u16,
        },
    }
}

fn steps(bits: u8) -> Steps {
    let on = |bit: u8| bits >> bit & 1 == 1;
    Steps {
        gauges: on(0),
        objectives: on(0),
        notice: on(1),
        draft: on(2),
        confidence: on(3),
        feedback: if on(4) { Feedback::Immediate } else { Feedback::AtEnd },
        read_alliance: on(5),
        notebook: on(6),
    }
}

fn random_play(scenario: &Scenario, graph: &Arc<Graph>, seed: u64, bits: u8, count: u32) -> Session {
    let options = Options {
        steps: steps(bits),
        ..Options::of(Mode::Guided)
    };
    let mut session = begin(scenario, graph, seed, options);
    let mut chance = Chance::new(seed ^ 0xABCD);
    for _ in 0..count {
        let step = if chance.below(15) == 0 {
            Move::Rewind {
                turn: chance.below(u32::from(session.turn()) + 2) as u16,
            }
        } else {
            any_move(&session, &mut chance)
        };
        let (before, state) = (session.clone(), *session.state());
        if session.act(step).is_err() {
            assert_eq!(session.log(), before.log());
            assert_eq!((session.state(), session.phase()), (&state, before.phase()));
        }
    }
    session
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_plays_as_the_second_interpreter(seed in any::<u64>(), size in 1_u32..8, play in any::<u64>()) {
        let scenario = random::scenario(seed, size);
        let graph = Arc::new(random::graph(&scenario));
        let mut session = begin(&scenario, &graph, play, Options::bare());
        let mut naive = Naive::new(&scenario, play);
        let mut here = naive.open();
        prop_assert_eq!(&seen(&scenario, &session), &here);
        let mut choices = Chance::new(!play);
        for _ in 0..60 {
            if session.phase() == Phase::Over {
                break;
            }
            let at = choices.below(here.offered.len() as u32) as usize;
            let response = session.faced().unwrap().shown()[at];
            let (held_ms, beliefs) = (choices.below(11_000), choices.word() & graph.beliefs());
            let named: Vec<String> = names(&scenario, beliefs).into_iter().collect();
            let id = here.offered[at].clone();
            let before = session.log().len();
            session.act(Move::Answer { response, held_ms, beliefs }).unwrap();
            let answer = told(&scenario, &session.log()[before]);
            let (expected, next) = naive.answer(&here.offered, &id, held_ms, &named);
            prop_assert_eq!(answer, expected);
            here = next;
            prop_assert_eq!(&seen(&scenario, &session), &here);
            prop_assert!(session.state().alliance.iter().all(|&value| value <= 100));
        }
    }

    #[test]
    fn a_log_replays_to_the_same_bytes(seed in any::<u64>(), size in 1_u32..8, play in any::<u64>(), bits in 0_u8..128) {
        let scenario = random::scenario(seed, size);
        let graph = Arc::new(random::graph(&scenario));
        let session = random_play(&scenario, &graph, play, bits, 80);
        let text = to_lines(session.log());
        let read = from_lines(&text).unwrap();
        prop_assert_eq!(&read, session.log());
        let again = replay(&graph, &read).unwrap();
        prop_assert_eq!(to_lines(again.log()), text);
        prop_assert_eq!(again.state(), session.state());
        prop_assert_eq!(again.phase(), session.phase());
    }

    #[test]
    fn the_same_moves_after_a_rewind_give_the_same_events(seed in any::<u64>(), size in 2_u32..8, play in any::<u64>(), bits in 0_u8..128) {
        let scenario = random::scenario(seed, size);
        let graph = Arc::new(random::graph(&scenario));
        let mut session = begin(&scenario, &graph, play, Options { steps: steps(bits), ..Options::of(Mode::Guided) });
        let mut chance = Chance::new(play ^ 0x1234);
        for _ in 0..60 {
            if session.phase() == Phase::Over {
                break;
            }
            let step = any_move(&session, &mut chance);
            let _ = session.act(step);
        }
        let before = session.log().to_vec();
        let turn = chance.below(u32::from(session.turn()) + 1) as u16;
        let from = before.iter().position(|event| match event {
            Event::RuptureOpened { turn: at, .. } => *at == turn,
            Event::Faced(faced) => faced.turn == turn,
            _ => false,
        }).unwrap();
        session.act(Move::Rewind { turn }).unwrap();
        for step in moves(&before[from..]) {
            session.act(step).unwrap();
        }
        prop_assert_eq!(&session.log()[before.len() + 1..], &before[from..]);
        let kept = path(session.log());
        let way: Vec<&Event> = kept.kept.iter().map(|&at| &session.log()[at]).collect();
        prop_assert_eq!(way, before.iter().collect::<Vec<_>>());
        prop_assert_eq!(kept.rewinds, 1);
    }
}

/// Two statements that lead to each other and, by the second one's second response, to the end.
fn loop_of_two() -> Scenario {
    let mut scenario = random::empty();
    let say = |words: &str| Act::Say(words.to_owned().into());
    for (id, other) in [("s0", "s1"), ("s1", "s0")] {
        let mut statement = random::statement(id);
        statement.read_alliance = id == "s1";
        let on = random::response(say("go on"), 3, other);
        statement.responses.insert("on".into(), on);
        statement
            .responses
            .insert("end".into(), random::response(say("stop"), 1, "e0"));
        scenario.statements.insert(id.into(), statement);
    }
    scenario.client.beliefs.insert(
        "burden".into(),
        attune::scenario::model::Belief {
            text: "I am too much".into(),
            held: true,
            from: "home".into(),
            correction: None,
        },
    );
    scenario.endings.insert("e0".into(), random::ending(Outcome::Patched));
    scenario
}

fn answer(response: u8) -> Move {
    Move::Answer {
        response,
        held_ms: 0,
        beliefs: 0,
    }
}

#[test]
fn a_play_that_does_not_end_is_ended() {
    let scenario = loop_of_two();
    let graph = Arc::new(random::graph(&scenario));
    let mut session = begin(&scenario, &graph, 1, Options::bare());
    for _ in 0..MAX_TURNS {
        session.act(answer(0)).unwrap();
    }
    assert_eq!(session.ended().unwrap().reason, Reason::TooLong);
    assert_eq!(session.act(answer(0)), Err(Refused::NotNow(Phase::Over)));
    assert_eq!(Refused::NotNow(Phase::Over).to_string(), "this play is over");
    session.act(Move::Rewind { turn: 499 }).unwrap();
    session.act(answer(1)).unwrap();
    assert_eq!(session.ended().unwrap().reason, Reason::Ending);
}

#[test]
fn a_single_statement_ends_after_its_answer() {
    let scenario = loop_of_two();
    let graph = Arc::new(random::graph(&scenario));
    let mut session = begin(&scenario, &graph, 1, Options::drill(1));
    assert_eq!(session.faced().unwrap().statement, 1);
    session.act(Move::Notice(Noticed::None)).unwrap();
    session.act(Move::Skip).unwrap();
    session.act(answer(0)).unwrap();
    session.act(Move::Confidence(60)).unwrap();
    session.act(Move::Continue).unwrap();
    assert_eq!(session.ended().unwrap().reason, Reason::Single);
    session.act(Move::Rewind { turn: 0 }).unwrap();
    assert_eq!(session.phase(), Phase::Notice);
}

#[test]
fn a_statement_without_responses_ends_the_play() {
    let mut scenario = loop_of_two();
    scenario.statements.get_mut("s0").unwrap().responses.clear();
    let graph = Arc::new(random::graph(&scenario));
    let session = begin(&scenario, &graph, 1, Options::bare());
    assert_eq!(session.ended().unwrap().reason, Reason::Stuck);
}

#[test]
fn each_mode_asks_for_its_steps_in_order() {
    #[track_caller]
    fn check(mode: Mode, expected: &[Phase]) {
        let scenario = loop_of_two();
        let graph = Arc::new(random::graph(&scenario));
        let mut session = begin(&scenario, &graph, 5, Options::of(mode));
        let mut phases = vec![];
        let mut responses = [0, 1].into_iter();
        while session.phase() != Phase::Over {
            let phase = session.phase();
            phases.push(phase);
            let told = session.shows_feedback();
            assert!(!told || matches!(phase, Feedback | ReadAlliance | Notebook));
            let step = match phase {
                Notice => Move::Notice(Noticed::None),
                Draft => Move::Draft("I hear you.".into()),
                Respond => answer(responses.next().unwrap()),
                Confidence => Move::Confidence(60),
                Feedback => Move::Continue,
                ReadAlliance => Move::ReadAlliance([40, 50, 60]),
                Notebook => Move::Notebook(1),
                Phase::Over => break,
            };
            session.act(step).unwrap();
        }
        assert_eq!(phases, expected, "{mode:?}");
        assert!(session.shows_feedback());
        assert!(matches!(session.log().last(), Some(Event::Ended(_))));
    }
    use Phase::{Confidence, Draft, Feedback, Notebook, Notice, ReadAlliance, Respond};
    let turn = [Notice, Draft, Respond, Confidence, Feedback];
    check(Mode::Guided, &[&turn[..], &turn, &[ReadAlliance, Notebook]].concat());
    check(Mode::Practice, &[Respond, Feedback, Respond, Feedback]);
    check(Mode::Probe, &[&turn[..4], &turn[..4]].concat());
    check(Mode::Drill, &[&turn[..], &turn].concat());
    check(Mode::Classroom, &[Notice, Respond, Feedback, Notice, Respond, Feedback]);
}

#[test]
fn a_refused_move_says_why() {
    let scenario = loop_of_two();
    let graph = Arc::new(random::graph(&scenario));
    let check = |mode: Mode, before: &[Move], step: Move, expected: &str| {
        let mut session = begin(&scenario, &graph, 5, Options::of(mode));
        for step in before {
            session.act(step.clone()).unwrap();
        }
        let log = session.log().len();
        assert_eq!(session.act(step).unwrap_err().to_string(), expected);
        assert_eq!(session.log().len(), log);
    };
    let (saw, wrote) = (Move::Notice(Noticed::None), Move::Skip);
    let to_confidence = [saw.clone(), wrote.clone(), answer(0)];
    check(Mode::Guided, &[], answer(0), "say first whether you see a strain");
    check(
        Mode::Guided,
        std::slice::from_ref(&saw),
        answer(0),
        "write first what you would say",
    );
    check(
        Mode::Practice,
        &[],
        Move::Skip,
        "this step can't be left out: choose a response",
    );
    check(Mode::Practice, &[], answer(2), "that response is not on offer here");
    check(
        Mode::Guided,
        &to_confidence,
        Move::Continue,
        "say first how sure you are",
    );
    check(
        Mode::Guided,
        &to_confidence,
        Move::Skip,
        "this step can't be left out: say first how sure you are",
    );
    check(
        Mode::Guided,
        &to_confidence,
        Move::Confidence(101),
        "give a number from 0 to 100",
    );
    check(
        Mode::Practice,
        &[],
        Move::Rewind { turn: 1 },
        "there is no turn 1 to go back to: the last one is 0",
    );
    check(
        Mode::Probe,
        &to_confidence,
        Move::Rewind { turn: 0 },
        "a probe is played straight through: play the vignette again in another mode to try something else",
    );
    let draft = Move::Draft("ä".repeat(8_001));
    check(Mode::Guided, &[saw], draft, "keep the draft under 8000 characters");
}

#[test]
fn a_log_of_another_vignette_is_not_trusted() {
    let scenario = loop_of_two();
    let graph = Arc::new(random::graph(&scenario));
    let mut session = begin(&scenario, &graph, 5, Options::bare());
    session.act(answer(0)).unwrap();
    session.act(answer(1)).unwrap();
    let mut other = scenario.clone();
    other.statements.get_mut("s1").unwrap().responses["end"].quality = 2.into();
    let other = Arc::new(random::graph(&other));
    let found = replay(&other, session.log()).unwrap_err();
    let expected = "event 4 came out differently: the vignette is not the one that was played";
    assert_eq!(found.to_string(), expected);
    assert_eq!(
        replay(&graph, &[]).unwrap_err().to_string(),
        "the log does not begin with a setup"
    );
    let broken = from_lines("{\"Continued\":{\"turn\":0}}\n\nnonsense\n").unwrap_err();
    assert_eq!(broken.line, 3);
}

#[test]
fn a_walk_comes_out_the_same_everywhere() {
    let scenario = random::scenario(2_028, 60);
    let graph = Arc::new(random::graph(&scenario));
    assert!(graph.statements().len() > 2);
    let kinds: BTreeSet<String> = graph
        .statement_range()
        .flat_map(|at| graph.responses(at).iter().map(|response| format!("{:?}", response.act)))
        .collect();
    assert_eq!(kinds.len(), [ActKind::Say, ActKind::Silence, ActKind::Summary].len());
    let walked = walk(&graph, 11, 20_000);
    assert_eq!(walked, walk(&graph, 11, 20_000));
    assert_eq!(
        (walked.moves, walked.endings, walked.plays, walked.digest),
        (20_000, 271, 308, 7_507_965_407_971_863_909)
    );
}

#[test]
fn transcripts_are_as_they_were() {
    let scenario = random::scenario(77, 6);
    let graph = Arc::new(random::graph(&scenario));
    for (name, bits, count) in [("bare", 0, 12), ("every-step", 127, 40)] {
        let session = random_play(&scenario, &graph, 20_261_124, bits, count);
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/log-{name}.jsonl"));
        let text = to_lines(session.log());
        if std::env::var_os("ATTUNE_BLESS").is_some() {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &text).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
        assert_eq!(
            text, expected,
            "{name}: if this is meant, run the test with ATTUNE_BLESS=1 and read the diff"
        );
    }
}

#[test]
fn the_next_of_a_chance_follows_its_weights() {
    let mut scenario = loop_of_two();
    let ways = [("s1", 3), ("e0", 1)].map(|(to, weight)| attune::scenario::model::Way { weight, to: to.into() });
    scenario.statements.get_mut("s0").unwrap().responses["on"].next = Next::Chance(ways.to_vec());
    let graph = Arc::new(random::graph(&scenario));
    let ended = (0..4_000)
        .filter(|&seed| {
            let mut session = begin(&scenario, &graph, seed, Options::bare());
            session.act(answer(0)).unwrap();
            session.phase() == Phase::Over
        })
        .count();
    assert!(
        ended.abs_diff(1_000) < 120,
        "{ended} of 4000 plays took the way with a quarter of the weight"
    );
}

//! A whole room: three hundred phones over forty questions. What it takes in time is measured by `cargo bench --bench classroom`.

use std::collections::BTreeMap;
use std::fs::File;
use std::panic::catch_unwind;
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use attune::classroom::phone::{Device, Phase};
use attune::classroom::server::Server;

use crate::client::{Phone, server, turn, view};

const PHONES: usize = 300;
/// As many as also fit where a program gets 256 handles; phones and server share them here.
const FEW_PHONES: usize = 60;
const QUESTIONS: u32 = 40;
/// Far more than it takes, on a machine that does ten other things.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many phones this machine can be: each needs a handle, and the server one for each.
fn phones() -> usize {
    let me = std::env::current_exe().unwrap();
    let opened: Result<Vec<File>, _> = (0..2 * PHONES + 100).map(|_| File::open(&me)).collect();
    if opened.is_ok() {
        return PHONES;
    }
    println!("{FEW_PHONES} phones instead of {PHONES}: this machine lends too few handles to a program");
    FEW_PHONES
}

/// What this phone answers to this question.
fn choice(phone: usize, question: u32) -> u8 {
    u8::try_from((phone + question as usize * 7) % 4).unwrap()
}

/// Every phone answers, each fourth looks first, each tenth changes its mind. Gives what went wrong.
fn vote(phone: &Phone, number: usize, question: u32) -> Result<(), String> {
    let begun = Instant::now();
    if number.is_multiple_of(4) {
        let shown = phone.get("/state?0").body;
        if !shown.contains(&format!("\"question\":{question},")) {
            return Err(shown);
        }
    }
    let meant = choice(number, question);
    let changed = number.is_multiple_of(10).then_some((meant + 1) % 4);
    for choice in changed.into_iter().chain([meant]) {
        let reply = phone.answer(question, choice);
        if reply.status != 200 {
            return Err(format!("{reply:?}"));
        }
    }
    let took = begun.elapsed();
    if took < PATIENCE {
        Ok(())
    } else {
        Err(format!("answering took {took:?}"))
    }
}

fn tally(server: &Server, votes: &mut BTreeMap<Device, (u32, u8)>) {
    for answer in server.answers().try_iter() {
        votes.insert(answer.device, (answer.question, answer.choice));
    }
}

#[test]
fn three_hundred_phones_over_forty_questions_lose_no_answer() {
    let server = server();
    let _turn = turn();
    let many = phones();
    let phones: Vec<Phone> = (0..many).map(|_| Phone::joined(&server)).collect();
    let (open, done) = (Barrier::new(many + 1), Barrier::new(many + 1));
    let wrong = Mutex::new(Vec::new());
    let mut lost = Vec::new();
    thread::scope(|scope| {
        for (number, phone) in phones.iter().enumerate() {
            let (open, done, wrong) = (&open, &done, &wrong);
            let run = move || {
                for question in 1..=QUESTIONS {
                    open.wait();
                    // A phone that failed must still come to the meeting point, or all others wait for ever.
                    let voted = catch_unwind(|| vote(phone, number, question));
                    if let Err(said) = voted.unwrap_or_else(|_| Err("it panicked".to_owned())) {
                        wrong.lock().unwrap().push(said);
                    }
                    done.wait();
                }
            };
            thread::Builder::new()
                .stack_size(256 * 1_024)
                .spawn_scoped(scope, run)
                .unwrap();
        }
        for question in 1..=QUESTIONS {
            server.show(view(question, Phase::First));
            let mut votes = BTreeMap::new();
            open.wait();
            done.wait();
            tally(&server, &mut votes);
            let expected: BTreeMap<Device, (u32, u8)> = (0..many)
                .map(|number| (Device(number as u64 + 1), (question, choice(number, question))))
                .collect();
            lost.extend((votes != expected).then_some(question));
        }
    });
    assert_eq!((lost, wrong.into_inner().unwrap()), (Vec::new(), Vec::new()));
    let status = server.status();
    assert_eq!((status.joined, status.refused.by_frequency()), (many, Vec::new()));
}

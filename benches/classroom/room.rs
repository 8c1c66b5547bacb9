//! Three hundred phones that all vote in the same moment, over forty questions.

use std::net::SocketAddr;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use attune::classroom::phone::Phase;

use crate::phone::{join, look, start, view, vote};
use crate::times::Times;

const QUESTIONS: u32 = 40;

/// What one phone does in the whole hour. Gives how long its votes and its looks took.
fn hour(place: SocketAddr, cookie: &str, open: &Barrier, done: &Barrier) -> (Vec<Duration>, Vec<Duration>) {
    let (mut looked, mut voted) = (Vec::new(), Vec::new());
    for question in 1..=QUESTIONS {
        open.wait();
        let begun = Instant::now();
        assert!(vote(place, cookie, question, 1).unwrap());
        voted.push(begun.elapsed());
        done.wait();
        open.wait();
        let begun = Instant::now();
        assert!(look(place, cookie).unwrap().starts_with("HTTP/1.1 200"));
        looked.push(begun.elapsed());
        done.wait();
    }
    (voted, looked)
}

/// The whole room.
pub fn run(phones: usize) {
    let server = start();
    let place = server.status().address;
    let cookies: Vec<String> = (0..phones).map(|_| join(place, &server.code())).collect();
    let (open, done) = (Barrier::new(phones + 1), Barrier::new(phones + 1));
    let mut counted = 0;
    let mut showing = Duration::ZERO;
    let times = thread::scope(|scope| {
        let (open, done) = (&open, &done);
        let phone = |cookie: String| {
            thread::Builder::new()
                .stack_size(256 * 1_024)
                .spawn_scoped(scope, move || hour(place, &cookie, open, done))
                .unwrap()
        };
        let running: Vec<_> = cookies.into_iter().map(phone).collect();
        for question in 1..=QUESTIONS {
            let begun = Instant::now();
            server.show(view(question, Phase::First));
            showing = showing.max(begun.elapsed());
            for _ in 0..2 {
                open.wait();
                done.wait();
            }
            counted += server.answers().try_iter().count();
        }
        let mut all = (Times::default(), Times::default());
        for phone in running {
            let (voted, looked) = phone.join().unwrap();
            all.0.0.extend(voted);
            all.1.0.extend(looked);
        }
        all
    });
    println!(
        "{phones} phones, {QUESTIONS} questions: {counted} answers of {} counted",
        phones * QUESTIONS as usize
    );
    times.0.print("voting, all at once");
    times.1.print("asking for the state, all at once");
    println!("changing what is shown: {showing:?} at most");
}

//! Phones that do the same thing in the same moment, when they are told to. `vote QUESTION CHOICES` and `look` come in by lines; how many got through,
//! and how long the slowest took in microseconds, goes out.

use std::io::BufRead as _;
use std::net::SocketAddr;
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::phone::{join, look, vote};

/// What all are to do.
#[derive(Clone, Copy)]
enum Task {
    Vote { question: u32, choices: usize },
    Look,
    GoHome,
}

fn task(line: &str) -> Task {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["vote", question, choices] => Task::Vote {
            question: question.parse().unwrap(),
            choices: choices.parse().unwrap(),
        },
        ["look"] => Task::Look,
        other => panic!("{other:?}"),
    }
}

/// The phones' program.
pub fn main(place: &str, code: &str, phones: &str) {
    let place: SocketAddr = place.parse().unwrap();
    let phones: usize = phones.parse().unwrap();
    let cookies: Vec<String> = (0..phones).map(|_| join(place, code)).collect();
    let (begin, done) = (Barrier::new(phones + 1), Barrier::new(phones + 1));
    let now = Mutex::new(Task::GoHome);
    let times = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for (number, cookie) in cookies.iter().enumerate() {
            let (begin, done, now, times) = (&begin, &done, &now, &times);
            let run = move || {
                loop {
                    begin.wait();
                    let task = *now.lock().unwrap();
                    let begun = Instant::now();
                    let went = match task {
                        Task::Vote { question, choices } => {
                            vote(place, cookie, question, (number + question as usize) % choices)
                        }
                        Task::Look => look(place, cookie).map(|reply| reply.starts_with("HTTP/1.1 200")),
                        Task::GoHome => return,
                    };
                    let took = begun.elapsed();
                    if went.is_ok_and(|well| well) {
                        times.lock().unwrap().push(took);
                    }
                    done.wait();
                }
            };
            thread::Builder::new()
                .stack_size(256 * 1_024)
                .spawn_scoped(scope, run)
                .unwrap();
        }
        println!("here");
        for line in std::io::stdin().lock().lines() {
            *now.lock().unwrap() = task(&line.unwrap());
            begin.wait();
            done.wait();
            let times = std::mem::take(&mut *times.lock().unwrap());
            let slowest = times.iter().max().copied().unwrap_or(Duration::ZERO);
            println!("{} {}", times.len(), slowest.as_micros());
        }
        *now.lock().unwrap() = Task::GoHome;
        begin.wait();
    });
}

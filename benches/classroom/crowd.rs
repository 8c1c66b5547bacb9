//! Phones as they are in an hour that nobody directs, and requests that no phone sends. Each phone looks about once a second, answers when a vote is open,
//! changes its mind, sleeps, and comes back; some join anew. `count QUESTION` comes in by a line once that vote is closed; how many devices were told that
//! their answer is in, choice by choice, goes out.

use std::collections::HashMap;
use std::io::{BufRead as _, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::phone::{ask, join, look, posting, vote};

/// Choices of every question.
const CHOICES: usize = 4;
/// Threads that send what no phone sends.
const HOSTILE: usize = 4;
/// Devices that join in place of one that went, in all. The server takes a thousand.
const ANEW: usize = 500;

/// What devices were told is in: question and cookie to choice.
type Told = Arc<Mutex<HashMap<(u32, String), usize>>>;

/// Chance that is the same every time (Marsaglia's xorshift, 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Waits; `false` at the end of the hour.
fn pause(bell: &Receiver<()>, ms: u64) -> bool {
    bell.recv_timeout(Duration::from_millis(ms)) == Err(RecvTimeoutError::Timeout)
}

fn open_question(state: &str) -> Option<u32> {
    let question = state.split_once("\"question\":")?.1.split(',').next()?.parse().ok()?;
    state.contains("\"phase\":\"first\"").then_some(question)
}

/// One phone's hour.
fn phone(place: SocketAddr, code: &str, mut chance: Chance, anew: &Mutex<usize>, told: &Told, bell: &Receiver<()>) {
    let mut cookie = join(place, code);
    loop {
        let sleeps = if chance.below(60) == 0 { 15_000 } else { 0 };
        if !pause(bell, 800 + chance.below(400) + sleeps) {
            return;
        }
        if sleeps > 0 && chance.below(3) == 0 {
            let mut left = anew.lock().unwrap();
            if *left > 0 {
                *left -= 1;
                cookie = join(place, code);
            }
        }
        let Ok(state) = look(place, &cookie) else { continue };
        let has_answered = state.contains("\"mine\"");
        let Some(question) = open_question(&state) else {
            continue;
        };
        if has_answered && chance.below(10) > 0 {
            continue;
        }
        let choice = chance.below(CHOICES as u64) as usize;
        // A phone that hears nothing tries again, as the page does; what it is not told does not count.
        for _ in 0..5 {
            match vote(place, &cookie, question, choice) {
                Ok(true) => {
                    told.lock().unwrap().insert((question, cookie.clone()), choice);
                    break;
                }
                Ok(false) => break,
                Err(_) => {}
            }
        }
    }
}

/// Requests that no phone sends.
fn hostile(place: SocketAddr, mut chance: Chance, over: &AtomicBool, bell: &Receiver<()>) -> u64 {
    let long = "y".repeat(100_000);
    let mut held = Vec::new();
    let mut sent = 0;
    while !over.load(Ordering::Relaxed) {
        sent += 1;
        let forged = format!("attune={:026}", chance.below(u64::MAX));
        let request = match chance.below(8) {
            0 => posting(place, "/answer", &forged, "{\"question\":1,\"choice\":0}"),
            1 => posting(place, "/answer", "x=y", &long),
            2 => format!("GET / HTTP/1.1\r\nhost: {place}\r\nx: {long}\r\n\r\n"),
            3 => "GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n".to_owned(),
            4 => posting(place, "/join", "x=y", "{\"token\":\"00000000000000000000000000\"}"),
            5 => "\u{16}\u{3}\u{1}\u{2}".to_owned(),
            6 => format!("GET /../../etc/passwd HTTP/1.1\r\nhost: {place}\r\n\r\n"),
            _ => {
                if let Ok(mut stream) = TcpStream::connect(place) {
                    // Half a request, held for a while.
                    let _ = stream.write_all(b"POST /answer HTTP/1.1\r\ncontent-le");
                    held.push(stream);
                }
                if held.len() > 40 {
                    held.remove(0);
                }
                continue;
            }
        };
        // Cut off or refused, both are as they should be.
        let _ = ask(place, &request);
        if !pause(bell, 10 + chance.below(20)) {
            break;
        }
    }
    sent
}

fn bells(count: usize) -> (Vec<Sender<()>>, Vec<Receiver<()>>) {
    (0..count).map(|_| channel()).unzip()
}

/// The phones' program.
pub fn main(place: &str, code: &str, phones: &str) {
    let place: SocketAddr = place.parse().unwrap();
    let phones: usize = phones.parse().unwrap();
    let told = Told::default();
    let anew = Mutex::new(ANEW);
    let over = AtomicBool::new(false);
    let (ring, hear) = bells(phones + HOSTILE);
    thread::scope(|scope| {
        for (number, bell) in hear.into_iter().enumerate() {
            let (told, anew, over) = (&told, &anew, &over);
            let chance = Chance(0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1));
            let run = move || {
                if number < phones {
                    phone(place, code, chance, anew, told, &bell);
                } else {
                    let sent = hostile(place, chance, over, &bell);
                    eprintln!("{sent} hostile requests from one of {HOSTILE}");
                }
            };
            thread::Builder::new()
                .stack_size(256 * 1_024)
                .spawn_scoped(scope, run)
                .unwrap();
        }
        for line in std::io::stdin().lock().lines() {
            let line = line.unwrap();
            let question: u32 = line.strip_prefix("count ").unwrap().parse().unwrap();
            let mut counts = [0; CHOICES];
            for ((_, _), choice) in told.lock().unwrap().iter().filter(|((other, _), _)| *other == question) {
                counts[*choice] += 1;
            }
            told.lock().unwrap().retain(|(other, _), _| *other > question);
            println!("{}", counts.map(|count| count.to_string()).join(" "));
        }
        over.store(true, Ordering::Relaxed);
        drop(ring);
    });
    let mut rest = String::new();
    // Nothing comes any more.
    let _ = std::io::stdin().read_to_string(&mut rest);
}

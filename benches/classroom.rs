//! A room of three hundred phones that all vote in the same moment, over forty questions; and a thousand half-open requests beside an honest one.
//!
//! `cargo bench --bench classroom`. The phones are threads of this program and share the processor with the server, so that the figures are worse than those of a room.
//! `ATTUNE_BENCH_PHONES` sets another number of phones.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use attune::classroom::phone::{Choice, Phase, PhoneView};
use attune::classroom::server::{Bind, Server};

const QUESTIONS: u32 = 40;
const HALF_OPEN: usize = 1_000;

fn view(question: u32) -> PhoneView {
    let choice = |letter| {
        Choice {
        letter,
        text: Some("I wonder whether the sheet felt like homework from me rather than something of yours, and what that was like. ".to_owned()),
        percent: None,
    }
    };
    PhoneView {
        question,
        phase: Phase::First,
        statement: Some("I did the sheet. Mostly. ".repeat(8)),
        choices: ('A'..='D').map(choice).collect(),
        ..PhoneView::waiting()
    }
}

/// Sends a request and reads the whole answer.
fn ask(place: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(place).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}

fn post(place: SocketAddr, path: &str, cookie: &str, body: &str) -> String {
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {place}\r\ncontent-type: application/json\r\ncookie: {cookie}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    ask(place, &request)
}

fn look(place: SocketAddr, cookie: &str) -> String {
    ask(
        place,
        &format!("GET /state?0 HTTP/1.1\r\nhost: {place}\r\ncookie: {cookie}\r\n\r\n"),
    )
}

fn join(server: &Server) -> String {
    let url = server.join_url();
    let token = url.split_once('#').unwrap().1;
    let reply = post(
        server.status().address,
        "/join",
        "x=y",
        &format!("{{\"token\":\"{token}\"}}"),
    );
    let set = reply
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap();
    set.split(';').next().unwrap().to_owned()
}

fn start() -> Server {
    let bind = Bind {
        address: Ipv4Addr::LOCALHOST,
        port: 0,
    };
    Server::start(bind, || {}).unwrap()
}

/// How long each request took from opening its connection to the end of its answer.
struct Times(Vec<Duration>);

impl Times {
    fn print(mut self, what: &str) {
        self.0.sort_unstable();
        let at = |per_mille: usize| self.0[(self.0.len() - 1) * per_mille / 1_000];
        println!(
            "{what}: {} requests, median {:?}, 99 % within {:?}, slowest {:?}",
            self.0.len(),
            at(500),
            at(990),
            at(1_000)
        );
    }
}

fn room(phones: usize) {
    let server = start();
    let place = server.status().address;
    let cookies: Vec<String> = (0..phones).map(|_| join(&server)).collect();
    let (open, done) = (Barrier::new(phones + 1), Barrier::new(phones + 1));
    let mut counted = 0;
    let mut showing = Duration::ZERO;
    let times = thread::scope(|scope| {
        let (open, done) = (&open, &done);
        let phone = |cookie: &'_ str| {
            let cookie = cookie.to_owned();
            let run = move || {
                let (mut looked, mut voted) = (Vec::new(), Vec::new());
                for question in 1..=QUESTIONS {
                    open.wait();
                    let begun = Instant::now();
                    let answer = format!("{{\"question\":{question},\"choice\":1}}");
                    assert!(post(place, "/answer", &cookie, &answer).starts_with("HTTP/1.1 200"));
                    voted.push(begun.elapsed());
                    done.wait();
                    open.wait();
                    let begun = Instant::now();
                    assert!(look(place, &cookie).starts_with("HTTP/1.1 200"));
                    looked.push(begun.elapsed());
                    done.wait();
                }
                (voted, looked)
            };
            thread::Builder::new()
                .stack_size(256 * 1_024)
                .spawn_scoped(scope, run)
                .unwrap()
        };
        let running: Vec<_> = cookies.iter().map(|cookie| phone(cookie)).collect();
        for question in 1..=QUESTIONS {
            let begun = Instant::now();
            server.show(view(question));
            showing = showing.max(begun.elapsed());
            for _ in 0..2 {
                open.wait();
                done.wait();
            }
            counted += server.answers().try_iter().count();
        }
        let mut all = (Vec::new(), Vec::new());
        for phone in running {
            let (voted, looked) = phone.join().unwrap();
            all.0.extend(voted);
            all.1.extend(looked);
        }
        all
    });
    println!(
        "{phones} phones, {QUESTIONS} questions: {counted} answers of {} counted",
        phones * QUESTIONS as usize
    );
    Times(times.0).print("voting, all at once");
    Times(times.1).print("asking for the state, all at once");
    println!("changing what is shown: {showing:?} at most");
}

fn half_open() {
    let server = start();
    let place = server.status().address;
    let cookie = join(&server);
    server.show(view(1));
    let begun = Instant::now();
    let mut open = Vec::new();
    while open.len() < HALF_OPEN {
        match TcpStream::connect(place) {
            Ok(mut stream) => {
                // It may have been turned away already.
                let _ = stream.write_all(b"POST /answer HTTP/1.1\r\ncontent-le");
                open.push(stream);
            }
            Err(error) => {
                println!("this machine lends only {} connections: {error}", open.len());
                open.truncate(open.len() - open.len() / 20);
                break;
            }
        }
    }
    let opened = begun.elapsed();
    let honest = Instant::now();
    let (mut tries, mut answered) = (0, false);
    while !answered {
        tries += 1;
        // A refusal may be cut off, which is no answer either.
        let asked = TcpStream::connect(place).and_then(|mut stream| {
            write!(
                stream,
                "GET /state?0 HTTP/1.1\r\nhost: {place}\r\ncookie: {cookie}\r\n\r\n"
            )?;
            let mut reply = String::new();
            stream.read_to_string(&mut reply)?;
            Ok(reply)
        });
        answered = asked.is_ok_and(|reply| reply.starts_with("HTTP/1.1 200"));
    }
    let honest = honest.elapsed();
    for stream in &mut open {
        let _ = stream.read_to_end(&mut Vec::new());
    }
    println!(
        "{} half-open requests, opened in {opened:?}: all closed {:?} after the first; an honest one answered after {honest:?} and {tries} tries",
        open.len(),
        begun.elapsed()
    );
}

fn main() {
    let phones = std::env::var("ATTUNE_BENCH_PHONES")
        .ok()
        .and_then(|phones| phones.parse().ok());
    room(phones.unwrap_or(300));
    half_open();
}

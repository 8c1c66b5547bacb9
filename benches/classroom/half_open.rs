//! A thousand half-open requests beside an honest one.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Instant;

use attune::classroom::phone::Phase;

use crate::phone::{join, look, start, view};

const HALF_OPEN: usize = 1_000;

/// Opens them, and prints when all are closed.
pub fn run() {
    let server = start();
    let place = server.status().address;
    let cookie = join(place, &server.code());
    server.show(view(1, Phase::First));
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
        answered = look(place, &cookie).is_ok_and(|reply| reply.starts_with("HTTP/1.1 200"));
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

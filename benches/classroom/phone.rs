//! A phone: one connection a request, over std's sockets.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use attune::classroom::phone::{Choice, Phase, PhoneView};
use attune::classroom::server::{Bind, Server};

/// A request that takes longer than this is lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends a request and reads the whole answer.
pub fn ask(place: SocketAddr, request: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(place)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply)?;
    Ok(reply)
}

/// What a phone's page sends to this path.
pub fn posting(place: SocketAddr, path: &str, cookie: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: {place}\r\ncontent-type: application/json\r\ncookie: {cookie}\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

/// Whether the answer was taken in.
pub fn vote(place: SocketAddr, cookie: &str, question: u32, choice: usize) -> io::Result<bool> {
    let body = format!("{{\"question\":{question},\"choice\":{choice}}}");
    let reply = ask(place, &posting(place, "/answer", cookie, &body))?;
    Ok(reply.starts_with("HTTP/1.1 200"))
}

/// What the phone is shown.
pub fn look(place: SocketAddr, cookie: &str) -> io::Result<String> {
    let request = format!("GET /state?0 HTTP/1.1\r\nhost: {place}\r\ncookie: {cookie}\r\n\r\n");
    ask(place, &request)
}

/// Joins with the six characters, and gives the cookie.
pub fn join(place: SocketAddr, code: &str) -> String {
    let body = format!("{{\"code\":\"{code}\"}}");
    let reply = ask(place, &posting(place, "/join", "x=y", &body)).unwrap();
    let set = reply.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    set.unwrap().split(';').next().unwrap().to_owned()
}

/// A server on loopback.
pub fn start() -> Server {
    let bind = Bind {
        address: Ipv4Addr::LOCALHOST,
        port: 0,
    };
    Server::start(bind, || {}).unwrap()
}

/// A vote with the full texts.
pub fn view(question: u32, phase: Phase) -> PhoneView {
    let text =
        "I wonder whether the sheet felt like homework from me rather than something of yours, and what that was like.";
    let choice = |letter| Choice {
        letter,
        text: Some(text.to_owned()),
        percent: None,
    };
    PhoneView {
        question,
        phase,
        statement: Some("I did the sheet. Mostly. ".repeat(8)),
        choices: ('A'..='D').map(choice).collect(),
        ..PhoneView::waiting()
    }
}

/// This program once more, as the phones of that kind: lines go in and come out. `ATTUNE_BENCH_PHONES_BY` names a program that starts it.
pub fn others(kind: &str, place: SocketAddr, code: &str, phones: usize) -> Child {
    let by = std::env::var("ATTUNE_BENCH_PHONES_BY").unwrap_or_default();
    let me = std::env::current_exe().unwrap().display().to_string();
    let mut words = by.split_whitespace().chain([me.as_str()]);
    Command::new(words.next().unwrap())
        .args(words)
        .args([kind, &place.to_string(), code, &phones.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

//! A phone as a test holds it: one connection a request, over std's sockets, and nothing hidden.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use attune::classroom::phone::{Answer, Choice, Phase, PhoneView};
use attune::classroom::server::limits::Limits;
use attune::classroom::server::{Bind, Server};

/// A test that waits longer than this for an answer waits for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// Tests that open very many connections take turns, since handles are few on some machines.
static TURN: Mutex<()> = Mutex::new(());

pub fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

pub fn start(limits: Limits) -> Server {
    let bind = Bind {
        address: Ipv4Addr::LOCALHOST,
        port: 0,
    };
    Server::start_with(bind, limits, || {}).unwrap()
}

pub fn server() -> Server {
    start(Limits::default())
}

/// A code that is not this server's.
pub fn wrong_code(server: &Server) -> &'static str {
    if server.code() == "000000" { "111111" } else { "000000" }
}

/// The answers that came since the last look: device, question, choice.
pub fn taken(server: &Server) -> Vec<(u64, u32, u8)> {
    let answers = server.answers().try_iter();
    answers
        .map(
            |Answer {
                 device,
                 question,
                 choice,
             }| (device.0, question, choice),
        )
        .collect()
}

pub fn view(question: u32, phase: Phase) -> PhoneView {
    let choice = |letter| Choice {
        letter,
        text: None,
        percent: None,
    };
    PhoneView {
        question,
        phase,
        choices: ('A'..='D').map(choice).collect(),
        ..PhoneView::waiting()
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
    /// Every byte.
    pub raw: Vec<u8>,
}

impl Reply {
    fn read(raw: Vec<u8>) -> Self {
        let text = String::from_utf8_lossy(&raw).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head
            .strip_prefix("HTTP/1.1 ")
            .and_then(|rest| rest.get(..3)?.parse().ok());
        Self {
            status: status.unwrap_or(0),
            head: head.to_lowercase(),
            body: body.to_owned(),
            raw,
        }
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn error(&self) -> String {
        self.json()["error"].as_str().unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim))
    }
}

pub fn connect(place: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(place)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Everything that comes until the other side closes. A connection that is cut off gives what had come by then.
pub fn read_all(stream: &mut TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    if let Err(error) = stream.read_to_end(&mut all) {
        let waited = matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
        assert!(!waited, "the server neither answered nor closed");
    }
    all
}

/// Sends these bytes and reads what comes.
pub fn raw(place: SocketAddr, bytes: &[u8]) -> Reply {
    // Where a program gets few handles, the tests beside this one may hold them all for a moment.
    let connected = (0..1_000_000).find_map(|_| {
        let connected = connect(place);
        if connected.is_err() {
            thread::yield_now();
        }
        connected.ok()
    });
    let mut stream = connected.expect("nobody listens");
    // The server may have closed already; what it said is still there to be read.
    let _ = stream.write_all(bytes);
    Reply::read(read_all(&mut stream))
}

/// One device.
#[derive(Clone)]
pub struct Phone {
    pub place: SocketAddr,
    pub cookie: Option<String>,
}

impl Phone {
    pub fn new(server: &Server) -> Self {
        Self {
            place: server.status().address,
            cookie: None,
        }
    }

    /// A phone that has scanned the code in front.
    pub fn joined(server: &Server) -> Self {
        let mut phone = Self::new(server);
        let url = server.join_url();
        let token = url.split_once('#').unwrap().1;
        let reply = phone.join(&format!(r#"{{"token":"{token}"}}"#));
        assert_eq!(reply.status, 200, "{reply:?}");
        phone
    }

    fn cookie_line(&self) -> String {
        let line = |cookie: &String| format!("cookie: {cookie}\r\n");
        self.cookie.as_ref().map(line).unwrap_or_default()
    }

    pub fn get(&self, path: &str) -> Reply {
        let (place, cookie) = (self.place, self.cookie_line());
        raw(
            place,
            format!("GET {path} HTTP/1.1\r\nhost: {place}\r\n{cookie}\r\n").as_bytes(),
        )
    }

    /// A request as the page's script sends it.
    pub fn post_bytes(&self, path: &str, body: &str) -> Vec<u8> {
        let (place, cookie, length) = (self.place, self.cookie_line(), body.len());
        format!(
            "POST {path} HTTP/1.1\r\nhost: {place}\r\norigin: http://{place}\r\ncontent-type: application/json\r\n{cookie}content-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    pub fn post(&self, path: &str, body: &str) -> Reply {
        raw(self.place, &self.post_bytes(path, body))
    }

    pub fn join(&mut self, body: &str) -> Reply {
        let reply = self.post("/join", body);
        let raw = String::from_utf8_lossy(&reply.raw).into_owned();
        let set = raw.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        if let Some(set) = set {
            self.cookie = set.split(';').next().map(str::to_owned);
        }
        reply
    }

    pub fn answer(&self, question: u32, choice: u8) -> Reply {
        self.post("/answer", &format!(r#"{{"question":{question},"choice":{choice}}}"#))
    }

    pub fn state(&self) -> serde_json::Value {
        self.get("/state?0").json()
    }
}

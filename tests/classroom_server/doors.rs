//! Who is let in, for how long, and in what form: the limits, and what tries to get round them.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use attune::classroom::phone::Phase;
use attune::classroom::server::error::StartError;
use attune::classroom::server::limits::Limits;
use attune::classroom::server::self_test::{Verdict, reach};
use attune::classroom::server::status::Refusal;
use attune::classroom::server::{Bind, Server};

use crate::client::{Phone, connect, raw, read_all, server, start, turn, view};

const SHORT: Duration = Duration::from_millis(400);

fn impatient() -> Server {
    start(Limits {
        whole: SHORT,
        ..Limits::default()
    })
}

/// Waits until the other side closes. No answer is expected, or one that says that there is no room.
fn closed(stream: &mut TcpStream) -> Vec<u8> {
    let said = read_all(stream);
    let text = String::from_utf8_lossy(&said);
    assert!(text.is_empty() || text.starts_with("HTTP/1.1 503"), "{text}");
    said
}

#[test]
fn a_thousand_half_open_requests_are_closed_while_an_honest_one_is_served() {
    let _turn = turn();
    let server = impatient();
    let phone = Phone::joined(&server);
    server.show(view(1, Phase::First));
    let beginnings: [&[u8]; 4] = [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nhost: x\r\n",
        b"POST /answer HTTP/1.1\r\ncontent-length: 9\r\n",
    ];
    let mut open = Vec::new();
    for beginning in beginnings.iter().cycle().take(1_000) {
        // A machine that lends fewer connections to a program is tested with those.
        let Ok(mut stream) = connect(phone.place) else {
            break;
        };
        // It may have been turned away already.
        let _ = stream.write_all(beginning);
        open.push(stream);
    }
    // The honest one needs a handle, too.
    open.truncate(open.len() - open.len() / 20);
    let served = (0..100_000).find(|_| phone.answer(1, 2).status == 200);
    assert!(served.is_some(), "no honest request came through");
    for stream in &mut open {
        closed(stream);
    }
    assert_eq!(phone.get("/state?0").status, 200);
    assert_eq!(server.answers().try_iter().count(), 1);
}

#[test]
fn dripping_does_not_make_the_time_longer() {
    let server = impatient();
    let mut stream = connect(server.status().address).unwrap();
    let mut reading = stream.try_clone().unwrap();
    let begun = Instant::now();
    let dripping = std::thread::spawn(move || {
        let mut drops = 0_u32;
        // The answer, or the end, is waited for between drops; it does not come before the time is over.
        reading.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
        let mut byte = [0];
        loop {
            if stream.write_all(b"x").is_err() {
                return drops;
            }
            drops += 1;
            match reading.read(&mut byte) {
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                _ => return drops,
            }
        }
    });
    let drops = dripping.join().unwrap();
    assert!(begun.elapsed() >= SHORT, "it was closed for another reason");
    assert!(drops > 1, "it was not dripped at all");
    assert_eq!(server.status().refused.count(Refusal::TooSlow), 1);
}

#[test]
fn an_unused_connection_is_closed_and_nobodys_fault() {
    let server = impatient();
    let mut stream = connect(server.status().address).unwrap();
    assert_eq!(closed(&mut stream), b"");
    assert_eq!(server.status().refused.count(Refusal::TooSlow), 0);
}

#[test]
fn one_more_than_the_limit_is_told_so() {
    let _turn = turn();
    let server = start(Limits {
        connections: 400,
        give_way: Duration::from_secs(3_600),
        ..Limits::default()
    });
    let place = server.status().address;
    let mut open = Vec::new();
    while open.len() < 400 {
        match connect(place) {
            Ok(stream) => open.push(stream),
            // A machine that lends fewer connections to a program cannot have a 401st.
            Err(_) => return println!("skipped: this machine lends fewer than 400 connections"),
        }
    }
    let Ok(mut one_more) = connect(place) else {
        return println!("skipped: this machine lends fewer than 401 connections");
    };
    let said = String::from_utf8(read_all(&mut one_more)).unwrap();
    assert!(said.starts_with("HTTP/1.1 503 ") && said.contains("\"full\""), "{said}");
    let status = server.status();
    assert_eq!((status.connections, status.refused.count(Refusal::Full)), (400, 1));
}

#[test]
fn the_oldest_gives_way_once_it_has_had_its_time() {
    let server = start(Limits {
        connections: 2,
        give_way: Duration::ZERO,
        ..Limits::default()
    });
    let phone = Phone::new(&server);
    let mut oldest = connect(phone.place).unwrap();
    let _second = connect(phone.place).unwrap();
    assert_eq!(phone.get("/").status, 200);
    assert_eq!(closed(&mut oldest), b"");
}

#[test]
fn what_is_too_long_is_refused() {
    let server = server();
    let phone = Phone::joined(&server);
    let place = phone.place;
    let head = |filler: usize| format!("GET / HTTP/1.1\r\nhost: {place}\r\nx: {}\r\n\r\n", "y".repeat(filler));
    let fixed = head(0).len();
    assert_eq!(
        raw(place, head(8_192 - fixed).as_bytes()).status,
        200,
        "8 KiB are allowed"
    );
    assert_eq!(raw(place, head(8_193 - fixed).as_bytes()).status, 431);
    assert_eq!(raw(place, head(200_000).as_bytes()).status, 431);
    let endless = format!("GET /{} HTTP/1.1\r\nhost: {place}\r\n\r\n", "z".repeat(70_000));
    assert!([414, 431].contains(&raw(place, endless.as_bytes()).status));
    let many = format!("GET / HTTP/1.1\r\nhost: {place}\r\n{}\r\n", "a: b\r\n".repeat(500));
    assert_eq!(raw(place, many.as_bytes()).status, 431);
    let body = |length: usize| format!("{{\"name\":\"{}\"}}", "n".repeat(length - 11));
    assert_eq!(phone.post("/name", &body(1_024)).error(), "no-names", "1 KiB is read");
    assert_eq!(phone.post("/name", &body(1_025)).error(), "too-large");
    assert_eq!(phone.post("/answer", &body(60_000)).status, 413);
    assert!(server.status().refused.count(Refusal::TooLarge) >= 5);
}

#[test]
fn a_body_that_is_announced_and_never_sent_is_not_waited_for() {
    let server = server();
    let place = server.status().address;
    let announced = format!(
        "POST /answer HTTP/1.1\r\nhost: {place}\r\ncontent-type: application/json\r\ncontent-length: 18446744073709551615\r\n\r\n"
    );
    assert_eq!(
        raw(place, announced.as_bytes()).status,
        431,
        "longer than any length can be"
    );
    let announced = announced.replace("18446744073709551615", "4611686018427387904");
    assert_eq!(raw(place, announced.as_bytes()).status, 413);
    let announced = announced.replace("4611686018427387904", "1025");
    assert_eq!(raw(place, announced.as_bytes()).status, 413);
}

#[track_caller]
fn check(server: &Server, request: &str, status: u16, why: Refusal) {
    let place = server.status().address;
    let before = server.status().refused.count(why);
    let reply = raw(
        place,
        request
            .replace("{host}", &place.to_string())
            .replace('\n', "\r\n")
            .as_bytes(),
    );
    assert_eq!(reply.status, status, "{request}{reply:?}");
    assert_eq!(server.status().refused.count(why), before + 1, "{request}");
    assert_eq!(
        reply.raw.windows(8).filter(|bytes| bytes == b"HTTP/1.1").count(),
        1,
        "{request}"
    );
}

#[test]
fn another_name_or_another_page_is_refused() {
    let server = server();
    let port = server.status().address.port();
    for host in [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "0.0.0.0:80",
        "",
        "a b",
        &format!("127.0.0.1.evil.example:{port}"),
    ] {
        check(
            &server,
            &format!("GET / HTTP/1.1\nhost: {host}\n\n"),
            421,
            Refusal::WrongHost,
        );
    }
    check(
        &server,
        &format!("GET http://evil.example/ HTTP/1.1\nhost: 127.0.0.1:{port}\n\n"),
        421,
        Refusal::WrongHost,
    );
    check(
        &server,
        "CONNECT evil.example:80 HTTP/1.1\nhost: {host}\n\n",
        421,
        Refusal::WrongHost,
    );
    check(&server, "GET / HTTP/1.1\n\n", 400, Refusal::Malformed);
    check(
        &server,
        "GET / HTTP/1.1\nhost: {host}\nhost: evil.example\n\n",
        400,
        Refusal::Malformed,
    );
    for origin in [
        "http://evil.example",
        "null",
        "https://{host}",
        "http://{host}.evil.example",
        "file://",
        "",
    ] {
        let request = format!(
            "POST /join HTTP/1.1\nhost: {{host}}\norigin: {origin}\ncontent-type: application/json\ncontent-length: 2\n\n{{}}"
        );
        check(&server, &request, 403, Refusal::WrongOrigin);
    }
    let from_afar = "GET /state HTTP/1.1\nhost: {host}\nsec-fetch-site: cross-site\n\n";
    check(&server, from_afar, 403, Refusal::WrongOrigin);
    let as_form =
        "POST /join HTTP/1.1\nhost: {host}\ncontent-type: application/x-www-form-urlencoded\ncontent-length: 2\n\n{}";
    check(&server, as_form, 400, Refusal::Malformed);
    let reply = raw(
        server.status().address,
        format!("GET / HTTP/1.1\r\nhost: localhost:{port}\r\n\r\n").as_bytes(),
    );
    assert_eq!(reply.status, 200, "this computer may call itself so");
}

#[test]
fn there_is_nothing_but_the_few_places() {
    let server = server();
    for path in [
        "/index.html",
        "/../../../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/....//etc/passwd",
        "/..\\..\\windows\\win.ini",
        "//etc/passwd",
        "/./",
        "/state/",
        "/STATE",
        "/%73tate",
        "/state%00",
        "/robots.txt",
        "/.git/config",
        "/Cargo.toml",
        "/assets/classroom/phone.html",
    ] {
        check(
            &server,
            &format!("GET {path} HTTP/1.1\nhost: {{host}}\n\n"),
            404,
            Refusal::NoSuchPlace,
        );
    }
    for request in [
        "HEAD /",
        "OPTIONS /answer",
        "PUT /answer",
        "DELETE /",
        "TRACE /",
        "GET /answer",
        "POST /state",
        "POST /",
        "NONSENSE /",
    ] {
        let request = format!("{request} HTTP/1.1\nhost: {{host}}\ncontent-length: 0\n\n");
        check(&server, &request, 405, Refusal::WrongMethod);
    }
    check(
        &server,
        "OPTIONS * HTTP/1.1\nhost: {host}\n\n",
        404,
        Refusal::NoSuchPlace,
    );
    for query in ["x", "-1", "1.5", "99999999999999999999", "0&x=1", ""] {
        check(
            &server,
            &format!("GET /state?{query} HTTP/1.1\nhost: {{host}}\n\n"),
            400,
            Refusal::Malformed,
        );
    }
}

#[test]
fn a_request_in_two_meanings_has_none() {
    let server = server();
    let json = "host: {host}\ncontent-type: application/json\n";
    let smuggled = "0\n\nPOST /join HTTP/1.1\nhost: {host}\n\n";
    for lengths in [
        "transfer-encoding: chunked\n",
        "content-length: 4\ntransfer-encoding: chunked\n",
        "transfer-encoding: chunked\ncontent-length: 4\n",
        "content-length: 4\ncontent-length: 4\n",
        "content-length: 4\ncontent-length: 5\n",
        "content-length: +4\n",
        "content-length: 4, 4\n",
        "content-length: -1\n",
        "content-length: 0x4\n",
        "transfer-encoding: xchunked\n",
        "transfer-encoding: chunked, identity\n",
        "content-length : 4\n",
        " folded: x\n",
    ] {
        check(
            &server,
            &format!("POST /join HTTP/1.1\n{json}{lengths}\n{smuggled}"),
            400,
            Refusal::Malformed,
        );
    }
    for nonsense in [
        "\n\n\nhello\n\n",
        "GET\n\n",
        "GET / HTTP/3.0\nhost: {host}\n\n",
        "GET / HTTP/1.1 x\nhost: {host}\n\n",
    ] {
        check(&server, nonsense, 400, Refusal::Malformed);
    }
    let http2 = raw(server.status().address, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    assert_eq!(http2.status, 0, "hyper hangs up on HTTP/2 without a word");
    check(
        &server,
        "GET / HTTP/1.1\nhost: {host}\nx\u{0}: y\n\n",
        400,
        Refusal::Malformed,
    );
    check(
        &server,
        "GET /state HTTP/1.1\nhost: {host}\ncontent-length: 2\n\n{}",
        400,
        Refusal::Malformed,
    );
}

#[test]
fn a_second_request_on_the_same_connection_is_not_read() {
    let server = server();
    let phone = Phone::joined(&server);
    server.show(view(1, Phase::First));
    let mut both = phone.post_bytes("/answer", r#"{"question":1,"choice":0}"#);
    both.extend(phone.post_bytes("/answer", r#"{"question":1,"choice":1}"#));
    let reply = raw(phone.place, &both);
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("connection"), Some("close"));
    assert_eq!(
        reply.raw.windows(8).filter(|bytes| bytes == b"HTTP/1.1").count(),
        1,
        "{reply:?}"
    );
    let choices: Vec<u8> = server.answers().try_iter().map(|answer| answer.choice).collect();
    assert_eq!(choices, [0]);
}

#[test]
fn https_is_told_from_nonsense() {
    let server = server();
    let hello = [0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0];
    let reply = raw(server.status().address, &hello);
    assert_ne!(reply.status, 200);
    let refused = server.status().refused;
    assert_eq!(
        (refused.count(Refusal::Https), refused.count(Refusal::Malformed)),
        (1, 0)
    );
}

#[test]
fn every_answer_forbids_all_but_its_own() {
    let server = server();
    let phone = Phone::joined(&server);
    for reply in [
        phone.get("/"),
        phone.get("/self-test"),
        phone.get("/state?0"),
        phone.get("/nowhere"),
        phone.answer(9, 9),
    ] {
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "deny"),
            ("cross-origin-resource-policy", "same-origin"),
            ("connection", "close"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{reply:?}");
        }
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert!(reply.header("access-control-allow-origin").is_none());
        assert!(reply.header("server").is_none());
    }
    let nonce = |page: &str| page.split_once("nonce=\"").unwrap().1[..26].to_owned();
    let (one, other) = (phone.get("/"), phone.get("/"));
    assert_ne!(nonce(&one.body), nonce(&other.body), "a number that is used once");
    assert!(
        one.header("content-security-policy")
            .unwrap()
            .contains(&nonce(&one.body).to_lowercase())
    );
}

#[test]
fn stopping_closes_at_once() {
    let server = server();
    let phone = Phone::joined(&server);
    let mut waiting = connect(phone.place).unwrap();
    waiting.write_all(b"GET / HT").unwrap();
    assert_eq!(
        phone.get("/").status,
        200,
        "the one that waits was accepted before this one"
    );
    server.stop();
    assert_eq!(closed(&mut waiting), b"");
    assert!(TcpStream::connect(phone.place).is_err());
}

#[test]
fn a_place_that_cannot_be_had_is_said_in_words() {
    let start = |address: [u8; 4], port| {
        let address = Ipv4Addr::from(address);
        Server::start(Bind { address, port }, || {})
            .err()
            .expect("it must not start")
    };
    assert!(matches!(start([0, 0, 0, 0], 0), StartError::NotOneNetwork(_)));
    assert!(matches!(start([255, 255, 255, 255], 0), StartError::NotOneNetwork(_)));
    assert!(matches!(start([192, 0, 2, 1], 0), StartError::AddressGone(_)));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = start([127, 0, 0, 1], port);
    assert!(matches!(error, StartError::PortTaken(_)), "{error}");
    assert!(error.to_string().contains(&port.to_string()));
}

#[test]
fn it_listens_on_the_one_address_and_no_other() {
    let server = server();
    let place = server.status().address;
    assert_eq!(place.ip(), Ipv4Addr::LOCALHOST);
    // All of 127.0.0.0/8 is this computer where the system has it; a server on all addresses would answer here, too.
    let other = std::net::SocketAddr::from(([127, 0, 0, 2], place.port()));
    assert!(TcpStream::connect_timeout(&other, Duration::from_secs(5)).is_err());
    assert!(TcpStream::connect(place).is_ok());
}

#[test]
fn the_addresses_are_what_a_phone_needs() {
    let server = server();
    let place = server.status().address;
    assert_eq!(server.page_url(), format!("http://{place}"));
    let url = server.join_url();
    let token = url.strip_prefix(&format!("http://{place}/#")).unwrap();
    assert_eq!((token.len(), server.code().len()), (26, 6));
    let other = crate::client::server();
    assert_ne!(other.join_url().split('#').nth(1), Some(token));
}

#[test]
fn the_self_test_tells_that_it_runs_and_that_no_phone_has_come_yet() {
    let server = server();
    let findings = server.self_test(|| {}).wait();
    let verdicts: Vec<Verdict> = findings.iter().map(|finding| finding.verdict).collect();
    assert!(!verdicts.contains(&Verdict::Trouble), "{findings:?}");
    assert!(
        findings.iter().any(|finding| finding.text.contains("answers at")),
        "{findings:?}"
    );
    let reached = server.status().reached_from_outside;
    assert!(!reached, "this computer itself is no phone");
    assert!(reach(reached).text.contains("no other device") && reach(reached).help.is_some());
    assert_eq!(reach(true).verdict, Verdict::Fine);
}

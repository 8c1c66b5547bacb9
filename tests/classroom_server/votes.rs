//! Joining, voting, changing one's mind, coming back, and what is not counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use attune::classroom::phone::{Device, Phase};
use attune::classroom::server::limits::Limits;
use attune::classroom::server::status::Refusal;
use attune::classroom::server::{Bind, Server};

use crate::client::{Phone, server, start, taken, view, wrong_code};

#[test]
fn a_phone_joins_by_the_token_or_by_the_code() {
    let server = server();
    let by_token = Phone::joined(&server);
    let mut by_code = Phone::new(&server);
    let typed = server.code().to_lowercase();
    let (first, second) = typed.split_at(3);
    assert_eq!(by_code.join(&format!(r#"{{"code":"{first} {second}"}}"#)).status, 200);
    assert_ne!(by_token.cookie, by_code.cookie);
    assert_eq!(server.status().joined, 2);
    assert_eq!(server.status().connected, 2);
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let server = server();
    let mut phone = Phone::new(&server);
    let reply = phone.join(&format!(r#"{{"code":"{}"}}"#, server.code()));
    let set = reply.header("set-cookie").unwrap();
    for part in ["httponly", "samesite=strict", "path=/", "max-age="] {
        assert!(set.contains(part), "{set}");
    }
    assert_eq!(set.split(';').next().unwrap().len(), "attune=".len() + 26);
}

#[test]
fn joining_again_gives_no_second_vote() {
    let server = server();
    let mut phone = Phone::joined(&server);
    server.show(view(1, Phase::First));
    assert_eq!(phone.answer(1, 0).status, 200);
    let cookie = phone.cookie.clone();
    let code = server.code();
    assert_eq!(phone.join(&format!(r#"{{"code":"{code}"}}"#)).status, 200);
    assert_eq!(phone.cookie, cookie);
    assert_eq!(phone.answer(1, 3).status, 200);
    assert_eq!(
        taken(&server),
        [(1, 1, 0), (1, 1, 3)],
        "one device, which changed its mind"
    );
}

#[test]
fn an_answer_can_be_changed_and_is_still_there_after_coming_back() {
    let server = server();
    let phone = Phone::joined(&server);
    server.show(view(7, Phase::First));
    assert!(phone.state().get("mine").is_none());
    assert_eq!(phone.answer(7, 2).status, 200);
    assert_eq!(phone.answer(7, 1).status, 200);
    let same_browser = Phone {
        cookie: phone.cookie.clone(),
        ..Phone::new(&server)
    };
    assert_eq!(same_browser.state()["mine"], 1);
    server.show(view(7, Phase::Discuss));
    assert_eq!(
        same_browser.state()["mine"],
        1,
        "it is still known once the vote is closed"
    );
    server.show(view(8, Phase::Second));
    assert!(
        same_browser.state().get("mine").is_none(),
        "another question has no answer yet"
    );
    assert_eq!(taken(&server), [(1, 7, 2), (1, 7, 1)]);
}

#[test]
fn the_same_answer_sent_again_is_one_answer() {
    let server = server();
    let phone = Phone::joined(&server);
    server.show(view(1, Phase::First));
    let bytes = phone.post_bytes("/answer", r#"{"question":1,"choice":2}"#);
    for _ in 0..5 {
        assert_eq!(crate::client::raw(phone.place, &bytes).status, 200);
    }
    assert_eq!(taken(&server), [(1, 1, 2)]);
}

#[test]
fn a_late_phone_finds_the_question_that_is_open() {
    let server = server();
    server.show(view(5, Phase::Second));
    let late = Phone::joined(&server);
    let state = late.state();
    assert_eq!(state["view"]["question"], 5);
    assert_eq!(state["view"]["phase"], "second");
    assert_eq!(late.answer(5, 0).status, 200);
}

#[test]
fn the_view_is_sent_once_and_then_only_its_version() {
    let server = server();
    let phone = Phone::joined(&server);
    server.show(view(1, Phase::First));
    let first = phone.state();
    let version = first["version"].as_u64().unwrap();
    let again = phone.get(&format!("/state?{version}"));
    assert_eq!(again.body, format!("{{\"version\":{version}}}"));
    server.show(view(1, Phase::First));
    assert_eq!(
        phone.state()["version"],
        version,
        "showing the same again changes nothing"
    );
    server.show(view(1, Phase::Discuss));
    assert_eq!(
        phone.get(&format!("/state?{version}")).json()["view"]["phase"],
        "discuss"
    );
}

#[track_caller]
fn check_refused(server: &Server, phone: &Phone, body: &str, status: u16, why: Refusal) {
    let before = server.status().refused.count(why);
    let reply = phone.post("/answer", body);
    assert_eq!(reply.status, status, "{body}: {reply:?}");
    assert!(reply.json()["say"].as_str().unwrap().ends_with('.'), "{reply:?}");
    assert_eq!(server.status().refused.count(why), before + 1, "{body}");
    assert_eq!(taken(server), [], "{body}");
}

#[test]
fn what_is_no_answer_to_the_open_question_is_not_counted() {
    let server = server();
    let phone = Phone::joined(&server);
    check_refused(&server, &phone, r#"{"question":0,"choice":0}"#, 409, Refusal::Closed);
    server.show(view(3, Phase::First));
    check_refused(
        &server,
        &phone,
        r#"{"question":2,"choice":0}"#,
        409,
        Refusal::OldQuestion,
    );
    check_refused(
        &server,
        &phone,
        r#"{"question":4,"choice":0}"#,
        409,
        Refusal::OldQuestion,
    );
    check_refused(
        &server,
        &phone,
        r#"{"question":3,"choice":4}"#,
        422,
        Refusal::NoSuchChoice,
    );
    for body in [
        "",
        "3",
        "[3,0,1]",
        r#"{"question":3}"#,
        r#"{"question":3,"choice":-1}"#,
        r#"{"question":3,"choice":256}"#,
        r#"{"question":3,"choice":"0"}"#,
        r#"{"question":3,"choice":0,"device":7}"#,
        r#"{"question":3,"choice":0,"choice":1}"#,
        r#"{"question":3,"choice":0} {"question":3,"choice":0}"#,
        "{\"question\":3,\"choice\":0",
        "\u{FEFF}{\"question\":3,\"choice\":0}",
    ] {
        check_refused(&server, &phone, body, 400, Refusal::Malformed);
    }
    server.show(view(3, Phase::Discuss));
    check_refused(&server, &phone, r#"{"question":3,"choice":0}"#, 409, Refusal::Closed);
}

#[test]
fn a_replayed_answer_does_not_reach_the_next_question() {
    let server = server();
    let phone = Phone::joined(&server);
    server.show(view(1, Phase::First));
    let recorded = phone.post_bytes("/answer", r#"{"question":1,"choice":2}"#);
    assert_eq!(crate::client::raw(phone.place, &recorded).status, 200);
    server.show(view(2, Phase::Second));
    let replayed = crate::client::raw(phone.place, &recorded);
    assert_eq!((replayed.status, replayed.error().as_str()), (409, "old-question"));
    assert_eq!(taken(&server), [(1, 1, 2)]);
}

#[test]
fn what_was_in_before_the_vote_closed_is_still_there_after_it() {
    let server = server();
    let phones: Vec<Phone> = (0..3).map(|_| Phone::joined(&server)).collect();
    server.show(view(1, Phase::First));
    for phone in &phones {
        assert_eq!(phone.answer(1, 2).status, 200);
    }
    server.show(view(1, Phase::Discuss));
    assert_eq!(phones[0].answer(1, 0).error(), "closed");
    assert_eq!(taken(&server), [(1, 1, 2), (2, 1, 2), (3, 1, 2)]);
}

#[test]
fn a_forged_device_is_nobody() {
    let server = server();
    server.show(view(1, Phase::First));
    let real = Phone::joined(&server);
    let cookie = real.cookie.clone().unwrap();
    let end = if cookie.ends_with('0') { '1' } else { '0' };
    let near = format!("{}{end}", &cookie[..cookie.len() - 1]);
    for forged in [
        None,
        Some("attune=1"),
        Some("attune="),
        Some(near.as_str()),
        Some("attune=00000000000000000000000000"),
        Some("device=1"),
    ] {
        let phone = Phone {
            cookie: forged.map(str::to_owned),
            ..Phone::new(&server)
        };
        let reply = phone.answer(1, 0);
        assert_eq!(
            (reply.status, reply.error().as_str()),
            (401, "not-joined"),
            "{forged:?}"
        );
        assert_eq!(phone.get("/state?0").status, 401);
        assert_eq!(phone.post("/name", r#"{"name":"x"}"#).status, 401);
    }
    assert_eq!(taken(&server), []);
}

#[test]
fn a_cookie_of_an_earlier_class_does_no_harm() {
    let earlier = server();
    let old = Phone::joined(&earlier).cookie.unwrap();
    let server = server();
    let mut phone = Phone::new(&server);
    phone.cookie = Some(old.clone());
    assert_eq!(phone.get("/state?0").status, 401);
    assert_eq!(phone.join(&format!(r#"{{"code":"{}"}}"#, server.code())).status, 200);
    phone.cookie = Some(format!("theme=dark; {old}; {}", phone.cookie.unwrap()));
    assert_eq!(phone.get("/state?0").status, 200);
}

#[test]
fn wrong_codes_are_limited_and_the_wait_is_said() {
    let server = server();
    let mut phone = Phone::new(&server);
    let wrong = wrong_code(&server);
    for _ in 0..10 {
        let reply = phone.join(&format!(r#"{{"code":"{wrong}"}}"#));
        assert_eq!((reply.status, reply.error().as_str()), (403, "wrong-code"));
        assert!(reply.json()["say"].as_str().unwrap().contains("not the code"));
    }
    let right = format!(r#"{{"code":"{}"}}"#, server.code());
    let reply = phone.join(&right);
    assert_eq!(
        (reply.status, reply.error().as_str()),
        (429, "too-many-tries"),
        "even the right one is not looked at"
    );
    let wait = reply.json()["wait_s"].as_u64().unwrap();
    assert!((1..=6).contains(&wait), "{wait}");
    assert!(
        reply.json()["say"]
            .as_str()
            .unwrap()
            .contains(&format!("in {wait} second")),
        "{reply:?}"
    );
    assert_eq!(reply.header("retry-after"), Some(wait.to_string().as_str()));
    assert_eq!(server.status().joined, 0);
    Phone::joined(&server);
    assert_eq!(server.status().joined, 1, "the QR code's token needs no tries");
}

#[test]
fn a_wrong_token_uses_up_nobodys_tries() {
    let server = server();
    let mut phone = Phone::new(&server);
    for token in ["", "x", "00000000000000000000000000"].iter().cycle().take(60) {
        let reply = phone.join(&format!(r#"{{"token":"{token}"}}"#));
        assert_eq!((reply.status, reply.error().as_str()), (403, "wrong-code"));
    }
    assert_eq!(phone.join(&format!(r#"{{"code":"{}"}}"#, server.code())).status, 200);
}

#[test]
fn a_room_behind_with_its_answers_loses_none() {
    let server = start(Limits {
        waiting_answers: 3,
        ..Limits::default()
    });
    server.show(view(1, Phase::First));
    let phones: Vec<Phone> = (0..4).map(|_| Phone::joined(&server)).collect();
    for phone in &phones[..3] {
        assert_eq!(phone.answer(1, 0).status, 200);
    }
    let reply = phones[3].answer(1, 0);
    assert_eq!((reply.status, reply.error().as_str()), (503, "busy"));
    assert!(
        phones[3].state().get("mine").is_none(),
        "it is not told that its answer is in"
    );
    assert_eq!(taken(&server).len(), 3);
    assert_eq!(phones[3].answer(1, 0).status, 200);
    assert_eq!(taken(&server), [(4, 1, 0)]);
}

#[test]
fn only_so_many_devices_join() {
    let server = start(Limits {
        devices: 2,
        ..Limits::default()
    });
    let first = Phone::joined(&server);
    Phone::joined(&server);
    let mut third = Phone::new(&server);
    let code = format!(r#"{{"code":"{}"}}"#, server.code());
    let reply = third.join(&code);
    assert_eq!((reply.status, reply.error().as_str()), (503, "room-full"));
    assert_eq!(first.clone().join(&code).status, 200, "who is in stays in");
}

#[test]
fn names_are_taken_only_while_they_are_on() {
    let server = server();
    let phone = Phone::joined(&server);
    assert_eq!(phone.post("/name", r#"{"name":"Sam"}"#).error(), "no-names");
    let mut with_names = view(1, Phase::First);
    with_names.nicknames = true;
    server.show(with_names);
    assert_eq!(phone.post("/name", r#"{"name":"a\u202eb"}"#).error(), "unfit-name");
    assert_eq!(phone.post("/name", r#"{"name":"\u0007"}"#).error(), "unfit-name");
    assert_eq!(
        phone
            .post("/name", &format!(r#"{{"name":"{}"}}"#, "x".repeat(25)))
            .error(),
        "unfit-name"
    );
    let hostile = r#"<script>\"</script>"#;
    assert_eq!(phone.post("/name", &format!(r#"{{"name":"{hostile}"}}"#)).status, 200);
    assert_eq!(server.names(), [(Device(1), "<script>\"</script>".to_owned())]);
    assert_eq!(phone.state()["name"], "<script>\"</script>");
    server.show(view(2, Phase::First));
    assert_eq!(server.names(), [], "turning names off forgets them");
    assert!(phone.state().get("name").is_none());
}

#[test]
fn the_window_is_woken_by_what_it_has_to_draw() {
    let woken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&woken);
    let bind = Bind {
        address: std::net::Ipv4Addr::LOCALHOST,
        port: 0,
    };
    let server = Server::start(bind, move || {
        count.fetch_add(1, Ordering::SeqCst);
    })
    .unwrap();
    server.show(view(1, Phase::First));
    let phone = Phone::joined(&server);
    assert_eq!(woken.load(Ordering::SeqCst), 1);
    phone.state();
    assert_eq!(woken.load(Ordering::SeqCst), 1, "a phone that looks wakes nobody");
    assert_eq!(phone.answer(1, 0).status, 200);
    assert_eq!(phone.answer(1, 0).status, 200);
    assert_eq!(woken.load(Ordering::SeqCst), 2);
}

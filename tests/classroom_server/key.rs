//! The key is in no byte that a phone gets before the reveal.

use attune::classroom::phone::{Choice, Phase, PhoneView};

use crate::client::{Phone, server};

/// As a careless room would show it: with everything that it knows, whatever the phase.
fn careless(question: u32, phase: Phase) -> PhoneView {
    let choice = |(letter, percent)| Choice {
        letter,
        text: Some(format!("Response {letter}.")),
        percent: Some(percent),
    };
    PhoneView {
        question,
        phase,
        statement: Some("I did the sheet, mostly.".to_owned()),
        choices: [('A', 61), ('B', 23), ('C', 16)].map(choice).to_vec(),
        best: vec![1],
        nicknames: true,
    }
}

#[test]
fn nothing_tells_it_before_the_reveal() {
    let server = server();
    let phone = Phone::joined(&server);
    let before = [
        Phase::Waiting,
        Phase::Notice,
        Phase::First,
        Phase::Discuss,
        Phase::Second,
    ];
    for (question, phase) in (1..).zip(before) {
        server.show(careless(question, phase));
        let mut bytes = Vec::new();
        for reply in [
            phone.get("/state?0"),
            phone.get("/state?1"),
            phone.answer(question, 1),
            phone.answer(question, 0),
            phone.answer(question, 9),
            phone.get("/state?0"),
            phone.post("/name", r#"{"name":"Sam"}"#),
            phone.post("/join", r#"{"code":"000000"}"#),
            phone.get("/nowhere"),
        ] {
            bytes.extend(reply.raw);
        }
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("Response B."), "{phase:?}: the view itself is there");
        for word in ["best", "key", "quality", "apt", "expert", "correct", "right"] {
            assert!(!text.to_lowercase().contains(word), "{phase:?}: `{word}` in {text}");
        }
        let shares = text.contains("percent") || text.contains("61");
        assert_eq!(shares, phase == Phase::Discuss, "{phase:?}: {text}");
    }
    server.show(careless(9, Phase::Reveal));
    let revealed = phone.state();
    assert_eq!(revealed["view"]["best"], serde_json::json!([1]));
    assert_eq!(revealed["view"]["choices"][0]["percent"], 61);
    server.show(careless(10, Phase::Over));
    assert!(phone.state()["view"].get("best").is_none());
}

#[test]
fn pages_are_the_same_whatever_is_shown() {
    let server = server();
    let phone = Phone::joined(&server);
    let page = |path: &str| {
        let body = phone.get(path).body;
        let nonce = body.split_once("nonce=\"").unwrap().1[..26].to_owned();
        body.replace(&nonce, "")
    };
    let empty = (page("/"), page("/self-test"));
    for phase in [Phase::First, Phase::Reveal] {
        server.show(careless(1, phase));
        assert_eq!((page("/"), page("/self-test")), empty);
    }
}

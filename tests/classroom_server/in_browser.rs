//! The page in a real browser: a whole round, joining by hand, losing the room, the help page.

use attune::classroom::phone::{Phase, PhoneView};
use attune::classroom::server::Server;
use serde_json::json;

use crate::browser::{Browser, TEXTS, asked, at_a_vote, counted};
use crate::client::{server, taken, wrong_code};

#[test]
fn a_whole_round_in_a_browser() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    browser.open(&server.join_url());
    browser.until_title("You are in");
    browser.look_at("waiting");

    server.show(asked(1, Phase::First, true));
    browser.until_title("What would you say?");
    let spoken = browser.spoken();
    for line in [
        "heading: What would you say?",
        &format!("radio: B {}", TEXTS[1]),
        "group: What would you say?",
    ] {
        assert!(
            spoken.iter().any(|said| said.replace("  ", " ") == line),
            "`{line}` in {spoken:#?}"
        );
    }
    assert_eq!(
        browser.eval("document.activeElement.id"),
        "title",
        "the question is read out"
    );
    browser.tap(0);
    browser.until_note("Your answer is in: A. You can change it until the vote closes.");
    browser.tap(1);
    browser.until_note("Your answer is in: B.");
    browser.look_at("answered");
    assert_eq!(taken(&server), [(1, 1, 0), (1, 1, 1)]);

    browser.open("about:blank");
    browser.until("location.href === 'about:blank'");
    browser.open(&server.page_url());
    browser.until_note("Your answer is in: B.");
    assert_eq!(
        browser.eval("document.querySelectorAll('#choices input')[1].checked"),
        true
    );
    assert_eq!(server.status().joined, 1, "coming back is not joining anew");

    server.show(counted(asked(1, Phase::Discuss, true), vec![1]));
    browser.until_title("Talk it over");
    browser.until_note("Your answer was B.");
    let text = browser.eval("document.body.innerText");
    assert!(
        text.as_str().unwrap().contains("54%") && !text.as_str().unwrap().contains("Experts"),
        "{text}"
    );
    browser.look_at("discuss");

    server.show(asked(2, Phase::Second, true));
    browser.until_title("What would you say now?");
    browser.eval("document.querySelectorAll('#choices input')[0].focus()");
    browser.press("ArrowDown", 40);
    browser.press("ArrowDown", 40);
    browser.until_note("Your answer is in: C.");
    assert_eq!(
        browser.eval("document.activeElement.value"),
        "2",
        "the keyboard stays where it was"
    );
    assert_eq!(taken(&server).last(), Some(&(1, 2, 2)));

    server.show(counted(asked(2, Phase::Reveal, true), vec![1]));
    browser.until_title("What the room chose");
    let text = browser.eval("document.getElementById('results').innerText");
    for words in ["30%", "54%", "Experts would stand by this", "Your choice"] {
        assert!(text.as_str().unwrap().contains(words), "`{words}` in {text}");
    }
    browser.look_at("reveal");
    assert_eq!(
        server.status().refused.by_frequency(),
        [],
        "nothing about an ordinary class is refused"
    );

    server.show(asked(2, Phase::Over, true));
    browser.until_title("That was the session");
    browser.look_at("over");
}

#[test]
fn typing_the_code_letters_alone_and_a_name() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    server.show(PhoneView {
        nicknames: true,
        ..asked(1, Phase::First, false)
    });
    browser.open(&server.page_url());
    browser.until_title("Join the room");
    let typed = |code: &str| {
        format!("document.getElementById('code').value = '{code}'; document.querySelector('#join button').click()")
    };
    browser.eval(&typed(wrong_code(&server)));
    browser.until("document.getElementById('wrong').textContent.indexOf('not the code') >= 0");
    browser.look_at("join");
    browser.eval(&typed(&server.code().to_lowercase()));
    browser.until_title("What would you say?");
    let spoken = browser.spoken();
    assert!(
        spoken.iter().any(|said| said.replace("  ", " ") == "radio: Choice D"),
        "{spoken:#?}"
    );
    browser.tap(3);
    browser.until_note("Your answer is in: D.");
    assert_eq!(taken(&server), [(1, 1, 3)]);
    browser.look_at("letters");
    browser
        .eval("document.getElementById('name').value = '<b>Sam</b>'; document.querySelector('#naming button').click()");
    browser.until("document.getElementById('called').textContent === 'You are called <b>Sam</b> here.'");
    assert_eq!(
        browser.eval("document.querySelectorAll('#naming b').length"),
        0,
        "a name is text"
    );
    assert_eq!(server.names()[0].1, "<b>Sam</b>");

    server.show(counted(asked(1, Phase::Reveal, false), vec![1]));
    browser.until_title("What the room chose");
    browser.look_at("reveal-letters");
}

#[test]
fn a_phone_says_so_when_the_room_is_gone_and_finds_the_next_one() {
    let Some((mut browser, server)) = at_a_vote() else {
        return;
    };
    browser.tap(1);
    browser.until_note("Your answer is in: B.");
    let place = server.status().address;
    server.stop();
    browser.until("document.getElementById('lost').textContent.indexOf('cannot be reached') >= 0");
    browser.look_at("lost");
    let bind = attune::classroom::server::Bind {
        address: std::net::Ipv4Addr::LOCALHOST,
        port: place.port(),
    };
    let Ok(next) = Server::start(bind, || {}) else {
        return println!("skipped the rest: the port was taken by another program");
    };
    browser.until_title("Join the room");
    browser.until("document.getElementById('wrong').textContent.indexOf('not the code') >= 0");
    assert_eq!(next.status().joined, 0, "a token of an earlier session lets nobody in");
}

#[test]
fn the_help_page_looks_at_the_way() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    browser.open(&format!("{}/self-test", server.page_url()));
    browser.until("document.getElementById('asks').textContent.indexOf('has not joined yet') >= 0");
    browser.until("document.getElementById('cookies').textContent === 'This browser keeps cookies.'");
    browser.look_at("self-test");
}

#[test]
fn the_help_page_asks_again_where_a_request_was_lost() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    let block = |browser: &mut Browser, urls: &[&str]| {
        browser.call("Network.setBlockedURLs", json!({"urls": urls}));
    };
    block(&mut browser, &["*/state*"]);
    browser.open(&format!("{}/self-test", server.page_url()));
    browser.until("document.getElementById('asks').textContent.indexOf('a request did not') >= 0");
    block(&mut browser, &[]);
    browser.until("document.getElementById('asks').textContent.indexOf('has not joined yet') >= 0");
}

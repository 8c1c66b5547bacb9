//! The page where it is hard: a small screen, a keyboard alone, forced colours, a screen reader, a phone that slept, two tabs, a wrong code, a room that closed.

use attune::classroom::phone::{Phase, PhoneView};
use attune::classroom::server::status::Refusal;
use serde_json::json;

use crate::browser::{Browser, asked, at_a_vote, counted};
use crate::client::{server, taken, wrong_code};

const TAB: (&str, u32) = ("Tab", 9);
const SPACE: (&str, u32) = (" ", 32);
const DOWN: (&str, u32) = ("ArrowDown", 40);
const RETURN: (&str, u32) = ("Enter", 13);

/// Everything that the page can show, on the screen of an old phone: nothing runs out of it, also when all is twice as large.
#[test]
fn a_small_screen_has_room_for_all_of_it() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    browser.phone_sized(320, 480);
    browser.open(&server.page_url());
    browser.until_title("Join the room");
    browser.look_at("small-join");
    zoomed(&mut browser, "small-join");
    browser.open("about:blank");
    browser.until("location.href === 'about:blank'");
    browser.open(&server.join_url());
    browser.until_title("You are in");
    let named = |view: PhoneView| PhoneView {
        nicknames: true,
        ..view
    };
    for (name, title, view) in [
        ("notice", "What do you notice?", asked(1, Phase::Notice, true)),
        ("texts", "What would you say?", named(asked(2, Phase::First, true))),
        ("letters", "What would you say now?", asked(3, Phase::Second, false)),
        (
            "discuss",
            "Talk it over",
            counted(asked(3, Phase::Discuss, true), vec![]),
        ),
        (
            "reveal",
            "What the room chose",
            counted(asked(3, Phase::Reveal, true), vec![1]),
        ),
        ("over", "That was the session", asked(3, Phase::Over, true)),
    ] {
        let is_open = view.phase.is_open();
        server.show(view);
        browser.until_title(title);
        if is_open {
            browser.tap(1);
            browser.until_note("Your answer is in: B.");
        }
        browser.look_at(&format!("small-{name}"));
        zoomed(&mut browser, &format!("small-{name}"));
    }
}

/// As with the browser's zoom at 200 %: half as many of its units fit.
#[track_caller]
fn zoomed(browser: &mut Browser, name: &str) {
    browser.phone_sized(160, 240);
    let sizes = browser.eval("[document.documentElement.scrollWidth, window.innerWidth]");
    assert_eq!(sizes, json!([160, 160]), "{name}: it runs out of the page at 200 %");
    browser.snap(&format!("{name}-zoomed"));
    browser.phone_sized(320, 480);
}

/// What is chosen, and how long a bar is, is seen without any colour of ours.
#[test]
fn forced_colours_hide_nothing() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    browser.likes(&[
        ("forced-colors", "active"),
        ("prefers-color-scheme", "dark"),
        ("prefers-reduced-motion", "reduce"),
    ]);
    server.show(asked(1, Phase::First, false));
    browser.open(&server.join_url());
    browser.until_title("What would you say?");
    browser.tap(2);
    browser.until_note("Your answer is in: C.");
    let edge = |browser: &mut Browser, place: usize| {
        browser.eval(&format!(
            "getComputedStyle(document.querySelectorAll('#choices .face')[{place}]).borderTopWidth + \
             getComputedStyle(document.querySelectorAll('#choices .letter')[{place}]).backgroundColor"
        ))
    };
    assert_ne!(
        edge(&mut browser, 2),
        edge(&mut browser, 1),
        "the one that is chosen stands out"
    );
    browser.snap("forced-letters");
    server.show(counted(asked(1, Phase::Reveal, true), vec![1]));
    browser.until_title("What the room chose");
    let fills = browser.eval(
        "[getComputedStyle(document.querySelector('.bar')).backgroundColor, getComputedStyle(document.querySelector('.bar div')).backgroundColor]",
    );
    assert_ne!(fills[0], fills[1], "a bar stands out from its ground");
    browser.snap("forced-reveal");
}

fn press(browser: &mut Browser, keys: &[(&str, u32)]) {
    for (key, code) in keys {
        browser.press(key, *code);
    }
}

fn write(browser: &mut Browser, text: &str) {
    browser.call("Input.insertText", json!({"text": text}));
}

#[test]
fn a_keyboard_alone_joins_votes_and_changes_its_mind() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    server.show(PhoneView {
        nicknames: true,
        ..asked(1, Phase::First, true)
    });
    browser.open(&server.page_url());
    browser.until_title("Join the room");
    press(&mut browser, &[TAB]);
    browser.until("document.activeElement.id === 'code'");
    write(&mut browser, wrong_code(&server));
    press(&mut browser, &[RETURN]);
    browser.until("document.getElementById('wrong').textContent.indexOf('not the code') >= 0");
    assert_eq!(
        browser.eval("[document.activeElement.id, document.activeElement.getAttribute('aria-invalid')]"),
        json!(["code", "true"]),
        "who mistyped types again at once"
    );
    browser.eval("document.getElementById('code').select()");
    write(&mut browser, &server.code());
    press(&mut browser, &[RETURN]);
    browser.until_title("What would you say?");
    browser.until("document.activeElement.id === 'title'");
    press(&mut browser, &[TAB, SPACE]);
    browser.until_note("Your answer is in: A.");
    press(&mut browser, &[DOWN]);
    browser.until_note("Your answer is in: B.");
    press(&mut browser, &[TAB]);
    browser.until("document.activeElement.id === 'name'");
    write(&mut browser, "Zoë");
    server.show(PhoneView {
        nicknames: true,
        ..asked(2, Phase::Second, true)
    });
    browser.until("document.getElementById('aside').textContent === 'What would you say now?'");
    assert_eq!(
        browser.eval("[document.activeElement.id, document.activeElement.value]"),
        json!(["name", "Zoë"]),
        "whoever is writing is not interrupted, and is told"
    );
    press(&mut browser, &[RETURN]);
    browser.until("document.getElementById('called').textContent === 'You are called Zoë here.'");
    press(&mut browser, &[TAB, TAB]);
    assert_eq!(
        browser.eval("document.activeElement.getAttribute('href')"),
        "/self-test"
    );
    assert_eq!(taken(&server), [(1, 1, 0), (1, 1, 1)]);
}

#[test]
fn a_screen_reader_is_told_what_changes() {
    let Some((mut browser, server)) = at_a_vote() else {
        return;
    };
    let live = browser.eval(
        "[].map.call(document.querySelectorAll('[role=status], [role=alert], [aria-live]'), function (node) { return node.id; }).sort().join(' ')",
    );
    assert_eq!(live, "aside lost note wrong");
    assert_eq!(browser.eval("document.documentElement.lang"), "en-GB");
    let hidden = browser.eval("[].every.call(document.querySelectorAll('.bar, .tick, .ring'), function (node) { return node.getAttribute('aria-hidden') === 'true'; })");
    assert_eq!(hidden, true, "what is only looked at is not read out");
    browser.tap(3);
    browser.until_note("Your answer is in: D.");
    server.show(counted(asked(1, Phase::Reveal, true), vec![1]));
    browser.until_title("What the room chose");
    assert_eq!(
        browser.eval("document.activeElement.id"),
        "title",
        "the next thing is read out"
    );
    let spoken = browser.spoken();
    for line in [
        "heading: What the room chose",
        "StaticText: Experts would stand by this",
        "StaticText: Your choice",
        "StaticText: 54%",
    ] {
        assert!(spoken.iter().any(|said| said == line), "`{line}` in {spoken:#?}");
    }
    server.show(asked(1, Phase::Reveal, true));
    browser.until("document.querySelectorAll('#results li').length === 0");
    assert_eq!(browser.eval("document.activeElement.id"), "title");
}

#[test]
fn too_many_wrong_codes_are_told_to_wait() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    let wrong = wrong_code(&server);
    browser.open(&server.page_url());
    browser.until_title("Join the room");
    // Ten are borne with, and one more every six seconds, which a slow machine may take for a try.
    for _ in 0..60 {
        browser.eval(&format!(
            "document.getElementById('wrong').textContent = ''; document.getElementById('code').value = '{wrong}'; \
             document.querySelector('#join button').click()"
        ));
        browser.until("document.getElementById('wrong').textContent !== ''");
        if server.status().refused.count(Refusal::TooManyTries) > 0 {
            break;
        }
    }
    assert_eq!(
        server.status().refused.count(Refusal::TooManyTries),
        1,
        "one try is one request"
    );
    browser.until("document.getElementById('wrong').textContent.indexOf('Try again in') >= 0");
    browser.snap("tries");
    assert_eq!(server.status().joined, 0);
}

/// A phone that was asleep while the question changed finds the new one, and the vote that it gave.
#[test]
fn a_phone_that_slept_finds_its_way_back() {
    let Some((mut browser, server)) = at_a_vote() else {
        return;
    };
    browser.tap(0);
    browser.until_note("Your answer is in: A.");
    let offline = |browser: &mut Browser, offline: bool| {
        browser.call(
            "Network.emulateNetworkConditions",
            json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}),
        );
    };
    offline(&mut browser, true);
    browser.until("document.getElementById('lost').textContent.indexOf('the answer that you gave is kept') >= 0");
    browser.snap("asleep");
    browser.tap(1);
    browser.until_note("Your answer is not in yet. Your phone tries again.");
    offline(&mut browser, false);
    browser.until_note("Your answer is in: B.");
    browser.until("document.getElementById('lost').hidden");
    offline(&mut browser, true);
    browser.until("!document.getElementById('lost').hidden");
    server.show(asked(2, Phase::Second, true));
    offline(&mut browser, false);
    browser.until_title("What would you say now?");
    assert_eq!(server.status().joined, 1);
    assert_eq!(taken(&server), [(1, 1, 0), (1, 1, 1)]);
}

/// Script that got into the page by whatever way is not run, and nothing is asked of anybody else.
#[test]
fn the_browser_keeps_to_the_policy() {
    let Some((mut browser, _server)) = at_a_vote() else {
        return;
    };
    browser.eval(
        "var script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.appendChild(script); \
         var link = document.createElement('a'); link.setAttribute('onclick', 'window.ran = true'); document.body.appendChild(link); link.click(); \
         var image = new Image(); image.onerror = function () { window.blocked = true; }; image.src = 'http://127.0.0.1:9/x.png';",
    );
    browser.until("window.blocked === true");
    assert_eq!(browser.eval("window.ran === undefined"), true);
    let ours = browser.eval(
        "performance.getEntriesByType('resource').every(function (entry) { return entry.name.indexOf(location.origin) === 0 || entry.name.indexOf(':9/') > 0; })",
    );
    assert_eq!(ours, true, "the page loads nothing from elsewhere");
}

/// The same browser has one vote, however many tabs are open.
#[test]
fn two_tabs_are_one_device() {
    let Some((mut browser, server)) = at_a_vote() else {
        return;
    };
    browser.tap(0);
    browser.until_note("Your answer is in: A.");
    let first = browser.new_tab();
    browser.open(&server.join_url());
    browser.until_note("Your answer is in: A.");
    browser.tap(2);
    browser.until_note("Your answer is in: C.");
    browser.turn_to(first);
    browser.until_note("Your answer is in: C.");
    assert_eq!(server.status().joined, 1);
    assert_eq!(taken(&server), [(1, 1, 0), (1, 1, 2)]);
}

/// Once the session is over it is no alarm that the room has gone.
#[test]
fn the_end_is_the_end() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    server.show(asked(1, Phase::Over, true));
    browser.open(&server.join_url());
    browser.until_title("That was the session");
    browser.eval(
        "window.failed = 0; var send = XMLHttpRequest.prototype.send; XMLHttpRequest.prototype.send = function (body) { \
         this.addEventListener('error', function () { window.failed += 1; }); return send.call(this, body); };",
    );
    server.stop();
    // Two requests that find nobody would be enough for an alarm.
    browser.until("window.failed >= 3");
    assert_eq!(browser.eval("document.getElementById('lost').hidden"), true);
}

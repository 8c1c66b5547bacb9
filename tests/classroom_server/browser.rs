//! The page in a real browser, without a window: Chromium, driven through its debugging pipe. Where there is none, the tests say so and pass.
//!
//! With `ATTUNE_PHONE_PICTURES=folder` the pictures of the page are kept there, for people to look at.

use std::cell::Cell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use attune::classroom::phone::{Choice, Phase, PhoneView};
use attune::classroom::server::Server;
use serde_json::{Value, json};

use crate::client::server;

const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A browser with one page.
struct Browser {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    next: Cell<u64>,
    session: Option<String>,
    _profile: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Browser {
    /// Starts one, or says why there is none.
    fn start() -> Option<Self> {
        let found = PROGRAMS.into_iter().find(|name| {
            let folders = std::env::var_os("PATH").unwrap_or_default();
            cfg!(unix) && std::env::split_paths(&folders).any(|folder| folder.join(name).is_file())
        });
        let Some(program) = found else {
            println!("skipped: no Chromium is installed on this machine");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        // The browser reads commands from handle 3 and writes to handle 4; a shell moves ours there.
        let script = format!(
            "exec {program} --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --hide-scrollbars --disable-background-networking \
             --disable-component-update --remote-debugging-pipe --user-data-dir={} about:blank 3<&0 4>&1 1>/dev/null 2>/dev/null",
            profile.path().display()
        );
        let mut process = Command::new("sh")
            .args(["-c", &script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = process.stdin.take().unwrap();
        let from = BufReader::new(process.stdout.take().unwrap());
        let mut browser = Self {
            process,
            to,
            from,
            next: Cell::new(1),
            session: None,
            _profile: profile,
        };
        let Ok(target) = browser.send("Target.createTarget", json!({"url": "about:blank"})) else {
            println!("skipped: {program} does not start on this machine");
            return None;
        };
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = browser.call("Target.attachToTarget", attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        browser.call("Page.enable", json!({}));
        browser.call("Network.enable", json!({}));
        Some(browser)
    }

    fn send(&mut self, method: &str, params: Value) -> Result<Value, String> {
        let id = self.next.replace(self.next.get() + 1);
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = serde_json::to_vec(&message).unwrap();
        bytes.push(0);
        self.to.write_all(&bytes).map_err(|error| error.to_string())?;
        loop {
            let mut reply = Vec::new();
            self.from.read_until(0, &mut reply).map_err(|error| error.to_string())?;
            if reply.pop().is_none() {
                return Err("the browser has gone".to_owned());
            }
            let reply: Value = serde_json::from_slice(&reply).map_err(|error| error.to_string())?;
            if reply["id"] == id {
                return match reply.get("error") {
                    Some(error) => Err(error.to_string()),
                    None => Ok(reply["result"].clone()),
                };
            }
        }
    }

    #[track_caller]
    fn call(&mut self, method: &str, params: Value) -> Value {
        self.send(method, params)
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn open(&mut self, url: &str) {
        self.call("Page.navigate", json!({"url": url}));
    }

    /// The value of an expression in the page; promises are waited for.
    #[track_caller]
    fn eval(&mut self, expression: &str) -> Value {
        let params =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let done = self.call("Runtime.evaluate", params);
        assert!(done.get("exceptionDetails").is_none(), "{expression}: {done}");
        done["result"]["value"].clone()
    }

    /// Waits until an expression holds, looked at by the browser itself whenever it has a moment.
    #[track_caller]
    fn until(&mut self, condition: &str) {
        let wait = format!(
            "new Promise(function (done) {{ var left = 600; function look() {{ var held = false; try {{ held = {condition}; }} catch (e) {{}} \
             if (held || !left) {{ done(held ? '' : document.body.innerText); }} else {{ left -= 1; setTimeout(look, 50); }} }} look(); }})"
        );
        // A page that is being left takes the waiting with it; then it is waited for on the next one.
        let left = (0..5).find_map(|_| {
            let params = json!({"expression": wait, "awaitPromise": true, "returnByValue": true});
            let done = self.send("Runtime.evaluate", params).ok()?;
            done["result"]["value"].as_str().map(str::to_owned)
        });
        assert_eq!(left.as_deref(), Some(""), "waited in vain for {condition}");
    }

    #[track_caller]
    fn until_title(&mut self, title: &str) {
        self.until(&format!(
            "document.getElementById('title').textContent === {}",
            json!(title)
        ));
    }

    #[track_caller]
    fn until_note(&mut self, note: &str) {
        self.until(&format!(
            "document.getElementById('note').textContent.indexOf({}) >= 0",
            json!(note)
        ));
    }

    /// A finger on the choice at this place.
    fn tap(&mut self, place: usize) {
        self.eval(&format!("document.querySelectorAll('#choices input')[{place}].click()"));
    }

    /// A key that is pressed and let go.
    fn press(&mut self, key: &str, code: u32) {
        for kind in ["rawKeyDown", "keyUp"] {
            let params = json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code});
            self.call("Input.dispatchKeyEvent", params);
        }
    }

    /// What a screen reader is told: a line for each node that has a role and a name.
    fn spoken(&mut self) -> Vec<String> {
        let tree = self.call("Accessibility.getFullAXTree", json!({}));
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let line = |node: &Value| {
            let (role, name) = (node["role"]["value"].as_str()?, node["name"]["value"].as_str()?);
            (node["ignored"] != true && !name.is_empty()).then(|| format!("{role}: {name}"))
        };
        nodes.iter().filter_map(line).collect()
    }

    /// With letters twice as large nothing runs out of the page, and what is said at its foot does not cover it. Keeps pictures if anybody wants to look at them.
    #[track_caller]
    fn look_at(&mut self, name: &str) {
        self.eval("document.documentElement.style.fontSize = '200%'; window.dispatchEvent(new Event('resize'))");
        let sizes = self.eval(
            "[document.documentElement.scrollWidth, window.innerWidth, document.getElementById('foot') && document.getElementById('foot').className.indexOf('loose') < 0 \
             ? document.getElementById('foot').offsetHeight * 5 : 0, window.innerHeight]",
        );
        let size = |at: usize| sizes[at].as_f64().unwrap();
        assert!(size(0) <= 360.0 && size(2) <= size(3), "{name}: {sizes}");
        self.eval("document.documentElement.style.fontSize = ''; window.dispatchEvent(new Event('resize'))");
        self.picture(name);
    }

    fn picture(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("ATTUNE_PHONE_PICTURES").map(PathBuf::from) else {
            return;
        };
        for (scheme, scale) in [("light", 1.0), ("dark", 1.0), ("light", 2.0)] {
            let features = json!([{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]);
            self.call("Emulation.setEmulatedMedia", json!({"features": features}));
            self.eval(&format!(
                "document.documentElement.style.fontSize = '{}%'; window.dispatchEvent(new Event('resize'))",
                100.0 * scale
            ));
            self.eval("new Promise(function (done) { requestAnimationFrame(function () { setTimeout(done, 60); }); })");
            let shot = self.call("Page.captureScreenshot", json!({"format": "png"}));
            let large = if scale > 1.0 { "-200" } else { "" };
            let bytes = from_base64(shot["data"].as_str().unwrap());
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{name}-{scheme}{large}.png")), bytes).unwrap();
        }
        self.eval("document.documentElement.style.fontSize = ''; window.dispatchEvent(new Event('resize'))");
        self.call("Emulation.setEmulatedMedia", json!({"features": []}));
    }

    fn phone_sized(&mut self) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": true}),
        );
    }
}

fn from_base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u32> = text.bytes().filter_map(digit).collect();
    let bytes = digits.chunks(4).flat_map(|four| {
        let word = (0..4).fold(0, |word, at| (word << 6) | four.get(at).copied().unwrap_or(0));
        let [_, bytes @ ..] = word.to_be_bytes();
        bytes.into_iter().take(four.len() - 1)
    });
    bytes.collect()
}

const TEXTS: [&str; 4] = [
    "Well done for doing most of it. Let’s look at what you wrote.",
    "“Mostly.” I wonder whether the sheet felt like homework from me rather than something of yours.",
    "What got in the way of the rest?",
    "It matters that you do the whole sheet, because the evidence column is where it works.",
];

fn asked(question: u32, phase: Phase, texts: bool) -> PhoneView {
    let choice = |(at, text): (usize, &&str)| Choice {
        letter: ['A', 'B', 'C', 'D'][at],
        text: texts.then(|| (*text).to_owned()),
        percent: None,
    };
    PhoneView {
        question,
        phase,
        statement: texts.then(|| "I did the sheet. Mostly. I mean, I filled in the boxes.".to_owned()),
        choices: TEXTS.iter().enumerate().map(choice).collect(),
        ..PhoneView::waiting()
    }
}

fn counted(mut view: PhoneView, best: Vec<u8>) -> PhoneView {
    for (choice, percent) in view.choices.iter_mut().zip([12, 54, 30, 4]) {
        choice.percent = Some(percent);
    }
    PhoneView { best, ..view }
}

#[track_caller]
fn answered(server: &Server, expected: &[(u32, u8)]) {
    let answers: Vec<(u32, u8)> = server
        .answers()
        .try_iter()
        .map(|answer| (answer.question, answer.choice))
        .collect();
    assert_eq!(answers, expected);
}

#[test]
fn a_whole_round_in_a_browser() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    browser.phone_sized();
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
    answered(&server, &[(1, 0), (1, 1)]);

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
    let last = server.answers().try_iter().last().unwrap();
    assert_eq!((last.question, last.choice), (2, 2));

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
    browser.phone_sized();
    server.show(PhoneView {
        nicknames: true,
        ..asked(1, Phase::First, false)
    });
    browser.open(&server.page_url());
    browser.until_title("Join the room");
    let typed = |code: &str| {
        format!("document.getElementById('code').value = '{code}'; document.querySelector('#join button').click()")
    };
    let wrong = if server.code() == "000000" { "111111" } else { "000000" };
    browser.eval(&typed(wrong));
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
    answered(&server, &[(1, 3)]);
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
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server();
    browser.phone_sized();
    server.show(asked(1, Phase::First, true));
    browser.open(&server.join_url());
    browser.until_title("What would you say?");
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
    browser.phone_sized();
    browser.open(&format!("{}/self-test", server.page_url()));
    browser.until("document.getElementById('asks').textContent.indexOf('has not joined yet') >= 0");
    browser.until("document.getElementById('cookies').textContent === 'This browser keeps cookies.'");
    browser.look_at("self-test");
}

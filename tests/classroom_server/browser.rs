//! A real browser without a window: Chromium, driven through its debugging pipe. Where there is none, or where it says nothing, the tests say so and pass.
//!
//! With `ATTUNE_PHONE_PICTURES=folder` the pictures of the page are kept there, for people to look at.

use std::cell::Cell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use attune::classroom::phone::{Choice, Phase, PhoneView};
use attune::classroom::server::Server;
use serde_json::{Value, json};

use crate::client::server;

const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A browser that says nothing for this long will not say anything any more, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(180);

/// A browser with one tab or more, of which one is talked to.
pub struct Browser {
    process: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    next: Cell<u64>,
    session: Option<String>,
    width: u32,
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
    pub fn start() -> Option<Self> {
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
        let from = listen(process.stdout.take().unwrap());
        let mut browser = Self {
            process,
            to,
            from,
            next: Cell::new(1),
            session: None,
            width: 0,
            _profile: profile,
        };
        if let Err(error) = browser.send("Browser.getVersion", json!({})) {
            println!("skipped: {program} does not start on this machine: {error}");
            return None;
        }
        browser.new_tab();
        Some(browser)
    }

    /// Opens a tab and talks to it from now on. Gives the one before.
    pub fn new_tab(&mut self) -> Option<String> {
        let before = self.session.take();
        let target = self.call("Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = self.call("Target.attachToTarget", attach);
        self.session = session["sessionId"].as_str().map(str::to_owned);
        self.call("Page.enable", json!({}));
        self.call("Network.enable", json!({}));
        self.phone_sized(360, 640);
        before
    }

    /// Talks to this tab from now on. Gives the one before.
    pub fn turn_to(&mut self, tab: Option<String>) -> Option<String> {
        std::mem::replace(&mut self.session, tab)
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
            let reply = self.from.recv_timeout(PATIENCE).map_err(|error| error.to_string())?;
            if reply["id"] == id {
                return match reply.get("error") {
                    Some(error) => Err(error.to_string()),
                    None => Ok(reply["result"].clone()),
                };
            }
        }
    }

    #[track_caller]
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.send(method, params)
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    pub fn open(&mut self, url: &str) {
        self.call("Page.navigate", json!({"url": url}));
    }

    /// The value of an expression in the page; promises are waited for.
    #[track_caller]
    pub fn eval(&mut self, expression: &str) -> Value {
        let params =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let done = self.call("Runtime.evaluate", params);
        assert!(done.get("exceptionDetails").is_none(), "{expression}: {done}");
        done["result"]["value"].clone()
    }

    /// Waits until an expression holds, looked at by the browser itself whenever it has a moment.
    #[track_caller]
    pub fn until(&mut self, condition: &str) {
        let wait = format!(
            "new Promise(function (done) {{ var left = 2400; function look() {{ var held = false; try {{ held = {condition}; }} catch (e) {{}} \
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
    pub fn until_title(&mut self, title: &str) {
        self.until(&format!(
            "document.getElementById('title').textContent === {}",
            json!(title)
        ));
    }

    #[track_caller]
    pub fn until_note(&mut self, note: &str) {
        self.until(&format!(
            "document.getElementById('note').textContent.indexOf({}) >= 0",
            json!(note)
        ));
    }

    /// A finger on the choice at this place.
    pub fn tap(&mut self, place: usize) {
        self.eval(&format!("document.querySelectorAll('#choices input')[{place}].click()"));
    }

    /// A key that is pressed and let go.
    pub fn press(&mut self, key: &str, code: u32) {
        // What a key writes comes with it, or nothing follows from it.
        let text = match key {
            "Enter" => "\r",
            " " => " ",
            _ => "",
        };
        let down = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        let params = json!({"type": down, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text});
        self.call("Input.dispatchKeyEvent", params);
        let params = json!({"type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code});
        self.call("Input.dispatchKeyEvent", params);
    }

    /// What a screen reader is told: a line for each node that has a role and a name.
    pub fn spoken(&mut self) -> Vec<String> {
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
    pub fn look_at(&mut self, name: &str) {
        self.eval("document.documentElement.style.fontSize = '200%'; window.dispatchEvent(new Event('resize'))");
        let sizes = self.eval(
            "[document.documentElement.scrollWidth, window.innerWidth, document.getElementById('foot') && document.getElementById('foot').className.indexOf('loose') < 0 \
             ? document.getElementById('foot').offsetHeight * 5 : 0, window.innerHeight]",
        );
        let size = |at: usize| sizes[at].as_f64().unwrap();
        assert!(
            size(0) <= f64::from(self.width) && size(2) <= size(3),
            "{name}: {sizes}"
        );
        self.eval("document.documentElement.style.fontSize = ''; window.dispatchEvent(new Event('resize'))");
        self.picture(name);
    }

    pub fn picture(&mut self, name: &str) {
        for (scheme, scale) in [("light", 1.0), ("dark", 1.0), ("light", 2.0)] {
            self.likes(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
            self.eval(&format!(
                "document.documentElement.style.fontSize = '{}%'; window.dispatchEvent(new Event('resize'))",
                100.0 * scale
            ));
            let large = if scale > 1.0 { "-200" } else { "" };
            self.snap(&format!("{name}-{scheme}{large}"));
        }
        self.eval("document.documentElement.style.fontSize = ''; window.dispatchEvent(new Event('resize'))");
        self.likes(&[]);
    }

    /// A screen of this size, in the units of a page.
    pub fn phone_sized(&mut self, width: u32, height: u32) {
        self.width = width;
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 2, "mobile": true}),
        );
    }

    /// As a person has set up their phone: `prefers-color-scheme` to `dark`, `forced-colors` to `active`.
    pub fn likes(&mut self, features: &[(&str, &str)]) {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        self.call("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    /// Keeps a picture as the page is now, if anybody wants to look at it.
    pub fn snap(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("ATTUNE_PHONE_PICTURES").map(PathBuf::from) else {
            return;
        };
        self.eval("new Promise(function (done) { requestAnimationFrame(function () { setTimeout(done, 60); }); })");
        let shot = self.call("Page.captureScreenshot", json!({"format": "png"}));
        std::fs::create_dir_all(&folder).unwrap();
        let bytes = from_base64(shot["data"].as_str().unwrap());
        std::fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
    }
}

/// What the browser says, read by a thread so that nobody waits for ever.
fn listen(from: ChildStdout) -> Receiver<Value> {
    let (sender, said) = channel();
    thread::spawn(move || {
        let mut from = BufReader::new(from);
        loop {
            let mut reply = Vec::new();
            let read = from.read_until(0, &mut reply);
            if read.is_err() || reply.pop().is_none() {
                return;
            }
            let Ok(reply) = serde_json::from_slice(&reply) else {
                return;
            };
            if sender.send(reply).is_err() {
                return;
            }
        }
    });
    said
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

pub const TEXTS: [&str; 4] = [
    "Well done for doing most of it. Let’s look at what you wrote.",
    "“Mostly.” I wonder whether the sheet felt like homework from me rather than something of yours.",
    "What got in the way of the rest?",
    "It matters that you do the whole sheet, because the evidence column is where it works.",
];

/// A phone that has joined a room which votes; `None` where there is no browser.
#[track_caller]
pub fn at_a_vote() -> Option<(Browser, Server)> {
    let mut browser = Browser::start()?;
    let server = server();
    server.show(asked(1, Phase::First, true));
    browser.open(&server.join_url());
    browser.until_title("What would you say?");
    Some((browser, server))
}

/// A question that is asked.
pub fn asked(question: u32, phase: Phase, texts: bool) -> PhoneView {
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

/// The same with how many chose what, and what experts would stand by.
pub fn counted(mut view: PhoneView, best: Vec<u8>) -> PhoneView {
    for (choice, percent) in view.choices.iter_mut().zip([12, 54, 30, 4]) {
        choice.percent = Some(percent);
    }
    PhoneView { best, ..view }
}

//! What the server knows: the view that phones are shown, the devices, and what was refused. No socket and no HTTP.
//!
//! The view is serialised once for each change, so that three hundred phones that ask for it cost a copy each.

use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::devices::{Devices, Given, Record};
use super::limits::Limits;
use super::nickname;
use super::secret::{Code, Secret};
use super::status::{Refusal, Refused, Status};
use super::tries::Tries;
use crate::classroom::phone::{Answer, Device, Phase, PhoneView};

/// Something was not done; sometimes there is a time after which it may be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct No {
    pub(super) why: Refusal,
    pub(super) wait: Option<Duration>,
}

impl From<Refusal> for No {
    fn from(why: Refusal) -> Self {
        Self { why, wait: None }
    }
}

/// What a device shows to be let in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Proof {
    /// What the QR code holds.
    Token(Option<Secret>),
    /// What was typed.
    Code(Option<Code>),
}

/// The secrets of one run of the server.
#[derive(Clone, Copy, Debug)]
pub(super) struct Secrets {
    pub(super) token: Secret,
    pub(super) code: Code,
}

/// The view as phones get it, and what has to be known of it to take an answer.
struct Shown {
    version: u64,
    question: u32,
    phase: Phase,
    choices: usize,
    nicknames: bool,
    json: String,
}

impl Shown {
    fn new(view: PhoneView, version: u64) -> Self {
        let view = view.guarded();
        Self {
            version,
            question: view.question,
            phase: view.phase,
            choices: view.choices.len(),
            nicknames: view.nicknames,
            json: serde_json::to_string(&view).unwrap_or_default(),
        }
    }
}

/// Everything that changes while the server runs.
struct State {
    shown: Shown,
    devices: Devices,
    tries: Tries,
    refused: Refused,
    reached_from_outside: bool,
}

/// What the server's thread and the room share.
pub(super) struct Shared {
    pub(super) place: SocketAddr,
    pub(super) secrets: Secrets,
    pub(super) limits: Limits,
    state: Mutex<State>,
    answers: SyncSender<Answer>,
    wake: Mutex<Box<dyn Fn() + Send>>,
}

impl Shared {
    pub(super) fn new(
        place: SocketAddr,
        secrets: Secrets,
        limits: Limits,
        answers: SyncSender<Answer>,
        wake: Box<dyn Fn() + Send>,
    ) -> Self {
        Self {
            place,
            secrets,
            limits,
            state: Mutex::new(State {
                shown: Shown::new(PhoneView::waiting(), 1),
                devices: Devices::default(),
                tries: Tries::default(),
                refused: Refused::default(),
                reached_from_outside: false,
            }),
            answers,
            wake: Mutex::new(wake),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self) {
        let wake = self.wake.lock().unwrap_or_else(PoisonError::into_inner);
        wake();
    }

    /// Shows this to every phone from now on. Showing the same again changes nothing.
    pub(super) fn show(&self, view: PhoneView) {
        let mut shown = Shown::new(view, 0);
        let mut state = self.state();
        shown.version = state.shown.version.saturating_add(1);
        if state.shown.nicknames && !shown.nicknames {
            state.devices.forget_names();
        }
        if shown.json != state.shown.json {
            state.shown = shown;
        }
    }

    /// Lets a device in, or in again, and gives the secret that it is known by from now on.
    pub(super) fn join(&self, from: IpAddr, proof: Proof, shown: &[Secret], now: Instant) -> Result<Secret, No> {
        let mut state = self.state();
        match proof {
            Proof::Token(token) if token.is_some_and(|token| token.is(self.secrets.token)) => {}
            // Nobody guesses 128 bits. It is the QR code of an earlier session, and must not use up the tries of those who type.
            Proof::Token(_) => return Err(Refusal::WrongCode.into()),
            Proof::Code(code) => {
                if let Some(wait) = state.tries.wait(from, now) {
                    return Err(No {
                        why: Refusal::TooManyTries,
                        wait: Some(wait),
                    });
                }
                if code != Some(self.secrets.code) {
                    state.tries.wrong(from, now);
                    return Err(Refusal::WrongCode.into());
                }
            }
        }
        let known = shown.iter().find(|secret| state.devices.heard(**secret, now).is_some());
        if let Some(known) = known {
            return Ok(*known);
        }
        if state.devices.joined() >= self.limits.devices {
            return Err(Refusal::RoomFull.into());
        }
        // Without random numbers there would have been no token to start with.
        let secret = Secret::fresh().map_err(|_| Refusal::Busy)?;
        state.devices.add(secret, now);
        drop(state);
        self.wake();
        Ok(secret)
    }

    /// What a device is shown, in JSON: the view if it is newer than the version that the device has, and the device's own answer.
    pub(super) fn shown_to(&self, secrets: &[Secret], has: u64, now: Instant) -> Result<String, Refusal> {
        let mut state = self.state();
        let State { shown, devices, .. } = &mut *state;
        let record = known(devices, secrets, now)?;
        let mut json = format!("{{\"version\":{}", shown.version);
        if has != shown.version {
            json.push_str(",\"view\":");
            json.push_str(&shown.json);
        }
        if let Some(given) = record.given.filter(|given| given.question == shown.question) {
            // Writing to a text cannot fail.
            let _ = write!(json, ",\"mine\":{}", given.choice);
        }
        if let Some(name) = &record.name {
            json.push_str(",\"name\":");
            json.push_str(&serde_json::to_string(name).unwrap_or_default());
        }
        json.push('}');
        Ok(json)
    }

    /// Takes an answer in the place of the device's earlier one, and hands it to the room; where the room is behind, nothing changes.
    pub(super) fn answer(&self, secrets: &[Secret], question: u32, choice: u8, now: Instant) -> Result<(), Refusal> {
        let mut state = self.state();
        let State { shown, devices, .. } = &mut *state;
        let record = known(devices, secrets, now)?;
        if question != shown.question {
            return Err(Refusal::OldQuestion);
        }
        if !shown.phase.is_open() {
            return Err(Refusal::Closed);
        }
        if usize::from(choice) >= shown.choices {
            return Err(Refusal::NoSuchChoice);
        }
        let given = Given {
            question,
            phase: shown.phase,
            choice,
        };
        if record.given == Some(given) {
            return Ok(());
        }
        let answer = Answer {
            device: record.device,
            question,
            choice,
        };
        self.answers.try_send(answer).map_err(|error| match error {
            TrySendError::Full(_) => Refusal::Busy,
            TrySendError::Disconnected(_) => Refusal::Closed,
        })?;
        record.given = Some(given);
        drop(state);
        self.wake();
        Ok(())
    }

    /// Takes a name for a device.
    pub(super) fn name(&self, secrets: &[Secret], typed: &str, now: Instant) -> Result<String, Refusal> {
        let mut state = self.state();
        let State { shown, devices, .. } = &mut *state;
        let record = known(devices, secrets, now)?;
        if !shown.nicknames {
            return Err(Refusal::NoNames);
        }
        let name = nickname::fit(typed).ok_or(Refusal::UnfitName)?;
        record.name = Some(name.clone());
        drop(state);
        self.wake();
        Ok(name)
    }

    /// The names that were given.
    pub(super) fn names(&self) -> Vec<(Device, String)> {
        self.state().devices.names()
    }

    /// Takes note of something that was refused.
    pub(super) fn refused(&self, why: Refusal) {
        self.state().refused.add(why);
    }

    /// Takes note of who was heard.
    pub(super) fn heard_from(&self, address: IpAddr) {
        if address != self.place.ip() && !address.is_loopback() {
            self.state().reached_from_outside = true;
        }
    }

    /// How things are.
    pub(super) fn status(&self, running: bool, connections: usize, now: Instant) -> Status {
        let state = self.state();
        Status {
            address: self.place,
            running,
            joined: state.devices.joined(),
            connected: state.devices.connected(now),
            connections,
            reached_from_outside: state.reached_from_outside,
            refused: state.refused.clone(),
        }
    }
}

fn known<'a>(devices: &'a mut Devices, secrets: &[Secret], now: Instant) -> Result<&'a mut Record, Refusal> {
    let secret = secrets.iter().find(|secret| devices.heard(**secret, now).is_some());
    secret
        .and_then(|secret| devices.heard(*secret, now))
        .ok_or(Refusal::NotJoined)
}

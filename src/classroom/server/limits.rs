//! How much one may ask of the server. Tests make these small.

use std::time::Duration;

/// The bounds of the server. [`Limits::default`] is what a class gets.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time for a whole request from the first moment of its connection, headers and body and answer. Then it is closed.
    pub whole: Duration,
    /// Connections that are open at the same time.
    pub connections: usize,
    /// When all are taken, a new connection takes the place of the oldest one, provided that this one has been open for so long. An honest request is
    /// done in milliseconds, a half-open one is not.
    pub give_way: Duration,
    /// Bytes of a request's line and headers.
    pub headers: usize,
    /// Bytes of a request's body.
    pub body: usize,
    /// Devices that can join in one run.
    pub devices: usize,
    /// Answers that wait for the room to take them in.
    pub waiting_answers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            whole: Duration::from_secs(5),
            connections: 400,
            give_way: Duration::from_millis(500),
            headers: 8 * 1_024,
            body: 1_024,
            devices: 1_000,
            waiting_answers: 4_096,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `docs/classroom-network.md` promises.
    #[test]
    fn a_class_gets_what_is_promised() {
        let limits = Limits::default();
        assert_eq!(limits.whole, Duration::from_secs(5));
        assert_eq!((limits.headers, limits.body), (8_192, 1_024));
        assert_eq!((limits.connections, limits.devices), (400, 1_000));
        assert!(limits.waiting_answers >= limits.devices, "all may vote at once");
    }
}

//! The time that a discussion has. The time of day comes in from outside, in milliseconds; nothing here reads a clock.

/// Longest discussion, in milliseconds: an hour.
pub const LONGEST_MS: i64 = 3_600_000;

/// A time that runs down, and can be stopped and lengthened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    length_ms: i64,
    left_ms: i64,
    since_ms: Option<i64>,
}

impl Clock {
    /// A clock that stands, with so many milliseconds to go.
    pub fn new(length_ms: i64) -> Self {
        let length_ms = length_ms.clamp(0, LONGEST_MS);
        Self {
            length_ms,
            left_ms: length_ms,
            since_ms: None,
        }
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.since_ms.is_some()
    }

    /// Lets it run from now on.
    pub fn start(&mut self, now_ms: i64) {
        self.since_ms.get_or_insert(now_ms);
    }

    /// Stops it where it is.
    pub fn stop(&mut self, now_ms: i64) {
        self.left_ms = self.left_ms(now_ms);
        self.since_ms = None;
    }

    /// Gives more time, or less.
    pub fn add(&mut self, more_ms: i64, now_ms: i64) {
        self.left_ms = self.left_ms(now_ms).saturating_add(more_ms).clamp(0, LONGEST_MS);
        self.length_ms = self.length_ms.max(self.left_ms);
        if self.is_running() {
            self.since_ms = Some(now_ms);
        }
    }

    /// What is left, in milliseconds. A clock of the machine that is put back gives no more time than there was.
    pub fn left_ms(&self, now_ms: i64) -> i64 {
        let gone = self.since_ms.map_or(0, |since| now_ms.saturating_sub(since).max(0));
        self.left_ms.saturating_sub(gone).max(0)
    }

    /// What is left of the whole, 0 to 1.
    #[allow(clippy::cast_precision_loss)]
    pub fn share(&self, now_ms: i64) -> f32 {
        if self.length_ms == 0 {
            return 0.0;
        }
        self.left_ms(now_ms) as f32 / self.length_ms as f32
    }

    /// What is left as people read it, such as `2:05`. A second that has begun counts.
    pub fn face(&self, now_ms: i64) -> String {
        let seconds = (self.left_ms(now_ms) + 999) / 1000;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_runs_down_stops_and_is_lengthened() {
        let mut clock = Clock::new(120_000);
        assert_eq!(clock.face(5_000), "2:00");
        clock.start(10_000);
        clock.start(50_000);
        assert_eq!((clock.face(70_000), clock.share(70_000)), ("1:00".to_owned(), 0.5));
        clock.stop(70_000);
        assert_eq!(clock.left_ms(900_000), 60_000);
        clock.start(900_000);
        clock.add(30_000, 910_000);
        assert_eq!(clock.left_ms(910_000), 80_000);
        assert_eq!(clock.face(990_001), "0:00");
        clock.add(-90_000, 990_001);
        assert_eq!(clock.left_ms(990_001), 0);
    }

    #[test]
    fn a_clock_that_is_put_back_gives_no_more_time() {
        let mut clock = Clock::new(60_000);
        clock.start(100_000);
        assert_eq!(clock.left_ms(0), 60_000);
    }
}

//! How long things took, in a line.

use std::time::Duration;

/// Times of one kind.
#[derive(Default)]
pub struct Times(pub Vec<Duration>);

impl Times {
    /// Prints how many there are, their median, the time that 99 in 100 keep to, and the slowest.
    pub fn print(mut self, what: &str) {
        self.0.sort_unstable();
        let Some(last) = self.0.len().checked_sub(1) else {
            return println!("{what}: none");
        };
        let at = |per_mille: usize| self.0[last * per_mille / 1_000];
        println!(
            "{what}: {} times, median {:?}, 99 % within {:?}, slowest {:?}",
            self.0.len(),
            at(500),
            at(990),
            at(1_000)
        );
    }
}

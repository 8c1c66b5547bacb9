//! How long frames take. Counts and keeps; measures nothing itself and decides nothing.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

/// How many of the last frames are remembered.
const REMEMBERED: usize = 240;

#[derive(Debug, Default)]
struct Counts {
    first_frame: Option<Duration>,
    frames: u64,
    recent: VecDeque<Duration>,
}

/// The processor time of the last frames, and the time from start to the first. Copies of it show the same numbers.
#[derive(Clone, Debug, Default)]
pub struct FrameStats(Rc<RefCell<Counts>>);

impl FrameStats {
    /// Time from `WindowOptions::started` until the first frame was on the screen, once it was.
    pub fn first_frame(&self) -> Option<Duration> {
        self.0.borrow().first_frame
    }

    /// How many frames have been drawn.
    pub fn frames(&self) -> u64 {
        self.0.borrow().frames
    }

    /// The time that each of the last frames took, oldest first, without waiting for the screen.
    pub fn recent(&self) -> Vec<Duration> {
        self.0.borrow().recent.iter().copied().collect()
    }

    pub(super) fn show_first_frame(&self, since_start: Duration) {
        self.0.borrow_mut().first_frame.get_or_insert(since_start);
    }

    pub(super) fn add_frame(&self, took: Duration) {
        let mut counts = self.0.borrow_mut();
        counts.frames += 1;
        if counts.recent.len() == REMEMBERED {
            counts.recent.pop_front();
        }
        counts.recent.push_back(took);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_frames_are_forgotten_and_all_are_counted() {
        let stats = FrameStats::default();
        let copy = stats.clone();
        for frame in 0..1_000 {
            stats.add_frame(Duration::from_micros(frame));
        }
        let recent = copy.recent();
        assert_eq!((copy.frames(), recent.len()), (1_000, REMEMBERED));
        assert_eq!(
            (recent.first(), recent.last()),
            (Some(&Duration::from_micros(760)), Some(&Duration::from_micros(999)))
        );
    }

    #[test]
    fn only_the_first_frame_is_the_first() {
        let stats = FrameStats::default();
        stats.show_first_frame(Duration::from_millis(70));
        stats.show_first_frame(Duration::from_millis(90));
        assert_eq!(stats.first_frame(), Some(Duration::from_millis(70)));
    }
}

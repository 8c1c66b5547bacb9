//! Several explorations at once, watched as one: whoever watches is told the sum of how far they have come.

use std::sync::Mutex;

use super::space::{Progress, Watch};

/// Explorations that go on at the same time.
pub struct Together<'w> {
    watch: Watch<'w>,
    parts: Mutex<Vec<Progress>>,
}

impl<'w> Together<'w> {
    /// So many of them, watched by this.
    pub fn new(parts: usize, watch: Watch<'w>) -> Self {
        Self {
            watch,
            parts: Mutex::new(vec![Progress::default(); parts]),
        }
    }

    /// Tells how far one of them has come, by its place from 0.
    pub fn tell(&self, part: usize, progress: Progress) {
        let (Some(tell), Ok(mut parts)) = (self.watch.progress, self.parts.lock()) else {
            return;
        };
        if let Some(known) = parts.get_mut(part) {
            *known = progress;
        }
        tell(parts.iter().fold(Progress::default(), |sum, part| Progress {
            found: sum.found + part.found,
            followed: sum.followed + part.followed,
            bytes: sum.bytes + part.bytes,
        }));
    }

    /// Who watches one of them: tells what `tell` makes of it, if anybody wants to know.
    pub fn watch<'t>(&'t self, tell: &'t (dyn Fn(Progress) + Sync)) -> Watch<'t> {
        Watch {
            progress: self.watch.progress.is_some().then_some(tell),
            cancel: self.watch.cancel,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_told_is_the_sum() {
        let told = Mutex::new(Vec::new());
        let outer = |progress: Progress| {
            told.lock()
                .unwrap()
                .push((progress.found, progress.followed, progress.bytes))
        };
        let watch = Watch {
            progress: Some(&outer),
            cancel: None,
        };
        let both = Together::new(2, watch);
        let progress = |found| Progress {
            found,
            followed: 1,
            bytes: 10,
        };
        let first = |progress: Progress| both.tell(0, progress);
        let watch = both.watch(&first);
        watch.progress.unwrap()(progress(3));
        both.tell(1, progress(5));
        watch.progress.unwrap()(progress(4));
        assert_eq!(*told.lock().unwrap(), [(3, 1, 10), (8, 2, 20), (9, 2, 20)]);
        assert!(Together::new(1, Watch::default()).watch(&first).progress.is_none());
    }
}

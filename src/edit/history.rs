//! What was done and can be undone. Knows splices and labels; the text itself is the document's.

use std::collections::VecDeque;

use super::splice::{Splice, compose};
use super::step::MergeKey;

/// Most steps that are kept.
pub const MAX_STEPS: usize = 1_000;
/// Steps that are kept however large they are.
pub const SURE_STEPS: usize = 200;
/// Most bytes of replaced and replacing texts that are kept beyond [`SURE_STEPS`].
pub const MAX_BYTES: usize = 64 << 20;

/// One step: how to take it back, and how to make it again.
#[derive(Clone, Debug)]
struct Step {
    label: String,
    merge: Option<MergeKey>,
    back: Vec<Splice>,
    again: Vec<Splice>,
}

impl Step {
    fn bytes(&self) -> usize {
        let bytes = |splices: &[Splice]| splices.iter().map(|splice| splice.new.len() + 48).sum::<usize>();
        bytes(&self.back) + bytes(&self.again) + self.label.len()
    }
}

/// The steps before and after the present text.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    bytes: usize,
    /// The last step takes nothing more in.
    sealed: bool,
}

impl History {
    /// Notes what was just done. What had been undone before is gone.
    pub fn push(&mut self, label: String, merge: Option<MergeKey>, again: Vec<Splice>, back: Vec<Splice>) {
        self.undone.clear();
        let sealed = std::mem::take(&mut self.sealed);
        if let Some(last) = self.done.back_mut()
            && !sealed
            && merge.is_some()
            && last.merge == merge
            && (merge != Some(MergeKey::Source) || touch(&last.back, &again))
        {
            self.bytes -= last.bytes();
            last.again = compose(&last.again, &again);
            last.back = compose(&back, &last.back);
            last.label = label;
            self.bytes += last.bytes();
        } else {
            let step = Step {
                label,
                merge,
                back,
                again,
            };
            self.bytes += step.bytes();
            self.done.push_back(step);
        }
        let too_much = |history: &Self| {
            history.done.len() > MAX_STEPS || (history.bytes > MAX_BYTES && history.done.len() > SURE_STEPS)
        };
        while too_much(self)
            && let Some(oldest) = self.done.pop_front()
        {
            self.bytes -= oldest.bytes();
        }
    }

    /// Makes the next edit a step of its own.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    pub fn undo_label(&self) -> Option<&str> {
        self.done.back().map(|step| step.label.as_str())
    }

    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// The splices that take the last step back, and its label. It can be redone from now on.
    pub fn undo(&mut self) -> Option<(&[Splice], &str)> {
        let step = self.done.pop_back()?;
        self.bytes -= step.bytes();
        self.sealed = true;
        self.undone.push(step);
        self.undone
            .last()
            .map(|step| (step.back.as_slice(), step.label.as_str()))
    }

    /// The splices that make the last undone step again, and its label.
    pub fn redo(&mut self) -> Option<(&[Splice], &str)> {
        let step = self.undone.pop()?;
        self.bytes += step.bytes();
        self.sealed = true;
        self.done.push_back(step);
        self.done
            .back()
            .map(|step| (step.again.as_slice(), step.label.as_str()))
    }

    /// How many steps can be undone.
    pub fn len(&self) -> usize {
        self.done.len()
    }
}

/// Whether a change touches what the step before it put there.
fn touch(back: &[Splice], again: &[Splice]) -> bool {
    match (back, again) {
        ([before], [now]) => now.range.start <= before.range.end && before.range.start <= now.range.end,
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::edit::splice::apply;
    use crate::scenario::diagnostic::Pointer;

    struct Text(String, History);

    impl Text {
        fn edit(&mut self, merge: Option<MergeKey>, splice: Splice) {
            let splices = vec![splice];
            let (text, back) = apply(&self.0, &splices).unwrap();
            self.0 = text;
            self.1.push("type".into(), merge, splices, back);
        }

        fn undo(&mut self) {
            let (splices, _) = self.1.undo().unwrap();
            self.0 = apply(&self.0, splices).unwrap().0;
        }
    }

    #[test]
    fn typing_is_one_step_until_it_is_sealed() {
        let key = || Some(MergeKey::Field(Pointer::root().field("title")));
        let mut text = Text("ab".into(), History::default());
        text.edit(key(), Splice::insert(1, "x"));
        text.edit(key(), Splice::insert(2, "y"));
        text.1.seal();
        text.edit(key(), Splice::insert(3, "z"));
        assert_eq!((text.0.as_str(), text.1.len()), ("axyzb", 2));
        text.undo();
        assert_eq!(text.0, "axyb");
        text.undo();
        assert_eq!(text.0, "ab");
        text.edit(None, Splice::insert(0, "c"));
        assert_eq!((text.1.redo_label(), text.1.undo_label()), (None, Some("type")));
    }

    #[test]
    fn typing_in_the_source_goes_on_only_where_it_was() {
        let source = || Some(MergeKey::Source);
        let mut text = Text("0123456789".into(), History::default());
        text.edit(source(), Splice::insert(2, "a"));
        text.edit(source(), Splice::insert(3, "b"));
        text.edit(source(), Splice::remove(3..4));
        assert_eq!(text.1.len(), 1);
        text.edit(source(), Splice::insert(8, "c"));
        assert_eq!(text.1.len(), 2);
        text.undo();
        text.undo();
        assert_eq!(text.0, "0123456789");
    }

    #[test]
    fn the_oldest_steps_go_first() {
        let mut text = Text(String::new(), History::default());
        for _ in 0..MAX_STEPS + 5 {
            text.edit(None, Splice::insert(0, "x"));
        }
        assert_eq!(text.1.len(), MAX_STEPS);
        let large = "y".repeat(MAX_BYTES / 100);
        for _ in 0..SURE_STEPS + 50 {
            let end = text.0.len();
            text.edit(None, Splice::new(0..end, large.as_str()));
        }
        assert_eq!(text.1.len(), SURE_STEPS);
        assert!(text.1.undo().is_some());
    }
}

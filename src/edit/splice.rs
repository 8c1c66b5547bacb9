//! Replacements in a text: applied, taken back, and two sets in a row as one. Knows text and no vignette.

use std::ops::Range;

/// Puts a text in place of a stretch of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Bytes of the text before any splice of its set is applied.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub new: String,
}

impl Splice {
    /// A replacement.
    pub fn new(range: Range<usize>, new: impl Into<String>) -> Self {
        Self { range, new: new.into() }
    }

    /// An insertion.
    pub fn insert(at: usize, new: impl Into<String>) -> Self {
        Self::new(at..at, new)
    }

    /// A removal.
    pub fn remove(range: Range<usize>) -> Self {
        Self::new(range, "")
    }

    /// The replacement that makes one text of another, as short as a common beginning and a common end allow. None if they are the same.
    pub fn between(before: &str, after: &str) -> Option<Self> {
        if before == after {
            return None;
        }
        let mut start = common_start(before.as_bytes(), after.as_bytes());
        while !before.is_char_boundary(start) || !after.is_char_boundary(start) {
            start -= 1;
        }
        let (rest, new) = (before.get(start..)?, after.get(start..)?);
        let mut end = common_end(rest.as_bytes(), new.as_bytes());
        while !rest.is_char_boundary(rest.len() - end) || !new.is_char_boundary(new.len() - end) {
            end -= 1;
        }
        let new = new.get(..new.len() - end)?;
        Some(Self::new(start..before.len() - end, new))
    }
}

/// Bytes that are compared at once.
const BLOCK: usize = 4_096;

/// How many bytes two texts have in common from the beginning.
fn common_start(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK));
    let whole = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let rest = a.iter().skip(whole).zip(b.iter().skip(whole));
    whole + rest.take_while(|(a, b)| a == b).count()
}

/// How many bytes two texts have in common up to the end.
fn common_end(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.rchunks_exact(BLOCK).zip(b.rchunks_exact(BLOCK));
    let whole = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let rest = a.iter().rev().skip(whole).zip(b.iter().rev().skip(whole));
    whole + rest.take_while(|(a, b)| a == b).count()
}

/// Applies splices that are in order and don't overlap. Gives the new text, and the splices that take it back to the old one. None if
/// they don't fit the text.
pub fn apply(text: &str, splices: &[Splice]) -> Option<(String, Vec<Splice>)> {
    let added: usize = splices.iter().map(|splice| splice.new.len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut back = Vec::with_capacity(splices.len());
    let mut from = 0;
    for Splice { range, new } in splices {
        out.push_str(text.get(from..range.start)?);
        let old = text.get(range.clone())?;
        back.push(Splice::new(out.len()..out.len() + new.len(), old));
        out.push_str(new);
        from = range.end;
    }
    out.push_str(text.get(from..)?);
    Some((out, back))
}

/// The splices that do at once what two sets do one after the other.
pub fn compose(first: &[Splice], second: &[Splice]) -> Vec<Splice> {
    if first.is_empty() || second.is_empty() {
        return [first, second].concat();
    }
    let mut source = Source::of(first);
    let mut made = Vec::new();
    let mut at = 0;
    for Splice { range, new } in second {
        source.take(range.start.saturating_sub(at), |piece| made.push(piece));
        source.take(range.len(), |_| {});
        made.push(Piece::New(new.clone()));
        at = range.end;
    }
    source.take(usize::MAX, |piece| made.push(piece));
    splices_of(made)
}

/// A stretch of a text that splices were applied to.
enum Piece {
    /// Bytes of the text before.
    Kept(Range<usize>),
    /// What a splice put there.
    New(String),
}

/// The pieces of a spliced text, to be taken from the left.
struct Source {
    /// In reverse order.
    pieces: Vec<Piece>,
}

impl Source {
    fn of(splices: &[Splice]) -> Self {
        let mut pieces = Vec::with_capacity(splices.len() * 2 + 1);
        let mut from = 0;
        for Splice { range, new } in splices {
            pieces.push(Piece::Kept(from..range.start));
            pieces.push(Piece::New(new.clone()));
            from = range.end;
        }
        pieces.push(Piece::Kept(from..usize::MAX));
        pieces.reverse();
        Self { pieces }
    }

    /// Takes so many bytes.
    fn take(&mut self, mut bytes: usize, mut each: impl FnMut(Piece)) {
        while bytes > 0
            && let Some(piece) = self.pieces.pop()
        {
            let length = match &piece {
                Piece::Kept(range) => range.len(),
                Piece::New(text) => text.len(),
            };
            if length <= bytes {
                bytes -= length;
                each(piece);
                continue;
            }
            match piece {
                Piece::Kept(range) => {
                    let middle = range.start + bytes;
                    self.pieces.push(Piece::Kept(middle..range.end));
                    each(Piece::Kept(range.start..middle));
                }
                Piece::New(mut text) => {
                    let rest = text.split_off(bytes);
                    self.pieces.push(Piece::New(rest));
                    each(Piece::New(text));
                }
            }
            bytes = 0;
        }
    }
}

fn splices_of(pieces: Vec<Piece>) -> Vec<Splice> {
    let mut splices = Vec::new();
    let mut new = String::new();
    let mut from = 0;
    for piece in pieces {
        match piece {
            Piece::New(text) => new.push_str(&text),
            Piece::Kept(range) if range.is_empty() => {}
            Piece::Kept(range) => {
                if range.start > from || !new.is_empty() {
                    splices.push(Splice::new(from..range.start, std::mem::take(&mut new)));
                }
                from = range.end;
            }
        }
    }
    splices
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_set_is_applied_and_taken_back() {
        #[track_caller]
        fn check(text: &str, splices: &[Splice], expected: Option<&str>) {
            let applied = apply(text, splices);
            assert_eq!(applied.as_ref().map(|(text, _)| text.as_str()), expected);
            if let Some((after, back)) = applied {
                assert_eq!(apply(&after, &back).unwrap().0, text);
            }
        }
        check("abc", &[], Some("abc"));
        check(
            "abc",
            &[Splice::insert(0, "x"), Splice::remove(1..2), Splice::insert(3, "y")],
            Some("xacy"),
        );
        check("abc", &[Splice::insert(1, "x"), Splice::insert(1, "y")], Some("axybc"));
        check("abc", &[Splice::remove(1..3), Splice::remove(2..3)], None);
        check("abc", &[Splice::insert(4, "x")], None);
        check("é", &[Splice::insert(1, "x")], None);
    }

    #[test]
    fn the_shortest_replacement_is_found() {
        #[track_caller]
        fn check(before: &str, after: &str, expected: Option<Splice>) {
            assert_eq!(Splice::between(before, after), expected);
        }
        check("abc", "abc", None);
        check("abc", "axc", Some(Splice::new(1..2, "x")));
        check("aa", "aaa", Some(Splice::insert(2, "a")));
        check("aé", "aè", Some(Splice::new(1..3, "è")));
        check("“x", "”x", Some(Splice::new(0..3, "”")));
        check("", "x", Some(Splice::insert(0, "x")));
    }

    /// Cuts and new texts, from which splices for a text of any length are made.
    type Cuts = Vec<(prop::sample::Index, String)>;

    fn splices(length: usize, cuts: &Cuts) -> Vec<Splice> {
        let mut places: Vec<usize> = cuts.iter().map(|(cut, _)| cut.index(length + 1)).collect();
        places.sort_unstable();
        let pairs = places.chunks_exact(2).zip(cuts);
        pairs
            .map(|(cut, (_, new))| Splice::new(cut[0]..cut[1], new.clone()))
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn two_sets_in_a_row_are_one(
            text in "[A-Z]{0,30}",
            first in prop::collection::vec((any::<prop::sample::Index>(), "[a-z]{0,4}"), 0..8),
            second in prop::collection::vec((any::<prop::sample::Index>(), "[0-9]{0,4}"), 0..8),
        ) {
            let first = splices(text.len(), &first);
            let (between, first_back) = apply(&text, &first).unwrap();
            let second = splices(between.len(), &second);
            let (after, second_back) = apply(&between, &second).unwrap();
            let (at_once, back) = apply(&text, &compose(&first, &second)).unwrap();
            prop_assert_eq!(&at_once, &after);
            prop_assert_eq!(&apply(&after, &back).unwrap().0, &text);
            prop_assert_eq!(&apply(&after, &compose(&second_back, &first_back)).unwrap().0, &text);
        }
    }
}

//! How a client corrects a summary. A rule of play without chance, so it stands beside the graph; session and explorer share it.

/// What the client puts right in a summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Beliefs that were named and are not the client's, as bits.
    pub wrong: u32,
    /// One belief that is the client's and was left out. Once corrected it is known.
    pub left_out: Option<u8>,
}

/// What the client puts right when these beliefs are named. All three sets are bits in file order.
///
/// The client corrects every named belief that they don't hold. Then they add one that was left out: the first in file
/// order that they hold and had already made known before this answer (it was said, and was not heard), or else the first that they
/// hold at all. One, because a person who is summarised adds what presses most and does not recite a list.
pub const fn corrections(held: u32, revealed: u32, named: u32) -> Corrections {
    let missing = held & !named;
    let said = missing & revealed;
    let pressing = if said != 0 { said } else { missing };
    let left_out = match pressing {
        0 => None,
        bits => Some(bits.trailing_zeros() as u8),
    };
    Corrections {
        wrong: named & !held,
        left_out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(held: u32, revealed: u32, named: u32, wrong: u32, left_out: Option<u8>) {
        assert_eq!(corrections(held, revealed, named), Corrections { wrong, left_out });
    }

    #[test]
    fn what_was_said_and_not_heard_comes_first() {
        check(0b0111, 0b0100, 0b1001, 0b1000, Some(2));
        check(0b0111, 0b0000, 0b0001, 0, Some(1));
        check(0b0111, 0b0001, 0b0001, 0, Some(1));
        check(0b0111, 0b1000, 0b0111, 0, None);
        check(0, 0, 0b10, 0b10, None);
        check(0b1, 0, 0, 0, Some(0));
    }
}

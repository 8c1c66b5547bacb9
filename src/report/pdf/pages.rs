//! From lines to pages: what must stay together does, where a page has room for it.

use super::flow::Piece;

/// A piece at its place on a page, from the top of the text.
pub struct Placed {
    /// Which piece.
    pub piece: usize,
    /// Its top.
    pub top: f32,
    /// Whether the room above it was dropped.
    pub first: bool,
}

/// The pages, each with its pieces from top to bottom.
pub fn pages(pieces: &[Piece], height: f32) -> Vec<Vec<Placed>> {
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut top = 0.0;
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if piece.breaks {
            if pages.last().is_some_and(|page| !page.is_empty()) {
                pages.push(Vec::new());
                top = 0.0;
            }
            at += 1;
            continue;
        }
        let chain = chain(pieces, at);
        let needed = |first: bool| -> f32 {
            let parts = pieces.iter().skip(at).take(chain).enumerate();
            parts
                .map(|(number, piece)| piece.height + if first && number == 0 { 0.0 } else { piece.before })
                .sum()
        };
        let is_first = pages.last().is_none_or(Vec::is_empty);
        let fits = top + needed(is_first) <= height;
        // What is higher than a page is broken where it must be.
        let splits = needed(true) > height;
        let begins = at
            .checked_sub(1)
            .and_then(|before| pieces.get(before))
            .is_none_or(|piece| !piece.keep);
        let is_late = begins && top > height * 0.6;
        if !fits && !is_first && (!splits || is_late || top + piece.before + piece.height > height) {
            pages.push(Vec::new());
            top = 0.0;
            continue;
        }
        let count = if splits { 1 } else { chain };
        for (number, piece) in pieces.iter().enumerate().skip(at).take(count) {
            let first = pages.last().is_none_or(Vec::is_empty);
            top += if first { 0.0 } else { piece.before };
            if let Some(page) = pages.last_mut() {
                page.push(Placed {
                    piece: number,
                    top,
                    first,
                });
            }
            top += piece.height;
        }
        at += count;
    }
    pages.retain(|page| !page.is_empty());
    pages
}

/// How many pieces from here on must be on one page.
fn chain(pieces: &[Piece], from: usize) -> usize {
    let rest = || pieces.iter().skip(from).take_while(|piece| !piece.breaks);
    let kept = rest().take_while(|piece| piece.keep).count();
    (kept + 1).min(rest().count()).max(1)
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn piece(height: f32, keep: bool) -> Piece {
        Piece {
            height,
            keep,
            before: 5.0,
            ..Piece::default()
        }
    }

    fn check(pieces: &[Piece], expected: &[&[usize]]) {
        let pages = pages(pieces, 100.0);
        let found: Vec<Vec<usize>> = pages
            .iter()
            .map(|page| page.iter().map(|placed| placed.piece).collect())
            .collect();
        assert_eq!(found, expected);
        for page in &pages {
            assert_eq!(page[0].top, 0.0, "no room is left at the top of a page");
        }
    }

    #[test]
    fn pieces_fill_pages_and_keep_together() {
        check(&[], &[]);
        check(
            &[piece(40.0, false), piece(40.0, false), piece(40.0, false)],
            &[&[0, 1], &[2]],
        );
        check(
            &[piece(40.0, false), piece(30.0, true), piece(40.0, false)],
            &[&[0], &[1, 2]],
        );
        let mut broken = piece(10.0, false);
        broken.breaks = true;
        check(&[piece(10.0, true), broken, piece(10.0, false)], &[&[0], &[2]]);
    }

    #[test]
    fn what_is_higher_than_a_page_is_broken() {
        let long: Vec<Piece> = (0..6).map(|at| piece(30.0, at < 5)).collect();
        check(&long, &[&[0, 1, 2], &[3, 4, 5]]);
        check(&[piece(250.0, true), piece(10.0, false)], &[&[0], &[1]]);
    }
}

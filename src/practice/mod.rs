//! Deliberate practice: which single statements there are to practise on, when what was practised comes back, and what a short round is
//! made of.
//!
//! [`item`] takes vignettes apart into statements that stand on their own, [`context`] says in two lines what came before them, [`rating`]
//! turns a result into one of four grades, [`schedule`] knows the published formulas, [`card`] keeps one ability in one kind of moment,
//! [`deck`] holds all of it together, [`kept`] reads it from the history, [`round`] picks the next statement, [`under_way`]
//! is a round as text. `docs/practice.md` tells the rules to those who practise.
//!
//! No screen, no file, no clock: time comes in, in milliseconds since 1970, and chance comes from a seed.

pub mod card;
pub mod context;
pub mod deck;
pub mod item;
pub mod kept;
pub mod rating;
pub mod round;
pub mod schedule;
pub mod under_way;
pub mod words;

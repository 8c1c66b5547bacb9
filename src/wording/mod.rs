//! What can be read off a text without understanding it: its words and sentences, its form, what it shares with another text.
//!
//! Knows texts and word lists, and nothing of vignettes. [`text`] takes a text apart once; everything else looks at the parts. The lists
//! are for English ([`lexicon::of_language`]); without one, what depends on no list is still there.

pub mod features;
pub mod identifier;
pub mod lexicon;
pub mod overlap;
pub mod readability;
pub mod text;

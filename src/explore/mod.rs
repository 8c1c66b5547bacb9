//! Every state that a vignette can reach, exactly, and what follows from it: what each choice is worth, what can be expected under a
//! policy, what can no longer be reached. Knows the compiled graph and its rules of play; no texts but for [`cues`], no trainee, no session.
//!
//! [`space`] finds the states, [`value`] looks back from the ends (best and worst play), [`outlook`] looks forward from the opening under any
//! [`policy`]. How plays spread: [`spread`] by answers and ruptures, [`repairs`] by how long a repair takes, [`sums`] by what their answers
//! add up to, [`ends`] by the alliance they end with, [`loss`] by what they give away; [`quantile`] says where most of them lie. [`explorer`] answers for single turns ([`course`] does where there is no chance), [`survey`]
//! for the vignette as a whole: [`summary`] says what it found, [`game`] whether it can be played without the client, [`route`] a short way
//! to each statement.

pub mod cases;
pub mod course;
pub mod cues;
mod cuts;
mod edge;
pub mod ends;
pub mod explorer;
pub mod findings;
pub mod game;
mod live;
pub mod loss;
pub mod measure;
mod order;
pub mod outlook;
mod pack;
pub mod policy;
pub mod quantile;
pub mod repairs;
mod replay;
pub mod route;
mod rules;
pub mod space;
pub mod spread;
mod streams;
mod stretch;
pub mod summary;
pub mod sums;
pub mod survey;
#[cfg(test)]
mod tests;
pub mod together;
pub mod value;
mod weighing;

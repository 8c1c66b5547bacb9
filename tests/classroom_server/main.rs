//! The classroom's server over real connections on loopback: each rule of its safety, a whole room at once, and a real browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod at_the_edge;
mod browser;
mod client;
mod crowd;
mod doors;
mod in_browser;
mod key;
mod old_script;
mod page;
mod votes;

//! A room full of phones: how fast the server answers, how long the tutor's frames take meanwhile, and whether an hour leaves anything behind.
//!
//! - `cargo bench --bench classroom`: three hundred phones that all vote in the same moment, over forty questions; then a thousand half-open requests
//!   beside an honest one; then the tutor's and the room's screen while three hundred phones vote.
//! - `cargo bench --bench classroom -- room`, `half-open` or `view`: one of these.
//! - `cargo bench --bench classroom -- soak 10`: ten minutes with phones that come and go, and with requests that are forged, too long or never end. Fails if a
//!   vote is lost, or if memory or open files grow.
//!
//! The phones are a program of their own, this one started once more. They share the processor with the server, so that the figures are worse than those of a
//! room. `ATTUNE_BENCH_PHONES` sets another number of phones. Where other programs run as well, `chrt -r 50` before the whole and
//! `ATTUNE_BENCH_PHONES_BY="chrt -o 0"` give window and server the processor that a class would leave them.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod crowd;
mod half_open;
mod hall;
mod phone;
mod room;
mod soak;
mod times;
mod view;

fn phones() -> usize {
    let set = std::env::var("ATTUNE_BENCH_PHONES").ok();
    set.and_then(|phones| phones.parse().ok()).unwrap_or(300)
}

fn main() {
    // Cargo adds a word of its own.
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = asked.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => {
            room::run(phones());
            half_open::run();
            view::run(phones());
        }
        ["room"] => room::run(phones()),
        ["half-open"] => half_open::run(),
        ["view"] => view::run(phones()),
        ["soak"] => soak::run(phones(), 10),
        ["soak", minutes] => soak::run(phones(), minutes.parse().expect("a number of minutes")),
        ["hall", place, code, phones] => hall::main(place, code, phones),
        ["crowd", place, code, phones] => crowd::main(place, code, phones),
        other => panic!("{other:?}: expected `room`, `half-open`, `view` or `soak MINUTES`"),
    }
}

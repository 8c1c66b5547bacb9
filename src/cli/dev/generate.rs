//! `attune dev generate`: a large vignette made from a seed, for benchmarks. Three responses a statement of about 120 characters, about
//! 200 characters of client text, three effects a response, a conditional target on a third of the responses.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::cli::CLEAN;

/// Words without meaning to anybody, so that nobody takes the text for a vignette.
const WORDS: [&str; 24] = [
    "harbour", "lantern", "meadow", "quiet", "window", "carry", "paper", "morning", "kettle", "follow", "garden",
    "never", "corner", "bridge", "listen", "evening", "between", "wooden", "letter", "slowly", "station", "winter",
    "answer", "alone",
];

/// Splitmix64: enough to make a text look various. Not for anything that is played.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
struct Mix(u64);

impl Mix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// Words up to about this many characters.
    fn text(&mut self, into: &mut String, characters: usize) {
        let end = into.len() + characters;
        loop {
            let at = usize::try_from(self.below(WORDS.len() as u64)).unwrap_or(0);
            into.push_str(WORDS.get(at).copied().unwrap_or("paper"));
            if into.len() >= end {
                return;
            }
            into.push(' ');
        }
    }
}

/// The vignette as text, with this many statements (at least one).
pub fn vignette(statements: u32, seed: u64) -> String {
    let statements = u64::from(statements.max(1));
    let mut mix = Mix(seed);
    let mut text = String::from(HEADER);
    for at in 0..statements {
        statement(&mut text, &mut mix, at, statements);
    }
    text.push_str(FOOTER);
    text
}

fn statement(text: &mut String, mix: &mut Mix, at: u64, statements: u64) {
    // Writing to a `String` can't fail.
    let _ = write!(text, "        \"s-{at}\": Statement(\n            cue: \"");
    mix.text(text, 30);
    text.push_str("\",\n            affect: Affect(Guarded, 3),\n            says: \"");
    mix.text(text, 200);
    text.push_str("\",\n            responses: {\n");
    for (name, order) in ["a", "b", "c"].into_iter().zip(0..) {
        response(text, mix, name, at * 3 + order, (at, statements));
    }
    text.push_str("            },\n        ),\n");
}

fn response(text: &mut String, mix: &mut Mix, name: &str, number: u64, (at, statements): (u64, u64)) {
    let _ = write!(
        text,
        "                \"{name}\": Response(\n                    act: Say(\""
    );
    mix.text(text, 120);
    let (bond, tasks, goals) = (mix.below(17), mix.below(17), mix.below(17));
    let quality = mix.below(5);
    let _ = write!(
        text,
        "\"),\n                    quality: {quality},\n                    effect: [Change(Bond, {}), Change(Tasks, {}), Change(Goals, {})],\n                    reaction: \"",
        signed(bond),
        signed(tasks),
        signed(goals),
    );
    mix.text(text, 20);
    text.push_str("\",\n                    feedback: \"");
    mix.text(text, 40);
    text.push_str("\",\n                    next: ");
    let target = |mix: &mut Mix| {
        let to = at + 1 + mix.below(8);
        if to < statements {
            format!("s-{to}")
        } else {
            format!("end-{}", mix.below(4))
        }
    };
    if number.is_multiple_of(3) {
        let (then, otherwise) = (target(mix), target(mix));
        let bound = 20 + mix.below(60);
        let _ = writeln!(
            text,
            "First(cases: [Case(when: AtLeast(Bond, {bound}), then: \"{then}\")], otherwise: \"{otherwise}\"),"
        );
    } else {
        let to = target(mix);
        let _ = writeln!(text, "To(\"{to}\"),");
    }
    text.push_str("                ),\n");
}

/// Between -8 and 8.
fn signed(value: u64) -> i64 {
    value.cast_signed() - 8
}

const HEADER: &str = r#"Scenario(
    format: 1,
    id: "generated",
    title: "Generated",
    framework: "working-alliance",
    language: "en-GB",
    authors: ["attune dev generate"],
    version: "1",
    contract: Contract(objectives: ["develop.listen"], level: Foundation, rupture_from: Client, drift: "anything"),
    setting: Setting(service: "none", approach: "none", session: 1, medium: InPerson, brief: "none"),
    client: Client(
        name: "Nobody",
        age: 40,
        pronouns: "they/them",
        about: "Made from a seed.",
        goal: "none",
        portrait: Portrait(skin: Tan, face: Oval, hair: Short, hair_color: Brown, clothes: Jumper, clothes_color: Slate),
    ),
    alliance: Alliance(bond: 50, tasks: 50, goals: 50),
    start: "s-0",
    statements: {
"#;

const FOOTER: &str = r#"    },
    endings: {
        "end-0": Ending(outcome: Repaired, title: "one", says: "one", debrief: "one"),
        "end-1": Ending(outcome: Patched, title: "two", says: "two", debrief: "two"),
        "end-2": Ending(outcome: Postponed, title: "three", says: "three", debrief: "three"),
        "end-3": Ending(outcome: Left, title: "four", says: "four", debrief: "four"),
    },
)
"#;

/// Writes the vignette.
///
/// # Errors
/// If the output can't be written.
pub fn run(statements: u32, seed: u64, out: &mut dyn Write) -> io::Result<u8> {
    out.write_all(vignette(statements, seed).as_bytes())?;
    Ok(CLEAN)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::vignette;
    use crate::framework::load::bundled;
    use crate::library::vignette::load;

    #[test]
    fn what_is_generated_can_be_played() {
        let loaded = load(&vignette(100, 7), bundled());
        assert!(loaded.vignette.is_some(), "{:?}", loaded.diagnostics.first());
        let scenario = &loaded.vignette.unwrap().scenario;
        assert_eq!(scenario.statements.len(), 100);
        assert_eq!(vignette(20, 7), vignette(20, 7));
        assert_ne!(vignette(20, 7), vignette(20, 8));
    }
}

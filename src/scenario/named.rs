//! What the ids in a vignette are the names of, and where one stands that was probably misspelt.

use std::ops::Range;

use super::diagnostic::{Pointer, Step};
use super::syntax::place::find_exactly;
use super::syntax::scalar::text_of;
use super::syntax::tree::{Kind, Tree};

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A statement or an ending: they share one space of names.
    Place,
    /// A belief of the client's.
    Belief,
    /// A flag or a counter.
    Variable,
}

/// What the first value in brackets of this name is the id of: `Visited("…")` names a statement.
pub fn named_in(brackets: &str) -> Option<Named> {
    match brackets {
        "Visited" => Some(Named::Place),
        "Revealed" | "Reveal" => Some(Named::Belief),
        "Is" | "Counter" | "Set" | "Count" => Some(Named::Variable),
        _ => None,
    }
}

/// A name that nothing has, and the one beside which it was probably written by a slip of the hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What it should be the name of. None for what the framework or the checker knows: a row, a marker, a rule.
    pub named: Option<Named>,
    /// The name as it is written.
    pub written: String,
    /// The name that was probably meant.
    pub meant: String,
}

/// The bytes of a misspelt name, quotation marks and all, wherever it stands in a part of the text. The same letters as a name of something
/// else, or as words that are spoken, are left out. Empty if it is not there.
pub(super) fn written_in(text: &str, tree: &Tree, part: &Pointer, slip: &Slip) -> Vec<Range<u32>> {
    let mut found = Vec::new();
    if let Some((key, value)) = find_exactly(text, tree, part) {
        let at = match (part.steps().last(), key) {
            (Some(Step::Key(_)), Some(key)) => key,
            _ => value,
        };
        let mut search = Search {
            text,
            tree,
            slip,
            stands_bare: stands_bare(slip.named, part.last_field()),
            found: &mut found,
        };
        search.value(at, None);
    }
    found
}

/// Whether such a name is written without brackets of its own in this field.
fn stands_bare(named: Option<Named>, field: Option<&str>) -> bool {
    match named {
        None => true,
        Some(Named::Place) => matches!(field, Some("next" | "start" | "pins")),
        Some(Named::Belief) => field == Some("reveals"),
        Some(Named::Variable) => false,
    }
}

struct Search<'t> {
    text: &'t str,
    tree: &'t Tree,
    slip: &'t Slip,
    stands_bare: bool,
    found: &'t mut Vec<Range<u32>>,
}

impl Search<'_> {
    /// Looks through a value. `named`: what the brackets around it say that it names.
    fn value(&mut self, at: u32, named: Option<Named>) {
        let node = self.tree.node(at);
        match node.kind {
            Kind::Fields | Kind::Map => self.tree.pairs(at).for_each(|(_, value)| self.value(value, None)),
            Kind::List | Kind::Tuple => {
                let name = self
                    .text
                    .get(node.start as usize..(node.start + node.name_length()) as usize);
                let named = named_in(name.unwrap_or_default());
                for (number, child) in self.tree.children(at).enumerate() {
                    self.value(child, named.filter(|_| number == 0));
                }
            }
            _ => {
                let fits = named.map_or(self.stands_bare, |named| self.slip.named == Some(named));
                if fits && text_of(self.text, node).is_some_and(|id| id == self.slip.written.as_str()) {
                    self.found.push(node.start..node.end);
                }
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TEXT: &str = r#"Scenario(start: "sais", statements: { "says": Statement(reveals: ["says", "sais"], responses: {
        "r": Response(
            act: Silence(bands: [Band(next: Some(To("sais")))]),
            when: Some(All([Is("sais", true), Visited("sais"), AtLeast(Counter("sais"), 1)])),
            effect: [Set("sais", true), Reveal("sais")],
            next: First(cases: [Case(when: Revealed("sais"), then: "sais")], otherwise: "sais"),
            shows: ["sais", "says"],
            feedback: "sais",
        ),
    }) }, map: Some(Map(pins: { "sais": (1, 2) })))"#;

    /// What stands before each of the places that are found.
    #[track_caller]
    fn check(named: Option<Named>, part: Pointer, expected: &[&str]) {
        let tree = Tree::parse(TEXT);
        let slip = Slip {
            named,
            written: "sais".into(),
            meant: "says".into(),
        };
        let found = written_in(TEXT, &tree, &part, &slip);
        let before: Vec<&str> = found
            .iter()
            .map(|range| {
                assert_eq!(TEXT.get(range.start as usize..range.end as usize), Some("\"sais\""));
                let before = TEXT.get(..range.start as usize).unwrap();
                before.rsplit([' ', '[']).next().unwrap()
            })
            .map(|before| if before.is_empty() { "-" } else { before })
            .collect();
        assert_eq!(before, expected, "{named:?} in {part}");
    }

    #[test]
    fn a_name_is_found_as_what_it_is_and_as_nothing_else() {
        let response = || Pointer::root().statement("says").response("r");
        check(Some(Named::Place), Pointer::root().field("start"), &["-"]);
        check(Some(Named::Place), response().field("next"), &["-", "-"]);
        check(Some(Named::Belief), response().field("next"), &["Revealed("]);
        check(Some(Named::Variable), response().field("next"), &[]);
        check(
            Some(Named::Variable),
            response().field("when"),
            &["Is(", "AtLeast(Counter("],
        );
        check(Some(Named::Place), response().field("when"), &["Visited("]);
        check(Some(Named::Belief), response().field("effect"), &["Reveal("]);
        check(Some(Named::Variable), response().field("effect"), &["Set("]);
        let band = response().field("act").field("bands").index(0).field("next");
        check(Some(Named::Place), band, &["Some(To("]);
        check(
            Some(Named::Belief),
            Pointer::root().statement("says").field("reveals"),
            &["-"],
        );
        check(None, response().field("shows"), &["-"]);
        check(Some(Named::Place), response().field("feedback"), &[]);
        let pin = Pointer::root().field("map").field("pins").key("sais");
        check(Some(Named::Place), pin, &["-"]);
        check(Some(Named::Place), response().field("strategy"), &[]);
    }
}

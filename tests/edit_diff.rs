//! Two versions of a vignette, compared by what they mean; the text for people is a golden file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use attune::edit::diff::{Fate, compare, text};
use attune::edit::document::Document;
use attune::edit::step::{Edit, Refused};
use attune::edit::{endings, fields, responses, statements};
use attune::framework::load::bundled;
use attune::scenario::diagnostic::Pointer;
use attune::scenario::format::format;
use attune::scenario::model::Scenario;

const TEXT: &str = include_str!("../assets/templates/new.ron");

fn document() -> Document {
    Document::new(TEXT, bundled())
}

fn scenario(document: &Document) -> Scenario {
    document.scenario().unwrap().as_ref().clone()
}

fn golden(name: &str, found: &str) {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("ATTUNE_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "ATTUNE_BLESS=1 rewrites {path}");
}

#[test]
fn the_same_is_the_same_whatever_its_layout() {
    let before = scenario(&document());
    assert!(compare(&before, &before).is_same());
    let laid_out = format(&TEXT.replace("\n        \"", "\n\n   // a comment\n  \"")).unwrap();
    let after = scenario(&Document::new(&laid_out, bundled()));
    let comparison = compare(&before, &after);
    assert!(comparison.is_same(), "{}", text::write(&comparison));
    assert_eq!(text::write(&comparison), "");
}

#[test]
fn a_renaming_is_guessed_and_what_refers_to_it_did_not_change() {
    let mut document = document();
    let before = scenario(&document);
    let old = before.statements.get_index(1).unwrap().0.to_string();
    document
        .apply(statements::rename(&document, &old, "another-name").unwrap())
        .unwrap();
    let ending = before.endings.get_index(0).unwrap().0.to_string();
    document
        .apply(endings::rename(&document, &ending, "another-end").unwrap())
        .unwrap();
    let comparison = compare(&before, &scenario(&document));
    let fates: Vec<(&str, &Fate)> = comparison
        .statements
        .iter()
        .chain(&comparison.endings)
        .map(|one| (one.id.as_str(), &one.fate))
        .collect();
    let renamed = |was: &str| Fate::Renamed {
        was: was.to_owned(),
        likeness: 100,
    };
    assert_eq!(
        fates,
        [("another-name", &renamed(&old)), ("another-end", &renamed(&ending))]
    );
    assert!(comparison.statements[0].fields.is_empty() && comparison.statements[0].responses.is_empty());
}

#[test]
fn what_differs_is_said_in_order() {
    let mut current = document();
    let before = scenario(&current);
    let root = Pointer::root;
    let names: Vec<String> = before.statements.keys().map(ToString::to_string).collect();
    let opening = root().statement(&names[0]);
    let answers: Vec<String> = before.statements[0].responses.keys().map(ToString::to_string).collect();
    let answer = opening.clone().response(&answers[0]);
    let says = before.statements[0]
        .says
        .values()
        .last()
        .unwrap()
        .replacen(' ', " really ", 2);
    let new = statements::blank();
    let mut both = |make: &dyn Fn(&Document) -> Result<Edit, Refused>| {
        let edit = make(&current).unwrap();
        current.apply(edit).unwrap();
    };
    both(&|document| fields::set(document, &root().field("version"), "2.0", "change"));
    both(&|document| {
        fields::set(
            document,
            &root().field("contract").field("objectives").index(0),
            "develop.listen",
            "change",
        )
    });
    both(&|document| fields::set(document, &opening.clone().field("says"), &says, "change"));
    both(&|document| fields::set(document, &opening.clone().field("foil"), &true, "change"));
    both(&|document| fields::set(document, &answer.clone().field("quality"), &0, "change"));
    both(&|document| fields::remove(document, &answer.clone().field("effect"), "change"));
    both(&|document| responses::rename(document, &names[0], &answers[1], "said-otherwise"));
    both(&|document| responses::delete(document, &names[0], &answers[2]));
    both(&|document| statements::add(document, "quite-new", &new, &attune::edit::change::Position::Last));
    both(&|document| fields::set(document, &root().ending("left").field("title"), "She goes", "change"));
    golden("diff.txt", &text::write(&compare(&before, &scenario(&current))));
}

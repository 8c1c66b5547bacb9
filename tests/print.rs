//! Vignettes as pages to review on paper: everything is on them, each reference leads somewhere, and no text becomes markup.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::HashSet;

use attune::framework::load::bundled;
use attune::library::bundled::BUNDLED;
use attune::report::{html, vignette};
use attune::scenario::model::{Act, Scenario};
use attune::scenario::read::read;

fn page(scenario: &Scenario) -> String {
    html::write(&vignette::document(scenario, bundled()))
}

/// What stands between two texts, each time that they occur.
fn between<'p>(page: &'p str, before: &str, after: &str) -> Vec<&'p str> {
    let parts = page.split(before).skip(1);
    parts.map(|part| part.split(after).next().unwrap()).collect()
}

fn all_texts() -> Vec<&'static str> {
    let every_field = include_str!("vignettes/every-field.ron");
    BUNDLED.iter().map(|(_, text)| *text).chain([every_field]).collect()
}

#[test]
fn everything_is_on_the_page_and_each_reference_leads_somewhere() {
    for text in all_texts() {
        let scenario = read(text).scenario.unwrap();
        let page = page(&scenario);
        let anchors: HashSet<&str> = between(&page, " id=\"", "\"").into_iter().collect();
        let places = scenario.statements.len() + scenario.endings.len();
        assert_eq!(anchors.len(), places, "{}", scenario.id);
        let links = between(&page, "href=\"#", "\"");
        assert!(links.len() >= places, "{}", scenario.id);
        for link in links {
            assert!(anchors.contains(link), "{}: {link}", scenario.id);
        }
        let has = |text: &str| assert!(page.contains(&html::escape(text)), "{}: {text}", scenario.id);
        for statement in scenario.statements.values() {
            statement.says.values().for_each(|text| has(text));
            statement
                .inner
                .iter()
                .flat_map(|inner| inner.values())
                .for_each(|text| has(text));
            for response in statement.responses.values() {
                response.feedback.values().for_each(|text| has(text));
                response.reaction.values().for_each(|text| has(text));
                match &response.act {
                    Act::Say(words) => words.values().for_each(|text| has(text)),
                    Act::Summary(words) => has(words),
                    Act::Silence { does, .. } => has(does),
                }
            }
        }
        scenario.endings.values().for_each(|ending| has(&ending.debrief));
        scenario.client.beliefs.values().for_each(|belief| has(&belief.text));
        assert!(!page.contains("(missing)"), "{}", scenario.id);
        assert_eq!(
            between(&page, "class=\"box\"", ">").len(),
            10,
            "a box for each thing to sign off"
        );
    }
}

#[test]
fn no_text_becomes_markup_and_a_dead_end_is_told() {
    let text = include_str!("vignettes/small.ron");
    let mut scenario = read(text).scenario.unwrap();
    let evil = "</p><script>alert(1)</script>\" onload='x' \u{202E}";
    scenario.title = evil.into();
    scenario.client.name = evil.into();
    let first = &mut scenario.statements[0];
    first.says = evil.to_owned().into();
    first.responses[0].next = attune::scenario::model::Next::To("<nowhere>".into());
    let page = page(&scenario);
    assert!(!page.contains("<script") && !page.contains("onload='") && !page.contains('\u{202E}'));
    assert!(page.contains("&lt;nowhere&gt; (missing)"));
}

//! What a practitioner needs to know before a single statement, in the two lines that a colleague would give in passing: whom and where,
//! and what was just said.

use crate::explore::route::{Arrival, Exchange};
use crate::scenario::graph::{ActKind, Graph};
use crate::scenario::model::{Medium, Scenario};
use crate::scenario::state::Place;
use crate::session::texts::{self, Said};

/// Most characters of what is told from the brief in one line.
const TOLD: usize = 190;
/// Most characters of the sentences that tell why somebody came, if there is more than one.
const BRIEF: usize = 150;
/// Most characters of one quotation.
const QUOTED: usize = 120;

/// The two lines.
pub fn lines(scenario: &Scenario, graph: &Graph, arrival: &Arrival) -> [String; 2] {
    let sentences = sentences(&scenario.setting.brief);
    let first = first_of(&sentences);
    let who = who(scenario, &first);
    let before = arrival
        .last
        .and_then(|exchange| exchanged(scenario, graph, &exchange))
        .unwrap_or_else(|| opening(scenario, &sentences, &first));
    [who, before]
}

/// Whom, where, and why they came.
fn who(scenario: &Scenario, first: &str) -> String {
    let (client, setting) = (&scenario.client, &scenario.setting);
    let medium = match setting.medium {
        Medium::InPerson => "",
        Medium::Telephone => ", by telephone",
        Medium::Video => ", by video",
    };
    // What comes after the first comma is the room; a colleague would leave it out.
    let service = setting
        .service
        .split([',', ';'])
        .next()
        .unwrap_or_default()
        .trim()
        .trim_end_matches('.');
    format!(
        "{}, {}. {service}, session {}{medium}. {first}",
        client.name, client.age, setting.session
    )
    .trim_end()
    .to_owned()
}

/// The brief's first sentences, as far as they fit: one at least, cut if it is long.
fn first_of(sentences: &[&str]) -> String {
    let mut told = String::new();
    for sentence in sentences {
        if !told.is_empty() {
            if told.chars().count() + sentence.chars().count() > BRIEF {
                break;
            }
            told.push(' ');
        }
        told.push_str(sentence);
    }
    cut(&told, TOLD)
}

/// For the statement that opens the hour: the end of the brief, which tells what happened last.
fn opening(scenario: &Scenario, sentences: &[&str], first: &str) -> String {
    let mut told: Vec<&str> = Vec::new();
    let mut length = 0;
    for sentence in sentences.iter().rev().filter(|sentence| !first.contains(**sentence)) {
        length += sentence.chars().count() + 1;
        if length > TOLD && !told.is_empty() {
            break;
        }
        told.insert(0, sentence);
    }
    if told.is_empty() {
        return format!(
            "The hour has just begun. {}.",
            scenario.setting.approach.trim().trim_end_matches('.')
        );
    }
    cut(&told.join(" "), TOLD + QUOTED)
}

/// The exchange before: what the client said, and what was answered.
fn exchanged(scenario: &Scenario, graph: &Graph, exchange: &Exchange) -> Option<String> {
    let Place::Statement(place) = exchange.met.at else {
        return None;
    };
    let (_, statement) = texts::statement(scenario, place)?;
    let node = graph.statement(place)?;
    let says = statement.says.value(graph.case(node.says, &exchange.met, false));
    let (_, response) = texts::response(scenario, place, exchange.choice.response)?;
    let chosen = graph.response(place, exchange.choice.response)?;
    let said = texts::said(response, graph.case(chosen.text, &exchange.met, false));
    let answer = match (chosen.act, said) {
        (ActKind::Silence, _) => "You stayed silent for a while.".to_owned(),
        (ActKind::Summary, Said::Summary(words) | Said::Words(words) | Said::Silence(words)) => {
            format!("You gave back what you had understood: {}", quote(words))
        }
        (ActKind::Say, said) => format!("You answered: {}", quote(said.text())),
    };
    Some(format!(
        "Just now {} said: {} {answer}",
        scenario.client.name,
        quote(says)
    ))
}

/// A quotation, cut between words where it is long. What was said last is nearest to what comes next, so the end is kept.
fn quote(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= QUOTED {
        return format!("‘{text}’");
    }
    let all = sentences(&text);
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    for sentence in all.iter().rev() {
        length += sentence.chars().count() + 1;
        if length > QUOTED {
            break;
        }
        kept.insert(0, sentence);
    }
    if kept.is_empty() {
        return format!("‘{}’", cut(&text, QUOTED));
    }
    format!("‘… {}’", kept.join(" "))
}

/// A text of at most so many characters, cut between words.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + 1;
        if length > most {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    format!("{} …", short.trim_end_matches([',', ';', ':', '–']))
}

/// The sentences of a text: each ends with its mark and with the quotation that closes there, and a new one begins with a large letter,
/// a digit or a quotation.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some(end) = end_of_sentence(rest) {
        let (sentence, after) = rest.split_at(end);
        found.push(sentence.trim());
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

fn end_of_sentence(text: &str) -> Option<usize> {
    let closes = |letter: char| matches!(letter, '”' | '’' | '"' | ')');
    let mut ended: Option<usize> = None;
    for (at, letter) in text.char_indices() {
        match (letter, ended) {
            ('.' | '?' | '!' | '…', _) => ended = Some(at + letter.len_utf8()),
            (letter, Some(_)) if closes(letter) => ended = Some(at + letter.len_utf8()),
            (letter, Some(end)) if letter.is_whitespace() => {
                let next = text.get(end..).and_then(|rest| rest.trim_start().chars().next());
                if next.is_none_or(|next| next.is_uppercase() || next.is_numeric() || matches!(next, '“' | '‘' | '"'))
                {
                    return Some(end);
                }
                ended = None;
            }
            _ => ended = None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        #[track_caller]
        fn check(text: &str, expected: &[&str]) {
            assert_eq!(sentences(text), expected);
        }
        check("One. Two.", &["One.", "Two."]);
        check(
            "You said: “It’s easy.” She left.",
            &["You said: “It’s easy.”", "She left."],
        );
        check(
            "At 2.30 she rang, e.g. for him. 3 calls",
            &["At 2.30 she rang, e.g. for him.", "3 calls"],
        );
        check("Well … no", &["Well … no"]);
        check("", &[]);
    }

    #[test]
    fn a_long_quotation_keeps_its_end() {
        let long = format!("{} And then he went out.", "I told him. ".repeat(12).trim());
        let quoted = quote(&long);
        assert!(
            quoted.starts_with("‘… I told him.") && quoted.ends_with("And then he went out.’"),
            "{quoted}"
        );
        assert!(quoted.chars().count() <= QUOTED + 6);
        assert_eq!(quote("Yes.\n No."), "‘Yes. No.’");
        assert!(quote(&"on and ".repeat(40)).ends_with(" …’"));
    }
}

//! The hour turn by turn: what was said, what was chosen and what it did, and what else there was.

use super::session::heading;
use super::{Block, Style, anchor};
use crate::report::account::offered::Offered;
use crate::report::account::turns::{AnswerData, TurnData};
use crate::report::data::Session;
use crate::report::decision::Decision;

/// Every turn.
pub fn turns(session: &Session) -> Vec<Block> {
    if session.account.turns.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![heading(2, "Turn by turn")];
    blocks.extend(
        session
            .account
            .turns
            .iter()
            .map(|turn| Block::Section(self::turn(session, turn))),
    );
    blocks
}

fn turn(session: &Session, turn: &TurnData) -> Vec<Block> {
    let number = turn.turn + 1;
    let client = &session.account.client;
    let mut met = vec![Block::Heading {
        level: 3,
        text: format!("Turn {number}"),
        anchor: Some(anchor(session, number)),
    }];
    met.extend(text(Style::Soft, turn.scene.as_ref()));
    met.push(Block::Text(Style::Label, client.clone()));
    met.push(Block::Text(Style::Stage, turn.cue.clone()));
    if !turn.says.is_empty() {
        met.push(Block::Text(Style::Speech, turn.says.clone()));
    }
    let mut blocks = vec![Block::Together(met)];
    if let Some(inner) = &turn.inner {
        blocks.push(Block::Together(vec![
            Block::Text(Style::Label, format!("What {client} did not say")),
            Block::Text(Style::Inner, inner.clone()),
        ]));
    }
    blocks.extend(text(Style::Soft, turn.noticed.as_ref()));
    if let Some(draft) = &turn.draft {
        blocks.push(Block::Together(vec![
            Block::Text(Style::Label, "Your own words, before you saw any answer".to_owned()),
            Block::Inset(vec![Block::Text(Style::Body, draft.clone())]),
        ]));
    }
    let decision = session.decisions.iter().find(|decision| decision.turn == number);
    match &turn.answer {
        Some(answer) => blocks.extend(self::answer(client, answer, decision)),
        None => blocks.push(Block::Text(Style::Soft, "You gave no answer here.".to_owned())),
    }
    blocks
}

fn text(style: Style, text: Option<&String>) -> Option<Block> {
    text.map(|text| Block::Text(style, text.clone()))
}

fn answer(client: &str, answer: &AnswerData, decision: Option<&Decision>) -> Vec<Block> {
    let said = if answer.silent { Style::Stage } else { Style::Speech };
    let mut yours = vec![
        Block::Text(Style::Label, "You".to_owned()),
        Block::Text(said, answer.said.clone()),
    ];
    yours.extend(text(Style::Soft, answer.detail.as_ref()));
    let mut blocks = vec![Block::Together(vec![Block::Aside(yours)])];
    if !answer.corrections.is_empty() {
        blocks.push(Block::Text(Style::Label, client.to_owned()));
        blocks.extend(
            answer
                .corrections
                .iter()
                .map(|said| Block::Text(Style::Speech, said.clone())),
        );
    }
    blocks.push(Block::Text(Style::Stage, answer.reaction.clone()));
    let facts = [
        decision.map(Decision::quality_sentence),
        Some(answer.moved.clone()),
        answer.sure.clone(),
        answer.outlook.clone(),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    blocks.push(Block::Text(Style::Small, facts.join(" ")));
    blocks.push(Block::Together(vec![
        Block::Text(Style::Label, "What it did".to_owned()),
        Block::Text(Style::Body, answer.feedback.clone()),
    ]));
    for labels in &answer.labels {
        let names: Vec<&str> = labels.items.iter().map(|label| label.label.as_str()).collect();
        blocks.push(Block::Labelled(format!("{}:", labels.heading), names.join(", ")));
    }
    if let Some(instead) = &answer.instead {
        blocks.push(Block::Together(vec![
            Block::Text(Style::Label, "You could have said".to_owned()),
            Block::Text(Style::Speech, instead.clone()),
        ]));
    }
    let others: Vec<Vec<Block>> = answer.offered.iter().filter(|one| !one.chosen).map(offered).collect();
    if !others.is_empty() {
        blocks.push(Block::Text(Style::Label, "What else could have been said".to_owned()));
        blocks.push(Block::List(others));
    }
    blocks
}

/// One response that was on offer, with its word first.
fn offered(offered: &Offered) -> Vec<Block> {
    let said = if offered.silent { Style::Stage } else { Style::Speech };
    let mut blocks = vec![
        Block::Text(Style::Label, offered.word.to_owned()),
        Block::Text(said, offered.said.clone()),
    ];
    blocks.extend(text(Style::Small, offered.detail.as_ref()));
    blocks.push(Block::Text(Style::Small, offered.feedback.clone()));
    vec![Block::Together(blocks)]
}

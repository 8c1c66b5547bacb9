//! The steps of a turn as questions: each reads a move from what is typed.

use super::talk::{Stop, Talk};
use crate::framework::id::{Component, RowId, RuptureKind};
use crate::framework::model::{Framework, RowKind};
use crate::scenario::model::Scenario;
use crate::session::event::{Answered, Event, MAX_DRAFT, Move, Noticed, Phase};
use crate::session::machine::Session;
use crate::session::texts::{self, Said};
use crate::session::words;

/// A session and what its texts are looked up in.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The vignette.
    pub scenario: &'a Scenario,
    /// The session.
    pub session: &'a Session,
    /// What is trained.
    pub framework: &'a Framework,
}

impl<'a> Scene<'a> {
    fn name(&self) -> &'a str {
        &self.scenario.client.name
    }

    /// Asks for the move that the session waits for. None when the play is over.
    pub fn ask(&self, talk: &mut Talk<'_>) -> Result<Option<Move>, Stop> {
        let step = match self.session.phase() {
            Phase::Notice => self.notice(talk)?,
            Phase::Draft => draft(talk)?,
            Phase::Respond => self.respond(talk)?,
            Phase::Confidence => confidence(talk)?,
            Phase::Feedback => self.feedback(talk)?,
            Phase::ReadAlliance => self.reading(talk)?,
            Phase::Notebook => self.notebook(talk)?,
            Phase::Over => return Ok(None),
        };
        Ok(Some(step))
    }

    fn notice(&self, talk: &mut Talk<'_>) -> Result<Move, Stop> {
        let kind = talk.ask(
            "What do you notice? n no strain, w a move away (withdrawal), c a move against (confrontation); Enter leaves it out.",
            "A strain is a moment in which the client moves away from you or the work, or against it. Not every short answer is one.",
            |line| match line.to_lowercase().as_str() {
                "" => Ok(None),
                "n" | "no" | "none" | "1" => Ok(Some(None)),
                "w" | "a" | "away" | "withdrawal" | "2" => Ok(Some(Some(RuptureKind::Withdrawal))),
                "c" | "against" | "confrontation" | "3" => Ok(Some(Some(RuptureKind::Confrontation))),
                _ => Err("Please type n, w or c, or press Enter.".to_owned()),
            },
        )?;
        let kind = match kind {
            None => return Ok(Move::Skip),
            Some(None) => return Ok(Move::Notice(Noticed::None)),
            Some(Some(kind)) => kind,
        };
        let component = talk.ask(
            "What is it about, most of all? b bond, t tasks, g goals; Enter if you are not sure.",
            "Bond is how the two of you get on, tasks what you do together, goals what it is for.",
            |line| match line.to_lowercase().as_str() {
                "" => Ok(None),
                "b" | "bond" => Ok(Some(Component::Bond)),
                "t" | "tasks" => Ok(Some(Component::Tasks)),
                "g" | "goals" => Ok(Some(Component::Goals)),
                _ => Err("Please type b, t or g, or press Enter.".to_owned()),
            },
        )?;
        let factor = self.factor(talk)?;
        Ok(Move::Notice(Noticed::Strain {
            kind,
            component,
            factor,
        }))
    }

    fn factor(&self, talk: &mut Talk<'_>) -> Result<Option<RowId>, Stop> {
        let rows: Vec<_> = self
            .framework
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::ClientFactor)
            .collect();
        for (row, number) in rows.iter().zip(1..) {
            talk.hanging(&format!("  {number}. "), &row.label)?;
        }
        let question = format!(
            "Does something that {} brings play a part? A number; Enter if you are not sure.",
            self.name()
        );
        let help = "These are the client factors of the framework; `attune framework client` explains them.";
        talk.ask(&question, help, |line| {
            if line.is_empty() {
                return Ok(None);
            }
            choice(line, rows.len())
                .and_then(|at| rows.get(at))
                .map(|row| Some(row.id.clone()))
                .ok_or_else(|| expected(rows.len()))
        })
    }

    fn respond(&self, talk: &mut Talk<'_>) -> Result<Move, Stop> {
        let Some(faced) = self.session.faced() else {
            return Ok(Move::Skip);
        };
        let offered: Vec<(u8, Said<'_>)> = faced
            .shown()
            .iter()
            .filter_map(|&place| {
                let (_, response) = texts::response(self.scenario, faced.statement, place)?;
                Some((place, texts::said(response, self.session.wording(place))))
            })
            .collect();
        talk.gap()?;
        for ((_, said), number) in offered.iter().zip(1..) {
            let text = match said {
                Said::Words(text) => (*text).to_owned(),
                Said::Summary(text) => format!("{text} (a summary: you choose what goes into it)"),
                Said::Silence(text) => format!("(silence) {text}"),
            };
            talk.hanging(&format!("  {number}. "), &text)?;
        }
        let at = talk.ask(
            &format!("Your answer? A number from 1 to {}.", offered.len()),
            "The order is shuffled and says nothing. More than one of them can be good.",
            |line| choice(line, offered.len()).ok_or_else(|| expected(offered.len())),
        )?;
        let Some(&(response, said)) = offered.get(at) else {
            return Ok(Move::Skip);
        };
        let (held_ms, beliefs) = match said {
            Said::Words(_) => (0, 0),
            Said::Silence(_) => (self.silence(talk, faced.statement, response)?, 0),
            Said::Summary(_) => (0, self.summary(talk)?),
        };
        Ok(Move::Answer {
            response,
            held_ms,
            beliefs,
        })
    }

    fn silence(&self, talk: &mut Talk<'_>, statement: u32, response: u8) -> Result<u32, Stop> {
        let graph = self.session.graph();
        let bands = graph
            .response(statement, response)
            .map_or(&[][..], |node| graph.bands_s(node));
        let letters = 'a'..='z';
        let named: Vec<(char, u16)> = letters.zip(bands.iter().copied()).collect();
        for (at, (letter, from_s)) in named.iter().enumerate() {
            let until = named.get(at + 1).map(|(_, until)| *until);
            talk.hanging(&format!("  {letter}. "), &words::band(*from_s, until))?;
        }
        let question = "How long do you hold it? Seconds, such as 6, or a letter.";
        let help = "A silence that is long enough gives room; one that is too long can leave somebody alone in it.";
        talk.ask(question, help, |line| {
            let lettered = named
                .iter()
                .find(|(letter, _)| line.eq_ignore_ascii_case(&letter.to_string()));
            if let Some((_, from_s)) = lettered {
                return Ok(u32::from(*from_s) * 1000);
            }
            let typed = line.trim_end_matches(['s', 'S']).trim_end();
            let seconds: Option<f64> = typed.replace(',', ".").parse().ok();
            match seconds.filter(|seconds| (0.0..=60.0).contains(seconds)) {
                // Between 0 and 60 000, so the cast is exact enough.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                Some(seconds) => Ok((seconds * 1000.0).round() as u32),
                None => Err("Please type a number of seconds from 0 to 60, or one of the letters.".to_owned()),
            }
        })
    }

    fn summary(&self, talk: &mut Talk<'_>) -> Result<u32, Stop> {
        self.list_beliefs(talk)?;
        let count = self.scenario.client.beliefs.len();
        let question = format!(
            "What goes into your summary? Numbers, such as 1 3. {} will put right what is not so.",
            self.name()
        );
        talk.ask(
            &question,
            "Name what you have understood of how they see things. Leaving some out is no fault.",
            |line| {
                let chosen = numbers(line, count)?;
                if chosen == 0 {
                    Err("Please name at least one.".to_owned())
                } else {
                    Ok(chosen)
                }
            },
        )
    }

    fn list_beliefs(&self, talk: &mut Talk<'_>) -> Result<(), Stop> {
        for (belief, number) in self.scenario.client.beliefs.values().zip(1..) {
            talk.hanging(&format!("  {number}. "), &belief.text)?;
        }
        Ok(())
    }

    fn feedback(&self, talk: &mut Talk<'_>) -> Result<Move, Stop> {
        let Some(answered) = self.session.answered() else {
            return Ok(Move::Continue);
        };
        self.tell(talk, answered)?;
        if let Some(draft) = self.draft() {
            talk.hanging("Your own words: ", draft)?;
        }
        let inner = self
            .session
            .faced()
            .and_then(|faced| texts::facing(self.scenario, faced))
            .and_then(|facing| facing.inner);
        let question = match inner {
            Some(_) => format!(
                "Enter to go on, i to hear what {} did not say, back to try this moment again.",
                self.name()
            ),
            None => "Enter to go on, back to try this moment again.".to_owned(),
        };
        loop {
            let listen = talk.ask(
                &question,
                "The numbers are the vignette’s author’s judgement.",
                |line| match line.to_lowercase().as_str() {
                    "" => Ok(false),
                    "i" if inner.is_some() => Ok(true),
                    _ => Err("Please press Enter to go on.".to_owned()),
                },
            )?;
            match inner {
                Some(inner) if listen => talk.hanging("  ", inner)?,
                _ => return Ok(Move::Continue),
            }
        }
    }

    /// What an answer did, and why.
    pub fn tell(&self, talk: &mut Talk<'_>, answered: &Answered) -> Result<(), Stop> {
        let Some(reply) = texts::reply(self.scenario, answered) else {
            return Ok(());
        };
        talk.gap()?;
        talk.hanging("  ", reply.reaction)?;
        for correction in texts::corrected(self.scenario, answered) {
            if let Some(words) = &correction.belief.correction {
                talk.hanging(&format!("{}: ", self.name()), words)?;
            }
        }
        talk.gap()?;
        talk.say(reply.feedback)?;
        talk.say(&words::moved(answered))?;
        let labels = |ids: &[RowId]| {
            let labels: Vec<&str> = ids.iter().map(|id| self.framework.row_label(id.as_str())).collect();
            labels.join(", ")
        };
        if !reply.shows.is_empty() {
            talk.hanging("It shows: ", &labels(reply.shows))?;
        }
        if !reply.hinders.is_empty() {
            talk.hanging("It misses, or gets in the way: ", &labels(reply.hinders))?;
        }
        if let Some(strategy) = reply.strategy.and_then(|id| self.framework.strategy(id.as_str())) {
            talk.hanging("Strategy: ", &strategy.label)?;
        }
        if let Some(pull) = reply.pull.and_then(|id| self.framework.pull(id.as_str())) {
            talk.hanging("The pull: ", &format!("{}. {}", pull.label, pull.text))?;
        }
        if let Some(instead) = reply.instead {
            talk.hanging("Instead: ", instead)?;
        }
        Ok(())
    }

    fn draft(&self) -> Option<&'a str> {
        let turn = self
            .session
            .log()
            .iter()
            .rev()
            .take_while(|event| !matches!(event, Event::Faced(_)));
        turn.filter_map(|event| match event {
            Event::Drafted { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .next()
    }

    fn reading(&self, talk: &mut Talk<'_>) -> Result<Move, Stop> {
        let question = format!(
            "Where would {} put bond, tasks and goals right now? Three numbers from 0 to 100, such as 60 50 40; Enter leaves it out.",
            self.name()
        );
        let help = "Not where you would put them. Bond: we get on. Tasks: we agree on what we do here. Goals: we agree on what it is for.";
        talk.ask(&question, help, |line| {
            if line.is_empty() {
                return Ok(Move::Skip);
            }
            let read: Option<Vec<u8>> = words_of(line)
                .map(|word| word.parse().ok().filter(|value| *value <= 100))
                .collect();
            let read = read.and_then(|read| <[u8; 3]>::try_from(read).ok());
            read.map(Move::ReadAlliance)
                .ok_or_else(|| "Please type three numbers from 0 to 100, such as 60 50 40.".to_owned())
        })
    }

    fn notebook(&self, talk: &mut Talk<'_>) -> Result<Move, Stop> {
        talk.heading("Your notebook")?;
        self.list_beliefs(talk)?;
        let count = self.scenario.client.beliefs.len();
        let question = format!(
            "Before you look back: which of these does {} believe? Numbers, such as 1 3, or 0 for none; Enter leaves it out.",
            self.name()
        );
        talk.ask(&question, "Some of them are not theirs.", |line| match line {
            "" => Ok(Move::Skip),
            "0" => Ok(Move::Notebook(0)),
            line => numbers(line, count).map(Move::Notebook),
        })
    }
}

fn draft(talk: &mut Talk<'_>) -> Result<Move, Stop> {
    talk.ask(
        "What would you say? In your own words, on one line; Enter leaves it out.",
        "Your words are kept on this machine only if you asked for a log, and stand beside your choice afterwards.",
        |line| {
            if line.is_empty() {
                return Ok(Move::Skip);
            }
            if line.chars().count() > MAX_DRAFT {
                return Err(format!("Please keep it under {MAX_DRAFT} characters."));
            }
            Ok(Move::Draft(line.to_owned()))
        },
    )
}

fn confidence(talk: &mut Talk<'_>) -> Result<Move, Stop> {
    let scale: Vec<String> = words::SURE
        .iter()
        .zip(1..)
        .map(|((name, _), number)| format!("{number} {name}"))
        .collect();
    let question = format!(
        "How sure are you that this was among the best on offer? {}.",
        scale.join(", ")
    );
    talk.ask(
        &question,
        "Asked before you hear what it did, so that your sureness can be compared with what came of it.",
        |line| {
            let sure = choice(line, words::SURE.len()).and_then(|at| words::SURE.get(at));
            sure.map(|(_, percent)| Move::Confidence(*percent))
                .ok_or_else(|| expected(words::SURE.len()))
        },
    )
}

fn words_of(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', ',', ';', '/', '\t']).filter(|word| !word.is_empty())
}

/// A number from 1, as a place from 0.
fn choice(line: &str, count: usize) -> Option<usize> {
    let number: usize = line.trim_end_matches('.').parse().ok()?;
    (1..=count).contains(&number).then(|| number - 1)
}

fn expected(count: usize) -> String {
    format!("Please type a number from 1 to {count}.")
}

/// Numbers from 1, as bits.
fn numbers(line: &str, count: usize) -> Result<u32, String> {
    let count = count.min(32);
    let mut bits = 0;
    for word in words_of(line) {
        match choice(word, count) {
            Some(at) => bits |= 1 << at,
            None => {
                return Err(format!(
                    "Please type numbers from 1 to {count}, with spaces between them."
                ));
            }
        }
    }
    Ok(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_bits() {
        assert_eq!(numbers("1 3", 4), Ok(0b101));
        assert_eq!(numbers("2,2;4", 4), Ok(0b1010));
        assert!(numbers("5", 4).is_err() && numbers("one", 4).is_err() && numbers("0", 4).is_err());
        assert_eq!(choice("2.", 3), Some(1));
        assert_eq!((choice("0", 3), choice("4", 3), choice("-1", 3)), (None, None, None));
    }
}

//! What is looked for on the map and in the outline: ids and words, of statements, endings and their responses.

use super::data::MapData;

/// What is looked for, and where it was found.
#[derive(Debug, Default)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// The boxes that have it.
    hits: Vec<u32>,
    /// Which of them one is at.
    at: Option<usize>,
    asked: String,
}

impl Search {
    /// Looks again if something else was typed. True if it was.
    pub fn look(&mut self, data: &MapData) -> bool {
        let asked = self.text.trim().to_lowercase();
        if asked == self.asked {
            return false;
        }
        self.asked = asked;
        self.follow(data);
        true
    }

    /// Looks again in another version.
    pub fn follow(&mut self, data: &MapData) {
        self.hits.clear();
        self.at = None;
        if self.asked.is_empty() {
            return;
        }
        let asked = self.asked.as_str();
        let all = (0_u32..).zip(&data.nodes);
        let hits = all.filter(|(_, node)| {
            let own = data
                .responses
                .get(node.responses.start as usize..node.responses.end as usize);
            has(&node.id, asked)
                || has(&node.words, asked)
                || own
                    .unwrap_or_default()
                    .iter()
                    .any(|response| has(&response.id, asked) || has(&response.words, asked))
        });
        self.hits = hits.map(|(at, _)| at).collect();
    }

    /// Whether something is looked for.
    pub fn is_on(&self) -> bool {
        !self.asked.is_empty()
    }

    /// The boxes that were found, in order.
    pub fn hits(&self) -> &[u32] {
        &self.hits
    }

    /// Whether a box was found.
    pub fn has(&self, at: u32) -> bool {
        self.hits.binary_search(&at).is_ok()
    }

    /// The next hit, or the one before; round and round.
    pub fn next(&mut self, forwards: bool) -> Option<u32> {
        let count = self.hits.len();
        let at = match (self.at, forwards) {
            (_, _) if count == 0 => return None,
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.at = Some(at);
        self.hits.get(at).copied()
    }

    /// What was found, in words.
    pub fn words(&self) -> String {
        match (self.hits.len(), self.at) {
            (0, _) => "nothing found".to_owned(),
            (count, Some(at)) => format!("{} of {count}", at + 1),
            (count, None) => format!("{count} found"),
        }
    }
}

fn has(text: &str, asked: &str) -> bool {
    text.to_lowercase().contains(asked)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::scenario::read::read;

    #[test]
    fn it_goes_round_what_it_found() {
        let text = include_str!("../../../../tests/vignettes/every-field.ron");
        let data = MapData::new(1, &read(text).scenario.unwrap(), &[]);
        let mut search = Search::default();
        let mut find = |text: &str| {
            text.clone_into(&mut search.text);
            search.look(&data);
            let order: Vec<Option<u32>> = (0..search.hits().len() + 1).map(|_| search.next(true)).collect();
            (order, search.words())
        };
        assert_eq!(find("FORM"), (vec![Some(0), Some(1), Some(0)], "1 of 2".to_owned()));
        assert_eq!(find("rings off"), (vec![Some(3), Some(3)], "1 of 1".to_owned()));
        assert_eq!(find("xyz"), (vec![None], "nothing found".to_owned()));
        assert_eq!(find("joke").0, [Some(1), Some(1)]);
    }
}

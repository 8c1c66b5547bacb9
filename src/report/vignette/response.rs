//! A response on paper: what is said, how apt it is, what it does, and where it leads.

use super::{Page, heading, labelled, words};
use crate::report::document::{Block, Link, Style};
use crate::scenario::id::TargetId;
use crate::scenario::model::{Act, Band, Next, Response};
use crate::scenario::varied::Varied;

/// Everywhere that a response can lead.
pub(super) fn targets(response: &Response) -> Vec<&str> {
    let mut all = of_next(&response.next);
    if let Act::Silence { bands, .. } = &response.act {
        all.extend(bands.iter().filter_map(|band| band.next.as_ref()).flat_map(of_next));
    }
    all
}

fn of_next(next: &Next) -> Vec<&str> {
    match next {
        Next::To(to) => vec![to.as_str()],
        Next::First { cases, otherwise } => {
            let cases = cases.iter().map(|case| case.then.as_str());
            cases.chain([otherwise.as_str()]).collect()
        }
        Next::Chance(ways) => ways.iter().map(|way| way.to.as_str()).collect(),
    }
}

impl Page<'_> {
    pub(super) fn response(&self, id: &str, response: &Response) -> Vec<Block> {
        let name = format!("{id} · quality {}", self.quality(&response.quality));
        let mut head = vec![heading(3, &name, None)];
        match &response.act {
            Act::Say(text) => head.extend(self.varied(text, Style::Speech, String::clone)),
            Act::Summary(text) => {
                head.push(Block::Text(Style::Speech, text.clone()));
                head.push(Block::Text(
                    Style::Small,
                    "A summary that the client corrects.".to_owned(),
                ));
            }
            Act::Silence { does, .. } => head.push(Block::Text(Style::Stage, format!("Silence. {does}"))),
        }
        let mut blocks = vec![Block::Together(head)];
        if let Some(when) = &response.when {
            blocks.push(labelled("Offered only if", words::condition(self.scenario, when)));
        }
        blocks.extend(response.panel.map(|votes| labelled("Panel", format!("{votes} votes"))));
        let rows = [("Shows", &response.shows), ("Hinders or misses", &response.hinders)];
        for (label, rows) in rows.iter().filter(|(_, rows)| !rows.is_empty()) {
            blocks.push(labelled(label, self.rows(*rows)));
        }
        if let Some(id) = &response.strategy {
            let strategy = self.framework.strategy(id.as_str());
            blocks.push(labelled(
                "Strategy",
                strategy.map_or(id.as_str(), |one| one.label.as_str()),
            ));
        }
        if let Some(id) = &response.pull {
            blocks.push(labelled("Pull", self.pull(id.as_str())));
        }
        if !response.effect.is_empty() {
            blocks.push(labelled("Effect", words::effects(self.scenario, &response.effect)));
        }
        blocks.extend(response.repair.map(|step| labelled("Repair", words::repair(step))));
        blocks.extend(self.varied(&response.reaction, Style::Stage, String::clone));
        blocks.extend(self.varied(&response.feedback, Style::Body, String::clone));
        blocks.extend(response.instead.clone().map(|text| labelled("Instead", text)));
        blocks.extend(self.leads_to(&response.next));
        if let Act::Silence { bands, .. } = &response.act {
            blocks.extend(bands.iter().map(|band| Block::Inset(self.band(band))));
        }
        blocks
    }

    fn pull(&self, id: &str) -> String {
        let pull = self.framework.pull(id);
        pull.map_or_else(|| id.to_owned(), |pull| pull.label.clone())
    }

    fn quality(&self, quality: &Varied<u8>) -> String {
        match quality {
            Varied::Plain(quality) => format!("{quality} of 4"),
            Varied::Vary { cases, otherwise } => {
                let cases = cases
                    .iter()
                    .map(|case| format!("{} if {}", case.then, words::condition(self.scenario, &case.when)));
                let cases: Vec<String> = cases.collect();
                format!("{}, otherwise {otherwise}, of 4", cases.join(", "))
            }
        }
    }

    /// What a length of silence changes.
    fn band(&self, band: &Band) -> Vec<Block> {
        let mut head = format!("Held for {} seconds or more", band.from_s);
        if let Some(quality) = &band.quality {
            head.push_str(&format!(" · quality {}", self.quality(quality)));
        }
        let mut blocks = vec![Block::Text(Style::Label, head)];
        let rows = [("Shows", &band.shows), ("Hinders or misses", &band.hinders)];
        for (label, rows) in rows {
            blocks.extend(rows.as_ref().map(|rows| labelled(label, self.rows(rows))));
        }
        blocks.extend(band.pull.as_ref().map(|id| labelled("Pull", self.pull(id.as_str()))));
        blocks.extend(
            band.effect
                .as_ref()
                .map(|effect| labelled("Effect", words::effects(self.scenario, effect))),
        );
        blocks.extend(band.repair.map(|step| labelled("Repair", words::repair(step))));
        for (text, style) in [(&band.reaction, Style::Stage), (&band.feedback, Style::Body)] {
            blocks.extend(text.iter().flat_map(|text| self.varied(text, style, String::clone)));
        }
        blocks.extend(band.instead.clone().map(|text| labelled("Instead", text)));
        blocks.extend(band.next.iter().flat_map(|next| self.leads_to(next)));
        if blocks.len() == 1 {
            blocks.push(Block::Text(Style::Small, "As above.".to_owned()));
        }
        blocks
    }

    fn leads_to(&self, next: &Next) -> Vec<Block> {
        let link = |label: String, to: &TargetId| Block::Links(label, vec![self.place(to.as_str())]);
        match next {
            Next::To(to) => vec![link("Leads to".to_owned(), to)],
            Next::First { cases, otherwise } => {
                let cases = cases.iter().map(|case| {
                    let when = words::condition(self.scenario, &case.when);
                    link(format!("If {when}, leads to"), &case.then)
                });
                cases
                    .chain([link("Otherwise leads to".to_owned(), otherwise)])
                    .collect()
            }
            Next::Chance(ways) => {
                let all: u32 = ways.iter().map(|way| way.weight).fold(0, u32::saturating_add).max(1);
                let links = ways.iter().map(|way| {
                    let Link { text, anchor } = self.place(way.to.as_str());
                    let share = u64::from(way.weight) * 100 / u64::from(all);
                    Link {
                        text: format!("{text} ({share} %)"),
                        anchor,
                    }
                });
                vec![Block::Links("Leads by chance to".to_owned(), links.collect())]
            }
        }
    }
}

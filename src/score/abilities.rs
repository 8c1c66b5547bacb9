//! Credit over opportunities, by row of the framework.
//!
//! A row has an opportunity in a turn if any response on offer shows it. The credit is that of the answer, whichever ability it used: how
//! apt it was among what was on offer while this ability was called for. Where experts voted, the credit is the votes for the answer over the
//! votes for the most chosen response, as in script concordance tests (Charlin et al., 2000); otherwise quality scaled from the worst on
//! offer (0) to the best (1). A turn in which everything on offer is equally apt is no opportunity.

use serde::Serialize;

use super::Source;
use super::ratio::Ratio;
use super::turns::Turn;
use crate::framework::id::RowId;
use crate::framework::model::Framework;
use crate::scenario::model::{Act, Response, Scenario};
use crate::session::event::Answered;
use crate::session::texts;

/// One turn in which a row was called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Opportunity {
    /// The answer.
    pub source: Source,
    /// 0 to 1.
    pub credit: Ratio,
    /// Whether experts' votes gave the credit.
    pub panel: bool,
    /// Whether the answer itself shows the row.
    pub shown: bool,
}

/// One row and its opportunities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowScore {
    /// The row.
    pub row: RowId,
    /// In order of turns.
    pub opportunities: Vec<Opportunity>,
}

impl RowScore {
    /// The mean credit in millionths, each credit rounded down.
    pub fn mean_millionths(&self) -> Option<u64> {
        Ratio::mean_millionths(self.opportunities.iter().map(|chance| chance.credit))
    }

    /// In how many of the opportunities the answer itself showed the row.
    pub fn shown(&self) -> Ratio {
        Ratio::of(self.opportunities.iter().map(|chance| chance.shown))
    }
}

/// One row that answers hindered or missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hindered {
    /// A hindering factor, or an ability that was missed.
    pub row: RowId,
    /// The answers.
    pub sources: Vec<Source>,
}

/// What each row came to, in the framework's order. Rows without an opportunity are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Abilities {
    /// Rows that were called for.
    pub rows: Vec<RowScore>,
    /// Rows that answers hindered.
    pub hindered: Vec<Hindered>,
}

impl Abilities {
    /// One row's score.
    pub fn row(&self, id: &str) -> Option<&RowScore> {
        self.rows.iter().find(|score| score.row.as_str() == id)
    }
}

/// The credit of an answer and whether experts gave it; `None` if everything on offer is equally apt.
///
/// Experts judge a response as such. A silence with several lengths is credited by its quality, because its length makes it what it is.
pub fn credit(scenario: &Scenario, turn: &Turn, answered: &Answered) -> Option<(Ratio, bool)> {
    let response = |at| texts::response(scenario, answered.statement, at).map(|(_, response)| response);
    let votes = |at: u8| u32::from(response(at).and_then(|response| response.panel).unwrap_or(0));
    let shown = turn.faced.1.shown();
    let most = shown.iter().map(|&at| votes(at)).max().unwrap_or(0);
    let fewest = shown.iter().map(|&at| votes(at)).min().unwrap_or(0);
    let is_timed = response(answered.response)
        .is_some_and(|response| matches!(&response.act, Act::Silence { bands, .. } if bands.len() > 1));
    if most > fewest && !is_timed {
        return Some((Ratio::new(votes(answered.response), most), true));
    }
    let (low, high) = (u32::from(answered.worst), u32::from(answered.best));
    let gained = u32::from(answered.quality).saturating_sub(low);
    (high > low).then(|| (Ratio::new(gained, high - low), false))
}

fn shows(response: &Response, row: &RowId) -> bool {
    let bands = match &response.act {
        Act::Silence { bands, .. } => bands.as_slice(),
        Act::Say(_) | Act::Summary(_) => &[],
    };
    if bands.is_empty() {
        response.shows.contains(row)
    } else {
        bands
            .iter()
            .any(|band| texts::shows(response, Some(band)).contains(row))
    }
}

/// Measures a play.
pub fn measure(scenario: &Scenario, framework: &Framework, turns: &[Turn]) -> Abilities {
    let mut abilities = Abilities::default();
    for row in &framework.rows {
        let opportunities: Vec<_> = turns
            .iter()
            .filter_map(|turn| opportunity(scenario, turn, &row.id))
            .collect();
        if !opportunities.is_empty() {
            let row = row.id.clone();
            abilities.rows.push(RowScore { row, opportunities });
        }
        let hinders = |turn: &Turn| {
            let (source, answered) = turn.answer()?;
            let reply = texts::reply(scenario, answered)?;
            reply.hinders.contains(&row.id).then_some(source)
        };
        let sources: Vec<_> = turns.iter().filter_map(hinders).collect();
        if !sources.is_empty() {
            let row = row.id.clone();
            abilities.hindered.push(Hindered { row, sources });
        }
    }
    abilities
}

fn opportunity(scenario: &Scenario, turn: &Turn, row: &RowId) -> Option<Opportunity> {
    let (source, answered) = turn.answer()?;
    let statement = turn.statement(scenario)?;
    let mut offered = turn.faced.1.shown().iter();
    let called_for = offered.any(|&at| {
        let response = statement.responses.get_index(usize::from(at));
        response.is_some_and(|(_, response)| shows(response, row))
    });
    if !called_for {
        return None;
    }
    let (credit, panel) = credit(scenario, turn, answered)?;
    let reply = texts::reply(scenario, answered)?;
    Some(Opportunity {
        source,
        credit,
        panel,
        shown: reply.shows.contains(row),
    })
}

//! Questions that a screen, a rule or a score asks of a framework: by group, by kind, by position, by words.
//!
//! Knows nothing of any one row, and changes nothing.

use std::cmp::Reverse;

use super::id::RuptureKind;
use super::model::{Framework, Marker, Row};

impl Framework {
    /// The rows under a group, in order.
    pub fn rows_of(&self, group: &str) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.parent == group)
    }

    /// The markers that move away, or those that move against, in order.
    pub fn markers_of(&self, kind: RuptureKind) -> impl Iterator<Item = &Marker> {
        self.markers.iter().filter(move |marker| marker.kind == kind)
    }

    /// What to call a row on the screen: its label, or the id itself if the framework has no such row.
    pub fn row_label<'a>(&'a self, id: &'a str) -> &'a str {
        self.row(id).map_or(id, |row| row.label.as_str())
    }

    /// The position of a row, for arrays with one place a row. Stable within one version of a framework's file only.
    pub fn row_index(&self, id: &str) -> Option<u16> {
        self.rows
            .iter()
            .position(|row| row.id.as_str() == id)
            .and_then(|index| u16::try_from(index).ok())
    }

    /// The row at a position that [`Self::row_index`] gave.
    pub fn row_at(&self, index: u16) -> Option<&Row> {
        self.rows.get(usize::from(index))
    }

    /// The rows in which every word of the query occurs, in label, text, id or examples, whatever the case.
    ///
    /// Those with more of the words in their label come first, otherwise in order. An empty query finds all rows.
    pub fn search(&self, query: &str) -> Vec<&Row> {
        let query = folded(query);
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut hits: Vec<(usize, &Row)> = self
            .rows
            .iter()
            .filter_map(|row| Some((label_hits(row, &words)?, row)))
            .collect();
        hits.sort_by_key(|&(in_label, _)| Reverse(in_label));
        hits.into_iter().map(|(_, row)| row).collect()
    }
}

/// How many of the words occur in the row's label; none if one of them occurs nowhere in the row.
fn label_hits(row: &Row, words: &[&str]) -> Option<usize> {
    let label = folded(&row.label);
    let all = folded(&[&row.label, &row.text, row.id.as_str(), &row.good, &row.weak].join("\n"));
    words
        .iter()
        .all(|word| all.contains(word))
        .then(|| words.iter().filter(|word| label.contains(**word)).count())
}

/// Lower case, and with the apostrophe that is on the keyboard in place of the typographic one.
fn folded(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use super::super::load::bundled;

    #[test]
    fn an_index_leads_back_to_its_row() {
        let framework = bundled();
        for (position, row) in framework.rows.iter().enumerate() {
            let index = framework.row_index(row.id.as_str()).unwrap();
            assert_eq!(usize::from(index), position);
            assert_eq!(framework.row_at(index), Some(row));
        }
        assert_eq!(framework.row_index("repair.nothing"), None);
        assert_eq!(framework.row_at(39), None);
    }

    #[test]
    fn rows_are_found_by_group_and_named_by_label() {
        let counts = bundled()
            .groups
            .iter()
            .map(|group| bundled().rows_of(&group.id).count());
        assert_eq!(counts.collect::<Vec<_>>(), [4, 7, 6, 4, 5, 5, 8]);
        assert_eq!(bundled().row_label("repair.own-part"), "Own your part");
        assert_eq!(bundled().row_label("repair.nothing"), "repair.nothing");
    }

    #[track_caller]
    fn check_search(query: &str, first: &[&str]) {
        let found: Vec<&str> = bundled().search(query).iter().map(|row| row.id.as_str()).collect();
        assert!(found.starts_with(first), "{query}: {found:?}");
        assert_eq!(found.is_empty(), first.is_empty(), "{query}: {found:?}");
    }

    #[test]
    fn search_finds_every_word_and_puts_labels_first() {
        check_search("own part", &["repair.own-part"]);
        check_search("OWN   PART", &["repair.own-part"]);
        check_search("doubt", &["develop.doubts", "view.explore"]);
        check_search("hinders.silence", &["hinders.silence"]);
        check_search("collusion", &["view.independent"]);
        check_search("leaflet wary", &["develop.validate"]);
        check_search("don't worry", &["helps.respectful"]);
        check_search("leaflet zeppelin", &[]);
        assert_eq!(bundled().search("  ").len(), 39);
    }
}

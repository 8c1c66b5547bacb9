//! Reads a framework from its file and checks that it holds together.
//!
//! Knows how ids relate and nothing of what any of them stands for. Opens no file: the bundled text is compiled in.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::model::{Framework, Row};

const BUNDLED: &str = include_str!("../../assets/framework/working-alliance.ron");

static FRAMEWORK: LazyLock<Framework> = LazyLock::new(|| match parse(BUNDLED) {
    Ok(framework) => framework,
    Err(error) => {
        debug_assert!(false, "the bundled framework does not load: {error}");
        empty()
    }
});

/// Why a text is no framework.
#[derive(Debug, thiserror::Error)]
pub enum FrameworkError {
    /// The text is not RON, or not of the framework's shape. Carries the line and column.
    #[error("{0}")]
    Syntax(Box<ron::error::SpannedError>),
    /// Two groups, rows, markers, strategies or pulls share an id.
    #[error("the {kind} id `{id}` is used more than once")]
    DuplicateId {
        /// What shares it, such as "row".
        kind: &'static str,
        /// The id that is used twice.
        id: String,
    },
    /// A row stands under a group that the file does not declare.
    #[error("row `{row}` stands under `{parent}`, and no group has that id")]
    UnknownGroup {
        /// The row's id.
        row: String,
        /// The group that it names.
        parent: String,
    },
    /// The part of a row's id before the point is not the group that it stands under.
    #[error("row `{row}` stands under `{parent}`, and its id does not begin with `{parent}.`")]
    ParentMismatch {
        /// The row's id.
        row: String,
        /// The group that it names.
        parent: String,
    },
    /// A row links to a strategy or a marker that the file does not declare.
    #[error("row `{row}` links to the {kind} `{target}`, and there is none of that id")]
    UnknownLink {
        /// The row's id.
        row: String,
        /// "strategy" or "marker".
        kind: &'static str,
        /// The id that leads nowhere.
        target: String,
    },
}

/// The framework that is compiled into the program. Parsed at first use.
pub fn bundled() -> &'static Framework {
    &FRAMEWORK
}

/// Reads a framework and checks that ids are unique, that each row stands under the group that its id names, and that
/// each link leads somewhere.
///
/// # Errors
/// The first fault found, in the order of the file.
pub fn parse(text: &str) -> Result<Framework, FrameworkError> {
    let framework: Framework = ron::from_str(text).map_err(|error| FrameworkError::Syntax(Box::new(error)))?;
    check_ids(&framework)?;
    framework.rows.iter().try_for_each(|row| check_row(&framework, row))?;
    Ok(framework)
}

fn check_ids(framework: &Framework) -> Result<(), FrameworkError> {
    unique("group", framework.groups.iter().map(|group| group.id.as_str()))?;
    unique("row", framework.rows.iter().map(|row| row.id.as_str()))?;
    unique("marker", framework.markers.iter().map(|marker| marker.id.as_str()))?;
    unique(
        "strategy",
        framework.strategies.iter().map(|strategy| strategy.id.as_str()),
    )?;
    unique("pull", framework.pulls.iter().map(|pull| pull.id.as_str()))
}

fn unique<'a>(kind: &'static str, ids: impl Iterator<Item = &'a str>) -> Result<(), FrameworkError> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(FrameworkError::DuplicateId {
                kind,
                id: id.to_owned(),
            });
        }
    }
    Ok(())
}

fn check_row(framework: &Framework, row: &Row) -> Result<(), FrameworkError> {
    let (id, parent) = (row.id.to_string(), row.parent.clone());
    if !framework.groups.iter().any(|group| group.id == row.parent) {
        return Err(FrameworkError::UnknownGroup { row: id, parent });
    }
    if row.id.as_str().split_once('.').map(|(group, _)| group) != Some(row.parent.as_str()) {
        return Err(FrameworkError::ParentMismatch { row: id, parent });
    }
    let unknown = |kind, target: &str| FrameworkError::UnknownLink {
        row: id.clone(),
        kind,
        target: target.to_owned(),
    };
    for strategy in &row.strategies {
        framework
            .strategy(strategy.as_str())
            .ok_or_else(|| unknown("strategy", strategy.as_str()))?;
    }
    for marker in &row.markers {
        framework
            .marker(marker.as_str())
            .ok_or_else(|| unknown("marker", marker.as_str()))?;
    }
    Ok(())
}

fn empty() -> Framework {
    Framework {
        id: String::new(),
        title: String::new(),
        credit: String::new(),
        groups: Vec::new(),
        rows: Vec::new(),
        markers: Vec::new(),
        strategies: Vec::new(),
        pulls: Vec::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use super::super::id::{Component, RuptureKind};
    use super::super::model::RowKind;
    use super::*;

    /// Ids are named by vignettes and kept attempts, so they are written down here a second time.
    const ROWS: [(RowKind, &str); 8] = [
        (RowKind::Component, "alliance: bond tasks goals"),
        (RowKind::Principle, "alliance: all-matter"),
        (
            RowKind::HelpingFactor,
            "helps: flexible respectful warm open alert self-reflective trustworthy",
        ),
        (
            RowKind::HinderingFactor,
            "hinders: rigid critical distant aloof distracted silence",
        ),
        (
            RowKind::ClientFactor,
            "client: interpersonal involuntary service family-peers",
        ),
        (RowKind::Ability, "develop: listen validate rationale doubts goals"),
        (RowKind::Ability, "view: apprehend convey explore gather independent"),
        (
            RowKind::Ability,
            "repair: recognise rationale refocus here-and-now own-part link-pattern negative-feelings fears",
        ),
    ];

    const MARKERS: [(RuptureKind, &str, &str); 6] = [
        (
            RuptureKind::Withdrawal,
            "shutting down",
            "denial minimal-response giving-up",
        ),
        (RuptureKind::Withdrawal, "avoiding", "abstract-talk story-or-shift"),
        (RuptureKind::Withdrawal, "masking", "deferring split-affect"),
        (
            RuptureKind::Confrontation,
            "complaining",
            "complaint-practitioner complaint-activities complaint-parameters complaint-progress",
        ),
        (
            RuptureKind::Confrontation,
            "pushing back",
            "rejects-intervention defends-self",
        ),
        (RuptureKind::Confrontation, "controlling", "pressure"),
    ];

    const STRATEGIES: &str = "clarify-misunderstanding change-task-or-goal give-rationale invite-feelings \
        own-contribution disclose-own-experience link-between-us link-other-relationships validate-posture refocus";

    const PULLS: &str = "reassuring explaining-too-early fixing defending procedure colluding interpreting-too-soon \
        over-apologising pressing-on";

    #[test]
    fn the_rows_are_the_list() {
        let expected: Vec<(RowKind, String, String)> = ROWS
            .iter()
            .flat_map(|(kind, line)| {
                let (group, names) = line.split_once(": ").unwrap();
                names
                    .split(' ')
                    .map(move |name| (*kind, group.to_owned(), format!("{group}.{name}")))
            })
            .collect();
        let found: Vec<_> = bundled()
            .rows
            .iter()
            .map(|row| (row.kind, row.parent.clone(), row.id.to_string()))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(found.len(), 39);
        let groups: Vec<&str> = bundled().groups.iter().map(|group| group.id.as_str()).collect();
        assert_eq!(
            groups,
            ["alliance", "helps", "hinders", "client", "develop", "view", "repair"]
        );
    }

    #[test]
    fn the_markers_are_the_list() {
        let expected: Vec<(RuptureKind, &str, &str)> = MARKERS
            .iter()
            .flat_map(|(kind, family, ids)| ids.split(' ').map(move |id| (*kind, *family, id)))
            .collect();
        let found: Vec<_> = bundled()
            .markers
            .iter()
            .map(|marker| (marker.kind, marker.family.as_str(), marker.id.as_str()))
            .collect();
        assert_eq!(found, expected);
        for kind in [RuptureKind::Withdrawal, RuptureKind::Confrontation] {
            assert_eq!(bundled().markers_of(kind).count(), 7, "{kind}");
        }
    }

    #[test]
    fn the_strategies_and_pulls_are_the_lists() {
        let strategies: Vec<&str> = bundled()
            .strategies
            .iter()
            .map(|strategy| strategy.id.as_str())
            .collect();
        assert_eq!(strategies, STRATEGIES.split_whitespace().collect::<Vec<_>>());
        let pulls: Vec<&str> = bundled().pulls.iter().map(|pull| pull.id.as_str()).collect();
        assert_eq!(pulls, PULLS.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn every_component_has_its_row() {
        for component in Component::ALL {
            assert_eq!(bundled().row(component.row()).unwrap().kind, RowKind::Component);
        }
    }

    /// Each label, with how many words it may have.
    fn labels() -> Vec<(&'static str, &'static str, std::ops::RangeInclusive<usize>)> {
        let framework = bundled();
        let rows = framework
            .rows
            .iter()
            .map(|row| (row.id.as_str(), row.label.as_str(), 2..=5));
        let markers = framework
            .markers
            .iter()
            .map(|marker| (marker.id.as_str(), marker.label.as_str(), 2..=5));
        let strategies = framework
            .strategies
            .iter()
            .map(|it| (it.id.as_str(), it.label.as_str(), 2..=6));
        let pulls = framework
            .pulls
            .iter()
            .map(|pull| (pull.id.as_str(), pull.label.as_str(), 2..=4));
        rows.chain(markers).chain(strategies).chain(pulls).collect()
    }

    fn texts() -> Vec<(&'static str, &'static str)> {
        let framework = bundled();
        let rows = framework.rows.iter();
        let rows = rows.flat_map(|row| [&row.text, &row.good, &row.weak].map(|text| (row.id.as_str(), text.as_str())));
        let groups = framework
            .groups
            .iter()
            .map(|group| (group.id.as_str(), group.text.as_str()));
        let markers = framework
            .markers
            .iter()
            .map(|marker| (marker.id.as_str(), marker.text.as_str()));
        let strategies = framework.strategies.iter().map(|it| (it.id.as_str(), it.text.as_str()));
        let pulls = framework
            .pulls
            .iter()
            .map(|pull| (pull.id.as_str(), pull.text.as_str()));
        rows.chain(groups)
            .chain(markers)
            .chain(strategies)
            .chain(pulls)
            .collect()
    }

    #[test]
    fn labels_are_short_and_unique() {
        let mut seen = HashSet::new();
        for (id, label, words) in labels() {
            assert!(words.contains(&label.split_whitespace().count()), "{id}: {label}");
            assert!(label.starts_with(char::is_uppercase), "{id}: {label}");
            assert!(seen.insert(label.to_lowercase()), "{id}: `{label}` is used twice");
        }
    }

    #[test]
    fn texts_are_whole_sentences_in_the_house_typography() {
        for (id, text) in texts() {
            assert!(text.split_whitespace().count() >= 8, "{id}: {text}");
            assert!(text.ends_with(['.', '?', '’']), "{id}: {text}");
            assert!(
                !text.contains(['\'', '"', '!', '—']) && !text.contains("  "),
                "{id}: {text}"
            );
            assert_eq!(text.matches('“').count(), text.matches('”').count(), "{id}: {text}");
            assert!(text.matches('‘').count() <= text.matches('’').count(), "{id}: {text}");
        }
    }

    #[test]
    fn markers_say_when_they_are_none() {
        for marker in &bundled().markers {
            assert!(
                marker.text.contains("It is no marker when"),
                "{}: {}",
                marker.id,
                marker.text
            );
        }
    }

    #[test]
    fn every_marker_and_every_strategy_is_linked() {
        let framework = bundled();
        for marker in &framework.markers {
            assert!(
                framework.rows.iter().any(|row| row.markers.contains(&marker.id)),
                "{}",
                marker.id
            );
        }
        for strategy in &framework.strategies {
            let linked = |row: &Row| row.kind == RowKind::Ability && row.strategies.contains(&strategy.id);
            assert!(framework.rows.iter().any(linked), "{}", strategy.id);
        }
    }

    #[test]
    fn a_row_links_to_a_thing_once() {
        for row in &bundled().rows {
            assert_eq!(
                row.markers.iter().collect::<HashSet<_>>().len(),
                row.markers.len(),
                "{}",
                row.id
            );
            assert_eq!(
                row.strategies.iter().collect::<HashSet<_>>().len(),
                row.strategies.len(),
                "{}",
                row.id
            );
        }
    }

    const SMALL: &str = r#"(
        id: "small", title: "Small", credit: "",
        groups: [(id: "a", label: "A", text: ""), (id: "b", label: "B", text: "")],
        rows: [(id: "a.one", kind: Ability, parent: "a", label: "", text: "", good: "", weak: "", strategies: ["s"], markers: ["m"])],
        markers: [(id: "m", kind: Withdrawal, family: "", label: "", text: "")],
        strategies: [(id: "s", label: "", text: "")],
        pulls: [(id: "p", label: "", text: "")],
    )"#;

    #[track_caller]
    fn check_fault(from: &str, to: &str, expected: &str) {
        assert!(SMALL.contains(from), "{from}");
        let message = parse(&SMALL.replace(from, to)).unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
    }

    #[test]
    fn faults_are_told_apart() {
        assert!(parse(SMALL).is_ok());
        check_fault("title:", "titel:", "titel");
        check_fault(r#"id: "b""#, r#"id: "a""#, "the group id `a` is used more than once");
        check_fault(
            r#"[(id: "m","#,
            r#"[(id: "m", kind: Confrontation, family: "", label: "", text: ""), (id: "m","#,
            "the marker id `m`",
        );
        check_fault(
            r#"parent: "a""#,
            r#"parent: "c""#,
            "row `a.one` stands under `c`, and no group",
        );
        check_fault(r#"parent: "a""#, r#"parent: "b""#, "its id does not begin with `b.`");
        check_fault(r#"id: "a.one""#, r#"id: "one""#, "its id does not begin with `a.`");
        check_fault(r#"["s"]"#, r#"["t"]"#, "links to the strategy `t`");
        check_fault(r#"["m"]"#, r#"["n"]"#, "links to the marker `n`");
    }
}

//! Conditions, effects and targets of a vignette in plain words.

use crate::report::account::words::list;
use crate::scenario::condition::{Condition, Quantity};
use crate::scenario::effect::{Effect, RepairStep};
use crate::scenario::model::{Outcome, Scenario};

/// A condition, as it reads after "if": "bond is 45 or more".
pub fn condition(scenario: &Scenario, condition: &Condition) -> String {
    let each = |all: &[Condition], word: &str| {
        let parts: Vec<String> = all.iter().map(|one| bracketed(scenario, one)).collect();
        parts.join(word)
    };
    match condition {
        Condition::AtLeast(quantity, value) => format!("{} is {value} or more", named(quantity)),
        Condition::Below(quantity, value) => format!("{} is below {value}", named(quantity)),
        Condition::Is(flag, true) => format!("`{flag}` is set"),
        Condition::Is(flag, false) => format!("`{flag}` is not set"),
        Condition::All(all) if all.is_empty() => "in any case".to_owned(),
        Condition::All(all) => each(all, " and "),
        Condition::Any(any) if any.is_empty() => "never".to_owned(),
        Condition::Any(any) => each(any, " or "),
        Condition::Not(inner) => format!("not: {}", bracketed(scenario, inner)),
        Condition::RuptureOpen => "a rupture is open".to_owned(),
        Condition::RuptureRecognised => "a rupture is open and the client has recognised it".to_owned(),
        Condition::RuptureResolved => "a rupture was resolved and none is open".to_owned(),
        Condition::Visited(id) => format!("`{id}` was come to before"),
        Condition::Revealed(id) => format!("it is known that “{}”", belief(scenario, id.as_str())),
        Condition::SummaryRight => "the summary is right".to_owned(),
    }
}

fn bracketed(scenario: &Scenario, inner: &Condition) -> String {
    let words = condition(scenario, inner);
    match inner {
        Condition::All(list) | Condition::Any(list) if list.len() > 1 => format!("({words})"),
        _ => words,
    }
}

fn named(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Bond => "bond".to_owned(),
        Quantity::Tasks => "tasks".to_owned(),
        Quantity::Goals => "goals".to_owned(),
        Quantity::Counter(id) => format!("`{id}`"),
    }
}

fn belief<'s>(scenario: &'s Scenario, id: &'s str) -> &'s str {
    scenario
        .client
        .beliefs
        .get(id)
        .map_or(id, |belief| belief.text.as_str())
}

/// Effects in their order: "bond +6; if a rupture is open: tasks +2".
pub fn effects(scenario: &Scenario, effects: &[Effect]) -> String {
    let parts: Vec<String> = effects.iter().map(|one| effect(scenario, one)).collect();
    parts.join("; ")
}

fn effect(scenario: &Scenario, effect: &Effect) -> String {
    match effect {
        Effect::Change(component, by) => format!("{component} {}", signed(*by)),
        Effect::Set(flag, true) => format!("sets `{flag}`"),
        Effect::Set(flag, false) => format!("clears `{flag}`"),
        Effect::Count(counter, by) => format!("`{counter}` {}", signed(*by)),
        Effect::Reveal(id) => format!("makes known that “{}”", belief(scenario, id.as_str())),
        Effect::When(when, inner) => format!("if {}: {}", condition(scenario, when), effects(scenario, inner)),
    }
}

/// With a sign: +6, −6 and ±0.
fn signed(by: i32) -> String {
    match by {
        0 => "±0".to_owned(),
        by if by > 0 => format!("+{by}"),
        by => format!("−{}", by.unsigned_abs()),
    }
}

/// What a step of repair does.
pub fn repair(step: RepairStep) -> String {
    match step {
        RepairStep::Open(kind) => format!("opens a rupture: {kind}"),
        RepairStep::Recognise => "puts the strain into words".to_owned(),
        RepairStep::Advance => "moves the rupture on one stage".to_owned(),
        RepairStep::Resolve => "closes the rupture if it is in its last stage, and else moves it on one".to_owned(),
        RepairStep::Worsen => "sets the rupture back to its first stage".to_owned(),
    }
}

/// What kind of ending it is.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Repaired => "repaired",
        Outcome::Patched => "patched over",
        Outcome::Postponed => "postponed",
        Outcome::Left => "left",
    }
}

/// Names in a row, with what comes of none.
pub fn names(all: &[String], none: &str) -> String {
    if all.is_empty() { none.to_owned() } else { list(all) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::id::Component;
    use crate::scenario::read::read;

    #[test]
    fn conditions_and_effects_are_words() {
        let text = include_str!("../../../tests/vignettes/small.ron");
        let Some(scenario) = read(text).scenario else {
            unreachable!("it is read in other tests")
        };
        let check = |when: Condition, expected: &str| assert_eq!(condition(&scenario, &when), expected);
        check(Condition::AtLeast(Quantity::Bond, 45), "bond is 45 or more");
        check(
            Condition::Not(Box::new(Condition::RuptureOpen)),
            "not: a rupture is open",
        );
        let both = vec![
            Condition::Is("told".into(), true),
            Condition::Below(Quantity::Counter("n".into()), 2),
        ];
        check(
            Condition::Any(vec![Condition::All(both), Condition::Visited("a".into())]),
            "(`told` is set and `n` is below 2) or `a` was come to before",
        );
        let list = [
            Effect::Change(Component::Bond, -6),
            Effect::When(
                Condition::RuptureOpen,
                vec![Effect::Count("n".into(), 1), Effect::Set("told".into(), false)],
            ),
        ];
        assert_eq!(
            effects(&scenario, &list),
            "bond −6; if a rupture is open: `n` +1; clears `told`"
        );
    }
}

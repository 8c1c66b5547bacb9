//! Conditions in plain words: "bond is at least 40 and the rupture was named". Knows nothing of how they are edited.

use crate::scenario::condition::{Condition, Quantity};

/// A condition as a part of a sentence.
pub fn condition_words(condition: &Condition) -> String {
    words(condition, false)
}

/// What a quantity is called.
pub fn quantity_words(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Bond => "the bond".to_owned(),
        Quantity::Tasks => "agreement on tasks".to_owned(),
        Quantity::Goals => "agreement on goals".to_owned(),
        Quantity::Counter(id) => format!("the counter “{id}”"),
    }
}

fn words(condition: &Condition, inside: bool) -> String {
    match condition {
        Condition::AtLeast(quantity, least) => format!("{} is at least {least}", quantity_words(quantity)),
        Condition::Below(quantity, bound) => format!("{} is below {bound}", quantity_words(quantity)),
        Condition::Is(flag, true) => format!("“{flag}” is set"),
        Condition::Is(flag, false) => format!("“{flag}” is not set"),
        Condition::All(list) => joined(list, " and ", "always", inside),
        Condition::Any(list) => joined(list, " or ", "never", inside),
        Condition::Not(inner) => match inner.as_ref() {
            Condition::RuptureOpen => "no rupture is open".to_owned(),
            Condition::RuptureRecognised => "no open rupture was named".to_owned(),
            Condition::RuptureResolved => "no rupture was repaired".to_owned(),
            Condition::Visited(id) => format!("“{id}” was not reached before"),
            Condition::Revealed(id) => format!("the belief “{id}” is not known"),
            Condition::SummaryRight => "the summary was not right".to_owned(),
            inner => format!("it is not so that {}", words(inner, true)),
        },
        Condition::RuptureOpen => "a rupture is open".to_owned(),
        Condition::RuptureRecognised => "the rupture was named".to_owned(),
        Condition::RuptureResolved => "a rupture was repaired".to_owned(),
        Condition::Visited(id) => format!("“{id}” was reached before"),
        Condition::Revealed(id) => format!("the belief “{id}” is known"),
        Condition::SummaryRight => "the summary was right".to_owned(),
    }
}

fn joined(list: &[Condition], and: &str, empty: &str, inside: bool) -> String {
    match list {
        [] => empty.to_owned(),
        [one] => words(one, inside),
        list => {
            let parts: Vec<String> = list.iter().map(|part| words(part, true)).collect();
            let text = parts.join(and);
            if inside { format!("({text})") } else { text }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(condition: Condition, expected: &str) {
        assert_eq!(condition_words(&condition), expected);
    }

    #[test]
    fn conditions_read_as_words() {
        use Condition::*;
        let bond = || AtLeast(Quantity::Bond, 40);
        check(
            All(vec![bond(), RuptureRecognised]),
            "the bond is at least 40 and the rupture was named",
        );
        check(
            Any(vec![Is("asked".into(), true), All(vec![bond(), RuptureOpen])]),
            "“asked” is set or (the bond is at least 40 and a rupture is open)",
        );
        check(Not(Box::new(Visited("hello".into()))), "“hello” was not reached before");
        check(
            Not(Box::new(Any(vec![bond(), RuptureOpen]))),
            "it is not so that (the bond is at least 40 or a rupture is open)",
        );
        check(
            Below(Quantity::Counter("sighs".into()), 2),
            "the counter “sighs” is below 2",
        );
        check(All(vec![]), "always");
        check(Any(vec![RuptureOpen]), "a rupture is open");
    }
}

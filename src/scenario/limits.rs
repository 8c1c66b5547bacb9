//! The limits that `model`, `condition` and `effect` write in their doc comments: numbers in range, lists not too long, ids well
//! formed. Everything that can be seen at one place; whether two places fit together is the compiler's question.

use super::condition::{Condition, MAX_NESTING};
use super::diagnostic::{Diagnostic, Pointer};
use super::effect::Effect;
use super::map::{At, MAX_MARKS, MAX_PLACE, Map, SIDES, Size};
use super::model::{Act, Affect, Ending, FORMAT, Next, Response, Scenario, Statement, Variable};
use super::state::{MAX_BELIEFS, MAX_COUNTERS, MAX_FLAGS, MAX_RESPONSES};
use super::varied::{Case, Varied};

/// Longest id, in characters.
pub const MAX_ID: usize = 64;
/// Farthest bound of a counter from 0.
pub const MAX_COUNT: i32 = 1_000;
/// Longest silence, in seconds.
pub const MAX_SILENCE_S: u16 = 60;
/// Largest weight of a way out of a chance.
pub const MAX_WEIGHT: u32 = 1_000;

/// Whether a text is an id: `[a-z0-9-]{1,64}`.
pub fn is_id(text: &str) -> bool {
    (1..=MAX_ID).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// An id made from any text: what an author probably meant, and what the studio proposes.
pub fn id_from(text: &str) -> String {
    let mut id = String::new();
    for c in text.chars() {
        let c = c.to_ascii_lowercase();
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') && !matches!(c, '\'' | '’') {
            id.push('-');
        }
        if id.len() >= MAX_ID {
            break;
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

/// The range of a field's number, where its type allows more.
pub fn range_of(field: &str) -> Option<(i64, i64)> {
    match field {
        "age" => Some((1, 120)),
        "bond" | "tasks" | "goals" => Some((0, 100)),
        "quality" => Some((0, 4)),
        "salience" => Some((1, 3)),
        "from_s" => Some((0, MAX_SILENCE_S.into())),
        "weight" => Some((1, MAX_WEIGHT.into())),
        _ => None,
    }
}

/// Everything in a vignette that is out of its limits.
pub fn check(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut limits = Limits(Vec::new());
    let root = Pointer::root;
    limits.id(scenario.id.as_str(), || root().field("id"));
    if scenario.format == 0 {
        let message = format!("found format 0, expected {FORMAT}");
        limits
            .0
            .push(Diagnostic::error("out-of-range", root().field("format"), message));
    }
    limits.range(scenario.client.age.into(), 1, 120, || {
        root().field("client").field("age")
    });
    for (name, value) in [
        ("bond", scenario.alliance.bond),
        ("tasks", scenario.alliance.tasks),
        ("goals", scenario.alliance.goals),
    ] {
        limits.range(value.into(), 0, 100, || root().field("alliance").field(name));
    }
    let beliefs = &scenario.client.beliefs;
    limits.count(beliefs.len(), MAX_BELIEFS, "beliefs", || {
        root().field("client").field("beliefs")
    });
    for id in beliefs.keys() {
        limits.id(id.as_str(), || root().belief(id));
    }
    limits.variables(scenario);
    for (id, statement) in &scenario.statements {
        limits.id(id.as_str(), || root().statement(id));
        limits.statement(statement, &|| root().statement(id));
    }
    for (id, ending) in &scenario.endings {
        limits.id(id.as_str(), || root().ending(id));
        limits.ending(ending, &|| root().ending(id));
    }
    if let Some(map) = &scenario.map {
        limits.map(map);
    }
    limits.0
}

struct Limits(Vec<Diagnostic>);

type Place<'p> = &'p dyn Fn() -> Pointer;

impl Limits {
    #[inline]
    fn range(&mut self, value: i64, least: i64, most: i64, place: impl Fn() -> Pointer) {
        if !(least..=most).contains(&value) {
            let message = format!("found `{value}`, expected a whole number from {least} to {most}");
            self.0.push(Diagnostic::error("out-of-range", place(), message));
        }
    }

    #[inline]
    fn count(&mut self, found: usize, most: usize, what: &str, place: impl Fn() -> Pointer) {
        if found > most {
            let message = format!("found {found} {what}, expected at most {most}");
            self.0.push(Diagnostic::error("too-many", place(), message));
        }
    }

    #[inline]
    fn id(&mut self, id: &str, place: impl Fn() -> Pointer) {
        if !is_id(id) {
            self.bad_id(id, place());
        }
    }

    #[cold]
    fn bad_id(&mut self, id: &str, place: Pointer) {
        let message = format!(
            "found the id `{}`, expected lower-case letters without accents, digits and hyphens, at most {MAX_ID}",
            super::diagnostic::cut(id.to_owned(), 80)
        );
        let meant = id_from(id);
        let diagnostic = Diagnostic::error("bad-id", place, message);
        self.0.push(if meant.is_empty() {
            diagnostic
        } else {
            diagnostic.help(format!("write `{meant}`"))
        });
    }

    fn variables(&mut self, scenario: &Scenario) {
        let place = || Pointer::root().field("variables");
        let counters = scenario
            .variables
            .values()
            .filter(|variable| matches!(variable, Variable::Counter { .. }))
            .count();
        self.count(counters, MAX_COUNTERS, "counters", place);
        self.count(scenario.variables.len() - counters, MAX_FLAGS, "flags", place);
        for (id, variable) in &scenario.variables {
            self.id(id.as_str(), || Pointer::root().variable(id));
            if let Variable::Counter { start, min, max } = *variable {
                let place = |field| move || Pointer::root().variable(id).field(field);
                let bound = i64::from(MAX_COUNT);
                self.range(min.into(), -bound, bound, place("min"));
                self.range(max.into(), i64::from(min).max(-bound), bound, place("max"));
                if min <= max {
                    self.range(start.into(), min.into(), max.into(), place("start"));
                }
            }
        }
    }

    fn statement(&mut self, statement: &Statement, place: Place<'_>) {
        self.varied_text(statement.scene.as_ref(), &|| place().field("scene"));
        self.varied_text(Some(&statement.cue), &|| place().field("cue"));
        self.varied_text(Some(&statement.says), &|| place().field("says"));
        self.varied_text(statement.inner.as_ref(), &|| place().field("inner"));
        self.varied(
            &statement.affect,
            &|| place().field("affect"),
            |limits, affect, place| limits.affect(*affect, place),
        );
        if let Some(strain) = &statement.strain {
            self.range(strain.salience.into(), 1, 3, || {
                place().field("strain").field("salience")
            });
        }
        self.count(statement.responses.len(), MAX_RESPONSES, "responses", || {
            place().field("responses")
        });
        for (id, response) in &statement.responses {
            self.id(id.as_str(), || place().response(id));
            self.response(response, &|| place().response(id));
        }
    }

    fn response(&mut self, response: &Response, place: Place<'_>) {
        if let Some(when) = &response.when {
            self.condition(when, &|| place().field("when"));
        }
        self.quality(&response.quality, &|| place().field("quality"));
        self.effects(&response.effect, &|| place().field("effect"));
        self.varied_text(Some(&response.reaction), &|| place().field("reaction"));
        self.varied_text(Some(&response.feedback), &|| place().field("feedback"));
        self.next(&response.next, &|| place().field("next"));
        match &response.act {
            Act::Say(words) => self.varied_text(Some(words), &|| place().field("act")),
            Act::Summary(_) => {}
            Act::Silence { bands, .. } => {
                let bands_place = || place().field("act").field("bands");
                if bands.is_empty() {
                    let diagnostic =
                        Diagnostic::error("silence-without-bands", bands_place(), "found a silence without bands");
                    self.0
                        .push(diagnostic.help("write at least one, such as `Band(from_s: 0)`"));
                }
                let mut least = 0;
                for (at, band) in bands.iter().enumerate() {
                    let place = || bands_place().index(at);
                    let most = if at == 0 { 0 } else { MAX_SILENCE_S };
                    self.band_start(band.from_s, least, most, &place);
                    least = band.from_s.saturating_add(1);
                    if let Some(quality) = &band.quality {
                        self.quality(quality, &|| place().field("quality"));
                    }
                    self.effects(band.effect.as_deref().unwrap_or_default(), &|| place().field("effect"));
                    self.varied_text(band.reaction.as_ref(), &|| place().field("reaction"));
                    self.varied_text(band.feedback.as_ref(), &|| place().field("feedback"));
                    if let Some(next) = &band.next {
                        self.next(next, &|| place().field("next"));
                    }
                }
            }
        }
    }

    fn band_start(&mut self, value: u16, least: u16, most: u16, place: Place<'_>) {
        if (least..=most).contains(&value) {
            return;
        }
        let place = place().field("from_s");
        let (message, help) = if most == 0 {
            (
                format!("found a first band from {value} seconds, expected 0"),
                "the first band starts at once",
            )
        } else if value > most {
            (
                format!("found `{value}` seconds, expected at most {MAX_SILENCE_S}"),
                "a silence is held for a minute at most",
            )
        } else {
            (
                format!(
                    "found a band from {value} seconds after one from {}",
                    least.saturating_sub(1)
                ),
                "put the bands in order",
            )
        };
        self.0
            .push(Diagnostic::error("bands-out-of-order", place, message).help(help));
    }

    fn ending(&mut self, ending: &Ending, place: Place<'_>) {
        self.varied_text(Some(&ending.says), &|| place().field("says"));
        // Left out, it is the calm face of no intensity.
        if ending.affect != Affect::default() {
            self.affect(ending.affect, &|| place().field("affect"));
        }
    }

    fn map(&mut self, map: &Map) {
        let place = || Pointer::root().field("map");
        for (id, at) in &map.pins {
            self.id(id.as_str(), || place().field("pins").key(id));
            self.place(*at, &|| place().field("pins").key(id));
        }
        self.count(map.frames.len(), MAX_MARKS, "frames", || place().field("frames"));
        for (index, frame) in map.frames.iter().enumerate() {
            let place = || place().field("frames").index(index);
            self.place(frame.at, &|| place().field("at"));
            self.size(frame.size, &|| place().field("size"));
        }
        self.count(map.notes.len(), MAX_MARKS, "notes", || place().field("notes"));
        for (index, note) in map.notes.iter().enumerate() {
            let place = || place().field("notes").index(index);
            self.place(note.at, &|| place().field("at"));
            self.size(note.size, &|| place().field("size"));
        }
    }

    fn place(&mut self, at: At, place: Place<'_>) {
        let most = i64::from(MAX_PLACE);
        self.range(at.0.into(), -most, most, || place().index(0));
        self.range(at.1.into(), -most, most, || place().index(1));
    }

    fn size(&mut self, size: Size, place: Place<'_>) {
        let (least, most) = (i64::from(SIDES.0), i64::from(SIDES.1));
        self.range(size.0.into(), least, most, || place().index(0));
        self.range(size.1.into(), least, most, || place().index(1));
    }

    fn affect(&mut self, affect: Affect, place: Place<'_>) {
        self.range(affect.1.into(), 1, 5, || place().index(1));
    }

    fn quality(&mut self, quality: &Varied<u8>, place: Place<'_>) {
        self.varied(quality, place, |limits, value, place| {
            limits.range((*value).into(), 0, 4, place)
        });
    }

    fn varied_text(&mut self, value: Option<&Varied<String>>, place: Place<'_>) {
        if let Some(value @ Varied::Vary { .. }) = value {
            self.varied(value, place, |_, _, _| {});
        }
    }

    fn varied<T>(&mut self, value: &Varied<T>, place: Place<'_>, check: impl Fn(&mut Self, &T, Place<'_>)) {
        match value {
            Varied::Plain(value) => check(self, value, place),
            Varied::Vary { cases, otherwise } => {
                self.cases(cases, place, &check);
                check(self, otherwise, &|| place().field("otherwise"));
            }
        }
    }

    fn cases<T>(&mut self, cases: &[Case<T>], place: Place<'_>, check: &impl Fn(&mut Self, &T, Place<'_>)) {
        for (at, case) in cases.iter().enumerate() {
            let place = || place().field("cases").index(at);
            self.condition(&case.when, &|| place().field("when"));
            check(self, &case.then, &|| place().field("then"));
        }
    }

    fn next(&mut self, next: &Next, place: Place<'_>) {
        match next {
            Next::To(_) => {}
            Next::First { cases, .. } => self.cases(cases, place, &|_, _, _| {}),
            Next::Chance(ways) => {
                if ways.is_empty() {
                    let message = "found a chance without ways";
                    let help = "write at least one, such as `Way(weight: 1, to: \"…\")`";
                    self.0
                        .push(Diagnostic::error("chance-without-ways", place(), message).help(help));
                }
                for (at, way) in ways.iter().enumerate() {
                    let place = || place().index(at).field("weight");
                    self.range(way.weight.into(), 1, MAX_WEIGHT.into(), place);
                }
            }
        }
    }

    fn condition(&mut self, condition: &Condition, place: Place<'_>) {
        if depth_of_condition(condition, 1) > MAX_NESTING {
            self.too_deep("conditions", place());
        }
    }

    fn effects(&mut self, effects: &[Effect], place: Place<'_>) {
        for (at, effect) in effects.iter().enumerate() {
            if depth_of_effect(effect, 1) > MAX_NESTING {
                self.too_deep("effects and conditions", place().index(at));
            }
        }
    }

    fn too_deep(&mut self, what: &str, place: Pointer) {
        let message = format!("found more than {MAX_NESTING} {what} inside each other");
        self.0
            .push(Diagnostic::error("too-deep", place, message).help("set a flag earlier, and ask for it here"));
    }
}

/// Stops counting just past the limit. The reader's own limit on brackets bounds the depth of what it gives.
fn depth_of_condition(condition: &Condition, depth: usize) -> usize {
    if depth > MAX_NESTING {
        return depth;
    }
    match condition {
        Condition::All(list) | Condition::Any(list) => list
            .iter()
            .map(|inner| depth_of_condition(inner, depth + 1))
            .max()
            .unwrap_or(depth),
        Condition::Not(inner) => depth_of_condition(inner, depth + 1),
        _ => depth,
    }
}

fn depth_of_effect(effect: &Effect, depth: usize) -> usize {
    match effect {
        _ if depth > MAX_NESTING => depth,
        Effect::When(condition, effects) => {
            let inner = effects
                .iter()
                .map(|inner| depth_of_effect(inner, depth + 1))
                .max()
                .unwrap_or(depth);
            inner.max(depth_of_condition(condition, depth + 1))
        }
        _ => depth,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::scenario::model::Belief;
    use crate::scenario::read::read;

    const SMALL: &str = include_str!("../../tests/vignettes/small.ron");

    /// Changes the small vignette and compares what is out of its limits.
    #[track_caller]
    fn check_change(change: impl FnOnce(&mut Scenario), expected: &[&str]) {
        let mut scenario = read(SMALL).scenario.expect("the small vignette reads");
        change(&mut scenario);
        let found: Vec<String> = check(&scenario)
            .iter()
            .map(|found| format!("{} {}: {}", found.location.path, found.rule, found.message))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lists_are_bounded() {
        check_change(
            |scenario| {
                let response = scenario
                    .statements
                    .values()
                    .next()
                    .and_then(|first| first.responses.values().next())
                    .cloned();
                for statement in scenario.statements.values_mut().take(1) {
                    for n in 0..7 {
                        statement
                            .responses
                            .insert(format!("r{n}").as_str().into(), response.clone().unwrap());
                    }
                }
            },
            &["statements.opening.responses too-many: found 9 responses, expected at most 8"],
        );
        check_change(
            |scenario| {
                for n in 0..31 {
                    let belief = Belief {
                        text: "t".to_owned(),
                        held: true,
                        from: "f".to_owned(),
                        correction: None,
                    };
                    scenario.client.beliefs.insert(format!("b{n}").as_str().into(), belief);
                }
            },
            &["client.beliefs too-many: found 33 beliefs, expected at most 32"],
        );
        check_change(
            |scenario| {
                for n in 0..64 {
                    scenario
                        .variables
                        .insert(format!("f{n}").as_str().into(), Variable::Flag(true));
                }
                for n in 0..9 {
                    let counter = Variable::Counter {
                        start: 0,
                        min: 0,
                        max: 1,
                    };
                    scenario.variables.insert(format!("c{n}").as_str().into(), counter);
                }
            },
            &[
                "variables too-many: found 9 counters, expected at most 8",
                "variables too-many: found 65 flags, expected at most 64",
            ],
        );
    }

    #[test]
    fn counters_are_bounded() {
        let counter = |start, min, max, expected: &[&str]| {
            let insert = |scenario: &mut Scenario| {
                scenario
                    .variables
                    .insert("n".into(), Variable::Counter { start, min, max });
            };
            check_change(insert, expected);
        };
        counter(0, -1000, 1000, &[]);
        counter(
            0,
            -1001,
            0,
            &["variables.n.min out-of-range: found `-1001`, expected a whole number from -1000 to 1000"],
        );
        counter(
            0,
            0,
            1001,
            &["variables.n.max out-of-range: found `1001`, expected a whole number from 0 to 1000"],
        );
        counter(
            0,
            5,
            2,
            &["variables.n.max out-of-range: found `2`, expected a whole number from 5 to 1000"],
        );
        counter(
            9,
            0,
            5,
            &["variables.n.start out-of-range: found `9`, expected a whole number from 0 to 5"],
        );
    }

    #[test]
    fn the_map_is_bounded() {
        use crate::scenario::map::{Frame, Note};
        let frame = |x, width| Frame {
            title: "f".to_owned(),
            at: At(x, 0),
            size: Size(width, 40),
        };
        check_change(
            |scenario| {
                scenario.map = Some(Map {
                    pins: [("opening".into(), At(0, -1_000_001))].into_iter().collect(),
                    frames: vec![frame(1_000_000, 40), frame(1_000_001, 39)],
                    notes: vec![
                        Note {
                            text: "n".to_owned(),
                            at: At(0, 0),
                            size: Size(40, 100_001),
                        };
                        501
                    ],
                });
            },
            &[
                "map.pins.opening[1] out-of-range: found `-1000001`, expected a whole number from -1000000 to 1000000",
                "map.frames[1].at[0] out-of-range: found `1000001`, expected a whole number from -1000000 to 1000000",
                "map.frames[1].size[0] out-of-range: found `39`, expected a whole number from 40 to 100000",
                "map.notes too-many: found 501 notes, expected at most 500",
            ]
            .into_iter()
            .map(str::to_owned)
            .chain((0..501).map(|at| {
                format!(
                    "map.notes[{at}].size[1] out-of-range: found `100001`, expected a whole number from 40 to 100000"
                )
            }))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
        );
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| (1..depth).fold(Condition::RuptureOpen, |inner, _| Condition::Not(Box::new(inner)));
        let when = |depth| {
            move |scenario: &mut Scenario| {
                for response in scenario
                    .statements
                    .values_mut()
                    .take(1)
                    .flat_map(|first| first.responses.values_mut().take(1))
                {
                    response.when = Some(nested(depth));
                    response.effect = vec![Effect::When(nested(depth - 1), Vec::new())];
                }
            }
        };
        check_change(when(16), &[]);
        check_change(
            when(17),
            &[
                "statements.opening.responses.own-part.when too-deep: found more than 16 conditions inside each other",
                "statements.opening.responses.own-part.effect[0] too-deep: found more than 16 effects and conditions inside each other",
            ],
        );
    }

    #[test]
    fn ids_are_plain() {
        #[track_caller]
        fn check(text: &str, id: bool, meant: &str) {
            assert_eq!((is_id(text), id_from(text).as_str()), (id, meant), "{text}");
        }
        check("the-worksheet-2", true, "the-worksheet-2");
        check("Don’t ask!", false, "dont-ask");
        check("  a  b  ", false, "a-b");
        check("été", false, "t");
        check("", false, "");
        check("Помощь", false, "");
        check(&"x".repeat(65), false, &"x".repeat(64));
        check("../../etc", false, "etc");
    }
}

//! The rules that the Experience API 1.0.3 sets for a statement (Part Two: Experience API Data, sections 2 and 4), as far as the program's
//! statements touch them. Written from the specification, and knows nothing of how the program writes.

use serde_json::{Map, Value};

/// Every rule that a line of JSON breaks as a statement.
pub fn violations(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    match serde_json::from_str::<Value>(line) {
        Ok(Value::Object(statement)) => statement_rules(&statement, &mut found),
        _ => found.push("a statement is a JSON object".to_owned()),
    }
    found
}

type Object = Map<String, Value>;

fn only(object: &Object, known: &[&str], what: &str, found: &mut Vec<String>) {
    for (key, value) in object {
        if !known.contains(&key.as_str()) {
            found.push(format!("{what}: no property `{key}` is known"));
        }
        if value.is_null() {
            found.push(format!("{what}: `{key}` is null"));
        }
    }
}

fn object<'v>(value: &'v Value, what: &str, found: &mut Vec<String>) -> Option<&'v Object> {
    let object = value.as_object();
    if object.is_none() {
        found.push(format!("{what}: not an object"));
    }
    object
}

fn test(value: Option<&Value>, what: &str, holds: impl Fn(&Value) -> bool, found: &mut Vec<String>) {
    if value.is_some_and(|value| !holds(value)) {
        found.push(format!("{what}: {value:?}"));
    }
}

fn text(value: &Value, holds: impl Fn(&str) -> bool) -> bool {
    value.as_str().is_some_and(holds)
}

fn statement_rules(statement: &Object, found: &mut Vec<String>) {
    const KNOWN: [&str; 11] = [
        "id",
        "actor",
        "verb",
        "object",
        "result",
        "context",
        "timestamp",
        "stored",
        "authority",
        "version",
        "attachments",
    ];
    only(statement, &KNOWN, "statement", found);
    for required in ["actor", "verb", "object"] {
        if !statement.contains_key(required) {
            found.push(format!("statement: `{required}` is missing"));
        }
    }
    test(statement.get("id"), "id", |id| text(id, is_uuid), found);
    test(
        statement.get("timestamp"),
        "timestamp",
        |at| text(at, is_timestamp),
        found,
    );
    test(
        statement.get("version"),
        "version",
        |version| text(version, |version| version.starts_with("1.0.")),
        found,
    );
    if let Some(actor) = statement.get("actor") {
        actor_rules(actor, found);
    }
    if let Some(verb) = statement.get("verb").and_then(|verb| object(verb, "verb", found)) {
        only(verb, &["id", "display"], "verb", found);
        test(
            Some(verb.get("id").unwrap_or(&Value::Null)),
            "verb.id",
            |id| text(id, is_iri),
            found,
        );
        test(verb.get("display"), "verb.display", is_language_map, found);
    }
    let is_activity = statement.get("object").is_some_and(|object| {
        activity_rules(object, found);
        object["objectType"].is_null() || object["objectType"] == "Activity"
    });
    if let Some(result) = statement.get("result") {
        result_rules(result, found);
    }
    if let Some(context) = statement.get("context") {
        context_rules(context, is_activity, found);
    }
}

fn actor_rules(actor: &Value, found: &mut Vec<String>) {
    let Some(actor) = object(actor, "actor", found) else {
        return;
    };
    only(
        actor,
        &[
            "objectType",
            "name",
            "mbox",
            "mbox_sha1sum",
            "openid",
            "account",
            "member",
        ],
        "actor",
        found,
    );
    test(
        actor.get("objectType"),
        "actor.objectType",
        |kind| kind == "Agent" || kind == "Group",
        found,
    );
    test(actor.get("name"), "actor.name", Value::is_string, found);
    let identifiers = ["mbox", "mbox_sha1sum", "openid", "account"];
    let given = identifiers.iter().filter(|name| actor.contains_key(**name)).count();
    if given != 1 {
        found.push(format!(
            "actor: {given} inverse functional identifiers; exactly one is due"
        ));
    }
    if let Some(account) = actor
        .get("account")
        .and_then(|account| object(account, "actor.account", found))
    {
        only(account, &["homePage", "name"], "actor.account", found);
        let due = |name: &str| Some(account.get(name).unwrap_or(&Value::Null));
        test(
            due("homePage"),
            "actor.account.homePage",
            |page| text(page, is_iri),
            found,
        );
        test(
            due("name"),
            "actor.account.name",
            |name| text(name, |name| !name.is_empty()),
            found,
        );
    }
}

fn activity_rules(activity: &Value, found: &mut Vec<String>) {
    let Some(activity) = object(activity, "activity", found) else {
        return;
    };
    only(activity, &["objectType", "id", "definition"], "activity", found);
    test(
        activity.get("objectType"),
        "activity.objectType",
        |kind| kind == "Activity",
        found,
    );
    let id = activity.get("id").unwrap_or(&Value::Null);
    test(Some(id), "activity.id", |id| text(id, is_iri), found);
    let Some(definition) = activity
        .get("definition")
        .and_then(|value| object(value, "definition", found))
    else {
        return;
    };
    only(
        definition,
        &["name", "description", "type", "moreInfo", "extensions"],
        "definition",
        found,
    );
    test(definition.get("name"), "definition.name", is_language_map, found);
    test(
        definition.get("description"),
        "definition.description",
        is_language_map,
        found,
    );
    test(
        definition.get("type"),
        "definition.type",
        |kind| text(kind, is_iri),
        found,
    );
    test(
        definition.get("moreInfo"),
        "definition.moreInfo",
        |page| text(page, is_iri),
        found,
    );
    test(
        definition.get("extensions"),
        "definition.extensions",
        is_extensions,
        found,
    );
}

fn result_rules(result: &Value, found: &mut Vec<String>) {
    let Some(result) = object(result, "result", found) else {
        return;
    };
    only(
        result,
        &["score", "success", "completion", "response", "duration", "extensions"],
        "result",
        found,
    );
    test(result.get("success"), "result.success", Value::is_boolean, found);
    test(result.get("completion"), "result.completion", Value::is_boolean, found);
    test(result.get("response"), "result.response", Value::is_string, found);
    test(
        result.get("duration"),
        "result.duration",
        |length| text(length, is_duration),
        found,
    );
    test(result.get("extensions"), "result.extensions", is_extensions, found);
    let Some(score) = result.get("score").and_then(|score| object(score, "score", found)) else {
        return;
    };
    only(score, &["scaled", "raw", "min", "max"], "score", found);
    let number = |name: &str| score.get(name).map(|value| value.as_f64().unwrap_or(f64::NAN));
    let (scaled, raw, min, max) = (number("scaled"), number("raw"), number("min"), number("max"));
    let mut rule = |holds: bool, what: &str| {
        if !holds {
            found.push(format!("score: {what}"));
        }
    };
    rule(
        scaled.is_none_or(|scaled| (-1.0..=1.0).contains(&scaled)),
        "scaled is between -1 and 1",
    );
    rule(
        [raw, min, max].iter().flatten().all(|value| !value.is_nan()),
        "raw, min and max are numbers",
    );
    rule(min.zip(max).is_none_or(|(min, max)| min < max), "min is less than max");
    rule(
        raw.zip(min).is_none_or(|(raw, min)| raw >= min),
        "raw is not less than min",
    );
    rule(
        raw.zip(max).is_none_or(|(raw, max)| raw <= max),
        "raw is not more than max",
    );
}

fn context_rules(context: &Value, of_activity: bool, found: &mut Vec<String>) {
    const KNOWN: [&str; 9] = [
        "registration",
        "instructor",
        "team",
        "contextActivities",
        "revision",
        "platform",
        "language",
        "statement",
        "extensions",
    ];
    let Some(context) = object(context, "context", found) else {
        return;
    };
    only(context, &KNOWN, "context", found);
    test(
        context.get("registration"),
        "context.registration",
        |id| text(id, is_uuid),
        found,
    );
    test(
        context.get("language"),
        "context.language",
        |tag| text(tag, is_language_tag),
        found,
    );
    test(context.get("extensions"), "context.extensions", is_extensions, found);
    for name in ["revision", "platform"] {
        test(context.get(name), name, |value| of_activity && value.is_string(), found);
    }
    let Some(activities) = context
        .get("contextActivities")
        .and_then(|value| object(value, "contextActivities", found))
    else {
        return;
    };
    only(
        activities,
        &["parent", "grouping", "category", "other"],
        "contextActivities",
        found,
    );
    for value in activities.values() {
        match value {
            Value::Array(list) => list.iter().for_each(|activity| activity_rules(activity, found)),
            other => activity_rules(other, found),
        }
    }
}

/// RFC 4122, in its canonical form.
fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_hexdigit()))
        && parts[2].starts_with(['1', '2', '3', '4', '5'])
        && parts[3].to_lowercase().starts_with(['8', '9', 'a', 'b'])
}

/// RFC 3987: a scheme, and no character that an IRI must not have.
fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let mut letters = scheme.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.is_empty()
        && !rest
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}

/// RFC 5646, as far as a language, a script, a region and variants go.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=8).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn is_language_map(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|map| map.iter().all(|(tag, text)| is_language_tag(tag) && text.is_string()))
}

/// Any value may stand in an extension, under a key that is an IRI.
fn is_extensions(value: &Value) -> bool {
    value.as_object().is_some_and(|map| map.keys().all(|key| is_iri(key)))
}

/// RFC 3339, with a zone, and not the zone `-00:00`.
fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = text.len() >= 20
        && bytes
            .iter()
            .take(19)
            .zip(b"0000-00-00T00:00:00")
            .all(|(byte, like)| match like {
                b'0' => byte.is_ascii_digit(),
                other => byte == other,
            });
    let part = |from: usize, to: usize| {
        text.get(from..to)
            .and_then(|part| part.parse::<u32>().ok())
            .unwrap_or(99)
    };
    let zone = text
        .get(19..)
        .unwrap_or_default()
        .trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let ranges = (1..=12).contains(&part(5, 7))
        && (1..=31).contains(&part(8, 10))
        && part(11, 13) < 24
        && part(14, 16) < 60
        && part(17, 19) < 61;
    let zoned = zone == "Z" || zone.len() == 6 && zone.starts_with(['+', '-']) && zone != "-00:00";
    shape && ranges && zoned
}

/// ISO 8601 4.4.3.2: a duration by designators; only the last number may have a fraction.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = rest
        .split_once('T')
        .map_or((rest, None), |(date, time)| (date, Some(time)));
    let parts = |text: &str, designators: &str| -> Option<usize> {
        let (mut from, mut count, mut number) = (0, 0, String::new());
        for c in text.chars() {
            if c.is_ascii_digit() || c == '.' {
                number.push(c);
            } else {
                let at = designators.get(from..)?.find(c)?;
                number.parse::<f64>().ok()?;
                number.clear();
                from += at + 1;
                count += 1;
            }
        }
        number.is_empty().then_some(count)
    };
    let dated = parts(date, "YMWD");
    let timed = time.map(|time| parts(time, "HMS").filter(|count| *count > 0));
    match (dated, timed) {
        (Some(dated), None) => dated > 0,
        (Some(_), Some(Some(_))) => true,
        _ => false,
    }
}

/// A statement that keeps every rule; each case below breaks one.
const GOOD: &str = r#"{"id":"12345678-1234-4234-8234-123456789012","actor":{"account":{"homePage":"tag:x,2026:y","name":"n"}},
    "verb":{"id":"http://a.invalid/b","display":{"en-GB":"did"}},"object":{"id":"urn:x:y","objectType":"Activity"},
    "result":{"score":{"scaled":0.5,"raw":2,"min":0,"max":4},"duration":"PT1.5S","success":true,"extensions":{"tag:x,2026:e":null}},
    "context":{"registration":"12345678-1234-4234-8234-123456789012","language":"en-GB","platform":"p"},
    "timestamp":"2026-09-21T14:13:20.000Z","version":"1.0.3"}"#;

#[test]
fn each_rule_is_missed_when_it_is_broken() {
    assert_eq!(violations(GOOD), Vec::<String>::new());
    let broken = [
        ("\"version\":\"1.0.3\"", "\"version\":\"2.0\""),
        ("\"version\":\"1.0.3\"", "\"extra\":1"),
        ("\"version\":\"1.0.3\"", "\"version\":null"),
        (
            "4234-8234-123456789012\",\"actor\"",
            "4234-1234-123456789012\",\"actor\"",
        ),
        ("\"homePage\":\"tag:x,2026:y\"", "\"homePage\":\"no iri\""),
        ("\"homePage\":\"tag:x,2026:y\",", ""),
        ("\"actor\":{", "\"actor\":{\"mbox\":\"mailto:a@b.invalid\","),
        (
            "\"account\":{\"homePage\":\"tag:x,2026:y\",\"name\":\"n\"}",
            "\"name\":\"n\"",
        ),
        ("\"en-GB\":\"did\"", "\"en_GB\":\"did\""),
        ("\"en-GB\":\"did\"", "\"en-GB\":null"),
        ("\"id\":\"urn:x:y\",", ""),
        ("\"scaled\":0.5", "\"scaled\":1.5"),
        ("\"raw\":2", "\"raw\":5"),
        ("\"min\":0", "\"min\":4"),
        ("PT1.5S", "1.5"),
        ("PT1.5S", "PT"),
        ("PT1.5S", "PT1S2M"),
        ("\"success\":true", "\"success\":\"true\""),
        ("\"tag:x,2026:e\"", "\"e\""),
        ("\"language\":\"en-GB\"", "\"language\":\"english language\""),
        ("\"platform\":\"p\"", "\"platform\":null"),
        ("2026-09-21T14:13:20.000Z", "2026-09-21T14:13:20.000-00:00"),
        ("2026-09-21T14:13:20.000Z", "2026-09-21"),
        ("2026-09-21T14:13:20.000Z", "2026-13-21T14:13:20Z"),
    ];
    for (from, to) in broken {
        assert!(GOOD.contains(from), "{from}");
        assert!(
            !violations(&GOOD.replacen(from, to, 1)).is_empty(),
            "{to} went unnoticed"
        );
    }
}

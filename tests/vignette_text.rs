//! Vignettes as text: what is read, what is refused, and in which words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use attune::scenario::diagnostic::Diagnostic;
use attune::scenario::read::{Reading, read};

const SMALL: &str = include_str!("vignettes/small.ron");

fn show(reading: &Reading) -> String {
    let line = |d: &Diagnostic| {
        let span = d.location.span.unwrap();
        let help = d
            .help
            .as_ref()
            .map(|help| format!("\n    help: {help}"))
            .unwrap_or_default();
        let fix = d
            .fix
            .as_ref()
            .map(|fix| format!("\n    fix: {}", fix.label))
            .unwrap_or_default();
        format!(
            "{}:{} {} [{}]\n    {}{help}{fix}\n",
            span.line, span.column, d.location.path, d.rule, d.message
        )
    };
    reading.diagnostics.iter().map(line).collect()
}

#[test]
fn the_small_vignette_reads_clean() {
    let reading = read(SMALL);
    assert_eq!(show(&reading), "");
    let scenario = reading.scenario.unwrap();
    assert_eq!(scenario.statements.len(), 2);
    assert_eq!(reading.title.as_deref(), Some("The bus"));
}

/// Each case changes the small vignette at one place (or is a whole text), and what is reported stands in `bad.txt`.
/// `ATTUNE_BLESS=1` rewrites that file, to be reviewed as a diff.
#[test]
fn what_is_wrong_is_said_where_it_is() {
    let mut all = String::new();
    for (name, from, to) in BAD {
        let text = if from.is_empty() {
            (*to).to_owned()
        } else {
            assert!(SMALL.contains(from), "`{from}` is in no line of the small vignette");
            SMALL.replacen(from, to, 1)
        };
        let text = text
            .replace("<LONG>", &"word ".repeat(1_601))
            .replace("<DEEP>", &"[".repeat(500));
        let reading = read(&text);
        let kept = match &reading.scenario {
            None => "no vignette".to_owned(),
            Some(scenario) => scenario
                .statements
                .iter()
                .map(|(id, statement)| format!("{id}({})", statement.responses.len()))
                .chain(scenario.endings.keys().map(ToString::to_string))
                .collect::<Vec<_>>()
                .join(" "),
        };
        all.push_str(&format!("== {name}\n{}kept: {kept}\n\n", show(&reading)));
        for diagnostic in &reading.diagnostics {
            assert!(diagnostic.message.chars().count() <= 300, "{name}");
        }
    }
    compare("tests/vignettes/bad.txt", &all);
}

#[track_caller]
fn compare(path: &str, actual: &str) {
    if std::env::var_os("ATTUNE_BLESS").is_some() {
        std::fs::write(path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    for (line, (actual, expected)) in actual.lines().zip(expected.lines()).enumerate() {
        assert_eq!(actual, expected, "{path}:{}", line + 1);
    }
    assert_eq!(actual.len(), expected.len(), "{path}");
}

/// Name, what is replaced, and by what.
const BAD: &[(&str, &str, &str)] = &[
    (
        "a map with a mistake in it",
        "    start: \"opening\",\n",
        "    start: \"opening\",\n    map: Map(pin: {}, pins: { \"opening\": At(0.5, 2_000_000) }, notes: [Note(text: \"t\", at: At(1), size: Size(10, 50))]),\n",
    ),
    ("unknown field", "feedback: \"A kind", "feedbck: \"A kind"),
    (
        "unknown field without a neighbor",
        "pull: \"fixing\"",
        "colour: \"fixing\"",
    ),
    ("missing field", "                    reaction: \"He nods.\",\n", ""),
    (
        "two missing fields",
        "cue: \"puts the cap on the table\",\n            affect: Vary",
        "inner: Vary",
    ),
    ("missing in the vignette", "    start: \"opening\",\n", ""),
    ("unknown choice", "Affect(Guarded, 3)", "Affect(Gaurded, 3)"),
    (
        "choice in quotation marks",
        "level: Foundation",
        "level: \"Foundation\"",
    ),
    (
        "id without quotation marks",
        "next: To(\"polite\"),\n                ),\n            },\n        ),\n\n",
        "next: To(polite),\n                ),\n            },\n        ),\n\n",
    ),
    (
        "id with hyphens and no quotation marks",
        "start: \"opening\"",
        "start: the-opening",
    ),
    ("target without To", "next: To(\"says-more\")", "next: \"says-more\""),
    ("wrong name", "\"opening\": Statement(", "\"opening\": Statment("),
    ("wrong brackets", "\"nuisance\": Belief(", "\"nuisance\": {"),
    (
        "values without names",
        "Alliance(bond: 55, tasks: 35, goals: 60)",
        "Alliance(55, 35, 60)",
    ),
    ("too few values", "Affect(Guarded, 3)", "Affect(Guarded)"),
    ("not a list", "over: [Tasks]", "over: Tasks"),
    ("Vary misspelt", "affect: Vary(", "affect: Varry("),
    ("unit with brackets", "When(RuptureOpen,", "When(RuptureOpen(true),"),
    ("variant without brackets", "act: Silence(\n", "act: Silence, x: (\n"),
    ("number out of the type's range", "age: 52", "age: 300"),
    ("number out of range", "age: 52", "age: 0"),
    ("negative", "session: 3", "session: -3"),
    ("not whole", "quality: 4", "quality: 3.5"),
    ("huge", "age: 52", "age: 1e400"),
    ("not a number", "age: 52", "age: NaN"),
    ("infinite", "bond: 55", "bond: inf"),
    ("no number at all", "bond: 55", "bond: 55kg"),
    ("quality out of range", "quality: 4", "quality: 5"),
    ("affect out of range", "Affect(Guarded, 3)", "Affect(Guarded, 9)"),
    ("salience out of range", "salience: 2", "salience: 0"),
    ("bands out of order", "Band(from_s: 4)", "Band(from_s: 0)"),
    ("first band late", "Band(from_s: 0,", "Band(from_s: 2,"),
    ("long silence", "Band(from_s: 4)", "Band(from_s: 90)"),
    (
        "no bands",
        "bands: [Band(from_s: 0, quality: 1, next: To(\"polite\")), Band(from_s: 4)]",
        "bands: []",
    ),
    ("no ways", "next: To(\"his-own-plan\")", "next: Chance([])"),
    (
        "weight of nothing",
        "next: To(\"his-own-plan\")",
        "next: Chance([Way(weight: 0, to: \"polite\")])",
    ),
    (
        "counter",
        "\"asked\": Flag(false)",
        "\"asked\": Flag(false), \"n\": Counter(start: 9, min: 0, max: 5)",
    ),
    (
        "duplicate response",
        "\"plan-again\": Response(",
        "\"own-part\": Response(",
    ),
    (
        "duplicate statement",
        "\"says-more\": Statement(",
        "\"opening\": Statement(",
    ),
    (
        "duplicate field",
        "quality: 4,",
        "quality: 4,\n                    quality: 3,",
    ),
    (
        "duplicate field at the top",
        "title: \"The bus\",",
        "title: \"The bus\",\n    title: \"The tram\",",
    ),
    ("bad id", "\"plan-again\": Response(", "\"Plan again!\": Response("),
    ("bad id of the vignette", "id: \"the-bus\"", "id: \"../the bus\""),
    ("bidirectional override", "cue: \"looks", "cue: \"\u{202E}looks"),
    (
        "bidirectional override as an escape",
        "cue: \"looks",
        "cue: \"\\u{202E}looks",
    ),
    ("bidirectional override in a comment", "// quiet", "// \u{2066}quiet"),
    ("control character", "cue: \"looks", "cue: \"loo\u{7}ks"),
    ("NUL", "cue: \"looks", "cue: \"loo\0ks"),
    ("NUL outside texts", "session: 3", "session: \0 3"),
    ("no-break space outside texts", "session: 3", "session:\u{A0}3"),
    ("bad escape", "cue: \"looks", "cue: \"C:\\Users looks"),
    ("surrogate", "cue: \"looks", "cue: \"\\u{D800}looks"),
    ("long text", "He nods.", "<LONG>"),
    ("newer format", "format: 1", "format: 2"),
    (
        "newer format with fields that nobody knows",
        "format: 1,",
        "format: 7, tempo: Slow,",
    ),
    ("format 0", "format: 1", "format: 0"),
    ("format in quotation marks", "format: 1", "format: \"1\""),
    ("missing comma", "quality: 4,", "quality: 4"),
    (
        "missing comma after a comment",
        "It's fine.\", // quiet",
        "It's fine.\" // quiet",
    ),
    ("semicolon", "quality: 4,", "quality: 4;"),
    ("equals sign", "quality: 4,", "quality = 4,"),
    ("missing colon", "quality: 4,", "quality 4,"),
    ("missing value", "quality: 4,", "quality: ,"),
    ("two commas", "quality: 4,", "quality: 4,,"),
    ("name in quotation marks", "quality: 4,", "\"quality\": 4,"),
    (
        "text without its end",
        "reaction: \"He looks up.\",",
        "reaction: \"He looks up.,",
    ),
    (
        "text without its beginning",
        "reaction: \"He looks up.\",",
        "reaction: He looks up.\",",
    ),
    (
        "curly quotation marks",
        "reaction: \"He looks up.\"",
        "reaction: “He looks up.”",
    ),
    (
        "single quotation marks",
        "reaction: \"He looks up.\"",
        "reaction: 'He looks up.'",
    ),
    (
        "bracket of a response missing",
        "next: To(\"says-more\"),\n                ),",
        "next: To(\"says-more\"),",
    ),
    (
        "bracket of a list missing",
        "Set(\"asked\", true),\n                    ],",
        "Set(\"asked\", true),",
    ),
    (
        "bracket of a text missing",
        "when I suggested it?\"),",
        "when I suggested it?\",",
    ),
    (
        "bracket of the map missing",
        "            },\n        ),\n\n",
        "        ),\n\n",
    ),
    (
        "wrong closing bracket",
        "authors: [\"Attune\"]",
        "authors: [\"Attune\")",
    ),
    ("last bracket missing", "    },\n)\n", "    },\n"),
    ("a bracket too many", "    },\n)\n", "    },\n))\n"),
    ("comment without its end", "// quiet", "/* quiet"),
    ("quotation mark inside a text", "A kind offer,", "A \"kind\" offer,"),
    ("too deep", "", "Scenario(format: 1, id: <DEEP>"),
    ("empty", "", ""),
    ("only a comment", "", "// later\n"),
    ("another thing", "", "{\"format\": 1}"),
    ("only a word", "", "hello"),
    ("not closed at once", "", "("),
    (
        "title can still be told",
        "",
        "Scenario(format: 1, id: \"x\", title: \"Half\", statements: {",
    ),
];

/// Texts made to cost much: each is read in time that hardly shows.
#[test]
fn hostile_texts_cost_little() {
    let many = |unit: &str, times: usize| unit.repeat(times);
    let response = "\"a\": Response(), ";
    let texts = [
        many("(", 200_000),
        many("[", 200_000),
        many("{\"a\":", 200_000),
        many("/*", 200_000),
        many("Scenario(", 100_000),
        format!("Scenario(title: \"{}\")", many("\\u{202E}", 100_000)),
        format!("Scenario(title: \"{}\")", many("\\n", 100_000)),
        format!("Scenario(title: \"{}", many("\\\"", 100_000)),
        format!("Scenario({})", many("a: 1, ", 100_000)),
        format!("Scenario({})", many("title: \"x\", ", 100_000)),
        format!(
            "Scenario(statements: {{ \"s\": Statement(responses: {{ {} }}) }})",
            many(response, 50_000)
        ),
        format!(
            "Scenario(statements: {{ {} }})",
            (0..20_000)
                .map(|n| format!("\"s{n}\": Statement(x: 1),"))
                .collect::<String>()
        ),
        format!(
            "Scenario(endings: {{ {} }})",
            (0..20_000).map(|n| format!("\"s{n}\": (),")).collect::<String>()
        ),
        SMALL.replacen(
            "Is(\"asked\", true)",
            &format!("{}RuptureOpen{}", many("Not(", 120), many(")", 120)),
            1,
        ),
        SMALL.replacen(
            "Is(\"asked\", true)",
            &format!("{}RuptureOpen{}", many("Not(", 90_000), many(")", 90_000)),
            1,
        ),
        many("\"\n", 100_000),
        many("“\n", 100_000),
        many("'", 100_000),
        many("r#", 100_000),
        many("#![enable(x)]", 50_000),
        many("-", 100_000),
        many("a b c ", 100_000),
        many("\u{0}", 100_000),
    ];
    for text in texts {
        let start = std::time::Instant::now();
        let reading = read(&text);
        assert!(reading.has_errors());
        assert!(reading.diagnostics.len() <= 200);
        let shown: String = text.chars().take(40).collect();
        assert!(start.elapsed().as_secs() < 5, "{shown} took {:?}", start.elapsed());
    }
}

/// Every vignette that comes with the program reads without a finding, and keeps its meaning in canonical form and when written.
#[test]
fn the_shipped_vignettes_read_clean() {
    let files = ["scenarios", "assets/templates"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten();
    for path in files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|name| name == "ron"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        let reading = read(&text);
        assert_eq!(show(&reading), "", "{}", path.display());
        let formatted = attune::scenario::format::format(&text).unwrap();
        assert_eq!(read(&formatted).scenario, reading.scenario, "{}", path.display());
        let written = attune::scenario::write::to_text(reading.scenario.as_ref().unwrap());
        assert_eq!(read(&written).scenario, reading.scenario, "{}", path.display());
    }
}

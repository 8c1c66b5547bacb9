//! What the reader, the compiler and the settings find, for the explanations: they find it themselves.

use super::case::Case;
use super::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

const fn rule(
    name: &'static str,
    group: Group,
    severity: Severity,
    [finds, why, instead]: [&'static str; 3],
    cases: Option<Cases>,
) -> Rule {
    Rule {
        name,
        group,
        severity,
        finds,
        why,
        source: "",
        example: "",
        instead,
        thresholds: &[],
        cases,
        check: Check::Elsewhere,
    }
}

const fn notation(name: &'static str, words: [&'static str; 3]) -> Rule {
    rule(name, Group::Notation, Severity::Error, words, None)
}

const fn names(name: &'static str, words: [&'static str; 3], cases: Option<Cases>) -> Rule {
    rule(name, Group::Names, Severity::Error, words, cases)
}

const fn against(bad: &'static str) -> Option<Cases> {
    Some(Cases {
        bad: Case::Fields(bad),
        good: Case::Fields(""),
    })
}

pub(super) const UNKNOWN_TARGET: Rule = names(
    "unknown-target",
    [
        "A response that leads to a statement or ending that does not exist, or a `Visited` that asks about one.",
        "The play could go no further there.",
        "write the statement or ending, or lead somewhere that exists",
    ],
    against(r#"statements: { "a": Statement(responses: { "x": Response(next: To("edn")), "y": Response() }) }"#),
);
pub(super) const UNKNOWN_PIN: Rule = rule(
    "unknown-pin",
    Group::Names,
    Severity::Warning,
    [
        "A pin on the map for a statement or ending that does not exist.",
        "What it held was renamed or deleted by hand, and stands somewhere else now.",
        "name what it should hold, or remove the pin",
    ],
    against(r#"map: Map(pins: { "edn": At(0, 0) })"#),
);
pub(super) const MISSING_START: Rule = names(
    "missing-start",
    [
        "A `start` that names no statement.",
        "Nobody would know where to begin.",
        "name the statement that opens the conversation",
    ],
    against(r#"start: "b""#),
);
pub(super) const DUPLICATE_ID: Rule = names(
    "duplicate-id",
    [
        "An id that names a statement and an ending.",
        "A response that leads there could mean either.",
        "rename one of the two",
    ],
    against(r#"endings: { "end": Ending(), "a": Ending() }"#),
);
pub(super) const UNKNOWN_VARIABLE: Rule = names(
    "unknown-variable",
    [
        "A flag or counter that is used and not declared, or used as the other kind.",
        "It would have no value to begin with.",
        "declare it under `variables`",
    ],
    against(
        r#"variables: { "told": Flag(false) },
statements: { "a": Statement(responses: { "x": Response(when: Is("tlod", true)), "y": Response() }) }"#,
    ),
);
pub(super) const UNKNOWN_ABILITY: Rule = names(
    "unknown-ability",
    [
        "A row that the framework does not have.",
        "The score would count nothing for it.",
        "`attune framework` lists the rows",
    ],
    against(r#"statements: { "a": Statement(responses: { "x": Response(shows: ["repair.own-prat"]) }) }"#),
);
pub(super) const MISPLACED_ROW: Rule = names(
    "misplaced-row",
    [
        "A row of the framework of a kind that has no place there, such as a hindering factor under `shows`.",
        "The score would count a fault as a strength, or the other way round.",
        "move it, or name another row",
    ],
    against(r#"statements: { "a": Statement(responses: { "x": Response(shows: ["hinders.rigid"]) }) }"#),
);
pub(super) const UNKNOWN_BELIEF: Rule = names(
    "unknown-belief",
    [
        "A belief that the client does not have.",
        "Nothing would be made known.",
        "beliefs stand under `client.beliefs`",
    ],
    against(r#"statements: { "a": Statement(reveals: ["nobody"], responses: { "x": Response() }) }"#),
);
pub(super) const UNKNOWN_MARKER: Rule = names(
    "unknown-marker",
    [
        "A marker that the framework does not have.",
        "The trainee would be asked for a sign that has no name.",
        "`attune framework` lists the markers",
    ],
    against(
        r#"statements: { "a": Statement(strain: Strain(kind: Withdrawal, marker: "sulking", over: [Bond], salience: 1), responses: { "x": Response() }) }"#,
    ),
);
pub(super) const MARKER_OF_OTHER_KIND: Rule = names(
    "marker-of-other-kind",
    [
        "A marker of withdrawal on a confrontation, or the other way round.",
        "The trainee’s answer would be counted right and wrong at once.",
        "change `kind`, or choose a marker of that kind",
    ],
    against(
        r#"statements: { "a": Statement(strain: Strain(kind: Confrontation, marker: "deferring", over: [Bond], salience: 1), responses: { "x": Response() }) }"#,
    ),
);
pub(super) const UNKNOWN_STRATEGY: Rule = names(
    "unknown-strategy",
    [
        "A strategy of repair that the framework does not have.",
        "The debrief could not name it.",
        "`attune framework` lists the strategies",
    ],
    against(r#"statements: { "a": Statement(responses: { "x": Response(strategy: "charm") }) }"#),
);
pub(super) const UNKNOWN_PULL: Rule = names(
    "unknown-pull",
    [
        "A pull that the framework does not have.",
        "The debrief could not name it.",
        "`attune framework` lists the pulls",
    ],
    against(r#"statements: { "a": Statement(responses: { "x": Response(pull: "hunger") }) }"#),
);
pub(super) const UNKNOWN_FRAMEWORK: Rule = names(
    "unknown-framework",
    [
        "A framework that this program does not have.",
        "No row could be looked up.",
        "the one that comes with Attune is `working-alliance`",
    ],
    against(r#"framework: "another""#),
);
pub(super) const CHANCE_WITHOUT_WAYS: Rule = names(
    "chance-without-ways",
    [
        "A `Chance` without ways.",
        "It would lead nowhere.",
        "give at least one `Way(weight: 1, to: \"…\")`",
    ],
    against(r#"statements: { "a": Statement(responses: { "x": Response(next: Chance([])), "y": Response() }) }"#),
);
pub(super) const TOO_MANY_VISITED: Rule = names(
    "too-many-visited",
    [
        "More statements that a `Visited` asks about than a session can remember.",
        "A session remembers each of them in one bit.",
        "use a flag for some of them",
    ],
    None,
);
pub(super) const NESTED_TOO_DEEP: Rule = names(
    "nested-too-deep",
    [
        "Conditions or effects inside each other more than 16 deep.",
        "They are saved and not read back, and nobody can follow them.",
        "set a flag earlier and ask about the flag",
    ],
    None,
);
pub(super) const TOO_DEEP: Rule = names(
    "too-deep",
    [
        "Brackets, conditions or effects inside each other too deep to be read.",
        "They could not be followed, by the program or by anybody else.",
        "set a flag earlier, and ask for it",
    ],
    None,
);
pub(super) const OUT_OF_RANGE: Rule = names(
    "out-of-range",
    [
        "A number that is out of its range.",
        "A bond of 140 means nothing.",
        "write a number within the range that is told",
    ],
    against(r#"alliance: Alliance(bond: 140, tasks: 50, goals: 50)"#),
);
pub(super) const TOO_MANY: Rule = names(
    "too-many",
    [
        "More responses, beliefs, flags or counters than there is room for.",
        "Nobody weighs nine responses, and a session has room for so many bits.",
        "leave some out, or make two statements of one",
    ],
    None,
);
pub(super) const BAD_ID: Rule = names(
    "bad-id",
    [
        "An id with other signs than lower-case letters, digits and hyphens, or longer than 64.",
        "Ids are typed, searched for and used as names of files.",
        "write it in lower-case letters, digits and hyphens",
    ],
    against(r#"id: "A case""#),
);
pub(super) const SILENCE_WITHOUT_BANDS: Rule = names(
    "silence-without-bands",
    [
        "A silence without bands.",
        "However long it were held, nothing would follow.",
        "write at least one, such as `Band(from_s: 0)`",
    ],
    against(r#"statements: { "a": Statement(responses: { "x": Response(act: Silence(does: "Wait.", bands: [])) }) }"#),
);
pub(super) const BANDS_OUT_OF_ORDER: Rule = names(
    "bands-out-of-order",
    [
        "Bands of a silence that do not start at 0, are not in order, or start after a minute.",
        "It could not be told into which band a silence falls.",
        "start at 0, and put them in order",
    ],
    against(
        r#"statements: { "a": Statement(responses: { "x": Response(act: Silence(does: "Wait.", bands: [Band(from_s: 5)])) }) }"#,
    ),
);
pub(super) const NEWER_FORMAT: Rule = names(
    "newer-format",
    [
        "A file of a newer format than this program reads.",
        "What it can’t understand it would lose.",
        "use a newer Attune; here the file opens read-only",
    ],
    against(r#"format: 99"#),
);
pub(super) const MISSING_FIELD: Rule = notation(
    "missing-field",
    [
        "A field that must be there and is not.",
        "The vignette is not whole without it.",
        "add it; docs/vignette-format.md says what it means",
    ],
);
pub(super) const UNKNOWN_FIELD: Rule = notation(
    "unknown-field",
    [
        "A field that does not exist.",
        "Mostly a slip of the hand; what stands there would be lost in silence.",
        "look at its spelling",
    ],
);
pub(super) const DUPLICATE_FIELD: Rule = notation(
    "duplicate-field",
    [
        "A field that is written twice.",
        "Only one of the two could count.",
        "remove one of the two",
    ],
);
pub(super) const DUPLICATE_KEY: Rule = notation(
    "duplicate-key",
    [
        "An id that is used twice in one list.",
        "Only one of the two could count.",
        "rename or remove one of the two",
    ],
);
pub(super) const UNKNOWN_CHOICE: Rule = notation(
    "unknown-choice",
    [
        "A word that is none of those that may stand there.",
        "It has no meaning for the program.",
        "write one of the words that are told",
    ],
);
pub(super) const WRONG_KIND: Rule = notation(
    "wrong-kind",
    [
        "A value of another kind than belongs there, such as a number where a text should stand.",
        "It can’t be read as what it is for.",
        "write what is expected",
    ],
);
pub(super) const WRONG_NAME: Rule = notation(
    "wrong-name",
    [
        "A part under another name than belongs there.",
        "It can’t be read as what it is for.",
        "write the name that is told",
    ],
);
pub(super) const WRONG_COUNT: Rule = notation(
    "wrong-count",
    [
        "Brackets with more or fewer values than belong there.",
        "The values can’t be told apart then.",
        "write as many as are told",
    ],
);
pub(super) const UNREADABLE_VALUE: Rule = notation(
    "unreadable-value",
    [
        "A value that can’t be read.",
        "What it means can’t be told.",
        "write it in another way",
    ],
);
pub(super) const UNKNOWN_HEADER: Rule = notation(
    "unknown-header",
    [
        "A line `#![…]` that this program does not know.",
        "It could change the meaning of all that follows.",
        "remove it",
    ],
);
pub(super) const MISSING_COMMA: Rule = notation(
    "missing-comma",
    [
        "Two entries without a comma between them.",
        "It can’t be told where the one ends.",
        "write `,` after each entry",
    ],
);
pub(super) const MISSING_COLON: Rule = notation(
    "missing-colon",
    [
        "A field’s name without `:`.",
        "It can’t be told what is its value.",
        "write `:` after the name",
    ],
);
pub(super) const MISSING_VALUE: Rule = notation(
    "missing-value",
    [
        "A field without a value.",
        "Nothing stands where something should.",
        "write the value, or remove the field",
    ],
);
pub(super) const STRAY_CHARACTER: Rule = notation(
    "stray-character",
    [
        "A sign that has no place there.",
        "What stands around it can’t be read.",
        "remove it",
    ],
);
pub(super) const QUOTED_NAME: Rule = notation(
    "quoted-name",
    [
        "A field’s name in quotation marks.",
        "Only the keys in `{…}` have them.",
        "remove the quotation marks",
    ],
);
pub(super) const UNQUOTED_TEXT: Rule = notation(
    "unquoted-text",
    [
        "A text without quotation marks.",
        "It can’t be told where it ends.",
        "texts stand between `\"` and `\"`",
    ],
);
pub(super) const CURLY_QUOTES: Rule = notation(
    "curly-quotes",
    [
        "A text between curly quotation marks.",
        "Word processors make them; inside a text they are fine.",
        "put `\"` around the text",
    ],
);
pub(super) const QUOTE_INSIDE_TEXT: Rule = notation(
    "quote-inside-text",
    [
        "A `\"` inside a text.",
        "It ends the text there.",
        "write `\\\"`, or curly quotation marks",
    ],
);
pub(super) const UNCLOSED_TEXT: Rule = notation(
    "unclosed-text",
    [
        "A text without its closing `\"`.",
        "All that follows would belong to it.",
        "write `\"` where the text ends",
    ],
);
pub(super) const UNCLOSED_BRACKET: Rule = notation(
    "unclosed-bracket",
    [
        "A bracket that is not closed.",
        "All that follows would belong to it.",
        "close it where the part ends",
    ],
);
pub(super) const UNCLOSED_COMMENT: Rule = notation(
    "unclosed-comment",
    [
        "A `/*` without its `*/`.",
        "All that follows would be a comment.",
        "write `*/` where the comment ends",
    ],
);
pub(super) const WRONG_BRACKET: Rule = notation(
    "wrong-bracket",
    [
        "A bracket that is closed by one of another kind.",
        "It can’t be told which of the two is meant.",
        "close each bracket by its own",
    ],
);
pub(super) const TEXT_AFTER_END: Rule = notation(
    "text-after-end",
    [
        "Something after the end of the vignette.",
        "A file holds one vignette.",
        "remove it, or look for a closing bracket too many above",
    ],
);
pub(super) const EMPTY_FILE: Rule = notation(
    "empty-file",
    [
        "A file without a vignette.",
        "There is nothing to play.",
        "begin with `Scenario(`; `attune new` writes a vignette to begin with",
    ],
);
pub(super) const BAD_ESCAPE: Rule = notation(
    "bad-escape",
    [
        "A `\\` before a letter that it does not go with.",
        "It can’t be told which sign is meant.",
        "write `\\\\` for a backslash",
    ],
);
pub(super) const CONTROL_CHARACTER: Rule = notation(
    "control-character",
    [
        "A sign that can’t be seen and moves the cursor or worse.",
        "It could make a screen or a terminal show what isn’t there.",
        "remove it",
    ],
);
pub(super) const TEXT_DIRECTION: Rule = notation(
    "text-direction",
    [
        "A sign that turns the direction of the text around.",
        "What is read would not be what is written.",
        "remove it",
    ],
);
pub(super) const TEXT_TOO_LONG: Rule = notation(
    "text-too-long",
    [
        "A text of more than 8,000 characters.",
        "Nobody reads it on a screen, and it slows everything down.",
        "cut it, or make several of it",
    ],
);
pub(super) const FILE_TOO_LARGE: Rule = notation(
    "file-too-large",
    [
        "A file that is larger than the program reads.",
        "A vignette is rarely larger than 200 kB.",
        "look whether it is one",
    ],
);
pub(super) const READER_FAILED: Rule = notation(
    "reader-failed",
    [
        "A file over which the reader itself failed.",
        "This is a mistake in Attune.",
        "please report it, with the file",
    ],
);
pub(super) const UNKNOWN_RULE: Rule = rule(
    "unknown-rule",
    Group::Allowing,
    Severity::Warning,
    [
        "A name in `attune-check.ron` that no rule has.",
        "What was meant to be turned off or set is not.",
        "`attune explain` lists all rules",
    ],
    None,
);
pub(super) const UNKNOWN_THRESHOLD: Rule = rule(
    "unknown-threshold",
    Group::Allowing,
    Severity::Warning,
    [
        "A threshold in `attune-check.ron` that the rule does not have.",
        "The number is not used.",
        "`attune explain RULE` lists its thresholds",
    ],
    None,
);
pub(super) const REQUIRED_RULE: Rule = rule(
    "required-rule",
    Group::Allowing,
    Severity::Warning,
    [
        "A level in `attune-check.ron` for a rule that can’t be turned off or down.",
        "A vignette in which it finds something can’t be played.",
        "remove the line",
    ],
    None,
);
pub(super) const UNREADABLE_SETTINGS: Rule = rule(
    "unreadable-settings",
    Group::Allowing,
    Severity::Error,
    [
        "An `attune-check.ron` that can’t be read.",
        "The rules count as they are by default.",
        "it holds `Checks(levels: { \"rule\": Off }, thresholds: { \"rule\": { \"words\": 50 } })`",
    ],
    None,
);

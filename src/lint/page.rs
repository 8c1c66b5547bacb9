//! The rules as a page for `docs/`, and one rule as text. Made from the registry alone.

use std::fmt::Write;

use super::RULES;
use super::rule::{Check, Group, Rule};

/// The page about all rules, in Markdown.
pub fn page() -> String {
    let mut page = String::from(HEAD);
    for group in Group::ALL {
        let of_group = || RULES.iter().filter(|rule| rule.group == group);
        if of_group().next().is_none() {
            continue;
        }
        // Writing to a `String` can't fail.
        let _ = writeln!(page, "\n## {}\n\n{}", group.label(), group.text());
        let whole = |rule: &&&Rule| group != Group::Notation && !rule.example.is_empty();
        let short = || of_group().filter(|rule| !whole(rule));
        if short().next().is_some() {
            page.push_str("\n| rule | finds | instead |\n| --- | --- | --- |\n");
            for rule in short() {
                let cell = |text: &str| text.replace('|', "\\|");
                let _ = writeln!(
                    page,
                    "| `{}` | {} {} | {} |",
                    rule.name,
                    cell(rule.finds),
                    cell(rule.why),
                    cell(rule.instead)
                );
            }
        }
        for rule in of_group().filter(whole) {
            entry(&mut page, rule);
        }
    }
    page
}

fn entry(page: &mut String, rule: &Rule) {
    let looks = match rule.check {
        Check::Library(_) | Check::Folder(_) => ", over a folder",
        Check::Explored(_) => ", by exploring",
        Check::Vignette(_) | Check::Elsewhere => "",
    };
    let _ = writeln!(
        page,
        "\n### `{}`\n\n*{}{looks}.* {}\n",
        rule.name, rule.severity, rule.finds
    );
    let _ = writeln!(page, "**Why.** {}\n", rule.why);
    if !rule.source.is_empty() {
        let _ = writeln!(page, "**Source.** {}.\n", rule.source);
    }
    let _ = writeln!(page, "**Example.** {}\n", rule.example);
    let _ = writeln!(page, "**Instead.** {}.", sentence(rule.instead));
    for threshold in rule.thresholds {
        let _ = writeln!(
            page,
            "\n`{}`: {} {}. {}",
            threshold.name, threshold.default, threshold.unit, threshold.text
        );
    }
    if let (Some(cases), Check::Vignette(_)) = (rule.cases, rule.check) {
        let _ = writeln!(
            page,
            "\nFound in\n\n```ron\n{}\n```\n\nand not in\n\n```ron\n{}\n```",
            cases.bad.snippet(),
            cases.good.snippet()
        );
    }
}

/// One rule as text for a terminal.
pub fn explanation(rule: &Rule) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} ({}, {})\n",
        rule.name,
        rule.severity,
        rule.group.label().to_lowercase()
    );
    let _ = writeln!(text, "{}\n", rule.finds);
    let _ = writeln!(text, "Why: {}", rule.why);
    if !rule.source.is_empty() {
        let _ = writeln!(text, "Source: {}.", rule.source);
    }
    if !rule.example.is_empty() {
        let _ = writeln!(text, "Example: {}", rule.example);
    }
    let _ = writeln!(text, "Instead: {}.", rule.instead);
    for threshold in rule.thresholds {
        let _ = writeln!(
            text,
            "Threshold `{}`: {} {}. {}",
            threshold.name, threshold.default, threshold.unit, threshold.text
        );
    }
    if rule.is_required() {
        let _ = writeln!(
            text,
            "It can’t be turned off: a vignette in which it finds something can’t be played."
        );
    }
    text
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

const HEAD: &str = "# What the checker looks for

This page is made from the rules themselves (`src/lint`). `attune explain RULE` prints one of them, `attune check` applies them.

Errors keep a vignette from being played. Warnings are probably not as meant; with one of them `attune check` exits with 1. Notes are worth a look and are no
findings: `attune check --notes` shows them, JSON and SARIF always have them.

A level or a threshold is changed in a file `attune-check.ron` beside the vignettes or in a folder above them (as far up as the top of a Git
repository, if they lie in one). The nearest one counts, whichever file or folder is checked:

```ron
Checks(
    levels: { \"no-silence\": Off, \"best-is-longest\": Warning },
    thresholds: { \"long-response\": { \"words\": 55 } },
)
```

A single finding that is meant to be so is allowed in the vignette itself, with the reason:

```ron
allow: [Allow(rule: \"long-sentence\", at: \"the-list\", because: \"It is a list, and she reads it out.\")],
```

Patterns over a whole file are told from chance by an exact one-sided test: how likely so many hits are, or more, if the cue knew nothing of quality. In an item with two best
responses of five, a cue that points to one of them hits by chance in two of five cases; the items’ chances differ, and are added up exactly (Poisson-binomial, and
its like where a cue points to several). An item counts with the quality that each response usually has: what `otherwise` gives where it varies, the best band of a silence,
a summary that is right.

In the snippets, fields that don’t matter are left out.
";

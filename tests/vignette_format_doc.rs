//! `docs/vignette-format.md` against the model: every field with its type, default, meaning and an example.
//! `ATTUNE_BLESS=1` rewrites what is below the mark in that page, and the vignette above it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fmt::Write;
use std::fs;

use attune::framework::load::bundled;
use attune::scenario::compile::compile;
use attune::scenario::diagnostic::Diagnostic;
use attune::scenario::format::format;
use attune::scenario::read::read;
use attune::scenario::syntax::tree::{Kind, Tree};

const PAGE: &str = "docs/vignette-format.md";
const MARK: &str = "<!-- Below this line the page is made from the doc comments in src/scenario. -->\n";
const SMALL: &str = include_str!("vignettes/small.ron");
const EVERY_FIELD: &str = include_str!("vignettes/every-field.ron");
const SOURCES: [&str; 6] = [
    include_str!("../src/scenario/model.rs"),
    include_str!("../src/scenario/map.rs"),
    include_str!("../src/scenario/varied.rs"),
    include_str!("../src/scenario/condition.rs"),
    include_str!("../src/scenario/effect.rs"),
    include_str!("../src/framework/id.rs"),
];

/// Types in the order of the page; everything that is declared and serialized must be among them.
const ORDER: [&str; 30] = [
    "Scenario",
    "Contract",
    "Level",
    "RuptureSource",
    "Setting",
    "Medium",
    "Client",
    "Belief",
    "Alliance",
    "Variable",
    "Statement",
    "Affect",
    "Strain",
    "RuptureKind",
    "Component",
    "Response",
    "Act",
    "Band",
    "RepairStep",
    "Next",
    "Way",
    "Ending",
    "Outcome",
    "Portrait",
    "Allow",
    "Map",
    "At",
    "Size",
    "Frame",
    "Note",
];
const SHARED: [&str; 5] = ["Varied", "Case", "Condition", "Quantity", "Effect"];
const LOOKS: [&str; 9] = [
    "Skin",
    "Face",
    "Hair",
    "HairColor",
    "Beard",
    "Glasses",
    "Build",
    "Clothes",
    "ClothesColor",
];

#[derive(Debug, Default, Clone)]
struct Type {
    name: String,
    doc: String,
    is_enum: bool,
    members: Vec<Member>,
}

/// A field, or a variant with its own fields.
#[derive(Debug, Default, Clone)]
struct Member {
    name: String,
    doc: String,
    kind: String,
    default: bool,
    fields: Vec<Member>,
}

/// Reads the types from sources that are formatted by rustfmt: one member a line, doc comments above it.
fn types() -> Vec<Type> {
    let mut types: Vec<Type> = Vec::new();
    for source in SOURCES {
        let (mut doc, mut default) = (String::new(), false);
        let mut current: Option<(Type, usize)> = None;
        for line in source.lines() {
            let indent = line.len() - line.trim_start().len();
            let text = line.trim();
            if let Some(words) = text.strip_prefix("///") {
                let words = words.trim();
                doc.push_str(match words {
                    "" => "\n\n",
                    _ if doc.is_empty() || doc.ends_with('\n') => "",
                    _ => " ",
                });
                doc.push_str(words);
                continue;
            }
            if text.starts_with("#[") {
                default |= text.starts_with("#[serde(default") || text == "#[default]";
                continue;
            }
            let (doc, default) = (std::mem::take(&mut doc), std::mem::take(&mut default));
            match &mut current {
                None => current = opened(text, &doc).map(|found| (found, indent)),
                Some((_, outer)) if indent == *outer && text.starts_with('}') => {
                    types.extend(current.take().map(|(found, _)| found))
                }
                Some((found, outer)) => add_member(found, text, indent - *outer, doc, default),
            }
            if text.ends_with("pub u8);") || text.ends_with("pub i32);") {
                types.extend(current.take().map(|(found, _)| found));
            }
        }
    }
    types
}

fn opened(text: &str, doc: &str) -> Option<Type> {
    let (head, is_enum) = match text.strip_prefix("pub struct ") {
        Some(rest) => (rest, false),
        None => (
            text.strip_prefix("pub enum ").or_else(|| {
                text.strip_suffix(" {")
                    .filter(|name| name.chars().all(char::is_alphanumeric))
            })?,
            true,
        ),
    };
    let name: String = head.chars().take_while(|c| c.is_alphanumeric()).collect();
    let mut found = Type {
        doc: doc.to_owned(),
        is_enum,
        name,
        members: Vec::new(),
    };
    let tuple = ["Affect(", "At(", "Size("];
    if let Some(tuple) = tuple.into_iter().find_map(|open| head.strip_prefix(open)) {
        let kinds = tuple
            .trim_end_matches(");")
            .split(", ")
            .map(|kind| kind.trim_start_matches("pub "));
        found.members = kinds
            .map(|kind| Member {
                kind: kind.to_owned(),
                ..Member::default()
            })
            .collect();
    }
    (!doc.is_empty() && (is_enum || head.ends_with('{') || !found.members.is_empty())).then_some(found)
}

fn add_member(owner: &mut Type, text: &str, depth: usize, doc: String, default: bool) {
    let text = text.trim_end_matches(',').trim_start_matches("pub ");
    if doc.is_empty() || text.is_empty() {
        return;
    }
    let (name, kind) = match text.split_once(": ") {
        Some((name, kind)) => (name, kind),
        None => text
            .split_once(['(', ' '])
            .map_or((text, ""), |(name, kind)| (name, kind.trim_end_matches([')', '{']))),
    };
    let member = Member {
        name: name.to_owned(),
        kind: kind.to_owned(),
        doc,
        default,
        fields: Vec::new(),
    };
    match owner.members.last_mut() {
        Some(variant) if depth > 4 => variant.fields.push(member),
        _ => owner.members.push(member),
    }
}

/// A Rust type in the words of the page.
fn words(kind: &str) -> String {
    let inner = |prefix: &str| kind.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("Option<").or(inner("Box<")) {
        return words(inner);
    }
    if let Some(inner) = inner("Varied<") {
        return format!("{}, or [`Vary`](#varied)", words(inner));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list of {}", plural(inner));
    }
    if let Some(inner) = inner("Case<") {
        return format!("[`Case`](#case) with {}", words(inner));
    }
    if let Some(inner) = inner("IndexMap<") {
        let (key, value) = inner.split_once(", ").unwrap();
        return format!("{{ {}: {} }}", words(key), words(value));
    }
    match kind {
        "String" => "text".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "u8" | "u16" | "u32" | "i32" => "whole number".to_owned(),
        "T" => "value".to_owned(),
        "RowId" => "id of a row of the framework".to_owned(),
        "MarkerId" => "id of a marker of the framework".to_owned(),
        "StrategyId" => "id of a strategy of the framework".to_owned(),
        "PullId" => "id of a pull of the framework".to_owned(),
        "TargetId" => "id of a statement or an ending".to_owned(),
        "ScenarioId" => "id".to_owned(),
        "EndingId" => "id of an ending".to_owned(),
        kind if kind.ends_with("Id") => format!("id of a {}", kind.trim_end_matches("Id").to_lowercase()),
        kind => format!("[`{kind}`](#{})", kind.to_lowercase()),
    }
}

fn plural(kind: &str) -> String {
    match words(kind).as_str() {
        "text" => "texts".to_owned(),
        words if words.starts_with("id of a ") => words
            .replacen("id of a ", "ids of ", 1)
            .replacen(" of the", "s of the", 1),
        words => words.to_owned(),
    }
    .replace("beliefs", "belief")
    .replace("ids of belief", "ids of beliefs")
}

/// The shortest value of a field in the two vignettes, as it would be written.
fn example(owner: &str, field: &str) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for text in [SMALL, EVERY_FIELD] {
        let tree = Tree::parse(text);
        let slice = |at: u32| &text[tree.node(at).start as usize..tree.node(at).end as usize];
        for at in 0..tree.len() {
            let node = tree.node(at);
            let name = &text[node.start as usize..(node.start + node.name_length()) as usize];
            if node.kind != Kind::Fields || name != owner {
                continue;
            }
            let values = tree.pairs(at).filter(|(key, _)| slice(*key) == field);
            found.extend(values.map(|(key, value)| format!("{}: {}", slice(key), one_line(slice(value)))));
        }
    }
    found
        .into_iter()
        .min_by_key(|text| (text.contains('…'), text.contains("[]"), text.chars().count()))
}

fn one_line(value: &str) -> String {
    let value = value
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("( ", "(")
        .replace(", )", ")")
        .replace(", ]", "]")
        .replace("[ ", "[")
        .replace(", }", " }");
    if value.chars().count() <= 90 {
        return value;
    }
    let head: String = value.chars().take_while(|c| !matches!(c, '(' | '[' | '{')).collect();
    let (open, close) = match value.chars().nth(head.chars().count()) {
        Some('(') => ('(', ')'),
        Some('[') => ('[', ']'),
        _ => ('{', '}'),
    };
    format!("{head}{open}…{close}")
}

/// A variant as it is written somewhere in the two vignettes.
fn variant_example(variant: &Member) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for text in [SMALL, EVERY_FIELD] {
        let tree = Tree::parse(text);
        let nodes = (0..tree.len())
            .map(|at| tree.node(at))
            .filter(|node| node.name_length() > 0 && (node.kind == Kind::Fields) != variant.fields.is_empty());
        let named =
            nodes.filter(|node| text[node.start as usize..(node.start + node.name_length()) as usize] == variant.name);
        found.extend(named.map(|node| one_line(&text[node.start as usize..node.end as usize])));
    }
    found
        .into_iter()
        .min_by_key(|text| (text.contains('…'), text.chars().count()))
}

fn default_of(member: &Member, all: &[Type]) -> String {
    if !member.default && !member.kind.starts_with("Option<") {
        return "required".to_owned();
    }
    let value = match member.kind.as_str() {
        "bool" => "`false`".to_owned(),
        "Affect" => "calm, and no feeling shown".to_owned(),
        kind if kind.starts_with("Option<") || kind.starts_with("Vec<") || kind.starts_with("IndexMap<") => {
            return "may be left out".to_owned();
        }
        kind => {
            let choices = all.iter().find(|found| found.name == kind).unwrap();
            format!(
                "`{}`",
                choices.members.iter().find(|choice| choice.default).unwrap().name
            )
        }
    };
    format!("left out: {value}")
}

fn section(page: &mut String, found: &Type, all: &[Type]) {
    let heading = if found.name == "Varied" { "Varied" } else { &found.name };
    writeln!(page, "### {heading}\n\n{}\n", linked(&found.doc)).unwrap();
    for member in &found.members {
        if found.is_enum {
            variant(page, found, member, all);
        } else if !member.name.is_empty() {
            field(page, &found.name, member, all, "");
        }
    }
    if found.name == "Affect" {
        writeln!(page, "- A [`Feeling`](#feeling), required.\n- A whole number, required: 1 to 5.\n\n  Example: `Affect(Guarded, 3)`").unwrap();
    }
    if let Some(example) = [("At", "At(-40, 260)"), ("Size", "Size(640, 220)")]
        .into_iter()
        .find(|(name, _)| *name == found.name)
    {
        writeln!(page, "- Two whole numbers, required.\n\n  Example: `{}`", example.1).unwrap();
    }
    page.push('\n');
}

fn field(page: &mut String, owner: &str, member: &Member, all: &[Type], indent: &str) {
    let example = example(owner, &member.name)
        .unwrap_or_else(|| panic!("no example of `{owner}.{}` in every-field.ron", member.name));
    let kind = words(&member.kind);
    let default = default_of(member, all);
    writeln!(
        page,
        "{indent}- **`{}`**: {kind}; {default}. {}\n\n{indent}  Example: `{example}`\n",
        member.name,
        linked(&member.doc)
    )
    .unwrap();
}

fn variant(page: &mut String, owner: &Type, member: &Member, all: &[Type]) {
    if member.kind.is_empty() && member.fields.is_empty() {
        return writeln!(page, "- `{}`: {}", member.name, linked(&member.doc)).unwrap();
    }
    if member.name == "Plain" {
        return writeln!(page, "- The bare value: {}\n", linked(&member.doc)).unwrap();
    }
    let kinds = member
        .kind
        .split(", ")
        .filter(|kind| !kind.is_empty())
        .map(words)
        .collect::<Vec<_>>()
        .join(", ");
    let kinds = if kinds.is_empty() {
        String::new()
    } else {
        format!(" ({kinds})")
    };
    let example = variant_example(member).unwrap_or_else(|| panic!("no example of `{}::{}`", owner.name, member.name));
    writeln!(
        page,
        "- `{}`{kinds}: {}\n\n  Example: `{example}`\n",
        member.name,
        linked(&member.doc)
    )
    .unwrap();
    for inner in &member.fields {
        field(page, &member.name, inner, all, "  ");
    }
}

/// A doc comment without links into the code, and without paragraphs after the first that speak of it.
fn linked(doc: &str) -> String {
    let paragraphs = doc
        .split("\n\n")
        .enumerate()
        .filter(|(at, text)| *at == 0 || !text.contains("crate::"));
    let doc = paragraphs.map(|(_, text)| text.trim()).collect::<Vec<_>>().join("\n\n");
    let mut plain = doc.replace("[`", "`").replace("`]", "`");
    while let Some(start) = plain
        .find("(`crate::")
        .or_else(|| plain.find(": see `crate::"))
        .or_else(|| plain.find("`crate::"))
    {
        let end = plain[start..].find(['.', ')']).map_or(plain.len(), |end| start + end);
        let end = if plain[start..].starts_with('(') { end + 1 } else { end };
        plain.replace_range(start..end, "");
    }
    plain.replace(" .", ".").trim().to_owned()
}

fn reference() -> String {
    let all = types();
    let find = |name: &str| {
        all.iter()
            .find(|found| found.name == name)
            .unwrap_or_else(|| panic!("no type `{name}`"))
    };
    let mut page = String::from("\n## Every field\n\n");
    for name in ORDER {
        section(&mut page, find(name), &all);
    }
    page.push_str("## What can stand in several places\n\n");
    for name in SHARED {
        section(&mut page, find(name), &all);
    }
    page.push_str("## Feelings and looks\n\n");
    section(&mut page, find("Feeling"), &all);
    for name in LOOKS {
        section(&mut page, find(name), &all);
    }
    let named: Vec<&str> = ORDER
        .into_iter()
        .chain(SHARED)
        .chain(LOOKS)
        .chain(["Feeling"])
        .collect();
    for found in &all {
        assert!(
            named.contains(&found.name.as_str()),
            "`{}` is not in the page",
            found.name
        );
    }
    while page.contains("\n\n\n") {
        page = page.replace("\n\n\n", "\n\n");
    }
    page.trim_end().to_owned() + "\n"
}

fn vignette_in(page: &str) -> (usize, usize) {
    let start = page.find("```ron\n").expect("the page has a vignette") + "```ron\n".len();
    (start, start + page[start..].find("```").unwrap())
}

#[test]
fn the_page_says_what_the_model_says() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (mut introduction, _) = page
        .split_once(MARK)
        .map(|(before, after)| (before.to_owned(), after))
        .unwrap();
    let (start, end) = vignette_in(&introduction);
    introduction.replace_range(start..end, SMALL);
    let expected = format!("{introduction}{MARK}{}", reference());
    if std::env::var_os("ATTUNE_BLESS").is_some() {
        fs::write(PAGE, &expected).unwrap();
    }
    let page = fs::read_to_string(PAGE).unwrap();
    for (line, (found, expected)) in page.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{PAGE}:{}", line + 1);
    }
    assert_eq!(page.len(), expected.len(), "{PAGE}");
}

#[track_caller]
fn check_clean(name: &str, text: &str) {
    let reading = read(text);
    let shown = |diagnostics: &[Diagnostic]| {
        diagnostics
            .iter()
            .map(|found| format!("{name}:{found}\n"))
            .collect::<String>()
    };
    assert_eq!(shown(&reading.diagnostics), "");
    let compiled = compile(&reading.scenario.unwrap(), bundled());
    assert_eq!(shown(&compiled.diagnostics), "");
    assert_eq!(format(text).unwrap(), format(&format(text).unwrap()).unwrap(), "{name}");
}

#[test]
fn the_vignettes_of_the_page_are_clean() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (start, end) = vignette_in(&page);
    check_clean(PAGE, &page[start..end]);
    check_clean("every-field.ron", EVERY_FIELD);
}

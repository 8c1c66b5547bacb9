//! Our reading of the notation against that of the `ron` crate, on types that have nothing to do with vignettes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;

use attune::scenario::syntax::decode::decode;
use attune::scenario::syntax::tree::Tree;
use proptest::prelude::*;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Everything {
    yes: bool,
    small: i8,
    large: u64,
    text: String,
    perhaps: Option<String>,
    pair: Pair,
    wrapped: Wrapped,
    marks: Vec<Mark>,
    by_name: BTreeMap<String, Everything>,
    #[serde(default)]
    left_out: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Pair(i32, String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Mark {
    Unit,
    New(u16),
    Two(i64, bool),
    Named { at: i32, note: Option<u8> },
    Inner(Box<Mark>),
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,12}",
        "\\PC{0,8}",
        prop::sample::select(vec![
            "", "\"", "\\", "a\nb", "\t", "\u{7F}", "\u{301}x", "r#\"", "//", "'"
        ])
        .prop_map(str::to_owned)
    ]
    .prop_filter("a control character is refused", |text| {
        attune::scenario::syntax::scalar::forbidden(text).is_none()
    })
}

fn mark() -> impl Strategy<Value = Mark> {
    let leaf = prop_oneof![
        Just(Mark::Unit),
        any::<u16>().prop_map(Mark::New),
        (any::<i64>(), any::<bool>()).prop_map(|(a, b)| Mark::Two(a, b)),
        (any::<i32>(), any::<Option<u8>>()).prop_map(|(at, note)| Mark::Named { at, note }),
    ];
    leaf.prop_recursive(4, 6, 1, |inner| inner.prop_map(|inner| Mark::Inner(Box::new(inner))))
}

fn everything() -> impl Strategy<Value = Everything> {
    let scalars = (
        any::<bool>(),
        any::<i8>(),
        any::<u64>(),
        text(),
        prop::option::of(text()),
        any::<i32>(),
        text(),
    );
    let leaf = (scalars, prop::collection::vec(mark(), 0..4), any::<u8>()).prop_map(
        |((yes, small, large, text, perhaps, number, other), marks, left_out)| Everything {
            yes,
            small,
            large,
            pair: Pair(number, text.clone()),
            wrapped: Wrapped(other),
            text,
            perhaps,
            marks,
            by_name: BTreeMap::new(),
            left_out,
        },
    );
    leaf.prop_recursive(3, 10, 3, |inner| {
        (inner.clone(), prop::collection::btree_map("[a-z]{1,4}", inner, 0..3))
            .prop_map(|(outer, by_name)| Everything { by_name, ..outer })
    })
}

fn ours(text: &str) -> Option<Everything> {
    let tree = Tree::parse(text);
    let decoded = decode::<Everything>(text, &tree, true);
    decoded
        .value
        .filter(|_| tree.flaws.is_empty() && decoded.findings.is_empty())
}

fn theirs(text: &str) -> Option<Everything> {
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .from_str(text)
        .ok()
}

fn writings(value: &Everything) -> Vec<String> {
    let bare = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let pretty = || PrettyConfig::new().new_line("\n");
    vec![
        ron::to_string(value).unwrap(),
        bare.to_string(value).unwrap(),
        ron::ser::to_string_pretty(value, pretty()).unwrap(),
        bare.to_string_pretty(value, pretty().struct_names(true).compact_arrays(true))
            .unwrap(),
        ron::ser::to_string_pretty(value, pretty().escape_strings(false).struct_names(true)).unwrap(),
        ron::ser::to_string_pretty(value, pretty().extensions(Extensions::IMPLICIT_SOME).depth_limit(2)).unwrap(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn what_ron_writes_reads_the_same(value in everything()) {
        for text in writings(&value) {
            prop_assert_eq!(ours(&text), Some(value.clone()), "{}", text);
        }
    }

    #[test]
    fn what_is_accepted_means_the_same(
        value in everything(),
        which in 0_usize..6,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, "[(){}\\[\\]\",:/*#r\\\\ \n0-9a-zA-Z_-]{0,2}"), 1..3),
    ) {
        let mut text = writings(&value).swap_remove(which);
        for (at, length, insert) in cuts {
            let floor = |mut at: usize| { while !text.is_char_boundary(at) { at -= 1; } at };
            let start = floor(at.index(text.len() + 1));
            let end = floor((start + length).min(text.len()));
            text.replace_range(start..end, &insert);
        }
        if let Some(read) = ours(&text) {
            // In canonical form, because a blank between a name and its bracket is fine here and not there.
            let text = attune::scenario::format::format(&text).unwrap();
            prop_assert_eq!(Some(read), theirs(&text), "{}", text);
        }
    }
}

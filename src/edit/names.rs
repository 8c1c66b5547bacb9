//! Ids: whether one will do, one that is free, and giving something another with all that refers to it.

use std::collections::HashSet;

use super::change::Change;
use super::document::Document;
use super::references::{Reference, Role, in_source};
use super::splice::Splice;
use super::step::{Edit, Refused};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::limits::{MAX_ID, id_from, is_id};
use crate::scenario::named::Named;
use crate::scenario::syntax::place::find_exactly;
use crate::scenario::syntax::scalar::text_of;
use crate::scenario::write::quote;

/// What happens to references to something that is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Orphans {
    /// If there are any, nothing is deleted, and the refusal lists them.
    Refuse,
    /// They lead to this one instead. A condition on having been at a deleted statement becomes one that never holds, `Any([])`.
    Repoint(String),
}

/// Refuses what is no id, and says what was probably meant.
pub(super) fn check_id(id: &str) -> Result<(), Refused> {
    if is_id(id) {
        return Ok(());
    }
    let help = match id_from(id) {
        near if near.is_empty() => "use lower-case letters without accents, digits and hyphens".to_owned(),
        near => format!("`{near}` would do: lower-case letters without accents, digits and hyphens"),
    };
    let found = crate::scenario::diagnostic::cut(id.to_owned(), 80);
    Err(Refused::new(format!("`{found}` is no name for this"), help))
}

/// A name like this one that none of these is: itself, or with a number behind it.
pub(super) fn free_id(wanted: &str, taken: &[String]) -> String {
    let base = match id_from(wanted) {
        base if base.is_empty() => "new".to_owned(),
        base => base,
    };
    let taken: HashSet<&str> = taken.iter().map(String::as_str).collect();
    if !taken.contains(base.as_str()) {
        return base;
    }
    // `look-2` is followed by `look-3`.
    let stem = base.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = stem.strip_suffix('-').filter(|stem| !stem.is_empty()).unwrap_or(&base);
    let numbered = (2_u32..).map(|number| {
        let end = format!("-{number}");
        let room: String = stem.chars().take(MAX_ID - end.len()).collect();
        format!("{}{end}", room.trim_end_matches('-'))
    });
    numbered
        .take(taken.len() + 2)
        .find(|id| !taken.contains(id.as_str()))
        .unwrap_or(base)
}

/// The map that holds what is named, in which no two have the same name.
pub(super) fn maps(named: Named) -> Vec<Pointer> {
    let root = Pointer::root;
    match named {
        Named::Place => vec![root().field("statements"), root().field("endings")],
        Named::Belief => vec![root().field("client").field("beliefs")],
        Named::Variable => vec![root().field("variables")],
    }
}

/// All ids of this kind.
pub(super) fn taken(change: &Change<'_>, named: Named) -> Vec<String> {
    maps(named).iter().flat_map(|map| change.keys(map)).collect()
}

/// Refuses an id that is none or that something of its kind has.
pub(super) fn check_free(change: &Change<'_>, named: Named, id: &str) -> Result<(), Refused> {
    check_id(id)?;
    let taken = taken(change, named);
    if taken.iter().any(|other| other == id) {
        let help = format!("choose another, such as `{}`", free_id(id, &taken));
        return Err(Refused::new(format!("there is a `{id}` already"), help));
    }
    Ok(())
}

/// Renames something with everything that refers to it, in one step.
pub(super) fn rename(document: &Document, named: Named, id: &str, new: &str, label: &str) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    if id == new {
        return change.into_edit(label);
    }
    check_free(&change, named, new)?;
    let (map, key) = definition(&change, named, id)?;
    debug_assert!(change.has(&map.key(id)));
    let source = change.source();
    let mut splices = vec![Splice::new(source.node_range(key), quote(new))];
    let of = |one: &&Reference| one.named == named && one.id == id;
    for reference in in_source(source).iter().filter(of) {
        splices.push(Splice::new(
            source.node_range(reference.node),
            repointed(&change, reference, new),
        ));
    }
    change.splice(sorted(splices))?;
    change.into_edit(label)
}

/// The map that something stands in, and the node of its key.
pub(super) fn definition(change: &Change<'_>, named: Named, id: &str) -> Result<(Pointer, u32), Refused> {
    let found = maps(named).into_iter().find_map(|map| {
        let pointer = map.clone().key(id);
        let (key, _) = find_exactly(change.text(), change.tree(), &pointer)?;
        Some((map, key?))
    });
    found.ok_or_else(|| {
        Refused::new(
            format!("there is no `{id}` in this vignette"),
            "it may have been removed meanwhile",
        )
    })
}

/// A reference as it is written with another id.
pub(super) fn repointed(change: &Change<'_>, reference: &Reference, to: &str) -> String {
    let source = change.source();
    let written = text_of(source.text, source.tree.node(reference.node)).unwrap_or_default();
    match (reference.role, written.split_once('/')) {
        (Role::Allow, Some((_, response))) => quote(&format!("{to}/{response}")),
        _ => quote(to),
    }
}

pub(super) fn sorted(mut splices: Vec<Splice>) -> Vec<Splice> {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    splices
}

/// Deletes things of one kind in one step.
pub(super) fn delete(
    document: &Document,
    named: Named,
    ids: &[&str],
    orphans: &Orphans,
    label: &str,
) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    let mut removed = Vec::new();
    for map in maps(named) {
        let keys = change.keys(&map);
        let at: Vec<usize> = (0..keys.len())
            .filter(|at| keys.get(*at).is_some_and(|key| ids.contains(&key.as_str())))
            .collect();
        removed.extend(change.removals(&map, &at));
    }
    for id in ids {
        definition(&change, named, id)?;
    }
    let source = change.source();
    let gone = |node: u32| {
        let range = source.node_range(node);
        removed
            .iter()
            .any(|removed| removed.start <= range.start && range.end <= removed.end)
    };
    let references = in_source(source);
    let left: Vec<&Reference> = references
        .iter()
        .filter(|one| one.named == named && ids.contains(&one.id.as_str()) && !gone(one.node))
        .collect();
    let matter: Vec<&Reference> = left.iter().copied().filter(|one| one.matters()).collect();
    let mut splices = match orphans {
        Orphans::Refuse if matter.is_empty() => Vec::new(),
        Orphans::Refuse => return Err(still_used(document, ids, &matter)),
        Orphans::Repoint(to) => repoint(&change, named, ids, &matter, to)?,
    };
    splices.extend(removed.into_iter().map(Splice::remove));
    splices.extend(loose_ends(&change, &left));
    change.splice(sorted(splices))?;
    change.into_edit(label)
}

fn still_used(document: &Document, ids: &[&str], matter: &[&Reference]) -> Refused {
    let what = match ids {
        [one] => format!("`{one}`"),
        _ => "what would go".to_owned(),
    };
    let times = match matter.len() {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    };
    let places = matter.iter().map(|one| super::references::pointer(document, one.node));
    Refused::new(
        format!("{what} is still needed, {times}"),
        "choose what takes its place, or change the places listed first",
    )
    .at(places.collect())
}

/// The splices that let references lead elsewhere.
fn repoint(
    change: &Change<'_>,
    named: Named,
    ids: &[&str],
    matter: &[&Reference],
    to: &str,
) -> Result<Vec<Splice>, Refused> {
    let (map, _) = definition(change, named, to)?;
    if ids.contains(&to) {
        return Err(Refused::new(
            format!("`{to}` is to be deleted as well"),
            "choose one that stays",
        ));
    }
    let is_ending = map == Pointer::root().field("endings");
    if is_ending && matter.iter().any(|one| one.role == Role::Start) {
        return Err(Refused::new(
            "a play can't start with an ending",
            "choose another statement to start with first",
        )
        .at(vec![Pointer::root().field("start")]));
    }
    let source = change.source();
    let splice = |one: &&Reference| match (one.named, one.role) {
        (Named::Place, Role::Condition) => Splice::new(source.node_range(one.holder), "Any([])"),
        _ => Splice::new(source.node_range(one.node), repointed(change, one, to)),
    };
    Ok(matter.iter().map(splice).collect())
}

/// The splices that take out pins and allowed findings of what is deleted.
fn loose_ends(change: &Change<'_>, left: &[&Reference]) -> Vec<Splice> {
    let root = Pointer::root;
    let lists = [
        (Role::Allow, root().field("allow")),
        (Role::Pin, root().field("map").field("pins")),
    ];
    let mut splices = Vec::new();
    for (role, list) in lists {
        let holders: HashSet<u32> = left
            .iter()
            .filter(|one| one.role == role)
            .map(|one| one.holder)
            .collect();
        let at = change.positions(&list, |value| holders.contains(&value));
        splices.extend(change.removals(&list, &at).into_iter().map(Splice::remove));
    }
    splices
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_free_name_is_found() {
        #[track_caller]
        fn check(wanted: &str, taken: &[&str], expected: &str) {
            let taken: Vec<String> = taken.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!(free_id(wanted, &taken), expected);
        }
        check("look", &[], "look");
        check("look", &["look"], "look-2");
        check("look-2", &["look-2", "look"], "look-3");
        check("look", &["look", "look-2", "look-3"], "look-4");
        check("What now?", &[], "what-now");
        check("…", &[], "new");
        let long = "a".repeat(MAX_ID);
        check(&long, &[&long], &format!("{}-2", "a".repeat(MAX_ID - 2)));
    }

    #[test]
    fn a_bad_name_gets_a_better_one() {
        let refused = check_id("What now?").unwrap_err();
        assert!(refused.help.starts_with("`what-now` would do"), "{}", refused.help);
        assert_eq!(check_id("what-now"), Ok(()));
    }
}

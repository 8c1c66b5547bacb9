//! Single fields: set, typed into, and taken away, each as one edit. What the inspector's forms ask for.

use serde::Serialize;

use super::change::Change;
use super::document::Document;
use super::splice::Splice;
use super::step::{Edit, MergeKey, Refused};
use crate::scenario::diagnostic::{Fix, Pointer};

/// Sets a part to a value. What is the same inside stays as it stands, with its comments; a field that is absent is put where it belongs.
///
/// # Errors
/// If what should hold the part is not there.
pub fn set<T: Serialize + ?Sized>(document: &Document, at: &Pointer, value: &T, label: &str) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    change.set_value(at, value)?;
    change.into_edit(label)
}

/// Sets a part to a value, or removes it: for fields that may be left out.
///
/// # Errors
/// If what should hold the part is not there.
pub fn set_or_remove<T: Serialize + ?Sized>(
    document: &Document,
    at: &Pointer,
    value: Option<&T>,
    label: &str,
) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    change.set_or_remove(at, value)?;
    change.into_edit(label)
}

/// As [`set`], while somebody types or drags: becomes one step with what was typed into the same field before.
///
/// # Errors
/// If what should hold the part is not there.
pub fn typed<T: Serialize + ?Sized>(
    document: &Document,
    at: &Pointer,
    value: &T,
    label: &str,
) -> Result<Edit, Refused> {
    Ok(set(document, at, value, label)?.merging(MergeKey::Field(at.clone())))
}

/// Removes a part.
///
/// # Errors
/// If the text has a mistake in its notation.
pub fn remove(document: &Document, at: &Pointer, label: &str) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    change.remove(at)?;
    change.into_edit(label)
}

/// Makes the change that a finding proposes. The places of the fix are those of the document's text.
pub fn fix(document: &Document, fix: &Fix) -> Edit {
    let splice = |(range, new): &(std::ops::Range<u32>, String)| {
        Splice::new(range.start as usize..range.end as usize, new.as_str())
    };
    let mut splices: Vec<Splice> = fix.edits.iter().map(splice).collect();
    splices.sort_by_key(|splice| splice.range.start);
    document.edit(format!("fix: {}", fix.label.to_lowercase()), splices)
}

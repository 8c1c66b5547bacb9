//! The name that was probably meant. Knows texts and nothing of vignettes.

/// The nearest of the names, if it is near enough to be a slip of the hand: Damerau–Levenshtein distance of at most a third of the
/// found name's length (2 for short names), or one name that holds the other.
pub fn nearest<'n>(found: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let most = (found.chars().count() / 3).max(2);
    names
        .map(|name| (strsim::damerau_levenshtein(found, name), name))
        .filter(|&(distance, name)| distance <= most || (found.len() > 3 && name.contains(found)))
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let names = ["opening", "ask-straight", "repair.own-part"];
        let check = |found: &str, expected: Option<&str>| assert_eq!(nearest(found, names.into_iter()), expected);
        check("openign", Some("opening"));
        check("ask-strait", Some("ask-straight"));
        check("own-part", Some("repair.own-part"));
        check("farewell", None);
        check("", None);
    }
}

//! Whose history a command means.

use crate::history::profile::{Profile, ProfileId};
use crate::history::store::Store;

/// The profile of that name; without one, the only profile there is.
///
/// # Errors
/// In words, if nobody has that name, if several could be meant, or if the history can't be read.
pub fn person(store: &Store, name: Option<&str>) -> Result<ProfileId, String> {
    let profiles = store.profiles().map_err(|error| error.to_string())?;
    let names = |profiles: &[Profile]| {
        let names: Vec<String> = profiles.iter().map(|profile| format!("`{}`", profile.name)).collect();
        names.join(", ")
    };
    match (name, profiles.as_slice()) {
        (None, [only]) => Ok(only.id),
        (None, several) => Err(format!(
            "several people practise here: {}; say who is meant with --profile",
            names(several)
        )),
        (Some(name), profiles) => {
            let found = profiles.iter().find(|profile| profile.name == name);
            found
                .map(|profile| profile.id)
                .ok_or_else(|| format!("nobody here is called `{name}`; there are {}", names(profiles)))
        }
    }
}

//! Where the program keeps what it keeps.

use std::path::PathBuf;

/// The environment variable that overrides the data folder, for portable installs and tests.
pub const DATA_DIR_VARIABLE: &str = "ATTUNE_DATA_DIR";

/// Where a person keeps documents, or else their home. `None` if the platform names neither.
pub fn documents_dir() -> Option<PathBuf> {
    let dirs = directories::UserDirs::new()?;
    Some(dirs.document_dir().unwrap_or(dirs.home_dir()).to_owned())
}

/// The language and country that the system says paper is used by, such as `en_GB.UTF-8`; empty if it says none.
pub fn locale() -> String {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_PAPER", "LANG"]
        .into_iter()
        .find_map(set)
        .unwrap_or_default()
}

/// The data folder: [`DATA_DIR_VARIABLE`] if it is set and not empty, else the platform's. `None` if the platform has none.
/// The folder may not exist yet.
pub fn data_dir() -> Option<PathBuf> {
    let set = std::env::var_os(DATA_DIR_VARIABLE)
        .filter(|path| !path.is_empty())
        .map(PathBuf::from);
    set.or_else(|| directories::ProjectDirs::from("", "", "attune").map(|dirs| dirs.data_dir().to_owned()))
}

//! Tools for those who work on Attune itself. `--help` hides them.

pub mod bench_file;
pub mod edit_kept;
pub mod generate;
pub mod plan;
pub mod play_kept;

//! One rule a file.

pub mod dead_end;
pub mod every_response_hidden;
pub mod loop_without_exit;
pub mod unreachable_ending;
pub mod unreachable_statement;

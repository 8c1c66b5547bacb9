//! Attune: arguments in, then the command line or the window.

use std::process::ExitCode;

use attune::cli;
use attune::cli::args::{Arguments, WindowArguments};
use clap::Parser;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(command) => cli::run(command),
        None => window(&arguments.window),
    }
}

/// Opens the window.
fn window(_arguments: &WindowArguments) -> ExitCode {
    eprintln!("attune: this build has no window; `attune --help` lists what it can do");
    ExitCode::from(cli::COULD_NOT_RUN)
}

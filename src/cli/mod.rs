//! The command line: arguments and one file a subcommand. Prints, and turns what happened into exit codes.
//!
//! Knows nothing of the window; [`crate`]'s `main` opens it when no subcommand is given.

pub mod args;
pub mod check;
pub mod coverage;
pub mod dev;
pub mod diff;
pub mod explain;
pub mod explore;
pub mod export;
pub mod fmt;
pub mod framework;
pub mod new;
pub mod person;
pub mod play;
pub mod print;
pub mod table;
pub mod today;
pub mod vignette;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use args::{Arguments, Command, DevCommand, WindowArguments};

use crate::scenario::nearest::nearest;

/// All well.
pub const CLEAN: u8 = 0;
/// Something was found.
pub const FOUND: u8 = 1;
/// Could not run.
pub const COULD_NOT_RUN: u8 = 2;

/// Runs a subcommand. The exit code is 0 if all is well, 1 if something was found, 2 if it could not run.
pub fn run(command: Command) -> ExitCode {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match command {
        Command::Play(arguments) => play::run(&arguments, &mut io::stdin().lock(), &mut out),
        Command::Today { profile } => today::run(profile.as_deref(), &mut out),
        Command::Check(arguments) => check::run(&arguments, has_color(), &mut out),
        Command::Export(arguments) => export::run(&arguments, &mut out),
        Command::Explore(arguments) => explore::run(&arguments, &mut out),
        Command::Coverage(arguments) => coverage::run(&arguments, &mut out),
        Command::Framework { words } => framework::run(&words, &mut out),
        Command::New { file, template } => new::run(&file, template, &mut out),
        Command::Diff { before, after, json } => diff::run(&before, &after, json, &mut out),
        Command::Print {
            vignette,
            output,
            force,
        } => print::run(&vignette, output.as_deref(), force, &mut out),
        Command::Fmt { paths, check } => fmt::run(&paths, check, &mut out),
        Command::Explain { rule } => explain::run(rule.as_deref(), &mut out),
        Command::Completions { shell } => {
            let mut command = <Arguments as clap::CommandFactory>::command();
            // Through memory: the generator panics where nobody reads on.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut command, "attune", &mut script);
            out.write_all(&script).map(|()| CLEAN)
        }
        Command::Dev(DevCommand::Generate { statements, seed }) => dev::generate::run(statements, seed, &mut out),
        Command::Dev(DevCommand::BenchFile { file }) => dev::bench_file::run(&file, &mut out),
        Command::Dev(DevCommand::Plan { vignette, plans }) => dev::plan::run(&vignette, &plans, &mut out),
        Command::Dev(DevCommand::PlayKept { folder, seed, attempts }) => {
            dev::play_kept::run(&folder, seed, attempts, &mut out)
        }
        Command::Dev(DevCommand::EditKept {
            folder,
            seed,
            edits,
            pace,
        }) => dev::edit_kept::run(&folder, seed, edits, pace, &mut out),
        // The window's own tools: main hands them to the window before it comes here.
        Command::Dev(DevCommand::Start { .. } | DevCommand::Pictures { .. }) => Ok(COULD_NOT_RUN),
    };
    finish(result, out)
}

/// Why the window should not open: what was typed is neither a file nor a folder, and perhaps a subcommand with a slip in it.
pub fn no_such_path(window: &WindowArguments) -> Option<String> {
    let path = window.path.as_ref().filter(|path| !path.exists())?;
    let typed = path.display().to_string();
    let command = <Arguments as clap::CommandFactory>::command();
    let names = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .map(clap::Command::get_name);
    let hint = match nearest(&typed, names) {
        Some(near) => format!("did you mean `attune {near}`?"),
        None => "`attune --help` lists what can be typed here".to_owned(),
    };
    Some(format!("there is no file or folder at `{typed}`; {hint}"))
}

/// Whether output may be colored: on a terminal, unless `NO_COLOR` asks for none.
fn has_color() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn finish(result: io::Result<u8>, mut out: impl Write) -> ExitCode {
    match result.and_then(|code| out.flush().map(|()| code)) {
        Ok(code) => ExitCode::from(code),
        // Whoever read our output has had enough: `attune framework | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(CLEAN),
        Err(error) => {
            eprintln!("attune: {error}");
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

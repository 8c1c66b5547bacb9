//! Attune: arguments in, then the command line or the window.

use std::process::ExitCode;
use std::time::Instant;

use attune::cli;
use attune::cli::args::{Arguments, Command, DevCommand, Renderer};
use attune::ui::{self, OpenOptions, window};
use clap::Parser;

fn main() -> ExitCode {
    let started = Instant::now();
    let arguments = Arguments::parse();
    let options = |path, renderer, measure| OpenOptions {
        path,
        renderer: drawn_with(renderer),
        started,
        measure,
    };
    if let (None, Some(complaint)) = (&arguments.command, cli::no_such_path(&arguments.window)) {
        eprintln!("attune: {complaint}");
        return ExitCode::from(cli::COULD_NOT_RUN);
    }
    match arguments.command {
        Some(Command::Dev(DevCommand::Start { renderer })) => ui::open(options(None, renderer, true)),
        Some(Command::Dev(DevCommand::Pictures {
            folder,
            studio,
            classroom,
            kept,
        })) => ui::make_pictures(&folder, ui::Album::of(studio, classroom, kept)),
        Some(command) => cli::run(command),
        None => ui::open(options(arguments.window.path, arguments.window.renderer, false)),
    }
}

fn drawn_with(renderer: Renderer) -> window::Renderer {
    match renderer {
        Renderer::Auto => window::Renderer::Auto,
        Renderer::Gpu => window::Renderer::Gpu,
        Renderer::Cpu => window::Renderer::Cpu,
    }
}

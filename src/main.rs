//! Attune's entrance: the command line, or the window.

use std::process::ExitCode;
use std::time::Instant;

use attune::cli;
use attune::cli::args::{Arguments, Renderer};
use attune::ui::window;
use attune::ui::{OpenOptions, open};
use clap::Parser;

fn main() -> ExitCode {
    let started = Instant::now();
    let arguments = Arguments::parse();
    match arguments.command {
        Some(command) => cli::run(command),
        None => {
            let renderer = renderer(arguments.window.renderer);
            open(OpenOptions { path: arguments.window.path, renderer, started })
        }
    }
}

fn renderer(asked: Renderer) -> window::Renderer {
    match asked {
        Renderer::Auto => window::Renderer::Auto,
        Renderer::Gpu => window::Renderer::Gpu,
        Renderer::Cpu => window::Renderer::Cpu,
    }
}

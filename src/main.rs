//! Attune's entrance: the window, or the command line.

use std::process::ExitCode;
use std::time::Instant;

use attune::ui::window::Renderer;
use attune::ui::{OpenOptions, open};

fn main() -> ExitCode {
    let started = Instant::now();
    let path = std::env::args_os().nth(1).map(Into::into);
    open(OpenOptions { path, renderer: Renderer::Auto, started })
}

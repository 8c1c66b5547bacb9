//! The test program once more, in a process of its own: what is tested there may break, or run out of room.

use std::io;
use std::process::{Command, ExitStatus, Stdio};

/// How it ended, and what it said.
pub struct Ran {
    pub status: ExitStatus,
    pub said: String,
}

/// The program that these tests are in.
pub fn itself() -> Command {
    Command::new(std::env::current_exe().unwrap())
}

/// The same, started by another program as the last of its arguments.
pub fn started_by(mut other: Command) -> Command {
    other.arg(std::env::current_exe().unwrap());
    other
}

/// Runs one test of it alone, to its end. Fails if it can't be started.
pub fn run_alone(mut program: Command, test: &str) -> io::Result<Ran> {
    let ran = program
        .args(["--exact", test, "--nocapture", "--test-threads", "1"])
        .stdin(Stdio::null())
        .output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Ran {
        status: ran.status,
        said: text(&ran.stdout) + &text(&ran.stderr),
    })
}

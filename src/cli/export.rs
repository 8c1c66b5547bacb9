//! `attune export`: writes a report on kept attempts, or on a log, without opening the window.

use std::io::{self, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::{ExportArguments, FormatArgument};
use super::person::person;
use super::vignette::find;
use super::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::framework::load::bundled;
use crate::history::profile::ProfileId;
use crate::history::store::{AttemptId, AttemptRow, FILE, Store};
use crate::report::account::outlook::Outlook;
use crate::report::data::{Choice, Kept, Report};
use crate::report::format::Format;
use crate::report::kept::Attempt;
use crate::report::moment::Moment;
use crate::report::save::save;
use crate::report::uuid::Uuid;
use crate::scenario::file;
use crate::session::replay::{from_lines, replay};
use crate::settings::paths::data_dir;
use crate::settings::store as settings;

/// Largest log that is read, in bytes: a play of 500 turns has a fiftieth of that.
const LOG_LIMIT: u64 = 16 << 20;

impl From<FormatArgument> for Format {
    fn from(format: FormatArgument) -> Self {
        match format {
            FormatArgument::Html => Self::Html,
            FormatArgument::Pdf => Self::Pdf,
            FormatArgument::Csv => Self::Csv,
            FormatArgument::Json => Self::Json,
            FormatArgument::Xapi => Self::Xapi,
        }
    }
}

/// Why nothing is exported: an exit code and what to print.
type Refusal = (u8, String);

/// Writes a report, or lists what there is to report on.
///
/// # Errors
/// If the output can't be written.
pub fn run(arguments: &ExportArguments, out: &mut dyn Write) -> io::Result<u8> {
    let done = match (&arguments.log, &arguments.vignette) {
        (Some(log), Some(vignette)) => {
            from_log(log, vignette).and_then(|attempt| write(arguments, &[attempt], None, out).map(|()| CLEAN))
        }
        _ => report(arguments, out),
    };
    done.or_else(|(code, message)| {
        if code == CLEAN {
            // The output is closed: whoever reads it has had enough.
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        }
        eprintln!("attune: {message}");
        Ok(code)
    })
}

fn report(arguments: &ExportArguments, out: &mut dyn Write) -> Result<u8, Refusal> {
    let store = open_history()?;
    let person = person(&store, arguments.profile.as_deref()).map_err(refused)?;
    if arguments.list {
        return list(&store, person, out).map(|()| CLEAN);
    }
    let (attempts, code) = from_history(&store, person, arguments)?;
    write(arguments, &attempts, Some(person), out).map(|()| code)
}

fn refused(message: impl Into<String>) -> Refusal {
    (COULD_NOT_RUN, message.into())
}

fn failed(error: &io::Error) -> Refusal {
    let code = if error.kind() == io::ErrorKind::BrokenPipe {
        CLEAN
    } else {
        COULD_NOT_RUN
    };
    (code, error.to_string())
}

fn open_history() -> Result<Store, Refusal> {
    let folder = data_dir().ok_or_else(|| refused("there is no data folder; ATTUNE_DATA_DIR names one"))?;
    if !folder.join(FILE).exists() {
        return Err(refused(format!(
            "no attempt is kept in {}; `attune export --log FILE --vignette FILE` reports on a log",
            folder.display()
        )));
    }
    let opened = Store::open(&folder).map_err(|error| refused(error.to_string()))?;
    if let Some(note) = opened.note {
        eprintln!("attune: {note}");
    }
    Ok(opened.store)
}

fn rows(store: &Store, person: ProfileId) -> Result<Vec<AttemptRow>, Refusal> {
    store.attempts(person).map_err(|error| refused(error.to_string()))
}

/// The kept attempts, the latest first.
fn list(store: &Store, person: ProfileId, out: &mut dyn Write) -> Result<(), Refusal> {
    for row in rows(store, person)? {
        let when = Moment::from_ms(row.started_ms).iso();
        let when = when.get(..16).unwrap_or(&when).replace('T', " ");
        let ending = row.ending.as_deref().unwrap_or("not finished");
        let line = format!("{:>6}  {when}  {:<10} {}: {ending}", row.id.0, row.mode, row.vignette);
        writeln!(out, "{line}").map_err(|error| failed(&error))?;
    }
    Ok(())
}

/// A play that `attune play --log` wrote down.
fn from_log(log: &Path, vignette: &str) -> Result<Attempt, Refusal> {
    let vignette = find(vignette)?;
    let text = file::load(log, LOG_LIMIT)
        .map_err(|error| refused(error.to_string()))?
        .text;
    let events = from_lines(&text).map_err(|error| {
        let path = log.display();
        (
            FOUND,
            format!("{path} is no log: {error}; `attune play --log` writes one"),
        )
    })?;
    replay(&vignette.graph, &events).map_err(|error| {
        (
            FOUND,
            format!("the log and the vignette don’t belong together: {error}"),
        )
    })?;
    let attempt = Attempt {
        vignette,
        log: events,
        started_ms: None,
        ended_ms: None,
        outlook: Outlook::Unknown,
    };
    Ok(attempt.with_outlook(bundled()))
}

/// The attempts that were asked for, in the order in which they were played. The exit code tells whether all came back.
fn from_history(store: &Store, person: ProfileId, arguments: &ExportArguments) -> Result<(Vec<Attempt>, u8), Refusal> {
    let mut chosen = choose(rows(store, person)?, arguments)?;
    chosen.reverse();
    let single = chosen.len() == 1;
    let (mut attempts, mut code) = (Vec::new(), CLEAN);
    for row in chosen {
        let kept = store.attempt(row.id).map_err(|error| refused(error.to_string()))?;
        match Attempt::from_history(kept, bundled()) {
            Ok(attempt) => {
                let attempt = Attempt {
                    started_ms: Some(row.started_ms),
                    ended_ms: row.ended_ms,
                    ..attempt
                };
                // For many it would take minutes, and no reader compares it.
                attempts.push(if single {
                    attempt.with_outlook(bundled())
                } else {
                    attempt
                });
            }
            Err(why) => {
                eprintln!("attune: attempt {} is left out: {why}", row.id.0);
                code = FOUND;
            }
        }
    }
    if attempts.is_empty() {
        return Err((FOUND, "nothing is left to report on, so nothing was written".to_owned()));
    }
    Ok((attempts, code))
}

fn choose(rows: Vec<AttemptRow>, arguments: &ExportArguments) -> Result<Vec<AttemptRow>, Refusal> {
    if rows.is_empty() {
        return Err(refused("no attempt is kept yet"));
    }
    if let Some(id) = arguments.attempt {
        let row = rows.into_iter().find(|row| row.id == AttemptId(id));
        return row.map(|row| vec![row]).ok_or_else(|| {
            refused(format!(
                "there is no attempt {id}; `attune export --list` lists those that are kept"
            ))
        });
    }
    if let Some(day) = &arguments.since {
        let from = Moment::of_day(day)
            .ok_or_else(|| refused(format!("`{day}` is no day; write it as 2026-09-21")))?
            .ms();
        let since: Vec<AttemptRow> = rows.into_iter().filter(|row| row.started_ms >= from).collect();
        if since.is_empty() {
            return Err(refused(format!("no attempt was begun since {day}")));
        }
        return Ok(since);
    }
    Ok(if arguments.all {
        rows
    } else {
        rows.into_iter().take(1).collect()
    })
}

fn write(
    arguments: &ExportArguments,
    attempts: &[Attempt],
    person: Option<ProfileId>,
    out: &mut dyn Write,
) -> Result<(), Refusal> {
    let format = Format::from(arguments.format);
    let choice = Choice {
        name: arguments.with_name.clone(),
        drafts: arguments.with_drafts,
    };
    let kept: Vec<Kept<'_>> = attempts.iter().map(Attempt::kept).collect();
    let report = Report::of(&kept, bundled(), &choice, now_ms());
    let bytes = format
        .write(&report, &account(format, person))
        .map_err(|error| refused(error.to_string()))?;
    let Some(path) = &arguments.output else {
        return out.write_all(&bytes).map_err(|error| failed(&error));
    };
    save(path, &bytes, arguments.force).map_err(|error| {
        let force = if matches!(error, crate::report::save::SaveError::Taken { .. }) {
            "choose another name, or add --force to replace it"
        } else {
            error.remedy()
        };
        refused(format!("{error}; {force}"))
    })?;
    let count = match report.sessions.len() {
        1 => "One session".to_owned(),
        many => format!("{many} sessions"),
    };
    let with = match (report.name.is_some(), report.drafts) {
        (false, false) => "without a name and without drafts",
        (true, false) => "with a name and without drafts",
        (false, true) => "without a name and with drafts",
        (true, true) => "with a name and with drafts",
    };
    writeln!(out, "{count} written to {}, {with}.", path.display()).map_err(|error| failed(&error))
}

/// Under whose name statements go: random, always the same for one person, another for each. A log is nobody's.
fn account(format: Format, person: Option<ProfileId>) -> Uuid {
    let fresh = Uuid::fresh();
    let (Format::Xapi, Some(folder), Some(person)) = (format, data_dir(), person) else {
        return fresh;
    };
    let mut kept = settings::read(&folder).settings;
    if let Some(account) = Uuid::parse(&kept.account) {
        return account.of_person(person.0);
    }
    fresh.as_str().clone_into(&mut kept.account);
    if let Err(error) = settings::write(&folder, &kept) {
        eprintln!("attune: the account’s name could not be kept ({error}); the next export will have another");
    }
    fresh.of_person(person.0)
}

/// The time in milliseconds since 1970, if the clock stands after that.
fn now_ms() -> Option<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

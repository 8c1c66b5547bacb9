//! `attune export`: writes a report on kept attempts, or on a log, without opening the window.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::{ExportArguments, FormatArgument, PaperArgument};
use super::person::person;
use super::vignette::find;
use super::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::framework::load::bundled;
use crate::history::attempts::{Listing, Span};
use crate::history::profile::ProfileId;
use crate::history::store::{AttemptId, FILE, Store};
use crate::library::vignette::Vignette;
use crate::report::account::outlook::Outlook;
use crate::report::data::Choice;
use crate::report::format::Format;
use crate::report::kept::{Attempt, NotBroughtBack};
use crate::report::moment::{DAY_MS, Moment, Zone};
use crate::report::paper::Paper;
use crate::report::save::{SaveError, Saving};
use crate::report::several::{Manner, Out, Several, SeveralError, Sink};
use crate::report::uuid::Uuid;
use crate::scenario::file;
use crate::session::replay::{from_lines, replay};
use crate::settings::paths::{data_dir, locale};
use crate::settings::store as settings;
use crate::settings::zone::minutes_ahead;

/// What the clocks here show.
const ZONE: Zone = Zone(minutes_ahead);

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

impl From<PaperArgument> for Paper {
    fn from(paper: PaperArgument) -> Self {
        match paper {
            PaperArgument::A4 => Self::A4,
            PaperArgument::Letter => Self::Letter,
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
            from_log(log, vignette).and_then(|attempt| write(arguments, None, vec![Ok(attempt)].into_iter(), out))
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
    let ids = choose(&store, person, arguments)?;
    // For many it would take minutes, and no reader compares it.
    let is_single = ids.len() == 1;
    let mut shelf = Shelf::default();
    let attempts = ids.into_iter().map(|id| {
        let attempt = shelf.attempt(&store, person, id)?;
        Ok(if is_single {
            attempt.with_outlook(bundled())
        } else {
            attempt
        })
    });
    write(arguments, Some(person), attempts, out)
}

/// Vignettes that were read already: years of practice use a handful.
#[derive(Default)]
struct Shelf {
    read: HashMap<u64, Arc<Vignette>>,
}

impl Shelf {
    /// Brings an attempt back, or says why it is left out.
    fn attempt(&mut self, store: &Store, person: ProfileId, id: AttemptId) -> Result<Attempt, String> {
        let left_out = |why: &dyn Display| format!("attempt {} is left out: {why}", id.0);
        let brought = store.bring(person, id).map_err(|error| left_out(&error))?;
        let brought = brought.ok_or_else(|| left_out(&NotBroughtBack::Gone))?;
        let attempt = match self.read.get(&brought.kept.hash) {
            Some(vignette) => Attempt::on(Arc::clone(vignette), &brought),
            None => Attempt::brought(&brought, bundled()),
        };
        let attempt = attempt.map_err(|why| left_out(&why))?;
        self.read
            .entry(brought.kept.hash)
            .or_insert_with(|| Arc::clone(&attempt.vignette));
        Ok(attempt)
    }
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

/// The kept attempts, the latest first.
fn list(store: &Store, person: ProfileId, out: &mut dyn Write) -> Result<(), Refusal> {
    let mut listing = Listing {
        most: 1_000,
        ..Listing::default()
    };
    loop {
        let page = store
            .page(person, &listing)
            .map_err(|error| refused(error.to_string()))?;
        if page.rows.is_empty() {
            return Ok(());
        }
        listing.skip += page.rows.len() as u64;
        for row in page.rows {
            let when = ZONE.at(Moment::from_ms(row.started_ms)).iso();
            let when = when.get(..16).unwrap_or(&when).replace('T', " ");
            let ending = row.ending.as_deref().unwrap_or("not finished");
            let line = format!("{:>6}  {when}  {:<10} {}: {ending}", row.id.0, row.mode, row.vignette);
            writeln!(out, "{line}").map_err(|error| failed(&error))?;
        }
    }
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
        answered: Vec::new(),
        outlook: Outlook::Unknown,
    };
    Ok(attempt.with_outlook(bundled()))
}

/// The attempts that were asked for, in the order in which they were played.
fn choose(store: &Store, person: ProfileId, arguments: &ExportArguments) -> Result<Vec<AttemptId>, Refusal> {
    let ids = |span| store.ids(person, span).map_err(|error| refused(error.to_string()));
    if !arguments.attempts.is_empty() {
        let known = ids(Span::default())?;
        let asked: BTreeSet<AttemptId> = arguments.attempts.iter().copied().map(AttemptId).collect();
        if let Some(AttemptId(id)) = asked.iter().find(|id| !known.contains(id)) {
            return Err(refused(format!(
                "there is no attempt {id}; `attune export --list` lists those that are kept"
            )));
        }
        return Ok(known.into_iter().filter(|id| asked.contains(id)).collect());
    }
    let span = Span {
        from_ms: day(arguments.since.as_deref())?.map(|ms| ZONE.beginning_of(ms)),
        until_ms: day(arguments.until.as_deref())?.map(|ms| ZONE.beginning_of(ms + DAY_MS) - 1),
        whole: false,
    };
    let mut found = ids(span)?;
    if found.is_empty() {
        return Err(refused(match (&arguments.since, &arguments.until) {
            (None, None) => "no attempt is kept yet".to_owned(),
            (Some(since), None) => format!("no attempt was begun since {since}"),
            (None, Some(until)) => format!("no attempt was begun until {until}"),
            (Some(since), Some(until)) => format!("no attempt was begun from {since} to {until}"),
        }));
    }
    if !arguments.all && span == Span::default() {
        found.drain(..found.len() - 1);
    }
    Ok(found)
}

/// The beginning of a day in UTC, in milliseconds since 1970.
fn day(text: Option<&str>) -> Result<Option<i64>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let day = Moment::of_day(text).ok_or_else(|| refused(format!("`{text}` is no day; write it as 2026-09-21")))?;
    Ok(Some(day.ms()))
}

/// Writes the attempts, each before the next is read. The exit code tells whether all came back.
fn write(
    arguments: &ExportArguments,
    person: Option<ProfileId>,
    attempts: impl Iterator<Item = Result<Attempt, String>>,
    out: &mut dyn Write,
) -> Result<u8, Refusal> {
    let mut several = Several::begin(manner(arguments, person), bundled());
    let Some(path) = &arguments.output else {
        let mut sink = Out(out);
        let code = add_all(&mut several, attempts, &mut sink)?;
        several.finish(&mut sink).map_err(not_written)?;
        return Ok(code);
    };
    let taken = |error: SaveError| not_written(SeveralError::Save(error));
    let mut saving = Saving::begin(path, arguments.force).map_err(taken)?;
    let code = add_all(&mut several, attempts, &mut saving)?;
    let count = several.finish(&mut saving).map_err(not_written)?;
    saving.finish().map_err(taken)?;
    let count = match count {
        1 => "One session".to_owned(),
        many => format!("{many} sessions"),
    };
    let with = match (arguments.with_name.is_some(), arguments.with_drafts) {
        (false, false) => "without a name and without drafts",
        (true, false) => "with a name and without drafts",
        (false, true) => "without a name and with drafts",
        (true, true) => "with a name and with drafts",
    };
    writeln!(out, "{count} written to {}, {with}.", path.display()).map_err(|error| failed(&error))?;
    Ok(code)
}

/// Adds what comes back, and says what does not.
fn add_all(
    several: &mut Several<'_>,
    attempts: impl Iterator<Item = Result<Attempt, String>>,
    sink: &mut dyn Sink,
) -> Result<u8, Refusal> {
    let mut code = CLEAN;
    for attempt in attempts {
        match attempt {
            Ok(attempt) => several.add(&attempt.kept(), sink).map_err(not_written)?,
            Err(why) => {
                eprintln!("attune: {why}");
                code = FOUND;
            }
        }
    }
    if several.count() == 0 {
        return Err((FOUND, "nothing is left to report on, so nothing was written".to_owned()));
    }
    Ok(code)
}

fn manner(arguments: &ExportArguments, person: Option<ProfileId>) -> Manner {
    let format = Format::from(arguments.format);
    let chosen = arguments.paper.map(Paper::from);
    Manner {
        format,
        choice: Choice {
            name: arguments.with_name.clone(),
            drafts: arguments.with_drafts,
        },
        paper: chosen.unwrap_or_else(usual_paper),
        zone: ZONE,
        account: account(format, person),
        made_ms: now_ms(),
    }
}

/// What the settings say, or else the locale.
fn usual_paper() -> Paper {
    let kept = data_dir().map(|folder| settings::read(&folder).settings.paper);
    let kept = kept.and_then(|word| Paper::named(&word));
    kept.unwrap_or_else(|| Paper::of_locale(&locale()))
}

fn not_written(error: SeveralError) -> Refusal {
    let remedy = match &error {
        SeveralError::Io(error) => return failed(error),
        SeveralError::Save(SaveError::Taken { .. }) => "choose another name, or add --force to replace it",
        SeveralError::Save(error) => error.remedy(),
        SeveralError::TooMany => "choose fewer of them, or `--format csv`, `json` or `xapi`",
        SeveralError::Pages(_) => "choose another format",
    };
    refused(format!("{error}; {remedy}"))
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

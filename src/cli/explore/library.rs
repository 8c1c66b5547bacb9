//! `attune explore --library`: in each vignette and in all together, how far one comes who reads nothing of the client.

use std::io::{self, Write};
use std::sync::Arc;

use serde_json::{Value, json};

use super::json;
use crate::cli::args::{ExploreArguments, ExploreFormat};
use crate::cli::table::{Table, count, signed_percent};
use crate::cli::vignette::find_all;
use crate::cli::{COULD_NOT_RUN, FOUND};
use crate::explore::cues::{Cue, Readings};
use crate::explore::game::Game;
use crate::explore::space::{Limits, Stopped, Watch};
use crate::explore::survey::Survey;
use crate::library::vignette::Vignette;
use crate::parallel::in_parallel;
use crate::wording::lexicon;

/// One vignette and what came of it.
struct Row {
    vignette: Arc<Vignette>,
    game: Result<Game, Stopped>,
}

/// Explores all of them, several at once.
///
/// # Errors
/// If the output can't be written.
pub(super) fn run(arguments: &ExploreArguments, limits: Limits, out: &mut dyn Write) -> io::Result<u8> {
    let (vignettes, mut code) = match find_all(&arguments.files) {
        Ok(found) => found,
        Err(message) => {
            eprintln!("attune: {message}");
            return Ok(COULD_NOT_RUN);
        }
    };
    let rows = in_parallel(vignettes, |vignette| {
        let game = play(&vignette, limits);
        Row { vignette, game }
    });
    if rows.iter().any(|row| row.game.is_err()) {
        code = code.max(FOUND);
    }
    match arguments.format {
        ExploreFormat::Text => text(&rows, out)?,
        ExploreFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &report(&rows))?;
            writeln!(out)?;
        }
    }
    Ok(code)
}

fn play(vignette: &Vignette, limits: Limits) -> Result<Game, Stopped> {
    let survey = Survey::new(&vignette.graph, limits, Watch::default())?;
    let lexicon = lexicon::of_language(&vignette.scenario.language);
    Ok(Game::new(
        &survey,
        &Readings::new(&vignette.graph, &vignette.scenario, lexicon),
    ))
}

fn mean(rows: &[Row]) -> Option<Game> {
    Game::mean(rows.iter().filter_map(|row| row.game.as_ref().ok()))
}

fn text(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "How far one comes who reads nothing of the client: from random (0 %) to always the aptest (100 %)\n"
    )?;
    let mut table = Table::default();
    let heads = ["", "random"].into_iter().chain(Cue::ALL.map(Cue::name));
    table.row(heads);
    let margins = |name: &str, game: &Game| {
        let cells = [name.to_owned(), format!("{:.2}", game.random)];
        let margins: Vec<String> = game.margins().map(|(_, margin)| signed_percent(margin)).collect();
        cells.into_iter().chain(margins)
    };
    for row in rows {
        let id = row.vignette.scenario.id.as_str();
        match &row.game {
            Ok(game) => table.row(margins(id, game)),
            Err(stopped) => table.row([id, &stopped.to_string()]),
        }
    }
    if let Some(mean) = mean(rows) {
        table.row(margins(&format!("all {}", count(rows.len(), "vignette")), &mean));
    }
    table.write(out)?;
    writeln!(
        out,
        "\n  random: the expected credit of every response as likely, 0 (always the worst on offer) to 1 (always the best)"
    )?;
    for cue in Cue::ALL {
        writeln!(out, "  {}: {}", cue.name(), cue.chosen())?;
    }
    Ok(())
}

fn report(rows: &[Row]) -> Value {
    let vignettes = rows.iter().map(|row| {
        let game = row.game.as_ref();
        json!({
            "id": row.vignette.scenario.id.as_str(),
            "not_proven_beyond": game.err().map(|stopped| json::states(*stopped)),
            "without_reading": game.ok().map(json::game),
        })
    });
    json!({
        "vignettes": vignettes.collect::<Vec<_>>(),
        "mean": mean(rows).as_ref().map(json::game),
    })
}

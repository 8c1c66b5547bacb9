//! Pictures of what is kept and what leaves: attempts, export, people, the briefing of somebody who was met before, a round that waits; in
//! daylight, by lamplight, and in large text with high contrast.

use std::path::Path;

use super::attempts::Selection;
use super::command::Command;
use super::pictures::Camera;
use super::pictures_learning;
use crate::history::attempts::Span;
use crate::history::profile::ProfileId;
use crate::history::writer::Who;
use crate::library::catalog::Origin;
use crate::practice::deck::Focus;
use crate::report::format::Format;
use crate::settings::Theme;

/// How a picture is taken: the end of its name, colours, size of the text and of the window.
const LOOKS: [(&str, Theme, u16, [f32; 2]); 4] = [
    ("", Theme::Light, 100, [1280.0, 800.0]),
    ("-lamplight", Theme::Dark, 100, [1280.0, 800.0]),
    ("-large-text", Theme::HighContrast, 200, [1024.0, 700.0]),
    ("-small", Theme::Light, 100, [1024.0, 700.0]),
];

/// Makes them, over an invented history that is gone afterwards. Returns how many.
///
/// # Errors
/// If a file can't be written.
pub fn make(folder: &Path, now_ms: i64) -> std::io::Result<usize> {
    let own = std::env::temp_dir().join("attune-pictures-kept");
    if own.exists() {
        std::fs::remove_dir_all(&own)?;
    }
    pictures_learning::furnish(&own, now_ms).map_err(std::io::Error::other)?;
    let mut first = Camera::in_folder(1280.0, 800.0, Some(own.clone()));
    first.ask(Command::AddPerson("Noor".to_owned()));
    drop(first);
    let mut count = 0;
    for (name, theme, percent, [width, height]) in LOOKS {
        let mut camera = Camera::in_folder(width, height, Some(own.clone()));
        camera.ask(Command::SetTheme(theme));
        camera.ask(Command::SetText(percent));
        camera.ask(Command::Welcomed);
        let mut take = |camera: &mut Camera, what: &str| {
            count += 1;
            camera.picture(folder, &format!("{what}{name}"))
        };
        take(&mut camera, "people-choose")?;
        camera.ask(Command::UsePerson(Who::Profile(ProfileId(1))));
        camera.ask(Command::ShowAttempts);
        camera.run(2);
        camera.settle();
        camera.choose_attempts(3);
        take(&mut camera, "attempts")?;
        camera.ask(Command::ExportAttempts(Selection::Span(Span::default())));
        camera.export_as(Format::Csv);
        take(&mut camera, "export-several")?;
        camera.export_as(Format::Pdf);
        take(&mut camera, "export-pages")?;
        camera.ask(Command::OpenBriefing(Origin::Bundled("the-worksheet.ron")));
        camera.scroll(2_000.0);
        take(&mut camera, "briefing-earlier")?;
        camera.ask(Command::BeginRound(Focus::All));
        for _ in 0..7 {
            camera.go_on();
        }
        camera.ask(Command::ShowToday);
        take(&mut camera, "today-waiting")?;
        camera.ask(Command::LetRoundGo);
        camera.ask(Command::ShowMyData);
        take(&mut camera, "my-data-kept")?;
    }
    std::fs::remove_dir_all(own)?;
    Ok(count)
}

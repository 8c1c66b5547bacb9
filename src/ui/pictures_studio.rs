//! The pictures of the studio, for the README and for `docs/tutor-guide.md`.

use std::path::Path;

use super::command::Command;
use super::pictures::Camera;
use super::studio::StudioCommand;
use super::studio::command::{Beginning, Part};
use super::studio::spot::Spot;
use super::studio::tabs::{Plan, Tab};
use crate::settings::Theme;

/// Makes them. Returns how many there are.
///
/// # Errors
/// If one can't be written.
pub fn make(folder: &Path) -> std::io::Result<usize> {
    let mut camera = at_desk(1280.0, 800.0, Theme::Light);
    camera.picture(folder, "studio-begin")?;
    ask(
        &mut camera,
        StudioCommand::Begin(Beginning::Bundled("the-worksheet.ron")),
    );
    camera.picture(folder, "studio")?;
    statement(&mut camera);
    camera.picture(folder, "studio-statement")?;
    response(&mut camera);
    camera.picture(folder, "studio-response")?;
    for (tab, name) in [
        (Tab::Source, "studio-source"),
        (Tab::Problems, "studio-problems"),
        (Tab::Coverage, "studio-coverage"),
        (Tab::Compare, "studio-compare"),
        (Tab::SignOff, "studio-sign-off"),
    ] {
        ask(&mut camera, StudioCommand::ShowTab(tab));
        camera.picture(folder, name)?;
    }
    statement(&mut camera);
    ask(&mut camera, StudioCommand::PlayHere);
    camera.picture(folder, "studio-play")?;
    ask(&mut camera, StudioCommand::ShowTab(Tab::Play));
    ask(&mut camera, StudioCommand::ShowPlan(Plan::Outline));
    camera.picture(folder, "studio-outline")?;
    ask(&mut camera, StudioCommand::Add(Part::Belief));
    ask(&mut camera, StudioCommand::Close);
    camera.picture(folder, "studio-leave")?;
    let mut dark = at_desk(1280.0, 800.0, Theme::Dark);
    ask(&mut dark, StudioCommand::Begin(Beginning::Bundled("six-weeks.ron")));
    statement(&mut dark);
    ask(&mut dark, StudioCommand::ShowTab(Tab::Source));
    dark.picture(folder, "studio-lamplight")?;
    let mut small = at_desk(1024.0, 700.0, Theme::Light);
    ask(
        &mut small,
        StudioCommand::Begin(Beginning::Bundled("the-worksheet.ron")),
    );
    statement(&mut small);
    small.picture(folder, "studio-small")?;
    let mut large = at_desk(1024.0, 700.0, Theme::HighContrast);
    large.ask(Command::SetText(200));
    ask(
        &mut large,
        StudioCommand::Begin(Beginning::Bundled("the-worksheet.ron")),
    );
    response(&mut large);
    large.picture(folder, "studio-large-text")?;
    Ok(14)
}

fn at_desk(width: f32, height: f32, theme: Theme) -> Camera {
    let mut camera = Camera::new(width, height);
    camera.ask(Command::SetTheme(theme));
    camera.ask(Command::SetText(100));
    camera.ask(Command::SetReduceMotion(true));
    ask(&mut camera, StudioCommand::Show);
    camera
}

fn ask(camera: &mut Camera, command: StudioCommand) {
    camera.ask(Command::Studio(command));
}

/// Shows the second statement.
fn statement(camera: &mut Camera) {
    if let Some(id) = id_at(camera, "\n        \"", 1) {
        ask(camera, StudioCommand::Go(Spot::Statement(id)));
    }
}

/// Shows a response to it.
fn response(camera: &mut Camera) {
    statement(camera);
    let statement = id_at(camera, "\n        \"", 1);
    let response = id_at(camera, "\n                \"", 4);
    if let (Some(statement), Some(response)) = (statement, response) {
        ask(camera, StudioCommand::Go(Spot::Response(statement, response)));
    }
}

/// The key that stands after so many of its like, among those with this indentation after `statements`.
fn id_at(camera: &Camera, before: &str, number: usize) -> Option<String> {
    let text = camera.app.studio().text()?;
    let from = text.find("\n    statements: {")?;
    let mut keys = text.get(from..)?.split(before).skip(1);
    Some(keys.nth(number)?.split('"').next()?.to_owned())
}

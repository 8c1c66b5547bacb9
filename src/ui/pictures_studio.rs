//! The pictures of the studio, for the README and for `docs/tutor-guide.md`.

use std::path::Path;

use super::command::Command;
use super::pictures::Camera;
use super::studio::StudioCommand;
use super::studio::command::{Beginning, CoverageView, Part};
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
        let has_slips = tab == Tab::Problems && slips(&mut camera);
        camera.picture(folder, name)?;
        if has_slips {
            ask(&mut camera, StudioCommand::Undo);
        }
    }
    statement(&mut camera);
    ends(&mut camera);
    camera.picture(folder, "studio-ends")?;
    ask(&mut camera, StudioCommand::PlayHere);
    camera.picture(folder, "studio-play")?;
    ask(&mut camera, StudioCommand::SetStart);
    camera.picture(folder, "studio-by-hand")?;
    ask(&mut camera, StudioCommand::ShowTab(Tab::Play));
    ask(&mut camera, StudioCommand::ShowPlan(Plan::Outline));
    camera.picture(folder, "studio-outline")?;
    ask(&mut camera, StudioCommand::Add(Part::Belief));
    ask(&mut camera, StudioCommand::Close);
    camera.picture(folder, "studio-leave")?;
    let dark = at_desk(1280.0, 800.0, Theme::Dark);
    elsewhere(dark, folder, "lamplight", "six-weeks.ron")?;
    let small = at_desk(1024.0, 700.0, Theme::Light);
    elsewhere(small, folder, "small", "the-worksheet.ron")?;
    let mut large = at_desk(1024.0, 700.0, Theme::HighContrast);
    large.ask(Command::SetText(200));
    elsewhere(large, folder, "large-text", "the-worksheet.ron")?;
    Ok(16 + 3 * 6)
}

/// The same screens in another theme, another size of the window or of the text.
fn elsewhere(mut camera: Camera, folder: &Path, name: &str, file: &'static str) -> std::io::Result<()> {
    let picture = |camera: &mut Camera, part: &str| camera.picture(folder, &format!("studio-{part}{name}"));
    ask(&mut camera, StudioCommand::Begin(Beginning::Bundled(file)));
    response(&mut camera);
    picture(&mut camera, "response-")?;
    statement(&mut camera);
    picture(&mut camera, "")?;
    for (tab, part) in [(Tab::Coverage, "coverage-"), (Tab::SignOff, "sign-off-")] {
        ask(&mut camera, StudioCommand::ShowTab(tab));
        picture(&mut camera, part)?;
    }
    ends(&mut camera);
    picture(&mut camera, "ends-")?;
    ask(&mut camera, StudioCommand::SetStart);
    picture(&mut camera, "by-hand-")
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

/// Two ways on that lead nowhere, one of them by a slip of the hand.
fn slips(camera: &mut Camera) -> bool {
    let Some(text) = camera.app.studio().text() else {
        return false;
    };
    let text = text
        .replacen("next: To(\"fridge-door\")", "next: To(\"frigde-door\")", 1)
        .replacen("next: To(\"half-two\")", "next: To(\"the-sheet-comes-out\")", 1);
    ask(camera, StudioCommand::Text(text));
    camera.settle();
    true
}

/// Shows how plays end. What they give away is asked for when it is shown first.
fn ends(camera: &mut Camera) {
    ask(camera, StudioCommand::ShowCoverage(CoverageView::Ends));
    camera.settle();
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

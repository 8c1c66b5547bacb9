//! Every letter that is written anywhere can be drawn.

use std::collections::BTreeSet;

use attune::library::bundled::BUNDLED;
use attune::ui::theme::{
    Appearance, INTERFACE, INTERFACE_STRONG, ROOM_INTERFACE, ROOM_INTERFACE_STRONG, ROOM_SPEECH, ROOM_SPEECH_ITALIC,
    SPEECH, SPEECH_ITALIC, install,
};
use egui::{FontFamily, RichText};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

/// kittest panics when it lays out a letter that a family has not.
#[test]
fn every_family_has_every_letter_of_the_bundled_vignettes() {
    let letters: BTreeSet<char> = BUNDLED.iter().flat_map(|(_, text)| text.chars()).collect();
    let text: String = letters.into_iter().filter(|letter| !letter.is_control()).collect();
    let shown = text.clone();
    let harness = Harness::builder()
        .with_context_setup(|ctx| install(ctx, &Appearance::default()))
        .build_ui(move |ui| {
            let here = [INTERFACE, INTERFACE_STRONG, SPEECH, SPEECH_ITALIC];
            let room = [ROOM_INTERFACE, ROOM_INTERFACE_STRONG, ROOM_SPEECH, ROOM_SPEECH_ITALIC];
            for family in here.into_iter().chain(room) {
                ui.label(RichText::new(shown.as_str()).family(FontFamily::Name(family.into())));
            }
        });
    assert_eq!(harness.query_all_by_label(&text).count(), 8);
}

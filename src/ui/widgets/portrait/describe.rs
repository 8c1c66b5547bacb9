//! The portrait in words, for people who listen to the screen.

use crate::scenario::model::{Affect, Beard, Feeling, Glasses, Hair, Portrait};

use super::expression::Expression;

/// What the portrait shows, such as "Portrait of Dee, 34: guarded, looks away. Long hair, round glasses."
pub fn describe(portrait: &Portrait, name: &str, age: u8, affect: Affect) -> String {
    let mut manner = format!("{}{}", degree(affect.1), feeling_word(affect.0));
    if Expression::of(affect).looks_away() {
        manner.push_str(if Expression::of(affect).gaze_y > 0.5 {
            ", looks down"
        } else {
            ", looks away"
        });
    }
    let mut worn: Vec<&str> = vec![hair_words(portrait.hair)];
    worn.extend(beard_words(portrait.beard));
    worn.extend(glasses_words(portrait.glasses));
    if portrait.hearing_aid {
        worn.push("a hearing aid");
    }
    format!("Portrait of {name}, {age}: {manner}. {}.", sentence(&worn.join(", ")))
}

/// The feeling as a word that follows "seems".
pub fn feeling_word(feeling: Feeling) -> &'static str {
    match feeling {
        Feeling::Settled => "settled",
        Feeling::Guarded => "guarded",
        Feeling::Flat => "flat",
        Feeling::Warm => "warm",
        Feeling::Amused => "amused",
        Feeling::Sad => "sad",
        Feeling::Tearful => "tearful",
        Feeling::Ashamed => "ashamed",
        Feeling::Anxious => "anxious",
        Feeling::Confused => "confused",
        Feeling::Irritated => "irritated",
        Feeling::Angry => "angry",
        Feeling::Hurt => "hurt",
        Feeling::Relieved => "relieved",
        Feeling::Hopeful => "hopeful",
    }
}

fn degree(intensity: u8) -> &'static str {
    match intensity {
        0 | 1 => "a trace ",
        2 => "a little ",
        3 => "",
        4 => "clearly ",
        _ => "very ",
    }
}

fn hair_words(hair: Hair) -> &'static str {
    match hair {
        Hair::Cropped => "cropped hair",
        Hair::Short => "short hair",
        Hair::Bob => "hair to the jaw",
        Hair::Long => "long hair",
        Hair::Curly => "curly hair",
        Hair::Tied => "hair tied back",
        Hair::Bun => "hair in a bun",
        Hair::Locs => "locs",
        Hair::Thinning => "thinning hair",
        Hair::Bald => "bald",
        Hair::Headscarf => "a headscarf",
        Hair::Turban => "a turban",
    }
}

fn beard_words(beard: Beard) -> Option<&'static str> {
    match beard {
        Beard::None => None,
        Beard::Stubble => Some("stubble"),
        Beard::Short => Some("a short beard"),
        Beard::Full => Some("a full beard"),
    }
}

fn glasses_words(glasses: Glasses) -> Option<&'static str> {
    match glasses {
        Glasses::None => None,
        Glasses::Round => Some("round glasses"),
        Glasses::Square => Some("square glasses"),
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[track_caller]
    fn check(portrait: Portrait, affect: Affect, expected: &str) {
        assert_eq!(describe(&portrait, "Dee", 34, affect), expected);
    }

    fn plain() -> Portrait {
        ron::from_str("(skin: Fair, face: Oval, hair: Long, hair_color: Brown, clothes: Jumper, clothes_color: Sage)")
            .unwrap()
    }

    #[test]
    fn the_words_say_what_the_picture_shows() {
        check(
            plain(),
            Affect(Feeling::Settled, 3),
            "Portrait of Dee, 34: settled. Long hair.",
        );
        check(
            plain(),
            Affect(Feeling::Guarded, 4),
            "Portrait of Dee, 34: clearly guarded, looks away. Long hair.",
        );
        let worn = Portrait {
            hair: Hair::Bald,
            beard: Beard::Short,
            glasses: Glasses::Round,
            hearing_aid: true,
            ..plain()
        };
        check(
            worn,
            Affect(Feeling::Ashamed, 5),
            "Portrait of Dee, 34: very ashamed, looks down. Bald, a short beard, round glasses, a hearing aid.",
        );
    }
}

//! What a feeling does to a face and a body, as numbers. Pure: nothing here draws.
//!
//! The numbers are a draughtsman's judgement. Looking away, lowered lids and a closed posture are made plain, because they are what a trainee
//! has to notice.

use crate::scenario::model::{Affect, Feeling};

/// What the hands do, where they matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hands {
    /// Out of the picture.
    #[default]
    Away,
    /// One holds the other.
    Clasped,
    /// One lies at the side of the neck.
    AtNeck,
    /// The arms are folded.
    Folded,
    /// One lies flat on the chest.
    OnChest,
}

/// How a face and a body stand. Zero everywhere, with open lids, is a face at rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expression {
    /// The head leans to the viewer's right, in radians.
    pub tilt: f32,
    /// The head turns to the viewer's right, -1 to 1.
    pub turn: f32,
    /// The chin goes down, -1 to 1.
    pub nod: f32,
    /// The eyes look to the viewer's right, -1 to 1.
    pub gaze_x: f32,
    /// The eyes look down, -1 to 1.
    pub gaze_y: f32,
    /// The inner ends of the brows go up, -1 to 1.
    pub brow_inner: f32,
    /// The outer ends of the brows go up, -1 to 1.
    pub brow_outer: f32,
    /// The brows draw together, 0 to 1.
    pub knit: f32,
    /// How far the lids are open: 0 closed, 1 at rest, up to 1.4.
    pub lids: f32,
    /// The lower lids are raised, 0 to 1.
    pub squint: f32,
    /// The corners of the mouth go up, -1 to 1.
    pub curve: f32,
    /// One corner goes up, the other down, -1 to 1.
    pub skew: f32,
    /// The mouth is open, 0 to 1.
    pub open: f32,
    /// The lips are pressed together, 0 to 1.
    pub press: f32,
    /// The shoulders are drawn up, -1 to 1.
    pub raise: f32,
    /// The body sinks, 0 to 1.
    pub slump: f32,
    /// How far the hands have come into the picture, 0 to 1.
    pub hands_in: f32,
    /// What the hands do.
    pub hands: Hands,
    /// Color in the cheeks, 0 to 1.
    pub blush: f32,
    /// Water in the eyes, 0 to 1. Above a half it runs.
    pub tears: f32,
}

impl Default for Expression {
    fn default() -> Self {
        Self {
            tilt: 0.0,
            turn: 0.0,
            nod: 0.0,
            gaze_x: 0.0,
            gaze_y: 0.0,
            brow_inner: 0.0,
            brow_outer: 0.0,
            knit: 0.0,
            lids: 1.0,
            squint: 0.0,
            curve: 0.0,
            skew: 0.0,
            open: 0.0,
            press: 0.0,
            raise: 0.0,
            slump: 0.0,
            hands_in: 0.0,
            hands: Hands::Away,
            blush: 0.0,
            tears: 0.0,
        }
    }
}

impl Expression {
    /// What an affect looks like. Intensities outside 1 to 5 are taken as the nearest.
    pub fn of(affect: Affect) -> Self {
        let Affect(feeling, intensity) = affect;
        let strength = f32::from(intensity.clamp(1, 5));
        let mut shown = Self::default().mix(&full(feeling), 0.16 + 0.168 * strength);
        shown.hands = hands(feeling);
        shown.hands_in = if f32::from(hands_from(feeling)) <= strength && shown.hands != Hands::Away {
            1.0
        } else {
            0.0
        };
        shown
    }

    /// Between this and another, `t` from 0 to 1. Hands keep their pose on the way out and take the new one on the way in.
    #[must_use]
    pub fn mix(&self, to: &Self, t: f32) -> Self {
        let m = |a: f32, b: f32| a * (1.0 - t) + b * t;
        let same = self.hands == to.hands || self.hands_in == 0.0 || to.hands_in == 0.0;
        let hands = if to.hands_in == 0.0 && t < 1.0 {
            self.hands
        } else {
            to.hands
        };
        Self {
            tilt: m(self.tilt, to.tilt),
            turn: m(self.turn, to.turn),
            nod: m(self.nod, to.nod),
            gaze_x: m(self.gaze_x, to.gaze_x),
            gaze_y: m(self.gaze_y, to.gaze_y),
            brow_inner: m(self.brow_inner, to.brow_inner),
            brow_outer: m(self.brow_outer, to.brow_outer),
            knit: m(self.knit, to.knit),
            lids: m(self.lids, to.lids),
            squint: m(self.squint, to.squint),
            curve: m(self.curve, to.curve),
            skew: m(self.skew, to.skew),
            open: m(self.open, to.open),
            press: m(self.press, to.press),
            raise: m(self.raise, to.raise),
            slump: m(self.slump, to.slump),
            hands_in: if same {
                m(self.hands_in, to.hands_in)
            } else {
                to.hands_in * t
            },
            hands,
            blush: m(self.blush, to.blush),
            tears: m(self.tears, to.tears),
        }
    }

    /// Whether the eyes or the head are turned away from the viewer so far that it can be seen.
    pub fn looks_away(&self) -> bool {
        (self.gaze_x + self.turn).abs() > 0.55 || self.gaze_y > 0.5
    }
}

/// The feeling at its strongest.
#[rustfmt::skip]
fn full(feeling: Feeling) -> Expression {
    let rest = Expression::default();
    match feeling {
        Feeling::Settled => Expression {
            curve: 0.22, tilt: 0.03, ..rest
        },
        Feeling::Guarded => Expression {
            turn: 0.75, gaze_x: 0.8, lids: 0.72, press: 0.65, curve: -0.12, brow_inner: -0.25, tilt: -0.03,
            raise: 0.15, ..rest
        },
        Feeling::Flat => Expression {
            lids: 0.58, curve: -0.1, gaze_y: 0.25, slump: 0.55, brow_outer: -0.2, nod: 0.15, ..rest
        },
        Feeling::Warm => Expression {
            curve: 0.75, squint: 0.45, tilt: 0.1, brow_inner: 0.15, brow_outer: 0.15, blush: 0.3, lids: 0.95,
            ..rest
        },
        Feeling::Amused => Expression {
            curve: 0.85, skew: 0.45, squint: 0.7, brow_outer: 0.45, tilt: -0.09, open: 0.3, gaze_x: -0.15,
            lids: 0.9, blush: 0.2, ..rest
        },
        Feeling::Sad => Expression {
            brow_inner: 0.85, brow_outer: -0.35, lids: 0.66, gaze_y: 0.55, curve: -0.42, nod: 0.5, slump: 0.7,
            tilt: 0.09, ..rest
        },
        Feeling::Tearful => Expression {
            brow_inner: 1.0, brow_outer: -0.3, knit: 0.4, lids: 0.62, gaze_y: 0.4, curve: -0.46, press: 0.35,
            nod: 0.4, slump: 0.6, tilt: 0.08, tears: 1.0, blush: 0.55, squint: 0.3, ..rest
        },
        Feeling::Ashamed => Expression {
            nod: 0.95, turn: -0.6, gaze_x: -0.55, gaze_y: 0.95, lids: 0.5, brow_inner: 0.5, curve: -0.3,
            press: 0.5, slump: 0.8, blush: 1.0, tilt: -0.11, raise: 0.25, ..rest
        },
        Feeling::Anxious => Expression {
            brow_inner: 0.75, brow_outer: 0.2, knit: 0.55, lids: 1.25, gaze_x: 0.35, press: 0.55, curve: -0.22,
            raise: 0.9, skew: 0.2, ..rest
        },
        Feeling::Confused => Expression {
            tilt: 0.17, brow_inner: 0.1, brow_outer: 0.35, knit: 0.6, skew: 0.55, curve: -0.1, gaze_x: -0.25,
            gaze_y: -0.35, open: 0.12, ..rest
        },
        Feeling::Irritated => Expression {
            brow_inner: -0.6, knit: 0.7, lids: 0.78, squint: 0.4, press: 0.75, skew: -0.4, curve: -0.22,
            tilt: -0.07, turn: -0.2, gaze_x: 0.15, ..rest
        },
        Feeling::Angry => Expression {
            brow_inner: -1.0, brow_outer: 0.3, knit: 1.0, lids: 1.0, squint: 0.55, curve: -0.45, open: 0.28,
            press: 0.2, nod: 0.25, raise: 0.55, blush: 0.6, ..rest
        },
        Feeling::Hurt => Expression {
            brow_inner: 0.9, knit: 0.5, lids: 0.85, gaze_x: 0.0, curve: -0.36, press: 0.3, turn: 0.45,
            tilt: 0.07, nod: 0.2, tears: 0.35, slump: 0.35, ..rest
        },
        Feeling::Relieved => Expression {
            lids: 0.55, curve: 0.55, brow_inner: 0.5, brow_outer: 0.15, raise: -0.6, tilt: 0.08, nod: -0.15,
            open: 0.16, blush: 0.2, ..rest
        },
        Feeling::Hopeful => Expression {
            curve: 0.5, brow_inner: 0.4, brow_outer: 0.4, lids: 1.18, gaze_y: -0.35, gaze_x: -0.2, nod: -0.35,
            tilt: 0.04, raise: -0.1, blush: 0.15, ..rest
        },
    }
}

fn hands(feeling: Feeling) -> Hands {
    match feeling {
        Feeling::Anxious => Hands::Clasped,
        Feeling::Ashamed => Hands::AtNeck,
        Feeling::Guarded | Feeling::Irritated => Hands::Folded,
        Feeling::Relieved | Feeling::Hurt => Hands::OnChest,
        _ => Hands::Away,
    }
}

/// The intensity from which the hands come into the picture.
fn hands_from(feeling: Feeling) -> u8 {
    match feeling {
        Feeling::Anxious => 2,
        Feeling::Ashamed => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn distance(a: &Expression, b: &Expression) -> f32 {
        let numbers = |e: &Expression| {
            [
                e.tilt * 4.0,
                e.turn,
                e.nod,
                e.gaze_x,
                e.gaze_y,
                e.brow_inner,
                e.brow_outer,
                e.knit,
                e.lids,
                e.squint,
                e.curve,
                e.skew,
                e.open,
                e.press,
                e.raise,
                e.slump,
                e.blush,
                e.tears,
            ]
        };
        numbers(a)
            .iter()
            .zip(numbers(b))
            .map(|(a, b)| (a - b).powi(2))
            .sum::<f32>()
            .sqrt()
    }

    #[test]
    fn every_two_feelings_look_different() {
        for (i, a) in Feeling::ALL.iter().enumerate() {
            for b in &Feeling::ALL[i + 1..] {
                let d = distance(&Expression::of(Affect(*a, 4)), &Expression::of(Affect(*b, 4)));
                assert!(d > 0.45, "{a:?} and {b:?} are only {d:.2} apart");
            }
        }
    }

    #[test]
    fn more_of_a_feeling_is_further_from_rest() {
        for feeling in Feeling::ALL {
            let away = |intensity| distance(&Expression::default(), &Expression::of(Affect(*feeling, intensity)));
            for intensity in 1..5 {
                assert!(away(intensity) < away(intensity + 1), "{feeling:?} {intensity}");
            }
        }
    }

    #[test]
    fn looking_away_is_plain_where_it_matters() {
        for feeling in [Feeling::Guarded, Feeling::Ashamed] {
            for intensity in 3..=5 {
                assert!(
                    Expression::of(Affect(feeling, intensity)).looks_away(),
                    "{feeling:?} {intensity}"
                );
            }
        }
        for feeling in [Feeling::Settled, Feeling::Warm, Feeling::Angry] {
            assert!(!Expression::of(Affect(feeling, 5)).looks_away(), "{feeling:?}");
        }
    }

    #[test]
    fn a_mix_starts_and_ends_where_it_should() {
        let (a, b) = (
            Expression::of(Affect(Feeling::Anxious, 4)),
            Expression::of(Affect(Feeling::Warm, 4)),
        );
        assert_eq!(a.mix(&b, 0.0), a);
        assert_eq!(a.mix(&b, 1.0), b);
        assert_eq!(a.mix(&b, 0.5).hands, Hands::Clasped);
    }

    #[test]
    fn strange_intensities_are_taken_as_the_nearest() {
        assert_eq!(
            Expression::of(Affect(Feeling::Sad, 0)),
            Expression::of(Affect(Feeling::Sad, 1))
        );
        assert_eq!(
            Expression::of(Affect(Feeling::Sad, 250)),
            Expression::of(Affect(Feeling::Sad, 5))
        );
    }
}

//! From the map to the screen and back: where one looks, and how closely.

use egui::{Pos2, Rect, Vec2};

/// Nearest and farthest look.
const ZOOM: (f32, f32) = (0.000_5, 4.0);
/// Room around what is fitted, in points on the screen.
const MARGIN: f32 = 32.0;
/// Seconds that a flight takes.
const FLIGHT_S: f32 = 0.22;

/// Where one looks, and how closely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The place of the map in the middle of the screen.
    pub center: Pos2,
    /// Points on the screen a point on the map, at 100 % text.
    pub zoom: f32,
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            center: Pos2::ZERO,
            zoom: 1.0,
        }
    }
}

impl Camera {
    /// What shows all of `bounds`, no nearer than 100 %.
    #[must_use]
    pub fn fitting(bounds: Rect, screen: Vec2, text: f32) -> Self {
        if !bounds.is_positive() {
            return Self::default();
        }
        let room = (screen - Vec2::splat(2.0 * MARGIN)).max(Vec2::splat(1.0));
        let zoom = (room / bounds.size()).min_elem() / text;
        Self {
            center: bounds.center(),
            zoom: zoom.clamp(ZOOM.0, 1.0),
        }
    }

    /// Nearer or farther by a factor, with a place of the map kept where it is on the screen.
    #[must_use]
    pub fn zoomed(self, factor: f32, around: Pos2) -> Self {
        let zoom = (self.zoom * factor).clamp(ZOOM.0, ZOOM.1);
        Self {
            center: around + (self.center - around) * (self.zoom / zoom),
            zoom,
        }
    }

    fn lerp(self, to: Self, t: f32) -> Self {
        Self {
            center: self.center.lerp(to.center, t),
            // Zoom is felt in ratios.
            zoom: self.zoom * (to.zoom / self.zoom).powf(t),
        }
    }
}

/// A camera on a piece of the screen.
#[derive(Clone, Copy, Debug)]
pub struct Lens {
    /// The piece of the screen.
    pub screen: Rect,
    center: Pos2,
    /// Points on the screen a point on the map.
    pub scale: f32,
}

impl Lens {
    /// `text` is the size of text, 1.0 at 100 %: boxes grow with their words.
    pub fn new(camera: Camera, screen: Rect, text: f32) -> Self {
        Self {
            screen,
            center: camera.center,
            scale: camera.zoom * text,
        }
    }

    /// Where a place of the map is on the screen.
    pub fn to_screen(self, place: Pos2) -> Pos2 {
        self.screen.center() + (place - self.center) * self.scale
    }

    /// Where a rectangle of the map is on the screen.
    pub fn rect(self, rect: Rect) -> Rect {
        Rect::from_min_max(self.to_screen(rect.min), self.to_screen(rect.max))
    }

    /// Which place of the map is here on the screen.
    pub fn to_map(self, point: Pos2) -> Pos2 {
        self.center + (point - self.screen.center()) / self.scale
    }

    /// What of the map can be seen.
    pub fn visible(self) -> Rect {
        Rect::from_min_max(self.to_map(self.screen.min), self.to_map(self.screen.max))
    }
}

/// A short way from one look to another, so that one does not lose where one is.
#[derive(Clone, Copy, Debug)]
pub struct Flight {
    from: Camera,
    to: Camera,
    done: f32,
}

impl Flight {
    /// Begins one.
    pub const fn new(from: Camera, to: Camera) -> Self {
        Self { from, to, done: 0.0 }
    }

    /// Where it leads.
    pub const fn to(&self) -> Camera {
        self.to
    }

    /// Goes on for so many seconds. None for the second once it has arrived.
    pub fn advance(mut self, seconds: f32) -> (Camera, Option<Self>) {
        self.done += seconds / FLIGHT_S;
        if self.done >= 1.0 {
            return (self.to, None);
        }
        let t = 1.0 - (1.0 - self.done).powi(3);
        (self.from.lerp(self.to, t), Some(self))
    }
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    #[test]
    fn the_screen_and_the_map_lead_to_each_other() {
        let camera = Camera {
            center: pos2(100.0, 50.0),
            zoom: 0.5,
        };
        let lens = Lens::new(camera, Rect::from_min_size(pos2(10.0, 20.0), vec2(400.0, 200.0)), 1.0);
        assert_eq!(lens.to_screen(pos2(100.0, 50.0)), pos2(210.0, 120.0));
        assert_eq!(lens.to_map(lens.to_screen(pos2(7.0, 9.0))), pos2(7.0, 9.0));
        assert_eq!(
            lens.visible(),
            Rect::from_min_max(pos2(-300.0, -150.0), pos2(500.0, 250.0))
        );
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let before = Camera {
            center: pos2(0.0, 0.0),
            zoom: 1.0,
        };
        let after = before.zoomed(2.0, pos2(100.0, 0.0));
        assert_eq!(after.center, pos2(50.0, 0.0));
        // There is an end to it.
        assert!((after.zoomed(1e9, Pos2::ZERO).zoom - 4.0).abs() < 1e-6);
    }

    #[test]
    fn all_fits_and_little_is_not_blown_up() {
        let fit = |size| Camera::fitting(Rect::from_min_size(Pos2::ZERO, size), vec2(864.0, 464.0), 1.0);
        assert!((fit(vec2(1600.0, 100.0)).zoom - 0.5).abs() < 1e-6);
        assert!((fit(vec2(100.0, 100.0)).zoom - 1.0).abs() < 1e-6);
        assert_eq!(fit(vec2(0.0, 0.0)), Camera::default());
    }

    #[test]
    fn a_flight_arrives() {
        let to = Camera {
            center: pos2(10.0, 0.0),
            zoom: 4.0,
        };
        let (there, rest) = Flight::new(Camera::default(), to).advance(0.11);
        assert!(there.center.x > 5.0 && there.zoom > 2.0 && rest.is_some());
        assert_eq!(rest.map(|rest| rest.advance(1.0).0), Some(to));
    }
}

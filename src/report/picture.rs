//! A drawing for paper, as shapes and words at places: set as SVG in one format and as paths in another.
//!
//! The chart of bond, tasks and goals: three lines that end in their names, told apart by a mark as well as by color, the ruptures
//! behind and under them.

use super::account::chart::{ChartData, MarkKind, RuptureSpan, SpanMark};
use super::account::words::sentence;
use super::ink::Ink;
use crate::framework::id::Component;

/// A drawing. Places are in units from the top left; a format scales them to its width.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// How wide.
    pub width: f32,
    /// How high.
    pub height: f32,
    /// What it shows, for those who can't see it.
    pub described: String,
    /// From back to front.
    pub shapes: Vec<Shape>,
}

/// One thing in a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A line through these points.
    Line {
        /// Where it goes.
        points: Vec<[f32; 2]>,
        /// How thick.
        width: f32,
        /// Its color.
        ink: Ink,
    },
    /// A filled area within these points.
    Area {
        /// Its corners.
        points: Vec<[f32; 2]>,
        /// Its color.
        ink: Ink,
    },
    /// A filled disc.
    Disc {
        /// Its middle.
        at: [f32; 2],
        /// Its radius.
        radius: f32,
        /// Its color.
        ink: Ink,
    },
    /// A ring.
    Ring {
        /// Its middle.
        at: [f32; 2],
        /// Its radius.
        radius: f32,
        /// How thick.
        width: f32,
        /// Its color.
        ink: Ink,
    },
    /// Words.
    Words {
        /// The end of the base line that `anchor` names.
        at: [f32; 2],
        /// Which part of the words stands at `at`.
        anchor: Anchor,
        /// What they say.
        text: String,
        /// Their color.
        ink: Ink,
    },
}

/// Which part of some words stands at their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Their beginning.
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// The size of the words in a drawing.
pub const WORDS: f32 = 12.5;
/// The mean width of a letter at that size. Words in the bundled and in common faces are a little narrower.
const LETTER: f32 = WORDS * 0.54;

const WIDTH: f32 = 680.0;
const LEFT: f32 = 34.0;
const RIGHT: f32 = 96.0;
const TOP: f32 = 8.0;
const PLOT: f32 = 196.0;
/// Half the width of a mark in the lane of ruptures.
const MARK: f32 = 5.0;
/// From one row of words to the next.
const ROW: f32 = WORDS * 1.35;

/// Where values and turns are.
struct Frame {
    last: f32,
}

impl Frame {
    fn x(&self, place: f32) -> f32 {
        LEFT + (WIDTH - LEFT - RIGHT) * place / self.last
    }

    fn y(value: f32) -> f32 {
        TOP + PLOT * (1.0 - value / 100.0)
    }
}

/// A place on the time axis. A play has 500 turns at most, so the cast is exact.
#[allow(clippy::cast_precision_loss)]
const fn place(answers: usize) -> f32 {
    answers as f32
}

/// The chart of a play.
pub fn of_chart(data: &ChartData) -> Picture {
    let frame = Frame {
        last: place(data.points.len()).max(1.0),
    };
    let mut shapes = Vec::new();
    shades(&mut shapes, &frame, &data.spans);
    grid(&mut shapes);
    for component in Component::ALL {
        component_line(&mut shapes, &frame, data, component);
    }
    end_labels(&mut shapes, data);
    axis(&mut shapes, &frame, data.points.len());
    let below = TOP + PLOT + ROW + 12.0;
    let height = if data.spans.is_empty() {
        below
    } else {
        lane(&mut shapes, &frame, &data.spans, below + MARK)
    };
    Picture {
        width: WIDTH,
        height: height + 2.0,
        described: data.spoken.clone(),
        shapes,
    }
}

fn shades(shapes: &mut Vec<Shape>, frame: &Frame, spans: &[RuptureSpan]) {
    for span in spans {
        let (left, right) = (frame.x(span.from), frame.x(span.until).max(frame.x(span.from) + 2.0));
        let (top, bottom) = (Frame::y(100.0), Frame::y(0.0));
        shapes.push(Shape::Area {
            points: vec![[left, top], [right, top], [right, bottom], [left, bottom]],
            ink: Ink::Shade,
        });
    }
}

fn grid(shapes: &mut Vec<Shape>) {
    for value in [0.0, 25.0, 50.0, 75.0, 100.0] {
        let y = Frame::y(value);
        shapes.push(Shape::Line {
            points: vec![[LEFT, y], [WIDTH - RIGHT, y]],
            width: 0.75,
            ink: Ink::Line,
        });
        if value % 50.0 == 0.0 {
            shapes.push(Shape::Words {
                at: [LEFT - 8.0, y + WORDS * 0.34],
                anchor: Anchor::End,
                text: format!("{value:.0}"),
                ink: Ink::Faint,
            });
        }
    }
}

fn value(values: [u8; 3], component: Component) -> u8 {
    let [bond, tasks, goals] = values;
    match component {
        Component::Bond => bond,
        Component::Tasks => tasks,
        Component::Goals => goals,
    }
}

fn component_line(shapes: &mut Vec<Shape>, frame: &Frame, data: &ChartData, component: Component) {
    let values = std::iter::once(data.start).chain(data.points.iter().map(|point| point.after));
    let at = |(turn, values): (usize, [u8; 3])| [frame.x(place(turn)), Frame::y(f32::from(value(values, component)))];
    let points: Vec<[f32; 2]> = values.enumerate().map(at).collect();
    let ink = Ink::of(component);
    // Where turns stand close together the marks would hide the line.
    if data.points.len() <= 40 {
        points.iter().for_each(|&at| component_mark(shapes, component, at, 3.6));
    }
    shapes.push(Shape::Line {
        points,
        width: 2.0,
        ink,
    });
}

/// A disc for bond, a square for tasks, a diamond for goals: as on the screen.
fn component_mark(shapes: &mut Vec<Shape>, component: Component, [x, y]: [f32; 2], size: f32) {
    let ink = Ink::of(component);
    let area = |points: [[f32; 2]; 4]| Shape::Area {
        points: points.to_vec(),
        ink,
    };
    shapes.push(match component {
        Component::Bond => Shape::Disc {
            at: [x, y],
            radius: size,
            ink,
        },
        Component::Tasks => {
            let half = size * 0.9;
            area([
                [x - half, y - half],
                [x + half, y - half],
                [x + half, y + half],
                [x - half, y + half],
            ])
        }
        Component::Goals => {
            let half = size * 1.25;
            area([[x, y - half], [x + half, y], [x, y + half], [x - half, y]])
        }
    });
}

/// The names at the ends of the lines, moved apart where they would touch.
fn end_labels(shapes: &mut Vec<Shape>, data: &ChartData) {
    let end = data.end();
    let mut labels = Component::ALL.map(|component| (Frame::y(f32::from(value(end, component))), component));
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut least = f32::NEG_INFINITY;
    for (y, _) in &mut labels {
        *y = y.max(least);
        least = *y + ROW;
    }
    let mut most = Frame::y(0.0);
    for (y, _) in labels.iter_mut().rev() {
        *y = y.min(most);
        most = *y - ROW;
    }
    let right = WIDTH - RIGHT;
    for (y, component) in labels {
        let value = value(end, component);
        shapes.push(Shape::Line {
            points: vec![[right + 6.0, Frame::y(f32::from(value))], [right + 14.0, y]],
            width: 0.75,
            ink: Ink::of(component),
        });
        component_mark(shapes, component, [right + 20.0, y], 4.0);
        shapes.push(Shape::Words {
            at: [right + 28.0, y + WORDS * 0.34],
            anchor: Anchor::Start,
            text: format!("{} {value}", sentence(&component.to_string())),
            ink: Ink::Text,
        });
    }
}

/// The numbers of the turns, as many as have room.
fn axis(shapes: &mut Vec<Shape>, frame: &Frame, turns: usize) {
    let room = WORDS * 2.2;
    let step = (WIDTH - LEFT - RIGHT) / frame.last;
    let every = [1_usize, 2, 5, 10, 20, 50, 100]
        .into_iter()
        .find(|&every| place(every) * step >= room)
        .unwrap_or(100);
    let bottom = Frame::y(0.0);
    let y = bottom + 6.0 + WORDS;
    let mut words = |x: f32, anchor: Anchor, text: String| {
        shapes.push(Shape::Words {
            at: [x, y],
            anchor,
            text,
            ink: Ink::Faint,
        });
    };
    words(LEFT, Anchor::Start, "Start".to_owned());
    let first = LEFT + 5.0 * LETTER + 4.0;
    for turn in (1..=turns).filter(|turn| turn % every == 0) {
        let x = frame.x(place(turn));
        if x - room / 2.0 > first {
            let alone = turn == every && step * place(every) > 2.6 * room;
            let text = if alone {
                format!("Turn {turn}")
            } else {
                turn.to_string()
            };
            words(x, Anchor::Middle, text);
        }
    }
}

/// The ruptures: a line each from opening to repair, with a mark and a word for what happened on it. Returns how far down it reaches.
fn lane(shapes: &mut Vec<Shape>, frame: &Frame, spans: &[RuptureSpan], middle: f32) -> f32 {
    for span in spans {
        let (from, until) = (frame.x(span.from), frame.x(span.until));
        shapes.push(Shape::Line {
            points: vec![[from, middle], [until.max(from + 2.0), middle]],
            width: 2.5,
            ink: Ink::Strain,
        });
    }
    let mut marks: Vec<&SpanMark> = spans.iter().flat_map(|span| &span.marks).collect();
    // From right to left, so that the thin line from a mark to its word never crosses another word.
    marks.sort_by(|a, b| b.at.total_cmp(&a.at));
    let mut ends: Vec<f32> = Vec::new();
    for mark in marks {
        let at = frame.x(mark.at);
        let width = place(mark.label.chars().count()) * LETTER;
        let left = (at - MARK).min(WIDTH - width).max(0.0);
        let row = ends
            .iter()
            .position(|&taken| left + width + 10.0 <= taken)
            .unwrap_or(ends.len());
        let free = left.min(at - MARK);
        match ends.get_mut(row) {
            Some(taken) => *taken = free,
            None => ends.push(free),
        }
        let base = middle + MARK + 4.0 + WORDS + place(row) * ROW;
        if row > 0 {
            shapes.push(Shape::Line {
                points: vec![
                    [at.max(left + 1.0), middle + MARK + 2.0],
                    [at.max(left + 1.0), base - WORDS],
                ],
                width: 0.75,
                ink: Ink::Line,
            });
        }
        rupture_mark(shapes, mark.kind, [at, middle]);
        shapes.push(Shape::Words {
            at: [left, base],
            anchor: Anchor::Start,
            text: mark.label.clone(),
            ink: Ink::Soft,
        });
    }
    middle + MARK + 8.0 + place(ends.len()) * ROW
}

fn rupture_mark(shapes: &mut Vec<Shape>, kind: MarkKind, [x, y]: [f32; 2]) {
    shapes.push(Shape::Disc {
        at: [x, y],
        radius: MARK + 2.0,
        ink: Ink::Paper,
    });
    let line = |points: &[(f32, f32)]| Shape::Line {
        points: points.iter().map(|(dx, dy)| [x + MARK * dx, y + MARK * dy]).collect(),
        width: 1.6,
        ink: Ink::Strain,
    };
    let ring = |dx: f32, radius: f32, ink: Ink| Shape::Ring {
        at: [x + dx, y],
        radius,
        width: 1.6,
        ink,
    };
    let disc = |dx: f32, radius: f32| Shape::Disc {
        at: [x + dx, y],
        radius,
        ink: Ink::Strain,
    };
    match kind {
        MarkKind::Opens => shapes.push(line(&[(-0.9, -0.5), (-0.1, 0.4), (0.1, -0.4), (0.9, 0.5)])),
        MarkKind::Named => shapes.extend([ring(0.0, MARK * 0.8, Ink::Strain), disc(0.0, 1.5)]),
        MarkKind::MovesOn => shapes.extend([
            line(&[(-0.7, -0.8), (0.0, 0.0), (-0.7, 0.8)]),
            line(&[(0.1, -0.8), (0.8, 0.0), (0.1, 0.8)]),
        ]),
        MarkKind::SetBack => shapes.extend([
            line(&[(0.7, -0.8), (0.0, 0.0), (0.7, 0.8)]),
            line(&[(-0.1, -0.8), (-0.8, 0.0), (-0.1, 0.8)]),
        ]),
        MarkKind::Repaired => shapes.extend([ring(-2.2, MARK * 0.7, Ink::Calm), ring(2.2, MARK * 0.7, Ink::Calm)]),
        MarkKind::LeftOpen => shapes.extend([-0.8, 0.0, 0.8].map(|step| disc(MARK * step, 1.4))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::id::RuptureKind;
    use crate::report::account::chart::ChartPoint;

    fn chart(turns: u16) -> ChartData {
        let point = |turn| ChartPoint {
            turn,
            after: [100, 0, 50],
            spoken: String::new(),
            exchange: Vec::new(),
            moved: String::new(),
        };
        let mark = |at, label: &str| SpanMark {
            at,
            kind: MarkKind::MovesOn,
            label: label.to_owned(),
        };
        ChartData {
            start: [50, 50, 50],
            points: (0..turns).map(point).collect(),
            spans: vec![RuptureSpan {
                kind: RuptureKind::Withdrawal,
                from: 0.5,
                until: f32::from(turns),
                repaired: false,
                marks: vec![
                    mark(0.5, "Withdrawal opens"),
                    mark(1.0, "moves on to assertion"),
                    mark(f32::from(turns), "left open"),
                ],
            }],
            spoken: "what it shows".to_owned(),
        }
    }

    #[test]
    fn everything_stays_inside_and_no_words_meet() {
        for turns in [1, 2, 9, 40, 500] {
            let picture = of_chart(&chart(turns));
            let mut boxes: Vec<[f32; 4]> = Vec::new();
            for shape in &picture.shapes {
                let Shape::Words {
                    at: [x, y],
                    anchor,
                    text,
                    ..
                } = shape
                else {
                    continue;
                };
                let width = place(text.chars().count()) * LETTER;
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - width / 2.0,
                    Anchor::End => x - width,
                };
                assert!(left >= -1.0 && left + width <= WIDTH + 1.0, "{turns}: {text} at {left}");
                assert!(*y <= picture.height && y - WORDS * 0.8 >= -2.0, "{turns}: {text}");
                boxes.push([left, y - WORDS * 0.7, left + width, *y]);
            }
            for (at, a) in boxes.iter().enumerate() {
                for b in boxes.iter().skip(at + 1) {
                    let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                    assert!(apart, "{turns}: {a:?} and {b:?}");
                }
            }
        }
    }
}

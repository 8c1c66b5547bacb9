//! Draws pages and builds the tree that tells a screen reader what each piece is.

use std::num::NonZeroU16;

use krilla::Document as File;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node as TagNode, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};

use super::faces::{Face, Faces};
use super::flow::{Flow, Piece, Role, Words, drawn_size};
use super::pages::Placed;
use crate::report::document::Document;
use crate::report::ink::Ink;
use crate::report::paper::Paper;
use crate::report::picture::{Anchor, Picture, Shape};

const TOP: f32 = 66.0;
const BOTTOM: f32 = 84.0;
/// The width of the text, in points, on every paper: lines break at the same words.
pub const TEXT_WIDTH: f32 = 437.28;

/// A sheet of paper with the place of the text on it.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    width: f32,
    height: f32,
}

impl Sheet {
    /// A sheet of that size.
    pub const fn of(size: Paper) -> Self {
        let [width, height] = size.points();
        Self { width, height }
    }

    /// The height of the text, in points.
    pub const fn text_height(self) -> f32 {
        self.height - TOP - BOTTOM
    }

    /// From the edge to the text, on both sides.
    const fn side(self) -> f32 {
        (self.width - TEXT_WIDTH) / 2.0
    }
}

/// A circle from four curves: the length of their handles (the usual 4/3·(√2−1)).
const ROUND: f32 = 0.552_285;

fn fill(ink: Ink) -> Fill {
    let [red, green, blue] = ink.rgb();
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: krilla::paint::FillRule::default(),
    }
}

fn stroke(ink: Ink, width: f32) -> Stroke {
    let [red, green, blue] = ink.rgb();
    Stroke {
        paint: rgb::Color::new(red, green, blue).into(),
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        ..Stroke::default()
    }
}

/// What was drawn for each node, in order.
struct Drawn {
    contents: Vec<Vec<Identifier>>,
    headings: Vec<(u8, String, usize, f32)>,
}

/// Draws every page, the outline and the tree.
pub fn draw(file: &mut File, sheet: Sheet, document: &Document, faces: &Faces, flow: &Flow<'_>, pages: &[Vec<Placed>]) {
    let mut drawn = Drawn {
        contents: vec![Vec::new(); flow.nodes.len()],
        headings: Vec::new(),
    };
    for (number, placed) in pages.iter().enumerate() {
        let Some(settings) = PageSettings::from_wh(sheet.width, sheet.height) else {
            continue;
        };
        let mut page = file.start_page_with(settings);
        let mut surface = page.surface();
        let mut pen = Pen {
            surface: &mut surface,
            faces,
            sheet,
        };
        for one in placed {
            if let Some(piece) = flow.pieces.get(one.piece) {
                pen.piece(piece, one, number, &mut drawn);
            }
        }
        pen.foot(&document.foot, number + 1, pages.len());
        surface.finish();
        page.finish();
    }
    file.set_outline(outline(&drawn.headings, sheet.side()));
    file.set_tag_tree(tree(flow, drawn.contents, &document.language));
}

fn outline(headings: &[(u8, String, usize, f32)], side: f32) -> Outline {
    let mut outline = Outline::new();
    let mut open: Option<OutlineNode> = None;
    for (level, text, page, y) in headings {
        let node = OutlineNode::new(text.clone(), XyzDestination::new(*page, Point::from_xy(side, *y)));
        match (&mut open, level) {
            (Some(parent), 3) => parent.push_child(node),
            _ => {
                if let Some(done) = open.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(done) = open {
        outline.push_child(done);
    }
    outline
}

/// The tree of what was drawn. A node without content, such as one of an empty cell, keeps its place where a table needs it.
fn tree(flow: &Flow<'_>, contents: Vec<Vec<Identifier>>, language: &str) -> TagTree {
    let groups = flow.nodes.iter().zip(contents).map(|(node, contents)| {
        let contents = contents.into_iter().map(TagNode::from).collect();
        Some((node.parent, TagGroup::with_children(tag(&node.role), contents)))
    });
    let mut groups: Vec<Option<(Option<usize>, TagGroup)>> = groups.collect();
    let mut tops = Vec::new();
    // A parent stands before its children, so from the end on each node is whole when it is handed up; children come in reverse.
    for at in (0..groups.len()).rev() {
        let Some((parent, mut group)) = groups.get_mut(at).and_then(Option::take) else {
            continue;
        };
        let holds = matches!(
            flow.nodes.get(at).map(|node| &node.role),
            Some(Role::Group | Role::List | Role::Entry | Role::Body | Role::Table | Role::Row)
        );
        if holds {
            group.children.reverse();
        }
        match parent
            .and_then(|parent| groups.get_mut(parent))
            .and_then(Option::as_mut)
        {
            Some((_, parent)) => parent.push(group),
            None => tops.push(group),
        }
    }
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    tops.into_iter().rev().for_each(|group| tree.push(group));
    tree
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Group => Tag::Section.into(),
        Role::Heading(level, text) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(text.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Quote => Tag::BlockQuote.into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::Entry => Tag::LI.into(),
        Role::Body => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure(described) => Tag::Figure(Some(described.clone())).into(),
    }
}

/// Draws on one page.
struct Pen<'a, 's> {
    surface: &'a mut Surface<'s>,
    faces: &'a Faces,
    sheet: Sheet,
}

impl Pen<'_, '_> {
    fn piece(&mut self, piece: &Piece, placed: &Placed, page: usize, drawn: &mut Drawn) {
        let top = TOP + placed.top;
        self.decoration(piece, placed, top);
        if let Some((level, text)) = &piece.heading {
            drawn.headings.push((*level, text.clone(), page, top));
        }
        for words in &piece.words {
            let tag = ContentTag::Span(SpanTag::empty());
            let identifier = self.surface.start_tagged(tag);
            self.words(words, top);
            self.surface.end_tagged();
            if let Some(contents) = drawn.contents.get_mut(words.node) {
                contents.push(identifier);
            }
        }
        if let Some((node, scale, picture)) = &piece.picture {
            let identifier = self.surface.start_tagged(ContentTag::Other);
            self.picture(picture, *scale, top);
            self.surface.end_tagged();
            if let Some(contents) = drawn.contents.get_mut(*node) {
                contents.push(identifier);
            }
        }
    }

    fn words(&mut self, words: &Words, top: f32) {
        self.text(
            &words.text,
            words.face,
            words.size,
            words.ink,
            [self.sheet.side() + words.x, top + words.base],
        );
    }

    fn text(&mut self, text: &str, face: Face, size: f32, ink: Ink, [x, y]: [f32; 2]) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(ink)));
        let mut at = x;
        for run in self.faces.shape(face, text) {
            if let Some(font) = self.faces.font(run.face) {
                let point = Point::from_xy(at, y);
                self.surface
                    .draw_glyphs(point, &run.glyphs, font, &run.text, size, false);
            }
            at += run.width * size;
        }
    }

    /// Rules, bars and fields: nothing to be read out.
    fn decoration(&mut self, piece: &Piece, placed: &Placed, top: f32) {
        if piece.backing.is_empty() && !piece.rule && piece.bars.is_empty() {
            return;
        }
        let layout = ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout));
        // An artifact has no place in the tree.
        let _ = self.surface.start_tagged(layout);
        for backing in &piece.backing {
            // What goes on from the piece above has no gap.
            let joined = if placed.first || piece.before > 7.0 {
                0.0
            } else {
                piece.before
            };
            self.rectangle(
                [self.sheet.side() + backing.x, top - joined],
                [backing.width, piece.height + joined],
                backing.ink,
            );
        }
        if piece.rule && !placed.first {
            self.rectangle([self.sheet.side(), top], [TEXT_WIDTH, 0.6], Ink::Line);
        }
        for ([x, y], width, full) in &piece.bars {
            self.rectangle([self.sheet.side() + x, top + y], [*width, 3.6], Ink::Line);
            if *full > 0.0 {
                self.rectangle(
                    [self.sheet.side() + x, top + y],
                    [width * full.clamp(0.0, 1.0), 3.6],
                    Ink::Accent,
                );
            }
        }
        self.surface.end_tagged();
    }

    fn rectangle(&mut self, [x, y]: [f32; 2], [width, height]: [f32; 2], ink: Ink) {
        let Some(rect) = Rect::from_xywh(x, y, width, height) else {
            return;
        };
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        self.path(path, Some(ink), None);
    }

    fn path(&mut self, path: PathBuilder, filled: Option<Ink>, stroked: Option<(Ink, f32)>) {
        let Some(path) = path.finish() else { return };
        self.surface.set_fill(filled.map(fill));
        self.surface.set_stroke(stroked.map(|(ink, width)| stroke(ink, width)));
        self.surface.draw_path(&path);
    }

    fn foot(&mut self, text: &str, number: usize, of: usize) {
        let footer = ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer));
        let _ = self.surface.start_tagged(footer);
        let (base, side) = (self.sheet.height - BOTTOM * 0.5, self.sheet.side());
        let page = format!("{number} of {of}");
        let wide = self.faces.width(Face::Sans, 8.5, &page);
        let right = self.sheet.width - side - wide;
        self.text(&page, Face::Sans, 8.5, Ink::Faint, [right, base]);
        let mut short = text.to_owned();
        while self.faces.width(Face::Sans, 8.5, &short) > TEXT_WIDTH - wide - 24.0 && short.pop().is_some() {}
        self.text(&short, Face::Sans, 8.5, Ink::Faint, [side, base]);
        self.surface.end_tagged();
    }

    fn picture(&mut self, picture: &Picture, scale: f32, top: f32) {
        let side = self.sheet.side();
        let at = |[x, y]: [f32; 2]| [side + x * scale, top + y * scale];
        for shape in &picture.shapes {
            match shape {
                Shape::Line { points, width, ink } => {
                    let path = path(points.iter().map(|&point| at(point)), false);
                    self.path(path, None, Some((*ink, width * scale)));
                }
                Shape::Area { points, ink } => {
                    let path = path(points.iter().map(|&point| at(point)), true);
                    self.path(path, Some(*ink), None);
                }
                Shape::Disc {
                    at: middle,
                    radius,
                    ink,
                } => {
                    self.path(circle(at(*middle), radius * scale), Some(*ink), None);
                }
                Shape::Ring {
                    at: middle,
                    radius,
                    width,
                    ink,
                } => self.path(circle(at(*middle), radius * scale), None, Some((*ink, width * scale))),
                Shape::Words {
                    at: place,
                    anchor,
                    text,
                    ink,
                } => {
                    let size = drawn_size(scale);
                    let wide = self.faces.width(Face::Sans, size, text);
                    let [x, y] = at(*place);
                    let left = match anchor {
                        Anchor::Start => x,
                        Anchor::Middle => x - wide / 2.0,
                        Anchor::End => x - wide,
                    };
                    self.text(text, Face::Sans, size, *ink, [left, y]);
                }
            }
        }
    }
}

fn path(points: impl Iterator<Item = [f32; 2]>, closed: bool) -> PathBuilder {
    let mut path = PathBuilder::new();
    for (number, [x, y]) in points.enumerate() {
        if number == 0 {
            path.move_to(x, y);
        } else {
            path.line_to(x, y);
        }
    }
    if closed {
        path.close();
    }
    path
}

fn circle([x, y]: [f32; 2], radius: f32) -> PathBuilder {
    let (r, k) = (radius, radius * ROUND);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path
}

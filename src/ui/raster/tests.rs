//! Small pictures with known pixels.

#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;

use egui::epaint::{ImageDelta, Primitive, Vertex};
use egui::{ClippedPrimitive, Color32, ColorImage, Mesh, Pos2, Rect, TextureId, TextureOptions, TexturesDelta, pos2};

use super::soft_renderer::soft_renderer;
use super::*;

const FONT: TextureId = TextureId::Managed(0);
const PICTURE: TextureId = TextureId::User(7);
const EVERYWHERE: Rect = Rect::EVERYTHING;

fn image(size: [usize; 2], pixels: &[Color32]) -> Arc<ColorImage> {
    Arc::new(ColorImage::new(size, pixels.to_vec()))
}

fn rasterizer_with(textures: &[(TextureId, Arc<ColorImage>, TextureOptions)]) -> Rasterizer {
    let mut rasterizer = Rasterizer::new();
    let mut delta = TexturesDelta::default();
    delta.push(
        FONT,
        ImageDelta::full(image([1, 1], &[Color32::WHITE]), TextureOptions::LINEAR),
    );
    for (id, image, options) in textures {
        delta.push(*id, ImageDelta::full(Arc::clone(image), *options));
    }
    rasterizer.update_textures(&mut delta);
    rasterizer
}

fn in_clip(clip: Rect, mesh: Mesh) -> ClippedPrimitive {
    ClippedPrimitive {
        clip_rect: clip,
        primitive: Primitive::Mesh(mesh),
    }
}

fn triangles(corners: &[(f32, f32, Color32)]) -> Mesh {
    let mut mesh = Mesh::default();
    for (x, y, color) in corners {
        mesh.indices.push(mesh.vertices.len() as u32);
        mesh.vertices.push(Vertex {
            pos: pos2(*x, *y),
            uv: Pos2::ZERO,
            color: *color,
        });
    }
    mesh
}

fn rectangle(rect: Rect, color: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(rect, color);
    mesh
}

fn picture_of(rect: Rect, tint: Color32) -> Mesh {
    let mut mesh = Mesh::with_texture(PICTURE);
    mesh.add_rect_with_uv(rect, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)), tint);
    mesh
}

fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
    Rect::from_min_max(pos2(left, top), pos2(right, bottom))
}

fn painted(rasterizer: &mut Rasterizer, size: [usize; 2], meshes: Vec<ClippedPrimitive>) -> PixelBuffer {
    let mut target = PixelBuffer::new(size[0], size[1]);
    target.clear(Color32::BLACK);
    rasterizer.paint(&meshes, 1.0, &mut target);
    target
}

/// The picture as text: one letter a pixel, by its red channel from `.` (none) to `#` (all).
fn red(target: &PixelBuffer) -> String {
    let row = |y: usize| {
        (0..target.width())
            .map(|x| letter(target.pixel(x, y).unwrap().r()))
            .collect::<String>()
    };
    (0..target.height()).map(row).collect::<Vec<_>>().join(" ")
}

fn letter(value: u8) -> char {
    match value {
        0 => '.',
        255 => '#',
        _ => char::from(b'0' + value / 26),
    }
}

#[track_caller]
fn check(meshes: Vec<ClippedPrimitive>, expected: &str) {
    let height = expected.split(' ').count();
    let width = expected.split(' ').next().unwrap().len();
    let target = painted(&mut rasterizer_with(&[]), [width, height], meshes);
    assert_eq!(red(&target), expected);
}

#[test]
fn rectangles_cover_the_pixels_whose_middle_is_inside() {
    let white = |area| vec![in_clip(EVERYWHERE, rectangle(area, Color32::WHITE))];
    check(white(rect(1.0, 1.0, 3.0, 2.0)), ".... .##. ....");
    check(white(rect(0.5, 0.5, 2.5, 1.5)), "##.. ....");
    check(white(rect(0.51, 0.0, 2.51, 1.0)), ".##.");
    check(white(rect(-9.0, -9.0, 9.0, 9.0)), "## ##");
    check(white(rect(1.0, 0.0, 1.0, 2.0)), "... ...");
}

#[test]
fn nothing_is_painted_outside_of_the_clip_rectangle() {
    let white = rectangle(rect(0.0, 0.0, 4.0, 3.0), Color32::WHITE);
    check(vec![in_clip(rect(1.0, 1.0, 3.0, 9.0), white.clone())], ".... .##. .##.");
    check(vec![in_clip(rect(0.6, 0.4, 2.4, 1.4), white.clone())], ".#.. .... ....");
    check(vec![in_clip(rect(3.0, 0.0, 1.0, 3.0), white.clone())], ".... .... ....");
    check(vec![in_clip(Rect::NOTHING, white)], ".... .... ....");
    let slanted = triangles(&[
        (0.0, 0.0, Color32::WHITE),
        (4.0, 0.0, Color32::WHITE),
        (0.0, 4.0, Color32::WHITE),
    ]);
    check(vec![in_clip(rect(1.0, 0.0, 9.0, 2.0), slanted)], ".##. .#.. ....");
}

#[test]
fn premultiplied_colors_are_blended_in_gamma_space() {
    let half = Color32::from_rgba_premultiplied(128, 0, 0, 128);
    let over_white = |color| {
        let area = rect(0.0, 0.0, 1.0, 1.0);
        let layers = vec![
            in_clip(EVERYWHERE, rectangle(area, Color32::WHITE)),
            in_clip(EVERYWHERE, rectangle(area, color)),
        ];
        painted(&mut rasterizer_with(&[]), [1, 1], layers)
            .pixel(0, 0)
            .unwrap()
            .to_array()
    };
    assert_eq!(over_white(half), [255, 127, 127, 255]);
    assert_eq!(over_white(Color32::TRANSPARENT), [255; 4]);
    assert_eq!(
        over_white(Color32::from_rgba_premultiplied(200, 0, 0, 0)),
        [255; 4],
        "additive light is held at white"
    );
    assert_eq!(
        over_white(Color32::from_rgba_premultiplied(10, 20, 30, 255)),
        [10, 20, 30, 255]
    );
}

#[test]
fn blending_rounds_like_a_division_by_255() {
    for alpha in 0..=255_u32 {
        for below in 0..=255_u32 {
            let exact = (below * (255 - alpha) * 2 + 255) / 510;
            let blended = pixels::over(alpha << 24, below * 0x0101_0101);
            assert_eq!(blended & 0xff, exact, "alpha {alpha} over {below}");
            assert_eq!(blended >> 24, alpha + exact, "alpha {alpha} over {below}");
        }
    }
}

#[test]
fn triangles_that_share_edges_cover_each_pixel_once() {
    // A fan around a point on a pixel's middle, in both turning directions: each layer adds 1 of 255.
    let faint = Color32::from_rgba_premultiplied(1, 1, 1, 0);
    let around: Vec<(f32, f32)> = (0..=23)
        .map(|step| {
            let angle = step as f32 / 23.0 * std::f32::consts::TAU;
            (16.5 + 40.0 * angle.cos(), 16.5 + 40.0 * angle.sin())
        })
        .collect();
    for is_mirrored in [false, true] {
        let fan: Vec<(f32, f32, Color32)> = around
            .windows(2)
            .flat_map(|pair| {
                let (a, b) = if is_mirrored {
                    (pair[1], pair[0])
                } else {
                    (pair[0], pair[1])
                };
                [(16.5, 16.5, faint), (a.0, a.1, faint), (b.0, b.1, faint)]
            })
            .collect();
        let target = painted(
            &mut rasterizer_with(&[]),
            [33, 33],
            vec![in_clip(EVERYWHERE, triangles(&fan))],
        );
        for (x, y) in (0..33).flat_map(|y| (0..33).map(move |x| (x, y))) {
            assert_eq!(
                target.pixel(x, y).unwrap().r(),
                1,
                "at {x} {y}, mirrored: {is_mirrored}"
            );
        }
    }
}

#[test]
fn two_halves_make_the_same_rectangle_as_the_short_way() {
    let faint = Color32::from_rgba_premultiplied(3, 3, 3, 3);
    for area in [
        rect(1.0, 1.0, 7.0, 6.0),
        rect(0.5, 1.5, 6.5, 5.5),
        rect(0.3, 0.7, 7.9, 2.2),
    ] {
        let whole = rectangle(area, faint);
        let mut halves = whole.clone();
        // The second half starts at another corner, so the two are not seen as a pair.
        halves.indices = vec![0, 1, 2, 1, 3, 2];
        let short = painted(&mut rasterizer_with(&[]), [8, 8], vec![in_clip(EVERYWHERE, whole)]);
        let long = painted(&mut rasterizer_with(&[]), [8, 8], vec![in_clip(EVERYWHERE, halves)]);
        assert_eq!(red(&short), red(&long));
    }
}

#[test]
fn vertex_colors_run_evenly_from_corner_to_corner() {
    let (dark, light) = (Color32::BLACK, Color32::WHITE);
    let ramp = triangles(&[
        (0.0, 0.0, dark),
        (256.0, 0.0, light),
        (0.0, 2.0, dark),
        (0.0, 2.0, dark),
        (256.0, 0.0, light),
        (256.0, 2.0, light),
    ]);
    let target = painted(&mut rasterizer_with(&[]), [256, 2], vec![in_clip(EVERYWHERE, ramp)]);
    for (x, y) in (0..2).flat_map(|y| (0..256).map(move |x| (x, y))) {
        let found = i32::from(target.pixel(x, y).unwrap().g());
        assert!((found - x as i32).abs() <= 1, "{found} at {x} {y}");
    }
}

#[test]
fn textures_are_read_texel_for_pixel_and_in_between() {
    let (black, white) = (Color32::BLACK, Color32::WHITE);
    let pair = image([2, 1], &[black, white]);
    let row = |options, area: Rect, width| {
        let mut rasterizer = rasterizer_with(&[(PICTURE, Arc::clone(&pair), options)]);
        let tinted = vec![in_clip(EVERYWHERE, picture_of(area, white))];
        red(&painted(&mut rasterizer, [width, 1], tinted))
    };
    assert_eq!(row(TextureOptions::LINEAR, rect(1.0, 0.0, 3.0, 1.0), 4), "..#.");
    assert_eq!(row(TextureOptions::NEAREST, rect(0.0, 0.0, 8.0, 1.0), 8), "....####");
    assert_eq!(row(TextureOptions::LINEAR, rect(0.0, 0.0, 8.0, 1.0), 8), "..1368##");
    assert_eq!(
        row(TextureOptions::LINEAR, rect(0.5, 0.0, 2.5, 1.0), 4),
        ".4..",
        "halfway between two texels"
    );
}

#[test]
fn a_texture_is_tinted_by_its_vertices() {
    let gray = image([1, 1], &[Color32::from_rgba_premultiplied(128, 128, 128, 255)]);
    let mut rasterizer = rasterizer_with(&[(PICTURE, gray, TextureOptions::LINEAR)]);
    let tint = Color32::from_rgb(255, 128, 0);
    let target = painted(
        &mut rasterizer,
        [1, 1],
        vec![in_clip(EVERYWHERE, picture_of(rect(0.0, 0.0, 1.0, 1.0), tint))],
    );
    assert_eq!(target.pixel(0, 0).unwrap().to_array(), [128, 64, 0, 255]);
}

#[test]
fn textures_repeat_as_they_are_told_to() {
    let row = |options| {
        let texels = [Color32::BLACK, Color32::from_gray(128), Color32::WHITE];
        let mut rasterizer = rasterizer_with(&[(PICTURE, image([3, 1], &texels), options)]);
        let mut mesh = Mesh::with_texture(PICTURE);
        mesh.add_rect_with_uv(rect(0.0, 0.0, 9.0, 1.0), rect(-1.0, 0.0, 2.0, 1.0), Color32::WHITE);
        red(&painted(&mut rasterizer, [9, 1], vec![in_clip(EVERYWHERE, mesh)]))
    };
    assert_eq!(row(TextureOptions::NEAREST), "....4####");
    assert_eq!(row(TextureOptions::NEAREST_REPEAT), ".4#.4#.4#");
    assert_eq!(row(TextureOptions::NEAREST_MIRRORED_REPEAT), "#4..4##4.");
}

#[test]
fn a_part_of_a_texture_can_be_replaced_and_the_whole_be_freed() {
    let (black, white) = (Color32::BLACK, Color32::WHITE);
    let mut rasterizer = rasterizer_with(&[(PICTURE, image([4, 2], &[black; 8]), TextureOptions::LINEAR)]);
    let show = |rasterizer: &mut Rasterizer| {
        red(&painted(
            rasterizer,
            [4, 2],
            vec![in_clip(EVERYWHERE, picture_of(rect(0.0, 0.0, 4.0, 2.0), white))],
        ))
    };
    let version = rasterizer.textures_version();
    let mut delta = TexturesDelta::default();
    delta.push(
        PICTURE,
        ImageDelta::partial([1, 1], image([2, 1], &[white, white]), TextureOptions::LINEAR),
    );
    rasterizer.update_textures(&mut delta);
    assert!(delta.is_empty() && rasterizer.textures_version() > version);
    assert_eq!(show(&mut rasterizer), ".... .##.");

    delta.free(PICTURE);
    rasterizer.update_textures(&mut delta);
    assert_eq!(
        show(&mut rasterizer),
        ".... .##.",
        "still there for the frame that freed it"
    );
    assert_eq!(show(&mut rasterizer), ".... ....");
}

#[test]
fn wild_coordinates_do_no_harm() {
    let wild = [
        f32::NAN,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::MAX,
        f32::MIN,
        1e9,
        -1e9,
        0.0,
        2.0,
    ];
    for a in wild {
        for b in wild {
            let mut mesh = triangles(&[
                (a, b, Color32::WHITE),
                (b, 0.0, Color32::RED),
                (1.0, a, Color32::GREEN),
                (a, a, Color32::WHITE),
                (b, b, Color32::WHITE),
                (2.0, 2.0, Color32::WHITE),
            ]);
            mesh.vertices[0].uv = pos2(a, b);
            mesh.indices.extend([0, 1, 99, 4]);
            let meshes = vec![
                in_clip(EVERYWHERE, mesh),
                in_clip(rect(a, b, b, a), rectangle(rect(a, b, 2.0, 2.0), Color32::WHITE)),
            ];
            for size in [[4, 4], [0, 0], [0, 3], [3, 0]] {
                painted(&mut rasterizer_with(&[]), size, meshes.clone());
            }
        }
    }
    let far = triangles(&[
        (-1e6, -1e6, Color32::WHITE),
        (1e6, -1e6, Color32::WHITE),
        (0.0, 1e6, Color32::WHITE),
    ]);
    check(vec![in_clip(EVERYWHERE, far)], "## ##");
}

#[test]
fn unknown_textures_are_left_out() {
    check(
        vec![in_clip(
            EVERYWHERE,
            picture_of(rect(0.0, 0.0, 2.0, 1.0), Color32::WHITE),
        )],
        "..",
    );
}

#[test]
fn png_files_hold_straight_alpha() {
    let mut target = PixelBuffer::new(1, 1);
    target.clear(Color32::from_rgba_premultiplied(64, 0, 0, 128));
    let file = target.to_png().unwrap();
    let read = image::load_from_memory(&file).unwrap().to_rgba8();
    assert_eq!(read.dimensions(), (1, 1));
    assert_eq!(read.get_pixel(0, 0).0, [128, 0, 0, 128]);
}

#[test]
fn the_screen_gets_red_green_and_blue_without_alpha() {
    let mut target = PixelBuffer::new(2, 2);
    target.clear(Color32::from_rgb(0x12, 0x34, 0x56));
    let mut memory = [0; 4];
    target.write_0rgb(
        PixelRect {
            left: 1,
            top: 1,
            right: 9,
            bottom: 9,
        },
        &mut memory,
    );
    assert_eq!(memory, [0, 0, 0, 0x12_34_56]);
}

fn scene(primitives: Vec<ClippedPrimitive>) -> Scene {
    Scene {
        primitives,
        pixels_per_point: 1.0,
        background: Color32::BLACK,
    }
}

/// Several rectangles as one mesh, as egui makes them.
fn row_of(places: &[(f32, Color32)]) -> Vec<ClippedPrimitive> {
    let mut mesh = Mesh::default();
    for (left, color) in places {
        mesh.add_colored_rect(rect(*left, 1.0, left + 2.0, 3.0), *color);
    }
    vec![in_clip(EVERYWHERE, mesh)]
}

#[test]
fn only_what_has_changed_is_painted_again() {
    let (w, r) = (Color32::WHITE, Color32::RED);
    let start = [(0.0, w), (10.0, w), (20.0, w), (30.0, w)];
    let nothing = (0, 0);
    for (next, expected) in [
        (start.to_vec(), nothing),
        (vec![(0.0, w), (10.0, r), (20.0, w), (30.0, w)], (10, 13)),
        (vec![(0.0, w), (14.0, w), (20.0, w), (30.0, w)], (10, 17)),
        (vec![(0.0, w), (10.0, w), (16.0, r), (20.0, w), (30.0, w)], (16, 19)),
        (vec![(0.0, w), (10.0, w), (30.0, w)], (20, 23)),
        (vec![(0.0, w), (10.0, w), (20.0, w), (30.0, w), (35.0, w)], (35, 38)),
        (Vec::new(), (0, 33)),
    ] {
        let mut rasterizer = rasterizer_with(&[]);
        let mut damage = Damage::default();
        let all = damage.paint(&mut rasterizer, 40, 4, scene(row_of(&start)));
        assert_eq!((all.left, all.right), (0, 40), "the first frame is painted whole");
        let changed = damage.paint(&mut rasterizer, 40, 4, scene(row_of(&next)));
        assert_eq!((changed.left, changed.right), expected, "{next:?}");
        let whole = painted(&mut rasterizer, [40, 4], row_of(&next));
        assert_eq!(damage.picture(), &whole, "{next:?}");
    }
}

#[test]
fn another_size_texture_or_background_means_all() {
    let mut rasterizer = rasterizer_with(&[]);
    let mut damage = Damage::default();
    let same = || scene(row_of(&[(1.0, Color32::WHITE)]));
    let mut paint = |rasterizer: &mut Rasterizer, width, scene| !damage.paint(rasterizer, width, 4, scene).is_empty();
    assert!(paint(&mut rasterizer, 8, same()));
    assert!(!paint(&mut rasterizer, 8, same()));
    assert!(paint(&mut rasterizer, 9, same()));
    assert!(paint(
        &mut rasterizer,
        9,
        Scene {
            background: Color32::RED,
            ..same()
        }
    ));
    assert!(paint(
        &mut rasterizer,
        9,
        Scene {
            pixels_per_point: 2.0,
            ..same()
        }
    ));
    assert!(paint(&mut rasterizer, 9, same()));
    let mut delta = TexturesDelta::default();
    delta.push(
        FONT,
        ImageDelta::full(image([1, 1], &[Color32::WHITE]), TextureOptions::LINEAR),
    );
    rasterizer.update_textures(&mut delta);
    assert!(paint(&mut rasterizer, 9, same()));
}

fn draw_patch(ui: &mut egui::Ui) {
    ui.painter()
        .rect_filled(rect(10.0, 10.0, 30.0, 20.0), 0.0, Color32::RED);
}

#[test]
fn a_user_interface_is_painted_without_a_window() {
    let ctx = egui::Context::default();
    let picture = render_headless(&ctx, egui::vec2(40.0, 30.0), 2.0, 3, draw_patch);
    assert_eq!((picture.width(), picture.height()), (80, 60));
    assert_eq!(picture.pixel(40, 30), Some(Color32::RED));
    assert_eq!(picture.pixel(2, 2), Some(ctx.global_style().visuals.panel_fill));
}

#[test]
fn a_test_harness_can_be_photographed() {
    let (renderer, camera) = soft_renderer();
    let harness = egui_kittest::Harness::builder()
        .with_size([40.0, 30.0])
        .renderer(renderer)
        .build_ui(draw_patch);
    let picture = camera.picture(&harness);
    assert_eq!((picture.width(), picture.height()), (40, 30));
    assert!((0..40).any(|x| picture.pixel(x, 18) == Some(Color32::RED)));
}

/// Shapes that come, go, move and overlap as `frame` counts up.
fn draw_moving(ui: &mut egui::Ui, frame: u16) {
    let step = f32::from(frame);
    let painter = ui.painter();
    let glass = Color32::from_rgba_premultiplied(60, 20, 10, 90);
    painter.rect_filled(rect(4.3, 4.0, 70.0, 40.0), 6.0, Color32::GOLD);
    painter.circle_filled(pos2(20.0 + 3.7 * step, 30.0), 9.5, glass);
    painter.line_segment([pos2(2.0, 2.0), pos2(60.0, 50.0 - step)], (2.0, Color32::BLUE));
    if frame % 3 == 1 {
        painter.rect_filled(rect(50.0, 20.0, 90.0, 55.0), 3.0, glass);
    }
    painter.rect_stroke(
        rect(60.0, 5.0, 95.0, 58.0),
        4.0,
        (1.0, Color32::WHITE),
        egui::StrokeKind::Inside,
    );
}

#[test]
fn painting_only_what_changed_gives_the_same_picture() {
    let ctx = egui::Context::default();
    let (mut rasterizer, mut damage) = (Rasterizer::new(), Damage::default());
    for frame in 0..12 {
        let input = egui::RawInput {
            screen_rect: Some(rect(0.0, 0.0, 100.0, 60.0)),
            ..Default::default()
        };
        let mut output = ctx.run_ui(input, |ui| draw_moving(ui, frame / 2));
        rasterizer.update_textures(&mut output.textures_delta);
        let primitives = ctx.tessellate(std::mem::take(&mut output.shapes), 1.0);
        let whole = painted(&mut rasterizer, [100, 60], primitives.clone());
        let changed = damage.paint(&mut rasterizer, 100, 60, scene(primitives));
        assert_eq!(changed.is_empty(), frame % 2 == 1, "frame {frame}");
        for (x, y) in (0..60).flat_map(|y| (0..100).map(move |x| (x, y))) {
            let (part, whole) = (damage.picture().pixel(x, y).unwrap(), whole.pixel(x, y).unwrap());
            let is_near = part
                .to_array()
                .iter()
                .zip(whole.to_array())
                .all(|(part, whole)| part.abs_diff(whole) <= 1);
            assert!(is_near, "{part:?} instead of {whole:?} at {x} {y} in frame {frame}");
        }
    }
}

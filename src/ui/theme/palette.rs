//! The colors, by what they are for. The only module besides the portrait that may name a raw color.
//!
//! Three palettes, each designed for its light: paper by a window, a lamp in the evening, and the strongest contrast.
//! The tests at the end hold them to WCAG 2.2 contrast and to the eyes of people who see fewer hues.

// The tokens are made here.
#![allow(clippy::disallowed_methods)]

use egui::Color32;

use crate::framework::id::Component;

/// Every color that a view may use, by its purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Whether it is light on dark.
    pub dark: bool,
    /// Whether it serves the strongest contrast: outlines where the others use shades.
    pub strong: bool,
    /// The page.
    pub surface: Color32,
    /// What lies on the page: cards, menus, windows.
    pub surface_raised: Color32,
    /// What is let into the page: text fields, tracks, side panels.
    pub surface_sunken: Color32,
    /// Hairlines that only divide. Not enough for the border of a control.
    pub line: Color32,
    /// The border of something that can be used, at least 3:1.
    pub border: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of second rank: captions, cues.
    pub ink_soft: Color32,
    /// Text of third rank: hints, counts. Still readable.
    pub ink_faint: Color32,
    /// What can be done next.
    pub accent: Color32,
    /// The same under the pointer.
    pub accent_hover: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// A tint of the accent behind ink: a chosen card, a hovered row.
    pub accent_soft: Color32,
    /// The ring around what has the keyboard.
    pub focus: Color32,
    /// Bond, in every chart, gauge and map.
    pub bond: Color32,
    /// Agreement on tasks, in every chart, gauge and map.
    pub tasks: Color32,
    /// Agreement on goals, in every chart, gauge and map.
    pub goals: Color32,
    /// A strain or a rupture. A mark, not a verdict.
    pub strain: Color32,
    /// Something has eased or held.
    pub calm: Color32,
    /// Something needs attention before it can go on.
    pub warning: Color32,
    /// How apt a response is, from 0 to 4: for arrows and marks that also say it by shape. From rust to blue, so that most eyes tell the
    /// ends apart, and neither is red or green.
    pub quality: [Color32; 5],
    /// The paper of a note on the map.
    pub note: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// A veil under what floats.
    pub shadow: Color32,
    /// Fields behind portraits, chosen by the person drawn.
    pub fields: [Color32; 4],
}

impl Palette {
    /// The color of a component.
    pub const fn component(&self, component: Component) -> Color32 {
        match component {
            Component::Bond => self.bond,
            Component::Tasks => self.tasks,
            Component::Goals => self.goals,
        }
    }
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// Warm paper by a window.
pub const LIGHT: Palette = Palette {
    dark: false,
    strong: false,
    surface: hex(0xF6_F1_E7),
    surface_raised: hex(0xFD_FA_F4),
    surface_sunken: hex(0xEC_E4_D5),
    line: hex(0xDD_D2_C0),
    border: hex(0x87_7B_69),
    ink: hex(0x2B_26_20),
    ink_soft: hex(0x54_4B_40),
    ink_faint: hex(0x65_5B_4D),
    accent: hex(0x1E_5F_63),
    accent_hover: hex(0x17_49_4D),
    on_accent: hex(0xFD_FA_F4),
    accent_soft: hex(0xD6_E6_E2),
    focus: hex(0xB4_53_0A),
    bond: hex(0x8A_2F_55),
    tasks: hex(0x3A_6B_B0),
    goals: hex(0xA9_7A_12),
    strain: hex(0xA2_3F_1C),
    calm: hex(0x41_70_4B),
    warning: hex(0x84_54_00),
    quality: [
        hex(0xA2_3F_1C),
        hex(0x93_5C_1C),
        hex(0x6B_62_55),
        hex(0x37_68_72),
        hex(0x1C_57_86),
    ],
    note: hex(0xF6_E7_B4),
    selection: hex(0xCB_E0_DC),
    shadow: Color32::from_rgba_premultiplied(6, 5, 4, 26),
    fields: [hex(0xDC_E3_DA), hex(0xEC_DD_C8), hex(0xD8_E0_E6), hex(0xEA_DA_D6)],
};

/// A room lit by a lamp: warm and dim, not black.
pub const DARK: Palette = Palette {
    dark: true,
    strong: false,
    surface: hex(0x26_21_1C),
    surface_raised: hex(0x31_2B_25),
    surface_sunken: hex(0x1C_18_14),
    line: hex(0x46_3D_34),
    border: hex(0x91_84_74),
    ink: hex(0xF2_E9_DB),
    ink_soft: hex(0xCF_C3_B2),
    ink_faint: hex(0xB3_A6_95),
    accent: hex(0x8E_CD_C4),
    accent_hover: hex(0xA9_DF_D7),
    on_accent: hex(0x10_30_2D),
    accent_soft: hex(0x2C_46_43),
    focus: hex(0xF4_C6_76),
    bond: hex(0xD9_72_8F),
    tasks: hex(0x93_BA_E9),
    goals: hex(0xF3_D5_88),
    strain: hex(0xF0_90_6A),
    calm: hex(0x93_C4_9B),
    warning: hex(0xED_BE_6A),
    quality: [
        hex(0xF0_90_6A),
        hex(0xDD_A9_70),
        hex(0xB3_A6_95),
        hex(0x86_BC_C4),
        hex(0x8C_BA_F2),
    ],
    note: hex(0x4A_41_28),
    selection: hex(0x35_52_4E),
    shadow: Color32::from_black_alpha(90),
    fields: [hex(0x56_63_5A), hex(0x6B_5A_47), hex(0x51_5E_69), hex(0x6C_55_52)],
};

/// White on black, with outlines.
pub const HIGH_CONTRAST: Palette = Palette {
    dark: true,
    strong: true,
    surface: hex(0x00_00_00),
    surface_raised: hex(0x0D_0D_0D),
    surface_sunken: hex(0x00_00_00),
    line: hex(0xBF_BF_BF),
    border: hex(0xFF_FF_FF),
    ink: hex(0xFF_FF_FF),
    ink_soft: hex(0xF0_F0_F0),
    ink_faint: hex(0xDA_DA_DA),
    accent: hex(0x7F_E3_F2),
    accent_hover: hex(0xB8_F2_FA),
    on_accent: hex(0x00_00_00),
    accent_soft: hex(0x0F_3A_40),
    focus: hex(0xFF_E1_4D),
    bond: hex(0xFF_84_AC),
    tasks: hex(0xA4_CE_FF),
    goals: hex(0xFF_F0_A8),
    strain: hex(0xFF_A9_8A),
    calm: hex(0xA6_F0_B0),
    warning: hex(0xFF_D2_7A),
    quality: [
        hex(0xFF_A9_8A),
        hex(0xFF_D2_9A),
        hex(0xDA_DA_DA),
        hex(0xA6_E6_F0),
        hex(0xA4_CE_FF),
    ],
    note: hex(0x1C_1A_00),
    selection: hex(0x0B_4A_52),
    shadow: Color32::TRANSPARENT,
    fields: [hex(0x7A_88_7E), hex(0x91_80_6C), hex(0x76_84_91), hex(0x92_7B_78)],
};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    const ALL: [(&str, Palette); 3] = [("light", LIGHT), ("dark", DARK), ("high contrast", HIGH_CONTRAST)];

    fn linear(color: Color32) -> [f64; 3] {
        [color.r(), color.g(), color.b()].map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance([r, g, b]: [f64; 3]) -> f64 {
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(linear(a)), luminance(linear(b)));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[track_caller]
    fn check(theme: &str, what: &str, a: Color32, b: Color32, least: f64) {
        let found = contrast(a, b);
        assert!(found >= least, "{theme}: {what} has {found:.2}:1, needs {least}:1");
    }

    #[test]
    fn text_is_readable_on_every_surface() {
        for (theme, p) in ALL {
            let least = if p.strong { 7.0 } else { 4.5 };
            for (surface, ground) in [
                ("surface", p.surface),
                ("raised", p.surface_raised),
                ("sunken", p.surface_sunken),
            ] {
                for (name, text) in [
                    ("ink", p.ink),
                    ("ink_soft", p.ink_soft),
                    ("ink_faint", p.ink_faint),
                    ("accent", p.accent),
                    ("strain", p.strain),
                    ("calm", p.calm),
                    ("warning", p.warning),
                ] {
                    check(theme, &format!("{name} on {surface}"), text, ground, least);
                }
            }
            check(theme, "on_accent on accent", p.on_accent, p.accent, least);
            check(theme, "on_accent on accent_hover", p.on_accent, p.accent_hover, least);
            check(theme, "ink on accent_soft", p.ink, p.accent_soft, least);
            check(theme, "ink_soft on accent_soft", p.ink_soft, p.accent_soft, least);
            check(theme, "accent on accent_soft", p.accent, p.accent_soft, least);
            check(theme, "ink on selection", p.ink, p.selection, least);
            check(theme, "ink on note", p.ink, p.note, least);
        }
    }

    #[test]
    fn marks_borders_and_rings_stand_out() {
        for (theme, p) in ALL {
            let least = if p.strong { 7.0 } else { 3.0 };
            for ground in [p.surface, p.surface_raised, p.surface_sunken] {
                for (name, mark) in [
                    ("border", p.border),
                    ("focus", p.focus),
                    ("bond", p.bond),
                    ("tasks", p.tasks),
                    ("goals", p.goals),
                    ("quality 0", p.quality[0]),
                    ("quality 1", p.quality[1]),
                    ("quality 2", p.quality[2]),
                    ("quality 3", p.quality[3]),
                    ("quality 4", p.quality[4]),
                ] {
                    check(theme, name, mark, ground, least);
                }
            }
        }
    }

    /// Simulation for full dichromacy from Machado, Oliveira and Fernandes (2009), on linear light.
    const PROTAN: [[f64; 3]; 3] = [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ];
    const DEUTAN: [[f64; 3]; 3] = [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ];
    const TRITAN: [[f64; 3]; 3] = [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ];
    const NONE: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

    fn seen_by(matrix: &[[f64; 3]; 3], color: Color32) -> [f64; 3] {
        let c = linear(color);
        matrix.map(|row| (row[0] * c[0] + row[1] * c[1] + row[2] * c[2]).clamp(0.0, 1.0))
    }

    fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
        let f = |t: f64| {
            if t > 0.008_856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.950_47);
        let y = f(luminance([r, g, b]));
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.088_83);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn the_three_components_are_told_apart_by_every_eye() {
        for (theme, p) in ALL {
            for (eye, matrix) in [
                ("all cones", NONE),
                ("protan", PROTAN),
                ("deutan", DEUTAN),
                ("tritan", TRITAN),
            ] {
                let seen = Component::ALL.map(|component| lab(seen_by(&matrix, p.component(component))));
                for (a, b) in [(0, 1), (1, 2), (0, 2)] {
                    let distance = (0..3).map(|i| (seen[a][i] - seen[b][i]).powi(2)).sum::<f64>().sqrt();
                    assert!(
                        distance >= 20.0,
                        "{theme}, {eye}: {a} and {b} are only {distance:.1} apart"
                    );
                }
            }
        }
    }

    #[test]
    fn the_three_components_differ_in_lightness() {
        for (theme, p) in ALL {
            let [bond, tasks, goals] = Component::ALL.map(|component| lab(linear(p.component(component)))[0]);
            assert!(
                tasks - bond >= 8.0 && goals - tasks >= 8.0,
                "{theme}: {bond:.0} {tasks:.0} {goals:.0}"
            );
        }
    }
}

//! The colors of people and cloth: each a base with a shade and a light, under one warm light from the upper left.

// The colors of a face are no tokens of the theme.
#![allow(clippy::disallowed_methods)]

use egui::Color32;

use crate::scenario::model::{ClothesColor, HairColor, Skin};

/// A base color with its shade and its light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ramp {
    pub base: Color32,
    pub shade: Color32,
    pub light: Color32,
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn ramp(base: u32, shade: u32, light: u32) -> Ramp {
    Ramp {
        base: hex(base),
        shade: hex(shade),
        light: hex(light),
    }
}

/// Between two colors, `t` from 0 to 1.
pub(super) fn mix(a: Color32, b: Color32, t: f32) -> Color32 {
    a.lerp_to_gamma(b, t)
}

/// A color that lets `alpha`, 0 to 1, of itself show.
pub(super) fn faint(color: Color32, alpha: f32) -> Color32 {
    color.gamma_multiply(alpha.clamp(0.0, 1.0))
}

/// Dark line and iris: a warm near-black.
pub(super) const INK: Color32 = hex(0x2A_1F_1B);
/// The white of an eye, a little warm.
pub(super) const EYE: Color32 = hex(0xF4_EE_E6);
/// Teeth, and a light collar.
pub(super) const LINEN: Color32 = hex(0xEF_E8_DC);
/// A tear.
pub(super) const TEAR: Color32 = hex(0xE4_F1_FA);
/// The shell of a hearing aid.
pub(super) const SHELL: Color32 = hex(0xD9_D6_D2);
/// Frames of glasses.
pub(super) const FRAME: Color32 = hex(0x3B_31_2C);

/// Skin, with the color of the lips and of a blush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SkinTone {
    pub ramp: Ramp,
    pub lip: Color32,
    pub blush: Color32,
    pub line: Color32,
}

/// The tones of a skin.
pub(super) fn skin(skin: Skin) -> SkinTone {
    let (ramp, lip, blush) = match skin {
        Skin::Pale => (ramp(0xF1_D0_BB, 0xD9_A9_93, 0xFA_E2_D3), 0xC4_7D_76, 0xE0_8F_86),
        Skin::Fair => (ramp(0xE6_B9_99, 0xC9_91_72, 0xF3_D0_B6), 0xB5_6B_61, 0xD4_7C_6C),
        Skin::Olive => (ramp(0xCF_9E_77, 0xAB_79_54, 0xE1_B9_95), 0x9F_5B_51, 0xBF_6E_58),
        Skin::Tan => (ramp(0xB3_7B_53, 0x8E_5B_3A, 0xC9_97_6F), 0x8A_4A_41, 0xA8_55_45),
        Skin::Brown => (ramp(0x8B_58_3B, 0x69_3F_29, 0xA6_72_52), 0x75_3C_36, 0x8C_40_36),
        Skin::Deep => (ramp(0x61_3D_2C, 0x44_29_1D, 0x7E_55_40), 0x6E_3A_36, 0x7A_36_30),
    };
    let line = mix(ramp.shade, INK, if skin >= Skin::Brown { 0.62 } else { 0.5 });
    SkinTone {
        ramp,
        lip: hex(lip),
        blush: hex(blush),
        line,
    }
}

/// The tones of hair.
pub(super) fn hair(color: HairColor) -> Ramp {
    match color {
        HairColor::Black => ramp(0x2E_29_27, 0x1D_1A_19, 0x4A_43_40),
        HairColor::DarkBrown => ramp(0x4B_35_29, 0x35_25_1C, 0x68_4D_3C),
        HairColor::Brown => ramp(0x7A_57_3B, 0x5D_41_2C, 0x98_73_53),
        HairColor::Auburn => ramp(0x8B_46_2B, 0x6A_33_1F, 0xA9_60_40),
        HairColor::Blond => ramp(0xCB_A2_62, 0xA9_82_49, 0xDF_BF_87),
        HairColor::Grey => ramp(0x96_92_8E, 0x76_72_6E, 0xB4_B0_AB),
        HairColor::White => ramp(0xDB_D7_D1, 0xB9_B4_AD, 0xEF_EC_E8),
    }
}

/// The tones of cloth.
pub(super) fn cloth(color: ClothesColor) -> Ramp {
    match color {
        ClothesColor::Ochre => ramp(0xC4_91_42, 0xA0_72_2F, 0xD6_AA_65),
        ClothesColor::Sage => ramp(0x80_95_79, 0x65_79_5F, 0x9A_AE_92),
        ClothesColor::Slate => ramp(0x65_77_88, 0x4D_5D_6D, 0x80_92_A2),
        ClothesColor::Rust => ramp(0xA6_58_3D, 0x84_42_2C, 0xBF_73_57),
        ClothesColor::Plum => ramp(0x6F_40_5A, 0x55_2E_44, 0x8A_58_73),
        ClothesColor::Navy => ramp(0x35_46_66, 0x25_33_4D, 0x4E_60_82),
        ClothesColor::Sand => ramp(0xCF_BA_9A, 0xB0_9A_79, 0xE0_CF_B5),
        ClothesColor::Charcoal => ramp(0x4A_4A_4E, 0x35_35_39, 0x65_65_69),
    }
}

/// The cloth of a turban, chosen to stand beside the color of the clothes.
pub(super) fn turban(clothes: ClothesColor) -> Ramp {
    cloth(match clothes {
        ClothesColor::Ochre | ClothesColor::Sand => ClothesColor::Navy,
        ClothesColor::Sage => ClothesColor::Plum,
        ClothesColor::Slate | ClothesColor::Charcoal => ClothesColor::Ochre,
        ClothesColor::Navy | ClothesColor::Plum => ClothesColor::Rust,
        ClothesColor::Rust => ClothesColor::Slate,
    })
}

//! Dresses egui's own widgets in a palette, so that a plain button or text field needs no help from a view.

use egui::style::{HandleShape, ScrollAnimation, ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, Visuals, vec2};

use super::palette::Palette;
use super::{Appearance, fonts, space};

/// The style of egui's widgets for one palette.
pub(super) fn style(palette: &Palette, appearance: &Appearance) -> Style {
    let mut style = Style {
        text_styles: fonts::text_styles(appearance.text_percent),
        visuals: visuals(palette),
        animation_time: if appearance.reduce_motion { 0.0 } else { 0.16 },
        scroll_animation: if appearance.reduce_motion {
            ScrollAnimation::none()
        } else {
            ScrollAnimation::default()
        },
        explanation_tooltips: false,
        ..Style::default()
    };
    style.visuals.text_cursor.blink = !appearance.reduce_motion;
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::S);
    spacing.button_padding = vec2(12.0, 8.0);
    spacing.window_margin = Margin::same(space::L as i8);
    spacing.menu_margin = Margin::same(space::S as i8);
    spacing.interact_size = vec2(space::TARGET, 32.0);
    spacing.indent = space::M;
    // Boxes and dots to tick grow with the words beside them.
    let text = f32::from(appearance.text_percent) / 100.0;
    spacing.icon_width = 20.0 * text.max(1.0);
    spacing.icon_width_inner = 10.0 * text.max(1.0);
    spacing.icon_spacing = space::S;
    spacing.slider_width = 160.0;
    spacing.slider_rail_height = 4.0;
    spacing.combo_width = 160.0;
    spacing.text_edit_width = 320.0;
    spacing.tooltip_width = 360.0;
    spacing.menu_width = 280.0;
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        floating_allocated_width: 0.0,
        handle_min_length: 32.0,
        bar_inner_margin: 2.0,
        dormant_background_opacity: 0.0,
        dormant_handle_opacity: 0.5,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.3,
        interact_handle_opacity: 0.9,
        foreground_color: true,
        ..ScrollStyle::thin()
    };
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style
}

fn visuals(p: &Palette) -> Visuals {
    let base = if p.dark { Visuals::dark() } else { Visuals::light() };
    let corner = CornerRadius::same(space::RADIUS);
    Visuals {
        weak_text_color: Some(p.ink_faint),
        widgets: widgets(p),
        selection: Selection {
            bg_fill: p.selection,
            stroke: Stroke::new(space::FOCUS_WIDTH, p.accent),
        },
        hyperlink_color: p.accent,
        faint_bg_color: p.surface_sunken.lerp_to_gamma(p.surface, 0.5),
        extreme_bg_color: p.surface_sunken,
        text_edit_bg_color: Some(p.surface_raised),
        code_bg_color: p.surface_sunken,
        warn_fg_color: p.warning,
        error_fg_color: p.strain,
        window_corner_radius: CornerRadius::same(space::RADIUS_CARD),
        window_fill: p.surface_raised,
        window_stroke: Stroke::new(1.0, p.line),
        window_shadow: shadow(p, 8, 32),
        window_highlight_topmost: false,
        menu_corner_radius: corner,
        panel_fill: p.surface,
        popup_shadow: shadow(p, 4, 16),
        indent_has_left_vline: false,
        slider_trailing_fill: true,
        handle_shape: HandleShape::Circle,
        interact_cursor: Some(egui::CursorIcon::PointingHand),
        // What can't be pressed yet can still be read.
        disabled_alpha: 0.65,
        ..base
    }
}

fn shadow(p: &Palette, down: i8, blur: u8) -> Shadow {
    Shadow {
        offset: [0, down],
        blur,
        spread: 0,
        color: p.shadow,
    }
}

fn widgets(p: &Palette) -> Widgets {
    let state = |fill: Color32, border: Stroke, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: border,
        corner_radius: CornerRadius::same(space::RADIUS),
        fg_stroke: Stroke::new(1.5, ink),
        expansion: 0.0,
    };
    let hover_border = if p.strong { p.focus } else { p.accent };
    Widgets {
        noninteractive: state(p.surface, Stroke::new(1.0, p.line), p.ink),
        inactive: WidgetVisuals {
            bg_fill: p.surface_sunken,
            ..state(p.surface_raised, Stroke::new(1.0, p.border), p.ink)
        },
        hovered: state(p.accent_soft, Stroke::new(1.0, hover_border), p.ink),
        // egui shows what has the keyboard as it shows what is pressed: this border is the focus ring.
        active: state(p.accent_soft, Stroke::new(space::FOCUS_WIDTH, p.focus), p.ink),
        open: state(p.accent_soft, Stroke::new(1.0, hover_border), p.ink),
    }
}

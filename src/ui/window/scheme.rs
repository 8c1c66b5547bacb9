//! Whether the desktop is light or dark, where the windowing library does not hear of it: desktops on Linux say so on the session's bus,
//! through the portal `org.freedesktop.portal.Settings`. Elsewhere nothing is done here. Must not know how a window is opened.

use std::sync::{Arc, Mutex, PoisonError};

use egui::{Context, Theme};

/// What the desktop prefers, and whom to tell.
#[derive(Clone, Default)]
pub(super) struct Scheme(Arc<Mutex<Heard>>);

#[derive(Default)]
struct Heard {
    theme: Option<Theme>,
    ctx: Option<Context>,
}

impl Scheme {
    /// Begins to listen, in a thread of its own: a desktop may take its time, or have no such portal.
    pub fn listen() -> Self {
        let scheme = Self::default();
        #[cfg(all(unix, not(target_os = "macos")))]
        {
            let heard = scheme.clone();
            let thread = std::thread::Builder::new().name("colour scheme".to_owned());
            // Without a thread, a bus or a portal it is a desktop that prefers nothing.
            let _ = thread.spawn(move || {
                let _ = futures_lite::future::block_on(portal::follow(|theme| heard.hear(theme)));
            });
        }
        scheme
    }

    /// Tells what was heard, and from now on whatever is heard. Call after the application has dressed this context.
    pub fn tell(&self, ctx: &Context) {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.ctx = Some(ctx.clone());
        heard.apply();
    }

    #[cfg_attr(any(not(unix), target_os = "macos"), allow(dead_code))]
    fn hear(&self, theme: Theme) {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.theme = Some(theme);
        heard.apply();
    }
}

impl Heard {
    /// The context takes it where the windowing library says nothing and the person leaves it to the system.
    fn apply(&self) {
        if let (Some(ctx), Some(theme)) = (&self.ctx, self.theme) {
            ctx.options_mut(|options| options.fallback_theme = theme);
            ctx.request_repaint();
        }
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
mod portal {
    use egui::Theme;
    use futures_lite::StreamExt as _;
    use zbus::zvariant::{OwnedValue, Value};
    use zbus::{Connection, Proxy, Result};

    const NAMESPACE: &str = "org.freedesktop.appearance";
    const KEY: &str = "color-scheme";

    /// Says what the desktop prefers now, and again whenever that changes. Ends only with the bus, or at once if there is no portal.
    pub async fn follow(hear: impl Fn(Theme)) -> Result<()> {
        let bus = Connection::session().await?;
        let (name, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
        let settings = Proxy::new(&bus, name, path, "org.freedesktop.portal.Settings").await?;
        let mut changes = settings
            .receive_signal_with_args("SettingChanged", &[(0, NAMESPACE), (1, KEY)])
            .await?;
        let now: OwnedValue = settings.call("Read", &(NAMESPACE, KEY)).await?;
        hear(preferred(&now));
        while let Some(change) = changes.next().await {
            let (_, _, value): (String, String, OwnedValue) = change.body().deserialize()?;
            hear(preferred(&value));
        }
        Ok(())
    }

    /// 1 is dark, 2 is light, 0 no preference. `Read` wraps the value once more than the signal does.
    pub fn preferred(value: &Value<'_>) -> Theme {
        match value {
            Value::Value(inner) => preferred(inner),
            Value::U32(1) => Theme::Dark,
            _ => Theme::Light,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_desktop_prefers_is_worn_and_changes_with_it() {
        let ctx = Context::default();
        crate::ui::theme::install(&ctx, &crate::ui::theme::Appearance::default());
        let scheme = Scheme::default();
        scheme.hear(Theme::Dark);
        assert_eq!(ctx.theme(), Theme::Light, "nobody has told this context");
        scheme.tell(&ctx);
        assert_eq!(ctx.theme(), Theme::Dark);
        scheme.hear(Theme::Light);
        assert_eq!(ctx.theme(), Theme::Light);
    }

    #[test]
    fn a_theme_that_was_chosen_stays() {
        let ctx = Context::default();
        let chosen = crate::ui::theme::Appearance {
            theme: crate::settings::Theme::Light,
            ..Default::default()
        };
        crate::ui::theme::install(&ctx, &chosen);
        let scheme = Scheme::default();
        scheme.tell(&ctx);
        scheme.hear(Theme::Dark);
        assert_eq!(ctx.theme(), Theme::Light);
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_portals_numbers_are_read_however_they_are_wrapped() {
        use zbus::zvariant::Value;
        let check = |number: u32, expected| {
            assert_eq!(portal::preferred(&Value::U32(number)), expected);
            let wrapped = Value::Value(Box::new(Value::U32(number)));
            assert_eq!(portal::preferred(&wrapped), expected);
        };
        check(0, Theme::Light);
        check(1, Theme::Dark);
        check(2, Theme::Light);
        check(7, Theme::Light);
        assert_eq!(portal::preferred(&Value::Str("dark".into())), Theme::Light);
    }
}

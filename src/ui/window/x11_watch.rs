//! Notices under X11 that a monitor has come, gone or changed. Must not know what for.
//!
//! winit keeps its list of monitors until RandR tells of a change, but RandR's events don't reach it: they come through Xlib, which drops those
//! of an extension that it was not told of (rust-windowing/winit, issue 3405). So a small connection of our own listens, and makes winit look
//! again in the one way that it offers: its list is dropped when a property called `RESOURCE_MANAGER` changes on one of its windows. The
//! property on our own window means nothing to anybody else. Under Wayland and on other systems there is nothing to do.

use winit::window::Window;

#[cfg(all(unix, not(target_os = "macos")))]
pub(super) use under_x11::Watch;

#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) use elsewhere::Watch;

#[cfg(all(unix, not(target_os = "macos")))]
mod under_x11 {
    use winit::raw_window_handle::{HasWindowHandle as _, RawWindowHandle};
    use x11rb::connection::Connection as _;
    use x11rb::errors::ConnectionError;
    use x11rb::protocol::randr::{ConnectionExt as _, NotifyMask};
    use x11rb::protocol::xproto::{AtomEnum, PropMode};
    use x11rb::rust_connection::RustConnection;
    use x11rb::wrapper::ConnectionExt as _;

    /// A connection that listens for changes of the monitors.
    #[derive(Debug)]
    pub struct Watch {
        connection: RustConnection,
        window: u32,
    }

    impl Watch {
        /// Begins to listen, if this window is one of X11's and the server can tell.
        pub fn begin(window: &super::Window) -> Option<Self> {
            let window = match window.window_handle().ok()?.as_raw() {
                RawWindowHandle::Xlib(handle) => u32::try_from(handle.window).ok()?,
                RawWindowHandle::Xcb(handle) => handle.window.get(),
                _ => return None,
            };
            let (connection, screen) = x11rb::connect(None).ok()?;
            let root = connection.setup().roots.get(screen)?.root;
            let told = NotifyMask::SCREEN_CHANGE | NotifyMask::CRTC_CHANGE | NotifyMask::OUTPUT_CHANGE;
            connection.randr_select_input(root, told).ok()?.check().ok()?;
            Some(Self { connection, window })
        }

        /// Makes winit look at the monitors again if there was a change since the last time. It does so in its own time.
        pub fn pass_on(&self) {
            // Without the server the program ends anyway.
            let _ = self.look();
        }

        fn look(&self) -> Result<(), ConnectionError> {
            let mut has_changed = false;
            while self.connection.poll_for_event()?.is_some() {
                has_changed = true;
            }
            if has_changed {
                let (name, kind) = (AtomEnum::RESOURCE_MANAGER, AtomEnum::STRING);
                self.connection
                    .change_property8(PropMode::REPLACE, self.window, name, kind, b"")?;
                self.connection.flush()?;
            }
            Ok(())
        }
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
mod elsewhere {
    /// Nothing: the window library knows by itself.
    #[derive(Debug)]
    pub struct Watch;

    impl Watch {
        /// There is nothing to listen to.
        pub fn begin(_window: &super::Window) -> Option<Self> {
            None
        }

        /// Nothing to do.
        pub fn pass_on(&self) {}
    }
}

//! The server that phones talk to: off until it is started, on one network, for one class, and closed at once when it is stopped.
//!
//! It carries a [`PhoneView`] to the phones and one [`Answer`] a device and question back. It owns no document and no database, opens no file, and knows
//! neither the vignette nor what is right. What holds, and why, is told in `docs/classroom-network.md`.
//!
//! HTTP is hyper's. The loop that accepts connections, its limits and its timers are in `door`, because no server does these by itself.

mod devices;
mod door;
pub mod error;
mod gate;
pub mod limits;
mod nickname;
mod page;
pub mod reasons;
mod reply;
mod routes;
mod secret;
pub mod self_test;
mod state;
pub mod status;
mod tries;
mod wire;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use self::error::StartError;
use self::limits::Limits;
use self::secret::{Code, Secret};
use self::self_test::SelfTest;
use self::state::{Secrets, Shared};
use self::status::Status;
use super::phone::{Answer, Device, PhoneView};

/// The port that is tried first. A firewall's exception for it holds for the next class, too.
pub const USUAL_PORT: u16 = 8_765;

/// Connections that the system keeps for us until they are accepted: more than a room opens in the same moment.
const BACKLOG: u32 = 1_024;

/// Where to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bind {
    /// The computer's address in the one network that the phones are on.
    pub address: Ipv4Addr,
    /// A port, or 0 for any that is free.
    pub port: u16,
}

/// A server that runs. Dropping it stops it.
pub struct Server {
    shared: Arc<Shared>,
    open: door::Open,
    answers: Receiver<Answer>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server that shows the waiting view. `wake` is called on the server's thread whenever there is something new to draw: an answer, a device that
    /// joined, a name.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on, or the system has no random numbers.
    pub fn start(bind: Bind, wake: impl Fn() + Send + 'static) -> Result<Self, StartError> {
        Self::start_with(bind, Limits::default(), wake)
    }

    /// Starts a server with limits of one's own.
    ///
    /// # Errors
    ///
    /// As [`Server::start`].
    pub fn start_with(bind: Bind, limits: Limits, wake: impl Fn() + Send + 'static) -> Result<Self, StartError> {
        let Bind { address, port } = bind;
        if address.is_unspecified() || address.is_multicast() || address.is_broadcast() {
            return Err(StartError::NotOneNetwork(address));
        }
        let wanted = SocketAddr::from((address, port));
        let secrets = Secret::fresh().and_then(|token| {
            Ok(Secrets {
                token,
                code: Code::fresh()?,
            })
        });
        let secrets = secrets.map_err(|_| StartError::NoChance)?;
        let failed = |error| StartError::listening(wanted, error);
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let listener = listen(&runtime, wanted).map_err(failed)?;
        let place = listener.local_addr().map_err(failed)?;

        let (sender, answers) = sync_channel(limits.waiting_answers);
        let shared = Arc::new(Shared::new(place, secrets, limits, sender, Box::new(wake)));
        let open = door::Open::default();
        let (stop, stopped) = oneshot::channel();
        let accepting = door::accept(listener, Arc::clone(&shared), Arc::clone(&open));
        let thread = thread::Builder::new()
            .name("classroom server".to_owned())
            .spawn(move || run(runtime, accepting, stopped))
            .map_err(failed)?;
        Ok(Self {
            shared,
            open,
            answers,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Shows this to every phone from now on, less what the view's phase does not let a phone know. Showing the same again costs little and changes nothing.
    ///
    /// Once it returns, no answer to an earlier question is taken any more. So whoever closes a vote shows that first and takes the answers out after it:
    /// what comes out then was in before the vote closed, the phone was told so, and it counts for the question that it names.
    pub fn show(&self, view: PhoneView) {
        self.shared.show(view);
    }

    /// The answers that came in, to be taken out at each frame. When very many wait, phones are asked to try again; none is lost.
    #[must_use]
    pub fn answers(&self) -> &Receiver<Answer> {
        &self.answers
    }

    /// The names that devices gave themselves, where the view lets them.
    #[must_use]
    pub fn names(&self) -> Vec<(Device, String)> {
        self.shared.names()
    }

    /// How things are.
    #[must_use]
    pub fn status(&self) -> Status {
        let running = self.thread.as_ref().is_some_and(|thread| !thread.is_finished());
        self.shared.status(running, door::count(&self.open), Instant::now())
    }

    /// The address to type, without what the QR code adds: `http://192.168.1.9:8765`.
    #[must_use]
    pub fn page_url(&self) -> String {
        format!("http://{}", gate::authority(self.shared.place))
    }

    /// The address for the QR code, with the token behind the `#`, which browsers keep to themselves: it is in no log of any proxy.
    #[must_use]
    pub fn join_url(&self) -> String {
        format!("{}/#{}", self.page_url(), self.shared.secrets.token)
    }

    /// The six characters to type by hand.
    #[must_use]
    pub fn code(&self) -> String {
        self.shared.secrets.code.to_string()
    }

    /// Tries the server's own address, on another thread; `wake` is called when something was found.
    #[must_use]
    pub fn self_test(&self, wake: impl FnOnce() + Send + 'static) -> SelfTest {
        SelfTest::start(self.shared.place, wake)
    }

    /// Closes every connection and the port, and returns when they are closed.
    pub fn stop(self) {}
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that ended by a mistake of ours has closed everything as well.
            let _ = thread.join();
        }
    }
}

fn listen(runtime: &Runtime, place: SocketAddr) -> std::io::Result<TcpListener> {
    let _inside = runtime.enter();
    let socket = TcpSocket::new_v4()?;
    // Elsewhere this would let two programs listen at the same place.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(place)?;
    socket.listen(BACKLOG)
}

/// Lets connections in until the server is stopped. What is still open then is closed with the runtime.
fn run(runtime: Runtime, accepting: impl Future<Output = ()> + Send + 'static, stopped: oneshot::Receiver<()>) {
    runtime.spawn(accepting);
    // It ends when the sender is dropped; nothing is ever sent.
    let _ = runtime.block_on(stopped);
}

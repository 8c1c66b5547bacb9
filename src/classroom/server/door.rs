//! Who comes in: the loop that accepts connections, how many there may be, and how long each may take.
//!
//! A connection carries one request and is closed after it. That is what makes "five seconds for a whole request" a limit on the connection, and leaves
//! nothing for a second request to hide in. On a local network a new connection costs a phone a few milliseconds a second.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use tokio::io::AsyncWrite as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio::time::timeout;

use super::limits::Limits;
use super::reply;
use super::routes;
use super::state::Shared;
use super::status::Refusal;
use super::wire::{Heard, Wire};

/// How long a phone has to take its answer and hang up, once all is said.
const FAREWELL: Duration = Duration::from_secs(1);
/// Bytes that are still read from it in this time, so that its answer is not torn from its hands by what it went on sending.
const FAREWELL_BYTES: usize = 64 * 1_024;
/// How long to wait when the system has no more connections to give: some give a program 256 handles in all. The oldest gives way then, too.
const SHORT_OF_HANDLES: Duration = Duration::from_millis(20);

/// One that is open.
#[derive(Debug)]
struct Connection {
    since: Instant,
    from: IpAddr,
    task: AbortHandle,
}

/// Those that are open, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Connections {
    next: u64,
    open: BTreeMap<u64, Connection>,
}

/// The connections, as the loop, each connection and the status know them.
pub(super) type Open = Arc<Mutex<Connections>>;

fn locked(open: &Open) -> MutexGuard<'_, Connections> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How many are open.
pub(super) fn count(open: &Open) -> usize {
    locked(open).open.len()
}

impl Connections {
    /// Whether there is room for one more, after another gave way if need be.
    fn make_room(&mut self, from: IpAddr, limits: &Limits, now: Instant) -> bool {
        self.open.len() < limits.connections
            || self.oldest_gives_way(limits.give_way, now)
            || self.crowd_gives_way(from)
    }

    /// Closes the oldest connection of the address that holds more than half of all, if that is another than the one that comes. A phone needs one
    /// connection or two; whoever takes them as fast as they are given back keeps nobody else out.
    fn crowd_gives_way(&mut self, from: IpAddr) -> bool {
        let mut crowd: Option<(IpAddr, usize)> = None;
        // Whoever has more than half is the one that is left over when different ones cancel each other out (Boyer and Moore, 1981).
        for one in self.open.values() {
            crowd = match crowd {
                Some((address, left)) if address == one.from => Some((address, left + 1)),
                Some((address, left)) if left > 1 => Some((address, left - 1)),
                Some(_) => None,
                None => Some((one.from, 1)),
            };
        }
        let Some((crowd, _)) = crowd.filter(|(address, _)| *address != from) else {
            return false;
        };
        let held = self.open.values().filter(|one| one.from == crowd).count();
        if held * 2 <= self.open.len() {
            return false;
        }
        let oldest = self
            .open
            .iter()
            .find(|(_, one)| one.from == crowd)
            .map(|(number, _)| *number);
        let closed = oldest.and_then(|number| self.open.remove(&number));
        closed.inspect(|one| one.task.abort()).is_some()
    }

    /// Closes the oldest connection, if it has had its time.
    fn oldest_gives_way(&mut self, give_way: Duration, now: Instant) -> bool {
        let Some(oldest) = self.open.first_entry() else {
            return false;
        };
        if now.saturating_duration_since(oldest.get().since) < give_way {
            return false;
        }
        oldest.remove().task.abort();
        true
    }
}

/// Leaves the list when the connection's task ends, however it ends.
struct Leave {
    open: Open,
    number: u64,
}

impl Drop for Leave {
    fn drop(&mut self) {
        locked(&self.open).open.remove(&self.number);
    }
}

/// Accepts connections for as long as it is let.
pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>, open: Open) {
    loop {
        match listener.accept().await {
            Ok((stream, from)) => admit(stream, from, &shared, &open),
            // The other side went away again before it was looked at.
            Err(error) if is_theirs(&error) => {}
            Err(_) => {
                locked(&open).oldest_gives_way(shared.limits.give_way, Instant::now());
                tokio::time::sleep(SHORT_OF_HANDLES).await;
            }
        }
    }
}

fn is_theirs(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::Interrupted
    )
}

fn admit(stream: TcpStream, from: SocketAddr, shared: &Arc<Shared>, open: &Open) {
    let now = Instant::now();
    let limits = &shared.limits;
    let mut connections = locked(open);
    if !connections.make_room(from.ip(), limits, now) {
        shared.refused(Refusal::Full);
        // What does not fit into the empty buffer of a new connection is not worth waiting for.
        let _ = stream.try_write(reply::FULL.as_bytes());
        return;
    }
    let number = connections.next;
    connections.next += 1;
    let leave = Leave {
        open: Arc::clone(open),
        number,
    };
    let task = tokio::spawn(connection(stream, from, Arc::clone(shared), leave));
    let opened = Connection {
        since: now,
        from: from.ip(),
        task: task.abort_handle(),
    };
    connections.open.insert(number, opened);
}

async fn connection(stream: TcpStream, from: SocketAddr, shared: Arc<Shared>, leave: Leave) {
    // A small answer goes out at once. Where the system will not, it goes out a little later.
    let _ = stream.set_nodelay(true);
    let stream = Arc::new(stream);
    let heard = Arc::new(Heard::default());
    let wire = Wire {
        stream: Arc::clone(&stream),
        heard: Arc::clone(&heard),
    };
    let service = service_fn(|request| {
        let shared = &shared;
        async move { Ok::<_, Infallible>(routes::respond(shared, from.ip(), request).await) }
    });
    let exchange = http1::Builder::new()
        .keep_alive(false)
        .header_read_timeout(None)
        .max_header_size(shared.limits.headers)
        .max_buf_size(shared.limits.headers.saturating_mul(2).max(8 * 1_024))
        .serve_connection(wire, service);
    match timeout(shared.limits.whole, exchange).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            if let Some(why) = fault(&error, &heard) {
                shared.refused(why);
            }
        }
        Err(_) => {
            if heard.anything() {
                shared.refused(Refusal::TooSlow);
            }
            return;
        }
    }
    if let Some(stream) = Arc::into_inner(stream) {
        // Whoever does not hang up in time is hung up on.
        let _ = timeout(FAREWELL, farewell(stream)).await;
    }
    drop(leave);
}

/// What hyper refused before a request was whole. A phone that walked away is nobody's fault.
fn fault(error: &hyper::Error, heard: &Heard) -> Option<Refusal> {
    if heard.is_tls() {
        Some(Refusal::Https)
    } else if error.is_parse_too_large() {
        Some(Refusal::TooLarge)
    } else if error.is_parse() {
        Some(Refusal::Malformed)
    } else {
        None
    }
}

/// Says that no more will come, and reads what still comes until the other side says so, too.
async fn farewell(mut stream: TcpStream) -> io::Result<()> {
    poll_fn(|cx| Pin::new(&mut stream).poll_shutdown(cx)).await?;
    let mut rest = [0; 1_024];
    let mut total = 0;
    while total < FAREWELL_BYTES {
        stream.readable().await?;
        match stream.try_read(&mut rest) {
            Ok(0) => break,
            Ok(length) => total += length,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Connections of these addresses, by their last number, all opened now.
    fn opened(addresses: &[u8], now: Instant) -> Connections {
        let mut connections = Connections::default();
        for (number, last) in (0..).zip(addresses) {
            let one = Connection {
                since: now,
                from: IpAddr::from([10, 0, 0, *last]),
                task: tokio::spawn(std::future::pending::<()>()).abort_handle(),
            };
            connections.open.insert(number, one);
        }
        connections
    }

    /// Which connection gives way to one from this address, where all are taken and none has had its time.
    #[track_caller]
    fn check(addresses: &[u8], from: u8, gives_way: Option<u64>) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let _inside = runtime.enter();
        let now = Instant::now();
        let mut connections = opened(addresses, now);
        let limits = Limits {
            connections: addresses.len(),
            give_way: Duration::from_secs(3_600),
            ..Limits::default()
        };
        let has_room = connections.make_room(IpAddr::from([10, 0, 0, from]), &limits, now);
        let gone = (0..)
            .zip(addresses)
            .map(|(number, _)| number)
            .find(|number| !connections.open.contains_key(number));
        assert_eq!(
            (has_room, gone),
            (gives_way.is_some(), gives_way),
            "{addresses:?} {from}"
        );
    }

    #[test]
    fn who_holds_more_than_half_gives_way_to_anybody_else() {
        check(&[7, 7, 7, 7], 1, Some(0));
        check(&[1, 7, 2, 7, 7], 3, Some(1));
        check(&[7, 7, 7, 7], 7, None);
        check(&[1, 7, 2, 7], 3, None);
        check(&[1, 2, 3, 4, 5], 6, None);
        check(&[1, 7, 7, 2, 7], 1, Some(1));
    }
}

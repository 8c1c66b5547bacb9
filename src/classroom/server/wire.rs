//! A connection as hyper reads and writes it. It can be shared, so that it is still there to be closed politely after hyper has given up on it, and it
//! remembers what came in.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, ready};

use hyper::rt::{Read, ReadBufCursor, Write};
use tokio::net::TcpStream;

/// Bytes that are read at once.
const CHUNK: usize = 4_096;
/// What every TLS connection begins with (RFC 8446, 5.1), and no HTTP request.
const TLS_HANDSHAKE: u8 = 0x16;

const NOTHING: u8 = 0;
const SOMETHING: u8 = 1;
const TLS: u8 = 2;

/// What came in so far.
#[derive(Debug, Default)]
pub(super) struct Heard(AtomicU8);

impl Heard {
    /// Whether anything came in at all. Browsers open connections in advance which they may never use.
    pub(super) fn anything(&self) -> bool {
        self.0.load(Ordering::Relaxed) != NOTHING
    }

    /// Whether it began as https does.
    pub(super) fn is_tls(&self) -> bool {
        self.0.load(Ordering::Relaxed) == TLS
    }

    fn note(&self, bytes: &[u8]) {
        if let (NOTHING, Some(first)) = (self.0.load(Ordering::Relaxed), bytes.first()) {
            let kind = if *first == TLS_HANDSHAKE { TLS } else { SOMETHING };
            self.0.store(kind, Ordering::Relaxed);
        }
    }
}

/// One end of a connection, lent to hyper.
pub(super) struct Wire {
    pub(super) stream: Arc<TcpStream>,
    pub(super) heard: Arc<Heard>,
}

impl Read for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        let mut chunk = [0; CHUNK];
        let room = buf.remaining().min(CHUNK);
        loop {
            ready!(self.stream.poll_read_ready(cx))?;
            match self.stream.try_read(chunk.get_mut(..room).unwrap_or_default()) {
                Ok(length) => {
                    let bytes = chunk.get(..length).unwrap_or_default();
                    self.heard.note(bytes);
                    buf.put_slice(bytes);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl Write for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.stream.poll_write_ready(cx))?;
            match self.stream.try_write(buf) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                done => return Poll::Ready(done),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    /// Does nothing: whoever lent the connection closes it.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

//! Why the server could not be started, and what to do about it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use thiserror::Error;

/// The server could not be started.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address stands for all networks at once, or for none.
    #[error("`{0}` is not the address of one network of this computer")]
    NotOneNetwork(Ipv4Addr),
    /// The computer has no such address now.
    #[error("this computer no longer has the address `{}`", .0.ip())]
    AddressGone(SocketAddr),
    /// Something else listens there.
    #[error("another program already uses port {} of `{}`", .0.port(), .0.ip())]
    PortTaken(SocketAddr),
    /// The system forbids it.
    #[error("this computer does not allow Attune to listen on `{0}`")]
    NotAllowed(SocketAddr),
    /// The system gave no random numbers for the secrets.
    #[error("this computer gave no random numbers for the session's code")]
    NoChance,
    /// Anything else.
    #[error("could not listen on `{0}`: {1}")]
    Other(SocketAddr, #[source] io::Error),
}

impl StartError {
    pub(super) fn listening(place: SocketAddr, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AddrInUse => Self::PortTaken(place),
            io::ErrorKind::AddrNotAvailable => Self::AddressGone(place),
            io::ErrorKind::PermissionDenied => Self::NotAllowed(place),
            _ => Self::Other(place, error),
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotOneNetwork(_) => "choose the network that the phones are on",
            Self::AddressGone(_) => "look whether the computer is still on the network, then choose the network again",
            Self::PortTaken(_) => "start again with a free port; if another Attune runs, stop its vote first",
            Self::NotAllowed(_) => {
                "use a port from 1024 up, and let Attune through the computer's firewall, or count hands instead"
            }
            Self::NoChance => "restart the computer; until then count hands, which needs no network",
            Self::Other(..) => "choose another network or port, or count hands, which needs no network",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: io::ErrorKind, said: &str) {
        let place = SocketAddr::from(([192, 168, 1, 9], 8_765));
        let error = StartError::listening(place, kind.into());
        assert_eq!(error.to_string(), said);
        assert!(!error.help().is_empty() && !error.help().ends_with('.'));
    }

    #[test]
    fn failures_are_said_in_words() {
        check(
            io::ErrorKind::AddrInUse,
            "another program already uses port 8765 of `192.168.1.9`",
        );
        check(
            io::ErrorKind::AddrNotAvailable,
            "this computer no longer has the address `192.168.1.9`",
        );
        check(
            io::ErrorKind::PermissionDenied,
            "this computer does not allow Attune to listen on `192.168.1.9:8765`",
        );
        check(
            io::ErrorKind::OutOfMemory,
            "could not listen on `192.168.1.9:8765`: out of memory",
        );
    }
}

//! The program tries its own address, and says what it finds in words for the tutor's window.
//!
//! What it cannot find out is whether the network lets phones through to this computer: only a phone can.

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::Duration;

use super::gate::authority;
use crate::classroom::interfaces::{Kind, kind_at};

/// How long each step may take. On the same computer a connection takes no time worth naming, but a computer may be busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// How a finding is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Fine,
    /// Worth knowing.
    Note,
    /// Phones will not get through.
    Trouble,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How it is meant.
    pub verdict: Verdict,
    /// What was found.
    pub text: String,
    /// What to do, where there is something.
    pub help: Option<&'static str>,
}

impl Finding {
    fn fine(text: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Fine,
            text: text.into(),
            help: None,
        }
    }

    fn note(text: impl Into<String>, help: &'static str) -> Self {
        Self {
            verdict: Verdict::Note,
            text: text.into(),
            help: Some(help),
        }
    }

    fn trouble(text: impl Into<String>, help: &'static str) -> Self {
        Self {
            verdict: Verdict::Trouble,
            text: text.into(),
            help: Some(help),
        }
    }
}

/// A test that runs on a thread of its own.
#[derive(Debug)]
pub struct SelfTest {
    coming: Receiver<Vec<Finding>>,
    found: Option<Vec<Finding>>,
}

impl SelfTest {
    pub(super) fn start(place: SocketAddr, wake: impl FnOnce() + Send + 'static) -> Self {
        let (sender, coming) = sync_channel(1);
        let run = move || {
            // Nobody waits for it any more if the window was closed.
            let _ = sender.send(examine(place));
            wake();
        };
        let started = thread::Builder::new().name("classroom self-test".to_owned()).spawn(run);
        let found = started.err().map(|error| {
            vec![Finding::note(
                format!("the test could not be started: {error}"),
                "open the address on this computer's own browser instead",
            )]
        });
        Self { coming, found }
    }

    /// What was found, once it is there.
    pub fn findings(&mut self) -> Option<&[Finding]> {
        if self.found.is_none() {
            self.found = self.coming.try_recv().ok();
        }
        self.found.as_deref()
    }

    /// Waits for what is found. Takes a few seconds at most.
    #[must_use]
    pub fn wait(self) -> Vec<Finding> {
        self.found.or_else(|| self.coming.recv().ok()).unwrap_or_default()
    }
}

/// Whether any other device has ever got through, which changes while the test's findings stand.
#[must_use]
pub fn reach(reached_from_outside: bool) -> Finding {
    if reached_from_outside {
        Finding::fine("another device has got through")
    } else {
        Finding::note(
            "no other device has got through yet",
            "open the address on one phone first; if it does not open, the Wi-Fi probably keeps devices apart",
        )
    }
}

/// Looks at the network, and asks the server for a page.
fn examine(place: SocketAddr) -> Vec<Finding> {
    let mut findings = network(place.ip()).into_iter().collect::<Vec<_>>();
    let own = authority(place);
    match ask(place, &own) {
        Ok(200) => findings.push(Finding::fine(format!(
            "the page answers at `http://{own}` on this computer"
        ))),
        Ok(status) => findings.push(Finding::trouble(
            format!("something answers at `http://{own}`, and it is not this session (status {status})"),
            "stop the vote and start it again with a free port",
        )),
        Err(error) => findings.push(Finding::trouble(
            format!("`http://{own}` does not answer on this computer: {error}"),
            "stop the vote, choose the network again and start it again; a firewall on this computer may be in the way",
        )),
    }
    findings
}

fn network(address: IpAddr) -> Option<Finding> {
    let IpAddr::V4(address) = address else {
        return None;
    };
    Some(match kind_at(address) {
        Some(Kind::Loopback) => Finding::note(
            "the vote runs for this computer only; no phone can reach it",
            "choose the network that the phones are on",
        ),
        Some(Kind::LinkLocal) => Finding::trouble(
            format!("the network gave this computer no address; it made up `{address}` for itself"),
            "join the Wi-Fi again, or choose another network",
        ),
        Some(Kind::Virtual) => Finding::note(
            format!("`{address}` belongs to a tunnel or a virtual network"),
            "turn the VPN off, or choose the network that the phones are on",
        ),
        Some(Kind::Wifi | Kind::Wired) => Finding::fine(format!("this computer is on the network as `{address}`")),
        None => Finding::trouble(
            format!("this computer no longer has the address `{address}`"),
            "stop the vote, look whether the computer is on the network, and start it again",
        ),
    })
}

/// Asks for the page at this place, under its own name, and gives the status of the answer.
fn ask(place: SocketAddr, own: &str) -> io::Result<u16> {
    let mut stream = TcpStream::connect_timeout(&place, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = format!("GET /self-test HTTP/1.1\r\nhost: {own}\r\nconnection: close\r\n\r\n");
    let asked = stream.write_all(request.as_bytes());
    let mut head = [0; 12];
    // Whoever answers before it has heard all may have hung up meanwhile; what it said is still there to be read.
    stream
        .read_exact(&mut head)
        .map_err(|error| asked.err().unwrap_or(error))?;
    let status = head
        .strip_prefix(b"HTTP/1.1 ")
        .and_then(|status| std::str::from_utf8(status).ok());
    status
        .and_then(|status| status.parse().ok())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the answer is not a page"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn said(findings: &[Finding], verdict: Verdict) -> Vec<&str> {
        let those = findings.iter().filter(|finding| finding.verdict == verdict);
        those.map(|finding| finding.text.as_str()).collect()
    }

    #[test]
    fn a_place_where_nobody_listens_is_trouble() {
        // Held without listening, so that no other test gets the port meanwhile.
        let held = tokio::net::TcpSocket::new_v4().unwrap();
        held.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let findings = examine(held.local_addr().unwrap());
        let trouble = said(&findings, Verdict::Trouble);
        assert!(
            matches!(trouble[..], [text] if text.contains("does not answer")),
            "{findings:?}"
        );
        assert!(
            findings
                .iter()
                .all(|finding| finding.verdict == Verdict::Fine || finding.help.is_some())
        );
    }

    /// A program that is not ours: what it does with the one connection that it gets. Gives what is found then.
    fn beside(does: impl FnOnce(TcpStream) + Send + 'static) -> Vec<Finding> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = listener.local_addr().unwrap();
        let other = thread::spawn(move || does(listener.accept().unwrap().0));
        let findings = examine(place);
        other.join().unwrap();
        findings
    }

    /// Reads a request to the end of its head, as whoever answers has to: closing with something unread cuts the answer off as well.
    fn heard_out(stream: &mut TcpStream) {
        let (mut request, mut byte) = (Vec::new(), [0]);
        while !request.ends_with(b"\r\n\r\n") {
            stream.read_exact(&mut byte).unwrap();
            request.extend(byte);
        }
    }

    #[test]
    fn another_program_at_this_place_is_trouble() {
        let findings = beside(|mut stream| {
            heard_out(&mut stream);
            stream.write_all(b"HTTP/1.1 404 Not Found\r\n\r\n").unwrap();
        });
        let trouble = said(&findings, Verdict::Trouble);
        assert!(
            trouble
                .iter()
                .any(|text| text.contains("not this session (status 404)")),
            "{findings:?}"
        );
    }

    #[test]
    fn a_program_that_hangs_up_or_talks_nonsense_is_trouble() {
        for answer in ["", "HTTP/1.1", "SSH-2.0-Other\r\n\r\n"] {
            let findings = beside(move |mut stream| {
                heard_out(&mut stream);
                stream.write_all(answer.as_bytes()).unwrap();
            });
            let trouble = said(&findings, Verdict::Trouble);
            assert!(
                matches!(trouble[..], [text] if text.contains("does not answer")),
                "{answer:?}: {findings:?}"
            );
        }
        // One that does not even listen to the end cuts everything off.
        let findings = beside(drop);
        assert_eq!(said(&findings, Verdict::Trouble).len(), 1, "{findings:?}");
    }

    #[test]
    fn an_address_that_is_gone_is_trouble() {
        let findings: Vec<Finding> = network(IpAddr::from([192, 0, 2, 77])).into_iter().collect();
        assert!(
            said(&findings, Verdict::Trouble)
                .iter()
                .any(|text| text.contains("no longer has")),
            "{findings:?}"
        );
    }
}

//! What the tutor's window tells about the server: where it is, who is there, and what was refused and why.

use std::net::SocketAddr;

use hyper::StatusCode;

/// Why something was not done. The words are for the person who holds the phone; [`Refusal::label`] is for the tutor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// As many connections are open as are allowed.
    Full,
    /// A request did not become whole in time.
    TooSlow,
    /// Headers or body are longer than they may be.
    TooLarge,
    /// It is not HTTP as it should be.
    Malformed,
    /// A phone spoke https, which this server does not.
    Https,
    /// The address asked for is not this server's: a proxy, or a page elsewhere that plays tricks with names.
    WrongHost,
    /// The request comes from another site's page.
    WrongOrigin,
    /// There is no such place.
    NoSuchPlace,
    /// The place is there, and takes another kind of request.
    WrongMethod,
    /// The device has not joined, or shows a secret that was never given out.
    NotJoined,
    /// The code or token is not this session's.
    WrongCode,
    /// Too many wrong codes; a wait is due.
    TooManyTries,
    /// As many devices have joined as are allowed.
    RoomFull,
    /// No vote is open.
    Closed,
    /// The answer is to a question that is over.
    OldQuestion,
    /// There is no such choice.
    NoSuchChoice,
    /// The room has not taken in the answers that came before.
    Busy,
    /// The tutor has not turned names on.
    NoNames,
    /// The name is empty, too long, or has characters that cannot be seen.
    UnfitName,
}

impl Refusal {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 19] = [
        Self::Full,
        Self::TooSlow,
        Self::TooLarge,
        Self::Malformed,
        Self::Https,
        Self::WrongHost,
        Self::WrongOrigin,
        Self::NoSuchPlace,
        Self::WrongMethod,
        Self::NotJoined,
        Self::WrongCode,
        Self::TooManyTries,
        Self::RoomFull,
        Self::Closed,
        Self::OldQuestion,
        Self::NoSuchChoice,
        Self::Busy,
        Self::NoNames,
        Self::UnfitName,
    ];

    /// What the tutor reads beside a count.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Full => "too many connections at once",
            Self::TooSlow => "requests that never became whole",
            Self::TooLarge => "requests that were too long",
            Self::Malformed => "requests that made no sense",
            Self::Https => "phones that tried https instead of http",
            Self::WrongHost => "requests for another address",
            Self::WrongOrigin => "requests from another site's page",
            Self::NoSuchPlace => "requests for a page that does not exist",
            Self::WrongMethod => "requests of a wrong kind",
            Self::NotJoined => "requests from devices that have not joined",
            Self::WrongCode => "wrong codes",
            Self::TooManyTries => "codes not looked at after too many wrong ones",
            Self::RoomFull => "devices beyond the limit",
            Self::Closed => "answers while no vote was open",
            Self::OldQuestion => "answers to a question that was over",
            Self::NoSuchChoice => "answers that were not on offer",
            Self::Busy => "answers asked to come again",
            Self::NoNames => "names while names are off",
            Self::UnfitName => "names that cannot be used",
        }
    }

    /// The short name that the page knows it by.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::TooSlow => "too-slow",
            Self::TooLarge => "too-large",
            Self::Malformed => "malformed",
            Self::Https => "https",
            Self::WrongHost => "wrong-host",
            Self::WrongOrigin => "wrong-origin",
            Self::NoSuchPlace => "no-such-place",
            Self::WrongMethod => "wrong-method",
            Self::NotJoined => "not-joined",
            Self::WrongCode => "wrong-code",
            Self::TooManyTries => "too-many-tries",
            Self::RoomFull => "room-full",
            Self::Closed => "closed",
            Self::OldQuestion => "old-question",
            Self::NoSuchChoice => "no-such-choice",
            Self::Busy => "busy",
            Self::NoNames => "no-names",
            Self::UnfitName => "unfit-name",
        }
    }

    /// What the person with the phone reads.
    pub(super) fn say(self) -> &'static str {
        match self {
            Self::Full | Self::Busy => "Very many are answering at this moment. Your phone tries again by itself.",
            Self::TooSlow => "The connection was too slow.",
            Self::TooLarge => "That was longer than it may be.",
            Self::Malformed | Self::Https | Self::WrongMethod => "That request made no sense here.",
            Self::WrongHost => "This page is served at another address. Use the one on the screen in front.",
            Self::WrongOrigin => "This request came from another site, so it was not taken.",
            Self::NoSuchPlace => "There is nothing here. Use the address on the screen in front.",
            Self::NotJoined => "This device has not joined yet.",
            Self::WrongCode => "That is not the code of this session. Look at the screen in front and try again.",
            Self::TooManyTries => "That was a wrong code a few times in a row.",
            Self::RoomFull => "As many devices have joined as the room can hold. Raise your hand instead.",
            Self::Closed => "The vote is closed, so this answer was not counted.",
            Self::OldQuestion => "That question is over, so this answer was not counted.",
            Self::NoSuchChoice => "That choice is not on offer.",
            Self::NoNames => "Names are not used in this session.",
            Self::UnfitName => "Use a name of 1 to 24 letters that everybody can read.",
        }
    }

    /// The status that it is answered with.
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Full | Self::RoomFull | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Malformed | Self::Https => StatusCode::BAD_REQUEST,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::WrongOrigin | Self::WrongCode | Self::NoNames => StatusCode::FORBIDDEN,
            Self::NoSuchPlace => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotJoined => StatusCode::UNAUTHORIZED,
            Self::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
            Self::Closed | Self::OldQuestion => StatusCode::CONFLICT,
            Self::NoSuchChoice | Self::UnfitName => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// How often each refusal happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused([u64; Refusal::ALL.len()]);

impl Refused {
    /// Takes note of one more.
    pub(super) fn add(&mut self, refusal: Refusal) {
        if let Some(count) = self.0.get_mut(refusal as usize) {
            *count = count.saturating_add(1);
        }
    }

    /// How often this one happened.
    #[must_use]
    pub fn count(&self, refusal: Refusal) -> u64 {
        self.0.get(refusal as usize).copied().unwrap_or(0)
    }

    /// Those that happened, with how often, the most frequent first.
    #[must_use]
    pub fn by_frequency(&self) -> Vec<(Refusal, u64)> {
        let mut found: Vec<(Refusal, u64)> = Refusal::ALL
            .into_iter()
            .map(|refusal| (refusal, self.count(refusal)))
            .filter(|(_, count)| *count > 0)
            .collect();
        found.sort_by_key(|(refusal, count)| (u64::MAX - count, *refusal));
        found
    }
}

/// The server at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Where it listens.
    pub address: SocketAddr,
    /// Whether it still runs. It stops by itself only through a mistake of ours.
    pub running: bool,
    /// Devices that have joined since the start.
    pub joined: usize,
    /// Those of them that were heard of in the last few seconds.
    pub connected: usize,
    /// Connections that are open now.
    pub connections: usize,
    /// Whether anything but this computer has ever got through.
    pub reached_from_outside: bool,
    /// What was refused.
    pub refused: Refused,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_the_order_of_the_counts() {
        for (at, refusal) in Refusal::ALL.into_iter().enumerate() {
            assert_eq!(refusal as usize, at, "{refusal:?}");
        }
        let mut refused = Refused::default();
        for refusal in [Refusal::Busy, Refusal::WrongCode, Refusal::WrongCode, Refusal::Full] {
            refused.add(refusal);
        }
        assert_eq!(
            refused.by_frequency(),
            [(Refusal::WrongCode, 2), (Refusal::Full, 1), (Refusal::Busy, 1)]
        );
    }

    #[test]
    fn each_has_a_name_of_its_own_and_no_words_for_nerds() {
        let mut names: Vec<&str> = Refusal::ALL.iter().map(|refusal| refusal.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Refusal::ALL.len());
        for refusal in Refusal::ALL {
            assert!(refusal.status().is_client_error() || refusal.status().is_server_error());
            assert!(
                refusal.say().ends_with('.') && !refusal.say().contains("HTTP"),
                "{refusal:?}"
            );
            assert!(!refusal.label().ends_with('.'), "{refusal:?}");
        }
    }
}

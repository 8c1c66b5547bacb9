//! Why a phone may not get through, and what helps: for the page, and for the tutor's window.

use std::fmt::Write as _;

/// One reason and its remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What may be the matter.
    pub title: &'static str,
    /// How to tell, and what to do.
    pub text: &'static str,
}

/// The reasons, the most frequent first.
pub const REASONS: &[Reason] = &[
    Reason {
        title: "The phone is on another network",
        text: "The phone and the computer have to be on the same Wi-Fi. Compare its name on both. Phones leave a Wi-Fi without internet by themselves \
               and go on over mobile data: turn mobile data off for the time of the class.",
    },
    Reason {
        title: "The Wi-Fi keeps devices apart",
        text: "Guest networks often let each device reach the internet and no other device. Nothing on the phone changes that. Ask for a network without \
               client isolation, or open a hotspot: on the computer, or on one phone that the computer and the others join.",
    },
    Reason {
        title: "A VPN or private relay is on",
        text: "It sends everything through a computer far away, which does not know this room. Turn it off on the phone, and on the computer.",
    },
    Reason {
        title: "The computer's firewall says no",
        text: "Let Attune accept connections on the network that is in use. On Windows, the network may be set to public: set it to private for the class.",
    },
    Reason {
        title: "The browser made https of http",
        text: "Type the address with http and without the s, or take the QR code. A browser that insists on https has a setting for it; a private window \
               often helps.",
    },
    Reason {
        title: "The address has changed",
        text: "When the computer changes networks, or wakes from sleep, its address may be another one. Stop the vote and start it again, then take the \
               new QR code.",
    },
    Reason {
        title: "The browser does not keep cookies",
        text: "The page needs one cookie, so that each device has one vote. Open the page in the phone's own browser and not inside another app.",
    },
];

/// The reasons as a list for a page. The texts are our own, and need no escaping but for what a test demands.
pub(super) fn html() -> String {
    let mut html = String::new();
    for reason in REASONS {
        // Writing to a text cannot fail.
        let _ = writeln!(html, "<dt>{}</dt>\n<dd>{}</dd>", reason.title, reason.text);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reason_needs_escaping() {
        for Reason { title, text } in REASONS {
            assert!(
                !title.contains(['<', '>', '&', '"']) && !text.contains(['<', '>', '&', '"']),
                "{title}"
            );
            assert!(
                text.ends_with('.') && !title.ends_with('.') && !text.contains("  "),
                "{title}"
            );
        }
        assert_eq!(html().matches("<dt>").count(), REASONS.len());
    }
}

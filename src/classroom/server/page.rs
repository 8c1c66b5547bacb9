//! The two pages that a browser gets. They are compiled in; a request changes nothing about them but the number that lets their style and script through.

use std::sync::LazyLock;

use super::reasons;

/// Where the number that is used once belongs.
const NONCE: &str = "{{nonce}}";

/// How both pages begin: what they are, and the looks that they share. Each goes on in the middle of its style.
const BEGINNING: &str = include_str!("../../../assets/classroom/beginning.html");

/// A page, cut where the number belongs.
pub(super) struct Page(Vec<String>);

impl Page {
    /// The page with this title. Its indentation is for people who read the files, and is left out.
    fn new(title: &str, rest: &str) -> Self {
        let whole = BEGINNING.replace("{{title}}", title) + rest;
        let mut html = String::with_capacity(whole.len());
        for line in whole.lines() {
            html.push_str(line.trim_start());
            html.push('\n');
        }
        Self(html.split(NONCE).map(str::to_owned).collect())
    }

    /// The page with this number in its places.
    pub(super) fn with_nonce(&self, nonce: &str) -> String {
        self.0.join(nonce)
    }
}

static VOTE: LazyLock<Page> = LazyLock::new(|| {
    let html = include_str!("../../../assets/classroom/phone.html");
    Page::new("The room votes", html)
});

static SELF_TEST: LazyLock<Page> = LazyLock::new(|| {
    let html = include_str!("../../../assets/classroom/self-test.html");
    Page::new(
        "Help with the connection",
        &html.replace("{{reasons}}", &reasons::html()),
    )
});

/// The page on which people vote.
pub(super) fn vote() -> &'static Page {
    &VOTE
}

/// The page that tells why a phone may not get through.
pub(super) fn self_test() -> &'static Page {
    &SELF_TEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &Page) {
        let html = page.with_nonce("NONCE");
        assert!(html.len() < 20 * 1_024, "{} bytes", html.len());
        assert!(!html.contains("{{"), "a place was left open");
        assert_eq!(html.matches("nonce=\"NONCE\"").count(), 2, "a style and a script");
        assert_eq!(html.matches("<script").count(), 1);
        assert_eq!(html.matches("<style").count(), 1);
        for outside in [
            "http://",
            "https://",
            "//www",
            "src=",
            "@import",
            "url(",
            " style=",
            "onclick",
            "innerHTML",
            "eval(",
        ] {
            assert!(!html.contains(outside), "`{outside}`");
        }
        // Phones of ten years ago stop at the first word that they do not know.
        for new in [
            "=>", "let ", "const ", "?.", "??", "`", "async ", "fetch(", "Promise", "class {", "var(--", ":is(", "grid",
        ] {
            let script_or_style = html.split("</head>").next().unwrap_or_default().to_owned()
                + html.rsplit("<script").next().unwrap_or_default();
            assert!(!script_or_style.contains(new), "`{new}`");
        }
    }

    #[test]
    fn pages_are_small_and_old_phones_can_read_them() {
        check(vote());
        check(self_test());
    }

    #[test]
    fn every_reason_is_on_the_page() {
        let html = self_test().with_nonce("");
        for reason in reasons::REASONS {
            assert!(html.contains(reason.title), "{}", reason.title);
        }
    }
}

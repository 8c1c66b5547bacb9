//! Answers, each with the headers that keep a page from doing or showing anything but its own.

use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY, RETRY_AFTER,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::{Response, StatusCode};
use serde::Serialize;

use super::page::Page;
use super::secret::Secret;
use super::state::No;
use super::status::Refusal;

/// An answer with its whole body.
pub(super) type Reply = Response<Full<Bytes>>;

/// What a device keeps its secret in.
pub(super) const COOKIE: &str = "attune";

/// Said to a connection that finds no room, without looking at what it wants.
pub(super) const FULL: &str = "HTTP/1.1 503 Service Unavailable\r\n\
    content-type: application/json\r\ncontent-length: 16\r\nretry-after: 1\r\ncache-control: no-store\r\nconnection: close\r\n\r\n\
    {\"error\":\"full\"}";

const CLOSED_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

fn reply(status: StatusCode, kind: &'static str, policy: HeaderValue, body: impl Into<Bytes>) -> Reply {
    let mut reply = Response::new(Full::new(body.into()));
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    reply
}

/// A page. Its style and script are let through by a number that is used once, anything else is not.
pub(super) fn page(page: &Page) -> Result<Reply, No> {
    let nonce = Secret::fresh().map_err(|_| Refusal::Busy)?.to_string();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    let policy = HeaderValue::try_from(policy).map_err(|_| Refusal::Busy)?;
    Ok(reply(
        StatusCode::OK,
        "text/html; charset=utf-8",
        policy,
        page.with_nonce(&nonce),
    ))
}

/// A piece of JSON.
pub(super) fn json(status: StatusCode, body: impl Into<Bytes>) -> Reply {
    let policy = HeaderValue::from_static(CLOSED_POLICY);
    reply(status, "application/json", policy, body)
}

/// The secret of a device that has joined, in a cookie that no script can read and that no other site's page makes the browser send. It is kept for half a
/// day, so that a browser that was closed in the break still has its vote.
pub(super) fn joined(secret: Secret) -> Result<Reply, No> {
    let mut reply = json(StatusCode::OK, "{\"joined\":true}");
    let cookie = format!("{COOKIE}={secret}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict");
    let cookie = HeaderValue::try_from(cookie).map_err(|_| Refusal::Busy)?;
    reply.headers_mut().insert(SET_COOKIE, cookie);
    Ok(reply)
}

#[derive(Serialize)]
struct Said {
    error: &'static str,
    say: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    wait_s: Option<u64>,
}

/// A refusal, in a word for the page and in words for the person.
pub(super) fn refusal(no: No) -> Reply {
    let wait_s = no
        .wait
        .map(|wait| wait.saturating_sub(Duration::from_millis(1)).as_secs() + 1);
    let mut say = no.why.say().to_owned();
    if let Some(seconds) = wait_s {
        let plural = if seconds == 1 { "" } else { "s" };
        say.push_str(&format!(" Try again in {seconds} second{plural}."));
    }
    let said = Said {
        error: no.why.name(),
        say,
        wait_s,
    };
    let mut reply = json(no.why.status(), serde_json::to_string(&said).unwrap_or_default());
    if let Some(seconds) = wait_s {
        reply.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    reply
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_when_full_is_as_long_as_it_says() {
        let (head, body) = FULL.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
    }

    #[track_caller]
    fn check(wait: Duration, seconds: &str, said: &str) {
        let reply = refusal(No {
            why: Refusal::TooManyTries,
            wait: Some(wait),
        });
        assert_eq!(reply.headers().get(RETRY_AFTER).unwrap(), seconds);
        let body = format!("{:?}", reply.body());
        assert!(body.contains(said), "{body}");
    }

    #[test]
    fn a_wait_is_said_in_whole_seconds_and_never_too_short() {
        check(Duration::from_millis(1), "1", "Try again in 1 second.");
        check(Duration::from_secs(1), "1", "Try again in 1 second.");
        check(Duration::from_millis(5_001), "6", "Try again in 6 seconds.");
    }
}

//! What a request has to be before anybody looks at what it wants: for this address, from this page, and in a plain form.
//!
//! A page elsewhere can make its own name point to this computer (DNS rebinding) and then talk to it as if it were its own server. It cannot change the `Host`
//! that a browser sends, nor the `Origin`.

use std::net::SocketAddr;

use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName, ORIGIN, TRANSFER_ENCODING};
use hyper::{Method, Request};

use super::status::Refusal;

/// A place as it stands in an address: without the port that is understood.
pub(super) fn authority(place: SocketAddr) -> String {
    if place.port() == 80 {
        place.ip().to_string()
    } else {
        place.to_string()
    }
}

/// Whether this is what the server at this place is called.
fn is_ours(place: SocketAddr, host: &str) -> bool {
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
    let named = name.parse() == Ok(place.ip()) || (place.ip().is_loopback() && name.eq_ignore_ascii_case("localhost"));
    named && port == place.port().to_string()
}

/// The only value of a header; an error where there are several or where it is no plain text.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let Some(first) = values.next() else {
        return Ok(None);
    };
    let text = first.to_str().map_err(|_| Refusal::Malformed)?;
    values.next().map_or(Ok(Some(text)), |_| Err(Refusal::Malformed))
}

/// Refuses what is not meant for this server or could mean two things.
pub(super) fn check<B>(place: SocketAddr, request: &Request<B>) -> Result<(), Refusal> {
    let headers = request.headers();
    // A proxy's way to ask, and a second place to name a host.
    if request.uri().authority().is_some() || request.uri().scheme().is_some() {
        return Err(Refusal::WrongHost);
    }
    let host = single(headers, &HOST)?.ok_or(Refusal::Malformed)?;
    if !is_ours(place, host) {
        return Err(Refusal::WrongHost);
    }
    if let Some(origin) = single(headers, &ORIGIN)? {
        let from = origin.strip_prefix("http://").ok_or(Refusal::WrongOrigin)?;
        if !is_ours(place, from) {
            return Err(Refusal::WrongOrigin);
        }
    }
    // The page never sends a body whose length it does not know.
    if headers.contains_key(TRANSFER_ENCODING) {
        return Err(Refusal::Malformed);
    }
    let length = single(headers, &CONTENT_LENGTH)?;
    if request.method() != Method::POST && length.is_some_and(|length| length != "0") {
        return Err(Refusal::Malformed);
    }
    Ok(())
}

/// Refuses what the page's own script would not send. Browsers of ten years ago send neither `Origin` with a request to their own site nor
/// `Sec-Fetch-Site`; but none lets another site's page send JSON without asking first, and that question is never answered.
pub(super) fn check_script<B>(request: &Request<B>) -> Result<(), Refusal> {
    let headers = request.headers();
    let site = single(headers, &HeaderName::from_static("sec-fetch-site"))?;
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(Refusal::WrongOrigin);
    }
    if request.method() == Method::POST {
        let kind = single(headers, &CONTENT_TYPE)?.unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Refusal::Malformed);
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const LAN: ([u8; 4], u16) = ([192, 168, 1, 9], 8_765);
    const HERE: ([u8; 4], u16) = ([127, 0, 0, 1], 8_765);

    #[track_caller]
    fn check_host(place: ([u8; 4], u16), host: &str, ours: bool) {
        assert_eq!(is_ours(place.into(), host), ours, "{host}");
    }

    #[test]
    fn only_the_address_that_it_is_bound_to_is_ours() {
        check_host(LAN, "192.168.1.9:8765", true);
        check_host(LAN, "192.168.1.9", false);
        check_host(LAN, "192.168.1.9:80", false);
        check_host(LAN, "192.168.1.90:8765", false);
        check_host(LAN, "localhost:8765", false);
        check_host(LAN, "127.0.0.1:8765", false);
        check_host(LAN, "evil.example:8765", false);
        check_host(LAN, "192.168.1.9.evil.example:8765", false);
        check_host(LAN, "192.168.1.9:8765:8765", false);
        check_host(LAN, "user@192.168.1.9:8765", false);
        check_host(LAN, "192.168.1.9:08765", false);
        check_host(LAN, "", false);
        check_host(HERE, "localhost:8765", true);
        check_host(HERE, "LocalHost:8765", true);
        check_host(HERE, "127.0.0.1:8765", true);
        check_host(HERE, "127.0.0.2:8765", false);
        check_host(([10, 0, 0, 1], 80), "10.0.0.1", true);
        check_host(([10, 0, 0, 1], 80), "10.0.0.1:80", true);
    }

    #[test]
    fn the_usual_port_is_left_out_of_an_address() {
        assert_eq!(authority(LAN.into()), "192.168.1.9:8765");
        assert_eq!(authority(([10, 0, 0, 1], 80).into()), "10.0.0.1");
    }

    #[track_caller]
    fn check_form(method: &str, uri: &str, headers: &[(&str, &str)], refused: Option<Refusal>) {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(()).unwrap();
        let done = check(LAN.into(), &request).and_then(|()| check_script(&request));
        assert_eq!(done.err(), refused, "{method} {uri} {headers:?}");
    }

    #[test]
    fn what_could_mean_two_things_is_refused() {
        let host = ("host", "192.168.1.9:8765");
        let own = ("origin", "http://192.168.1.9:8765");
        let json = ("content-type", "application/json; charset=utf-8");
        check_form("GET", "/state", &[host], None);
        check_form("POST", "/answer", &[host, own, json], None);
        check_form("POST", "/answer", &[host, json], None);
        check_form("GET", "/state", &[], Some(Refusal::Malformed));
        check_form("GET", "/state", &[host, host], Some(Refusal::Malformed));
        check_form(
            "GET",
            "http://192.168.1.9:8765/state",
            &[host],
            Some(Refusal::WrongHost),
        );
        check_form(
            "POST",
            "/answer",
            &[host, json, ("origin", "null")],
            Some(Refusal::WrongOrigin),
        );
        check_form(
            "POST",
            "/answer",
            &[host, json, ("origin", "https://192.168.1.9:8765")],
            Some(Refusal::WrongOrigin),
        );
        check_form(
            "POST",
            "/answer",
            &[host, json, ("origin", "http://evil.example")],
            Some(Refusal::WrongOrigin),
        );
        check_form("POST", "/answer", &[host, json, own, own], Some(Refusal::Malformed));
        check_form("POST", "/answer", &[host, own], Some(Refusal::Malformed));
        check_form(
            "POST",
            "/answer",
            &[host, own, ("content-type", "text/plain")],
            Some(Refusal::Malformed),
        );
        check_form(
            "POST",
            "/answer",
            &[host, json, ("transfer-encoding", "chunked")],
            Some(Refusal::Malformed),
        );
        check_form(
            "GET",
            "/state",
            &[host, ("content-length", "3")],
            Some(Refusal::Malformed),
        );
        check_form(
            "GET",
            "/state",
            &[host, ("sec-fetch-site", "cross-site")],
            Some(Refusal::WrongOrigin),
        );
        check_form(
            "GET",
            "/state",
            &[host, ("sec-fetch-site", "same-site")],
            Some(Refusal::WrongOrigin),
        );
        check_form("GET", "/state", &[host, ("sec-fetch-site", "same-origin")], None);
    }
}

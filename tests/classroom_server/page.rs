//! The pages as they come from the server.

use crate::client::{Phone, server};

#[test]
fn the_page_comes_whole_and_from_one_piece() {
    let server = server();
    let phone = Phone::new(&server);
    let reply = phone.get("/");
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(reply.body.starts_with("<!DOCTYPE html>") && reply.body.trim_end().ends_with("</html>"));
    let length = reply.header("content-length").unwrap();
    assert_eq!(length, reply.body.len().to_string());
    assert_eq!(
        phone.get("/?from=somewhere").status,
        200,
        "what a messenger hangs on an address does no harm"
    );
}

#[test]
fn the_help_page_needs_no_joining() {
    let server = server();
    let reply = Phone::new(&server).get("/self-test");
    assert_eq!(reply.status, 200);
    assert!(
        reply.body.contains("keeps devices apart") && reply.body.contains("VPN"),
        "{}",
        reply.body
    );
}

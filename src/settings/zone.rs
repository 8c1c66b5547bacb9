//! The time zone that the system's clocks are set to.

use chrono::{DateTime, Local, Offset, TimeZone};

/// How far the clocks here are ahead of UTC at a time in milliseconds since 1970, in minutes; none where the system does not say.
pub fn minutes_ahead(at_ms: i64) -> i32 {
    let at = DateTime::from_timestamp_millis(at_ms);
    at.map_or(0, |at| {
        Local.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc() / 60
    })
}

//! The one place that asks the clock: for today, where no day was given.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::civil::Date;
use jiff::{Span, Timestamp, tz::Offset};

/// Today at an offset from UTC, in minutes.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that asks the clock"
)]
pub(crate) fn today(offset: i32) -> Date {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let now = Timestamp::from_second(i64::try_from(seconds).unwrap_or(i64::MAX))
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let moved = now.checked_add(Span::new().minutes(offset)).unwrap_or(now);
    Offset::UTC.to_datetime(moved).date()
}

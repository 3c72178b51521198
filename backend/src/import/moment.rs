//! Dates and times as files write them.

use jiff::{civil, fmt::strtime};
use records::Timestamp;

use super::MapError;
use crate::TimeZone;

/// A `strptime` pattern that cannot be used is told before anything is read.
pub(super) fn check_format(place: &str, format: Option<&str>) -> Result<(), MapError> {
    let sample = civil::date(2026, 11, 23).at(12, 0, 0, 0).in_tz("UTC");
    match (format, sample) {
        (Some(format), Ok(sample)) => match strtime::format(format, &sample) {
            Ok(_) => Ok(()),
            Err(error) => Err(MapError(format!("{place} {format:?} is no pattern of a time: {error}"))),
        },
        _ => Ok(()),
    }
}

/// A moment: by the pattern, or RFC 3339, or a local date with or without a time. A local time that the clocks skip
/// is taken an hour later, one that comes twice the first time.
pub(super) fn moment(zone: &TimeZone, format: Option<&str>, text: &str) -> Option<Timestamp> {
    let Some(format) = format else {
        return Timestamp::parse(text).or_else(|| {
            let local: civil::DateTime = match text.parse::<civil::Date>() {
                Ok(date) if text.len() == 10 => date.to_datetime(civil::Time::midnight()),
                _ => text.parse().ok()?,
            };
            zone.moment_of(local)
        });
    };
    let parts = strtime::parse(format, text).ok()?;
    if parts.offset().is_some() {
        return parts.to_timestamp().ok().map(|at| Timestamp(at.as_microsecond()));
    }
    zone.moment_of(local(&parts)?)
}

/// A date in the form schema's spelling.
pub(super) fn date(format: &str, text: &str) -> Option<String> {
    strtime::parse(format, text).ok()?.to_date().ok().map(|date| date.to_string())
}

/// A time in the form schema's spelling.
pub(super) fn time(format: &str, text: &str) -> Option<String> {
    let time = strtime::parse(format, text).ok()?.to_time().ok()?;
    Some(format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()))
}

fn local(parts: &strtime::BrokenDownTime) -> Option<civil::DateTime> {
    let date = parts.to_date().ok()?;
    let time = if parts.hour().is_some() { parts.to_time().ok()? } else { civil::Time::midnight() };
    Some(date.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_files() {
        let zone = TimeZone::named("Europe/Warsaw").unwrap();
        let check = |format: Option<&str>, text: &str, expected: Option<&str>| {
            let at = moment(&zone, format, text).map(Timestamp::to_rfc3339);
            assert_eq!(at.as_deref(), expected, "{text}");
        };
        check(None, "2012-10-09T14:50:17+00:00", Some("2012-10-09T14:50:17Z"));
        check(None, "2012-10-09", Some("2012-10-08T22:00:00Z"));
        check(None, "2012-10-09 14:50", Some("2012-10-09T12:50:00Z"));
        check(None, "2012-10-09T14:50:17", Some("2012-10-09T12:50:17Z"));
        check(None, "9.10.2012", None);
        check(None, "2012-13-09", None);
        check(Some("%d.%m.%Y %H:%M"), "09.10.2012 14:50", Some("2012-10-09T12:50:00Z"));
        check(Some("%d.%m.%Y"), "09.10.2012", Some("2012-10-08T22:00:00Z"));
        check(Some("%d.%m.%Y %H:%M %z"), "09.10.2012 14:50 +0000", Some("2012-10-09T14:50:00Z"));
        check(Some("%d.%m.%Y"), "31.02.2012", None);
        check(Some("%d.%m.%Y"), "01.02.2012 and more", None);
    }

    #[test]
    fn patterns_are_checked() {
        assert!(check_format("x", Some("%d.%m.%Y")).is_ok());
        assert!(check_format("x", Some("%d.%!")).is_err());
    }
}

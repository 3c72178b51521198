//! The firm's time zone: it decides days, months and numbering periods.

use jiff::{civil::Date, tz};
use records::Timestamp;

/// An IANA time zone, e.g. `Europe/Warsaw`.
#[derive(Clone, Debug)]
pub struct TimeZone(tz::TimeZone);

impl TimeZone {
    /// The zone of that IANA name, `None` where there is none.
    pub fn named(name: &str) -> Option<Self> {
        tz::TimeZone::get(name).ok().map(Self)
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// RFC 3339 of this moment, with the zone's offset.
    pub fn now(&self) -> String {
        self.rfc3339(now())
    }

    /// The day on which a moment falls.
    pub(crate) fn day(&self, at: Timestamp) -> Date {
        self.0.to_datetime(moment(at)).date()
    }

    /// The first moment of a day.
    pub(crate) fn start_of(&self, day: Date) -> Timestamp {
        let zoned = day.to_zoned_datetime(self.0.clone());
        Timestamp(zoned.map_or(0, |start| start.timestamp().as_microsecond()))
    }

    /// The moment of a local time: where the clocks skip it an hour later, where it comes twice the first time.
    pub(crate) fn moment_of(&self, local: jiff::civil::DateTime) -> Option<Timestamp> {
        let zoned = local.to_zoned_datetime(self.0.clone()).ok()?;
        Some(Timestamp(zoned.timestamp().as_microsecond()))
    }

    /// RFC 3339 in this zone, with its offset: what `now` is in a form.
    pub(crate) fn rfc3339(&self, at: Timestamp) -> String {
        let zoned = moment(at).to_zoned_datetime(self.0.clone());
        zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

/// The server's time now, cut to microseconds.
pub(crate) fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_microsecond())
}

fn moment(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_the_zone() {
        let zone = TimeZone::named("Europe/Warsaw").expect("bundled");
        let check = |at: &str, day: &str| {
            assert_eq!(zone.day(Timestamp::parse(at).expect("time")).to_string(), day, "{at}");
        };
        check("2026-11-22T23:30:00Z", "2026-11-23");
        check("2026-06-30T21:59:59Z", "2026-06-30");
        check("2026-06-30T22:00:00Z", "2026-07-01");
        assert!(TimeZone::named("Europe/Nowhere").is_none());
    }
}

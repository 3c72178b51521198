//! Dates and times of the calendar on the wall, without time zones and without a clock.
//!
//! Days are counted from 1970-01-01 in the proleptic Gregorian calendar by Howard Hinnant's algorithms
//! (<https://howardhinnant.github.io/date_algorithms.html>). Years run from 0 to 9999, as in RFC 3339.

/// An instant, with the offset in which it was written.
#[derive(Clone, Copy, Debug)]
pub struct DateTime {
    /// Microseconds of UTC since 1970; finer digits are cut.
    pub micros: i64,
    /// Minutes east of UTC, as written.
    pub offset_minutes: i32,
}

impl PartialEq for DateTime {
    /// The same instant, whatever the offset.
    fn eq(&self, other: &DateTime) -> bool {
        self.micros == other.micros
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &DateTime) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &DateTime) -> std::cmp::Ordering {
        self.micros.cmp(&other.micros)
    }
}

impl DateTime {
    /// The day on the wall where it was written, as days since 1970.
    pub fn local_days(self) -> i32 {
        let local = self.micros + i64::from(self.offset_minutes) * 60 * SECOND;
        local.div_euclid(86_400 * SECOND) as i32
    }
}

const SECOND: i64 = 1_000_000;
/// 0000-01-01 and 9999-12-31 as days since 1970.
const FIRST_DAY: i32 = -719_528;
const LAST_DAY: i32 = 2_932_896;

/// Days since 1970-01-01. `month` is 1–12 and `day` 1–31, both already checked.
pub fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (month as i32 + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
pub fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let shifted = i64::from(days) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as i32, month as u32, day as u32)
}

pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// 1 = Monday … 7 = Sunday (ISO 8601).
pub fn weekday(days: i32) -> u32 {
    ((i64::from(days) + 3).rem_euclid(7) + 1) as u32
}

/// `None` outside the years 0 to 9999.
pub fn add_days(days: i32, count: i64) -> Option<i32> {
    let sum = i64::from(days).checked_add(count)?;
    i32::try_from(sum).ok().filter(|day| (FIRST_DAY..=LAST_DAY).contains(day))
}

/// The same day some months later, or the last day of that month. `None` outside the years 0 to 9999.
pub fn add_months(days: i32, count: i64) -> Option<i32> {
    let (year, month, day) = civil_from_days(days);
    let months = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(count)?;
    let year = i32::try_from(months.div_euclid(12)).ok().filter(|year| (0..=9999).contains(year))?;
    let month = months.rem_euclid(12) as u32 + 1;
    Some(days_from_civil(year, month, day.min(days_in_month(year, month))))
}

/// `"2026-11-23"` as days since 1970.
pub fn parse_date(text: &str) -> Option<i32> {
    match text.as_bytes() {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            let year = number(&[*y1, *y2, *y3, *y4])?;
            let month = number(&[*m1, *m2])?;
            let day = number(&[*d1, *d2])?;
            let real = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year as i32, month);
            real.then(|| days_from_civil(year as i32, month, day))
        }
        _ => None,
    }
}

/// `"14:05"` or `"14:05:30"` as seconds since midnight. No leap seconds.
pub fn parse_time(text: &str) -> Option<u32> {
    let (hours, minutes, seconds) = match text.as_bytes() {
        [h1, h2, b':', m1, m2] => (number(&[*h1, *h2])?, number(&[*m1, *m2])?, 0),
        [h1, h2, b':', m1, m2, b':', s1, s2] => {
            (number(&[*h1, *h2])?, number(&[*m1, *m2])?, number(&[*s1, *s2])?)
        }
        _ => return None,
    };
    (hours < 24 && minutes < 60 && seconds < 60).then(|| hours * 3600 + minutes * 60 + seconds)
}

/// RFC 3339 with offset, e.g. `"2026-11-20T10:00:00.25+01:00"`. `T` and `Z` may be small letters, as the RFC says;
/// leap seconds are refused. Digits finer than microseconds are cut.
pub fn parse_date_time(text: &str) -> Option<DateTime> {
    let bytes = text.as_bytes();
    if !text.is_ascii() || bytes.len() < 20 || !matches!(bytes[10], b'T' | b't') {
        return None;
    }
    let days = parse_date(&text[..10])?;
    let seconds = parse_time(&text[11..19])?;
    let mut rest = &bytes[19..];
    let mut micros = 0;
    if let [b'.', fraction @ ..] = rest {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        for at in 0..6 {
            let digit = fraction[..digits].get(at).map_or(0, |byte| byte - b'0');
            micros = micros * 10 + i64::from(digit);
        }
        rest = &fraction[digits..];
    }
    let offset_minutes = match rest {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[*h1, *h2])? as i32, number(&[*m1, *m2])? as i32);
            if hours > 23 || minutes > 59 {
                return None;
            }
            if *sign == b'-' { -(hours * 60 + minutes) } else { hours * 60 + minutes }
        }
        _ => return None,
    };
    let local = (i64::from(days) * 86_400 + i64::from(seconds)) * SECOND + micros;
    Some(DateTime { micros: local - i64::from(offset_minutes) * 60 * SECOND, offset_minutes })
}

/// `"2026-11-23"`.
pub fn format_date(days: i32) -> String {
    let (year, month, day) = civil_from_days(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `"14:05"`, with seconds only where there are some.
pub fn format_time(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if seconds == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// RFC 3339 in the offset of the value, `Z` for UTC; fractions only where there are some.
pub fn format_date_time(value: DateTime) -> String {
    let local = value.micros + i64::from(value.offset_minutes) * 60 * SECOND;
    let date = format_date(local.div_euclid(86_400 * SECOND) as i32);
    let of_day = local.rem_euclid(86_400 * SECOND);
    let seconds = of_day / SECOND;
    let mut out = format!("{date}T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let fraction = of_day % SECOND;
    if fraction != 0 {
        out.push('.');
        out.push_str(format!("{fraction:06}").trim_end_matches('0'));
    }
    let (sign, minutes) =
        if value.offset_minutes < 0 { ('-', -value.offset_minutes) } else { ('+', value.offset_minutes) };
    match minutes {
        0 => out.push('Z'),
        _ => out.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)),
    }
    out
}

/// Digits only.
fn number(digits: &[u8]) -> Option<u32> {
    let mut value = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u32::from(digit - b'0');
    }
    Some(value)
}

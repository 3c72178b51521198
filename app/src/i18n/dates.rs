//! Dates and times as people type and read them: `27.11.2026 14:30`. As values of a form they are ISO 8601 on the firm's
//! wall, `2026-11-27T14:30`.

use forms::civil;

use super::Language;

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// `2026-11-27`
    Date,
    /// `14:30`
    Time,
    /// `2026-11-27T14:30`
    Moment,
}

/// Names of months begin with one of these; Polish ones in either case of the grammar.
const MONTHS: [&[&str]; 12] = [
    &["sty", "jan"],
    &["lut", "feb"],
    &["mar"],
    &["kwi", "apr"],
    &["maj", "may"],
    &["cze", "jun"],
    &["lip", "jul"],
    &["sie", "aug"],
    &["wrz", "sep"],
    &["paź", "paz", "oct"],
    &["lis", "nov"],
    &["gru", "dec"],
];

/// Days that have a name, from today.
const NAMED: [(&str, i32); 8] = [
    ("dziś", 0),
    ("dzis", 0),
    ("dzisiaj", 0),
    ("today", 0),
    ("wczoraj", -1),
    ("yesterday", -1),
    ("jutro", 1),
    ("tomorrow", 1),
];

impl Clock {
    /// Of an input's type in HTML.
    pub fn of(kind: &str) -> Option<Self> {
        match kind {
            "date" => Some(Self::Date),
            "time" => Some(Self::Time),
            "datetime-local" => Some(Self::Moment),
            _ => None,
        }
    }

    /// A typed text as a value; `None` for what cannot be read. `now` is the moment on the firm's wall,
    /// `2026-11-27T14:30:00`: the day is put before a time that stands alone, and a date without its year is the nearest.
    ///
    /// The day comes before the month. Read are `27.11.2026`, `27/11/26`, `27.11`, `2026-11-27`, `27 lis 2026`,
    /// `wczoraj`, each with `14:30`, `14.30`, `1430` or `2:30 pm` behind it where a moment is asked for.
    pub fn read(self, text: &str, now: &str) -> Option<String> {
        let text = text.trim().to_lowercase();
        let today = civil::parse_date(now.split('T').next()?)?;
        match self {
            Self::Date => read_date(&text, today).map(civil::format_date),
            Self::Time => read_time(&text),
            Self::Moment => {
                if text == "teraz" || text == "now" {
                    return Some(now.to_owned());
                }
                if let Some(time) = text.contains(':').then(|| read_time(&text)).flatten() {
                    return Some(format!("{}T{time}", civil::format_date(today)));
                }
                // `27.11 1430` is no year.
                let recent = civil::days_from_civil(1900, 1, 1);
                if let Some(day) = read_date(&text, today).filter(|day| *day >= recent) {
                    return Some(format!("{}T00:00", civil::format_date(day)));
                }
                // The time is what stands behind one of the gaps.
                let gaps =
                    text.char_indices().filter(|(_, sign)| sign.is_whitespace() || matches!(sign, 't' | ','));
                let read = |(at, sign): (usize, char)| {
                    let day = read_date(text[..at].trim_end_matches([',', ' ']), today)?;
                    let time = read_time(text[at + sign.len_utf8()..].trim_start())?;
                    Some(format!("{}T{time}", civil::format_date(day)))
                };
                gaps.filter_map(read).next_back()
            }
        }
    }

    /// A value as it is read and typed, `27.11.2026 14:30`; in English `27/11/2026 14:30`. What is none stays as it is.
    pub fn write(self, value: &str, language: Language) -> String {
        let date = |text: &str| {
            let (year, month, day) = civil::civil_from_days(civil::parse_date(text)?);
            let sign = match language {
                Language::Polish => '.',
                Language::English => '/',
            };
            Some(format!("{day:02}{sign}{month:02}{sign}{year:04}"))
        };
        let written = match self {
            Self::Date => date(value),
            Self::Time => read_time(value),
            Self::Moment => value
                .split_once('T')
                .and_then(|(day, time)| Some(format!("{} {}", date(day)?, read_time(time)?))),
        };
        written.unwrap_or_else(|| value.to_owned())
    }
}

/// Days since 1970.
fn read_date(text: &str, today: i32) -> Option<i32> {
    if let Some((_, days)) = NAMED.iter().find(|(name, _)| *name == text) {
        return Some(today + days);
    }
    let mut parts = text.split(|sign: char| sign.is_whitespace() || matches!(sign, '.' | '/' | '-' | ','));
    let mut part = || parts.by_ref().find(|part| !part.is_empty());
    let (first, second, third) = (part()?, part()?, part());
    if part().is_some() {
        return None;
    }
    if first.len() == 4 {
        return on(number(first)? as i32, month(second)?, number(third?)?);
    }
    let (day, month) = (number(first)?, month(second)?);
    match third {
        Some(year) if year.len() == 4 => on(number(year)? as i32, month, day),
        Some(year) if year.len() == 2 => on(2000 + number(year)? as i32, month, day),
        Some(_) => None,
        None => {
            let (year, ..) = civil::civil_from_days(today);
            let near = (year - 1..=year + 1).filter_map(|year| on(year, month, day));
            near.min_by_key(|days| days.abs_diff(today))
        }
    }
}

/// `14:30`, with seconds where there are any but none.
fn read_time(text: &str) -> Option<String> {
    let (text, shift) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(text), _) => (text, Some(0)),
        (_, Some(text)) => (text, Some(12)),
        _ => (text, None),
    };
    let text = text.trim_end();
    let mut parts = text.split([':', '.']);
    let (mut hours, minutes, seconds) = match (parts.next()?, parts.next(), parts.next(), parts.next()) {
        (both, None, None, None) if matches!(both.len(), 3 | 4) => {
            let (hours, minutes) = both.is_ascii().then(|| both.split_at(both.len() - 2))?;
            (number(hours)?, number(minutes)?, 0)
        }
        (hours, None, None, None) => (number(hours)?, 0, 0),
        (hours, Some(minutes), None, None) if minutes.len() == 2 => (number(hours)?, number(minutes)?, 0),
        (hours, Some(minutes), Some(seconds), None) if minutes.len() == 2 && seconds.len() == 2 => {
            (number(hours)?, number(minutes)?, number(seconds)?)
        }
        _ => return None,
    };
    if let Some(shift) = shift {
        hours = Some(hours).filter(|hours| (1..=12).contains(hours))? % 12 + shift;
    }
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    Some(civil::format_time(hours * 3600 + minutes * 60 + seconds))
}

fn month(text: &str) -> Option<u32> {
    let named = |names: &&[&str]| names.iter().any(|name| text.starts_with(name));
    number(text).or_else(|| MONTHS.iter().position(named).map(|at| at as u32 + 1))
}

fn number(text: &str) -> Option<u32> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

fn on(year: i32, month: u32, day: u32) -> Option<i32> {
    let is_day = (1..=12).contains(&month) && (1..=civil::days_in_month(year, month)).contains(&day);
    (year > 0 && is_day).then(|| civil::days_from_civil(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-27T09:05:10";

    #[test]
    fn dates() {
        let check = |text: &str, value: Option<&str>| {
            assert_eq!(Clock::Date.read(text, NOW).as_deref(), value, "{text}");
        };
        for text in [
            "27.11.2026",
            "27.11.26",
            "27.11",
            "27/11/2026",
            "27-11-2026",
            "2026-11-27",
            " 27 . 11 . 2026 ",
            "27 lis 2026",
            "27 listopada 2026",
            "27 Nov 2026",
            "27. listopada",
            "dziś",
            "Today",
        ] {
            check(text, Some("2026-11-27"));
        }
        check("wczoraj", Some("2026-11-26"));
        check("tomorrow", Some("2026-11-28"));
        check("1 paź", Some("2026-10-01"));
        // The nearest one.
        check("3.1", Some("2027-01-03"));
        check("29.2.2028", Some("2028-02-29"));
        for text in [
            "",
            "2",
            "27",
            "31.11.2026",
            "29.2.2027",
            "11/27/2026",
            "27.13",
            "27.11.2026 10",
            "27.11.202",
            "0.1",
            "lis 27",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn times() {
        let check = |text: &str, value: Option<&str>| {
            assert_eq!(Clock::Time.read(text, NOW).as_deref(), value, "{text}");
        };
        for text in ["14:30", "1430", "14.30", "14:30:00", "2:30 pm", "2:30PM"] {
            check(text, Some("14:30"));
        }
        check("7", Some("07:00"));
        check("730", Some("07:30"));
        check("7 am", Some("07:00"));
        check("12 am", Some("00:00"));
        check("14:30:15", Some("14:30:15"));
        for text in ["", "24:00", "14:60", "14:3", "13 pm", "14:30:", "rano", "ż30"] {
            check(text, None);
        }
    }

    #[test]
    fn moments() {
        let check = |text: &str, value: Option<&str>| {
            assert_eq!(Clock::Moment.read(text, NOW).as_deref(), value, "{text}");
        };
        for text in [
            "27.11.2026 14:30",
            "27.11 14:30",
            "27/11/2026, 14:30",
            "27.11.2026 1430",
            "2026-11-27T14:30",
            "27 lis 2026, 14:30",
            "dziś 14:30",
            "14:30",
            "27 Oct 2026 2:30 pm",
            "27.11.26 14.30",
        ] {
            let day = if text.contains("Oct") { "2026-10-27" } else { "2026-11-27" };
            check(text, Some(&format!("{day}T14:30")));
        }
        check("wczoraj 9", Some("2026-11-26T09:00"));
        check("27.11.2026", Some("2026-11-27T00:00"));
        check("teraz", Some(NOW));
        for text in ["", "27.11.2026 25:00", "27.11.2026 14:30 15", "potem", "31.11.2026 10:00"] {
            check(text, None);
        }
    }

    #[test]
    fn written() {
        let check = |clock: Clock, value: &str, pl: &str, en: &str| {
            assert_eq!(clock.write(value, Language::Polish), pl);
            assert_eq!(clock.write(value, Language::English), en);
            let again = clock.read(pl, NOW).zip(clock.read(en, NOW));
            assert_eq!(again, Some((value.to_owned(), value.to_owned())));
        };
        check(Clock::Date, "2026-01-05", "05.01.2026", "05/01/2026");
        check(Clock::Time, "09:05", "09:05", "09:05");
        check(Clock::Moment, "2026-01-05T09:05", "05.01.2026 09:05", "05/01/2026 09:05");
        check(Clock::Moment, "2026-01-05T09:05:30", "05.01.2026 09:05:30", "05/01/2026 09:05:30");
        assert_eq!(Clock::Moment.write("2026-01-05T09:05:00", Language::Polish), "05.01.2026 09:05");
        assert_eq!(Clock::Date.write("kiedyś", Language::Polish), "kiedyś");
    }
}

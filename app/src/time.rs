//! Dates and times of the firm's time zone, worked out by the browser's `Intl`.

use forms::civil;
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use leptos::prelude::*;
use records::Timestamp;
use wasm_bindgen::JsValue;

use crate::{access::Session, i18n::Language, rest};

/// How a moment is written for people.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// `23 lis 2026, 10:00`
    Short,
    /// With the seconds, for logs.
    Exact,
    /// `poniedziałek, 23 listopada 2026`
    Day,
    /// `23 lis 2026`
    Date,
}

/// A moment as people read it: `23 lis 2026, 10:00`.
pub(crate) fn written(at: Timestamp, language: Language, zone: &str) -> String {
    format(at, locale(language), zone, Style::Short)
}

/// With seconds.
pub(crate) fn written_exactly(at: Timestamp, language: Language, zone: &str) -> String {
    format(at, locale(language), zone, Style::Exact)
}

/// The day alone, in words.
pub(crate) fn written_day(at: Timestamp, language: Language, zone: &str) -> String {
    format(at, locale(language), zone, Style::Day)
}

/// A date of the calendar, `2026-11-23`, as people read it; what is none stays as it is.
pub(crate) fn written_date(text: &str, language: Language) -> String {
    let at = |days: i32| Timestamp(i64::from(days) * 86_400_000_000);
    civil::parse_date(text)
        .map_or_else(|| text.to_owned(), |days| format(at(days), locale(language), "UTC", Style::Date))
}

/// English dates are written as in Britain: the day first, twenty-four hours.
fn locale(language: Language) -> &'static str {
    match language {
        Language::Polish => "pl-PL",
        Language::English => "en-GB",
    }
}

/// Now.
pub(crate) fn now() -> Timestamp {
    Timestamp(Date::now() as i64 * 1000)
}

/// The moment of a clock on the firm's wall; of an hour that comes twice, the second one.
pub(crate) fn from_wall(text: &str, zone: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once('T')?;
    let wall = i64::from(civil::parse_date(date)?) * 86_400 + i64::from(civil::parse_time(time)?);
    let offset = |utc: i64| wall_seconds(Timestamp(utc * 1_000_000), zone) - utc;
    let guess = wall - offset(wall);
    Some(Timestamp((wall - offset(guess)) * 1_000_000))
}

/// The firm's day so many days ago: `2026-11-23`.
pub(crate) fn day(zone: &str, ago: i32) -> String {
    civil::format_date(wall_seconds(now(), zone).div_euclid(86_400) as i32 - ago)
}

/// A moment as the clock on the firm's wall shows it, for an input: `2026-11-23T10:00:30`.
pub(crate) fn to_wall(at: Timestamp, zone: &str) -> String {
    format(at, "sv-SE", zone, Style::Exact).replacen(' ', "T", 1)
}

/// What forms may know of the time, by the server's clock: now with the firm's offset, and today.
pub(crate) fn now_and_today(zone: &str) -> (String, String) {
    let now = local(rest::server_now(), zone);
    (civil::format_date_time(now), civil::format_date(now.local_days()))
}

/// RFC 3339 with the firm's offset at that moment; whole seconds.
pub(crate) fn with_offset(at: Timestamp, zone: &str) -> String {
    civil::format_date_time(local(at, zone))
}

fn local(at: Timestamp, zone: &str) -> civil::DateTime {
    let utc = at.0.div_euclid(1_000_000);
    let wall = wall_seconds(at, zone);
    civil::DateTime { micros: utc * 1_000_000, offset_minutes: ((wall - utc) / 60) as i32 }
}

/// Seconds since 1970 as the clock on the wall counts them. Swedish writes dates as ISO 8601 does.
fn wall_seconds(at: Timestamp, zone: &str) -> i64 {
    let text = format(at, "sv-SE", zone, Style::Exact);
    let read = |(date, time): (&str, &str)| {
        Some(i64::from(civil::parse_date(date)?) * 86_400 + i64::from(civil::parse_time(time)?))
    };
    text.split_once(' ').and_then(read).unwrap_or(at.0.div_euclid(1_000_000))
}

fn format(at: Timestamp, locale: &str, zone: &str, style: Style) -> String {
    let options = Object::new();
    let set = |name: &str, value: &str| {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    };
    set("timeZone", zone);
    let iso = locale == "sv-SE";
    match style {
        Style::Day => set("dateStyle", "full"),
        Style::Date => set("dateStyle", "medium"),
        _ => {
            set("dateStyle", if iso { "short" } else { "medium" });
            set("timeStyle", if style == Style::Exact { "medium" } else { "short" });
        }
    }
    let write = formatter(locale, zone, style, &options);
    let date = Date::new(&JsValue::from_f64(at.0 as f64 / 1000.0));
    let text = write.call1(&JsValue::UNDEFINED, &date);
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

type Formatter = (String, String, Style, Function);

/// Formatters are costly to make, so each is made once.
fn formatter(locale: &str, zone: &str, style: Style, options: &Object) -> Function {
    thread_local!(static MADE: std::cell::RefCell<Vec<Formatter>> = const { std::cell::RefCell::new(Vec::new()) });
    MADE.with_borrow_mut(|made| {
        let found = made.iter().find(|(l, z, s, _)| l == locale && z == zone && *s == style);
        if let Some((.., write)) = found {
            return write.clone();
        }
        let write = DateTimeFormat::new(&Array::of1(&locale.into()), options).format();
        made.push((locale.to_owned(), zone.to_owned(), style, write.clone()));
        write
    })
}

/// A moment, in the reader's language and the firm's time zone.
#[component]
pub(crate) fn When(at: Timestamp, #[prop(optional)] exactly: bool) -> impl IntoView {
    let (i18n, session) = (crate::i18n::I18n::get(), Session::get());
    let write = if exactly { written_exactly } else { written };
    let text = move || write(at, i18n.language(), &session.time_zone());
    view! { <time datetime=at.to_rfc3339()>{text}</time> }
}

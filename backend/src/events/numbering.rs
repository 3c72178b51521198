//! Numbers of events: a pattern, and a counter for each type and period (A6).

use crate::db::Script;
use forms::Label;
use jiff::civil::Date;
use records::{
    Problem, Uuid,
    event_types::{Numbering, Reset},
};

/// One piece of a pattern.
enum Token {
    Text(String),
    /// The counter, with leading zeros to that many digits.
    Sequence(usize),
    Year,
    ShortYear,
    Month,
    TypeKey,
}

impl Token {
    /// How many digits it always has.
    fn digits(&self) -> Option<usize> {
        match self {
            Self::Year => Some(4),
            Self::ShortYear | Self::Month => Some(2),
            _ => None,
        }
    }
}

/// What stands around the counter in the numbers of one type and day.
pub(crate) struct Frame {
    pub(crate) before: String,
    /// The counter has leading zeros to that many digits.
    pub(crate) digits: usize,
    pub(crate) after: String,
}

/// The frame of a number.
pub(crate) fn frame(numbering: &Numbering, type_key: &str, date: Date) -> Frame {
    let mut frame = Frame { before: String::new(), digits: 1, after: String::new() };
    let mut text = &mut frame.before;
    for token in parse(&numbering.pattern).unwrap_or_default() {
        match token {
            Token::Text(part) => text.push_str(&part),
            Token::Sequence(digits) => {
                frame.digits = digits;
                text = &mut frame.after;
            }
            Token::Year => text.push_str(&format!("{:04}", date.year())),
            Token::ShortYear => text.push_str(&format!("{:02}", date.year() % 100)),
            Token::Month => text.push_str(&format!("{:02}", date.month())),
            Token::TypeKey => text.push_str(type_key),
        }
    }
    frame
}

/// Takes the next value of a counter; its row is locked until the commit. On PostgreSQL the rest of the script reads it
/// as `taken` of `counter`, on SQLite in the row itself.
pub(crate) fn add_to(script: &mut Script, type_id: Uuid, numbering: &Numbering, date: Date, sqlite: bool) {
    const TAKE: &str = "INSERT INTO counters (type_id, period, next) VALUES ($1, $2, $3 + 1) ON CONFLICT (type_id, period) \
        DO UPDATE SET next = CASE WHEN counters.next < $3 THEN $3 ELSE counters.next END + 1";
    let start = i64::from(numbering.start.unwrap_or(1));
    let returning = if sqlite { "" } else { " RETURNING next - 1 AS taken" };
    script.add_named(
        "counter",
        format!("{TAKE}{returning}"),
        [type_id.into(), period(numbering.reset, date).into(), start.into()],
    );
}

/// A number with that value of the counter.
pub(crate) fn written(numbering: &Numbering, type_key: &str, date: Date, sequence: i64) -> String {
    let Frame { before, digits, after } = frame(numbering, type_key, date);
    format!("{before}{sequence:0digits$}{after}")
}

/// `2026-11`, `2026` or nothing.
pub(crate) fn period(reset: Reset, date: Date) -> String {
    match reset {
        Reset::Monthly => format!("{:04}-{:02}", date.year(), date.month()),
        Reset::Yearly => format!("{:04}", date.year()),
        Reset::Never => String::new(),
    }
}

/// Reads a number back: the period of its counter, and the counter. `None` where the pattern did not make it.
pub(crate) fn read(numbering: &Numbering, type_key: &str, number: &str) -> Option<(String, i64)> {
    let (mut year, mut month, mut sequence) = (None, None, None);
    let mut rest = number;
    let tokens = parse(&numbering.pattern)?;
    for (index, token) in tokens.iter().enumerate() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (part, taken) = match token {
            Token::Text(text) => (None, rest.starts_with(text.as_str()).then_some(text.len())?),
            Token::TypeKey => (None, rest.starts_with(type_key).then_some(type_key.len())?),
            Token::Year => (Some(&mut year), 4),
            Token::ShortYear | Token::Month => {
                (Some(if matches!(token, Token::Month) { &mut month } else { &mut year }), 2)
            }
            Token::Sequence(_) => {
                // Digits of a year or month may follow at once.
                let after: usize = tokens[index + 1..].iter().map_while(Token::digits).sum();
                (Some(&mut sequence), digits.checked_sub(after)?)
            }
        };
        if let Some(part) = part {
            *part = Some(rest.get(..taken)?.parse::<i64>().ok()?);
        }
        rest = rest.get(taken..)?;
    }
    let year = year.map(|year| if year < 100 { year + 2000 } else { year });
    let period = match numbering.reset {
        Reset::Monthly => format!("{:04}-{:02}", year?, month?),
        Reset::Yearly => format!("{:04}", year?),
        Reset::Never => String::new(),
    };
    rest.is_empty().then_some((period, sequence?))
}

/// What is wrong with a numbering: `{seq}` must stand in it exactly once, and the reset period must appear.
pub(crate) fn check(numbering: &Numbering, problems: &mut Vec<Problem>) {
    const AT: &str = "numbering.pattern";
    let broken = |en: &str, pl: &str| {
        let mut message = Label::new("en", en);
        message.0.insert("pl".into(), pl.into());
        Problem::new(AT, "rule").with("message", message.to_json())
    };
    let sound = !numbering.pattern.contains(char::is_control);
    let Some(tokens) = parse(&numbering.pattern).filter(|_| sound) else {
        problems.push(Problem::new(AT, "format"));
        return;
    };
    let has = |wanted: fn(&Token) -> bool| tokens.iter().any(wanted);
    let sequences = tokens.iter().filter(|token| matches!(token, Token::Sequence(_))).count();
    let year = has(|token| matches!(token, Token::Year | Token::ShortYear));
    let month = has(|token| matches!(token, Token::Month));
    if numbering.pattern.chars().count() > 100 {
        problems.push(Problem::new(AT, "max_length"));
    }
    if sequences != 1 {
        problems.push(broken(
            "The pattern must hold {seq} exactly once.",
            "We wzorze musi być dokładnie jedno {seq}.",
        ));
    }
    match numbering.reset {
        Reset::Monthly if !(year && month) => {
            problems.push(broken(
                "A monthly counter needs {MM} and {YYYY} or {YY} in the pattern.",
                "Licznik miesięczny wymaga we wzorze {MM} oraz {YYYY} albo {YY}.",
            ));
        }
        Reset::Yearly if !year => {
            problems.push(broken(
                "A yearly counter needs {YYYY} or {YY} in the pattern.",
                "Licznik roczny wymaga we wzorze {YYYY} albo {YY}.",
            ));
        }
        _ => {}
    }
    if numbering.start.is_some_and(|start| start == 0) {
        problems.push(Problem::new("numbering.start", "min"));
    }
}

/// The pieces of a pattern; `None` where a token is unknown or a brace stands alone.
fn parse(pattern: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let Some(open) = rest.find(['{', '}']) {
        if open > 0 {
            tokens.push(Token::Text(rest[..open].to_owned()));
        }
        let inside = rest[open..].strip_prefix('{')?;
        let close = inside.find('}')?;
        tokens.push(match &inside[..close] {
            "seq" => Token::Sequence(1),
            "YYYY" => Token::Year,
            "YY" => Token::ShortYear,
            "MM" => Token::Month,
            "type" => Token::TypeKey,
            other => {
                let digits = other.strip_prefix("seq:")?.parse().ok()?;
                if !(1..=12).contains(&digits) {
                    return None;
                }
                Token::Sequence(digits)
            }
        });
        rest = &inside[close + 1..];
    }
    if !rest.is_empty() {
        tokens.push(Token::Text(rest.to_owned()));
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn numbering(pattern: &str, reset: Reset) -> Numbering {
        Numbering { pattern: pattern.into(), reset, date: Default::default(), start: None }
    }

    #[test]
    fn renders() {
        let check = |pattern: &str, expected: &str| {
            let numbering = numbering(pattern, Reset::Never);
            assert_eq!(written(&numbering, "visit", date(2026, 3, 9), 7), expected);
        };
        check("VIS/{seq:4}/{MM}/{YYYY}", "VIS/0007/03/2026");
        check("{type}-{YY}{seq}", "visit-267");
    }

    #[test]
    fn reads_back() {
        let check = |pattern: &str, reset, number: &str, expected: Option<(&str, i64)>| {
            let read = read(&numbering(pattern, reset), "visit", number);
            assert_eq!(read, expected.map(|(period, sequence)| (period.to_owned(), sequence)), "{number}");
        };
        check("VIS/{seq:4}/{MM}/{YYYY}", Reset::Monthly, "VIS/0007/03/2026", Some(("2026-03", 7)));
        check("VIS/{seq:4}/{MM}/{YYYY}", Reset::Yearly, "VIS/12345/03/2026", Some(("2026", 12345)));
        check("{type}-{YY}{seq}", Reset::Never, "visit-267", Some(("", 7)));
        check("{seq}{YY}", Reset::Yearly, "1226", Some(("2026", 12)));
        check("VIS/{seq}", Reset::Never, "FV/7", None);
        check("VIS/{seq}", Reset::Never, "VIS/7/2", None);
        check("VIS/{seq}", Reset::Never, "VIS/", None);
    }

    #[test]
    fn checks() {
        let codes = |pattern: &str, reset| {
            let mut problems = Vec::new();
            check(&numbering(pattern, reset), &mut problems);
            problems.iter().map(|problem| problem.code.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(codes("{seq}/{MM}/{YY}", Reset::Monthly), [""; 0]);
        assert_eq!(codes("{seq}/{MM}", Reset::Monthly), ["rule"]);
        assert_eq!(codes("{seq}", Reset::Yearly), ["rule"]);
        assert_eq!(codes("{seq}{seq:3}", Reset::Never), ["rule"]);
        assert_eq!(codes("X{YYYY}", Reset::Never), ["rule"]);
        assert_eq!(codes("{seq}{day}", Reset::Never), ["format"]);
        assert_eq!(codes("{seq}}", Reset::Never), ["format"]);
        assert_eq!(codes("{seq}\0", Reset::Never), ["format"]);
    }
}

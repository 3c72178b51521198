//! Every field type: what is taken, what is refused and how, what is kept.

use crate::{check, fields};

/// One field called `v` against (value, problem codes at `v`, kept value or nothing).
fn one(attributes: &str, cases: &[(&str, &str, &str)]) {
    let schema = fields(&[&format!(r#""key": "v", {attributes}"#)]);
    for (value, codes, kept) in cases {
        let problems: Vec<String> = codes.split_whitespace().map(|code| format!("v:{code}")).collect();
        let kept = if kept.is_empty() { "{}".to_owned() } else { format!(r#"{{"v": {kept}}}"#) };
        check(&schema, &format!(r#"{{"v": {value}}}"#), &problems.join(" "), &kept);
    }
}

#[test]
fn emptiness_and_trimming() {
    for kind in ["text", "integer", "decimal", "boolean", "date", "location", "user", "file", "email"] {
        let empty = ["null", "\"\"", "\" \\t\\u00a0\\u3000\"", "[]"];
        let plain: Vec<_> = empty.iter().map(|value| (*value, "", "")).collect();
        one(&format!(r#""type": "{kind}""#), &plain);
        let needed: Vec<_> = empty.iter().map(|value| (*value, "required", "")).collect();
        one(&format!(r#""type": "{kind}", "required": true"#), &needed);
    }
    one(
        r#""type": "text""#,
        &[(r#"" a b\n""#, "", r#""a b""#), (r#""a\u0000b""#, "type", ""), ("5", "type", "")],
    );
    one(r#""type": "boolean", "required": true"#, &[("false", "", "false")]);
}

#[test]
fn text() {
    one(
        r#""type": "text", "min_length": 2, "max_length": 3, "pattern": "[a-zżół]+""#,
        &[
            (r#""ab""#, "", r#""ab""#),
            (r#""żół""#, "", r#""żół""#),
            (r#""a""#, "min_length", r#""a""#),
            (r#""1""#, "min_length pattern", r#""1""#),
            (r#""abc1""#, "max_length pattern", r#""abc1""#),
        ],
    );
    one(
        r#""type": "text", "pattern": "a|ab""#,
        &[(r#""ab""#, "", r#""ab""#), (r#""abc""#, "pattern", r#""abc""#)],
    );
    one(r#""type": "text", "pattern": "(?x) a+ # letters""#, &[(r#""aa""#, "", r#""aa""#)]);
    one(r#""type": "text", "pattern": "\\d+""#, &[(r#""١""#, "pattern", r#""١""#)]);
}

#[test]
fn text_limits() {
    let long = |count: usize| format!("\"{}\"", "a".repeat(count));
    let (most, more) = (long(65_536), long(65_537));
    one(r#""type": "long_text""#, &[(&most, "", &most), (&more, "limit", "")]);
    let wide = format!("\"{}\"", "ż".repeat(32_769));
    one(r#""type": "long_text", "max_length": 5"#, &[(&wide, "limit", "")]);
    let (most, more) = (format!("\" {} \"", "ż".repeat(4096)), long(4097));
    let kept = format!("\"{}\"", "ż".repeat(4096));
    one(r#""type": "text", "pattern": ".*""#, &[(&most, "", &kept), (&more, "limit", "")]);
}

#[test]
fn formats() {
    one(
        r#""type": "email""#,
        &[
            (r#""a.b+c@x-y.example.pl""#, "", r#""a.b+c@x-y.example.pl""#),
            (r#""a@b""#, "format", r#""a@b""#),
            (r#""a@b-.pl""#, "format", r#""a@b-.pl""#),
            (r#""a b@c.pl""#, "format", r#""a b@c.pl""#),
            (r#""@c.pl""#, "format", r#""@c.pl""#),
        ],
    );
    one(
        r#""type": "phone""#,
        &[
            (r#""+48 601-602.603""#, "", r#""+48 601-602.603""#),
            (r#""12345""#, "", r#""12345""#),
            (r#""1234""#, "format", r#""1234""#),
            (r#""48(22)1234567""#, "", r#""48(22)1234567""#),
            (r#""12  345""#, "format", r#""12  345""#),
            (r#""1234567890123456""#, "format", r#""1234567890123456""#),
            (r#""12345-""#, "format", r#""12345-""#),
        ],
    );
    one(
        r#""type": "url""#,
        &[
            (r#""https://example.com/a?b#c""#, "", r#""https://example.com/a?b#c""#),
            (r#""http://localhost:8080""#, "", r#""http://localhost:8080""#),
            (r#""ftp://example.com""#, "format", r#""ftp://example.com""#),
            (r#""https://""#, "format", r#""https://""#),
            (r#""https://a b""#, "format", r#""https://a b""#),
        ],
    );
    one(
        r#""type": "nip""#,
        &[
            (r#""526-025-02-74""#, "", r#""526-025-02-74""#),
            (r#""PL5260250274""#, "", r#""PL5260250274""#),
            (r#""5260250275""#, "format", r#""5260250275""#),
            (r#""526025027""#, "format", r#""526025027""#),
        ],
    );
}

#[test]
fn numbers() {
    one(
        r#""type": "integer", "min": -2, "max": 10"#,
        &[
            ("10", "", "10"),
            ("-3", "min", "-3"),
            ("11", "max", "11"),
            ("1.0", "type", ""),
            ("1e1", "type", ""),
            ("\"1\"", "type", ""),
            ("79228162514264337593543950336", "type", ""),
            ("79228162514264337593543950335", "max", "79228162514264337593543950335"),
        ],
    );
    one(
        r#""type": "decimal", "min": "0.5", "max": "20", "scale": 1"#,
        &[
            ("\"12.5\"", "", "\"12.5\""),
            ("12.5", "", "\"12.5\""),
            ("\" 12.50 \"", "scale", "\"12.50\""),
            ("\"0.25\"", "min scale", "\"0.25\""),
            ("20.00", "scale", "\"20.00\""),
            ("\"21\"", "max", "\"21\""),
            ("\"007\"", "", "\"007\""),
            ("1e1", "type", ""),
            ("\"1.\"", "type", ""),
            ("\".5\"", "type", ""),
            ("\"+5\"", "type", ""),
            ("\"1,5\"", "type", ""),
        ],
    );
    one(
        r#""type": "decimal""#,
        &[
            ("\"0.0000000000000000000000000001\"", "", "\"0.0000000000000000000000000001\""),
            ("\"0.00000000000000000000000000001\"", "type", ""),
            ("\"79228162514264337593543950335\"", "", "\"79228162514264337593543950335\""),
            ("\"79228162514264337593543950335.0\"", "type", ""),
        ],
    );
    one(r#""type": "money""#, &[("\"1.239\"", "scale", "\"1.239\""), ("5", "", "\"5\"")]);
    one(r#""type": "money", "scale": 3, "currency": "PLN""#, &[("\"1.239\"", "", "\"1.239\"")]);
    one(r#""type": "duration", "max": 60"#, &[("90", "max", "90"), ("\"5\"", "type", "")]);
    one(r#""type": "rating""#, &[("0", "min", "0"), ("5", "", "5"), ("6", "max", "6"), ("1.5", "type", "")]);
    one(r#""type": "rating", "max": 10"#, &[("6", "", "6")]);
    one(r#""type": "boolean""#, &[("true", "", "true"), ("1", "type", ""), ("\"true\"", "type", "")]);
}

#[test]
fn dates_and_times() {
    one(
        r#""type": "date", "min": "2026-01-31", "max": "2026-12-31""#,
        &[
            (r#""2026-11-23""#, "", r#""2026-11-23""#),
            (r#""2026-01-30""#, "min", r#""2026-01-30""#),
            (r#""2027-01-01""#, "max", r#""2027-01-01""#),
            (r#""2026-02-29""#, "type", ""),
            (r#""2026-2-9""#, "type", ""),
            ("20261123", "type", ""),
        ],
    );
    one(
        r#""type": "time", "min": "08:00""#,
        &[
            (r#""14:05""#, "", r#""14:05""#),
            (r#""14:05:30""#, "", r#""14:05:30""#),
            (r#""07:59:59""#, "min", r#""07:59:59""#),
            (r#""24:00""#, "type", ""),
            (r#""9:00""#, "type", ""),
        ],
    );
    one(
        r#""type": "date_time", "max": "2026-11-20T10:00:00+01:00""#,
        &[
            (r#""2026-11-20T09:00:00Z""#, "", r#""2026-11-20T09:00:00Z""#),
            (r#""2026-11-20T09:00:00.000001Z""#, "max", r#""2026-11-20T09:00:00.000001Z""#),
            (r#""2026-11-20T09:00:00.0000009Z""#, "", r#""2026-11-20T09:00:00.0000009Z""#),
            (r#""2026-11-20T09:00:00""#, "type", ""),
            (r#""2026-11-20""#, "type", ""),
        ],
    );
}

#[test]
fn places_and_references() {
    one(
        r#""type": "location""#,
        &[
            (r#"{"lon": 1.8e2, "lat": -90.0}"#, "", r#"{"lat": -90.0, "lon": 1.8e2}"#),
            (r#"{"lat": 1, "lon": 2, "accuracy": 5.5}"#, "", r#"{"lat": 1, "lon": 2, "accuracy": 5.5}"#),
            (r#"{"lat": 90.0000000000000000001, "lon": 2}"#, "type", ""),
            (
                r#"{"lat": 1e-999999999999999999999, "lon": 2}"#,
                "",
                r#"{"lat": 1e-999999999999999999999, "lon": 2}"#,
            ),
            (r#"{"lat": 1e999999999999999999999, "lon": 2}"#, "type", ""),
            (r#"{"lat": 1}"#, "type", ""),
            (r#"{"lat": "1", "lon": 2}"#, "type", ""),
            (r#"{"lat": 1, "lon": 2, "x": 1}"#, "type", ""),
            ("{}", "type", ""),
        ],
    );
    for kind in ["user", "company", "contact", "deal", "order", "product", "barcode"] {
        one(&format!(r#""type": "{kind}""#), &[(r#"" 17 ""#, "", r#""17""#), ("17", "type", "")]);
    }
}

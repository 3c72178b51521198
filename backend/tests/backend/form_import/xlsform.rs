//! XLSForm rows and what becomes of them.

use super::{
    attribute, left_out, read, rules,
    workbooks::{survey, workbook},
};

#[test]
fn questions_become_fields() {
    let check = |kind: &str, appearance: &str, parameters: &str, expected: &str| {
        let import = read(
            "a.xlsx",
            &workbook(&[
                (
                    "survey",
                    &[
                        &["type", "name", "label", "appearance", "parameters"],
                        &[kind, "x", "X", appearance, parameters],
                    ],
                ),
                ("choices", &[&["list name", "name", "label"], &["l", "a", "A"], &["l", "b", "B"]]),
            ]),
        );
        let mut found = vec![attribute(&import, "x", "type")];
        for name in ["min", "max"] {
            let value = attribute(&import, "x", name);
            if !value.is_empty() {
                found.push(format!("{name} {value}"));
            }
        }
        found.extend(rules(&import));
        assert_eq!(found.join(", "), expected, "{kind}: {:?}", left_out(&import));
    };
    check("text", "", "", "text");
    check("text", "multiline", "", "long_text");
    check("text", "url", "", "url");
    check("phone number", "", "", "phone");
    check("integer", "", "", "integer");
    check("decimal", "", "", "decimal");
    check("date", "", "", "date");
    check("time", "", "", "time");
    check("dateTime", "", "", "date_time");
    check("select_one l", "", "", "choice");
    check("select one from l", "", "", "choice");
    check("select_multiple l", "", "", "choices");
    check("select all that apply from l", "", "", "choices");
    check("select_one missing", "", "", "text");
    check("select_one_from_file l.csv", "", "", "text");
    check("geopoint", "", "", "location");
    check("barcode", "", "", "barcode");
    check("image", "", "", "photo");
    check("image", "signature", "", "signature");
    check("audio", "", "", "file");
    check("file", "", "", "file");
    check("acknowledge", "", "", "boolean");
    check("trigger", "", "", "boolean");
    check("range", "", "", "integer, min 1, max 10");
    check("range", "", "start=0;end=10;step=5", "integer, min 0, max 10, x == null || (x - 0) % 5 == 0");
    check(
        "range",
        "",
        "start=1.5 end=5.5 step=0.5",
        "decimal, min 1.5, max 5.5, x == null || (x - 1.5) % 0.5 == 0",
    );
    check("range", "rating", "end=7", "rating, max 7");
}

#[test]
fn groups_repeats_and_their_conditions() {
    let import = read(
        "a.xlsx",
        &workbook(&[(
            "survey",
            &[
                &[
                    "type",
                    "name",
                    "label::English (en)",
                    "label::Polski",
                    "relevant",
                    "required",
                    "repeat_count",
                ],
                &["integer", "n", "How many", "Ile"],
                &["begin group", "g", "Group", "Grupa", "${n} > 1"],
                &["acknowledge", "ok", "Sure?", "Na pewno?", "", "yes"],
                &["begin repeat", "people", "People", "Osoby", "", "", "${n}"],
                &["text", "who", "Who", "Kto", "", "${n} > 2"],
                &["acknowledge", "agreed", "Agreed", "Zgoda", "${who} = 'a'", "true()"],
                &["begin repeat", "pets", "Pets", "Zwierzęta"],
                &["text", "pet", "Pet", "Zwierzę", "${who} != ''"],
                &["end repeat"],
                &["end repeat"],
                &["end group"],
                &["begin_repeat", "fixed", "Fixed", "Stałe", "", "", "2"],
                &["note", "", "Say ${n}", "Mów"],
                &["end_repeat"],
            ],
        )]),
    );
    assert_eq!(attribute(&import, "n", "label"), r#"{"en":"How many","pl":"Ile"}"#);
    assert_eq!(attribute(&import, "who", "required_if"), "n > 2");
    assert_eq!(attribute(&import, "pet", "visible_if"), "who != null");
    assert_eq!(
        (attribute(&import, "fixed", "min_items"), attribute(&import, "fixed", "max_items")),
        ("2".into(), "2".into())
    );
    let expected = [
        "!coalesce(n > 1, false) || ok",
        "!coalesce(n > 1, false) || size(people) == n",
        "people.all(row, row.who != 'a' || row.agreed)",
    ];
    assert_eq!(rules(&import), expected);
    let expected = [
        "survey!8: the rows of the repeat pets",
        "survey!C14: values of other fields inside the words of note",
    ];
    assert_eq!(left_out(&import), expected);
    assert!(
        import.imported.form.to_string().contains(r#""text":{"en":"Say …","pl":"Mów"}"#),
        "{}",
        import.imported.form
    );
    assert_eq!((import.share.found, import.share.translated), (6, 6));
}

#[test]
fn calculations_and_defaults() {
    let check = |kind: &str, calculation: &str, name: &str, expected: &str| {
        let import = read("a.xlsx", &survey(&[&[kind, "x", "X", "", calculation]]));
        assert_eq!(attribute(&import, "x", name), expected, "{kind} {calculation}: {:?}", left_out(&import));
    };
    check("calculate", "${n} * 2", "expr", "n * 2");
    check("calculate", "${n} * 2", "result", "integer");
    check("calculate", "${n} * 2.5", "result", "decimal");
    check("calculate", "concat(${t}, 'x')", "result", "text");
    check("calculate", "${day} + 1", "result", "date");
    check("calculate", "${n} > 1", "result", "boolean");
    check("calculate", "once(today())", "default_expr", "today");
    check("calculate", "once(today())", "type", "date");
    check("text", "${t}", "type", "computed");
    check("integer", "once(${n})", "default_expr", "n");
    check("integer", "${t}", "type", "integer");
    check("select_one grades", "'1'", "type", "choice");

    let import = read("a.xlsx", &survey(&[&["calculate", "gone", "Gone", "", "now()"]]));
    assert_eq!(left_out(&import), ["survey!18: me", "survey!E19: the calculation of gone: now()"]);
    assert!(!import.imported.form.to_string().contains("gone"));
}

#[test]
fn choices_are_filtered() {
    let check = |kind: &str, filter: &str, options: usize, expected: &[&str]| {
        let import = read(
            "a.xlsx",
            &workbook(&[
                (
                    "survey",
                    &[
                        &["type", "name", "label", "choice_filter"],
                        &["select_one countries", "country", "Country"],
                        &[kind, "city", "City", filter],
                    ],
                ),
                (
                    "choices",
                    &[
                        &["list_name", "name", "label", "country", "big"],
                        &["countries", "pl", "Poland"],
                        &["countries", "no", "Norway"],
                        &["cities", "krk", "Kraków", "pl", "yes"],
                        &["cities", "waw", "Warszawa", "pl", "yes"],
                        &["cities", "osl", "Oslo", "no", "yes"],
                        &["cities", "mos", "Moss", "no", "no"],
                        &["cities", "mos", "Moss too", "pl", "no"],
                    ],
                ),
            ]),
        );
        assert_eq!(rules(&import), expected, "{filter}: {:?}", left_out(&import));
        let offered = attribute(&import, "city", "options").matches("\"key\"").count();
        assert_eq!(offered, options, "{filter}");
    };
    let by_country = "city == null || country == 'pl' && city in ['krk', 'waw', 'mos'] || country == 'no' && city in ['osl', 'mos']";
    check("select_one cities", "country = ${country}", 4, &[by_country]);
    check("select_one cities", "big = 'yes'", 3, &[]);
    check(
        "select_one cities",
        "big = 'yes' and country = ${country}",
        3,
        &["city == null || country == 'pl' && city in ['krk', 'waw'] || country == 'no' && city == 'osl'"],
    );
    check(
        "select_multiple cities",
        "country = ${country}",
        4,
        &[
            "city.all(option, country == 'pl' && option in ['krk', 'waw', 'mos'] || country == 'no' && option in ['osl', 'mos'])",
        ],
    );
    check(
        "select_one cities or_other",
        "country = ${country}",
        5,
        &[
            "city == null || city == 'other' || country == 'pl' && city in ['krk', 'waw', 'mos'] || country == 'no' && city in ['osl', 'mos']",
        ],
    );
    check("select_one cities", "big = yes", 4, &[]);
    check("select_one cities", "big = 'maybe'", 4, &[]);
}

#[test]
fn others_and_ranks() {
    let import = read(
        "a.xlsx",
        &survey(&[&["select_multiple colors or_other", "x", "X"], &["rank colors", "r", "R"]]),
    );
    assert_eq!(attribute(&import, "x_other", "visible_if"), "'other' in x");
    assert!(
        attribute(&import, "x", "options").contains(r#"{"key":"other","label":{"en":"Other","pl":"Inne"}}"#)
    );
    assert_eq!(attribute(&import, "r_2", "type"), "choice");
    assert_eq!(rules(&import), ["r_2 == null || !(r_2 in [r_1])"]);
}

/// Broken groups, rows without a type, unknown types: all told, nothing lost.
#[test]
fn every_row_is_accounted_for() {
    let import = read(
        "a.xlsx",
        &workbook(&[(
            "survey",
            &[
                &["type", "name", "label", "disabled", "weather"],
                &["end group"],
                &["", "untyped", "Untyped"],
                &["hologram", "h", "H"],
                &["geotrace", "line", "Line"],
                &["text", "off", "Off", "yes"],
                &["start", "s"],
                &["begin group", "open", "Open"],
                &["text", "kept", "Kept", "", "sunny"],
            ],
        )]),
    );
    let expected = [
        "survey!E1: the column weather",
        "survey!2: end group",
        "survey!3: the row untyped",
        "survey!4: h",
        "survey!5: line",
        "survey!6: the row off",
        "survey!7: s",
        "survey: the end of open",
    ];
    assert_eq!(left_out(&import), expected);
    assert_eq!(import.imported.report.imported, 1);
}

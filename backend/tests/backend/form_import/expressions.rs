//! XPath and JavaScript as our expressions: tables of both, and of what they are worth.

use forms::{Context, Form, Json, validate};

use super::{attribute, formio::with_condition, left_out, read, rules, workbooks::survey};

#[test]
fn xpath_conditions() {
    let check = |xpath: &str, expected: &str| {
        let import = read("a.xlsx", &survey(&[&["text", "x", "X", xpath]]));
        assert_eq!(attribute(&import, "x", "visible_if"), expected, "{xpath}: {:?}", left_out(&import));
        assert_eq!((import.share.found, import.share.translated), (1, 1), "{xpath}");
    };
    check("${n} = 1", "n == 1");
    check("5 < ${n}", "n > 5");
    check("${n} >= -2.50", "n >= -2.5");
    check("${n} = ''", "n == null");
    check("${t} != ''", "t != null");
    check("'a' = ${t}", "t == 'a'");
    check("${t} = \"it's\"", r"t == 'it\'s'");
    check("${t} = ‘a’", "t == 'a'");
    check("${n} > 5 and ${m} < 3 or ${t} = 'a'", "n > 5 && m < 3 || t == 'a'");
    check("(${n} > 5 or ${m} < 3) and ${t} = 'a'", "(n > 5 || m < 3) && t == 'a'");
    check("not(${n} > 5)", "!coalesce(n > 5, false)");
    check("not(${t} = 'a')", "t != 'a'");
    check("not(not(${t} = 'a'))", "t == 'a'");
    check("${grade} = 1", "grade == '1'");
    check("${grade} != 2", "grade != '2'");
    check("${grade} >= 2", "grade in ['2', '3']");
    check("${grade} = 7", "false");
    check("${grade} + ${n} > 3", "(grade == '1' ? 1 : grade == '2' ? 2 : grade == '3' ? 3 : null) + n > 3");
    check("selected(${colors}, 'red')", "'red' in colors");
    check("not(selected(${colors}, 'red'))", "!('red' in colors)");
    check("selected(${color}, 'red')", "color == 'red'");
    check("count-selected(${colors}) >= 2", "size(colors) >= 2");
    check("selected-at(${colors}, 0) = 'red'", "(size(colors) > 0 ? colors[0] : null) == 'red'");
    check("${colors} = ''", "colors == []");
    check("${colors} = 'red'", "colors == ['red']");
    check("${ok} = 'OK'", "ok");
    check("${ok} = ''", "!ok");
    check("string-length(${t}) > 3", "size(coalesce(t, '')) > 3");
    check("regex(${t}, '[a-z]+')", r"matches(coalesce(t, ''), '\\A(?:[a-z]+)\\z')");
    check("contains(${t}, 'x')", "contains(coalesce(t, ''), 'x')");
    check("concat(${t}, '-', ${color}) = 'a-red'", "coalesce(t, '') + '-' + coalesce(color, '') == 'a-red'");
    check("${day} >= today()", "day >= today");
    check("${day} = '2026-01-31'", "day == date('2026-01-31')");
    check("${day} > date('2026-01-31')", "day > date('2026-01-31')");
    check("${day} + 7 < ${until}", "addDays(day, 7) < until");
    check("${day} <= now()", "day <= today");
    check("${moment} < now()", "moment < now");
    check("${until} - ${day} > 7", "daysBetween(day, until) > 7");
    check("decimal-date-time(${until}) > 9", "daysBetween(date('1970-01-01'), until) > 9");
    check("number(format-date(${day}, '%Y')) > 2020", "year(day) > 2020");
    check(
        "int((today() - ${day}) div 365.25) >= 18",
        "(daysBetween(day, today) / 365.25 < 0 ? ceil(daysBetween(day, today) / 365.25) : \
         floor(daysBetween(day, today) / 365.25)) >= 18",
    );
    check("${n} mod 2 = 0", "n % 2 == 0");
    check("${n} div 4 > 1", "n / 4 > 1");
    check("${n} div ${m} > 1", "(m == 0 ? null : n / m) > 1");
    check("round(${d}) = 2", "floor(d + 0.5) == 2");
    check("round(${d}, 1) = 2.5", "round(d, 1) == 2.5");
    check("-${n} < 0", "-n < 0");
    check("if(${n} > 1, ${m}, 0) = 0", "(n > 1 ? m : 0) == 0");
    check("if(${n} > 1, 'a', '') = 'a'", "(n > 1 ? 'a' : '') == 'a'");
    check("coalesce(${n}, ${m}) = 2", "coalesce(n, m) == 2");
    check("boolean(${t})", "t != null");
    check("${n}", "n != null && n != 0");
    check("${grade}", "grade != null");
    check("true()", "true");
    check("no", "false");
    check("sum(${age}) > 10", "sum(people.map(row, row.age)) > 10");
    check("max(${age}) > 60", "max(people.map(row, row.age)) > 60");
    check("min(${n}, ${m}) = 1", "min([n, m]) == 1");
    check("count(${people}) > 1", "size(people) > 1");
    check("count-non-empty(${who}) = 2", "count(people.map(row, row.who)) == 2");
    check("indexed-repeat(${age}, ${people}, 1) > 5", "(size(people) >= 1 ? people[0].age : null) > 5");
    check(
        "jr:choice-name(${color}, '${color}') = 'Red'",
        "(color == 'red' ? 'Red' : color == 'blue' ? 'Blue' : null) == 'Red'",
    );
    check(
        "instance('colors')/root/item[name = ${color}]/warm = 'yes'",
        "(color == 'red' ? 'yes' : color == 'blue' ? 'no' : null) == 'yes'",
    );
    check("../n = 1", "n == 1");
    check("/data/group/n = 1", "n == 1");
    check("current()/../n = 1", "n == 1");
    check("${me} = 'Ewa'", "user.name == 'Ewa'");
}

#[test]
fn xpath_that_means_nothing_here() {
    let check = |xpath: &str, why: &str| {
        let import = read("a.xlsx", &survey(&[&["text", "x", "X", xpath]]));
        assert_eq!(attribute(&import, "x", "visible_if"), "", "{xpath}");
        let found = import.imported.report.left_out.iter().find(|one| one.at == "survey!D19");
        let found = found.unwrap_or_else(|| panic!("{xpath}: {:?}", left_out(&import)));
        assert!(found.why.contains(why), "{xpath}: {}", found.why);
        assert_eq!((import.share.found, import.share.translated), (1, 0), "{xpath}");
    };
    check("${missing} = 1", "no field is called `missing`");
    check("position(..) = 1", "rows have no number");
    check("${t} > 5", "make the field a number");
    check("${t} = 5", "make the field a number");
    check("${age} > 3", "stands in a repeat");
    check("pulldata('a', 'b', 'c', 'd') = 1", "pulldata()");
    check("${n} = ", "ends too early");
    check("${n} = 1)", "where nothing was expected");
    check("(${n} = 1", "`)` was expected");
    check("uuid() = 'x'", "random");
    check("yes_or_no = 1", "no field");
    check("${n} = 1 and once(2) = 2", "once()");
    check("concat(${n}, 'x') = '1x'", "counts as a text");
    check("'open", "no end");
    check("# = 1", "means nothing");
    check(&format!("{}1{}", "(".repeat(200), ")".repeat(200)), "inside one another");
    check(&vec!["${n} = 1"; 400].join(" or "), "too long");
    // It is read and said, and then too long for one of our expressions.
    check(&vec!["${n} = 1"; 299].join(" or "), "too long");
    // Fields cannot depend on themselves.
    check("${x} = 'a'", "circle");
}

/// What conditions are worth, with values of all kinds missing and there.
#[test]
fn xpath_means_the_same() {
    let check = |xpath: &str, values: &str, expected: bool| {
        let import = read("a.xlsx", &survey(&[&["text", "x", "X", xpath]]));
        let form = Form::from_json(&import.imported.form).unwrap();
        let mut values = Json::parse(values).unwrap();
        values.set("x", "here");
        let about: Context =
            serde_json::from_str(r#"{"today": "2026-11-25", "now": "2026-11-25T12:00:00+01:00"}"#).unwrap();
        let outcome = validate(&form, &values, &about);
        let codes: Vec<_> = outcome.problems.iter().map(|problem| problem.code.clone()).collect();
        assert!(codes.is_empty(), "{xpath}: {codes:?}");
        assert_eq!(outcome.values.get("x").is_some(), expected, "{xpath} with {values}");
    };
    check("${n} > 5", "{}", false);
    check("${n} > 5", r#"{"n": 6}"#, true);
    check("not(${n} > 5)", "{}", true);
    check("not(${n} > 5)", r#"{"n": 6}"#, false);
    check("not(${n} > 5 and ${m} > 5)", r#"{"n": 6}"#, true);
    check("${n} != 5", "{}", true);
    check("${n} = ''", "{}", true);
    check("${n} = ${m}", "{}", true);
    check("not(${day} > today())", "{}", true);
    check("if(${n} > 5, 'a', 'b') = 'b'", "{}", true);
    check("if(${n} > 5 and ${t} = 'a', ${m}, 2) = 2", "{}", true);
    check("(${n} > 5) = (${m} > 5)", "{}", true);
    check("(${n} > 5) = true()", "{}", false);
    check("(${n} > 5) = false()", "{}", true);
    check("${n} div ${m} > 1", r#"{"n": 4, "m": 0}"#, false);
    check("not(${n} div ${m} > 1)", r#"{"n": 4, "m": 0}"#, true);
    check("int(${d}) = -2", r#"{"d": "-2.9"}"#, true);
    check("round(${d}) = -2", r#"{"d": "-2.5"}"#, true);
    check("round(${d}) = 3", r#"{"d": "2.5"}"#, true);
    check("selected(${color}, 'red')", "{}", false);
    check("not(selected(${color}, 'red'))", "{}", true);
    check("string-length(${t}) = 0", "{}", true);
    check("regex(${t}, 'a|b')", r#"{"t": "ab"}"#, false);
    check("regex(${t}, 'a|b')", r#"{"t": "b"}"#, true);
    check("${grade} < 3", "{}", false);
    check("not(${grade} < 3)", "{}", true);
    check("${grade} - 1 = 1", r#"{"grade": "2"}"#, true);
    check("sum(${age}) = 0", "{}", true);
    check("sum(${age}) = 30", r#"{"people": [{"age": 10}, {"age": 20}]}"#, true);
    check("indexed-repeat(${age}, ${people}, 2) = 20", r#"{"people": [{"age": 10}]}"#, false);
    check("selected-at(${colors}, 1) = 'blue'", r#"{"colors": ["red"]}"#, false);
    check("today() - ${day} = 1", r#"{"day": "2026-11-24"}"#, true);
    check("concat(${t}, 'x') = 'x'", "{}", true);
}

#[test]
fn constraints_become_bounds_or_rules() {
    let check = |kind: &str, constraint: &str, message: &str, expected: &str| {
        let import = read("a.xlsx", &survey(&[&[kind, "x", "X", "", "", constraint, message]]));
        let named = ["min", "max", "min_length", "max_length", "pattern", "min_items", "max_items"];
        let mut found: Vec<String> = Vec::new();
        for name in named {
            let value = attribute(&import, "x", name);
            if !value.is_empty() {
                found.push(format!("{name} {value}"));
            }
        }
        found.extend(rules(&import));
        assert_eq!(found.join("; "), expected, "{kind} {constraint}: {:?}", left_out(&import));
    };
    check("integer", ". > 0", "", "min 1");
    check("integer", ". >= 0 and 120 >= .", "", "min 0; max 120");
    check("integer", ". > 0.5 and . < 2.5", "", "min 1; max 2");
    check("integer", ". > 0", "Positive!", "x == null || x > 0");
    check("decimal", ". >= -1.50", "", "min -1.5");
    check("decimal", ". > 0", "", "x == null || x > 0");
    check("date", ". >= '2020-01-01'", "", "min 2020-01-01");
    check("date", ". <= today()", "", "x == null || x <= today");
    check("text", "regex(., '[0-9]{4}')", "", "pattern [0-9]{4}");
    check("text", "string-length(.) <= 10", "", "max_length 10");
    check("text", "regex(., 'a(?=b)')", "", "");
    check("select_multiple colors", "count-selected(.) <= 1", "", "max_items 1");
    check("select_multiple colors", "count-selected(.) <= 1", "One!", "x == [] || size(x) <= 1");
    check(
        "select_multiple colors",
        "not(selected(., 'red') and selected(., 'blue'))",
        "",
        "x == [] || !('red' in x && 'blue' in x)",
    );
    check("integer", ". < ${n}", "", "x == null || coalesce(x < n, false)");
    check("integer", ". >= 1 and . >= 2", "", "x == null || x >= 1 && x >= 2");
    check("text", ". != ${t}", "", "x == null || x != t");
    check("text", ". = ''", "", "x == null");
}

#[test]
fn javascript_conditions() {
    let check = |program: &str, expected: &str| {
        let import = with_condition(program);
        assert_eq!(
            attribute(&import, "x", "visible_if"),
            expected,
            "{program}: {:?}",
            import.imported.report.left_out
        );
        assert_eq!((import.share.found, import.share.translated), (1, 1), "{program}");
    };
    check("show = data.t === 'a'", "t == 'a'");
    check("show = (data.t == \"a\") || (data.t === \"b\");", "t == 'a' || t == 'b'");
    check("show=\r\n(data.n > 5) && !(data.n >= 10);\n", "n > 5 && !coalesce(n >= 10, false)");
    check("var hide = data.t === 'a'; show = !hide;", "t != 'a'");
    check("if (data.yes) { show = true; } else { show = false; }", "yes");
    check("if (data.n > 1) show = data.yes; else show = false", "coalesce(n > 1, false) && yes");
    check("data.yes", "yes");
    check("show = data.yes ? data.t === 'a' : data.t === 'b'", "yes && t == 'a' || !yes && t == 'b'");
    check("show = data.yes === false", "!yes");
    check(
        "show = data.t !== undefined && data.t !== null && data.t !== ''",
        "t != null && t != null && t != null",
    );
    check("show = !data.t", "t == null");
    check("show = !!data.t // words\n /* more */", "t != null");
    check("show = data.boxes.red === true", "'red' in boxes");
    check("show = data.boxes.red === false", "!('red' in boxes)");
    check("show = data.box.inner === 'a'", "inner == 'a'");
    check("show = data.box && data.box.inner === 'a'", "inner == 'a'");
    check("show = data.box?.inner === 'a'", "inner == 'a'");
    check("show = data['box']['inner'] === 'a'", "inner == 'a'");
    check("show = ['a', 'b'].includes(data.t)", "t in ['a', 'b']");
    check("show = !['a', 'b'].includes(data.t)", "!(t in ['a', 'b'])");
    check("show = ['a', 'b'].indexOf(data.t) !== -1", "t in ['a', 'b']");
    check("show = ['a'].indexOf(data.t) < 0", "!(t in ['a'])");
    check("show = data.t.startsWith('a')", "startsWith(coalesce(t, ''), 'a')");
    check("show = data.land.value === 'PL'", "land == 'PL'");
    check("show = data.c == 1", "c == '1'");
    check("show = data.n == '5'", "n == 5");
    check("show = data.n + 1 > data.n * 2", "n + 1 > n * 2");
    check("show = data.day > '2026-01-01'", "day > date('2026-01-01')");
    check("show = _.some(data.rows, (r) => r.cell === 'a')", "rows.exists(row, row.cell == 'a')");
    check(
        "show = _.some(data.rows, function (r) { return r.cell === 'a'; });",
        "rows.exists(row, row.cell == 'a')",
    );
    check("show = data.rows.every(r => r.cell)", "rows.all(row, row.cell != null)");
    check("show = data.rows.length > 2", "size(rows) > 2");
    check("show = row.t === 'a'", "t == 'a'");
    check("show = false", "false");
    check("show = _.includes(['a'], data.t)", "t in ['a']");
    check("show = _.get(data, 'box.inner') === 'a'", "inner == 'a'");
    check("show = data.gone === 'a' || data.yes", "yes");
}

#[test]
fn javascript_that_means_nothing_here() {
    let check = |program: &str, why: &str| {
        let import = with_condition(program);
        assert_eq!(attribute(&import, "x", "visible_if"), "", "{program}");
        let found = import.imported.report.left_out.iter().find(|one| one.at.ends_with("/customConditional"));
        assert!(found.is_some_and(|found| found.why.contains(why)), "{program}: {found:?}");
        assert_eq!((import.share.found, import.share.translated), (1, 0), "{program}");
    };
    check("show = instance.isDigital()", "`instance.isDigital()`");
    check("show = moment(data.day).isAfter('2020')", "`isAfter()`");
    check("show = data.t === `a`", "template");
    check("show = /a/.test(data.t)", "`/`");
    check("show = new Date() > data.day", "`new`");
    check("for (;;) { show = true }", "");
    check("alert('x')", "`alert()`");
    check("show = data.n === 'a'", "never the same");
    check("show = data.t > 5", "ordered");
    check("show = (data.t", "missing");
    check("show = 'open", "without an end");
    check("show = data.boxes", "true even when it is empty");
    check("show = data.rows.map(r => r.cell).includes('a')", "");
    check("show = _.some(data.rows, r => _.some(data.rows, s => s.cell === r.cell))", "inside one another");
    check(&format!("show = {}1", "(".repeat(500)), "depth");
    // Variables that double each time: as an expression it would never end.
    let doubling: String = (0..60).map(|at| format!("var a{} = a{at} + a{at}; ", at + 1)).collect();
    check(&format!("var a0 = data.n; {doubling} show = a60 > 1"), "length");
}

#[test]
fn json_logic_conditions() {
    let check = |logic: &str, expected: &str| {
        let import = super::formio::with_logic(logic);
        assert_eq!(
            attribute(&import, "x", "visible_if"),
            expected,
            "{logic}: {:?}",
            import.imported.report.left_out
        );
    };
    check(r#"{"==": [{"var": "data.t"}, "a"]}"#, "t == 'a'");
    check(r#"{"and": [{">": [{"var": "n"}, 5]}, {"!": {"var": "row.yes"}}]}"#, "n > 5 && !yes");
    check(r#"{"<": [1, {"var": "n"}, 5]}"#, "1 < n && n < 5");
    check(r#"{"in": [{"var": "t"}, ["a", "b"]]}"#, "t in ['a', 'b']");
    check(r#"{"if": [{"var": "yes"}, {"==": [{"var": "t"}, "a"]}, false]}"#, "yes && t == 'a'");
    check(
        r#"{"some": [{"var": "rows"}, {"==": [{"var": "cell"}, "a"]}]}"#,
        "rows.exists(row, row.cell == 'a')",
    );
    check(
        r#"{"none": [{"var": "data.rows"}, {"==": [{"var": "cell"}, "a"]}]}"#,
        "!rows.exists(row, row.cell == 'a')",
    );
    check(r#"{"!!": {"var": "t"}}"#, "t != null");
    check(r#"{"==": [{"+": [{"var": "n"}, 1, 2]}, -3]}"#, "n + 1 + 2 == -3");
    check(r#"{"log": "x"}"#, "");
    check(r#"{"==": [1], "!=": [2]}"#, "");
}

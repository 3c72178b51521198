//! Every example in `docs/forms.md` holds.

use forms::{Context, FieldType, Form, Json, check_form, validate};
use std::collections::BTreeMap;

const TEXT: &str = include_str!("../../docs/forms.md");

/// A fenced block: the line of its fence, its info string, what it holds.
struct Block {
    line: usize,
    info: &'static str,
    text: String,
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in TEXT.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some(Block { line: index + 1, info, text: String::new() }),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block without an end");
    blocks
}

fn json(block: &Block) -> Json {
    Json::parse(&block.text).unwrap_or_else(|error| panic!("line {}: {error}", block.line))
}

fn context(json: &Json) -> Context {
    json.get("context")
        .map_or_else(Context::default, |about| serde_json::from_str(&about.to_string()).expect("a context"))
}

/// Judges by the form of an example and compares the whole answer.
fn case(block: &Block) {
    let case = json(block);
    let form = Form::from_json(&case.get("form").cloned().unwrap_or_default());
    let form = form.unwrap_or_else(|problems| panic!("line {}: {problems:?}", block.line));
    let outcome = validate(&form, &case.get("values").cloned().unwrap_or_default(), &context(&case));
    let gave = serde_json::to_string(&outcome).expect("written");
    let wanted = case.get("gives").cloned().unwrap_or_default();
    assert_eq!(Json::parse(&gave), Ok(wanted), "line {}", block.line);
}

fn refused(block: &Block) {
    let case = json(block);
    let problems = check_form(&case.get("form").cloned().unwrap_or_default());
    let found: Vec<Json> =
        problems.iter().map(|problem| Json::from(format!("{} {}", problem.at, problem.code))).collect();
    assert_eq!(Some(&Json::Array(found)), case.get("codes"), "line {}", block.line);
}

/// `expression → what it gives` on every line; `error` for one that fails, `code at position` for one that is refused.
fn expressions(block: &Block, example: &Json) {
    for (index, line) in block.text.lines().enumerate() {
        let at = block.line + index + 1;
        let (expression, gives) = line.rsplit_once(" → ").unwrap_or_else(|| panic!("line {at}: no →"));
        let refusal = gives.split_once(" at ");
        let condition = match (gives, refusal) {
            ("error", _) | (_, Some(_)) => expression.to_owned(),
            _ => format!("({expression}) == ({gives})"),
        };
        let mut form = example.get("form").cloned().unwrap_or_default();
        let mut nodes = form.get("nodes").and_then(Json::as_array).unwrap_or_default().to_vec();
        let mut field = Json::object();
        for (name, value) in
            [("node", "field"), ("key", "result"), ("type", "text"), ("required_if", &condition)]
        {
            field.set(name, value);
        }
        field.set("label", Json::object());
        let place = format!("/nodes/{}/required_if", nodes.len());
        // What gives no truth value is asked whether it is nothing: an error stays one.
        if gives == "error" {
            field.set("required_if", format!("({expression}) == null"));
        }
        nodes.push(field);
        form.set("nodes", nodes);
        match (Form::from_json(&form), refusal) {
            (Err(problems), Some((code, position))) => {
                let first = &problems[0];
                let found = first.params.get("position").map(ToString::to_string).unwrap_or_default();
                assert_eq!((&*first.at, &*first.code, &*found), (&*place, code, position), "line {at}");
            }
            (Err(problems), None) => panic!("line {at}: {problems:?}"),
            (Ok(_), Some(_)) => panic!("line {at}: not refused"),
            (Ok(form), None) => {
                let values = example.get("values").cloned().unwrap_or_default();
                let outcome = validate(&form, &values, &context(example));
                let codes: Vec<&str> = outcome.problems.iter().map(|problem| &*problem.code).collect();
                let wanted = if gives == "error" { "expression" } else { "required" };
                assert_eq!(codes, [wanted], "line {at}: {expression}");
            }
        }
    }
}

#[test]
fn examples_hold() {
    let blocks = blocks();
    let example = blocks.iter().find(|block| block.info == "json example").map(json).expect("an example");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for block in &blocks {
        match block.info {
            "json form" => assert_eq!(check_form(&json(block)), [], "line {}", block.line),
            "json case" => case(block),
            "json refused" => refused(block),
            "json example" => {
                assert_eq!(check_form(&json(block).get("form").cloned().unwrap_or_default()), [])
            }
            "cel" => expressions(block, &example),
            "sh" => {}
            other => panic!("line {}: {other:?} is no kind of example", block.line),
        }
        *counts.entry(block.info).or_default() += 1;
    }
    assert!(counts["json case"] >= 4 && counts["json form"] >= 2 && counts["cel"] >= 5, "{counts:?}");
}

#[test]
fn everything_has_an_example() {
    let examples: String = blocks().into_iter().map(|block| block.text).collect();
    for kind in FieldType::ALL {
        assert!(examples.contains(&format!(r#""type": "{}""#, kind.name())), "{}", kind.name());
    }
    let functions = "size contains startsWith endsWith matches lowerAscii upperAscii trim has coalesce all exists \
        exists_one filter map sum min max avg count round floor ceil abs date addDays addMonths daysBetween \
        minutesBetween year month day weekday";
    for function in functions.split_whitespace() {
        assert!(examples.contains(&format!("{function}(")), "{function}");
    }
    let codes = "required type format min max scale min_length max_length pattern option min_items max_items duplicate \
        read_only rule expression limit unknown_field reference schema key duplicate_key duplicate_id options range \
        syntax unknown_name cycle nesting type_changed";
    for code in codes.split_whitespace() {
        assert!(TEXT.contains(&format!("`{code}`")), "{code}");
    }
}

//! JSONLogic (<https://jsonlogic.com>) as the JavaScript that it stands for.

use forms::Json;

use super::javascript::Js;
use crate::form_import::told::Obstacle;

pub(super) fn read(json: &Json) -> Result<Js, Obstacle> {
    Ok(match json {
        Json::Null => Js::Nothing,
        Json::Bool(value) => Js::Bool(*value),
        Json::Number(digits) if digits.contains(['e', 'E']) => return Err(Obstacle::Number(digits.clone())),
        Json::Number(digits) => match digits.strip_prefix('-') {
            Some(digits) => Js::Negate(Box::new(Js::Number(digits.to_owned()))),
            None => Js::Number(digits.clone()),
        },
        Json::String(text) => Js::Text(text.clone()),
        Json::Array(items) => Js::List(items.iter().map(read).collect::<Result<_, _>>()?),
        Json::Object(members) => match members.as_slice() {
            [(operator, arguments)] => operation(operator, arguments)?,
            _ => return Err(Obstacle::SeveralOperators),
        },
    })
}

fn operation(operator: &str, arguments: &Json) -> Result<Js, Obstacle> {
    let list = match arguments {
        Json::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    if operator == "var" {
        return variable(list);
    }
    if let ("some" | "all" | "none", [rows, body]) = (operator, list) {
        let (rows, body) = (read(rows)?, rebased(&read(body)?));
        let name = if operator == "all" { "every" } else { "some" };
        let function = Js::Function(ROW.to_owned(), Box::new(body));
        let call = Js::Call(Box::new(Js::Member(Box::new(rows), name.to_owned())), vec![function]);
        return Ok(if operator == "none" { Js::Not(Box::new(call)) } else { call });
    }
    let arguments = list.iter().map(read).collect::<Result<Vec<Js>, Obstacle>>()?;
    let binary =
        |sign: &'static str, a: &Js, b: &Js| Js::Binary(sign, Box::new(a.clone()), Box::new(b.clone()));
    Ok(match (operator, arguments.as_slice()) {
        ("and", parts) if !parts.is_empty() => Js::Chain("&&", arguments),
        ("or", parts) if !parts.is_empty() => Js::Chain("||", arguments),
        ("!", [one]) => Js::Not(Box::new(one.clone())),
        ("!!", [one]) => Js::Not(Box::new(Js::Not(Box::new(one.clone())))),
        ("==" | "===" | "!=" | "!==" | "/" | "%", [a, b]) => binary(known(operator), a, b),
        ("<" | "<=" | ">" | ">=", [a, b]) => binary(known(operator), a, b),
        ("<" | "<=", [a, b, c]) => {
            Js::Chain("&&", vec![binary(known(operator), a, b), binary(known(operator), b, c)])
        }
        ("+" | "*", [first, rest @ ..]) => {
            rest.iter().fold(first.clone(), |sum, next| binary(known(operator), &sum, next))
        }
        ("-", [one]) => Js::Negate(Box::new(one.clone())),
        ("-", [a, b]) => binary("-", a, b),
        ("min" | "max", [_, ..]) => Js::Call(
            Box::new(Js::Member(Box::new(Js::Name("Math".to_owned())), operator.to_owned())),
            arguments,
        ),
        ("in", [part, whole]) => {
            Js::Call(Box::new(Js::Member(Box::new(whole.clone()), "includes".to_owned())), vec![part.clone()])
        }
        ("if" | "?:", parts) => choices(parts),
        _ => return Err(Obstacle::Operator(operator.to_owned())),
    })
}

/// What `var` calls the item of a list that is gone through.
const ROW: &str = "row of the list";

fn variable(list: &[Json]) -> Result<Js, Obstacle> {
    let path = match list {
        [Json::String(path)] | [Json::String(path), _] => path.as_str(),
        _ => return Err(Obstacle::UnnamedVar),
    };
    let mut names = path.split('.').peekable();
    let root = match names.peek() {
        Some(&("data" | "row" | "input" | "value")) => Js::Name(names.next().unwrap_or_default().to_owned()),
        _ => Js::Name("data".to_owned()),
    };
    let member = |here, name: &str| Js::Member(Box::new(here), name.to_owned());
    Ok(match list {
        [_, other] => Js::Chain("||", vec![names.fold(root, member), read(other)?]),
        _ => names.fold(root, member),
    })
}

/// Inside a list, names are those of its items.
fn rebased(js: &Js) -> Js {
    let one = |inner: &Js| Box::new(rebased(inner));
    let all = |items: &[Js]| items.iter().map(rebased).collect();
    match js {
        Js::Name(name) if name == "data" => Js::Name(ROW.to_owned()),
        Js::Member(inner, name) => Js::Member(one(inner), name.clone()),
        Js::Call(callee, arguments) => Js::Call(one(callee), all(arguments)),
        Js::Not(inner) => Js::Not(one(inner)),
        Js::Negate(inner) => Js::Negate(one(inner)),
        Js::Binary(sign, a, b) => Js::Binary(sign, one(a), one(b)),
        Js::Chain(sign, items) => Js::Chain(sign, all(items)),
        Js::Choose(three) => Js::Choose(Box::new([0, 1, 2].map(|at| rebased(&three[at])))),
        Js::List(items) => Js::List(all(items)),
        plain => plain.clone(),
    }
}

/// `if a then b else if c then d else e`
fn choices(parts: &[Js]) -> Js {
    match parts {
        [condition, then, rest @ ..] => {
            Js::Choose(Box::new([condition.clone(), then.clone(), choices(rest)]))
        }
        [other] => other.clone(),
        [] => Js::Nothing,
    }
}

fn known(operator: &str) -> &'static str {
    ["===", "==", "!==", "!=", "<=", "<", ">=", ">", "+", "*", "/", "%"]
        .into_iter()
        .find(|known| *known == operator)
        .unwrap_or("==")
}

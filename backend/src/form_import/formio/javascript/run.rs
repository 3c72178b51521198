//! What a program leaves in its result: variables are put in where they are used, and an `if` becomes a choice.

use std::collections::BTreeMap;

use super::parse::{Js, Statement, program};
use crate::form_import::told::Obstacle;

/// Parts of a result; variables used twice could make it grow without end.
const LARGEST: usize = 3_000;

/// The value of `show`, `valid` or `value` after a program, as one expression.
pub(in crate::form_import) fn result(text: &str, variable: &str, at_first: Js) -> Result<Js, Obstacle> {
    let mut variables = BTreeMap::from([(variable.to_owned(), at_first)]);
    let statements = program(text)?;
    // A program of one expression is its value.
    if let [Statement::Value(value) | Statement::Return(value)] = statements.as_slice() {
        return Ok(value.clone());
    }
    execute(&statements, &mut variables)?;
    variables.remove(variable).ok_or_else(|| Obstacle::NeverSet(variable.to_owned()))
}

fn execute(statements: &[Statement], variables: &mut BTreeMap<String, Js>) -> Result<(), Obstacle> {
    for statement in statements {
        match statement {
            Statement::Set(name, value) => {
                let value = filled(value, variables)?;
                variables.insert(name.clone(), value);
            }
            Statement::If(condition, then, other) => {
                let condition = filled(condition, variables)?;
                let (mut left, mut right) = (variables.clone(), variables.clone());
                execute(then, &mut left)?;
                execute(other, &mut right)?;
                let names: Vec<String> = left.keys().chain(right.keys()).cloned().collect();
                for name in names {
                    let (a, b) = (left.get(&name), right.get(&name));
                    if a != b {
                        let [a, b] = [a, b].map(|value| value.cloned().unwrap_or(Js::Nothing));
                        let value = Js::Choose(Box::new([condition.clone(), a, b]));
                        bounded(&value)?;
                        variables.insert(name, value);
                    } else if let Some(same) = a {
                        variables.insert(name, same.clone());
                    }
                }
            }
            Statement::Return(_) => return Err(Obstacle::Word("return".to_owned())),
            Statement::Value(_) => return Err(Obstacle::NoAssignment),
        }
    }
    Ok(())
}

fn bounded(value: &Js) -> Result<(), Obstacle> {
    if size(value) > LARGEST { Err(Obstacle::Length) } else { Ok(()) }
}

fn size(value: &Js) -> usize {
    1 + parts(value).into_iter().map(size).sum::<usize>()
}

/// The size that an expression is going to have with the values of variables in it.
fn filled_size(value: &Js, variables: &BTreeMap<String, Js>) -> usize {
    match value {
        Js::Name(name) => variables.get(name).map_or(1, size),
        other => parts(other).into_iter().fold(1, |sum, part| sum + filled_size(part, variables)),
    }
}

fn parts(value: &Js) -> Vec<&Js> {
    match value {
        Js::Member(inner, _) | Js::Not(inner) | Js::Negate(inner) | Js::Function(_, inner) => vec![inner],
        Js::Call(callee, arguments) => std::iter::once(&**callee).chain(arguments).collect(),
        Js::Binary(_, a, b) => vec![a, b],
        Js::Chain(_, items) | Js::List(items) => items.iter().collect(),
        Js::Choose(three) => three.iter().collect(),
        _ => vec![],
    }
}

/// The expression with the values of variables in the place of their names.
fn filled(value: &Js, variables: &BTreeMap<String, Js>) -> Result<Js, Obstacle> {
    if filled_size(value, variables) > LARGEST {
        return Err(Obstacle::Length);
    }
    Ok(fill(value, variables))
}

fn fill(value: &Js, variables: &BTreeMap<String, Js>) -> Js {
    let one = |inner: &Js| Box::new(fill(inner, variables));
    let all = |items: &[Js]| items.iter().map(|item| fill(item, variables)).collect();
    match value {
        Js::Name(name) => variables.get(name).unwrap_or(value).clone(),
        Js::Member(inner, name) => Js::Member(one(inner), name.clone()),
        Js::Call(callee, arguments) => Js::Call(one(callee), all(arguments)),
        Js::Not(inner) => Js::Not(one(inner)),
        Js::Negate(inner) => Js::Negate(one(inner)),
        Js::Binary(sign, a, b) => Js::Binary(sign, one(a), one(b)),
        Js::Chain(sign, items) => Js::Chain(sign, all(items)),
        Js::Choose(three) => Js::Choose(Box::new([0, 1, 2].map(|at| fill(&three[at], variables)))),
        Js::List(items) => Js::List(all(items)),
        Js::Function(parameter, body) => {
            let mut others = variables.clone();
            others.remove(parameter);
            Js::Function(parameter.clone(), Box::new(fill(body, &others)))
        }
        plain => plain.clone(),
    }
}

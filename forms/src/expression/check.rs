//! Checks an expression against the form: every name is known, every type fits. What comes out can be evaluated
//! without looking up anything.

use super::ast::{Ast, Fault, Kind, Operator};
use super::functions::{Function, Macro};
use super::types::Type;
use super::{Compiled, Expr, Part, Value};
use crate::form::{Form, Node};
use crate::sorting::sorted;
use std::collections::BTreeSet;

/// Compiles an expression that stands in the rows of `table`, or outside all tables, and must give `wanted`.
pub(crate) fn compile(
    text: &str,
    form: &Form,
    table: Option<usize>,
    wanted: &Type,
) -> Result<Compiled, Fault> {
    let ast = super::parse::parse(text)?;
    let mut checker = Checker {
        form,
        table,
        variable: None,
        inside: false,
        reads: vec![],
        mentions: vec![],
        ranges: BTreeSet::new(),
        nodes: 0,
    };
    let (expr, found) = checker.check(&ast)?;
    if !found.fits(wanted) {
        return Err(Fault::new("type", ast.at, format!("gives {found}, but {wanted} is wanted")));
    }
    let Checker { reads, mentions, ranges, nodes, .. } = checker;
    let (mut reads, mentions) = (sorted(reads), sorted(mentions));
    reads.dedup();
    Ok(Compiled { expr, reads, mentions, ranges: ranges.into_iter().collect(), nodes })
}

struct Checker<'a> {
    form: &'a Form,
    table: Option<usize>,
    variable: Option<(String, Type)>,
    /// In the body of a comprehension.
    inside: bool,
    reads: Vec<Node>,
    mentions: Vec<(usize, Node)>,
    /// Tables whose rows a comprehension goes over.
    ranges: BTreeSet<usize>,
    nodes: usize,
}

type Checked = Result<(Expr, Type), Fault>;

impl Checker<'_> {
    fn check(&mut self, ast: &Ast) -> Checked {
        self.nodes += 1;
        Ok(match &ast.kind {
            Kind::Null => (Expr::Constant(Value::Null), Type::Any),
            Kind::Bool(value) => (Expr::Constant(Value::Bool(*value)), Type::Bool),
            Kind::Number(number) => (Expr::Constant(Value::Number(*number)), Type::Number),
            Kind::Text(text) => (Expr::Constant(Value::from(text.as_str())), Type::Text),
            Kind::Name(name) => return self.name(ast.at, name),
            Kind::List(items) => {
                let mut common = Type::Any;
                let mut checked = Vec::with_capacity(items.len());
                for item in items {
                    let (expr, found) = self.check(item)?;
                    common = common.join(&found).ok_or_else(|| wrong(item.at, &found, &common))?;
                    checked.push(expr);
                }
                (Expr::List(checked), Type::list(common))
            }
            Kind::Not(inner) => (Expr::Not(Box::new(self.typed(inner, &Type::Bool)?)), Type::Bool),
            Kind::Negate(inner) => (Expr::Negate(Box::new(self.typed(inner, &Type::Number)?)), Type::Number),
            Kind::And(parts) => (Expr::And(self.all(parts, &Type::Bool)?), Type::Bool),
            Kind::Or(parts) => (Expr::Or(self.all(parts, &Type::Bool)?), Type::Bool),
            Kind::Chain(first, rest) => return self.chain(first, rest),
            Kind::Choose(parts) => {
                let [condition, then, other] = &**parts;
                let condition = self.typed(condition, &Type::Bool)?;
                let (then, then_type) = self.check(then)?;
                let (chosen, other_type) = self.check(other)?;
                let common =
                    then_type.join(&other_type).ok_or_else(|| wrong(other.at, &other_type, &then_type))?;
                (Expr::Choose(Box::new([condition, then, chosen])), common)
            }
            Kind::Index(parts) => {
                let [list, index] = &**parts;
                let (expr, found) = self.check(list)?;
                let item = match found {
                    Type::List(item) => *item,
                    Type::Any => Type::Any,
                    other => return Err(Fault::new("type", list.at, format!("{other} has no items"))),
                };
                (Expr::Index(Box::new([expr, self.typed(index, &Type::Number)?])), item)
            }
            Kind::Member(target, name) => return self.member(ast.at, target, name),
            Kind::Call { name, method, arguments } => return self.call(ast.at, name, *method, arguments),
        })
    }

    fn typed(&mut self, ast: &Ast, wanted: &Type) -> Result<Expr, Fault> {
        let (expr, found) = self.check(ast)?;
        if found.fits(wanted) { Ok(expr) } else { Err(wrong(ast.at, &found, wanted)) }
    }

    fn all(&mut self, parts: &[Ast], wanted: &Type) -> Result<Vec<Expr>, Fault> {
        parts.iter().map(|part| self.typed(part, wanted)).collect()
    }

    fn name(&mut self, at: usize, name: &str) -> Checked {
        if let Some((variable, of)) = &self.variable
            && variable == name
        {
            return Ok((Expr::Variable, of.clone()));
        }
        match name {
            "now" => return Ok((Expr::Now, Type::DateTime)),
            "today" => return Ok((Expr::Today, Type::Date)),
            "user" => return Ok((Expr::User, Type::Party)),
            "company" => return Ok((Expr::Company, Type::Party)),
            _ => {}
        }
        let in_row = self.table.and_then(|table| self.form.tables[table].scope.get(name));
        match in_row.or_else(|| self.form.scope.get(name)) {
            Some(Node::Field(field)) => {
                self.reads.push(Node::Field(field));
                self.mentions.push((at, Node::Field(field)));
                Ok((Expr::Field(field), self.form.fields.get(field).map_or(Type::Any, Type::of)))
            }
            Some(Node::Table(table)) => {
                self.reads.push(Node::Table(table));
                self.mentions.push((at, Node::Table(table)));
                Ok((Expr::Constant(Value::Rows(table)), Type::list(Type::Row(table))))
            }
            _ => Err(Fault::new("unknown_name", at, format!("no field is called {name}"))),
        }
    }

    fn member(&mut self, at: usize, target: &Ast, name: &str) -> Checked {
        let (expr, found) = self.check(target)?;
        let unknown = |what: &str| Fault::new("unknown_name", at, format!("{what} has no {name}"));
        let (part, of) = match found {
            Type::Row(table) => match self.form.tables[table].scope.get(name) {
                Some(Node::Field(field)) => {
                    self.mentions.push((at, Node::Field(field)));
                    (Part::Field(field), self.form.fields.get(field).map_or(Type::Any, Type::of))
                }
                _ => return Err(unknown("the row")),
            },
            Type::Party => match name {
                "id" => (Part::Id, Type::Text),
                "name" => (Part::Name, Type::Text),
                _ => return Err(unknown("a person or company")),
            },
            other => return Err(Fault::new("type", target.at, format!("{other} has no parts"))),
        };
        Ok((Expr::Member(Box::new(expr), part), of))
    }

    fn chain(&mut self, first: &Ast, rest: &[(Operator, usize, Ast)]) -> Checked {
        let (expr, mut left) = self.check(first)?;
        let mut checked = Vec::with_capacity(rest.len());
        for (operator, at, ast) in rest {
            self.nodes += usize::from(!checked.is_empty());
            let (right_expr, right) = self.check(ast)?;
            left = operation(*operator, &left, &right).ok_or_else(|| {
                Fault::new("type", *at, format!("{left} and {right} do not go together here"))
            })?;
            checked.push((*operator, right_expr));
        }
        Ok((Expr::Chain(Box::new(expr), checked), left))
    }

    fn call(&mut self, at: usize, name: &str, method: bool, arguments: &[Ast]) -> Checked {
        if let Some(kind) = Macro::from_name(name) {
            return self.comprehension(at, kind, method, arguments);
        }
        if name == "matches" {
            return self.matches(at, arguments);
        }
        let function = Function::from_name(name)
            .ok_or_else(|| Fault::new("unknown_name", at, format!("no function is called {name}")))?;
        let (least, most) = function.arity();
        if arguments.len() < least || arguments.len() > most {
            return Err(Fault::new(
                "type",
                at,
                format!("{name} does not take {} arguments", arguments.len()),
            ));
        }
        let mut exprs = Vec::with_capacity(arguments.len());
        let mut types = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let (expr, found) = self.check(argument)?;
            exprs.push(expr);
            types.push(found);
        }
        let result = function.result(&types).map_err(|(which, wanted)| {
            Fault::new("type", arguments[which].at, format!("{name} wants {wanted}, not {}", types[which]))
        })?;
        Ok((Expr::Call(function, exprs), result))
    }

    /// The pattern is written out, so that it is checked and compiled once.
    fn matches(&mut self, at: usize, arguments: &[Ast]) -> Checked {
        let [text, pattern] = arguments else {
            return Err(Fault::new("type", at, "matches takes a text and a pattern"));
        };
        let text = self.typed(text, &Type::Text)?;
        self.nodes += 1;
        let Kind::Text(source) = &pattern.kind else {
            return Err(Fault::new("type", pattern.at, "the pattern of matches has to be written out"));
        };
        let regex = crate::pattern::searching(source)
            .map_err(|refused| Fault::new(refused.code(), pattern.at, "no pattern, or too large a one"))?;
        Ok((Expr::Matches(Box::new(text), regex, crate::pattern::weight(source)), Type::Bool))
    }

    fn comprehension(&mut self, at: usize, kind: Macro, method: bool, arguments: &[Ast]) -> Checked {
        let (true, [range, variable, body]) = (method, arguments) else {
            return Err(Fault::new("type", at, "this takes a name and an expression, behind a list"));
        };
        if self.inside {
            return Err(Fault::new("nesting", at, "one of these may not stand inside another"));
        }
        let Kind::Name(name) = &variable.kind else {
            return Err(Fault::new("syntax", variable.at, "a name is wanted here"));
        };
        let (range_expr, found) = self.check(range)?;
        let item = match found {
            Type::List(item) => *item,
            Type::Any => Type::Any,
            other => return Err(Fault::new("type", range.at, format!("{other} has no items"))),
        };
        if let Type::Row(table) = item {
            self.ranges.insert(table);
        }
        self.inside = true;
        self.variable = Some((name.clone(), item.clone()));
        let checked = self.check(body);
        self.inside = false;
        self.variable = None;
        let (body_expr, body_type) = checked?;
        if kind != Macro::Map && !body_type.fits(&Type::Bool) {
            return Err(wrong(body.at, &body_type, &Type::Bool));
        }
        let result = match kind {
            Macro::Map => Type::list(body_type),
            Macro::Filter => Type::list(item),
            _ => Type::Bool,
        };
        Ok((Expr::Each(kind, Box::new([range_expr, body_expr])), result))
    }
}

fn wrong(at: usize, found: &Type, wanted: &Type) -> Fault {
    Fault::new("type", at, format!("{wanted} is wanted here, not {found}"))
}

/// The type of `left operator right`, if the two go together.
fn operation(operator: Operator, left: &Type, right: &Type) -> Option<Type> {
    use Operator::*;
    match operator {
        Equal | NotEqual => left.join(right).map(|_| Type::Bool),
        Less | LessOrEqual | Greater | GreaterOrEqual => {
            left.join(right).filter(Type::is_ordered).map(|_| Type::Bool)
        }
        In => right.join(&Type::list(left.clone())).map(|_| Type::Bool),
        Add => left
            .join(right)
            .filter(|common| matches!(common, Type::Any | Type::Number | Type::Text | Type::List(_))),
        _ => left.join(right).filter(|common| common.fits(&Type::Number)).map(|_| Type::Number),
    }
}

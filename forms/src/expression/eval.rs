//! Evaluates a checked expression within its budget of steps.

use super::ast::Operator;
use super::functions::Macro;
use super::{Expr, Failure, Part, Value, arithmetic, calls};
use crate::validate::State;
use std::cmp::Ordering;

/// Steps of one evaluation: a step for every part, and more where long texts or lists are gone through.
const MAX_STEPS: u64 = 10_000;
/// Items of a list that one step takes out.
const ITEMS_STEP: usize = 16;
/// Bytes of text that one step goes through.
const TEXT_STEP: usize = 256;
/// Bytes of text that one step of a small pattern goes through.
const PATTERN_STEP: usize = 16;

pub(super) fn evaluate(
    expr: &Expr,
    state: &State<'_, '_>,
    row: Option<(usize, usize)>,
) -> Result<Value, Failure> {
    let allowed = MAX_STEPS.min(state.budget.get());
    let mut run = Run { state, row: row.map(|(_, row)| row), variable: Value::Null, left: allowed };
    let result = run.eval(expr);
    state.budget.set(state.budget.get().saturating_sub(allowed - run.left));
    result
}

pub(super) struct Run<'s, 'a> {
    pub(super) state: &'s State<'a, 'a>,
    row: Option<usize>,
    /// The item that a comprehension is at; there is only ever one.
    variable: Value,
    left: u64,
}

type Evaluated = Result<Value, Failure>;

impl Run<'_, '_> {
    pub(super) fn eval(&mut self, expr: &Expr) -> Evaluated {
        self.spend(1)?;
        Ok(match expr {
            Expr::Constant(value) => value.clone(),
            Expr::Field(field) => self.state.cell(*field, self.row).value.clone(),
            Expr::Variable => self.variable.clone(),
            Expr::Now => self.state.ambient.now.clone(),
            Expr::Today => self.state.ambient.today.clone(),
            Expr::User if self.state.ambient.user.is_some() => Value::User,
            Expr::Company if self.state.ambient.company.is_some() => Value::Company,
            Expr::User | Expr::Company => Value::Null,
            Expr::List(items) => {
                Value::List(items.iter().map(|item| self.eval(item)).collect::<Result<Vec<_>, _>>()?.into())
            }
            Expr::Not(inner) => match self.eval(inner)? {
                Value::Bool(value) => Value::Bool(!value),
                _ => Value::Null,
            },
            Expr::Negate(inner) => match self.eval(inner)? {
                Value::Number(number) => Value::Number(-number),
                _ => Value::Null,
            },
            Expr::And(parts) => self.logic(parts, false)?,
            Expr::Or(parts) => self.logic(parts, true)?,
            Expr::Chain(first, rest) => {
                let mut left = self.eval(first)?;
                for (operator, right) in rest {
                    let right = self.eval(right)?;
                    left = self.operate(*operator, left, right)?;
                }
                left
            }
            Expr::Choose(parts) => {
                let [condition, then, other] = &**parts;
                match self.eval(condition)? {
                    Value::Bool(true) => self.eval(then)?,
                    _ => self.eval(other)?,
                }
            }
            Expr::Index(parts) => {
                let (list, index) = (self.eval(&parts[0])?, self.eval(&parts[1])?);
                self.index(&list, &index)?
            }
            Expr::Member(target, part) => {
                let target = self.eval(target)?;
                self.member(&target, *part)
            }
            Expr::Matches(text, regex, weight) => match self.eval(text)? {
                Value::Text(text) => {
                    self.spend(text.len() * weight / PATTERN_STEP)?;
                    Value::Bool(regex.is_match(&text))
                }
                _ => Value::Null,
            },
            Expr::Call(function, arguments) => calls::call(self, *function, arguments)?,
            Expr::Each(kind, parts) => {
                let range = self.eval(&parts[0])?;
                self.each(*kind, &range, &parts[1])?
            }
        })
    }

    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Failure> {
        self.left = self.left.checked_sub(steps as u64).ok_or_else(|| {
            self.left = 0;
            Failure::Steps
        })?;
        Ok(())
    }

    pub(super) fn spend_text(&mut self, text: &str) -> Result<(), Failure> {
        self.spend(text.len() / TEXT_STEP)
    }

    /// `||` is decided by the first `true`, `&&` by the first `false`; otherwise one `null` makes it `null`.
    fn logic(&mut self, parts: &[Expr], decides: bool) -> Evaluated {
        let mut unknown = false;
        for part in parts {
            match self.eval(part)? {
                Value::Bool(value) if value == decides => return Ok(Value::Bool(decides)),
                Value::Bool(_) => {}
                _ => unknown = true,
            }
        }
        Ok(if unknown { Value::Null } else { Value::Bool(!decides) })
    }

    fn operate(&mut self, operator: Operator, left: Value, right: Value) -> Evaluated {
        use Operator::*;
        match operator {
            Equal => return Ok(Value::Bool(self.equals(&left, &right)?)),
            NotEqual => return Ok(Value::Bool(!self.equals(&left, &right)?)),
            In => {
                if right.is_null() {
                    return Ok(Value::Null);
                }
                for item in self.items(&right)? {
                    if self.equals(&left, &item)? {
                        return Ok(Value::Bool(true));
                    }
                }
                return Ok(Value::Bool(false));
            }
            Less | LessOrEqual | Greater | GreaterOrEqual => {
                let holds = |order: Ordering| match operator {
                    Less => order.is_lt(),
                    LessOrEqual => order.is_le(),
                    Greater => order.is_gt(),
                    _ => order.is_ge(),
                };
                return Ok(left.order(&right).map_or(Value::Null, |order| Value::Bool(holds(order))));
            }
            _ => {}
        }
        Ok(match (left, right) {
            (Value::Number(a), Value::Number(b)) => Value::Number(arithmetic::compute(operator, a, b)?),
            (Value::Text(a), Value::Text(b)) => {
                self.spend_text(&a)?;
                self.spend_text(&b)?;
                Value::Text([&*a, &*b].concat().into())
            }
            (Value::Null, _) | (_, Value::Null) => Value::Null,
            (a, b) => {
                let mut items = self.items(&a)?;
                items.extend(self.items(&b)?);
                Value::List(items.into())
            }
        })
    }

    /// Lists and tables compare item by item.
    fn equals(&mut self, a: &Value, b: &Value) -> Result<bool, Failure> {
        match (a, b) {
            (Value::List(_) | Value::Rows(_), Value::List(_) | Value::Rows(_)) => {
                let (a, b) = (self.items(a)?, self.items(b)?);
                if a.len() != b.len() {
                    return Ok(false);
                }
                for (a, b) in a.iter().zip(&b) {
                    if !self.equals(a, b)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            (Value::Text(text), Value::Text(_)) => {
                self.spend_text(text)?;
                Ok(a.equals(b))
            }
            _ => Ok(a.equals(b)),
        }
    }

    /// The items of a list or the rows of a table; nothing of `null`.
    pub(super) fn items(&mut self, list: &Value) -> Result<Vec<Value>, Failure> {
        match list {
            Value::List(items) => {
                self.spend(items.len() / ITEMS_STEP)?;
                Ok(items.to_vec())
            }
            Value::Rows(table) => {
                let count = self.row_count(*table);
                self.spend(count / ITEMS_STEP)?;
                Ok((0..count).map(|row| Value::Row(*table, row)).collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// A hidden table has no rows.
    pub(super) fn row_count(&self, table: usize) -> usize {
        let grid = &self.state.tables[table];
        if grid.shown { grid.rows.len() } else { 0 }
    }

    fn index(&mut self, list: &Value, index: &Value) -> Evaluated {
        let Value::Number(index) = index else { return Ok(Value::Null) };
        if !index.is_integer() {
            return Err(Failure::NotWhole);
        }
        let index = usize::try_from(index.normalize().mantissa()).map_err(|_| Failure::Index)?;
        match list {
            Value::List(items) => items.get(index).cloned().ok_or(Failure::Index),
            Value::Rows(table) if index < self.row_count(*table) => Ok(Value::Row(*table, index)),
            Value::Rows(_) => Err(Failure::Index),
            _ => Ok(Value::Null),
        }
    }

    fn member(&self, target: &Value, part: Part) -> Value {
        let ambient = &self.state.ambient;
        let party = match target {
            Value::Row(_, row) => {
                return match part {
                    Part::Field(field) => self.state.cell(field, Some(*row)).value.clone(),
                    _ => Value::Null,
                };
            }
            Value::User => ambient.user,
            Value::Company => ambient.company,
            _ => None,
        };
        match (party, part) {
            (Some(party), Part::Id) => text(&party.id),
            (Some(party), Part::Name) => text(&party.name),
            _ => Value::Null,
        }
    }

    /// Every item is evaluated, also where the answer is known: an error is never absorbed.
    fn each(&mut self, kind: Macro, range: &Value, body: &Expr) -> Evaluated {
        if range.is_null() {
            return Ok(Value::Null);
        }
        let items = self.items(range)?;
        let (mut yes, mut no, mut unknown) = (0, 0, 0);
        let mut kept = Vec::new();
        for item in items {
            self.variable = item;
            let value = self.eval(body)?;
            match (kind, value) {
                (Macro::Map, value) => kept.push(value),
                (_, Value::Bool(true)) => {
                    yes += 1;
                    if kind == Macro::Filter {
                        kept.push(std::mem::take(&mut self.variable));
                    }
                }
                (_, Value::Bool(false)) => no += 1,
                _ => unknown += 1,
            }
        }
        self.variable = Value::Null;
        Ok(match kind {
            Macro::Map | Macro::Filter => Value::List(kept.into()),
            Macro::All if no > 0 => Value::Bool(false),
            Macro::Exists if yes > 0 => Value::Bool(true),
            Macro::All | Macro::Exists if unknown > 0 => Value::Null,
            Macro::All => Value::Bool(true),
            Macro::Exists => Value::Bool(false),
            Macro::ExistsOne => Value::Bool(yes == 1),
        })
    }
}

fn text(text: &str) -> Value {
    match text.trim() {
        "" => Value::Null,
        text => Value::from(text),
    }
}

//! The expression language of forms, in the syntax of CEL (Common Expression Language): parsed, checked against the
//! form, evaluated within a budget. The README tells where it differs from CEL.

mod arithmetic;
mod ast;
mod calls;
mod check;
mod eval;
mod functions;
mod lex;
mod parse;
mod types;
pub(crate) mod value;

pub(crate) use ast::Fault;
pub(crate) use check::compile;
pub(crate) use types::Type;
pub(crate) use value::Value;

use crate::form::Node;
use crate::validate::State;
use ast::Operator;
use functions::{Function, Macro};
use regex_lite::Regex;

/// An expression that was checked against its form.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    expr: Expr,
    /// Fields and tables, each once.
    pub(crate) reads: Vec<Node>,
    /// Where it names them: bytes from the start of its text, in order.
    pub(crate) mentions: Vec<(usize, Node)>,
    /// Tables whose rows it goes over.
    pub(crate) ranges: Vec<usize>,
    /// Its size.
    pub(crate) nodes: usize,
}

impl Compiled {
    /// The value in a form being judged; `row` is the table and the row where the expression stands.
    pub(crate) fn eval(&self, state: &State<'_, '_>, row: Option<(usize, usize)>) -> Result<Value, Failure> {
        eval::evaluate(&self.expr, state, row)
    }
}

/// An expression ready to be evaluated.
#[derive(Clone, Debug)]
enum Expr {
    Constant(Value),
    Field(usize),
    /// The item of the comprehension around.
    Variable,
    Now,
    Today,
    User,
    Company,
    List(Vec<Expr>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Chain(Box<Expr>, Vec<(Operator, Expr)>),
    Choose(Box<[Expr; 3]>),
    Index(Box<[Expr; 2]>),
    Member(Box<Expr>, Part),
    /// With what a step of the pattern costs.
    Matches(Box<Expr>, Regex, usize),
    Call(Function, Vec<Expr>),
    /// Range and body.
    Each(Macro, Box<[Expr; 2]>),
}

/// What `.name` takes out of a row, a person or a company.
#[derive(Clone, Copy, Debug)]
enum Part {
    Field(usize),
    Id,
    Name,
}

/// Why an expression has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Overflow,
    DivisionByZero,
    /// An index outside its list.
    Index,
    /// A number that has to be whole.
    NotWhole,
    /// Text that is no date, or a date outside the calendar.
    Date,
    /// The budget of steps is used up.
    Steps,
}

impl Failure {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Failure::Overflow => "overflow",
            Failure::DivisionByZero => "division_by_zero",
            Failure::Index => "index",
            Failure::NotWhole => "not_whole",
            Failure::Date => "date",
            Failure::Steps => "steps",
        }
    }
}

/// Words that CEL keeps for itself.
pub(crate) fn is_reserved(word: &str) -> bool {
    const WORDS: [&str; 21] = [
        "as",
        "break",
        "const",
        "continue",
        "else",
        "false",
        "for",
        "function",
        "if",
        "import",
        "in",
        "let",
        "loop",
        "namespace",
        "null",
        "package",
        "return",
        "true",
        "var",
        "void",
        "while",
    ];
    WORDS.contains(&word)
}

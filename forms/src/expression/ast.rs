//! An expression as written, with the places of its parts.

use rust_decimal::Decimal;

/// One part of an expression.
#[derive(Clone, Debug)]
pub(crate) struct Ast {
    /// Bytes from the start of the text.
    pub(crate) at: usize,
    /// Brackets, calls, members and `?:` inside one another; chains of operators add nothing.
    pub(crate) height: usize,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Number(Decimal),
    Text(String),
    Name(String),
    List(Vec<Ast>),
    Not(Box<Ast>),
    Negate(Box<Ast>),
    And(Vec<Ast>),
    Or(Vec<Ast>),
    /// Operators of one precedence, from left to right.
    Chain(Box<Ast>, Vec<(Operator, usize, Ast)>),
    /// Condition, then, else.
    Choose(Box<[Ast; 3]>),
    Index(Box<[Ast; 2]>),
    Member(Box<Ast>, String),
    /// `name(…)`, or `target.name(…)` with the target first.
    Call {
        name: String,
        method: bool,
        arguments: Vec<Ast>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// `syntax`, `unknown_name`, `type`, `nesting`, `pattern` or `limit`.
    pub(crate) code: &'static str,
    /// Bytes from the start of the text.
    pub(crate) at: usize,
    /// For the administrator, in English.
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(code: &'static str, at: usize, message: impl Into<String>) -> Fault {
        Fault { code, at, message: message.into() }
    }
}

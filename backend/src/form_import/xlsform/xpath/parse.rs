//! Reads XPath 1.0 as far as XForms use it.

use super::lex::{Token, tokens};
use crate::form_import::told::Obstacle;

/// Brackets, calls and operators inside one another.
const DEPTH: usize = 50;
/// Characters of an expression.
const LONGEST: usize = 16 * 1024;
/// Operators of an expression. A longer one would not fit into one of ours.
const OPERATORS: usize = 300;

#[derive(Clone, Debug, PartialEq)]
pub(in crate::form_import) enum Expr {
    Number(String),
    Text(String),
    /// `${name}`, or a path whose last step is that name.
    Field(String),
    /// `.`
    Itself,
    /// A bare name: a column of the choices.
    Column(String),
    Call(String, Vec<Expr>),
    Binary(&'static str, Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
    /// `instance('list')/root/item[predicate]/column`
    Lookup {
        list: String,
        predicate: Option<Box<Expr>>,
        column: String,
    },
}

pub(in crate::form_import) fn parse(text: &str) -> Result<Expr, Obstacle> {
    if text.len() > LONGEST {
        return Err(Obstacle::Long);
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0, operators: 0 };
    let expr = parser.binary(0)?;
    match parser.tokens.get(parser.at) {
        None => Ok(expr),
        Some(token) => Err(Obstacle::Unexpected(spelled(token))),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    operators: usize,
}

/// Operators from the loosest to the tightest.
const LEVELS: [&[&str]; 6] =
    [&["or"], &["and"], &["=", "!="], &["<", "<=", ">", ">="], &["+", "-"], &["*", "div", "mod"]];

impl Parser {
    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Sign(here)) if *here == sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), Obstacle> {
        if self.sign(sign) {
            return Ok(());
        }
        Err(match self.tokens.get(self.at) {
            Some(found) => Obstacle::Expected(sign.to_owned(), spelled(found)),
            None => Obstacle::ExpectedAtEnd(sign.to_owned()),
        })
    }

    fn operator(&mut self, level: usize) -> Option<&'static str> {
        let word = match self.tokens.get(self.at)? {
            Token::Sign(sign) => *sign,
            Token::Name(name) => name.as_str(),
            _ => return None,
        };
        let operator = LEVELS[level].iter().find(|operator| **operator == word)?;
        self.at += 1;
        Some(operator)
    }

    fn binary(&mut self, level: usize) -> Result<Expr, Obstacle> {
        if level == LEVELS.len() {
            return self.unary();
        }
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = self.operator(level) {
            self.operators += 1;
            if self.operators > OPERATORS {
                return Err(Obstacle::Long);
            }
            let right = self.binary(level + 1)?;
            left = Expr::Binary(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expr, Obstacle> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Obstacle::Deep);
        }
        let expr = if self.sign("-") { Expr::Negate(Box::new(self.unary()?)) } else { self.primary()? };
        self.depth -= 1;
        Ok(expr)
    }

    fn primary(&mut self) -> Result<Expr, Obstacle> {
        let token = self.tokens.get(self.at).cloned().ok_or(Obstacle::EndsEarly)?;
        self.at += 1;
        match token {
            Token::Number(digits) => Ok(Expr::Number(digits)),
            Token::Text(text) => Ok(Expr::Text(text)),
            Token::Field(name) => self.path(Expr::Field(name)),
            Token::Sign("(") => {
                let inner = self.binary(0)?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Sign(".") => self.path(Expr::Itself),
            Token::Sign("..") | Token::Sign("/") => {
                self.at -= 1;
                self.path(Expr::Itself)
            }
            Token::Name(name) if self.sign("(") => {
                let call = Expr::Call(name, self.arguments()?);
                self.path(call)
            }
            Token::Name(name) => self.path(Expr::Column(name)),
            other => Err(Obstacle::NotValue(spelled(&other))),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, Obstacle> {
        let mut arguments = Vec::new();
        if self.sign(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.binary(0)?);
            if !self.sign(",") {
                self.expect(")")?;
                return Ok(arguments);
            }
        }
    }

    /// The steps behind a value. Names are unique in a form, so that the last one says which field is meant.
    fn path(&mut self, from: Expr) -> Result<Expr, Obstacle> {
        let mut here = from.clone();
        let mut predicate = None;
        let mut stepped = false;
        loop {
            if self.sign("/") {
                match self.tokens.get(self.at).cloned() {
                    Some(Token::Name(name)) => {
                        self.at += 1;
                        here = Expr::Field(name);
                    }
                    Some(Token::Field(name)) => {
                        self.at += 1;
                        here = Expr::Field(name);
                    }
                    Some(Token::Sign("." | "..")) => self.at += 1,
                    _ => return Err(Obstacle::EndlessPath),
                }
            } else if self.sign("..") {
                here = Expr::Itself;
            } else if self.sign("[") {
                if predicate.is_some() {
                    return Err(Obstacle::SeveralFilters);
                }
                predicate = Some(Box::new(self.binary(0)?));
                self.expect("]")?;
            } else {
                break;
            }
            stepped = true;
        }
        match (from, here) {
            (from, _) if !stepped => Ok(from),
            (Expr::Call(name, arguments), Expr::Field(column)) if name == "instance" => {
                let [Expr::Text(list)] = arguments.as_slice() else {
                    return Err(Obstacle::UnnamedInstance);
                };
                Ok(Expr::Lookup { list: list.clone(), predicate, column })
            }
            (Expr::Call(name, _), here) if name == "current" && predicate.is_none() => Ok(here),
            (Expr::Call(name, _), _) => Err(Obstacle::PathBehind(name)),
            (_, Expr::Field(name)) if predicate.is_none() => Ok(Expr::Field(name)),
            (Expr::Field(_), _) if predicate.is_some() => Err(Obstacle::FilteredRows),
            // What is around: a repeat or group, which no path of ours can name.
            (_, Expr::Itself) if predicate.is_none() => Ok(Expr::Field("..".to_owned())),
            _ => Err(Obstacle::PathToNothing),
        }
    }
}

fn spelled(token: &Token) -> String {
    match token {
        Token::Number(text) | Token::Text(text) | Token::Name(text) => format!("`{text}`"),
        Token::Field(name) => format!("`${{{name}}}`"),
        Token::Sign(sign) => format!("`{sign}`"),
    }
}

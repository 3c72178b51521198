//! Reads expressions and the few statements that conditions are made of.

use super::lex::{Token, tokens};
use crate::form_import::told::Obstacle;

/// Characters of a program.
const LONGEST: usize = 32 * 1024;
/// Brackets and operators inside one another.
const DEPTH: usize = 50;
/// Words of a program.
const WORDS: usize = 4_000;

#[derive(Clone, Debug, PartialEq)]
pub(in crate::form_import) enum Js {
    Number(String),
    Text(String),
    Bool(bool),
    /// `null` and `undefined`.
    Nothing,
    Name(String),
    Member(Box<Js>, String),
    Call(Box<Js>, Vec<Js>),
    Not(Box<Js>),
    Negate(Box<Js>),
    /// Operators that are not in order of the form: `===` and so on.
    Binary(&'static str, Box<Js>, Box<Js>),
    /// `a && b && c`, `a || b || c`: flat, so that long ones are not deep.
    Chain(&'static str, Vec<Js>),
    Choose(Box<[Js; 3]>),
    List(Vec<Js>),
    /// `x => body`
    Function(String, Box<Js>),
}

pub(super) enum Statement {
    Set(String, Js),
    If(Js, Vec<Statement>, Vec<Statement>),
    Return(Js),
    Value(Js),
}

/// Reads a program.
pub(super) fn program(text: &str) -> Result<Vec<Statement>, Obstacle> {
    if text.len() > LONGEST {
        return Err(Obstacle::Length);
    }
    let tokens = tokens(text)?;
    if tokens.len() > WORDS {
        return Err(Obstacle::Length);
    }
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    let mut statements = Vec::new();
    while parser.at < parser.tokens.len() {
        parser.statement(&mut statements)?;
    }
    Ok(statements)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

const LEVELS: [&[&str]; 6] = [
    &["||", "??"],
    &["&&"],
    &["===", "!==", "==", "!="],
    &["<", "<=", ">", ">="],
    &["+", "-"],
    &["*", "/", "%"],
];

impl Parser {
    fn peek(&self, sign: &str) -> bool {
        matches!(self.tokens.get(self.at), Some(Token::Sign(here)) if *here == sign)
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = self.peek(sign);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Name(here)) if here == word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), Obstacle> {
        if self.sign(sign) { Ok(()) } else { Err(Obstacle::MissingSign(sign.to_owned())) }
    }

    fn name(&mut self) -> Result<String, Obstacle> {
        match self.tokens.get(self.at) {
            Some(Token::Name(name)) => {
                self.at += 1;
                Ok(name.clone())
            }
            _ => Err(Obstacle::MissingName),
        }
    }

    fn deeper(&mut self) -> Result<(), Obstacle> {
        self.depth += 1;
        if self.depth > DEPTH { Err(Obstacle::Depth) } else { Ok(()) }
    }

    fn statement(&mut self, out: &mut Vec<Statement>) -> Result<(), Obstacle> {
        self.deeper()?;
        if self.sign(";") {
        } else if self.sign("{") {
            while !self.sign("}") {
                if self.at == self.tokens.len() {
                    return Err(Obstacle::MissingSign("}".to_owned()));
                }
                self.statement(out)?;
            }
        } else if self.word("if") {
            self.expect("(")?;
            let condition = self.expression()?;
            self.expect(")")?;
            let (mut then, mut other) = (Vec::new(), Vec::new());
            self.statement(&mut then)?;
            if self.word("else") {
                self.statement(&mut other)?;
            }
            out.push(Statement::If(condition, then, other));
        } else if self.word("return") {
            out.push(Statement::Return(self.expression()?));
        } else if self.word("var") || self.word("let") || self.word("const") {
            let name = self.name()?;
            let value = if self.sign("=") { self.expression()? } else { Js::Nothing };
            out.push(Statement::Set(name, value));
        } else if let (Some(Token::Name(name)), Some(Token::Sign("="))) =
            (self.tokens.get(self.at).cloned(), self.tokens.get(self.at + 1))
        {
            self.at += 2;
            out.push(Statement::Set(name, self.expression()?));
        } else {
            out.push(Statement::Value(self.expression()?));
        }
        self.sign(";");
        self.depth -= 1;
        Ok(())
    }

    fn expression(&mut self) -> Result<Js, Obstacle> {
        self.deeper()?;
        let condition = self.binary(0)?;
        let made = if self.sign("?") {
            let then = self.expression()?;
            self.expect(":")?;
            Js::Choose(Box::new([condition, then, self.expression()?]))
        } else {
            condition
        };
        self.depth -= 1;
        Ok(made)
    }

    fn binary(&mut self, level: usize) -> Result<Js, Obstacle> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        let (mut count, mut layers) = (0, 0);
        while let Some(operator) = operators.iter().find(|operator| self.peek(operator)) {
            self.at += 1;
            let right = self.binary(level + 1)?;
            left = match left {
                Js::Chain(known, mut parts) if known == *operator && count > 0 => {
                    parts.push(right);
                    Js::Chain(known, parts)
                }
                left => {
                    layers += 1;
                    match level {
                        0 | 1 => Js::Chain(operator, vec![left, right]),
                        _ => Js::Binary(operator, Box::new(left), Box::new(right)),
                    }
                }
            };
            count += 1;
            if layers > DEPTH {
                return Err(Obstacle::Length);
            }
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Js, Obstacle> {
        self.deeper()?;
        let made = if self.sign("!") {
            Js::Not(Box::new(self.unary()?))
        } else if self.sign("-") {
            Js::Negate(Box::new(self.unary()?))
        } else {
            self.postfix()?
        };
        self.depth -= 1;
        Ok(made)
    }

    fn postfix(&mut self) -> Result<Js, Obstacle> {
        let mut here = self.primary()?;
        loop {
            if self.sign(".") || self.sign("?.") {
                here = Js::Member(Box::new(here), self.name()?);
            } else if self.sign("[") {
                let Some(Token::Text(name)) = self.tokens.get(self.at).cloned() else {
                    return Err(Obstacle::ComputedMember);
                };
                self.at += 1;
                self.expect("]")?;
                here = Js::Member(Box::new(here), name);
            } else if self.sign("(") {
                here = Js::Call(Box::new(here), self.list(")")?);
            } else {
                return Ok(here);
            }
        }
    }

    fn list(&mut self, end: &str) -> Result<Vec<Js>, Obstacle> {
        let mut items = Vec::new();
        while !self.sign(end) {
            items.push(self.expression()?);
            if !self.sign(",") && !self.peek(end) {
                return Err(Obstacle::MissingSign(end.to_owned()));
            }
        }
        Ok(items)
    }

    fn primary(&mut self) -> Result<Js, Obstacle> {
        let token = self.tokens.get(self.at).cloned().ok_or(Obstacle::EarlyEnd)?;
        self.at += 1;
        Ok(match token {
            Token::Number(digits) => Js::Number(digits),
            Token::Text(text) => Js::Text(text),
            Token::Name(name) if self.peek("=>") => self.function(name)?,
            Token::Name(name) => match name.as_str() {
                "true" => Js::Bool(true),
                "false" => Js::Bool(false),
                "null" | "undefined" => Js::Nothing,
                "function" => {
                    if let Some(Token::Name(_)) = self.tokens.get(self.at) {
                        self.at += 1;
                    }
                    self.expect("(")?;
                    let parameter = self.parameter()?;
                    self.body(parameter)?
                }
                "new" | "typeof" | "await" | "this" | "class" | "for" | "while" | "switch" | "try"
                | "throw" => {
                    return Err(Obstacle::Word(name));
                }
                _ => Js::Name(name),
            },
            Token::Sign("(") => {
                match (self.tokens.get(self.at), self.tokens.get(self.at + 1), self.tokens.get(self.at + 2)) {
                    (Some(Token::Name(name)), Some(Token::Sign(")")), Some(Token::Sign("=>"))) => {
                        let name = name.clone();
                        self.at += 2;
                        self.function(name)?
                    }
                    _ => {
                        let inner = self.expression()?;
                        self.expect(")")?;
                        inner
                    }
                }
            }
            Token::Sign("[") => Js::List(self.list("]")?),
            Token::Sign(sign) => return Err(Obstacle::SignForValue(sign)),
        })
    }

    fn function(&mut self, parameter: String) -> Result<Js, Obstacle> {
        self.expect("=>")?;
        if self.peek("{") {
            return self.body(parameter);
        }
        Ok(Js::Function(parameter, Box::new(self.expression()?)))
    }

    fn parameter(&mut self) -> Result<String, Obstacle> {
        let name = self.name()?;
        self.expect(")")?;
        Ok(name)
    }

    /// `{ return … }`
    fn body(&mut self, parameter: String) -> Result<Js, Obstacle> {
        let mut statements = Vec::new();
        if !self.peek("{") {
            return Err(Obstacle::NoBody);
        }
        self.statement(&mut statements)?;
        match <[Statement; 1]>::try_from(statements) {
            Ok([Statement::Return(value)]) => Ok(Js::Function(parameter, Box::new(value))),
            _ => Err(Obstacle::SeveralStatements),
        }
    }
}

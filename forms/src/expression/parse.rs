//! Builds the tree of an expression. Precedence from loose to tight: `?:`, `||`, `&&`, comparisons and `in`,
//! `+ -`, `* / %`, `! -`, then members, calls and indexes.

use super::ast::{Ast, Fault, Kind, Operator};
use super::lex::{Token, tokens};

/// Bytes of one expression.
const MAX_SOURCE: usize = 4 * 1024;
/// Brackets, calls, members and `?:` inside one another.
const MAX_NESTING: usize = 64;

pub(crate) fn parse(text: &str) -> Result<Ast, Fault> {
    if text.len() > MAX_SOURCE {
        return Err(Fault::new("limit", 0, format!("longer than {MAX_SOURCE} bytes")));
    }
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    let ast = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(ast),
        _ => Err(parser.unexpected("the end")),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

type Parsed = Result<Ast, Fault>;

impl Parser {
    fn expression(&mut self) -> Parsed {
        let condition = self.or()?;
        if !self.takes("?") {
            return Ok(condition);
        }
        let at = condition.at;
        self.deeper()?;
        let then = self.expression()?;
        self.expect(":")?;
        let other = self.expression()?;
        self.depth -= 1;
        let height = 1 + condition.height.max(then.height).max(other.height);
        tree(at, height, Kind::Choose(Box::new([condition, then, other])))
    }

    fn or(&mut self) -> Parsed {
        let mut parts = vec![self.and()?];
        while self.takes("||") {
            parts.push(self.and()?);
        }
        logic(parts, Kind::Or)
    }

    fn and(&mut self) -> Parsed {
        let mut parts = vec![self.chain(0)?];
        while self.takes("&&") {
            parts.push(self.chain(0)?);
        }
        logic(parts, Kind::And)
    }

    /// Comparisons, sums and products: three levels of operators, each read from left to right.
    fn chain(&mut self, level: usize) -> Parsed {
        if level == 3 {
            return self.unary();
        }
        let first = self.chain(level + 1)?;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator(level) {
            let at = self.place();
            self.next += 1;
            rest.push((operator, at, self.chain(level + 1)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        let height = rest.iter().map(|(_, _, ast)| ast.height).fold(first.height, usize::max);
        tree(first.at, height, Kind::Chain(Box::new(first), rest))
    }

    fn operator(&self, level: usize) -> Option<Operator> {
        use Operator::*;
        let sign = match self.peek() {
            Token::Sign(sign) => sign,
            Token::Name(name) if name == "in" => "in",
            _ => return None,
        };
        let (operator, of_level) = match sign {
            "==" => (Equal, 0),
            "!=" => (NotEqual, 0),
            "<" => (Less, 0),
            "<=" => (LessOrEqual, 0),
            ">" => (Greater, 0),
            ">=" => (GreaterOrEqual, 0),
            "in" => (In, 0),
            "+" => (Add, 1),
            "-" => (Subtract, 1),
            "*" => (Multiply, 2),
            "/" => (Divide, 2),
            "%" => (Remainder, 2),
            _ => return None,
        };
        (of_level == level).then_some(operator)
    }

    fn unary(&mut self) -> Parsed {
        let at = self.place();
        for (sign, kind) in [("!", Kind::Not as fn(Box<Ast>) -> Kind), ("-", Kind::Negate)] {
            let mut count = 0;
            while self.takes(sign) {
                count += 1;
            }
            if count > 0 {
                // Twice is the same as not at all, but for the type.
                let mut ast = self.postfix()?;
                for _ in 0..2 - count % 2 {
                    ast = Ast { at, height: ast.height, kind: kind(Box::new(ast)) };
                }
                return Ok(ast);
            }
        }
        self.postfix()
    }

    fn postfix(&mut self) -> Parsed {
        let mut ast = self.primary()?;
        loop {
            let bracket = self.place();
            if self.takes(".") {
                let at = self.place();
                let Token::Name(name) = self.peek().clone() else { return Err(self.unexpected("a name")) };
                self.next += 1;
                if self.takes("(") {
                    let mut arguments = vec![ast];
                    self.arguments(")", &mut arguments)?;
                    ast = call(at, name, true, arguments)?;
                } else {
                    ast = tree(at, ast.height + 1, Kind::Member(Box::new(ast), name))?;
                }
            } else if self.takes("[") {
                self.deeper()?;
                let index = self.expression()?;
                self.depth -= 1;
                self.expect("]")?;
                ast = tree(bracket, 1 + ast.height.max(index.height), Kind::Index(Box::new([ast, index])))?;
            } else {
                return Ok(ast);
            }
        }
    }

    fn primary(&mut self) -> Parsed {
        let at = self.place();
        let token = self.peek().clone();
        self.next += 1;
        let kind = match token {
            Token::Number(number) => Kind::Number(number),
            Token::Text(text) => Kind::Text(text),
            Token::Name(name) => match name.as_str() {
                "null" => Kind::Null,
                "true" => Kind::Bool(true),
                "false" => Kind::Bool(false),
                word if super::is_reserved(word) => {
                    return Err(Fault::new("syntax", at, format!("{word} is a word of the language")));
                }
                _ if self.takes("(") => {
                    let mut arguments = Vec::new();
                    self.arguments(")", &mut arguments)?;
                    return call(at, name, false, arguments);
                }
                _ => Kind::Name(name),
            },
            Token::Sign("(") => {
                self.deeper()?;
                let inner = self.expression()?;
                self.depth -= 1;
                self.expect(")")?;
                return tree(inner.at, inner.height + 1, inner.kind);
            }
            Token::Sign("[") => {
                let mut items = Vec::new();
                self.arguments("]", &mut items)?;
                return tree(at, 1 + height(&items), Kind::List(items));
            }
            _ => {
                self.next -= 1;
                return Err(self.unexpected("a value"));
            }
        };
        Ok(Ast { at, height: 0, kind })
    }

    /// Expressions with commas between, up to the closing bracket. A comma may stand last in a list, as in CEL.
    fn arguments(&mut self, close: &'static str, into: &mut Vec<Ast>) -> Result<(), Fault> {
        self.deeper()?;
        while !self.takes(close) {
            into.push(self.expression()?);
            if self.takes(",") {
                if close == ")" && *self.peek() == Token::Sign(")") {
                    return Err(self.unexpected("a value"));
                }
            } else {
                self.expect(close)?;
                break;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn deeper(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > MAX_NESTING { Err(too_deep(self.place())) } else { Ok(()) }
    }

    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(_, token)| token)
    }

    fn place(&self) -> usize {
        self.tokens.get(self.next).or(self.tokens.last()).map_or(0, |(at, _)| *at)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(found) if *found == sign);
        if found {
            self.next += 1;
        }
        found
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), Fault> {
        if self.takes(sign) { Ok(()) } else { Err(self.unexpected(sign)) }
    }

    fn unexpected(&self, wanted: &str) -> Fault {
        let found = match self.peek() {
            Token::Name(name) => name.clone(),
            Token::Number(number) => number.to_string(),
            Token::Text(_) => "a string".to_owned(),
            Token::Sign(sign) => (*sign).to_owned(),
            Token::End => "the end".to_owned(),
        };
        Fault::new("syntax", self.place(), format!("expected {wanted}, found {found}"))
    }
}

fn logic(mut parts: Vec<Ast>, kind: fn(Vec<Ast>) -> Kind) -> Parsed {
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return Ok(only);
    }
    tree(parts.first().map_or(0, |part| part.at), height(&parts), kind(parts))
}

fn call(at: usize, name: String, method: bool, arguments: Vec<Ast>) -> Parsed {
    tree(at, 1 + height(&arguments), Kind::Call { name, method, arguments })
}

fn height(parts: &[Ast]) -> usize {
    parts.iter().map(|part| part.height).max().unwrap_or(0)
}

fn tree(at: usize, height: usize, kind: Kind) -> Parsed {
    if height > MAX_NESTING { Err(too_deep(at)) } else { Ok(Ast { at, height, kind }) }
}

fn too_deep(at: usize) -> Fault {
    Fault::new("limit", at, format!("nested deeper than {MAX_NESTING}"))
}

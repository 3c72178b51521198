//! The expression language of forms, in the syntax of CEL (Common Expression Language).

pub(crate) mod value;

pub(crate) use value::Value;

/// An expression that was checked against its form.
#[derive(Clone, Debug)]
pub(crate) struct Compiled;

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

impl Compiled {
    pub(crate) fn eval(
        &self,
        _state: &crate::validate::State<'_>,
        _row: Option<(usize, usize)>,
    ) -> Result<Value, Failure> {
        Ok(Value::Null)
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

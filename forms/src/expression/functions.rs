//! The functions of the language: their names, what they take, what they give.

use super::types::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Size,
    Contains,
    StartsWith,
    EndsWith,
    LowerAscii,
    UpperAscii,
    Trim,
    Has,
    Coalesce,
    Sum,
    Min,
    Max,
    Avg,
    Count,
    Round,
    Floor,
    Ceil,
    Abs,
    Date,
    AddDays,
    AddMonths,
    DaysBetween,
    MinutesBetween,
    Year,
    Month,
    Day,
    Weekday,
}

/// What goes over the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Macro {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

impl Macro {
    pub(crate) fn from_name(name: &str) -> Option<Macro> {
        Some(match name {
            "all" => Macro::All,
            "exists" => Macro::Exists,
            "exists_one" => Macro::ExistsOne,
            "filter" => Macro::Filter,
            "map" => Macro::Map,
            _ => return None,
        })
    }
}

impl Function {
    pub(crate) fn from_name(name: &str) -> Option<Function> {
        use Function::*;
        Some(match name {
            "size" => Size,
            "contains" => Contains,
            "startsWith" => StartsWith,
            "endsWith" => EndsWith,
            "lowerAscii" => LowerAscii,
            "upperAscii" => UpperAscii,
            "trim" => Trim,
            "has" => Has,
            "coalesce" => Coalesce,
            "sum" => Sum,
            "min" => Min,
            "max" => Max,
            "avg" => Avg,
            "count" => Count,
            "round" => Round,
            "floor" => Floor,
            "ceil" => Ceil,
            "abs" => Abs,
            "date" => Date,
            "addDays" => AddDays,
            "addMonths" => AddMonths,
            "daysBetween" => DaysBetween,
            "minutesBetween" => MinutesBetween,
            "year" => Year,
            "month" => Month,
            "day" => Day,
            "weekday" => Weekday,
            _ => return None,
        })
    }

    /// The least and the most arguments.
    pub(crate) fn arity(self) -> (usize, usize) {
        use Function::*;
        match self {
            Coalesce => (1, usize::MAX),
            Round => (1, 2),
            Contains | StartsWith | EndsWith | AddDays | AddMonths | DaysBetween | MinutesBetween => (2, 2),
            _ => (1, 1),
        }
    }

    /// The type of the result, or the argument that does not fit and what is wanted there. The number of arguments
    /// was checked before.
    pub(crate) fn result(self, arguments: &[Type]) -> Result<Type, (usize, String)> {
        use Function::*;
        let each = |wanted: &[Type]| {
            for (at, (found, wanted)) in arguments.iter().zip(wanted).enumerate() {
                if !found.fits(wanted) {
                    return Err((at, wanted.to_string()));
                }
            }
            Ok(())
        };
        let first = arguments.first().cloned().unwrap_or(Type::Any);
        match self {
            Size => match first {
                Type::Text | Type::List(_) | Type::Any => Ok(Type::Number),
                _ => Err((0, "text or list".to_owned())),
            },
            Contains | StartsWith | EndsWith => each(&[Type::Text, Type::Text]).map(|()| Type::Bool),
            LowerAscii | UpperAscii | Trim => each(&[Type::Text]).map(|()| Type::Text),
            Has => Ok(Type::Bool),
            Coalesce => {
                let mut common = Type::Any;
                for (at, found) in arguments.iter().enumerate() {
                    common = common.join(found).ok_or_else(|| (at, common.to_string()))?;
                }
                Ok(common)
            }
            Sum | Avg => each(&[Type::list(Type::Number)]).map(|()| Type::Number),
            Count => match first {
                Type::List(_) | Type::Any => Ok(Type::Number),
                _ => Err((0, "list".to_owned())),
            },
            Min | Max => match first {
                Type::Any => Ok(Type::Any),
                Type::List(item) if item.is_ordered() => Ok(*item),
                _ => Err((0, "list of ordered values".to_owned())),
            },
            Round => each(&[Type::Number, Type::Number]).map(|()| Type::Number),
            Floor | Ceil | Abs => each(&[Type::Number]).map(|()| Type::Number),
            Date => each(&[Type::Text]).map(|()| Type::Date),
            AddDays | AddMonths => each(&[Type::Date, Type::Number]).map(|()| Type::Date),
            DaysBetween => each(&[Type::Date, Type::Date]).map(|()| Type::Number),
            MinutesBetween => {
                let wanted = match arguments {
                    [Type::Time, _] | [_, Type::Time] => Type::Time,
                    _ => Type::DateTime,
                };
                each(&[wanted.clone(), wanted]).map(|()| Type::Number)
            }
            Year | Month | Day | Weekday => match first {
                Type::Date | Type::DateTime | Type::Any => Ok(Type::Number),
                _ => Err((0, "date".to_owned())),
            },
        }
    }
}

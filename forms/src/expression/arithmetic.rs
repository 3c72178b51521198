//! Arithmetic of exact decimals: 96 bits, 28 places, rounded half-even where a result does not fit.

use super::Failure;
use super::ast::Operator;
use rust_decimal::Decimal;

pub(super) fn compute(operator: Operator, a: Decimal, b: Decimal) -> Result<Decimal, Failure> {
    match operator {
        Operator::Add => a.checked_add(b).ok_or(Failure::Overflow),
        Operator::Subtract => a.checked_sub(b).ok_or(Failure::Overflow),
        Operator::Multiply => a.checked_mul(b).ok_or(Failure::Overflow),
        Operator::Divide | Operator::Remainder if b.is_zero() => Err(Failure::DivisionByZero),
        Operator::Divide => a.checked_div(b).ok_or(Failure::Overflow),
        _ => Ok(remainder(a, b)),
    }
}

/// The remainder of a division cut toward zero, with the sign of `a`. Exact: `rust_decimal`'s own loses digits
/// where the two scales lie far apart.
fn remainder(a: Decimal, b: Decimal) -> Decimal {
    let scale = a.scale().max(b.scale());
    let (dividend, mut divisor) = (a.mantissa().unsigned_abs(), b.mantissa().unsigned_abs());
    for _ in b.scale()..scale {
        match divisor.checked_mul(10) {
            Some(larger) => divisor = larger,
            // Larger than every dividend.
            None => return a,
        }
    }
    let mut rest = dividend % divisor;
    for _ in a.scale()..scale {
        rest = rest * 10 % divisor;
    }
    let signed = if a.is_sign_negative() { -(rest as i128) } else { rest as i128 };
    Decimal::try_from_i128_with_scale(signed, scale).unwrap_or_default()
}

//! What a field of each type may say.

use super::expressions::{Kind, Scope};
use super::{Chance, object, values};
use forms::{FieldType, Json};

/// Options of every choice.
pub(super) const OPTIONS: [&str; 4] = ["a", "b", "Zażółć", "12"];

/// Adds the attributes of a type; gives what the field reads as.
pub(super) fn complete(chance: &mut Chance, kind: FieldType, scope: &Scope, field: &mut Json) -> Kind {
    use FieldType::*;
    match kind {
        Text | LongText | Email | Phone | Url | Nip | Barcode => texts(chance, field),
        Integer | Duration => bounds(chance, field, &["-5", "0", "3"], &["10", "100"], Json::Number),
        Decimal | Money => {
            bounds(chance, field, &["-5.5", "0", "0.10"], &["10", "99.999"], Json::String);
            if chance.one_in(2) {
                field.set("scale", chance.below(4) as u64);
            }
        }
        Date => bounds(chance, field, &["2024-02-29", "2026-01-01"], &["2026-11-23"], Json::String),
        Time => bounds(chance, field, &["06:00", "08:30:15"], &["17:00"], Json::String),
        DateTime => {
            bounds(chance, field, &["2026-01-01T00:00:00Z"], &["2026-11-20T10:00:00+01:00"], Json::String)
        }
        Choice | Choices => {
            let option = |key: &&str| object(&[("key", (*key).into()), ("label", Json::object())]);
            field.set("options", OPTIONS.iter().map(option).collect::<Vec<_>>());
        }
        Rating if chance.one_in(2) => field.set("max", 10u64),
        Computed => return computed(chance, scope, field),
        _ => {}
    }
    if matches!(kind, Choices | File | Photo | Signature) {
        bounds_of_items(chance, field);
    }
    let reads = reads(kind);
    if chance.one_in(6) {
        field.set("default_expr", scope.expression(chance, reads));
    } else if chance.one_in(5) {
        field.set("default", values::plausible(chance, kind));
    }
    reads
}

fn reads(kind: FieldType) -> Kind {
    use FieldType::*;
    match kind {
        Integer | Decimal | Money | Duration | Rating => Kind::Number,
        Boolean => Kind::Bool,
        Date => Kind::Date,
        Time => Kind::Time,
        DateTime => Kind::DateTime,
        Choices | File | Photo | Signature => Kind::Texts,
        Location => Kind::Place,
        _ => Kind::Text,
    }
}

fn computed(chance: &mut Chance, scope: &Scope, field: &mut Json) -> Kind {
    let results = [
        ("text", Kind::Text),
        ("integer", Kind::Number),
        ("decimal", Kind::Number),
        ("boolean", Kind::Bool),
        ("date", Kind::Date),
    ];
    let (result, reads) = *chance.pick(&results);
    field.set("result", result);
    field.set("expr", scope.expression(chance, reads));
    if reads == Kind::Number && chance.one_in(2) {
        field.set("scale", chance.below(5) as u64);
    }
    reads
}

fn texts(chance: &mut Chance, field: &mut Json) {
    if chance.one_in(4) {
        field.set("min_length", chance.below(5) as u64);
    }
    if chance.one_in(4) {
        field.set("max_length", 5 + chance.below(20) as u64);
    }
    if chance.one_in(5) {
        let patterns = ["[a-z]+", "\\d{2}-\\d{3}", "(a|b)*c?", ".{1,8}", "[^\\s]*", "\\w+@\\w+", "ż.*ć|x"];
        field.set("pattern", *chance.pick(&patterns));
    }
}

fn bounds(chance: &mut Chance, field: &mut Json, least: &[&str], most: &[&str], json: fn(String) -> Json) {
    if chance.one_in(3) {
        field.set("min", json((*chance.pick(least)).to_owned()));
    }
    if chance.one_in(3) {
        field.set("max", json((*chance.pick(most)).to_owned()));
    }
}

fn bounds_of_items(chance: &mut Chance, field: &mut Json) {
    if chance.one_in(3) {
        field.set("min_items", chance.below(3) as u64);
    }
    if chance.one_in(3) {
        field.set("max_items", 2 + chance.below(3) as u64);
    }
}

//! Values for a form: most of them plausible, some at the edge, some hostile.

use super::fields::OPTIONS;
use super::{Chance, object};
use forms::{FieldType, Form, Json, Node};

/// An object of values; now and then no object.
pub fn values(chance: &mut Chance, form: &Form) -> Json {
    if chance.one_in(200) {
        return hostile(chance);
    }
    let top: Vec<usize> = (0..form.fields().count()).filter(|at| form.field(*at).table.is_none()).collect();
    let mut values = members(chance, form, &top);
    for at in 0..form.tables().len() {
        if let Some(rows) = rows(chance, form, at) {
            values.set(&form.table(at).key, rows);
        }
    }
    values
}

/// A field or table of the form by its key, and another value for it, unless it is taken away.
pub fn edited(chance: &mut Chance, form: &Form) -> (String, Option<Json>) {
    let fields = (0..form.fields().count()).filter(|at| form.field(*at).table.is_none()).map(Node::Field);
    let nodes: Vec<Node> = fields.chain((0..form.tables().len()).map(Node::Table)).collect();
    if nodes.is_empty() || chance.one_in(50) {
        return ("unknown".into(), chance.one_in(2).then(|| hostile(chance)));
    }
    match *chance.pick(&nodes) {
        Node::Table(at) => (form.table(at).key.clone(), rows(chance, form, at)),
        Node::Field(at) | Node::Section(at) | Node::Text(at) => {
            (form.field(at).key.clone(), value(chance, form.field(at).kind))
        }
    }
}

pub fn context(chance: &mut Chance, form: &Form) -> Json {
    let mut context = Json::object();
    if !chance.one_in(4) {
        context.set("now", "2026-11-23T12:00:00+01:00");
        context.set("today", "2026-11-23");
    }
    if chance.one_in(2) {
        context.set("user", object(&[("id", "u1".into()), ("name", " Ann ".into())]));
    }
    if chance.one_in(2) {
        context.set("company", object(&[("id", "c1".into())]));
    }
    if chance.one_in(3) {
        context.set("stored", values(chance, form));
    }
    context
}

fn members(chance: &mut Chance, form: &Form, fields: &[usize]) -> Json {
    let mut members = Json::object();
    for at in fields {
        let field = form.field(*at);
        if let Some(value) = value(chance, field.kind) {
            members.set(&field.key, value);
        }
    }
    if chance.one_in(12) {
        let unknown = *chance.pick(&["zz", "Key", "k1 ", "\u{10ffff}", "é"]);
        members.set(unknown, hostile(chance));
    }
    members
}

fn rows(chance: &mut Chance, form: &Form, table: usize) -> Option<Json> {
    if chance.one_in(10) {
        return Some(hostile(chance));
    }
    let id = &form.table(table).id;
    let fields: Vec<usize> =
        (0..form.fields().count()).filter(|at| form.field(*at).table.as_ref() == Some(id)).collect();
    let count = if chance.one_in(400) { 499 + chance.below(4) } else { chance.below(5) };
    let row = |chance: &mut Chance| match chance.below(30) {
        0 => hostile(chance),
        _ => members(chance, form, &fields),
    };
    Some((0..count).map(|_| row(chance)).collect::<Vec<_>>().into())
}

fn value(chance: &mut Chance, kind: FieldType) -> Option<Json> {
    match chance.below(10) {
        0 => None,
        1 => Some(hostile(chance)),
        _ => Some(plausible(chance, kind)),
    }
}

/// A value of the right shape, which may still break a constraint.
pub(super) fn plausible(chance: &mut Chance, kind: FieldType) -> Json {
    use FieldType::*;
    let text = |words: &[&str], chance: &mut Chance| Json::from(*chance.pick(words));
    match kind {
        Email => text(&["a@b.pl", "a@b", " Ann.Nowak@firma.example ", "ż@b.pl"], chance),
        Phone => text(&["+48 601 602 603", "123", "(22) 123-45-67", "22--11"], chance),
        Url => text(&["https://a.pl/x?y#z", "ftp://a", "HTTP://[::1]:80/", "https://a b"], chance),
        Nip => text(&["526-104-08-28", "PL5261040828", "1234567890"], chance),
        Integer | Duration => {
            let number =
                *chance.pick(&["0", "7", "-3", "60", "99", "1000000", "79228162514264337593543950335"]);
            Json::Number(number.to_owned())
        }
        Rating => Json::from(chance.below(12) as u64),
        Decimal | Money => {
            let number = *chance.pick(&["0", "0.10", "12.50", "-1.005", "99.999", "1234567.89", "0.1"]);
            if chance.one_in(3) { Json::Number(number.to_owned()) } else { Json::from(number) }
        }
        Boolean => Json::Bool(chance.one_in(2)),
        Date => text(&["2026-11-23", "2024-02-29", "2026-02-30", " 2026-01-31 ", "9999-12-31"], chance),
        Time => text(&["14:05", "06:00:30", "24:00", "23:59:60"], chance),
        DateTime => text(
            &[
                "2026-11-20T10:00:00+01:00",
                "2026-11-20t23:30:00.25z",
                "2026-11-20T10:00:00",
                "2027-01-01T00:00:00Z",
            ],
            chance,
        ),
        Choice => text(&OPTIONS, chance),
        Choices => Json::Array((0..chance.below(4)).map(|_| text(&OPTIONS, chance)).collect()),
        File | Photo | Signature => {
            Json::Array((0..chance.below(4)).map(|_| text(&["f1", "f2"], chance)).collect())
        }
        Location => {
            let latitude = *chance.pick(&["52.2297", "-90", "90.0000001", "5.2e1", "0"]);
            let mut place = object(&[("lon", Json::Number("21.01".into()))]);
            place.set("lat", Json::Number(latitude.to_owned()));
            if chance.one_in(3) {
                place.set("accuracy", Json::Number("1E+2".into()));
            }
            place
        }
        _ => {
            text(&["a", "abc", "  Zażółć gęślą jaźń  ", "12-345", "bbbac", "żółć", "12", "B", "😀😀"], chance)
        }
    }
}

fn hostile(chance: &mut Chance) -> Json {
    const TEXTS: [&str; 15] = [
        "",
        " ",
        "\u{a0}\u{2003}",
        "a\0b",
        "\u{feff}x",
        "a\u{301}",
        "\u{200b}",
        "\u{202e}abc",
        "😀",
        "\u{ffff}",
        "<b>&\"'\\",
        "a\u{2028}b",
        "\u{85}x\u{85}",
        "null",
        "1e5",
    ];
    const NUMBERS: [&str; 10] = [
        "-0",
        "1e5",
        "1.50",
        "0.12345678901234567890123456789",
        "79228162514264337593543950336",
        "1E400",
        "-79228162514264337593543950335",
        "0.0000000000000000000000000001",
        "12.000000000000000000000000000000",
        "-1",
    ];
    match chance.below(9) {
        0 => Json::Null,
        1 => Json::Bool(true),
        2 | 3 => Json::Number((*chance.pick(&NUMBERS)).to_owned()),
        4 => Json::object(),
        5 => Json::Array(vec![]),
        6 => Json::Array(vec![Json::from(*chance.pick(&TEXTS)), Json::from(1u64), Json::Null]),
        _ if chance.one_in(60) => Json::String("ż".repeat(30_000 + chance.below(5_000))),
        _ => Json::from(*chance.pick(&TEXTS)),
    }
}

//! Rules that the types of questions bring with them.

use forms::Label;
use rust_decimal::Decimal;

use crate::form_import::{
    draft::{Draft, Expression, Id, Kind, Spot},
    piece::{Made, Piece, Ty},
    told::{Obstacle, What},
};

/// A field that must be ticked wherever it is shown.
pub(in crate::form_import) fn must_be_true(id: Id, message: Label, from: Expression, draft: &mut Draft) {
    let Ok(itself) = draft.read(id, draft.spot_in_rule(id)) else { return };
    let holds = Piece::or(vec![draft.shown(id).not(), itself]);
    let message = if message.is_empty() {
        let mut message = Label::new("en", "This has to be confirmed");
        message.0.insert("pl".to_owned(), "To trzeba potwierdzić".to_owned());
        message
    } else {
        message
    };
    draft.rule(id, &holds, Some(message), from);
}

/// No option may stand in two fields.
pub(super) fn all_different(fields: &[Id], place: &str, draft: &mut Draft) {
    let read = |draft: &Draft, id: Id| draft.read(id, draft.spot_in_rule(id)).ok();
    for (at, id) in fields.iter().enumerate().skip(1) {
        let before: Option<Vec<Piece>> = fields[..at].iter().map(|id| read(draft, *id)).collect();
        let (Some(itself), Some(before)) = (read(draft, *id), before) else { continue };
        let texts: Vec<&str> = before.iter().map(Piece::as_str).collect();
        let list = Piece::name(format!("[{}]", texts.join(", ")), Ty::List, false);
        let holds = Piece::or(vec![itself.empty(), itself.is_in(&list).not()]);
        let mut message = Label::new("en", "This option has a rank already");
        message.0.insert("pl".to_owned(), "Ta opcja ma już miejsce".to_owned());
        let what = What::Ranks(draft.nodes[*id].name.clone());
        let from = Expression { attribute: "assert", place: place.to_owned(), what, counted: false };
        draft.rule(*id, &holds, Some(message), from);
    }
}

/// The words behind `or_other`, asked for where that option is chosen.
pub(super) fn shown_for_other(choice: Id, text: Id, draft: &mut Draft) {
    let when = |spot: Spot, draft: &Draft| -> Option<Piece> {
        let read = draft.read(choice, spot).ok()?;
        let other = Piece::text("other");
        if read.ty == Ty::List { Some(other.is_in(&read)) } else { read.equal(&other).ok() }
    };
    let here = when(draft.spot(text), draft);
    let in_rule = when(draft.spot_in_rule(text), draft);
    if let (Some(here), Some(in_rule)) = (here, in_rule) {
        draft.set(text, "visible_if", here.as_str());
        draft.nodes[text].visible = Some((here, in_rule));
    }
}

/// A number in steps from its least.
pub(super) fn in_steps(id: Id, start: Decimal, step: Decimal, place: &str, draft: &mut Draft) {
    let is_natural = step.is_zero() || (step == Decimal::ONE && start.is_integer() && draft.nodes[id].whole);
    if is_natural || draft.nodes[id].kind != Kind::Field {
        return;
    }
    let holds = || -> Made {
        let itself = draft.read(id, draft.spot_in_rule(id)).map_err(|_| Obstacle::RepeatInRepeat)?;
        let rest = itself.calculated("-", &Piece::number(start))?.calculated("%", &Piece::number(step))?;
        Ok(Piece::or(vec![itself.empty(), rest.equal(&Piece::number(Decimal::ZERO))?]))
    };
    let Ok(holds) = holds() else { return };
    let mut message = Label::new("en", &format!("From {start} in steps of {step}"));
    message.0.insert("pl".to_owned(), format!("Od {start}, co {step}"));
    let what = What::Steps(draft.nodes[id].name.clone());
    let from = Expression { attribute: "assert", place: place.to_owned(), what, counted: false };
    draft.rule(id, &holds, Some(message), from);
}

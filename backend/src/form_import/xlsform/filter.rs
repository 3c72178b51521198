//! Filters over choices. Options have no conditions here: a filter that reads no field decides at once which options
//! there are; any other becomes a rule that refuses an option that the filter would not have shown.

use forms::Label;

use super::{
    choices::{self, Item},
    columns::Cell,
    logic::{Work, parsed},
    xpath::{self, Expr, Translator},
};
use crate::form_import::{
    piece::{Literal, Piece, Ty},
    told::{Obstacle, Part, What, Why},
};

/// What a rule over several chosen options calls one of them.
const OPTION: &str = "option";
/// Choices that a filter goes over; no expression holds more.
const LONGEST: usize = 2_000;

pub(super) fn translate(work: &mut Work<'_, '_>, cell: &Cell<'_>) {
    match parsed(cell.text).and_then(|expr| filtered(work, cell, &expr)) {
        Ok(()) => work.report.translated(),
        Err(why) => work.failed(cell, Part::Filter, why),
    }
}

fn filtered(work: &mut Work<'_, '_>, cell: &Cell<'_>, expr: &Expr) -> Result<(), Obstacle> {
    let id = work.entry.id;
    let items = list(work).ok_or(Obstacle::ListMissing)?;
    if items.len() > LONGEST {
        return Err(Obstacle::LongList(LONGEST));
    }
    let spot = work.draft.spot_in_rule(id);
    let mut shown: Vec<(Piece, Vec<&Item>)> = Vec::new();
    for item in items {
        let here = Translator { columns: Some(&item.columns), ..work.translator(spot) };
        let condition = xpath::condition(here, expr)?;
        match shown.iter_mut().find(|(known, _)| known.as_str() == condition.as_str()) {
            Some((_, items)) => items.push(item),
            None => shown.push((condition, vec![item])),
        }
    }
    let is = |piece: &Piece, value: bool| piece.literal == Some(Literal::Bool(value));
    shown.retain(|(condition, _)| !is(condition, false));
    if shown.is_empty() {
        return Err(Obstacle::LeavesNothing);
    }
    let kept = choices::distinct(shown.iter().flat_map(|(_, items)| items.iter().copied()));
    let all_offered = shown.iter().all(|(condition, _)| is(condition, true));
    let rule = if all_offered { None } else { Some(rule(work, &shown)?) };
    // In the order of the sheet, with what `or_other` added.
    let options = work.draft.nodes[id].options.clone().unwrap_or_default();
    let added = |key: &str| !items.iter().any(|item| item.key == key);
    let options =
        options.iter().filter(|option| added(&option.key) || kept.iter().any(|kept| kept.key == option.key));
    let options = options.cloned().collect();
    work.draft.offer(id, &options);
    if let Some(holds) = rule {
        let from = work.from("assert", cell, Part::Filter);
        let mut message = Label::new("en", "This option does not fit the other answers");
        message.0.insert("pl".to_owned(), "Ta opcja nie pasuje do innych odpowiedzi".to_owned());
        work.draft.rule(id, &holds, Some(message), from);
        let what = What::Shortening(work.name().to_owned());
        work.report.left_out(&cell.place, what, Why::Offered);
    }
    Ok(())
}

/// The items of the row's list.
fn list<'w>(work: &Work<'w, '_>) -> Option<&'w [Item]> {
    let words: Vec<&str> = work.entry.row.text("type").split_whitespace().collect();
    words.iter().rev().find_map(|word| work.lists.get(word))
}

/// What is chosen is shown by the filter.
fn rule(work: &Work<'_, '_>, shown: &[(Piece, Vec<&Item>)]) -> Result<Piece, Obstacle> {
    let id = work.entry.id;
    let itself = work.draft.read(id, work.draft.spot_in_rule(id)).map_err(|_| Obstacle::RepeatInRepeat)?;
    let several = itself.ty == Ty::List;
    if several && work.draft.nodes[id].table.is_some() {
        return Err(Obstacle::ListsInRows);
    }
    let one = if several { Piece::name(OPTION, Ty::Text, false) } else { itself.clone() };
    let mut cases: Vec<Piece> = shown
        .iter()
        .map(|(condition, items)| {
            let mut keys: Vec<&str> = items.iter().map(|item| item.key.as_str()).collect();
            keys.dedup();
            Piece::and(vec![condition.clone(), one.among(&keys)])
        })
        .collect();
    if several {
        let fits = Piece::or(cases).settled();
        return Ok(Piece::each(itself.as_str(), "all", OPTION, &fits, Ty::Bool));
    }
    // What `or_other` adds is never filtered.
    let others: Vec<String> = work.draft.nodes[id]
        .options
        .iter()
        .flat_map(|options| options.iter())
        .map(|option| option.key.clone())
        .collect();
    let listed = list(work).unwrap_or_default();
    let others: Vec<&str> =
        others.iter().map(String::as_str).filter(|key| !listed.iter().any(|item| item.key == *key)).collect();
    if !others.is_empty() {
        cases.insert(0, one.among(&others));
    }
    cases.insert(0, itself.empty());
    Ok(Piece::or(cases))
}

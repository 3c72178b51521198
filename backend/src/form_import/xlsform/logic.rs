//! The second pass: what the expressions of the rows say, in our language.

use std::collections::BTreeMap;

use forms::{Json, Label};

use super::{
    choices::Lists,
    columns::Cell,
    constraint, filter, rules,
    survey::{Entry, Role, Survey},
    xpath::{self, Expr, Translator},
};
use crate::form_import::{
    draft::{Draft, Expression, Spot},
    html,
    piece::{Made, Piece, Ty},
    report::Report,
    told::{Obstacle, Part, What, Why},
};

pub(super) fn translate(survey: &Survey<'_>, lists: &Lists, draft: &mut Draft, report: &mut Report) {
    let mut appearances = Appearances::default();
    // Conditions first: rules ask when their fields are shown.
    for entry in &survey.entries {
        Work { entry, survey, lists, draft, report }.relevant();
    }
    for entry in &survey.entries {
        let mut work = Work { entry, survey, lists, draft, report };
        match entry.role {
            Role::Repeat => work.count(),
            Role::Text | Role::Group => {}
            Role::Calculate => work.calculate(),
            Role::Field | Role::Choice | Role::Acknowledge => work.field(),
        }
        work.words();
        work.unused(&mut appearances);
    }
    for (words, (place, count)) in appearances {
        let what = if count > 1 { What::Appearances(words, count) } else { What::Appearance(words) };
        report.left_out(place, what, Why::Looks);
    }
}

/// Appearances that change nothing here: where each stands first, and how often.
type Appearances = BTreeMap<String, (String, usize)>;

/// One row at work.
pub(super) struct Work<'w, 'a> {
    pub(super) entry: &'w Entry<'a>,
    pub(super) survey: &'w Survey<'a>,
    pub(super) lists: &'w Lists,
    pub(super) draft: &'w mut Draft,
    pub(super) report: &'w mut Report,
}

impl Work<'_, '_> {
    pub(super) fn translator(&self, spot: Spot) -> Translator<'_> {
        Translator {
            draft: self.draft,
            names: &self.survey.names,
            lists: self.lists,
            spot,
            itself: None,
            columns: None,
        }
    }

    pub(super) fn here(&self) -> Translator<'_> {
        self.translator(self.draft.spot(self.entry.id))
    }

    pub(super) fn from(&self, attribute: &'static str, cell: &Cell<'_>, of: Part) -> Expression {
        Expression {
            attribute,
            place: cell.place.clone(),
            what: What::Said(of, self.name().to_owned(), shortened(cell.text)),
            counted: true,
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.draft.nodes[self.entry.id].name
    }

    pub(super) fn failed(&mut self, cell: &Cell<'_>, of: Part, why: Obstacle) {
        let what = What::Said(of, self.name().to_owned(), shortened(cell.text));
        self.report.left_out(&cell.place, what, Why::ByHand(why));
    }

    fn relevant(&mut self) {
        let Some(cell) = self.entry.row.cell("relevant") else { return };
        self.report.found();
        let id = self.entry.id;
        let made = parsed(cell.text).and_then(|expr| {
            let here = xpath::condition(self.here(), &expr)?;
            let in_rule = xpath::condition(self.translator(self.draft.spot_in_rule(id)), &expr);
            Ok((here, in_rule.unwrap_or_else(|_| Piece::boolean(false))))
        });
        match made {
            Ok((here, in_rule)) => {
                let from = self.from("visible_if", &cell, Part::Condition);
                self.draft.express(id, &here, from);
                self.draft.nodes[id].visible = Some((here, in_rule));
                self.report.translated();
            }
            Err(why) => self.failed(&cell, Part::Condition, why),
        }
    }

    fn field(&mut self) {
        self.required();
        self.read_only();
        if let Some(cell) = self.entry.row.cell("calculation") {
            self.calculation(&cell);
        }
        self.default();
        if let Some(cell) = self.entry.row.cell("constraint") {
            self.report.found();
            constraint::translate(self, &cell);
        }
        if let Some(cell) = self.entry.row.cell("choice_filter") {
            self.report.found();
            filter::translate(self, &cell);
        }
    }

    fn required(&mut self) {
        let Some(cell) = self.entry.row.cell("required") else { return };
        let id = self.entry.id;
        match truth(cell.text) {
            Some(false) => {}
            Some(true) if self.entry.role == Role::Acknowledge => {
                let from = Expression { counted: false, ..self.from("", &cell, Part::Requirement) };
                rules::must_be_true(id, self.entry.row.label("required_message").0, from, self.draft);
            }
            Some(true) => self.draft.set(id, "required", true),
            None => {
                self.report.found();
                match parsed(cell.text).and_then(|expr| xpath::condition(self.here(), &expr)) {
                    Ok(piece) => {
                        let from = self.from("required_if", &cell, Part::Requirement);
                        self.draft.express(id, &piece, from);
                        self.report.translated();
                    }
                    Err(why) => self.failed(&cell, Part::Requirement, why),
                }
            }
        }
    }

    fn read_only(&mut self) {
        let Some(cell) = self.entry.row.cell("read_only") else { return };
        if self.entry.row.cell("calculation").is_some() || truth(cell.text) == Some(false) {
            return;
        }
        let made = match truth(cell.text) {
            Some(value) => Ok(Piece::boolean(value)),
            None => {
                self.report.found();
                let made = parsed(cell.text).and_then(|expr| xpath::condition(self.here(), &expr));
                if made.is_ok() {
                    self.report.translated();
                }
                made
            }
        };
        match made {
            Ok(piece) => {
                let counted = truth(cell.text).is_none();
                let from = Expression { counted, ..self.from("read_only_if", &cell, Part::ReadOnly) };
                self.draft.express(self.entry.id, &piece, from);
            }
            Err(why) => self.failed(&cell, Part::ReadOnly, why),
        }
    }

    /// How many rows a repeat has.
    fn count(&mut self) {
        let Some(cell) = self.entry.row.cell("repeat_count") else { return };
        self.report.found();
        let id = self.entry.id;
        let made: Made = parsed(cell.text).and_then(|expr| {
            let count = xpath::value(self.here(), &expr)?;
            let rows = self.draft.read(id, Spot::default()).map_err(|_| Obstacle::RepeatInRepeat)?;
            Piece::call("size", &[rows], Ty::Number, false).equal(&count)
        });
        match (cell.text.parse::<u64>(), made) {
            (Ok(count), _) if count <= 500 => {
                self.draft.set(id, "min_items", count);
                self.draft.set(id, "max_items", count);
                self.report.translated();
            }
            (_, Ok(holds)) => {
                let from = self.from("assert", &cell, Part::RowCount);
                let mut message = Label::new("en", "The number of rows does not fit the other answers");
                message.0.insert("pl".into(), "Liczba wierszy nie zgadza się z innymi odpowiedziami".into());
                // A hidden repeat has no rows, and none are asked for.
                let shown = self.draft.shown(id);
                self.draft.rule(id, &Piece::or(vec![shown.not(), holds]), Some(message), from);
                self.report.translated();
            }
            (_, Err(why)) => self.failed(&cell, Part::RowCount, why),
        }
    }

    /// Values inside words: `Hello ${name}`.
    fn words(&mut self) {
        let id = self.entry.id;
        for (attribute, column) in
            [("label", "label"), ("title", "label"), ("text", "label"), ("help", "hint")]
        {
            let label = self.draft.nodes[id].attributes.get(attribute).and_then(Label::from_json);
            let Some(mut label) = label.filter(|label| label.0.values().any(|text| text.contains("${")))
            else {
                continue;
            };
            for text in label.0.values_mut() {
                *text = without_values(text);
            }
            self.draft.set(id, attribute, label.to_json());
            let (_, place) = self.entry.row.label(column);
            let what = What::ValuesInWords(self.name().to_owned());
            self.report.left_out(place, what, Why::SameForAll);
        }
    }

    /// Cells that change how things look, or have no counterpart.
    fn unused(&mut self, appearances: &mut Appearances) {
        let row = self.entry.row;
        let used: &[&str] =
            match self.draft.nodes[self.entry.id].attributes.get("type").and_then(Json::as_str) {
                Some("long_text") => &["multiline"],
                Some("url") => &["url"],
                Some("signature") => &["signature"],
                Some("rating") => &["rating"],
                _ => &[],
            };
        let name = self.name().to_owned();
        if let Some(cell) = row.cell("appearance")
            && cell.text.split_whitespace().any(|word| !used.contains(&word.to_lowercase().as_str()))
        {
            appearances.entry(cell.text.to_owned()).or_insert((cell.place, 0)).1 += 1;
        }
        let is_range = row.text("type").trim().eq_ignore_ascii_case("range");
        if let Some(cell) = row.cell("parameters").filter(|_| !is_range) {
            let what = What::Parameters(name.clone(), cell.text.to_owned());
            self.report.left_out(cell.place, what, Why::OfPhones);
        }
        if let Some(cell) = row.cell("trigger") {
            let what = What::Trigger(name.clone(), cell.text.to_owned());
            self.report.left_out(cell.place, what, Why::ComputedAnew);
        }
        for media in ["image", "big-image", "audio", "video"] {
            for cell in row.cells(media) {
                let what = What::Media(media, name.clone(), cell.text.to_owned());
                self.report.left_out(cell.place, what, Why::NoMedia);
            }
        }
        let told = self.entry.role == Role::Acknowledge;
        if let Some(cell) = row.cells("required_message").into_iter().next().filter(|_| !told) {
            self.report.left_out(cell.place, What::MissingMessage(name), Why::OneMessage);
        }
    }
}

/// `yes`, `true()` and their like; `None` for conditions.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "true()" | "required" => Some(true),
        "no" | "false" | "false()" => Some(false),
        _ => None,
    }
}

pub(super) fn parsed(text: &str) -> Result<Expr, Obstacle> {
    match truth(text) {
        Some(value) => Ok(Expr::Call(value.to_string(), vec![])),
        None => xpath::parse(text),
    }
}

/// So much of an expression as a report shows.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

fn without_values(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(end) = rest[start..].find('}') else { break };
        out.push_str(&rest[..start]);
        out.push('…');
        rest = &rest[start + end + 1..];
    }
    out.push_str(rest);
    html::plain_if_marked(&out)
}

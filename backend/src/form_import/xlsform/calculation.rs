//! Calculations and defaults: values that nobody types in, or not at first.

use forms::Json;
use rust_decimal::Decimal;

use super::{
    columns::Cell,
    logic::{Work, parsed, truth},
    survey::Role,
    xpath::{self, Expr},
};
use crate::form_import::{
    piece::{Piece, Ty},
    told::{Obstacle, Part, What, Why},
};

impl Work<'_, '_> {
    /// A row of the type `calculate`.
    pub(super) fn calculate(&mut self) {
        let cell = self.entry.row.cell("calculation").or_else(|| self.entry.row.cell("default"));
        let Some(cell) = cell else {
            let what = What::Named(self.name().to_owned());
            self.report.left_out(self.entry.row.place(), what, Why::NothingComputed);
            return self.gone();
        };
        self.calculation(&cell);
        if self.draft.nodes[self.entry.id].attributes.get("type").is_none() {
            self.gone();
        }
    }

    /// Takes the field out again, once the report says why.
    fn gone(&mut self) {
        self.report.withdrawn();
        let id = self.entry.id;
        let siblings = match self.draft.nodes[id].parent {
            Some(parent) => &mut self.draft.nodes[parent].children,
            None => &mut self.draft.roots,
        };
        siblings.retain(|sibling| *sibling != id);
    }

    pub(super) fn calculation(&mut self, cell: &Cell<'_>) {
        self.report.found();
        let made = parsed(cell.text).and_then(|expr| match expr {
            Expr::Call(name, arguments) if name == "once" && arguments.len() == 1 => {
                Ok((xpath::value(self.here(), &arguments[0])?, true))
            }
            expr => Ok((xpath::value(self.here(), &expr)?, false)),
        });
        let set = made.and_then(
            |(piece, once)| if once { self.once(&piece, cell) } else { self.computed(piece, cell) },
        );
        match set {
            Ok(()) => self.report.translated(),
            Err(why) => self.failed(cell, Part::Calculation, why),
        }
    }

    /// A value that is given once and may be changed.
    fn once(&mut self, piece: &Piece, cell: &Cell<'_>) -> Result<(), Obstacle> {
        if self.entry.role == Role::Calculate {
            self.draft.typed(self.entry.id, kind_of(piece.ty)?);
        }
        let from = self.from("default_expr", cell, Part::Calculation);
        self.draft.express(self.entry.id, piece, from);
        Ok(())
    }

    fn computed(&mut self, piece: Piece, cell: &Cell<'_>) -> Result<(), Obstacle> {
        if self.entry.role != Role::Calculate && self.draft.nodes[self.entry.id].ty != piece.ty {
            return Err(Obstacle::Gives(piece.ty, self.draft.nodes[self.entry.id].ty));
        }
        if self.entry.role == Role::Choice {
            return Err(Obstacle::OptionComputed);
        }
        let result = match piece.ty {
            Ty::Number if piece.whole => "integer",
            Ty::Number => "decimal",
            Ty::Text => "text",
            Ty::Bool => "boolean",
            Ty::Date => "date",
            other => return Err(Obstacle::NotComputed(other)),
        };
        let id = self.entry.id;
        self.draft.typed(id, "computed");
        for name in ["required", "read_only_if", "required_if", "min", "max"] {
            self.draft.nodes[id].attributes.remove(name);
        }
        self.draft.nodes[id].expressions.retain(|from| from.attribute == "visible_if");
        self.draft.set(id, "result", result);
        self.draft.nodes[id].ty = piece.ty;
        self.draft.nodes[id].whole = piece.whole;
        let from = self.from("expr", cell, Part::Calculation);
        self.draft.express(id, &piece, from);
        Ok(())
    }

    pub(super) fn default(&mut self) {
        let Some(cell) = self.entry.row.cell("default") else { return };
        if self.draft.nodes[self.entry.id].attributes.get("expr").is_some() {
            return;
        }
        let id = self.entry.id;
        let kind =
            self.draft.nodes[id].attributes.get("type").and_then(Json::as_str).unwrap_or_default().to_owned();
        if cell.text.contains("${") || (cell.text.contains('(') && parsed(cell.text).is_ok()) {
            self.report.found();
            match parsed(cell.text).and_then(|expr| xpath::value(self.here(), &expr)) {
                Ok(piece) => {
                    let from = self.from("default_expr", &cell, Part::Default);
                    self.draft.express(id, &piece, from);
                    self.report.translated();
                }
                Err(why) => self.failed(&cell, Part::Default, why),
            }
            return;
        }
        match default_value(&kind, cell.text) {
            Some(value) => self.draft.set(id, "default", value),
            None => self.failed(&cell, Part::Default, Obstacle::NotOfType),
        }
    }
}

fn kind_of(ty: Ty) -> Result<&'static str, Obstacle> {
    Ok(match ty {
        Ty::Number => "decimal",
        Ty::Text => "text",
        Ty::Bool => "boolean",
        Ty::Date => "date",
        Ty::Time => "time",
        Ty::DateTime => "date_time",
        other => return Err(Obstacle::NotDefault(other)),
    })
}

fn default_value(kind: &str, text: &str) -> Option<Json> {
    let number = || xpath::parse(text).ok().and_then(|_| text.parse::<Decimal>().ok());
    Some(match kind {
        "integer" | "rating" => Json::Number(number().filter(Decimal::is_integer)?.normalize().to_string()),
        "decimal" => Json::String(number()?.to_string()),
        "boolean" => Json::Bool(text == "OK" || truth(text)?),
        "choices" => Json::Array(text.split_whitespace().map(Json::from).collect()),
        "location" => {
            let mut parts = text.split_whitespace().map(|part| part.parse::<Decimal>().ok());
            let mut place = Json::object();
            place.set("lat", Json::Number(parts.next()??.to_string()));
            place.set("lon", Json::Number(parts.next()??.to_string()));
            place
        }
        "file" | "photo" | "signature" => return None,
        _ => Json::from(text),
    })
}

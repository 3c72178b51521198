//! The second pass: what conditions, validations and calculations say, in our language.

use std::cell::RefCell;

use forms::{Json, Label};

use super::{
    Entry, Role,
    components::name,
    condition, dates, is_true, is_unset,
    javascript::{self, Js, Translator},
    json_logic,
    paths::{Paths, Target},
    text, validation,
    words::Words,
};
use crate::form_import::{
    draft::{Draft, Expression, Spot},
    piece::{Made, Piece, Ty},
    report::Report,
    told::{Obstacle, Part, What, Why},
    xlsform,
};

pub(super) fn translate(
    entries: &[Entry<'_>],
    paths: &Paths,
    words: &Words,
    draft: &mut Draft,
    report: &mut Report,
) {
    for entry in entries {
        Work { entry, paths, words, draft, report }.conditions();
    }
    for entry in entries {
        let mut work = Work { entry, paths, words, draft, report };
        if entry.role == Role::Field {
            work.required_box();
            work.calculation();
            work.first_value();
        }
        work.validations();
        work.unused();
    }
}

/// One component at work.
struct Work<'w, 'a> {
    entry: &'w Entry<'a>,
    paths: &'w Paths,
    words: &'w Words,
    draft: &'w mut Draft,
    report: &'w mut Report,
}

/// Where a setting stands in its component, and its text.
struct Setting<'s> {
    at: &'static str,
    what: Part,
    text: std::borrow::Cow<'s, str>,
}

impl<'a> Work<'_, 'a> {
    /// Runs something with a translator, and tells of paths that lead nowhere.
    fn said<T>(
        &mut self,
        setting: &Setting<'_>,
        spot: Spot,
        say: impl FnOnce(Translator<'_>) -> Result<T, Obstacle>,
    ) -> Result<T, Obstacle> {
        let nowhere = RefCell::new(Vec::new());
        let said = say(Translator {
            draft: self.draft,
            paths: self.paths,
            spot,
            scope: &self.entry.scope,
            input: Some(self.entry.id),
            each: None,
            nowhere: &nowhere,
        });
        // Rules say a condition a second time; once is enough to tell.
        if said.is_ok() && !spot.in_rule {
            let mut paths = nowhere.into_inner();
            paths.sort_unstable();
            paths.dedup();
            for path in paths {
                let what = What::Path(path, setting.what, name(self.entry.component).to_owned());
                self.report.left_out(self.place(setting), what, Why::Nowhere);
            }
        }
        said
    }

    fn place(&self, setting: &Setting<'_>) -> String {
        format!("{}/{}", self.entry.place, setting.at)
    }

    fn from(&self, attribute: &'static str, setting: &Setting<'_>) -> Expression {
        let named = name(self.entry.component).to_owned();
        let what = What::Said(setting.what, named, shortened(&setting.text));
        Expression { attribute, place: self.place(setting), what, counted: true }
    }

    fn failed(&mut self, setting: &Setting<'_>, why: Obstacle) {
        let from = self.from("", setting);
        self.report.left_out(from.place, from.what, Why::Uses(why));
    }

    /// When the component is shown. What a program says goes before a simple condition, as it does in the source.
    fn conditions(&mut self) {
        let component: &'a Json = self.entry.component;
        let conditional = component.get("conditional").unwrap_or(&Json::Null);
        let conditions = conditional.get("conditions").filter(|list| !is_unset(list));
        if let Some(program) = text(component, "customConditional") {
            let setting = Setting { at: "customConditional", what: Part::Condition, text: program.into() };
            let said = javascript::result(program, "show", Js::Bool(true));
            self.condition(&setting, |here| here.condition(said.as_ref().map_err(Clone::clone)?));
        } else if text(conditional, "when").is_some() {
            let setting =
                Setting { at: "conditional", what: Part::Condition, text: conditional.to_string().into() };
            self.condition(&setting, |here| condition::simple(here, conditional));
        } else if conditions.is_some() {
            let setting =
                Setting { at: "conditional", what: Part::Condition, text: conditional.to_string().into() };
            self.condition(&setting, |here| condition::several(here, conditional));
        } else if let Some(logic) = conditional.get("json").filter(|logic| !is_unset(logic)) {
            let setting =
                Setting { at: "conditional/json", what: Part::Condition, text: logic.to_string().into() };
            let said = json_logic::read(logic);
            self.condition(&setting, |here| here.condition(said.as_ref().map_err(Clone::clone)?));
        } else if is_true(component, "hidden") {
            let setting = Setting { at: "hidden", what: Part::Hiding, text: "".into() };
            let from = Expression { counted: false, ..self.from("visible_if", &setting) };
            let never = Piece::boolean(false);
            self.draft.express(self.entry.id, &never, from);
            self.draft.nodes[self.entry.id].visible = Some((never.clone(), never));
        }
    }

    fn condition(&mut self, setting: &Setting<'_>, say: impl Fn(Translator<'_>) -> Made) {
        self.report.found();
        let id = self.entry.id;
        let here = self.said(setting, self.draft.spot(id), &say);
        let in_rule = self.said(setting, self.draft.spot_in_rule(id), &say);
        match here {
            Ok(here) => {
                let from = self.from("visible_if", setting);
                self.draft.express(id, &here, from);
                self.draft.nodes[id].visible =
                    Some((here, in_rule.unwrap_or_else(|_| Piece::boolean(false))));
                self.report.translated();
            }
            Err(why) => self.failed(setting, why),
        }
    }

    /// A box that is required must be ticked.
    fn required_box(&mut self) {
        let id = self.entry.id;
        if validation(self.entry.component, "required").is_some() && self.draft.nodes[id].ty == Ty::Bool {
            let setting = Setting { at: "validate/required", what: Part::Requirement, text: "".into() };
            let from = Expression { counted: false, ..self.from("assert", &setting) };
            xlsform::must_be_true(id, Label::default(), from, self.draft);
        }
    }

    fn calculation(&mut self) {
        let component: &'a Json = self.entry.component;
        let Some(value) = component.get("calculateValue").filter(|value| !is_unset(value)) else { return };
        let setting = Setting {
            at: "calculateValue",
            what: Part::Calculation,
            text: value.as_str().map_or_else(|| value.to_string(), str::to_owned).into(),
        };
        self.report.found();
        let id = self.entry.id;
        let js = match value {
            Json::String(program) => javascript::result(program, "value", Js::Nothing),
            logic => json_logic::read(logic),
        };
        let made = self.said(&setting, self.draft.spot(id), |here| here.piece(&js?));
        let wanted = self.draft.nodes[id].ty;
        let may_change = is_true(component, "allowCalculateOverride");
        match made {
            Ok(piece) if piece.ty == wanted && may_change => {
                let from = self.from("default_expr", &setting);
                self.draft.nodes[id].attributes.remove("default");
                self.draft.express(id, &piece, from);
                self.report.translated();
            }
            Ok(piece)
                if piece.ty == wanted
                    && result(&piece).is_some()
                    && self.draft.nodes[id].options.is_none() =>
            {
                self.computed(&piece, &setting);
                self.report.translated();
            }
            Ok(piece) => self.failed(&setting, Obstacle::Where(piece.ty, wanted)),
            Err(why) => self.failed(&setting, why),
        }
    }

    /// Makes the field a computed one.
    fn computed(&mut self, piece: &Piece, setting: &Setting<'_>) {
        let id = self.entry.id;
        let node = &mut self.draft.nodes[id];
        let kept = ["label", "help", "width", "visible_if", "unit"];
        let members = node
            .attributes
            .as_object()
            .unwrap_or_default()
            .iter()
            .filter(|(name, _)| kept.contains(&name.as_str()));
        node.attributes = Json::Object(members.cloned().collect());
        node.expressions.retain(|from| from.attribute == "visible_if");
        let (ty, whole) = (node.ty, piece.whole);
        self.draft.typed(id, "computed");
        self.draft.nodes[id].ty = ty;
        self.draft.nodes[id].whole = whole;
        self.draft.set(id, "result", result(piece).unwrap_or("text"));
        let from = self.from("expr", setting);
        self.draft.express(id, piece, from);
    }

    fn first_value(&mut self) {
        let Some(program) = text(self.entry.component, "customDefaultValue") else { return };
        let setting = Setting { at: "customDefaultValue", what: Part::Default, text: program.into() };
        self.report.found();
        let id = self.entry.id;
        let js = javascript::result(program, "value", Js::Nothing);
        match self.said(&setting, self.draft.spot(id), |here| here.piece(&js?)) {
            Ok(piece) if piece.ty == self.draft.nodes[id].ty => {
                self.draft.nodes[id].attributes.remove("default");
                let from = self.from("default_expr", &setting);
                self.draft.express(id, &piece, from);
                self.report.translated();
            }
            Ok(piece) => self.failed(&setting, Obstacle::OfAnotherType(piece.ty)),
            Err(why) => self.failed(&setting, why),
        }
    }

    fn validations(&mut self) {
        let settled = self.dates();
        self.months();
        if let Some(program) = validation(self.entry.component, "custom").and_then(Json::as_str) {
            let setting = Setting { at: "validate/custom", what: Part::Validation, text: program.into() };
            self.report.found();
            // It checks what the settings of the date say, which stand in the form by now.
            if program.contains("instance.validateDatePicker") {
                return if settled {
                    self.report.translated()
                } else {
                    self.failed(&setting, Obstacle::DateSettings)
                };
            }
            let js = javascript::result(program, "valid", Js::Bool(true));
            self.demands(&setting, js);
        }
        if let Some(logic) = validation(self.entry.component, "json") {
            let setting =
                Setting { at: "validate/json", what: Part::Validation, text: logic.to_string().into() };
            self.report.found();
            self.demands(&setting, json_logic::read(logic));
        }
    }

    fn demands(&mut self, setting: &Setting<'_>, js: Result<Js, Obstacle>) {
        let id = self.entry.id;
        let spot = self.draft.spot_in_rule(id);
        if self.entry.role != Role::Field {
            return self.failed(setting, Obstacle::OfSeveralFields);
        }
        let demands = self.said(setting, spot, |here| javascript::demands(here, &js?));
        let itself = self.draft.read(id, spot);
        match (demands, itself) {
            (Ok(demands), Ok(itself)) => {
                for (holds, message) in demands {
                    // An empty value is not asked: whether it is required is another setting. A yes/no is asked where
                    // it is shown.
                    let unasked =
                        if itself.ty == Ty::Bool { self.draft.shown(id).not() } else { itself.empty() };
                    let holds = Piece::or(vec![unasked, holds]);
                    let from = self.from("assert", setting);
                    self.draft.rule(id, &holds, Some(self.words.label(&message)), from);
                }
                self.report.translated();
            }
            (Err(why), _) => self.failed(setting, why),
            (_, Err(_)) => self.failed(setting, Obstacle::RowsInRows),
        }
    }

    /// Bounds of dates; true if there are none that could not be said.
    fn dates(&mut self) -> bool {
        if self.draft.nodes[self.entry.id].ty != Ty::Date {
            return true;
        }
        let (id, paths, scope) = (self.entry.id, self.paths, self.entry.scope.as_str());
        let here = |draft: &Draft| draft.read(id, draft.spot_in_rule(id)).map_err(|_| Obstacle::RowsInRows);
        let other = |draft: &Draft, key: &str| match paths.named(scope, key) {
            Some((Target::Field(other), "")) => {
                draft.read(*other, draft.spot_in_rule(id)).map_err(|_| Obstacle::OtherRows(key.to_owned()))
            }
            _ => Err(Obstacle::NotDate(key.to_owned())),
        };
        dates::translate(self.entry, &here, &other, self.draft, self.report)
    }

    fn months(&mut self) {
        let setting = Setting { at: "validate", what: Part::Years, text: "".into() };
        let spot = self.draft.spot_in_rule(self.entry.id);
        if text(self.entry.component, "type") != Some("monthPicker") {
            return;
        }
        if let Ok(Some((holds, message))) =
            self.said(&setting, spot, |here| Ok(dates::months(self.entry, here)))
        {
            let from = Expression { counted: false, ..self.from("assert", &setting) };
            self.draft.rule(self.entry.id, &holds, Some(message), from);
        }
    }

    /// Settings that do something and have no counterpart.
    fn unused(&mut self) {
        let logic = self.entry.component.get("logic").and_then(Json::as_array).unwrap_or_default();
        for (index, logic) in logic.iter().enumerate() {
            self.report.found();
            let of = name(self.entry.component).to_owned();
            let what = match text(logic, "name") {
                Some(called) => What::Logic(called.to_owned(), of),
                None => What::UnnamedLogic(of),
            };
            self.report.left_out(format!("{}/logic/{index}", self.entry.place), what, Why::Logic);
        }
    }
}

/// What a computed field of that type gives.
fn result(piece: &Piece) -> Option<&'static str> {
    Some(match piece.ty {
        Ty::Number if piece.whole => "integer",
        Ty::Number => "decimal",
        Ty::Text => "text",
        Ty::Bool => "boolean",
        Ty::Date => "date",
        _ => return None,
    })
}

/// So much of a program as a report shows.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(160) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

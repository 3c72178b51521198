//! Reads the attributes of one node, naming each that is missing, unknown or of the wrong shape.

use crate::{FormProblem, Json, Label};

/// One object of a form, with its place. Attributes that were asked for are known; `finish` reports the others.
pub(super) struct Attributes<'a> {
    members: &'a [(String, Json)],
    known: Vec<&'static str>,
    pub(super) at: String,
    pub(super) problems: Vec<FormProblem>,
}

impl<'a> Attributes<'a> {
    /// `None`, and a `schema` problem, if it is no object.
    pub(super) fn of(json: &'a Json, at: &str, problems: &mut Vec<FormProblem>) -> Option<Attributes<'a>> {
        let Some(members) = json.as_object() else {
            problems.push(FormProblem::new(at, "schema").with("expected", "object"));
            return None;
        };
        Some(Attributes { members, known: Vec::new(), at: at.to_owned(), problems: Vec::new() })
    }

    /// `null` counts as absent.
    pub(super) fn get(&mut self, name: &'static str) -> Option<&'a Json> {
        self.known.push(name);
        self.members
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
            .filter(|value| !value.is_null())
    }

    pub(super) fn pointer(&self, name: &str) -> String {
        format!("{}/{}", self.at, name.replace('~', "~0").replace('/', "~1"))
    }

    pub(super) fn problem(&mut self, name: &str, code: &'static str) {
        let at = self.pointer(name);
        self.problems.push(FormProblem::new(at, code));
    }

    fn expected(&mut self, name: &str, what: &'static str) {
        let at = self.pointer(name);
        self.problems.push(FormProblem::new(at, "schema").with("expected", what));
    }

    pub(super) fn missing(&mut self, name: &'static str) {
        self.problems.push(FormProblem::new(self.at.clone(), "schema").with("missing", name));
    }

    pub(super) fn text(&mut self, name: &'static str) -> Option<&'a str> {
        let value = self.get(name)?;
        match value.as_str().filter(|text| !text.contains('\0')) {
            Some(text) => Some(text),
            None => {
                self.expected(name, "text");
                None
            }
        }
    }

    pub(super) fn boolean(&mut self, name: &'static str) -> bool {
        match self.get(name) {
            None => false,
            Some(Json::Bool(value)) => *value,
            Some(_) => {
                self.expected(name, "boolean");
                false
            }
        }
    }

    pub(super) fn label(&mut self, name: &'static str) -> Option<Label> {
        let value = self.get(name)?;
        let label = Label::from_json(value);
        if label.is_none() {
            self.expected(name, "texts by language");
        }
        label
    }

    /// A whole number from `least` to `most`; `range` if it is another number.
    pub(super) fn number(&mut self, name: &'static str, least: u64, most: u64) -> Option<u64> {
        let value = self.get(name)?;
        let whole = value.as_number().filter(|digits| crate::number::integer(digits).is_some());
        let Some(digits) = whole else {
            self.expected(name, "whole number");
            return None;
        };
        match digits.parse::<u64>().ok().filter(|number| (least..=most).contains(number)) {
            Some(number) => Some(number),
            None => {
                self.problem(name, "range");
                None
            }
        }
    }

    /// A text or a list of texts.
    pub(super) fn texts(&mut self, name: &'static str) -> Vec<String> {
        let texts = match self.get(name) {
            None => Some(vec![]),
            Some(Json::String(text)) => Some(vec![text.clone()]),
            Some(Json::Array(items)) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
            Some(_) => None,
        };
        texts.unwrap_or_else(|| {
            self.expected(name, "texts");
            vec![]
        })
    }

    /// Reports what nobody asked for.
    pub(super) fn finish(mut self, problems: &mut Vec<FormProblem>) {
        for (key, _) in self.members {
            if !self.known.contains(&key.as_str()) {
                let at = self.pointer(key);
                self.problems.push(FormProblem::new(at, "schema").with("unknown", key.as_str()));
            }
        }
        problems.append(&mut self.problems);
    }
}

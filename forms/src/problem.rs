//! What is wrong, told by code: the client makes the sentence, in its own language.

use crate::Json;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Something wrong with a value, at the path of its field: `km`, `colors[1]`, `people[0].name`, or `""` for the
/// whole form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    pub path: String,
    /// `required`, `type`, `format`, `min`, `max`, `scale`, `min_length`, `max_length`, `pattern`, `option`,
    /// `min_items`, `max_items`, `duplicate`, `read_only`, `rule`, `expression`, `limit`, `unknown_field` or
    /// `reference`.
    pub code: Cow<'static, str>,
    /// An object: the broken limit, a rule's message. Always there, mostly empty.
    #[serde(default = "Json::object")]
    pub params: Json,
}

impl Problem {
    pub fn new(path: impl Into<String>, code: impl Into<Cow<'static, str>>) -> Problem {
        Problem { path: path.into(), code: code.into(), params: Json::object() }
    }

    /// Adds a parameter for the message.
    pub fn with(mut self, key: &str, value: impl Into<Json>) -> Problem {
        self.params.set(key, value);
        self
    }
}

/// Something wrong with a form itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormProblem {
    /// A JSON pointer into the form: `/nodes/0/visible_if`.
    pub at: String,
    /// `schema`, `key`, `duplicate_key`, `duplicate_id`, `options`, `range`, `pattern`, `syntax`, `unknown_name`,
    /// `type`, `cycle`, `nesting`, `limit` or `type_changed`.
    pub code: Cow<'static, str>,
    /// An object. In expressions `position` counts characters from 0, and `message` says in English what is wrong.
    #[serde(default = "Json::object")]
    pub params: Json,
}

impl FormProblem {
    pub fn new(at: impl Into<String>, code: impl Into<Cow<'static, str>>) -> FormProblem {
        FormProblem { at: at.into(), code: code.into(), params: Json::object() }
    }

    /// Adds a parameter for the message.
    pub fn with(mut self, key: &str, value: impl Into<Json>) -> FormProblem {
        self.params.set(key, value);
        self
    }
}

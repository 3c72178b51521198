//! Judges values by a form: what they are once normalised, and what is wrong with them.

mod constraints;
mod defaults;
mod dependents;
mod evaluate;
mod filling;
mod result;
mod state;
mod walk;

pub use defaults::{initial, initial_row};
pub use filling::Filling;
pub(crate) use state::State;

use crate::{Context, Form, Json, Problem, Reportable, report};
use serde::{Deserialize, Serialize};

/// The normalised values, and everything that is wrong with them; both may be there at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// An object by key, in schema order, without empty fields and those that could not be read.
    pub values: Json,
    /// In schema order, then rules, then unknown fields.
    pub problems: Vec<Problem>,
}

/// Judges an object of values. Pure: the same on both sides, and always an answer. Defaults are never filled in.
pub fn validate(form: &Form, values: &Json, context: &Context) -> Outcome {
    let members = match values {
        Json::Object(members) => members.as_slice(),
        Json::Null => &[],
        _ => return Outcome { values: Json::object(), problems: vec![Problem::new("", "type")] },
    };
    let mut state = State::read(form, members, context);
    evaluate::all(&mut state);
    walk::judge(&state, context)
}

/// Values that are sound. Only validation makes them, and only they may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validated {
    values: Json,
    reportable: Vec<Reportable>,
}

impl Validated {
    /// Refuses values with any problem.
    pub fn new(form: &Form, values: &Json, context: &Context) -> Result<Validated, Vec<Problem>> {
        let Outcome { values, problems } = validate(form, values, context);
        if problems.is_empty() {
            let reportable = report::of(form, &values);
            Ok(Validated { values, reportable })
        } else {
            Err(problems)
        }
    }

    /// An object by key, normalised.
    pub fn values(&self) -> &Json {
        &self.values
    }

    /// The single values that reports group and sum by.
    pub fn reportable(&self) -> Vec<Reportable> {
        self.reportable.clone()
    }
}

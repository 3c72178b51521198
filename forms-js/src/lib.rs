//! The form engine for JavaScript, in Node and in browsers: the doors of `forms`, strings in and strings out, so that
//! a firm's own pages judge values exactly as the server does. `cargo xtask forms-js` makes the packages.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("types.d.ts");

/// Judges values by a form. Gives the JSON of a `Result`; throws on texts that are not JSON.
#[wasm_bindgen(js_name = validate)]
pub fn validate(
    #[wasm_bindgen(js_name = formJson)] form: &str,
    #[wasm_bindgen(js_name = valuesJson)] values: &str,
    #[wasm_bindgen(js_name = contextJson)] context: Option<String>,
) -> Result<String, JsError> {
    answer(forms::doors::validate(form, values, &context.unwrap_or_default()))
}

/// Tells what is wrong with a form. Gives the JSON of a list of `FormProblem`, empty if the form is sound.
#[wasm_bindgen(js_name = checkForm)]
pub fn check_form(#[wasm_bindgen(js_name = formJson)] form: &str) -> Result<String, JsError> {
    answer(forms::doors::check_form(form))
}

/// The defaults of a new form. Gives the JSON of an object by key, or of `FormProblems`.
#[wasm_bindgen(js_name = initial)]
pub fn initial(
    #[wasm_bindgen(js_name = formJson)] form: &str,
    #[wasm_bindgen(js_name = contextJson)] context: Option<String>,
) -> Result<String, JsError> {
    answer(forms::doors::initial(form, &context.unwrap_or_default()))
}

fn answer(result: Result<String, String>) -> Result<String, JsError> {
    result.map_err(|message| JsError::new(&message))
}

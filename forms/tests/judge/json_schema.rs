//! The JSON Schema of a form.

use crate::{fields, form, json};

#[test]
fn what_json_schema_can_say() {
    let form = form(&fields(&[
        r#""key": "n", "type": "integer", "min": 1, "required": true"#,
        r#""key": "hid", "type": "integer", "visible_if": "n > 1", "required": true"#,
        r#""key": "sum", "type": "computed", "result": "decimal", "expr": "n / 2""#,
    ]));
    assert_eq!(
        forms::json_schema(&form).to_string(),
        json(
            r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
                "n": {"title": "x", "type": "integer", "minimum": 1}, "hid": {"title": "x"}, "sum": {"title": "x"}},
                "required": ["n"], "additionalProperties": false}"#
        )
        .to_string()
    );
}

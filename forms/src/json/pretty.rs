//! Writes JSON for people: what fits into a line stands in one.

use super::Json;

impl Json {
    /// Indented by two; an object or list that fits into `width` characters stays in its line.
    pub fn pretty(&self, width: usize) -> String {
        let mut out = String::new();
        write(self, width, 0, &mut out);
        out
    }
}

fn write(value: &Json, width: usize, indent: usize, out: &mut String) {
    // What stands before it in the line, as `"key": `, is not counted: a line may be a little longer.
    let line = in_line(value);
    let empty = matches!(line.as_str(), "[]" | "{}");
    if empty || indent + line.chars().count() <= width {
        out.push_str(&line);
        return;
    }
    let begin = |out: &mut String, first: &mut bool| {
        out.push_str(if std::mem::take(first) { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n(' ', indent + 2));
    };
    let mut first = true;
    let end = match value {
        Json::Array(items) => {
            out.push('[');
            for item in items {
                begin(out, &mut first);
                write(item, width, indent + 2, out);
            }
            ']'
        }
        Json::Object(members) => {
            out.push('{');
            for (key, value) in members {
                begin(out, &mut first);
                out.push_str(&format!("{}: ", Json::from(key.as_str())));
                write(value, width, indent + 2, out);
            }
            '}'
        }
        _ => {
            out.push_str(&line);
            return;
        }
    };
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(end);
}

fn in_line(value: &Json) -> String {
    match value {
        Json::Array(items) => format!("[{}]", items.iter().map(in_line).collect::<Vec<_>>().join(", ")),
        Json::Object(members) => {
            let member =
                |(key, value): &(String, Json)| format!("{}: {}", Json::from(key.as_str()), in_line(value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_only_what_is_too_long_and_changes_nothing() {
        let text = r#"{"nodes":[{"key":"km","max":12.50},{"key":"name","label":{"pl":"Imię i nazwisko"}}],"rules":[]}"#;
        let json = Json::parse(text).unwrap();
        let pretty = "{\n  \"nodes\": [\n    {\"key\": \"km\", \"max\": 12.50},\n    {\n      \"key\": \"name\",\n      \
                      \"label\": {\"pl\": \"Imię i nazwisko\"}\n    }\n  ],\n  \"rules\": []\n}";
        assert_eq!(json.pretty(40), pretty);
        assert_eq!(Json::parse(pretty).unwrap(), json);
        assert_eq!(Json::object().pretty(0), "{}");
    }
}

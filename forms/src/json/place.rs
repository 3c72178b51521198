//! Where a part of a document stands in its text.

use std::ops::Range;

use super::{
    Json,
    read::{JsonReason, Reader},
};

impl Json {
    /// The bytes of the value at a JSON pointer (RFC 6901), or of the nearest one around it that is there. `None` where
    /// the text is no JSON.
    pub fn place(text: &str, pointer: &str) -> Option<Range<usize>> {
        Json::parse(text).ok()?;
        let steps: Vec<String> =
            pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
        find(&mut Reader::new(text), &steps).ok()
    }
}

/// Goes through what is known to be JSON.
fn find(reader: &mut Reader<'_>, steps: &[String]) -> Result<Range<usize>, JsonReason> {
    reader.white_space();
    let start = reader.at;
    let Some((step, rest)) = steps.split_first() else {
        reader.value()?;
        return Ok(start..reader.at);
    };
    match reader.peek() {
        Some(b'{') => {
            reader.at += 1;
            while !reader.next_is(b'}') {
                reader.white_space();
                let key = reader.string()?;
                reader.next_is(b':');
                if key == *step {
                    return find(reader, rest);
                }
                reader.value()?;
                reader.next_is(b',');
            }
        }
        Some(b'[') => {
            reader.at += 1;
            let mut index = 0_usize;
            while !reader.next_is(b']') {
                if step.parse() == Ok(index) {
                    return find(reader, rest);
                }
                reader.value()?;
                reader.next_is(b',');
                index += 1;
            }
        }
        _ => drop(reader.value()?),
    }
    Ok(start..reader.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_part_or_what_stands_around_it() {
        let text = "{\"nodes\": [\n  {\"key\": \"ł\", \"a/b\": 1},\n  [2, {}]\n], \"rules\": []}";
        let check = |pointer: &str, expected: Option<&str>| {
            assert_eq!(Json::place(text, pointer).map(|place| &text[place]), expected, "{pointer}");
        };
        check("", Some(text));
        check("/nodes/0/key", Some("\"ł\""));
        check("/nodes/0/a~1b", Some("1"));
        check("/nodes/0/label", Some("{\"key\": \"ł\", \"a/b\": 1}"));
        check("/nodes/1/1", Some("{}"));
        check("/nodes/1/7", Some("[2, {}]"));
        check("/nodes/1/0/deeper", Some("2"));
        check("/rules/0/assert", Some("[]"));
        assert_eq!(Json::place("{\"a\" 1}", "/a"), None);
        assert_eq!(Json::place("[1, ", "/7"), None);
        assert_eq!(Json::place("{\"a\": 1", "/b"), None);
    }
}

//! HTML as plain text: our texts have no markup.

/// The words of a fragment: paragraphs and list items on lines of their own, addresses of links behind their words.
pub(super) fn plain(html: &str) -> String {
    if !html.contains('<') && !html.contains('&') {
        return html.trim().to_owned();
    }
    let mut out = String::new();
    let mut rest = html;
    let mut links: Vec<(usize, String)> = Vec::new();
    while let Some(first) = rest.chars().next() {
        if let Some((tag, after)) = tag(rest) {
            apply(tag, &mut out, &mut links);
            rest = after;
        } else if let Some((sign, after)) = entity(rest) {
            out.push(sign);
            rest = after;
        } else {
            // Line breaks of the source are white space; tags make lines.
            out.push(if first.is_whitespace() && first != '\u{1}' { ' ' } else { first });
            rest = &rest[first.len_utf8()..];
        }
    }
    let lines: Vec<String> =
        out.split(LINE).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let kept: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    kept.join("\n")
}

/// The words of a text that may or may not be HTML, its own lines kept where it is none.
pub(super) fn plain_if_marked(text: &str) -> String {
    let marked = text.match_indices('<').any(|(at, _)| tag(&text[at..]).is_some());
    if marked { plain(text) } else { text.trim().to_owned() }
}

/// Stands for a line break that a tag makes; no text holds it.
const LINE: char = '\u{1}';

/// A tag at the start: its inside, and what follows.
fn tag(rest: &str) -> Option<(&str, &str)> {
    let inside = rest.strip_prefix('<')?;
    let begins =
        inside.strip_prefix('/').unwrap_or(inside).starts_with(|sign: char| sign.is_ascii_alphabetic());
    if inside.starts_with("!--") {
        let end = inside.find("-->").map_or(inside.len(), |end| end + 2);
        return Some(("", inside.get(end + 1..).unwrap_or_default()));
    }
    let end = inside.find('>').filter(|_| begins)?;
    Some((&inside[..end], &inside[end + 1..]))
}

fn apply(tag: &str, out: &mut String, links: &mut Vec<(usize, String)>) {
    // Of `<br/>` the name is `br`, of `</p>` it is `/p`.
    let end = tag.char_indices().skip(1).find(|(_, sign)| !sign.is_ascii_alphanumeric());
    let name = &tag[..end.map_or(tag.len(), |(at, _)| at)];
    match name.to_ascii_lowercase().as_str() {
        "br" | "p" | "/p" | "div" | "/div" | "ul" | "/ul" | "ol" | "/ol" | "/li" | "tr" | "/tr" | "h1"
        | "/h1" | "h2" | "/h2" | "h3" | "/h3" | "h4" | "/h4" | "h5" | "/h5" | "h6" | "/h6" => out.push(LINE),
        "li" => {
            out.push(LINE);
            out.push_str("• ");
        }
        "a" => links.push((out.len(), address(tag))),
        "/a" => {
            if let Some((start, address)) = links.pop()
                && !address.is_empty()
                && out.get(start..).is_some_and(|words| words.trim() != address)
            {
                out.push_str(&format!(" ({address})"));
            }
        }
        _ => {}
    }
}

/// The `href` of a link, if it leads somewhere by itself.
fn address(tag: &str) -> String {
    let Some((_, behind)) = tag.split_once("href=") else { return String::new() };
    let quote = behind.chars().next().unwrap_or(' ');
    let address = match quote {
        '"' | '\'' => behind[1..].split(quote).next().unwrap_or_default(),
        _ => behind.split_whitespace().next().unwrap_or_default(),
    };
    let leads = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme));
    if leads { address.replace("&amp;", "&") } else { String::new() }
}

fn entity(rest: &str) -> Option<(char, &str)> {
    let inside = rest.strip_prefix('&')?;
    let end = inside.bytes().take(10).position(|byte| byte == b';')?;
    let sign = match &inside[..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "bull" => '•',
        "laquo" => '«',
        "raquo" => '»',
        number => {
            let digits = number.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|sign| !sign.is_control())?
        }
    };
    Some((sign, &inside[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_words() {
        let check = |html: &str, expected: &str| assert_eq!(plain(html), expected, "{html}");
        check("plain", "plain");
        check("<p>One.&nbsp;</p>\r\n<p>Two &amp;\n three</p>", "One.\nTwo & three");
        check("<ul><li>a</li><li>b</li></ul>", "• a\n• b");
        check(
            r#"<a href="https://x.no/a?b=1&amp;c=2" target="_blank">here</a>!"#,
            "here (https://x.no/a?b=1&c=2)!",
        );
        check("<a href='#top'>up</a>", "up");
        check("3 < 4 and 5 > 4", "3 < 4 and 5 > 4");
        check("<!-- no -->yes", "yes");
        check("&#243;&unknown;", "ó&unknown;");
        check("<", "<");
        check("ø<b>å</b>", "øå");
        assert_eq!(plain_if_marked("a\nb < c"), "a\nb < c");
        assert_eq!(plain_if_marked("a<br/>b"), "a\nb");
    }
}

//! Formats of text: e-mail, telephone, web address, Polish tax number. All linear, none of them normalises.

/// The HTML standard's e-mail address (<https://html.spec.whatwg.org/#valid-e-mail-address>), with a dot in the
/// domain.
pub fn email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_sign = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    !local.is_empty()
        && local.bytes().all(local_sign)
        && domain.contains('.')
        && domain.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

/// An optional `+`, then 5 to 15 digits with at most one space, dash, dot or bracket between two of them.
pub fn phone(text: &str) -> bool {
    let body = text.strip_prefix('+').unwrap_or(text);
    let mut digits = 0;
    let mut after_digit = false;
    for byte in body.bytes() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                after_digit = true;
            }
            b' ' | b'-' | b'.' | b'(' | b')' if after_digit => after_digit = false,
            _ => return false,
        }
    }
    after_digit && (5..=15).contains(&digits)
}

/// An absolute `http` or `https` address: a host, an optional port, no white space or control characters and
/// none of `<>"{}|\^` and the grave accent, which RFC 3986 leaves out. Letters beyond ASCII are taken.
pub fn url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return false;
    }
    let sound = |sign: char| !sign.is_whitespace() && !sign.is_control() && !"<>\"{}|\\^`".contains(sign);
    if !rest.chars().all(sound) {
        return false;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host_and_port.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((address, after)) => {
            let part = |byte: u8| byte.is_ascii_hexdigit() || byte == b':' || byte == b'.';
            if !address.contains(':') || !address.bytes().all(part) {
                return false;
            }
            (address, after)
        }
        None => match host_and_port.find(':') {
            Some(colon) => host_and_port.split_at(colon),
            None => (host_and_port, ""),
        },
    };
    let port_sound = port.is_empty()
        || port.strip_prefix(':').is_some_and(|digits| {
            digits.bytes().all(|byte| byte.is_ascii_digit())
                && (digits.is_empty() || digits.parse::<u16>().is_ok())
        });
    !host.is_empty() && !host.starts_with('.') && !host.contains("..") && port_sound
}

/// A Polish tax number: ten digits with a right check digit, single dashes between them and a leading `PL`
/// accepted.
pub fn nip(text: &str) -> bool {
    let body = text.strip_prefix("PL").unwrap_or(text);
    let between = !body.starts_with('-') && !body.ends_with('-') && !body.contains("--");
    let plain = body.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    between && plain && crate::nip::is_valid(body)
}

/// `url` as it may stand in `href`: `http`, `https`, `mailto` or relative; none for any other scheme.
///
/// Reads the address as browsers do: white space and control characters are skipped before the scheme is looked at,
/// and are left out of the result.
///
/// ```
/// use kutip::markdown::safe_url;
/// assert_eq!(safe_url("https://example.org/a b"), Some("https://example.org/a%20b".to_owned()));
/// assert_eq!(safe_url("../foto.png"), Some("../foto.png".to_owned()));
/// assert_eq!(safe_url(" java\tscript:alert(1)"), None);
/// ```
pub fn safe_url(url: &str) -> Option<String> {
    let clean = clean(url);
    match scheme(&clean) {
        Some(scheme) if !["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str()) => None,
        _ => Some(clean),
    }
}

/// `url` if it is an absolute `http` or `https` address with a host, as articles' originals must have.
pub fn safe_web_url(url: &str) -> Option<String> {
    let clean = clean(url);
    let scheme = scheme(&clean)?;
    let host = clean[scheme.len() + 1..].strip_prefix("//")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (is_web && host.starts_with(|c: char| c.is_alphanumeric() || c == '[')).then_some(clean)
}

/// Without what browsers skip; spaces inside are percent-encoded.
fn clean(url: &str) -> String {
    let mut clean = String::with_capacity(url.len());
    for c in url.trim_matches(|c: char| c.is_whitespace() || c.is_control()).chars() {
        match c {
            ' ' => clean.push_str("%20"),
            '\\' => clean.push('/'),
            '"' => clean.push_str("%22"),
            '<' => clean.push_str("%3C"),
            '>' => clean.push_str("%3E"),
            _ if c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}') =>
                {}
            _ if c.is_whitespace() => clean.push_str("%20"),
            _ => clean.push(c),
        }
    }
    clean
}

/// What stands before the first colon, if that comes before any `/`, `?` or `#`.
fn scheme(url: &str) -> Option<&str> {
    let end = url.find([':', '/', '?', '#'])?;
    url[end..].starts_with(':').then(|| &url[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_mail_and_relative_addresses_pass() {
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\u{200b}script:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:x",
            "x-y:z",
            ":x",
        ] {
            assert_eq!(safe_url(url), None, "{url:?}");
        }
        for url in ["a/b:c", "?q=a:b", "#a:b", "//example.org/x", "HTTP://example.org", "mailto:a@example.org", ""] {
            assert!(safe_url(url).is_some(), "{url:?}");
        }
    }

    #[test]
    fn originals_are_absolute() {
        assert!(safe_web_url("https://example.org/a").is_some());
        for url in ["example.org/a", "//example.org", "https:", "https://", "mailto:a@example.org", "javascript://x"] {
            assert_eq!(safe_web_url(url), None, "{url:?}");
        }
    }
}

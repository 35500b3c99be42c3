//! Turns addresses that people and sources wrote into those that a page may link to.

use strsim::levenshtein;

/// `url` as it may stand in `href`: `http`, `https`, `mailto` or relative; none for any other scheme.
///
/// Reads the address as browsers do: white space and control characters are skipped before the scheme is looked at,
/// and are left out of the result.
///
/// ```
/// use kutip::url::safe_url;
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

/// How far what stands before a colon may be from `https` to mean it.
const SLIPS: usize = 2;

/// The absolute address that somebody means who leaves out or misspells its beginning; none where that is not to be told.
///
/// ```
/// use kutip::url::meant_web_url;
/// assert_eq!(meant_web_url("news.example.org/a"), Some("https://news.example.org/a".to_owned()));
/// assert_eq!(meant_web_url("htps://example.org/a"), Some("https://example.org/a".to_owned()));
/// assert_eq!(meant_web_url("banjir.html"), None);
/// ```
pub fn meant_web_url(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = match text.split_once(':') {
        Some((scheme, rest)) if levenshtein(&scheme.to_lowercase(), "https") <= SLIPS => rest,
        _ => text,
    };
    let rest = rest.trim_start_matches('/');
    let (host, path) = rest.split_at(rest.find(['/', '?', '#', ':']).unwrap_or(rest.len()));
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_domain = labels.last().is_some_and(|last| last.len() > 1 && last.chars().all(char::is_alphabetic));
    // Two words with a dot between them may be the name of a file.
    let is_host =
        is_domain && labels.iter().all(is_label) && (labels.len() > 2 || labels.len() > 1 && !path.is_empty());
    // The example of a guide, or what was cut off, is not to be told.
    if !is_host || rest.contains('…') {
        return None;
    }
    safe_web_url(&format!("https://{rest}"))
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

    #[test]
    fn what_is_meant_is_told_of_hosts_only() {
        for url in
            ["www.example.org", "//example.org/a", "http:/example.org/a", "ttps://example.org/a", "example.org:80/a"]
        {
            assert!(meant_web_url(url).is_some(), "{url:?}");
        }
        for url in
            ["/read/1", "Q42", "ftp://example.org/a", "mailto:a@example.org", "10.1234/abc", "example.org/a…", ""]
        {
            assert_eq!(meant_web_url(url), None, "{url:?}");
        }
    }
}

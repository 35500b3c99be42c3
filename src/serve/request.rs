//! Turns the head of a request into the file that it asks for, or into a refusal.

use percent_encoding::percent_decode_str;

use super::response::Status;

/// Most headers of a request; browsers send about 20.
const HEADERS: usize = 64;

/// What a client asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Only the head of the answer is wanted.
    pub head_only: bool,
    /// Segments of the path, decoded: none of them is empty, `.` or `..`, or holds a separator.
    pub segments: Vec<String>,
    /// The path ends with a slash.
    pub is_folder: bool,
}

/// What is known of a request from the bytes so far.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// More must come.
    Partial,
    /// It may be answered.
    Whole(Request),
    /// It is answered with this status.
    Refused(Status),
}

/// Reads the head of a request. `host`: a name that it may be for, beside those of the loopback address.
pub(super) fn parse(bytes: &[u8], host: Option<&str>) -> Parsed {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Parsed::Partial,
        Err(_) => return Parsed::Refused(Status::BadRequest),
    }
    let mut hosts = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case("host"));
    let (Some(given), None) = (hosts.next(), hosts.next()) else { return Parsed::Refused(Status::BadRequest) };
    if !is_ours(given.value, host) {
        return Parsed::Refused(Status::Forbidden);
    }
    let head_only = match request.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Parsed::Refused(Status::MethodNotAllowed),
    };
    match request.path.and_then(segments) {
        Some((segments, is_folder)) => Parsed::Whole(Request { head_only, segments, is_folder }),
        None => Parsed::Refused(Status::BadRequest),
    }
}

/// Whether the value of a `Host` header is a name of this machine. A page of the web that had its own name point here
/// would send that name.
fn is_ours(value: &[u8], host: Option<&str>) -> bool {
    let Ok(value) = std::str::from_utf8(value) else { return false };
    let value = value.trim();
    let name = match value.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => value,
    };
    ["localhost", "127.0.0.1", "[::1]"].into_iter().chain(host).any(|ours| name.eq_ignore_ascii_case(ours))
}

/// The segments of a path and whether it ends with a slash; nothing if it is no path of a site.
pub(super) fn segments(target: &str) -> Option<(Vec<String>, bool)> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    if path.is_empty() {
        return Some((Vec::new(), true));
    }
    let is_folder = path.ends_with('/');
    let segments: Option<Vec<String>> = path.trim_end_matches('/').split('/').map(segment).collect();
    let segments = segments?;
    // `//` at the end is not a folder's name either.
    (!path.ends_with("//")).then_some((segments, is_folder))
}

/// One segment, decoded.
fn segment(text: &str) -> Option<String> {
    let is_encoded = |rest: &str| rest.len() > 1 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    if !text.split('%').skip(1).all(is_encoded) {
        return None;
    }
    let name = percent_decode_str(text).decode_utf8().ok()?;
    let odd = |c: char| matches!(c, '/' | '\\' | ':') || c.is_control();
    (!matches!(&*name, "" | "." | "..") && !name.contains(odd)).then(|| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(path: &str, host: &str) -> Parsed {
        parse(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes(), Some("arsip.test"))
    }

    #[test]
    fn a_path_is_its_segments() {
        let Parsed::Whole(request) = ask("/orang/budi%20santoso/?q=a/../b#c", "localhost:8080") else { panic!() };
        assert_eq!((request.segments, request.is_folder), (vec!["orang".to_owned(), "budi santoso".to_owned()], true));
    }

    #[test]
    fn no_path_leads_out_of_the_site() {
        for path in [
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/.%2E/x",
            "/..\\..\\x",
            "/a/..%5c..%5cx",
            "/%2fetc/passwd",
            "/a/./b",
            "//etc/passwd",
            "/a//",
            "/C:/x",
            "/a%00b",
            "/a%",
            "/a%zz",
            "/%ff",
            "http://localhost/",
            "*",
        ] {
            assert_eq!(ask(path, "localhost"), Parsed::Refused(Status::BadRequest), "{path}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080", "[::1]", "arsip.test:80"] {
            assert!(matches!(ask("/", host), Parsed::Whole(_)), "{host}");
        }
        for host in
            ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "127.0.0.2", "", "localhost:x", ":80"]
        {
            assert_eq!(ask("/", host), Parsed::Refused(Status::Forbidden), "{host}");
        }
        assert_eq!(parse(b"GET / HTTP/1.1\r\n\r\n", None), Parsed::Refused(Status::BadRequest));
        let two = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n";
        assert_eq!(parse(two, None), Parsed::Refused(Status::BadRequest));
    }

    #[test]
    fn half_a_request_waits_for_more() {
        assert_eq!(parse(b"GET / HTTP/1.1\r\nHost: loc", None), Parsed::Partial);
        assert_eq!(parse(b"\x16\x03\x01", None), Parsed::Refused(Status::BadRequest));
        assert_eq!(
            parse(b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", None),
            Parsed::Refused(Status::MethodNotAllowed)
        );
    }
}

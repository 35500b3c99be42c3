//! Turns the path of a request into a file of the site, or the page that says there is none.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::Shared;
use super::live::{EVENTS, SCRIPT, SCRIPT_PATH};
use super::request::Request;
use super::response::{Status, media_type, write_head};

const HTML: &str = "text/html; charset=utf-8";

/// Shown in the place of a page when the site has no page of its own for that, which is so until it could be made.
const NO_PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>kutip serve</title></head>\n\
                       <body><p>There is no page here.</p></body>\n</html>\n";

/// Answers a request.
pub(super) fn answer(out: &mut dyn Write, request: &Request, shared: &Shared) -> io::Result<()> {
    // Looked at before the file, so that a page is never taken for newer than it is.
    let version = shared.live.version();
    if request.segments.first().is_some_and(|segment| segment == "_kutip") {
        let path = request.segments.join("/");
        if path == SCRIPT_PATH {
            return write_bytes(out, Status::Ok, "text/javascript; charset=utf-8", SCRIPT.as_bytes(), request);
        }
        if path == EVENTS && !request.head_only {
            return shared.live.stream(out);
        }
    }
    let mut path = shared.folder.clone();
    path.extend(&request.segments);
    // `404.html`, which is shown at any address, leads to the one that the site will have.
    if let Some(below) = request.segments.strip_prefix(&*shared.live.base()).filter(|_| !path.exists()) {
        path = shared.folder.clone();
        path.extend(below);
    }
    match fs::metadata(&path) {
        Ok(there) if there.is_dir() && !request.is_folder => {
            let location =
                format!("/{}/", request.segments.iter().map(|name| encode(name)).collect::<Vec<_>>().join("/"));
            return write_head(out, Status::MovedPermanently, HTML, Some(0), Some(&location));
        }
        Ok(there) if there.is_dir() => path.push("index.html"),
        Ok(_) if !request.is_folder => {}
        _ => return not_found(out, request, shared, version),
    }
    let Some((file, length)) = open(&path) else { return not_found(out, request, shared, version) };
    let kind = media_type(&path.to_string_lossy());
    if kind == HTML {
        return write_page(out, Status::Ok, file, version, request);
    }
    write_head(out, Status::Ok, kind, Some(length), None)?;
    if !request.head_only {
        io::copy(&mut io::Read::take(file, length), out)?;
    }
    Ok(())
}

fn open(path: &Path) -> Option<(File, u64)> {
    let file = File::open(path).ok()?;
    let there = file.metadata().ok()?;
    there.is_file().then_some((file, there.len()))
}

fn not_found(out: &mut dyn Write, request: &Request, shared: &Shared, version: u64) -> io::Result<()> {
    match open(&PathBuf::from(&shared.folder).join("404.html")) {
        Some((file, length)) => {
            let mut page = Vec::new();
            io::Read::take(file, length).read_to_end(&mut page)?;
            write_page(out, Status::NotFound, with_root(&page).as_slice(), version, request)
        }
        None => write_page(out, Status::NotFound, NO_PAGE.as_bytes(), version, request),
    }
}

fn write_page(
    out: &mut dyn Write,
    status: Status,
    mut page: impl io::Read,
    version: u64,
    request: &Request,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    page.read_to_end(&mut bytes)?;
    write_bytes(out, status, HTML, &with_script(&bytes, version), request)
}

fn write_bytes(out: &mut dyn Write, status: Status, kind: &str, bytes: &[u8], request: &Request) -> io::Result<()> {
    write_head(out, status, kind, Some(bytes.len() as u64), None)?;
    if request.head_only { Ok(()) } else { out.write_all(bytes) }
}

/// A page with the script that reloads it, before the end of its body.
fn with_script(page: &[u8], version: u64) -> Vec<u8> {
    let tag = format!("<script src=\"/{SCRIPT_PATH}\" data-version=\"{version}\" defer></script>\n");
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|window| window == end).unwrap_or(page.len());
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}

/// The page that is shown at any address: its links lead from the top of the site.
fn with_root(page: &[u8]) -> Vec<u8> {
    let head = b"<head>";
    let at = page.windows(head.len()).position(|window| window == head).map_or(0, |at| at + head.len());
    [&page[..at], b"<base href=\"/\">", &page[at..]].concat()
}

/// A segment as it stands in an address.
fn encode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body_or_of_the_page() {
        let page = |text: &str| String::from_utf8(with_script(text.as_bytes(), 7)).unwrap();
        assert!(
            page("<body>a</body></html>").starts_with("<body>a<script src=\"/_kutip/reload.js\" data-version=\"7\"")
        );
        assert!(page("<body>a</body></html>").ends_with("</script>\n</body></html>"));
        assert!(page("a").ends_with("</script>\n"));
    }

    #[test]
    fn an_address_that_is_sent_back_holds_no_line_break() {
        assert_eq!(encode("budi santoso"), "budi%20santoso");
        assert_eq!(encode("é\r\n"), "%C3%A9%0D%0A");
    }
}

//! Turns an answer into the bytes of its head.

use std::io::{self, Write};

/// The status of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Ok,
    MovedPermanently,
    BadRequest,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Unavailable,
}

impl Status {
    fn line(self) -> &'static str {
        match self {
            Self::Ok => "200 OK",
            Self::MovedPermanently => "301 Moved Permanently",
            Self::BadRequest => "400 Bad Request",
            Self::Forbidden => "403 Forbidden",
            Self::NotFound => "404 Not Found",
            Self::MethodNotAllowed => "405 Method Not Allowed",
            Self::Unavailable => "503 Service Unavailable",
        }
    }

    /// What is shown to a person who meets it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Ok | Self::MovedPermanently => "",
            Self::BadRequest => "kutip serve: this is not a request for a page\n",
            Self::Forbidden => "kutip serve: this server answers to localhost and 127.0.0.1 only; see --host\n",
            Self::NotFound => "kutip serve: there is no such page\n",
            Self::MethodNotAllowed => "kutip serve: pages can only be read\n",
            Self::Unavailable => "kutip serve: too many connections; close some tabs\n",
        }
    }
}

/// Writes the head of an answer. `length` is that of the body; none if the body ends with the connection.
pub(super) fn write_head(
    out: &mut dyn Write,
    status: Status,
    kind: &str,
    length: Option<u64>,
    location: Option<&str>,
) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n",
        status.line()
    );
    if let Some(length) = length {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    if let Some(location) = location {
        head.push_str(&format!("Location: {location}\r\n"));
    }
    if status == Status::MethodNotAllowed {
        head.push_str("Allow: GET, HEAD\r\n");
    }
    head.push_str("\r\n");
    out.write_all(head.as_bytes())
}

/// Writes an answer that is only its status.
pub(super) fn write_refusal(out: &mut dyn Write, status: Status) -> io::Result<()> {
    let words = status.words();
    write_head(out, status, "text/plain; charset=utf-8", Some(words.len() as u64), None)?;
    out.write_all(words.as_bytes())
}

/// The media type of a file, by the end of its name.
pub(super) fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json; charset=utf-8",
        "jsonl" => "application/jsonl; charset=utf-8",
        "jsonld" => "application/ld+json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" | "bib" | "ris" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}

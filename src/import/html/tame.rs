//! Turns any HTML into HTML that a parser reads in linear time: bounded nesting, few attributes, no formatting tags.
//!
//! The rules of HTML let a parser look through all open elements at each tag, and reopen all open formatting at each
//! paragraph; a hostile page makes that quadratic. Formatting says nothing about an article's words, so it goes; tags
//! beyond a depth that no real page has go too. Text always stays.

/// Deepest nesting kept. Browsers stop at 512.
const DEPTH: usize = 256;

/// Most attributes kept on one tag.
const ATTRIBUTES: usize = 48;

/// Most `&` and bytes in one piece of text: a parser copies the piece at each character reference.
const REFERENCES: usize = 256;
const PIECE: usize = 32 << 10;

/// Longest title kept, in bytes.
const TITLE: usize = 4_000;

/// How far up an end tag looks for its start tag.
const REACH: usize = 32;

/// Elements that only change how text looks.
const FORMATTING: &[&str] =
    &["b", "big", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "mark", "ins", "abbr"];

/// Elements without content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose content is text up to their end tag. Of these only titles and linked data are of use.
const RAW: &[&str] = &["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp", "plaintext"];

/// Elements of other languages, with rules of their own.
const FOREIGN: &[&str] = &["svg", "math", "template"];

/// The tamed text of a page.
pub(super) fn tame(html: &str) -> String {
    let (out, last) = (String::with_capacity(html.len()), LastMarks::of(html));
    let mut tamer = Tamer { html, out, last, open: Vec::new(), unclosed: Vec::new() };
    tamer.run();
    tamer.out
}

struct Tamer<'a> {
    html: &'a str,
    out: String,
    last: LastMarks,
    /// Names of the open elements.
    open: Vec<&'a str>,
    /// Elements that are known to have no end tag in the rest of the page.
    unclosed: Vec<String>,
}

struct Tag<'a> {
    name: &'a str,
    is_end: bool,
    /// Byte after `>`.
    end: usize,
    /// Byte at which attributes become too many.
    cut: Option<usize>,
}

impl<'a> Tamer<'a> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'<', &self.html.as_bytes()[at..]) {
            let start = at + found;
            self.text(at, start);
            at = self.markup(start);
        }
        self.text(at, self.html.len());
    }

    /// Copies text, parted by empty comments where it has many references.
    fn text(&mut self, from: usize, to: usize) {
        let (mut copied, mut references) = (from, 0);
        for at in memchr::memchr_iter(b'&', &self.html.as_bytes()[from..to]).map(|at| from + at) {
            references += 1;
            if references >= REFERENCES || at - copied >= PIECE {
                self.out.push_str(&self.html[copied..at]);
                self.out.push_str("<!---->");
                (copied, references) = (at, 0);
            }
        }
        self.out.push_str(&self.html[copied..to]);
    }

    /// Handles what begins with `<` at `start`; gives the byte after it.
    fn markup(&mut self, start: usize) -> usize {
        let rest = &self.html[start..];
        if rest.starts_with("<!--") {
            return self.find("-->", start + 4).map_or(self.html.len(), |at| at + 3);
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let end = self.find(">", start).map_or(self.html.len(), |at| at + 1);
            if rest.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype")) {
                self.out.push_str("<!DOCTYPE html>");
            }
            return end;
        }
        let Some(tag) = read_tag(self.html, start, &self.last) else {
            self.out.push_str("&lt;");
            return start + 1;
        };
        let name = tag.name.to_ascii_lowercase();
        let name = name.as_str();
        if FORMATTING.contains(&name) {
            return tag.end;
        }
        if tag.is_end {
            self.close(&tag);
            return tag.end;
        }
        if RAW.contains(&name) {
            return self.raw(&tag, name, start);
        }
        if FOREIGN.contains(&name) {
            return self.end_tag(name, tag.end).map_or(tag.end, |(_, end)| end);
        }
        self.open(&tag, name, start);
        tag.end
    }

    fn find(&self, what: &str, from: usize) -> Option<usize> {
        memchr::memmem::find(self.html.as_bytes().get(from..)?, what.as_bytes()).map(|at| from + at)
    }

    /// Copies an element whose content is text: a title or linked data; any other goes.
    fn raw(&mut self, tag: &Tag<'a>, name: &str, start: usize) -> usize {
        let Some((content_end, end)) = self.end_tag(name, tag.end) else { return tag.end };
        let head = &self.html[start..tag.end];
        let is_data = name == "script" && head.to_ascii_lowercase().contains("ld+json");
        if name == "title" || is_data {
            self.out.push_str(head);
            let longest = if is_data { usize::MAX } else { TITLE };
            let mut content_end = content_end.min(tag.end.saturating_add(longest));
            while !self.html.is_char_boundary(content_end) {
                content_end -= 1;
            }
            self.out.push_str(&self.html[tag.end..content_end]);
            self.out.push_str(if is_data { "</script>" } else { "</title>" });
        }
        end
    }

    /// Where the next end tag of `name` begins and ends.
    fn end_tag(&mut self, name: &str, from: usize) -> Option<(usize, usize)> {
        if self.unclosed.iter().any(|known| known == name) {
            return None;
        }
        let mut at = from;
        while let Some(start) = self.find("</", at) {
            let rest = &self.html.as_bytes()[start + 2..];
            let is_it = rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
                && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric);
            if is_it {
                let end = self.find(">", start).map_or(self.html.len(), |end| end + 1);
                return Some((start, end));
            }
            at = start + 2;
        }
        self.unclosed.push(name.to_owned());
        None
    }

    fn open(&mut self, tag: &Tag<'a>, name: &str, start: usize) {
        let is_void = VOID.contains(&name);
        if !is_void {
            // These end by themselves where the next one begins.
            let ends_itself = ["p", "li", "dt", "dd", "tr", "td", "th", "option"].contains(&name);
            if ends_itself && self.open.last().is_some_and(|open| open.eq_ignore_ascii_case(name)) {
                self.open.pop();
            }
            if self.open.len() >= DEPTH {
                self.out.push(' ');
                return;
            }
            self.open.push(tag.name);
        }
        match tag.cut {
            None => self.out.push_str(&self.html[start..tag.end]),
            Some(cut) => {
                self.out.push_str(&self.html[start..cut]);
                self.out.push('>');
            }
        }
    }

    /// An end tag without a start tag near is dropped: browsers ignore it, or make an empty paragraph of it.
    fn close(&mut self, tag: &Tag<'a>) {
        let near = self.open.len().saturating_sub(REACH);
        let found = self.open[near..].iter().rposition(|open| open.eq_ignore_ascii_case(tag.name));
        if let Some(at) = found {
            self.open.truncate(near + at);
            self.out.push_str("</");
            self.out.push_str(tag.name);
            self.out.push('>');
        } else {
            self.out.push(' ');
        }
    }
}

/// Reads the tag that begins at `start`, with quoted attributes; none where `<` is text. A tag that never ends, ends
/// where the next one begins.
fn read_tag<'a>(html: &'a str, start: usize, last: &LastMarks) -> Option<Tag<'a>> {
    let bytes = html.as_bytes();
    let is_end = bytes.get(start + 1) == Some(&b'/');
    let name_start = start + 1 + usize::from(is_end);
    if start > last.bracket || !bytes.get(name_start)?.is_ascii_alphabetic() {
        return None;
    }
    let name_end = name_start
        + bytes[name_start..]
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'<'))?;
    let (mut at, mut attributes, mut cut) = (name_end, 0, None);
    let name = &html[name_start..name_end];
    loop {
        match *bytes.get(at)? {
            b'>' => return Some(Tag { name, is_end, end: at + 1, cut }),
            b'<' => return Some(Tag { name, is_end, end: at, cut: cut.or(Some(at)) }),
            quote @ (b'"' | b'\'') if is_value(bytes, at) && last.is_closed(quote, at) => {
                at += 1 + memchr::memchr(quote, &bytes[at + 1..])? + 1;
            }
            byte if byte.is_ascii_whitespace() => {
                attributes += 1;
                if attributes > ATTRIBUTES && cut.is_none() {
                    cut = Some(at);
                }
                while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
}

/// Whether an attribute's value begins at `at`: before it stands `=`, white space aside.
fn is_value(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take(16).find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=')
}

/// Where the last of each mark stands, so that nothing looks through the whole page for one that is not there.
struct LastMarks {
    bracket: usize,
    double: usize,
    single: usize,
}

impl LastMarks {
    fn of(html: &str) -> Self {
        let last = |mark| memchr::memrchr(mark, html.as_bytes()).unwrap_or(0);
        Self { bracket: last(b'>'), double: last(b'"'), single: last(b'\'') }
    }

    fn is_closed(&self, quote: u8, at: usize) -> bool {
        at < if quote == b'"' { self.double } else { self.single }
    }
}

#[cfg(test)]
mod tests {
    use super::tame;

    #[test]
    fn formatting_scripts_and_comments_go_and_text_stays() {
        assert_eq!(
            tame("<p>Harga <b>be</b>ras<!-- <p> --> <script>x('</p>')</script>turun, 1 < 2 <svg><p>x</svg></p>"),
            "<p>Harga beras turun, 1 &lt; 2 </p>"
        );
    }

    #[test]
    fn linked_data_and_titles_stay() {
        let html = "<title>Harga</title><script type=\"application/ld+json\">{\"a\": \"</p>\"}</script>";
        assert_eq!(tame(html), html);
    }

    #[test]
    fn a_tag_keeps_its_quoted_attributes() {
        let html = "<div class=\"a > b\" id='x'>y</div>";
        assert_eq!(tame(html), html);
    }

    #[test]
    fn nesting_and_attributes_are_bounded() {
        let deep = format!("{}x{}", "<div>".repeat(5_000), "</div>".repeat(5_000));
        let tamed = tame(&deep);
        assert_eq!(tamed.matches("<div>").count(), super::DEPTH);
        assert!(tamed.contains('x'));
        let wide = format!("<p {}>x</p>", "a=1 ".repeat(5_000));
        assert!(tame(&wide).len() < 300);
    }

    #[test]
    fn unclosed_things_do_not_swallow_the_page() {
        for html in ["<script>kata", "<svg>kata", "<p class=\"kata", "<style>a<style>kata", "<a href='x>kata"] {
            assert!(tame(html).contains("kata"), "{html}");
        }
    }

    #[test]
    fn time_is_linear() {
        for unit in
            ["<", "<a ", "<svg>", "<script>", "</", "<!--", "<!", "<p a='", "<p a=\"'", "&amp", "<p><b>", "</div>"]
        {
            let start = std::time::Instant::now();
            tame(&unit.repeat(200_000));
            assert!(start.elapsed().as_secs() < 10, "{unit}");
        }
    }
}

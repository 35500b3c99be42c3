use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::inline::Inline;
use super::{Flow, Gap, highlight, is_line_break, parser};
use crate::model::Span;
use crate::slug::slug;
use crate::url::safe_url;

/// Deepest nesting of lists and block quotes; what lies deeper keeps its text only.
const DEEPEST: usize = 12;

/// Something to put round a run of the plain text: a quotation (`span`) or the link of a name (`a`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Bytes of the body's plain text.
    pub span: Span,
    /// Anchor, given to the first piece where the mark is cut by other elements or by the end of a paragraph.
    pub id: Option<&'a str>,
    /// Classes.
    pub class: &'a str,
    /// Where the link leads; none makes a `span`. Left out inside another link.
    pub href: Option<&'a str>,
}

/// The HTML of `body` with `marks` round their words.
///
/// `root` is put before addresses that start with one slash (`../../`), so that they lead to the site's root. The
/// headings of the body start at `h2`, leave no level out and have ids (`s-` and the slug of their words). Marks may come in any order, may
/// cross inline elements and one another: pieces are made so that all nest.
///
/// ```
/// use kutip::markdown::{Mark, to_html};
/// use kutip::model::Span;
/// let words = Mark { span: Span::new(0, 11), id: Some("k-1"), class: "quotation", href: None };
/// assert_eq!(
///     to_html("Harga *turun, kata* Budi", &[words], ""),
///     "<p><span id=\"k-1\" class=\"quotation\">Harga <em>turun</em></span><em>, kata</em> Budi</p>\n",
/// );
/// ```
pub fn to_html(body: &str, marks: &[Mark<'_>], root: &str) -> String {
    let mut starts: Vec<usize> = (0..marks.len()).filter(|&mark| !marks[mark].span.is_empty()).collect();
    starts.sort_by_key(|&mark| (marks[mark].span.start, std::cmp::Reverse(marks[mark].span.end), mark));
    let mut writer = Writer {
        html: String::with_capacity(body.len() + body.len() / 4 + marks.len() * 80),
        marks,
        root,
        inline: Inline::new(marks),
        flow: Flow::default(),
        starts: starts.into_iter().peekable(),
        active: Vec::new(),
        depth: 0,
        quiet: 0,
        heading: None,
        heading_ids: FxHashMap::default(),
        outline: Vec::new(),
        columns: Vec::new(),
        column: 0,
        in_table_head: false,
        code: None,
        pictures: Vec::new(),
    };
    for event in parser(body) {
        writer.event(event);
    }
    writer.html
}

/// Text between tags: `&`, `<` and `>` escaped, control characters dropped.
pub(super) fn push_text(text: &str, html: &mut String) {
    push_escaped(text, html, false);
}

/// ` name="value"`.
pub(super) fn push_attribute(name: &str, value: &str, html: &mut String) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    push_escaped(value, html, true);
    html.push('"');
}

fn push_escaped(text: &str, html: &mut String, quotes: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let replaced = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            0..=8 | 11..=31 | 127 => "",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(replaced);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

struct Writer<'m> {
    html: String,
    marks: &'m [Mark<'m>],
    root: &'m str,
    inline: Inline<'m>,
    flow: Flow,
    /// Marks that have not started, in order.
    starts: std::iter::Peekable<std::vec::IntoIter<usize>>,
    /// Marks that have started and not ended.
    active: Vec<usize>,
    /// Open lists and block quotes.
    depth: usize,
    /// Inside tables and images, whose text is not plain text.
    quiet: usize,
    /// Where the heading being written starts in `html`, and its words.
    heading: Option<(usize, String)>,
    heading_ids: FxHashMap<String, usize>,
    /// Levels of the headings that the next one may stand under.
    outline: Vec<HeadingLevel>,
    columns: Vec<Alignment>,
    column: usize,
    in_table_head: bool,
    /// Language and text of the code block being read.
    code: Option<(String, String)>,
    /// Addresses and words of the pictures being read; a picture's words may hold pictures.
    pictures: Vec<(String, String)>,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(words) if self.code.is_some() => {
                if let Some((_, code)) = &mut self.code {
                    code.push_str(&words);
                }
            }
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.text(&words),
            Event::Code(words) => {
                self.inline.start("code");
                self.text(&words);
                self.inline.end("code");
            }
            Event::SoftBreak => self.line_break(Gap::Space, "\n"),
            Event::HardBreak => self.line_break(Gap::Line, "<br>\n"),
            Event::InlineHtml(tag) if is_line_break(&tag) => self.line_break(Gap::Line, "<br>\n"),
            Event::Rule => self.block("<hr>\n"),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.block("<p>"),
            Tag::Heading { .. } => {
                self.block("");
                self.heading = Some((self.html.len(), String::new()));
            }
            Tag::BlockQuote(_) => self.deeper("<blockquote>\n"),
            Tag::List(None) => self.deeper("<ul>\n"),
            Tag::List(Some(1)) => self.deeper("<ol>\n"),
            Tag::List(Some(first)) => self.deeper(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.block(if self.depth <= DEEPEST { "<li>" } else { "" }),
            Tag::CodeBlock(kind) => {
                self.block("");
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::Table(columns) => {
                self.block("<figure class=\"scroll\" tabindex=\"0\"><table>\n");
                self.quiet += 1;
                self.columns = columns;
            }
            Tag::TableHead => {
                self.in_table_head = true;
                self.column = 0;
                self.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => self.table_cell(),
            Tag::Emphasis => self.start_inline("em"),
            Tag::Strong => self.start_inline("strong"),
            Tag::Strikethrough => self.start_inline("del"),
            Tag::Link { dest_url, title, .. } => {
                self.start_outer_marks();
                self.inline.start_link(self.link_attributes(&dest_url, &title));
            }
            Tag::Image { dest_url, .. } => {
                self.quiet += 1;
                self.pictures.push((dest_url.to_string(), String::new()));
            }
            _ => self.block(""),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.block("");
                match self.html.strip_suffix("<p>").map(str::len) {
                    Some(before) => self.html.truncate(before),
                    None => self.html.push_str("</p>\n"),
                }
            }
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(_) => self.shallower("</blockquote>\n"),
            TagEnd::List(ordered) => self.shallower(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.block(if self.depth <= DEEPEST { "</li>\n" } else { "" }),
            TagEnd::CodeBlock => {
                self.block("");
                if let Some((language, code)) = self.code.take() {
                    highlight::push_code(&language, &code, &mut self.html);
                }
            }
            TagEnd::Table => {
                self.block("</tbody></table></figure>\n");
                self.quiet = self.quiet.saturating_sub(1);
            }
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.html.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.inline.close_all(&mut self.html);
                self.html.push_str(if self.in_table_head { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.inline.end("em"),
            TagEnd::Strong => self.inline.end("strong"),
            TagEnd::Strikethrough => self.inline.end("del"),
            TagEnd::Link => self.inline.end_link(),
            TagEnd::Image => self.end_picture(),
            _ => self.block(""),
        }
    }

    /// A block starts or ends: everything inline is closed.
    fn block(&mut self, tag: &str) {
        self.inline.close_all(&mut self.html);
        if self.quiet == 0 {
            self.flow.separate(Gap::Block);
        }
        self.html.push_str(tag);
    }

    fn deeper(&mut self, tag: &str) {
        self.depth += 1;
        self.block(if self.depth <= DEEPEST { tag } else { "" });
    }

    fn shallower(&mut self, tag: &str) {
        self.block(if self.depth <= DEEPEST { tag } else { "" });
        self.depth = self.depth.saturating_sub(1);
    }

    fn line_break(&mut self, gap: Gap, tag: &str) {
        if let Some((_, words)) = self.pictures.last_mut() {
            words.push(' ');
            return;
        }
        if self.quiet == 0 {
            self.flow.separate(gap);
        }
        if let Some((_, words)) = &mut self.heading {
            words.push(' ');
        }
        self.html.push_str(tag);
    }

    fn start_inline(&mut self, tag: &'static str) {
        self.start_outer_marks();
        self.inline.start(tag);
    }

    fn text(&mut self, words: &str) {
        if let Some((_, picture)) = self.pictures.last_mut() {
            picture.push_str(words);
            return;
        }
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(words);
        }
        if self.quiet > 0 {
            self.inline.text(words, &mut self.html);
            return;
        }
        let mut written = 0;
        for (at, c) in words.char_indices() {
            let is_space = c.is_whitespace();
            if !is_space {
                self.flow.take_gap();
            }
            if self.next_end() <= self.flow.len || (!is_space && self.next_start() <= self.flow.len) {
                self.inline.text(&words[written..at], &mut self.html);
                written = at;
                self.end_marks();
            }
            if is_space {
                self.flow.separate(Gap::Space);
                continue;
            }
            self.start_marks(self.flow.len);
            self.flow.len += c.len_utf8();
        }
        self.inline.text(&words[written..], &mut self.html);
        if self.next_end() <= self.flow.len {
            self.end_marks();
        }
    }

    fn next_end(&self) -> usize {
        self.active.iter().map(|&mark| self.marks[mark].span.end).min().unwrap_or(usize::MAX)
    }

    fn next_start(&mut self) -> usize {
        self.starts.peek().map_or(usize::MAX, |&mark| self.marks[mark].span.start)
    }

    fn start_marks(&mut self, at: usize) {
        while let Some(mark) = self.starts.next_if(|&mark| self.marks[mark].span.start <= at) {
            if self.marks[mark].span.end > at {
                self.active.push(mark);
                self.inline.start_mark(mark);
            }
        }
    }

    fn end_marks(&mut self) {
        let (marks, len) = (self.marks, self.flow.len);
        let inline = &mut self.inline;
        self.active.retain(|&mark| {
            let goes_on = marks[mark].span.end > len;
            if !goes_on {
                inline.end_mark(mark);
            }
            goes_on
        });
    }

    /// Before an inline element: quotations that start with its first character go round it, not into it.
    fn start_outer_marks(&mut self) {
        if self.quiet > 0 {
            return;
        }
        let at = self.flow.len + self.flow.gap.text().len();
        while let Some(mark) = self.starts.next_if(|&mark| {
            let mark = &self.marks[mark];
            mark.href.is_none() && mark.span.start <= at && at < mark.span.end
        }) {
            self.active.push(mark);
            self.inline.start_mark(mark);
        }
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        self.block("");
        let Some((start, words)) = self.heading.take() else { return };
        // The page has the only `h1`, and no level is left out, whatever levels the body uses.
        while self.outline.last().is_some_and(|open| *open >= level) {
            self.outline.pop();
        }
        let depth = (self.outline.len() + 2).min(6);
        self.outline.push(level);
        let mut id = slug(&words);
        let used = self.heading_ids.entry(id.clone()).or_insert(0);
        *used += 1;
        if *used > 1 {
            id = format!("{id}-{used}");
        }
        self.html.insert_str(start, &format!("<h{depth} id=\"s-{id}\">"));
        self.html.push_str(&format!("</h{depth}>\n"));
    }

    fn table_cell(&mut self) {
        let tag = if self.in_table_head { "<th" } else { "<td" };
        self.html.push_str(tag);
        self.html.push_str(match self.columns.get(self.column) {
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::Center) => " class=\"center\">",
            _ => ">",
        });
        self.column += 1;
    }

    /// The attributes of a link of the body; none if its address is not allowed.
    fn link_attributes(&self, url: &str, title: &str) -> Option<String> {
        let mut attributes = String::new();
        push_attribute("href", &self.rooted(safe_url(url)?), &mut attributes);
        if !title.is_empty() {
            push_attribute("title", title, &mut attributes);
        }
        Some(attributes)
    }

    fn rooted(&self, url: String) -> String {
        match url.strip_prefix('/') {
            Some(path) if !path.starts_with('/') => format!("{}{path}", self.root),
            _ => url,
        }
    }

    /// A picture of the site is shown; one from elsewhere becomes a link, so that reading asks nobody else.
    fn end_picture(&mut self) {
        self.quiet = self.quiet.saturating_sub(1);
        let Some((url, words)) = self.pictures.pop() else { return };
        if let Some((_, outer)) = self.pictures.last_mut() {
            outer.push_str(&words);
            return;
        }
        let Some(url) = safe_url(&url) else { return };
        self.inline.agree(&mut self.html);
        if url.contains(':') || url.starts_with("//") {
            let words = if words.trim().is_empty() { url.as_str() } else { words.as_str() };
            if self.inline.is_in_link() {
                push_text(words, &mut self.html);
                return;
            }
            self.html.push_str("<a class=\"picture\"");
            push_attribute("href", &url, &mut self.html);
            self.html.push('>');
            push_text(words, &mut self.html);
            self.html.push_str("</a>");
            return;
        }
        self.html.push_str("<img");
        push_attribute("src", &self.rooted(url), &mut self.html);
        push_attribute("alt", &words, &mut self.html);
        self.html.push_str(" loading=\"lazy\">");
    }
}

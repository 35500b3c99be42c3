//! Turns the HTML of a page's main text into blocks, and tells furniture in it from the article.

use dom_query::{Document, NodeRef};

use super::furniture::{is_button, is_furniture, is_media, mark_links, mark_opening};
use super::tame::tame;
use super::{folded, metadata::host};
use crate::import::draft::{Block, BlockKind};
use crate::lang::Languages;

/// Elements whose text is not the article's.
const SKIPPED: &[&str] = &[
    "aside",
    "audio",
    "button",
    "canvas",
    "datalist",
    "dialog",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "iframe",
    "input",
    "label",
    "menu",
    "nav",
    "noscript",
    "object",
    "picture",
    "script",
    "select",
    "style",
    "template",
    "textarea",
    "title",
    "video",
];

/// Elements that stand inside a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];

/// Elements of [`SKIPPED`] that readers do not see.
const UNSEEN: &[&str] = &["datalist", "iframe", "noscript", "object", "script", "select", "style", "template", "title"];

/// Fewest lines of a list that is parted by breaks only, and most characters of one.
const LINES: usize = 3;
const LINE: usize = 120;

/// What was found in the main text.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub blocks: Vec<Block>,
    /// Words that are not the article's.
    pub left_out: Vec<String>,
}

/// A block with what tells whether it is the article's.
pub(super) struct Candidate {
    pub block: Block,
    /// Letters and digits of its text that stand in links.
    pub linked: usize,
    /// How many links it has.
    pub links: usize,
    /// Whether it is one of the lines that a paragraph is broken into.
    pub is_listed: bool,
    pub is_furniture: bool,
}

/// The lines and paragraphs that readers of a page see, whatever they are.
pub(super) fn all(page: &Document) -> Vec<String> {
    page.select("body").nodes().iter().flat_map(|body| texts(*body)).collect()
}

/// The same of an element.
fn texts(element: NodeRef<'_>) -> Vec<String> {
    let mut reader = Reader { takes_all: true, ..Reader::default() };
    reader.walk(element);
    reader.flush();
    reader.candidates.into_iter().map(|candidate| candidate.block.text).collect()
}

/// Reads the main text of a page of `host`, whose headlines are `headlines`.
pub(super) fn read(html: &str, host: Option<&str>, headlines: &[String], languages: &Languages) -> Found {
    let document = Document::fragment(tame(html));
    let root = document.root();
    let host = host.map(str::to_owned);
    let mut reader = Reader { host, total: root.text().len(), ..Reader::default() };
    reader.walk(root);
    reader.flush();
    mark_links(&mut reader.candidates);
    mark_opening(&mut reader.candidates, headlines, languages);
    let mut found = Found { blocks: Vec::new(), left_out: reader.left_out };
    for candidate in reader.candidates {
        if candidate.is_furniture {
            found.left_out.push(candidate.block.text);
        } else {
            found.blocks.push(candidate.block);
        }
    }
    found
}

#[derive(Default)]
struct Reader {
    /// Whether all that can be read is taken, furniture too.
    takes_all: bool,
    /// The page's.
    host: Option<String>,
    /// Length of the whole text.
    total: usize,
    candidates: Vec<Candidate>,
    left_out: Vec<String>,
    text: String,
    /// Where a line of `text` ends.
    breaks: Vec<usize>,
    /// Letters and digits of `text` that stand in links, and how many links these are.
    linked: usize,
    links: usize,
    /// An element inside the line has just ended.
    closed: bool,
    /// How many links are open.
    open_links: usize,
    /// Kinds of the open blocks.
    kinds: Vec<BlockKind>,
}

/// A step of the walk, which keeps its own stack: a page may be nested deeper than the program's.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave { is_block: bool, has_kind: bool, is_link: bool },
}

impl Reader {
    fn walk<'a>(&mut self, root: NodeRef<'a>) {
        let mut steps: Vec<Step<'a>> = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave { is_block, has_kind, is_link } => {
                    if is_block {
                        self.flush();
                    }
                    self.closed = !is_block;
                    if has_kind {
                        self.kinds.pop();
                    }
                    self.open_links -= usize::from(is_link);
                }
                Step::Enter(node) if node.is_text() => self.push(&node.text()),
                Step::Enter(node) => self.enter(&node, &mut steps),
            }
        }
    }

    fn enter<'a>(&mut self, node: &NodeRef<'a>, steps: &mut Vec<Step<'a>>) {
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        let name = name.as_str();
        if name == "br" {
            self.break_line();
            return;
        }
        let is_block = !name.is_empty() && !INLINE.contains(&name);
        if self.takes_all && UNSEEN.contains(&name) {
            return;
        }
        let is_skipped = || {
            let is_part = is_media(node, self.total) || is_button(node);
            SKIPPED.contains(&name) || is_part || (is_block && is_furniture(node, self.total))
        };
        if !self.takes_all && is_skipped() {
            let text = texts(*node).join(" ");
            if !text.is_empty() {
                self.left_out.push(text);
            }
            return;
        }
        if is_block {
            self.flush();
        }
        let kind = kind_of(name);
        self.kinds.extend(kind);
        let is_link = name == "a" && !self.is_heading_elsewhere(node);
        self.open_links += usize::from(is_link);
        self.links += usize::from(is_link);
        steps.push(Step::Leave { is_block, has_kind: kind.is_some(), is_link });
        steps.extend(node.children_it(true).map(Step::Enter));
    }

    /// Whether a link is the heading of what the article tells of something at another site: a shop, a document.
    fn is_heading_elsewhere(&self, link: &NodeRef<'_>) -> bool {
        let is_heading = matches!(self.kinds.last(), Some(BlockKind::Heading(_)));
        let there = link.attr("href").and_then(|href| host(&href));
        is_heading && self.host.is_some() && there.is_some() && there != self.host
    }

    fn push(&mut self, text: &str) {
        // An element that ends like a sentence or with a bracket (`(AP)`) often loses the space that parts it from the text.
        let is_end = self.text.ends_with([')', '.', '!', '?', ':']);
        if std::mem::take(&mut self.closed) && is_end && text.starts_with(char::is_uppercase) {
            self.text.push(' ');
        }
        self.text.push_str(text);
        if self.open_links > 0 {
            self.linked += text.chars().filter(|c| c.is_alphanumeric()).count();
        }
    }

    /// A break after a whole sentence ends a paragraph; what any other is, is seen when the paragraph is whole.
    fn break_line(&mut self) {
        if crate::import::paragraphs::ends_sentence(&self.text) {
            self.flush();
        } else {
            self.text.push(' ');
            self.breaks.push(self.text.len());
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let breaks = std::mem::take(&mut self.breaks);
        let (linked, links) = (std::mem::take(&mut self.linked), std::mem::take(&mut self.links));
        let kind = self.kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        let lines = lines(&text, &breaks);
        let is_listed = lines.len() > 1;
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        for text in lines {
            // Of a list only all lines are links, or none counts as one.
            let linked = if is_listed && linked * 10 < letters * 9 { 0 } else { linked };
            // Words that say nothing: separators, marks of lists.
            if text.chars().any(char::is_alphanumeric) {
                let block = Block { kind, text, line: None };
                self.candidates.push(Candidate { block, linked, links, is_listed, is_furniture: false });
            }
        }
    }
}

/// The lines of a paragraph with `breaks`, where they are points of a list, a programme or verses: several, none long, and
/// each begins anew. Else the paragraph.
fn lines(text: &str, breaks: &[usize]) -> Vec<String> {
    let whole = || vec![folded(text)];
    if breaks.len() + 1 < LINES {
        return whole();
    }
    let ends = breaks.iter().copied().chain([text.len()]);
    let starts = [0].into_iter().chain(breaks.iter().copied());
    let lines: Vec<String> =
        starts.zip(ends).map(|(from, to)| folded(&text[from..to])).filter(|line| !line.is_empty()).collect();
    let is_line = |line: &String| {
        !line.starts_with(char::is_lowercase) && line.chars().nth(LINE).is_none() && !line.ends_with([',', '-', '–'])
    };
    if lines.len() >= LINES && lines.iter().all(is_line) { lines } else { whole() }
}

fn kind_of(name: &str) -> Option<BlockKind> {
    Some(match name {
        "h1" | "h2" => BlockKind::Heading(2),
        "h3" => BlockKind::Heading(3),
        "h4" | "h5" | "h6" => BlockKind::Heading(4),
        "li" => BlockKind::Item,
        "blockquote" => BlockKind::Quote,
        _ => return None,
    })
}

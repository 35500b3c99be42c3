//! Turns the HTML of a page's main text into blocks, and tells furniture in it from the article.

use dom_query::{Document, NodeRef};

use super::folded;
use super::furniture::{is_furniture, is_media, mark_links, mark_opening};
use super::tame::tame;
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
    /// Bytes of its text that stand in links.
    pub linked: usize,
    pub is_furniture: bool,
}

/// Reads the main text of a page, whose headlines are `headlines`.
pub(super) fn read(html: &str, headlines: &[String], languages: &Languages) -> Found {
    let document = Document::fragment(tame(html));
    let root = document.root();
    let mut reader = Reader { total: root.text().len(), ..Reader::default() };
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
    /// Length of the whole text.
    total: usize,
    candidates: Vec<Candidate>,
    left_out: Vec<String>,
    text: String,
    /// Bytes of `text` that stand in links.
    linked: usize,
    /// An element inside the line has just ended.
    closed: bool,
    /// How many links are open.
    links: usize,
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
                    self.links -= usize::from(is_link);
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
        if SKIPPED.contains(&name) || is_media(node, self.total) || (is_block && is_furniture(node, self.total)) {
            let text = folded(&node.text());
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
        let is_link = name == "a";
        self.links += usize::from(is_link);
        steps.push(Step::Leave { is_block, has_kind: kind.is_some(), is_link });
        steps.extend(node.children_it(true).map(Step::Enter));
    }

    fn push(&mut self, text: &str) {
        // An element that ends like a sentence or with a bracket (`(AP)`) often loses the space that parts it from the text.
        let is_end = self.text.ends_with([')', '.', '!', '?', ':']);
        if std::mem::take(&mut self.closed) && is_end && text.starts_with(char::is_uppercase) {
            self.text.push(' ');
        }
        self.text.push_str(text);
        if self.links > 0 {
            self.linked += text.trim().len();
        }
    }

    /// A break after a whole sentence ends a paragraph; any other is a space.
    fn break_line(&mut self) {
        if crate::import::paragraphs::ends_sentence(&self.text) {
            self.flush();
        } else {
            self.text.push(' ');
        }
    }

    fn flush(&mut self) {
        let text = folded(&std::mem::take(&mut self.text));
        let linked = std::mem::take(&mut self.linked);
        // Words that say nothing: separators, marks of lists.
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        let kind = self.kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        self.candidates.push(Candidate { block: Block { kind, text, line: None }, linked, is_furniture: false });
    }
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

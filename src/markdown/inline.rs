//! Keeps inline elements and marks properly nested, whatever their order in the text.

use super::html::{Mark, push_attribute, push_text};

/// Deepest nesting of emphasis, strong and the like; what lies deeper keeps its text only.
const DEEPEST: usize = 16;

/// One element that is open or shall be open around the next text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// `em`, `strong`, `del`, `code`.
    Tag(&'static str),
    /// A link of the body, by its place in `links`.
    Link(usize),
    /// A mark, by its place in the marks given.
    Mark(usize),
}

/// The elements around the text being written.
///
/// `want` says which elements the next text shall lie in, `open` which ones are open in the output. Tags are written
/// only when text comes, so nothing is ever empty and an element cut by another one is closed and opened again.
#[derive(Debug)]
pub(super) struct Inline<'m> {
    marks: &'m [Mark<'m>],
    /// Whether the first piece of a mark was written; only that one has the `id`.
    begun: Vec<bool>,
    links: Vec<String>,
    want: Vec<Element>,
    open: Vec<Element>,
    depth: usize,
}

impl<'m> Inline<'m> {
    pub(super) fn new(marks: &'m [Mark<'m>]) -> Self {
        let begun = vec![false; marks.len()];
        Self { marks, begun, links: Vec::new(), want: Vec::new(), open: Vec::new(), depth: 0 }
    }

    /// An element of the body starts.
    pub(super) fn start(&mut self, tag: &'static str) {
        self.depth += 1;
        if self.depth <= DEEPEST {
            self.want.push(Element::Tag(tag));
        }
    }

    /// A link of the body starts; `attributes` are written after `<a`. None where the address is not allowed.
    pub(super) fn start_link(&mut self, attributes: Option<String>) {
        self.depth += 1;
        let marks = self.marks;
        self.want.retain(|element| !matches!(element, Element::Mark(mark) if marks[*mark].href.is_some()));
        if let (true, Some(attributes)) = (self.depth <= DEEPEST && !self.is_in_link(), attributes) {
            self.want.push(Element::Link(self.links.len()));
            self.links.push(attributes);
        }
    }

    /// The element of the body that started last ends.
    pub(super) fn end(&mut self, tag: &'static str) {
        if self.depth <= DEEPEST {
            self.remove_last(|element| element == Element::Tag(tag));
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// The link of the body that started last ends.
    pub(super) fn end_link(&mut self) {
        if self.depth <= DEEPEST {
            self.remove_last(|element| matches!(element, Element::Link(_)));
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Whether the next text lies in a link.
    pub(super) fn is_in_link(&self) -> bool {
        self.want.iter().any(|element| match element {
            Element::Link(_) => true,
            Element::Mark(mark) => self.marks[*mark].href.is_some(),
            Element::Tag(_) => false,
        })
    }

    /// A mark starts; one that is a link is left out inside another link.
    pub(super) fn start_mark(&mut self, mark: usize) {
        if self.marks[mark].href.is_none() || !self.is_in_link() {
            self.want.push(Element::Mark(mark));
        }
    }

    /// A mark ends.
    pub(super) fn end_mark(&mut self, mark: usize) {
        self.remove_last(|element| element == Element::Mark(mark));
    }

    fn remove_last(&mut self, is_meant: impl Fn(Element) -> bool) {
        if let Some(at) = self.want.iter().rposition(|element| is_meant(*element)) {
            self.want.remove(at);
        }
    }

    /// Writes text inside the elements wanted.
    pub(super) fn text(&mut self, text: &str, html: &mut String) {
        if !text.is_empty() {
            self.agree(html);
            push_text(text, html);
        }
    }

    /// Opens and closes what is needed before something is written.
    pub(super) fn agree(&mut self, html: &mut String) {
        let same = self.open.iter().zip(&self.want).take_while(|(open, want)| open == want).count();
        self.close_beyond(same, html);
        for at in same..self.want.len() {
            let element = self.want[at];
            self.write_start(element, html);
            self.open.push(element);
        }
    }

    /// Closes everything: a block ends. Marks that go on are opened again in the next one.
    pub(super) fn close_all(&mut self, html: &mut String) {
        self.close_beyond(0, html);
    }

    fn close_beyond(&mut self, keep: usize, html: &mut String) {
        while self.open.len() > keep {
            let Some(element) = self.open.pop() else { return };
            html.push_str("</");
            html.push_str(match element {
                Element::Tag(tag) => tag,
                Element::Link(_) => "a",
                Element::Mark(mark) if self.marks[mark].href.is_some() => "a",
                Element::Mark(_) => "span",
            });
            html.push('>');
        }
    }

    fn write_start(&mut self, element: Element, html: &mut String) {
        html.push('<');
        match element {
            Element::Tag(tag) => html.push_str(tag),
            Element::Link(link) => {
                html.push('a');
                html.push_str(&self.links[link]);
            }
            Element::Mark(at) => {
                let mark = &self.marks[at];
                html.push_str(if mark.href.is_some() { "a" } else { "span" });
                if let Some(id) = mark.id.filter(|_| !self.begun[at]) {
                    push_attribute("id", id, html);
                }
                self.begun[at] = true;
                push_attribute("class", mark.class, html);
                if let Some(href) = mark.href {
                    push_attribute("href", href, html);
                }
            }
        }
        html.push('>');
    }
}

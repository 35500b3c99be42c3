//! Turns Markdown into HTML and into plain text; the only module that knows pulldown-cmark and syntect.
//!
//! # The plain text of a body
//!
//! It is what `extract` reads and what the words of a quotation are looked for in, so its rules are part of the format:
//!
//! - Paragraphs, headings and list items are blocks; between two blocks stands one blank line.
//! - White space of any kind and length is one space; there is none at the start and the end of a block. A line break
//!   of the source is a space, a hard one (two spaces or a backslash at the line's end, or `<br>`) is a line break.
//! - Emphasis, links and code inside a line give their text without marks.
//! - Code blocks, tables, images, rules and raw HTML tags give no text.
//! - Everything else stays as it is: quotation marks and dashes are the article's own.
//!
//! [`escape`] goes the other way: `plain_text(&escape(t))` is `t` with its white space folded and each of its lines a
//! block.
//!
//! # What may become HTML
//!
//! Bodies come from strangers. Raw HTML is dropped; links keep only `http`, `https`, `mailto` and relative addresses
//! ([`safe_url`](crate::url::safe_url)); pictures are shown only when they belong to the site; nesting is capped.

mod escape;
mod highlight;
mod html;
#[cfg(test)]
mod html_tests;
mod inline;
mod links;
mod pictures;
mod plain;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

pub use escape::escape;
pub use html::{Mark, to_html};
pub use links::without_links;
pub use pictures::own_pictures;
pub use plain::{PlainText, plain_text};

/// The Markdown of articles: CommonMark with tables and strikethrough. No footnotes: their parser has had blow-ups.
fn parser(body: &str) -> Parser<'_> {
    Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// Where the code blocks of a body stand, in bytes, from the first mark or letter to the last.
pub fn code_blocks(body: &str) -> Vec<Range<usize>> {
    let starts = parser(body).into_offset_iter().filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_))));
    starts.map(|(_, range)| range.start..range.start + body[range].trim_end().len()).collect()
}

/// Whether an inline tag is a line break, the only raw HTML that means something here.
fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

/// Counts the plain text while a body is walked: how white space folds and where the next character lands.
#[derive(Debug, Default)]
struct Flow {
    /// Bytes of plain text so far.
    len: usize,
    /// What stands before the next character.
    gap: Gap,
}

/// What separates two characters of plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Block,
}

impl Gap {
    fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Space => " ",
            Self::Line => "\n",
            Self::Block => "\n\n",
        }
    }
}

impl Flow {
    /// White space, a line break or a block boundary was met; the widest one counts.
    fn separate(&mut self, gap: Gap) {
        if self.len > 0 {
            self.gap = self.gap.max(gap);
        }
    }

    /// The separator before the next character, which then starts at `self.len`.
    fn take_gap(&mut self) -> &'static str {
        let gap = std::mem::take(&mut self.gap).text();
        self.len += gap.len();
        gap
    }
}

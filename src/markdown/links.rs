use std::cmp::Reverse;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::parser;

/// A link that is not closed yet, and how far its words reach.
type OpenLink = (Range<usize>, Option<Range<usize>>);

/// The body without the links and pictures whose address `is_unwanted`: of a link its words stay, unless they are the address;
/// none if there is no such link.
///
/// ```
/// let body = "[Air](https://a.example/x) naik. ![Laut](/x.jpg)";
/// assert_eq!(kutip::markdown::without_links(body, "…", |url| url.contains('x')).as_deref(), Some("Air naik. "));
/// assert_eq!(kutip::markdown::without_links(body, "…", |_| false), None);
/// ```
pub fn without_links(body: &str, instead: &str, is_unwanted: impl Fn(&str) -> bool) -> Option<String> {
    if !body.contains("](") && !body.contains("][") && !body.contains("]:") && !body.contains('<') {
        return None;
    }
    // What goes, in text order: ranges of the body, and what takes their place.
    let mut changes: Vec<(Range<usize>, &str)> = Vec::new();
    let mut open: Option<OpenLink> = None;
    for (event, range) in parser(body).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) if is_unwanted(&dest_url) => {
                widen(&mut open, &range);
                changes.push((range, ""));
            }
            Event::Start(Tag::Link { dest_url, .. }) if is_unwanted(&dest_url) => open = Some((range, None)),
            Event::End(TagEnd::Link) => {
                if let Some((link, words)) = open.take() {
                    match words.filter(|words| !is_unwanted(&body[words.clone()]) || body[words.clone()].contains(' '))
                    {
                        Some(words) => {
                            changes.push((link.start..words.start, ""));
                            changes.push((words.end..link.end, ""));
                        }
                        None => changes.push((link, instead)),
                    }
                }
            }
            _ => widen(&mut open, &range),
        }
    }
    changes.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    let mut kept = String::new();
    let mut from = 0;
    for (range, instead) in &changes {
        if range.start < from {
            continue;
        }
        kept.push_str(&body[from..range.start]);
        kept.push_str(instead);
        from = range.end;
    }
    kept.push_str(&body[from..]);
    (!changes.is_empty()).then_some(kept)
}

/// The words of an open link reach over `range` too.
fn widen(open: &mut Option<OpenLink>, range: &Range<usize>) {
    if let Some((_, words)) = open {
        *words = Some(match words.take() {
            Some(words) => words.start.min(range.start)..words.end.max(range.end),
            None => range.clone(),
        });
    }
}

//! Turns signs in a page's main text into a verdict: article, or furniture that stands inside it.

use dom_query::NodeRef;

use crate::import::date;
use crate::import::draft::BlockKind;
use crate::import::paragraphs::ends_sentence;
use crate::lang::Languages;

use super::blocks::Candidate;

/// Parts of class names and ids that the makers of pages give to what is not the article.
const SIGNS: &[&str] = &[
    "about-author",
    "about-the-author",
    "addtoany",
    "advert",
    "author-bio",
    "author-box",
    "author-content",
    "author-desc",
    "author-info",
    "authorbox",
    "baca-juga",
    "bacajuga",
    "breadcrumb",
    "byline",
    "caption",
    "comment",
    "credit",
    "disclaimer",
    "entry-meta",
    "inline-ad",
    "lihatjg",
    "most-read",
    "newsletter",
    "outbrain",
    "paging",
    "pagination",
    "photo-by",
    "popular",
    "post-author",
    "post-meta",
    "post-tags",
    "promo",
    "pubdate",
    "publish-date",
    "read-more",
    "readmore",
    "recirc",
    "recommend",
    "related",
    "sharedaddy",
    "sharing",
    "share-",
    "-share",
    "signup",
    "sign-up",
    "social",
    "sponsor",
    "subscri",
    "taboola",
    "tag-list",
    "taglist",
    "terkait",
    "timestamp",
    "toolbar",
    "trending",
    "widget",
];

/// Parts of class names of what is shown beside a picture or film, in whatever element: its title, its buttons.
const MEDIA: &[&str] = &[
    "embedded video",
    "leadmedia",
    "mediatitle",
    "media-title",
    "slide-count",
    "slidecount",
    "vidembed",
    "video-",
    "-video",
    "videoplay",
    "video_",
];

/// Class names and ids that mean the same as a whole.
const WHOLE_SIGNS: &[&str] = &["ad", "ads", "date", "meta", "share", "tag", "tags", "time"];

/// Words of class names and ids that mean the same between hyphens.
const WORD_SIGNS: &[&str] = &["cta", "disclosure"];

/// Words of class names of what is pressed rather than read, in whatever element.
const BUTTONS: &[&str] = &["btn", "button"];

/// Longest text of a button, in characters.
const BUTTON: usize = 60;

/// Names of an element that are longer than this, in bytes, say nothing.
pub(super) const NAMES: usize = 500;

/// Longest line before the first paragraph that may be a byline or a label, in characters.
const LABEL: usize = 60;

/// Longest text of a link that may be a sentence of the article, in bytes.
const LINE: usize = 200;

/// How many blocks before the first paragraph are looked at.
const OPENING: usize = 12;

/// Whether an element is named as furniture and small beside the whole text, of which `total` bytes there are.
pub(super) fn is_furniture(node: &NodeRef<'_>, total: usize) -> bool {
    is_named_furniture(node) && node.text().len() * 4 < total
}

/// Whether the makers of the page call an element by a name of furniture.
pub(super) fn is_named_furniture(node: &NodeRef<'_>) -> bool {
    [node.class(), node.id_attr()].into_iter().flatten().any(|names| {
        let names = names.to_lowercase().replace('_', "-");
        let whole = |name: &str| WHOLE_SIGNS.contains(&name) || has_word(name, WORD_SIGNS);
        names.len() < NAMES && (names.split_whitespace().any(whole) || SIGNS.iter().any(|sign| names.contains(sign)))
    })
}

fn has_word(name: &str, words: &[&str]) -> bool {
    name.split('-').any(|word| words.contains(&word))
}

/// Whether an element is named as a button and has no more words than one.
pub(super) fn is_button(node: &NodeRef<'_>) -> bool {
    let is_named = node.class().is_some_and(|names| {
        let names = names.to_lowercase().replace('_', "-");
        names.len() < NAMES && names.split_whitespace().any(|name| has_word(name, BUTTONS))
    });
    is_named && node.text().trim().chars().nth(BUTTON).is_none()
}

/// Whether an element is named as part of a picture or film and small beside the whole text.
pub(super) fn is_media(node: &NodeRef<'_>, total: usize) -> bool {
    let named = node.class().is_some_and(|names| {
        let names = names.to_lowercase();
        names.len() < NAMES && MEDIA.iter().any(|sign| names.contains(sign))
    });
    named && node.text().len() * 10 < total
}

/// Marks lines that are nothing but a link, and lists of such lines: they lead to other articles.
pub(super) fn mark_links(candidates: &mut [Candidate]) {
    for candidate in candidates.iter_mut() {
        let text = &candidate.block.text;
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let is_link = candidate.linked * 10 >= letters * 9;
        // A whole sentence may be a link of the article's; what goes on for long after it is a promotion.
        let is_line = text.len() > LINE || !ends_sentence(text);
        // Keywords behind their label, parted by marks.
        let is_list = candidate.links >= 3 && candidate.linked * 10 >= letters * 8 && !ends_sentence(text);
        candidate.is_furniture |= (is_link && is_line) || is_list;
    }
    // A heading over nothing but links goes with them.
    for at in 0..candidates.len().saturating_sub(1) {
        let over_links = candidates[at + 1].is_furniture && !candidates[at].is_furniture;
        let is_heading = |block: BlockKind| matches!(block, BlockKind::Heading(_));
        if over_links && is_heading(candidates[at].block.kind) {
            let rest = &candidates[at + 1..];
            let links = rest.iter().take_while(|candidate| candidate.is_furniture).count();
            let ends_there = rest.get(links).is_none_or(|next| is_heading(next.block.kind));
            candidates[at].is_furniture = ends_there;
        }
    }
}

/// Marks what stands before the first paragraph and is no heading of the text: the page's headlines, the day, the authors,
/// buttons.
pub(super) fn mark_opening(candidates: &mut [Candidate], headlines: &[String], languages: &Languages) {
    let is_paragraph = |candidate: &Candidate| {
        let text = &candidate.block.text;
        let is_heading = matches!(candidate.block.kind, BlockKind::Heading(_));
        let is_sentence = text.chars().count() > LABEL && ends_sentence(text);
        !candidate.is_furniture && !is_heading && (is_sentence || candidate.is_listed)
    };
    let Some(first) = candidates.iter().take(OPENING).position(is_paragraph) else { return };
    for candidate in &mut candidates[..first] {
        let text = &candidate.block.text;
        let is_label = text.chars().count() <= LABEL && !ends_sentence(text);
        let is_date = date::parse(text, None, languages).is_some() || (names_a_year(text) && !ends_sentence(text));
        // The page's own headline stands over the text; another heading begins it.
        candidate.is_furniture |=
            headlines.contains(text) || is_date || (is_label && candidate.block.kind == BlockKind::Paragraph);
    }
}

/// Whether a short text has a number that is a year of our time, as lines with a day, an author and a section do.
fn names_a_year(text: &str) -> bool {
    let is_year = |number: &str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    text.len() <= 2 * LABEL && text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

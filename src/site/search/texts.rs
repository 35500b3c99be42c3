//! The shards of texts: what the cards of quotations show.
//!
//! Each is `{a, s, q}`: articles `[title, address, day in words, day, publisher, language, original, kept copy]`,
//! speakers `[name, address, kind]`, and quotations `[article, speaker, id, text, kind, speaker in the article's words, role,
//! body spoken for, not named, note, fragment, in how many other articles in words, link to those]`. `article` and `speaker` are places in the other lists (`-1` for nobody),
//! the fragment is what leads to the words in the original. A language is given only where it is not the interface's.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{QUOTATIONS_OF_A_TEXT, Searched, numbered};
use crate::model::Output;
use crate::site::view::Card;

#[derive(Default, Serialize)]
struct ShownTexts<'p> {
    a: Vec<ShownArticle<'p>>,
    s: Vec<(&'p str, &'p str, &'static str)>,
    q: Vec<ShownQuotation<'p>>,
}

#[derive(Serialize)]
struct ShownArticle<'p>(&'p str, &'p str, String, String, &'p str, &'p str, String, String);

#[derive(Serialize)]
struct ShownQuotation<'p>(
    usize,
    i32,
    &'p str,
    &'p str,
    &'static str,
    &'p str,
    &'p str,
    &'p str,
    u8,
    &'p str,
    String,
    String,
    String,
);

pub(super) fn shards(searched: &Searched<'_, '_>) -> Vec<Output> {
    numbered("texts", &searched.quotations, QUOTATIONS_OF_A_TEXT, |quotations| texts(searched, quotations))
}

fn texts<'p>(searched: &Searched<'p, '_>, quotations: &[usize]) -> ShownTexts<'p> {
    let mut texts = ShownTexts::default();
    let mut last_article = None;
    let mut speakers: BTreeMap<&str, i32> = BTreeMap::new();
    for &at in quotations {
        let card = searched.plan.card(at, None);
        let article = searched.plan.quotations[at].article;
        if last_article.replace(article) != Some(article) {
            texts.a.push(shown_article(&card));
        }
        let speaker = card.speaker.as_ref().map_or(-1, |named| {
            *speakers.entry(named.url).or_insert_with(|| {
                texts.s.push((named.name, named.url, named.kind));
                texts.s.len() as i32 - 1
            })
        });
        let original = card.original.as_deref().unwrap_or_default();
        let fragment = card.original_words.as_deref().and_then(|link| link.strip_prefix(original));
        let also = match card.also_in {
            0 => String::new(),
            others => searched.plan.interface.count("also_in", others),
        };
        texts.q.push(ShownQuotation(
            texts.a.len() - 1,
            speaker,
            card.id,
            card.text,
            card.kind,
            card.speaker_text.unwrap_or_default(),
            card.role.unwrap_or_default(),
            card.speaks_for.unwrap_or_default(),
            u8::from(card.anonymous),
            card.note.unwrap_or_default(),
            fragment.unwrap_or_default().to_owned(),
            also,
            card.printings_url.unwrap_or_default(),
        ));
    }
    texts
}

fn shown_article<'p>(card: &Card<'p>) -> ShownArticle<'p> {
    let (day, iso) = card.date.as_ref().map_or_else(Default::default, |day| (day.text.clone(), day.iso.clone()));
    ShownArticle(
        card.article_title,
        card.article_url,
        day,
        iso,
        card.publisher.unwrap_or_default(),
        card.lang.unwrap_or_default(),
        card.original.clone().unwrap_or_default(),
        card.archived.clone().unwrap_or_default(),
    )
}

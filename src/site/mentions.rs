//! Finds the names of an article's entities in its plain text.

use rustc_hash::FxHashMap;

use crate::model::{Article, EntityId, EntityKind, Span};

/// One name at one place, and whom it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedAt {
    /// Bytes of the plain text.
    pub span: Span,
    /// Whom it means.
    pub entity: EntityId,
}

/// The forms of one article's entities.
pub(super) struct Forms<'a> {
    /// By their first word, the longest first; of equal forms the one listed first.
    by_first_word: FxHashMap<&'a str, Vec<(&'a str, Option<EntityId>)>>,
}

impl<'a> Forms<'a> {
    /// `meant` runs parallel to the article's entities, `speakers` to its quotations. What a person says is no name
    /// (`terdakwa Abdullah`) keeps a shorter form in it from being one.
    pub(super) fn of(article: &'a Article, meant: &[Option<EntityId>], speakers: &[Option<EntityId>]) -> Self {
        let mut forms: FxHashMap<&str, Vec<(&str, Option<EntityId>)>> = FxHashMap::default();
        let mut add = |form: &'a str, entity: Option<EntityId>| {
            let form = form.trim_matches(|c: char| !c.is_alphanumeric());
            let word = first_word(form);
            if !word.is_empty() {
                forms.entry(word).or_default().push((form, entity));
            }
        };
        for (note, meant) in article.entities().iter().zip(meant) {
            if meant.is_some() || note.kind == EntityKind::Other && note.by.is_some() {
                note.forms.iter().chain([&note.name]).for_each(|form| add(form, *meant));
            }
        }
        // Who only stands beside a quotation.
        for (quotation, speaker) in article.quotations().iter().zip(speakers) {
            if let (Some(name), Some(speaker)) = (&quotation.speaker, speaker.filter(|id| !meant.contains(&Some(*id))))
            {
                add(name, Some(speaker));
            }
        }
        for list in forms.values_mut() {
            list.sort_by_key(|(form, entity)| (std::cmp::Reverse(form.len()), entity.is_none()));
        }
        Self { by_first_word: forms }
    }

    /// All places where a form stands as whole words; the longest form wins, none overlap. Linear in the text for
    /// forms of ordinary length.
    pub(super) fn find(&self, text: &str) -> Vec<NamedAt> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(start) = next_word(text, at) {
            let word = first_word(&text[start..]);
            at = start + word.len();
            let Some(forms) = self.by_first_word.get(word) else { continue };
            let longest = forms.iter().find(|(form, _)| {
                let rest = &text[start..];
                rest.starts_with(form) && !rest[form.len()..].starts_with(char::is_alphanumeric)
            });
            if let Some((form, entity)) = longest {
                let span = Span::new(start, start + form.len());
                found.extend(entity.map(|entity| NamedAt { span, entity }));
                at = start + form.len();
            }
        }
        found
    }
}

/// Where the next word starts, from byte `from` on.
fn next_word(text: &str, from: usize) -> Option<usize> {
    text[from..].find(char::is_alphanumeric).map(|at| from + at)
}

fn first_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityNote;

    #[test]
    fn the_longest_form_wins_and_words_are_whole() {
        let note = |name: &str, forms: &[&str]| EntityNote {
            name: name.to_owned(),
            forms: forms.iter().map(|form| (*form).to_owned()).collect(),
            ..EntityNote::default()
        };
        let article = Article {
            entities: Some(vec![
                note("Budi", &["Budi"]),
                note("Budi Santoso", &["Budi Santoso"]),
                note("Teluk", &[]),
                EntityNote { kind: EntityKind::Other, by: Some("hand".into()), ..note("terdakwa Budi", &[]) },
            ]),
            ..Article::default()
        };
        let meant = [Some(EntityId(0)), Some(EntityId(1)), None, None];
        let text = "Budi Santoso, Budiman, (Budi), terdakwa Budi dan Teluk.";
        let found: Vec<_> =
            Forms::of(&article, &meant, &[]).find(text).into_iter().map(|m| (m.span.of(text), m.entity.0)).collect();
        assert_eq!(found, [("Budi Santoso", 1), ("Budi", 0)]);
    }
}

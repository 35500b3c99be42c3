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
    by_first_word: FxHashMap<&'a str, Vec<Form<'a>>>,
    /// A person wrote one of them.
    some_by_hand: bool,
}

#[derive(Clone, Copy)]
struct Form<'a> {
    words: &'a str,
    /// Whom it means; nobody where a person says that it is no name.
    entity: Option<EntityId>,
    by_hand: bool,
}

impl Form<'_> {
    /// Of two forms that overlap at a place, neither inside the other, the one of higher rank stands there.
    fn rank(self) -> u8 {
        match (self.by_hand, self.entity) {
            (false, _) => 0,
            (true, None) => 1,
            (true, Some(_)) => 2,
        }
    }
}

impl<'a> Forms<'a> {
    /// `meant` runs parallel to the article's entities, `speakers` to its quotations. What a person says is no name
    /// (`terdakwa Abdullah`) keeps a shorter form in it from being one.
    pub(super) fn of(article: &'a Article, meant: &[Option<EntityId>], speakers: &[Option<EntityId>]) -> Self {
        let mut forms: FxHashMap<&str, Vec<Form<'_>>> = FxHashMap::default();
        let mut some_by_hand = false;
        let mut add = |form: &'a str, entity: Option<EntityId>, by: &Option<String>| {
            let words = form.trim_matches(|c: char| !c.is_alphanumeric());
            let word = first_word(words);
            if !word.is_empty() {
                some_by_hand |= by.is_some();
                forms.entry(word).or_default().push(Form { words, entity, by_hand: by.is_some() });
            }
        };
        for (note, meant) in article.entities().iter().zip(meant) {
            if meant.is_some() || note.kind == EntityKind::Other && note.by.is_some() {
                note.forms.iter().chain([&note.name]).for_each(|form| add(form, *meant, &note.by));
            }
        }
        // Who only stands beside a quotation.
        for (quotation, speaker) in article.quotations().iter().zip(speakers) {
            if let (Some(name), Some(speaker)) = (&quotation.speaker, speaker.filter(|id| !meant.contains(&Some(*id))))
            {
                add(name, Some(speaker), &quotation.by);
            }
        }
        for list in forms.values_mut() {
            list.sort_by_key(|form| (std::cmp::Reverse(form.words.len()), form.entity.is_none()));
        }
        Self { by_first_word: forms, some_by_hand }
    }

    /// All places where a form stands as whole words; the longest form wins, none overlap: of two that would, the one that a
    /// person wrote stands, a name rather than what is none, else the first. Linear in the text for forms of ordinary length.
    pub(super) fn find(&self, text: &str) -> Vec<NamedAt> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(start) = next_word(text, at) {
            at = start + first_word(&text[start..]).len();
            if let Some(form) = self.at(text, start).find(|form| self.stands(text, start, *form)) {
                let span = Span::new(start, start + form.words.len());
                found.extend(form.entity.map(|entity| NamedAt { span, entity }));
                at = span.end;
            }
        }
        found
    }

    /// The forms whose words begin at byte `start` of the text, the longest first.
    fn at<'s>(&'s self, text: &'s str, start: usize) -> impl Iterator<Item = Form<'a>> + 's {
        let rest = &text[start..];
        let is_here = move |form: &Form<'_>| {
            rest.strip_prefix(form.words).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        };
        self.by_first_word.get(first_word(rest)).into_iter().flatten().copied().filter(is_here)
    }

    /// Whether no form of higher rank begins inside this one and goes beyond it.
    fn stands(&self, text: &str, start: usize, form: Form<'_>) -> bool {
        let end = start + form.words.len();
        let starts = std::iter::successors(Some(start), |&at| next_word(text, at + first_word(&text[at..]).len()));
        let mut inside = starts.skip(1).take_while(|&at| self.some_by_hand && at < end);
        !inside.any(|at| {
            let is_over = |other: &Form<'_>| other.rank() > form.rank() && at + other.words.len() > end;
            self.at(text, at).filter(is_over).any(|other| self.stands(text, at, other))
        })
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

    fn note(name: &str, forms: &[&str]) -> EntityNote {
        EntityNote {
            name: name.to_owned(),
            forms: forms.iter().map(|form| (*form).to_owned()).collect(),
            ..EntityNote::default()
        }
    }

    fn by_hand(note: EntityNote) -> EntityNote {
        EntityNote { by: Some("hand".into()), ..note }
    }

    /// The words that mean one of `notes`, each with its place among these.
    fn found<'t>(notes: &[EntityNote], text: &'t str) -> Vec<(&'t str, u32)> {
        let meant: Vec<Option<EntityId>> =
            notes.iter().zip(0..).map(|(note, at)| (note.kind != EntityKind::Other).then_some(EntityId(at))).collect();
        let article = Article { entities: Some(notes.to_vec()), ..Article::default() };
        Forms::of(&article, &meant, &[]).find(text).into_iter().map(|m| (m.span.of(text), m.entity.0)).collect()
    }

    fn person(name: &str, forms: &[&str]) -> EntityNote {
        EntityNote { kind: EntityKind::Person, ..note(name, forms) }
    }

    #[test]
    fn the_longest_form_wins_and_words_are_whole() {
        let notes = [
            person("Budi", &["Budi"]),
            person("Budi Santoso", &["Budi Santoso"]),
            note("Teluk", &[]),
            by_hand(note("terdakwa Budi", &[])),
        ];
        let text = "Budi Santoso, Budiman, (Budi), terdakwa Budi dan Teluk.";
        assert_eq!(found(&notes, text), [("Budi Santoso", 1), ("Budi", 0)]);
    }

    #[test]
    fn of_forms_that_overlap_a_name_by_hand_stands_then_no_name_by_hand_then_the_programs() {
        let text = "Dinas Laya Raja Surya Utama pergi.";
        let (left, right) = (("Laya Raja", &["Laya"]), ("Raja Surya Utama", &["Surya Utama"]));
        let no_name = by_hand(note(left.0, &[]));
        let own = by_hand(person(right.0, right.1));
        assert_eq!(found(&[no_name.clone(), own.clone()], text), [("Raja Surya Utama", 1)]);
        assert_eq!(found(&[no_name, person(right.0, right.1)], text), [("Surya Utama", 1)]);
        let engines = person(left.0, left.1);
        assert_eq!(found(&[engines.clone(), own], text), [("Laya", 0), ("Raja Surya Utama", 1)]);
        assert_eq!(found(&[engines.clone(), person(right.0, right.1)], text), [("Laya Raja", 0), ("Surya Utama", 1)]);
        assert_eq!(found(&[engines, by_hand(note("Raja Surya", &[]))], text), [("Laya", 0)]);
    }
}

use super::{Words, fold};
use crate::diag::Severity;
use crate::model::{Article, EntityKind};
use crate::yaml::{Cursor, Findings, Listed, ListedWords, Node, note_parted};

/// Notes which lists of names and roles that a person wrote a comma parted by mistake. `tree` is the front matter of
/// `article`.
pub(super) fn note(article: &Article, tree: &Node, findings: &mut Findings<'_>, words: &Words<'_>) {
    let root = Cursor::root(tree);
    let mut scratch = Findings::new("", "", "", Severity::Note);
    let entries = root.entries(&mut scratch, "a map");
    let of_person = |item: &str| (words.listed)(item, true);
    if let Some(authors) = entries.iter().find(|entry| entry.key() == "authors") {
        note_parted(authors, findings, &ListedWords { looks: &of_person, is_one: &|_| false, stands: &|_| false });
    }
    let Some(notes) = entries.iter().find(|entry| entry.key() == "entities") else { return };
    let items = notes.items(&mut scratch, "a list", false);
    let by_hand = items.iter().filter(|item| article.annotated.is_none() || field(item, "by").is_some());
    let mut text: Option<String> = None;
    for item in by_hand.filter(|item| matches!(item.node(), Node::Map(_))) {
        let is_person = field(item, "kind") == Some(EntityKind::Person.as_str());
        for list in item.entries(&mut scratch, "a map") {
            let is_role = match list.key() {
                "forms" => false,
                "roles" => true,
                _ => continue,
            };
            if !matches!(list.node(), Node::List(items) if items.len() > 1) {
                continue;
            }
            let text = &*text.get_or_insert_with(|| fold(&format!("{}\n{}", article.title, article.body)));
            let looks = |item: &str| match (words.listed)(item, is_person && !is_role) {
                // Only offices stand one behind the other.
                looks if is_role => looks,
                looks => Listed { is_title: false, ..looks },
            };
            let is_printed = |whole: &str| article.quotations().iter().any(|one| one.role.as_deref() == Some(whole));
            let is_one = |whole: &str| is_role && is_printed(whole);
            let stands = |whole: &str| text.contains(whole);
            note_parted(&list, findings, &ListedWords { looks: &looks, is_one: &is_one, stands: &stands });
        }
    }
}

/// The words of a field of a map.
fn field<'a>(item: &Cursor<'a>, key: &str) -> Option<&'a str> {
    let Node::Map(fields) = item.node() else { return None };
    fields.iter().find(|field| field.0 == key)?.1.as_text()
}

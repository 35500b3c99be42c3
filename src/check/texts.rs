//! Turns articles of one text into diagnostics: a copy counts every quotation twice.

use rustc_hash::FxHashMap;

use super::CheckInput;
use crate::diag::{Diagnostic, Location};
use crate::model::Article;

/// Shortest text that is compared, in letters and digits: short ones may well be equal.
const SHORTEST: usize = 200;

/// Articles whose words are those of another one, whatever their titles and line breaks.
pub(super) fn copies(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut first_of: FxHashMap<String, &Article> = FxHashMap::default();
    let mut found = Vec::new();
    for article in input.articles {
        let letters: String =
            article.body.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if letters.len() < SHORTEST {
            continue;
        }
        if let Some(first) = first_of.get(&letters) {
            let message = format!("the text is that of content/articles/{} too", first.path);
            let diagnostic = Diagnostic::warning("same-text", message)
                .at(Location::file(format!("content/articles/{}", article.path)))
                .help("write `draft: true` into one of them, or each quotation counts twice");
            found.push(diagnostic);
        } else {
            first_of.insert(letters, article);
        }
    }
    found
}

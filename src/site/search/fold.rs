//! Turns a text into the words that are searched: lower case, without accents and apostrophes.
//!
//! `templates/search.js` does the same to what a reader asks for; `tests/it/search.rs` compares the two.

use unicode_normalization::UnicodeNormalization;

/// The words of a text, in its order.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.is_ascii() {
        return lower.replace(['\'', '`'], "");
    }
    lower.nfd().filter(|c| !is_dropped(*c)).collect()
}

/// Accents, and what stands inside words without dividing them.
fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\'' | '`' | '‘' | '’' | 'ʼ' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'
    )
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn case_accents_and_apostrophes_make_no_difference() {
        assert_eq!(words("Jum’at, São Tomé: Ma'ruf!"), ["jumat", "sao", "tome", "maruf"]);
        assert_eq!(words("anak-anak Rp10.000"), ["anak", "anak", "rp10", "000"]);
        assert_eq!(words("…"), Vec::<String>::new());
    }
}

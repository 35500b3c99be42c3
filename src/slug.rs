//! Turns names and titles into single segments of addresses that are safe on every disk and in every link.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// Longest slug, in bytes.
pub const MAX_BYTES: usize = 120;

/// Bytes of `-` and eight hexadecimal digits.
const TAIL_BYTES: usize = 9;

/// The slug of `text`: lower-case ASCII letters and digits, single hyphens between them, 1 to [`MAX_BYTES`] bytes.
///
/// Equal for every spelling of the same characters (NFC and NFD, upper and lower case, with zero-width characters or
/// without). A text that gives no letter or digit becomes a hash; one that is too long is cut at a hyphen and ends in a
/// hash; names that a system or the site keeps for itself (`con`, `index`, `404`) get a hash at their end.
///
/// ```
/// use kutip::slug::slug;
/// assert_eq!(slug("Harga beras naik, kata Mu’ti!"), "harga-beras-naik-kata-muti");
/// assert_eq!(slug("São Tomé & Príncipe"), "sao-tome-principe");
/// assert!(slug("…").starts_with("x-"));
/// assert!(slug("NUL").starts_with("nul-"));
/// ```
pub fn slug(text: &str) -> String {
    let (mut slug, cut) = spell(text, MAX_BYTES);
    if slug.is_empty() {
        return format!("x-{}", tail(text));
    }
    if cut {
        slug.truncate(MAX_BYTES - TAIL_BYTES);
        if let Some(at) = slug.rfind('-').filter(|&at| at > MAX_BYTES / 2) {
            slug.truncate(at);
        }
        return with_tail(slug.trim_end_matches('-'), &tail(text));
    }
    if is_reserved(&slug) { with_tail(&slug, &tail(text)) } else { slug }
}

/// The words of `text` as slugs have them, however many; empty where it has no letter or digit.
///
/// ```
/// assert_eq!(kutip::slug::words("/2024/Mu’ti%20hadir"), "2024-muti-20hadir");
/// ```
pub fn words(text: &str) -> String {
    spell(text, usize::MAX).0
}

/// The words of `text` with hyphens between them, and whether there are more than `most` bytes of them.
fn spell(text: &str, most: usize) -> (String, bool) {
    let mut slug = String::with_capacity(text.len().min(MAX_BYTES + TAIL_BYTES));
    let mut gap = false;
    for c in text.nfc() {
        if is_joined_over(c) {
            continue;
        }
        let ascii = if c.is_ascii() { None } else { deunicode::deunicode_char(c) };
        let mut single = [0; 4];
        let spelled = match ascii {
            Some(spelled) => spelled,
            None if c.is_ascii() => &*c.encode_utf8(&mut single),
            None => " ",
        };
        for byte in spelled.bytes() {
            if byte.is_ascii_alphanumeric() {
                if gap && !slug.is_empty() {
                    slug.push('-');
                }
                gap = false;
                slug.push(byte.to_ascii_lowercase() as char);
            } else if byte != b'\'' {
                gap = true;
            }
        }
        if slug.len() > most {
            return (slug, true);
        }
    }
    (slug, false)
}

/// `slug` with `tail` behind it, shortened so that both fit.
///
/// ```
/// use kutip::slug::with_tail;
/// assert_eq!(with_tail("banjir", "5d1f0c9ab2e4"), "banjir-5d1f0c9ab2e4");
/// ```
pub fn with_tail(slug: &str, tail: &str) -> String {
    let keep = MAX_BYTES.saturating_sub(tail.len() + 1).min(slug.len());
    format!("{}-{tail}", slug[..keep].trim_end_matches('-'))
}

/// Eight hexadecimal digits that depend on the characters of `text` only, not on their case or composition.
fn tail(text: &str) -> String {
    let folded: String = text.nfc().filter(|c| !is_joined_over(*c)).flat_map(char::to_lowercase).collect();
    let digest = Sha256::digest(folded.as_bytes());
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Characters that neither show nor separate: apostrophes inside words, zero-width marks, directions.
fn is_joined_over(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Names that Windows keeps for devices, and those of the site's own files.
fn is_reserved(slug: &str) -> bool {
    if matches!(slug, "con" | "prn" | "aux" | "nul" | "index" | "404") {
        return true;
    }
    let device = slug.strip_prefix("com").or_else(|| slug.strip_prefix("lpt"));
    device.is_some_and(|digit| digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_become_one_segment() {
        assert_eq!(slug("../../x"), "x");
        assert_eq!(slug("/etc/passwd"), "etc-passwd");
        assert_eq!(slug(r"..\..\boot"), "boot");
        assert_eq!(slug("%2e%2e%2fx"), "2e-2e-2fx");
    }

    #[test]
    fn names_without_letters_get_stable_different_slugs() {
        assert_eq!(slug("..."), slug("..."));
        assert_ne!(slug("..."), slug("///"));
        assert!(slug("").starts_with("x-"));
    }

    #[test]
    fn device_names_and_own_files_are_changed() {
        for name in ["CON", "nul", "Com1", "LPT9", "index", "404", "aux."] {
            assert!(slug(name).len() > name.len() + 4, "{name}: {}", slug(name));
        }
        assert_eq!(slug("Conrad"), "conrad");
    }

    #[test]
    fn composed_and_decomposed_names_share_a_slug() {
        assert_eq!(slug("Jose\u{301}"), slug("José"));
        assert_eq!(slug("An\u{200b}i Sari"), "ani-sari");
    }

    #[test]
    fn long_titles_that_differ_late_stay_apart() {
        let (a, b) = (format!("{}a", "kata ".repeat(900)), format!("{}b", "kata ".repeat(900)));
        assert_ne!(slug(&a), slug(&b));
        assert!(slug(&a).len() <= MAX_BYTES);
        assert!(slug(&"語".repeat(300)).len() <= MAX_BYTES);
    }

    proptest! {
        #[test]
        fn every_text_gives_a_safe_segment(text in "\\PC{0,60}") {
            let slug = slug(&text);
            prop_assert!(!slug.is_empty() && slug.len() <= MAX_BYTES);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }
    }
}

//! Links that lead to words inside a page elsewhere (text fragments).

/// Words of a long quotation that are named at its start and at its end.
const ENDS: usize = 4;

/// `url` with a text fragment for `words`: all of them if they are few, else the first and the last ones.
///
/// Browsers match whole words, without regard to case; those that know no text
/// fragments open the page as always.
pub(super) fn with_words(url: &str, words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let (start, end) = if words.len() <= 2 * ENDS {
        (words.join(" "), None)
    } else {
        (words[..ENDS].join(" "), Some(words[words.len() - ENDS..].join(" ")))
    };
    let mut link = String::with_capacity(url.len() + 80);
    link.push_str(url);
    link.push_str(if url.contains('#') { ":~:text=" } else { "#:~:text=" });
    push_encoded(&start, &mut link);
    if let Some(end) = end {
        link.push(',');
        push_encoded(&end, &mut link);
    }
    link
}

/// Everything but letters and digits of ASCII is percent-encoded; `-`, `,` and `&` would mean something here.
fn push_encoded(words: &str, link: &mut String) {
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') {
            link.push(byte as char);
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_words;

    #[test]
    fn short_words_stand_whole_and_long_ones_by_their_ends() {
        assert_eq!(
            with_words("https://example.org/a", "harga - turun, ya"),
            "https://example.org/a#:~:text=harga%20%2D%20turun%2C%20ya"
        );
        assert_eq!(
            with_words("https://example.org/a#b", "satu dua tiga empat lima enam tujuh delapan sembilan"),
            "https://example.org/a#b:~:text=satu%20dua%20tiga%20empat,enam%20tujuh%20delapan%20sembilan"
        );
    }
}

//! Turns a quotation into what papers and programs for literature cite it by: words, BibTeX, RIS, CSL-JSON.
//!
//! All texts come from strangers; in each format they stay what they are and can start nothing new.

mod bibtex;
mod csl;
mod ris;

use crate::model::ArticleDate;

/// What is cited: the words of somebody, printed in an article.
#[derive(Clone, Copy, Debug)]
pub struct Citation<'p> {
    /// Id of the quotation.
    pub id: &'p str,
    /// The words quoted.
    pub text: &'p str,
    /// Who said them, in words; none where nobody is named.
    pub speaker: Option<&'p str>,
    /// Headline of the article.
    pub title: &'p str,
    /// By whom the article was written.
    pub authors: &'p [String],
    /// Who published it.
    pub publisher: Option<&'p str>,
    /// Day of publication.
    pub date: Option<&'p ArticleDate>,
    /// Day of publication in words of the interface.
    pub date_words: Option<&'p str>,
    /// Language of the article.
    pub lang: &'p str,
    /// Absolute address of the original.
    pub original: Option<&'p str>,
    /// Absolute address of the quotation in the archive.
    pub permalink: Option<&'p str>,
    /// That the words are the reporter's, in words of the interface (`reported speech`); none for words in quotation marks.
    pub reported: Option<&'p str>,
    /// That the quotation was withdrawn or corrected, and when, in words of the interface.
    pub status: Option<&'p str>,
}

impl Citation<'_> {
    /// The address that a reader is sent to: the original, else the archive.
    fn url(&self) -> Option<&str> {
        self.original.or(self.permalink)
    }

    /// The words quoted between marks, or those of the reporter without.
    fn words(&self) -> String {
        let words = one_line(self.text);
        if self.reported.is_some() { words } else { format!("“{words}”") }
    }

    /// Who said it, and that others put it into words.
    fn who(&self) -> Option<String> {
        match (self.speaker.map(one_line), self.reported) {
            (Some(speaker), Some(reported)) => Some(format!("{speaker} ({reported})")),
            (None, Some(reported)) => Some(format!("({reported})")),
            (speaker, None) => speaker,
        }
    }

    /// The words, who said them, and what became of them.
    fn note(&self) -> String {
        let mut out = self.words();
        if let Some(who) = self.who() {
            out.push_str(&format!(" — {who}"));
        }
        out.push_str(&self.bracketed_status());
        out
    }

    /// ` [withdrawn 25 November 2026]`, or nothing.
    fn bracketed_status(&self) -> String {
        self.status.map_or_else(String::new, |status| format!(" [{}]", one_line(status)))
    }

    /// A sentence for a footnote.
    pub fn plain(&self) -> String {
        let mut parts: Vec<String> = self.authors.iter().map(|author| one_line(author)).collect();
        parts.push(format!("“{}”", single_marks(&one_line(self.title))));
        parts.extend(self.publisher.map(one_line));
        parts.extend(self.date_words.map(one_line));
        let who = self.who().map(|who| format!("{who}: "));
        let mut out = format!("{}{}, {}", who.unwrap_or_default(), self.words(), parts.join(", "));
        out.push('.');
        out.push_str(&self.bracketed_status());
        for url in [self.original, self.permalink].into_iter().flatten() {
            out.push(' ');
            out.push_str(&one_line(url));
        }
        out
    }

    /// An entry of a BibTeX file, UTF-8.
    pub fn bibtex(&self) -> String {
        bibtex::entry(self)
    }

    /// A record of an RIS file.
    pub fn ris(&self) -> String {
        ris::record(self)
    }

    /// A list of one CSL-JSON item.
    pub fn csl_json(&self) -> String {
        csl::items(self)
    }
}

/// White space of any kind as one space, without control characters: formats by the line end a field at a line break.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Single quotation marks for the double ones, since the text is put between double ones: `Ia bilang "ya"` becomes
/// `Ia bilang ‘ya’`.
fn single_marks(text: &str) -> String {
    let mut is_open = false;
    let single = |mark| match mark {
        '“' | '„' => '‘',
        '”' => '’',
        '"' => {
            is_open = !is_open;
            if is_open { '‘' } else { '’' }
        }
        other => other,
    };
    text.chars().map(single).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    static DATE: ArticleDate = ArticleDate { year: 2024, month: 5, day: 2, time: String::new() };

    fn citation<'p>(text: &'p str, authors: &'p [String]) -> Citation<'p> {
        Citation {
            id: "3f9a2c81d07e",
            text,
            speaker: Some("Budi Santoso"),
            title: "Harga & beras",
            authors,
            publisher: Some("Harian Teluk"),
            date: Some(&DATE),
            date_words: Some("2 Mei 2024"),
            lang: "id",
            original: Some("https://example.org/a?b={c}"),
            permalink: None,
            reported: None,
            status: None,
        }
    }

    #[test]
    fn the_sentence_names_speaker_words_and_source() {
        let authors = ["Rina Wulandari".to_owned()];
        assert_eq!(
            citation("Harga turun", &authors).plain(),
            "Budi Santoso: “Harga turun”, Rina Wulandari, “Harga & beras”, Harian Teluk, 2 Mei 2024. https://example.org/a?b={c}"
        );
    }

    #[test]
    fn words_of_the_reporter_get_no_marks() {
        let reported = Citation { reported: Some("reported speech"), ..citation("harga akan turun", &[]) };
        assert_eq!(
            reported.plain(),
            "Budi Santoso (reported speech): harga akan turun, “Harga & beras”, Harian Teluk, 2 Mei 2024. https://example.org/a?b={c}"
        );
        assert!(
            reported.bibtex().contains("harga akan turun — Budi Santoso (reported speech)"),
            "{}",
            reported.bibtex()
        );
    }

    /// Texts that would end a field, an entry or a line, or run a command, if they stood there as they are.
    const HOSTILE: [&str; 6] = [
        "}} @article{evil, title={",
        "\\input{/etc/passwd} 50% & $x_1^2$ #~",
        "satu\nER  - \r\nTY  - BOOK\u{2028}TI  - palsu",
        "\"}], \"evil\": [{\"a\": \"</script><b>",
        "{ { {",
        "é \u{0} 漢字 “petik” \\\\",
    ];

    /// BibTeX as its parsers read it: the fields of one entry, braces counted, commands turned back.
    fn read_bibtex(entry: &str) -> Vec<(String, String)> {
        let body = entry.strip_prefix("@").unwrap().split_once('{').unwrap().1;
        let mut depth = 1_i32;
        let mut end = None;
        for (at, c) in body.char_indices() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if depth == 0 {
                end.get_or_insert(at);
            }
            assert!(depth >= 0 || end.is_some(), "{entry}");
        }
        assert_eq!(depth, 0, "braces are balanced: {entry}");
        assert_eq!(&body[end.unwrap()..], "}\n", "one entry: {entry}");
        let fields = body[..end.unwrap()].split_once(",\n").unwrap().1;
        fields
            .lines()
            .map(|line| {
                let (key, value) = line.trim().trim_end_matches(',').split_once(" = ").unwrap();
                let value = value.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
                (key.to_owned(), bibtex::tests::unescape(value))
            })
            .collect()
    }

    #[test]
    fn whatever_a_text_is_every_format_gives_it_back() {
        for hostile in HOSTILE {
            let wanted = one_line(hostile);
            let authors = [hostile.to_owned(), "Ani".to_owned()];
            let citation = Citation { title: hostile, publisher: Some(hostile), ..citation(hostile, &authors) };

            let fields = read_bibtex(&citation.bibtex());
            let field = |key: &str| fields.iter().find(|(own, _)| own == key).unwrap().1.clone();
            assert_eq!(field("title"), format!("{{{wanted}}}"));
            assert_eq!(field("author"), format!("{{{wanted}}} and {{Ani}}"));
            assert_eq!(field("note"), format!("“{wanted}” — Budi Santoso"));
            assert_eq!((field("year"), field("date")), ("2024".to_owned(), "2024-05-02".to_owned()));
            assert_eq!(field("url"), "https://example.org/a?b=%7Bc%7D");

            let csl: serde_json::Value = serde_json::from_str(&citation.csl_json()).unwrap();
            assert_eq!(csl[0]["title"], wanted);
            assert_eq!(csl[0]["author"][0]["literal"], wanted);
            assert_eq!(csl[0]["note"], format!("“{wanted}” — Budi Santoso"));
            assert_eq!(csl[0]["issued"]["date-parts"], serde_json::json!([[2024, 5, 2]]));
            assert_eq!(csl[0]["URL"], "https://example.org/a?b={c}");

            let ris = citation.ris();
            let tags: Vec<(&str, &str)> = ris.lines().map(|line| line.split_once("  - ").unwrap()).collect();
            let tag = |key: &str| tags.iter().filter(|(own, _)| *own == key).map(|(_, text)| *text).collect::<Vec<_>>();
            assert_eq!((tags.first(), tags.last()), (Some(&("TY", "NEWS")), Some(&("ER", ""))));
            assert_eq!((tag("TY").len(), tag("ER").len()), (1, 1), "{ris}");
            assert_eq!((tag("TI"), tag("AU")), (vec![wanted.as_str()], vec![wanted.as_str(), "Ani"]));
            assert_eq!(tag("DA"), ["2024/05/02"]);
            assert!(!citation.plain().contains('\n'));
        }
    }

    #[test]
    fn every_format_says_what_became_of_the_words() {
        let withdrawn = Citation { status: Some("withdrawn 25 November 2026"), ..citation("Harga turun", &[]) };
        assert_eq!(
            withdrawn.plain(),
            "Budi Santoso: “Harga turun”, “Harga & beras”, Harian Teluk, 2 Mei 2024. [withdrawn 25 November 2026] https://example.org/a?b={c}"
        );
        let note = "“Harga turun” — Budi Santoso [withdrawn 25 November 2026]";
        for text in [withdrawn.bibtex(), withdrawn.ris(), withdrawn.csl_json()] {
            assert!(text.contains(note), "{text}");
        }
    }

    #[test]
    fn marks_inside_marks_are_single() {
        let title = |title| Citation {
            title,
            speaker: None,
            publisher: None,
            date_words: None,
            original: None,
            ..citation("Ya", &[])
        };
        assert_eq!(title("\"Air naik,\" kata Budi: \"Lari\"").plain(), "“Ya”, “‘Air naik,’ kata Budi: ‘Lari’”.");
        assert_eq!(title("“Lari” kata Ma'ruf").plain(), "“Ya”, “‘Lari’ kata Ma'ruf”.");
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let bare = Citation {
            speaker: None,
            publisher: None,
            date: None,
            date_words: None,
            original: None,
            ..citation("Ya", &[])
        };
        assert_eq!(bare.plain(), "“Ya”, “Harga & beras”.");
        assert!(
            !bare.bibtex().contains("year") && !bare.ris().contains("DA  -") && !bare.csl_json().contains("issued")
        );
    }
}

//! Takes names out of texts and tells which addresses have them.

use std::borrow::Cow;

use aho_corasick::AhoCorasick;
use percent_encoding::percent_decode_str;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lang::{Languages, WordKey, word_key};
use crate::markdown::without_links;
use crate::model::{Article, Quotation, Span, Value};
use crate::slug;

/// What stands where a withheld name stood.
pub const OMITTED: &str = "[…]";
/// How often an address may be percent-encoded.
const MOST_ENCODED: usize = 4;

/// What the languages of a site write behind a name as a part of its word.
#[derive(Clone, Debug, Default)]
pub(super) struct Endings {
    /// In texts (`-nya`).
    in_texts: Vec<String>,
    /// In addresses, which have no apostrophe (`'s`) either.
    in_addresses: Vec<String>,
}

impl Endings {
    pub(super) fn of(languages: &Languages) -> Self {
        let mut endings = Self::default();
        for language in languages.iter() {
            endings.in_texts.extend(language.words.enclitics.iter().cloned());
            let clitics = language.words.clitics.iter().map(|clitic| clitic.trim_start_matches('\'').to_owned());
            endings.in_addresses.extend(clitics.chain(language.words.enclitics.iter().cloned()));
        }
        endings
    }
}

/// Takes names out of texts.
#[derive(Debug)]
pub(super) struct Redaction {
    texts: Names,
    /// The names as they would stand in addresses.
    addresses: Names,
    /// The names in one word, as handles and tags have them (`@budisantoso`).
    handles: Option<AhoCorasick>,
}

/// Names that are looked for word by word, whatever stands between their words.
#[derive(Debug)]
struct Names {
    /// By their first word, those of most words first.
    by_first: FxHashMap<WordKey, Vec<Name>>,
    /// What may stand behind the last word, in small letters.
    endings: Vec<String>,
}

#[derive(Debug)]
struct Name {
    words: Vec<WordKey>,
    /// What stands between its words.
    gaps: Vec<String>,
    /// How its one word is written.
    written: Written,
}

/// Where one word is a name.
#[derive(Debug)]
enum Written {
    /// In any case; so are several words.
    Anyhow,
    /// As here, or in capitals: `Lestari` is a name, `lestari` is not.
    So(String),
    /// As here, and in any case inside an address: `SitiMarlina`, `sitimarlina@mail.example`.
    Joined(String),
    /// It is the name of another, of which a withheld one is a part, and stays.
    Others,
}

impl Names {
    fn new(endings: &[String]) -> Self {
        Self { by_first: FxHashMap::default(), endings: endings.to_vec() }
    }

    fn add(&mut self, text: &str, written: Written) {
        let words = words(text);
        let Some(first) = words.first() else { return };
        let key = word_key(first.of(text));
        let gaps = words.windows(2).map(|pair| text[pair[0].end..pair[1].start].to_owned()).collect();
        let words = words.iter().map(|word| word_key(word.of(text))).collect();
        self.by_first.entry(key).or_default().push(Name { words, gaps, written });
    }

    /// Where names stand: of each, the words to leave out.
    fn find(&self, text: &str) -> Vec<Span> {
        let mut found = Vec::new();
        if self.by_first.is_empty() {
            return found;
        }
        let words = words(text);
        let mut at = 0;
        while at < words.len() {
            at += match self.longest(text, &words[at..]) {
                Some((count, Some(end))) => {
                    // No sentence ends before a comma: the full stop is the name's (`Jr.`).
                    let end = if text[end..].starts_with(".,") { end + 1 } else { end };
                    leave_out(text, &words[at..at + count], end, &mut found);
                    count
                }
                Some((count, None)) => count,
                None => 1,
            };
        }
        found
    }

    /// How many words the longest name has that begins with the first of `words`, and where it ends if it is withheld.
    fn longest(&self, text: &str, words: &[Span]) -> Option<(usize, Option<usize>)> {
        let fit = |name: &Name| {
            let count = name.words.len();
            let own = words.get(..count)?;
            let (last, before) = own.split_last()?;
            let is_same = |(word, key): (&Span, &WordKey)| word_key(word.of(text)) == *key;
            let is_joint = |(pair, gap): (&[Span], &String)| {
                let between = &text[pair[0].end..pair[1].start];
                between == gap || joins(between)
            };
            let fits = before.iter().zip(&name.words).all(is_same) && own.windows(2).zip(&name.gaps).all(is_joint);
            let stem = self.stems(last.of(text)).find(|stem| word_key(stem) == name.words[count - 1])?;
            let is_written = match &name.written {
                Written::Anyhow | Written::Others => true,
                Written::So(word) => stem == word || *stem == word.to_uppercase(),
                Written::Joined(word) => stem == word || is_in_address(text, *last),
            };
            let is_others = matches!(name.written, Written::Others);
            (fits && is_written).then(|| (count, (!is_others).then(|| last.start + stem.len())))
        };
        let beginnings = self.stems(words.first()?.of(text));
        beginnings.filter_map(|word| self.by_first.get(&word_key(word))).find_map(|names| names.iter().find_map(fit))
    }

    /// A word, and what is left of it without an ending.
    fn stems<'w>(&'w self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let without = |ending: &'w String| {
            let (stem, end) = word.split_at_checked(word.len().checked_sub(ending.len())?)?;
            (!stem.is_empty() && end.eq_ignore_ascii_case(ending)).then_some(stem)
        };
        std::iter::once(word).chain(self.endings.iter().filter_map(without))
    }
}

/// Adds what is to be left out of `words`, which are a name up to `end`: all of it, or each word where marks of emphasis stand
/// between them.
fn leave_out(text: &str, words: &[Span], end: usize, found: &mut Vec<Span>) {
    let has_marks = |pair: &[Span]| {
        let gap = &text[pair[0].end..pair[1].start];
        gap.len() > 1 && gap.contains(['*', '_'])
    };
    let mut start = words[0].start;
    for pair in words.windows(2).filter(|pair| has_marks(pair)) {
        found.push(Span::new(start, pair[0].end));
        start = pair[1].start;
    }
    found.push(Span::new(start, end));
}

/// Whether one of two names has initials where the other has words (`BJ Habibie`, `Bacharuddin Jusuf Habibie`).
fn may_be_short_for(a: &str, b: &str) -> bool {
    let of = |text: &str| words(text).iter().map(|word| word.of(text).to_owned()).collect::<Vec<String>>();
    let rest = |own: &[String], other: &[String]| -> Vec<String> {
        own.iter().filter(|word| !other.contains(word)).cloned().collect()
    };
    let (a, b) = (of(a), of(b));
    let (rest_of_a, rest_of_b) = (rest(&a, &b), rest(&b, &a));
    let is_initials = |word: &String| word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    let initials = |words: &[String]| -> String {
        words.iter().flat_map(|word| word.chars().take(if is_initials(word) { 3 } else { 1 })).collect()
    };
    let is_short = |rest: &[String]| !rest.is_empty() && rest.iter().all(is_initials);
    rest_of_a.len() < a.len()
        && (is_short(&rest_of_a) || is_short(&rest_of_b))
        && initials(&rest_of_a) == initials(&rest_of_b)
}

/// Whether what stands between two words leaves them one name: a break of the line, a hyphen, a mark of emphasis.
fn joins(gap: &str) -> bool {
    let joins = |c: char| c.is_whitespace() || is_apostrophe(c) || matches!(c, '-' | '‐' | '_' | '+' | '*' | '\\');
    gap == "." || gap.chars().all(joins) && gap.matches('\n').count() < 2
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

/// Whether a word stands in an address of any kind.
fn is_in_address(text: &str, word: Span) -> bool {
    let before = text[..word.start].rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[word.end..].split(char::is_whitespace).next().unwrap_or_default();
    [before, after].iter().any(|part| part.contains(['/', '@', '#']))
}

/// Whether a text has just this word, and not as a part of an address.
pub(super) fn prints(text: &str, word: &str) -> bool {
    words(text).iter().any(|found| found.of(text) == word && !is_in_address(text, *found))
}

/// The words of a text.
fn words(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(char::is_alphanumeric).map(|start| at + start) {
        at = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        found.push(Span::new(start, at));
    }
    found
}

impl Redaction {
    /// `names` are taken out, but not where one word of a name of somebody else (`others`) is one; nor are `parts`, the single
    /// words of withheld names, whatever of such a name they are.
    pub(super) fn new(names: Vec<&str>, parts: Vec<&str>, others: &FxHashSet<&str>, endings: &Endings) -> Self {
        let sorted = |mut names: Vec<&'_ str>| -> Vec<String> {
            names.retain(|name| name.chars().any(char::is_alphanumeric));
            names.sort_unstable();
            names.dedup();
            names.into_iter().map(str::to_owned).collect()
        };
        let (names, parts) = (sorted(names), sorted(parts));
        let mut texts = Names::new(&endings.in_texts);
        let mut addresses = Names::new(&endings.in_addresses);
        let joined = |name: &str| name.split(' ').collect::<String>();
        let add = |name: &str, texts: &mut Names, addresses: &mut Names| {
            let is_one = words(name).len() == 1;
            texts.add(name, if is_one { Written::So(words(name)[0].of(name).to_owned()) } else { Written::Anyhow });
            if name.contains(' ') && !is_one {
                texts.add(&joined(name), Written::Joined(joined(name)));
            }
            // `Mu'ti` is `muti` or `mu-ti`.
            for spelled in [slug::words(name), slug::words(&name.replace(is_apostrophe, " "))] {
                addresses.add(&spelled, Written::Anyhow);
                if name.contains(' ') {
                    addresses.add(&spelled.split('-').collect::<String>(), Written::Anyhow);
                }
            }
        };
        names.iter().for_each(|name| add(name, &mut texts, &mut addresses));
        let is_one_word = |name: &str, found: &[Span]| matches!(found, [one] if words(one.of(name)).len() == 1);
        let is_other = |other: &&str| !names.iter().any(|name| may_be_short_for(name, other));
        let stays = |name: &&&str| {
            let found = texts.find(name);
            words(name).len() > 1 && (found.is_empty() || is_one_word(name, &found)) && is_other(name)
        };
        let mut others: Vec<&&str> = others.iter().filter(stays).collect();
        parts.iter().for_each(|part| add(part, &mut texts, &mut addresses));
        others.retain(|name| !texts.find(name).is_empty());
        for name in others {
            texts.add(name, Written::Others);
            addresses.add(&slug::words(name), Written::Others);
        }
        for list in texts.by_first.values_mut().chain(addresses.by_first.values_mut()) {
            list.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
        }
        let several = names.iter().filter(|name| name.contains(' '));
        let handles: Vec<String> =
            several.map(|name| joined(name)).flat_map(|name| [format!("@{name}"), format!("#{name}")]).collect();
        // Building fails only for more names than a machine word can number; then nothing could be published safely.
        let handles = AhoCorasick::builder().ascii_case_insensitive(true).build(handles);
        Self { texts, addresses, handles: handles.ok() }
    }

    /// Whether a segment of an address tells a withheld name.
    pub(super) fn is_told_by(&self, segment: &str) -> bool {
        !self.addresses.find(segment).is_empty()
    }

    /// Whether a link tells a withheld name, its words apart (`/2019/budi-santoso`) or in one (`/BudiSantosoPulang`).
    pub(super) fn is_told_by_link(&self, url: &str) -> bool {
        let url = decoded(url);
        self.is_told_by(&slug::words(&url)) || self.is_told_by(&slug::words(&without_capitals(&url)))
    }

    /// Takes withheld names out of a text.
    pub(super) fn change(&self, text: &mut String) {
        if let Some(redacted) = self.apply(text) {
            *text = redacted;
        }
    }

    /// Takes withheld names out of the texts of a value, and the addresses that tell them.
    pub(super) fn change_value(&self, value: &mut Value) {
        match value {
            Value::String(text) if !text.contains(' ') && self.is_told_by_link(text) => OMITTED.clone_into(text),
            Value::String(text) => self.change(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.change_value(value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.change_value(value)),
            _ => {}
        }
    }

    /// The article without withheld names beside its title and body.
    pub(super) fn article<'a>(&self, article: &'a Article) -> Cow<'a, Article> {
        let mut redacted = article.clone();
        redacted.authors.iter_mut().chain(&mut redacted.publisher).for_each(|text| self.change(text));
        // The address of an original often tells its title.
        for url in [&mut redacted.url, &mut redacted.archived] {
            url.take_if(|url| self.is_told_by_link(url));
        }
        redacted.extra.values_mut().for_each(|value| self.change_value(value));
        Cow::Owned(redacted)
    }

    /// The quotation without withheld names beside its words.
    pub(super) fn quotation<'a>(&self, note: &'a Quotation) -> Cow<'a, Quotation> {
        let mut redacted = note.clone();
        [
            &mut redacted.speaker,
            &mut redacted.pointer,
            &mut redacted.role,
            &mut redacted.speaks_for,
            &mut redacted.withdrawn,
            &mut redacted.note,
        ]
        .into_iter()
        .flatten()
        .for_each(|text| self.change(text));
        Cow::Owned(redacted)
    }

    /// The Markdown without withheld names, and without the links and pictures whose addresses tell them; none if there was
    /// none.
    pub(super) fn markdown(&self, body: &str) -> Option<String> {
        let linked = without_links(body, OMITTED, |url| self.is_told_by_link(url));
        match linked {
            Some(text) => Some(self.apply(&text).unwrap_or(text)),
            None => self.apply(body),
        }
    }

    /// `text` with every withheld name, as whole words or as a handle, replaced by a mark of omission; none if there was
    /// none.
    pub(super) fn apply(&self, text: &str) -> Option<String> {
        let mut omitted = self.texts.find(text);
        omitted.extend(links(text).into_iter().filter(|link| self.is_told_by_link(link.of(text))));
        if let Some(handles) = self.handles.as_ref().filter(|_| text.contains(['@', '#'])) {
            // `@budisantoso_asli` tells the name too.
            let whole =
                |end: usize| text[end..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len() - end);
            omitted.extend(
                handles.find_iter(text).map(|found| Span::new(found.start(), found.end() + whole(found.end()))),
            );
        }
        omitted.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut redacted = String::new();
        let mut from = 0;
        for span in omitted {
            if span.start < from {
                continue;
            }
            redacted.push_str(&text[from..span.start]);
            redacted.push_str(OMITTED);
            from = span.end;
        }
        (from > 0).then(|| {
            redacted.push_str(&text[from..]);
            redacted
        })
    }
}

/// Where names were taken out of a text.
pub(super) fn gaps(text: &str) -> Vec<Span> {
    text.match_indices(OMITTED).map(|(at, mark)| Span::new(at, at + mark.len())).collect()
}

/// Where web addresses stand in a text.
fn links(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("://") {
        let start = text[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | ')' | ']');
        found.push(Span::new(start, text[at..].find(is_end).map_or(text.len(), |length| at + length)));
    }
    found
}

/// An address with its percent-encoded bytes as they are, however often they were encoded.
fn decoded(url: &str) -> Cow<'_, str> {
    let mut url = Cow::Borrowed(url);
    for _ in 0..MOST_ENCODED {
        match percent_decode_str(&url).decode_utf8_lossy() {
            Cow::Borrowed(_) => break,
            Cow::Owned(plain) => url = Cow::Owned(plain),
        }
    }
    url
}

/// A text whose words that are joined by capitals stand apart.
fn without_capitals(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    let mut was_small = false;
    for c in text.chars() {
        if was_small && c.is_uppercase() {
            apart.push(' ');
        }
        was_small = c.is_lowercase();
        apart.push(c);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redaction(names: &[&str]) -> Redaction {
        of_others(names, &[])
    }

    fn of_others(names: &[&str], others: &[&str]) -> Redaction {
        let others = others.iter().copied().collect();
        Redaction::new(names.to_vec(), Vec::new(), &others, &Endings::of(&Languages::embedded()))
    }

    #[test]
    fn the_name_of_another_stays_of_which_one_word_is_withheld() {
        let names = of_others(&["Budi Santoso", "Santoso"], &["Agus Santoso", "Yayasan Budi Santoso", "Santoso"]);
        let text = "Agus Santoso, Santoso, Agus\nSantoso, Yayasan Budi Santoso, Rini Santoso";
        let left = "Agus Santoso, […], Agus\nSantoso, Yayasan […], Rini […]";
        assert_eq!(names.apply(text).as_deref(), Some(left));
        let names = of_others(&["B.J. Santoso", "Santoso"], &["Budi Jaya Santoso", "Bima Santoso"]);
        assert_eq!(names.apply("Budi Jaya Santoso, Bima Santoso").as_deref(), Some("Budi Jaya […], Bima Santoso"));
        let names = of_others(&["Budi Santoso", "Santoso"], &["Agus Santoso"]);
        assert!(!names.is_told_by("agus-santoso-pulang") && names.is_told_by("santoso-pulang"));
    }

    #[test]
    fn whole_names_are_left_out() {
        let names = redaction(&["Budi", "Budi Santoso"]);
        assert_eq!(names.apply("Budi Santoso., 55. Ia kenal Budi Santoso.").as_deref(), Some("[…], 55. Ia kenal […]."));
        assert_eq!(names.apply("Budi Santoso dan Budiman. (Budi)").as_deref(), Some("[…] dan Budiman. ([…])"));
        assert_eq!(names.apply("Budi Santosoputra, BUDI, budi").as_deref(), Some("[…] Santosoputra, […], budi"));
        assert_eq!(names.apply("Ani"), None);
        assert_eq!(redaction(&[]).apply("Ani"), None);
    }

    #[test]
    fn a_name_is_left_out_however_it_is_broken_joined_and_ended() {
        let names = redaction(&["Sari Utami", "Utami"]);
        let text =
            "Sari\nUtami, **Sari** Utami; sari utami, Utamilah. /foto/sari_utami.jpg, sariutami@a.example; Sari. Utama";
        let left = "[…], **[…]** […]; […], […]lah. /foto/[…].jpg, […]@a.example; Sari. Utama";
        assert_eq!(names.apply(text).as_deref(), Some(left));
        assert_eq!(redaction(&["An Ti"]).apply("anti, antilah"), None);
        assert!(redaction(&["Ali, Jr."]).apply("Kata Ali, Jr. kemarin").is_some());
    }

    #[test]
    fn handles_and_tags_tell_a_name() {
        let text = "Tulis @BudiSantoso_asli dan #budisantoso, kata Budi Santoso; budisantosa tidak.";
        let left = "Tulis […] dan […], kata […]; budisantosa tidak.";
        assert_eq!(redaction(&["Budi Santoso"]).apply(text).as_deref(), Some(left));
    }

    #[test]
    fn an_address_tells_a_name_with_what_a_language_joins_to_it() {
        let names = redaction(&["Sri Mulyani", "Mulyani", "Jose Mu'ti"]);
        for told in
            ["sri-mulyanis-plan", "harga-mulyaninya", "srimulyani-pulang", "srimulyanis", "jose-muti", "jose-mu-ti"]
        {
            assert!(names.is_told_by(told), "{told}");
        }
        for free in ["mulyanist", "sri-lanka", "joses-plan"] {
            assert!(!names.is_told_by(free), "{free}");
        }
    }

    #[test]
    fn links_that_tell_a_name_are_left_out() {
        let names = redaction(&["Sri Mulyani"]);
        let url = |url: &str| Article { url: Some(url.to_owned()), ..Article::default() };
        for told in [
            "2019/strategi-Sri-Mulyani-hadapi",
            "SriMulyani?p=2",
            "SriMulyaniPulang",
            "sri%20mulyani",
            "Sri%2520Mulyani",
            "a?q=S%72i+Mulyani%27s",
        ] {
            assert_eq!(names.article(&url(&format!("https://a.example/{told}"))).url, None, "{told}");
        }
        assert!(names.article(&url("https://a.example/2019/strategi")).url.is_some());
        let text = "Baca (https://a.example/sri-mulyanis-plan) dan https://a.example/harga.";
        assert_eq!(names.apply(text).as_deref(), Some("Baca ([…]) dan https://a.example/harga."));
        let body = "[Ini](https://a.example/sri-mulyani) dan <https://a.example/sri%20mulyani>. ![x](/sri_mulyani.jpg)";
        assert_eq!(names.markdown(body).as_deref(), Some("Ini dan […]. "));
    }
}

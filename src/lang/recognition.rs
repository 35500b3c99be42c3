use rustc_hash::FxHashSet;

use super::{Files, Language, LanguageError, WordKey, list_entries, quoting, word_key};

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 4_000;

/// Shortest word whose beginning or ending tells something, in bytes.
const AFFIXED: usize = 6;

/// One word of a neighbour for so many of the language's own, and the text is the neighbour's.
const OWN_FOR_FOREIGN: usize = 8;

/// What tells that a text is in this language (`recognition.txt`).
#[derive(Clone, Debug, Default)]
pub struct Recognition {
    words: FxHashSet<WordKey>,
    /// Words of languages that are easily taken for this one.
    foreign: FxHashSet<WordKey>,
    beginnings: Vec<String>,
    endings: Vec<String>,
}

impl Recognition {
    /// Reads `recognition.txt`; a language without it is known by its function words and reporting verbs alone.
    pub(super) fn parse(_code: &str, files: &Files) -> Result<Self, LanguageError> {
        let mut recognition = Self::default();
        for (_, entry) in files.get("recognition.txt").into_iter().flat_map(|text| list_entries(text)) {
            if let Some(word) = entry.strip_prefix('!') {
                recognition.foreign.insert(word_key(word));
            } else if let Some(beginning) = entry.strip_suffix('…') {
                recognition.beginnings.push(beginning.to_owned());
            } else if let Some(ending) = entry.strip_prefix('…') {
                recognition.endings.push(ending.to_owned());
            } else {
                recognition.words.insert(word_key(entry));
            }
        }
        Ok(recognition)
    }

    fn has_affix(&self, word: &str) -> bool {
        let begins = |with: &String| word.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        let ends = |with: &String| {
            let start = word.len().checked_sub(with.len());
            start.and_then(|at| word.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(with))
        };
        word.len() >= AFFIXED && (self.beginnings.iter().any(begins) || self.endings.iter().any(ends))
    }
}

/// How surely a text is in `language`: two for each of its words that the language has everywhere, one for a word round
/// quotations, which travels, and for an affix; none when too few are, or when a neighbour's words stand among them.
fn score(text: &str, language: &Language) -> Option<usize> {
    let (mut words, mut own, mut foreign, mut score) = (0, 0, 0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && !is_acronym(word)) {
        let key = word_key(word);
        words += 1;
        if language.recognition.foreign.contains(&key) {
            foreign += 1;
        } else if language.words.is_function_word(key) || language.recognition.words.contains(&key) {
            own += 1;
            score += 2;
        } else if language.quoting.word(key) != quoting::Word::default() || language.recognition.has_affix(word) {
            own += 1;
            score += 1;
        }
    }
    // A tenth of the words is little, and yet more than other languages reach by chance.
    (own > 0 && score * 5 >= words && foreign * OWN_FOR_FOREIGN <= own).then_some(score)
}

/// Whether a word is short and in capitals: `AS` is a country in Indonesian and a function word in English.
fn is_acronym(word: &str) -> bool {
    (2..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The language whose words make the largest share of `text`; none when no language reaches a tenth of the words. Reads
/// at most the first 4,000 bytes; ties go to the lower code.
pub(super) fn detect<'a>(text: &str, languages: impl Iterator<Item = &'a Language>) -> Option<&'a Language> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut best: Option<(usize, &Language)> = None;
    for language in languages {
        if let Some(score) = score(&text[..end], language)
            && best.is_none_or(|(highest, _)| score > highest)
        {
            best = Some((score, language));
        }
    }
    best.map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use crate::lang::Languages;

    fn detect(text: &str) -> Option<String> {
        Languages::embedded().detect(text).map(|language| language.code.clone())
    }

    #[test]
    fn sentences_and_titles_are_recognized() {
        for text in [
            "Harga beras di pasar induk turun sejak Senin, kata Menteri Pertanian Budi Santoso.",
            "Presiden menegaskan komitmen pemerintah membangun infrastruktur desa.",
            "Harga Beras Turun Menjelang Panen Raya",
            "Polisi Tangkap Tiga Pelaku Pencurian di Kawasan Pelabuhan",
        ] {
            assert_eq!(detect(text).as_deref(), Some("id"), "{text}");
        }
        for text in [
            "Rice prices fell on Monday, the agriculture minister Budi Santoso said.",
            "Rice Prices Fall Ahead of Main Harvest",
            "Farmers waiting for the harvest are not complaining.",
        ] {
            assert_eq!(detect(text).as_deref(), Some("en"), "{text}");
        }
    }

    #[test]
    fn the_language_of_the_larger_part_wins() {
        let text = "Harga beras turun sejak Senin, kata menteri itu. “We are happy with the harvest,” kata seorang pengusaha \
                    asing. Para petani yang menunggu panen raya tidak mengeluh karena biaya mereka juga turun tahun ini.";
        assert_eq!(detect(text).as_deref(), Some("id"));
    }

    #[test]
    fn languages_that_nobody_taught_are_not_claimed() {
        for text in [
            // Malay
            "Kerajaan akan terus memperkukuh kerjasama dengan syarikat tempatan kerana ia dapat meningkatkan ekonomi, kata \
             Perdana Menteri di Putrajaya semalam. Beliau berkata bahawa pihak kementerian sedang meneliti cadangan berkenaan \
             dan keputusan akan diumumkan bulan hadapan.",
            // Dutch
            "De regering heeft maandag bekendgemaakt dat de prijzen van voedsel in het hele land zijn gedaald. Volgens de \
             minister is dat te danken aan de goede oogst van dit jaar, maar boeren zijn niet overal tevreden.",
            // German
            "Die Regierung hat am Montag bekannt gegeben, dass die Preise im ganzen Land gesunken sind. Nach Angaben des \
             Ministers ist das der guten Ernte zu verdanken, in einigen Regionen war man aber nicht zufrieden.",
            // French
            "Le gouvernement a annoncé lundi que les prix des denrées avaient baissé dans tout le pays. Selon le ministre, \
             cela est dû à la bonne récolte de cette année.",
            // Spanish
            "El gobierno anunció el lunes que los precios han bajado en todo el país. Según el ministro, esto se debe a la \
             buena cosecha de este año, pero no todos están contentos.",
            // Portuguese, in a list whose `a` and `do` English has too
            "Calendário da regata: 1a prova: 10 de março – A confirmar, 2a prova: 7 de abril – Rio do Norte, 3a prova: 12 de maio \
             – Porto Novo, 4a prova: 9 de junho – A confirmar, 5a prova: 14 de julho – Vila do Mar",
            // Portuguese
            "O governo anunciou na segunda-feira que os preços dos alimentos caíram em todo o país. Segundo o ministro, isso \
             se deve à boa colheita deste ano, mas nem todos estão satisfeitos.",
            // Danish
            "Regeringen meddelte mandag, at priserne på fødevarer er faldet i hele landet. Ifølge ministeren skyldes det den \
             gode høst i år, men ikke alle bønder er tilfredse.",
            // Tagalog
            "Sinabi ng pamahalaan noong Lunes na bumaba ang presyo ng pagkain sa buong bansa. Ayon sa kalihim, ito ay dahil sa \
             magandang ani ngayong taon.",
            // Javanese
            "Pamaréntah kutha wis miwiti program anyar kanggo ngatasi banjir sing asring kedadeyan. Walikota ngandharake yen \
             program iki bakal rampung sadurunge mangsa rendheng teka.",
            // Sundanese
            "Pamaréntah kota geus ngamimitian program anyar pikeun ngungkulan caah nu mindeng kajadian. Walikota nyebutkeun \
             yén ieu program bakal réngsé saméméh usum hujan.",
            "12345 67890",
            "",
        ] {
            assert_eq!(detect(text), None, "{text}");
        }
    }
}

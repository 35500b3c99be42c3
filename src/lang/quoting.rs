//! Turns a language's `cues.yaml`, `pronouns.yaml`, `speakers.yaml` and `grammar.yaml` into lookups by word key.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::attitudes::{Attitude, Attitudes};
use super::{Files, LanguageError, WordKey, required, word_key};

/// How the news of one language quotes: cues, pronouns, descriptions of speakers, and the function words around them.
#[derive(Clone, Debug, Default)]
pub struct Quoting {
    words: FxHashMap<WordKey, Word>,
    /// Entries of several words, by the key of their first one, longest first.
    phrases: FxHashMap<WordKey, Vec<Phrase>>,
    attitudes: Vec<Attitude>,
    /// Pronouns at the end of words.
    suffixes: Vec<String>,
    genders: FxHashMap<WordKey, Gender>,
    finite_verbs: bool,
    qualifies_titles: bool,
    plural_endings: Vec<String>,
    singular_endings: Vec<String>,
    verb_endings: Vec<String>,
    adverb_endings: Vec<String>,
}

/// What the language's data says of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The classes the word belongs to.
    pub classes: Classes,
    /// Where its speaker and words may stand, for a reporting verb; empty for other words.
    pub frames: Frames,
    /// Bytes at its end that are a pronoun (`nya` in `ujarnya`); 0 without one.
    pub suffix: u8,
    /// Number of its entry among the attitudes ([`Quoting::attitude`]); 0 without one.
    pub attitude: u16,
}

/// Whom a pronoun, a title or a given name can only mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// A man.
    Masculine,
    /// A woman.
    Feminine,
}

/// An entry of several words: the words after the first one, and what it means.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Keys of the words after the first; 0 stands for a hyphen.
    pub rest: Vec<WordKey>,
    /// What the whole entry means.
    pub word: Word,
}

macro_rules! bits {
    ($(#[$outer:meta])* $name:ident($type:ty): $($(#[$inner:meta])* $constant:ident = $bit:literal),+ $(,)?) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name($type);

        impl $name {
            $($(#[$inner])* pub const $constant: Self = Self(1 << $bit);)+

            /// Whether the two share a member.
            pub const fn has(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// Whether there is no member.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// The members of both.
            pub const fn or(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }
    };
}

bits! {
    /// Classes of words that matter around quotations.
    Classes(u64):
    /// Stands for one person (`she`).
    SINGULAR = 0,
    /// Stands for several (`they`).
    PLURAL = 1,
    /// Stands for a thing or body (`it`).
    NEUTRAL = 2,
    /// The reporter or whoever speaks (`I`).
    FIRST = 3,
    /// Opens a description of someone known (`the`).
    DEFINITE = 4,
    /// Opens a description of someone not named (`several`).
    INDEFINITE = 5,
    /// Closes a description of someone known.
    DEMONSTRATIVE = 6,
    /// A person by role (`senator`).
    PEOPLE = 7,
    /// A body (`campaign`).
    BODY = 8,
    /// Something written (`report`).
    DOCUMENT = 9,
    /// May stand between a subject and its verb (`also`).
    AUXILIARY = 10,
    /// Says that something was not said (`not`).
    NEGATION = 11,
    /// Opens a reported clause (`that`).
    CONNECTOR = 12,
    /// Opens a relative clause (`who`).
    RELATIVE = 13,
    /// Opens a clause (`while`).
    CONJUNCTION = 14,
    /// Opens a circumstance (`in`).
    PREPOSITION = 15,
    /// A preposition that may stay inside a description (`of`).
    BINDING = 16,
    /// A day, a month, a time (`Monday`).
    TIME = 17,
    /// Names the speaker of a clause (`according to`).
    ATTRIBUTION = 18,
    /// A noun whose words may follow in quotation marks (`slogan`).
    CUE_NOUN = 19,
    /// Announces a title (`film`).
    TITLE_NOUN = 20,
    /// Opens an infinitive (`to`).
    INFINITIVE = 21,
    /// An entry of several words starts with it.
    PHRASE = 22,
    /// A conjunction that may also join two names (`and`).
    COORDINATION = 23,
    /// After a verb: makes what follows a topic and no reported clause (`about`).
    TOPIC = 24,
    /// Links a sentence to the one before and is no part of a reported clause (`however`).
    LINK = 25,
    /// Opens a noun phrase and never stands for a speaker (`the`, `her`).
    ARTICLE = 26,
    /// A verb that shows that a clause has begun (`is`, `will`).
    FINITE = 27,
    /// A connector that opens nothing but a reported clause, wherever it stands (`that`).
    COMPLEMENT = 28,
    /// After a comma: turns from the reported clause back to the reporter (`but`).
    TURN = 29,
    /// Makes the verb behind it a passive (`was`).
    PASSIVE = 30,
    /// A body called after the person behind it, who does not speak (`kubu`).
    FOLLOWING = 31,
    /// A pronoun that says whose something is (`his`).
    POSSESSIVE = 32,
    /// A conjunction that also compares and then opens no clause (`as`, `than`).
    COMPARISON = 33,
    /// A stretch of time that follows a word for when (`this week`).
    PERIOD = 34,
    /// A preposition behind which no finite verb can stand (`of`).
    GOVERNING = 35,
    /// A pronoun with a finite verb (`he's`).
    CONTRACTION = 36,
    /// A helper that says that something only may be (`would`).
    POSSIBLE = 37,
    /// An entry that looks like a cue and reports nothing (`sebut saja`).
    IDIOM = 38,
    /// A person described through the one named behind it (`istri Joko`).
    RELATION = 39,
    /// A conjunction that only supposes what its clause says (`if`).
    SUPPOSING = 40,
    /// Opens a description of several people (`para`).
    SEVERAL = 41,
    /// Somebody who speaks for the one named behind it, or is called so (`pengacara Joko`).
    PROXY = 42,
    /// Qualifies the title behind it and is part of the role (`former`).
    QUALIFIER = 43,
    /// Something that is made and sold under a name (`mobil`).
    GOODS = 44,
    /// Stands between a passive and who did it (`by`).
    AGENCY = 45,
}

impl Classes {
    /// Any word that stands for a speaker named before.
    pub const PRONOUN: Self = Self::SINGULAR.or(Self::PLURAL).or(Self::NEUTRAL).or(Self::FIRST);
}

bits! {
    /// Where the parts of a report may stand around its verb.
    Frames(u16):
    /// The subject stands before the verb.
    SUBJECT_BEFORE = 0,
    /// The subject may stand after the verb, when the words stand before it.
    SUBJECT_AFTER = 1,
    /// A reported clause may follow without a connector.
    CLAUSE = 2,
    /// A reported clause follows after a connector only.
    CONNECTOR = 3,
    /// The one spoken to stands between verb and words.
    ADDRESSEE = 4,
    /// The quoted fragment is the verb's object.
    OBJECT = 5,
    /// A bare stem: a cue only after a mark, a comma or at the start of a sentence.
    STEM = 6,
    /// May bear a pronoun suffix.
    SUFFIX = 7,
    /// A passive whose agent stands behind it.
    AGENT = 8,
    /// A participle: its subject is that of the main clause.
    PARTICIPLE = 9,
    /// The form is as often a noun (`claims`).
    NOUNISH = 10,
    /// A reported clause may follow without a connector if it shows a finite verb.
    FINITE = 11,
    /// Reports only beside quotation marks, and only where no better cue stands.
    WEAK = 12,
    /// Tells what somebody thinks or what something shows, not what is said.
    THOUGHT = 13,
    /// Passes on another's words: whoever said them is its object (`quoted X as saying`).
    CITES = 14,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueFile {
    verbs: Vec<VerbGroup>,
    prepositions: Vec<String>,
    nouns: Vec<String>,
    titles: Vec<String>,
    #[serde(default)]
    idioms: Vec<String>,
    /// Endings of a verb that is in no list; none where any word may be one.
    #[serde(default)]
    endings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbGroup {
    frames: Vec<FrameName>,
    forms: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FrameName {
    SubjectBefore,
    SubjectAfter,
    Clause,
    Connector,
    Addressee,
    Object,
    Stem,
    Suffix,
    Agent,
    Finite,
    Weak,
    Thought,
    Cites,
}

impl FrameName {
    const fn frame(self) -> Frames {
        match self {
            Self::SubjectBefore => Frames::SUBJECT_BEFORE,
            Self::SubjectAfter => Frames::SUBJECT_AFTER,
            Self::Clause => Frames::CLAUSE,
            Self::Connector => Frames::CONNECTOR,
            Self::Addressee => Frames::ADDRESSEE,
            Self::Object => Frames::OBJECT,
            Self::Stem => Frames::STEM,
            Self::Suffix => Frames::SUFFIX,
            Self::Agent => Frames::AGENT,
            Self::Finite => Frames::FINITE,
            Self::Weak => Frames::WEAK,
            Self::Thought => Frames::THOUGHT,
            Self::Cites => Frames::CITES,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PronounFile {
    singular: Vec<String>,
    plural: Vec<String>,
    neutral: Vec<String>,
    first: Vec<String>,
    suffixes: Vec<String>,
    #[serde(default)]
    possessive: Vec<String>,
    #[serde(default)]
    masculine: Vec<String>,
    #[serde(default)]
    feminine: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeakerFile {
    definite: Vec<String>,
    indefinite: Vec<String>,
    demonstrative: Vec<String>,
    people: Vec<String>,
    bodies: Vec<String>,
    documents: Vec<String>,
    #[serde(default)]
    followings: Vec<String>,
    #[serde(default)]
    relations: Vec<String>,
    #[serde(default)]
    several: Vec<String>,
    #[serde(default)]
    proxies: Vec<String>,
    #[serde(default)]
    qualifiers: Vec<String>,
    #[serde(default)]
    plural_endings: Vec<String>,
    #[serde(default)]
    singular_endings: Vec<String>,
    #[serde(default)]
    goods: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GrammarFile {
    auxiliaries: Vec<String>,
    negations: Vec<String>,
    infinitive: Vec<String>,
    connectors: Vec<String>,
    relatives: Vec<String>,
    conjunctions: Vec<String>,
    coordination: Vec<String>,
    topics: Vec<String>,
    links: Vec<String>,
    articles: Vec<String>,
    finite: Vec<String>,
    passives: Vec<String>,
    complements: Vec<String>,
    #[serde(default)]
    comparisons: Vec<String>,
    #[serde(default)]
    governing: Vec<String>,
    #[serde(default)]
    contractions: Vec<String>,
    #[serde(default)]
    possible: Vec<String>,
    #[serde(default)]
    supposing: Vec<String>,
    #[serde(default)]
    agency: Vec<String>,
    #[serde(default)]
    periods: Vec<String>,
    turns: Vec<String>,
    prepositions: Vec<String>,
    binding: Vec<String>,
    times: Vec<String>,
    #[serde(default)]
    adverb_endings: Vec<String>,
}

impl Quoting {
    /// Reads `cues.yaml`, `pronouns.yaml`, `speakers.yaml` and `grammar.yaml`.
    pub(super) fn parse(code: &str, files: &Files) -> Result<Self, LanguageError> {
        let mut quoting = Self::default();
        let cues: CueFile = read(code, files, "cues.yaml")?;
        let pronouns: PronounFile = read(code, files, "pronouns.yaml")?;
        let speakers: SpeakerFile = read(code, files, "speakers.yaml")?;
        let grammar: GrammarFile = read(code, files, "grammar.yaml")?;
        for group in &cues.verbs {
            let frames = group.frames.iter().fold(Frames::default(), |all, frame| all.or(frame.frame()));
            for line in &group.forms {
                quoting.add_verb(line, frames, &pronouns.suffixes);
            }
        }
        let classes: [(&[String], Classes); 45] = [
            (&cues.prepositions, Classes::ATTRIBUTION),
            (&cues.nouns, Classes::CUE_NOUN),
            (&cues.titles, Classes::TITLE_NOUN),
            (&cues.idioms, Classes::IDIOM),
            (&pronouns.singular, Classes::SINGULAR),
            (&pronouns.plural, Classes::PLURAL),
            (&pronouns.neutral, Classes::NEUTRAL),
            (&pronouns.first, Classes::FIRST),
            (&pronouns.possessive, Classes::POSSESSIVE),
            (&speakers.definite, Classes::DEFINITE),
            (&speakers.indefinite, Classes::INDEFINITE),
            (&speakers.demonstrative, Classes::DEMONSTRATIVE),
            (&speakers.people, Classes::PEOPLE),
            (&speakers.bodies, Classes::BODY),
            (&speakers.documents, Classes::DOCUMENT),
            (&speakers.followings, Classes::FOLLOWING),
            (&speakers.relations, Classes::RELATION),
            (&speakers.several, Classes::SEVERAL),
            (&speakers.proxies, Classes::PROXY),
            (&speakers.qualifiers, Classes::QUALIFIER),
            (&speakers.goods, Classes::GOODS),
            (&grammar.auxiliaries, Classes::AUXILIARY),
            (&grammar.negations, Classes::NEGATION),
            (&grammar.infinitive, Classes::INFINITIVE),
            (&grammar.connectors, Classes::CONNECTOR),
            (&grammar.relatives, Classes::RELATIVE),
            (&grammar.conjunctions, Classes::CONJUNCTION),
            (&grammar.coordination, Classes::COORDINATION),
            (&grammar.topics, Classes::TOPIC),
            (&grammar.links, Classes::LINK),
            (&grammar.articles, Classes::ARTICLE),
            (&grammar.finite, Classes::FINITE),
            (&grammar.passives, Classes::PASSIVE),
            (&grammar.complements, Classes::COMPLEMENT),
            (&grammar.comparisons, Classes::COMPARISON),
            (&grammar.governing, Classes::GOVERNING),
            (&grammar.contractions, Classes::FINITE.or(Classes::CONTRACTION)),
            (&grammar.possible, Classes::POSSIBLE),
            (&grammar.supposing, Classes::SUPPOSING),
            (&grammar.agency, Classes::AGENCY),
            (&grammar.periods, Classes::PERIOD),
            (&grammar.turns, Classes::TURN),
            (&grammar.prepositions, Classes::PREPOSITION),
            (&grammar.binding, Classes::BINDING),
            (&grammar.times, Classes::TIME),
        ];
        for (entries, class) in classes {
            for entry in entries {
                quoting.add(entry, Word { classes: class, ..Word::default() });
            }
        }
        for (words, gender) in [(&pronouns.masculine, Gender::Masculine), (&pronouns.feminine, Gender::Feminine)] {
            quoting.genders.extend(words.iter().map(|word| (word_key(word), gender)));
        }
        for preposition in cues.prepositions.iter().filter(|entry| !entry.contains(' ')) {
            for suffix in &pronouns.suffixes {
                let word = Word { classes: Classes::ATTRIBUTION, suffix: suffix_len(suffix), ..Word::default() };
                quoting.add(&format!("{preposition}{suffix}"), word);
            }
        }
        quoting.suffixes = pronouns.suffixes;
        quoting.finite_verbs = !grammar.finite.is_empty();
        quoting.qualifies_titles = !speakers.qualifiers.is_empty();
        quoting.plural_endings = speakers.plural_endings;
        quoting.singular_endings = speakers.singular_endings;
        quoting.verb_endings = cues.endings;
        quoting.adverb_endings = grammar.adverb_endings;
        let attitudes = Attitudes::parse(code, files)?;
        for (key, index) in attitudes.by_key {
            quoting.words.entry(key).or_default().attitude = u16::try_from(index + 1).unwrap_or(0);
        }
        quoting.attitudes = attitudes.entries;
        for phrases in quoting.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        Ok(quoting)
    }

    fn add_verb(&mut self, line: &str, frames: Frames, suffixes: &[String]) {
        let (finite, participles) = line.split_once('|').unwrap_or((line, ""));
        for form in finite.split_whitespace() {
            let (form, frames) = match form.strip_prefix('~') {
                Some(form) => (form, frames.or(Frames::NOUNISH)),
                None => (form, frames),
            };
            self.add(form, Word { frames, ..Word::default() });
            if frames.has(Frames::SUFFIX) {
                for suffix in suffixes {
                    let word = Word { frames, suffix: suffix_len(suffix), ..Word::default() };
                    self.add(&format!("{form}{suffix}"), word);
                }
            }
        }
        for form in participles.split_whitespace() {
            self.add(form, Word { frames: frames.or(Frames::PARTICIPLE), ..Word::default() });
        }
    }

    fn add(&mut self, entry: &str, word: Word) {
        let spaced = entry.replace('-', " - ");
        let mut keys = spaced.split_whitespace().map(|part| if part == "-" { 0 } else { word_key(part) });
        let Some(first) = keys.next() else { return };
        let rest: Vec<WordKey> = keys.collect();
        if rest.is_empty() {
            let known = self.words.entry(first).or_default();
            known.classes = known.classes.or(word.classes);
            known.frames = known.frames.or(word.frames);
            known.suffix = known.suffix.max(word.suffix);
        } else {
            let known = self.words.entry(first).or_default();
            known.classes = known.classes.or(Classes::PHRASE);
            self.phrases.entry(first).or_default().push(Phrase { rest, word });
        }
    }

    /// What the language says of the word with this key; nothing for unknown words.
    pub fn word(&self, key: WordKey) -> Word {
        self.words.get(&key).copied().unwrap_or_default()
    }

    /// Whether finite verbs are listed ([`Classes::FINITE`]).
    pub fn has_finite_verbs(&self) -> bool {
        self.finite_verbs
    }

    /// Whether a noun in small letters stands for several, by its ending; false in a language whose nouns do not tell.
    pub fn is_plural(&self, noun: &str) -> bool {
        let ends = |endings: &[String]| endings.iter().any(|ending| noun.ends_with(ending.as_str()));
        ends(&self.plural_endings) && !ends(&self.singular_endings)
    }

    /// Whether what qualifies a title stands before it ([`Classes::QUALIFIER`]), as *former* does, and bodies and places.
    pub fn qualifies_titles(&self) -> bool {
        self.qualifies_titles
    }

    /// Whether a word that no list knows is written as an adverb, as far as the language says how one ends.
    pub fn may_be_adverb(&self, word: &str) -> bool {
        self.adverb_endings.is_empty() || self.adverb_endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether a word that no list knows is written as a verb.
    pub fn may_be_verb(&self, word: &str) -> bool {
        self.verb_endings.is_empty() || self.verb_endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whom the word can only mean, a man or a woman; `None` for other words.
    pub fn gender(&self, key: WordKey) -> Option<Gender> {
        self.genders.get(&key).copied()
    }

    /// Whether the word ends with a pronoun that says whose it is, behind four letters or more (`Tersingkirnya`, not
    /// `Sonya`).
    pub fn is_possessed(&self, word: &str) -> bool {
        let own = |suffix: &String| word.strip_suffix(suffix.as_str());
        self.suffixes.iter().filter_map(own).any(|stem| stem.chars().count() > 3)
    }

    /// The attitude with this number ([`Word::attitude`]).
    pub fn attitude(&self, number: u16) -> Option<&Attitude> {
        self.attitudes.get(usize::from(number).checked_sub(1)?)
    }

    /// The classes of the entries with exactly these words.
    pub fn classes(&self, text: &str) -> Classes {
        let mut keys = text.split(' ').map(word_key);
        let first = keys.next().unwrap_or_default();
        let rest: Vec<WordKey> = keys.collect();
        if rest.is_empty() {
            return self.word(first).classes;
        }
        let phrases = self.phrases(first).iter().filter(|phrase| phrase.rest == rest);
        phrases.fold(Classes::default(), |classes, phrase| classes.or(phrase.word.classes))
    }

    /// The entries of several words that start with this one, longest first.
    pub fn phrases(&self, first: WordKey) -> &[Phrase] {
        self.phrases.get(&first).map(Vec::as_slice).unwrap_or_default()
    }
}

fn suffix_len(suffix: &str) -> u8 {
    u8::try_from(suffix.len()).unwrap_or(0)
}

fn read<T: DeserializeOwned>(code: &str, files: &Files, file: &str) -> Result<T, LanguageError> {
    crate::yaml::from_str(required(code, files, file)?).map_err(|error| LanguageError {
        code: code.to_owned(),
        file: file.to_owned(),
        line: error.line.unwrap_or(0),
        problem: error.problem,
    })
}

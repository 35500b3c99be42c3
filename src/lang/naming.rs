use super::phrases::{self, Case, Phrases, Piece, mark_key};
use super::{Files, LanguageError, list_entries, word_key};

/// What a word or phrase tells about names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum NameClass {
    /// Stands before a person's name (`Menteri Pertanian`, `Mr`).
    Title,
    /// First word of a body's name (`Kementerian`).
    OrganizationHead,
    /// Last word of a body's name (`Tbk`, `Committee`).
    OrganizationTail,
    /// First word of a place's name (`Kabupaten`, `Lake`).
    PlaceHead,
    /// Last word of a place's name (`County`).
    PlaceTail,
    /// First word of an event's name (`Piala`).
    EventHead,
    /// Last word of an event's name (`Olympics`).
    EventTail,
    /// First word of the name of a law, book, film (`Undang-Undang`).
    WorkHead,
    /// Last word of the name of a law, book, film (`Act`).
    WorkTail,
    /// The whole name of a body.
    Institution,
    /// The whole name of a place.
    Place,
    /// Part of the names of people.
    GivenName,
    /// Written with a capital, yet no name (`Senin`, `Monday`).
    NotName,
    /// Lower-case part of people's names (`bin`, `van`).
    Particle,
    /// Lower-case part of bodies' names (`dan`, `of`).
    Connector,
    /// Degree after a name (`S.H.`).
    Degree,
    /// Stands before a place's name (`di`).
    PlaceCue,
    /// Stands before a person's name (`bernama`).
    PersonCue,
    /// Stands between two names of one person or body (`alias`).
    AliasCue,
    /// A title that only a person's name follows (`Mr`, `Kombes`).
    PersonTitle,
    /// A maker whose name begins the names of products.
    ProductHead,
    /// A title that is only polite (`Pak`, `Mr`).
    AddressForm,
    /// Begins what a newspaper adds to its articles (`Baca juga:`).
    Boilerplate,
    /// A title that says whose somebody is: right before a name, that of the other person (`istri`, `ajudan`).
    Relation,
    /// Stands between a nickname and whose it is (`julukan`).
    NicknameCue,
    /// Stands between the name of a body and that of the place of its branch (`Perwakilan`).
    Branch,
}

impl NameClass {
    /// All classes in order.
    pub const ALL: [NameClass; 26] = [
        Self::Title,
        Self::OrganizationHead,
        Self::OrganizationTail,
        Self::PlaceHead,
        Self::PlaceTail,
        Self::EventHead,
        Self::EventTail,
        Self::WorkHead,
        Self::WorkTail,
        Self::Institution,
        Self::Place,
        Self::GivenName,
        Self::NotName,
        Self::Particle,
        Self::Connector,
        Self::Degree,
        Self::PlaceCue,
        Self::PersonCue,
        Self::AliasCue,
        Self::PersonTitle,
        Self::ProductHead,
        Self::AddressForm,
        Self::Boilerplate,
        Self::Relation,
        Self::NicknameCue,
        Self::Branch,
    ];

    /// The file that lists the words of this class; a language may leave it out.
    const fn file(self) -> &'static str {
        match self {
            Self::Title => "titles.txt",
            Self::OrganizationHead => "organization-heads.txt",
            Self::OrganizationTail => "organization-tails.txt",
            Self::PlaceHead => "place-heads.txt",
            Self::PlaceTail => "place-tails.txt",
            Self::EventHead => "event-heads.txt",
            Self::EventTail => "event-tails.txt",
            Self::WorkHead => "work-heads.txt",
            Self::WorkTail => "work-tails.txt",
            Self::Institution => "institutions.txt",
            Self::Place => "places.txt",
            Self::GivenName => "given-names.txt",
            Self::NotName => "not-names.txt",
            Self::Particle => "name-particles.txt",
            Self::Connector => "connectors.txt",
            Self::Degree => "degrees.txt",
            Self::PlaceCue => "place-cues.txt",
            Self::PersonCue => "person-cues.txt",
            Self::AliasCue => "alias-cues.txt",
            Self::PersonTitle => "person-titles.txt",
            Self::ProductHead => "product-heads.txt",
            Self::AddressForm => "forms-of-address.txt",
            Self::Boilerplate => "boilerplate.txt",
            Self::Relation => "relations.txt",
            Self::NicknameCue => "nickname-cues.txt",
            Self::Branch => "branches.txt",
        }
    }

    /// Whether only rules use the class: the tagger has not learnt it.
    pub const fn is_for_rules(self) -> bool {
        matches!(
            self,
            Self::PersonTitle
                | Self::ProductHead
                | Self::AddressForm
                | Self::Boilerplate
                | Self::Relation
                | Self::NicknameCue
                | Self::Branch
        )
    }

    const fn case(self) -> Case {
        match self {
            Self::Title
            | Self::Particle
            | Self::Connector
            | Self::PlaceCue
            | Self::PersonCue
            | Self::AliasCue
            | Self::PersonTitle
            | Self::AddressForm
            | Self::Boilerplate
            | Self::Relation
            | Self::NicknameCue => Case::Any,
            _ => Case::AsListed,
        }
    }
}

/// How names look in one language: titles, heads of organizations and places, gazetteers.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// Every listed phrase; the class of an entry is a [`NameClass`] as a number.
    pub phrases: Phrases,
    /// Forms of one body or place, fullest first; an entry's group counts them.
    pub forms: Vec<Vec<String>>,
}

impl Naming {
    /// What the listed phrases with which `text` begins tell, each with what stands behind it; shortest first.
    pub fn beginnings<'t>(&self, text: &'t str) -> Vec<(NameClass, &'t str)> {
        let mut pieces = Vec::new();
        let mut rests = Vec::new();
        let mut rest = text;
        for piece in phrases::pieces(text) {
            rest = rest.find(piece).map_or("", |at| &rest[at + piece.len()..]);
            rests.push(rest.trim_start());
            let first = piece.chars().next().unwrap_or(' ');
            pieces.push(Piece {
                key: if first.is_alphanumeric() { word_key(piece) } else { mark_key(first) },
                capital: first.is_uppercase(),
                all_capitals: piece.chars().count() > 1 && piece.chars().all(char::is_uppercase),
            });
        }
        let mut found = Vec::new();
        self.phrases.find(pieces.into_iter(), |length, entry| {
            let class = NameClass::ALL.into_iter().find(|class| *class as u8 == entry.class);
            found.extend(class.zip(rests.get(length - 1).copied()));
        });
        found
    }

    pub(super) fn parse(code: &str, files: &Files) -> Result<Self, LanguageError> {
        let mut naming = Self::default();
        for class in NameClass::ALL {
            let Some(text) = files.get(class.file()) else { continue };
            for (line, entry) in list_entries(text) {
                if class == NameClass::Boilerplate {
                    // Only the words before the first gap are looked for.
                    let opening = entry.trim_start_matches('…').split('…').next().unwrap_or_default().trim();
                    naming.phrases.insert(opening, class as u8, None, class.case());
                    continue;
                }
                let forms: Vec<String> = entry.split(';').map(|form| form.trim().to_owned()).collect();
                if forms.iter().any(String::is_empty) {
                    let problem = "an empty form; take the `;` away".to_owned();
                    return Err(LanguageError { code: code.to_owned(), file: class.file().to_owned(), line, problem });
                }
                let group = (forms.len() > 1 && !class.is_for_rules()).then_some(naming.forms.len() as u32);
                for form in &forms {
                    naming.phrases.insert(form, class as u8, group, class.case());
                    if class == NameClass::Degree {
                        // `S.H.`, `S.H` and `SH` are one.
                        naming.phrases.insert(form.trim_end_matches('.'), class as u8, group, class.case());
                        naming.phrases.insert(&form.replace('.', ""), class as u8, group, class.case());
                    }
                }
                if group.is_some() {
                    naming.forms.push(forms);
                }
            }
        }
        Ok(naming)
    }
}

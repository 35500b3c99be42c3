//! The language folders that the program carries.

macro_rules! folder {
    ($code:literal: $($file:literal),+ $(,)?) => {
        ($code, &[$(($file, include_str!(concat!($code, "/", $file)))),+])
    };
}

type Folder = (&'static str, &'static [(&'static str, &'static str)]);

/// Code and files of each language.
pub(super) const FOLDERS: &[Folder] = &[
    folder!("en": "abbreviations.txt", "affixes.yaml", "alias-cues.txt", "attitudes.yaml", "boilerplate.txt", "bylines.txt", "dates.txt", "outlets.txt", "clitics.txt", "connectors.txt", "cues.yaml", "degrees.txt", "event-heads.txt", "event-tails.txt", "expansions.txt", "given-names.txt", "grammar.yaml", "institutions.txt", "interface.yaml", "lineage.txt", "name-edges.txt", "name-particles.txt", "name-variants.txt", "not-names.txt", "organization-heads.txt", "organization-tails.txt", "particles.txt", "person-cues.txt", "place-cues.txt", "place-heads.txt", "person-titles.txt", "place-tails.txt", "places.txt", "product-heads.txt", "pronouns.yaml", "same-names.txt", "speakers.yaml", "recognition.txt", "stopwords.txt", "titles.txt", "work-heads.txt", "work-tails.txt", "forms-of-address.txt", "former.txt", "generic-bodies.txt"),
    folder!("id": "abbreviations.txt", "affixes.yaml", "alias-cues.txt", "boilerplate.txt", "branches.txt", "bylines.txt", "dates.txt", "fields.txt", "outlets.txt", "clitics.txt", "connectors.txt", "cues.yaml", "degrees.txt", "event-heads.txt", "expansions.txt", "given-names.txt", "grammar.yaml", "institutions.txt", "interface.yaml", "lineage.txt", "name-edges.txt", "name-particles.txt", "name-variants.txt", "nickname-cues.txt", "not-names.txt", "old-spelling.txt", "optional-names.txt", "organization-heads.txt", "organization-tails.txt", "particles.txt", "person-cues.txt", "place-cues.txt", "place-heads.txt", "person-titles.txt", "place-tails.txt", "places.txt", "product-heads.txt", "pronouns.yaml", "same-names.txt", "speakers.yaml", "recognition.txt", "relations.txt", "stopwords.txt", "titles.txt", "work-heads.txt", "forms-of-address.txt", "former.txt", "generic-bodies.txt"),
];

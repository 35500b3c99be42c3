//! The language folders that the program carries.

macro_rules! folder {
    ($code:literal: $($file:literal),+ $(,)?) => {
        ($code, &[$(($file, include_str!(concat!($code, "/", $file)))),+])
    };
}

type Folder = (&'static str, &'static [(&'static str, &'static str)]);

/// Code and files of each language.
pub(super) const FOLDERS: &[Folder] = &[
    folder!("en": "abbreviations.txt", "clitics.txt", "degrees.txt", "expansions.txt", "lineage.txt", "name-edges.txt", "name-variants.txt",
        "particles.txt", "same-names.txt", "stopwords.txt"),
    folder!("id": "abbreviations.txt", "clitics.txt", "degrees.txt", "expansions.txt", "lineage.txt", "name-edges.txt", "name-variants.txt",
        "old-spelling.txt", "particles.txt", "same-names.txt", "stopwords.txt"),
];

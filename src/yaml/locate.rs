use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::node::KeySeed;
use crate::model::Span;

/// One step from a YAML value into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the `n`th entry of a map (from 0; doubled keys count).
    Entry(usize),
    /// Into the `n`th item of a list (from 0).
    Item(usize),
}

/// What of an entry is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// Where the key or value at the end of `path` stands in `text`, in bytes; cut at the end of its first line.
///
/// The library tells places only with errors, so a reader follows the path and fails at its end.
pub fn locate(text: &str, path: &[Step], part: Part) -> Option<Span> {
    let seed = Follow { path, part };
    let error = seed.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    if !error.to_string().contains(FOUND) {
        return None;
    }
    let location = error.location()?;
    let start = offset(text, location.line(), location.column())?;
    let line = text[start..].lines().next().unwrap_or_default();
    let before = text[..start].rsplit('\n').next().unwrap_or_default();
    let length = match part {
        Part::Key => key_length(line),
        Part::Value => value_length(line, is_in_flow(before)),
    };
    Some(Span::new(start, start + length))
}

/// Byte offset of a line and column (characters), both counted from 1.
pub(super) fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let start = match line {
        0 | 1 => 0,
        _ => text.match_indices('\n').nth(line - 2)?.0 + 1,
    };
    let rest = text[start..].split('\n').next().unwrap_or_default();
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    Some(start + within)
}

fn key_length(line: &str) -> usize {
    quoted_length(line).unwrap_or_else(|| line.find([':', ',', '}']).unwrap_or(line.len())).max(1).min(line.len())
}

/// Whether what follows stands between brackets that this line opened.
fn is_in_flow(before: &str) -> bool {
    let depth = |open: char, close: char| before.matches(open).count() > before.matches(close).count();
    depth('{', '}') || depth('[', ']')
}

fn value_length(line: &str, is_in_flow: bool) -> usize {
    if let Some(length) = quoted_length(line) {
        return length;
    }
    let mut end = line.find(" #").unwrap_or(line.len());
    if is_in_flow && !line.starts_with(['{', '[']) {
        let is_end = |(at, c): &(usize, char)| {
            matches!(c, '}' | ']') || (*c == ',' && line[at + 1..].starts_with([' ', ',', ']', '}']))
        };
        end = end.min(line.char_indices().find(is_end).map_or(line.len(), |(at, _)| at));
    }
    line[..end].trim_end().len()
}

fn quoted_length(line: &str) -> Option<usize> {
    let mark = line.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    line[1..].find(mark).map(|at| at + 2)
}

const FOUND: &str = "found the end of the path";

struct Follow<'p> {
    path: &'p [Step],
    part: Part,
}

impl<'de> DeserializeSeed<'de> for Follow<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.path.first() {
            None => deserializer.deserialize_any(Fail),
            Some(Step::Entry(_)) => deserializer.deserialize_map(self),
            Some(Step::Item(_)) => deserializer.deserialize_seq(self),
        }
    }
}

impl<'de> Visitor<'de> for Follow<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some((Step::Item(wanted), rest)) = self.path.split_first() else { return Ok(()) };
        for _ in 0..*wanted {
            if list.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        list.next_element_seed(Follow { path: rest, part: self.part })?;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Entry(wanted), rest)) = self.path.split_first() else { return Ok(()) };
        for _ in 0..*wanted {
            // The library panics when it is asked for the value of a key that is not there.
            if map.next_key_seed(KeySeed)?.is_none() {
                return Ok(());
            }
            map.next_value::<IgnoredAny>()?;
        }
        if rest.is_empty() && self.part == Part::Key {
            map.next_key_seed(FailKey)?;
        } else if map.next_key_seed(KeySeed)?.is_some() {
            map.next_value_seed(Follow { path: rest, part: self.part })?;
        }
        Ok(())
    }
}

struct FailKey;

impl<'de> DeserializeSeed<'de> for FailKey {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(Fail)
    }
}

/// Fails whatever it is shown, which makes the library tell where that stands.
struct Fail;

impl<'de> Visitor<'de> for Fail {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FOUND)
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(de::Error::custom(FOUND))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(de::Error::custom(FOUND))
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(de::Error::custom(FOUND))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, path: &[Step], part: Part) -> &'t str {
        locate(text, path, part).unwrap().of(text)
    }

    #[test]
    fn keys_and_values_are_found_in_nested_blocks_and_flows() {
        let text = "---\ntitle: \"é: x\" # y\nquotations:\n  - text: a\n    speaker : Budi # no\n  - {text: b, kind: direct}\n";
        assert_eq!(found(text, &[Step::Entry(0)], Part::Key), "title");
        assert_eq!(found(text, &[Step::Entry(0)], Part::Value), "\"é: x\"");
        let second = [Step::Entry(1), Step::Item(0), Step::Entry(1)];
        assert_eq!(found(text, &second, Part::Value), "Budi");
        assert_eq!(found(text, &[Step::Entry(1), Step::Item(1), Step::Entry(1)], Part::Key), "kind");
        assert_eq!(found(text, &[Step::Entry(1), Step::Item(0)], Part::Value), "text: a");
    }

    #[test]
    fn a_path_that_leads_nowhere_has_no_place() {
        assert_eq!(locate("a: b\n", &[Step::Entry(3)], Part::Key), None);
        assert_eq!(locate("a: b\n", &[Step::Item(0)], Part::Value), None);
    }
}

use std::cell::Cell;
use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use crate::model::Value;

/// A YAML value. Maps keep their order and their doubled keys, so that a reader can say what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Node {
    /// Nothing, `~`, `null`.
    #[default]
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Words.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map.
    Map(Vec<(String, Node)>),
    /// Anything with a tag of its own (`!secret …`), which nothing here means.
    Tagged(String),
}

impl Node {
    /// What people call this type.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Tagged(_) => "a tagged value",
        }
    }

    /// The words, if it is words.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether this is a list, or nothing, which stands for an empty one.
    pub const fn is_list_or_null(&self) -> bool {
        matches!(self, Self::List(_) | Self::Null)
    }

    /// The same as a JSON value; of a doubled key the first stays, a number that JSON does not have is null.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::from(*value),
            Self::Float(value) => Value::from(*value),
            Self::Text(text) | Self::Tagged(text) => Value::String(text.clone()),
            Self::List(items) => Value::Array(items.iter().map(Self::to_value).collect()),
            Self::Map(entries) => {
                let mut map = serde_json::Map::with_capacity(entries.len());
                for (key, node) in entries {
                    map.entry(key.clone()).or_insert_with(|| node.to_value());
                }
                Value::Object(map)
            }
        }
    }
}

pub(super) fn parse(text: &str) -> Result<Node, serde_yaml::Error> {
    if is_blank(text) {
        return Ok(Node::Null);
    }
    let budget = Budget { nodes: Cell::new(text.len() + 1_000), bytes: Cell::new(4 * text.len() + 65_536) };
    TreeSeed { budget: &budget }.deserialize(serde_yaml::Deserializer::from_str(text))
}

/// The same tree with the words of each scalar as they stand in the text: `1.10` stays `1.10`, not the number 1.1.
///
/// `shape` is the tree of the same text.
pub(super) fn parse_raw(text: &str, shape: &Node) -> Result<Node, serde_yaml::Error> {
    if is_blank(text) {
        return Ok(Node::Null);
    }
    RawSeed { shape }.deserialize(serde_yaml::Deserializer::from_str(text))
}

/// Whether the text holds only comments, blank lines and the opening `---`, which the library calls an error.
fn is_blank(text: &str) -> bool {
    text.lines().all(|line| matches!(line.trim(), "" | "---") || line.trim_start().starts_with('#'))
}

/// What is said about a text whose aliases would make its tree much larger than itself.
pub(super) const TOO_MANY_ALIASES: &str = "aliases (`*name`) repeat too much";

/// What aliases may still add to a tree: a text of n bytes gives no more than some n nodes.
struct Budget {
    nodes: Cell<usize>,
    bytes: Cell<usize>,
}

impl Budget {
    fn take<E: de::Error>(&self, bytes: usize) -> Result<(), E> {
        let left = |cell: &Cell<usize>, amount| match cell.get().checked_sub(amount) {
            Some(rest) => {
                cell.set(rest);
                Ok(())
            }
            None => Err(E::custom(TOO_MANY_ALIASES)),
        };
        left(&self.nodes, 1)?;
        left(&self.bytes, bytes)
    }
}

#[derive(Clone, Copy)]
struct TreeSeed<'b> {
    budget: &'b Budget,
}

impl<'de> DeserializeSeed<'de> for TreeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TreeSeed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node, E> {
        self.budget.take(0).map(|()| Node::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Node, E> {
        self.budget.take(0).map(|()| Node::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Node, E> {
        self.budget.take(0).map(|()| Node::Int(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Node, E> {
        self.budget.take(0).map(|()| i64::try_from(value).map_or(Node::Float(value as f64), Node::Int))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Node, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Node, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node, E> {
        self.budget.take(0).map(|()| Node::Float(value))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Node, E> {
        self.budget.take(text.len()).map(|()| Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        self.budget.take(0)?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        self.budget.take(0)?;
        let mut entries: Vec<(String, Node)> = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            self.budget.take(key.len())?;
            entries.push((key, map.next_value_seed(self)?));
        }
        Ok(Node::Map(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (tag, content) = tagged.variant_seed(KeySeed)?;
        content.newtype_variant_seed(self)?;
        Ok(Node::Tagged(tag))
    }
}

/// Reads a key, whatever it looks like, as words.
#[derive(Clone, Copy)]
pub(super) struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word as key")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

struct RawSeed<'s> {
    shape: &'s Node,
}

impl<'de> DeserializeSeed<'de> for RawSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        match self.shape {
            Node::List(_) => deserializer.deserialize_seq(self),
            Node::Map(_) => deserializer.deserialize_map(self),
            Node::Tagged(tag) => {
                deserializer.deserialize_ignored_any(de::IgnoredAny).map(|_| Node::Tagged(tag.clone()))
            }
            Node::Null => deserializer.deserialize_ignored_any(de::IgnoredAny).map(|_| Node::Null),
            _ => deserializer.deserialize_str(KeySeed).map(Node::Text),
        }
    }
}

impl<'de> Visitor<'de> for RawSeed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same tree as before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let Node::List(shapes) = self.shape else { return Err(A::Error::custom("not a list")) };
        let mut items = Vec::with_capacity(shapes.len());
        for shape in shapes {
            match list.next_element_seed(RawSeed { shape })? {
                Some(item) => items.push(item),
                None => break,
            }
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let Node::Map(shapes) = self.shape else { return Err(A::Error::custom("not a map")) };
        let mut entries = Vec::with_capacity(shapes.len());
        for (_, shape) in shapes {
            match map.next_key_seed(KeySeed)? {
                Some(key) => entries.push((key, map.next_value_seed(RawSeed { shape })?)),
                None => break,
            }
        }
        Ok(Node::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_keys_stay_to_be_seen() {
        let tree = parse("a: 1\na: 2\n").unwrap();
        assert_eq!(tree, Node::Map(vec![("a".into(), Node::Int(1)), ("a".into(), Node::Int(2))]));
    }

    #[test]
    fn raw_words_of_numbers_can_be_had() {
        let text = "a: 1.10\nb: [0x1F, yes, ~]\nc: !x y\n";
        let raw = parse_raw(text, &parse(text).unwrap()).unwrap();
        let Node::Map(entries) = raw else { panic!() };
        assert_eq!(entries[0].1, Node::Text("1.10".into()));
        let list = vec![Node::Text("0x1F".into()), Node::Text("yes".into()), Node::Null];
        assert_eq!(entries[1].1, Node::List(list));
    }

    #[test]
    fn comments_alone_are_nothing() {
        assert_eq!(parse("---\n# nothing here\n").unwrap(), Node::Null);
        assert_eq!(parse("").unwrap(), Node::Null);
    }
}

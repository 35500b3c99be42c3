//! Turns the embedded list of the world's names into answers: is this word a given name, is this a city, and where.
//!
//! The list is made by `src/extract/tagger/train` from public data ([`docs/data.md`](../../docs/data.md)); it is no
//! language's own, because news of every language speaks of the whole world.

use fst::raw::{CompiledAddr, Fst, Node, Output};

use super::LanguageError;

static EMBEDDED: &[u8] = include_bytes!("names.bin");

/// First bytes of the file; the last one counts versions of the form.
const MAGIC: &[u8; 8] = b"kutipnm1";

/// Bytes of one pair of coordinates.
const PLACE: usize = 4;

/// What a name of the list is; a name can be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameUses(pub u8);

impl NameUses {
    /// A country, a part of the world, a territory with a code of its own.
    pub const TERRITORY: u8 = 1;
    /// A city of 100,000 people or more, or a state of the United States.
    pub const LARGE_PLACE: u8 = 1 << 1;
    /// A smaller city.
    pub const SMALL_PLACE: u8 = 1 << 2;
    /// A given name.
    pub const GIVEN_NAME: u8 = 1 << 3;
    /// A frequent family name.
    pub const FAMILY_NAME: u8 = 1 << 4;
    /// A word that texts write in lower case too.
    pub const COMMON_WORD: u8 = 1 << 5;

    /// Whether the name has this use.
    pub const fn has(self, uses: u8) -> bool {
        self.0 & uses != 0
    }
}

/// A name of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedName {
    /// What it is.
    pub uses: NameUses,
    /// The largest city of that name, if it is one: an index for [`Gazetteer::coordinates`].
    pub city: Option<u32>,
}

/// The list of names.
#[derive(Clone, Debug)]
pub struct Gazetteer<'a> {
    names: fst::Map<&'a [u8]>,
    places: &'a [u8],
}

impl Gazetteer<'static> {
    /// The list that the program carries.
    ///
    /// # Panics
    ///
    /// When the embedded file is broken; the tests read it.
    pub fn embedded() -> Self {
        Self::read(EMBEDDED).expect("the embedded list of names is read by the tests")
    }
}

impl<'a> Gazetteer<'a> {
    /// Reads a list: eight bytes of magic, the number of places, their coordinates, an [`fst`] from names to numbers.
    ///
    /// # Errors
    ///
    /// When the bytes have another form.
    pub fn read(bytes: &'a [u8]) -> Result<Self, LanguageError> {
        let broken = |problem: String| LanguageError { code: "*".into(), file: "names.bin".into(), line: 0, problem };
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| broken("not a list of names of this version".into()))?;
        let (count, rest) = rest.split_first_chunk().ok_or_else(|| broken("the list is cut off".into()))?;
        let (places, names) = rest
            .split_at_checked(u32::from_le_bytes(*count) as usize * PLACE)
            .ok_or_else(|| broken("the list is cut off".into()))?;
        let names = fst::Map::new(names).map_err(|error| broken(error.to_string()))?;
        Ok(Self { names, places })
    }

    /// Writes a list: names in the order of their bytes, each with its uses and its city; coordinates in degrees.
    ///
    /// # Errors
    ///
    /// When names are out of order.
    pub fn write(names: &[(String, ListedName)], places: &[(f64, f64)]) -> Result<Vec<u8>, fst::Error> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((places.len() as u32).to_le_bytes());
        for (latitude, longitude) in places {
            for degrees in [latitude, longitude] {
                bytes.extend(((degrees * 100.0).round() as i16).to_le_bytes());
            }
        }
        let number =
            |name: &ListedName| u64::from(name.uses.0) | name.city.map_or(0, |city| (u64::from(city) + 1) << 8);
        let map = fst::Map::from_iter(names.iter().map(|(words, name)| (words.as_bytes(), number(name))))?;
        bytes.extend(map.as_fst().as_bytes());
        Ok(bytes)
    }

    /// Whether it is the list that the program carries.
    pub fn is_embedded(&self) -> bool {
        EMBEDDED.as_ptr_range().contains(&self.names.as_fst().as_bytes().as_ptr())
    }

    /// Walks to where names that begin with `word` part; none where no listed name begins so.
    ///
    /// Case does not count.
    pub fn begin(&self, word: &str) -> Option<Beginning> {
        let names = self.names.as_fst();
        let mut walk = Walk { names, node: names.root(), sum: Output::zero() };
        walk.word(word).then(|| Beginning { node: walk.node.addr(), sum: walk.sum })
    }

    /// Calls `found` with the number of words and the entry for every listed name that begins so and goes on with `rest`.
    ///
    /// Words are the tokens of a text, a hyphen being one.
    pub fn find<'w>(
        &self,
        beginning: Beginning,
        rest: impl Iterator<Item = &'w str>,
        mut found: impl FnMut(usize, ListedName),
    ) {
        let names = self.names.as_fst();
        let mut walk = Walk { names, node: names.node(beginning.node), sum: beginning.sum };
        let mut rest = rest.fuse();
        for words in 1.. {
            if walk.node.is_final() {
                let number = walk.sum.cat(walk.node.final_output()).value();
                let city = ((number >> 8) as u32).checked_sub(1);
                found(words, ListedName { uses: NameUses(number as u8), city });
            }
            if !rest.next().is_some_and(|word| walk.step(b' ') && walk.word(word)) {
                return;
            }
        }
    }

    /// What the list says of one word.
    pub fn uses(&self, word: &str) -> NameUses {
        let mut uses = NameUses::default();
        if let Some(beginning) = self.begin(word) {
            self.find(beginning, std::iter::empty(), |_, name| uses = name.uses);
        }
        uses
    }

    /// Latitude and longitude of a city in degrees, exact to a hundredth.
    pub fn coordinates(&self, city: u32) -> Option<(f64, f64)> {
        let at = city as usize * PLACE;
        let bytes = self.places.get(at..at + PLACE)?;
        let degrees = |at: usize| f64::from(i16::from_le_bytes([bytes[at], bytes[at + 1]])) / 100.0;
        Some((degrees(0), degrees(2)))
    }
}

/// Where the names that begin with one word part.
#[derive(Clone, Copy, Debug)]
pub struct Beginning {
    node: CompiledAddr,
    sum: Output,
}

/// A walk through the automaton of names.
struct Walk<'f, 'a> {
    names: &'f Fst<&'a [u8]>,
    node: Node<'f>,
    sum: Output,
}

impl Walk<'_, '_> {
    fn step(&mut self, byte: u8) -> bool {
        let Some(index) = self.node.find_input(byte) else { return false };
        let transition = self.node.transition(index);
        self.sum = self.sum.cat(transition.out);
        self.node = self.names.node(transition.addr);
        true
    }

    fn word(&mut self, word: &str) -> bool {
        if word.is_ascii() {
            let folded = |byte: u8| if byte == b'`' { b'\'' } else { byte.to_ascii_lowercase() };
            return word.bytes().all(|byte| self.step(folded(byte)));
        }
        let mut bytes = [0; 4];
        word.chars().all(|c| {
            let c = if matches!(c, '’' | 'ʼ' | '`') { '\'' } else { c };
            c.to_lowercase().all(|c| c.encode_utf8(&mut bytes).bytes().all(|byte| self.step(byte)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Vec<u8> {
        let city = |uses, city| ListedName { uses: NameUses(uses), city: Some(city) };
        let names = [
            ("atlantis".to_owned(), city(NameUses::LARGE_PLACE, 1)),
            ("new".to_owned(), ListedName { uses: NameUses(NameUses::FAMILY_NAME), city: None }),
            ("new atlantis".to_owned(), city(NameUses::SMALL_PLACE, 0)),
        ];
        Gazetteer::write(&names, &[(-6.21, 106.85), (31.0, -24.5)]).unwrap()
    }

    #[test]
    fn every_listed_name_that_begins_there_is_found() {
        let bytes = list();
        let list = Gazetteer::read(&bytes).unwrap();
        let mut found = Vec::new();
        let new = list.begin("New").unwrap();
        list.find(new, ["ATLANTIS", "Post"].into_iter(), |length, name| found.push((length, name.uses.0, name.city)));
        assert!(list.begin("Newer").is_none());
        assert_eq!(found, [(1, NameUses::FAMILY_NAME, None), (2, NameUses::SMALL_PLACE, Some(0))]);
        assert_eq!(list.coordinates(0), Some((-6.21, 106.85)));
        assert_eq!(list.coordinates(2), None);
    }

    #[test]
    fn a_broken_list_is_an_error() {
        let bytes = list();
        assert!(Gazetteer::read(&bytes[..10]).is_err());
        assert!(Gazetteer::read(b"something else").is_err());
    }

    #[test]
    fn the_embedded_list_knows_the_world() {
        let list = Gazetteer::embedded();
        let mut uses = 0;
        let america = list.begin("Amerika").unwrap();
        list.find(america, std::iter::once("Serikat"), |length, name| {
            uses = if length == 2 { name.uses.0 } else { uses }
        });
        assert!(NameUses(uses).has(NameUses::TERRITORY));
        assert!(list.uses("Germany").has(NameUses::TERRITORY));
        assert!(list.uses("Surabaya").has(NameUses::LARGE_PLACE));
        assert!(list.uses("Patricia").has(NameUses::GIVEN_NAME));
        assert!(!list.uses("yang").has(NameUses::TERRITORY));
    }
}

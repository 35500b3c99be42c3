//! Turns the list of files that a build made into `.kutip-manifest`, and that file into the list.
//!
//! Its first line holds a checksum of the rest, so that a damaged manifest is never believed.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::model::Value;

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = ".kutip-manifest";

const HEAD: &str = "kutip-manifest 1 ";

/// Hash and size of a file, as text; empty when the file's content is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    /// Half a SHA-256 tells files apart for good; the whole would only make the manifest larger.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(format!("{}:{}", hex(&Sha256::digest(bytes)[..16]), bytes.len()))
    }

    /// The file's size in bytes; none when nothing is known.
    pub(super) fn size(&self) -> Option<u64> {
        self.0.rsplit_once(':')?.1.parse().ok()
    }
}

/// What a build made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// What the caller wants to find again at the next build.
    #[serde(default)]
    pub notes: Value,
    /// Path → fingerprint.
    #[serde(default)]
    pub files: BTreeMap<String, Fingerprint>,
}

/// What was found in an output folder.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    /// No manifest: not ours, or not yet.
    Nothing,
    /// There is one, and it cannot be believed.
    Damaged,
    /// A whole one.
    Whole(Manifest),
}

/// What the last build of `folder` noted; null if there was none, or none that can be believed.
pub fn last_notes(folder: &Path) -> Value {
    match Manifest::read(folder) {
        Ok(Found::Whole(manifest)) => manifest.notes,
        _ => Value::Null,
    }
}

impl Manifest {
    /// Reads the manifest of `folder`.
    pub(super) fn read(folder: &Path) -> io::Result<Found> {
        match std::fs::read(folder.join(MANIFEST)) {
            Ok(bytes) => Ok(Self::parse(&bytes).map_or(Found::Damaged, Found::Whole)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(HEAD.as_bytes())?;
        let end = bytes.iter().position(|&byte| byte == b'\n')?;
        let (checksum, rest) = (&bytes[..end], &bytes[end + 1..]);
        (checksum == hex(&Sha256::digest(rest)).as_bytes()).then(|| serde_json::from_slice(rest).ok())?
    }

    /// The bytes of the manifest's file.
    pub(super) fn print(&self) -> Vec<u8> {
        let mut rest = serde_json::to_vec(self).expect("plain data with string keys always serializes");
        rest.push(b'\n');
        let mut bytes = format!("{HEAD}{}\n", hex(&Sha256::digest(&rest))).into_bytes();
        bytes.append(&mut rest);
        bytes
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_and_a_damaged_one_is_not_believed() {
        let manifest = Manifest {
            notes: serde_json::json!({"known": ["budi-santoso"]}),
            files: BTreeMap::from([("index.html".to_owned(), Fingerprint::of(b"<p>Harga turun</p>"))]),
        };
        let bytes = manifest.print();
        assert_eq!(Manifest::parse(&bytes), Some(manifest));
        for cut in 0..bytes.len() {
            assert_eq!(Manifest::parse(&bytes[..cut]), None, "cut at {cut}");
        }
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 4;
            assert_eq!(Manifest::parse(&flipped), None, "flipped at {at}");
        }
    }

    #[test]
    fn a_fingerprint_knows_the_size() {
        assert_eq!(Fingerprint::of(b"12345").size(), Some(5));
        assert_eq!(Fingerprint::default().size(), None);
    }
}

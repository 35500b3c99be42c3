use serde::{Deserialize, Serialize};

/// A range of bytes in one text: `start` inclusive, `end` exclusive, both on character boundaries.
///
/// ```
/// use kutip::model::Span;
/// let text = "“Harga turun,” kata Budi";
/// let words = Span::new(3, 14);
/// assert_eq!(words.of(text), "Harga turun");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`, in bytes.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words of `text` that this span covers.
    ///
    /// # Panics
    ///
    /// When the span does not lie on character boundaries inside `text`, that is when it belongs to another text.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The span as many bytes further.
    pub const fn shifted(self, bytes: usize) -> Self {
        Self::new(self.start + bytes, self.end + bytes)
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

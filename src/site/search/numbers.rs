//! Writes small whole numbers as printable characters: one character below 44, one more for each further factor of 44.
//!
//! The characters need no escaping in a script's string. Those of the upper half say that more follows.

use serde::Serialize;

/// Characters of each half.
const BASE: u32 = 44;

/// A stream of numbers.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Numbers {
    text: String,
}

impl Numbers {
    pub(super) fn push(&mut self, mut number: u32) {
        while number >= BASE {
            self.text.push(symbol(BASE + number % BASE));
            number /= BASE;
        }
        self.text.push(symbol(number));
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// `#` and the characters behind it, without the backslash.
fn symbol(value: u32) -> char {
    let code = 35 + value;
    char::from_u32(if code >= 92 { code + 1 } else { code }).unwrap_or('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_take_one_character_and_none_needs_escaping() {
        let mut all = String::new();
        for number in [0, 43, 44, 1_935, 1_936, 100_000, u32::MAX] {
            let mut numbers = Numbers::default();
            numbers.push(number);
            let text = numbers.into_text();
            assert_eq!(text.len(), if number < 44 { 1 } else { text.len().max(2) });
            all.push_str(&text);
        }
        (0..2 * BASE).for_each(|value| all.push(symbol(value)));
        assert!(all.bytes().all(|b| (35..=123).contains(&b) && b != b'\\'), "{all}");
    }
}

//! Turns plain text into blocks: which lines make a paragraph, which line is a heading.

use super::draft::{Block, BlockKind};

/// Longest line of a text that was broken by a program or typewriter, in characters.
const WRAPPED_WIDTH: usize = 120;

/// Most words of a line that can be a heading.
const HEADING_WORDS: usize = 10;

/// The blocks of `text`, whose line breaks are `\n`.
///
/// A blank line always ends a paragraph. A single line break ends one too, unless the text was broken at a fixed width.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let wrapped = is_wrapped(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() || is_rule(line) {
            open = false;
            continue;
        }
        match blocks.last_mut().filter(|_| open && wrapped) {
            Some(block) => {
                block.text.push(' ');
                push_folded(line, &mut block.text);
            }
            None => {
                let mut text = String::with_capacity(line.len());
                push_folded(line, &mut text);
                blocks.push(Block { kind: BlockKind::Paragraph, text, line: Some(at + 1) });
            }
        }
        open = true;
    }
    find_headings(&mut blocks);
    blocks
}

/// Appends `line` with each run of white space as one space.
fn push_folded(line: &str, text: &mut String) {
    for (at, word) in line.split_whitespace().enumerate() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
}

/// A line drawn with characters (`-----`, `* * *`) parts blocks and says nothing.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '~' | '—' | '–' | '─' | ' '))
}

/// Whether single line breaks are only where the width was used up: lines are short, most breaks stand inside a
/// sentence, and there the next word would not have fitted.
fn is_wrapped(lines: &[&str]) -> bool {
    let mut width = 0;
    for line in lines {
        if line.chars().nth(WRAPPED_WIDTH).is_some() {
            return false;
        }
        width = width.max(line.chars().count());
    }
    let (mut breaks, mut inside, mut filled) = (0usize, 0usize, 0usize);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if line.is_empty() || next.is_empty() {
            continue;
        }
        breaks += 1;
        if !ends_sentence(line) {
            let next_word = next.split(' ').next().unwrap_or_default().chars().count();
            inside += 1;
            filled += usize::from((line.chars().count() + 1 + next_word) * 10 >= width * 9);
        }
    }
    breaks >= 2 && inside * 2 > breaks && filled * 5 >= inside * 4
}

/// Whether a line ends as a sentence does, closing marks aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| is_closing_mark(c) || c.is_whitespace());
    line.ends_with(['.', '?', '!', ':', ';', '…'])
}

/// A mark that may follow the stop of a sentence.
pub(super) fn is_closing_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
}

/// A short line without a stop between two paragraphs that end as sentences do is a heading.
fn find_headings(blocks: &mut [Block]) {
    for at in 1..blocks.len().saturating_sub(1) {
        let [before, block, after] = [&blocks[at - 1], &blocks[at], &blocks[at + 1]];
        let whole = |block: &Block| block.kind == BlockKind::Paragraph && ends_sentence(&block.text);
        if whole(before) && whole(after) && after.text.len() > 2 * block.text.len() && looks_like_heading(&block.text) {
            blocks[at].kind = BlockKind::Heading(2);
        }
    }
}

fn looks_like_heading(line: &str) -> bool {
    let starts = line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let ends = line.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '?');
    starts && ends && line.split(' ').nth(HEADING_WORDS).is_none() && !line.contains(['"', '“', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        blocks(text).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn each_line_of_a_text_without_blank_lines_is_a_paragraph() {
        assert_eq!(texts("Harga turun.\nPetani mengeluh.\n"), ["Harga turun.", "Petani mengeluh."]);
    }

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let text = "Harga beras turun di\nsemua pasar kota itu\nsejak Senin pagi.\n\nPetani mengeluh.";
        assert_eq!(texts(text), ["Harga beras turun di semua pasar kota itu sejak Senin pagi.", "Petani mengeluh."]);
    }

    #[test]
    fn blocks_know_the_line_they_start_on() {
        let lines: Vec<_> = blocks("\n\nSatu.\n\n---\n\nDua.").into_iter().filter_map(|block| block.line).collect();
        assert_eq!(lines, [3, 7]);
    }

    #[test]
    fn a_short_line_between_whole_paragraphs_is_a_heading() {
        let found = blocks("Harga beras turun.\nTanggapan petani\nPara petani mengeluh karena biaya panen naik.");
        assert_eq!(found[1].kind, BlockKind::Heading(2));
        let found = blocks("Harga beras turun.\n“Turun,” katanya\nPara petani mengeluh karena biaya panen naik.");
        assert_eq!(found[1].kind, BlockKind::Paragraph);
    }
}

//! Style sheets without what only their readers need.

/// A style sheet without comments and without white space that means nothing; texts in quotation marks stay as they are.
///
/// Spaces stay where they may mean something: between words, before `:` and `(`, around `+`, `-`, `*` and `/`.
pub(super) fn style_sheet(source: &str) -> String {
    let mut squeezed = String::with_capacity(source.len());
    let mut rest = source;
    let mut is_spaced = false;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            is_spaced = true;
        } else if c.is_ascii_whitespace() {
            rest = &rest[1..];
            is_spaced = true;
        } else {
            let length = if matches!(c, '"' | '\'') { quoted(rest) } else { c.len_utf8() };
            let last = squeezed.chars().next_back();
            let binds = matches!(c, '{' | '}' | ';' | ',' | '>' | ')') || last.is_none_or(binds_what_follows);
            if is_spaced && !binds {
                squeezed.push(' ');
            }
            if c == '}' && last == Some(';') {
                squeezed.pop();
            }
            squeezed.push_str(&rest[..length]);
            rest = &rest[length..];
            is_spaced = false;
        }
    }
    squeezed.push('\n');
    squeezed
}

const fn binds_what_follows(c: char) -> bool {
    matches!(c, '{' | '}' | ';' | ',' | '>' | '(' | ':')
}

/// Bytes of the text in quotation marks with which `rest` begins, its marks among them.
fn quoted(rest: &str) -> usize {
    let mark = rest.as_bytes()[0];
    let mut bytes = rest.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\\' {
            bytes.next();
        } else if byte == mark {
            return at + 1;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::style_sheet;

    #[test]
    fn only_what_means_nothing_is_left_out() {
        let source = "/* look */\na:hover, .b > p {\n  margin: 0 calc(1px + 2em);\n  content: \"a  /* b */ ;}\" / \"\";\n}\n\
                      @media (min-width: 2em) and (hover) { .c :target { color: red } }";
        assert_eq!(
            style_sheet(source),
            "a:hover,.b>p{margin:0 calc(1px + 2em);content:\"a  /* b */ ;}\" / \"\"}\
             @media (min-width:2em) and (hover){.c :target{color:red}}\n"
        );
    }

    #[test]
    fn what_is_left_open_ends_with_the_sheet() {
        assert_eq!(style_sheet("a { content: \"x\\\"  "), "a{content:\"x\\\"  \n");
        assert_eq!(style_sheet("a {} /* b"), "a{}\n");
    }
}

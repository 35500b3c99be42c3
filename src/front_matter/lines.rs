/// Lines of the file on which the quotations begin, counted from 1. `yaml` is the file from its first line to the end of
/// the front matter; `kept` says for each item of the list whether it is a quotation that can be used.
///
/// Asking the YAML library for the place of each would read the file once for each. A list in block style, the only one
/// that the program writes, tells its lines by its dashes; the lines of any other are not known, and the list is empty.
pub(super) fn of_quotations(yaml: &str, kept: &[bool]) -> Vec<usize> {
    let mut lines = yaml.lines().enumerate().skip_while(|(_, line)| line.trim_end() != "quotations:").skip(1);
    let is_text = |line: &str| !line.trim_start().is_empty() && !line.trim_start().starts_with('#');
    let mut found = Vec::new();
    let mut depth = None;
    for (at, line) in lines.by_ref().filter(|(_, line)| is_text(line)) {
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        let is_item = rest.starts_with("- ") || rest.trim_end() == "-";
        if is_item && *depth.get_or_insert(indent) == indent {
            found.push(at + 1);
        } else if depth.is_none_or(|depth| indent < depth || (indent == depth && !is_item)) {
            break;
        }
    }
    if found.len() != kept.len() {
        return Vec::new();
    }
    found.into_iter().zip(kept).filter(|(_, kept)| **kept).map(|(line, _)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::of_quotations;

    #[test]
    fn items_are_told_by_their_dashes() {
        let yaml = "---\ntitle: a\nquotations:\n  # first\n  - text: a\n    same_as:\n      - b\n  - {text: c}\n\n  -\n    text: >\n      d\n      - e\nentities:\n  - b\n";
        assert_eq!(of_quotations(yaml, &[true, true, true]), [5, 8, 10]);
        assert_eq!(of_quotations(yaml, &[true, false, true]), [5, 10]);
        assert_eq!(of_quotations("quotations:\n- text: a\n- text: b\nentities: []\n", &[true, true]), [2, 3]);
    }

    #[test]
    fn lines_that_do_not_fit_the_list_are_not_guessed() {
        assert!(of_quotations("quotations: [{text: a}]\n", &[true]).is_empty());
        assert!(of_quotations("title: a\n", &[]).is_empty());
    }
}

use std::collections::BTreeMap;
use std::fmt::Write;

use super::ADDRESSES;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Addresses, Namesakes};
use crate::yaml::{self, Cursor, Findings, Part};

/// What stands above the addresses, for people who open the file.
const HEAD: &str = "# Addresses that names alone do not give. Made by `kutip build`; keep it under version control,
# so that addresses never move.
";

pub(super) fn read(text: &str) -> Result<Addresses, Vec<Diagnostic>> {
    let mut findings = Findings::new(ADDRESSES, text, text, Severity::Error);
    let mut addresses = Addresses::default();
    if let Some(tree) = findings.parse() {
        let root = Cursor::root(&tree);
        for entry in root.entries(&mut findings, "a map with `given`, `namesakes` and `moved`") {
            match entry.key() {
                "given" => addresses.given = pairs(&entry, &mut findings),
                "moved" => addresses.moved = pairs(&entry, &mut findings),
                "namesakes" => {
                    for bare in entry.entries(&mut findings, "a map from bare addresses to namesakes") {
                        let mut namesakes = Namesakes::default();
                        for one in bare.entries(&mut findings, "a map from addresses to what tells them apart") {
                            namesakes.told_apart_by.insert(one.key().to_owned(), one.texts(&mut findings));
                        }
                        addresses.namesakes.insert(bare.key().to_owned(), namesakes);
                    }
                }
                key => {
                    let diagnostic = Diagnostic::error("unknown-field", format!("unknown field `{key}`"));
                    let help = "the address book has `given`, `namesakes`, `moved`";
                    findings.push(&entry, Part::Key, diagnostic.help(help));
                }
            }
        }
    }
    let diagnostics = findings.finish();
    if diagnostics.is_empty() { Ok(addresses) } else { Err(diagnostics) }
}

fn pairs(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> BTreeMap<String, String> {
    let mut pairs = BTreeMap::new();
    for field in entry.entries(findings, "a map from one address to another") {
        match field.text(findings) {
            Some(address) => {
                pairs.insert(field.key().to_owned(), address);
            }
            None if field.is_null() => field.wrong(findings, "an address"),
            None => {}
        }
    }
    pairs
}

pub(super) fn print(addresses: &Addresses) -> String {
    let mut out = HEAD.to_owned();
    let mut push = |line: String| writeln!(out, "{line}").expect("writing to a string cannot fail");
    for (title, pairs) in [("given", &addresses.given), ("moved", &addresses.moved)] {
        if !pairs.is_empty() {
            push(format!("{title}:"));
        }
        for (from, to) in pairs {
            push(format!("  {}: {}", yaml::scalar(from), yaml::scalar(to)));
        }
    }
    if !addresses.namesakes.is_empty() {
        push("namesakes:".to_owned());
    }
    for (bare, namesakes) in &addresses.namesakes {
        push(format!("  {}:", yaml::scalar(bare)));
        for (address, told_apart_by) in &namesakes.told_apart_by {
            let words: Vec<String> = told_apart_by.iter().map(|word| yaml::scalar(word)).collect();
            push(format!("    {}: [{}]", yaml::scalar(address), words.join(", ")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_book_reads_back_the_same() {
        let mut addresses = Addresses::default();
        addresses.given.insert("person/Budi: S".into(), "budi-s-2".into());
        addresses.moved.insert("person/sby".into(), "person/susilo-bambang-yudhoyono".into());
        let told_apart_by =
            BTreeMap::from([("budi-bulog".into(), vec!["Bulog".into(), "x, y".into()]), ("budi".into(), vec![])]);
        addresses.namesakes.insert("person/budi".into(), Namesakes { told_apart_by });
        assert_eq!(read(&print(&addresses)).unwrap(), addresses);
        assert_eq!(read(&print(&Addresses::default())).unwrap(), Addresses::default());
    }

    #[test]
    fn a_damaged_address_book_is_refused_whole() {
        for text in
            ["given: [a]", "given: {a: [b]}", "namesakes: {a: {b: {c: d}}}", "taken: {}", "given: {a: }", "given: {"]
        {
            assert!(read(text).is_err(), "{text}");
        }
    }
}

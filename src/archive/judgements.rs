use crate::diag::{Diagnostic, Severity};
use crate::model::{Judgement, Verdict};
use crate::yaml::{Cursor, Findings, Node, Part, parted_help};

pub(super) const PATH: &str = "content/judgements.yaml";

const VERDICTS: [(&str, Verdict); 3] =
    [("same", Verdict::Same), ("different", Verdict::Different), ("unsure", Verdict::Unsure)];

/// Reads the judgements; none if the file cannot be read at all.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Judgement>> {
    let mut findings = Findings::new(PATH, text, text, Severity::Error);
    let tree = findings.parse();
    let mut judgements = None;
    if let Some(tree) = &tree {
        let lines = item_lines(text);
        let root = Cursor::root(tree);
        let items = root.items(&mut findings, "a list of judgements (`- {same: [a, b]}`)", false);
        let whole_lines = lines.len() == items.len();
        judgements = (tree.is_list_or_null()).then(Vec::new);
        for (at, item) in items.iter().enumerate() {
            let Some(mut judgement) = read_item(item, &mut findings) else { continue };
            judgement.line = if whole_lines { lines[at] } else { 1 };
            judgement.source = text.lines().nth(judgement.line - 1).unwrap_or_default().to_owned();
            judgements.get_or_insert_default().push(judgement);
        }
    }
    diagnostics.extend(findings.finish());
    judgements
}

fn read_item(item: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<Judgement> {
    let mut found = None;
    let (mut by, mut why) = (None, None);
    for field in item.entries(findings, "a map with `same`, `different` or `unsure`") {
        match field.key() {
            "by" => by = field.text(findings),
            "why" => why = field.text(findings),
            key => match VERDICTS.iter().find(|(word, _)| *word == key) {
                Some((_, verdict)) if found.is_none() => found = Some((*verdict, field.texts(findings))),
                Some(_) => {
                    let message = "one judgement says one thing: `same`, `different` or `unsure`";
                    findings.push(
                        &field,
                        Part::Key,
                        Diagnostic::error("two-verdicts", message).help("write two lines"),
                    );
                }
                None => {
                    let diagnostic = Diagnostic::error("unknown-field", format!("unknown field `{key}`"));
                    let help = "a judgement has one of `same`, `different`, `unsure`, and `by`, `why`";
                    let diagnostic = match parted_help(&field, findings) {
                        Some(comma) => diagnostic.help(comma),
                        None => diagnostic,
                    };
                    findings.push(&field, Part::Key, diagnostic.help(help));
                }
            },
        }
    }
    match found {
        Some((verdict, entities)) if entities.len() >= 2 => {
            Some(Judgement { verdict, entities, by, why, line: 0, source: String::new() })
        }
        _ => {
            if matches!(item.node(), Node::Map(_)) {
                let message = "a judgement needs two entities or more";
                let diagnostic = Diagnostic::error("too-few-entities", message);
                let help = "write `- {same: [address-of-one, address-of-the-other]}`";
                findings.push(item, Part::Value, diagnostic.help(help));
            }
            None
        }
    }
}

/// Lines on which the items of a block list start: those with a `-` as far left as the first one.
fn item_lines(text: &str) -> Vec<usize> {
    let dash = |line: &str| {
        let rest = line.trim_start_matches(' ');
        (rest == "-" || rest.starts_with("- ")).then(|| line.len() - rest.len())
    };
    let mut lines = text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, dash(line)?)));
    let Some((first, indent)) = lines.next() else { return Vec::new() };
    std::iter::once(first).chain(lines.filter(|(_, at)| *at == indent).map(|(line, _)| line)).collect()
}

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use super::{date, hex, is_id};
use crate::diag::{Diagnostic, Location};
use crate::model::{Article, Certainty, EntityKind, EntityNote, NO_REASON, Quotation, QuotationKind};
use crate::yaml::{self, Cursor, Findings, Node, Part};

/// Keys of a quotation.
pub const QUOTATION_KEYS: [&str; 17] = [
    "id",
    "text",
    "nth",
    "kind",
    "speaker",
    "as",
    "role",
    "cue",
    "rule",
    "certainty",
    "by",
    "anonymous",
    "for",
    "same_as",
    "withdrawn",
    "note",
    "corrected",
];
/// Keys of an entity.
pub const ENTITY_KEYS: [&str; 6] = ["name", "kind", "forms", "roles", "ref", "by"];

const QUOTATION_KINDS: [(&str, QuotationKind); 3] =
    [("direct", QuotationKind::Direct), ("mixed", QuotationKind::Mixed), ("indirect", QuotationKind::Indirect)];
const CERTAINTIES: [(&str, Certainty); 3] =
    [("sure", Certainty::Sure), ("likely", Certainty::Likely), ("guess", Certainty::Guess)];

/// The id of a quotation: twelve hexadecimal digits from article id, folded words and occurrence.
pub fn quotation_id(article_id: &str, text: &str, nth: usize) -> String {
    id_of_copy(article_id, text, nth, 0)
}

fn id_of_copy(article_id: &str, text: &str, nth: usize, copy: usize) -> String {
    let mut hash = Sha256::new();
    hash.update(article_id.as_bytes());
    hash.update([0]);
    hash.update(fold(text).as_bytes());
    hash.update([0]);
    hash.update(nth.to_string().as_bytes());
    if copy > 0 {
        hash.update([0]);
        hash.update(copy.to_string().as_bytes());
    }
    hex(&hash.finalize()[..6])
}

/// `text` with each run of white space as one space, and none at its ends.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Gives each quotation without an id one that no other quotation of the article has.
pub fn refresh_ids(article_id: &str, quotations: &mut [Quotation]) {
    let mut used: FxHashSet<String> = quotations.iter().map(|q| q.id.clone()).filter(|id| !id.is_empty()).collect();
    // Of the same words, those that a person wrote first.
    for of_person in [true, false] {
        let is_next = |quotation: &&mut Quotation| quotation.id.is_empty() && quotation.is_of_person() == of_person;
        for quotation in quotations.iter_mut().filter(is_next) {
            let mut copy = 0;
            loop {
                let id = id_of_copy(article_id, &quotation.text, quotation.nth, copy);
                if used.insert(id.clone()) {
                    quotation.id = id;
                    break;
                }
                copy += 1;
            }
        }
    }
}

/// Two entries of an article for the same words at one place: a person wrote one beside that of the program.
#[derive(Clone, Copy, Debug)]
pub struct WrittenAgain {
    /// The place of the person's in the list.
    pub own: usize,
    /// The place of the program's, of which no person said anything.
    pub made: usize,
}

impl WrittenAgain {
    /// Whether the person's, without an `id` in the file, has the address of the program's.
    pub fn is_handed_over(self, article: &Article) -> bool {
        [self.own, self.made].iter().all(|at| article.unwritten_ids.binary_search(at).is_ok())
    }
}

/// The entries of the program that a person wrote again. Signs around the words make no difference.
pub fn written_again(quotations: &[Quotation]) -> Vec<WrittenAgain> {
    let key = |quotation: &Quotation| -> (String, usize) {
        (quotation.text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(), quotation.nth.max(1))
    };
    let places = || quotations.iter().enumerate();
    let is_own = |quotation: &Quotation| quotation.is_of_person() && quotation.withdrawn.is_none();
    let is_made = |quotation: &Quotation| !quotation.is_of_person() && !quotation.is_decided();
    if !quotations.iter().any(is_own) || !quotations.iter().any(is_made) {
        return Vec::new();
    }
    let made = places().filter(|(_, quotation)| is_made(quotation)).map(|(at, quotation)| (key(quotation), at));
    let mut made: FxHashMap<(String, usize), usize> = made.collect();
    let own = places().filter(|(_, quotation)| is_own(quotation));
    own.filter_map(|(own, quotation)| Some(WrittenAgain { own, made: made.remove(&key(quotation))? })).collect()
}

/// As [`refresh_ids`]; an id that stands there twice stays with the first and is said, and that of words which a person wrote
/// again without one is the person's.
pub(super) fn give_ids(article: &mut Article, shown: &str, findings: &mut Findings<'_>) {
    let Some(quotations) = article.quotations.as_mut() else { return };
    let mut seen = FxHashSet::default();
    for quotation in quotations.iter_mut().filter(|quotation| !quotation.id.is_empty()) {
        if !seen.insert(quotation.id.clone()) {
            let message = format!("two quotations have the id `{}`; the later one gets another", quotation.id);
            let diagnostic = Diagnostic::warning("duplicate-id", message).at(Location::file(shown));
            findings.note(diagnostic.help("give one of them another id, or none"));
            quotation.id.clear();
        }
    }
    let is_unwritten = |(at, quotation): (usize, &Quotation)| quotation.id.is_empty().then_some(at);
    article.unwritten_ids = quotations.iter().enumerate().filter_map(is_unwritten).collect();
    for WrittenAgain { own, made } in written_again(quotations) {
        if quotations[own].id.is_empty() && !quotations[made].id.is_empty() {
            quotations[own].id = std::mem::take(&mut quotations[made].id);
            article.unwritten_ids.push(made);
        }
    }
    article.unwritten_ids.sort_unstable();
    refresh_ids(&article.id, quotations);
}

/// The quotations of the list; none in the place of what cannot be used.
pub(super) fn read_quotations(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> Vec<Option<Quotation>> {
    let items = entry.items(findings, "a list of quotations", false);
    items.iter().map(|item| read_quotation(item, findings)).collect()
}

/// Where a field of a quotation stands in an article's file, such as `text`; `at` counts the quotations that [`super::read`]
/// gave.
pub fn locate_quotation_field(shown: &str, text: &str, at: usize, field: &str) -> Option<Location> {
    locate_note(shown, text, ("quotations", field), at, |item, scratch| read_quotation(item, scratch).is_some())
}

/// Where the name of an entity stands in an article's file; `at` counts the entities that [`super::read`] gave.
pub fn locate_entity(shown: &str, text: &str, at: usize) -> Option<Location> {
    locate_note(shown, text, ("entities", "name"), at, |item, scratch| read_entity(item, scratch).is_some())
}

/// The place of a field of the `at`th item of a list of the front matter, counting those that `counts` takes.
fn locate_note(
    shown: &str,
    text: &str,
    (list, field): (&str, &str),
    at: usize,
    counts: impl Fn(&Cursor<'_>, &mut Findings<'_>) -> bool,
) -> Option<Location> {
    let parts = super::split(shown, text, u64::MAX).ok()?;
    let mut findings = Findings::new(shown, text, parts.yaml, crate::diag::Severity::Note);
    let tree = findings.parse()?;
    let root = Cursor::root(&tree);
    let entries = root.entries(&mut findings, "a map");
    let notes = entries.iter().find(|entry| entry.key() == list)?;
    let items = notes.items(&mut findings, "a list", false);
    let mut scratch = Findings::new(shown, text, "", crate::diag::Severity::Note);
    let item = items.iter().filter(|item| counts(item, &mut scratch)).nth(at)?;
    let fields = if matches!(item.node(), Node::Map(_)) { item.entries(&mut scratch, "a map") } else { Vec::new() };
    Some(findings.location(fields.iter().find(|entry| entry.key() == field).unwrap_or(item), Part::Value))
}

fn read_quotation(item: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<Quotation> {
    if !matches!(item.node(), Node::Map(_)) {
        item.wrong(findings, "a map with `text` and `speaker`");
        return None;
    }
    let mut quotation = Quotation { nth: 1, kind_is_open: true, ..Quotation::default() };
    for field in item.entries(findings, "a map") {
        match field.key() {
            "id" => quotation.id = read_id(&field, findings),
            "text" => quotation.text = field.text(findings).map(|text| fold(&text)).unwrap_or_default(),
            "nth" => {
                let nth = field.number(findings, 1).and_then(|nth| usize::try_from(nth).ok());
                quotation.nth = nth.unwrap_or(1);
            }
            "kind" => {
                let kind = field.one_of(findings, &QUOTATION_KINDS);
                quotation.kind_is_open = kind.is_none();
                quotation.kind = kind.unwrap_or_default();
            }
            "speaker" => quotation.speaker = field.text(findings).map(|name| fold(&name)),
            "as" => quotation.pointer = field.text(findings),
            "role" => quotation.role = field.text(findings).map(|role| fold(&role)),
            "cue" => quotation.cue = field.text(findings),
            "rule" => quotation.rule = field.text(findings),
            "certainty" => quotation.certainty = field.one_of(findings, &CERTAINTIES),
            "by" => quotation.by = read_by(&field, findings),
            "anonymous" => quotation.anonymous = field.bool(findings).unwrap_or_default(),
            "for" => quotation.speaks_for = field.text(findings).map(|name| fold(&name)),
            "same_as" => quotation.same_as = field.texts(findings),
            "withdrawn" => quotation.withdrawn = read_withdrawn(&field, findings),
            "corrected" | "note" if is_blank(&field) => say_blank(&field, findings),
            "corrected" => quotation.corrected = date::read(&field, findings, "the correction has no day", &|_| None),
            "note" => quotation.note = field.text(findings),
            _ => unknown(&field, "a quotation", &QUOTATION_KEYS, findings),
        }
    }
    if quotation.text.is_empty() {
        let diagnostic = Diagnostic::error("no-text", "a quotation without `text` is left out");
        findings.push(item, Part::Value, diagnostic.help("write the words as they stand in the article"));
        return None;
    }
    Some(quotation)
}

/// The reason. Who wrote the key took the words back, so that they count as withdrawn also where no reason stands there.
fn read_withdrawn(field: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<String> {
    if matches!(field.node(), Node::Bool(false)) {
        return None;
    }
    if matches!(field.node(), Node::List(_) | Node::Map(_) | Node::Tagged(_)) {
        field.wrong(findings, "the reason in words");
        return Some(NO_REASON.to_owned());
    }
    let reason = field.text(findings).filter(|reason| reason != NO_REASON);
    if reason.is_none() {
        let message = "`withdrawn` gives no reason; the quotation counts as withdrawn";
        let help = "write why: `withdrawn: the minister was misheard`, or delete the line if it was not";
        findings.push(field, Part::Key, Diagnostic::warning("empty-value", message).help(help));
    }
    Some(reason.unwrap_or_else(|| NO_REASON.to_owned()))
}

/// Whether nothing stands behind the key.
fn is_blank(field: &Cursor<'_>) -> bool {
    match field.node() {
        Node::Null => true,
        Node::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn say_blank(field: &Cursor<'_>, findings: &mut Findings<'_>) {
    let help = match field.key() {
        "corrected" => "write the day as `2024-05-02`, or delete the line",
        _ => "write what readers should know, or delete the line",
    };
    let message = format!("nothing stands behind `{}`", field.key());
    findings.push(field, Part::Key, Diagnostic::warning("empty-value", message).help(help));
}

/// Who decided. Whatever stands there keeps the entry from being overwritten, but only `hand` is a word for it.
fn read_by(field: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<String> {
    let by = field.text(findings)?;
    if by != "hand" {
        let diagnostic = Diagnostic::warning("unknown-value", format!("`by` is `{by}`; it counts as `hand`"))
            .help("write `by: hand` where a person decided; who it was may stand in `note` or `by` of a judgement");
        findings.push(field, Part::Value, diagnostic);
    }
    Some(by)
}

fn read_id(field: &Cursor<'_>, findings: &mut Findings<'_>) -> String {
    match field.text(findings) {
        Some(id) if is_id(&id) => id,
        Some(id) => {
            let diagnostic = Diagnostic::warning("invalid-id", format!("`{id}` cannot be an id"))
                .help("leave it out to have one made from the words");
            findings.push(field, Part::Value, diagnostic);
            String::new()
        }
        None => String::new(),
    }
}

pub(super) fn read_entities(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> Vec<EntityNote> {
    let items = entry.items(findings, "a list of entities", false);
    items.iter().filter_map(|item| read_entity(item, findings)).collect()
}

fn read_entity(item: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<EntityNote> {
    let mut entity = EntityNote::default();
    match item.node() {
        Node::Map(_) => {}
        Node::Text(name) => entity.name = fold(name),
        _ => {
            item.wrong(findings, "a map with `name` and `kind`");
            return None;
        }
    }
    let fields = match item.node() {
        Node::Map(_) => item.entries(findings, "a map"),
        _ => Vec::new(),
    };
    let mut has_forms = false;
    for field in fields {
        match field.key() {
            "name" => entity.name = field.text(findings).map(|name| fold(&name)).unwrap_or_default(),
            "kind" => {
                let kinds = EntityKind::ALL.map(|kind| (kind.as_str(), kind));
                entity.kind = field.one_of(findings, &kinds).unwrap_or_default();
            }
            "forms" => {
                entity.forms = field.texts(findings).iter().map(|form| fold(form)).collect();
                has_forms = !entity.forms.is_empty();
            }
            "roles" => entity.roles = field.texts(findings).iter().map(|role| fold(role)).collect(),
            "ref" => entity.reference = field.text(findings),
            "by" => entity.by = read_by(&field, findings),
            _ => unknown(&field, "an entity", &ENTITY_KEYS, findings),
        }
    }
    if entity.name.is_empty() {
        let diagnostic = Diagnostic::error("no-name", "an entity without `name` is left out");
        findings.push(item, Part::Value, diagnostic.help("write the fullest name that the article has"));
        return None;
    }
    entity.forms.push(entity.name.clone());
    entity.forms.sort();
    entity.forms.dedup();
    // The program writes none where the name is the only one.
    entity.has_no_other_forms = has_forms && entity.forms.len() == 1;
    Some(entity)
}

/// A key that is known and a value, with nothing but a blank between them (`by hand`).
fn without_colon<'f>(field: &'f Cursor<'_>, known: &[&str], findings: &Findings<'_>) -> Option<(&'f str, &'f str)> {
    let (first, rest) = field.key().split_once(' ')?;
    (field.is_null() && !findings.has_colon(field) && known.contains(&first)).then_some((first, rest.trim()))
}

fn unknown(field: &Cursor<'_>, what: &str, known: &[&str], findings: &mut Findings<'_>) {
    let key = field.key();
    let mut diagnostic = Diagnostic::error("unknown-field", format!("unknown field `{key}`"))
        .help(format!("{what} has {}", yaml::list(known)));
    if let Some(near) = yaml::nearest(key, known) {
        diagnostic = diagnostic.label(format!("did you mean `{near}`?"));
    } else if let Some((known, value)) = without_colon(field, known, findings) {
        diagnostic = diagnostic.label(format!("did you mean `{known}: {value}`?"));
    } else if let Some(help) = yaml::parted_help(field, findings) {
        diagnostic = diagnostic.help(help);
    }
    findings.push(field, Part::Key, diagnostic);
}

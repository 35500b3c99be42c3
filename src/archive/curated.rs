use super::FileText;
use crate::config::Config;
use crate::diag::{Diagnostic, Location, Severity};
use crate::front_matter::{Words, fold, invalid_url, parse_loose_date, split};
use crate::model::{CuratedEntity, DatedRole, EntityKind, LooseDate};
use crate::slug::slug;
use crate::url::safe_web_url;
use crate::yaml::{self, Cursor, Findings, Listed, ListedWords, Node, Part, note_parted};

/// Keys of the file of one entity, in the order of its documentation.
pub const KEYS: [&str; 7] = ["name", "kind", "also", "same_as", "roles", "coordinates", "part_of"];

/// Reads the file of one entity; none if it names nobody.
pub(super) fn read(
    file: &FileText,
    kind: EntityKind,
    config: &Config,
    words: &Words<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<CuratedEntity> {
    let parts = match split(&file.path, &file.text, config.limits.front_matter_bytes) {
        Ok(parts) => parts,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    let mut findings = Findings::new(&file.path, &file.text, parts.yaml, Severity::Error);
    parts.findings.into_iter().for_each(|diagnostic| findings.note(diagnostic));
    let Some(tree) = findings.parse() else {
        diagnostics.extend(findings.finish());
        return None;
    };
    let stem = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let address = slug(stem);
    if address != stem {
        let message = format!("`{stem}` cannot be an address; `{address}` is used");
        let diagnostic = Diagnostic::warning("invalid-address", message).at(Location::file(&file.path));
        findings.note(diagnostic.help(format!("rename the file to `{address}.md`")));
    }
    let mut entity = CuratedEntity { path: file.path.clone(), address, kind, ..CuratedEntity::default() };
    let root = Cursor::root(&tree);
    let nothing = ListedWords { looks: &|_| Listed::default(), is_one: &|_| false, stands: &|_| false };
    for entry in root.entries(&mut findings, "a map of keys and values (`name: …`)") {
        match entry.key() {
            "name" => entity.name = entry.text(&mut findings).map(|name| fold(&name)).unwrap_or_default(),
            "kind" => check_kind(&entry, kind, &mut findings),
            "also" => {
                entity.also = entry.texts(&mut findings).iter().map(|name| fold(name)).collect();
                let of_name = |item: &str| (words.listed)(item, kind == EntityKind::Person);
                note_parted(&entry, &mut findings, &ListedWords { looks: &of_name, ..nothing });
            }
            "same_as" => entity.same_as = read_links(&entry, &mut findings),
            "roles" => {
                let items = entry.items(&mut findings, "a list of roles", true);
                entity.roles = items.iter().filter_map(|item| read_role(item, &mut findings)).collect();
                if !matches!(kind, EntityKind::Person | EntityKind::Organization) {
                    entity.roles.clear();
                    let message = format!("roles are people's; the page of this {} shows none", kind.as_str());
                    let diagnostic = Diagnostic::warning("idle-role", message);
                    findings.push(&entry, Part::Key, diagnostic.help("remove them, or say it in the text below"));
                } else {
                    let of_role = |item: &str| (words.listed)(item, false);
                    note_parted(&entry, &mut findings, &ListedWords { looks: &of_role, ..nothing });
                }
            }
            "part_of" => entity.part_of = entry.text(&mut findings).map(|name| fold(&name)),
            "coordinates" => entity.coordinates = read_coordinates(&entry, &mut findings),
            key => {
                let mut diagnostic = Diagnostic::error("unknown-field", format!("unknown field `{key}`"))
                    .help(format!("an entity's file has {}", yaml::list(&KEYS)));
                if let Some(near) = yaml::nearest(key, &KEYS) {
                    diagnostic = diagnostic.label(format!("did you mean `{near}`?"));
                }
                findings.push(&entry, Part::Key, diagnostic);
            }
        }
    }
    if entity.name.is_empty() {
        let diagnostic = Diagnostic::error("no-name", "an entity without `name` is left out");
        findings.note(diagnostic.at(Location::file(&file.path)).help("write `name: …` into the front matter"));
    }
    diagnostics.extend(findings.finish());
    entity.body = file.text[parts.body..].to_owned();
    (!entity.name.is_empty()).then_some(entity)
}

fn check_kind(entry: &Cursor<'_>, kind: EntityKind, findings: &mut Findings<'_>) {
    let written = entry.one_of(findings, &EntityKind::ALL.map(|kind| (kind.as_str(), kind)));
    if written.is_some_and(|written| written != kind) {
        let message = format!("the folder says that this is a `{}`", kind.as_str());
        let diagnostic = Diagnostic::warning("wrong-kind", message);
        findings.push(entry, Part::Value, diagnostic.help("move the file to the folder of its kind, or remove `kind`"));
    }
}

/// Addresses of pages about the same entity elsewhere. What is none is left out and said, and so is the example of a guide, whose
/// number is still to be filled in.
fn read_links(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> Vec<String> {
    let (links, others): (Vec<String>, Vec<String>) =
        entry.texts(findings).into_iter().partition(|url| safe_web_url(url).is_some() && !url.contains('…'));
    for other in others {
        findings.push(entry, Part::Value, invalid_url(&other, "https://www.wikidata.org/entity/Q1"));
    }
    links
}

/// A role in words, or a map of `role`, `from` and `until`.
fn read_role(item: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<DatedRole> {
    let Node::Map(_) = item.node() else {
        return item.text(findings).map(|role| DatedRole { role: fold(&role), ..DatedRole::default() });
    };
    let mut role = DatedRole::default();
    for field in item.entries(findings, "a map") {
        match field.key() {
            "role" => role.role = field.text(findings).map(|role| fold(&role)).unwrap_or_default(),
            "from" => role.from = read_date(&field, findings),
            "until" => role.until = read_date(&field, findings),
            key => {
                let diagnostic = Diagnostic::error("unknown-field", format!("unknown field `{key}`"))
                    .help("a role has `role`, `from`, `until`");
                let diagnostic = match yaml::parted_help(&field, findings) {
                    Some(help) => diagnostic.help(help),
                    None => diagnostic,
                };
                findings.push(&field, Part::Key, diagnostic);
            }
        }
    }
    if role.role.is_empty() {
        item.wrong(findings, "a map with `role`, or a role in words");
        return None;
    }
    Some(role)
}

fn read_date(field: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<LooseDate> {
    let text = field.text(findings)?;
    let date = parse_loose_date(&text);
    if date.is_none() {
        let diagnostic = Diagnostic::warning("invalid-date", format!("`{text}` is not a date; it is not used"));
        findings.push(
            field,
            Part::Value,
            diagnostic.help("write the day as `2024-05-02`, or what is known of it: `2024-05`, `2024`"),
        );
    }
    date
}

fn read_coordinates(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<(f64, f64)> {
    let number = |node: &Node| match node {
        Node::Int(value) => Some(*value as f64),
        Node::Float(value) => Some(*value),
        _ => None,
    };
    if let Node::List(items) = entry.node()
        && let [latitude, longitude] = items.as_slice()
        && let (Some(latitude), Some(longitude)) = (number(latitude), number(longitude))
        && latitude.abs() <= 90.0
        && longitude.abs() <= 180.0
    {
        return Some((latitude, longitude));
    }
    if !entry.is_null() {
        let message = "`coordinates` should be latitude (-90 to 90) and longitude (-180 to 180)";
        let diagnostic = Diagnostic::error("invalid-coordinates", message);
        findings.push(entry, Part::Value, diagnostic.help("write them as `[-6.2, 106.8]`"));
    }
    None
}

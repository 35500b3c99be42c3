//! The page on what templates are given is made from the types of `src/site/view/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use quote::ToTokens as _;
use syn::{Expr, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type};

const PAGE: &str = "docs/template-context.md";

const HEAD: &str = "\
# What templates are given

Made from the types in `src/site/`; a test compares. `KUTIP_WRITE_DOCS=1 cargo test template_context` writes it anew.

Which template draws what is told in [Templates](templates.md). *May be missing* means that the value can be empty: ask with
`{% if … %}` before you print it.
";

/// Files of the views that come first on the page.
const FIRST: [&str; 4] = ["view/mod.rs", "view/home.rs", "view/article.rs", "view/quotation.rs"];

/// Types that templates are given as a whole; all others hang on these or on the views.
const ROOTS: [&str; 4] = ["Site", "Head", "Feed", "SiteMap"];

struct Described {
    name: String,
    /// What it is, one paragraph.
    text: String,
    /// Name, type in words, meaning.
    fields: Vec<(String, String, String)>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sources of the stage that plans the site, views first.
fn sources() -> Vec<syn::File> {
    let folder = root().join("src/site");
    let mut files: Vec<_> = crate::demo::files(&folder).into_iter().collect();
    files.retain(|(name, _)| name.ends_with(".rs"));
    let place = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    files.sort_by_key(|(name, _)| (place(name), !name.starts_with("view/"), name.clone()));
    files.iter().map(|(_, path)| syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap()).collect()
}

/// The types that a template can reach.
fn described() -> Vec<Described> {
    let sources = sources();
    let items = || sources.iter().flat_map(|file| &file.items);
    let structs: Vec<_> = items()
        .filter_map(|item| match item {
            Item::Struct(item) if derives_serialize(&item.attrs) => Some(item),
            _ => None,
        })
        .collect();
    let words: BTreeMap<String, String> = items()
        .filter_map(|item| match item {
            Item::Enum(item) if derives_serialize(&item.attrs) && item.ident != "View" => {
                Some((item.ident.to_string(), one_of(item)))
            }
            _ => None,
        })
        .collect();
    let views = items().find_map(|item| match item {
        Item::Enum(item) if item.ident == "View" => Some(item.to_token_stream().to_string()),
        _ => None,
    });
    let views = views.unwrap();
    let is_root = |name: &str| ROOTS.contains(&name) || views.split(|c: char| !c.is_alphanumeric()).any(|w| w == name);
    let mut reached: BTreeSet<String> =
        structs.iter().map(|item| item.ident.to_string()).filter(|name| is_root(name)).collect();
    loop {
        let before = reached.len();
        for item in structs.iter().filter(|item| reached.contains(&item.ident.to_string())).copied().collect::<Vec<_>>()
        {
            let tokens = item.fields.to_token_stream().to_string();
            let named: BTreeSet<&str> = tokens.split(|c: char| !c.is_alphanumeric()).collect();
            reached.extend(structs.iter().map(|other| other.ident.to_string()).filter(|n| named.contains(n.as_str())));
        }
        if reached.len() == before {
            break;
        }
    }
    structs
        .iter()
        .filter(|item| reached.contains(&item.ident.to_string()))
        .map(|item| Described {
            name: item.ident.to_string(),
            text: doc(&item.attrs),
            fields: fields(item, &Names { structs: &reached, words: &words }),
        })
        .collect()
}

/// What the types of fields can be.
struct Names<'a> {
    structs: &'a BTreeSet<String>,
    /// Enumerations, as the words that they are written as.
    words: &'a BTreeMap<String, String>,
}

/// The words of an enumeration whose variants are written in small letters.
fn one_of(item: &syn::ItemEnum) -> String {
    let told = item.attrs.iter().map(|attribute| attribute.to_token_stream().to_string()).collect::<String>();
    assert!(told.contains("rename_all = \"lowercase\""), "{}: how are its variants written?", item.ident);
    let variants = item.variants.iter().map(|variant| format!("`{}`", variant.ident.to_string().to_lowercase()));
    variants.collect::<Vec<_>>().join(" or ")
}

fn derives_serialize(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("derive") && list.tokens.to_string().contains("Serialize"),
        _ => false,
    })
}

fn fields(item: &syn::ItemStruct, names: &Names<'_>) -> Vec<(String, String, String)> {
    let Fields::Named(fields) = &item.fields else { return Vec::new() };
    fields
        .named
        .iter()
        .map(|field| {
            let serde = field.attrs.iter().find(|attribute| attribute.path().is_ident("serde"));
            assert!(serde.is_none(), "{}: this page does not know what serde is told there", item.ident);
            let name = field.ident.as_ref().unwrap().to_string();
            (name, in_words(&field.ty, names), doc(&field.attrs))
        })
        .collect()
}

/// The first paragraph of a doc comment, on one line, links as their words.
fn doc(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let text = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    text.replace("[`", "`").replace("`]", "`").replace('|', "\\|")
}

/// A type as somebody says it who writes templates.
fn in_words(ty: &Type, names: &Names<'_>) -> String {
    match ty {
        Type::Reference(reference) => in_words(&reference.elem, names),
        Type::Slice(slice) => format!("list: {}", in_words(&slice.elem, names)),
        Type::Tuple(tuple) => tuple.elems.iter().map(|part| in_words(part, names)).collect::<Vec<_>>().join(", "),
        Type::Path(path) => {
            let last = path.path.segments.last().unwrap();
            let inner = || match &last.arguments {
                PathArguments::AngleBracketed(arguments) => {
                    let types = arguments.args.iter().filter_map(|argument| match argument {
                        GenericArgument::Type(ty) => Some(in_words(ty, names)),
                        _ => None,
                    });
                    types.collect::<Vec<_>>()
                }
                _ => Vec::new(),
            };
            match last.ident.to_string().as_str() {
                "Option" => format!("{}; may be missing", inner().remove(0)),
                "Vec" => format!("list: {}", inner().remove(0)),
                "Box" | "Cow" | "Arc" => inner().remove(0),
                "BTreeMap" => format!("map: {}", inner().pop().unwrap()),
                "String" | "str" | "char" => "text".to_owned(),
                "bool" => "yes or no".to_owned(),
                "f64" | "f32" | "usize" | "u64" | "u32" | "u16" | "u8" | "i64" | "i32" | "i16" | "i8" => {
                    "number".to_owned()
                }
                "Value" => "anything".to_owned(),
                name if names.structs.contains(name) => format!("[{name}](#{})", name.to_lowercase()),
                name if names.words.contains_key(name) => names.words[name].clone(),
                other => panic!("{PAGE}: say in words what a `{other}` is"),
            }
        }
        _ => panic!("{PAGE}: say in words what such a type is"),
    }
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    for described in described() {
        page.push_str(&format!("\n## {}\n\n{}\n", described.name, described.text));
        if !described.fields.is_empty() {
            page.push_str("\n| name | what | meaning |\n|---|---|---|\n");
        }
        for (name, what, meaning) in described.fields {
            page.push_str(&format!("| `{name}` | {what} | {meaning} |\n"));
        }
    }
    page
}

#[test]
fn the_page_on_what_templates_are_given_says_what_the_types_say() {
    let made = page();
    let path = root().join(PAGE);
    if std::env::var_os("KUTIP_WRITE_DOCS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    let differs = written.lines().zip(made.lines()).find(|(written, made)| written != made);
    assert!(
        written == made,
        "{PAGE} is not what the types say; `KUTIP_WRITE_DOCS=1 cargo test template_context` writes it anew\n{differs:?}"
    );
}

#[test]
fn every_field_that_templates_are_given_is_explained() {
    for described in described() {
        assert!(!described.text.is_empty(), "{}", described.name);
        for (field, _, meaning) in described.fields {
            assert!(!meaning.is_empty(), "{}.{field}", described.name);
        }
    }
}

/// The table of templates leads to the type that each page is given.
#[test]
fn the_list_of_templates_leads_to_types_that_exist() {
    let templates = fs::read_to_string(root().join("docs/templates.md")).unwrap();
    let headings: BTreeMap<String, String> =
        described().into_iter().map(|described| (described.name.to_lowercase(), described.name)).collect();
    let links: Vec<&str> =
        templates.split("template-context.md#").skip(1).map(|rest| &rest[..rest.find(')').unwrap()]).collect();
    assert!(links.len() > 15, "{links:?}");
    for link in links {
        assert!(headings.contains_key(link), "docs/templates.md leads to `{link}`, which is no type of a view");
    }
}

//! Whose name is whose: what `resolve` makes of the names of a small archive.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kutip::diag::Diagnostic;
use kutip::lang::Languages;
use kutip::model::{
    Addresses, Article, ArticleDate, CuratedEntity, Entity, EntityKind, EntityNote, Judgement, KnownAddress,
    MovedAddress, Quotation, Registry, Verdict,
};
use kutip::resolve::{ResolveInput, resolve};
use proptest::prelude::*;

static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::embedded);

/// An archive in one string. A line at the margin starts an article (id, date); below it stand its names
/// (`person Budi Santoso = Budi, Pak Budi | Menteri Pertanian @ budi-santoso-bulog`) and its quotations (`> Budi | Menteri`,
/// `? seorang pejabat` for a source that is not named).
fn archive(text: &str) -> Archive {
    let mut articles: Vec<Article> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if !line.starts_with(' ') {
            let (id, date) = line.split_once(' ').unwrap_or((line, ""));
            articles.push(Article {
                id: id.to_owned(),
                path: format!("{id}.md"),
                date: parse_date(date),
                lang: "id".to_owned(),
                quotations: Some(Vec::new()),
                entities: Some(Vec::new()),
                ..Article::default()
            });
            continue;
        }
        let article = articles.last_mut().unwrap();
        let line = line.trim();
        if let Some(rest) = line.strip_prefix("> ") {
            let (speaker, role) = cut(rest, " | ");
            let speaker = Some(speaker.to_owned());
            let quotation = Quotation { speaker, role: role.map(str::to_owned), nth: 1, ..Quotation::default() };
            article.quotations.as_mut().unwrap().push(quotation);
        } else if let Some(rest) = line.strip_prefix("? ") {
            let quotation =
                Quotation { speaker: Some(rest.to_owned()), anonymous: true, nth: 1, ..Quotation::default() };
            article.quotations.as_mut().unwrap().push(quotation);
        } else {
            let (kind, rest) = line.split_once(' ').unwrap();
            let (rest, reference) = cut(rest, " @ ");
            let (rest, roles) = cut(rest, " | ");
            let (name, forms) = cut(rest, " = ");
            let list = |words: Option<&str>| -> Vec<String> {
                words.into_iter().flat_map(|words| words.split(", ")).map(str::to_owned).collect()
            };
            let mut forms = list(forms);
            forms.push(name.to_owned());
            forms.sort();
            article.entities.as_mut().unwrap().push(EntityNote {
                name: name.to_owned(),
                kind: EntityKind::ALL.into_iter().find(|known| known.as_str() == kind).unwrap(),
                forms,
                roles: list(roles),
                reference: reference.map(str::to_owned),
                by: None,
            });
        }
    }
    Archive { articles, ..Archive::default() }
}

fn cut<'a>(text: &'a str, mark: &str) -> (&'a str, Option<&'a str>) {
    text.split_once(mark).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn parse_date(text: &str) -> Option<ArticleDate> {
    let mut parts = text.split('-').map(|part| part.parse().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some(ArticleDate { year, month: month as i8, day: day as i8, time: String::new() })
}

#[derive(Clone, Default)]
struct Archive {
    articles: Vec<Article>,
    curated: Vec<CuratedEntity>,
    judgements: Vec<Judgement>,
    addresses: Addresses,
    previous: Vec<KnownAddress>,
}

impl Archive {
    fn person(mut self, address: &str, name: &str, also: &[&str]) -> Self {
        self.curated.push(CuratedEntity {
            path: format!("content/people/{address}.md"),
            address: address.to_owned(),
            kind: EntityKind::Person,
            name: name.to_owned(),
            also: also.iter().map(|&name| name.to_owned()).collect(),
            ..CuratedEntity::default()
        });
        self
    }

    fn judged(mut self, verdict: Verdict, entities: &[&str]) -> Self {
        self.judgements.push(Judgement {
            verdict,
            entities: entities.iter().map(|&name| name.to_owned()).collect(),
            by: None,
            why: None,
            line: self.judgements.len() + 1,
            source: format!("- {{{verdict:?}: [{}]}}", entities.join(", ")),
        });
        self
    }

    /// The archive as it stands after a site was made of it.
    fn built(mut self, site: &Site) -> Self {
        self.addresses = site.registry.addresses.clone();
        self.previous = site.known();
        self
    }

    fn resolve(&self) -> Site {
        let input = ResolveInput {
            articles: &self.articles,
            curated: &self.curated,
            judgements: &self.judgements,
            addresses: &self.addresses,
            previous: &self.previous,
            languages: &LANGUAGES,
        };
        let (registry, diagnostics) = resolve(&input);
        Site { articles: self.articles.clone(), registry, diagnostics }
    }
}

struct Site {
    articles: Vec<Article>,
    registry: Registry,
    diagnostics: Vec<Diagnostic>,
}

impl Site {
    fn at(&self, article: &str) -> usize {
        self.articles.iter().position(|one| one.id == article).unwrap()
    }

    /// Whom the article means by the name of an entity note.
    fn who(&self, article: &str, name: &str) -> &Entity {
        let at = self.at(article);
        let note = self.articles[at].entities().iter().position(|note| note.name == name).unwrap();
        self.registry.entity(self.registry.links[at].entities[note].unwrap())
    }

    /// Address of whom the article means.
    fn address(&self, article: &str, name: &str) -> &str {
        &self.who(article, name).address
    }

    /// Who said the quotation with this number.
    fn speaker(&self, article: &str, quotation: usize) -> Option<&Entity> {
        self.registry.links[self.at(article)].speakers[quotation].map(|id| self.registry.entity(id))
    }

    fn one(&self, a: (&str, &str), b: (&str, &str)) -> bool {
        let (a, b) = (self.who(a.0, a.1), self.who(b.0, b.1));
        (a.kind, &a.address) == (b.kind, &b.address)
    }

    fn addresses(&self, kind: EntityKind) -> Vec<&str> {
        let of_kind = self.registry.entities.iter().filter(|entity| entity.kind == kind);
        of_kind.map(|entity| entity.address.as_str()).collect()
    }

    /// Where an old address of a person leads.
    fn leads_to(&self, old: &str) -> Option<String> {
        self.registry.moved.iter().find_map(|moved| match moved {
            MovedAddress::To { kind: EntityKind::Person, from, to } if from == old => {
                Some(self.registry.entity(*to).address.clone())
            }
            MovedAddress::WhichOne { kind: EntityKind::Person, address, entities, .. } if address == old => {
                let all: Vec<&str> = entities.iter().map(|&id| self.registry.entity(id).address.as_str()).collect();
                Some(format!("which one: {}", all.join(", ")))
            }
            MovedAddress::Gone { kind: EntityKind::Person, from } if from == old => Some("gone".to_owned()),
            _ => None,
        })
    }

    /// What a manifest keeps of this site.
    fn known(&self) -> Vec<KnownAddress> {
        let mut articles: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (article, links) in self.articles.iter().zip(&self.registry.links) {
            for id in links.entities.iter().chain(&links.speakers).flatten() {
                articles.entry(id.0).or_default().push(article.id.clone());
            }
        }
        let known = self.registry.entities.iter().enumerate().map(|(at, entity)| {
            let mut articles = articles.remove(&(at as u32)).unwrap_or_default();
            articles.sort();
            articles.dedup();
            articles.truncate(50);
            let names = std::iter::once(&entity.name).chain(&entity.aliases).cloned().collect();
            KnownAddress { kind: entity.kind, address: entity.address.clone(), names, articles }
        });
        known.collect()
    }

    fn codes(&self) -> Vec<&str> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }
}

#[test]
fn a_full_name_is_one_person_in_all_articles() {
    let site = archive(
        "a1\n  person Rahmat Wibawa = Rahmat\n  > Rahmat\na2\n  person RAHMAT WIBAWA\na3\n  > Prof. Dr. Rahmat Wibawa, M.Si",
    )
    .resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    assert_eq!(site.speaker("a1", 0).unwrap().name, "Rahmat Wibawa");
    assert_eq!(site.speaker("a3", 0).unwrap().name, "Rahmat Wibawa");
}

#[test]
fn a_person_a_body_and_a_place_of_one_name_are_three() {
    let site = archive("a1\n  person Sudirman\na2\n  place Sudirman\na3\n  organization Sudirman").resolve();
    assert_eq!(site.registry.entities.len(), 3);
}

#[test]
fn a_short_form_joins_the_name_it_is_defined_for() {
    let site = archive(
        "a1\n  organization Dewan Pantai Timur = DPT\na2\n  organization DPT\na3\n  organization Dewan Pantai Timur",
    )
    .resolve();
    assert_eq!(site.addresses(EntityKind::Organization), ["dewan-pantai-timur"]);
    assert!(site.who("a2", "DPT").aliases.contains(&"DPT".to_owned()));
}

#[test]
fn well_known_short_forms_need_no_definition() {
    let site = archive("a1\n  organization PBB\na2\n  organization Perserikatan Bangsa-Bangsa").resolve();
    assert_eq!(site.who("a1", "PBB").name, "Perserikatan Bangsa-Bangsa");
}

#[test]
fn sources_that_are_not_named_are_nobody() {
    let site = archive("a1\n  ? seorang pejabat\na2\n  ? seorang pejabat").resolve();
    assert!(site.registry.entities.is_empty());
    assert!(site.speaker("a1", 0).is_none());
}

#[test]
fn a_speaker_without_a_note_is_a_person_or_what_the_archive_knows_it_as() {
    let site = archive("a1\n  > Rahmat Wibawa\n  > Dewan Pantai\na2\n  organization Dewan Pantai").resolve();
    assert_eq!(site.speaker("a1", 0).unwrap().kind, EntityKind::Person);
    assert_eq!(site.speaker("a1", 1).unwrap().kind, EntityKind::Organization);
}

#[test]
fn a_curated_file_gives_name_aliases_and_address() {
    let site = archive("a1\n  person Pak Rahmat\na2\n  person R. Wibawa\na3\n  person Rahmat Wibawa")
        .person("rahmat-wibawa-guru", "Rahmat Wibawa", &["R. Wibawa", "Rahmat"])
        .resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa-guru"]);
    assert_eq!(site.registry.entities[0].curated, Some(0));
}

#[test]
fn a_renamed_person_keeps_the_old_address() {
    let first = archive("a1\n  person Rahmat Wibawa\na2\n  person Rahmat Wibawa");
    let old = first.resolve();
    let mut later = archive("a1\n  person Rachmat Wibawa\na2\n  person Rachmat Wibawa").built(&old);
    let site = later.resolve();
    assert_eq!(site.address("a1", "Rachmat Wibawa"), "rahmat-wibawa");
    later = later.built(&site);
    later.previous.clear();
    assert_eq!(later.resolve().address("a1", "Rachmat Wibawa"), "rahmat-wibawa", "the book alone keeps it");
}

#[test]
fn merging_two_people_keeps_old_links() {
    let before = archive("a1\n  person Rahmat Wibawa\na2\n  person Mat Guru");
    let old = before.resolve();
    let site = before.clone().built(&old).person("rahmat-wibawa", "Rahmat Wibawa", &["Mat Guru"]).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    assert_eq!(site.leads_to("mat-guru").as_deref(), Some("rahmat-wibawa"));
    let again = before.built(&site).person("rahmat-wibawa", "Rahmat Wibawa", &["Mat Guru"]);
    assert_eq!(again.resolve().leads_to("mat-guru").as_deref(), Some("rahmat-wibawa"), "also after the next build");
}

#[test]
fn who_is_gone_leaves_a_word_at_the_old_address() {
    let old = archive("a1\n  person Rahmat Wibawa").resolve();
    let site = archive("a2\n  person Sinta Dewi").built(&old).resolve();
    assert_eq!(site.leads_to("rahmat-wibawa").as_deref(), Some("gone"));
    assert_eq!(site.registry.addresses.moved["person/rahmat-wibawa"], Addresses::GONE);
    let mut later = archive("a2\n  person Sinta Dewi").built(&site);
    assert_eq!(later.resolve().leads_to("rahmat-wibawa").as_deref(), Some("gone"));
    later.articles.extend(archive("a1\n  person Rahmat Wibawa").articles);
    assert_eq!(later.resolve().leads_to("rahmat-wibawa"), None);
}

#[test]
fn namesakes_have_addresses_by_role_and_the_bare_one_asks() {
    let text = "a1\n  person Rahmat Wibawa | Bupati Teluk\na2\n  person Rahmat Wibawa | pelatih Elang FC @ rahmat-wibawa-pelatih";
    let site = archive(text).resolve();
    assert_eq!(site.address("a2", "Rahmat Wibawa"), "rahmat-wibawa-pelatih");
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-bupati-teluk");
    let both = "which one: rahmat-wibawa-bupati-teluk, rahmat-wibawa-pelatih";
    assert_eq!(site.leads_to("rahmat-wibawa").as_deref(), Some(both));
    let mut without_role = archive(text).built(&site);
    without_role.articles[0].entities.as_mut().unwrap()[0].roles.clear();
    assert_eq!(without_role.resolve().address("a1", "Rahmat Wibawa"), "rahmat-wibawa-bupati-teluk", "it never moves");
}

#[test]
fn roles_are_listed_with_the_days_that_printed_them() {
    let site = archive(
        "a1 2020-01-05\n  person Rahmat Wibawa | Bupati Teluk\na2 2021-03-01\n  > Rahmat Wibawa | Bupati Teluk\na3 2023-01-01\n  person Rahmat Wibawa | Menteri Laut",
    )
    .resolve();
    let roles = &site.registry.entities[0].printed_roles;
    assert_eq!(roles[0].role, "Menteri Laut");
    assert_eq!((roles[1].articles, roles[1].first.as_ref().unwrap().year), (2, 2020));
    assert_eq!(roles[1].last.as_ref().unwrap().year, 2021);
}

#[test]
fn hostile_names_give_stable_pages_and_end() {
    let marks = "\u{301}".repeat(5_000);
    let text = format!(
        "a1\n  person ... = ...\n  person \u{1f600}\n  person Ra\u{202e}hmat\n  person R{marks}ahmat\n  person \u{420}ahmat\n  place ...\n  > \u{200b}"
    );
    let site = archive(&text).resolve();
    let mut addresses = site.addresses(EntityKind::Person);
    addresses.dedup();
    assert_eq!(addresses.len(), 4, "{addresses:?}");
    assert!(site.speaker("a1", 0).is_none());
    assert!(site.one(("a1", "Ra\u{202e}hmat"), ("a1", &format!("R{marks}ahmat"))));
}

#[test]
fn circles_of_aliases_end() {
    let site = archive("a1\n  person Rahmat = Mat\na2\n  person Mat = Rahmat\na3\n  organization A B = A B, C D\na4\n  organization C D = A B")
        .person("rahmat", "Rahmat", &["Rahmat", "Mat"])
        .resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat"]);
    assert_eq!(site.addresses(EntityKind::Organization).len(), 1);
    assert!(site.codes().is_empty());
}

#[test]
fn a_surname_alone_joins_nobody_across_articles() {
    let site = archive("a1\n  person Darto Wibawa = Wibawa | Presiden Laut\na2\n  person Wibawa").resolve();
    assert!(!site.one(("a1", "Darto Wibawa"), ("a2", "Wibawa")));
}

#[test]
fn a_surname_with_the_office_of_the_only_bearer_joins() {
    let text = "a1\n  person Darto Wibawa = Wibawa | Presiden Laut\n  organization Dewan Pantai\n\
                a2\n  person Wibawa | Presiden Laut\n  organization Dewan Pantai\n\
                a3\n  person Sinta Wibawa";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "Darto Wibawa"), ("a2", "Wibawa")));
    assert!(!site.one(("a3", "Sinta Wibawa"), ("a2", "Wibawa")));
}

#[test]
fn a_nickname_that_two_articles_define_needs_no_company() {
    let define = |id: &str| format!("{id}\n  person Darto Wibawa = Otong\n");
    let once = archive(&format!("{}a9\n  person Otong", define("a1"))).resolve();
    assert!(!once.one(("a1", "Darto Wibawa"), ("a9", "Otong")));
    let twice = archive(&format!("{}{}a9\n  person Otong", define("a1"), define("a2"))).resolve();
    assert!(twice.one(("a1", "Darto Wibawa"), ("a9", "Otong")));
}

#[test]
fn initials_and_left_out_names_join_in_the_same_company() {
    let text = "a1\n  person Bahtiar Yusuf Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a2\n  person B.Y. Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a3\n  person Bahtiar Wibawa\n  organization Dewan Pantai\n\
                a4\n  person B. Wibawa\n  organization Elang FC";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "Bahtiar Yusuf Wibawa"), ("a2", "B.Y. Wibawa")));
    assert!(site.one(("a1", "Bahtiar Yusuf Wibawa"), ("a3", "Bahtiar Wibawa")));
    assert!(!site.one(("a1", "Bahtiar Yusuf Wibawa"), ("a4", "B. Wibawa")));
}

#[test]
fn lineage_tells_father_and_son_apart() {
    let text = "a1\n  person Darto Wibawa Jr. | Menteri Laut\n  organization Dewan Pantai\n\
                a2\n  person Darto Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a3\n  person Darto Wibawa Junior\n\
                a4\n  person Ali bin Darto\na5\n  person Ali binti Darto";
    let site = archive(text).resolve();
    assert!(!site.one(("a1", "Darto Wibawa Jr."), ("a2", "Darto Wibawa")));
    assert!(site.one(("a1", "Darto Wibawa Jr."), ("a3", "Darto Wibawa Junior")));
    assert!(!site.one(("a4", "Ali bin Darto"), ("a5", "Ali binti Darto")));
}

#[test]
fn strangers_with_one_word_names_stay_apart() {
    let text = "a1\n  person Ujang\n  place Desa Karang\n\
                a2\n  person Ujang\n  organization Elang FC\n  person Sinta Dewi\n\
                a3\n  person Ujang\n  organization Elang FC\n  person Sinta Dewi\n\
                a4\n  person Ujang Saputra";
    let site = archive(text).resolve();
    assert!(!site.one(("a1", "Ujang"), ("a2", "Ujang")));
    assert!(site.one(("a2", "Ujang"), ("a3", "Ujang")));
    assert!(!site.one(("a4", "Ujang Saputra"), ("a1", "Ujang")));
}

const NAMESAKES: &str = "a1 2024-01-10\n  person Rahmat Wibawa | Bupati Teluk\n  organization Dewan Pantai\n\
                         a2 2024-02-11\n  person Rahmat Wibawa | pelatih kiper\n  organization Elang FC\n\
                         a3 2024-03-12\n  person Rahmat Wibawa\n  organization Elang FC";

#[test]
fn one_full_name_with_two_offices_and_two_companies_is_two_people() {
    let site = archive(NAMESAKES).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa-bupati-teluk", "rahmat-wibawa-pelatih-kiper"]);
    assert!(site.one(("a2", "Rahmat Wibawa"), ("a3", "Rahmat Wibawa")));
    assert_eq!(site.who("a1", "Rahmat Wibawa").distinction.as_deref(), Some("Bupati Teluk"));
}

#[test]
fn offices_printed_in_two_languages_do_not_contradict() {
    let mut all = archive(NAMESAKES);
    all.articles[0].lang = "en".to_owned();
    assert_eq!(all.resolve().addresses(EntityKind::Person), ["rahmat-wibawa"]);
}

#[test]
fn curated_namesakes_get_the_articles_that_print_their_office() {
    let mut all = archive(
        "a1\n  person Rahmat Wibawa | Ketua Kelompok Tani Semai\na2\n  person Rahmat Wibawa | ahli hidrologi\n  organization Dewan Air\n\
         a3\n  person Rahmat Wibawa\n  organization Dewan Air\na4\n  person Rahmat Wibawa",
    )
    .person("rahmat-wibawa-petani", "Rahmat Wibawa", &[])
    .person("rahmat-wibawa-hidrologi", "Rahmat Wibawa", &[]);
    let role = |words: &str| kutip::model::DatedRole { role: words.to_owned(), ..Default::default() };
    all.curated[0].roles = vec![role("Ketua Kelompok Tani Semai")];
    all.curated[1].roles = vec![role("Ahli hidrologi Universitas Teluk")];
    let site = all.resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-petani");
    assert_eq!(site.address("a2", "Rahmat Wibawa"), "rahmat-wibawa-hidrologi");
    assert_eq!(site.address("a3", "Rahmat Wibawa"), "rahmat-wibawa-hidrologi");
    assert_eq!(site.addresses(EntityKind::Person).len(), 3, "nobody knows who is meant in a4");
}

#[test]
fn a_curated_namesake_is_known_by_the_body_in_the_office() {
    let mut all = archive(
        "a1\n  person Rahmat Wibawa\n  organization Universitas Teluk\na2\n  person Rahmat Wibawa\n  place Desa Semai\na3\n  organization Universitas Teluk",
    )
    .person("rahmat-wibawa-petani", "Rahmat Wibawa", &[])
    .person("rahmat-wibawa-hidrologi", "Rahmat Wibawa", &[]);
    all.curated[0].roles =
        vec![kutip::model::DatedRole { role: "Ketua Tani Desa Semai".to_owned(), ..Default::default() }];
    all.curated[1].roles =
        vec![kutip::model::DatedRole { role: "Ahli hidrologi Universitas Teluk".to_owned(), ..Default::default() }];
    let site = all.resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-hidrologi");
    assert_eq!(site.address("a2", "Rahmat Wibawa"), "rahmat-wibawa-petani");
}

#[test]
fn an_abridged_name_is_no_rival_of_the_full_one() {
    let text = "a1\n  person Ilham Akbar Wibawa\n  organization Dewan Pantai\na2\n  person Ilham A Wibawa\n  organization Dewan Pantai\n\
                a3\n  person Ilham Wibawa\n  organization Dewan Pantai";
    assert_eq!(archive(text).resolve().addresses(EntityKind::Person).len(), 1);
}

#[test]
fn the_wife_who_bears_her_husbands_name_is_not_her_husband() {
    let text = "a1\n  person Darto Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a2\n  person Darto Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a3\n  person Sinta Darto Wibawa\n  organization Dewan Pantai";
    let site = archive(text).resolve();
    assert!(!site.one(("a1", "Darto Wibawa"), ("a3", "Sinta Darto Wibawa")));
}

#[test]
fn check_asks_best_first_and_gives_the_line() {
    let text = "a1\n  person Darto Hasan = Hasan\n  organization Dewan Sungai\n\
                a4\n  person Hasan\n  place Dewan Sungai\na9\n  place Dewan Sungai\n\
                a5\n  person Bahtiar Lubis Siregar | Camat Karang\na6\n  person Bahtiar Siregar | Camat";
    let all = archive(text).person("nobody", "Tidak Disebut", &["Si Anu"]).person("no-one", "Siapa Pun", &["Si Anu"]);
    let site = all.resolve();
    let input = kutip::check::CheckInput { articles: &all.articles, curated: &all.curated, registry: &site.registry };
    let found = kutip::check::check(&input);
    let doubts: Vec<&Diagnostic> = found.iter().filter(|one| one.code.starts_with("doubtful-")).collect();
    assert_eq!(doubts.len(), site.registry.doubts.len());
    for (asked, doubt) in doubts.iter().zip(&site.registry.doubts) {
        assert!(asked.help.iter().any(|help| help.ends_with(&doubt.proposal)), "{:?}", asked.help);
        assert!(asked.help.iter().any(|help| help.contains("{unsure: [")), "{:?}", asked.help);
    }
    assert!(site.registry.doubts.is_sorted_by(|a, b| a.weight >= b.weight));
    let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
    assert!(codes.contains(&"unnamed-entity") && codes.contains(&"name-claimed-twice"), "{codes:?}");
    let stale: Vec<&Diagnostic> = found.iter().filter(|one| one.code == "stale-name").collect();
    assert_eq!(stale.len(), 8, "the articles have no text, so every form is lost: {stale:?}");
}

#[test]
fn letters_of_two_scripts_that_look_the_same_are_two_and_check_says_so() {
    let all = archive("a1\n  person Bahtiar Siregar\na2\n  person \u{412}ahtiar Siregar");
    let site = all.resolve();
    assert_eq!(site.addresses(EntityKind::Person).len(), 2);
    let input = kutip::check::CheckInput { articles: &all.articles, curated: &all.curated, registry: &site.registry };
    assert!(kutip::check::check(&input).iter().any(|one| one.code == "look-alike-names"));
}

#[test]
fn an_article_of_ten_thousand_names_and_quotations_costs_linear_time() {
    let mut text = "a1\n".to_owned();
    for at in 0..10_000 {
        text.push_str(&format!("  person Nama{at} Marga{}\n  > Nama{at} Marga{}\n", at % 50, at % 50));
    }
    let text = format!("{text}{}", text.replacen("a1", "a2", 1));
    let start = std::time::Instant::now();
    let site = archive(&text).resolve();
    assert_eq!(site.addresses(EntityKind::Person).len(), 10_000);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn a_name_in_one_curated_file_is_that_person_everywhere() {
    let site = archive(NAMESAKES).person("mat", "Rahmat Wibawa", &[]).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["mat"]);
}

#[test]
fn a_short_form_in_brackets_is_an_alias() {
    let site = archive("a1\n  organization Dewan Pantai (DPT)\n  > Dewan Pantai (DPT)\na2\n  organization DPT\na3\n  organization Dewan Pantai").resolve();
    assert_eq!(site.addresses(EntityKind::Organization), ["dewan-pantai"]);
    assert_eq!(site.speaker("a1", 0).unwrap().name, "Dewan Pantai");
    assert_eq!(site.registry.entities[0].aliases, ["DPT"]);
}

#[test]
fn a_career_is_one_life() {
    let text = "a1 2014-01-10\n  person Rahmat Wibawa | Bupati Teluk\n  organization Dewan Pantai\n\
                a2 2024-02-11\n  person Rahmat Wibawa | Menteri Laut\n  organization Kementerian Laut";
    let site = archive(text).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    assert_eq!(site.who("a1", "Rahmat Wibawa").printed_roles.len(), 2);
}

#[test]
fn what_a_person_calls_the_same_is_one_and_old_addresses_live() {
    let text = "a1\n  person Rahmat Wibawa\na2\n  person Mat Guru";
    let old = archive(text).resolve();
    let judged = archive(text).built(&old).judged(Verdict::Same, &["rahmat-wibawa", "Mat Guru"]);
    let site = judged.resolve();
    assert!(site.one(("a1", "Rahmat Wibawa"), ("a2", "Mat Guru")));
    let kept = site.address("a1", "Rahmat Wibawa");
    let gone = if kept == "mat-guru" { "rahmat-wibawa" } else { "mat-guru" };
    assert_eq!(site.leads_to(gone).as_deref(), Some(kept));
    let again = judged.built(&site).resolve();
    assert_eq!(again.registry.entities, site.registry.entities, "the judgement is understood after the merge too");
    assert_eq!(again.leads_to(gone).as_deref(), Some(kept));
}

#[test]
fn namesakes_called_the_same_are_one_again() {
    let old = archive(NAMESAKES).resolve();
    let both = ["rahmat-wibawa-bupati-teluk", "rahmat-wibawa-pelatih-kiper"];
    let site = archive(NAMESAKES).built(&old).judged(Verdict::Same, &both).resolve();
    assert_eq!(site.addresses(EntityKind::Person).len(), 1);
    for address in both.into_iter().chain(["rahmat-wibawa"]).filter(|one| *one != site.address("a1", "Rahmat Wibawa")) {
        assert_eq!(site.leads_to(address).as_deref(), Some(site.address("a1", "Rahmat Wibawa")), "{address}");
    }
}

#[test]
fn what_a_person_calls_different_stays_apart() {
    let text = "a1\n  organization Dewan Pantai Timur = DPT\na2\n  organization DPT";
    let site = archive(text).judged(Verdict::Different, &["dewan-pantai-timur", "dpt"]).resolve();
    assert!(!site.one(("a1", "Dewan Pantai Timur"), ("a2", "DPT")));
}

#[test]
fn one_line_splits_a_name_by_role_and_the_old_address_asks() {
    let text = "a1 2014-01-10\n  person Rahmat Wibawa | Bupati Teluk\n  organization Dewan Pantai\n\
                a2 2024-02-11\n  person Rahmat Wibawa | pelatih kiper\n  organization Elang FC\n\
                a3 2024-03-12\n  person Rahmat Wibawa\n  organization Elang FC";
    let old = archive(text).resolve();
    assert_eq!(old.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    let judged =
        archive(text).built(&old).judged(Verdict::Different, &["rahmat-wibawa", "rahmat-wibawa-pelatih-kiper"]);
    let site = judged.resolve();
    assert_eq!(site.address("a3", "Rahmat Wibawa"), "rahmat-wibawa-pelatih-kiper");
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-bupati-teluk");
    assert!(site.leads_to("rahmat-wibawa").unwrap().starts_with("which one"));
    assert_eq!(judged.built(&site).resolve().registry.entities, site.registry.entities);
}

#[test]
fn a_doubt_is_settled_by_the_line_it_proposes() {
    let text = "a1 2014-01-10\n  person Rahmat Wibawa | Bupati Teluk\n  organization Dewan Pantai\n\
                a2 2024-02-11\n  person Rahmat Wibawa | pelatih kiper\n  organization Elang FC\n\
                a3\n  person Darto Hasan = Hasan\n  organization Dewan Sungai\n\
                a4\n  person Hasan\n  place Dewan Sungai\na9\n  place Dewan Sungai\n\
                a5\n  person Bahtiar Lubis Siregar | Camat Karang\na6\n  person Bahtiar Siregar | Camat";
    let first = archive(text).resolve();
    assert!(first.registry.doubts.len() >= 2, "{:?}", first.registry.doubts);
    for doubt in &first.registry.doubts {
        let line = doubt.proposal.trim_start_matches("- {").trim_end_matches("]}");
        let (verdict, names) = line.split_once(": [").unwrap();
        let verdict = if verdict == "same" { Verdict::Same } else { Verdict::Different };
        let names: Vec<&str> = names.split(", ").collect();
        let site = archive(text).judged(verdict, &names).resolve();
        assert!(site.codes().is_empty(), "{}: {:?}", doubt.proposal, site.diagnostics);
        assert!(!site.registry.doubts.iter().any(|other| other.proposal == doubt.proposal), "{}", doubt.proposal);
        let more = site.registry.entities.len() as i64 - first.registry.entities.len() as i64;
        assert_eq!(more, if verdict == Verdict::Same { -1 } else { 1 }, "{}", doubt.proposal);
        let unsure = archive(text).judged(Verdict::Unsure, &names).resolve();
        assert_eq!(unsure.registry.entities, first.registry.entities);
        assert!(!unsure.registry.doubts.iter().any(|other| other.proposal == doubt.proposal), "{}", doubt.proposal);
    }
}

#[test]
fn contradicting_judgements_are_an_error_that_shows_both() {
    let text = "a1\n  person Rahmat Wibawa\na2\n  person Mat Guru\na3\n  person Pak Mat Kepala";
    let site = archive(text)
        .judged(Verdict::Same, &["rahmat-wibawa", "mat-guru"])
        .judged(Verdict::Same, &["mat-guru", "mat-kepala"])
        .judged(Verdict::Different, &["mat-kepala", "rahmat-wibawa"])
        .resolve();
    assert_eq!(site.codes(), ["contradicting-judgements"]);
    let diagnostic = &site.diagnostics[0];
    assert!(diagnostic.message.contains("line 3"), "{}", diagnostic.message);
    assert_eq!(diagnostic.location.as_ref().unwrap().place.as_ref().unwrap().line, 2);
    assert!(diagnostic.help[0].contains("[mat-kepala, rahmat-wibawa]"));
    assert!(!site.one(("a3", "Pak Mat Kepala"), ("a1", "Rahmat Wibawa")));
}

#[test]
fn judgements_about_nobody_and_about_two_kinds_say_so() {
    let site = archive("a1\n  person Rahmat Wibawa\n  place Teluk")
        .judged(Verdict::Same, &["rahmat-wibawa", "nobody"])
        .judged(Verdict::Same, &["rahmat-wibawa", "teluk"])
        .judged(Verdict::Different, &["rahmat-wibawa", "RAHMAT WIBAWA"])
        .judged(Verdict::Same, &["rahmat-wibawa"])
        .resolve();
    let mut codes = site.codes();
    codes.sort_unstable();
    assert_eq!(codes, ["judgement-without-effect", "kinds-differ", "lonely-judgement", "unknown-entity"]);
    let unknown = site.diagnostics.iter().find(|diagnostic| diagnostic.code == "unknown-entity").unwrap();
    let place = unknown.location.as_ref().unwrap().place.as_ref().unwrap();
    assert_eq!(place.text.chars().skip(place.column - 1).take(place.length).collect::<String>(), "nobody");
}

proptest! {
    #[test]
    fn the_order_of_articles_does_not_matter(order in Just((0..8usize).collect::<Vec<_>>()).prop_shuffle()) {
        let all = archive(
            "a1 2020-01-01\n  person Rahmat Wibawa = Rahmat | Bupati Teluk\n  organization Dewan Pantai Timur = DPT\n\
             a2 2020-01-02\n  person Rahmat | Bupati Teluk\n  organization DPT\n\
             a3 2020-01-03\n  person Rachmat Wibawa\n  organization DPT\n\
             a4 2020-01-04\n  person Rahmat Wibawa | pelatih Elang\n  organization Elang FC\n\
             a5\n  > Sinta\n  person Sinta Dewi\n\
             a6\n  organization Sinta Dewi\n\
             a7\n  person Rahmat Wibawa @ rahmat-wibawa-dua\n\
             a8\n  person M. Sinta Dewi\n  person Sinta",
        );
        let straight = all.resolve();
        let mut shuffled = all.clone();
        shuffled.articles = order.iter().map(|&at| all.articles[at].clone()).collect();
        let site = shuffled.resolve();
        prop_assert_eq!(&site.registry.entities, &straight.registry.entities);
        prop_assert_eq!(&site.registry.moved, &straight.registry.moved);
        prop_assert_eq!(&site.registry.doubts, &straight.registry.doubts);
        prop_assert_eq!(&site.registry.addresses, &straight.registry.addresses);
        for (at, &from) in order.iter().enumerate() {
            prop_assert_eq!(&site.registry.links[at], &straight.registry.links[from]);
        }
    }
}

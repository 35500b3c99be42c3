//! Whose name is whose: what `resolve` makes of the names of a small archive.

mod addresses;
mod decisions;
mod hostile;
mod names;
mod namesakes;
mod shorts;

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
                ..EntityNote::default()
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
            left_out: &Default::default(),
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
            KnownAddress { kind: entity.kind, address: entity.address.clone(), names, articles, published: true }
        });
        known.collect()
    }

    fn codes(&self) -> Vec<&str> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }
}

const NAMESAKES: &str = "a1 2024-01-10\n  person Rahmat Wibawa | Bupati Teluk\n  organization Dewan Pantai\n\
                         a2 2024-02-11\n  person Rahmat Wibawa | pelatih kiper\n  organization Elang FC\n\
                         a3 2024-03-12\n  person Rahmat Wibawa\n  organization Elang FC";

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
        let mut doubts = site.registry.doubts.clone();
        doubts.iter_mut().flat_map(|doubt| &mut doubt.articles).for_each(|at| *at = order[*at]);
        prop_assert_eq!(&doubts, &straight.registry.doubts);
        prop_assert_eq!(&site.registry.addresses, &straight.registry.addresses);
        for (at, &from) in order.iter().enumerate() {
            prop_assert_eq!(&site.registry.links[at], &straight.registry.links[from]);
        }
    }
}

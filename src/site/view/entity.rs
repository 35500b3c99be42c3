//! The pages of people, organizations, places, works and events.

use serde::Serialize;

use super::card::{ArticleRow, Card, Day, Named, PartView, certainty_of, entity_template};
use super::network::NetworkPicture;
use super::periods::{PeriodGroup, Side};
use super::who_says::SpeakerLink;
use super::{AlternateLink, Crumb, Head, View};
use crate::markdown::to_html;
use crate::model::{DatedRole, EntityId, EntityKind};
use crate::site::pages::{ARTICLES_ON_A_PAGE, Part, QUOTATIONS_ON_A_PAGE};
use crate::site::pictures::Timeline;
use crate::site::plan::SitePlan;
use crate::site::years::EntityYear;
use crate::url::safe_web_url;

/// Companions shown, and people of an organization or speakers of a place.
const COMPANIONS: usize = 10;

/// Regions named above a place; where two lie in each other there is an end too.
const MOST_REGIONS: usize = 4;

/// Quotations shown of each person who speaks for an organization.
const WORDS_OF_EACH: usize = 3;

/// An entity: what it said, what was said of it, beside whom it is named.
#[derive(Debug, Serialize)]
pub struct EntityView<'p> {
    /// Name, kind and numbers.
    pub entity: Named<'p>,
    /// What the search knows it by.
    pub search_key: String,
    /// Other names and spellings.
    pub aliases: Vec<&'p str>,
    /// Roles as printed, newest first.
    pub roles: Vec<RoleView<'p>>,
    /// Biography as HTML, written by a person.
    pub biography: Option<String>,
    /// Outside identities, absolute addresses.
    pub same_as: Vec<String>,
    /// The places that a place lies in, the nearest first.
    pub regions: Vec<Region<'p>>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// Day of the first and of the last article that names it.
    pub first: Option<Day>,
    /// See `first`.
    pub last: Option<Day>,
    /// Who speaks for it, as their roles say; for organizations.
    pub people: Vec<SpeakerGroup<'p>>,
    /// Who is quoted in the articles that name it, and how often there; for places.
    pub speakers: Vec<Companion<'p>>,
    /// When it spoke and was spoken of, where that says something.
    pub timeline: Option<Timeline>,
    /// Its newest quotations.
    pub said: Vec<PeriodGroup<'p>>,
    /// The newest quotations of others that name it.
    pub about: Vec<PeriodGroup<'p>>,
    /// Who speaks about it, most first, where there are several.
    pub about_by: Vec<SpeakerLink<'p>>,
    /// How many of them are not named here.
    pub about_by_more: usize,
    /// Link to the page of who says what about it, if it has one.
    pub who_says_url: Option<String>,
    /// Whether the speaker of some quotation shown is less than certain.
    pub has_unsure: bool,
    /// How many quotations of others name it and are not shown here.
    pub about_more: usize,
    /// How many of its own quotations are not shown here.
    pub said_more: usize,
    /// Its years, where its quotations are split by year.
    pub years: Vec<YearLink>,
    /// A picture of those who are named in the same articles, where there are several.
    pub neighbours: Option<NetworkPicture<'p>>,
    /// Who is named in the same articles, the first ten.
    pub companions: Vec<Companion<'p>>,
    /// How many more the picture has.
    pub companions_more: usize,
    /// Link to the list of all of them with the articles that they share; none where there is no such list.
    pub together_url: Option<String>,
    /// The newest articles that name it.
    pub articles: Vec<ArticleRow<'p>>,
    /// How many more there are.
    pub articles_more: usize,
}

/// A role as articles printed it.
#[derive(Debug, Serialize)]
pub struct RoleView<'p> {
    /// The words.
    pub role: &'p str,
    /// Day of the first article that printed it, or the first day that a person wrote.
    pub first: Option<Day>,
    /// Day of the last article, or the last day that a person wrote.
    pub last: Option<Day>,
    /// A person wrote when it began and no end.
    pub is_open: bool,
    /// How many articles printed it; 0 for roles that a person wrote.
    pub articles: usize,
}

/// A place that another lies in.
#[derive(Debug, Serialize)]
pub struct Region<'p> {
    /// Its name.
    pub name: &'p str,
    /// Link to its page, if it has one.
    pub url: Option<&'p str>,
}

/// What one speaker said.
#[derive(Debug, Serialize)]
pub struct SpeakerGroup<'p> {
    /// Who; none for those who are not named or have no page.
    pub speaker: Option<Named<'p>>,
    /// The words, newest first.
    pub quotations: Vec<Card<'p>>,
    /// How many there are.
    pub count: usize,
}

/// Someone named in the same articles.
#[derive(Debug, Serialize)]
pub struct Companion<'p> {
    /// Who.
    pub entity: Named<'p>,
    /// In how many articles, or how many quotations.
    pub count: usize,
    /// Link to the list of these articles, where there is one.
    pub url: Option<String>,
}

/// A page of one year.
#[derive(Debug, Serialize)]
pub struct YearLink {
    /// The year, or the words for what has no date.
    pub year: String,
    /// Link to its first page.
    pub url: String,
    /// How many quotations are its own.
    pub said: usize,
    /// How many of others name it.
    pub about: usize,
    /// Whether it is the page's own year.
    pub is_current: bool,
}

/// One year of an entity.
#[derive(Debug, Serialize)]
pub struct EntityYearView<'p> {
    /// Name, kind and numbers.
    pub entity: Named<'p>,
    /// The year, or the words for what has no date.
    pub year: String,
    /// All its years.
    pub years: Vec<YearLink>,
    /// Its quotations of the year.
    pub said: Vec<PeriodGroup<'p>>,
    /// Quotations of others that name it.
    pub about: Vec<PeriodGroup<'p>>,
    /// Whether the speaker of some quotation shown is less than certain.
    pub has_unsure: bool,
    /// Articles of the year that name it.
    pub articles: Vec<ArticleRow<'p>>,
    /// Which part of the year.
    pub part: Option<PartView>,
}

impl<'a> SitePlan<'a> {
    pub(super) fn entity_view(&self, id: EntityId, root: &str) -> (&'static str, Head, View<'_>) {
        let entity = self.registry.entity(id);
        let links = &self.entities[id.index()].backlinks;
        let curated = self.curated(id);
        let said = &links.said[..links.said.len().min(QUOTATIONS_ON_A_PAGE)];
        let about = &links.about[..links.about.len().min(QUOTATIONS_ON_A_PAGE)];
        let articles = &links.articles[..links.articles.len().min(ARTICLES_ON_A_PAGE)];
        let day_of = |article: &usize| self.articles[*article].article.date.as_ref().map(|date| self.day(date));
        let roles = self.roles(id);
        let timeline = self.timeline(id);
        let is_cut = timeline.is_some() && !self.has_years(id);
        let (about_by, about_by_more, who_says_url) = self.who_says_summary(id);
        let (companions, companions_more) = self.companions(id);
        let view = EntityView {
            entity: self.named(id),
            search_key: format!("{}/{}", self.addressing().segment(entity.kind.as_str()), entity.address),
            aliases: entity.aliases.iter().map(String::as_str).collect(),
            biography: curated.filter(|c| !c.body.trim().is_empty()).map(|c| to_html(&c.body, &[], root)),
            same_as: curated
                .map(|c| c.same_as.iter().filter_map(|url| safe_web_url(url)).collect())
                .unwrap_or_default(),
            regions: self.regions(id),
            coordinates: curated.and_then(|c| c.coordinates),
            first: links.articles.iter().rev().find_map(day_of),
            last: links.articles.iter().find_map(day_of),
            people: self.people_of(id),
            speakers: if entity.kind == EntityKind::Place { self.speakers_in(&links.articles) } else { Vec::new() },
            timeline,
            said: self.by_period(said, Side::Said, Some(id), is_cut),
            said_more: links.said.len() - said.len(),
            about: self.by_period(about, Side::About, None, is_cut),
            about_by,
            about_by_more,
            who_says_url,
            has_unsure: self.has_unsure(said.iter().chain(about)),
            about_more: links.about.len() - about.len(),
            years: if self.has_years(id) { self.year_links(id, None) } else { Vec::new() },
            neighbours: self.neighbour_picture(id),
            companions,
            companions_more,
            together_url: self
                .together_pages(id)
                .first()
                .map(|page| self.addressing().link(&self.together_path(id, page.part))),
            articles: articles.iter().map(|at| self.article_row(*at)).collect(),
            articles_more: links.articles.len() - articles.len(),
            roles,
        };
        let interface = &self.interface;
        let mut description = view.roles.first().map(|role| format!("{}. ", role.role)).unwrap_or_default();
        description.push_str(&interface.fill(
            "entity_description",
            &[
                ("name", &entity.name),
                ("said", &interface.count("said", links.said.len())),
                ("about", &interface.count("about", links.about.len())),
                ("articles", &interface.count("article", links.articles.len())),
            ],
        ));
        let head = Head {
            title: match view.entity.distinction {
                Some(distinction) => format!("{} ({distinction})", entity.name),
                None => entity.name.clone(),
            },
            description,
            og_type: "profile",
            json_ld: self.entity_json_ld(id, &view),
            alternates: self.alternates(id),
            breadcrumbs: vec![self.crumb(entity.kind.as_str(), Self::kind_words(entity.kind))],
            ..Head::default()
        };
        (entity_template(entity.kind), head, View::Entity(Box::new(view)))
    }

    fn has_unsure<'q>(&self, quotations: impl IntoIterator<Item = &'q usize>) -> bool {
        quotations.into_iter().any(|at| certainty_of(&self.quotations[*at].note) != "sure")
    }

    fn alternates(&self, id: EntityId) -> Vec<AlternateLink> {
        let files = self.entity_files(id).into_iter();
        files.map(|file| AlternateLink { name: file.name, media_type: file.media_type, url: file.path }).collect()
    }

    /// The first of those who are named in the same articles, and how many more the picture has.
    fn companions(&self, id: EntityId) -> (Vec<Companion<'_>>, usize) {
        let together = self.together_links(id);
        if together.is_empty() {
            let companions = self.entities[id.index()].backlinks.companions.iter();
            let shown = companions.filter_map(|(other, count)| {
                Some(Companion { entity: self.shown(*other)?, count: *count as usize, url: None })
            });
            return (shown.take(COMPANIONS).collect(), 0);
        }
        let more = together.len().saturating_sub(COMPANIONS);
        let companion = |(id, count, url)| Companion { entity: self.named(id), count, url: Some(url) };
        (together.into_iter().take(COMPANIONS).map(companion).collect(), more)
    }

    /// The places that a place lies in, as people wrote them down, the nearest first.
    fn regions(&self, id: EntityId) -> Vec<Region<'_>> {
        let mut regions: Vec<Region<'_>> = Vec::new();
        let mut at = Some(id);
        while let Some(place) = at.filter(|_| regions.len() < MOST_REGIONS) {
            let Some(name) = self.curated(place).and_then(|curated| curated.part_of.as_deref()) else { break };
            at = self.of_kind(EntityKind::Place).iter().copied().find(|other| {
                let entity = self.registry.entity(*other);
                entity.address == name || entity.name == name || entity.aliases.iter().any(|alias| alias == name)
            });
            regions.push(match at {
                Some(id) => Region { name: &self.registry.entity(id).name, url: self.shown_link(id) },
                None => Region { name, url: None },
            });
        }
        regions
    }

    /// Roles that a person wrote, those in force first and then the last ones, and then those that articles printed.
    pub(in crate::site) fn roles(&self, id: EntityId) -> Vec<RoleView<'_>> {
        let entity = self.registry.entity(id);
        let curated = self.curated(id);
        let mut written: Vec<&DatedRole> = curated.into_iter().flat_map(|curated| &curated.roles).collect();
        let newest = self.newest_date();
        written.sort_by_key(|role| {
            let is_over = role.until.as_ref().is_some_and(|until| newest.is_some_and(|newest| until.is_before(newest)));
            (is_over, std::cmp::Reverse((role.until.as_ref().filter(|_| is_over), role.from.as_ref())))
        });
        let is_written = |printed: &str| written.iter().any(|role| role.role.eq_ignore_ascii_case(printed));
        let printed = entity.printed_roles.iter().filter(|role| !is_written(&role.role)).map(|role| RoleView {
            role: &role.role,
            first: role.first.as_ref().map(|date| self.day(date)),
            last: role.last.as_ref().map(|date| self.day(date)),
            is_open: false,
            articles: role.articles,
        });
        let printed: Vec<RoleView<'_>> = printed.collect();
        let written = written.into_iter().map(|role| RoleView {
            role: &role.role,
            first: role.from.as_ref().map(|date| self.loose_day(date)),
            last: role.until.as_ref().map(|date| self.loose_day(date)),
            is_open: role.from.is_some() && role.until.is_none(),
            articles: 0,
        });
        written.chain(printed).collect()
    }

    pub(super) fn entity_year_view(&self, year: &EntityYear) -> (&'static str, Head, View<'_>) {
        let id = year.entity;
        let entity = self.registry.entity(id);
        let planned = &self.entities[id.index()];
        let links = &planned.backlinks;
        let words = self.year_words(year.year);
        let is_cut = year.year.is_some() && self.pictures.calendar.is_by_month();
        let view = EntityYearView {
            entity: self.named(id),
            years: self.year_links(id, Some(year.year)),
            said: self.by_period(&links.said[year.said.clone()], Side::Said, Some(id), is_cut),
            about: self.by_period(&links.about[year.about.clone()], Side::About, None, is_cut),
            has_unsure: self.has_unsure(links.said[year.said.clone()].iter().chain(&links.about[year.about.clone()])),
            articles: links.articles[year.articles.clone()].iter().map(|at| self.article_row(*at)).collect(),
            part: self.part_view(year.part, |part| self.entity_year_path(&EntityYear { part, ..year.clone() })),
            year: words.clone(),
        };
        let head = Head {
            title: format!("{}, {words}", entity.name),
            description: self.interface.fill("entity_year_description", &[("name", &entity.name), ("year", &words)]),
            og_type: "profile",
            breadcrumbs: vec![
                self.crumb(entity.kind.as_str(), Self::kind_words(entity.kind)),
                Crumb { text: entity.name.clone(), url: Some(planned.link.clone()) },
            ],
            ..Head::default()
        };
        ("entity_year.html", head, View::EntityYear(Box::new(view)))
    }

    pub(super) fn year_words(&self, year: Option<i16>) -> String {
        year.map_or_else(|| self.interface.string("undated").to_owned(), |year| year.to_string())
    }

    /// The years of an entity with the first page of each.
    fn year_links(&self, id: EntityId, current: Option<Option<i16>>) -> Vec<YearLink> {
        let mut links: Vec<YearLink> = Vec::new();
        for year in self.entity_years(id) {
            match links.last_mut() {
                Some(last) if year.part != (Part { number: 1, of: year.part.of }) => {
                    last.said += year.said.len();
                    last.about += year.about.len();
                }
                _ => links.push(YearLink {
                    year: self.year_words(year.year),
                    url: self.addressing().link(&self.entity_year_path(&year)),
                    said: year.said.len(),
                    about: year.about.len(),
                    is_current: current == Some(year.year),
                }),
            }
        }
        links
    }

    /// Who speaks for an organization, each with the newest words.
    fn people_of(&self, id: EntityId) -> Vec<SpeakerGroup<'_>> {
        let groups = self.grouped(&self.entities[id.index()].backlinks.spoken_for).into_iter();
        let group = |(speaker, quotations): (Option<EntityId>, Vec<usize>)| SpeakerGroup {
            speaker: speaker.map(|id| self.named(id)),
            count: quotations.len(),
            quotations: self.statement_cards(&quotations[..quotations.len().min(WORDS_OF_EACH)], speaker),
        };
        groups.take(COMPANIONS).map(group).collect()
    }

    /// Who is quoted in some articles, most first, and how often.
    pub(super) fn speakers_in(&self, articles: &[usize]) -> Vec<Companion<'_>> {
        let quotations = articles.iter().flat_map(|at| &self.quotations[self.articles[*at].quotations.clone()]);
        let mut counts: rustc_hash::FxHashMap<EntityId, u32> = rustc_hash::FxHashMap::default();
        for quotation in quotations.filter(|quotation| !quotation.is_withdrawn()) {
            if let Some(speaker) = quotation.speaker {
                *counts.entry(speaker).or_default() += 1;
            }
        }
        let mut counts: Vec<(EntityId, u32)> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        let named = counts
            .into_iter()
            .filter_map(|(id, count)| Some(Companion { entity: self.shown(id)?, count: count as usize, url: None }));
        named.take(COMPANIONS).collect()
    }

    /// Quotations by speaker: who said most first, those without a page last.
    pub(super) fn grouped(&self, quotations: &[usize]) -> Vec<(Option<EntityId>, Vec<usize>)> {
        let mut groups: indexmap::IndexMap<Option<EntityId>, Vec<usize>> = indexmap::IndexMap::new();
        for at in quotations {
            let speaker = self.quotations[*at].speaker.filter(|id| self.entities[id.index()].path.is_some());
            groups.entry(speaker).or_default().push(*at);
        }
        let mut groups: Vec<(Option<EntityId>, Vec<usize>)> = groups.into_iter().collect();
        groups.sort_by_key(|(speaker, quotations)| (speaker.is_none(), std::cmp::Reverse(quotations.len())));
        groups
    }
}

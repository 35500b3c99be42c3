//! Whose words the archive holds: shares by speaker, role, organization and outlet, and the lists behind them.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use super::card::{Day, Named, PartView};
use super::{Crumb, Head, View};
use crate::model::EntityId;
use crate::site::pages::Part;
use crate::site::pictures::{Dimension, Group, SHARE_WIDTH, Share, ShareGroup, divide, share_parts};
use crate::site::plan::SitePlan;
use crate::site::prepare::shorten;
use crate::slug::{slug, with_tail};

/// Parts of a bar that stand for one group each.
const ALONE: usize = 8;

/// Longest words of a quotation in a list of shares, in bytes.
const LONGEST_WORDS: usize = 160;

/// Whose words the archive holds.
#[derive(Debug, Serialize)]
pub struct ShareView<'p> {
    /// One for each way to divide the quotations.
    pub shares: Vec<ShareBar<'p>>,
}

/// Quotations divided one way.
#[derive(Debug, Serialize)]
pub struct ShareBar<'p> {
    /// Anchor of the share.
    pub id: &'static str,
    /// What the quotations are divided by.
    pub title: &'p str,
    /// What is counted.
    pub caption: String,
    /// Width of the view box.
    pub width: f64,
    /// The parts of the bar, largest first.
    pub parts: Vec<SharePart>,
    /// The same numbers.
    pub rows: Vec<ShareRow>,
}

/// A part of a bar.
#[derive(Debug, Serialize)]
pub struct SharePart {
    /// Number of its colour; what is not known has the last.
    pub shade: usize,
    /// Where it starts.
    pub x: f64,
    /// How wide it is.
    pub width: f64,
    /// The group and its number in words.
    pub label: String,
    /// Link to the list.
    pub url: String,
}

/// A group of quotations.
#[derive(Debug, Serialize)]
pub struct ShareRow {
    /// Number of its colour in the bar.
    pub shade: usize,
    /// Who or what it stands for.
    pub text: String,
    /// How many quotations.
    pub count: usize,
    /// How much of all, in words.
    pub percent: String,
    /// Link to the list.
    pub url: String,
}

/// The quotations of one group.
#[derive(Debug, Serialize)]
pub struct ShareListView<'p> {
    /// How many there are.
    pub count: usize,
    /// The quotations, newest first.
    pub rows: Vec<WordsRow<'p>>,
    /// Which part of the list.
    pub part: Option<PartView>,
}

/// A quotation in one line.
#[derive(Debug, Serialize)]
pub struct WordsRow<'p> {
    /// Its first words.
    pub text: String,
    /// Language of the words, if it is not the interface's.
    pub lang: Option<&'p str>,
    /// Link that always leads to it.
    pub url: String,
    /// Who said it, where that one has a page.
    pub speaker: Option<Named<'p>>,
    /// Day of the article.
    pub date: Option<Day>,
    /// Who published the article.
    pub publisher: Option<&'p str>,
}

impl<'a> SitePlan<'a> {
    /// All quotations divided in every way that divides them.
    pub(in crate::site) fn shares(&self) -> Vec<Share> {
        Dimension::ALL.into_iter().filter_map(|dimension| self.share(dimension)).collect()
    }

    fn share(&self, dimension: Dimension) -> Option<Share> {
        let shown = |id: EntityId| self.entities[id.index()].path.is_some().then_some(id);
        let entity_key = |id: EntityId| Cow::<str>::Owned(self.entity_anchor(Some(id)));
        let statements = (0..self.quotations.len()).filter(|at| !self.quotations[*at].is_withdrawn());
        let keyed = statements.map(|at| {
            let quotation = &self.quotations[at];
            let key: Option<Cow<'_, str>> = match dimension {
                Dimension::Speaker => quotation.speaker.and_then(shown).map(entity_key),
                Dimension::Role => quotation.note.role.as_deref().map(|role| role.to_lowercase().into()),
                Dimension::Organization => self.heard_for(at).map(entity_key),
                Dimension::Outlet => self.articles[quotation.article].article.publisher.as_deref().map(Cow::Borrowed),
            };
            (at, key)
        });
        let groups = divide(keyed);
        if !groups.iter().any(|(group, _)| matches!(group, Group::One(_))) {
            return None;
        }
        let mut share = Share { dimension, groups: Vec::with_capacity(groups.len()) };
        let mut taken = rustc_hash::FxHashSet::default();
        for (group, quotations) in groups {
            let name = match &group {
                Group::One(_) => self.group_name(dimension, quotations[0]),
                Group::Rest(count) => self.interface.count("other_group", *count),
                Group::Unknown => self.interface.string(dimension.unknown()).to_owned(),
            };
            let entity = match &group {
                Group::One(_) => self.group_entity(dimension, quotations[0]),
                _ => None,
            };
            let mut segment = match (&group, entity) {
                (Group::Rest(_), _) => slug(self.interface.string("others")),
                (_, Some(id)) => slug(&self.registry.entity(id).address),
                _ => slug(&name),
            };
            while !taken.insert(segment.clone()) {
                segment = with_tail(&segment, "x");
            }
            share.groups.push(ShareGroup { kind: group.kind(), name, segment, quotations });
        }
        Some(share)
    }

    /// The organization whose voice a quotation is: the speaker itself, or the body that the role names.
    fn heard_for(&self, at: usize) -> Option<EntityId> {
        let quotation = &self.quotations[at];
        let is_body = |id: &EntityId| {
            self.registry.entity(*id).kind == crate::model::EntityKind::Organization
                && self.entities[id.index()].path.is_some()
        };
        quotation.speaker.filter(is_body).or_else(|| quotation.speaks_for.iter().copied().find(is_body))
    }

    /// The name of the group that a quotation is in.
    fn group_name(&self, dimension: Dimension, at: usize) -> String {
        let quotation = &self.quotations[at];
        let name = match dimension {
            Dimension::Speaker | Dimension::Organization => {
                self.group_entity(dimension, at).map(|id| self.full_name(id))
            }
            Dimension::Role => quotation.note.role.clone(),
            Dimension::Outlet => self.articles[quotation.article].article.publisher.clone(),
        };
        name.unwrap_or_default()
    }

    /// The entity whose group a quotation is in, where the groups are entities.
    fn group_entity(&self, dimension: Dimension, at: usize) -> Option<EntityId> {
        match dimension {
            Dimension::Speaker => self.quotations[at].speaker,
            Dimension::Organization => self.heard_for(at),
            Dimension::Role | Dimension::Outlet => None,
        }
    }

    /// The file of a part of a group's list.
    pub(in crate::site) fn share_list_path(&self, share: usize, group: usize, part: Part) -> String {
        let share = &self.pictures.shares[share];
        let segment = self.addressing().segment(share.dimension.path());
        self.part_path("share", &[segment, share.groups[group].segment.clone()], part)
    }

    fn share_list_url(&self, share: usize, group: usize) -> String {
        self.addressing().link(&self.share_list_path(share, group, Part { number: 1, of: 1 }))
    }

    pub(super) fn share_view(&self) -> (&'static str, Head, View<'_>) {
        let head = Head {
            title: self.interface.string("share").to_owned(),
            description: self.interface.string("share_explained").to_owned(),
            og_type: "website",
            ..Head::default()
        };
        let shares = (0..self.pictures.shares.len()).map(|at| self.share_bar(at)).collect();
        ("share.html", head, View::Share(Box::new(ShareView { shares })))
    }

    fn share_bar(&self, at: usize) -> ShareBar<'_> {
        let share = &self.pictures.shares[at];
        let all: usize = share.groups.iter().map(|group| group.quotations.len()).sum();
        let known = share.groups.iter().filter(|group| group.kind != Group::Unknown);
        let known: usize = known.map(|group| group.quotations.len()).sum();
        let id = share.dimension.path();
        let shade = |place: usize, group: &Group<()>| match group {
            Group::Unknown => ALONE + 1,
            Group::One(()) if place < ALONE => place,
            _ => ALONE,
        };
        let rows: Vec<ShareRow> = share
            .groups
            .iter()
            .enumerate()
            .map(|(place, group)| ShareRow {
                shade: shade(place, &group.kind),
                text: group.name.clone(),
                count: group.quotations.len(),
                percent: self.percent(group.quotations.len(), all),
                url: self.share_list_url(at, place),
            })
            .collect();
        let parts = self.share_parts(id, &rows, all);
        ShareBar {
            id,
            title: self.interface.string(share.dimension.words()),
            caption: self.interface.fill(
                "share_caption",
                &[
                    ("known", &self.interface.count("quotation", known)),
                    ("all", &self.interface.number(all)),
                    ("articles", &self.interface.count("article", self.articles.len())),
                ],
            ),
            width: SHARE_WIDTH,
            parts,
            rows,
        }
    }

    /// The parts of a bar. Groups too small to stand alone are one part, which leads to the table.
    fn share_parts(&self, id: &str, rows: &[ShareRow], all: usize) -> Vec<SharePart> {
        let table = format!("{}#{id}", self.addressing().link(&self.addressing().folder("share", &[])));
        let mut groups: Vec<(usize, &str, usize, &str)> = Vec::new();
        for row in rows {
            match groups.last_mut() {
                Some((ALONE, text, count, url)) if row.shade == ALONE => {
                    *text = self.interface.string("others");
                    *count += row.count;
                    *url = &table;
                }
                _ => groups.push((row.shade, &row.text, row.count, &row.url)),
            }
        }
        let counts: Vec<usize> = groups.iter().map(|(_, _, count, _)| *count).collect();
        let places = share_parts(&counts).into_iter();
        let part = |((shade, text, count, url), (x, width)): ((usize, &str, usize, &str), (f64, f64))| SharePart {
            shade,
            x,
            width,
            label: format!("{text}: {} ({})", self.interface.count("quotation", count), self.percent(count, all)),
            url: url.to_owned(),
        };
        groups.into_iter().zip(places).map(part).collect()
    }

    /// A share in hundredths, in words.
    fn percent(&self, count: usize, all: usize) -> String {
        let hundredths = (count * 100 + all / 2) / all.max(1);
        let number = if hundredths == 0 && count > 0 { "<1".to_owned() } else { hundredths.to_string() };
        self.interface.fill("percent", &[("n", &number)])
    }

    pub(super) fn share_list_view(
        &self,
        share: usize,
        group: usize,
        range: Range<usize>,
        part: Part,
    ) -> (&'static str, Head, View<'_>) {
        let divided = &self.pictures.shares[share];
        let ShareGroup { name, quotations, .. } = &divided.groups[group];
        let view = ShareListView {
            count: quotations.len(),
            rows: quotations[range].iter().map(|at| self.words_row(*at)).collect(),
            part: self.part_view(part, |part| self.share_list_path(share, group, part)),
        };
        let share_url = self.addressing().link(&self.addressing().folder("share", &[]));
        let way = Crumb {
            text: self.interface.string(divided.dimension.words()).to_owned(),
            url: Some(format!("{share_url}#{}", divided.dimension.path())),
        };
        let head = Head {
            title: name.clone(),
            og_type: "website",
            breadcrumbs: vec![self.crumb("share", "share"), way],
            ..Head::default()
        };
        ("share_list.html", head, View::ShareList(Box::new(view)))
    }

    fn words_row(&self, at: usize) -> WordsRow<'_> {
        let quotation = &self.quotations[at];
        let article = &self.articles[quotation.article].article;
        WordsRow {
            text: shorten(&quotation.text, LONGEST_WORDS),
            lang: self.foreign(&article.lang),
            url: self.permalink(quotation),
            speaker: quotation.speaker.and_then(|id| self.shown(id)),
            date: article.date.as_ref().map(|date| self.day(date)),
            publisher: article.publisher.as_deref(),
        }
    }
}

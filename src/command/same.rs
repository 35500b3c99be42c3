//! Finds the article of the archive that an article of a source is: the same file or record, or the same article under
//! another name.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::archive::ARTICLES;
use crate::diag::{Diagnostic, Location};
use crate::front_matter::{fold, id_from, origin_value};
use crate::model::{Article, Origin};
use crate::slug::{slug, with_tail};

use super::same_id::{Look, RecordIds, Verdict, own_url, record_id};
use super::same_title::{Titles, folded_title};
use super::sources::SourceFile;
use super::{Workplace, counted};

/// The articles that are there, by all that tells that one is imported already.
pub(super) struct Known<'a> {
    articles: &'a [Article],
    by_id: BTreeMap<String, usize>,
    by_hash: BTreeMap<String, usize>,
    by_earlier: BTreeMap<String, usize>,
    by_place: BTreeMap<(String, Option<usize>), usize>,
    /// The same article in another file ([`marks`]); made when the first article is found by nothing else.
    by_mark: Option<BTreeMap<String, Vec<usize>>>,
    by_record: RecordIds,
    by_title: Titles,
    /// Those that are not among `articles`.
    new: BTreeMap<usize, Look>,
    /// Articles whose files cannot be read, as far as single lines tell.
    unread: Vec<(usize, Article)>,
    /// Where copies of them as imported lie.
    workplace: Option<&'a Workplace>,
    /// Files of this run, and the ids that they give.
    records: BTreeSet<(String, String)>,
    names: BTreeSet<String>,
    seen: Vec<Seen>,
}

/// Year, month, day.
pub(super) type Day = (i16, i8, i8);

/// What is compared of an article that is there.
pub(super) struct Seen {
    id: String,
    path: String,
    pub(super) origin: Origin,
    pub(super) publisher: Option<String>,
    pub(super) day: Option<Day>,
    has_url: bool,
    has_id: bool,
}

impl Seen {
    pub(super) fn new(article: &Article) -> Self {
        Self {
            id: article.id.clone(),
            path: article.path.clone(),
            origin: article.origin.clone().unwrap_or_default(),
            publisher: article.publisher.as_ref().map(|name| fold(name).to_lowercase()),
            day: article.date.as_ref().map(|date| (date.year, date.month, date.day)),
            has_url: article.url.is_some(),
            has_id: record_id(article).is_some(),
        }
    }

    /// Whether it has an address or the `id` of a record.
    pub(super) fn has_key(&self) -> bool {
        self.has_url || self.has_id
    }

    /// Whether both have an address, or both the `id` of a record, so that these tell whether they are one.
    pub(super) fn shares_key(&self, other: &Self) -> bool {
        self.has_url && other.has_url || self.has_id && other.has_id
    }

    /// Whether nothing that both of them say differs.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        let days_differ = matches!((self.day, other.day), (Some(a), Some(b)) if a != b);
        !days_differ && !self.is_of_another(other)
    }

    /// Whether both name a publisher, and not the same.
    pub(super) fn is_of_another(&self, other: &Self) -> bool {
        matches!((&self.publisher, &other.publisher), (Some(a), Some(b)) if a != b)
    }
}

impl<'a> Known<'a> {
    /// `files`: the names that are taken; `workplace`: where copies of the articles as imported lie.
    pub(super) fn new(articles: &'a [Article], files: Vec<String>, workplace: Option<&'a Workplace>) -> Self {
        let mut known = Self {
            articles,
            by_id: BTreeMap::new(),
            by_hash: BTreeMap::new(),
            by_earlier: BTreeMap::new(),
            by_place: BTreeMap::new(),
            by_mark: None,
            by_record: RecordIds::default(),
            by_title: Titles::default(),
            new: BTreeMap::new(),
            unread: Vec::new(),
            workplace,
            records: BTreeSet::new(),
            names: files.into_iter().map(|file| file.to_lowercase()).collect(),
            seen: Vec::new(),
        };
        articles.iter().for_each(|article| known.remember(article));
        known
    }

    fn remember(&mut self, article: &Article) {
        let at = self.seen.len();
        self.seen.push(Seen::new(article));
        self.names.insert(article.path.to_lowercase());
        self.by_id.entry(article.id.clone()).or_insert(at);
        self.by_record.add(at, article);
        if at >= self.articles.len() {
            let look = Look::new(article);
            self.by_title.add(at, &look);
            self.new.insert(at, look);
        }
        if let Some(origin) = &article.origin {
            if !origin.sha256.is_empty() {
                self.by_hash.entry(origin.sha256.clone()).or_insert(at);
            }
            for mark in &origin.earlier {
                self.by_earlier.entry(mark.clone()).or_insert(at);
            }
            self.by_place.entry((origin.file.clone(), origin.record)).or_insert(at);
            if let Some(by_mark) = &mut self.by_mark {
                marks(article).into_iter().for_each(|mark| by_mark.entry(mark.words).or_default().push(at));
            }
        }
    }

    /// Articles whose files cannot be read now, by a slip of the pen perhaps: they are there all the same, and their sources
    /// must not be imported a second time.
    pub(super) fn add_unread(&mut self, workplace: &Workplace, files: &[String]) {
        let read: BTreeSet<&str> = self.articles.iter().map(|article| article.path.as_str()).collect();
        for path in files.iter().filter(|path| !read.contains(path.as_str())) {
            let text = workplace.site.article_text(path, &workplace.config).unwrap_or_default();
            let article = read_lines(path, &text);
            if !article.id.is_empty() {
                self.remember(&article);
                self.unread.push((self.seen.len() - 1, article));
            }
        }
    }

    /// The ids of those.
    pub(super) fn unread(&self) -> impl Iterator<Item = &str> {
        self.unread.iter().map(|(_, article)| article.id.as_str())
    }

    /// Notes the articles that sources give, before the first of them is looked for: what bears one of their ids is found by
    /// it alone.
    pub(super) fn add_records(&mut self, articles: &[Article]) {
        let record = |article: &Article| Some((article.origin.as_ref()?.file.clone(), article.id.clone()));
        self.records.extend(articles.iter().filter_map(record));
        let is_new = |article: &&Article| {
            let hash = article.origin.as_ref().map_or("", |origin| &origin.sha256);
            let is_known = self.by_hash.contains_key(hash) || self.by_earlier.contains_key(Origin::mark(hash));
            !is_known && !self.by_id.contains_key(&article.id)
        };
        let new: Vec<&Article> = articles.iter().filter(is_new).collect();
        self.by_record.judge(&new, self.articles, &self.seen, &self.new, self.workplace);
        self.by_title.judge(&new, self.articles, &self.seen, &self.new, self.workplace);
    }

    /// The article that was made of the same record before, or of another file with the same article.
    pub(super) fn find(&mut self, article: &Article) -> Option<usize> {
        let origin = article.origin.as_ref()?;
        let by_place = || {
            let at = *self.by_place.get(&(origin.file.clone(), origin.record))?;
            // Records that moved within their file keep their ids: then this place now holds another article. So it does
            // where a record of another id and address stands in the place of one that is gone.
            let moved = self.records.contains(&(origin.file.clone(), self.seen[at].id.clone()));
            let replaced = self.articles.get(at).is_some_and(|old| is_another(old, article));
            (!moved && !replaced).then_some(at)
        };
        (self.by_id.get(&article.id).copied())
            .or_else(|| self.by_hash.get(&origin.sha256).copied())
            .or_else(|| self.by_earlier.get(Origin::mark(&origin.sha256)).copied())
            .or_else(by_place)
            .or_else(|| self.find_elsewhere(article, &origin.file))
    }

    /// Whether another file has the same article.
    pub(super) fn is_from_another_file(&mut self, article: &Article) -> bool {
        article.origin.as_ref().is_some_and(|origin| self.find_elsewhere(article, &origin.file).is_some())
    }

    /// The same article from another file: two of one file are two, whatever they have in common.
    fn find_elsewhere(&mut self, article: &Article, file: &str) -> Option<usize> {
        let (articles, unread) = (self.articles, &self.unread);
        let by_mark = self.by_mark.get_or_insert_with(|| {
            let mut by_mark: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            let of_each: Vec<Vec<Mark>> = articles.par_iter().map(marks).collect();
            let unread = unread.iter().map(|(at, article)| (*at, marks(article)));
            for (at, marks) in of_each.into_iter().enumerate().chain(unread) {
                marks.into_iter().for_each(|mark| by_mark.entry(mark.words).or_default().push(at));
            }
            by_mark
        });
        let new = Seen::new(article);
        let found = marks(article).iter().find_map(|mark| {
            let is_elsewhere = |old: &Seen| !old.origin.file.is_empty() && old.origin.file != file;
            let is_same = |old: &Seen| is_elsewhere(old) && (mark.is_enough || old.may_be(&new));
            by_mark.get(&mark.words)?.iter().take(MOST_ALIKE).copied().find(|at| is_same(&self.seen[*at]))
        });
        found.or_else(|| {
            let verdicts = [self.by_record.verdict(article), self.by_title.verdict(article)];
            verdicts.into_iter().flatten().find_map(|verdict| match verdict {
                Verdict::Is(at) => Some(at),
                Verdict::MayBe(_) => None,
            })
        })
    }

    /// What is said of a new article that another one of the archive may be.
    pub(super) fn doubt(&self, article: &Article) -> Option<Diagnostic> {
        let (at, shared) = match (self.by_record.verdict(article), self.by_title.verdict(article)) {
            (Some(Verdict::MayBe(at)), _) => (at, self.same_key(at, article)?),
            (_, Some(Verdict::MayBe(at))) => (at, self.same_title(at, article)),
            _ => return None,
        };
        let origin = article.origin.as_ref()?;
        let old = format!("{ARTICLES}/{}", self.seen[at].path);
        let message = format!("{old} {shared} too and other words; it may be the same article");
        let same = format!(
            "if it is, delete this file, correct the other one where this one is right, and write there `origin: {}`",
            origin_value(&origin.after(&self.seen[at].origin))
        );
        let diagnostic = Diagnostic::warning("perhaps-known", message).help(same);
        let path = Location::file(format!("{ARTICLES}/{}", article.path));
        Some(diagnostic.at(path).help("if not, nothing needs to be done; this is said once"))
    }

    /// What the id of a record or the address of an article that is there has to do with those of a new one.
    fn same_key(&self, at: usize, article: &Article) -> Option<String> {
        let id = record_id(article).filter(|id| self.by_record.has_id(at, id));
        let of_id = || Some(format!("has the `id` of its record (`{}`)", id?));
        of_id().or_else(|| Some(format!("has its address (`{}`)", own_url(article)?)))
    }

    /// What title and day of an article that is there have to do with those of a new one.
    fn same_title(&self, at: usize, article: &Article) -> String {
        let (old, new) = (&self.seen[at], Seen::new(article));
        let is_titled = self.articles.get(at).is_some_and(|old| folded_title(old) == folded_title(article));
        let has = if is_titled && old.may_be(&new) { "has" } else { "was imported with" };
        let day = if old.day.is_some() && new.day.is_some() { " and day" } else { "" };
        format!("{has} its title{day}")
    }

    /// What the article was made of; empty if that is not known.
    pub(super) fn origin(&self, at: usize) -> &Origin {
        &self.seen[at].origin
    }

    /// Whether the article was made of just this before, and is made of another file since.
    pub(super) fn is_replaced(&self, at: usize, article: &Article) -> bool {
        let (old, new) = (&self.seen[at].origin, article.origin.as_ref());
        new.is_some_and(|new| new.file != old.file && old.had(&new.sha256))
    }

    /// Whether the article was made of this record of this file before, in whatever words; not known of all where `.kutip/`
    /// is gone.
    fn was_source(&self, at: usize, article: &Article) -> bool {
        let was_imported = |workplace: &Workplace| workplace.site.was_imported(&article.id);
        self.seen[at].id == article.id || self.workplace.is_some_and(was_imported)
    }

    /// Gives a new article its file's name.
    pub(super) fn add(&mut self, article: &mut Article) {
        let slug = slug(&article.title);
        let mut path = format!("{slug}.md");
        let mut tail = article.id.clone();
        while self.names.contains(&path) {
            path = format!("{}.md", with_tail(&slug, &tail));
            tail = id_from(&tail);
        }
        article.path = path;
        self.remember(article);
    }
}

/// What single lines of a file tell that is no article as a whole.
fn read_lines(path: &str, text: &str) -> Article {
    let mut article = Article { path: path.to_owned(), ..Article::default() };
    let mut lines = text.lines().skip(1);
    for line in lines.by_ref().take_while(|line| line.trim_end() != "---") {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        match key {
            "id" => article.id = value,
            "title" => article.title = value,
            "publisher" => article.publisher = Some(value),
            "url" => article.url = Some(value),
            "source_id" => drop(article.extra.insert("source_id".to_owned(), value.into())),
            "origin" => {
                let part = |key: &str| value.split_once(key)?.1.split([',', '}']).next().map(str::trim);
                let part = |key: &str| part(key).unwrap_or_default().trim_matches(['"', '\'']).to_owned();
                let earlier = value.split_once("earlier:").and_then(|(_, list)| list.split(['[', ']']).nth(1));
                let earlier = earlier.unwrap_or_default().split(',').map(|mark| mark.trim_matches([' ', '"', '\'']));
                article.origin = Some(Origin {
                    file: part("file:"),
                    record: None,
                    sha256: part("sha256:"),
                    earlier: earlier.filter(|mark| !mark.is_empty()).map(str::to_owned).collect(),
                });
            }
            _ => {}
        }
    }
    article.body = lines.collect::<Vec<_>>().join("\n");
    article
}

/// Whether the ids of two records and the addresses of their originals, as far as both have them, and their titles and
/// first paragraphs all tell them apart.
fn is_another(old: &Article, new: &Article) -> bool {
    let id = |article: &Article| record_id(article).map(str::to_owned);
    let both = |old: Option<String>, new: Option<String>| Some(old? != new?);
    let told: Vec<bool> =
        [both(id(old), id(new)), both(old.url.clone(), new.url.clone())].into_iter().flatten().collect();
    let first = |article: &Article| fold(article.body.split("\n\n").next().unwrap_or_default());
    !told.is_empty() && told.iter().all(|differs| *differs) && old.title != new.title && first(old) != first(new)
}

/// How many articles with one mark are looked at.
const MOST_ALIKE: usize = 100;

/// What tells an article from all others, in whatever file it stands.
struct Mark {
    words: String,
    /// That a day or publisher was corrected makes no other article of it.
    is_enough: bool,
}

/// The marks of an article: its address or the id of its record, together with its title or first paragraph (there are
/// sites that give all their pages one address, and dumps that count from 1 each time); title and all words.
fn marks(article: &Article) -> Vec<Mark> {
    let folded = |text: &str| fold(text).to_lowercase();
    let title = folded(&article.title);
    let first = folded(article.body.split("\n\n").find(|block| !block.trim().is_empty()).unwrap_or_default());
    let id = record_id(article);
    let url = article.url.as_deref().map(|url| url.trim().trim_end_matches('/'));
    let keys = [url.map(|url| (format!("url\0{url}"), true)), id.map(|id| (format!("id\0{id}"), false))];
    let mut marks = Vec::new();
    for (key, is_enough) in keys.into_iter().flatten() {
        marks.push(Mark { words: id_from(&format!("{key}\0title\0{title}")), is_enough });
        if !first.is_empty() {
            marks.push(Mark { words: id_from(&format!("{key}\0first\0{first}")), is_enough });
        }
    }
    // Counting from 1 again, no newspaper gets one number twice on one day.
    if let (Some(id), Some(publisher), Some(date)) = (id, &article.publisher, &article.date) {
        let day = format!("{}-{}-{}", date.year, date.month, date.day);
        let words = id_from(&format!("record\0{id}\0{}\0{day}", folded(publisher)));
        marks.push(Mark { words, is_enough: true });
    }
    if !first.is_empty() {
        let words = id_from(&format!("words\0{title}\0{}", folded(&article.body)));
        marks.push(Mark { words, is_enough: false });
    }
    marks
}

/// Which file of several that hold an article its words are taken from.
pub(super) struct Choice {
    /// The files of this run.
    files: BTreeSet<String>,
    /// They are those that the user named.
    named: bool,
    taken: BTreeSet<usize>,
    /// Those of them that are to have words again that they had before.
    back: BTreeSet<usize>,
}

impl Choice {
    pub(super) fn new(sources: &[SourceFile], named: bool) -> Self {
        let files = sources.iter().map(|source| source.file.clone()).collect();
        Self { files, named, taken: BTreeSet::new(), back: BTreeSet::new() }
    }

    /// Whether an update of the article at `at`, made of the file `old`, takes what stands in the file `new`: its own file
    /// always, another one where that is gone or the user named the other one, and then the first. `is_replaced`: the article
    /// had these words before; they are taken where no other file of this run has the article.
    pub(super) fn takes(&mut self, workplace: &Workplace, at: usize, old: &str, new: &str, is_replaced: bool) -> bool {
        if old == new || old.is_empty() {
            return true;
        }
        if self.files.contains(old) || !self.named && is_there(workplace, old) {
            return false;
        }
        let is_first = self.taken.insert(at);
        if is_replaced {
            return is_first && self.back.insert(at);
        }
        is_first || self.back.remove(&at)
    }

    /// Takes out of `again` what gave way to other words: how many.
    pub(super) fn settle(&mut self, known: &Known<'_>, again: &mut Vec<(usize, Article)>) -> usize {
        let count = again.len();
        again.retain(|(at, article)| !known.is_replaced(*at, article) || self.back.contains(at));
        self.back.clear();
        count - again.len()
    }
}

/// Whether a source, as `origin` names it, lies where it lay.
fn is_there(workplace: &Workplace, file: &str) -> bool {
    let root = workplace.site.root();
    [root.join("content").join(file), root.join(file)].iter().any(|path| path.is_file())
}

/// A path as a shell takes it for one word.
fn in_shell(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | '@' | '%');
    match path.chars().all(is_plain) {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

/// The articles of one source that the archive has from other files, in other words.
#[derive(Default)]
pub(super) struct Elsewhere {
    count: usize,
    first: String,
    /// How many of them are the same byte by byte.
    copies: usize,
    /// How many more are the same and have this file for their source from now on.
    moved: usize,
    /// How many had just these words before, and have newer ones since.
    replaced: usize,
    /// This file is or was the source of some article.
    pub(super) is_source: bool,
}

impl Elsewhere {
    /// Notes an article of a source that stands in the archive at `at`; `takes`: an update takes this source for it.
    pub(super) fn note(&mut self, known: &Known<'_>, at: usize, article: &Article, takes: bool) {
        let (Some(new), old) = (&article.origin, known.origin(at)) else { return };
        if old.file.is_empty() || old.file == new.file {
            self.is_source = true;
            return;
        }
        let is_copy = old.sha256 == new.sha256;
        if is_copy && takes {
            // The file got another name.
            self.moved += 1;
            self.is_source = true;
            return;
        }
        if is_copy && known.was_source(at, article) {
            return;
        }
        if known.is_replaced(at, article) {
            self.replaced += 1;
            self.is_source = true;
            return;
        }
        self.copies += usize::from(is_copy);
        self.count += 1;
        if self.first.is_empty() {
            old.file.clone_into(&mut self.first);
        }
    }

    /// What is said of them. `shown`: the source as the user would write it; `articles`: how many it has.
    pub(super) fn said(&self, shown: &str, articles: usize) -> Option<Diagnostic> {
        // What a source has in common with others is nothing to speak of.
        if self.count == 0 || self.count == self.copies && self.is_source {
            return None;
        }
        let others = match self.count - self.copies {
            0 => String::new(),
            other => format!(" ({} with other words or fields)", super::grouped(other)),
        };
        let message = match (self.count + self.moved, articles) {
            (1, 1) => {
                let other = if others.is_empty() { "" } else { " with other words or fields" };
                format!("this article is in the archive already, from {}{other}; it was left alone", self.first)
            }
            (count, all) => format!(
                "{} of {} {} in the archive already, from {}{others}; {} left alone",
                super::grouped(count),
                counted(all, "article", "articles"),
                if count == 1 { "is" } else { "are" },
                self.first,
                if count == 1 { "it was" } else { "they were" },
            ),
        };
        let mut help = format!("`kutip import --update {}` takes over the words of this file", in_shell(shown));
        if self.replaced > 0 {
            let articles = counted(self.replaced, "other article", "other articles");
            help.push_str(&format!(", and with them the older ones of {articles}"));
        }
        let help =
            if self.copies == self.count { "it says the same; you may delete this file".to_owned() } else { help };
        let help = if self.copies == self.count && self.count > 1 { help.replace("it says", "they say") } else { help };
        Some(Diagnostic::warning("known-article", message).at(Location::file(shown)).help(help))
    }
}

/// How many articles that are gone from their source are named without being asked.
const MOST_GONE: usize = 10;

/// The articles that came from a file of many and are not in it any more.
#[derive(Default)]
pub(super) struct Gone {
    /// The user named the sources of this run.
    named: bool,
    /// Files of many articles that were read, as `origin` and messages name them.
    files: BTreeMap<String, String>,
    /// Each article that was found, and the last file that has it.
    found: BTreeMap<usize, String>,
}

impl Gone {
    pub(super) fn new(named: bool) -> Self {
        Self { named, ..Self::default() }
    }

    /// Notes a source and what it gave.
    pub(super) fn note_source(&mut self, source: &SourceFile, articles: &[Article]) {
        if articles.iter().any(|article| article.origin.as_ref().is_some_and(|origin| origin.record.is_some())) {
            self.files.insert(source.file.clone(), source.shown.clone());
        }
    }

    /// Notes that a source has this article.
    pub(super) fn note_found(&mut self, at: usize, source: &SourceFile) {
        self.found.insert(at, source.file.clone());
    }

    /// The file of this run that took the place of `old`, which was not read: one of many articles that has most of those
    /// that came from there.
    fn newer(&self, old: &[(usize, &Article)]) -> Option<&str> {
        let mut by_file: BTreeMap<&str, usize> = BTreeMap::new();
        let found = old.iter().filter_map(|(at, _)| self.found.get(at));
        found.filter(|file| self.files.contains_key(*file)).for_each(|file| *by_file.entry(file).or_default() += 1);
        let (file, count) = by_file.into_iter().max_by_key(|(_, count)| *count)?;
        (count * 2 >= old.len()).then_some(file)
    }

    /// File and message, one a file; `all`: name all articles, however many they are.
    pub(super) fn said(&self, workplace: &Workplace, articles: &[Article], all: bool) -> Vec<(String, Diagnostic)> {
        let mut by_file: BTreeMap<&str, Vec<(usize, &Article)>> = BTreeMap::new();
        for (at, article) in articles.iter().enumerate() {
            if let Some(origin) = article.origin.as_ref().filter(|origin| origin.record.is_some()) {
                by_file.entry(&origin.file).or_default().push((at, article));
            }
        }
        let said = by_file.into_iter().filter_map(|(old, articles)| {
            let file = match self.files.contains_key(old) {
                true => old,
                // A source that was not asked for has not been replaced.
                false if !self.named && is_there(workplace, old) => return None,
                false => self.newer(&articles)?,
            };
            let is_found = |(at, _): &&(usize, &Article)| self.found.contains_key(at);
            // A copy of an article's file names the same record.
            let record =
                |article: &Article| article.origin.as_ref().map(|origin| (origin.record, origin.sha256.clone()));
            let records: BTreeSet<_> = articles.iter().filter(is_found).map(|(_, article)| record(article)).collect();
            let gone = articles.iter().filter(|one| !is_found(one) && !records.contains(&record(one.1)));
            // Who withdrew one has said what is to become of it.
            let gone: Vec<&Article> = gone.map(|(_, article)| *article).filter(|article| !article.draft).collect();
            if gone.is_empty() {
                return None;
            }
            let count = counted(gone.len(), "article", "articles");
            let from = if file == old { "this file" } else { old };
            let no_more = match (gone.len(), file == old) {
                (1, true) => "stands in it no more; it stays",
                (_, true) => "stand in it no more; they stay",
                (1, false) => "does not stand in this newer one; it stays",
                (_, false) => "do not stand in this newer one; they stay",
            };
            let message = format!("{count} of the archive came from {from} and {no_more}");
            let mut diagnostic = Diagnostic::warning("gone-from-source", message).at(Location::file(&self.files[file]));
            let shown = if all { gone.len() } else { MOST_GONE };
            for article in gone.iter().take(shown) {
                let path = workplace.shown(&format!("{ARTICLES}/{}", article.path));
                diagnostic = diagnostic.help(if gone.len() == 1 { format!("it is {path}") } else { path });
            }
            if gone.len() > shown {
                diagnostic = diagnostic.help(format!("and {} more; `-v` names all", gone.len() - shown));
            }
            let help = "`draft: true` in its front matter takes an article out of the site";
            Some((file.to_owned(), diagnostic.help(help)))
        });
        said.collect()
    }
}

use std::collections::BTreeMap;

use tera::{Context, Tera, Value};

use super::limits::{Budget, Limited};
use super::squeeze::style_sheet;
use super::{RenderError, functions};
use crate::model::Output;
use crate::site::SitePlan;
use crate::yaml::nearest;

macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!("../../templates/", $name)))
    };
}

/// Name and text of each template that the program carries.
pub(super) const SHIPPED: &[(&str, &str)] = &[
    template!("404.html"),
    template!("about.html"),
    template!("article.html"),
    template!("article_byline.html"),
    template!("article_corrections.html"),
    template!("article_names.html"),
    template!("article_quotations.html"),
    template!("article_row.html"),
    template!("articles.html"),
    template!("base.html"),
    template!("breadcrumbs.html"),
    template!("certainty_filter.html"),
    template!("corrections.html"),
    template!("data.html"),
    template!("days.html"),
    template!("entity.html"),
    template!("entity_about.html"),
    template!("entity_articles.html"),
    template!("entity_companions.html"),
    template!("entity_files.html"),
    template!("entity_head.html"),
    template!("entity_link.html"),
    template!("entity_links.html"),
    template!("entity_people.html"),
    template!("entity_roles.html"),
    template!("entity_said.html"),
    template!("entity_search.html"),
    template!("entity_speakers.html"),
    template!("entity_year.html"),
    template!("entity_years.html"),
    template!("event.html"),
    template!("feed.xml"),
    template!("footer.html"),
    template!("header.html"),
    template!("home.html"),
    template!("index.html"),
    template!("letters.html"),
    template!("matrix.html"),
    template!("method.html"),
    template!("month.html"),
    template!("moved.html"),
    template!("name_row.html"),
    template!("names.html"),
    template!("network.html"),
    template!("organization.html"),
    template!("part_links.html"),
    template!("period_quotations.html"),
    template!("person.html"),
    template!("picture_network.html"),
    template!("picture_share.html"),
    template!("picture_timeline.html"),
    template!("picture_topics.html"),
    template!("place.html"),
    template!("quotation.html"),
    template!("quotation_card.html"),
    template!("quotation_cite.html"),
    template!("quotation_correction.html"),
    template!("quotation_printings.html"),
    template!("quotation_proof.html"),
    template!("quotations.html"),
    template!("rank_row.html"),
    template!("role_dates.html"),
    template!("search.html"),
    template!("search_card.html"),
    template!("share.html"),
    template!("share_list.html"),
    template!("sitemap.xml"),
    template!("social.html"),
    template!("speaker.html"),
    template!("speaker_link.html"),
    template!("terms.html"),
    template!("time.html"),
    template!("together.html"),
    template!("unnamed.html"),
    template!("who_says.html"),
    template!("work.html"),
    template!("year.html"),
    template!("years.html"),
];

/// Templates of a site (name → text) that nothing draws: no template of the program has their name, and no other one
/// includes or extends them. With each the name that was meant, as far as one can guess.
pub fn idle_templates(overrides: &BTreeMap<String, String>) -> Vec<(&str, Option<&'static str>)> {
    let names: Vec<&'static str> = SHIPPED.iter().chain(ASSETS).map(|(name, _)| *name).collect();
    let is_used = |name: &str| {
        names.contains(&name) || overrides.iter().any(|(other, text)| other != name && text.contains(name))
    };
    let idle = overrides.keys().filter(|name| !is_used(name));
    idle.map(|name| (name.as_str(), crate::yaml::nearest(name, &names))).collect()
}

/// Name and text of each template that the program carries, sorted.
pub fn shipped_templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHIPPED.iter().chain(ASSETS).copied()
}

/// Files that stand beside the templates and are copied as they are.
const ASSETS: &[(&str, &str)] = &[
    template!("article.css"),
    template!("icon.svg"),
    template!("kutip.css"),
    template!("kutip.js"),
    template!("pictures.css"),
    template!("quotation.css"),
    template!("search.css"),
    template!("search.js"),
    template!("time.css"),
];

/// The templates of a site: those that the program carries, each replaced by the site's own of the same name.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    assets: BTreeMap<&'static str, String>,
    /// Names of those that the site brings.
    own: Vec<String>,
}

impl Templates {
    /// Reads the templates; `overrides` are those of the site: path relative to `templates/` → text.
    /// Style sheets, scripts and `icon.svg` are not read as templates; style sheets lose comments and idle white space.
    ///
    /// # Errors
    ///
    /// [`RenderError::Template`].
    pub fn load(overrides: &BTreeMap<String, String>) -> Result<Self, RenderError> {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html", ".xml"]);
        tera.set_escape_fn(functions::escape);
        functions::register_placeholders(&mut tera);
        let mut texts: BTreeMap<&str, &str> = SHIPPED.iter().copied().collect();
        let is_asset = |name: &str| ASSETS.iter().any(|(asset, _)| *asset == name);
        texts.extend(
            overrides.iter().map(|(name, text)| (name.as_str(), text.as_str())).filter(|(name, _)| !is_asset(name)),
        );
        let assets = ASSETS
            .iter()
            .map(|(name, text)| (*name, overrides.get(*name).map_or(*text, String::as_str)))
            .map(|(name, text)| (name, if name.ends_with(".css") { style_sheet(text) } else { text.to_owned() }));
        let own: Vec<String> = overrides.keys().cloned().collect();
        tera.add_raw_templates(texts).map_err(|error| RenderError::Template { report: report(&error, &own) })?;
        Ok(Self { tera, assets: assets.collect(), own })
    }

    /// The files beside the templates: style sheets, scripts and icon.
    pub(super) fn assets(&self) -> impl Iterator<Item = Output> + '_ {
        self.assets.iter().map(|(name, text)| Output { path: (*name).to_owned(), bytes: text.as_bytes().to_vec() })
    }

    /// Name and text of each template that the program carries, by name.
    pub fn shipped() -> &'static [(&'static str, &'static str)] {
        SHIPPED
    }

    /// The templates with what is the same on every page of one site.
    pub(super) fn for_site(&self, plan: &SitePlan<'_>) -> Engine<'_> {
        let mut tera = self.tera.clone();
        functions::register(&mut tera, plan.interface());
        let global = tera.global_context();
        global.insert_value("site", Value::from_serializable(&plan.site_view()));
        global.insert_value("t", Value::from_serializable(plan.strings()));
        Engine { tera, budget: Budget::of_pages(plan.largest_page()), own: &self.own }
    }
}

/// Templates ready to draw pages of one site.
pub(super) struct Engine<'t> {
    tera: Tera,
    budget: Budget,
    own: &'t [String],
}

impl Engine<'_> {
    /// Draws one file.
    pub(super) fn draw(&self, template: &str, path: &str, context: &Context) -> Result<Vec<u8>, RenderError> {
        let mut page = Limited::new(self.budget);
        match self.tera.render_to(template, context, &mut page) {
            Ok(()) => Ok(page.into_bytes()),
            Err(error) => {
                let report = page
                    .exceeded()
                    .map_or_else(|| report(&error, self.own), |limit| format!("error: `{template}` {limit}"));
                Err(RenderError::Page { page: path.to_owned(), report })
            }
        }
    }
}

/// How many names stand in a message that names the one which may be meant.
const MOST_LISTED: usize = 40;

/// A report of a name that is not there, with the one that may be meant; a long list of all that are there goes then.
fn with_near_name(mut report: String) -> String {
    let near = report.lines().next().and_then(|line| {
        let (message, there) = line.split_once(" Available ")?;
        let names: Vec<&str> = there.split_once(": ")?.1.split(", ").collect();
        let near = nearest(message.split('`').nth(1)?, &names)?;
        let end = if names.len() > MOST_LISTED { message.len() } else { line.len() };
        Some((end..line.len(), format!("\n  help: did you mean `{near}`?")))
    });
    if let Some((list, help)) = near {
        report.replace_range(list, "");
        report.push_str(&help);
    }
    report
}

/// The engine's report with everything that led to it, and the folder of templates that are the site's `own`.
fn report(error: &tera::Error, own: &[String]) -> String {
    let mut report = with_near_name(error.to_string());
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        report.push_str("\n caused by: ");
        report.push_str(&cause.to_string());
        source = cause.source();
    }
    // The line is shown with what it asks for; what a site brings itself it may have forgotten.
    if report.contains("site.extra.") && report.contains("is not defined") {
        report.push_str(
            "\n  help: `site.extra` is what `extra` of kutip.yaml says: `extra: {contact: archive@example.org}`",
        );
    }
    if report.contains("Unexpected end of input") {
        report.push_str(
            "\n  help: something above is not closed: `{% if %}` by `{% endif %}`, `{% for %}` by `{% endfor %}`",
        );
    }
    let (engine, site) = (|name: &String| format!("--> {name}:"), |name: &String| format!("--> templates/{name}:"));
    own.iter().fold(report, |report, name| report.replace(&engine(name), &site(name)))
}

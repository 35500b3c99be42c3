//! Lists under headings, one for each entity, cut into pages that no reader waits for.

use rayon::prelude::*;

use super::pages::Part;
use super::plan::SitePlan;
use crate::model::EntityId;

/// The pages of sections that each entity has, by the entity's index; worked out once, since other pages link into them.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// Who says what about it, by speaker.
    pub(super) who_says: Vec<Vec<SectionPage>>,
    /// The articles that it shares with each of those who appear with it.
    pub(super) together: Vec<Vec<SectionPage>>,
}

impl Sections {
    pub(super) fn of(plan: &SitePlan<'_>) -> Self {
        let shown = || (0..plan.entities.len() as u32).into_par_iter().map(EntityId).map(|id| (id, plan.shows(id)));
        Self {
            who_says: shown().map(|(id, is_shown)| if is_shown { plan.cut_who_says(id) } else { Vec::new() }).collect(),
            together: shown().map(|(id, is_shown)| if is_shown { plan.cut_together(id) } else { Vec::new() }).collect(),
        }
    }
}

/// A list and what it is headed by; none for what has no page of its own.
pub(super) type Section = (Option<EntityId>, Vec<usize>);

/// One page of sections.
#[derive(Clone, Debug)]
pub(super) struct SectionPage {
    pub(super) part: Part,
    pub(super) sections: Vec<SectionPart>,
}

/// A section, or as much of it as stands on one page.
#[derive(Clone, Debug)]
pub(super) struct SectionPart {
    pub(super) heading: Option<EntityId>,
    /// How many the whole section has.
    pub(super) total: usize,
    /// Whether it began on the page before.
    pub(super) is_continued: bool,
    pub(super) items: Vec<usize>,
}

/// Cuts sections into pages of at most `most` items. A section is cut only if it is larger than half a page.
pub(super) fn cut(sections: Vec<Section>, most: usize) -> Vec<SectionPage> {
    let mut pages: Vec<Vec<SectionPart>> = Vec::new();
    let mut room = 0;
    for (heading, items) in sections {
        let total = items.len();
        let mut rest = items.as_slice();
        if room < most / 2 && room < total {
            room = 0;
        }
        while !rest.is_empty() {
            if room == 0 {
                pages.push(Vec::new());
                room = most.max(1);
            }
            let (now, later) = rest.split_at(rest.len().min(room));
            if let Some(page) = pages.last_mut() {
                page.push(SectionPart { heading, total, is_continued: rest.len() < total, items: now.to_vec() });
            }
            room -= now.len();
            rest = later;
        }
    }
    let of = pages.len();
    let numbered = pages.into_iter().enumerate();
    numbered.map(|(at, sections)| SectionPage { part: Part { number: at + 1, of }, sections }).collect()
}

/// The page on which each section begins, in their order.
pub(super) fn beginnings(pages: &[SectionPage]) -> impl Iterator<Item = (&SectionPage, &SectionPart)> {
    pages
        .iter()
        .flat_map(|page| page.sections.iter().map(move |section| (page, section)))
        .filter(|(_, s)| !s.is_continued)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(sizes: &[usize]) -> Vec<Vec<(usize, bool)>> {
        let sections = sizes.iter().enumerate().map(|(at, size)| (Some(EntityId(at as u32)), vec![0; *size])).collect();
        let pages = cut(sections, 10);
        pages.iter().map(|page| page.sections.iter().map(|s| (s.items.len(), s.is_continued)).collect()).collect()
    }

    #[test]
    fn small_sections_stay_whole_and_large_ones_are_continued() {
        assert_eq!(shape(&[4, 6, 3]), [vec![(4, false), (6, false)], vec![(3, false)]]);
        assert_eq!(shape(&[7, 5]), [vec![(7, false)], vec![(5, false)]]);
        assert_eq!(shape(&[2, 19]), [vec![(2, false), (8, false)], vec![(10, true)], vec![(1, true)]]);
        assert_eq!(shape(&[]), Vec::<Vec<(usize, bool)>>::new());
    }
}

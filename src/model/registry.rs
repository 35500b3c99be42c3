use super::{Addresses, Entity, EntityId, EntityKind};

/// Which entities the names of one article mean. Both lists run parallel to the article's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleLinks {
    /// One for each of the article's entities.
    pub entities: Vec<Option<EntityId>>,
    /// The speaker of each of the article's quotations; none for a source that is not named or not known.
    pub speakers: Vec<Option<EntityId>>,
}

/// An address that leads elsewhere now.
#[derive(Clone, Debug, PartialEq)]
pub enum MovedAddress {
    /// The entity was merged, renamed: it lives at another address.
    To {
        /// Kind of the old address.
        kind: EntityKind,
        /// The old address.
        from: String,
        /// Who bears it now.
        to: EntityId,
    },
    /// A bare address that several namesakes share: the page asks which one; where one is left, nobody is there.
    WhichOne {
        /// Kind of the address.
        kind: EntityKind,
        /// The bare address.
        address: String,
        /// The name they share.
        name: String,
        /// The namesakes, by address.
        entities: Vec<EntityId>,
    },
    /// Nobody bears the name any more (withdrawn, withheld or no longer in the archive).
    Gone {
        /// Kind of the old address.
        kind: EntityKind,
        /// The old address.
        from: String,
    },
}

/// What a doubt is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoubtKind {
    /// Two entities that may be one.
    Split,
    /// One entity that may be two.
    Merge,
}

/// A merge or split that a person should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Whether two may be one or one may be two.
    pub kind: DoubtKind,
    /// The entities concerned.
    pub entities: Vec<EntityId>,
    /// From 0 (idle) to 1 (most worth an answer); lists are sorted by it.
    pub weight: f64,
    /// Where to look: a few articles in question, then one to compare them with; indices into [`Registry::links`].
    pub articles: Vec<usize>,
    /// What speaks for and against, in words.
    pub evidence: Vec<String>,
    /// The line to write into `content/judgements.yaml` or the file to change.
    pub proposal: String,
}

/// All entities of the archive and who means whom: what `resolve` gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Registry {
    /// Entities, sorted by kind and address; [`EntityId`] indexes this list.
    pub entities: Vec<Entity>,
    /// One for each article, in the order of the articles given.
    pub links: Vec<ArticleLinks>,
    /// Old addresses that must stay alive.
    pub moved: Vec<MovedAddress>,
    /// What a person should look at, weightiest first.
    pub doubts: Vec<Doubt>,
    /// The address book to keep.
    pub addresses: Addresses,
}

impl Registry {
    /// The entity that `id` names.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }
}

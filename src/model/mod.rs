//! Plain data that the stages pass to one another: articles, quotations, mentions, entities.
//!
//! Nothing here reads, decides or prints. A type stands here when two stages that must not know one another
//! both speak of it.

mod annotations;
mod article;
mod curation;
mod entity;
mod output;
mod quotation;
mod registry;
mod span;

pub use annotations::{Annotations, FoundQuotation, Mention};
pub use article::{Annotated, Article, ArticleDate, EntityNote, Origin, UNDETERMINED, Value};
pub use curation::{Addresses, CuratedEntity, DatedRole, Judgement, KnownAddress, LooseDate, Namesakes, Verdict};
pub use entity::{Distinction, Entity, EntityId, EntityKind, PrintedRole};
pub use output::Output;
pub use quotation::{Certainty, NO_REASON, Quotation, QuotationKind};
pub use registry::{ArticleLinks, Doubt, DoubtKind, MovedAddress, Registry};
pub use span::Span;

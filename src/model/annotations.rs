use super::{Certainty, EntityKind, QuotationKind, Span};

/// A quotation found in a plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundQuotation {
    /// The words, without marks (direct, mixed) or without the attribution (indirect).
    pub span: Span,
    /// Direct, mixed or indirect.
    pub kind: QuotationKind,
    /// The mention beside the cue: a name without title, a pronoun, the `nya` of `ujarnya`, a description.
    /// None where the quotation has none of its own.
    pub speaker: Option<Span>,
    /// The fullest name of that speaker in this text, or the description of a source that is not named.
    pub speaker_name: Option<String>,
    /// What the speaker is, where it bears a name.
    pub speaker_kind: Option<EntityKind>,
    /// The speaker's role as printed here.
    pub role: Option<String>,
    /// The speaker is a source that is not named.
    pub anonymous: bool,
    /// The body that a source that is not named speaks for.
    pub speaks_for: Option<String>,
    /// The reporting word.
    pub cue: Option<Span>,
    /// Name of the attribution rule, kebab-case (`cue-after`, `continuation`, …).
    pub rule: &'static str,
    /// How sure that rule is here.
    pub certainty: Certainty,
}

/// A name at one place of a plain text, without its title.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// What the name stands for.
    pub kind: EntityKind,
    /// The fullest name of that entity in this text.
    pub name: String,
    /// The title or role printed beside the name (`Menteri Pertanian`), if any.
    pub role: Option<Span>,
}

/// What `extract` finds in one text, each list in text order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// Quotations, in the same group (quoted, indirect) never crossing; one may lie
    /// wholly inside another.
    pub quotations: Vec<FoundQuotation>,
    /// Mentions of named entities, never overlapping.
    pub mentions: Vec<Mention>,
}

impl Annotations {
    /// Moves every span `bytes` further: from a piece of a text to the text.
    pub fn shift(&mut self, bytes: usize) {
        let further = |span: &mut Span| *span = span.shifted(bytes);
        for quotation in &mut self.quotations {
            further(&mut quotation.span);
            quotation.speaker.iter_mut().chain(&mut quotation.cue).for_each(further);
        }
        for mention in &mut self.mentions {
            further(&mut mention.span);
            mention.role.iter_mut().for_each(further);
        }
    }
}

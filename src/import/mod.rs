//! Turns the bytes of a source into articles, without annotations.

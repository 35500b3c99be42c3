//! Joins the stages, one file a subcommand.
pub mod extract;

//! The behaviour of the program, told as a specification: a module per command or subject.

mod browser;
mod build;
mod check;
mod cli;
mod demo;
mod docs;
mod docs_paths;
mod errors;
mod faults;
mod front_matter;
mod gold;
mod import;
mod import_formats;
mod import_html;
mod language_data;
mod layers;
mod names;
mod printings;
mod quotations;
mod resolve;
mod site;
mod spec;
mod support;
mod tagger;
mod template_context;
mod write;

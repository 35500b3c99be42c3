//! kutip turns a folder of news articles into a linked static site of who said what, where and when.
//!
//! ```text
//! import → extract → resolve → site → render → write         serve and check stand beside
//! ```
#![warn(missing_docs)]

pub mod archive;
pub mod check;
pub mod cli;
pub mod command;
pub mod config;
pub mod decode;
pub mod diag;
pub mod eval;
pub mod extract;
pub mod front_matter;
pub mod import;
pub mod lang;
pub mod markdown;
pub mod model;
pub mod render;
pub mod resolve;
pub mod serve;
pub mod site;
pub mod slug;
pub mod url;
pub mod write;
pub mod yaml;

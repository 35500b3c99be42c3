//! Turns the plan of the site and templates into bytes; the only module that knows Tera.

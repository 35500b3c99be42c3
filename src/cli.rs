//! The command line: what can be said, and nothing of what is done then.

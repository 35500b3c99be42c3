//! Turns YAML text into values with file positions, and values into YAML text; the only module that knows the library.

//! Turns the files of a site (`content/`, `templates/`, `static/`, `languages/`) into data, and saves articles.

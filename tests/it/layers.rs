//! No module uses its own or a higher layer.

use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: &[&[&str]] = &[
    &["model"],
    &["diag", "slug", "url"],
    &["decode", "yaml"],
    &["front_matter", "markdown", "lang", "config", "cli"],
    &["import", "extract", "resolve", "site", "render", "archive", "write", "serve", "check", "eval"],
    &["command"],
];

/// `front_matter` needs the limits of `config`; `render` draws the views that `site` plans. Nothing else may look sideways.
const SIDEWAYS: &[(&str, &str)] = &[("front_matter", "config"), ("render", "site")];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

#[test]
fn no_module_uses_its_own_or_a_higher_layer() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let module = relative.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        let Some(own) = layer(&module) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        for (at, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let allowed = used == module
                    || layer(&used).is_none_or(|layer| layer < own)
                    || SIDEWAYS.contains(&(module.as_str(), used.as_str()));
                if !allowed {
                    wrong.push(format!("src/{relative}:{}: `{module}` uses `{used}`", at + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Places that may read or write files, or look at a clock. The trainer is a program of its own that lies beside what
/// it trains; a page that takes too long is stopped by the time it took.
const DISK_AND_CLOCK: &[&str] = &["archive/", "write/", "serve/", "command/", "main.rs", "extract/tagger/train/"];
const CLOCK_ONLY: &[&str] = &["render/limits.rs"];

#[test]
fn only_archive_write_serve_and_the_commands_touch_the_disk_or_the_clock() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if DISK_AND_CLOCK.iter().any(|place| relative.starts_with(place)) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let product = text.split("#[cfg(test)]").next().unwrap();
        for (at, line) in product.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let disk = ["std::fs", "fs::", "File::open", "File::create"].iter().any(|word| line.contains(word));
            let clock = ["Instant::now", "SystemTime::now", "Timestamp::now", "Zoned::now"]
                .iter()
                .any(|word| line.contains(word));
            if disk || (clock && !CLOCK_ONLY.contains(&relative.as_str())) {
                wrong.push(format!("src/{relative}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

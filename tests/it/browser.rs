//! The demo in a real browser, opened from disk as a reader does.
//!
//! Needs Chromium. Without one the tests say so and pass, unless `KUTIP_BROWSER=required`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::demo;

pub fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found =
        std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name))).find(|p| p.is_file());
    if found.is_none() {
        assert!(std::env::var_os("KUTIP_BROWSER").is_none_or(|value| value != "required"), "no Chromium in PATH");
        eprintln!("SKIPPED: no Chromium in PATH; the demo was not looked at in a browser");
    }
    found
}

/// Opens a page that runs `script` beside a frame of the demo and gives the text that the script leaves behind.
///
/// In the script, `await open(path)` shows a page of the site and gives its document; `say(text)` adds a line.
pub fn look(width: u32, flags: &[&str], script: &str) -> Option<String> {
    look_at(&demo::public(), width, flags, script)
}

/// The same for a site in another folder.
pub fn look_at(public: &Path, width: u32, flags: &[&str], script: &str) -> Option<String> {
    let browser = browser()?;
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("look.html");
    let base = format!("file://{}/", public.canonicalize().unwrap().display());
    fs::write(&page, page_that_looks(&base, width, script)).unwrap();
    Some(said(&run(&browser, &format!("file://{}", page.display()), flags)))
}

/// The same for a site at an address; `look.html` there must be what [`page_that_looks`] gives.
pub fn look_over_http(base: &str) -> Option<String> {
    Some(said(&run(&browser()?, &format!("{base}look.html"), &[])))
}

/// A page with a frame for the site at `base`, and a script that drives it.
pub fn page_that_looks(base: &str, width: u32, script: &str) -> String {
    format!(
        "<!DOCTYPE html><meta charset=utf-8><iframe id=frame style='width:{width}px;height:800px;border:0'></iframe>\
         <pre id=said></pre><script>
         const frame = document.getElementById('frame');
         const say = text => document.getElementById('said').append(text + '\\n');
         const loaded = () => new Promise(done => frame.addEventListener('load', done, {{once: true}}));
         const shown = () => frame.contentDocument;
         const open = async path => {{ const wait = loaded(); frame.src = '{base}' + path; await wait; return shown(); }};
         const later = wait => new Promise(done => setTimeout(done, wait));
         const until = async met => {{ for (let n = 0; n < 60 && !met(); n++) await later(100); return met(); }};
         const follow = async link => {{ const wait = loaded(); frame.src = link.href; await wait; return shown(); }};
         (async () => {{ {script} }})().catch(e => say('ERROR ' + e)).then(() => say('DONE'));
         </script>"
    )
}

fn said(said: &str) -> String {
    assert!(said.contains("DONE"), "the browser did not finish: {said}");
    assert!(!said.contains("ERROR"), "{said}");
    said.to_owned()
}

fn run(browser: &Path, address: &str, flags: &[&str]) -> String {
    let profile = tempfile::tempdir().unwrap();
    let output = tempfile::NamedTempFile::new().unwrap();
    let mut child = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"])
        .args(["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"])
        .args(["--allow-file-access-from-files", "--virtual-time-budget=20000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(flags)
        .arg(address)
        .stdin(std::process::Stdio::null())
        .stdout(output.reopen().unwrap())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > Duration::from_secs(120) {
            child.kill().unwrap();
            panic!("the browser took more than two minutes");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let dom = fs::read_to_string(output.path()).unwrap();
    let said = dom.split("<pre id=\"said\">").nth(1).and_then(|rest| rest.split("</pre>").next());
    said.unwrap_or("nothing was said").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")
}

/// A card over a name never hides what has the focus next.
#[test]
fn the_card_over_a_name_goes_when_the_focus_goes() {
    let script = "
        await open('artikel/2025/01/two-women-one-name-one-river/index.html');
        const card = () => shown().getElementById('hovercard');
        shown().querySelector('main a.ent.person').focus();
        say('shown: ' + await until(() => card() && !card().hidden));
        shown().querySelector('main .permalink').focus();
        say('gone: ' + card().hidden);";
    let Some(said) = look(1000, &[], script) else { return };
    assert_eq!(said, "shown: true\ngone: true\nDONE\n");
}

/// Quotation → speaker → article, by links alone.
#[test]
fn a_reader_goes_from_a_quotation_to_its_speaker_and_back_to_the_article() {
    let quotations = fs::read_to_string(demo::public().join("data/quotations.jsonl")).unwrap();
    let quotation: serde_json::Value = quotations
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .find(|quotation| !quotation["speaker_url"].is_null() && quotation["kind"] == "direct")
        .expect("a direct quotation with a named speaker");
    let text = |key: &str| quotation[key].as_str().unwrap_or_else(|| panic!("no `{key}`")).to_owned();
    let script = format!(
        "const id = {id:?}, words = {words:?}, speaker = {speaker:?}, article = {article:?};
         const hrefs = () => [...shown().querySelectorAll('a[href]:not(svg a)')];
         const same = (link, path) => new URL(link.href).pathname.endsWith('/' + path.split('#')[0]);
         await open(article.split('#')[0]);
         const toSpeaker = hrefs().find(link => same(link, speaker));
         say('article leads to speaker: ' + !!toSpeaker);
         await follow(toSpeaker);
         const back = hrefs().find(link => same(link, article) && link.hash.includes(id));
         say('speaker leads to the words: ' + !!back);
         await follow(back);
         const place = shown().getElementById(decodeURIComponent(new URL(back.href).hash.slice(1)));
         const fold = text => text.replace(/\\s+/g, ' ').trim();
         say('words are there: ' + (!!place && fold(place.textContent).includes(fold(words))));",
        id = text("id"),
        words = text("text"),
        speaker = text("speaker_url"),
        article = text("article_url"),
    );
    let Some(said) = look(1000, &[], &script) else { return };
    assert_eq!(said.matches(": true").count(), 3, "{quotation:#}\n{said}");
}

/// One page of each folder of the site, the longest, and those at its root.
pub fn pages_of_each_kind() -> Vec<String> {
    let public = demo::public();
    let mut longest = std::collections::BTreeMap::<String, (u64, String)>::new();
    for (name, path) in demo::files(&public).into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let kind = match name.matches('/').count() {
            0 => name.clone(),
            depth => format!("{} {depth}", name.split('/').next().unwrap()),
        };
        let size = path.metadata().unwrap().len();
        let best = longest.entry(kind).or_default();
        if size > best.0 {
            *best = (size, name);
        }
    }
    longest.into_values().map(|(_, name)| name).collect()
}

#[test]
fn no_page_is_wider_than_a_small_telephone() {
    let pages = serde_json::to_string(&pages_of_each_kind()).unwrap();
    let script = format!(
        "for (const path of {pages}) {{
           const root = (await open(path)).documentElement;
           if (root.scrollWidth > root.clientWidth) say('WIDE ' + path + ' ' + root.scrollWidth);
           else say('fits ' + path);
         }}"
    );
    let Some(said) = look(360, &[], &script) else { return };
    assert!(said.contains("fits") && !said.contains("WIDE"), "{said}");
}

#[test]
fn a_reader_who_prefers_dark_gets_light_letters_on_dark() {
    let script = "
        const page = await open('index.html');
        const light = colour => {
          const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const style = element => frame.contentWindow.getComputedStyle(element);
        const background = [page.body, page.documentElement].map(e => style(e).backgroundColor)
          .find(colour => colour !== 'rgba(0, 0, 0, 0)') || 'rgb(255, 255, 255)';
        say('letters lighter than paper: ' + (light(style(page.body).color) > light(background)));";
    let Some(dark) = look(800, &["--blink-settings=preferredColorScheme=0"], script) else { return };
    let Some(light) = look(800, &["--blink-settings=preferredColorScheme=1"], script) else { return };
    assert!(dark.contains("paper: true"), "{dark}");
    assert!(light.contains("paper: false"), "{light}");
}

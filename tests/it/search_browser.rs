//! The search page in a real browser: what is found, filters, addresses, the back button, keys, from a disk and under a
//! strict policy. As the other browser tests, they need Chromium.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use kutip::lang::Languages;
use serde_json::{Value, json};

use crate::browser::{look, look_at, look_over_http, page_that_looks};
use crate::{demo, support};

/// What the scripts of these tests can use besides `open` and `say`.
const TOOLS: &str = "
    const wait = ms => new Promise(done => setTimeout(done, ms));
    const until = async test => { for (let i = 0; i < 300 && !test(); i++) await wait(20); if (!test()) throw 'in vain: ' + test; };
    const found = () => !shown().getElementById('found').hidden;
    const search = async (query, folder = 'cari') => { await open(folder + '/index.html' + query); await until(found); return shown(); };
    const figures = () => [...shown().querySelectorAll('#results figure')];
    const ids = () => figures().map(figure => figure.dataset.id);
    const text = () => shown().getElementById('results').textContent;
    const count = () => Number(shown().getElementById('said').textContent.match(/\\d+/)[0]);
    const query = () => decodeURIComponent(frame.contentWindow.location.search);
    const box = () => shown().getElementById('words');
    const type = words => { box().value = words; box().dispatchEvent(new Event('input', {bubbles: true})); };
    const tick = async (facet, label) => {
      const row = () => [...shown().querySelectorAll(`[data-facet=${facet}] label`)].find(row => row.textContent.startsWith(label));
      await until(row);
      row().firstChild.click();
    };
    const pick = (at, n) => { const select = shown().querySelectorAll('select')[at]; select.selectedIndex = n; select.dispatchEvent(new Event('change', {bubbles: true})); };
    const press = key => shown().dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
";

fn with_tools(script: &str) -> String {
    format!("{TOOLS}{script}")
}

/// How many of the right answers the first five results of each query of `tests/search/queries.json` hold. Printings of one
/// statement are one result, which holds them all.
#[test]
fn questions_written_by_a_reader_find_their_answers_in_the_first_five() {
    const RIGHT: u64 = 42;
    let queries: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(demo::root().join("tests/search/queries.json")).unwrap()).unwrap();
    let asked: Vec<&Value> = queries.iter().map(|query| &query["query"]).collect();
    let script = with_tools(&format!(
        "for (const words of {}) {{
           await search('?q=' + encodeURIComponent(words));
           const first = [...shown().querySelectorAll('#results .names li a, #results figure')].slice(0, 5);
           say('RESULT ' + JSON.stringify(first.map(e => e.dataset.id || e.getAttribute('href').replace('../', ''))));
         }}",
        json!(asked)
    ));
    let Some(said) = look(1000, &[], &script) else { return };
    let results: Vec<Vec<String>> = said
        .lines()
        .filter_map(|line| line.strip_prefix("RESULT "))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(results.len(), queries.len(), "{said}");
    let data = fs::read_to_string(demo::public().join("data/quotations.jsonl")).unwrap();
    let printings: BTreeMap<String, BTreeSet<String>> = data
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|quotation| {
            let variants = quotation["variants"].as_array().into_iter().flatten();
            let others = variants.map(|id| id.as_str().unwrap().to_owned()).collect();
            (quotation["id"].as_str().unwrap().to_owned(), others)
        })
        .collect();
    let (mut right, mut most, mut missed) = (0, 0, Vec::new());
    for (query, first) in queries.iter().zip(results) {
        let answers = query["right"].as_array().unwrap().iter().filter(|answer| answer["withdrawn"] != true);
        let answers: Vec<&str> = answers.filter_map(|a| a["id"].as_str().or(a["url"].as_str())).collect();
        let is_held = |answer: &&&str| {
            first.iter().any(|result| {
                result == **answer || printings.get(result).is_some_and(|others| others.contains(**answer))
            })
        };
        let hits = answers.iter().filter(is_held).count().min(5);
        (right, most) = (right + hits as u64, most + answers.len().min(5) as u64);
        if hits == 0 {
            missed.push(query["query"].to_string());
        }
    }
    assert!(right >= RIGHT, "{right} of {most}, at least {RIGHT} wanted; nothing right for {missed:?}");
    assert!(missed.is_empty(), "nothing right for {missed:?}");
}

#[test]
fn other_forms_phrases_and_slips_are_found_in_both_interfaces() {
    let script = |folder: &str| {
        with_tools(&format!(
            "const ask = async words => {{ await search('?q=' + encodeURIComponent(words), '{folder}'); return text(); }};
             say('mengatakan→dikatakan: ' + /sungai/i.test(await ask('pengerukan sungai')));
             say('phrase: ' + /peringatan dini/i.test(await ask('“peringatan dini”')) + count());
             say('no phrase: ' + (await ask('“dini peringatan”'), figures().length));
             say('English: ' + /permit/i.test(await ask('permits')));
             say('slip: ' + /Ratna Wiratmaja/.test(await ask('Ratna Wiratmadja')));
             say('name first: ' + (await ask('Nenek Ina'), shown().querySelector('#results li a').textContent));
             const links = (await ask('Mahkamah Konstitusi'), [...shown().querySelectorAll('#results li a')].map(a => a.href));
             say('a name nobody quotes, once: ' + (figures().length === 0 && links.length === new Set(links).size && links.length));
             await ask('zzzzqq Ratnaa Wiratmaaja');
             say('marked: ' + (await ask('sungai'), shown().querySelectorAll('#results mark').length > 5));"
        ))
    };
    let wanted = "mengatakan→dikatakan: true\nphrase: true2\nno phrase: 0\nEnglish: true\nslip: true\nname first: Ina Peruati\na name nobody quotes, once: 1\nmarked: true\n";
    let Some(said) = look(1000, &[], &script("cari")) else { return };
    assert_eq!(said.trim_end_matches("DONE\n"), wanted);
    let Some(said) = look_at(&demo::public_in_english(), 1000, &[], &script("search")) else { return };
    assert_eq!(said.trim_end_matches("DONE\n"), wanted);
}

#[test]
fn filters_narrow_down_stand_in_the_address_and_the_back_button_undoes_them() {
    let script = with_tools(
        "await search('?q=sungai');
         const all = count(), before = ids();
         await tick('speaker', 'Darius Lamanepa');
         await until(() => query().includes('pembicara=orang/darius-lamanepa') && count() < all);
         say('only his: ' + figures().every(f => f.querySelector('.who').textContent.includes('Darius')));
         await tick('publisher', 'Suara Ambara');
         await until(() => query().includes('sumber=Suara'));
         say('only that paper: ' + figures().every(f => f.querySelector('.where').textContent.includes('Suara Ambara')));
         const both = ids(), address = query();
         frame.contentWindow.history.back();
         await until(() => !query().includes('sumber') && !same(ids(), both));
         say('one back: ' + query());
         frame.contentWindow.history.back();
         await until(() => count() === all);
         say('two back: ' + same(ids(), before) + query());
         await search(address);
         say('the address alone: ' + same(ids(), both));
         await search('?tahun=2024&kepastian=' + encodeURIComponent('pasti'));
         say('filters alone: ' + (count() > 0) + figures().every(f => f.querySelector('time').dateTime.startsWith('2024')));
         await search('?q=sungai&sumber=Tidak+Ada');
         say('nothing left: ' + figures().length);
         shown().querySelector('#results button').click();
         await until(() => figures().length);
         say('filter dropped: ' + (count() === all) + query());",
    );
    let Some(said) = look(1000, &[], &script) else { return };
    let wanted = "only his: true\nonly that paper: true\none back: ?q=sungai&pembicara=orang/darius-lamanepa\n\
        two back: true?q=sungai\nthe address alone: true\nfilters alone: truetrue\nnothing left: 0\nfilter dropped: true?q=sungai\nDONE\n";
    assert_eq!(said, wanted);
}

#[test]
fn results_are_grouped_by_speaker_set_side_by_side_and_ordered_by_date() {
    let script = with_tools(
        "await search('?q=sungai');
         pick(0, 1);
         await until(() => query().includes('tampil=pembicara') && shown().querySelector('#results .group'));
         const counts = [...shown().querySelectorAll('.group h2 .meta')].map(m => Number(m.textContent.match(/\\d+/)[0]));
         say('most first: ' + (counts.length > 2) + same(counts, [...counts].sort((a, b) => b - a)));
         pick(0, 2);
         await until(() => shown().querySelector('.compare'));
         say('side by side: ' + shown().querySelectorAll('.compare > .group').length);
         await search('?q=sungai&tampil=berdampingan&pembicara=orang/darius-lamanepa&pembicara=orang/ratna-wiratmaja');
         say([...shown().querySelectorAll('.compare h2 a')].map(a => a.textContent).sort().join(', '));
         await search('?q=sungai&urut=terbaru');
         const days = figures().map(f => f.querySelector('time').dateTime);
         say('newest first: ' + same(days, [...days].sort().reverse()));
         const most = [...shown().querySelectorAll('#results > button')].at(-1), before = figures().length;
         most.click();
         await until(() => figures().length > before);
         say('more: ' + (shown().activeElement === figures()[before].querySelector('a')));",
    );
    let Some(said) = look(1000, &[], &script) else { return };
    let wanted = "most first: truetrue\nside by side: 2\nDarius Lamanepa, Ratna Wiratmaja\nnewest first: true\nmore: true\nDONE\n";
    assert_eq!(said, wanted);
}

/// Five articles print one statement on the river, two of them in 2026.
#[test]
fn a_statement_is_one_result_and_a_year_is_a_word_too() {
    let script = with_tools(
        "const ask = words => search('?q=' + encodeURIComponent(words));
         const years = () => [...new Set(figures().map(f => f.querySelector('time').dateTime.slice(0, 4)))];
         await ask('sungai');
         const all = count();
         await ask('sungai 2024');
         say('of the year: ' + (count() > 0 && count() < all) + same(years(), ['2024']));
         await ask('2024');
         say('the year alone, first: ' + (count() > 50) + same(years(), ['2024']));
         await ask('izin perpanjang sungai bersih');
         const statement = ids().filter(id => ['10862bcb6435', '97f6d60f0d57', 'ad307f6116e3'].includes(id)).length;
         const also = figures()[0].querySelector('[data-is=also]');
         say('one result: ' + statement + also.textContent + /#printings$/.test(also.href));
         say('none of others: ' + figures().filter(f => f.querySelector('[data-is=also]')).length);",
    );
    let Some(said) = look(1000, &[], &script) else { return };
    let wanted = "of the year: truetrue\nthe year alone, first: truetrue\none result: 1juga di 4 artikel laintrue\n\
        none of others: 1\nDONE\n";
    assert_eq!(said, wanted);
}

#[test]
fn nothing_is_loaded_before_the_box_has_focus_and_keys_reach_it() {
    let script = with_tools(
        "await open('cari/index.html');
         await wait(300);
         const shards = () => [...shown().querySelectorAll('script[src*=\"data/search\"]')].map(s => s.src.split('data/search/')[1].split('?')[0]);
         say('at rest: ' + shards().length);
         press('/');
         say('slash: ' + (shown().activeElement === box()));
         await until(() => shards().includes('start.js'));
         await wait(300);
         say('no words: ' + shards().every(name => !name.startsWith('words')));
         type('banj');
         await until(found);
         say('while typing: ' + /banjir/i.test(text()) + query());
         type('zzzzqqq');
         await until(() => !figures().length);
         say('said what was searched: ' + text().includes('zzzzqqq'));
         type('Wiratmaja Ratnna');
         await until(() => text().includes('Ratna Wiratmaja'));
         box().focus();
         press('Escape');
         say('escape: ' + (shown().activeElement !== box()));
         const reached = [...shown().querySelectorAll('main [onclick], main [tabindex], main [role=button]')];
         say('only links, buttons, fields: ' + reached.length);",
    );
    let Some(said) = look(1000, &[], &script) else { return };
    let wanted = "at rest: 0\nslash: true\nno words: true\nwhile typing: true?q=banj\nsaid what was searched: true\n\
        escape: true\nonly links, buttons, fields: 0\nDONE\n";
    assert_eq!(said, wanted);
}

/// The longer words that a word begins come while it is typed, not once it is asked for.
#[test]
fn a_word_that_was_asked_for_is_not_the_beginning_of_another() {
    let said = |at: usize, words: &str| {
        format!(
            "-- content/articles/a{at}.md --\n---\nid: a{at}\ntitle: T{at}\nlang: en\nquotations:\n  - {{text: {words}, speaker: Ann Lee}}\n\
             ---\n\n“{words},” said Ann Lee.\n"
        )
    };
    let site =
        support::Site::new(&(said(1, "the camp was full of people") + &said(2, "the campaign was loud and long")));
    site.build();
    let script = with_tools(
        "await search('?q=camp');
         say('asked: ' + figures().length + /loud/.test(text()));
         await open('cari/index.html');
         type('camp');
         await until(found);
         say('typed: ' + figures().length);
         await search('?q=campa');
         say('no such word: ' + figures().length);",
    );
    let Some(said) = look_at(&site.path("public"), 1000, &[], &script) else { return };
    assert_eq!(said, "asked: 1false\ntyped: 2\nno such word: 1\nDONE\n");
}

/// A root that stands nowhere by itself leads to what was made of it, and quotations with all words stand before those with some.
#[test]
fn a_root_finds_its_forms_and_all_words_stand_before_some() {
    let said = |at: usize, words: &str| {
        format!(
            "-- content/articles/a{at}.md --\n---\nid: a{at}\ntitle: T{at}\ndate: 2024-05-0{at}\nlang: id\nquotations:\n  - {{text: {words}, \
             speaker: Rina}}\n---\n\n“{words},” kata Rina.\n"
        )
    };
    let site = support::Site::new(
        &(said(1, "warga desa menolak rencana gubernur membuka jalan lewat hutan sebelum ada izin tambang")
            + &said(2, "tambang tambang tambang")
            + &said(3, "tambang itu diserang orang")),
    );
    site.build();
    let script = with_tools(
        "const ask = async words => { await search('?q=' + words); return figures().map(f => f.querySelector('blockquote').textContent.trim().slice(0, 9)).join() + count(); };
         for (const words of ['tolak', 'penolakan', 'menolak', 'serang', 'tolak+tambang', 'tambang+menolak']) say(words + ': ' + await ask(words));
         await search('?q=tolak');
         say([...shown().querySelectorAll('#results mark')].map(mark => mark.textContent).join());",
    );
    let Some(said) = look_at(&site.path("public"), 1000, &[], &script) else { return };
    let wanted = "tolak: warga des1\npenolakan: warga des1\nmenolak: warga des1\nserang: tambang i1\ntolak+tambang: warga des,tambang t,\
        tambang i1\ntambang+menolak: warga des,tambang t,tambang i1\nmenolak\nDONE\n";
    assert_eq!(said, wanted);
}

#[test]
fn namesakes_are_told_apart_in_filters_and_results() {
    let script = with_tools(
        "await search('?q=sungai+siti+marlina');
         const rows = () => [...shown().querySelectorAll('[data-facet=speaker] label')].map(row => row.textContent);
         await until(() => rows().length);
         say(rows().filter(row => row.startsWith('Siti Marlina (')).length + ' of ' + rows().filter(row => row.startsWith('Siti')).length);",
    );
    let Some(said) = look(1000, &[], &script) else { return };
    assert_eq!(said, "2 of 2\nDONE\n");
}

/// What the script takes words apart into is what the program does.
#[test]
fn the_script_and_the_program_take_words_apart_alike() {
    let source = fs::read_to_string(demo::root().join("src/site/scripts/search.js")).unwrap();
    let start = source.find("const fold =").unwrap();
    let end = start + source[start..].find("/* Whether one letter").unwrap();
    let mut forms: Vec<String> = Vec::new();
    for (name, path) in demo::files(&demo::public().join("data/search/words")) {
        let text = fs::read_to_string(path).unwrap();
        let value = text.strip_prefix(&format!("kutipShard(\"words/{}\",", name.trim_end_matches(".js"))).unwrap();
        let words: Vec<Vec<Value>> = serde_json::from_str(value.trim_end().strip_suffix(')').unwrap()).unwrap();
        for family in words {
            forms.extend(family[1..].iter().map(|form| form[0].as_str().unwrap().to_owned()));
        }
    }
    assert!(forms.len() > 1_000);
    forms.extend(
        ["", "a", "ke", "kean", "memperkenalkannyalah", "ñandú", "ελλάδας", "的", "constructor"].map(str::to_owned),
    );
    let languages = Languages::embedded();
    let texts =
        ["Jum’at, SÃO Tomé: Ma'ruf!", "İstanbul ΟΔΟΣ Straße", "anak-anak Rp10.000 3½ ²", "naïve‘s don`t \u{ad}x"];
    let mut script = source[start..end].to_owned();
    script.push_str(&format!("for (const t of {}) say(JSON.stringify(words(t)));", json!(texts)));
    for language in languages.iter() {
        let rules = serde_json::to_string(&language.affixes).unwrap();
        script.push_str(&format!("for (const w of {}) say(JSON.stringify(sources(w, {rules})));", json!(forms)));
    }
    let Some(said) = look(1000, &[], &script) else { return };
    let mut lines = said.lines();
    for text in texts {
        assert_eq!(lines.next().unwrap(), json!(kutip::site::searched_words(text)).to_string(), "{text}");
    }
    for language in languages.iter() {
        for form in &forms {
            assert_eq!(lines.next().unwrap(), json!(language.affixes.sources(form)).to_string(), "{form}");
        }
    }
}

/// Serves a folder as a careful host would, and at `look.html` the page that looks at it.
pub fn serve(public: PathBuf, looks: impl FnOnce(&str) -> String) -> String {
    const POLICY: &str =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}/", listener.local_addr().unwrap());
    let page = looks(&base);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = String::new();
            let mut reader = BufReader::new(&stream);
            let _ = reader.read_line(&mut request);
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|length| length > 2) {
                line.clear();
            }
            let path = request.split(' ').nth(1).unwrap_or("/").split(['?', '#']).next().unwrap_or("/").to_owned();
            let (bytes, policy) = if path == "/look.html" {
                (page.clone().into_bytes(), "")
            } else {
                (fs::read(public.join(path.trim_start_matches('/'))).unwrap_or_default(), POLICY)
            };
            let kind = match Path::new(&path).extension().and_then(|end| end.to_str()) {
                Some("js") => "text/javascript",
                Some("css") => "text/css",
                Some("svg") => "image/svg+xml",
                _ => "text/html; charset=utf-8",
            };
            let policy =
                if policy.is_empty() { String::new() } else { format!("Content-Security-Policy: {policy}\r\n") };
            let length = bytes.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{policy}Connection: close\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes));
        }
    });
    base
}

#[test]
fn the_search_works_where_only_scripts_of_the_site_may_run() {
    let script = with_tools(
        "let refused = 0;
         await search('?q=menambang');
         shown().addEventListener('securitypolicyviolation', () => refused++);
         say('found: ' + /tambang/i.test(text()));
         await tick('year', '2024');
         await until(() => query().includes('tahun=2024'));
         say('refused: ' + refused);
         await until(() => shown().querySelector('.facets fieldset label'));
         say('styled: ' + (frame.contentWindow.getComputedStyle(shown().querySelector('.facets fieldset label')).display));",
    );
    let base = serve(demo::public(), |base| page_that_looks(base, 1000, &script));
    let Some(said) = look_over_http(&base) else { return };
    assert_eq!(said, "found: true\nrefused: 0\nstyled: flex\nDONE\n");
}

#[test]
fn hostile_words_are_shown_as_words() {
    let text = "</script><img src=x onerror=parent.say('RUN')><b>tebal</b> constructor __proto__";
    let quoted = serde_json::to_string(text).unwrap();
    let site = support::Site::new(&format!(
        "-- content/articles/a.md --\n---\nid: a1\ntitle: {quoted}\nlang: id\npublisher: {quoted}\ndate: 2024-01-02\nquotations:\n  - {{id: 777777777777, text: {quoted}, kind: direct, speaker: {quoted}, role: {quoted}, note: {quoted}}}\nentities:\n  - {{name: {quoted}, kind: person}}\n---\n\n“{}” kata orang.\n",
        text.replace('<', "\\<").replace('_', "\\_")
    ));
    site.build();
    let in_script = quoted.replace('<', "\\u003c");
    let script = with_tools(&format!(
        "await search('?q=' + encodeURIComponent({in_script}));
         say('shown: ' + figures().length + text().includes('<b>tebal</b>'));
         say('elements: ' + shown().querySelectorAll('main img, main b').length);
         for (const word of ['constructor', '__proto__', 'hasOwnProperty', 'toString', '<b>']) await search('?q=' + encodeURIComponent(word));
         await search('?q=tebal&pembicara=__proto__&tahun=constructor&tampil=%3Cb%3E');
         say('odd addresses: ' + figures().length);"
    ));
    let Some(said) = look_at(&site.path("public"), 1000, &[], &script) else { return };
    assert_eq!(said, "shown: 1true\nelements: 0\nodd addresses: 0\nDONE\n");
}

#[test]
fn the_search_fits_a_small_telephone_in_every_view() {
    let script = with_tools(
        "for (const view of ['', 'pembicara', 'berdampingan']) {
           await search('?q=sungai&tampil=' + view);
           const root = shown().documentElement;
           say(root.scrollWidth > root.clientWidth ? 'WIDE ' + view : 'fits');
         }",
    );
    let Some(said) = look(360, &[], &script) else { return };
    assert_eq!(said, "fits\nfits\nfits\nDONE\n");
}

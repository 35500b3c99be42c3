//! What readers do on the pages of the demo, with and without the script: hover, copy, jump, keys, print, sizes.

use std::collections::BTreeMap;
use std::fs;

use crate::browser::{look, look_at, look_over_http, page_that_looks, pages_of_each_kind};
use crate::demo;
use crate::search_browser::serve;

/// The address of an article with many names, and that of a quotation.
fn article_and_quotation() -> (String, String) {
    let files = demo::files(&demo::public());
    let longest = |folder: &str| {
        let pages = files.iter().filter(|(name, _)| name.starts_with(folder) && !name.ends_with("artikel/index.html"));
        let pages = pages.filter(|(name, _)| *name != "kutipan/index.html");
        pages.max_by_key(|(_, path)| path.metadata().unwrap().len()).unwrap().0.clone()
    };
    (longest("artikel/"), longest("kutipan/"))
}

/// Uses every comfort of the script and says how it went; `said` is true everywhere where all is well.
fn comforts() -> String {
    let (article, quotation) = article_and_quotation();
    format!(
        "let page = await open({article:?});
         const view = () => frame.contentWindow;
         const refused = [];
         const watch = () => shown().addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective));
         watch();
         const loaded_by = () => view().performance.getEntriesByType('resource').map(r => r.name)
           .filter(name => !/(\\.css|kutip\\.js|icon\\.svg)$/.test(name))
           .filter(name => [...page.images].every(picture => picture.src !== name));
         await later(500);
         say('nothing is loaded before it is asked for: ' + (loaded_by().length === 0));
         const link = page.querySelector('main .text a.ent.person');
         const over = element => element.dispatchEvent(new (view().PointerEvent)('pointerover', {{bubbles: true, pointerType: 'mouse'}}));
         const press = (element, key) => element.dispatchEvent(new (view().KeyboardEvent)('keydown', {{key, bubbles: true, cancelable: true}}));
         over(link); await later(1500);
         const card = () => page.getElementById('hovercard');
         say('a card opens over a name: ' + (card() && !card().hidden && card().querySelectorAll('span').length > 0));
         say('the card describes the link: ' + (link.getAttribute('aria-describedby') === 'hovercard'));
         over(card()); await later(1500);
         say('the pointer may move into it: ' + !card().hidden);
         press(page.body, 'Escape');
         say('Escape closes it: ' + card().hidden);
         over(link); await later(1500); over(page.querySelector('h1')); await later(1500);
         say('it closes behind the pointer: ' + card().hidden);
         press(page.body, '/');
         const box = page.querySelector('.masthead input[type=search]');
         say('the key / goes to the box: ' + (page.activeElement === box));
         box.value = 'rat'; box.dispatchEvent(new Event('input')); await later(1500);
         const options = () => [...page.querySelectorAll('#jump [role=option]')];
         say('names begin with what is typed: ' + options().some(option => option.textContent.includes('Ratna')));
         say('the list is open: ' + (box.getAttribute('aria-expanded') === 'true'));
         press(box, 'ArrowDown');
         say('an arrow marks a name: ' + (box.getAttribute('aria-activedescendant') === 'jump-0' && options()[0].getAttribute('aria-selected') === 'true'));
         press(box, 'Escape');
         say('Escape closes the list: ' + (page.getElementById('jump').hidden && page.activeElement === box));
         press(box, 'Escape');
         say('Escape leaves the box: ' + (page.activeElement !== box));
         box.focus(); box.dispatchEvent(new Event('input')); await later(1500); press(box, 'ArrowDown');
         const to = loaded(); press(box, 'Enter'); await to;
         say('Enter goes to the name: ' + /ratna/.test(view().location.pathname));
         page = await open({quotation:?}); watch();
         const button = page.querySelector('.copying');
         const copied = page.querySelector('script[data-copied]').dataset.copied;
         button.click();
         say('a button copies: ' + await until(() => button.textContent === copied));
         say('refused ' + refused.join() + ': ' + (refused.length === 0));"
    )
}

#[test]
fn the_comforts_of_the_script_work_from_a_disk() {
    let Some(said) = look(1000, &[], &comforts()) else { return };
    assert_eq!(said.matches(": true").count(), 15, "{said}");
}

#[test]
fn the_comforts_of_the_script_work_under_the_strictest_policy() {
    let base = serve(demo::public(), |base| page_that_looks(base, 1000, &comforts()));
    let Some(said) = look_over_http(&base) else { return };
    assert_eq!(said.matches(": true").count(), 15, "{said}");
}

#[test]
fn a_page_says_the_same_without_scripts() {
    let pages = serde_json::to_string(&pages_of_each_kind()).unwrap();
    let script = format!(
        "const words = page => page.querySelector('main').innerText.replace(/\\s+/g, ' ').length;
         for (const path of {pages}) {{
           frame.removeAttribute('sandbox');
           const all = words(await open(path));
           frame.setAttribute('sandbox', 'allow-same-origin');
           const without = words(await open(path));
           say((without >= 0.9 * all ? 'whole ' : 'LESS ') + path + ' ' + without + ' of ' + all);
         }}"
    );
    let Some(said) = look(1000, &[], &script) else { return };
    assert!(said.contains("whole") && !said.contains("LESS"), "{said}");
}

#[test]
fn the_first_key_leads_past_the_menus_and_focus_is_seen_everywhere() {
    let pages = serde_json::to_string(&pages_of_each_kind()).unwrap();
    let script = format!(
        "for (const path of {pages}) {{
           const page = await open(path);
           const all = [...page.querySelectorAll('a[href], button, input, select, summary, [tabindex]')];
           const view = frame.contentWindow;
           const bad = [];
           all[0].focus();
           const box = all[0].getBoundingClientRect();
           if (all[0].hash !== '#main' || box.left < 0 || box.width < 2) bad.push('no skip link');
           if (all.some(e => e.tabIndex > 0)) bad.push('an order of its own');
           // A name under the search box takes the focus of the box itself.
           for (const element of all.filter(e => e.type !== 'hidden' && e.checkVisibility({{visibilityProperty: true}}))) {{
             element.focus({{focusVisible: true}});
             if (view.getComputedStyle(element).outlineStyle === 'none') bad.push(element.outerHTML.slice(0, 80));
           }}
           say((bad.length ? 'BAD ' : 'good ') + path + ' ' + bad.slice(0, 3).join(' | '));
         }}"
    );
    let Some(said) = look(1000, &[], &script) else { return };
    assert!(said.contains("good") && !said.contains("BAD"), "{said}");
}

#[test]
fn a_printed_page_has_no_menus_and_says_where_the_words_are_from() {
    let (_, quotation) = article_and_quotation();
    let script = format!(
        "const page = await open({quotation:?});
         for (const sheet of page.styleSheets)
           for (const rule of sheet.cssRules)
             if (rule.media && rule.media.mediaText === 'print') rule.media.mediaText = 'all';
         const style = (element, part) => frame.contentWindow.getComputedStyle(element, part);
         for (const menu of ['.masthead nav', '.breadcrumbs', '.colophon nav', '.searching'])
           say(menu + ' is gone: ' + (style(page.querySelector(menu)).display === 'none'));
         const quoted = page.querySelector('blockquote[cite]');
         say('the source is printed: ' + (!quoted || style(quoted, '::after').content.includes(quoted.cite)));"
    );
    let Some(said) = look(1000, &[], &script) else { return };
    assert_eq!(said.matches(": true").count(), 5, "{said}");
}

#[test]
fn the_way_back_leads_to_the_words_a_reader_came_from() {
    let (article, _) = article_and_quotation();
    let script = format!(
        "await open({article:?} + '#names');
         const from = frame.contentWindow.location.href;
         const link = shown().querySelector('main a.ent');
         let wait = loaded(); link.click(); await wait;
         say('away: ' + (frame.contentWindow.location.href !== from));
         wait = loaded(); frame.contentWindow.history.back(); await wait;
         say('back: ' + (frame.contentWindow.location.href === from));"
    );
    let Some(said) = look(1000, &[], &script) else { return };
    assert_eq!(said.matches(": true").count(), 2, "{said}");
}

#[test]
fn a_wrong_address_leads_to_names_like_it() {
    let site = crate::site::site("");
    site.build();
    let public = site.path("public");
    // What a server shows at an address that is none, a letter off.
    fs::copy(public.join("404.html"), public.join("budi-santosa.html")).unwrap();
    let script = "const near = (await open('budi-santosa.html')).getElementById('nearest');
         for (let i = 0; i < 200 && near.hidden; i++) await later(50);
         say(near.hidden + ' ' + near.querySelector('a').textContent + ' ' + near.querySelector('a').getAttribute('href'));";
    let Some(said) = look_at(&public, 1000, &[], script) else { return };
    assert_eq!(said, "false Budi Santoso ./orang/budi-santoso/index.html\nDONE\n");
}

/// Most bytes of a page of the demo, of all its style sheets, and of the script of comforts.
const PAGE: u64 = 60_000;
const STYLE: u64 = 15_000;
const SCRIPT: u64 = 8_000;

#[test]
fn no_page_of_the_demo_is_heavy() {
    let files = demo::files(&demo::public());
    let size = |name: &str| files[name].metadata().unwrap().len();
    let mut heavy = BTreeMap::new();
    for (name, path) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = fs::read_to_string(path).unwrap();
        let sheets = page.split("<link rel=\"stylesheet\" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let style: u64 = sheets.map(|href| size(href.trim_start_matches("../").trim_start_matches("./"))).sum();
        if size(name) > PAGE || style > STYLE {
            heavy.insert(name, (size(name), style));
        }
    }
    assert!(heavy.is_empty(), "{heavy:#?}");
    assert!(size("kutip.js") <= SCRIPT, "kutip.js has {} bytes", size("kutip.js"));
}

#[test]
fn the_script_has_no_word_of_a_language() {
    let script = include_str!("../../src/site/scripts/kutip.js");
    let languages = kutip::lang::Languages::embedded();
    let interfaces = languages.iter().filter_map(|language| language.interface.as_ref());
    for word in interfaces.flat_map(|interface| interface.strings().values()).filter(|word| word.contains(' ')) {
        assert!(!script.contains(word.as_str()), "{word}");
    }
}

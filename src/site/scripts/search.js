/* kutip: the search page. Reads the shards of data/search/ (their form: src/site/search/mod.rs) once the box has focus or the address
   a question. What comes from articles is only ever set as text. */
'use strict';
(() => {
const id = name => document.getElementById(name);
const make = (tag, textContent = '', more) => Object.assign(document.createElement(tag), {textContent}, more);
const button = (text, onclick) => make('button', text, {type: 'button', onclick});
const form = id('search'), box = id('words'), found = id('found'), results = id('results'), said = id('said'), without = id('without'), say = found.dataset;
const {root, version} = form.dataset, lang = document.documentElement.lang, PAGE = 10;
const [view, order] = form.querySelectorAll('select');
const facets = [...form.querySelectorAll('fieldset')].map(set => ({set, ...set.dataset, list: set.lastElementChild, picked: new Set()}));
const shards = new Map(), count = n => String(n).replace(/\B(?=(\d{3})+$)/g, start.thousands);
let start, facts, read = {}, run = 0, shown = PAGE, typing; // `typing` waits for the next letter; nothing once the question is asked

// Shards

window.kutipShard = (name, value) => shards.get(name)?.done(value);
function load(name) {
  let shard = shards.get(name);
  if (!shard) {
    shards.set(name, shard = {});
    const script = make('script', '', {src: `${root}data/search/${name}.js?${version}`});
    shard.value = new Promise(done => { shard.done = script.onerror = value => done(value.type ? null : value); });
    document.head.append(script);
  }
  return shard.value;
}
const loadAll = names => Promise.all(names.map(load));

function numbers(text = '') {
  const list = [];
  for (let i = 0, n = 0, place = 1; i < text.length; i++) {
    const code = text.charCodeAt(i) - 35, c = code > 57 ? code - 1 : code;
    n += c % 44 * place;
    place *= 44;
    if (c < 44) { list.push(n); n = 0; place = 1; }
  }
  return list;
}
const rising = list => { let n = 0; return list.map(step => n += step); };

/* What words are looked up with. The facts are on their way meanwhile; those that every search needs are read while it waits for words. */
async function begin() {
  const first = load('start');
  load('facts').then(shard => { if (facts = shard) ['length', 'statement', 'certainty'].map(fact); });
  return start = await first;
}
/* One of the facts of each quotation, read when first asked for: lists, since it may name several entities; equal ones are one list. */
function fact(name) {
  if (read[name]) return read[name];
  const counts = numbers(facts.count), known = [[]];
  let list = name === 'article' ? counts.map((_, at) => at + 1) : numbers(facts[name]), i = 0;
  // What articles have, for each of their quotations. Where these are as many, each article has one.
  if (list.length === counts.length) { const own = list; list = counts.flatMap((n, at) => Array(n).fill(own[at])); }
  if (name === 'entity') { const names = numbers(facts.names); list = list.map(n => rising(names.slice(i, i += n))); }
  else if (name === 'statement') list = list.map((n, at) => n && at - n + 2);
  else if (name !== 'length') list = list.map(n => known[n] ||= [n - 1]);
  return read[name] = list;
}

// Words

const fold = text => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f'`‘’ʼ\xad\u200b-\u200f\u2060]/g, '');
const words = text => fold(text).match(/[\p{Alphabetic}\p{N}]+/gu) || [];

/* What a word may come from, as `Affixes::sources` in src/lang/affixes.rs has it. */
function sources(word, {whole = [], irregular = {}, steps, shortest}) {
  const list = [word];
  if (whole.includes(word)) return list;
  if (Object.hasOwn(irregular, word)) list.push(irregular[word]);
  for (const step of steps) for (const from of [...list]) for (const {start = '', before, put = [''], end = '', close = ['']} of step) {
    const middle = from.slice(start.length, from.length - end.length);
    if (from.length < (start + end).length || !from.startsWith(start) || !from.endsWith(end) || before && !(middle && before.includes(middle[0]))) continue;
    for (const a of put) for (const z of close) {
      const source = a + middle + z;
      if ([...source].length >= shortest && !list.includes(source)) list.push(source);
    }
  }
  return list.slice(0, 120);
}

/* Whether one letter more, less or other makes one word of the other. */
function isNear(a, b) {
  if (a.length < b.length) [a, b] = [b, a];
  let i = 0;
  while (i < b.length && a[i] === b[i]) i++;
  return b.length > 3 && (a.slice(i + 1) === b.slice(i) || a.slice(i + 1) === b.slice(i + 1));
}

/* The shards of words that begin like some. */
function loadFamilies(all) {
  const names = new Set(all.map(word => [...word].slice(0, 2).map(c => /[a-z0-9]/.test(c) ? c : '_' + c.codePointAt().toString(16)).join('')));
  return loadAll(form.dataset.words.split(' ').filter(name => names.has(name)).map(name => 'words/' + name));
}

/* The forms of a word; of the longer ones it begins where it is still being typed or not known; of one much like it where there is none. */
async function lookUp(word, isOpen) {
  const all = [...new Set([word, ...start.rules.flatMap(rules => sources(word, rules))])];
  const families = (await loadFamilies(all)).flatMap(shard => shard || []);
  let own = families.filter(([head, ...forms]) => all.includes(head) && forms.some(form => form[0] === word));
  const isKnown = own.length;
  if (!isKnown) own = all.flatMap(head => families.filter(family => family[0] === head)).slice(0, 1);
  // A form may be listed with several roots.
  const is = isNew(), year = start.values.year.indexOf(+word), forms = own.flatMap(family => family.slice(1).filter(form => is('' + form)).map(form => [form[0] === word ? 1 : .7, ...form]));
  const others = (weight, fits) => families.filter(family => !own.includes(family)).forEach(family => family.slice(1).forEach(form => fits(form[0]) && forms.push([weight, ...form])));
  if (isOpen && (typing || !isKnown) && word.length > 2 && year < 0) others(isKnown ? .2 : .5, form => form.startsWith(word));
  if (!forms.length && year < 0) others(.5, form => isNear(form, word));
  return {word, year, forms, isKnown, heads: own.map(family => family[0]), light: start.rules.some(rules => rules.light?.includes(word))};
}

/* Entities whose names or roles have words of the question, and how much of a name is asked for. */
function namesOf(entries) {
  const entities = new Map();
  for (const {word, forms, isKnown} of entries) for (const [, form, , , , names] of forms) {
    if (isKnown && form !== word) continue;
    const pairs = numbers(names);
    for (let i = 0, n = 0; i < pairs.length;) {
      const entity = entities.get(n += pairs[i++]) || {words: new Set(), own: new Set(), size: 9}, size = pairs[i++];
      entity.words.add(word);
      if (size) { entity.own.add(word); entity.size = Math.min(entity.size, size); }
      entity.cover = Math.min(1, entity.own.size / entity.size);
      entities.set(n, entity);
    }
  }
  return entities;
}

/* How well each quotation has one word, and where. A year is also the year of the article. */
function score(entry, entities) {
  const {word, year} = entry, scores = entry.scores = new Float32Array(start.quotations), titles = new Map(), names = new Map();
  const add = (at, value) => {
    const old = scores[at];
    if (!old && value) hits.push(at);
    scores[at] = old > value ? old + value * .15 : value + old * .15;
  };
  const best = list => list.reduce((most, n) => Math.max(most, names.get(n) || 0), 0);
  entities.forEach((entity, n) => { if (entity.words.has(word)) names.set(n, entity.cover); });
  const length = fact('length'), hits = [];
  Object.assign(entry, {places: new Map(), exact: new Map(), hits});
  for (const [weight, form, text, line, title] of entry.forms) {
    const list = numbers(text);
    for (let i = 0, at = 0; i < list.length;) {
      const places = [], before = entry.places.get(at += list[i++]);
      for (let more = 1, place = 0; more;) { more = list[i] % 2; places.push(place += list[i++] >> 1); }
      add(at, weight / (.8 + length[at] / 150));
      entry.places.set(at, before ? before.concat(places) : places);
      if (form === word) entry.exact.set(at, places);
    }
    rising(numbers(line)).forEach(at => add(at, .6 * weight));
    rising(numbers(title)).forEach(n => titles.set(n, Math.max(titles.get(n) || 0, .35 * weight)));
  }
  if (titles.size || names.size || year >= 0) for (let at = 0; at < scores.length; at++) {
    if (titles.size) add(at, titles.get(fact('article')[at][0]) || 0);
    if (names.size) {
      const own = best(fact('speaker')[at]);
      add(at, own && .4 + .6 * own);
      add(at, .5 * best(fact('entity')[at]));
    }
    if (year >= 0 && fact('year')[at][0] === year) add(at, 2);
  }
  entry.rare = Math.log(1 + (scores.length - hits.length + .5) / (hits.length + .5)) * (entry.light ? .1 : 1);
}

/* Quotations with all words, and where they are few those with some, best first. */
async function ask(text) {
  const phrases = [...text.matchAll(/["“”„«]([^"“”„«»]+)["“”»]/g)].map(found => words(found[1]));
  const list = [...new Set(words(text))].slice(0, 12);
  const entries = await Promise.all(list.map((word, i) => lookUp(word, i === list.length - 1 && /[\p{L}\p{N}]$/u.test(text))));
  if (!await load('facts')) return;
  if (entries.every(entry => entry.light)) entries.forEach(entry => { entry.light = false; });
  const entities = namesOf(entries), whole = [], part = [], of = word => entries.find(entry => entry.word === word)?.exact;
  entries.forEach(entry => score(entry, entities));
  const total = entries.reduce((sum, entry) => sum + entry.rare, 0), sums = new Float64Array(start.quotations);
  for (const at of list.length ? new Set(entries.flatMap(entry => entry.hits)) : Array(start.quotations).keys()) {
    if (!phrases.every(phrase => of(phrase[0])?.get(at)?.some(place => phrase.every((word, i) => of(word)?.get(at)?.includes(place + i))))) continue;
    let sum = 0, cover = 0, all = true, before;
    for (const {scores, rare, light, places} of entries) {
      if (scores[at]) { sum += scores[at] * rare; cover += rare; } else if (!light) all = false;
      const here = places.get(at);
      if (here && before) sum += .4 * rare / Math.min(...here.flatMap(p => before.map(b => p > b ? p - b : 1 + b - p)));
      before = here;
    }
    sums[at] = total && sum * (cover / total) ** 2;
    (all ? whole : part).push(at);
  }
  const best = list => list.sort((a, b) => sums[b] - sums[a] || a - b);
  return {entries, entities, whole: best(whole), part: whole.length < PAGE ? best(part) : []};
}

// Names and filters

const name = async n => (await load(`names/${Math.floor(n / start.ofName)}`))?.[n % start.ofName];
const allNames = async () => (await loadAll(Array.from({length: start.names}, (_, i) => 'names/' + i))).flatMap(names => names || []);
const path = ([text, kind, address]) => `${start.kinds[kind][2]}/${address || words(text).join('-')}`;
const fullName = ([text, , , , , distinction]) => text + (distinction ? ` (${distinction})` : '');
function link(entity) {
  const a = make('a', '', {className: 'ent ' + start.kinds[entity[1]][0], href: root + path(entity) + start.end});
  a.append(make('bdi', fullName(entity)));
  return a;
}
const isName = ({facet}) => facet === 'speaker' || facet === 'entity';
/* What a value of a filter is called, and what it is in the address. */
async function called(facet, value) {
  if (isName(facet)) { const entity = await name(value); return entity ? [fullName(entity), path(entity)] : ['', '']; }
  const key = String(start.values[facet.facet][value] ?? '');
  try { return [facet.facet === 'language' ? new Intl.DisplayNames([lang], {type: 'language'}).of(key) : key, key]; } catch { return [key, key]; }
}
const valueOf = async (facet, key) => isName(facet) ? (await allNames()).findIndex(entity => path(entity) === key) : start.values[facet.facet].map(String).indexOf(key);
const fits = ({facet, picked}, at) => !picked.size || fact(facet)[at].some(value => picked.has(value));
const isNew = () => { const seen = new Set(); return key => seen.size < seen.add(key).size; };
/* Of several printings of a statement the first of the list. */
const once = list => { const is = isNew(); return list.filter(at => !fact('statement')[at] || is(fact('statement')[at])); };

async function drawFacet(facet, list) {
  const {picked, name, set} = facet, counts = new Map([...picked].map(value => [value, 0])), is = isNew();
  for (const at of list) if (facets.every(other => other === facet || fits(other, at))) for (const value of fact(facet.facet)[at])
    if (!fact('statement')[at] || is(value + '/' + fact('statement')[at])) counts.set(value, (counts.get(value) || 0) + 1);
  const isYear = facet.facet === 'year';
  const top = [...counts].sort((a, b) => isYear ? b[0] - a[0] : picked.has(b[0]) - picked.has(a[0]) || b[1] - a[1] || a[0] - b[0]).slice(0, isYear ? 30 : 8);
  const rows = await Promise.all(top.map(async ([value, n]) => {
    const [text, key] = await called(facet, value), row = make('label');
    row.append(make('input', '', {type: 'checkbox', name, value: key, checked: picked.has(value)}), make('bdi', text), meta(count(n)));
    return row;
  }));
  return () => {
    const {activeElement: old} = document;
    facet.list.replaceChildren(...rows);
    set.hidden = rows.length < 2 && !picked.size;
    if (old.name === name) rows.find(row => row.firstChild.value === old.value)?.firstChild.focus();
  };
}

// What is shown

async function card(at, marked) {
  const shard = await load('texts/' + Math.floor(at / start.ofText));
  if (!shard) return make('p', say.broken);
  const [a, s, key, text, kind, source, role, body, anonymous, note, fragment, also, alsoAt] = shard.q[at % start.ofText];
  const [title, url, day, dateTime, publisher, lang, original, archived] = shard.a[a], speaker = shard.s[s], context = `${root}${url}#k-${key}`;
  const piece = id('card').content.cloneNode(true), figure = piece.querySelector('figure'), sure = fact('certainty')[at][0];
  figure.classList.add(kind);
  figure.dataset.id = key;
  if (original) piece.querySelector('blockquote').cite = original;
  const set = (is, text, more) => {
    const place = piece.querySelector(`[data-is=${is}]`);
    if (!text) return place?.remove();
    if (text !== true && place) (place.querySelector('bdi') || place).textContent = text;
    return place && Object.assign(place, more);
  };
  const place = set('text', true, lang && {lang});
  let from = 0;
  for (const {0: word, index} of text.matchAll(/[\p{Alphabetic}\p{N}\p{M}'`‘’ʼ\xad\u200b-\u200f\u2060]+/gu)) if (marked.has(fold(word))) {
    place.append(text.slice(from, index), make('mark', word));
    from = index + word.length;
  }
  place.append(text.slice(from));
  set('speaker', speaker?.[0], speaker && {href: root + speaker[1], className: 'ent ' + speaker[2]});
  Object.entries({source, role, body, anonymous, publisher, note, unknown: !speaker && !source, indirect: kind === 'indirect', undated: !day}).forEach(([is, text]) => set(is, text === 1 || text));
  set('certainty', (sure === 1 || sure === 2) && start.values.certainty[sure]);
  set('date', day, {dateTime});
  set('article', title, {href: root + url, lang});
  set('context', true, {href: context});
  set('original', !!original, {href: original + fragment});
  set('archived', !!archived, {href: archived});
  set('also', also, {href: root + alsoAt});
  const href = start.quotation ? root + start.quotation + key + start.end : context;
  set('cite', !!start.quotation, {href: href + '#cite'});
  set('permalink', true, {href});
  return piece;
}
const cards = (list, marked) => Promise.all(list.map(at => card(at, marked)));

function section(title, ...rest) {
  const section = make('section', '', {className: 'group'}), head = make('h2');
  head.append(...title);
  section.append(head, ...rest);
  return section;
}
const meta = text => make('span', text, {className: 'meta'});
function nameList(title, entities) {
  const list = make('ul', '', {className: 'names'});
  for (const entity of entities) {
    const row = make('li'), [, kind, , said, about] = entity;
    row.append(link(entity), ' ', meta([start.kinds[kind][1], said && `${say.said}: ${count(said)}`, about && `${say.about}: ${count(about)}`].filter(Boolean).join(' · ')));
    list.append(row);
  }
  return entities.length ? [section([title], list)] : [];
}
async function speaker([n, list], most, marked) {
  const entity = await name(n);
  return section([entity ? link(entity) : '', ' ', meta(`${say.quotations}: ${count(list.length)}`)], ...await cards(list.slice(0, most), marked));
}

async function search() {
  const own = ++run, text = box.value;
  // Most words are in the shard of their own letters, which need not wait for the rules.
  loadFamilies(words(text));
  const asked = await begin() && await ask(text);
  if (!asked) { said.textContent = say.broken; without.className = ''; return; }
  const {entries, entities, whole, part} = asked, heavy = entries.filter(entry => !entry.light);
  const list = whole.length < PAGE ? [...whole, ...part] : whole, marked = new Set(heavy.flatMap(entry => entry.forms.map(form => form[1])));
  const fit = list => once((order.selectedIndex ? list.sort((a, b) => a - b) : list).filter(at => facets.every(facet => fits(facet, at)))), fitting = fit(list);
  const known = [...entities].filter(([, entity]) => entity.cover > .5 || entity.own.size && entity.words.size >= heavy.length);
  known.sort(([a, x], [b, y]) => y.words.size - x.words.size || y.cover - x.cover || a - b);
  const isAll = known.length && heavy.every(entry => known[0][1].words.has(entry.word));
  const naming = Promise.all(known.slice(0, 3).map(([n]) => name(n))), parts = [];
  if (!fitting.length) {
    const forms = entries.map(({word, heads}) => [word, ...heads.filter(head => head !== word)].join(' → ')).join(', ');
    parts.push(make('p', say.none + (forms && ` ${say.forms}: ${forms}.`), {className: 'empty'}));
    for (const facet of facets) for (const value of facet.picked) {
      parts.push(button(`${say.drop}: ${(await called(facet, value))[0]}`, () => { facet.picked.delete(value); go(true); }));
    }
    if (text && !known.length) parts.push(...nameList(say.nearest, window.kutipNearest?.(words(text), await allNames()) || []));
  } else if (!whole.length) parts.push(make('p', say.some, {className: 'notice'}));
  const by = new Map(), mode = view.selectedIndex;
  if (mode) for (const at of fitting) for (const n of fact('speaker')[at]) (by.get(n) || by.set(n, []).get(n)).push(at);
  const groups = [...by].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]), two = groups.slice(0, 2);
  if (mode === 2) {
    const sides = make('div', '', {className: 'compare'});
    sides.append(...await Promise.all(two.map(group => speaker(group, shown, marked))));
    parts.push(sides);
  } else parts.push(...mode ? await Promise.all(groups.slice(0, shown).map(group => speaker(group, 2, marked))) : await cards(fitting.slice(0, shown), marked));
  if (Math.max(...mode === 2 ? two.map(group => group[1].length) : [mode ? groups.length : fitting.length]) > shown) parts.push(button(say.more, async () => {
    const {length} = results.querySelectorAll('figure');
    shown += PAGE;
    await search();
    results.querySelectorAll('figure')[length]?.querySelector('a').focus();
  }));
  parts[isAll ? 'unshift' : 'push'](...nameList(say.entities, (await naming).filter(Boolean)));
  if (own !== run) return;
  results.replaceChildren(...parts);
  said.textContent = `${say.quotations}: ${count(fit(whole).length || fitting.length)}`;
  without.hidden = true;
  found.hidden = false;
  // What was found is painted before the filters are counted.
  requestAnimationFrame(() => setTimeout(async () => {
    const drawn = await Promise.all(facets.map(facet => drawFacet(facet, list)));
    if (own === run) drawn.forEach(draw => draw());
  }));
}

// The address

/* Searches and writes the question into the address: a step for the back button, or in place while typing. */
async function go(isStep) {
  shown = PAGE;
  await search();
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
  try { history[isStep ? 'pushState' : 'replaceState'](null, '', location.pathname + (query && '?' + query)); } catch { /* Some browsers forbid it on a disk. */ }
}
async function restore() {
  const query = new URLSearchParams(location.search), isFiltered = facets.some(facet => query.has(facet.name));
  box.value = query.get('q') || '';
  for (const select of [view, order]) {
    select.value = query.get(select.name) || '';
    if (select.selectedIndex < 0) select.value = '';
  }
  if (isFiltered) await begin();
  if (start) for (const facet of facets) facet.picked = new Set(await Promise.all(query.getAll(facet.name).map(key => valueOf(facet, key))));
  typing = clearTimeout(typing);
  without.className = box.value || isFiltered ? 'idle' : 'lists';
  if (without.className === 'idle') search(); else { run++; found.hidden = true; without.hidden = false; said.textContent = ''; }
}

form.querySelector('details').open = innerWidth > 991;
box.onfocus = begin;
box.oninput = () => { clearTimeout(typing); typing = setTimeout(go, 150); };
form.onsubmit = event => { event.preventDefault(); typing = clearTimeout(typing); go(true); };
form.onchange = async ({target}) => {
  if (target === box) return;
  const facet = facets.find(({list}) => list.contains(target));
  if (facet) facet.picked[target.checked ? 'add' : 'delete'](await valueOf(facet, target.value));
  go(true);
};
window.onpopstate = restore;
restore();
})();

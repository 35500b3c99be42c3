/* Hover cards, copy buttons, names under the search box, names like a wrong address, a key for the search box. Pages work without it; it loads nothing before
   it is needed. Its words come from the attributes of its own element. */
"use strict";
(() => {
  const self = document.currentScript;
  const root = self.getAttribute("src").replace(/kutip\.js.*/, "");
  const make = (tag, text = "", fields = {}) => Object.assign(document.createElement(tag), { textContent: text }, fields);
  const box = document.querySelector(".masthead input[type=search], #words");

  /* A shard is a script that hands over one value: `call("name", value)`. It works from a disk too. */
  const shards = {};
  const load = (call, folder, name) => shards[folder + name] ??= new Promise(done => {
    const waiting = (window[call].waiting ??= {});
    waiting[name] = done;
    document.head.append(make("script", "", { src: `${root}data/${folder}/${name}.js`, onerror: () => done(null) }));
  });
  const receiver = call => window[call] ??= (name, value) => window[call].waiting?.[name]?.(value);

  /* Hover cards */
  const card = make("div", "", { className: "hovercard", id: "hovercard", hidden: true });
  card.setAttribute("role", "tooltip");
  let shownFor = null, timer;
  const hide = () => {
    clearTimeout(timer);
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    card.hidden = true;
  };
  const show = async link => {
    const [, kind, address] = link.href.match?.(/([^/]+)\/([^/#]+)\/(?:index\.html)?(?:#.*)?$/) || [];
    if (!address || link.pathname === location.pathname) return;
    receiver("kutipCards");
    const found = (await load("kutipCards", "cards", `${kind}-${address.slice(0, 2)}`))?.[address];
    if (!found || shownFor !== link) return;
    card.replaceChildren(...found.filter(Boolean).map((line, at) => make(at ? "span" : "strong", line, { dir: "auto" })));
    link.setAttribute("aria-describedby", card.id);
    document.body.append(card);
    card.hidden = false;
    const at = link.getClientRects()[0], page = document.documentElement;
    const left = Math.min(at.left, page.clientWidth - card.offsetWidth - 8);
    const below = at.bottom + card.offsetHeight + 8 < page.clientHeight || at.top < card.offsetHeight + 8;
    card.style.left = Math.max(8, left) + scrollX + "px";
    card.style.top = (below ? at.bottom + 4 : at.top - card.offsetHeight - 4) + scrollY + "px";
  };
  const enter = (link, wait) => {
    clearTimeout(timer);
    if (shownFor === link) return;
    timer = setTimeout(() => { hide(); shownFor = link; show(link); }, wait);
  };
  const leave = () => { clearTimeout(timer); timer = setTimeout(hide, 250); };
  const entity = event => event.target.closest?.("main a.ent");
  addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return;
    const link = entity(event);
    if (link) enter(link, 300);
    else if (card.contains(event.target)) clearTimeout(timer);
    else leave();
  });
  addEventListener("focusin", event => { const link = entity(event); hide(); if (link?.matches(":focus-visible")) enter(link, 0); });

  /* Copy buttons */
  const copy = async text => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = make("textarea", text, { className: "skip" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  const copyButton = (words, text) => {
    const button = make("button", words, { type: "button", className: "copying" });
    button.addEventListener("click", async () => {
      await copy(text());
      button.focus();
      button.textContent = self.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
    button.setAttribute("aria-live", "polite");
    return button;
  };
  for (const place of document.querySelectorAll("main [data-permalink]"))
    place.append(copyButton(self.dataset.permalink, () => place.dataset.permalink || location.href.split("#")[0]));
  for (const block of document.querySelectorAll("pre.copy"))
    block.after(copyButton(self.dataset.copy, () => block.textContent));

  /* Names under the search box: a combobox with a list */
  const fold = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").match(/[\p{L}\p{N}]+/gu) || [];
  const MOST = 8;
  let start;
  const begin = async () => { receiver("kutipShard"); return start ??= await load("kutipShard", "search", "start"); };
  const names = async at => await load("kutipShard", "search", `names/${at}`) || [];
  const allNames = async () => await begin() ? (await Promise.all(Array.from({ length: start.names }, (_, at) => names(at)))).flat() : [];
  const address = ([name, kind, own]) => `${root}${start.kinds[kind][2]}/${own || fold(name).join("-")}${start.end}`;
  const about = entity => make("span", entity[5] || start.kinds[entity[1]][1], { className: "meta" });
  if (box && box.id !== "words") {
    const list = make("ul", "", { className: "jump", id: "jump", hidden: true });
    for (const [name, value] of [["role", "listbox"], ["aria-label", self.dataset.names]]) list.setAttribute(name, value);
    const set = (name, value) => box.setAttribute(name, value);
    for (const [name, value] of [["role", "combobox"], ["aria-controls", "jump"], ["aria-autocomplete", "list"], ["autocomplete", "off"]])
      set(name, value);
    box.after(list);
    let active = -1;
    const close = () => { list.hidden = true; active = -1; set("aria-expanded", false); box.removeAttribute("aria-activedescendant"); };
    const mark = to => {
      const options = [...list.children];
      active = (to + options.length) % options.length;
      options.forEach((option, at) => option.setAttribute("aria-selected", at === active));
      set("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    };
    const matches = (words, name) => {
      const own = fold(name);
      return words.every(word => own.some(part => part.startsWith(word)));
    };
    const look = async () => {
      const typed = box.value, words = fold(typed);
      if (!words.length || !await begin()) return close();
      const found = [];
      for (let at = 0; at < start.names && found.length < MOST; at++) {
        found.push(...(await names(at)).filter(([name, , , , , , ...others]) => [name, ...others].some(one => matches(words, one))));
      }
      if (box.value !== typed || document.activeElement !== box) return;
      list.replaceChildren(...found.slice(0, MOST).map((entry, at) => {
        const option = make("li", "", { id: `jump-${at}` });
        option.setAttribute("role", "option");
        option.append(make("bdi", entry[0]), " ", about(entry));
        option.dataset.to = address(entry);
        return option;
      }));
      close();
      list.hidden = !found.length;
      set("aria-expanded", !list.hidden);
    };
    set("aria-expanded", false);
    box.addEventListener("focus", begin);
    box.addEventListener("input", look);
    box.addEventListener("blur", close);
    list.addEventListener("pointerdown", event => event.preventDefault());
    list.addEventListener("click", event => { location.href = event.target.closest("li").dataset.to; });
    box.addEventListener("keydown", event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && !list.hidden) { event.preventDefault(); mark(active < 0 && step < 0 ? -1 : active + step); }
      else if (event.key === "Enter" && active >= 0) { event.preventDefault(); location.href = list.children[active].dataset.to; }
      else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); close(); }
    });
  }

  /* The five names most like some words: by the pairs of letters that both have. The search asks for them too. */
  window.kutipNearest = (words, entities) => {
    const texts = words => [words.join(" "), ...words].map(word => new Set([...word].slice(1).map((letter, at) => word[at] + letter)));
    const asked = texts(words);
    const like = ([name]) => Math.max(...texts(fold(name)).flatMap(own => asked.map(one =>
      2 * [...one].filter(pair => own.has(pair)).length / (one.size + own.size || 1))));
    const found = entities.map(entity => [like(entity), entity]).filter(([n]) => n > .5).sort((a, b) => b[0] - a[0]);
    return found.slice(0, 5).map(([, entity]) => entity);
  };

  /* Names like the last part of an address that leads nowhere */
  const nearest = document.getElementById("nearest");
  const showNearest = async () => {
    const last = location.pathname.replace(/(\/index)?(\.html)?\/?$/, "").split("/").pop();
    const found = window.kutipNearest(fold(last), await allNames());
    nearest.lastElementChild.append(...found.map(entity => {
      const row = make("li"), link = make("a", "", { href: address(entity) });
      link.append(make("bdi", entity[0]));
      row.append(link, " ", about(entity));
      return row;
    }));
    nearest.hidden = !found.length;
  };
  if (nearest) showNearest();

  addEventListener("keydown", event => {
    const { activeElement } = document;
    if (event.key === "Escape") {
      hide();
      if (activeElement === box) box.blur();
    }
    const isTyping = activeElement.matches("input, select, textarea, [contenteditable]");
    if (event.key === self.dataset.key && !isTyping && box && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    }
  });
})();

// Reloads the page when the site was made again, and shows above it what went wrong. Only `kutip serve` adds this.
"use strict";
(() => {
  const version = Number(document.currentScript.dataset.version);
  const key = "kutip-place " + location.pathname;

  // The place: how far the page was scrolled, and which of its parts were open.
  const keep = () => {
    const open = [...document.querySelectorAll("details")].map(part => part.open);
    sessionStorage.setItem(key, JSON.stringify({x: scrollX, y: scrollY, open}));
  };
  const bringBack = () => {
    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    sessionStorage.removeItem(key);
    if (!kept) return;
    document.querySelectorAll("details").forEach((part, at) => { if (at in kept.open) part.open = kept.open[at]; });
    scrollTo(kept.x, kept.y);
  };

  let shown = null;
  const show = trouble => {
    if (shown) shown.remove();
    shown = null;
    if (!trouble) return;
    shown = document.createElement("div");
    const shadow = shown.attachShadow({mode: "closed"});
    const style = new CSSStyleSheet();
    style.replaceSync(`
      section { position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; z-index: 2147483647; padding: 1rem 1.5rem;
        background: #2b1111; color: #fff; border-top: 4px solid #e5484d; font: 14px/1.5 ui-monospace, monospace; }
      pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
      button { float: right; font: inherit; padding: .3rem .8rem; }`);
    shadow.adoptedStyleSheets = [style];
    const section = document.createElement("section");
    section.setAttribute("role", "alert");
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => show(null));
    const words = document.createElement("pre");
    words.textContent = trouble;
    section.append(close, words);
    shadow.append(section);
    document.body.append(shown);
  };

  // A browser keeps few connections to one server, so a page that nobody sees does not listen.
  let source = null;
  const listen = () => {
    if (source) source.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource("/_kutip/events");
    source.addEventListener("message", event => {
      const now = JSON.parse(event.data);
      if (now.version !== version) {
        keep();
        location.reload();
      } else {
        show(now.trouble);
      }
    });
  };
  addEventListener("load", bringBack);
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source && source.close());
  addEventListener("pageshow", event => { if (event.persisted) listen(); });
  listen();
})();

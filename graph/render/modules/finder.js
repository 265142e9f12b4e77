// The search box: `/` focuses, arrows move, enter selects.

import { nameOf, nodes } from "./data.js";
import { byId, el } from "./dom.js";
import { KINDS } from "./words.js";

const MOST = 8;

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function matches(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const ranked = nodes
    .map((node) => ({ node, at: fold(nameOf(node.id)).indexOf(wanted) }))
    .filter(({ at }) => at >= 0);
  ranked.sort((a, b) => a.at - b.at || nameOf(a.node.id).localeCompare(nameOf(b.node.id), "en"));
  return ranked.slice(0, MOST).map(({ node }) => node);
}

function option(node, index, choose) {
  return el(
    "li",
    { id: `found-${index}`, role: "option", "aria-selected": "false", on: { mousedown: () => choose(node.id) } },
    el("span", {}, nameOf(node.id)),
    el("span", { class: "quiet" }, KINDS[node.kind] ?? node.kind),
  );
}

class Finder {
  constructor(select) {
    this.select = select;
    this.input = byId("finder");
    this.list = byId("finder-list");
    this.close();
  }

  close() {
    this.found = [];
    this.active = -1;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  open() {
    this.close();
    this.found = matches(this.input.value);
    this.list.replaceChildren(...this.found.map((node, index) => option(node, index, (id) => this.choose(id))));
    this.list.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(this.found.length > 0));
    this.move(1);
  }

  move(by) {
    if (!this.found.length) return;
    const items = [...this.list.children];
    this.active = (this.active + by + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.active)));
    this.input.setAttribute("aria-activedescendant", items[this.active].id);
    items[this.active].scrollIntoView({ block: "nearest" });
  }

  choose(id) {
    this.input.value = "";
    this.close();
    this.select(id);
  }

  press(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.found[this.active].id);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }
}

export function startFinder(select) {
  const finder = new Finder(select);
  finder.input.addEventListener("input", () => finder.open());
  finder.input.addEventListener("blur", () => finder.close());
  finder.input.addEventListener("keydown", (event) => finder.press(event));
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea, dialog");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    finder.input.focus();
  });
}

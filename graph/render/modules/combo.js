// An input with a list of what it finds: arrows move, enter chooses, escape closes.

import { el } from "./dom.js";

const MOST = 9;

export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The items whose name holds the words typed: those that begin with them first. */
export function ranked(items, text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const found = [];
  for (const item of items) {
    const name = fold(item.name);
    const at = item.code?.toLowerCase() === wanted ? -1 : name.indexOf(wanted);
    if (at < 0 && item.code?.toLowerCase() !== wanted) continue;
    const start = at <= 0 ? at : name[at - 1] === " " ? 1 : 2;
    found.push({ item, start });
  }
  found.sort((a, b) => a.start - b.start || a.item.rank - b.item.rank || a.item.name.length - b.item.name.length);
  return found.slice(0, MOST).map(({ item }) => item);
}

export class Combo {
  /** `items()` gives [{id, name, hint, rank, code}]; `choose(id)` is called with one. */
  constructor(input, list, items, choose) {
    Object.assign(this, { input, list, items, choose, found: [], active: -1 });
    input.addEventListener("input", () => this.open());
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => this.leave());
    input.addEventListener("keydown", (event) => this.press(event));
    this.close();
  }

  /** What the input shows while nobody types. */
  show(text) {
    this.resting = text;
    if (document.activeElement !== this.input) this.input.value = text;
  }

  leave() {
    this.close();
    this.input.value = this.resting ?? "";
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
    this.found = ranked(this.items(), this.input.value);
    this.list.replaceChildren(...this.found.map((item, index) => this.option(item, index)));
    this.list.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(this.found.length > 0));
    this.move(1);
  }

  option(item, index) {
    const pick = (event) => {
      event.preventDefault();
      this.pick(item.id);
    };
    return el(
      "li",
      { id: `${this.list.id}-${index}`, role: "option", "aria-selected": "false", on: { mousedown: pick } },
      el("span", {}, item.name),
      el("span", { class: "quiet" }, item.hint),
    );
  }

  move(by) {
    if (!this.found.length) return;
    const items = [...this.list.children];
    this.active = (this.active + by + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.active)));
    this.input.setAttribute("aria-activedescendant", items[this.active].id);
    items[this.active].scrollIntoView({ block: "nearest" });
  }

  pick(id) {
    this.close();
    this.input.value = this.resting ?? "";
    this.choose(id);
    if (document.activeElement === this.input) this.input.select();
  }

  press(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Enter" && this.active >= 0) this.pick(this.found[this.active].id);
    else if (event.key === "Escape" && !this.list.hidden) this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

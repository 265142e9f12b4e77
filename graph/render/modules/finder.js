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

export function startFinder(select) {
  const input = byId("finder");
  const list = byId("finder-list");
  let active = -1;

  function close() {
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function choose(id) {
    input.value = "";
    close();
    select(id);
  }

  function move(by) {
    const items = [...list.children];
    if (!items.length) return;
    active = (active + by + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    input.setAttribute("aria-activedescendant", items[active].id);
    items[active].scrollIntoView({ block: "nearest" });
  }

  function open() {
    const found = matches(input.value);
    close();
    list.replaceChildren(
      ...found.map((node, index) =>
        el(
          "li",
          { id: `found-${index}`, role: "option", "aria-selected": "false", "data-id": node.id, on: { mousedown: () => choose(node.id) } },
          el("span", {}, nameOf(node.id)),
          el("span", { class: "quiet" }, KINDS[node.kind] ?? node.kind),
        ),
      ),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) move(1);
  }

  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      move(moves[event.key]);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active].dataset.id);
    } else if (event.key === "Escape") {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, dialog");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
}

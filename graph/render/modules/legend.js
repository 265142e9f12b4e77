// What shapes, colours and line styles mean; only what this page draws is listed.

import { MOST } from "./canvas.js";
import { edges, nodes } from "./data.js";
import { byId, el } from "./dom.js";
import { FAMILIES, KINDS, familyOf } from "./words.js";

const LINES = {
  asserted: "holds",
  negated: "✕ not: said not to hold",
  planned: "planned",
  demanded: "demanded",
  possible: "possible",
};

const entry = (className, text) => el("li", {}, el("span", { class: `key ${className}`, "aria-hidden": "true" }), text);

export function startLegend(actions) {
  const kinds = new Set(nodes.map((node) => node.kind));
  const families = new Set(edges.map((edge) => familyOf(edge.relation)));
  const lines = new Set(edges.map((edge) => (edge.polarity === "negated" ? "negated" : edge.modality)));
  const items = [
    entry("line-route", "the way shown"),
    ...Object.entries(FAMILIES).filter(([id]) => families.has(id)).map(([id, family]) => entry(`line-family ${id}`, family.name)),
    ...Object.entries(LINES).filter(([id]) => lines.has(id)).map(([id, text]) => entry(`line-${id}`, text)),
    ...Object.entries(KINDS).filter(([id]) => kinds.has(id)).map(([id, text]) => entry(`kind ${id}`, text)),
  ];
  if (nodes.length > MOST) items.push(el("li", {}, el("button", { type: "button", id: "draw-all", class: "row", on: { click: () => actions.toggleAll() } })));
  byId("legend-list").replaceChildren(...items);
}

/** Say how much of a crowd is drawn. */
export function showLegend({ all }) {
  const button = byId("draw-all");
  if (button) button.textContent = all ? `All ${nodes.length} are drawn: draw the ${MOST} best joined` : `The ${MOST} best joined of ${nodes.length} are drawn: draw all`;
}

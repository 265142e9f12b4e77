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

export function startLegend() {
  const kinds = new Set(nodes.map((node) => node.kind));
  const families = new Set(edges.map((edge) => familyOf(edge.relation)));
  const lines = new Set(edges.map((edge) => (edge.polarity === "negated" ? "negated" : edge.modality)));
  const items = [
    entry("line-route", "the way shown"),
    ...Object.entries(FAMILIES).filter(([id]) => families.has(id)).map(([id, family]) => entry(`line-family ${id}`, family.name)),
    ...Object.entries(LINES).filter(([id]) => lines.has(id)).map(([id, text]) => entry(`line-${id}`, text)),
    ...Object.entries(KINDS).filter(([id]) => kinds.has(id)).map(([id, text]) => entry(`kind ${id}`, text)),
  ];
  if (nodes.length > MOST) items.push(el("li", {}, `The ${MOST} best joined of ${nodes.length} are drawn: search for the others.`));
  byId("legend-list").replaceChildren(...items);
}

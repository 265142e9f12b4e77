// The relationships as a table: for reading aloud, for copying, for checking.

import { edges, nameOf } from "./data.js";
import { byId, el, percent } from "./dom.js";
import { markOf, relationName } from "./words.js";

const FIRST = 300;

function row(edge, actions) {
  const open = el(
    "button",
    { type: "button", class: "row", "data-key": `cell ${edge.id}`, on: { click: () => actions.select("edge", edge.id) } },
    relationName(edge.relation),
  );
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, nameOf(edge.from)),
    el("td", {}, open),
    el("td", {}, nameOf(edge.to)),
    el("td", {}, markOf(edge) ?? "holds"),
    el("td", { class: "number" }, edge.share === undefined ? "" : percent(edge.share)),
    el("td", { class: "number" }, edge.confidence === undefined ? "" : percent(edge.confidence)),
    el("td", { class: "words" }, edge.evidence[0]?.quote ?? ""),
  );
}

export function startTable(actions) {
  const body = byId("table-body");
  const more = byId("table-more");
  const fill = (list) => body.append(...list.map((edge) => row(edge, actions)));
  fill(edges.slice(0, FIRST));
  more.hidden = edges.length <= FIRST;
  more.textContent = `Show all ${edges.length} relationships`;
  more.addEventListener("click", () => {
    fill(edges.slice(FIRST));
    more.hidden = true;
  });
}

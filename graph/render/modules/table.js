// What is drawn, as tables: for reading aloud, for copying, for checking.

import { edges, nameOf } from "./data.js";
import { byId, el, percent } from "./dom.js";
import { days, dollars, kilometres } from "./figures.js";
import { dateOf } from "./filters.js";
import { markOf, relationName } from "./words.js";

const FIRST = 300;
let all = false;

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
    el("td", {}, dateOf(edge) ?? ""),
    el("td", { class: "number" }, edge.share === undefined ? "" : percent(edge.share)),
    el("td", { class: "number" }, edge.confidence === undefined ? "" : percent(edge.confidence)),
    el("td", { class: "words" }, edge.evidence[0]?.quote ?? ""),
  );
}

function legRow(leg, number, rank) {
  const cells = [leg.mode, leg.start, leg.end, leg.states.map(nameOf).join(", ")];
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, `${rank + 1}.${number + 1}`),
    ...cells.map((text) => el("td", {}, text)),
    ...[kilometres(leg.km), days(leg.hours), dollars(leg.usd)].map((text) => el("td", { class: "number" }, text)),
  );
}

export function showTable(routes, shown, actions) {
  byId("legs-table").hidden = !routes.length;
  byId("legs-body").replaceChildren(...routes.flatMap((route, rank) => route.legs.map((leg, number) => legRow(leg, number, rank))));
  const kept = edges.filter(({ id }) => shown.has(id));
  byId("table-body").replaceChildren(...(all ? kept : kept.slice(0, FIRST)).map((edge) => row(edge, actions)));
  const more = byId("table-more");
  more.hidden = all || kept.length <= FIRST;
  more.textContent = `Show all ${kept.length} relationships`;
  more.onclick = () => {
    all = true;
    showTable(routes, shown, actions);
  };
}

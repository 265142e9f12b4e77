// Where exports go today: what a table counts, and what the texts state with its share.

import { edges, known, nameOf, world } from "./data.js";
import { byId, el, percent } from "./dom.js";
import { megatonnes } from "./figures.js";
import { familyOf, relationName } from "./words.js";

const MOST = 2;
// Read after what is moved, not after who moves it.
const VERBS = { exports_to: "exported to", diverts: "diverted to" };
const INWARD = new Set(["imports_from", "opens", "crosses"]);

/** The trade of a state that texts say holds now, what carries a share first. */
export function tradeOf(code) {
  const holds = ({ polarity, modality }) => polarity !== "negated" && (modality ?? "actual") === "actual";
  const own = edges.filter((edge) => edge.from === code && familyOf(edge.relation) === "flow" && !INWARD.has(edge.relation) && holds(edge));
  return own.sort((one, two) => (two.share ?? 0) - (one.share ?? 0) || (two.confidence ?? 0) - (one.confidence ?? 0));
}

function row(what, figure, note, title) {
  return el("li", { title }, what, el("strong", { class: "number" }, figure), el("span", { class: "quiet" }, note));
}

function statedRow(edge, actions) {
  const goods = edge.commodity ? nameOf(edge.commodity) : nameOf(edge.from);
  const text = `${goods[0].toUpperCase()}${goods.slice(1)} ${VERBS[edge.relation] ?? relationName(edge.relation)} ${nameOf(edge.to)}`;
  const open = el("button", { type: "button", class: "row", "data-key": `today ${edge.id}`, on: { click: () => actions.select("edge", edge.id) } }, text);
  return row(open, edge.share === undefined ? "" : percent(edge.share), "the texts", null);
}

function countedRow({ name, mt_y: millions, year, source, confidence }) {
  return row(`${name[0].toUpperCase()}${name.slice(1)} sold abroad`, megatonnes(millions), String(year), `${source}; confidence: ${confidence}`);
}

/** Fill the list under the headline for the state that the question starts from. */
export function showToday({ from }, actions) {
  const code = world?.cityById.get(from)?.state ?? from;
  const rows = [...known.exports.filter(({ state }) => state === code).map(countedRow), ...tradeOf(code).slice(0, MOST).map((edge) => statedRow(edge, actions))];
  byId("today").hidden = !rows.length;
  byId("today-list").replaceChildren(...rows);
}

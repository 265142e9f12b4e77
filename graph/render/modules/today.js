// Where exports go today: what a table counts, and what the texts state with its share.

import { edges, known, nameOf, world } from "./data.js";
import { byId, el, percent } from "./dom.js";
import { familyOf, relationName } from "./words.js";

const MOST = 3;
const INWARD = new Set(["imports_from", "opens", "crosses"]);

/** The trade of a state that texts say holds now, what carries a share first. */
export function tradeOf(code) {
  const holds = ({ polarity, modality }) => polarity !== "negated" && (modality ?? "actual") === "actual";
  const own = edges.filter((edge) => edge.from === code && familyOf(edge.relation) === "flow" && !INWARD.has(edge.relation) && holds(edge));
  return own.sort((one, two) => (two.share ?? 0) - (one.share ?? 0) || (two.confidence ?? 0) - (one.confidence ?? 0));
}

function statedRow(edge, actions) {
  const what = edge.commodity ? ` ${nameOf(edge.commodity)}` : "";
  const share = edge.share === undefined ? "" : ` (${percent(edge.share)})`;
  const text = `${nameOf(edge.from)} ${relationName(edge.relation)} ${nameOf(edge.to)}${what && `:${what}`}${share}`;
  return el("li", {}, el("button", { type: "button", class: "row", "data-key": `today ${edge.id}`, on: { click: () => actions.select("edge", edge.id) } }, text));
}

function countedRow({ name, mt_y: tonnes, year, source, confidence }) {
  const text = `${tonnes} million tonnes of ${name} sold abroad in ${year}`;
  return el("li", { title: `${source}; confidence: ${confidence}` }, text, el("span", { class: "quiet" }, ` ${source.split(/[,:]/)[0]}`));
}

/** Fill the list under the headline for the state that the question starts from. */
export function showToday({ from }, actions) {
  const code = world?.cityById.get(from)?.state ?? from;
  const rows = [...known.exports.filter(({ state }) => state === code).map(countedRow), ...tradeOf(code).slice(0, MOST).map((edge) => statedRow(edge, actions))];
  byId("today").hidden = !rows.length;
  byId("today-list").replaceChildren(...rows);
}

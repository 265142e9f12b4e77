// The headline, the cards of the ways found, and what to do when there is none.

import { card, list, nothing } from "./cards.js";
import { edgeById, nameOf } from "./data.js";
import { byId, el } from "./dom.js";
import { sentence } from "./evidence.js";

export function headline(state) {
  if (!state.from || !state.to) return null;
  const without = state.avoid.length ? ` without ${list(state.avoid.map(nameOf), "or")}` : "";
  return `${nameOf(state.from)} → ${nameOf(state.to)}${without}`;
}

// "the Caspian Sea", but "Georgia".
const inText = (id) => (/^(sea|passage|corridor|pipeline):/.test(id) ? `the ${nameOf(id)}` : nameOf(id));

/** The places of a way in order; an onward step leads to the destination. */
export function stops(way, to) {
  return [way[0].from, ...way.map((step) => (step.to === "*" ? to : step.to))];
}

export const viaOf = (way) => [...new Set(way.map((step) => step.via).filter(Boolean))];

function summary(found, state) {
  const count = found.ways.length;
  if (!count) return "No way is stated in the texts.";
  const way = found.ways[0];
  const between = stops(way, state.to).slice(1, -1).map(inText);
  const by = viaOf(way).map(inText);
  const lead = count === 1 ? "The texts state one way:" : `The texts state ${count} ways; the best goes`;
  const through = between.length ? ` through ${list(between)}` : " direct";
  return `${lead}${through}${by.length ? `, by ${list(by)}` : ""}.`;
}

// One sentence may speak of several steps: it is shown once, with all its words marked.
function sentencesOf(way) {
  const byQuote = new Map();
  for (const id of new Set(way.flatMap((step) => step.edges))) {
    for (const record of edgeById.get(id)?.evidence ?? []) {
      const key = `${record.document}\n${record.quote}`;
      const known = byQuote.get(key);
      byQuote.set(key, { ...record, spans: [...(known?.spans ?? []), ...record.spans] });
    }
  }
  return [...byQuote.values()];
}

function chain(way, to) {
  const places = stops(way, to);
  return el(
    "ol",
    { class: "chain" },
    ...places.map((id, index) =>
      el("li", { class: way[index]?.onward ? "leaves-onward" : null }, nameOf(id)),
    ),
  );
}

function notes(way) {
  const onward = way.at(-1).onward ? ["Onward from " + nameOf(way.at(-1).from) + ": the texts do not say how."] : [];
  const given = way.map((step) => step.note).filter(Boolean);
  return [...new Set(given.length ? given : onward)].map((note) => el("p", { class: "note" }, note));
}

function wayCard(way, index, state, actions) {
  const labels = [...viaOf(way).map(nameOf), ...new Set(way.map((step) => step.mode).filter(Boolean))];
  const body = [
    el("ul", { class: "tags" }, ...labels.map((text) => el("li", { class: "tag via" }, text))),
    ...notes(way),
    el("div", { class: "quotes", hidden: index !== state.way }, ...sentencesOf(way).map(sentence)),
  ];
  return card(index, state, actions, { kind: "Way", head: chain(way, state.to), body });
}

function noWay(found, state, actions) {
  const why = found.lift?.length ? `Without ${list(state.avoid.map(nameOf), "or")} the texts leave no way.` : "The texts state no way between these two, whatever is avoided.";
  return nothing(why, found.lift, actions);
}

export function showWays(found, state, actions) {
  byId("summary").textContent = state.from && state.to ? summary(found, state) : "Choose where from and where to.";
  const body = found.ways.length
    ? found.ways.map((way, index) => wayCard(way, index, state, actions))
    : [state.from && state.to ? noWay(found, state, actions) : null];
  const cut = found.cut ? [el("p", { class: "note" }, "Too many ways to look at all: there may be others.")] : [];
  byId("ways").replaceChildren(...body.filter(Boolean), ...cut);
  byId("closings").hidden = true;
  byId("day").textContent = "It says what was written, not what a train or ship can do today.";
}

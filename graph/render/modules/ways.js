// The headline, the cards of the ways found, and what to do when there is none.

import { edgeById, nameOf } from "./data.js";
import { byId, el } from "./dom.js";
import { sentence } from "./evidence.js";

const list = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const or = (names) => list(names).replace(/ and (?=[^,]*$)/, " or ");

export function headline(state) {
  if (!state.from || !state.to) return null;
  const without = state.avoid.length ? ` without ${or(state.avoid.map(nameOf))}` : "";
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

function card(way, index, state, actions) {
  const open = index === state.way;
  const quotes = sentencesOf(way);
  const labels = [...viaOf(way).map(nameOf), ...new Set(way.map((step) => step.mode).filter(Boolean))];
  return el(
    "article",
    { class: open ? "way open" : "way" },
    el(
      "button",
      { type: "button", class: "way-button", "data-key": `way ${index}`, "aria-expanded": String(open), on: { click: () => actions.chooseWay(index) } },
      el("span", { class: "rank", "aria-label": `Way ${index + 1}:` }, String(index + 1)),
      chain(way, state.to),
    ),
    el(
      "div",
      { class: "about-way" },
      el("ul", { class: "tags" }, ...labels.map((text) => el("li", { class: "tag via" }, text))),
      ...notes(way),
      el("div", { class: "quotes", hidden: !open }, ...quotes.map(sentence)),
    ),
  );
}

function nothing(found, state, actions) {
  const lift = found.lift ?? [];
  const names = list(lift.map(nameOf));
  if (!lift.length) {
    return el("div", { class: "no-way" }, el("h2", {}, "No route"), el("p", {}, "The texts state no way between these two, whatever is avoided."));
  }
  return el(
    "div",
    { class: "no-way" },
    el("h2", {}, "No route"),
    el("p", {}, `Without ${or(state.avoid.map(nameOf))} the texts leave no way. The fewest avoids to lift: ${names}.`),
    el("button", { type: "button", class: "primary", on: { click: () => actions.lift(lift) } }, `Allow ${names}`),
  );
}

export function showWays(found, state, actions) {
  byId("summary").textContent = state.from && state.to ? summary(found, state) : "Choose where from and where to.";
  const body = found.ways.length
    ? found.ways.map((way, index) => card(way, index, state, actions))
    : [state.from && state.to ? nothing(found, state, actions) : null];
  const cut = found.cut ? [el("p", { class: "note" }, "Too many ways to look at all: there may be others.")] : [];
  byId("ways").replaceChildren(...body.filter(Boolean), ...cut);
  byId("closings").hidden = true;
  byId("day").textContent = "It says what was written, not what a train or ship can do today.";
}

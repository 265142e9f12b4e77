// Cards of the routes over the ground, what closing each state would do, and "no route".

import { card, list, nothing } from "./cards.js";
import { followed, linesOf } from "./corridors.js";
import { edges, known, nameOf, steps as statedSteps, world } from "./data.js";
import { byId, el, percent } from "./dom.js";
import { sentence } from "./evidence.js";
import { carbon, days, dollars, kilometres, more, say, taken } from "./figures.js";
import { icon } from "./icons.js";

const FEW = 3;
const MOST_CLOSINGS = 6;

const MODE_NAMES = { rail: "Rail", road: "Road", sea: "Sea", ferry: "Ferry", river: "River", pipeline: "Pipeline" };



const lines = linesOf(known.corridors);
const follows = new WeakMap();

/** [[id, share]] of the corridors of the table that a route follows. */
export function corridorsOf(route) {
  if (!follows.has(route)) follows.set(route, followed(route.legs, lines));
  return follows.get(route);
}

/** Relationships that speak of a leg or a route: both ends lie on it. */
export function edgesAlong(states, corridors = []) {
  const pairs = new Set(states.slice(1).map((state, at) => `${states[at]} ${state}`));
  const stepped = new Set(statedSteps.filter((step) => pairs.has(`${step.from} ${step.to}`)).flatMap((step) => step.edges));
  const on = new Set([...states, ...corridors]);
  return edges.filter((edge) => stepped.has(edge.id) || (on.has(edge.from) && on.has(edge.to) && edge.from !== edge.to));
}

function chain(route) {
  return el(
    "ol",
    { class: "chain states", "aria-label": "States entered, in order" },
    ...route.states.map((code) => el("li", {}, el("span", { class: "code" }, code), el("span", { class: "state-name" }, nameOf(code)))),
  );
}

// How the distance divides into modes: widths tell it, icons and words name it.
function modeBar(route) {
  const parts = route.legs.map((leg) => el("span", { class: `part mode-${leg.mode}`, style: null, "data-share": leg.km / route.km }));
  for (const part of parts) part.style.flexGrow = part.dataset.share;
  return el("span", { class: "mode-bar", "aria-hidden": "true" }, ...parts);
}

function modes(route) {
  return el("span", { class: "modes" }, ...route.modes.map((mode) => el("span", { class: "mode" }, icon(mode), MODE_NAMES[mode])));
}

function head(route) {
  const rest = [kilometres(route.km), dollars(route.usd), carbon(route.co2)];
  return el(
    "span",
    { class: "way-head" },
    el("span", { class: "way-first" }, el("span", { class: "figure time" }, days(route.hours)), modes(route)),
    el("span", { class: "figures" }, ...rest.map((text) => el("span", { class: "figure" }, text))),
    modeBar(route),
  );
}

function tagsOf(route) {
  const parts = [
    ...corridorsOf(route).map(([id, share]) => el("li", { class: "tag via" }, share >= 0.95 ? nameOf(id) : `${nameOf(id)} (${percent(share)})`)),
    ...route.passages.map((id) => el("li", { class: "tag choke" }, nameOf(id))),
  ];
  return parts.length ? el("ul", { class: "tags", "aria-label": "Corridors and chokepoints" }, ...parts) : null;
}

// "Border KZ-RU (Station)" as "Station (KZ–RU)".
function crossing(border) {
  const [, pair, station] = /^Border (\S+)(?: \((.+)\))?$/.exec(border);
  const states = pair.replace("-", "–");
  return station ? `${station} (${states})` : states;
}

function legRow(leg, number, state, actions) {
  const isPicked = state.leg === number;
  const label = `${MODE_NAMES[leg.mode]}: ${leg.start} to ${leg.end}`;
  return el(
    "li",
    { class: isPicked ? "leg picked" : "leg" },
    el(
      "button",
      { type: "button", class: "leg-button", "data-key": `leg ${number}`, "aria-pressed": String(isPicked), "aria-label": `${label}, ${kilometres(leg.km)}, ${days(leg.hours)}`, on: { click: () => actions.chooseLeg(number) } },
      icon(leg.mode),
      el("span", { class: "leg-ends" }, `${leg.start} → ${leg.end}`),
      el("span", { class: "quiet number" }, `${kilometres(leg.km)} · ${days(leg.hours)}`),
    ),
    leg.borders.length ? el("p", { class: "quiet crossings" }, `Crosses at ${list(leg.borders.map(crossing))}`) : null,
    leg.own ? el("p", { class: "note" }, leg.own) : null,
    leg.bridges ? el("p", { class: "note" }, `${leg.bridges} ${leg.bridges > 1 ? "gaps" : "gap"} in the map data bridged by rule`) : null,
  );
}

function saidOf(route, state, actions) {
  const leg = route.legs[state.leg];
  const found = edgesAlong(leg ? leg.states : route.states, leg ? [] : corridorsOf(route).map(([id]) => id));
  const quotes = new Map();
  for (const edge of found) for (const record of edge.evidence) if (!quotes.has(record.quote)) quotes.set(record.quote, record);
  const records = [...quotes.values()];
  const count = records.length ? ` (${records.length})` : "";
  const heading = el("summary", {}, `${leg ? "What the texts say of this leg" : "What the texts say of this way"}${count}`);
  if (!records.length) return [heading, el("p", { class: "quiet" }, "No sentence in the texts speaks of it.")];
  const rest = records.length - FEW;
  const open = el("button", { type: "button", class: "row", on: { click: () => actions.showEvidenceOf(found.map(({ id }) => id)) } }, `All ${records.length} sentences`);
  return [heading, ...records.slice(0, FEW).map(sentence), rest > 0 ? open : null];
}

function routeCard(route, index, state, actions) {
  const open = index === state.way;
  const body = [
    chain(route),
    tagsOf(route),
    open ? el("ol", { class: "legs", "aria-label": "Legs" }, ...route.legs.map((leg, number) => legRow(leg, number, state, actions))) : null,
    open ? el("details", { class: "quotes", open: state.leg !== null }, ...saidOf(route, state, actions).filter(Boolean)) : null,
  ];
  return card(index, state, actions, { kind: "Route", head: head(route), body });
}

const LITTLE = { time: 0.5, cost: 0.5, distance: 0.5 };

function cost({ extra }, by) {
  if (extra === null) return "no route";
  return extra < LITTLE[by] ? "no loss" : more(by, extra);
}

function closingRow(one, state, actions) {
  const left = one.via.length ? `then ${list(one.via.map(nameOf))}` : "then by the same states";
  return el(
    "li",
    { class: one.extra === null ? "closing shut" : "closing" },
    el("button", { type: "button", class: "row", "data-key": `closing ${one.id}`, on: { click: () => actions.toggleAvoid(one.id) }, "aria-label": `Avoid ${nameOf(one.id)}` }, nameOf(one.id)),
    el("span", { class: "closing-cost" }, cost(one, state.by)),
    el("span", { class: "quiet" }, one.extra === null ? "nothing else joins them" : left),
  );
}

function openingRow({ id, takes, via }, state, actions) {
  return el(
    "li",
    { class: "closing" },
    el("button", { type: "button", class: "row", "data-key": `opening ${id}`, on: { click: () => actions.toggleAvoid(id) }, "aria-label": `Allow ${nameOf(id)} again` }, nameOf(id)),
    el("span", { class: "closing-cost" }, takes === null ? "no route" : say(state.by, takes)),
    el("span", { class: "quiet" }, takes === null ? "not by itself" : via.length ? `through ${list(via.map(nameOf))}` : "direct"),
  );
}

function showRows(title, lead, rows) {
  byId("closings").hidden = !rows.length;
  byId("closings-title").textContent = title;
  byId("closings-lead").textContent = lead;
  byId("closings-list").replaceChildren(...rows);
}

/** Rows of what remains if one more state or passage closes. */
export function showClosings(closings, state, actions) {
  const rows = closings.slice(0, MOST_CLOSINGS).map((one) => closingRow(one, state, actions));
  showRows("If one more closes", "What the best way depends on, and what remains. Press a name to close it.", rows);
}

/** Rows of what each avoid costs where nothing is left: the best way if it alone is lifted. */
export function showOpenings(openings, state, actions) {
  const rows = openings.slice(0, MOST_CLOSINGS).map((one) => openingRow(one, state, actions));
  showRows("If one opens again", "The best way if this avoid alone is lifted. Press a name to allow it.", rows);
}

function noRoute(found, state, actions) {
  const pair = `${nameOf(state.from)} to ${nameOf(state.to)}`;
  const why = state.avoid.length ? `Without ${list(state.avoid.map(nameOf), "or")} nothing on land or sea joins ${pair}.` : `Nothing in the network joins ${pair}.`;
  return nothing(why, found.lift, actions);
}

export function groundSummary(found, state) {
  const [best] = found.routes;
  if (!best) return "No route is left.";
  const inner = [...new Set(best.states)].filter((code) => ![state.from, state.to].includes(code));
  const names = inner.map(nameOf);
  const through = !names.length ? "" : names.length > FEW ? ` through ${names.length} states, from ${names[0]} to ${names.at(-1)}` : ` through ${list(names)}`;
  const [corridor] = corridorsOf(best);
  const along = corridor ? `, by the ${nameOf(corridor[0])}` : "";
  const by = { time: "The fastest way", cost: "The cheapest way", distance: "The shortest way", co2: "The way of least CO₂" }[state.by];
  const rest = found.routes.length - 1;
  const worst = Math.max(...found.routes.map((route) => taken(route, state.by)));
  const others = rest ? ` ${rest} more ${rest > 1 ? "ways take" : "way takes"} up to ${say(state.by, worst)}.` : "";
  return `${by} takes ${say(state.by, taken(best, state.by))}${through}${along}.${others}`;
}

export function showRoutes(found, state, actions) {
  const asked = state.from && state.to;
  byId("summary").textContent = asked ? groundSummary(found, state) : "Choose where from and where to.";
  const cards = found.routes.map((route, index) => routeCard(route, index, state, actions));
  const body = !asked || cards.length ? cards : [noRoute(found, state, actions)];
  const unknown = found.unknown.map((id) => el("p", { class: "note" }, `The freight network does not know ${nameOf(id)}: it is avoided in the texts only.`));
  byId("ways").replaceChildren(...unknown, ...body);
  byId("day").textContent = world ? `Closures and services as of ${world.head.day}.` : "";
}

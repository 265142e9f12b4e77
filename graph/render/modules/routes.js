// Cards of the routes over the ground, what closing each state would do, and "no route".

import { icon } from "./icons.js";
import { edges, kindOfId, nameOf, nodes, steps as statedSteps, world } from "./data.js";
import { byId, el } from "./dom.js";
import { sentence } from "./evidence.js";
import { carbon, days, dollars, kilometres, more } from "./figures.js";

const FEW = 3;
const MOST_CLOSINGS = 6;

const list = (names, last = "and") =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

const MODE_NAMES = { rail: "Rail", road: "Road", sea: "Sea", ferry: "Ferry", river: "River", pipeline: "Pipeline" };




/** Corridors of the texts whose members, in order, the route passes. */
export function corridorsOf(route) {
  return nodes
    .filter(({ kind }) => kind === "corridor")
    .map(({ id }) => id)
    .filter((id) => {
      const members = edges
        .filter((edge) => edge.from === id && edge.relation === "crosses" && kindOfId(edge.to) === "state")
        .sort((one, two) => (one.order ?? 0) - (two.order ?? 0))
        .map((edge) => edge.to);
      const places = members.map((member) => route.states.indexOf(member));
      const passed = places.filter((place) => place >= 0);
      return members.length > 1 && passed.length === members.length && passed.every((place, at) => !at || place > passed[at - 1]);
    });
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

function figures(route) {
  const rows = [[days(route.hours), "time"], [kilometres(route.km), "distance"], [dollars(route.usd), "cost"], [carbon(route.co2), "carbon"]];
  return el("span", { class: "figures" }, ...rows.map(([text, name]) => el("span", { class: `figure ${name}` }, text)));
}

function tagsOf(route) {
  const parts = [
    ...route.passages.map((id) => el("li", { class: "tag choke" }, nameOf(id))),
    ...corridorsOf(route).map((id) => el("li", { class: "tag via" }, nameOf(id))),
  ];
  return parts.length ? el("ul", { class: "tags", "aria-label": "Chokepoints and corridors" }, ...parts) : null;
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
    leg.bridges ? el("p", { class: "note" }, `${leg.bridges} ${leg.bridges > 1 ? "gaps" : "gap"} in the map data bridged by rule`) : null,
  );
}

function saidOf(route, state, actions) {
  const leg = route.legs[state.leg];
  const found = edgesAlong(leg ? leg.states : route.states, leg ? [] : corridorsOf(route));
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
  return el(
    "article",
    { class: open ? "way open" : "way" },
    el(
      "button",
      { type: "button", class: "way-button", "data-key": `way ${index}`, "aria-expanded": String(open), on: { click: () => actions.chooseWay(index) } },
      el("span", { class: "rank", "aria-label": `Route ${index + 1}:` }, String(index + 1)),
      el("span", { class: "way-head" }, figures(route), modeBar(route), modes(route)),
    ),
    el(
      "div",
      { class: "about-way" },
      chain(route),
      tagsOf(route),
      open ? el("ol", { class: "legs", "aria-label": "Legs" }, ...route.legs.map((leg, number) => legRow(leg, number, state, actions))) : null,
      open ? el("details", { class: "quotes", open: state.leg !== null }, ...saidOf(route, state, actions).filter(Boolean)) : null,
    ),
  );
}

/** Rows of what remains if one more state or passage closes. */
export function showClosings(closings, state, actions) {
  const place = byId("closings");
  place.hidden = !closings.length;
  const rows = closings.slice(0, MOST_CLOSINGS).map(({ id, extra, via }) =>
    el(
      "li",
      { class: extra === null ? "closing shut" : "closing" },
      el("button", { type: "button", class: "row", "data-key": `closing ${id}`, on: { click: () => actions.toggleAvoid(id) }, "aria-label": `Avoid ${nameOf(id)}` }, nameOf(id)),
      el("span", { class: "closing-cost" }, extra === null ? "no route" : extra < 0.05 ? "no loss" : more(state.by, extra)),
      el("span", { class: "quiet" }, extra === null ? "nothing else joins them" : via.length ? `then ${list(via.map(nameOf))}` : "then by the same states"),
    ),
  );
  byId("closings-list").replaceChildren(...rows);
}

function noRoute(found, state, actions) {
  const lift = found.lift ?? [];
  const names = list(lift.map(nameOf));
  const without = state.avoid.length ? `Without ${list(state.avoid.map(nameOf), "or")} nothing on land or sea joins ${nameOf(state.from)} to ${nameOf(state.to)}.` : `Nothing in the network joins ${nameOf(state.from)} to ${nameOf(state.to)}.`;
  return el(
    "div",
    { class: "no-way" },
    el("h2", {}, "No route"),
    el("p", {}, without),
    lift.length ? el("p", {}, `The fewest avoids to lift: ${names}.`) : null,
    lift.length ? el("button", { type: "button", class: "primary", on: { click: () => actions.lift(lift) } }, `Allow ${names}`) : null,
  );
}

export function groundSummary(found, state) {
  const [best] = found.routes;
  if (!best) return "No route is left.";
  const inner = [...new Set(best.states)].filter((code) => ![state.from, state.to].includes(code));
  const through = inner.length ? ` through ${list(inner.map(nameOf))}` : "";
  const by = { time: "The fastest way", cost: "The cheapest way", distance: "The shortest way", co2: "The way of least CO₂" }[state.by];
  const rest = found.routes.length - 1;
  const others = rest ? ` ${rest} other ${rest > 1 ? "ways differ" : "way differs"} from it.` : "";
  return `${by} takes ${days(best.hours)}${through}.${others}`;
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

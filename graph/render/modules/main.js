// Joins the parts: the store tells, the parts show.

import { answer, closingsOf, openingsOf, storyOf } from "./answers.js";
import { firstLook, startCanvas } from "./canvas.js";
import { showControls, startControls } from "./controls.js";
import { edgeById, edges, isKnown, kindOfId, nameOf, nodeById, outlines, page, pointOf, world } from "./data.js";
import { byId, el, hasAddress } from "./dom.js";
import { showEvidence } from "./evidence.js";
import { days, kilometres } from "./figures.js";
import { noFilter, passing, showFilters, startFilters } from "./filters.js";
import { startFinder } from "./finder.js";
import { startHanding } from "./handing.js";
import { fillIcons } from "./icons.js";
import { showLegend, startLegend } from "./legend.js";
import { WorldMap } from "./map.js";
import { showClosings, showOpenings, showRoutes } from "./routes.js";
import { sceneOf } from "./scene.js";
import { createStore, isAnotherQuestion, readFragment, writeFragment } from "./state.js";
import { showTable } from "./table.js";
import { showToday } from "./today.js";
import { headline, showWays } from "./ways.js";
import { relationName } from "./words.js";

const known = { node: isKnown, edge: (id) => edgeById.has(id), cargo: (name) => world?.head.cargoes[name] !== undefined };
const basis = world ? "ground" : "texts";
const nothingChosen = { way: 0, leg: null, selection: null, view: world ? "map" : "network", basis, by: "time", cargo: null, until: null, ties: true, all: false, filter: noFilter };
const asked = { from: null, to: null, avoid: [], ...storyOf(edges, basis) };
if (page.question) Object.assign(asked, { from: page.question.origin, to: page.question.destination, avoid: page.question.avoid });
const fromAddress = () => readFragment(location.hash, known);
const opening = () => {
  const given = fromAddress();
  const found = { ...asked, ...nothingChosen, ...given, filter: { ...noFilter, ...given.filter } };
  return world ? found : { ...found, basis: "texts" };
};
const store = createStore(opening());

const actions = {
  select: (type, id) => store.set({ selection: type && id !== undefined ? { type, id } : null }),
  showEvidenceOf: (ids) => store.set({ selection: { type: "several", id: ids } }),
  ask: (part) => store.set({ ...part, way: 0, leg: null }),
  addAvoid: (id) => store.get().avoid.includes(id) || actions.toggleAvoid(id),
  toggleAvoid(id) {
    const { avoid } = store.get();
    const isOff = avoid.includes(id);
    store.set({ avoid: isOff ? avoid.filter((other) => other !== id) : [...avoid, id], way: 0, leg: null });
    say(isOff ? `${nameOf(id)} is open again` : `Without ${nameOf(id)}`, id);
  },
  lift: (ids) => store.set({ avoid: store.get().avoid.filter((id) => !ids.includes(id) && !world?.head.blocs[id]?.some((member) => ids.includes(member))), way: 0, leg: null }),
  chooseWay: (way) => store.set({ way, leg: null }),
  chooseLeg: (leg) => store.set({ leg: store.get().leg === leg ? null : leg }),
  setView: (view) => store.set({ view }),
  filter: (part) => store.set({ filter: { ...store.get().filter, ...part } }),
  until: (until) => store.set({ until }),
  toggleAll: () => store.set({ all: !store.get().all }),
  toggleTies: () => store.set({ ties: !store.get().ties }),
  undo: () => store.undo(),
  setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    store.set({});
  },
};

let found = answer(store.get());
let shown = passing(store.get());
let canvas = null; // the network drawing, once it is first looked at
let opener = null; // what had the focus before the evidence was opened
let closing = 0;

function sayPlace(place) {
  const name = place.code ? nameOf(place.code) : nameOf(place.id);
  const dispute = place.code && outlines.disputed.filter(({ actual, legal }) => [actual, legal].includes(place.code)).map((one) => one.name);
  const verb = store.get().avoid.includes(place.code ?? place.id) ? "open" : "avoid";
  const isEnd = place.code && endStates().includes(place.code);
  const note = dispute?.length ? ` · hatched: ${dispute.slice(0, 2).join(", ")}${dispute.length > 2 ? " …" : ""}` : "";
  return isEnd ? `${name}: click for its evidence` : `${name}: click to ${verb}${note}`;
}

const endStates = () => [store.get().from, store.get().to].map((id) => world?.cityById.get(id)?.state ?? id);

const map = new WorldMap(outlines, {
  place(place) {
    if (!place) return actions.select(null);
    const id = place.code ?? place.id;
    if (endStates().includes(id) || !world) actions.select("node", id);
    else if (place.kind !== "end") actions.toggleAvoid(id);
  },
  leg(way, leg) {
    store.set({ way, leg });
  },
  tie: ({ edges: several }) => (several.length > 1 ? actions.showEvidenceOf(several.map(({ id }) => id)) : actions.select("edge", several[0].id)),
  sayTie: ({ edges: several }) => `${nameOf(several[0].from)} → ${nameOf(several[0].to)}: ${[...new Set(several.map(({ relation }) => relationName(relation)))].join(", ")}`,
  say: sayPlace,
  sayLeg(way, number) {
    const leg = found.routes[way].legs[number];
    return `Route ${way + 1}, ${leg.mode}: ${leg.start} → ${leg.end}, ${kilometres(leg.km)}, ${days(leg.hours)}`;
  },
});

let quiet = null;

/** Tell what was done, with a way back and a way to the evidence. */
function say(text, id) {
  clearTimeout(quiet);
  const place = byId("toast");
  place.replaceChildren(
    el("span", {}, text),
    store.canUndo() ? el("button", { type: "button", on: { click: () => actions.undo() } }, "Undo") : null,
    id && nodeById.has(id) ? el("button", { type: "button", on: { click: () => actions.select("node", id) } }, "Evidence") : null,
  );
  place.hidden = false;
  quiet = setTimeout(() => {
    place.hidden = true;
  }, 6000);
}

const focusKey = (key) => key && document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });

function show(state) {
  const key = document.activeElement?.dataset.key;
  const title = headline(state) ?? page.title;
  byId("headline").textContent = title;
  document.title = title === page.title ? title : `${title} · ${page.title}`;
  byId("eyebrow").textContent = state.basis === "ground" ? `Ways out${state.cargo ? ` for ${nameOf(`commodity:${state.cargo}`).toLowerCase()}` : ""}, over the world’s railways, roads and seas` : "Ways out, as the texts state them";
  showControls(state, actions, store.canUndo());
  (state.basis === "ground" ? showRoutes : showWays)(found, state, actions);
  showEvidence(state, actions, shown);
  showFilters(state, shown);
  showLegend(state);
  if (state.view === "table") showTable(found.routes, shown, actions);
  map.show(sceneOf(state, found.routes, shown));
  showToday(state, actions);
  drawNetwork(state);
  handOn({ routes: found.routes, state });
  // The parts are built anew: the keyboard stays where it was.
  focusKey(key);
}

// What the best route depends on is worked out when the routes are on the screen.
function showLater(state) {
  clearTimeout(closing);
  const [best] = found.routes;
  if (!best) {
    showClosings([], state, actions);
    if (state.basis === "ground" && state.avoid.length > 1) closing = setTimeout(() => showOpenings(openingsOf(state), state, actions), 120);
    return;
  }
  closing = setTimeout(() => showClosings(closingsOf(state, best), state, actions), 120);
}

// vis-network measures its place first; the map does so by itself.
function lookAt(state) {
  if (state.view === "map") look(state);
  else requestAnimationFrame(() => look(state));
}

function look(state) {
  if (state.view === "map") map.frame(framed(state));
  else if (state.view === "network") canvas?.look(firstLook(found.ways[state.way], state));
}

function framed(state) {
  const route = found.routes[state.way];
  const leg = route?.legs[state.leg];
  if (leg) return leg.points;
  if (route) return route.legs.flatMap(({ points }) => points);
  const ends = [state.from, state.to].map((id) => id && pointOf(id)).filter(Boolean);
  return ends.length ? [...ends, ...ends.map(([lon, lat]) => [lon, lat - 8]), ...ends.map(([lon, lat]) => [lon, lat + 8])] : [[-150, -40], [170, 65]];
}

function drawNetwork(state) {
  canvas?.show(state, found.ways[state.way], shown, found.routes[state.way]?.states);
}

async function openNetwork(state) {
  canvas ??= await startCanvas(actions);
  drawNetwork(state);
  canvas.look(firstLook(found.ways[state.way], state));
}

function moveFocus(state, before) {
  if (!before.selection) opener = document.activeElement?.dataset.key ?? null;
  if (state.selection) byId("evidence-body").querySelector("h2").focus({ preventScroll: true });
  else focusKey(opener);
}

store.listen((state, before) => {
  const isAsked = isAnotherQuestion(state, before);
  if (isAsked) found = answer(state);
  if (state.filter !== before.filter || state.until !== before.until) shown = passing(state);
  show(state);
  if (isAsked) showLater(state);
  if (state.selection !== before.selection) moveFocus(state, before);
  if (state.view === "network" && !canvas) openNetwork(state);
  else if (isAsked || ["way", "leg", "view", "selection"].some((key) => state[key] !== before[key] && (key !== "selection" || state.view === "network"))) lookAt(state);
  if (hasAddress) history.replaceState(null, "", writeFragment(state));
});
window.addEventListener("hashchange", () => store.set(opening()));
// The fragment holds the state: a jump within the page must not replace it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("story").focus();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(store.get()));
window.addEventListener("resize", () => store.get().view === "network" && look(store.get()));
// Paper is white, whatever the screen was.
let screenTheme;
window.addEventListener("beforeprint", () => {
  screenTheme = document.documentElement.dataset.theme;
  actions.setTheme("light");
  showTable(found.routes, shown, actions);
  map.draw();
});
window.addEventListener("afterprint", () => {
  if (screenTheme) document.documentElement.dataset.theme = screenTheme;
  else delete document.documentElement.dataset.theme;
  show(store.get());
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !byId("about").open) actions.select(null);
  const isTyping = event.target.closest?.("input, select, textarea");
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !isTyping) {
    event.preventDefault();
    actions.undo();
  }
});

fillIcons();
startControls(store, actions);
startFilters(store.get(), actions);
startFinder((id) => (nodeById.has(id) || kindOfId(id) === "state" || kindOfId(id) === "city" ? actions.select("node", id) : null));
startLegend(actions);
const handOn = startHanding(() => ({ state: store.get(), routes: found.routes, shown, title: byId("headline").textContent }), say);
byId("count").textContent = `${nodeById.size} entities, ${edges.length} relationships`;
show(store.get());
look(store.get());
showLater(store.get());
if (store.get().view === "network") await openNetwork(store.get());
globalThis.corridorMap = map; // for tests and the curious
document.documentElement.dataset.ready = "yes";

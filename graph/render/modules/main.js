// Joins the parts: the store tells, the parts show.

import { firstLook, startCanvas } from "./canvas.js";
import { showControls, startControls } from "./controls.js";
import { edgeById, edges, nodeById, page, steps } from "./data.js";
import { byId } from "./dom.js";
import { showEvidence } from "./evidence.js";
import { startFinder } from "./finder.js";
import { startLegend } from "./legend.js";
import { findWays, smallestLift } from "./search.js";
import { createStore, readFragment, writeFragment } from "./state.js";
import { startTable } from "./table.js";
import { showWays } from "./ways.js";

const known = { node: (id) => nodeById.has(id), edge: (id) => edgeById.has(id) };
const nothingChosen = { way: 0, selection: null, view: "network" };
const asked = {
  from: page.question?.origin ?? null,
  to: page.question?.destination ?? null,
  avoid: page.question?.avoid ?? [],
};
const store = createStore({ ...asked, ...nothingChosen, ...readFragment(location.hash, known) });

const actions = {
  select: (type, id) => store.set({ selection: type && id !== undefined ? { type, id } : null }),
  ask: (part) => store.set({ ...part, way: 0 }),
  toggleAvoid(id) {
    const { avoid } = store.get();
    const next = avoid.includes(id) ? avoid.filter((other) => other !== id) : [...avoid, id];
    store.set({ avoid: next, way: 0 });
  },
  lift: (ids) => store.set({ avoid: store.get().avoid.filter((id) => !ids.includes(id)), way: 0 }),
  chooseWay: (way) => store.set({ way }),
  setView: (view) => store.set({ view }),
  setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    store.set({});
  },
};

function search({ from, to, avoid }) {
  const found = findWays(steps, from, to, avoid);
  const lift = found.ways.length ? null : smallestLift(steps, from, to, avoid);
  return { ...found, lift };
}

const canvas = startCanvas(actions);
let found = search(store.get());

let opener = null; // what had the focus before the evidence was opened

const focusKey = (key) => key && document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });

function show(state) {
  const key = document.activeElement?.dataset.key;
  showControls(state, actions);
  showWays(found, state, actions, page.title);
  showEvidence(state, actions);
  canvas.show(state, found.ways[state.way]);
  // The parts are built anew: the keyboard stays where it was.
  focusKey(key);
}

function moveFocus(state, before) {
  if (!before.selection) opener = document.activeElement?.dataset.key ?? null;
  if (state.selection) byId("evidence-body").querySelector("h2").focus({ preventScroll: true });
  else focusKey(opener);
}

store.listen((state, before) => {
  const isAsked = ["from", "to", "avoid"].some((key) => state[key] !== before[key]);
  if (isAsked) found = search(state);
  show(state);
  if (state.selection !== before.selection) moveFocus(state, before);
  const isMoved = isAsked || state.way !== before.way || state.view !== before.view;
  // The evidence column takes room from the canvas, and what was found may lie out of sight.
  const isSelected = state.selection !== before.selection;
  if (isMoved || isSelected) requestAnimationFrame(() => canvas.look(firstLook(found.ways[state.way], state)));
  history.replaceState(null, "", writeFragment(state));
});
window.addEventListener("hashchange", () => {
  store.set({ ...asked, ...nothingChosen, ...readFragment(location.hash, known) });
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(store.get()));
window.addEventListener("resize", () => canvas.look(firstLook(found.ways[store.get().way], store.get())));
// Paper is white, whatever the screen was.
let screenTheme;
window.addEventListener("beforeprint", () => {
  screenTheme = document.documentElement.dataset.theme;
  actions.setTheme("light");
});
window.addEventListener("afterprint", () => {
  if (screenTheme) document.documentElement.dataset.theme = screenTheme;
  else delete document.documentElement.dataset.theme;
  show(store.get());
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !byId("about").open) actions.select(null);
});

startControls(store.get(), actions);
startFinder((id) => actions.select("node", id));
startTable(actions);
startLegend();
byId("count").textContent = `${nodeById.size} entities, ${edges.length} relationships`;
show(store.get());
canvas.look(firstLook(found.ways[store.get().way], store.get()));

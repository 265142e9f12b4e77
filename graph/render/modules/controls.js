// From, to, what to avoid, objective, theme and view.

import { avoidable, ends } from "./choices.js";
import { Combo } from "./combo.js";
import { edges, nameOf, world } from "./data.js";
import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { isDark } from "./looks.js";

const VIEWS = ["map", "network", "table"];
let from;
let to;

export function startControls(store, actions) {
  const basis = () => store.get().basis;
  from = new Combo(byId("from"), byId("from-list"), () => ends(basis()), (id) => actions.ask({ from: id }));
  to = new Combo(byId("to"), byId("to-list"), () => ends(basis()), (id) => actions.ask({ to: id }));
  new Combo(byId("avoid"), byId("avoid-list"), () => avoidable(basis()), (id) => actions.addAvoid(id)).show("");
  byId("swap").addEventListener("click", () => actions.ask({ from: store.get().to, to: store.get().from }));
  byId("by").addEventListener("change", (event) => actions.ask({ by: event.target.value }));
  fillCargoes();
  byId("cargo").addEventListener("change", (event) => actions.ask({ cargo: event.target.value || null }));
  byId("undo").addEventListener("click", () => actions.undo());
  byId("theme").addEventListener("click", () => actions.setTheme(isDark() ? "light" : "dark"));
  byId("about-open").addEventListener("click", () => byId("about").showModal());
  byId("about-close").addEventListener("click", () => byId("about").close());
  byId("evidence-close").addEventListener("click", () => actions.select(null));
  for (const view of VIEWS) byId(`view-${view}`).addEventListener("click", () => actions.setView(view));
  for (const name of ["ground", "texts"]) byId(`on-${name}`).addEventListener("click", () => actions.ask({ basis: name }));
  byId("basis").hidden = !world;
  byId("ties").addEventListener("click", () => actions.toggleTies());
  byId("ties-place").hidden = !edges.length;
}

function fillCargoes() {
  const names = Object.keys(world?.head.cargoes ?? {}).map((name) => [name, nameOf(`commodity:${name}`)]);
  names.sort((one, two) => one[1].localeCompare(two[1], "en"));
  byId("cargo").append(...names.map(([value, name]) => el("option", { value }, name)));
}

function chip(id, actions) {
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "chip", "data-key": `chip ${id}`, "aria-label": `Stop avoiding ${nameOf(id)}`, on: { click: () => actions.toggleAvoid(id) } },
      nameOf(id),
      icon("close", 12),
    ),
  );
}

export function showControls(state, actions, canUndo) {
  from.show(state.from ? nameOf(state.from) : "");
  to.show(state.to ? nameOf(state.to) : "");
  byId("by").value = state.by;
  byId("cargo").value = state.cargo ?? "";
  byId("ties").setAttribute("aria-checked", String(state.ties));
  for (const id of ["by-place", "cargo-place"]) byId(id).hidden = state.basis !== "ground";
  byId("undo").disabled = !canUndo;
  byId("avoid-chips").replaceChildren(...state.avoid.map((id) => chip(id, actions)));
  byId("avoid-chips").hidden = !state.avoid.length;
  for (const view of VIEWS) {
    byId(`view-${view}`).setAttribute("aria-pressed", String(state.view === view));
    byId(`${view}-view`).hidden = state.view !== view;
  }
  for (const name of ["ground", "texts"]) byId(`on-${name}`).setAttribute("aria-pressed", String(state.basis === name));
  byId("filters").hidden = state.view === "map" && !state.selection;
}

// Which relationships are shown: by family, kind, mode, source, confidence and date.

import { edges, kindOfId, nodeById, steps } from "./data.js";
import { byId, el, percent } from "./dom.js";
import { FAMILIES, KINDS, familyOf } from "./words.js";

const ALL = "";
export const noFilter = { family: ALL, kind: ALL, mode: ALL, source: ALL, least: 0 };

const modesOf = new Map();
for (const step of steps) {
  for (const id of step.mode ? step.edges : []) modesOf.set(id, new Set([...(modesOf.get(id) ?? []), step.mode]));
}

/** The earliest date that a relationship's sentences bear, or null. */
export function dateOf(edge) {
  const dates = edge.evidence.flatMap((record) => [record.date, record.valid_from]).filter(isDate);
  return [...dates, edge.valid_from].filter(isDate).sort()[0] ?? null;
}

const isDate = (text) => /^\d{4}/.test(text ?? "");

export const dates = [...new Set(edges.map(dateOf).filter(Boolean))].sort();

const sources = [...new Set(edges.flatMap(({ evidence }) => evidence.map(({ document }) => document)).filter(Boolean))].sort();

/** The ids of the relationships that pass; one without a date always does. */
export function passing({ filter, until }) {
  const fits = (edge) =>
    (!filter.family || familyOf(edge.relation) === filter.family) &&
    (!filter.kind || [edge.from, edge.to].some((id) => kindOfId(id) === filter.kind)) &&
    (!filter.mode || modesOf.get(edge.id)?.has(filter.mode)) &&
    (!filter.source || edge.evidence.some(({ document }) => document === filter.source)) &&
    (edge.confidence ?? 1) >= filter.least &&
    (!until || (dateOf(edge) ?? "") <= until);
  return new Set(edges.filter(fits).map(({ id }) => id));
}

function fill(id, choices, state, actions) {
  const select = byId(id);
  const key = id.replace("filter-", "");
  select.replaceChildren(el("option", { value: ALL }, "All"), ...choices.map(([value, text]) => el("option", { value }, text)));
  select.value = state.filter[key];
  select.addEventListener("change", () => actions.filter({ [key]: select.value }));
  select.closest("label").hidden = choices.length < 2;
}

export function startFilters(state, actions) {
  const families = new Set(edges.map(({ relation }) => familyOf(relation)));
  const kinds = new Set([...nodeById.values()].map(({ kind }) => kind));
  const modes = [...new Set([...modesOf.values()].flatMap((set) => [...set]))];
  fill("filter-family", Object.entries(FAMILIES).filter(([id]) => families.has(id)).map(([id, { name }]) => [id, name]), state, actions);
  fill("filter-kind", Object.entries(KINDS).filter(([id]) => kinds.has(id)), state, actions);
  fill("filter-mode", modes.map((mode) => [mode, mode]), state, actions);
  fill("filter-source", sources.map((source) => [source, source.split(/[\\/]/).at(-1)]), state, actions);
  const least = byId("filter-least");
  least.addEventListener("input", () => actions.filter({ least: Number(least.value) / 100 }));
  const time = byId("time");
  time.max = String(dates.length);
  time.addEventListener("input", () => actions.until(dates[Number(time.value)] ?? null));
  byId("time-place").hidden = dates.length < 2;
}

export function showFilters(state, shown) {
  for (const key of ["family", "kind", "mode", "source"]) byId(`filter-${key}`).value = state.filter[key];
  byId("filter-least-said").textContent = `at least ${percent(state.filter.least)}`;
  byId("filter-least").value = String(state.filter.least * 100);
  const at = state.until ? dates.findIndex((date) => date > state.until) : -1;
  byId("time").value = String(state.until ? Math.max((at < 0 ? dates.length : at) - 1, 0) : dates.length);
  const said = state.until ? `until ${state.until}` : "all dates";
  byId("time-said").textContent = said;
  byId("time").setAttribute("aria-valuetext", said);
  byId("filter-count").textContent = shown.size === edges.length ? "" : `${shown.size} of ${edges.length} shown`;
}

// What the reader has chosen, kept in the address's fragment so that a view can be handed on.

const VIEWS = ["map", "network", "table"];
const BASES = ["ground", "texts"];
const FILTERS = ["family", "kind", "mode", "source", "least"];
const OBJECTIVES = ["time", "cost", "distance", "co2"];

/** A value with listeners and a past: `get()`, `set(patch)`, `undo()`, `listen(function)`. */
export function createStore(initial) {
  let value = initial;
  const past = [];
  const listeners = [];
  const tell = (before) => {
    for (const listener of listeners) listener(value, before);
  };
  return {
    get: () => value,
    set(patch) {
      const before = value;
      value = { ...value, ...patch };
      // Only a new question is worth a step back; looking round is not.
      if (isAnotherQuestion(value, before)) past.push(before);
      tell(before);
    },
    undo() {
      if (!past.length) return;
      const before = value;
      const { from, to, avoid, by, cargo, basis } = past.pop();
      value = { ...value, from, to, avoid, by, cargo, basis, way: 0, leg: null };
      tell(before);
    },
    canUndo: () => past.length > 0,
    listen: (listener) => listeners.push(listener),
  };
}

export const isAnotherQuestion = (state, before) =>
  ["from", "to", "avoid", "by", "cargo", "basis"].some((key) => state[key] !== before[key]);

/** The parts of a state that a fragment names; what `known` does not know is dropped. */
export function readFragment(fragment, known) {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const found = {};
  for (const key of ["from", "to"]) if (known.node(given.get(key))) found[key] = given.get(key);
  if (given.has("avoid")) found.avoid = given.getAll("avoid").filter(known.node);
  if (BASES.includes(given.get("on"))) found.basis = given.get("on");
  if (OBJECTIVES.includes(given.get("by"))) found.by = given.get("by");
  if (known.cargo(given.get("goods"))) found.cargo = given.get("goods");
  if (VIEWS.includes(given.get("view"))) found.view = given.get("view");
  if (/^[1-5]$/.test(given.get("way") ?? "")) found.way = Number(given.get("way")) - 1;
  if (/^[1-9]\d?$/.test(given.get("leg") ?? "")) found.leg = Number(given.get("leg")) - 1;
  if (given.get("ties") === "off") found.ties = false;
  if (given.get("all") === "yes") found.all = true;
  const [type, id] = atDot(given.get("selection") ?? "");
  if ((type === "node" && known.node(id)) || (type === "edge" && known.edge(id))) found.selection = { type, id };
  const filter = filterIn(given);
  if (Object.keys(filter).length) found.filter = filter;
  if (/^\d{4}(-\d\d){0,2}$/.test(given.get("until") ?? "")) found.until = given.get("until");
  return found;
}

function filterIn(given) {
  const named = FILTERS.filter((key) => key !== "least" && given.get(key)).map((key) => [key, given.get(key)]);
  const least = Number(given.get("least") ?? 0);
  if (least > 0 && least <= 1) named.push(["least", least]);
  return Object.fromEntries(named);
}

export function writeFragment(state) {
  const given = new URLSearchParams();
  if (state.from) given.set("from", state.from);
  if (state.to) given.set("to", state.to);
  for (const id of state.avoid.length ? state.avoid : [""]) given.append("avoid", id);
  if (state.by !== "time") given.set("by", state.by);
  if (state.cargo) given.set("goods", state.cargo);
  given.set("on", state.basis);
  given.set("view", state.view);
  if (state.way > 0) given.set("way", state.way + 1);
  if (state.leg !== null) given.set("leg", state.leg + 1);
  if (!state.ties) given.set("ties", "off");
  if (state.all) given.set("all", "yes");
  if (state.selection) given.set("selection", `${state.selection.type}.${state.selection.id}`);
  for (const key of FILTERS) if (state.filter[key]) given.set(key, state.filter[key]);
  if (state.until) given.set("until", state.until);
  return `#${given}`;
}

function atDot(text) {
  const dot = text.indexOf(".");
  return [text.slice(0, dot), text.slice(dot + 1)];
}

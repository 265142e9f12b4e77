// What the reader has chosen, kept in the address's fragment so that a view can be handed on.

/** A value with listeners: `get()`, `set(patch)`, `listen(function)`. */
export function createStore(initial) {
  let value = initial;
  const listeners = [];
  return {
    get: () => value,
    set(patch) {
      const before = value;
      value = { ...value, ...patch };
      for (const listener of listeners) listener(value, before);
    },
    listen: (listener) => listeners.push(listener),
  };
}

/** The parts of a state that a fragment names; unknown ids are dropped by `known`. */
export function readFragment(fragment, known) {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const found = {};
  if (known.node(given.get("from"))) found.from = given.get("from");
  if (known.node(given.get("to"))) found.to = given.get("to");
  if (given.has("avoid")) found.avoid = given.getAll("avoid").filter(known.node);
  const [type, id] = split(given.get("selection") ?? "");
  if ((type === "node" && known.node(id)) || (type === "edge" && known.edge(id))) {
    found.selection = { type, id };
  }
  if (/^[1-5]$/.test(given.get("way") ?? "")) found.way = Number(given.get("way")) - 1;
  if (given.get("view") === "table") found.view = "table";
  return found;
}

export function writeFragment(state) {
  const given = new URLSearchParams();
  if (state.from) given.set("from", state.from);
  if (state.to) given.set("to", state.to);
  for (const id of state.avoid.length ? state.avoid : [""]) given.append("avoid", id);
  if (state.selection) given.set("selection", `${state.selection.type}.${state.selection.id}`);
  if (state.way > 0) given.set("way", state.way + 1);
  if (state.view === "table") given.set("view", "table");
  return `#${given}`;
}

function split(text) {
  const dot = text.indexOf(".");
  return [text.slice(0, dot), text.slice(dot + 1)];
}

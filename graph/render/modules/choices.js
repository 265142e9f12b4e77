// Everything that can be looked for, asked about or avoided, by name.

import { nameOf, nodes, world } from "./data.js";
import { portsOf } from "./ports.js";
import { KINDS } from "./words.js";
import { KIND } from "./world.js";

const RANKS = "state bloc sea passage corridor pipeline mode border city port org commodity agreement person".split(" ");
const TEXT_AVOIDS = new Set(["state", "sea", "passage", "corridor", "pipeline"]);

function item(id, kind, hint = KINDS[kind] ?? kind, name = nameOf(id)) {
  const rank = RANKS.indexOf(kind);
  return { id, kind, hint, name, rank: rank < 0 ? RANKS.length : rank, code: kind === "state" ? id : undefined };
}

const once = (items) => [...new Map(items.map((one) => [one.id, one])).values()];

const told = nodes.map((node) => item(node.id, node.kind));
const states = world ? Object.keys(world.head.points).map((id) => item(id, "state")) : [];
const cities = world ? world.cities.map((city) => item(city.id, "city", `City, ${nameOf(city.state)}`, city.name)) : [];

const ports = world ? portsOf(world.head).map(({ id, name, code }) => ({ ...item(id, "port", code ? `Port, ${code}` : "Port", name), code })) : [];

/** What the search box finds: all that the texts speak of, all states and cities. */
export const findable = once([...told, ...states, ...cities]);

/** Where a route can start or end. */
export const ends = (basis) =>
  basis === "ground"
    ? [...states, ...cities, ...ports, item("sea", "sea", "Any port on the ocean")]
    : told.filter(({ kind }) => kind === "state" || kind === "sea");

/** What can be avoided. */
export const avoidable = (basis) => (basis === "ground" ? groundAvoids() : told.filter(({ kind }) => TEXT_AVOIDS.has(kind)));

let ground = null;

function groundAvoids() {
  if (ground) return ground;
  const { head } = world;
  ground = once([
    ...states,
    ...Object.keys(head.blocs).filter((id) => head.blocs[id].length).map((id) => item(id, "bloc")),
    ...head.seas.map((id) => item(id, "sea")),
    ...head.passages.filter(Boolean).map((name) => item(`passage:${name}`, "passage")),
    ...head.modes.filter((mode) => !head.off.includes(mode)).map((mode) => item(`mode:${mode}`, "mode", "Mode")),
    ...borders().map((id) => item(id, "border", "Border")),
    ...ports,
  ]);
  return ground;
}

function borders() {
  const { head, classes } = world;
  const found = new Set();
  classes.kind.forEach((kind, at) => {
    if (kind !== KIND.gate || classes.state[at] === classes.other[at]) return;
    found.add(`border:${[classes.state[at], classes.other[at]].map((number) => head.states[number]).sort().join("-")}`);
  });
  return [...found];
}

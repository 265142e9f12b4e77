// Answers to the question of a state: over the ground, or as the texts state them.

import { steps, world } from "./data.js";
import { Ground } from "./ground.js";
import { routeOf } from "./legs.js";
import { findWays, smallestLift } from "./search.js";
import { taken } from "./figures.js";
import { standsOf } from "./world.js";

const ground = world && new Ground(world);

const nothing = { routes: [], ways: [], lift: null, unknown: [], cut: false };

/** {routes, ways, lift, unknown, cut}: one of routes and ways is empty. */
export function answer(state) {
  if (!state.from || !state.to) return nothing;
  return state.basis === "ground" ? { ...nothing, ...overGround(state) } : { ...nothing, ...inTexts(state) };
}

function overGround(state) {
  const found = ground.find(state);
  return { ...found, routes: found.routes.map((steps, number) => named(routeOf(world, steps, ["", ""], found.access[number]), state)) };
}

// The ends of a route are called by the nearest of the places that stand for what was asked.
function named(route, { from, to, cargo }) {
  const [first, last] = [route.legs[0], route.legs.at(-1)];
  first.start = nearest(standsOf(world, from, cargo, true), first.points[0]) ?? first.start;
  last.end = nearest(standsOf(world, to, cargo, false), last.points.at(-1)) ?? last.end;
  return route;
}

function nearest(places, [lon, lat]) {
  const gap = (place) => Math.hypot(place.lat - lat, (place.lon - lon) * Math.cos((lat * Math.PI) / 180));
  return places.reduce((best, place) => (best && gap(best) <= gap(place) ? best : place), null)?.name;
}

function inTexts({ from, to, avoid }) {
  const ids = avoid.flatMap((id) => world?.head.blocs[id] ?? [id]);
  const found = findWays(steps, from, to, ids);
  return { ...found, lift: found.ways.length ? null : smallestLift(steps, from, to, ids) };
}

/** What each further closing on the best route costs: [{id, extra (null: no route), via}]. */
export function closingsOf(state, best) {
  const own = new Set([state.from, state.to].map((id) => world.cityById.get(id)?.state ?? id));
  const states = [...new Set(best.states)].filter((code) => !own.has(code));
  const found = [...states, ...best.passages].map((id) => {
    const { routes, access } = ground.find({ ...state, avoid: [...state.avoid, id] }, 1);
    if (!routes.length) return { id, extra: null, via: [] };
    const route = routeOf(world, routes[0], ["", ""], access[0]);
    const via = [...new Set(route.states)].filter((code) => !best.states.includes(code) && !own.has(code));
    return { id, extra: taken(route, state.by) - taken(best, state.by), via };
  });
  return found.sort((one, two) => (two.extra ?? Infinity) - (one.extra ?? Infinity));
}

/** What each avoid keeps shut where no route is left: [{id, takes (null: not by itself), via}]. */
export function openingsOf(state) {
  const own = new Set([state.from, state.to].map((id) => world.cityById.get(id)?.state ?? id));
  const found = state.avoid.map((id) => {
    const { routes, access } = ground.find({ ...state, avoid: state.avoid.filter((other) => other !== id) }, 1);
    if (!routes.length) return { id, takes: null, via: [] };
    const route = routeOf(world, routes[0], ["", ""], access[0]);
    return { id, takes: taken(route, state.by), via: [...new Set(route.states)].filter((code) => !own.has(code)) };
  });
  return found.sort((one, two) => (one.takes ?? Infinity) - (two.takes ?? Infinity));
}

/** The question that a page opens with when none was asked: the way out of the teller's state. */
export function storyOf(edges, basis) {
  if (basis !== "ground") return {};
  const count = new Map();
  for (const { from } of edges) if (world.head.points[from]) count.set(from, (count.get(from) ?? 0) + 1);
  const [first] = [...count].sort((one, two) => two[1] - one[1]);
  return first ? { from: first[0], to: "sea" } : {};
}

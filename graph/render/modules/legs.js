// A path of chains as people read it: legs by mode, states in order, stops, totals. Pure.

import { KIND, pointsOf } from "./world.js";

const SHORT_KM = 60;
const WATER = new Set(["sea", "river"]);

/** A route with the figures that the command line gives; the outer legs count the km to the network. */
export function routeOf(world, steps, ends, access = [0, 0]) {
  const groups = grouped(world, steps);
  const names = [ends[0] || placeOf(world, backward(steps[0])), ...groups.map((group) => placeOf(world, group.at(-1)))];
  if (ends[1]) names[names.length - 1] = ends[1];
  const legs = groups.map((group, index) => legOf(world, group, names[index], names[index + 1]));
  addAccess(world, legs[0], access[0]);
  addAccess(world, legs.at(-1), access[1]);
  const sum = (name) => legs.reduce((total, leg) => total + leg[name], 0);
  const passages = steps.map(({ chain }) => world.classes.passage[world.of[chain]]);
  return {
    legs,
    states: statesOf(world, steps),
    modes: [...new Set(legs.map((leg) => leg.mode))],
    passages: [...new Set(passages)].filter(Boolean).map((number) => `passage:${world.head.passages[number]}`),
    stops: stopsOf(world, steps),
    km: sum("km"),
    hours: sum("hours"),
    usd: sum("usd"),
    co2: sum("co2"),
  };
}

// Between a place and the line goods go by lorry.
function addAccess({ head }, leg, km) {
  leg.km += km;
  leg.hours += km * head.access.time;
  leg.usd += km * head.access.cost;
  leg.co2 += km * head.access.co2;
}

const backward = ({ chain, forward }) => ({ chain, forward: !forward });

function grouped(world, steps) {
  const merged = [];
  for (const group of stretches(world, steps)) {
    const before = merged.at(-1);
    if (before && onWater(world, group) && onWater(world, before)) {
      const km = group.reduce((sum, { chain }) => sum + world.km[chain], 0);
      if (km < SHORT_KM || modeOf(world, group[0]) === modeOf(world, before[0])) {
        before.push(...group);
        continue;
      }
    }
    merged.push(group);
  }
  return merged;
}

// Runs of one mode; each service and each leg that a person added stands alone.
function stretches(world, steps) {
  const groups = [];
  let last = null;
  for (const step of steps) {
    const service = kindOf(world, step) === KIND.service;
    const key = `${modeOf(world, step)} ${service ? step.chain : ""} ${ownOf(world, step)}`;
    if (key !== last) groups.push([]);
    groups.at(-1).push(step);
    last = key;
  }
  return groups;
}

const kindOf = (world, { chain }) => world.classes.kind[world.of[chain]];
const modeOf = (world, { chain }) => world.head.modes[world.classes.mode[world.of[chain]]];
const ownOf = (world, { chain }) => world.classes.own[world.of[chain]];
const onWater = (world, group) => WATER.has(modeOf(world, group[0])) && kindOf(world, group[0]) !== KIND.service && !ownOf(world, group[0]);
const endOf = (world, { chain, forward }) => (forward ? world.b[chain] : world.a[chain]);

function sidesOf(world, { chain, forward }) {
  const mine = world.of[chain];
  const pair = [world.classes.state[mine], world.classes.other[mine]].map((number) => world.head.states[number]);
  return forward ? pair : pair.reverse();
}

// "Border KZ-RU (Station)", as the command line says it.
function borderOf(world, gate, node) {
  const pair = sidesOf(world, gate);
  const isRail = modeOf(world, gate) === "rail";
  const station = isRail ? world.stationAt?.(pair, world.lat[node], world.lon[node]) : null;
  return `Border ${pair.join("-")}${station ? ` (${station})` : ""}`;
}

function placeOf(world, step) {
  const node = endOf(world, step);
  if (world.label[node] >= 0) return world.head.labels[world.label[node]];
  for (let slot = world.start[node]; slot < world.start[node + 1]; slot += 1) {
    const chain = world.touch[slot];
    const gate = { chain, forward: world.a[chain] === node };
    if (kindOf(world, gate) === KIND.gate) return borderOf(world, gate, node);
  }
  const state = sidesOf(world, step)[1];
  return `${world.lat[node].toFixed(2)}, ${world.lon[node].toFixed(2)}${state ? ` (${state})` : ""}`;
}

/** The states entered, in order; one that is entered twice comes twice. */
export function statesOf(world, steps) {
  const order = [];
  for (const step of steps) {
    for (const state of sidesOf(world, step)) if (state && order.at(-1) !== state) order.push(state);
  }
  return order;
}

function stopsOf(world, steps) {
  const found = steps.map((step) => {
    const node = endOf(world, step);
    if (kindOf(world, step) === KIND.gate) return { name: borderOf(world, step, node), node };
    return world.label[node] >= 0 ? { name: world.head.labels[world.label[node]], node } : null;
  });
  const seen = new Set();
  return found.filter((stop) => stop && !seen.has(stop.name) && seen.add(stop.name));
}

function legOf(world, steps, start, end) {
  const borders = stopsOf(world, steps.filter((step) => kindOf(world, step) === KIND.gate)).map(({ name }) => name);
  const leg = { mode: modeOf(world, steps[0]), start, end, borders, states: statesOf(world, steps), km: 0, hours: 0, usd: 0, co2: 0, bridges: 0, points: [], own: world.head.own[ownOf(world, steps[0]) - 1] ?? null };
  for (const { chain, forward } of steps) {
    const mine = world.of[chain];
    const { hours_km, usd_km, co2_km, hours, usd } = world.classes;
    leg.km += world.km[chain];
    leg.hours += world.km[chain] * hours_km[mine] + hours[mine];
    leg.usd += world.km[chain] * usd_km[mine] + usd[mine];
    leg.co2 += world.km[chain] * co2_km[mine];
    leg.bridges += world.bridges.get(chain) ?? 0;
    const points = pointsOf(world, chain, forward);
    leg.points.push(...(leg.points.length ? points.slice(1) : points));
  }
  return leg;
}

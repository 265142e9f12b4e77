// What tells a way from others: states, passages, modes, gateways, and how much two share. Pure.

import { KIND } from "./world.js";

const MOST_SHARED = 0.6;
const APART_KM = 100;
const TWIN = 0.05;
const EARTH_KM = 6371.0088;
const DOORS = new Set([KIND.gate, KIND.port, KIND.service]);
const BERTHS = new Set([KIND.port, KIND.service]);

export const isDoor = ({ of, classes }, chain) => DOORS.has(classes.kind[of[chain]]);

/** The numbers of the states at the start and the end of a step. */
export function statesAt({ of, classes }, { chain, forward }) {
  const pair = [classes.state[of[chain]], classes.other[of[chain]]];
  return forward ? pair : pair.reverse();
}

/** Where a step starts, as a unit vector. */
export function startOf({ a, b, lat, lon }, { chain, forward }) {
  const node = forward ? a[chain] : b[chain];
  const [north, east] = [(lat[node] * Math.PI) / 180, (lon[node] * Math.PI) / 180];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

export function characterOf(world, steps) {
  const { of, classes, km } = world;
  const length = new Map();
  let whole = 0;
  for (const { chain } of steps) {
    const mode = classes.mode[of[chain]];
    length.set(mode, (length.get(mode) ?? 0) + km[chain]);
    whole += km[chain];
  }
  const doors = steps.filter(({ chain }) => isDoor(world, chain));
  return {
    states: setOf(steps.flatMap((step) => statesAt(world, step))),
    passages: setOf(steps.map(({ chain }) => classes.passage[of[chain]])),
    // A quay's road does not make a road.
    modes: [...length.keys()].filter((mode) => length.get(mode) > TWIN * whole).sort().join(),
    gateways: doors.map((step) => startOf(world, step)),
    berths: doors.filter(({ chain }) => BERTHS.has(classes.kind[of[chain]])).map((step) => startOf(world, step)),
    chains: new Set(steps.map(({ chain }) => chain)),
    km: whole,
  };
}

const setOf = (numbers) => [...new Set(numbers)].filter(Boolean).sort((one, two) => one - two).join();

/** Whether two ways share much of their length and all of their ports. */
export function muchAlike(world, one, other) {
  const apart = elsewhere(one.berths, other.berths) || elsewhere(other.berths, one.berths);
  return (sharesMuch(world, one, other) && !apart) || alike(world, one, other);
}

/** Whether two ways are one to a person: sidings, or twin crossings, apart. */
export function alike(world, one, other) {
  if (one.states !== other.states || one.passages !== other.passages) return false;
  if (elsewhere(one.gateways, other.gateways) || elsewhere(other.gateways, one.gateways)) return false;
  const isTwin = one.modes === other.modes && Math.max(one.km, other.km) < (1 + TWIN) * Math.min(one.km, other.km);
  return isTwin || sharesMuch(world, one, other);
}

function sharesMuch({ km }, one, other) {
  let shared = 0;
  for (const chain of one.chains) if (other.chains.has(chain)) shared += km[chain];
  return shared > MOST_SHARED * Math.min(one.km, other.km);
}

// Whether some gateway lies far from all others.
function elsewhere(one, other) {
  if (!one.length || !other.length) return one.length !== other.length;
  return one.some((point) => other.every((place) => !isNear(point, place, APART_KM)));
}

/** Whether two places (unit vectors) lie within so many km of each other. */
export function isNear([x, y, z], [otherX, otherY, otherZ], km) {
  return x * otherX + y * otherY + z * otherZ >= Math.cos(km / EARTH_KM);
}

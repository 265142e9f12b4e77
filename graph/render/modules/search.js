// Ways from one place to another over passable steps. Pure: no page, no state.

const MAX_STEPS = 12;
const MAX_WAYS = 5;
// Dense graphs have more simple paths than anyone can wait for; the limit is told, not hidden.
const MAX_VISITS = 300000;
const ANYWHERE = "*";

/**
 * The best ways, ranked by onward (unstated) steps, then by number of steps, then by the order
 * in which their steps are given.
 *
 * Returns {ways: [[step, ...], ...], cut: whether the search gave up before it was complete}.
 */
export function findWays(steps, from, to, avoid, limit = MAX_WAYS) {
  const leaving = byOrigin(steps, new Set(avoid), from, to);
  const search = { to, limit, ways: [], visits: 0 };
  if (leaving === null) return { ways: [], cut: false };
  for (const onward of [0, 1]) {
    const distance = distances(leaving, to, onward);
    for (let length = 1; length <= MAX_STEPS && search.ways.length < limit; length += 1) {
      extend(search, leaving, distance, [], new Set([from]), from, length, onward);
    }
  }
  return { ways: search.ways, cut: search.visits > MAX_VISITS };
}

/** A smallest set of avoids that must be lifted for any way to exist; null if none helps. */
export function smallestLift(steps, from, to, avoid) {
  for (let size = 1; size <= avoid.length; size += 1) {
    for (const lifted of subsets(avoid, size)) {
      const kept = avoid.filter((id) => !lifted.includes(id));
      if (findWays(steps, from, to, kept, 1).ways.length > 0) return lifted;
    }
  }
  return null;
}

function byOrigin(steps, avoid, from, to) {
  if (!from || !to || from === to || avoid.has(from) || avoid.has(to)) return null;
  const open = steps.filter((step) => ![step.from, step.to, step.via].some((id) => avoid.has(id)));
  const chosen = oneForEachPair(open);
  const leaving = new Map();
  for (const step of open) {
    const stated = step.to === ANYWHERE && chosen.has(`${step.from}\n${to}`);
    if (stated || chosen.get(`${step.from}\n${step.to}`) !== step) continue;
    if (!leaving.has(step.from)) leaving.set(step.from, []);
    leaving.get(step.from).push(step);
  }
  return leaving;
}

// Ways differ by their places; of two steps between the same places the one along a named
// corridor says more.
function oneForEachPair(steps) {
  const chosen = new Map();
  for (const step of steps) {
    const key = `${step.from}\n${step.to}`;
    const known = chosen.get(key);
    if (!known || (!known.via && step.via)) chosen.set(key, step);
  }
  return chosen;
}

// Fewest steps to the goal from each place, so that the search never walks into dead ends.
function distances(leaving, to, onward) {
  const arriving = new Map();
  const found = new Map();
  if (onward === 0) found.set(to, 0);
  for (const steps of leaving.values()) {
    for (const step of steps) {
      if (step.to === ANYWHERE) {
        if (onward === 1 && step.from !== to) found.set(step.from, 1);
      } else if (!step.onward) {
        if (!arriving.has(step.to)) arriving.set(step.to, []);
        arriving.get(step.to).push(step.from);
      } else if (onward === 1 && step.to === to) {
        found.set(step.from, 1);
      }
    }
  }
  for (const place of found.keys()) {
    for (const before of arriving.get(place) ?? []) {
      if (!found.has(before) && before !== to) found.set(before, found.get(place) + 1);
    }
  }
  return found;
}

// Exactly `left` more steps, the last one onward if `onward` is 1.
function extend(search, leaving, distance, way, visited, place, left, onward) {
  search.visits += 1;
  if (search.visits > MAX_VISITS) return;
  for (const step of leaving.get(place) ?? []) {
    if (search.ways.length >= search.limit) return;
    const isOnward = step.onward || step.to === ANYWHERE;
    const arrives = step.to === search.to || step.to === ANYWHERE;
    if (left === 1) {
      if (arrives && Number(isOnward) === onward) search.ways.push([...way, step]);
    } else if (!isOnward && !arrives && !visited.has(step.to)) {
      if ((distance.get(step.to) ?? Infinity) > left - 1) continue;
      visited.add(step.to);
      extend(search, leaving, distance, [...way, step], visited, step.to, left - 1, onward);
      visited.delete(step.to);
    }
  }
}

function* subsets(items, size, start = 0) {
  if (size === 0) yield [];
  for (let index = start; size > 0 && index <= items.length - size; index += 1) {
    for (const rest of subsets(items, size - 1, index + 1)) yield [items[index], ...rest];
  }
}

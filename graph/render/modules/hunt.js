// One question searched again and again for other ways, by the command line's rule.
//
// What was used is made dearer each time (the penalty method), and each state and passage of
// the best way is closed in turn. Ways are judged by what they truly take.

import { alike, characterOf, isDoor, isNear, muchAlike, startOf, statesAt } from "./character.js";

const MOST_SEARCHES = 5;
const MOST_CLOSED = 12;
const STATE_TIMES = 1.3;
const CHAIN_TIMES = 1.15;
const NEAR_KM = 250;
const GATEWAY_SHARE = 0.04;
const LONGEST = 3;
const HAIR = 1 + 1e-6;

export class Hunt {
  /** `task` is that of `Engine.path` with `shut` besides; `doors` are chains of gateways. */
  constructor(engine, task, doors) {
    Object.assign(this, { engine, task, doors, world: engine.world, found: [] });
    this.open = Float64Array.from(task.shut, (shut) => (shut ? Infinity : 1));
    this.even = engine.even ??= new Float64Array(engine.world.chains).fill(1);
  }

  /** Up to `most` ways that differ, best first: their steps, cost, and access in it. */
  ways(most) {
    const first = this.way(this.open, this.even, Infinity);
    if (!first) return [];
    if (most > 1) {
      const limit = first.cost * LONGEST;
      this.dearer(first, limit);
      this.without(first, limit, most);
      this.found = this.found.filter(({ cost }) => cost <= limit);
    }
    return this.chosen(most, [muchAlike, alike]);
  }

  way(times, worn, limit) {
    // What was found before tells how much the least way takes at most.
    const known = this.found.reduce((least, one) => Math.min(least, this.taken(one, times, worn)), Infinity);
    const steps = this.engine.path(this.task, times, worn === this.even ? null : worn, Math.min(limit, known * HAIR));
    if (!steps?.length) return null;
    const way = { steps, access: this.access(steps) };
    way.cost = this.taken(way, this.open, this.even);
    this.found.push(way);
    return way;
  }

  taken({ steps, access }, times, worn) {
    const { of } = this.world;
    let sum = access;
    for (const { chain } of steps) {
      if (times[of[chain]] === Infinity) return Infinity;
      sum += this.task.costs[chain] * times[of[chain]] * worn[chain];
    }
    return sum;
  }

  access(steps) {
    const { a, b } = this.world;
    const [first, last] = [steps[0], steps.at(-1)];
    const start = first.forward ? a[first.chain] : b[first.chain];
    const end = last.forward ? b[last.chain] : a[last.chain];
    return this.task.sources.get(start) + this.task.goals.get(end);
  }

  dearer(first, limit) {
    const times = this.open.slice();
    const worn = this.even.slice();
    for (let search = 0, way = first; search < MOST_SEARCHES && way; search += 1) {
      this.penalise(times, worn, way, first.cost);
      way = this.way(times, worn, limit * STATE_TIMES);
    }
  }

  penalise(times, worn, { steps }, best) {
    const { of, classes } = this.world;
    const own = new Set([0, ...statesAt(this.world, steps[0]), ...statesAt(this.world, steps.at(-1))]);
    const states = new Set(steps.map(({ chain }) => classes.state[of[chain]]));
    const passages = new Set(steps.map(({ chain }) => classes.passage[of[chain]]));
    passages.delete(0);
    for (let at = 0; at < times.length; at += 1) {
      const state = classes.state[at];
      if (states.has(state) && !own.has(state)) times[at] *= STATE_TIMES;
      if (passages.has(classes.passage[at])) times[at] *= STATE_TIMES;
    }
    const used = steps.filter(({ chain }) => isDoor(this.world, chain)).map((step) => startOf(this.world, step));
    for (const { chain, place } of this.doors) {
      if (!used.some((point) => isNear(point, place, NEAR_KM))) continue;
      worn[chain] *= 1 + (GATEWAY_SHARE * best) / Math.max(this.task.costs[chain], 1e-3);
    }
    for (const { chain } of steps) worn[chain] *= CHAIN_TIMES;
  }

  without({ steps }, limit, most) {
    const { of, classes } = this.world;
    const own = new Set([0, ...statesAt(this.world, steps[0]), ...statesAt(this.world, steps.at(-1))]);
    const states = new Set(steps.map(({ chain }) => classes.state[of[chain]]).filter((state) => !own.has(state)));
    const passages = new Set(steps.map(({ chain }) => classes.passage[of[chain]]).filter(Boolean));
    const closings = [...[...states].map((one) => [classes.state, one]), ...[...passages].map((one) => [classes.passage, one])];
    const tried = closings.slice(0, MOST_CLOSED).map((closing) => ({ closing, upTo: this.needed(most, limit) }));
    const left = tried.filter(({ closing, upTo }) => !this.closed(closing, upTo) && upTo < limit);
    // A way that takes more than those chosen changes nothing, unless a new one drives some out.
    if (this.needed(most, limit) === limit) for (const { closing } of left) this.closed(closing, limit);
  }

  closed([column, number], limit) {
    const times = this.open.map((one, at) => (column[at] === number ? Infinity : one));
    return this.way(times, this.even, limit);
  }

  // What a further way must take less than to be chosen.
  needed(most, limit) {
    const kept = this.chosen(most, [muchAlike]);
    return kept.length < most ? limit : Math.min(limit, kept.at(-1).cost);
  }

  /** The cheapest that share little; then, if there are too few, those that differ at all. */
  chosen(most, rules) {
    const pool = [...this.found].sort((one, two) => one.cost - two.cost);
    for (const way of pool) way.character ??= characterOf(this.world, way.steps);
    const kept = [];
    for (const rule of rules) {
      for (const way of pool) {
        const isNew = kept.length < most && !kept.some((other) => rule(this.world, way.character, other.character));
        if (isNew) kept.push(way);
      }
    }
    return kept.sort((one, two) => one.cost - two.cost);
  }
}

/** The chains of borders, ports and services, with where each lies. */
export function doorsOf(world) {
  const found = [];
  for (let chain = 0; chain < world.chains; chain += 1) {
    if (isDoor(world, chain)) found.push({ chain, place: startOf(world, { chain, forward: true }) });
  }
  return found;
}

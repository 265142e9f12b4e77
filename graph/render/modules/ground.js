// Routes over the ground: the best, and others that differ in states, passages, ports or modes.

import { closedOf, maskOf, together } from "./avoids.js";
import { Engine } from "./engine.js";
import { costsOf, gatewayNodes, nodesOf } from "./world.js";

// What was used is made dearer, and the search repeated. The best route is the command line's;
// the others may differ, for that also closes each state of the best route in turn.
const MOST_SEARCHES = 8;
const STATE_PENALTY = 1.3;
const CHAIN_PENALTY = 1.15;
const LONGEST = 3;
const MOST_LIFTED = 3;
const MOST_KEPT = 24; // potentials, each as large as the world

export class Ground {
  constructor(world) {
    this.world = world;
    this.engine = new Engine(world);
    this.base = closedOf(world);
    this.costs = new Map();
    this.kept = new Map();
  }

  costsBy(by) {
    if (!this.costs.has(by)) this.costs.set(by, costsOf(this.world, by));
    return this.costs.get(by);
  }

  potentialsTo(to, goals, by) {
    const key = `${to} ${by}`;
    if (!this.kept.has(key)) {
      if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(key, this.engine.potentials(goals, this.costsBy(by), this.base));
    }
    return this.kept.get(key);
  }

  /** {routes: [steps ...] best first, lift: [ids] or null, unknown: avoids it cannot place}. */
  find({ from, to, avoid, by = "time" }, limit = 5) {
    const masks = avoid.map((id) => maskOf(this.world, id));
    const known = avoid.filter((_, index) => masks[index]);
    const unknown = avoid.filter((_, index) => !masks[index]);
    const own = avoid.filter((id) => [from, to].some((end) => id === end || this.world.head.blocs[id]?.includes(end)));
    if (own.length || !from || !to || from === to) return { routes: [], lift: own.length ? own : null, unknown };
    const masked = together(this.world, this.base, masks.filter(Boolean));
    let ends = null;
    // Where no place that stands for a state can be reached, any gateway of it serves.
    for (const [start, goal] of [[nodesOf, nodesOf], [nodesOf, gatewayNodes], [gatewayNodes, nodesOf], [gatewayNodes, gatewayNodes]]) {
      ends = { sources: start(this.world, from), goals: goal(this.world, to) };
      const routes = this.alternatives(this.task(ends, masked, `${to} ${goal.name}`, by), limit);
      if (routes.length) return { routes, lift: null, unknown };
    }
    return { routes: [], lift: this.lift(ends, known, masks.filter(Boolean)), unknown };
  }

  task(ends, masked, goal, by) {
    return {
      ...ends,
      ...masked,
      costs: this.costsBy(by),
      potentials: this.potentialsTo(goal, ends.goals, by),
      dearer: new Float64Array(masked.shut.length).fill(1),
      worn: new Map(),
      limit: Infinity,
    };
  }

  alternatives(task, limit) {
    const found = new Map();
    for (let search = 0; search < (limit === 1 ? 1 : MOST_SEARCHES); search += 1) {
      const steps = this.engine.path(task);
      if (!steps?.length) break;
      const total = steps.reduce((sum, { chain }) => sum + task.costs[chain], 0);
      const signature = this.signature(steps);
      if (!found.has(signature)) found.set(signature, { total, steps });
      if (found.size >= limit) break;
      if (task.limit === Infinity) task.limit = total * LONGEST;
      this.penalise(task, steps);
    }
    return [...found.values()].sort((one, two) => one.total - two.total).map(({ steps }) => steps);
  }

  signature(steps) {
    const { of, classes, b, label } = this.world;
    const states = [];
    const passages = new Set();
    const modes = new Set();
    const ports = new Set();
    for (const { chain } of steps) {
      const mine = of[chain];
      if (states.at(-1) !== classes.state[mine]) states.push(classes.state[mine]);
      passages.add(classes.passage[mine]);
      modes.add(classes.mode[mine]);
      if (label[b[chain]] >= 0) ports.add(label[b[chain]]);
    }
    return [states, ...[passages, ports, modes].map((set) => [...set].sort())].join("|");
  }

  penalise({ dearer, worn }, steps) {
    const { of, classes } = this.world;
    const stateOf = ({ chain }) => classes.state[of[chain]];
    const inner = new Set(steps.map(stateOf));
    for (const state of [0, stateOf(steps[0]), stateOf(steps.at(-1))]) inner.delete(state);
    const passages = new Set(steps.map(({ chain }) => classes.passage[of[chain]]));
    passages.delete(0);
    dearer.forEach((_, at) => {
      if (inner.has(classes.state[at])) dearer[at] *= STATE_PENALTY;
      if (passages.has(classes.passage[at])) dearer[at] *= STATE_PENALTY;
    });
    for (const { chain } of steps) worn.set(chain, (worn.get(chain) ?? 1) * CHAIN_PENALTY);
  }

  /** A smallest set of avoids whose lifting joins the ends; null if none of up to three does. */
  lift({ sources, goals }, avoid, masks) {
    for (let size = 1; size <= Math.min(MOST_LIFTED, avoid.length); size += 1) {
      for (const lifted of combinations(avoid.length, size)) {
        const kept = masks.filter((_, index) => !lifted.includes(index));
        const { shut, closed } = together(this.world, this.base, kept);
        if (this.engine.joined(sources, goals, shut, closed)) return lifted.map((index) => avoid[index]);
      }
    }
    return null;
  }
}

function* combinations(count, size, start = 0) {
  if (size === 0) yield [];
  for (let first = start; size > 0 && first <= count - size; first += 1) {
    for (const rest of combinations(count, size - 1, first + 1)) yield [first, ...rest];
  }
}

// Routes over the ground: the best, and others that differ in states, passages, ports or modes.

import { closedOf, maskOf, together } from "./avoids.js";
import { Engine } from "./engine.js";
import { doorsOf, Hunt } from "./hunt.js";
import { costsOf, gatewayJoins, joinsOf, patternOf } from "./world.js";

const MOST_KEPT = 24; // potentials, each as large as the world

export class Ground {
  constructor(world) {
    this.world = world;
    this.engine = new Engine(world);
    this.doors = doorsOf(world);
    this.kept = new Map();
    this.potentials = new Map();
  }

  // What was worked out before under a name, or now.
  once(key, make) {
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key);
  }

  potentialsTo(key, goals, weights, base) {
    const { potentials } = this;
    const found = potentials.get(key) ?? this.engine.potentials(goals, weights, base);
    potentials.delete(key);
    potentials.set(key, found);
    if (potentials.size > MOST_KEPT) potentials.delete(potentials.keys().next().value);
    return found;
  }

  /**
   * {routes: [steps ...] best first, lift: [ids] or null, unknown: avoids it cannot place}, and
   * for each route the km to the network and from it.
   */
  find({ from, to, avoid, by = "time", cargo = null }, limit = 5) {
    const masks = avoid.map((id) => this.once(`mask ${id}`, () => maskOf(this.world, id)));
    const known = avoid.filter((_, index) => masks[index]);
    const unknown = avoid.filter((_, index) => !masks[index]);
    if (!from || !to || from === to) return { routes: [], lift: null, unknown };
    const own = [from, to].map((end) => avoid.findLast((id) => id === end || this.world.head.blocs[id]?.includes(end)));
    if (own[0] ?? own[1]) return { routes: [], lift: [own[0] ?? own[1]], unknown };
    const base = this.once(`base ${patternOf(this.world, cargo)}`, () => closedOf(this.world, cargo));
    const given = masks.filter(Boolean);
    const masked = together(this.world, base, given);
    let ends = null;
    // Where no place that stands for a state can be reached, any gateway of it serves.
    for (const isOpen of [[0, 0], [0, 1], [1, 0], [1, 1]]) {
      const [start, goal] = [from, to].map((id, at) => this.joins(id, cargo, at, isOpen[at]));
      if ((isOpen[0] && start === this.joins(from, cargo, 0, 0)) || (isOpen[1] && goal === this.joins(to, cargo, 1, 0))) continue;
      ends = { start, goal };
      const task = this.task(ends, masked, by, base, `${to} ${isOpen[1]} ${by} ${cargo}`);
      const ways = new Hunt(this.engine, task, this.doors).ways(limit);
      if (ways.length) return { routes: ways.map(({ steps }) => steps), access: ways.map(({ steps }) => this.accessKm(ends, steps)), lift: null, unknown };
    }
    return { routes: [], lift: this.lift(ends, known, given, base), unknown };
  }

  accessKm({ start, goal }, steps) {
    const { a, b } = this.world;
    const [first, last] = [steps[0], steps.at(-1)];
    return [start.get((first.forward ? a : b)[first.chain]), goal.get((last.forward ? b : a)[last.chain])];
  }

  /** Nodes of an end that some open chain touches, with the km to each. */
  joins(id, cargo, at, isAny) {
    const own = this.world.stands.has(id) && isAny;
    return this.once(`joins ${id} ${cargo} ${at} ${own}`, () => {
      const { start, touch, of } = this.world;
      const found = own ? gatewayJoins(this.world, id) : joinsOf(this.world, id, cargo, at === 0);
      const base = closedOf(this.world, cargo);
      const isAlive = (node) => {
        for (let slot = start[node]; slot < start[node + 1]; slot += 1) if (!base[of[touch[slot]]]) return true;
        return false;
      };
      return new Map([...found].filter(([node]) => isAlive(node)));
    });
  }

  task({ start, goal }, masked, by, base, key) {
    const costs = this.once(`costs ${by}`, () => costsOf(this.world, by));
    const rate = this.world.head.access[by];
    const [sources, goals] = [start, goal].map((ends) => new Map([...ends].map(([node, km]) => [node, km * rate])));
    const weights = this.once(`weights ${by}`, () => Float64Array.from(this.world.touch, (chain) => costs[chain]));
    return { ...masked, sources, goals, costs, weights, potentials: this.potentialsTo(key, goals, weights, base) };
  }

  /** A smallest set of avoids whose lifting joins the ends, of several that of later ones. */
  lift({ start, goal }, avoid, masks, base) {
    const isJoined = (lifted) => {
      const { shut, closed } = together(this.world, base, masks.filter((_, index) => !lifted.includes(index)));
      return this.engine.joined(start, goal, shut, closed);
    };
    if (!isJoined([...avoid.keys()])) return null;
    for (let size = 1; size < avoid.length; size += 1) {
      for (const lifted of combinations(avoid.length - 1, size)) {
        if (isJoined(lifted)) return lifted.map((index) => avoid[index]).reverse();
      }
    }
    return [...avoid];
  }
}

// Sets of numbers from `last` down, each from high to low; those with high numbers first.
function* combinations(last, size) {
  if (size === 0) yield [];
  for (let first = last; size > 0 && first >= size - 1; first -= 1) {
    for (const rest of combinations(first - 1, size - 1)) yield [first, ...rest];
  }
}

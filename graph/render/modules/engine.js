// Shortest paths over the world's arrays, led to the goal by what nothing avoided would take.

import { Heap } from "./heap.js";

// The last digits of sums depend on their order; so much no bound may be off.
const SHY = 1 - 1e-9;

/** Search engine of one world. Ends are maps of nodes to what it takes to reach them. */
export class Engine {
  constructor(world) {
    this.world = world;
    this.best = new Float64Array(world.count);
    this.came = new Int32Array(world.count);
    this.last = new Float64Array(world.count); // what it takes from a goal to the end
    this.heap = new Heap(2 * world.chains + world.count);
    this.flows = world.classes.flow.some(Boolean);
  }

  /** What it takes at least from every node to the goals: no avoid can make it less. */
  potentials(goals, costs, shut) {
    const { of, start, touch, beyond } = this.world;
    const far = new Float64Array(this.world.count).fill(Infinity);
    const heap = this.heap;
    heap.size = 0;
    for (const [node, extra] of goals) {
      far[node] = extra;
      heap.push(extra, node);
    }
    while (heap.size) {
      const here = heap.pop();
      const reach = heap.key;
      if (reach > far[here]) continue;
      for (let slot = start[here]; slot < start[here + 1]; slot += 1) {
        const chain = touch[slot];
        const there = beyond[slot];
        const length = reach + costs[chain];
        if (length < far[there] && !shut[of[chain]]) {
          far[there] = length;
          heap.push(length, there);
        }
      }
    }
    for (let node = 0; node < far.length; node += 1) far[node] *= SHY;
    return far;
  }

  /**
   * The path that takes least, as steps in order, or null where none takes less than `limit`.
   *
   * `task` holds sources and goals, costs of chains, potentials, closed (nodes, or null); `times`
   * is how much dearer classes are (endless where shut), `worn` how much dearer chains are.
   */
  path({ sources, goals, costs, potentials, closed }, times, worn, limit = Infinity) {
    const { a, of, start, touch, beyond, classes } = this.world;
    const { best, came, last, heap, flows } = this;
    best.fill(Infinity);
    for (const [node, extra] of goals) last[node] = extra + 1;
    heap.size = 0;
    for (const [node, extra] of sources) {
      if (closed?.[node] || !(potentials[node] < Infinity)) continue;
      best[node] = extra;
      came[node] = -1;
      heap.push(extra + potentials[node], node);
    }
    let least = limit;
    let meet = -1;
    while (heap.size) {
      const here = heap.pop();
      if (heap.key >= least) break;
      const reach = best[here];
      if (heap.key > reach + potentials[here]) continue;
      if (last[here] && reach + last[here] - 1 < least) {
        least = reach + last[here] - 1;
        meet = here;
      }
      for (let slot = start[here]; slot < start[here + 1]; slot += 1) {
        const chain = touch[slot];
        const mine = of[chain];
        const factor = times[mine];
        if (factor === Infinity) continue;
        const there = beyond[slot];
        const length = reach + costs[chain] * factor * worn[chain];
        if (length >= best[there] || length + potentials[there] >= least || closed?.[there]) continue;
        // A pipeline flows one way.
        if (flows && classes.flow[mine] && classes.flow[mine] > 0 !== (a[chain] === here)) continue;
        best[there] = length;
        came[there] = chain;
        heap.push(length + potentials[there], there);
      }
    }
    for (const [node] of goals) last[node] = 0;
    return meet < 0 ? null : this.walk(meet);
  }

  walk(last) {
    const { a, b } = this.world;
    const steps = [];
    for (let node = last, chain = this.came[node]; chain >= 0; chain = this.came[node]) {
      const forward = b[chain] === node;
      steps.push({ chain, forward });
      node = forward ? a[chain] : b[chain];
    }
    return steps.reverse();
  }

  /** Whether any path joins the two ends. */
  joined(sources, goals, shut, closed) {
    const { of, start, touch, beyond } = this.world;
    const { came } = this;
    came.fill(-2);
    const stack = [...sources.keys()].filter((node) => !closed?.[node]);
    for (const node of stack) came[node] = -1;
    while (stack.length) {
      const here = stack.pop();
      if (goals.has(here)) return true;
      for (let slot = start[here]; slot < start[here + 1]; slot += 1) {
        const there = beyond[slot];
        if (came[there] !== -2 || shut[of[touch[slot]]] || closed?.[there]) continue;
        came[there] = touch[slot];
        stack.push(there);
      }
    }
    return false;
  }
}

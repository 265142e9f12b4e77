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
  potentials(goals, weights, shut) {
    const { start, beyond, kinds } = this.world;
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
      for (let slot = start[here], end = start[here + 1]; slot < end; slot += 1) {
        const there = beyond[slot];
        const length = reach + weights[slot];
        if (length < far[there] && !shut[kinds[slot]]) {
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
   * `task` holds sources and goals, weights of slots, potentials, closed (nodes, or null);
   * `times` is how much dearer classes are (endless where shut), `worn` how much dearer chains
   * are, or null.
   */
  path({ sources, goals, weights, potentials, closed }, times, worn, limit = Infinity) {
    const { start, touch, beyond, kinds } = this.world;
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
      for (let slot = start[here], end = start[here + 1]; slot < end; slot += 1) {
        const there = beyond[slot];
        let weight = weights[slot] * times[kinds[slot]];
        if (worn) weight *= worn[touch[slot]];
        const length = reach + weight;
        // What is shut takes without end, or, of no length, nothing that is a number.
        if (!(length < best[there])) continue;
        const whole = length + potentials[there];
        if (whole >= least || closed?.[there] || (flows && this.isAgainst(here, slot))) continue;
        best[there] = length;
        came[there] = touch[slot];
        heap.push(whole, there);
      }
    }
    for (const [node] of goals) last[node] = 0;
    return meet < 0 ? null : this.walk(meet);
  }

  // A pipeline flows one way.
  isAgainst(here, slot) {
    const { a, classes, kinds, touch } = this.world;
    const flow = classes.flow[kinds[slot]];
    return flow !== 0 && flow > 0 !== (a[touch[slot]] === here);
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
    const { start, touch, beyond, kinds } = this.world;
    const { came } = this;
    came.fill(-2);
    const stack = [...sources.keys()].filter((node) => !closed?.[node]);
    for (const node of stack) came[node] = -1;
    while (stack.length) {
      const here = stack.pop();
      if (goals.has(here)) return true;
      for (let slot = start[here]; slot < start[here + 1]; slot += 1) {
        const there = beyond[slot];
        if (came[there] !== -2 || shut[kinds[slot]] || closed?.[there]) continue;
        came[there] = touch[slot];
        stack.push(there);
      }
    }
    return false;
  }
}

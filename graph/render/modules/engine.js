// Shortest paths over the world's arrays, led to the goal by what nothing avoided would take.

import { Heap } from "./heap.js";

/** Search engine of one world; `shut` tells which classes of chains nothing may use. */
export class Engine {
  constructor(world) {
    this.world = world;
    this.best = new Float64Array(world.count);
    this.came = new Int32Array(world.count);
    this.goal = new Uint8Array(world.count);
    this.heap = new Heap(2 * world.chains + world.count);
  }

  /** What it takes at least from every node to the goals: no avoid can make it less. */
  potentials(goals, costs, shut) {
    const { a, b, of, start, touch } = this.world;
    const far = new Float64Array(this.world.count).fill(Infinity);
    const heap = this.heap;
    heap.size = 0;
    for (const node of goals) {
      far[node] = 0;
      heap.push(0, node);
    }
    while (heap.size) {
      const here = heap.pop();
      const reach = heap.key;
      if (reach > far[here]) continue;
      for (let slot = start[here]; slot < start[here + 1]; slot += 1) {
        const chain = touch[slot];
        if (shut[of[chain]]) continue;
        const there = a[chain] === here ? b[chain] : a[chain];
        const length = reach + costs[chain];
        if (length < far[there]) {
          far[there] = length;
          heap.push(length, there);
        }
      }
    }
    return far;
  }

  /**
   * The best path as chains in order, or null. `task` holds sources, goals, costs, potentials,
   * shut (classes), closed (nodes, or null), dearer (factor of classes), worn (factor of
   * chains) and limit.
   */
  path(task) {
    const { a, b, of, start, touch, count } = this.world;
    const { costs, potentials, shut, closed, dearer, worn, limit } = task;
    const { best, came, goal, heap } = this;
    best.fill(Infinity);
    goal.fill(0);
    for (const node of task.goals) goal[node] = 1;
    heap.size = 0;
    for (const node of task.sources) {
      if (potentials[node] === Infinity || closed?.[node]) continue;
      best[node] = 0;
      came[node] = -1;
      heap.push(potentials[node], node);
    }
    while (heap.size) {
      const here = heap.pop();
      const reach = best[here];
      if (heap.key > reach + potentials[here]) continue;
      if (reach > limit) return null;
      if (goal[here]) return this.walk(here);
      for (let slot = start[here]; slot < start[here + 1]; slot += 1) {
        const chain = touch[slot];
        const mine = of[chain];
        if (shut[mine]) continue;
        const there = a[chain] === here ? b[chain] : a[chain];
        if (closed?.[there]) continue;
        const length = reach + costs[chain] * dearer[mine] * (worn.get(chain) ?? 1);
        if (length < best[there] && potentials[there] < Infinity) {
          best[there] = length;
          came[there] = chain;
          heap.push(length + potentials[there], there);
        }
      }
    }
    return count ? null : undefined;
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

  /** Whether any path joins the two sets of nodes. */
  joined(sources, goals, shut, closed) {
    const { a, b, of, start, touch } = this.world;
    const { goal, came } = this;
    goal.fill(0);
    came.fill(-2);
    for (const node of goals) goal[node] = 1;
    const stack = sources.filter((node) => !closed?.[node]);
    for (const node of stack) came[node] = -1;
    while (stack.length) {
      const here = stack.pop();
      if (goal[here]) return true;
      for (let slot = start[here]; slot < start[here + 1]; slot += 1) {
        const chain = touch[slot];
        if (shut[of[chain]]) continue;
        const there = a[chain] === here ? b[chain] : a[chain];
        if (came[there] !== -2 || closed?.[there]) continue;
        came[there] = chain;
        stack.push(there);
      }
    }
    return false;
  }
}

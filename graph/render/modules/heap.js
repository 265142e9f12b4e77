// A heap of numbered things by key, least first; one thing may stand in it more than once.

export class Heap {
  constructor(room) {
    this.keys = new Float64Array(room);
    this.items = new Int32Array(room);
    this.size = 0;
  }

  push(key, item) {
    const { keys, items } = this;
    let at = this.size++;
    while (at > 0) {
      const above = (at - 1) >> 2;
      if (keys[above] <= key) break;
      keys[at] = keys[above];
      items[at] = items[above];
      at = above;
    }
    keys[at] = key;
    items[at] = item;
  }

  /** Take out the least; its key stays in `key`. */
  pop() {
    const { keys, items } = this;
    const item = items[0];
    this.key = keys[0];
    this.size -= 1;
    const size = this.size;
    const key = keys[size];
    const last = items[size];
    let at = 0;
    for (let child = 1; child < size; child = 4 * at + 1) {
      let least = child;
      const end = Math.min(child + 4, size);
      for (let other = child + 1; other < end; other += 1) if (keys[other] < keys[least]) least = other;
      if (keys[least] >= key) break;
      keys[at] = keys[least];
      items[at] = items[least];
      at = least;
    }
    keys[at] = key;
    items[at] = last;
    return item;
  }
}

// Numbered things by key, the least first but for less than a width: buckets, with no sorting.
//
// A search that goes by it may look at a node again; what it finds is exact all the same.

const MOST = 1 << 20;

export class Queue {
  /** `room` is how many things may be pushed between two calls of `open`. */
  constructor(room) {
    this.keys = new Float64Array(room);
    this.items = new Int32Array(room);
    this.below = new Int32Array(room); // the next thing in the same bucket, -1 for the last
    this.heads = new Int32Array(4096).fill(-1);
    this.top = 0;
  }

  /** Start anew with keys of `low` and more. */
  open(low, width) {
    this.heads.fill(-1, 0, this.top + 1);
    this.low = low;
    this.times = 1 / width;
    this.width = width;
    this.at = 0;
    this.top = 0;
    this.count = 0;
  }

  push(key, item) {
    let bucket = Math.max(((key - this.low) * this.times) | 0, this.at);
    if (bucket > this.top) {
      if (bucket >= this.heads.length) bucket = this.grow(bucket);
      this.top = Math.max(this.top, bucket);
    }
    const place = this.count;
    this.count += 1;
    this.keys[place] = key;
    this.items[place] = item;
    this.below[place] = this.heads[bucket];
    this.heads[bucket] = place;
  }

  grow(bucket) {
    const size = Math.min(MOST, Math.max(2 * this.heads.length, bucket + 1));
    if (size > this.heads.length) {
      const heads = new Int32Array(size).fill(-1);
      heads.set(this.heads);
      this.heads = heads;
    }
    return Math.min(bucket, size - 1);
  }

  /** Take out one; its key stays in `key`, no key left is below `floor`. -1 where none is left. */
  pop() {
    const { heads } = this;
    while (this.at <= this.top && heads[this.at] < 0) this.at += 1;
    if (this.at > this.top) return -1;
    const place = heads[this.at];
    heads[this.at] = this.below[place];
    this.key = this.keys[place];
    return this.items[place];
  }

  get floor() {
    return this.low + this.at * this.width;
  }
}
